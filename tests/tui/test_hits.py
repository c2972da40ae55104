"""Hits across articles: the page of all of them, and going from one to the next."""

from datetime import date
from pathlib import Path

import pytest

from annotations.query.parser import parse
from annotations.query.snippets import heading_in, snippets
from seeds.article import Article, Row
from seeds.problems import Problem
from seeds.text import fold
from tests.tui.rig import Opened, opened
from tui.concordance import hits_in
from tui.screens.hits_page import HitsPage


def page(app: Opened) -> HitsPage:
    found = app.app.screen
    assert isinstance(found, HitsPage)
    return found


async def test_every_hit_is_shown_in_its_sentence_and_leads_to_its_place_and_back(tmp_path: Path) -> None:
    async with opened(tmp_path, query="đàm phán") as app:
        await app.press("g", "s")
        await app.until(lambda: isinstance(app.app.screen, HitsPage) and page(app).rows.articles > 1)
        shown = page(app).rows
        found = {fold(it.text[start:end]) for it in shown.passages for start, end in it.hits}
        assert found == {"dam phan", "dam", "phan"}
        await app.press("n", "n")
        it = shown.current
        assert it is not None
        await app.press("enter")
        await app.until(lambda: app.app.main.reader.has_focus and app.app.main.showing == it.article)
        await app.until(lambda: app.app.main.reader.cursor == it.start)
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, HitsPage) and page(app).rows.current == it)
        await app.press("escape")
        await app.until(lambda: app.app.main.list.has_focus)
        await app.open()
        await app.press("escape")
        await app.until(lambda: app.app.main.list.has_focus, "opened from the list, back to the list")
        assert app.app.screen is app.app.main


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_n_goes_on_in_the_next_article_and_back_again(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size, query="lng OR nike") as app:
        main = app.app.main
        ids = [main.view.id_at(at) for at in range(main.view.count)] if main.view else []
        assert len(ids) > 1
        await app.press("n")
        await app.until(lambda: main.reader.has_focus and main.showing == ids[0] and main.reader.cursor)
        for _ in range(40):
            if main.showing == ids[1]:
                break
            await app.press("n")
            await app.pilot.pause(0.02)
        await app.until(lambda: main.showing == ids[1])
        assert main.list.selected
        assert main.list.selected.id == ids[1]
        await app.until(lambda: main.reader.cursor)
        await app.press("N")
        await app.until(lambda: main.showing == ids[0])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_footer_says_how_hits_are_gone_to_where_there_are_any(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    def footer() -> str:
        return app.screen_text().splitlines()[-1]

    async with opened(tmp_path, size=size, query="lng OR nike") as app:
        await app.until(lambda: "g s results" in footer())
        await app.press("enter")
        await app.until(lambda: "n next hit" in footer())
        await app.press("escape", "backspace")
        await app.until(lambda: "g s results" not in footer() and "? help" in footer())
        await app.press("enter")
        await app.until(lambda: app.app.main.reader.has_focus and "next hit" not in footer())


async def test_without_words_it_says_what_to_do(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("g", "s")
        await app.until(lambda: "No words" in app.said)


async def test_hits_are_shown_while_the_files_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:

        def unreadable(row: Row) -> Article:
            raise Problem("file-gone", path=row.path)

        monkeypatch.setattr(app.app.desk.library, "read", unreadable)
        app.app.main.show_only(app.app.main.parsed("đàm phán"))
        await app.until(lambda: "đàm phán" in app.screen_text())
        await app.press("g", "s")
        await app.until(lambda: isinstance(app.app.screen, HitsPage) and page(app).rows.articles > 1)
        shown = page(app).rows
        assert {fold(it.text[start:end]) for it in shown.passages for start, end in it.hits} >= {"dam phan"}


@pytest.mark.parametrize(
    ("text", "heading", "place"),
    [
        ("Giá gạo tăng\n\nHôm nay.", "Giá gạo tăng", (0, 12)),
        ("VTC News\nGiá gạo\n  tăng (mới)\n\nHôm nay.", "Giá gạo tăng (mới)", (9, 29)),
        ("Hôm nay. " * 200 + "Giá gạo tăng", "Giá gạo tăng", (0, 0)),
        ("Hôm nay.", "", (0, 0)),
    ],
)
def test_where_a_heading_stands(text: str, heading: str, place: tuple[int, int]) -> None:
    assert heading_in(text, heading) == place


def test_what_stands_above_a_heading_is_not_shown_with_it() -> None:
    text = "ngày 2026-02-08\nGiá gạo\ntăng\nGiá gạo hôm nay cao. Gạo."
    tree = parse("gạo", today=date(2026, 2, 11))
    assert [it.text for it in hits_in("a", text, tree, "Giá gạo tăng")] == [
        "Giá gạo tăng",
        "Giá gạo hôm nay cao.",
        "Gạo.",
    ]
    assert [it.text for it in snippets(tree, text, head=28)] == ["Giá gạo hôm nay cao. Gạo.", "Giá gạo"]
