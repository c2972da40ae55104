"""Undo and redo take back what the reader did, only that, and only as far as it still stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from annotations import actions
from annotations.model import Marks
from annotations.store import Store
from tests.annotations.stores import Home, subject, tags, texts, write_note


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_undo_and_redo_go_back_and_forth_through_everything(home: Home) -> None:
    with home.open() as store:
        pictures = [(dict(store.marks()), texts(store))]
        note = write_note(store, "a", "eins")
        pictures.append((dict(store.marks()), texts(store)))
        for operation in (
            lambda: actions.tag(store, [subject("a"), subject("b")], ["x", "y"]),
            lambda: actions.set_state(store, [subject("a")], starred=True),
            lambda: actions.edit_note(store, store.note(note.id) or note, "zwei"),
            lambda: actions.delete_note(store, store.note(note.id) or note),
            lambda: actions.tag(store, [subject("a")], remove=["x"]),
        ):
            store.apply(operation()).result()
            pictures.append((dict(store.marks()), texts(store)))
        for _ in range(2):
            for picture in reversed(pictures[:-1]):
                assert store.undo().result() is not None
                assert _same(store, picture)
            assert store.undo().result() is None
            for picture in pictures[1:]:
                assert store.redo().result() is not None
                assert _same(store, picture)
            assert store.redo().result() is None


def _same(store: Store, picture: tuple[dict[str, Marks], list[str]]) -> bool:
    """The same marks and texts; when a note was last changed is not taken back."""

    def shown(marks: Mapping[str, Marks]) -> dict[str, Marks]:
        return {name: replace(each, noted_at="") for name, each in marks.items()}

    return shown(store.marks()) == shown(picture[0]) and texts(store) == picture[1]


def test_undo_says_what_it_takes_back(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.tag(store, [subject("a")], ["x"])).result()
        assert store.undo_name() == ("tag", {"added": ["x"], "removed": [], "count": 1})
        change = store.undo().result()
        assert change is not None and change.articles == {"a"}
        assert change.operation.name == "undo"
        assert change.operation.values["operation"] == "tag" and change.operation.values["left"] == 0
        assert store.undo_name() is None
        assert store.redo_name() == ("tag", {"added": ["x"], "removed": [], "count": 1})


def test_a_new_change_ends_what_could_be_redone(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.tag(store, [subject("a")], ["x"])).result()
        store.undo().result()
        store.apply(actions.tag(store, [subject("a")], ["y"])).result()
        assert store.redo_name() is None and tags(store, "a") == ("y",)


def test_what_the_program_does_is_neither_undone_nor_in_the_way(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.set_state(store, [subject("a")], starred=True)).result()
        store.apply(actions.set_state(store, [subject("a")], by_hand=False, read=True, position=50)).result()
        store.undo().result()
        marks = store.marks_of("a")
        assert (marks.starred, marks.read, marks.position) == (False, True, 50)


def test_only_what_a_change_really_changed_is_taken_back(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.tag(store, [subject("a")], ["x"])).result()
        store.apply(actions.tag(store, [subject("a"), subject("b")], ["x", "y"])).result()
        store.undo().result()
        assert tags(store, "a") == ("x",) and tags(store, "b") == ()


def test_what_another_window_changed_since_is_left_and_told(home: Home) -> None:
    with home.open() as one, home.open() as two:
        first = write_note(one, "a", "eins")
        one.apply(actions.tag(one, [subject("a"), subject("b")], ["x"])).result()
        note = one.note(first.id)
        assert note is not None
        one.apply(actions.edit_note(one, note, "zwei")).result()
        two.refresh()
        seen = two.note(first.id)
        assert seen is not None and seen.text == "zwei"
        two.apply(actions.edit_note(two, seen, "drei")).result()
        two.apply(actions.tag(two, [subject("b")], remove=["x"])).result()
        edit = one.undo().result()
        assert edit is not None and edit.operation.values["left"] == 1
        assert texts(one) == ["drei"]
        tag = one.undo().result()
        assert tag is not None and tag.operation.values["left"] == 1
        assert tags(one, "a") == () and tags(one, "b") == ()
        assert texts(one) == ["drei"], "what the other window wrote stays"


def test_a_window_undoes_its_own_changes_only(home: Home) -> None:
    with home.open() as one, home.open() as two:
        one.apply(actions.tag(one, [subject("a")], ["one"])).result()
        two.apply(actions.tag(two, [subject("a")], ["two"])).result()
        one.refresh()
        one.undo().result()
        assert tags(one, "a") == ("two",)
        assert one.undo().result() is None
        two.undo().result()
        assert tags(two, "a") == ()


def test_undo_outlives_closing_on_the_same_day(home: Home) -> None:
    with home.open() as store:
        write_note(store, "a", "eins")
        store.apply(actions.tag(store, [subject("a")], ["x"])).result()
        store.undo().result()
    with home.open() as store:
        assert store.redo_name() is not None and store.undo_name() == ("note-add", {})
        store.redo().result()
        assert tags(store, "a") == ("x",)
        store.undo().result()
        store.undo().result()
        assert texts(store) == [] and tags(store, "a") == ()


def test_undo_outlives_closing_and_the_folding_of_the_journal(home: Home) -> None:
    with home.open(compact_after=5) as store:
        for number in range(7):
            write_note(store, "a", str(number))
    with home.open() as store:
        store.flush()
        for _ in range(7):
            assert store.undo().result() is not None
        assert texts(store) == []


def test_undone_deletion_brings_the_text_back_under_its_id(home: Home) -> None:
    with home.open() as store:
        note = write_note(store, "a", "eins")
        store.apply(actions.delete_note(store, note)).result()
        assert store.note(note.id) is None and store.marks_of("a").notes == 0
        store.undo().result()
        back = store.note(note.id)
        assert back is not None and (back.text, back.created) == ("eins", note.created)


def test_a_change_of_very_much_is_kept_small_and_can_be_undone(home: Home) -> None:
    subjects = [subject(f"a{number}") for number in range(3000)]
    with home.open() as store:
        store.apply(actions.tag(store, subjects, ["a tag with a long name"])).result()
        (entry,) = store._engine._undo._done
        written = (home.folder() / "journal").stat().st_size
        assert len(entry.packed) < written / 8
        assert store.undo().result() is not None and store.tags() == ()
    with home.open() as store:
        assert store.redo().result() is not None and store.tags() == (("a tag with a long name", 3000),)


def test_very_large_changes_make_room_for_newer_ones_but_the_last_can_always_be_undone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.undo.MOST_BYTES", 900)
    with home.open() as store:
        for number in range(8):
            write_note(store, "a", str(number))
        many = [subject(f"a{number}") for number in range(200)]
        assert 1 < len(store.history()) < 8
        store.apply(actions.tag(store, many, ["x"])).result()
        assert [step.name for step in store.history()] == ["tag"]
        store.undo().result()
        assert store.tags() == () and len(texts(store)) == 8
