"""What tags, notes and drafts may be, and how they are stored."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from annotations import actions
from seeds.problems import Problem
from tests.annotations.stores import Home, subject, texts, write_note


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  năng   lượng ", "năng lượng"),
        ("#kinh tế", "kinh tế"),
        (unicodedata.normalize("NFD", "Đà Nẵng"), "Đà Nẵng"),
        ("a//b / c/", "a/b/c"),
        ("COVID-19", "COVID-19"),
        ("q&a (cũ)", "q&a (cũ)"),
        ("một\thai\nba", "một hai ba"),
    ],
)
def test_a_tag_is_stored_as_it_was_meant(typed: str, stored: str) -> None:
    assert actions.clean_tag(typed) == stored
    assert actions.clean_tag(stored) == stored


@pytest.mark.parametrize("typed", ["", "  ", "#", "/", " / / "])
def test_an_empty_tag_is_refused(typed: str) -> None:
    with pytest.raises(Problem, match="tag-empty"):
        actions.clean_tag(typed)


@pytest.mark.parametrize("typed", ["a,b", 'a"b', "a\x1b[31mb", "a\u202eb", "a\u200bb", "x" * 101, "\ud800"])
def test_a_tag_that_could_do_harm_is_refused(typed: str) -> None:
    with pytest.raises(Problem, match="tag-invalid"):
        actions.clean_tag(typed)


def test_a_note_is_stored_composed_and_with_plain_line_ends(tmp_path: Path) -> None:
    with Home(tmp_path).open() as store:
        note = write_note(store, "a", unicodedata.normalize("NFD", "Đà Nẵng\r\nhai\rba"))
        assert note.text == "Đà Nẵng\nhai\nba"
        with pytest.raises(Problem, match="note-empty"):
            actions.add_note(store, subject("a"), " \n ")
        with pytest.raises(Problem, match="note-empty"):
            actions.edit_note(store, note, "")


def test_a_draft_lives_until_its_note_is_saved(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.open() as store:
        first = actions.save_draft(store, subject("a"), "Chà")
        draft = actions.draft_id(first)
        store.apply(first).result()
        store.apply(actions.save_draft(store, subject("a"), "Chào bạn", draft=draft)).result()
    with home.open() as store:
        (kept,) = store.drafts("a")
        assert (kept.id, kept.text, kept.note) == (draft, "Chào bạn", None)
        assert store.undo_name() is None, "what is only typed is not on the undo stack"
        store.apply(actions.add_note(store, subject("a"), kept.text, draft=draft)).result()
        assert store.drafts() == () and texts(store) == ["Chào bạn"]


def test_a_draft_of_an_edit_knows_its_note(tmp_path: Path) -> None:
    with Home(tmp_path).open() as store:
        note = write_note(store, "a", "alt")
        store.apply(actions.save_draft(store, subject("a"), "neu", note=note)).result()
        (draft,) = store.drafts("a")
        assert (draft.note, draft.base) == (note.id, note.version)
        store.apply(actions.discard_draft(store, draft)).result()
        assert store.drafts() == () and texts(store) == ["alt"]


def test_states_have_names_in_words(tmp_path: Path) -> None:
    with Home(tmp_path).open() as store:
        assert actions.set_state(store, [subject("a")], starred=True).name == "starred"
        assert actions.set_state(store, [subject("a")], read=False).name == "not-read"
        assert actions.tag(store, [subject("a")], ["x"]).name == "tag"
        assert actions.tag(store, [subject("a")], remove=["x"]).name == "untag"
        with pytest.raises(ValueError, match="no such state"):
            actions.set_state(store, [subject("a")], colour=True)
