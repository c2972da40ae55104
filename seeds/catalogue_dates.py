"""Which articles' dates lie within a span: whole months at once, the days at its ends one by one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from seeds import postings
from seeds.index_values import LONGEST, span_of

if TYPE_CHECKING:
    from sqlite3 import Connection

_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)
_LONGEST_MONTH = 31


class Dates:
    """The dates of one catalogue."""

    def __init__(self, size: int) -> None:
        """Look at so many slots."""
        self._size = size
        self._months: dict[str, int] | None = None
        self._spans: list[tuple[int, int, int]] | None = None

    def months(self, db: Connection, live: int) -> dict[str, int]:
        """Return the live articles of each month (see ``seeds.months.group_of``)."""
        if self._months is None:
            sets = postings.sets(postings.between(db, postings.MONTH, "", None, self._size), self._size)
            self._months = {str(month): kept for month, found in sets.items() if (kept := found & live)}
        return self._months

    def within(self, db: Connection, months: dict[str, int], first: date | None, last: date | None) -> int:
        """Return the articles whose date may be one of the days from the first to the last; dead ones may be
        among them."""
        start, end = first or _FIRST, last or _LAST
        found = 0
        for low, high, bits in self._long(db):
            if low <= end.toordinal() and high >= start.toordinal():
                found |= bits
        # What begins before the span may reach into it.
        before = date.fromordinal(max(1, start.toordinal() - _LONGEST_MONTH))
        if end < start:  # only what has both days
            return found | self._days(db, before, end, start)
        whole_from = start if start.day == 1 else _next_month(start)
        whole_to = end.replace(day=1) if end != _LAST else None  # the first month that is not whole
        if end != _LAST and (end + timedelta(days=1)).day == 1:
            whole_to = end + timedelta(days=1)
        if whole_from is None:
            return found | self._days(db, start, end, start)
        upto = "9999-99" if whole_to is None else whole_to.isoformat()[:7]
        from_ = whole_from.isoformat()[:7]
        for month, bits in months.items():
            if len(month) == len(from_) and from_ <= month < upto:
                found |= bits
        found |= self._days(db, before, min(end, whole_from), start)
        if whole_to is not None:
            found |= self._days(db, max(start, whole_to), end, start)
        return found

    def _days(self, db: Connection, first: date, last: date, start: date) -> int:
        """Return the articles whose date begins between two days, and ends on ``start`` at the earliest."""
        if last < first:
            return 0
        pieces = []
        for term, chunk, slots in postings.between(
            db, postings.DAYS, first.toordinal() * LONGEST, (last.toordinal() + 1) * LONGEST, self._size
        ):
            begins, length = divmod(int(term), LONGEST)
            if begins + length >= start.toordinal():
                pieces.append((chunk, slots))
        return postings.joined(pieces, self._size)

    def _long(self, db: Connection) -> list[tuple[int, int, int]]:
        """Return first day, last day and articles of each span that is longer than a month."""
        if self._spans is None:
            sets = postings.sets(postings.between(db, postings.SPAN, 0, None, self._size), self._size)
            self._spans = [(*span_of(int(packed)), bits) for packed, bits in sets.items()]
        return self._spans


def _next_month(day: date) -> date | None:
    try:
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    except OverflowError:
        return None
