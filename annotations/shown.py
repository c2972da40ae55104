"""What a query found, in its order: a snapshot that hands out windows of itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, cast

from annotations.marks import NO_MARKS
from annotations.picture import APART, Found
from annotations.sections import Section, runs_of, sections_of
from seeds.months import group_of
from seeds.problems import Problem
from seeds.unanswered import Unanswered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotations.entries import Listed
    from annotations.picture import Picture
    from annotations.query.whole import Order
    from seeds.row import Row

HEAD = 100
"""Articles at hand for the first paint: more than any screen shows."""

_MONTH = len("2026-02")


class Stretch:
    """A part of a view, in one of the library's orders: a row set, and between its members those that are
    apart."""

    def __init__(self, picture: Picture, bits: int, apart: Sequence[int], order: Order) -> None:
        """Take what is in it."""
        self._ranked = picture.ranked(order)
        self.bits = bits
        from annotations.ordering import key_of

        key = key_of(order)
        ordered = sorted(apart, key=lambda number: key(picture.entries[number]))
        self.apart = tuple(ordered)
        """The numbers of those apart, as they stand."""
        self._between = [self._ranked.before(bits, picture.place_of(number, order)) for number in ordered]
        self.count = bits.bit_count() + len(ordered)

    def places(self, start: int, n: int) -> list[int]:
        """Return the slots and numbers at ``n`` positions from ``start`` on."""
        end = min(self.count, start + n)
        if start >= end:
            return []
        first, last = self._apart_before(start), self._apart_before(end)
        found = list(self._ranked.members(self.bits, start - first, end - start - (last - first)))
        for at in range(first, last):
            found.insert(self.at(at) - start, APART + self.apart[at])
        return found

    def position(self, place: int) -> int | None:
        """Return where a slot or number stands, None where it is not in it."""
        if place >= APART:
            number = place - APART
            return self.at(self.apart.index(number)) if number in self.apart else None
        if not self.bits >> place & 1:
            return None
        plain = self._ranked.before(self.bits, self._ranked.ranks[place])
        return plain + bisect_right(self._between, plain)

    def runs(self, bits: int) -> list[tuple[int, int]]:
        """Return where some of its row set stand side by side: the first's position, and how many."""
        found: list[tuple[int, int]] = []
        for start, count in self._ranked.runs(self.bits, bits):
            apart, end = bisect_right(self._between, start), start + count
            while apart < len(self._between) and self._between[apart] < end:
                found.append((start + apart, self._between[apart] - start))
                start, apart = self._between[apart], bisect_right(self._between, self._between[apart])
            found.append((start + apart, end - start))
        return found

    def at(self, number: int) -> int:
        """Return the position of one of those apart, counted among them."""
        return self._between[number] + number

    def _apart_before(self, position: int) -> int:
        """Return how many of those apart stand before a position."""
        return bisect_left(range(len(self.apart)), position, key=self.at)


