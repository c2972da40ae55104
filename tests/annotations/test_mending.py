"""What the doctor puts in order in the documents, and what it leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotations import check, highlights
from annotations.mending import mending
from annotations.model import Operation
from annotations.store import Store
from seeds.reading import read
from tests.annotations import strange
from tests.annotations.stores import FastFiles, Home, subject, write_note

TEXT = "Việt Nam và Hoa Kỳ đã kết thúc vòng đàm phán thứ sáu. Hai bên sẽ gặp lại.\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def put(store: Store, documents: dict[Any, Any]) -> None:
    store.apply(Operation("x", {}, documents)).result()


def test_what_hangs_on_a_highlight_that_is_gone_is_put_in_order(home: Home) -> None:
    article = read(TEXT.encode())
    with home.open(files=FastFiles()) as store:
        operation = highlights.mark(store, subject("a"), article, 0, 8, tags=["x"], note="trên đoạn")
        store.apply(operation).result()
        name = highlights.highlight_id(operation)
        put(store, {("anchor", name): {"article": "a"}, ("highlight", name): None})
        found = mending(store)
        assert [code for code, _ in found.mended] == [
            *("store-mended-notes", "store-mended-tags", "store-mended-anchors")
        ]
        assert found.operation is not None and not found.told
        store.apply(found.operation).result()
        (note,) = store.notes("a")
        assert (note.text, note.highlight) == ("trên đoạn", "")
        assert store.tags() == () and mending(store).operation is None


def test_a_sound_store_is_left_alone(home: Home) -> None:
    article = read(TEXT.encode())
    with home.open(files=FastFiles()) as store:
        store.apply(highlights.mark(store, subject("a"), article, 0, 8, tags=["x"], note="y")).result()
        write_note(store, "a", "z")
        found = mending(store)
        assert (found.operation, found.mended, found.told) == (None, [], [])


def test_a_kept_text_that_is_damaged_is_told_with_how_many_rest_on_it(home: Home) -> None:
    article = read(TEXT.encode())
    with home.open(files=FastFiles()) as store:
        for start in (0, 12):
            store.apply(highlights.mark(store, subject("a"), article, start, start + 8)).result()
        put(store, {("text", article.text_hash): {"packed": "eJwDAAAAAAE="}})
        assert mending(store).told == [("store-check-texts", {"n": 2})]


def test_documents_of_any_kind_are_looked_through_and_written_as_they_must_be(home: Home) -> None:
    strange.write(home)
    with home.open(files=FastFiles()) as store:
        found = mending(store)
        assert "store-mended-strange" in {code for code, _ in found.mended}
        assert found.operation is not None
        undoable = store.undo_name()
        store.apply(found.operation).result()
        assert store.undo_name() == undoable, "what the doctor mends is not the reader's to undo"
        assert mending(store).operation is None
    with home.open(files=FastFiles()) as store:
        assert mending(store).operation is None


def test_a_damaged_file_of_the_generation_before_is_set_aside(home: Home) -> None:
    with home.open(files=FastFiles(), compact_after=3) as store:
        for number in range(10):
            write_note(store, "a", str(number))
        store.flush()
        device = store.device
    folder = home.data / device
    for name in ("snapshot.1", "journal.1"):
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[:60] + b"?" + data[61:])
    assert not check.check(home.data, home.state).sound
    repaired = check.check(home.data, home.state, repair=True)
    assert repaired.sound and [code for code, _ in repaired.repaired] == ["store-check-aside"] * 2
    with home.open() as store:
        assert len(store.all_notes()) == 10 and store.report.told == ()
