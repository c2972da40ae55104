"""The index: what a list needs of every article, its folded text, and who is named in it. One SQLite file.

It is a cache. When it is missing, of another version or damaged it is made anew without a word; when no
file can be written it is kept in memory. Several threads and several processes may use one file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.cachefile import CacheFile, CacheLost
from seeds.index_rows import SCHEMA, TABLES, Entry, below, put, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from sqlite3 import Connection

    from seeds.article import EntityCount, MentionType
    from seeds.row import Row

__all__ = ["CacheLost", "Entry", "Index", "Known", "LibraryChange"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the index holds on a file: how it looked when it was read, by which reader, what came of it."""

    size: int
    mtime_ns: int
    reader: int
    fingerprint: str | None
    problem: str | None


@dataclass(frozen=True, slots=True)
class LibraryChange:
    """What changed in the library. ``removed`` are paths whose rows are gone: apply them first. ``added``
    are new or changed rows, each replacing a row of the same fingerprint. ``named`` are the fingerprints of
    articles whose entities have become known."""

    added: tuple[Row, ...] = ()
    removed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Index:
    """The index file, or one in memory when ``path`` is None or cannot be used (``in_memory`` says so
    then)."""

    def __init__(self, path: Path | None) -> None:
        """Open the index, making it anew where that is needed."""
        self._cache = CacheFile(path, SCHEMA, TABLES)

    @property
    def in_memory(self) -> bool:
        """Say whether nothing is kept on the disk."""
        return self._cache.in_memory

    def close(self) -> None:
        """Close it; what is under way in other threads still ends well."""
        self._cache.close()

    def rows(self, folders: Sequence[str]) -> tuple[tuple[Row, ...], int]:
        """Return a row for each article with a file below one of the folders, and the index's revision."""
        with self._cache.use() as db:
            # The revision first: rows stored in between are then found again, not missed.
            revision = self._revision(db)
            return rows(db, folders), revision

    def revision(self) -> int:
        """Return a number that rises with every change of rows, whichever process makes it."""
        with self._cache.use() as db:
            return self._revision(db)

    @staticmethod
    def _revision(db: Connection) -> int:
        return int(db.execute("SELECT revision FROM state").fetchone()[0])

    def known(self, folders: Sequence[str]) -> dict[str, Known]:
        """Return what is known of each file below one of the folders, by path."""
        where, values = below(folders)
        with self._cache.use() as db:
            found = db.execute(
                f"SELECT path, size, mtime, reader, fingerprint, problem FROM files f WHERE {where}", values
            )
            return {os.fsdecode(path): Known(*rest) for path, *rest in found}

    def folded(self, fingerprint: str) -> str:
        """Return the folded text of an article, "" when the index does not hold it."""
        with self._cache.use() as db:
            found = db.execute("SELECT folded FROM texts WHERE fingerprint = ?", (fingerprint,)).fetchone()
        return str(found[0]) if found else ""

    def text_hash(self, fingerprint: str) -> str:
        """Return the hash of an article's text as it was read last, "" when the index does not hold it."""
        with self._cache.use() as db:
            found = db.execute(
                "SELECT text_hash FROM articles WHERE fingerprint = ?", (fingerprint,)
            ).fetchone()
        return str(found[0]) if found else ""

    def entities(self, fingerprint: str) -> tuple[EntityCount, ...] | None:
        """Return how often each entity is named in an article, most first; None while that is not known."""
        with self._cache.use() as db:
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
        with self._cache.use() as db:
            if type_ is None:
                found = db.execute("SELECT DISTINCT fingerprint FROM entities WHERE name = ?", (name,))
            else:
                found = db.execute(
                    "SELECT fingerprint FROM entities WHERE name = ? AND type = ?", (name, type_)
                )
            return frozenset(row[0] for row in found)

    def entity_totals(self, folders: Sequence[str], type_: str) -> tuple[EntityCount, ...]:
        """Return in how many articles below the folders each entity of a type is named, most first."""
        where, values = below(folders)
        with self._cache.use() as db:
            return _counts(
                db.execute(
                    f"SELECT type, name, COUNT(*) FROM entities WHERE type = ? AND fingerprint IN "
                    f"(SELECT fingerprint FROM files f WHERE {where}) "
                    "GROUP BY name ORDER BY COUNT(*) DESC, name",
                    (type_, *values),
                )
            )

    def unnamed(self, folders: Sequence[str], reader: int) -> list[tuple[str, str]]:
        """Return fingerprint and path of each article below the folders whose entities this reader has not
        found."""
        where, values = below(folders)
        with self._cache.use() as db:
            found = db.execute(
                "SELECT a.fingerprint, MIN(path) FROM articles a "
                "JOIN files f ON f.fingerprint = a.fingerprint "
                f"WHERE named <> ? AND {where} GROUP BY a.fingerprint ORDER BY earliest DESC",
                (reader, *values),
            )
            return [(fingerprint, os.fsdecode(path)) for fingerprint, path in found]

    def store(
        self, folders: Sequence[str], entries: Iterable[Entry], gone: Iterable[str] = ()
    ) -> tuple[LibraryChange, int]:
        """Store files that were read and forget files that are gone, in one step; return what changed, and
        the revision this made."""
        entries, lost = list(entries), [os.fsencode(path) for path in gone]
        paths = [os.fsencode(entry.path) for entry in entries] + lost
        with self._cache.change() as db:
            touched = {entry.row.fingerprint for entry in entries if entry.row}
            for path in paths:
                found = db.execute("SELECT fingerprint FROM files WHERE path = ?", (path,)).fetchone()
                if found and found[0]:
                    touched.add(found[0])
            before = {name: row for name in touched for row in rows(db, folders, name)}
            for path in lost:
                db.execute("DELETE FROM files WHERE path = ?", (path,))
            for entry in entries:
                put(db, entry)
            for fingerprint in touched:
                if not db.execute("SELECT 1 FROM files WHERE fingerprint = ?", (fingerprint,)).fetchone():
                    for table in ("articles", "texts", "entities"):
                        db.execute(f"DELETE FROM {table} WHERE fingerprint = ?", (fingerprint,))
            after = {name: row for name in touched for row in rows(db, folders, name)}
            db.execute("UPDATE state SET revision = revision + 1")
            revision = self._revision(db)
        here = {row.path for row in after.values()}
        change = LibraryChange(
            added=tuple(row for row in after.values() if before.get(row.fingerprint) != row),
            removed=tuple(row.path for row in before.values() if row.path not in here),
        )
        return change, revision

    def store_entities(
        self, reader: int, named: Iterable[tuple[str, Sequence[EntityCount]]]
    ) -> tuple[str, ...]:
        """Store who is named in articles, by fingerprint; return those that are still there."""
        done: list[str] = []
        with self._cache.change() as db:
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
        return tuple(done)


def _counts(found: Iterable[tuple[str, str, int]]) -> tuple[EntityCount, ...]:
    from seeds.article import MENTION_TYPES, EntityCount

    types: dict[str, MentionType] = {name: name for name in MENTION_TYPES}
    return tuple(EntityCount(types[type_], name, count) for type_, name, count in found if type_ in types)
