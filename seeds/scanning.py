"""Bringing the index up to date: one run over the folders of a library."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zlib import crc32

from seeds.cachefile import CacheFull
from seeds.comparing import compared
from seeds.feed import ScanProgress, ScanReport
from seeds.index import at_or_below, below, state_of
from seeds.index_writing import Entry, Named, store_entities
from seeds.problems import Problem
from seeds.sources.files import found_at
from seeds.workers import perform, perform_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from threading import Event

    from seeds.index import Index
    from seeds.sources.files import Found
    from seeds.topic_names import OwnTopic
    from seeds.workers import Outcome

_BATCH = 1000  # files stored at once, at most
_PAUSE = 0.8  # seconds after which fewer are
_LONG_PAUSE = 3.0  # the same in a long scan: each write touches the postings of some thousand words
_FIRST_PAUSE = 0.2  # and at the beginning, so that the first articles are there soon
_ATTEMPTS = 3  # to store something before others have
_PLACES = 200  # paths handed to one statement
_PASSING = ("file-gone", "file-unreadable", "file-not-plain")  # what may be different next time

# The few there mostly are, not all the files, are what is begun from; that is what CROSS JOIN says.
_ALL_UNNAMED = (
    "SELECT min(f.path), a.slot FROM articles a CROSS JOIN files f ON f.slot = a.slot WHERE a.slot IN "
    "(SELECT slot FROM articles WHERE named < ? UNION ALL SELECT slot FROM articles WHERE named > ?) "
    "AND {} GROUP BY a.slot ORDER BY a.newest"
)
_UNNAMED_AT = (
    "SELECT min(f.path), a.slot FROM files f CROSS JOIN articles a ON f.slot = a.slot "
    "WHERE {} AND (a.named < ? OR a.named > ?) GROUP BY a.slot ORDER BY a.newest"
)


class Scan:
    """One run: look at the files, forget what is gone, read what is new or changed, find the names in it."""

    def __init__(
        self,
        index: Index,
        folders: Sequence[str],
        stop: Event,
        progress: Callable[[ScanProgress], None],
        stored: Callable[[], None],
        through: Callable[[Index], None],
        own_topics: tuple[OwnTopic, ...] = (),
        paths: Sequence[str] | None = None,
        names: bool = True,
    ) -> None:
        """Prepare a run over folders (absolute paths), or only over some paths below them. ``stored`` is
        called after each write, ``through`` once the index has all files that were to be read. Without
        ``names`` they are left to another run."""
        self._own_topics = own_topics
        self._index, self._folders, self._paths, self._names = index, folders, paths, names
        self._stop, self._progress, self._stored, self._through = stop, progress, stored, through
        self._problems: list[Problem] = []
        self._gone = 0

    def run(self) -> ScanReport:
        """Do it all and say what was done. Of some paths only the first pass is done: ``name`` does the
        second. Raises CacheLost when the index breaks on the way."""
        from seeds.reading import READER_VERSION

        reader = stamp(READER_VERSION, self._own_topics)
        with compared(self._index, self._folders, self._paths, reader, self._stop) as found:
            self._problems += found.problems
            if self._stop.is_set():
                return ScanReport(problems=tuple(self._problems), stopped=True)
            todo, gone, total = found.changed(), found.gone(), found.total
            self._problems += found.known_problems()
        read = 0
        try:
            read = self._read(todo, gone, reader, total - len(todo))
            if not self._stop.is_set():
                self._through(self._index)
            if self._paths is None and self._names and not self._stop.is_set():
                self._name(READER_VERSION)
            if self._paths is None and not self._stop.is_set():
                self._compact()
        except CacheFull as full:
            problem = Problem("index-full", why=str(full))
            return ScanReport(read, total - len(todo), self._gone, (*self._problems, problem), True)
        return ScanReport(read, total - len(todo), self._gone, tuple(self._problems), self._stop.is_set())

    def name(self) -> ScanReport:
        """Do the second pass of what has been read. Raises CacheLost as ``run`` does."""
        from seeds.reading import READER_VERSION

        named = 0
        try:
            named = self._name(READER_VERSION)
        except CacheFull as full:
            self._problems.append(Problem("index-full", why=str(full)))
        return ScanReport(named=named, problems=tuple(self._problems), stopped=self._stop.is_set())

    def _compact(self) -> None:
        """Take out of the index what no file holds any more, once that is much."""
        from seeds.compaction import Stopped, compact, is_due

        if self._index.in_memory:
            return
        with self._index.read() as db:
            due = is_due(db)
        if due:
            with suppress(Stopped), self._index.change() as db:
                compact(db, self._stop)
            self._stored()

    def _store(self, entries: Sequence[Entry], gone: Sequence[str] = ()) -> None:
        # What others have stored meanwhile is as new as this or newer. Files are looked at before all others
        # have to wait, as long as that comes to an end: one on another machine may take long.
        for _ in range(_ATTEMPTS):
            revision = self._index.state().revision
            here, lost = list(self._as_they_are(entries)), list(self._not_back(gone))
            if self._index.store(here, lost, as_of=revision):
                break
        else:
            self._index.store(self._as_they_are(entries), self._not_back(gone))
        self._gone += len(lost)
        self._stored()

    def _as_they_are(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield files that were read, anew those that have changed since, and none that are gone."""
        for entry in entries:
            now = found_at(entry.path)
            if now is None:
                continue
            if (now.size, now.mtime_ns) != (entry.size, entry.mtime_ns):
                outcome = perform("read", entry.path, self._own_topics)
                again = _entry(outcome, now, entry.reader, entry.added)
                if again is None:
                    continue
                entry = again
            yield entry

    def _not_back(self, gone: Iterable[str]) -> Iterator[str]:
        """Yield those files that have not come back since it was seen that they were gone."""
        for path in gone:
            if found_at(path) is None or self._is_elsewhere(path):
                yield path

    def _is_elsewhere(self, path: str) -> bool:
        """Say whether a link leads to the folder a file is in: such are not gone into."""
        folder = Path(path).parent
        while str(folder) not in self._folders and folder != folder.parent:
            if folder.is_symlink():
                return True
            folder = folder.parent
        return False

    def _read(self, todo: Sequence[Found], gone: Sequence[str], reader: int, before: int) -> int:
        """Read files and store them batch by batch; return how many. ``before`` were read before this began.

        What is gone is forgotten in the last step, when all that it may have become is known: a file that was
        renamed is never none, and a copy of the article until then. Stopped before, nothing is forgotten.
        """
        total = len(todo)
        if not total:
            if gone:
                self._store((), gone)
            return 0
        seen = {file.path: file for file in todo}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        batch: list[Entry] = []
        rate = _Rate("files", total, before)
        told, pause = time.monotonic(), _FIRST_PAUSE
        self._progress(rate.at(0))
        for outcome in perform_all("read", [file.path for file in todo], self._stop, self._own_topics):
            file = seen.pop(outcome.path)
            rate.done += 1
            if outcome.problem:
                self._problems.append(outcome.problem)
            if entry := _entry(outcome, file, reader, now):
                batch.append(entry)
            if len(batch) >= _BATCH or time.monotonic() - told > pause:
                self._store(batch)
                self._progress(rate.now())
                pause = min(_LONG_PAUSE, _PAUSE + rate.done / 10_000)
                batch, told = [], time.monotonic()
        if seen:
            gone = ()
        if batch or gone:
            self._store(batch, gone)
        self._progress(rate.now())
        return rate.done

    def _name(self, reader: int) -> int:
        """Find the names in the articles where they are not known, newest first; return in how many."""
        epoch, unnamed = self._unnamed(reader)
        if not unnamed:
            return 0
        rate = _Rate("names", len(unnamed), self._articles() - len(unnamed) if self._paths is None else 0)
        self._progress(rate.at(0))
        unread = set[str]()
        for _ in range(_ATTEMPTS):
            if self._name_these(reader, epoch, unnamed, rate, unread):
                break
            # Another window has numbered the articles anew: which are left is asked by their new numbers.
            epoch, left = self._unnamed(reader)
            unnamed = {path: slot for path, slot in left.items() if path not in unread}
            rate.remain(len(unnamed))
        self._progress(rate.now())
        return rate.done

    def _name_these(
        self, reader: int, epoch: int, unnamed: Mapping[str, int], rate: _Rate, unread: set[str]
    ) -> bool:
        """Find the names in articles, given by path and slot, and store them; False once the slots are no
        longer theirs. ``unread`` takes the paths that cannot be read now."""
        batch: list[Named] = []
        problems: list[Problem] = []
        told = time.monotonic()

        def stored() -> bool:
            if batch and not self._store_names(reader, batch, epoch):
                rate.done -= len(batch)
                return False
            self._problems += problems
            return True

        for outcome in perform_all("name", list(unnamed), self._stop):
            rate.done += 1
            if outcome.problem is None or outcome.problem.code == "file-failed":
                # One that failed counts as gone through: it is not tried again every time.
                batch.append(Named(unnamed[outcome.path], outcome.entities, outcome.mentions))
                problems += [outcome.problem] if outcome.problem is not None else []
            else:
                unread.add(outcome.path)
                self._problems.append(outcome.problem)
            if len(batch) >= _BATCH or time.monotonic() - told > _PAUSE:
                if not stored():
                    return False
                self._progress(rate.now())
                batch, problems, told = [], [], time.monotonic()
        return stored()

    def _unnamed(self, reader: int) -> tuple[int, dict[str, int]]:
        """Return path and slot of each article whose entities this reader has not found, newest first, and
        before them the epoch in which these are the slots."""
        found: list[tuple[bytes, int]] = []
        with self._index.read() as db:
            epoch = state_of(db).epoch
            if self._paths is None:
                where, values = below(self._folders)
                found += db.execute(_ALL_UNNAMED.format(where), (reader, reader, *values))
            for at in range(0, len(self._paths or ()), _PLACES):
                where, values = at_or_below((self._paths or ())[at : at + _PLACES])
                found += db.execute(_UNNAMED_AT.format(where), (*values, reader, reader))
        return epoch, {os.fsdecode(path): slot for path, slot in found}

    def _articles(self) -> int:
        """Return how many articles lie in the folders."""
        where, values = below(self._folders)
        with self._index.read() as db:
            found = db.execute(f"SELECT count(DISTINCT f.slot) FROM files f WHERE {where}", values).fetchone()
        return int(found[0])

    def _store_names(self, reader: int, batch: Sequence[Named], epoch: int) -> bool:
        """Store what was found, if the articles still have the slots of that epoch; say whether they have."""
        with self._index.change() as db:
            if state_of(db).epoch != epoch:
                return False
            store_entities(db, reader, batch)
        self._stored()
        return True


