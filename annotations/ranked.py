"""One order of all articles, prepared so that a row set in that order need not be laid out: what stands at a
position of it, and where an article stands, takes some microseconds however many there are."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import compress, islice
from typing import TYPE_CHECKING

from seeds import rowset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STOPS = 64
_LEAST = 1024
_EACH = 16
FEW = 256
"""Members up to which a set is simply sorted."""


class Ranked:
    """An order (slots). ``ranks`` gives the place of each slot in it."""

    def __init__(self, order: Sequence[int], size: int) -> None:
        """Take the order, which holds slots below ``size``, each once."""
        self.order = order
        self.ranks = array("I", bytes(4 * size))
        for place, slot in enumerate(order):
            self.ranks[slot] = place
        self._step = max(_LEAST, -(-len(order) // _STOPS))
        self._size = size
        self._before: list[int] = [0]  # the set of what stands before each stop
        for start in range(0, len(order), self._step):
            block = rowset.of(order[start : start + self._step], size)
            self._before.append(self._before[-1] | block)

    def before(self, bits: int, place: int) -> int:
        """Return how many members stand before a place of the order."""
        stop = min(place // self._step, len(self._before) - 1)
        found = (bits & self._before[stop]).bit_count()
        between = self.order[stop * self._step : place]
        return found + sum(map(rowset.membership(bits, self._size, len(between)), between))

    def positions(self, bits: int, some: int) -> list[tuple[int, int]]:
        """Return some of the members, in order, each with its position among all."""
        if some.bit_count() <= _EACH:
            found = [(self.before(bits, self.ranks[slot]), slot) for slot in rowset.slots(some)]
            return sorted(found)
        among, wanted = self.all(bits), rowset.flags(some, self._size)
        chosen = bytes(map(wanted.__getitem__, among))
        return list(zip(compress(range(len(among)), chosen), compress(among, chosen), strict=True))

    def members(self, bits: int, start: int, n: int) -> array[int]:
        """Return up to ``n`` members, beginning with the one at position ``start`` among them."""
        count = bits.bit_count()
        n = min(n, count - start)
        if n <= 0:
            return array("I")
        if count <= FEW:
            return array("I", sorted(rowset.slots(bits), key=self.ranks.__getitem__)[start : start + n])
        stop = bisect_right(
            range(len(self._before)), start, key=lambda at: (bits & self._before[at]).bit_count()
        )
        stop = max(0, stop - 1)
        skipped = (bits & self._before[stop]).bit_count()
        found = islice(self._from(bits, stop), start - skipped, start - skipped + n)
        return array("I", found)

    def _from(self, bits: int, stop: int) -> Iterator[int]:
        flagged = rowset.flags(bits, self._size)
        for start in range(stop * self._step, len(self.order), self._step):
            block = self.order[start : start + self._step]
            yield from compress(block, map(flagged.__getitem__, block))

    def all(self, bits: int) -> array[int]:
        """Return all members in order."""
        return self.members(bits, 0, bits.bit_count())
