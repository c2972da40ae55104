"""Bringing the index up to date: one run over the folders of a library."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zlib import crc32

from seeds.feed import Feed, ScanProgress, ScanReport
from seeds.index import Entry, Index, LibraryChange
from seeds.problems import Problem
from seeds.sources.files import Found, walk
from seeds.workers import perform_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from threading import Event

    from seeds.article import EntityCount
    from seeds.topic_names import OwnTopic

_BATCH = 50  # files stored and told of at once
_PASSING = ("file-gone", "file-unreadable", "file-not-plain")  # what may be different next time
_PAUSE = 0.4  # seconds after which fewer are


class Scan:
    """One run: walk the folders, forget what is gone, read what is new or changed, find the names in it."""

    def __init__(
        self,
        index: Index,
        folders: Sequence[str],
        bundled: str | None,
        feed: Feed,
        stop: Event,
        progress: Callable[[ScanProgress], None],
        changed: Callable[[LibraryChange], None],
        own_topics: tuple[OwnTopic, ...] = (),
    ) -> None:
        """Prepare a run over folders (absolute paths), one of which may be that of the bundled articles."""
        self._own_topics = own_topics
        self._index, self._folders, self._bundled, self._feed = index, folders, bundled, feed
        self._stop, self._progress, self._changed = stop, progress, changed
        self._problems: list[Problem] = []
        self._present: list[str] = []  # the folders that are there

    def run(self) -> ScanReport:
        """Do it all and say what was done. Raises CacheLost when the index breaks on the way."""
        from seeds.reading import READER_VERSION

        found = self._walked()
        if self._stop.is_set():
            return ScanReport(problems=tuple(self._problems), stopped=True)
        self._feed.catch_up(self._index, self._present, self._changed)
        reader = _stamp(READER_VERSION, self._own_topics)
        known = self._index.known(self._present)
        gone = self._forget([path for path in known if path not in found])
        todo: list[Found] = []
        for file in found.values():
            before = known.get(file.path)
            seen = (file.size, file.mtime_ns, reader)
            if before is None or seen != (before.size, before.mtime_ns, before.reader):
                todo.append(file)
            elif before.problem:
                self._problems.append(Problem(before.problem, path=file.path))
        read = self._read(todo, reader)
        self._feed.catch_up(self._index, self._present, self._changed)
        if not self._stop.is_set():
            self._name(READER_VERSION)
        return ScanReport(read, len(found) - len(todo), gone, tuple(self._problems), self._stop.is_set())

    def _walked(self) -> dict[str, Found]:
        """Return the article files there are, by path; what could not be looked into becomes a problem."""
        found: dict[str, Found] = {}
        for folder in self._folders:
            self._present.append(folder)
            for seen in walk(folder):
                if self._stop.is_set():
                    return found
                if isinstance(seen, Found):
                    found[seen.path] = seen
                else:
                    self._problems.append(seen)
                    if seen.code == "folder-missing":
                        self._present.pop()
        return found

    def _forget(self, gone: Sequence[str]) -> int:
        """Drop files that are gone from the index. (Those of a folder that is not there, a drive not
        plugged in, stay in it.)"""
        for at in range(0, len(gone), 1000):
            self._store((), gone[at : at + 1000])
        return len(gone)

    def _store(self, entries: Sequence[Entry], gone: Sequence[str] = ()) -> None:
        change, revision = self._index.store(self._present, entries, gone)
        self._feed.stored(change, revision, self._changed)

    def _read(self, todo: Sequence[Found], reader: int) -> int:
        """Read files and store them batch by batch; return how many."""
        total = len(todo)
        if not total:
            return 0
        seen = {file.path: file for file in todo}
        now = datetime.now(UTC).isoformat(timespec="seconds")
        batch: list[Entry] = []
        done, told = 0, time.monotonic()
        self._progress(ScanProgress("files", 0, total))
        for outcome in perform_all("read", [file.path for file in todo], self._stop, self._own_topics):
            file = seen[outcome.path]
            done += 1
            if outcome.problem:
                self._problems.append(outcome.problem)
            if outcome.problem is None or outcome.problem.code not in _PASSING:
                batch.append(
                    Entry(
                        path=file.path,
                        size=file.size,
                        mtime_ns=file.mtime_ns,
                        reader=reader,
                        added=now,
                        bundled=self._bundled is not None and file.path.startswith(self._bundled + os.sep),
                        row=outcome.row,
                        folded=outcome.folded,
                        text_hash=outcome.text_hash,
                        problem=outcome.problem.code if outcome.problem else None,
                    )
                )
            if len(batch) >= _BATCH or time.monotonic() - told > _PAUSE:
                self._store(batch)
                self._progress(ScanProgress("files", done, total))
                batch, told = [], time.monotonic()
        if batch:
            self._store(batch)
        self._progress(ScanProgress("files", done, total))
        return done

    def _name(self, reader: int) -> None:
        """Find the names in the articles where they are not known, newest first."""
        unnamed = self._index.unnamed(self._present, reader)
        if not unnamed:
            return
        fingerprints = {path: fingerprint for fingerprint, path in unnamed}
        batch: list[tuple[str, tuple[EntityCount, ...]]] = []
        done, told = 0, time.monotonic()
        self._progress(ScanProgress("names", 0, len(unnamed)))
        for outcome in perform_all("name", list(fingerprints), self._stop):
            done += 1
            if outcome.problem is not None:
                self._problems.append(outcome.problem)
            if outcome.problem is None or outcome.problem.code == "file-failed":
                batch.append((fingerprints[outcome.path], outcome.entities))  # not tried again every time
            if len(batch) >= _BATCH or time.monotonic() - told > _PAUSE:
                self._store_names(reader, batch)
                self._progress(ScanProgress("names", done, len(unnamed)))
                batch, told = [], time.monotonic()
        if batch:
            self._store_names(reader, batch)
        self._progress(ScanProgress("names", done, len(unnamed)))

    def _store_names(self, reader: int, batch: Sequence[tuple[str, tuple[EntityCount, ...]]]) -> None:
        self._changed(LibraryChange(named=self._index.store_entities(reader, batch)))


def _stamp(reader: int, own_topics: tuple[OwnTopic, ...]) -> int:
    """Return what says by whom a file was read: the reader's version and, above its 16 bits, the own topics
    it knew."""
    return reader | crc32(repr(own_topics).encode()) << 16 if own_topics else reader
