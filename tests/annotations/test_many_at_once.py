"""Very many articles changed at once: one line in the journal, one undo, and nobody waits long for it."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from annotations import actions, lines
from annotations.store import Store
from annotations.tagging import tag_many
from tests.annotations.stores import Home, subject

MANY = 6000
IDS = [f"{number:040x}" for number in range(MANY)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def starred(store: Store, ids: list[str]) -> int:
    return sum(store.marks_of(id).starred for id in ids)


def test_one_undo_takes_back_what_was_done_to_many_also_after_a_restart(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.set_state(store, [subject(IDS[0])], starred=True)).result()
        change = store.apply(actions.set_states(IDS, starred=True)).result()
        assert len(change.articles) == MANY - 1  # one had its star already
        assert store.undo_name() == ("starred", {"count": MANY})
    with home.open() as store:
        store.flush()
        assert starred(store, IDS) == MANY
        store.undo().result()
        assert starred(store, IDS) == 1
        store.redo().result()
        assert starred(store, IDS) == MANY


def test_many_are_changed_by_one_line_or_not_at_all(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.set_states(IDS[:1], read=True)).result()
        before = len(home.files()[0].read_bytes())
        store.apply(actions.set_states(IDS, archived=True)).result()
        journal = home.folder() / "journal"
        whole = journal.read_bytes()
    journal.write_bytes(whole[:-1000])  # the power went while it was written
    assert before < len(whole) - 1000
    with home.open() as store:
        assert not any(store.marks_of(id).archived for id in IDS)


def test_tags_on_many_are_one_change(home: Home) -> None:
    with home.open() as store:
        store.apply(tag_many(store, IDS[:10], add=["x"])).result()
        operation = tag_many(store, IDS, add=["x", "y"], remove=["z"])
        assert operation.values["n"] == MANY
        store.apply(operation).result()
        assert dict(store.tags()) == {"x": MANY, "y": MANY}
        store.undo().result()
        assert dict(store.tags()) == {"x": 10}


def test_who_asks_meanwhile_is_answered(home: Home) -> None:
    with home.open() as store:
        longest, done = 0.0, threading.Event()

        def ask() -> None:
            nonlocal longest
            while not done.is_set():
                began = time.perf_counter()
                store.marks_of(IDS[0])
                longest = max(longest, time.perf_counter() - began)
                time.sleep(0.002)

        asking = threading.Thread(target=ask)
        asking.start()
        began = time.perf_counter()
        store.apply(actions.set_states(IDS, read=True)).result()
        took = time.perf_counter() - began
        done.set()
        asking.join()
        assert longest < max(0.1, took / 2)


def test_a_line_of_many_rows_is_what_json_makes_of_it() -> None:
    rows = [[str(at), "r1@1", ""] for at in range(lines.ROWS * 2 + 1)]
    record = {"seq": 1, "put": [], "set": rows, "ü": {}}
    data, _ = lines.encode(record)
    assert json.loads(data[lines.CHECKSUM + 1 :]) == record
    again = lines.read_back(record)
    assert list(again.pop("set")) == rows == lines.read_back(record)["set"][:]
    assert again == {"seq": 1, "put": [], "ü": {}}
    assert lines.first(data[:-1]) is not None


@pytest.mark.parametrize("hostile", ["", "x],[", '"],["tag",1,{}', '],"put":[["'])
def test_a_very_long_line_is_read_bit_by_bit_and_says_the_same(hostile: str) -> None:
    rows: list[tuple[str, int, dict[str, Any] | None, dict[str, Any] | None]] = []
    for number in range(4000):
        document = {
            "id": f"{number:016x}",
            "v": 1,
            "created": "2025-01-02T03:04:05.678Z",
            "rev": 1,
            "modified": "2025-01-02T03:04:05.678Z",
            "device": "d",
            "article": f"bài {number}",
            "name": "." * 200 + f"giữ {hostile}",
        }
        rows.append(("tag", number + 1, document, None))
    rows[2500] = ("tag", 2501, {**rows[0][2], "rev": "many"}, None)  # type: ignore[dict-item]
    record = {"seq": 7, "op": "tag", "values": {"n": 4000}, "put": rows, "set": [["a", "r1@5", ""]]}
    raw, digest = lines.encode(record)
    assert len(raw) > lines.PIECE
    line = lines.first(raw[:-1])
    assert line is not None and (line.seq, line.checksum) == (7, digest)
    put = line.record.pop("put")
    assert line.record == {"seq": 7, "op": "tag", "values": {"n": 4000}, "set": [["a", "r1@5", ""]]}
    assert isinstance(put, lines.Written) or hostile == "x],["  # there it cannot be taken apart
    read = [tuple(row) for row in put]
    assert read[:2500] == rows[:2500] and read[2501:] == rows[2501:] and len(put) == 4000
    assert read[2500][2]["rev"] == 0 and tuple(put[2499]) == rows[2499] and tuple(put[-1]) == rows[-1]
