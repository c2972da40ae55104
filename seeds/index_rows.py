"""The tables of the index, and how rows go into them and come out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from seeds.row import PartialDate, Row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

SCHEMA = 3
"""The version of the tables; a file with another one is made anew."""

TABLES = """
CREATE TABLE files (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime INTEGER NOT NULL, reader INTEGER NOT NULL,
    fingerprint TEXT, problem TEXT, bundled INTEGER NOT NULL, added TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_by_fingerprint ON files (fingerprint);
CREATE TABLE articles (
    fingerprint TEXT PRIMARY KEY, title TEXT, lead TEXT NOT NULL, edtf TEXT, earliest TEXT, latest TEXT,
    certain INTEGER, source TEXT, author TEXT, url TEXT, topics TEXT NOT NULL,
    named INTEGER NOT NULL DEFAULT 0, text_hash TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE texts (fingerprint TEXT PRIMARY KEY, folded TEXT NOT NULL);
CREATE TABLE entities (
    fingerprint TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (fingerprint, type, name)
) WITHOUT ROWID;
CREATE INDEX entities_by_name ON entities (name, type);
CREATE TABLE state (revision INTEGER NOT NULL);
INSERT INTO state VALUES (0);
"""
_ROW = """
SELECT f.fingerprint, f.path, title, lead, edtf, earliest, latest, certain, source, author, url, topics,
       added, bundled
FROM files f JOIN articles a ON a.fingerprint = f.fingerprint
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to be stored: its row, its text's hash and folded text, or the code of the problem it made.

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
    text_hash: str = ""
    problem: str | None = None


def below(folders: Sequence[str]) -> tuple[str, list[bytes]]:
    """Return the condition that a file (table ``f``) lies below one of the folders, and its values."""
    values: list[bytes] = []
    for folder in folders:
        prefix = os.fsencode(folder.rstrip(os.sep) + os.sep)
        values += (prefix, prefix[:-1] + bytes([prefix[-1] + 1]))
    return "(" + " OR ".join(["f.path >= ? AND f.path < ?"] * len(folders) or ["0"]) + ")", values


def rows(db: sqlite3.Connection, folders: Sequence[str], fingerprint: str | None = None) -> tuple[Row, ...]:
    """Return the rows of the articles below the folders, or only that of one article."""
    where, values = below(folders)
    chosen = " AND f.fingerprint = ?" if fingerprint else ""
    query = f"{_ROW} WHERE {where}{chosen} ORDER BY bundled, path"
    return _merged(db.execute(query, (*values, fingerprint) if fingerprint else values))


def _merged(found: Iterable[tuple[object, ...]]) -> tuple[Row, ...]:
    """Make rows of files, those of one article together: the first file gives the path, the others are
    copies."""
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


def put(db: sqlite3.Connection, entry: Entry) -> None:
    """Write a file and, when it holds an article, its row and text. The time a file was first seen stays,
    and so do entities found in the very same text."""
    row = entry.row
    db.execute(
        """
        INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET
            size = excluded.size, mtime = excluded.mtime, reader = excluded.reader,
            fingerprint = excluded.fingerprint, problem = excluded.problem, bundled = excluded.bundled
        """,
        (
            os.fsencode(entry.path),
            entry.size,
            entry.mtime_ns,
            entry.reader,
            row.fingerprint if row else None,
            entry.problem,
            entry.bundled,
            entry.added,
        ),
    )
    if row is None:
        return
    day = row.date
    db.execute(
        """
        INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
        ON CONFLICT (fingerprint) DO UPDATE SET
            title = excluded.title, lead = excluded.lead, edtf = excluded.edtf, earliest = excluded.earliest,
            latest = excluded.latest, certain = excluded.certain, source = excluded.source,
            author = excluded.author, url = excluded.url, topics = excluded.topics,
            text_hash = excluded.text_hash,
            named = CASE WHEN ? = (SELECT folded FROM texts t WHERE t.fingerprint = excluded.fingerprint)
                    THEN named ELSE 0 END
        """,
        (
            row.fingerprint,
            row.title,
            row.lead,
            day.edtf if day else None,
            day.earliest.isoformat() if day and day.earliest else None,
            day.latest.isoformat() if day and day.latest else None,
            day.certain if day else None,
            row.source,
            row.author,
            row.url,
            " ".join(row.topics),
            entry.text_hash,
            entry.folded,
        ),
    )
    db.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", (row.fingerprint, entry.folded))
