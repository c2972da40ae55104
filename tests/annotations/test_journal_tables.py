"""One contract for TinyDB's own table and ours, and what ours promises beyond it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from annotations.files import Files
from annotations.journal import Journal
from annotations.tables import Database


def open_database(folder: Path) -> Database:
    journal = Journal(Files(), folder / "device", folder / "head", "device", compact_after=1000)

    depth = 0

    @contextlib.contextmanager
    def hold() -> Iterator[Journal]:
        nonlocal depth
        if depth == 0:
            journal.refresh()
        depth += 1
        try:
            yield journal
        finally:
            depth -= 1

    journal.open(writable=True)
    return Database(journal, hold)


class StockTables(Database):
    table_class = Table


@pytest.fixture(params=["stock", "ours", "stock table on our storage"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> TinyDB:
    if request.param == "stock":
        return TinyDB(storage=MemoryStorage)
    ours = open_database(tmp_path)
    if request.param == "ours":
        return ours
    storage = ours.journal_storage
    return StockTables(storage.journal, storage.hold)


def plain(documents: list[Document]) -> list[dict[str, Any]]:
    return [dict(document) for document in documents]


def test_inserted_documents_are_found(database: TinyDB) -> None:
    table = database.table("note")
    one = table.insert({"text": "một", "n": 1})
    two, three = table.insert_multiple([{"text": "hai", "n": 2}, {"text": "ba", "n": 3}])
    assert len({one, two, three}) == 3
    assert len(table) == 3
    assert plain(table.search(where("n") > 1)) == [{"text": "hai", "n": 2}, {"text": "ba", "n": 3}]
    found = table.get(doc_id=two)
    assert found is not None and found.doc_id == two and found["text"] == "hai"
    assert table.get(where("n") == 9) is None
    assert table.get(doc_id=999) is None
    assert [document.doc_id for document in table.get(doc_ids=[one, 999, three])] == [one, three]
    assert table.contains(where("text") == "ba") and not table.contains(doc_id=999)
    assert table.count(where("n") < 3) == 2
    assert plain(list(table)) == plain(table.all())


def test_updates_and_removals_reach_what_they_name(database: TinyDB) -> None:
    table = database.table("note")
    ids = table.insert_multiple([{"n": number} for number in range(4)])
    assert table.update({"even": True}, where("n").test(lambda n: n % 2 == 0)) == [ids[0], ids[2]]
    table.update(increment("n"), doc_ids=[ids[3]])
    table.update(delete("even"), doc_ids=[ids[0]])
    table.update_multiple([({"first": True}, where("n") == 0), ({"last": True}, where("n") == 4)])
    assert plain(table.all()) == [
        {"n": 0, "first": True},
        {"n": 1},
        {"n": 2, "even": True},
        {"n": 4, "last": True},
    ]
    assert table.remove(where("n") == 1) == [ids[1]]
    assert table.remove(doc_ids=[ids[2], 999]) == [ids[2]]
    assert [document["n"] for document in table] == [0, 4]
    table.upsert({"n": 4, "late": 1}, where("n") == 4)
    table.upsert({"n": 7}, where("n") == 7)
    assert [document["n"] for document in table] == [0, 4, 7]
    table.truncate()
    assert len(table) == 0


def test_a_document_may_bring_its_own_id(database: TinyDB) -> None:
    table = database.table("note")
    table.insert(Document({"n": 1}, doc_id=40))
    with pytest.raises(ValueError, match="already exists"):
        table.insert(Document({"n": 2}, doc_id=40))
    assert table.insert({"n": 3}) == 41
    table.upsert(Document({"n": 5}, doc_id=40))
    assert dict(table.get(doc_id=40)) == {"n": 5}


def test_tables_are_apart(database: TinyDB) -> None:
    database.table("note").insert({"n": 1})
    database.table("tag").insert({"n": 2})
    database.insert({"n": 3})
    assert database.tables() == {"note", "tag", "_default"}
    database.drop_table("tag")
    assert database.tables() - {"tag"} == {"note", "_default"}
    assert plain(database.table("tag").all()) == []


def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    table = open_database(tmp_path).table("note")
    table.insert_multiple([{"n": 1}, {"n": 2, "deep": {"list": [1, 2]}}])
    table.update({"n": 5}, doc_ids=[1])
    again = open_database(tmp_path)
    assert plain(again.table("note").all()) == [{"n": 5}, {"n": 2, "deep": {"list": [1, 2]}}]
    again.journal_storage.journal.compact()
    assert plain(open_database(tmp_path).table("note").all()) == plain(table.all())


def test_a_snapshot_is_plain_tinydb_json(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    database.table("note").insert({"text": "chào"})
    database.journal_storage.journal.compact()
    with TinyDB(tmp_path / "device" / "snapshot", access_mode="r") as stock:
        assert plain(stock.table("note").all()) == [{"text": "chào"}]


def test_the_id_of_a_removed_document_is_never_given_again(tmp_path: Path) -> None:
    table = open_database(tmp_path).table("note")
    ids = table.insert_multiple([{}, {}, {}])
    table.remove(doc_ids=[ids[2]])
    assert table.insert({}) > ids[2]
    table.truncate()
    again = open_database(tmp_path)
    again.journal_storage.journal.compact()
    assert open_database(tmp_path).table("note").insert({}) > ids[2] + 1


def test_another_windows_writes_are_seen_and_ids_do_not_clash(tmp_path: Path) -> None:
    one, two = open_database(tmp_path), open_database(tmp_path)
    search = where("n") >= 0
    assert one.table("note").search(search) == []
    ids = [window.table("note").insert({"n": 1}) for window in (one, two, one, two)]
    assert len(set(ids)) == 4
    one.table("note").insert({"n": 9})
    assert len(one.table("note").search(search)) == 5, "a query asked before is not answered from a cache"


def test_results_are_copies(tmp_path: Path) -> None:
    table = open_database(tmp_path).table("note")
    given = {"deep": {"list": [1]}}
    key = table.insert(given)
    given["deep"]["list"].append(2)
    for found in (table.get(doc_id=key), table.all()[0], table.search(where("deep").exists())[0]):
        found["deep"]["list"].append(3)
    assert dict(table.get(doc_id=key)) == {"deep": {"list": [1]}}


def test_nothing_changes_when_an_update_fails_half_way(tmp_path: Path) -> None:
    table = open_database(tmp_path).table("note")
    table.insert_multiple([{"n": 1}, {"n": 2}])

    def fail(document: dict[str, Any]) -> None:
        if document["n"] == 2:
            raise RuntimeError("stop")
        document["n"] = 100

    with pytest.raises(RuntimeError):
        table.update(fail)
    assert [document["n"] for document in table] == [1, 2]
    assert [document["n"] for document in open_database(tmp_path).table("note")] == [1, 2]


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", {1: "number as a name"}, "\ud800"])
def test_what_cannot_be_stored_is_refused_before_anything_changes(tmp_path: Path, value: object) -> None:
    table = open_database(tmp_path).table("note")
    table.insert({"n": 1})
    size = (tmp_path / "device" / "journal").stat().st_size
    with pytest.raises(TypeError):
        table.insert({"n": value})
    with pytest.raises(TypeError):
        table.update({"n": value})
    assert plain(table.all()) == [{"n": 1}]
    assert (tmp_path / "device" / "journal").stat().st_size == size


def test_what_is_visible_is_what_the_disk_holds(tmp_path: Path) -> None:
    table = open_database(tmp_path).table("note")
    key = table.insert({"pair": (1, 2), "when": datetime(2025, 11, 15)})
    assert dict(table.get(doc_id=key)) == dict(open_database(tmp_path).table("note").get(doc_id=key))


def test_a_write_costs_what_it_changes(tmp_path: Path) -> None:
    table = open_database(tmp_path).table("note")
    table.insert_multiple({"n": number, "text": "x" * 50} for number in range(2000))
    journal = tmp_path / "device" / "journal"
    before = journal.stat().st_size
    table.insert({"n": 1})
    table.update({"n": 5}, doc_ids=[7])
    assert journal.stat().st_size - before < 1000
