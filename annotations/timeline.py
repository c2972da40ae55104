"""How many articles there are of each day, week, month or year, among those a query wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotations.collection import Collection
    from annotations.query.tree import Query

Step = Literal["day", "week", "month", "year"]
STEPS: tuple[Step, ...] = get_args(Step)
_AT_ONCE = 4096
_MOST_BARS = 20_000
"""Bars at most: one date in the year 1, misread, shall not make three quarters of a million days."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of time, its first and last day, and its number of articles; ``parts`` has those of each topic
    that was asked for."""

    start: date
    end: date
    count: int
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bars from the first step that has an article to the last, empty ones too.

    ``undated`` articles have no year; ``vague`` ones have a date that is wider than a step: neither is in a
    bar.
    """

    step: Step
    bars: tuple[Bar, ...]
    undated: int
    vague: int

    @property
    def count(self) -> int:
        """How many articles are in bars."""
        return sum(bar.count for bar in self.bars)


def timeline(
    collection: Collection,
    query: Query,
    step: Step,
    topics: Sequence[str] = (),
    stop: Callable[[], bool] | None = None,
) -> Timeline:
    """Count the articles a query wants by their dates. ``stop`` ends it early: the answer is of no use
    then."""
    from seeds.topic_names import with_broader

    view = collection.view(query)
    counts: dict[date, list[int]] = {}
    undated = vague = 0
    for offset in range(0, view.count, _AT_ONCE):
        if stop is not None and stop():
            break
        for listed in view.window(offset, _AT_ONCE):
            known = listed.date
            if known is None or known.earliest is None or known.latest is None:
                undated += 1
                continue
            start = step_of(known.earliest, step)
            if known.latest > end_of(start, step):
                vague += 1
                continue
            found = counts.setdefault(start, [0] * (1 + len(topics)))
            found[0] += 1
            has = with_broader(listed.topics) if topics else ()
            for at, topic in enumerate(topics, 1):
                found[at] += topic in has
    first, counts, early = _latest(counts, step)
    bars = tuple(
        Bar(start, end_of(start, step), *_counted(counts.get(start), len(topics)))
        for start in (_steps(first, max(counts), step) if counts else ())
    )
    return Timeline(step, bars, undated, vague + early)


def _latest(counts: dict[date, list[int]], step: Step) -> tuple[date, dict[date, list[int]], int]:
    """Return where the bars begin, the counts from there on, and how many articles lie before."""
    if not counts:
        return date.min, counts, 0
    days = {"day": 1, "week": 7, "month": 31, "year": 366}[step] * _MOST_BARS
    first = date.fromordinal(max(1, max(counts).toordinal() - days))
    kept = {start: found for start, found in counts.items() if start >= first}
    early = sum(found[0] for start, found in counts.items() if start < first)
    return min(kept), kept, early


def _counted(found: list[int] | None, topics: int) -> tuple[int, tuple[int, ...]]:
    return (found[0], tuple(found[1:])) if found is not None else (0, (0,) * topics)


def step_of(day: date, step: Step) -> date:
    """Return the first day of the step that a day is in; weeks begin on Monday."""
    match step:
        case "day":
            return day
        case "week":
            return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def end_of(start: date, step: Step) -> date:
    """Return the last day of the step that begins on a day."""
    following = after(start, step)
    return following - timedelta(days=1) if following is not None else date.max


def after(start: date, step: Step) -> date | None:
    """Return the first day of the next step, None where the calendar ends."""
    try:
        match step:
            case "day":
                return start + timedelta(days=1)
            case "week":
                return start + timedelta(days=7 - start.weekday())
            case "month":
                return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
            case "year":
                return start.replace(year=start.year + 1)
    except (OverflowError, ValueError):
        return None


def _steps(first: date, last: date, step: Step) -> Iterator[date]:
    at: date | None = first
    while at is not None and at <= last:
        yield at
        at = after(at, step)
