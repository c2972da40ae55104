"""What has to be done to an index: which files are new or changed, which are gone.

The comparison is left to SQLite, so that a scan of 100,000 files holds none of them.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from seeds.problems import Problem
from seeds.sources.files import Found, look, look_at

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Iterator, Sequence
    from sqlite3 import Connection

    from seeds.index import Index

_AT_ONCE = 5000


class Compared:
    """The files that are there beside those that the index knows; ``problems`` says what could not be looked
    into, ``total`` how many files there are."""

    def __init__(self, db: Connection, reader: int) -> None:
        """Begin with what a connection sees; ``changed`` and ``gone`` can be asked once all has been looked
        at."""
        self._db, self._reader = db, reader
        self.problems: list[Problem] = []
        self.total = 0

    def changed(self) -> list[Found]:
        """Return the files that are new or not as they were when they were read, by this reader; and those
        that were named one by one: another may lie there that has the same size and time."""
        return [
            Found(os.fsdecode(path), size, mtime)
            for path, size, mtime in self._db.execute(
                "SELECT s.path, s.size, s.mtime FROM seen s LEFT JOIN files f ON f.path = s.path "
                "WHERE f.path IS NULL OR f.size <> s.size OR f.mtime <> s.mtime OR f.reader <> ? OR s.named "
                "ORDER BY s.path",
                (self._reader,),
            )
        ]

    def gone(self) -> list[str]:
        """Return the files that are not there any more. (Those of a folder that is not there, a drive not
        plugged in, are kept.)"""
        found = self._db.execute(
            "SELECT f.path FROM places p CROSS JOIN files f ON f.path >= p.first AND f.path < p.after "
            "WHERE f.path NOT IN (SELECT path FROM seen)"
        )
        return list(dict.fromkeys(os.fsdecode(path) for (path,) in found))

    def known_problems(self) -> list[Problem]:
        """Return what was wrong with files that are as they were."""
        found = self._db.execute(
            "SELECT f.path, f.problem FROM seen s JOIN files f ON f.path = s.path "
            "WHERE f.problem IS NOT NULL AND f.size = s.size AND f.mtime = s.mtime AND f.reader = ? "
            "AND NOT s.named",
            (self._reader,),
        )
        return [Problem(code, path=os.fsdecode(path)) for path, code in found]


@contextmanager
def compared(
    index: Index, folders: Sequence[str], paths: Sequence[str] | None, reader: int, stop: threading.Event
) -> Iterator[Compared]:
    """Look into the folders, or only at some paths below them, and lend what came of it; ends early when
    ``stop`` is set."""
    with index.read(passing=True) as db:  # SQLite never gives back what temporary tables took
        db.execute("PRAGMA temp_store = MEMORY")
        _drop(db)
        db.execute(
            "CREATE TEMP TABLE seen (path BLOB PRIMARY KEY, size INTEGER, mtime INTEGER, named INTEGER) "
            "WITHOUT ROWID"
        )
        db.execute("CREATE TEMP TABLE places (first BLOB, after BLOB)")
        found = Compared(db, reader)
        try:
            for place in folders if paths is None else paths:
                there = True
                batch: list[tuple[bytes, int, int, bool]] = []
                for seen in look(place) if paths is None else look_at(place):
                    if stop.is_set():
                        break
                    if isinstance(seen, Problem):
                        found.problems.append(seen)
                        there &= seen.code != "folder-missing"
                        continue
                    named = paths is not None and seen.path == place
                    batch.append((os.fsencode(seen.path), seen.size, seen.mtime_ns, named))
                    if len(batch) == _AT_ONCE:
                        _put(db, batch)
                        batch.clear()
                _put(db, batch)
                if there:
                    db.executemany("INSERT INTO places VALUES (?, ?)", _places(place))
            found.total = db.execute("SELECT count(*) FROM seen").fetchone()[0]
            yield found
        finally:
            _drop(db)


def _places(path: str) -> Iterable[tuple[bytes, bytes]]:
    """Return what begins and what ends the paths of a file, and those of all that is below a folder."""
    raw = os.fsencode(path)
    inside = raw.rstrip(b"/") + os.fsencode(os.sep)
    return (raw, raw + b"\0"), (inside, inside[:-1] + bytes([inside[-1] + 1]))


def _put(db: Connection, batch: Sequence[tuple[bytes, int, int, bool]]) -> None:
    db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?, ?, ?)", sorted(batch))


def _drop(db: Connection) -> None:
    db.execute("DROP TABLE IF EXISTS temp.seen")
    db.execute("DROP TABLE IF EXISTS temp.places")
