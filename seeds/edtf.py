"""Partial dates in docbao's subset of EDTF (ISO 8601-2), and what span of days each one means.

The subset: a day ``2025-11-15``, a month ``2025-11``, a year ``2025``, a decade ``202X``, a quarter as season
code 33 to 36 (``2025-34`` is the second quarter), an interval ``2025-11-12/2025-11-14`` of two of these,
the same without a year (``XXXX-05-08``, ``XXXX-05``, ``XXXX-34``), and a trailing ``?`` on any: the year
was inferred.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from seeds.row import PartialDate

_SINGLE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|XXXX)(?:-(?P<part>\d\d)(?:-(?P<day>\d\d))?)?(?P<unsure>\?)?", re.ASCII
)
_FIRST_QUARTER = 33  # ISO 8601-2 season codes: 33 is the first quarter, 36 the fourth
_LEAP_YEAR = 2000  # a year without a number may be a leap year, so XXXX-02-29 is a day


def parse(edtf: str) -> PartialDate:
    """Read one date of the subset; raises ``ValueError`` when it is none, or names no day that exists."""
    first, slash, second = edtf.partition("/")
    if not slash:
        return _single(edtf)
    start, end = _single(first), _single(second)
    certain = start.certain and end.certain
    if start.earliest is None or end.latest is None:
        if start.earliest is not None or end.latest is not None:
            raise ValueError(f"only one end of the interval has a year: {edtf!r}")
        return PartialDate(edtf, None, None, certain)
    if end.latest < start.earliest:
        raise ValueError(f"the interval ends before it starts: {edtf!r}")
    return PartialDate(edtf, start.earliest, end.latest, certain)


def _single(edtf: str) -> PartialDate:
    match = _SINGLE.fullmatch(edtf)
    if match is None:
        raise ValueError(f"not a date of docbao's EDTF subset: {edtf!r}")
    year, part, day = match["year"], match["part"], match["day"]
    certain = match["unsure"] is None
    if year.endswith("X") and year != "XXXX":
        decade = int(year[:3]) * 10
        if part is not None or decade == 0:
            raise ValueError(f"a decade is written alone: {edtf!r}")
        return PartialDate(edtf, date(decade, 1, 1), date(decade + 9, 12, 31), certain)
    if year == "XXXX":
        if part is None:
            raise ValueError(f"a date needs a year, a month or a day: {edtf!r}")
        _span(_LEAP_YEAR, part, day)
        return PartialDate(edtf, None, None, certain)
    earliest, latest = _span(int(year), part, day)
    return PartialDate(edtf, earliest, latest, certain)


def _span(year: int, part: str | None, day: str | None) -> tuple[date, date]:
    """First and last day of a year, a quarter, a month or a day; raises ``ValueError`` when there is none."""
    if part is None:
        return date(year, 1, 1), date(year, 12, 31)
    number = int(part)
    if day is not None:
        only = date(year, number, int(day))
        return only, only
    if _FIRST_QUARTER <= number < _FIRST_QUARTER + 4:
        month = (number - _FIRST_QUARTER) * 3 + 1
        return date(year, month, 1), date(year, month + 2, _length(year, month + 2))
    return date(year, number, 1), date(year, number, _length(year, number))


def _length(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    return calendar.monthrange(year, month)[1]


def overlaps(date: PartialDate, start: PartialDate | None, end: PartialDate | None) -> bool:
    """Whether any day of ``date`` lies from the first day of ``start`` to the last day of ``end``.

    None leaves that side open. A date without a year overlaps nothing (``date:unknown`` alone finds it), and
    a bound without a year admits nothing.
    """
    if date.earliest is None or date.latest is None:
        return False
    if start is not None and (start.earliest is None or date.latest < start.earliest):
        return False
    return end is None or (end.latest is not None and date.earliest <= end.latest)


def unsure(date: PartialDate) -> PartialDate:
    """The same date marked as inferred (``?``)."""
    if not date.certain:
        return date
    return parse("/".join(part + "?" for part in date.edtf.split("/")))


def of_day(day: date) -> PartialDate:
    """One day, certain."""
    return PartialDate(f"{day.year:04}-{day.month:02}-{day.day:02}", day, day)


def of_month(year: int, month: int) -> PartialDate:
    """A whole month; raises ``ValueError`` when there is no such month."""
    return parse(f"{year:04}-{month:02}")


def of_quarter(year: int, quarter: int) -> PartialDate:
    """A quarter, 1 to 4; raises ``ValueError`` when there is no such quarter."""
    if not 1 <= quarter <= 4:
        raise ValueError(f"no quarter {quarter}")
    return parse(f"{year:04}-{_FIRST_QUARTER - 1 + quarter}")


def of_days(first: date, last: date) -> PartialDate:
    """The interval from one day to another, as a single day where they are the same."""
    return of_day(first) if first == last else parse(f"{of_day(first).edtf}/{of_day(last).edtf}")


def week_of(day: date) -> PartialDate:
    """The week a day lies in, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return of_days(monday, monday + timedelta(days=6))


def month_of(date: PartialDate) -> PartialDate | None:
    """The month a date lies in wholly, None where its year is unknown or it spans more than one month."""
    if date.earliest is None or date.latest is None:
        return None
    if (date.earliest.year, date.earliest.month) != (date.latest.year, date.latest.month):
        return None
    return of_month(date.earliest.year, date.earliest.month)


def year_of(date: PartialDate) -> int | None:
    """The year a date lies in wholly, None where it is unknown or it spans more than one."""
    if date.earliest is None or date.latest is None or date.earliest.year != date.latest.year:
        return None
    return date.earliest.year
