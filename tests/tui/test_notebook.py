"""The notebook in the app: all that was marked and written, filtered, grouped, gone to and come back from."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from annotations import actions, highlights
from annotations.model import HighlightKind, Operation, Selector
from seeds.article import Article
from tests.tui.pages import article as made_by_hand
from tests.tui.rig import Opened, copy_of_seeds, opened
from tui.desk import subject_of
from tui.screens.main import MainScreen
from tui.widgets.notebook.passage import kept_around, running_passage


def article_with(app: Opened, quote: str) -> tuple[str, Article]:
    """Return the article of the library that has these words."""
    desk = app.app.desk
    rows = app.app.main.view.window(0, 9) if app.app.main.view else ()
    for listed in rows:
        article = desk.article(listed.id)
        if quote in article.text:
            return listed.id, article
    raise AssertionError(quote)


async def mark(
    app: Opened, quote: str, kind: HighlightKind = "yellow", *, note: str = "", tags: tuple[str, ...] = ()
) -> str:
    """Mark the first place of some words, as another window would; return the highlight's id."""
    desk = app.app.desk
    id, article = article_with(app, quote)
    listed = desk.collection.listed(id)
    assert listed is not None and desk.store is not None
    start = article.text.index(quote)
    made = highlights.mark(
        desk.store, subject_of(listed), article, start, start + len(quote), kind, note=note, tags=tags
    )
    desk.apply(made).result()
    return highlights.highlight_id(made)


async def three(app: Opened) -> list[str]:
    return [
        await mark(app, "Jacob Helberg", "red", note="Ai là người này?", tags=("todo",)),
        await mark(app, "hài hòa lợi ích", "green"),
        await mark(app, "dài hạn", "blue"),
    ]


def main(app: Opened) -> MainScreen:
    return app.app.main


def leaf(app: Opened) -> str:
    it = main(app).leaf
    return it.quote or it.text if it is not None else ""


async def open_notebook(app: Opened) -> None:
    await app.press("A")
    await app.until(lambda: main(app).leafing and main(app).place == "notebook", "the notebook")
    await app.pilot.pause()


async def test_an_empty_notebook_says_how_to_fill_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await open_notebook(app)
        assert "not marked or noted anything yet" in app.screen_text()
        await app.press("escape")
        await app.until(lambda: not main(app).leafing and main(app).list.has_focus)


