"""The note editor over real annotations: drafts, saving, undo, and a program killed while typing."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations import actions
from annotations.store import Store
from tests.tui.note_desk import SUBJECT, NoteDesk
from tests.tui.pty_lab import Lab
from tui.note_saver import StoreNoteSaver


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "data", tmp_path / "state") as store:
        yield store


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    end = asyncio.get_running_loop().time() + 5
    while not holds():
        assert asyncio.get_running_loop().time() < end, "never happened"
        await pilot.pause(0.01)


def texts(store: Store) -> list[str]:
    return [note.text for note in store.notes(SUBJECT.id)]


async def test_a_new_note_is_a_draft_then_a_note_and_undoing_takes_it_away(store: Store) -> None:
    app = NoteDesk(StoreNoteSaver(store, SUBJECT, None))
    async with app.run_test() as pilot:
        await pilot.press("đ", "ọ", "c")
        await until(pilot, lambda: [draft.text for draft in store.drafts(SUBJECT.id)] == ["đọc"])
        assert texts(store) == []
        await pilot.press("escape")
        await until(pilot, lambda: app.outcome)
    assert texts(store) == ["đọc"] and not store.drafts()
    assert app.outcome is not None and app.outcome.change is not None
    assert app.outcome.change.operation.name == "note-add"
    store.undo().result(5)
    assert texts(store) == []


async def test_an_edited_note_is_one_change_and_a_deleted_one_comes_back_whole(store: Store) -> None:
    store.apply(actions.add_note(store, SUBJECT, "một")).result(5)
    app = NoteDesk(StoreNoteSaver(store, SUBJECT, store.notes(SUBJECT.id)[0]), store.notes(SUBJECT.id)[0])
    async with app.run_test() as pilot:
        await pilot.press("!", "ctrl+d")
        await until(pilot, lambda: app.outcome)
    assert texts(store) == [] and not store.drafts()
    store.undo().result(5)
    assert texts(store) == ["một!"]
    store.undo().result(5)
    assert texts(store) == ["một"]


async def test_a_note_opened_and_left_writes_nothing(store: Store) -> None:
    store.apply(actions.add_note(store, SUBJECT, "một\n\thai")).result(5)
    revision = store.revision
    app = NoteDesk(StoreNoteSaver(store, SUBJECT, store.notes(SUBJECT.id)[0]), store.notes(SUBJECT.id)[0])
    async with app.run_test() as pilot:
        await pilot.press("escape")
        await until(pilot, lambda: app.outcome)
    assert (store.revision, texts(store)) == (revision, ["một\n\thai"])


async def test_a_note_changed_elsewhere_meanwhile_keeps_both_texts(store: Store) -> None:
    store.apply(actions.add_note(store, SUBJECT, "một")).result(5)
    note = store.notes(SUBJECT.id)[0]
    app = NoteDesk(StoreNoteSaver(store, SUBJECT, note), note)
    async with app.run_test() as pilot:
        await pilot.press(" ", "h", "a", "i")
        store.apply(actions.edit_note(store, note, "một ở nơi khác")).result(5)
        await pilot.press("escape")
        await until(pilot, lambda: app.outcome)
    assert sorted(texts(store)) == ["một hai", "một ở nơi khác"]


def test_what_was_typed_survives_a_kill_and_comes_back(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.tui.note_app", str(tmp_path)]
    with Lab(command) as lab:
        lab.wait_text("New note", 20)
        lab.send("Vie\x7fêt\x7f\x7fệt Nam")
        lab.wait_text("draft saved")
        lab.signal(signal.SIGKILL)
        assert lab.exit_status() == -signal.SIGKILL
    with Store.open(tmp_path / "data", tmp_path / "state") as store:
        (draft,) = store.drafts(SUBJECT.id)
        assert draft.text == "Việt Nam"
        saver = StoreNoteSaver(store, SUBJECT, None)
        saver.save_note("Việt Nam!").result(5)
        assert texts(store) == ["Việt Nam!"] and not store.drafts()
