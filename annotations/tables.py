"""TinyDB over a journal: the ``Storage`` and ``Table`` that make a write durable and as small as its change.

Stock TinyDB reads and writes everything for each change, changes documents in place before they are written,
hands its own objects out, caches queries that another process has outdated, and gives an id out again once
its document is removed. Here a change touches copies, becomes one journal line that is durable before
anything is visible, and what is handed out is a copy.

``_read_table``, ``_update_table`` and ``_get_next_id`` are private hooks of TinyDB 4.8 and 4.9: the
dependency is pinned, and a contract test runs over the stock table and this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from annotations.journal import Journal, Put

if TYPE_CHECKING:
    from tinydb.queries import QueryLike

    from annotations.lines import Line

Hold = Callable[[], AbstractContextManager[Journal]]
"""Takes the lock, reads the journal to its end, and gives it; may be nested."""


def copied(value: Any) -> Any:
    """Return a deep copy of plain JSON data."""
    if isinstance(value, dict):
        return {name: copied(each) for name, each in value.items()}
    if isinstance(value, list):
        return [copied(each) for each in value]
    return value


class JournalStorage(Storage):
    """TinyDB's storage: tables in memory, changes in the journal."""

    def __init__(self, journal: Journal, hold: Hold) -> None:
        """Take an opened journal and what locks it."""
        self._journal = journal
        self.hold = hold

    @property
    def journal(self) -> Journal:
        """The journal that holds the tables."""
        return self._journal

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return a copy of all tables, as the stock ``Table`` wants them; None when there are none."""
        tables = self._journal.tables
        if not tables:
            return None
        return {name: {str(key): copied(row) for key, row in rows.items()} for name, rows in tables.items()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the difference to these tables durable, as one journal line, then visible."""
        with self.hold() as journal:
            put: list[Put] = []
            for name in dict.fromkeys([*journal.tables, *data]):
                old: Mapping[int, dict[str, Any]] = journal.tables.get(name, {})
                new = {int(key): row for key, row in data.get(name, {}).items()}
                put += _difference(name, old, new)
            self.commit({"op": "tables", "put": put})

    def commit(self, record: Mapping[str, Any]) -> Line | None:
        """Write one journal line, as ``Journal.append``, if it changes anything. Wants the lock."""
        if not record.get("put") and not record.get("set") and "undo" not in record and "redo" not in record:
            return None
        return self._journal.append(record)


class JournalTable(Table):
    """TinyDB's table, without copies of itself: a change costs what it changes."""

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; its id is given out under the lock, and was never given out before."""
        with self._journal_storage.hold():
            return super().insert(document)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that match, else insert one, under one lock."""
        with self._journal_storage.hold():
            return super().upsert(document, cond)

    def search(self, cond: QueryLike) -> list[Document]:
        """Return copies of the documents that match. Nothing is cached: another window may have written."""
        return [Document(copied(row), key) for key, row in list(self._rows.items()) if cond(row)]

    def get(self, cond: Any = None, doc_id: Any = None, doc_ids: Any = None) -> Any:
        """Return a copy of one document by its id or a query, or of several by their ids."""
        rows = self._rows
        if doc_id is not None:
            return Document(copied(rows[doc_id]), doc_id) if doc_id in rows else None
        if doc_ids is not None:
            wanted = dict.fromkeys(int(key) for key in doc_ids)
            return [Document(copied(rows[key]), key) for key in wanted if key in rows]
        if cond is None:
            raise RuntimeError("You have to pass either cond or doc_id or doc_ids")
        found = next(((key, row) for key, row in list(rows.items()) if cond(row)), None)
        return None if found is None else Document(copied(found[1]), found[0])

    def __iter__(self) -> Iterator[Document]:
        """Iterate over copies of all documents."""
        return iter([Document(copied(row), key) for key, row in list(self._rows.items())])

    @property
    def _journal_storage(self) -> JournalStorage:
        storage = self._storage
        if not isinstance(storage, JournalStorage):
            raise TypeError("a JournalTable wants a JournalStorage")
        return storage

    @property
    def _rows(self) -> Mapping[int, dict[str, Any]]:
        return self._journal_storage.journal.tables.get(self.name, {})

    def _read_table(self) -> Any:
        return self._rows

    def _get_next_id(self) -> int:
        return self._journal_storage.journal.new_key(self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        storage = self._journal_storage
        with storage.hold():
            draft = _Draft(self._rows)
            updater(draft)
            put = draft.changes(self.name)
            if put:
                storage.commit({"op": "table", "put": put})


class _Draft(MutableMapping[int, dict[str, Any]]):
    """A table as an updater sees it: what it takes out is a copy, so nothing changes before it is durable."""

    def __init__(self, rows: Mapping[int, dict[str, Any]]) -> None:
        self._rows = rows
        self._new: dict[int, dict[str, Any] | None] = {}

    def __getitem__(self, key: int) -> dict[str, Any]:
        if key in self._new:
            row = self._new[key]
        else:
            row = self._new[key] = copied(self._rows[key])
        if row is None:
            raise KeyError(key)
        return row

    def __setitem__(self, key: int, row: dict[str, Any]) -> None:
        self._new[key] = row

    def __delitem__(self, key: int) -> None:
        if key not in self:
            raise KeyError(key)
        self._new[key] = None

    def __contains__(self, key: object) -> bool:
        if isinstance(key, int) and key in self._new:
            return self._new[key] is not None
        return key in self._rows

    def __iter__(self) -> Iterator[int]:
        return iter([key for key in dict.fromkeys([*self._rows, *self._new]) if key in self])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self, name: str) -> list[Put]:
        """Return what differs from the table, as rows of a journal line."""
        old = {key: self._rows[key] for key in self._new if key in self._rows}
        return _difference(name, old, {key: row for key, row in self._new.items() if row is not None})


def _difference(name: str, old: Mapping[int, Any], new: Mapping[int, Any]) -> list[Put]:
    changed = [(name, key, dict(row), old.get(key)) for key, row in new.items() if old.get(key) != row]
    return [*changed, *((name, key, None, row) for key, row in old.items() if key not in new)]


class Database(TinyDB):
    """A TinyDB whose tables are journal tables."""

    table_class = JournalTable

    def __init__(self, journal: Journal, hold: Hold) -> None:
        """Take an opened journal and what locks it."""
        super().__init__(journal, hold, storage=JournalStorage)

    @property
    def journal_storage(self) -> JournalStorage:
        """The storage, by its own type."""
        storage = self.storage
        if not isinstance(storage, JournalStorage):
            raise TypeError("a Database wants a JournalStorage")
        return storage
