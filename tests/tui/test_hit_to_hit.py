"""One number of hits wherever they are counted, and going on from a result of the page and back to it."""

import threading
from pathlib import Path

import pytest

from tests.tui.rig import Opened, opened
from tui.screens.hits_page import HitsPage


def library(folder: Path, articles: int = 3) -> Path:
    """Write articles, newest first by their number: in each stands the word twice in one sentence, once in
    another and once above the title."""
    into = folder / "library"
    into.mkdir()
    for n in range(articles):
        (into / f"{n:03}.txt").write_text(
            f"date 2026-01-{28 - n % 28:02} (Báo Gạo) -\n\nTin số {n}\n\n"
            f"Giá gạo tăng vì gạo ít đi ở tỉnh {n}.\n\n"
            f"{'Hôm nay trời mưa to ở nhiều nơi, không ai ra đồng. ' * 30}\n\nNgười mua gạo chờ đợi.\n",
            "utf-8",
        )
    return into


async def results(app: Opened, *, hits: int = 1) -> HitsPage:
    """Open the page of results and wait for so many hits."""
    await app.press("g", "s")
    await app.until(lambda: isinstance(app.app.screen, HitsPage) and app.app.screen.rows.hits >= hits)
    page = app.app.screen
    assert isinstance(page, HitsPage)
    return page


async def at_hit(app: Opened, article: str, number: int) -> None:
    main = app.app.main
    await app.until(lambda: main.reader.has_focus and main.showing == article, "the article")
    await app.until(lambda: f"{number}/4" in app.screen_text(), f"hit {number} of the article")


async def test_list_page_and_reader_tell_the_same_number_of_hits(tmp_path: Path) -> None:
    async with opened(tmp_path, bundled=False, libraries=(library(tmp_path),), query="gạo") as app:

        def listed() -> list[str]:
            rows = [line.split("│")[0].rstrip(" ▐") for line in app.screen_text().splitlines()]
            return [row for row in rows if "Giá gạo" in row]

        await app.until(listed, "what the list shows of the text")
        assert listed()[0].endswith(" 4"), "how often it stands in the article"
        page = await results(app, hits=12)
        assert "12 hits in 3 articles" in app.screen_text().splitlines()[0]
        heading = next(line for line in app.screen_text().splitlines() if "Tin số 0" in line)
        assert heading.rstrip(" ▐").endswith(" 4")
        it = page.rows.current
        assert it is not None
        await app.press("enter")
        await at_hit(app, it.article, 1)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_from_a_result_n_goes_to_the_next_hit_and_back_to_it_on_the_page(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size, bundled=False, libraries=(library(tmp_path),), query="gạo") as app:
        page = await results(app, hits=12)
        ids = list(dict.fromkeys(it.article for it in page.rows.passages))
        await app.press("j")  # the sentence that has it twice
        it = page.rows.current
        assert it is not None
        assert len(it.hits) == 2
        await app.press("enter")
        await at_hit(app, ids[0], 2)
        await app.press("N")
        await at_hit(app, ids[0], 1)
        await app.press("n", "n")
        await at_hit(app, ids[0], 3)
        await app.press("n", "n")
        await at_hit(app, ids[1], 1)
        await app.press("N")
        await at_hit(app, ids[0], 4)
        await app.press("3", "n")
        await at_hit(app, ids[1], 1)
        await app.press("n")
        await at_hit(app, ids[1], 2)
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, HitsPage), "back to the page")
        page = app.app.screen  # type: ignore[assignment]
        await app.until(
            lambda: (here := page.rows.current) and here.article == ids[1] and len(here.hits) == 2
        )
        await app.press("escape")
        await app.until(lambda: app.app.main.list.has_focus)


async def test_a_hit_is_landed_on_though_its_article_is_just_being_read_beside_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path, bundled=False, libraries=(library(tmp_path),), query="gạo") as app:
        main, desk, gate = app.app.main, app.app.desk, threading.Event()
        page = await results(app, hits=12)
        it = page.rows.passages[-1]
        read = desk.article
        monkeypatch.setattr(desk, "article", lambda id: (gate.wait(30), read(id))[1])
        monkeypatch.setattr(desk, "article_in_memory", lambda id: None)
        listed = desk.collection.listed(it.article)
        assert listed is not None
        main.preview(listed)
        main.go_from_front(it, lambda: page, way=page.state.nearest)
        await app.pilot.pause(0.05)
        gate.set()
        await at_hit(app, it.article, 4)
        await app.still(3)
        assert main.reader.hit_at == it.start


async def test_what_one_has_gone_on_to_is_looked_for_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.hits_page._AT_ONCE", 1)
    monkeypatch.setattr("tui.screens.hits_page._FEW", 0)
    folder = library(tmp_path, 12)
    async with opened(tmp_path, size=(80, 24), bundled=False, libraries=(folder,), query="gạo") as app:
        page = await results(app)
        await app.still(2)
        state = page.state
        assert state.nearest is not None
        assert state.read < 12
        last = state.nearest.id_at(11)
        await app.press("enter")
        for _ in range(11):
            await app.press("4", "n")
        await app.until(lambda: app.app.main.showing == last)
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, HitsPage), "back to the page")
        page = app.app.screen  # type: ignore[assignment]
        await app.until(lambda: (here := page.rows.current) and here.article == last, "the hit on the page")


async def test_the_end_of_the_results_is_the_last_hit_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.hits_page._AT_ONCE", 1)
    monkeypatch.setattr("tui.screens.hits_page._GOING_ON", 4)
    monkeypatch.setattr("tui.screens.hits_page._FEW", 0)
    monkeypatch.setattr("tui.screens.reading_on.AT_A_TIME", 12)
    folder = library(tmp_path, 28)
    async with opened(tmp_path, size=(120, 24), bundled=False, libraries=(folder,), query="gạo") as app:
        page = await results(app)
        await app.still(2)
        before = page.state.read
        assert before < 10
        assert f"so far · {before} of 28 articles looked through" in app.screen_text().splitlines()[0]
        await app.press("G")
        await app.until(lambda: "G goes on" in app.said, "a part of the way")
        assert before + 12 <= page.state.read < 28
        assert page.rows.cursor >= 2 * (before + 12)
        await app.press("G")
        await app.until(lambda: page.state.read == 28, "the end")
        await app.until(lambda: page.rows.cursor == len(page.rows.passages) - 1)
        assert "112 hits in 28 articles" in app.screen_text().splitlines()[0]
        assert not app.said


async def test_any_key_ends_the_way_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.hits_page._AT_ONCE", 1)
    monkeypatch.setattr("tui.screens.hits_page._GOING_ON", 1)
    monkeypatch.setattr("tui.screens.hits_page._FEW", 0)
    folder, on = library(tmp_path, 28), threading.Event()
    async with opened(tmp_path, size=(120, 24), bundled=False, libraries=(folder,), query="gạo") as app:
        page = await results(app)
        await app.still(2)
        look = page._look_through
        monkeypatch.setattr(page, "_look_through", lambda listed: (on.wait(), look(listed))[1])
        await app.press("G")
        assert "Any key stops" in app.said
        await app.press("g", "g")
        on.set()
        await app.still(3)
        assert page.rows.cursor == 0
        assert page.state.read < 28


async def test_it_is_said_how_many_articles_were_looked_into_for_their_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.nearest.MOST", 2)
    monkeypatch.setattr("annotations.nearest.FIRST", 2)
    async with opened(tmp_path, bundled=False, libraries=(library(tmp_path),), query="gạo") as app:
        await results(app, hits=12)
        assert "Among the first 2 articles, those with the words just as typed come first" in app.said