def _entry(outcome: Outcome, file: Found, reader: int, now: str) -> Entry | None:
    """Return what is to be stored of a file that was read, None where that may be different next time."""
    code = outcome.problem.code if outcome.problem else None
    if code in _PASSING:
        return None
    return Entry(file.path, file.size, file.mtime_ns, reader, now, outcome.digest, code)


class _Rate:
    """How quickly a phase goes, and so how long it will take: ``total`` are to be done, ``before`` were done
    when it began."""

    def __init__(self, phase: str, total: int, before: int = 0) -> None:
        self._phase, self._total, self._before, self.done = phase, total, before, 0
        self._began: float | None = None

    def at(self, done: int) -> ScanProgress:
        self.done, self._began = done, time.monotonic()
        return self.now()

    def remain(self, left: int) -> None:
        """Know that so many are left to be done, whatever was thought before."""
        self._total = self.done + left

    def now(self) -> ScanProgress:
        left = None
        if self.done and self._began is not None:
            left = (time.monotonic() - self._began) / self.done * (self._total - self.done)
        phase: Literal["files", "names"] = "files" if self._phase == "files" else "names"
        return ScanProgress(phase, self._before + self.done, self._before + self._total, left, self._before)


def stamp(reader: int, own_topics: tuple[OwnTopic, ...]) -> int:
    """Return what says by whom a file was read: the reader's version and, above its 16 bits, the own topics
    it knew."""
    return reader | crc32(repr(own_topics).encode()) << 16 if own_topics else reader
