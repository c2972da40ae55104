"""Notes on articles and on what is marked in them: written, found again, and let go."""

import json
from datetime import date
from pathlib import Path

import pytest

from annotations import highlights
from annotations.model import Draft, Highlight, Note
from annotations.store import Store
from seeds.edtf import of_day
from tests.tui.rig import Opened, opened
from tui.cli import main
from tui.dates_in_words import in_words
from tui.desk import subject_of
from tui.screens.note_editor import NoteEditor


async def marked(app: Opened, words: str) -> Highlight:
    """Mark some words of the selected article, as a key would."""
    desk, listed = app.app.desk, app.app.main.list.selected
    assert desk.store is not None and listed is not None
    article = desk.collection.article_as_read(listed.id)
    start = article.text.index(words)
    operation = highlights.mark(desk.store, subject_of(listed), article, start, start + len(words))
    desk.store.apply(operation).result()
    await app.pilot.pause()
    found = desk.store.highlight(highlights.highlight_id(operation))
    assert found is not None
    return found


async def write_on(app: Opened, highlight: Highlight) -> NoteEditor:
    listed = app.app.main.list.selected
    assert listed is not None
    app.app.main.edit_note_on(listed, highlight.id)
    await app.until(lambda: isinstance(app.app.screen, NoteEditor) and app.app.screen.is_attached)
    await app.pilot.pause()
    assert isinstance(app.app.screen, NoteEditor)
    return app.app.screen


async def closed(app: Opened) -> None:
    await app.until(lambda: len(app.app.screen_stack) == 1)


def notes_on(app: Opened, highlight: Highlight) -> tuple[Note, ...]:
    assert app.app.desk.store is not None
    return app.app.desk.store.notes_on(highlight.id)


async def test_a_note_on_a_highlight_shows_its_quote_is_kept_and_goes_with_its_last_letter(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, query="title:vòng") as app:
        highlight = await marked(app, "Bộ Công Thương")
        await write_on(app, highlight)
        assert "“Bộ Công Thương”" in app.screen_text()
        await app.type("ai nói?")
        await app.press("escape")
        await closed(app)
        assert [note.text for note in notes_on(app, highlight)] == ["ai nói?"]
        await write_on(app, highlight)
        await app.press("ctrl+u", "escape")
        await closed(app)
        assert notes_on(app, highlight) == ()


async def test_the_note_that_enter_opens_is_seen_above_those_on_highlights(tmp_path: Path) -> None:
    async with opened(tmp_path, query="title:vòng") as app:
        highlight = await marked(app, "Bộ Công Thương")
        await write_on(app, highlight)
        await app.type("trong bài")
        await app.press("escape")
        await closed(app)
        await app.press("a")
        await app.until(lambda: isinstance(app.app.screen, NoteEditor) and app.app.screen.is_attached)
        await app.type("về bài")
        await app.press("escape")
        await closed(app)
        await app.press("a")
        await app.until(lambda: "ON HIGHLIGHTS" in app.screen_text())
        lines = app.screen_text().split("\n")
        own = next(at for at, line in enumerate(lines) if "về bài" in line)
        assert own < next(at for at, line in enumerate(lines) if "ON HIGHLIGHTS" in line)
        today = in_words(of_day(date.today()), app.app.words)
        assert today in lines[own], "the day as everywhere"


async def test_what_was_being_typed_on_a_highlight_comes_back_there_and_nowhere_else(tmp_path: Path) -> None:
    drafts: tuple[Draft, ...] = ()
    async with opened(tmp_path, query="title:vòng") as app:
        highlight = await marked(app, "Bộ Công Thương")
        editor = await write_on(app, highlight)
        await app.type("dở dang")
        assert editor.flush_now()
        assert app.app.desk.store is not None
        drafts = app.app.desk.store.drafts()
        assert [draft.highlight for draft in drafts] == [highlight.id]
    async with opened(tmp_path, query="title:vòng") as app:
        await app.press("a")
        await app.until(lambda: isinstance(app.app.screen, NoteEditor))
        await app.pilot.pause()
        assert isinstance(app.app.screen, NoteEditor) and app.app.screen.editor.text == ""
        await app.press("escape")
        await closed(app)
        editor = await write_on(app, highlight)
        assert editor.editor.text == "dở dang"
        await app.press("escape")
        await closed(app)
        assert [note.text for note in notes_on(app, highlight)] == ["dở dang"]
        assert app.app.desk.store is not None and app.app.desk.store.drafts() == ()


def test_an_article_that_a_note_from_the_command_line_links_to_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert main(["list", "--json"]) == 0
    ids = [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]
    data = tmp_path / "notes"
    assert main(["note", ids[0], f"xem [[{ids[1]}|bài kia]] và [[không có]]", "--data", str(data)]) == 0
    with Store.open(data, tmp_path / "state-of-another-program") as store:
        record = store.article(ids[1])
        assert record is not None and Path(record.path).is_file()
        assert store.article(ids[2]) is None