class View:
    """The articles a query found. Which articles and in what order never changes; their marks are those of
    now. ``settled`` is False where texts have still to be looked into: then there may be more."""

    def __init__(
        self,
        picture: Picture,
        found: Found,
        order: Order,
        total: int,
        listed: Callable[[Picture, Sequence[int]], tuple[Listed, ...]],
        generation: Callable[[], int],
    ) -> None:
        """Keep what was found, out of how many; ``listed`` gives articles as they are now, ``generation`` a
        number that rises whenever they are others."""
        self.picture, self.found, self.listed = picture, found, listed
        self.generation = generation
        self._ready: dict[tuple[int, int], tuple[int, tuple[Listed, ...]]] = {}
        self._positions: dict[str, int | None] = {}
        self.order: Order = order
        self.count = len(found)
        self.total = total
        self.settled = found.settled
        self.looked_into: int | None = None
        """How many articles were looked into for the order they stand in; None: all, or none had to be."""
        self.hint: Problem | None = None
        """Why nothing may have been found, once somebody has asked for it (``Collection.hint``)."""

    def among_those(self, found: Found) -> View:
        """Return a view of some of its articles, in the same order."""
        return View(self.picture, found, self.order, self.total, self.listed, self.generation)

    def first(self, n: int) -> Found:
        """Return its first ``n`` articles as a question finds them."""
        from seeds import rowset

        places = self.places(0, n)
        slots = [place for place in places if place < APART]
        apart = tuple(place - APART for place in places if place >= APART)
        return Found(rowset.of(slots, self.picture.catalogue.size), apart)

    @cached_property
    def _stretches(self) -> tuple[Stretch, ...]:
        picture, bits, apart = self.picture, self.found.bits, self.found.apart
        if self.order != "unread":
            return (Stretch(picture, bits, apart, self.order),)
        read = picture.sets.read
        seen = [number for number in apart if picture.entries[number].marks.read]
        unseen = [number for number in apart if number not in set(seen)]
        return (
            Stretch(picture, bits & ~read, unseen, "newest"),
            Stretch(picture, bits & read, seen, "newest"),
        )

    def window(self, offset: int, n: int) -> tuple[Listed, ...]:
        """Return up to ``n`` articles from ``offset`` on (0-based); fewer at the end, none beyond it. From
        the first one on of which the index cannot tell for the moment, none is there."""
        generation, ready = self._ready.get((offset, n), (-1, ()))
        if generation == self.generation():
            return ready
        start = max(0, offset)
        return self.listed(self.picture, self.places(start, max(0, offset + n - start)))

    def prepare(self, ids: Sequence[str], n: int) -> None:
        """Work out what a list asks of it first, so that it has that at once: its sections, where some
        articles stand (up to the first of them that is there), and the windows of ``n`` articles about that
        one, or at the beginning."""
        slots, at = self.picture.slots_of(ids), 0
        for id in ids:
            position = self._positions[id] = self._position(slots.get(id))
            if position is not None:
                at = position
                break
        _ = self.sections
        for number in {max(0, at - n // 2) // n, (at + n // 2) // n}:
            generation = self.generation()
            self._ready[number * n, n] = generation, self.window(number * n, n)

    def places(self, offset: int, n: int) -> list[int]:
        """Return slots and numbers of up to ``n`` articles from ``offset`` on."""
        found: list[int] = []
        for stretch in self._stretches:
            if len(found) < n:
                found += stretch.places(max(0, offset), n - len(found))
            offset -= stretch.count
        return found

    def position(self, id: str) -> int | None:
        """Return where an article stands (0-based), None when it is not in the view."""
        if id not in self._positions:
            return self._position(self.picture.slot_of(id))
        return self._positions[id]

    def _position(self, place: int | None) -> int | None:
        before = 0
        for stretch in self._stretches if place is not None else ():
            position = stretch.position(cast("int", place))
            if position is not None:
                return before + position
            before += stretch.count
        return None

    def id_at(self, index: int) -> str:
        """Return the id of the article at a position; raises IndexError outside of the view, and where the
        index cannot tell for the moment."""
        for entry in self.picture.entries_at(self.places(index, 1)) if index >= 0 else ():
            return entry.id
        raise IndexError(index)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all, in order. Raises ``Problem`` (``store-busy``) when the index cannot tell for
        the moment: whatever was done to some of them only would not be what was asked for."""
        found: list[str] = []
        try:
            for stretch in self._stretches:
                found += self.picture.ids_at(stretch.places(0, stretch.count))
        except Unanswered:
            found.clear()
        catalogue = self.picture.catalogue
        if len(found) < self.count and catalogue.missed:
            raise Problem("store-busy", path=catalogue.where)
        return tuple(found)

    def among(self, ids: Iterable[str]) -> list[str]:
        """Return which of some articles are in it."""
        from seeds import rowset

        picture, ids = self.picture, list(ids)
        slots = picture.claims.slots_of(picture.catalogue, ids)
        has = rowset.membership(self.found.bits, picture.catalogue.size, len(slots))
        apart = {picture.entries[number].id for number in self.found.apart}
        return [id for id in ids if id in apart or ((slot := slots.get(id)) is not None and has(slot))]

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The runs under one heading, in order: together they are the whole view."""
        if not self.count:
            return ()
        if self.order not in ("newest", "oldest"):
            return (Section(None, 0, self.count),)
        picture, (stretch,) = self.picture, self._stretches
        months, here = picture.catalogue.months(), stretch.bits
        # What is only dated to a year stands between months; so may what is apart.
        loose = {key: bits & here for key, bits in months.items() if key and len(key) < _MONTH}
        between = [
            (stretch.at(at), group_of(picture.entries[number].row.date), 1)
            for at, number in enumerate(stretch.apart)
        ]
        for key, bits in loose.items():
            between += [(position, key, count) for position, count in stretch.runs(bits)]
        counts = {key: (bits & here).bit_count() for key, bits in months.items() if key not in loose}
        return sections_of(counts, sorted(between), oldest=self.order == "oldest")


class HeadView:
    """The first articles of a library of which no more is known than about how many it has: a view for the
    first paint, until there is a real one."""

    order: Order = "newest"
    settled = True

    def __init__(
        self,
        picture: Picture,
        head: tuple[tuple[int, Row], ...],
        listed: Callable[[Picture, Sequence[int]], tuple[Listed, ...]],
    ) -> None:
        """Take the first articles."""
        rows = [
            (slot, row) for slot, row in head if not picture.marks.get(row.fingerprint, NO_MARKS).archived
        ]
        self._slots = [slot for slot, _ in rows]
        self._rows = [row for _, row in rows]
        self._listed = listed
        self._picture = picture
        self.count = self.total = len(rows) if len(head) < HEAD else picture.catalogue.size
        groups = [group_of(row.date) for _, row in rows]
        found = list(runs_of(groups))
        if found and self.count > len(rows):  # what follows is likely of the same month, for the moment
            last = found[-1]
            found[-1] = Section(last.key, last.start, last.count + self.count - len(rows), known=False)
        self.sections = tuple(found)

    def window(self, offset: int, n: int) -> tuple[Listed, ...]:
        """Return up to ``n`` articles from ``offset`` on, as far as they are known."""
        start = max(0, offset)
        return self._listed(self._picture, self._slots[start : max(start, offset + n)])

    def position(self, id: str) -> int | None:
        """Return where an article stands, None where that is not known."""
        return next((at for at, row in enumerate(self._rows) if row.fingerprint == id), None)

    def id_at(self, index: int) -> str:
        """Return the id of the article at a position; raises IndexError where that is not known."""
        if not 0 <= index < len(self._slots):
            raise IndexError(index)
        return self.window(index, 1)[0].id
