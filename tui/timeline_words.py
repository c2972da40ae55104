"""Steps of time in words: the labels under the bars, and what is under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from annotations.timeline import Bar, Step
    from tui.words import Words

_BETWEEN = 2
"""Cells between two labels, at least."""


def span_in_words(start: date, end: date, step: Step, words: Words) -> str:
    """Return a span of whole steps as a reader says it."""
    first, last = _said(start, step, words), _said(end, step, words)
    if step == "week":
        first = _said(start, "day", words)
        last = _said(end, "day", words)
    return first if first == last else words("calendar.range", first=first, last=last)


def _said(day: date, step: Step, words: Words) -> str:
    if step == "year":
        return str(day.year)
    if step == "month":
        name = words(f"calendar.months.{day.month}")
        return words("calendar.month", name=name, year=day.year, number=day.month)
    name = words(f"calendar.months-short.{day.month}")
    return words("calendar.day", day=day.day, name=name, year=day.year, number=day.month)


def span_as_query(start: date, end: date, step: Step) -> str:
    """Return a span of whole steps as a value of ``date:``."""
    if step == "year":
        first, last = f"{start:%Y}".zfill(4), f"{end:%Y}".zfill(4)
    elif step == "month":
        first, last = start.isoformat()[:7], end.isoformat()[:7]
    else:
        first, last = start.isoformat(), end.isoformat()
    return f"date:{first}" if first == last else f"date:{first}..{last}"


def ticks(bars: Sequence[Bar], step: Step, cells: int, words: Words) -> str:
    """Return the labels under bars that are so many cells wide each: years, and what is between them where
    there is room."""
    line = ""
    last: date | None = None
    for at, bar in enumerate(bars):
        label = _tick(bar.start, last, step, words)
        place = at * cells
        if label and (not line or place >= width(line) + _BETWEEN):
            line = line.ljust(place) + label
            last = bar.start
    return line


def _tick(day: date, last: date | None, step: Step, words: Words) -> str:
    """Return a label for a bar: the year where it is another one, else the month, else the day."""
    if last is None or day.year != last.year:
        if step == "year" or (step == "month" and day.month == 1):
            return str(day.year)
        name = words(f"calendar.months-short.{day.month}")
        return words("calendar.month", name=name, year=day.year, number=day.month)
    if step == "year":
        return str(day.year)
    name = words(f"calendar.months-short.{day.month}")
    if step == "month" or day.month != last.month:
        return name
    return str(day.day)
