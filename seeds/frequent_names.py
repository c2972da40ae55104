"""Which articles name the most frequent entities, kept in memory: they are counted in every view, and reading
a hundred of them from the index takes longer than a key may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds import postings, rowset

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence
    from sqlite3 import Connection

KEPT = 1 << 23
"""Bytes that may be kept; those who are asked for first are the most frequent."""

_SPARSE = 512
"""Of one article in so many or fewer, the slots are kept one by one."""


class FrequentNames:
    """Row sets of entities by their numbers, as the index said when each was first read: whoever asks leaves
    out the articles whose names have changed since this was made."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[int, int | array[int]] = {}
        self._bytes = 0

    def missing(self, numbers: Sequence[int]) -> list[int]:
        """Return the entities that would have to be read."""
        return [number for number in numbers if number not in self._kept]

    def counts(self, db: Connection, numbers: Sequence[int], bits: int, size: int) -> list[int]:
        """Return in how many articles of a row set each of some entities is named."""
        fresh: dict[int, int | array[int]] = {}
        if missing := self.missing(numbers):
            parts = postings.parts(db, postings.ENTITY, missing, size)
            fresh = {number: _held(parts.get(number, []), size) for number in missing}
            self._keep(fresh)
        flagged = b""
        found: list[int] = []
        for number in numbers:
            held = fresh[number] if number in fresh else self._kept[number]
            if isinstance(held, int):
                found.append((held & bits).bit_count())
            else:
                flagged = flagged or rowset.flags(bits, size)
                found.append(sum(map(flagged.__getitem__, held)))
        return found

    def _keep(self, fresh: dict[int, int | array[int]]) -> None:
        for number, held in fresh.items():
            room = held.bit_length() // 7 if isinstance(held, int) else len(held) * held.itemsize
            if self._bytes + room <= KEPT:
                self._bytes += room
                self._kept[number] = held


def _held(parts: Sequence[tuple[int, bytes]], size: int) -> int | array[int]:
    sparse = postings.few(parts, size // _SPARSE)
    return sparse if sparse is not None else postings.joined(parts, size)
