"""How reading the library stands, for the line above the list."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui.sentences import progress_in_words

if TYPE_CHECKING:
    from seeds.feed import ScanProgress, ScanReport
    from tui.words import Words

BAR = 8
"""Cells of the bar."""
QUIET = 6.0
"""Seconds without anything new after which another window is not said to read."""
_A_FEW = 20
"""Files that may be taken in on a full disk before there is really room again."""


class ReadingState:
    """What is told of it: how far it has come while it goes on, and where it stands while it does not."""

    def __init__(self) -> None:
        """Begin with nothing that is read."""
        self._progress: ScanProgress | None = None
        self._full = False
        self._others: float | None = None
        """When another window was last seen to read while this one was paused (monotonic clock)."""
        self._stands = False
        """Whether it has come to a stop since it was paused."""
        self.paused = False
        """Whether the reader has stopped it."""

    @property
    def goes_on(self) -> bool:
        """Whether something is known to be left to read."""
        return self._progress is not None or self._full

    @property
    def full(self) -> bool:
        """Whether there is no room to read on, as far as is known."""
        return self._full

    @property
    def files_left(self) -> bool:
        """Whether files are known to be left to read; names may be for longer."""
        return self._full or (self._progress is not None and self._progress.phase == "files")

    @property
    def names_left(self) -> bool:
        """Whether names are known to be left to read in articles that are there."""
        return self._progress is not None and self._progress.phase == "names"

    def progressed(self, progress: ScanProgress) -> None:
        """Take up how far it has come."""
        self._progress = progress if progress.done < progress.total else None
        if progress.fresh >= _A_FEW or self._progress is None:
            self._full = False

    def ended(self, report: ScanReport, *, behind: bool) -> None:
        """Take up that files have been looked at; ``behind``: the index still lacks some."""
        self._stands = self.paused
        if report.busy:
            self.others_read()
        if any(problem.code == "index-full" for problem in report.problems):
            self._full = True
        elif not self.paused and not behind:
            self._full, self._progress = False, None

    def pause(self, paused: bool) -> None:
        """Take up that the reader stops it, or goes on with it."""
        self.paused, self._stands, self._others = paused, False, None

    def others_read(self) -> None:
        """Know that another window reads; where this one stands is where that one does."""
        if self._stands:  # else it is what this one has read before it stood still
            self._others = time.monotonic()

    def in_words(self, words: Words) -> tuple[str, str]:
        """Return what the line says, and what it says where there is no room for that; "" for nothing."""
        progress = self._progress
        if self.paused or self._full:
            short = words("main.header.paused" if self.paused else "main.header.full")
            if self.paused and self._others is not None:  # where that stands is not for this one to say
                quiet = time.monotonic() - self._others > QUIET
                return short if quiet else words("main.header.paused-here"), short
            if progress is None:
                return short, short
            if self.paused:
                return words("main.header.at", what=short, done=progress.done, total=progress.total), short
            return words("main.header.full-left", n=progress.total - progress.done), short
        told = progress_in_words(progress, words) if progress is not None else ""
        if not told or progress is None:
            return "", ""
        done = min(BAR, progress.done * BAR // progress.total)
        return f"{'━' * done}{'─' * (BAR - done)} {told}", told
