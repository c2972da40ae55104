"""The index: what a list needs of every article, its folded text, and who is named in it. One SQLite file.

It is a cache. When it is missing, of another version or damaged it is made anew without a word; when no file can be
written it is kept in memory. Several threads and several processes may use one file.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from seeds.article import EntityCount, MentionType, PartialDate, Row

SCHEMA = 1
"""The version of the tables; a file with another one is made anew."""

_WAIT = 10.0  # seconds for another process's write to end
_TABLES = """
CREATE TABLE files (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, reader INTEGER NOT NULL,
    fingerprint TEXT, problem TEXT, bundled INTEGER NOT NULL, added TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_by_fingerprint ON files (fingerprint);
CREATE TABLE articles (
    fingerprint TEXT PRIMARY KEY, title TEXT, lead TEXT NOT NULL, edtf TEXT, earliest TEXT, latest TEXT,
    certain INTEGER, source TEXT, author TEXT, url TEXT, topics TEXT NOT NULL, named INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE texts (fingerprint TEXT PRIMARY KEY, folded TEXT NOT NULL);
CREATE TABLE entities (
    fingerprint TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, type, name)
) WITHOUT ROWID;
CREATE INDEX entities_by_name ON entities (name, type);
"""
_ROW = """
SELECT f.fingerprint, f.path, title, lead, edtf, earliest, latest, certain, source, author, url, topics, added, bundled
FROM files f JOIN articles a ON a.fingerprint = f.fingerprint
"""


class IndexLost(Exception):
    """The index broke while it was used and has been replaced by an empty one: what was asked must be asked again."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the index holds on a file: how it looked when it was read, by which reader, and what came of it."""

    size: int
    mtime_ns: int
    reader: int
    fingerprint: str | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to be stored: its row and folded text, or the code of the problem it made.

    ``row.added`` only counts for a file not seen before.
    """

    path: str
    size: int
    mtime_ns: int
    reader: int
    added: str
    bundled: bool
    row: Row | None
    folded: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """What changed in the library. ``removed`` are paths whose rows are gone: apply them first. ``added`` are new or
    changed rows, each replacing a row of the same fingerprint. ``named`` are the fingerprints of articles whose
    entities have become known."""

    added: tuple[Row, ...] = ()
    removed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Index:
    """The index file, or one in memory when ``path`` is None or cannot be used (``in_memory`` says so then)."""

    def __init__(self, path: Path | None) -> None:
        """Open the index, making it anew where that is needed."""
        self._path = path
        self._lock = threading.RLock()
        self._free: list[sqlite3.Connection] = []
        self._generation = 0
        self._closed = False
        self.in_memory = path is None
        self._open()

    def close(self) -> None:
        """Close every connection that is not in use; those in use close when they come back."""
        with self._lock:
            self._closed = True
            self._drop()

    # -- asking ---------------------------------------------------------------------------------------------------

    def rows(self, folders: Sequence[str]) -> tuple[Row, ...]:
        """Return a row for each article that has a file below one of the folders."""
        where, values = _below(folders)
        with self._use() as db:
            return _merged(db.execute(f"{_ROW} WHERE {where} ORDER BY bundled, path", values))

    def known(self, folders: Sequence[str]) -> dict[str, Known]:
        """Return what is known of each file below one of the folders, by path."""
        where, values = _below(folders)
        with self._use() as db:
            found = db.execute(
                f"SELECT path, size, mtime, reader, fingerprint, problem FROM files f WHERE {where}", values
            )
            return {os.fsdecode(path): Known(*rest) for path, *rest in found}

    def folded(self, fingerprint: str) -> str:
        """Return the folded text of an article, "" when the index does not hold it."""
        with self._use() as db:
            found = db.execute("SELECT folded FROM texts WHERE fingerprint = ?", (fingerprint,)).fetchone()
        return str(found[0]) if found else ""

    def entities(self, fingerprint: str) -> tuple[EntityCount, ...] | None:
        """Return how often each entity is named in an article, most first; None while that is not known."""
        with self._use() as db:
            named = db.execute("SELECT named FROM articles WHERE fingerprint = ?", (fingerprint,)).fetchone()
            if not named or not named[0]:
                return None
            return _counts(
                db.execute(
                    "SELECT type, name, count FROM entities WHERE fingerprint = ? ORDER BY count DESC, name",
                    (fingerprint,),
                )
            )

    def entity_rows(self, name: str, type_: str | None) -> frozenset[str]:
        """Return the fingerprints of the articles that name an entity, of one type or of any."""
        with self._use() as db:
            if type_ is None:
                found = db.execute("SELECT DISTINCT fingerprint FROM entities WHERE name = ?", (name,))
            else:
                found = db.execute(
                    "SELECT fingerprint FROM entities WHERE name = ? AND type = ?", (name, type_)
                )
            return frozenset(row[0] for row in found)

    def entity_totals(self, folders: Sequence[str], type_: str) -> tuple[EntityCount, ...]:
        """Return in how many articles below the folders each entity of a type is named, most first."""
        where, values = _below(folders)
        with self._use() as db:
            return _counts(
                db.execute(
                    f"SELECT type, name, COUNT(*) FROM entities WHERE type = ? AND fingerprint IN "
                    f"(SELECT fingerprint FROM files f WHERE {where}) GROUP BY name ORDER BY COUNT(*) DESC, name",
                    (type_, *values),
                )
            )

    def unnamed(self, folders: Sequence[str], reader: int) -> list[tuple[str, str]]:
        """Return fingerprint and path of each article below the folders whose entities this reader has not found."""
        where, values = _below(folders)
        with self._use() as db:
            found = db.execute(
                f"SELECT f.fingerprint, MIN(path) FROM files f JOIN articles a ON a.fingerprint = f.fingerprint "
                f"WHERE named <> ? AND {where} GROUP BY f.fingerprint ORDER BY earliest DESC",
                (reader, *values),
            )
            return [(fingerprint, os.fsdecode(path)) for fingerprint, path in found]

    # -- changing -------------------------------------------------------------------------------------------------

    def store(
        self, folders: Sequence[str], entries: Iterable[Entry], gone: Iterable[str] = ()
    ) -> LibraryChange:
        """Store files that were read and forget files that are gone, in one step; return what that changed."""
        entries, lost = list(entries), [os.fsencode(path) for path in gone]
        paths = [os.fsencode(entry.path) for entry in entries] + lost
        with self._use() as db, _written(db):
            touched = {entry.row.fingerprint for entry in entries if entry.row}
            for path in paths:
                found = db.execute("SELECT fingerprint FROM files WHERE path = ?", (path,)).fetchone()
                if found and found[0]:
                    touched.add(found[0])
            before = {row.fingerprint: row for row in _rows_of(db, folders, touched)}
            for path in lost:
                db.execute("DELETE FROM files WHERE path = ?", (path,))
            for entry in entries:
                _put(db, entry)
            for fingerprint in touched:
                if not db.execute("SELECT 1 FROM files WHERE fingerprint = ?", (fingerprint,)).fetchone():
                    for table in ("articles", "texts", "entities"):
                        db.execute(f"DELETE FROM {table} WHERE fingerprint = ?", (fingerprint,))
            after = {row.fingerprint: row for row in _rows_of(db, folders, touched)}
        here = {row.path for row in after.values()}
        return LibraryChange(
            added=tuple(row for row in after.values() if before.get(row.fingerprint) != row),
            removed=tuple(row.path for row in before.values() if row.path not in here),
        )

    def store_entities(
        self, reader: int, named: Iterable[tuple[str, Sequence[EntityCount]]]
    ) -> LibraryChange:
        """Store who is named in articles, by fingerprint."""
        done: list[str] = []
        with self._use() as db, _written(db):
            for fingerprint, counts in named:
                db.execute("DELETE FROM entities WHERE fingerprint = ?", (fingerprint,))
                if db.execute(
                    "UPDATE articles SET named = ? WHERE fingerprint = ?", (reader, fingerprint)
                ).rowcount:
                    db.executemany(
                        "INSERT INTO entities VALUES (?, ?, ?, ?)",
                        [(fingerprint, count.type, count.name, count.count) for count in counts],
                    )
                    done.append(fingerprint)
        return LibraryChange(named=tuple(done))

    # -- the file -------------------------------------------------------------------------------------------------

    @contextmanager
    def _use(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection to one thread. Raises IndexLost when the file turns out to be broken."""
        with self._lock:
            generation, in_memory = self._generation, self.in_memory
            db = self._free.pop() if self._free else None
        if in_memory:
            # A database in memory is its one connection: others wait for it.
            with self._lock:
                yield self._memory
            return
        try:
            if db is None:
                db = self._connect()
            yield db
        except sqlite3.Error as error:
            if db is not None:
                db.close()
            self._replace(generation, error)
            raise IndexLost from error
        except BaseException:
            if db is not None:
                db.close()
            raise
        with self._lock:
            if self._closed or generation != self._generation:
                db.close()
            else:
                self._free.append(db)

    def _open(self) -> None:
        if self._path is not None and not self.in_memory:
            for _ in range(2):
                try:
                    self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
                    db = self._connect()
                except (OSError, sqlite3.OperationalError):
                    break
                except sqlite3.DatabaseError:
                    self._unlink()
                    continue
                try:
                    if _prepared(db):
                        self._free.append(db)
                        return
                    db.close()
                    self._unlink()
                except sqlite3.Error as error:
                    db.close()
                    if not _is_damage(error):
                        break
                    self._unlink()
        self.in_memory = True
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        _prepared(self._memory)

    def _connect(self) -> sqlite3.Connection:
        assert self._path is not None
        db = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        try:
            # A cache need not survive a power cut, only a crash of the program.
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            db.close()
            raise
        return db

    def _replace(self, generation: int, error: sqlite3.Error) -> None:
        """Put an empty index in the place of the broken one: a new file where the old one was damaged, memory where
        the disk will not take it."""
        with self._lock:
            if generation != self._generation or self._closed:
                return
            self._drop()
            self._generation += 1
            if _is_damage(error):
                self._unlink()
            else:
                self.in_memory = True
            self._open()

    def _drop(self) -> None:
        for db in self._free:
            db.close()
        self._free.clear()
        if self.in_memory and self._closed:
            self._memory.close()

    def _unlink(self) -> None:
        assert self._path is not None
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.unlink(f"{self._path}{ending}")


def _is_damage(error: sqlite3.Error) -> bool:
    return not isinstance(error, sqlite3.OperationalError) or str(error).startswith("no such")


def _prepared(db: sqlite3.Connection) -> bool:
    """Make the tables in an empty database; say whether it now has those of this version."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version == SCHEMA:
        for table in ("files", "articles", "texts", "entities"):
            db.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
        return True
    if version or db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        return False
    with _written(db):
        if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:  # another process may have been faster
            for statement in _TABLES.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {SCHEMA}")
    return True


@contextmanager
def _written(db: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: all of it or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _below(folders: Sequence[str]) -> tuple[str, list[bytes]]:
    """Return the condition that a file (table ``f``) lies below one of the folders, and its values."""
    values: list[bytes] = []
    for folder in folders:
        prefix = os.fsencode(folder.rstrip(os.sep) + os.sep)
        values += (prefix, prefix[:-1] + bytes([prefix[-1] + 1]))
    return "(" + " OR ".join(["f.path >= ? AND f.path < ?"] * len(folders) or ["0"]) + ")", values


def _rows_of(db: sqlite3.Connection, folders: Sequence[str], fingerprints: Iterable[str]) -> list[Row]:
    where, values = _below(folders)
    rows: list[Row] = []
    for fingerprint in fingerprints:
        query = f"{_ROW} WHERE f.fingerprint = ? AND {where} ORDER BY bundled, path"
        rows += _merged(db.execute(query, (fingerprint, *values)))
    return rows


def _merged(found: Iterable[tuple[object, ...]]) -> tuple[Row, ...]:
    """Make rows of files, those of one article together: the first file gives the path, the others are copies."""
    first: dict[str, tuple[object, ...]] = {}
    copies: dict[str, list[str]] = {}
    for columns in found:
        fingerprint = str(columns[0])
        if fingerprint in first:
            copies.setdefault(fingerprint, []).append(_path(columns[1]))
        else:
            first[fingerprint] = columns
    return tuple(_row(columns, tuple(copies.get(fingerprint, ()))) for fingerprint, columns in first.items())


def _path(column: object) -> str:
    return os.fsdecode(column) if isinstance(column, bytes) else str(column)


def _text(column: object) -> str | None:
    return None if column is None else str(column)


def _row(columns: tuple[object, ...], copies: tuple[str, ...]) -> Row:
    (
        fingerprint,
        path,
        title,
        lead,
        edtf,
        earliest,
        latest,
        certain,
        source,
        author,
        url,
        topics,
        added,
        bundled,
    ) = columns
    day: PartialDate | None = None
    if edtf is not None:
        day = PartialDate(
            str(edtf),
            date.fromisoformat(str(earliest)) if earliest else None,
            date.fromisoformat(str(latest)) if latest else None,
            bool(certain),
        )
    return Row(
        fingerprint=str(fingerprint),
        path=_path(path),
        title=_text(title),
        lead=str(lead),
        date=day,
        source=_text(source),
        author=_text(author),
        url=_text(url),
        topics=tuple(str(topics).split()),
        added=str(added),
        bundled=bool(bundled),
        copies=copies,
    )


def _put(db: sqlite3.Connection, entry: Entry) -> None:
    row = entry.row
    path = os.fsencode(entry.path)
    db.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET size = excluded.size, "
        "mtime = excluded.mtime, reader = excluded.reader, fingerprint = excluded.fingerprint, problem = excluded.problem, "
        "bundled = excluded.bundled",
        (
            path, entry.size, entry.mtime_ns, entry.reader, row.fingerprint if row else None, entry.problem, entry.bundled,
            entry.added,
        ),
    )  # fmt: skip
    if row is None:
        return
    day = row.date
    columns = (
        row.fingerprint, row.title, row.lead, day.edtf if day else None,
        day.earliest.isoformat() if day and day.earliest else None,
        day.latest.isoformat() if day and day.latest else None,
        day.certain if day else None, row.source, row.author, row.url, " ".join(row.topics),
    )  # fmt: skip
    # Entities found in the very same text stay known.
    db.execute(
        "INSERT INTO articles (fingerprint, title, lead, edtf, earliest, latest, certain, source, author, url, topics) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO UPDATE SET title = excluded.title, "
        "lead = excluded.lead, edtf = excluded.edtf, earliest = excluded.earliest, latest = excluded.latest, "
        "certain = excluded.certain, source = excluded.source, author = excluded.author, url = excluded.url, "
        "topics = excluded.topics, named = CASE WHEN EXISTS "
        "(SELECT 1 FROM texts t WHERE t.fingerprint = excluded.fingerprint AND folded = ?) THEN named ELSE 0 END",
        (*columns, entry.folded),
    )
    db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (row.fingerprint, entry.folded))


def _counts(found: Iterable[tuple[str, str, int]]) -> tuple[EntityCount, ...]:
    types: dict[str, MentionType] = {name: name for name in get_args(MentionType)}
    return tuple(EntityCount(types[type_], name, count) for type_, name, count in found if type_ in types)
