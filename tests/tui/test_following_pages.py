"""Pages in front follow what comes while they are open, or say that it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.rig import Opened, copy_of_seeds, opened
from tui.screens.entity_page import EntityPage
from tui.screens.hits_page import HitsPage
from tui.screens.timeline import TimelinePage

NEW = (
    "Đàm phán về LNG\n\nNgày 19/2/2026, Bộ trưởng Nguyễn Hồng Diên nói về LNG tại Hà Nội, Hoa Kỳ cùng bàn.\n"
)


async def bring(app: Opened, folder: Path) -> None:
    """Put another article into the library, as a feed would, and have it seen."""
    (folder / "new.txt").write_text(NEW, "utf-8")
    desk, seen = app.app.desk, app.app.main.view.count if app.app.main.view else 0
    desk.rescan()
    await app.until(lambda: app.app.main.view is not None and app.app.main.view.count > seen, "it is listed")


def counted(page: TimelinePage) -> int:
    """Return how many articles the page tells of, with a date or without."""
    shown = page.chart.shown
    return shown.count + shown.undated if shown is not None else 0


async def test_the_timeline_counts_what_comes(tmp_path: Path) -> None:
    folder = copy_of_seeds(tmp_path)
    async with opened(tmp_path, bundled=False, libraries=(folder,)) as app:
        await app.press("g", "t")
        await app.until(lambda: isinstance(app.app.screen, TimelinePage) and app.app.screen.chart.bars)
        page = app.app.screen
        assert isinstance(page, TimelinePage)
        before = counted(page)
        await bring(app, folder)
        await app.until(lambda: counted(page) == before + 1)


async def test_the_results_take_in_what_comes_and_keep_the_place(tmp_path: Path) -> None:
    folder = copy_of_seeds(tmp_path)
    async with opened(tmp_path, bundled=False, libraries=(folder,), query="lng OR nike") as app:
        await app.press("g", "s")
        await app.until(lambda: isinstance(app.app.screen, HitsPage) and app.app.screen.rows.articles)
        page = app.app.screen
        assert isinstance(page, HitsPage)
        await app.press("j")
        here, before = page.rows.current, len(page.rows.passages)
        await bring(app, folder)
        await app.until(lambda: len(page.rows.passages) > before)
        assert "Đàm phán về LNG" in app.screen_text()
        assert page.rows.current == here


async def test_what_is_looked_for_stands_in_the_heading_of_the_results(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24), query="thuế OR (đàm AND phán) date:2025..2026 -nike") as app:
        await app.press("g", "s")
        await app.until(lambda: isinstance(app.app.screen, HitsPage) and app.app.screen.rows.articles)
        asked = app.app.main.in_words(app.app.main.wanted)
        await app.until(lambda: asked in app.screen_text().splitlines()[0])
        assert "articles" not in app.screen_text().splitlines()[0], "there was no room for the long count"


async def test_the_results_wait_for_the_list_that_was_asked_for(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        main = app.app.main
        main.wanted = main.parsed("lng date:2026-02") or main.wanted  # as if the list took a while to come
        await app.press("g", "s")
        await app.until(lambda: isinstance(app.app.screen, HitsPage))
        page = app.app.screen
        assert isinstance(page, HitsPage)
        await app.still(3)
        assert not page.rows.passages
        assert page.state.view is None
        main.refresh_view()
        await app.until(lambda: page.rows.passages)
        assert page.state.view is not None
        assert page.state.view.count == 1
        assert {it.article for it in page.rows.passages} == {page.state.view.id_at(0)}


async def test_the_page_of_a_name_counts_what_comes_and_knows_other_names(tmp_path: Path) -> None:
    folder = copy_of_seeds(tmp_path)
    async with opened(tmp_path, bundled=False, libraries=(folder,)) as app:
        app.app.main.show_entity("Mỹ", "PLACE")
        await app.until(lambda: isinstance(app.app.screen, EntityPage) and app.app.screen.state.profile)
        page = app.app.screen
        assert isinstance(page, EntityPage)
        assert page.state.profile is not None
        before = page.state.profile.articles
        await app.until(lambda: "Hợp chúng quốc Hoa Kỳ" in app.screen_text())
        await bring(app, folder)
        await app.until(lambda: page.state.profile is not None and page.state.profile.articles == before + 1)


@pytest.mark.parametrize(
    "ways",
    [
        (("enter", "g", "s", "escape"), ("g", "s", "j", "enter")),
        (("g", "s", "j", "enter"),),
        (("enter", "g", "t", "enter"),),
        (("g", "t", "enter"),),
        (("enter", "e", "P", "j", "enter"), ("escape",)),
        (("enter", "e", "P", "f"),),
        (("enter", "m", "A", "enter"), ("escape",), ("escape",)),
        (("enter", "i", "escape"), ("number_sign", "escape")),
    ],
    ids=lambda ways: ".".join("-".join(way) for way in ways),
)
async def test_the_footer_has_the_keys_of_where_one_has_come_to(
    tmp_path: Path, ways: tuple[tuple[str, ...], ...]
) -> None:
    async with opened(tmp_path, query="lng OR nike") as app:
        await app.named()
        for way in ways:
            for key in way:
                await app.press(key)
                await app.still(3)
            shown = app.screen_text().splitlines()[-1]
            app.app.main.show_footer_keys()
            await app.pilot.pause()
            assert app.screen_text().splitlines()[-1] == shown, way
