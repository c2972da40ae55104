"""Stores as earlier versions of docbao have written them: each opens for ever, and says what it said then.

``stores_kept/schema-N`` holds the data folder, ``schema-N.json`` what it said (``form-1`` is of schema 1 too,
its snapshots still of one line). A new schema adds a store: run
this module (``python -m tests.annotations.test_stores_kept``) with the code that writes it, before the next.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from annotations import actions, check, corrections, highlights, schema
from annotations.store import Store
from seeds.article import Correction, MentionCorrection
from tests.annotations.stores import FastFiles, Home, subject
from tests.faults.changing import Picture, article, picture

KEPT = Path(__file__).with_name("stores_kept")
VERSIONS = sorted(path.name for path in KEPT.glob("*") if path.is_dir())


def test_there_is_a_store_of_every_schema() -> None:
    wanted = {f"schema-{number}" for number in range(1, schema.CURRENT.version + 1)}
    assert {name for name in VERSIONS if name.startswith("schema")} == wanted


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_every_schema_opens_and_says_what_it_said(version: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    shutil.copytree(KEPT / version, home.data)
    said: Picture = json.loads((KEPT / f"{version}.json").read_text("utf-8"))
    assert check.check(home.data, home.state).sound
    with home.open() as store:
        assert store.report.told == ()
        assert picture(store) == said
        kinds = {name.partition("/")[0] for name in said}
        assert kinds >= {"article", "note", "highlight", "anchor", "kind", "tag", "text", "draft", "state"}
        assert store.all_highlights() and store.drafts() and store.corrected() and store.kinds()
        actions_on(store)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_every_schema_is_still_its_devices_own(version: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    shutil.copytree(KEPT / version, home.data)
    (device,) = (path.name for path in home.data.iterdir())
    with Store.open(home.data, home.state, device=device) as store:
        assert picture(store) == json.loads((KEPT / f"{version}.json").read_text("utf-8"))
        actions_on(store)
        shown = picture(store)
    with Store.open(home.data, home.state, device=device) as store:
        assert picture(store) == shown


def actions_on(store: Store) -> None:
    """Change what was written then."""
    for note in store.all_notes():
        store.apply(actions.edit_note(store, note, note.text + " (sửa)")).result()
    store.apply(highlights.delete(store, store.all_highlights())).result()
    assert all(note.text.endswith(" (sửa)") for note in store.all_notes()) and not store.all_highlights()


def write() -> None:
    """Write a store with documents of every type, as the present code does."""
    import tempfile

    from annotations.documents import anchor_document
    from annotations.model import Anchor, Operation

    home = Home(Path(tempfile.mkdtemp()))
    text = article("a", 0)
    said = MentionCorrection("Đà Nẵng", "PLACE", "Đà Nẵng", "everywhere")
    with home.open(files=FastFiles(), compact_after=9) as store:
        for number in range(6):
            store.apply(
                actions.add_note(store, subject("abc"[number % 3]), f"Ghi chú số {number}\n\n**đậm**")
            ).result()
        store.apply(actions.delete_note(store, store.all_notes()[0])).result()
        store.apply(actions.tag(store, [subject("a"), subject("b")], ["kinh tế/thuế", "đọc lại"])).result()
        store.apply(actions.tag(store, [subject("b")], remove=["đọc lại"])).result()
        for start, tags, note in ((0, ["hay"], "trên đoạn"), (20, [], "")):
            operation = highlights.mark(store, subject("a"), text, start, start + 9, tags=tags, note=note)
            store.apply(operation).result()
        one = store.highlights("a")[0]
        store.apply(highlights.set_kind(store, [one], "blue")).result()
        store.apply(highlights.name_kind(store, "blue", "nghi vấn")).result()
        place = anchor_document("a", one.selector, Anchor("shifted", 4, 13, 0.9, "0" * 32))
        store.apply(Operation("anchor", {}, {("anchor", one.id): place}, undoable=False)).result()
        store.apply(corrections.correct(store, subject("b"), Correction("title", "Tên đúng"))).result()
        store.apply(corrections.correct_mention(store, subject("b"), said)).result()
        store.apply(actions.save_draft(store, subject("c"), "đang gõ", note=store.notes("c")[0])).result()
        store.apply(actions.set_state(store, [subject("a")], starred=True)).result()
        store.apply(actions.set_state(store, [subject("d")], by_hand=False, read=True, position=42)).result()
        store.undo().result()
        store.redo().result()
        shown = picture(store)
    name = f"schema-{schema.CURRENT.version}"
    shutil.copytree(home.data, KEPT / name)
    (KEPT / f"{name}.json").write_text(
        json.dumps(shown, ensure_ascii=False, indent=1, sort_keys=True), "utf-8"
    )


if __name__ == "__main__":
    write()
