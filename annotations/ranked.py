"""One order of all articles, prepared so that a row set in that order need not be laid out: what stands at a
position of it, and where an article stands, takes some microseconds however many there are."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import partial
from itertools import chain, compress, islice
from typing import TYPE_CHECKING

from seeds import rowset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_STOPS = 64
_LEAST = 1024
_ASKED = 200
"""Positions worked out one by one up to which that is quicker than going through all members."""
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
        self._last: tuple[int, bytes] = 0, b""
        """The set that was asked about last, laid out: a list asks about its own at every key."""
        self._counted: tuple[int, dict[int, int]] = 0, {}
        """The same with how many members stand before some of the stops."""
        self._before: list[int] = [0]  # the set of what stands before each stop
        for start in range(0, len(order), self._step):
            block = rowset.of(order[start : start + self._step], size)
            self._before.append(self._before[-1] | block)

    def before(self, bits: int, place: int) -> int:
        """Return how many members stand before a place of the order."""
        stop = min(place // self._step, len(self._before) - 1)
        found = self._before_stop(bits, stop)
        between = self.order[stop * self._step : place]
        if bits is self._last[0] or len(between) > rowset.EACH:
            return found + sum(map(self._flags(bits).__getitem__, between))
        return found + sum(bits >> slot & 1 for slot in between)

    def _before_stop(self, bits: int, stop: int) -> int:
        last, counts = self._counted
        if last is not bits:
            counts = {}
            self._counted = bits, counts
        found = counts.get(stop)
        if found is None:
            found = counts[stop] = (bits & self._before[stop]).bit_count()
        return found

    def _flags(self, bits: int) -> bytes:
        last, flagged = self._last
        if last is not bits or not flagged:
            flagged = rowset.flags(bits, self._size)
            self._last = bits, flagged
        return flagged

    def runs(self, bits: int, some: int) -> list[tuple[int, int]]:
        """Return where some of the members stand side by side: the position of the first among all, and how
        many they are; in order. Costs what the runs are, not the members."""
        ranks = sorted(map(self.ranks.__getitem__, rowset.slots(some & bits)))
        if not ranks:
            return []
        found: list[tuple[int, int]] = []
        asked = 2
        last = len(ranks) - 1
        parts = [(0, last, self.before(bits, ranks[0]), self.before(bits, ranks[last]))]
        while parts:
            first, last, start, end = parts.pop()
            if end - start == last - first:
                found.append((start, last - first + 1))
                continue
            asked += 2
            if asked > _ASKED:
                return self._runs_by_each(bits, some)
            middle = (first + last) // 2
            parts.append((middle + 1, last, self.before(bits, ranks[middle + 1]), end))
            parts.append((first, middle, start, self.before(bits, ranks[middle])))
        return _joined(found)

    def _runs_by_each(self, bits: int, some: int) -> list[tuple[int, int]]:
        wanted = rowset.flags(some, self._size)
        return _joined((at, 1) for at, slot in enumerate(self.all(bits)) if wanted[slot])

    def members(self, bits: int, start: int, n: int) -> array[int]:
        """Return up to ``n`` members, beginning with the one at position ``start`` among them."""
        count = bits.bit_count()
        n = min(n, count - start)
        if n <= 0:
            return array("I")
        if count <= FEW:
            return array("I", sorted(rowset.slots(bits), key=self.ranks.__getitem__)[start : start + n])
        stop = bisect_right(range(len(self._before)), start, key=partial(self._before_stop, bits))
        stop = max(0, stop - 1)
        skipped = self._before_stop(bits, stop)
        members = chain.from_iterable(self._blocks(bits, stop))
        return array("I", islice(members, start - skipped, start - skipped + n))

    def _blocks(self, bits: int, stop: int) -> Iterator[Iterator[int]]:
        flagged = self._flags(bits)
        for start in range(stop * self._step, len(self.order), self._step):
            block = self.order[start : start + self._step]
            yield compress(block, map(flagged.__getitem__, block))

    def all(self, bits: int) -> array[int]:
        """Return all members in order."""
        return self.members(bits, 0, bits.bit_count())


def _joined(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return runs, those that follow each other without a gap as one."""
    found: list[tuple[int, int]] = []
    for start, count in runs:
        if found and sum(found[-1]) == start:
            found[-1] = found[-1][0], found[-1][1] + count
        else:
            found.append((start, count))
    return found
