"""Links between notes and articles: completed while they are typed, followed, and come back from."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations import actions
from annotations.links import links_in, written
from annotations.model import Note
from annotations.query.whole import EVERYTHING
from tests.tui.rig import Opened, opened
from tui.desk import subject_of
from tui.link_completion import named_by_lead
from tui.screens.note_editor import NoteEditor
from tui.screens.note_page import NotePage
from tui.screens.picker import Picker
from tui.widgets.link_list import LinkList


def article(app: Opened, words: str) -> str:
    """Return the id of the article whose heading has these words."""
    desk = app.app.desk
    (found,) = (it for it in desk.collection.view(EVERYTHING).window(0, 99) if words in it.heading)
    return found.id


def write(app: Opened, words: str, text: str) -> Note:
    """Write a note on the article whose heading has these words."""
    desk = app.app.desk
    listed = desk.collection.listed(article(app, words))
    assert desk.store is not None and listed is not None
    operation = actions.add_note(desk.store, subject_of(listed), text)
    desk.store.apply(operation).result()
    note = desk.store.note(actions.note_id(operation))
    assert note is not None
    return note


def texts(app: Opened) -> list[str]:
    assert app.app.desk.store is not None
    return [note.text for note in app.app.desk.store.all_notes()]


async def editing(app: Opened) -> NoteEditor:
    await app.press("a")
    await app.until(lambda: isinstance(app.app.screen, NoteEditor) and app.app.screen.editor.has_focus)
    assert isinstance(app.app.screen, NoteEditor)
    return app.app.screen


async def offered(app: Opened, count: int) -> LinkList:
    found = app.app.screen.query_one(LinkList)
    await app.until(lambda: found.display and found.geometry.rows == count, f"{count} offered")
    return found


async def page(app: Opened, text: str) -> NotePage:
    """Wait until the page of a note shows a text."""
    await app.until(
        lambda: isinstance(app.app.screen, NotePage) and text in app.screen_text(), f"page with {text}"
    )
    assert isinstance(app.app.screen, NotePage)
    return app.app.screen


async def alone(app: Opened) -> None:
    await app.until(lambda: len(app.app.screen_stack) == 1, "the main screen alone")


async def test_two_brackets_offer_articles_and_enter_puts_the_chosen_one_in(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        wanted = article(app, "Vòng đàm phán")
        await editing(app)
        await app.type("Xem [[")
        await offered(app, 5)
        await app.type("dam phan vong")
        await offered(app, 1)
        await app.press("enter")
        await app.type(".")
        await app.press("escape")
        await alone(app)
        (text,) = texts(app)
        (link,) = links_in(text)
        assert link.target == wanted and link.label.startswith("Vòng đàm phán") and text.endswith("]].")
        assert app.app.desk.store is not None and app.app.desk.store.article(wanted) is not None


async def test_a_linked_article_is_remembered_with_the_note_that_names_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        other = article(app, "Thúc đẩy hợp tác")
        store = app.app.desk.store
        assert store is not None and store.article(other) is None
        editor = await editing(app)
        editor.editor.insert(written(other, "khác"))
        await app.press("escape")
        await alone(app)
        assert store.article(other) is not None
        assert store.marks_of(other).notes == 0


async def test_escape_leaves_the_brackets_as_typed_and_then_closes(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await editing(app)
        await app.type("[[")
        shown = await offered(app, 5)
        await app.press("down", "escape")
        assert not shown.display and isinstance(app.app.screen, NoteEditor)
        await app.type("th")
        await app.pilot.pause(0.2)
        assert not shown.display
        await app.press("enter", "escape")
        await alone(app)
        assert texts(app) == ["[[th\n"]


async def test_nothing_is_offered_in_code_or_inside_a_link_that_is_whole(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        editor = (await editing(app)).editor
        await app.type("`[[a` ")
        await app.press("enter")
        editor.insert("```\n[[")
        await app.pilot.pause(0.2)
        assert not app.app.screen.query_one(LinkList).display
        editor.load_text("[[f1|tên]]")
        editor.move_cursor((0, 3))
        await app.pilot.pause(0.2)
        assert not app.app.screen.query_one(LinkList).display


async def test_a_note_is_offered_too_and_brackets_typed_before_are_closed_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        note = write(app, "Thúc đẩy", "# Zeppelin trên trời\nthêm")
        editor = (await editing(app)).editor
        editor.insert("x [[zep]] y")
        editor.move_cursor((0, 7))
        await offered(app, 1)
        await app.press("tab")
        assert editor.text == f"x [[note:{note.id}|Zeppelin trên trời]] y"
        await app.press("escape")


async def test_links_are_followed_from_a_note_and_the_way_back_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        there = article(app, "Thúc đẩy hợp tác")
        second = write(app, "Thúc đẩy", "ghi thứ hai")
        write(
            app,
            "Vòng đàm phán",
            f"# Đầu\nxem {written(f'note:{second.id}', 'kia')} và {written(there, 'đó')}",
        )
        main = app.app.main
        main.list.select(article(app, "Vòng đàm phán"))
        await app.open()
        await app.press("L")
        await app.until(lambda: isinstance(app.app.screen, Picker))
        await app.press("enter")
        first = await page(app, "xem kia và đó")
        await app.press("tab", "enter")
        await page(app, "ghi thứ hai")
        assert "1 note points here" in app.screen_text() and "Đầu" in app.screen_text()
        await app.press("backspace")
        await page(app, "xem kia và đó")
        await app.press("tab", "tab", "enter")
        await alone(app)
        await app.until(lambda: main.showing == there and main.reader.has_focus)
        await app.press("backspace")
        await page(app, "xem kia và đó")
        assert main.showing != there and app.app.screen is not first
        await app.press("escape")
        await alone(app)
        assert main.reader.has_focus
        await app.press("backspace")
        assert "followed no link" in app.said


async def test_a_link_by_name_that_means_two_articles_asks_which_and_is_set_right(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    for name in ("a", "b", "c"):
        title = "Giá điện tăng" if name != "c" else "Chuyện khác hẳn"
        (library / f"{name}.txt").write_text(f"{title}\n\nĐoạn thân bài {name} dài vừa đủ.\n", "utf-8")
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        write(app, "Chuyện khác", "xem [[giá điện tăng]] và [[không đâu cả]]")
        app.app.main.list.select(article(app, "Chuyện khác"))
        await app.press("L")
        await app.until(lambda: isinstance(app.app.screen, Picker))
        assert "several: which?" in app.screen_text() and "not found: which?" in app.screen_text()
        await app.press("enter")
        await page(app, "giá điện tăng? và không đâu cả?")
        await app.press("tab", "enter")
        await app.until(lambda: isinstance(app.app.screen, Picker) and "Which “" in app.screen_text())
        await app.press("down", "enter")
        await alone(app)
        await app.until(lambda: "[[giá điện tăng]]" not in texts(app)[0])
        link, _ = links_in(texts(app)[0])
        assert link.label == "giá điện tăng" and link.target == app.app.main.showing
        await app.press("backspace")
        await page(app, "xem giá điện tăng và không đâu cả?")


async def test_the_page_of_a_note_edits_it_deletes_it_and_goes_to_its_article(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        note = write(app, "Thúc đẩy", "- một")
        app.app.main.read_note(note.id)
        shown = await page(app, "• một")
        await app.press("e")
        await app.until(lambda: isinstance(app.app.screen, NoteEditor) and app.app.screen.editor.has_focus)
        await app.type(" hai")
        await app.press("escape")
        await page(app, "• một hai")
        await app.press("o")
        await alone(app)
        await app.until(lambda: app.app.main.showing == note.article)
        app.app.main.read_note(note.id)
        shown = await page(app, "• một hai")
        await app.press("d")
        await alone(app)
        assert texts(app) == [] and not shown.is_attached
        await app.press("u")
        await app.until(lambda: texts(app) == ["- một hai"])


async def test_a_page_shows_what_another_window_changed_and_the_next_note(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        first, _ = write(app, "Thúc đẩy", "ghi một"), write(app, "Thúc đẩy", "ghi hai")
        app.app.main.read_note(first.id)
        await page(app, "ghi một")
        store = app.app.desk.store
        assert store is not None
        store.apply(actions.edit_note(store, first, "ghi đã đổi")).result()
        await page(app, "ghi đã đổi")
        await app.press("J")
        await page(app, "ghi hai")
        await app.press("J")
        await app.until(lambda: "last note" in app.screen_text())
        await app.press("K")
        await page(app, "ghi đã đổi")
        await app.press("escape")


async def test_what_is_unsaved_is_listed_in_one_place_and_gone_on_with(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        store, desk = app.app.desk.store, app.app.desk
        assert store is not None
        for words in ("Thúc đẩy", "Vòng đàm phán"):
            listed = desk.collection.listed(article(app, words))
            assert listed is not None
            store.apply(actions.save_draft(store, subject_of(listed), f"dở {words}")).result()
    async with opened(tmp_path) as app:
        await app.press("D")
        await app.until(lambda: isinstance(app.app.screen, Picker))
        assert "dở Thúc đẩy" in app.screen_text() and "dở Vòng" in app.screen_text()
        await app.type("thuc")
        await app.press("enter")
        await app.until(lambda: isinstance(app.app.screen, NoteEditor) and app.app.screen.editor.text != "")
        await app.press("escape")
        await alone(app)
        assert texts(app) == ["dở Thúc đẩy"]


async def test_a_hostile_note_is_text_on_its_page_in_the_list_of_links_and_beside_the_text(
    tmp_path: Path,
) -> None:
    evil = "[@click=app.quit]x[/] \x1b]0;t\x07\x1b[31m [[\x9b2J|\u202egốc]] [b](ssh://x) [/]"
    async with opened(tmp_path, size=(200, 50)) as app:
        note = write(app, "Thúc đẩy", evil)
        app.app.main.list.select(note.article)
        await app.open()
        await app.until(lambda: "[@click=app.quit]x[/]" in app.screen_text())
        await app.press("L")
        await app.until(lambda: isinstance(app.app.screen, Picker))
        await app.press("enter")
        shown = await page(app, "[@click=app.quit]x[/]")
        assert "\x1b" not in app.screen_text() and "\u202e" not in app.screen_text()
        await app.press("shift+tab")
        assert shown.link is not None and shown.link.web
        await app.press("enter")
        await app.until(lambda: "Esc steps back" in app.screen_text())
        await app.press("enter")
        assert app.app.is_running


@pytest.mark.parametrize("columns", [100, 200], ids=["below", "beside"])
async def test_a_click_on_a_note_opens_its_page_and_one_on_its_link_follows_it(
    tmp_path: Path, columns: int
) -> None:
    async with opened(tmp_path, size=(columns, 40)) as app:
        there = article(app, "Vòng đàm phán")
        write(app, "Thúc đẩy", f"xem {written(there, 'bài kia')} nhé")
        main = app.app.main
        main.list.select(article(app, "Thúc đẩy"))
        await app.open()
        await app.press("G")
        await app.until(lambda: "xem bài kia nhé" in app.screen_text())
        rows = app.screen_text().split("\n")
        row = next(at for at, line in enumerate(rows) if "xem bài kia" in line)
        column = rows[row].index("xem bài kia")
        await app.pilot.click(offset=(column + 1, row))
        await page(app, "xem bài kia nhé")
        await app.press("escape")
        await alone(app)
        await app.pilot.click(offset=(column + 6, row))
        await app.until(lambda: main.showing == there)


async def test_from_the_notebook_links_are_followed_and_the_way_back_leads_to_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        main, there = app.app.main, article(app, "Vòng đàm phán")
        write(app, "Thúc đẩy", f"xem {written(there, 'bài kia')} nhé")
        await app.press("A")
        await app.until(lambda: main.leafing and main.leaf is not None)
        await app.press("L")
        await app.until(lambda: isinstance(app.app.screen, Picker))
        await app.press("enter")
        await page(app, "xem bài kia nhé")
        await app.press("tab", "enter")
        await alone(app)
        await app.until(lambda: main.showing == there and main.reader.has_focus)
        assert not main.leafing
        await app.press("backspace")
        await page(app, "xem bài kia nhé")
        await app.press("escape")
        await alone(app)
        await app.until(lambda: main.leafing and main.leaf is not None)
        await app.press("escape")


def test_an_article_without_a_title_is_called_by_the_beginning_of_its_first_sentence() -> None:
    assert named_by_lead("Hai bên nói. Rồi thôi.") == "Hai bên nói."
    long = named_by_lead("Bộ Công Thương " * 20)
    assert len(long) <= 60 and long[-2:] in ("ộ…", "g…"), "whole words"
