"""Going back through what was typed into a line before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class LineHistory:
    """Lines typed before, the newest first, gone through from an empty line and for as long as what stands
    there is one of them."""

    def __init__(self, lines: Sequence[str] = ()) -> None:
        """Begin at the empty line."""
        self._lines = lines
        self._at = -1

    def step(self, text: str, by: int) -> str | None:
        """Return the line before (``by`` negative) or after the one that stands there, "" after the newest;
        None where that line is none of them, or there is no further one."""
        if text != (self._lines[self._at] if self._at >= 0 else ""):
            self._at = -1
        to = self._at + (1 if by < 0 else -1)
        if (text and self._at < 0) or not -1 <= to < len(self._lines):
            return None
        self._at = to
        return self._lines[to] if to >= 0 else ""

    def holds(self, text: str) -> bool:
        """Say whether one has gone to the line that stands there."""
        return self._at >= 0 and text == self._lines[self._at]
