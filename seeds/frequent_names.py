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

_SPARSE = 128
"""Of one article in so many or fewer, the slots are kept one by one."""

_AROUND = 200
"""Bytes that one takes beside its slots."""


class FrequentNames:
    """Row sets of entities by their numbers, as the index said when each was first read: whoever asks leaves
    out the articles whose names have changed since this was made."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[int, int | array[int]] = {}
        self._bytes = 0
        self._full = False

    def missing(self, numbers: Sequence[int]) -> list[int]:
        """Return the entities that would have to be read."""
        return [number for number in numbers if number not in self._kept]

    def counts(self, db: Connection, numbers: Sequence[int], bits: int, size: int) -> list[int]:
        """Return in how many articles of a row set each of some entities is named."""
        missing = self.missing(numbers)
        fresh = self._read(db, missing, size) if missing else {}
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

    def hold(self, db: Connection, numbers: Sequence[int], size: int) -> bool:
        """Read entities, unless they are kept; say whether there is room for others."""
        if self._full:
            return False
        if missing := self.missing(numbers):
            self._read(db, missing, size)
        return not self._full

    def _read(self, db: Connection, numbers: Sequence[int], size: int) -> dict[int, int | array[int]]:
        parts = postings.parts(db, postings.ENTITY, numbers, size)
        fresh = {number: _held(parts.get(number, []), size) for number in numbers}
        for number, held in fresh.items():
            room = _AROUND + (held.bit_length() // 7 if isinstance(held, int) else len(held) * held.itemsize)
            if self._bytes + room > KEPT:
                self._full = True
            else:
                self._bytes += room
                self._kept[number] = held
        return fresh


def _held(parts: Sequence[tuple[int, bytes]], size: int) -> int | array[int]:
    sparse = postings.few(parts, size // _SPARSE)
    return sparse if sparse is not None else postings.joined(parts, size)
