"""What was looked into for a condition, by however many questions at the same time."""

from __future__ import annotations

from threading import Lock


class Verified:
    """The articles (row sets) that match, of those looked into: both always of one moment."""

    __slots__ = ("_both", "_lock")

    def __init__(self) -> None:
        """Start with none looked into."""
        self._both = (0, 0)
        self._lock = Lock()

    @property
    def both(self) -> tuple[int, int]:
        """Those that match, and those looked into."""
        return self._both

    def add(self, match: int, looked: int) -> None:
        """Take in what another look has found: nothing that others add meanwhile is lost."""
        with self._lock:
            before = self._both
            self._both = before[0] | match, before[1] | looked
