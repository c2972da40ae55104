"""Days and months that are written as a date is and that no calendar has: 31/2/2025, 2025-13."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<day>\d\d?)(?P<sep>[/.-])(?P<month>\d\d?)(?P=sep)(?P<year>\d{4})",
        r"(?P<day>\d\d?)/(?P<month>\d\d?)",
        r"(?P<year>\d{4})(?P<sep>[/.-])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)",
        r"(?P<month>\d\d?)[/.-](?P<year>\d{4})",
        r"(?P<year>\d{4})[/.-](?P<month>\d\d?)",
    )
)
_BETWEEN = re.compile(r"\.\.|\s+-\s+")
_LEAP = 2000
"""Without a year, February has 29 days."""


class Missing(NamedTuple):
    """A date that there is not, as it was written. ``days`` is how many its month has, None where there is no
    such month; ``meant`` is the date with day and month changed round, "" where there is none such either."""

    written: str
    days: int | None
    meant: str = ""


def missing(text: str) -> Missing | None:
    """Return the first date in a date value, a single one or a range, that has the form of one and a day or a
    month that does not exist; None where there is none such."""
    ends = (end.strip().lstrip("<>= ") for end in _BETWEEN.split(text))
    return next((none for end in ends if (none := _missing(end)) is not None), None)


def _missing(text: str) -> Missing | None:
    found = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    written = found.groupdict() if found is not None else {}
    if found is None or written.get("year") == "0000":
        return None
    year, month, day = (int(written.get(part, 0)) for part in ("year", "month", "day"))
    if not 1 <= month <= 12:
        turned = year and 1 <= day <= 12 and 1 <= month <= _days(year, day) and found.start("day") == 0
        meant = "/".join((written["month"], written["day"], written["year"])) if turned else ""
        return Missing(text, None, meant)
    if "day" in written and not 1 <= day <= _days(year, month):
        return Missing(text, _days(year, month))
    return None


def _days(year: int, month: int) -> int:
    return monthrange(year or _LEAP, month)[1]
