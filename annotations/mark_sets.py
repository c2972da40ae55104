"""The reader's marks as row sets: which articles are read, starred, tagged and so on, however many there are.

A change of marks makes a new one that shares all it can: it costs some microseconds for each set, whatever
the number of articles.
"""

from __future__ import annotations

import re
from array import array
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from annotations.marks import NO_MARKS
from seeds import rowset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotations.marks import Marks

_FIRST = date(1970, 1, 1).toordinal() - 1
"""Days are counted from 1970 on, in 16 bits; 0 stands for none."""

_READ = re.compile(r"(?:^|,)r1@(\d{1,14})(?:,|$)")
_OTHER = re.compile(r"(?:^|,)([sa])1@")


class MarkSets(NamedTuple):
    """Row sets by what is marked. ``annotated`` is what has a tag, a note or a highlight, or was corrected;
    ``tags`` has those on articles and on highlights in them. ``read_days`` and ``noted_days`` say when, as
    ``day_number`` gives it (0 for never): the first for each slot, the second only for those that have
    one."""

    read: int = 0
    starred: int = 0
    archived: int = 0
    annotated: int = 0
    noted: int = 0
    marked: int = 0
    tags: Mapping[str, int] = {}
    read_days: array[int] = array("H")
    noted_days: Mapping[int, int] = {}

    @property
    def tagged(self) -> int:
        """What has a tag, on it or on a highlight in it."""
        found = 0
        for bits in self.tags.values():
            found |= bits
        return found

    @property
    def any(self) -> int:
        """What has any mark at all."""
        return self.read | self.starred | self.archived | self.annotated

    def read_between(self, first: int, last: int) -> int:
        """Return what was read between two days, both counted."""
        days = enumerate(self.read_days)
        found = [slot for slot, day in days if day and first <= day <= last]
        return rowset.of(found, len(self.read_days)) & self.read

    def noted_between(self, first: int, last: int) -> int:
        """Return what was last written on between two days, both counted."""
        found = [slot for slot, day in self.noted_days.items() if first <= day <= last]
        return rowset.of(found, max(found, default=-1) + 1)

    def changed(self, changes: Mapping[int, Marks]) -> MarkSets:
        """Return the sets with the marks of some articles as they are now (by slot)."""
        if not changes:
            return self
        size = max(changes) + 1
        gone = ~rowset.of(changes, size)
        found: dict[str, list[int]] = {name: [] for name in _SETS}
        tags: dict[str, list[int]] = {}
        read_days = array("H", self.read_days)
        if len(read_days) < size:
            read_days.frombytes(bytes(2 * (size - len(read_days))))
        noted_days = dict(self.noted_days)
        alike: dict[int, tuple[Marks, list[int]]] = {}  # very many articles may have the very same marks
        for slot, marks in changes.items():
            alike.setdefault(id(marks), (marks, []))[1].append(slot)
        for marks, slots in alike.values():
            for name, has in _SETS.items():
                if has(marks):
                    found[name] += slots
            for tag in {*marks.tags, *marks.inner_tags}:
                tags.setdefault(tag, []).extend(slots)
            read, noted = day_of(marks.read_at), day_of(marks.noted_at)
            for slot in slots:
                read_days[slot] = read
                if marks.noted_at:
                    noted_days[slot] = noted
                else:
                    noted_days.pop(slot, None)
        kept = {tag: bits & gone for tag, bits in self.tags.items()}
        for tag, slots in tags.items():
            kept[tag] = kept.get(tag, 0) | rowset.of(slots, size)
        sets = {name: getattr(self, name) & gone | rowset.of(found[name], size) for name in _SETS}
        return MarkSets(
            **sets,
            tags={tag: bits for tag, bits in kept.items() if bits},
            read_days=read_days,
            noted_days=noted_days,
        )

    def restated(self, entries: Mapping[int, str]) -> MarkSets:
        """Return the sets with articles that have no more than a state now (``only_read``), or not even that:
        ""."""
        if not entries:
            return self
        gone = ~rowset.of(entries, max(entries) + 1)
        left = self._replace(
            read=self.read & gone,
            starred=self.starred & gone,
            archived=self.archived & gone,
            annotated=self.annotated & gone,
            noted=self.noted & gone,
            marked=self.marked & gone,
            tags={tag: kept for tag, bits in self.tags.items() if (kept := bits & gone)},
            noted_days={slot: day for slot, day in self.noted_days.items() if slot not in entries},
        )
        return left.only_read(entries.items())

    def only_read(self, entries: Iterable[tuple[int, str]]) -> MarkSets:
        """Return the sets with articles that have no more than a state, by slot with the entries in which
        states are kept (``annotations.states``): there may be very many."""
        read: list[int] = []
        starred: list[int] = []
        archived: list[int] = []
        found: dict[int, int] = {}
        days = _Days()
        for slot, entry in entries:
            if said := _READ.search(entry):
                read.append(slot)
                found[slot] = days.of(int(said[1]))
            for letter in _OTHER.findall(entry):
                (starred if letter == "s" else archived).append(slot)
        size = max((*read, *starred, *archived), default=-1) + 1
        read_days = array("H", self.read_days)
        if len(read_days) < size:
            read_days.frombytes(bytes(2 * (size - len(read_days))))
        for slot, day in found.items():
            read_days[slot] = day
        return self._replace(
            read=self.read | rowset.of(read, size),
            starred=self.starred | rowset.of(starred, size),
            archived=self.archived | rowset.of(archived, size),
            read_days=read_days,
        )


