"""The index of a library as it is open: another one when it was lost, and what the lost one held for as long
as it is to be shown."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from seeds.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_STILL_ASKED = 5.0  # seconds for which what was shown of an index before may still be asked of it


class OpenIndex:
    """The index at one path. Safe to use from several threads."""

    def __init__(self, path: Path | None, shown: Callable[[Index], bool]) -> None:
        """Open nothing yet. ``shown`` says of an index that was lost whether it is what somebody sees, and
        can still be read."""
        self.path = path
        self.behind = False
        """Whether it is known to lack what lies in the folders: it was lost, or there was no room in it."""
        self._shown = shown
        self._lock = threading.Lock()
        self._opened: Index | None = None
        self._stand_in: Index | None = None
        """The index that was lost: what it holds is shown until another one has all of it."""
        self._replaced: list[tuple[Index, float]] = []  # and when they are closed

    def now(self) -> Index:
        """Return the index to write into, a new one where the last was lost."""
        with self._lock:
            lost = self._opened
            if lost is None or lost.lost:
                self._opened = opened = Index(self.path)
                if lost is not None:
                    self.behind = True
                    if self._stand_in is None and lost.readable and self._shown(lost):
                        self._stand_in = lost
                    else:
                        lost.close()
                return opened
            return lost

    def stands_in(self) -> bool:
        """Say whether the index that was lost is to be shown yet, and close the one that is not any more."""
        if self._stand_in is not None and self._stand_in.readable:
            return True
        if self._stand_in is not None:
            self._stand_in.close()
            self._stand_in = None
        over = [it for it in self._replaced if time.monotonic() > it[1]]
        self._replaced = [it for it in self._replaced if it not in over]
        for index, _ in over:
            index.close()
        return False

    def filled(self, index: Index) -> None:
        """Know that all there is has been read into an index."""
        with self._lock:
            if self._opened is index:
                self.behind = False

    def show(self, index: Index) -> None:
        """Have an index shown from now on instead of the one that was lost, if it has not been lost, too."""
        if self.now() is index and self._stand_in is not None:
            self._replaced.append((self._stand_in, time.monotonic() + _STILL_ASKED))
            self._stand_in = None

    def close(self) -> None:
        """Close whatever is open."""
        with self._lock:
            for index in (self._opened, self._stand_in, *(it for it, _ in self._replaced)):
                if index is not None:
                    index.close()
            self._opened, self._stand_in, self._replaced = None, None, []
