"""Where words stand in a text: what a find has found, and the words that brought the reader to an article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_HITS = 10_000
"""Hits beyond this many are neither counted nor drawn."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Stretches of a text (code points, end-exclusive), in order, none overlapping."""

    spans: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, spans: Sequence[tuple[int, int]]) -> Hits:
        """Take spans in any order; of those that overlap the first and longest is kept."""
        kept: list[tuple[int, int]] = []
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if not kept or start >= kept[-1][1]:
                kept.append((start, end))
        return cls(tuple(kept), tuple(start for start, _ in kept))

    def __len__(self) -> int:
        """How many there are."""
        return len(self.spans)

    def between(self, start: int, end: int) -> Iterator[int]:
        """Yield the numbers of the hits that overlap a stretch of text."""
        index = max(0, bisect_right(self.starts, start) - 1)
        while index < len(self.spans) and self.spans[index][0] < end:
            if self.spans[index][1] > start:
                yield index
            index += 1

    def step(self, by: int, cursor: int, current: int | None) -> int:
        """Return the number of the hit that ``by`` steps lead to (it may lie beyond the ends).

        Steps are counted from the current hit if the cursor is on it, else from the cursor: one step on is
        then the first hit at the cursor or after it, one step back the last one before it.
        """
        if current is not None and self.starts[current] == cursor:
            return current + by
        return bisect_left(self.starts, cursor) + (by - 1 if by > 0 else by)


NO_HITS = Hits((), ())