_SETS: dict[str, Callable[[Marks], bool]] = {
    "read": lambda it: it.read,
    "starred": lambda it: it.starred,
    "archived": lambda it: it.archived,
    "annotated": lambda it: bool(it.tags or it.notes or it.highlights or it.corrections),
    "noted": lambda it: it.notes > 0,
    "marked": lambda it: it.highlights > 0,
}


class _Days:
    """Local days of moments: the offset of the local time is asked once for each quarter of an hour."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}

    def of(self, milliseconds: int) -> int:
        quarter = milliseconds // 900_000
        day = self._known.get(quarter)
        if day is None:
            try:
                local = datetime.fromtimestamp(quarter * 900).astimezone().date()
                day = day_number(local)
            except (OverflowError, OSError, ValueError):
                day = 0
            self._known[quarter] = day
        return day


def day_number(day: date) -> int:
    """Return the number of a day as the sets keep it: 1 is the first of January 1970."""
    return min(max(day.toordinal() - _FIRST, 1), 0xFFFF)


def day_of(moment_: str) -> int:
    """Return the number of the local day of a moment (ISO 8601), 0 for none."""
    if not moment_:
        return 0
    from annotations.entries import moment

    found = moment(moment_)
    return day_number(found.astimezone().date()) if found is not None else 0


NO_SETS = MarkSets()


def sets_of(marks: Mapping[str, Marks], slots_of: Callable[[Iterable[str]], Mapping[str, int]]) -> MarkSets:
    """Return the sets of a picture of marks; ``slots_of`` gives the slots of articles by their ids, of those
    that are there."""
    from annotations.marks_picture import MarksPicture

    if not isinstance(marks, MarksPicture):
        there = slots_of(list(marks))
        return NO_SETS.changed({slot: marks.get(id, NO_MARKS) for id, slot in there.items()})
    written = marks.written
    there = slots_of(list(written))
    found = NO_SETS.changed(
        {slot: mine for id, mine in written.items() if (slot := there.get(id)) is not None}
    )
    ids: list[str] = []
    entries: list[str] = []
    for id, entry in marks.entries.pairs():
        if id not in written:
            ids.append(id)
            entries.append(entry)
    there = slots_of(ids)
    pairs = (
        (slot, entry) for id, entry in zip(ids, entries, strict=True) if (slot := there.get(id)) is not None
    )
    return found.only_read(pairs)
