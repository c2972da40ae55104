"""Where an article's date puts it: the month it is listed under, and its place in the orders by date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seeds.row import PartialDate

_LONGEST_MONTH = 31
_MONTHS = 12
_AFTER_ALL_DAYS = 10_000
_UNDATED = 1_000_000_000
_MONTH_AND_DAY = r"XXXX-([0-9]{2})(?:-([0-9]{2}))?"


def group_of(date: PartialDate | None) -> str:
    """Return the key of the group a date stands in: its month (an inferred year is taken as it is), its year
    where no month is known, "" where not even that is."""
    if date is None or date.earliest is None or date.latest is None:
        return ""
    first, last = date.earliest, date.latest
    if (last - first).days < _LONGEST_MONTH:
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}" if first.year == last.year else ""


def newest_key(date: PartialDate | None) -> int:
    """Return the number by which the newest come first, those without a year last, by their month and day as
    far as they have any. A year without a month sorts by its first day: after all of January, so that January
    stays in one piece."""
    group = group_of(date)
    if not group or date is None or date.earliest is None:
        return _UNDATED - day_of_any_year(date)
    return -2 * date.earliest.toordinal() + (len(group) < len("2026-02"))


def oldest_key(newest: int) -> int:
    """Return the number by which the oldest come first, of an article's ``newest_key``: those without a year
    come last here too."""
    if newest > 0:
        return _UNDATED + ((_UNDATED - newest) or _AFTER_ALL_DAYS)
    return -newest


def day_of_any_year(date: PartialDate | None) -> int:
    """Return month and day of a date without a year as one number (``XXXX-09-17`` is 917), 0 where there
    are none."""
    found = re.match(_MONTH_AND_DAY, date.edtf) if date is not None else None
    if found is None:
        return 0
    month = int(found[1])
    if month > _MONTHS:  # a quarter stands with its first month; 33 is the first quarter (seeds.edtf)
        month = (month - 33) * 3 + 1
    return month * 100 + int(found[2] or 0)
