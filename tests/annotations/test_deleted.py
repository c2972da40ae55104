"""What was deleted can be brought back for thirty days, and the undo history says what it holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotations import actions, highlights
from annotations.deleted import deleted, restore
from seeds.reading import read
from tests.annotations.stores import Home, subject, texts, write_note

TEXT = "Việt Nam và Hoa Kỳ đã kết thúc vòng đàm phán thứ sáu.\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_highlight_comes_back_with_its_notes_and_tags_also_after_a_restart(home: Home) -> None:
    article = read(TEXT.encode())
    with home.open() as store:
        operation = highlights.mark(store, subject("a"), article, 0, 8, "red", tags=["x"], note="Khi nào?")
        store.apply(operation).result()
        before = store.all_highlights()
        store.apply(highlights.delete(store, before)).result()
    with home.open() as again:
        (one,) = deleted(again)
        assert (one.quotes, one.notes, one.tags, one.articles) == (
            ("Việt Nam",),
            ("Khi nào?",),
            ("x",),
            ("a",),
        )
        assert one.days_left == 30
        change = again.apply(restore(again, [one])).result()
        assert change.operation.undoable
        (back,) = again.all_highlights()
        assert (back.selector, back.kind, back.tags) == (before[0].selector, "red", ("x",))
        assert [note.text for note in again.notes_on(back.id)] == ["Khi nào?"]
        assert deleted(again) == ()
        again.undo().result()
        assert again.all_highlights() == () and len(deleted(again)) == 1


def test_after_thirty_days_it_is_offered_no_more(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with home.open() as store:
        note = write_note(store, "a", "chào")
        store.apply(actions.delete_note(store, note)).result()
        for days, offered in ((0, 1), (29, 1), (30, 0), (400, 0)):
            late = datetime.now(UTC) + timedelta(days=days)
            monkeypatch.setattr("annotations.deleted.today", lambda late=late: late)
            assert len(deleted(store)) == offered


def test_what_came_back_elsewhere_meanwhile_is_left_as_it_is(home: Home) -> None:
    with home.open() as store, home.open() as other:
        note = write_note(store, "a", "chào")
        store.apply(actions.delete_note(store, note)).result()
        offered = deleted(store)
        other.refresh()
        other.apply(restore(other, offered)).result()
        edited = other.note(note.id)
        assert edited is not None
        other.apply(actions.edit_note(other, edited, "chào lại")).result()
        store.refresh()
        assert store.apply(restore(store, offered)).result().articles == frozenset()
        assert texts(store) == ["chào lại"]


def test_the_history_lists_what_stands_and_what_was_taken_back(home: Home) -> None:
    with home.open() as store:
        for name in ("một", "hai", "ba"):
            store.apply(actions.tag(store, [subject("a")], [name])).result()
        store.undo().result()
        store.undo().result()
        steps = [(step.values["added"], step.done) for step in store.history()]
        assert steps == [(["ba"], False), (["hai"], False), (["một"], True)]
        store.redo().result()
        assert [step.done for step in store.history()] == [False, True, True]
    with home.open() as again:
        assert [step.done for step in again.history()] == [False, True, True], "the same day goes on"


def test_a_mark_that_another_window_has_written_on_stays_when_its_making_is_taken_back(home: Home) -> None:
    article = read(TEXT.encode())
    with home.open() as store, home.open() as other:
        store.apply(highlights.mark(store, subject("a"), article, 0, 8)).result()
        other.refresh()
        (seen,) = other.all_highlights()
        other.apply(actions.add_note(other, subject("a"), "của B", highlight=seen.id)).result()
        change = store.undo().result()
        assert change is not None
        assert (change.operation.values["left"], change.operation.values["turned"]) == (1, 0)
        assert [it.id for it in store.all_highlights()] == [seen.id]
        assert [note.text for note in store.notes_on(seen.id)] == ["của B"]


def test_what_was_never_deleted_but_undone_is_not_offered_and_a_redo_brings_it_back(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.tag(store, [subject("a")], ["một"])).result()
        store.undo().result()
        assert deleted(store) == ()
        store.redo().result()
        assert store.tags() == (("một", 1),)


def test_undoing_a_change_of_a_note_brings_no_draft_back(home: Home) -> None:
    with home.open() as store:
        note = write_note(store, "a", "bản đầu")
        draft = actions.save_draft(store, subject("a"), "bản hai", note=note)
        store.apply(draft).result()
        store.apply(actions.edit_note(store, note, "bản hai", draft=actions.draft_id(draft))).result()
        store.undo().result()
        assert texts(store) == ["bản đầu"] and store.drafts() == ()


def test_a_change_redone_after_another_window_wrote_is_still_there_to_be_undone_after_a_restart(
    home: Home,
) -> None:
    article = read(TEXT.encode())
    with home.open() as store, home.open() as other:
        store.apply(highlights.mark(store, subject("a"), article, 0, 8)).result()
        store.undo().result()
        other.refresh()
        write_note(other, "b", "của cửa sổ kia")
        store.redo().result()
    with home.open() as again:
        steps = again.history()
        assert [(step.name, step.done) for step in steps] == [("highlight-add", True), ("note-add", True)]
        assert steps[0].about == "Việt Nam"
        again.undo().result()
        assert again.all_highlights() == ()
