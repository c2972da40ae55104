"""Exporting and importing from the app."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Semaphore

import pytest

from annotations import actions
from annotations.exchange.planning import Planner
from annotations.exchange.shapes import Given
from tests.tui.rig import Opened, opened
from tui.desk import subject_of


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder for the paths that are offered."""
    folder = tmp_path / "nhà"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


async def note(it: Opened, text: str) -> None:
    store, listed = it.app.desk.store, it.app.main.list.selected
    assert store is not None
    assert listed is not None
    store.apply(actions.add_note(store, subject_of(listed), text)).result()
    await it.pilot.pause()


async def choose(it: Opened, typed: str) -> None:
    await it.until(lambda: it.app.screen is not it.app.main)
    await it.type(typed)
    screen = it.app.screen
    await it.press("enter")
    await it.until(lambda: it.app.screen is not screen)


async def test_everything_is_written_where_the_reader_says_and_said_with_its_path(
    tmp_path: Path, home: Path
) -> None:
    async with opened(tmp_path) as it:
        await it.settle()
        await note(it, "ghi chú")
        await it.press("g", "x")
        await choose(it, "json")
        await choose(it, "")
        await choose(it, "")
        path = home / "docbao.json"
        await it.until(lambda: str(path)[-12:] in it.screen_text())
        assert json.loads(path.read_text("utf-8"))["notes"][0]["text"] == "ghi chú"


async def test_a_file_of_anothers_is_only_replaced_when_that_is_chosen(tmp_path: Path, home: Path) -> None:
    path = home / "docbao.csv"
    path.write_text("của tôi", "utf-8")
    async with opened(tmp_path) as it:
        await it.settle()
        await note(it, "ghi chú")
        for answer, kept in (("", True), ("replace", False)):
            await it.press("g", "x")
            await choose(it, "readwise")
            await choose(it, "")
            await choose(it, "")
            await choose(it, answer)
            if not kept:
                await it.until(lambda: path.read_text("utf-8").startswith("Highlight"))
            assert (path.read_text("utf-8") == "của tôi") == kept


async def test_an_import_is_said_with_its_numbers_and_taken_back_by_u(tmp_path: Path, home: Path) -> None:
    async with opened(tmp_path) as it:
        await it.settle()
        listed = it.app.main.list.selected
        assert listed is not None
        (home / "x.md").write_text(f'---\ndocbao: "{listed.id}"\n---\nNgoài vào', "utf-8")
        await it.press("g", "i")
        await choose(it, "markdown")
        await choose(it, "x.md")
        store = it.app.desk.store
        assert store is not None
        await it.until(lambda: [note.text for note in store.all_notes()] == ["Ngoài vào"])
        await it.until(lambda: "Imported 1 note from x.md" in it.screen_text())
        await it.press("u")
        await it.until(lambda: not store.all_notes())


async def test_a_long_import_says_how_far_it_is_and_escape_stops_it(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home / "notes"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.md").write_text(f'---\ntitle: "Bài {number}"\n---\nGhi {number}', "utf-8")
    go_on = Semaphore(0)
    add = Planner.add

    def slowly(planner: Planner, given: Given) -> None:
        go_on.acquire(timeout=20)
        add(planner, given)

    monkeypatch.setattr(Planner, "add", slowly)
    async with opened(tmp_path) as it:
        await it.settle()
        store = it.app.desk.store
        assert store is not None
        for stops in (True, False):
            await it.press("g", "i")
            await choose(it, "markdown")
            await choose(it, "notes")
            go_on.release(7)
            await it.until(lambda: "Importing notes: 7 of 40 articles · Esc stops" in it.said)
            if stops:
                await it.press("escape")
            go_on.release(99)
            said = "Stopped: nothing of notes was brought in." if stops else "Imported 40 notes"
            await it.until(lambda said=said: said in it.said)
            assert len(store.all_notes()) == (0 if stops else 40)
            while go_on.acquire(blocking=False):
                pass
        await it.press("escape")
        await it.until(lambda: it.app.main.list.has_focus, "Esc steps back again")


async def test_what_cannot_be_read_is_said_and_changes_nothing(tmp_path: Path, home: Path) -> None:
    (home / "x.json").write_text('{"format": "docbao"', "utf-8")
    async with opened(tmp_path) as it:
        await it.settle()
        await it.press("g", "i")
        await choose(it, "json")
        await choose(it, "x.json")
        await it.until(lambda: "x.json is not whole" in it.screen_text().replace("\n", " "))
        assert it.app.desk.store is not None
        assert not it.app.desk.store.articles()
