"""Steps of time in words: the labels under the bars, and what is under the cursor."""

from __future__ import annotations

from bisect import bisect_left
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
        return _year(day)
    if step == "month":
        name = words(f"calendar.months.{day.month}")
        return words("calendar.month", name=name, year=_year(day), number=day.month)
    name = words(f"calendar.months-short.{day.month}")
    return words("calendar.day", day=day.day, name=name, year=_year(day), number=day.month)


def _year(day: date) -> str:
    return f"{day.year:04}"  # as it is written in dates: that of an odd one is seen to be meant


def span_as_query(start: date, end: date, step: Step) -> str:
    """Return a span of whole steps as a value of ``date:``."""
    if step == "year":
        first, last = _year(start), _year(end)
    elif step == "month":
        first, last = start.isoformat()[:7], end.isoformat()[:7]
    else:
        first, last = start.isoformat(), end.isoformat()
    return f"date:{first}" if first == last else f"date:{first}..{last}"


def ticks(bars: Sequence[Bar], step: Step, starts: Sequence[int], room: int, words: Words) -> str:
    """Return the labels under bars, whose first cells are given, and the one behind the last, at most
    ``room`` cells: years, where all of these fit months, where all of these fit days."""
    placed: list[tuple[int, int, str]] = []

    def put(at: int, label: str) -> bool:
        start = starts[at]
        end, next = start + width(label), bisect_left(placed, (start,))
        if next and placed[next - 1][1] + _BETWEEN > start:
            return False
        if end > (placed[next][0] - _BETWEEN if next < len(placed) else room):
            return False
        placed.insert(next, (start, end, label))
        return True

    kinds = _kinds(bars, step, starts, room, words)
    for kind in ("year", "month", "day"):
        alike = [at for at, it in enumerate(kinds) if it == kind]
        if not all([put(at, _tick(bars[at].start, kind, step, words)) for at in alike][:-1]) or not placed:
            break
    line = ""
    for start, _, label in placed:
        line = line.ljust(start) + label
    return line


def _kinds(
    bars: Sequence[Bar], step: Step, starts: Sequence[int], room: int, words: Words
) -> list[Step | None]:
    """Return what is another one at each bar than at that before. The first says its year, or leaves that to
    the next label where there is no room for both: then nothing is said before that, as no reader would know
    of which year it is."""
    kinds = [_kind(bar, bars[at - 1] if at else None) for at, bar in enumerate(bars)]
    if kinds and kinds[0]:
        coarse = ("year",) if step in ("month", "year") else ("year", "month")
        following = next((at for at, kind in enumerate(kinds) if at and kind in coarse), len(kinds))
        near = following < len(kinds) and starts[following] < _needed(bars[0], step, words) + _BETWEEN
        if near and starts[following] + _needed(bars[following], step, words) <= room:
            kinds[: following + 1] = [*[None] * following, "year"]
    return kinds


def _needed(bar: Bar, step: Step, words: Words) -> int:
    """Return how many cells a bar's label with its year takes."""
    return width(_tick(bar.start, "year", step, words))


def _kind(bar: Bar, before: Bar | None) -> Step | None:
    if bar.gap:
        return None
    if before is None or bar.start.year != before.start.year or before.gap:
        return "year"
    return "month" if bar.start.month != before.start.month else "day"


def _tick(day: date, kind: Step, step: Step, words: Words) -> str:
    """Return a label for a bar: the year where it is another one, else the month, else the day."""
    name = words(f"calendar.months-short.{day.month}")
    if kind == "year":
        if step == "year" or (step == "month" and day.month == 1):
            return _year(day)
        return words("calendar.month", name=name, year=_year(day), number=day.month)
    return name if kind == "month" else str(day.day)
