"""Rows of a list out of the index: articles by their slots, with the files they lie in."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from seeds import rowset
from seeds.index import below
from seeds.index_values import day_of
from seeds.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from sqlite3 import Connection

AT_ONCE = 500
"""Values handed to one statement."""

_COLUMNS = (
    "slot, fingerprint, title, lead, edtf, earliest, latest, certain, source, author, url, topics, added"
)


def some(values: Iterable[int] | Iterable[str] | Iterable[bytes]) -> Iterator[tuple[str, list[object]]]:
    """Yield values in portions, each with the text of an SQL list for it."""
    left: list[object] = list(values)
    for at in range(0, len(left), AT_ONCE):
        portion = left[at : at + AT_ONCE]
        yield f"({','.join('?' * len(portion))})", portion


def with_files(db: Connection, folders: Sequence[str], size: int) -> int:
    """Return, of the first ``size`` slots, the articles that have a file below one of the folders."""
    where, values = below(folders)
    flagged = bytearray(size)
    for (slot,) in db.execute(f"SELECT slot FROM files f WHERE slot < ? AND {where}", (size, *values)):
        flagged[slot] = 1
    return rowset.from_flags(flagged)


def rows(db: Connection, slots: Iterable[int], folders: Sequence[str], bundled: str) -> dict[int, Row]:
    """Return the rows of articles by their slots. The first of the files below one of the folders, by its
    path, gives it, one that the reader brought before a bundled one; the others are copies. Of an article
    whose files are gone the path is "", as long as the index has it."""
    found: dict[int, Row] = {}
    roots = tuple(folder.rstrip(os.sep) + os.sep for folder in folders)
    inside = bundled.rstrip(os.sep) + os.sep
    for marks, portion in some(slots):
        files: dict[int, list[str]] = {}
        for slot, raw in db.execute(
            f"SELECT slot, path FROM files WHERE slot IN {marks} ORDER BY path", portion
        ):
            path = os.fsdecode(raw)
            if path.startswith(roots):
                files.setdefault(slot, []).append(path)
        for slot, *columns in db.execute(f"SELECT {_COLUMNS} FROM articles WHERE slot IN {marks}", portion):
            paths = sorted(files.get(slot, ("",)), key=lambda path: path.startswith(inside))
            found[slot] = _row(columns, paths, inside)
    return found


def salvaged(
    ask: Callable[[Callable[[Connection], dict[int, Row]], dict[int, Row]], dict[int, Row]],
    slots: Iterable[int],
    folders: Sequence[str],
    bundled: str,
) -> dict[int, Row]:
    """Return the rows of articles of a damaged index: one that cannot be read stands there without words
    until the index has been made anew."""
    found: dict[int, Row] = {}
    for slot in slots:
        found |= ask(partial(rows, slots=(slot,), folders=folders, bundled=bundled), {})
        if slot not in found:
            found[slot] = unreadable(slot)
    return found


def unreadable(slot: int) -> Row:
    """Return what stands for the row of an article that cannot be read."""
    return Row(f"-{slot}", "", None, "…", None, None, None, None, (), "", False)


def _row(columns: Sequence[object], paths: Sequence[str], bundled: str) -> Row:
    fingerprint, title, lead, edtf, earliest, latest, certain, source, author, url, topics, added = columns
    return Row(
        fingerprint=str(fingerprint),
        path=paths[0],
        title=_text(title),
        lead=str(lead),
        date=day_of(_text(edtf), _number(earliest), _number(latest), _number(certain)),
        source=_text(source),
        author=_text(author),
        url=_text(url),
        topics=tuple(str(topics).split()),
        added=str(added),
        bundled=paths[0].startswith(bundled),
        copies=tuple(paths[1:]),
    )


def _text(column: object) -> str | None:
    return None if column is None else str(column)


def _number(column: object) -> int | None:
    return column if isinstance(column, int) else None


def live_among(db: Connection, slots: Iterable[int], folders: Sequence[str]) -> set[int]:
    """Return those of these slots that have a file below one of the folders."""
    found: set[int] = set()
    roots = tuple(os.fsencode(folder.rstrip(os.sep) + os.sep) for folder in folders)
    for marks, portion in some(slots):
        for slot, path in db.execute(f"SELECT slot, path FROM files WHERE slot IN {marks}", portion):
            if path.startswith(roots):
                found.add(slot)
    return found


def starting(db: Connection, start: str, n: int, live: int) -> tuple[str, ...]:
    """Return the first fingerprints of articles among ``live`` that begin with a text, at most ``n``."""
    found: list[str] = []
    for name, slot in db.execute(
        "SELECT fingerprint, slot FROM articles WHERE fingerprint >= ? ORDER BY fingerprint", (start,)
    ):
        if not name.startswith(start) or len(found) == n:
            break
        if live >> slot & 1:
            found.append(name)
    return tuple(found)


def beginning(db: Connection, start: str, size: int) -> int:
    """Return, of the first ``size`` slots, those of articles whose fingerprint begins with a text."""
    ask = "SELECT slot FROM articles WHERE slot < ? AND fingerprint >= ? AND fingerprint < ?"
    return rowset.of((slot for (slot,) in db.execute(ask, (size, start, f"{start}\U0010ffff"))), size)


def untitled(db: Connection, size: int) -> int:
    """Return, of the first ``size`` slots, those of articles without a title."""
    ask = "SELECT slot FROM articles WHERE slot < ? AND title IS NULL"
    return rowset.of((slot for (slot,) in db.execute(ask, (size,))), size)


def replaced(db: Connection, live: int) -> tuple[tuple[int, int], ...]:
    """Return the slots of articles that are not ``live`` because their file was edited, each with that of
    what lies there now."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'replaced'").fetchone():
        return ()
    pairs = db.execute("SELECT was, now FROM replaced ORDER BY was")
    return tuple((was, now) for was, now in pairs if live >> now & 1 and not live >> was & 1)
