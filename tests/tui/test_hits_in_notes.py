"""What the reader has written is found again like what they have read: shown where it stands, and gone to."""

from datetime import date
from pathlib import Path

import pytest

from annotations.query.parser import parse
from annotations.query.snippets import hits, in_notes
from annotations.query.whole import EVERYTHING
from tests.annotations.stores import write_note
from tests.tui.rig import Opened, opened
from tui.screens.hits_page import HitsPage
from tui.screens.note_page import NotePage

NOTE = "Hỏi lại anh Tùng về hạn ngạch gạo nếp.\nHạn ngạch này chưa ai viết."


async def noted(app: Opened) -> str:
    """Write the note on the first article, and return the article's id."""
    first, store = app.app.main.list.selected, app.app.desk.store
    assert first is not None
    assert store is not None
    write_note(store, first.id, NOTE)
    await app.until(lambda: (it := app.app.main.list.selected) and it.notes)
    return first.id


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("nếp", "✎ Hỏi lại anh Tùng"),
        ("note:viết", "✎ Hạn ngạch này chưa ai viết."),
        ("khôngcó OR nếp", "✎ Hỏi lại anh Tùng"),
        ("hạn ngạch", "về hạn ngạch gạo nếp."),  # in the text stands only "dài hạn"
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_list_shows_the_note_that_has_the_words(
    tmp_path: Path, size: tuple[int, int], query: str, shown: str
) -> None:
    async with opened(tmp_path, size=size) as app:
        await noted(app)
        await app.press("slash")
        await app.type(query)
        await app.press("enter")
        await app.until(lambda: "1/5" in app.screen_text() and shown in app.screen_text())


async def test_the_page_of_results_has_notes_too_and_leads_to_them_and_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        article = await noted(app)
        await app.press("slash")
        await app.type('"hạn ngạch"')
        await app.press("enter", "g", "s")
        await app.until(lambda: isinstance(app.app.screen, HitsPage) and app.app.screen.rows.hits == 2)
        await app.until(lambda: "2 hits" in app.screen_text() and "✎ Hạn ngạch này" in app.screen_text())
        await app.press("j", "enter")
        await app.until(lambda: isinstance(app.app.screen, NotePage))
        await app.until(lambda: "chưa ai viết" in app.screen_text())
        await app.press("escape")
        await app.until(lambda: app.app.main.reader.has_focus and app.app.main.showing == article)
        await app.press("escape")
        await app.until(lambda: isinstance(app.app.screen, HitsPage) and app.app.screen.rows.cursor == 1)


async def test_words_that_stand_together_in_a_note_only_are_not_shown_one_by_one_in_the_text(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        await noted(app)
        await app.press("slash")
        await app.type("hạn ngạch")
        await app.press("enter", "g", "s")
        await app.until(lambda: "2 hits in 1 article" in app.screen_text())
        assert "dài hạn" not in app.screen_text()


async def test_results_are_offered_for_words_that_are_looked_for_in_notes_only(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await noted(app)
        await app.press("slash")
        await app.type("note:viết")
        await app.press("enter")
        await app.until(lambda: "g s results" in app.screen_text())
        await app.press("g", "s")
        await app.until(lambda: "✎ Hạn ngạch này" in app.screen_text() and "1 hit " in app.screen_text())


async def test_looking_at_a_note_leaves_the_place_one_has_read_to(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        article, store = await noted(app), app.app.desk.store
        assert store is not None
        await app.open()
        await app.press("space", "space", "escape")
        await app.until(lambda: store.marks_of(article).position)
        position = store.marks_of(article).position
        await app.press("slash")
        await app.type("nếp")
        await app.press("enter")
        await app.until(lambda: "1/5" in app.screen_text())
        await app.press("g", "s")
        await app.until(lambda: isinstance(app.app.screen, HitsPage) and app.app.screen.rows.passages)
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, NotePage))
        await app.press("escape")
        await app.until(lambda: app.app.main.reader.has_focus)
        await app.press("escape", "escape")
        await app.until(lambda: app.app.main.list.has_focus)
        store.flush()
        assert store.marks_of(article).position == position


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("nếp", ["nếp"]),
        ("hạn ngạch", ["hạn ngạch", "Hạn ngạch"]),
        ("title:gạo note:tùng", ["Tùng"]),
        ("text:gạo", []),
        ("-note:tùng", []),
        ("note:tùng OR topic:energy", ["Tùng"]),
        ("topic:energy", []),
    ],
)
def test_where_words_stand_in_a_note(query: str, found: list[str]) -> None:
    tree = in_notes(parse(query, today=date(2026, 2, 11)))
    assert [NOTE[start:end] for start, end in hits(tree, NOTE)] == found
    assert (tree == EVERYTHING) == (not found)


async def test_n_stops_where_a_note_has_the_words_and_says_where(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        article, main = await noted(app), app.app.main
        await app.press("slash")
        await app.type("nếp")
        await app.press("enter", "n")
        await app.until(lambda: main.reader.has_focus and "Your note on it has the words: G" in app.said)
        assert main.showing == article
        await app.press("n")
        await app.until(lambda: "last hit" in app.said)
        await app.press("escape", "escape", "slash")
        await app.type("gạo OR helberg")
        await app.press("enter", "n")
        await app.until(lambda: main.reader.has_focus and main.showing == article and main.reader.hit_at)
        for _ in range(20):
            if "Your note" in app.said:
                break
            await app.press("n")
        assert "Your note" in app.said
        assert main.showing == article
        await app.press("n")
        await app.until(lambda: main.showing != article)
