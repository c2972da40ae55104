"""The index: what a list needs of every article, its text and words, and who is named in it. One SQLite file.

It is a cache. When it is missing, of another version or damaged it is made anew without a word; when no
file can be written it is kept in memory. Several threads and several processes may use one file.
"""

from __future__ import annotations

import os
from array import array
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from seeds.cachefile import CacheFile, CacheFull, CacheLost, Damaged
from seeds.index_tables import SCHEMA, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from sqlite3 import Connection

    from seeds.catalogue import Catalogue
    from seeds.index_writing import Entry

__all__ = ["CacheFull", "CacheLost", "Index", "LibraryChange", "Outdated", "State"]


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """What changed in the library. ``added`` are the slots of new or changed articles, and those whose row
    changed where they stand (a file was renamed, a copy came or went); ``removed`` are slots that are live no
    more: apply them first. ``named`` are articles whose entities have become known. All are slots of
    ``catalogue``; when its ``epoch`` is another than before they say nothing: load anew."""

    added: Sequence[int]
    removed: Sequence[int]
    named: Sequence[int]
    catalogue: Catalogue


class State(NamedTuple):
    """Where the index stands: its epoch (another one: slots have other numbers), its revision, and how many
    slots there are."""

    epoch: int
    revision: int
    size: int


class Outdated(Exception):
    """The index has been renumbered or made anew: what was asked is of another epoch."""


class Index:
    """The index file, or one in memory when ``path`` is None or cannot be used (``in_memory`` says so
    then)."""

    def __init__(self, path: Path | None) -> None:
        """Open the index, making it anew where that is needed."""
        self._cache = CacheFile(path, SCHEMA, TABLES)
        self.path = path

    @property
    def in_memory(self) -> bool:
        """Say whether nothing is kept on the disk."""
        return self._cache.in_memory

    @property
    def lost(self) -> bool:
        """Say whether the file was deleted, replaced or damaged: another index has to be filled."""
        return self._cache.lost

    @property
    def readable(self) -> bool:
        """Say whether what it holds can be read, also where it is ``lost``."""
        return self._cache.readable

    def close(self) -> None:
        """Close it; what is under way in other threads still ends well."""
        self._cache.close()

    def change(self) -> AbstractContextManager[Connection]:
        """Lend a connection for one write; see ``CacheFile.change``."""
        return self._cache.change()

    @contextmanager
    def read(self, epoch: int | None = None, *, passing: bool = False) -> Iterator[Connection]:
        """Lend a connection that sees one state of the index throughout; see ``CacheFile.use`` for
        ``passing``. Raises ``Outdated`` when the index is of another epoch than the one given, and CacheLost
        when it is broken."""
        with self._cache.use(passing=passing) as db:
            nested = db.in_transaction  # only in memory: there is one connection, and this thread has it
            if not nested:
                db.execute("BEGIN")
            try:
                if epoch is not None and _state(db).epoch != epoch:
                    raise Outdated
                yield db
            finally:
                if not nested and db.in_transaction:
                    db.execute("COMMIT")

    def state(self) -> State:
        """Return where the index stands now."""
        with self.read() as db:
            return _state(db)

    def store(self, entries: Iterable[Entry], gone: Iterable[str] = (), *, as_of: int | None = None) -> bool:
        """Store files that were read and forget files that are gone, in one step. With ``as_of`` only if the
        index is still of that revision; return whether it was done."""
        from seeds.index_writing import store

        with self.change() as db:
            if as_of is not None and _state(db).revision != as_of:
                return False
            store(db, entries, gone)
        return True


def _state(db: Connection) -> State:
    found = db.execute(
        "SELECT epoch, revision, ifnull((SELECT max(slot) + 1 FROM articles), 0) FROM state"
    ).fetchone()
    if found is None:
        raise Damaged("it is not known where the index stands")
    return State(*found)


def state_of(db: Connection) -> State:
    """Return where the index stands, as a connection sees it."""
    return _state(db)


def changes_since(db: Connection, revision: int) -> tuple[set[int], set[int]] | None:
    """Return which slots' files or articles have changed since a revision, and whose names; None when that is
    not remembered."""
    kept = db.execute("SELECT kept FROM state").fetchone()[0]
    if revision < kept:
        return None
    touched, named = set[int](), set[int]()
    for files, names in db.execute("SELECT touched, named FROM changes WHERE revision > ?", (revision,)):
        touched.update(array("I", files))
        named.update(array("I", names))
    return touched, named


def below(folders: Sequence[str]) -> tuple[str, list[bytes]]:
    """Return the condition that a file (table ``f``) lies below one of the folders, and its values."""
    values: list[bytes] = []
    for folder in folders:
        prefix = os.fsencode(folder.rstrip(os.sep) + os.sep)
        values += (prefix, prefix[:-1] + bytes([prefix[-1] + 1]))
    return "(" + " OR ".join(["f.path >= ? AND f.path < ?"] * len(folders) or ["0"]) + ")", values


def holding(index: Index, folders: Sequence[str]) -> tuple[str, ...]:
    """Return those folders of which an index has articles. Raises CacheLost."""
    found: list[str] = []
    for folder in folders:
        where, values = below([folder])
        with index.read() as db:
            row = db.execute(f"SELECT 1 FROM files f WHERE {where} AND f.slot IS NOT NULL LIMIT 1", values)
            if row.fetchone():
                found.append(folder)
    return tuple(found)


def at_or_below(paths: Sequence[str]) -> tuple[str, list[bytes]]:
    """Return the condition that a file (table ``f``) lies at one of the paths or below it, and its values."""
    inside, values = below(paths)
    marks = ",".join("?" * len(paths))
    return f"(f.path IN ({marks}) OR {inside})", [*map(os.fsencode, paths), *values]
