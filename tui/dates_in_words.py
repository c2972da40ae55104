"""Partial dates as a reader says them: a list's day column, its headings, a date in a line of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from seeds.article import PartialDate
    from tui.words import Words

_PART = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<part>\d\d)(?:-(?P<day>\d\d))?)?\??", re.ASCII)
_NO_YEAR = "XXXX"
_FIRST_QUARTER = 33  # as in seeds.edtf

DAY_CELLS = 3
"""Cells the day column needs for dates with a year: ``08``, ``13?``, ``12–``."""


def day_label(date: PartialDate | None) -> str:
    """Return what stands in the day column of a list grouped by month.

    ``08``; ``13?`` where the year was inferred; ``12–`` for a run of days; ``08/05`` (day/month) where no
    year is known, ``/05`` where the day is not either; "" where the heading says all there is.
    """
    first = _PART.match(date.edtf) if date is not None else None
    if date is None or first is None:
        return ""
    day = first["day"] or ""
    if first["year"] == _NO_YEAR:
        return f"{day}/{first['part']}"
    if not day:
        return ""
    if "/" in date.edtf:
        return day + "–"
    return day if date.certain else day + "?"


def heading(key: str, words: Words) -> str:
    """Return the heading of a section by its key: EDTF ("2026-02", "2025"), or "" where no year is known."""
    if not key:
        return words("calendar.year-unknown")
    return _single(key, words, "long")


def short_month(key: str, words: Words) -> str:
    """Return a month by its EDTF ("2026-02") as short as it can be: "Feb 2026"; "" for what is no month."""
    found = _PART.fullmatch(key)
    number = int(found["part"]) if found is not None and found["part"] and not found["day"] else 0
    if found is None or not 1 <= number <= 12 or found["year"] == _NO_YEAR:
        return ""
    name = words(f"calendar.months-short.{number}")
    return words("calendar.month", name=name, year=found["year"], number=number)


def in_words(date: PartialDate, words: Words, length: Literal["short", "long"] = "long") -> str:
    """Return a date in words: "8 February 2026", short "8 Feb 2026"; an inferred year is told apart."""
    first, slash, last = date.edtf.partition("/")
    told = _single(first, words, length)
    if slash:
        told = words("calendar.range", first=told, last=_single(last, words, length))
    if date.certain:
        return told
    return words("calendar.inferred" if length == "long" else "calendar.inferred-short", date=told)


def _single(edtf: str, words: Words, length: Literal["short", "long"]) -> str:
    found = _PART.fullmatch(edtf)
    if found is None:
        return edtf
    year, part, day = found["year"], found["part"], found["day"]
    if part is None:
        return words("calendar.decade", year=year[:3] + "0") if year.endswith("X") else year
    number = int(part)
    if number >= _FIRST_QUARTER:
        pattern = "quarter-no-year" if year == _NO_YEAR else "quarter"
        return words(f"calendar.{pattern}", quarter=number - _FIRST_QUARTER + 1, year=year)
    if not 1 <= number <= 12:
        return edtf
    pattern = ("day" if day else "month") + ("-no-year" if year == _NO_YEAR else "")
    name = words(f"calendar.{'months' if length == 'long' or not day else 'months-short'}.{number}")
    return words(f"calendar.{pattern}", day=int(day or 0), number=number, name=name, year=year)
