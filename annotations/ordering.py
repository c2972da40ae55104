"""The orders a view can have, and the months it is grouped by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotations.entries import Entry
    from annotations.query.tree import Order
    from seeds.article import PartialDate

_LONGEST_MONTH = 31
_MONTHS = 12
_AFTER_ALL_DAYS = 10_000
_MONTH_AND_DAY = re.compile(r"XXXX-(\d\d)(?:-(\d\d))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Section:
    """A run of rows under one heading in a view: ``key`` is "2026-02", "2026" (no month known), "" (undated),
    or None (no grouping)."""

    key: str | None
    start: int
    count: int


def group_of(date: PartialDate | None) -> str:
    """Return the key of the section a date stands in: its month (an inferred year is taken as it is), its
    year where no month is known, "" where not even that is."""
    if date is None or date.earliest is None or date.latest is None:
        return ""
    first, last = date.earliest, date.latest
    if (last - first).days < _LONGEST_MONTH:
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}" if first.year == last.year else ""


def arranged(entries: Iterable[Entry], order: Order) -> list[Entry]:
    """Return the entries in an order. Those without a year come last in every order by date, by their month
    and day as far as they have any; ties go by title, then id."""
    return sorted(entries, key=_KEYS[order])


def sections_of(entries: Sequence[Entry], order: Order) -> tuple[Section, ...]:
    """Return the sections of entries that stand in an order: months in the two orders by date, one run in
    others."""
    if not entries:
        return ()
    if order not in ("newest", "oldest"):
        return (Section(None, 0, len(entries)),)
    sections: list[Section] = []
    start, current = 0, group_of(entries[0].row.date)
    for at, entry in enumerate(entries):
        group = group_of(entry.row.date)
        if group != current:
            sections.append(Section(current, start, at - start))
            start, current = at, group
    sections.append(Section(current, start, len(entries) - start))
    return tuple(sections)


def _newest(entry: Entry) -> tuple[Any, ...]:
    date = entry.row.date
    group = group_of(date)
    if not group or date is None or date.earliest is None:
        return (1, -_day_of_any_year(date), 0, entry.folded_heading, entry.id)
    # A year without a month sorts by its first day: after all of January, so that January stays in one piece.
    return (0, -date.earliest.toordinal(), len(group) < len("2026-02"), entry.folded_heading, entry.id)


def _oldest(entry: Entry) -> tuple[Any, ...]:
    undated, day, whole_year, heading, id = _newest(entry)
    return (undated, -day or _AFTER_ALL_DAYS, not whole_year, heading, id)


def _day_of_any_year(date: PartialDate | None) -> int:
    """Return month and day of a date without a year as one number (``XXXX-09-17`` is 917), 0 where there
    are none."""
    found = _MONTH_AND_DAY.match(date.edtf) if date is not None else None
    if found is None:
        return 0
    month = int(found[1])
    if month > _MONTHS:  # a quarter stands with its first month; 33 is the first quarter (seeds.edtf)
        month = (month - 33) * 3 + 1
    return month * 100 + int(found[2] or 0)


def _title(entry: Entry) -> tuple[Any, ...]:
    return (entry.folded_heading, *_newest(entry))


def _source(entry: Entry) -> tuple[Any, ...]:
    return (not entry.row.source, fold(entry.row.source or ""), *_newest(entry))


def _unread(entry: Entry) -> tuple[Any, ...]:
    return (entry.marks.read, *_newest(entry))


def _added(entry: Entry) -> tuple[Any, ...]:
    # Times are all written alike (UTC, seconds), so that text compares as they do; the latest comes first.
    return (tuple(-ord(letter) for letter in entry.row.added), *_newest(entry))


_KEYS: dict[Order, Callable[[Entry], tuple[Any, ...]]] = {
    "newest": _newest,
    "oldest": _oldest,
    "title": _title,
    "source": _source,
    "added": _added,
    "unread": _unread,
}
