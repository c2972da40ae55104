"""Listing, reading and coming back, by keys, in the whole app."""

import os
from pathlib import Path

import pytest

from tests.tui.rig import copy_of_seeds, opened
from tui.session import Session
from tui.settings import Settings

VTC = "Đó là khẳng định"
SGGP = "Thúc đẩy hợp tác kinh tế"


async def test_five_articles_are_there_at_the_first_start_newest_first(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        view = app.app.main.view
        assert view is not None
        assert view.count == 5
        assert app.selected.startswith("Vòng đàm phán thứ 6")
        assert [section.count for section in view.sections] == [1, 1, 1, 2]
        assert "FEBRUARY 2026" in app.screen_text()


async def test_passing_with_the_cursor_reads_nothing_opening_does(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("j", "j", "k")
        await app.pilot.pause(0.3)
        assert app.app.desk.collection.count(_unread()) == 5
        await app.press("enter")
        await app.until(lambda: app.app.desk.collection.count(_unread()) == 4)
        assert app.app.main.reader.has_focus


async def test_space_reads_on_to_the_next_unread_article(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        first = app.selected
        await app.press("space")
        await app.until(lambda: app.app.main.reader.has_focus and app.app.main.reader.page is not None)
        for _ in range(40):
            if app.selected != first:
                break
            await app.press("space")
            await app.pilot.pause(0.05)
        assert app.selected.startswith(VTC)
        assert app.app.main.reader.has_focus
        await app.until(lambda: app.app.desk.collection.count(_unread()) == 3)


async def test_next_and_previous_article_without_going_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("enter")
        await app.press("J")
        await app.until(lambda: app.selected.startswith(VTC))
        await app.press("K")
        await app.until(lambda: app.selected.startswith("Vòng đàm phán"))
        await app.press("K")
        await app.until(lambda: "first article" in app.said)


async def test_quitting_and_coming_back_is_the_same_place_and_view(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("hoa ky")
        await app.press("enter", "j")
        await app.until(lambda: app.selected.startswith(VTC))
        await app.open()
        await app.press("pagedown")
        await app.until(lambda: app.app.main.reader.position > 0)
        place = app.app.main.reader.position
        await app.press("q")
    async with opened(tmp_path) as app:
        assert app.selected.startswith(VTC)
        assert "“hoa ky" in app.screen_text()
        await app.until(lambda: app.app.main.reader.has_focus)
        await app.until(lambda: app.app.main.reader.position == place, "the reading position")


async def test_the_list_leaves_the_text_its_measure_on_a_wide_screen(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(200, 50)) as app:
        await app.until(lambda: app.app.main.reader.page is not None)
        assert app.app.main.list.size.width <= 76
        assert app.app.main.reader.size.width >= 100
        await app.press("backslash")
        await app.until(lambda: app.app.main.reader.size.width >= 120, "without views and facets")


async def test_one_pane_at_a_time_below_100_columns(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        assert app.app.main.list.display
        assert not app.app.main.reader.size.width
        await app.press("enter")
        await app.until(lambda: app.app.main.reader.has_focus)
        assert not app.app.main.list.display
        await app.press("escape")
        await app.until(lambda: app.app.main.list.has_focus)
        assert app.app.main.list.display


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (200, 60)])
async def test_any_terminal_size_can_be_read_on(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=(120, 40)) as app:
        await app.open()
        await app.press("pagedown")
        await app.pilot.pause(0.1)
        place = app.app.main.reader.position
        await app.pilot.resize_terminal(*size)
        await app.pilot.pause(0.2)
        for key in (
            "j",
            "k",
            "space",
            "e",
            "question_mark",
            "escape",
            "escape",
            "slash",
            "h",
            "escape",
            "t",
            "escape",
        ):
            await app.press(key)
        await app.press("enter")
        await app.pilot.resize_terminal(120, 40)
        await app.pilot.pause(0.2)
        assert app.app.is_running
        assert place > 0


async def test_where_the_cursor_rests_the_next_article_is_there_with_its_names_in_the_frame_of_the_key(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        view, desk = app.app.main.view, app.app.desk
        assert view is not None
        next_one = view.window(1, 1)[0]

        def ahead() -> bool:
            article = desk.article_in_memory(next_one.id)
            return article is not None and article.mentions is not None

        await app.until(ahead)
        app.app.main.list.cmd_down()
        page = app.app.main.reader.page
        assert page is not None
        assert page.listed.id == next_one.id
        assert app.app.main.reader.marks.mentions


async def test_a_file_that_vanishes_is_told_and_the_annotations_stay(tmp_path: Path) -> None:
    library = copy_of_seeds(tmp_path)
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        await app.press("s")
        await app.until(lambda: "tarred" in app.said)
        for path in library.iterdir():
            path.unlink()
        await app.until(lambda: app.app.main.view is not None and app.app.main.view.count == 1)
        await app.until(lambda: "file gone" in app.screen_text())
        listed = app.app.main.list.selected
        assert listed is not None
        assert listed.starred
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        await app.until(lambda: app.app.main.view is not None and app.app.main.view.count == 1)
        listed = app.app.main.list.selected
        assert listed is not None
        assert listed.gone
        assert listed.starred


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
async def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    async with opened(tmp_path, libraries=(closed,)) as app:
        await app.until(lambda: "cannot be read" in app.said)


async def test_a_missing_folder_is_told_and_the_rest_is_listed(tmp_path: Path) -> None:
    async with opened(tmp_path, libraries=(tmp_path / "nowhere",)) as app:
        await app.until(lambda: "no folder" in app.said)
        assert app.app.main.view is not None
        assert app.app.main.view.count == 5


async def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    async with opened(tmp_path, bundled=False) as app:
        await app.until(lambda: "docbao add" in app.screen_text())
        for key in (
            "enter",
            "space",
            "t",
            "a",
            "s",
            "c",
            "b",
            "e",
            "d",
            "escape",
            "o",
            "escape",
            "f",
            "escape",
            "J",
        ):
            await app.press(key)
        assert app.app.is_running


async def test_a_damaged_session_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "session.json").write_text('{"query": "topic:(((", "order": 7, "top": "x"}')
    async with opened(tmp_path) as app:
        assert app.app.main.view is not None
        assert app.app.main.view.count == 5


async def test_a_mistake_in_the_settings_is_told_with_its_line(tmp_path: Path) -> None:
    from tui.settings import load

    config = tmp_path / "config.toml"
    config.write_text('theme = "light"\n\n[keys]\nstrar = "x"\n')
    async with opened(tmp_path, settings=load(config)) as app:
        await app.until(lambda: "line 4" in app.said)
        assert "star" in app.said
        assert app.app.look.name == "light"


async def test_each_mistake_in_the_settings_is_told_one_after_the_other(tmp_path: Path) -> None:
    from tui.settings import load

    config = tmp_path / "config.toml"
    config.write_text('theme = "blue"\n\n[keys]\nstrar = "x"\n')
    async with opened(tmp_path, settings=load(config)) as app:
        await app.until(lambda: "line 1" in app.said)
        await app.press("escape")
        assert "line 4" in app.said
        await app.press("escape")
        assert not app.said


async def test_the_theme_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path, session=Session()) as app:
        await app.press("T")
        assert app.app.look.name == "light"
        await app.press("q")
    async with opened(tmp_path) as app:
        assert app.app.look.name == "light"


async def test_a_theme_chosen_by_key_stays_until_the_settings_ask_for_another(tmp_path: Path) -> None:
    light, none = Settings(theme="light"), Settings()
    async with opened(tmp_path, settings=light) as app:
        assert app.app.look.name == "light"
        await app.press("T", "q")
    async with opened(tmp_path, settings=light) as app:
        assert app.app.look.name == "dark"
        await app.press("q")
    async with opened(tmp_path, settings=none) as app:
        assert app.app.look.name == "dark"


def _unread():
    from annotations.query.tree import Is

    return Is("unread")


async def test_an_article_looks_the_same_however_early_it_was_opened(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.open()
        await app.named()
        desk, reader = app.app.desk, app.app.main.reader
        common, drawn = desk.common, repr(app.app.screen._compositor.render_strips())
        assert common, "some names are everywhere in the bundled articles"
        desk.common = frozenset()  # as it is until the names of the library are known
        reader.set_common(frozenset())
        await app.until(lambda: repr(app.app.screen._compositor.render_strips()) != drawn)
        desk.rescan()
        await app.until(lambda: repr(app.app.screen._compositor.render_strips()) == drawn)
        assert desk.common == common
