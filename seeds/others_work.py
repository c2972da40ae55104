"""What another process reads into the index that this one shares: how far it has come, and what is left."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal

from seeds.comparing import compared
from seeds.feed import ScanProgress
from seeds.index import below
from seeds.scanning import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from threading import Event

    from seeds.index import Index
    from seeds.topic_names import OwnTopic


def lacking(
    index: Index, folders: Sequence[str], own_topics: tuple[OwnTopic, ...], stop: Event
) -> tuple[int, int]:
    """Return how many files the index has not as they lie in the folders, or has though they do not (at least
    one when looking was stopped), and how many lie there. Raises CacheLost."""
    from seeds.reading import READER_VERSION

    with compared(index, folders, None, stamp(READER_VERSION, own_topics), stop) as found:
        left = len(found.changed()) + len(found.gone())
        return max(1, left) if stop.is_set() else left, found.total


def files_known(index: Index, folders: Sequence[str]) -> int:
    """Return how many files below some folders have been read into an index, by whatever reader. Raises
    CacheLost."""
    where, values = below(folders)
    with index.read() as db:
        (files,) = db.execute(f"SELECT count(*) FROM files f WHERE {where}", values).fetchone()
    return int(files)


class OthersWork:
    """How far another process has come with some folders, by what it has written. ``index`` is the one it
    fills."""

    def __init__(
        self, index: Index, folders: Sequence[str], own_topics: tuple[OwnTopic, ...], stop: Event
    ) -> None:
        """See what is left when one begins to wait for it. Raises CacheLost."""
        from seeds.reading import READER_VERSION

        self.index = index
        self._folders, self._reader = folders, READER_VERSION
        self._stamp = stamp(READER_VERSION, own_topics)
        _, self._total = lacking(index, folders, own_topics, stop)
        self._files, self._named, _ = self._counts()
        self._seen = self._files, self._named
        self._files_began = self._names_began = time.monotonic()

    def tell(self, progress: Callable[[ScanProgress], None]) -> None:
        """Tell how far it has come, where that is further than when this was asked last. Names are found once
        no more files come. Raises CacheLost."""
        files, named, articles = self._counts()
        before, self._seen = self._seen, (files, named)
        if files > before[0]:
            self._names_began, self._named = time.monotonic(), named
            done = min(files, self._total)
            progress(_progress("files", done, self._total, self._files, self._files_began))
        elif named > before[1]:
            progress(_progress("names", named, max(named, articles), self._named, self._names_began))

    def _counts(self) -> tuple[int, int, int]:
        """Return how many files have been read, in how many articles the names are known, and of how many."""
        where, values = below(self._folders)
        with self.index.read() as db:
            ask = f"SELECT count(*) FROM files f WHERE reader = ? AND {where}"
            (files,) = db.execute(ask, (self._stamp, *values)).fetchone()
            (named,) = db.execute("SELECT count(*) FROM articles WHERE named = ?", (self._reader,)).fetchone()
            (articles,) = db.execute("SELECT count(*) FROM articles").fetchone()
        return files, named, articles


def _progress(
    phase: Literal["files", "names"], done: int, total: int, before: int, began: float
) -> ScanProgress:
    fresh = done - before
    left = (time.monotonic() - began) / fresh * (total - done) if fresh > 0 else None
    return ScanProgress(phase, done, total, left, before)
