"""Documents made by hand, by another program or by a fault: whatever they say, everything that reads them
goes on, and what they said is kept."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from annotations import actions, deleted, sound, tag_tree, tagging
from annotations.store import Store
from tests.annotations import strange
from tests.annotations.stores import FastFiles, Home, subject, write_note

ALL = (
    *("marks", "all_notes", "all_highlights", "kinds", "corrected", "tags", "tag_uses", "drafts", "articles"),
    *("state_entries", "history"),
)
OF_ONE = (
    *("marks_of", "notes", "notes_on", "highlights", "highlight", "note", "kept_text", "corrections"),
    *("drafts", "article", "places", "tag_items", "tagged"),
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    strange.write(home)
    return home


def read_all(store: Store) -> None:
    for name in ALL:
        getattr(store, name)()
    for kind in strange.GOOD:
        for document in store.search(kind, lambda _: True):
            for name in OF_ONE if isinstance(document.get("id"), str) else ():
                getattr(store, name)(document["id"])
    for name in OF_ONE:
        getattr(store, name)("a")
    for marks in store.marks().values():
        assert not marks.noted_at or datetime.datetime.fromisoformat(marks.noted_at)


def test_whatever_stands_in_documents_the_store_can_be_read_and_written(home: Home) -> None:
    with home.open(files=FastFiles()) as store:
        read_all(store)
        assert store.report.told == ()
        tag_tree.tree(store.tag_uses(), store.tag_items)
        for tag, _ in store.tags():
            tagging.rename(store, tag, "mới")
        store.apply(deleted.restore(store, deleted.deleted(store))).result()
        for note in store.all_notes()[:15]:
            store.apply(actions.edit_note(store, note, "sửa")).result()
        store.apply(actions.tag(store, [subject("a")], ["x"])).result()
        for _ in range(40):
            store.undo().result()
        write_note(store, "a", "x")
    for fold_after in (1, 1000):
        with home.open(files=FastFiles(), compact_after=fold_after) as store:
            read_all(store)
            write_note(store, "a", "y")


def test_a_good_document_is_taken_as_it_is() -> None:
    for kind, body in strange.GOOD.items():
        document = {"id": "x", **strange.META, **body}
        assert sound.sound(kind, document) is document
        tombstone = {"id": "x", **strange.META, "deleted": True, "was": body}
        assert sound.sound(kind, tombstone) is tombstone


def test_what_had_the_wrong_type_is_kept_beside() -> None:
    document = {"id": "x", **strange.META, "article": "a", "text": ["một", "hai"], "mới": {"sau": 1}}
    assert sound.sound("note", document) == {
        **document,
        "text": "",
        "strange": {"text": ["một", "hai"]},
    }