async def test_it_shows_quotes_and_notes_under_their_articles(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await three(app)
        await open_notebook(app)
        text = app.screen_text()
        assert "Jacob Helberg" in text and "Ai là người này?" in text and "#todo" in text
        assert "hài hòa lợi ích" in text and "Notebook · by article" in text
        await app.press("o")
        await app.until(lambda: "by tag" in app.screen_text() and "#todo" in app.screen_text())
        await app.press("o")
        await app.until(lambda: "by name" in app.screen_text())
        await app.until(lambda: "Jacob Helberg" in app.screen_text())


async def test_enter_goes_to_the_place_and_escape_comes_back_to_the_same_row(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        ids = await three(app)
        await open_notebook(app)
        await app.press("j")
        here = main(app).leaf
        assert here is not None and here.id in ids
        await app.press("enter")
        await app.until(lambda: main(app).in_reader and main(app).reader.page is not None)
        await app.until(lambda: (it := main(app).reader.highlight_here()) and it.highlight.id == here.id)
        await app.press("escape")
        await app.until(lambda: main(app).leafing and leaf(app) == here.quote)
        await app.press("escape")
        await app.until(lambda: main(app).list.has_focus)


async def test_the_header_counts_what_is_noted_while_the_notebook_is_in_front(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await open_notebook(app)
        await mark(app, "Jacob Helberg", note="Ai là người này?")
        await app.until(lambda: "Jacob Helberg" in app.screen_text(), "it is in the notebook")
        await app.until(lambda: "1 with notes" in app.screen_text(), "it is counted")


async def test_it_is_filtered_as_one_types_and_escape_takes_it_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await three(app)
        await open_notebook(app)
        await app.press("slash")
        await app.type_slowly("hai hoa")
        await app.until(lambda: "1 note or highlight" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: main(app).place == "notebook" and leaf(app) == "hài hòa lợi ích")
        await app.press("backspace")
        await app.until(lambda: main(app).header._count == "3")
        await app.press("slash")
        await app.type("kind:red")
        await app.until(lambda: "1 note or highlight" in app.screen_text())
        await app.press("escape")
        await app.until(lambda: main(app).header._count == "3")
        await app.press("slash")
        await app.type("topci:x")
        await app.until(lambda: "topic" in app.screen_text())
        await app.press("escape")


async def test_the_lists_filter_is_one_key_away(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await three(app)
        await app.press("slash")
        await app.type("helberg")
        await app.press("enter")
        await open_notebook(app)
        assert main(app).header._count == "3"
        await app.press("F")
        await app.until(lambda: main(app).header._count == "1/3" and leaf(app) == "Jacob Helberg")


async def test_a_highlight_is_deleted_and_brought_back_without_leaving(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await three(app)
        await open_notebook(app)
        first = leaf(app)
        await app.press("x")
        await app.until(lambda: main(app).header._count == "2" and leaf(app) != first)
        await app.press("u")
        await app.until(lambda: main(app).header._count == "3" and first in app.screen_text())


async def test_what_is_marked_elsewhere_appears(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await mark(app, "Jacob Helberg")
        await open_notebook(app)
        await mark(app, "dài hạn")
        await app.until(lambda: "dài hạn" in app.screen_text())


async def test_notes_tags_and_kinds_are_changed_in_place(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await mark(app, "Jacob Helberg")
        await open_notebook(app)
        await app.press("a")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("hỏi lại")
        await app.press("escape")
        await app.until(lambda: len(app.app.screen_stack) == 1 and "✎ hỏi lại" in app.screen_text())
        await app.press("t")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("người")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 1 and "#người" in app.screen_text())
        await app.press("m")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.press("4")
        await app.until(lambda: (it := main(app).leaf) is not None and it.kind == "red")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_note_on_an_article_is_in_view_where_enter_leads(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size) as app:
        desk = app.app.desk
        id, _ = article_with(app, "Jacob Helberg")
        listed = desk.collection.listed(id)
        assert listed is not None and desk.store is not None
        desk.apply(actions.add_note(desk.store, subject_of(listed), "nhớ bài này")).result()
        await mark(app, "Jacob Helberg")
        await open_notebook(app)
        assert leaf(app) == "nhớ bài này"
        lines = app.screen_text().split("\n")
        at = next(at for at, line in enumerate(lines) if "✎" in line and "nhớ bài này" in line)
        assert "on the article as a whole" in lines[at + 1], "a short text leaves no blank line"
        assert "[…]" in lines[at + 4], "what was marked, among the words around it"
        await app.press("enter")
        await app.until(lambda: main(app).in_reader and main(app).showing == id)
        await app.until(lambda: "nhớ bài này" in app.screen_text(), "the note in view")
        await app.press("escape")
        await app.until(lambda: main(app).leafing)
        main(app).reader.cmd_start()
        await app.press("enter")
        await app.until(lambda: main(app).in_reader and "nhớ bài này" in app.screen_text(), "and again")


async def test_from_an_article_it_opens_at_what_is_marked_there(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        here = await mark(app, "trụ sở Đại sứ quán")
        await three(app)
        id, _ = article_with(app, "trụ sở Đại sứ quán")
        main(app).list.select(id)
        await app.press("enter")
        await app.until(lambda: main(app).in_reader and main(app).showing == id)
        await open_notebook(app)
        on = main(app).leaf
        assert on is not None and on.id == here
        await app.press("escape")
        await app.until(lambda: main(app).in_reader)


async def test_at_80_columns_rows_take_the_whole_width(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await three(app)
        await open_notebook(app)
        lines = app.screen_text().splitlines()
        assert len(lines) == 24 and any("Ai là người này?" in line for line in lines)
        assert not any("│" in line for line in lines)


def test_a_passage_is_of_the_text_alone_and_begins_and_ends_with_a_word() -> None:
    page = made_by_hand(
        ("body", "Đoạn trước."),
        ("caption", "Toàn cảnh. Ảnh: VIỆT CƯỜNG |"),
        ("body", "Hai bên nói."),
        ("related", "Xem thêm"),
        ("body", "Đoạn sau."),
    )
    start = page.text.index("nói")
    text, first, last = running_passage(page, start, start + 3)
    assert (text, text[first:last]) == ("Đoạn trước.\nHai bên nói.\nĐoạn sau.", "nói")
    start = page.text.index("VIỆT")
    text, first, last = running_passage(page, start, start + 4)
    assert text[first:last] == "VIỆT", "what was marked in a caption is shown in it"
    behind = "khi Hoa Kỳ ".ljust(46, "x") + " nh"
    kept = Selector(900, 904, "nói", "iệt Nam bởi ", behind, "h")
    assert kept_around(kept) == ("Nam bởi ", behind[:46])
    assert kept_around(Selector(3, 6, "nói", "bởi", ".", "h")) == ("bởi", "."), (
        "the text begins and ends there"
    )


async def test_of_many_the_first_rows_come_at_once_and_the_rest_without_moving_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        store = app.app.desk.store
        assert store is not None
        put: dict[tuple[str, str], dict[str, object]] = {}
        arrived: dict[tuple[str, str], dict[str, str]] = {}
        for number in range(300):
            day = date(2025, 1, 1) + timedelta(number)
            body = {"article": f"f{number // 2}", "text": "x"}
            arrived["highlight", f"h{number:03}"] = dict.fromkeys(("created", "modified"), f"{day}T08:00:00Z")
            at = {"start": number, "end": number + 9, "quote": f"câu {number}", "prefix": "", "suffix": ""}
            put["highlight", f"h{number:03}"] = body | at
        store.apply(Operation("fill", {}, put, arrived=arrived)).result()
        notebook, hold = main(app).notebook(), threading.Event()
        monkeypatch.setattr(notebook, "view", slowly(notebook.view, hold))
        await open_notebook(app)
        await app.until(lambda: "câu 298" in app.screen_text() and "…" in app.screen_text().splitlines()[0])
        await app.press("j", "j", "j")
        before = rows(app)
        hold.set()
        await app.until(lambda: "300" in app.screen_text().splitlines()[0])
        assert rows(app) == before and leaf(app) == "câu 297"
        await app.press("G")
        await app.until(lambda: leaf(app) == "câu 1")


def rows(app: Opened) -> list[str]:
    return app.screen_text().replace("▐", " ").splitlines()[1:]


def slowly(work: Callable[..., object], hold: threading.Event) -> Callable[..., object]:
    def call(*given: object, **named: object) -> object:
        hold.wait(20)
        return work(*given, **named)

    return call


async def test_of_an_article_whose_file_is_gone_what_is_known_is_told(tmp_path: Path) -> None:
    library = copy_of_seeds(tmp_path / "library")
    async with opened(tmp_path / "home", libraries=(library,), bundled=False) as app:
        await mark(app, "Jacob Helberg")
        id, _ = article_with(app, "Jacob Helberg")
        listed = app.app.desk.collection.listed(id)
        assert listed is not None
        path = Path(listed.path)
    path.unlink()
    async with opened(tmp_path / "home", libraries=(library,), bundled=False, size=(160, 40)) as app:
        await open_notebook(app)
        await app.until(lambda: "8 February 2026 · Tiền Phong" in app.screen_text())
        assert "file gone" in app.screen_text() and str(path)[:40] in app.screen_text()
