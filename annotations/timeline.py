"""How many articles there are of each day, week, month or year, among those a query wants."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, get_args

from seeds.edtf import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotations.collection import Collection
    from annotations.entries import Entry
    from annotations.picture import Found, Picture
    from annotations.query.tree import Query

Step = Literal["day", "week", "month", "year"]
STEPS: tuple[Step, ...] = get_args(Step)
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
    from annotations.query.evaluating import Stopped

    try:
        picture, found = collection.found(query, stop=stop)
    except Stopped:
        return Timeline(step, (), 0, 0)
    counts: dict[date, list[int]] = {}
    undated = vague = 0
    for at, (bits, dates) in enumerate(_wanted(picture, found, topics)):
        known = Counter(picture.catalogue.counts("date", bits))
        known.update(dates)
        for edtf, count in known.items():
            spelled = parse(edtf) if edtf else None
            if spelled is None or spelled.earliest is None or spelled.latest is None:
                undated += count * (not at)
                continue
            start = step_of(spelled.earliest, step)
            if spelled.latest > end_of(start, step):
                vague += count * (not at)
                continue
            counts.setdefault(start, [0] * (1 + len(topics)))[at] += count
    first, counts, early = _latest(counts, step)
    bars = tuple(
        Bar(start, end_of(start, step), *_counted(counts.get(start), len(topics)))
        for start in (_steps(first, max(counts), step) if counts else ())
    )
    return Timeline(step, bars, undated, vague + early)


def _wanted(picture: Picture, found: Found, topics: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield what a query found and then what of it has each topic: the row set, and the dates of those that
    are apart."""
    from annotations.query.evaluating import Evaluation
    from annotations.query.tree import Topic

    apart = [picture.entries[number] for number in found.apart]
    yield found.bits, [_edtf(entry) for entry in apart]
    for topic in topics:
        bits = Evaluation(picture).rows(Topic(topic), found.bits)
        yield bits, [_edtf(entry) for entry in apart if topic in entry.facts.topics]


def _edtf(entry: Entry) -> str:
    return entry.row.date.edtf if entry.row.date is not None else ""


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
