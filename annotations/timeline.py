"""How many articles there are of each day, week, month and year, among those a query wants.

Only steps that have articles are held, in arrays; a bar is made when it is asked for. So any number of days
may lie between the first and the last.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import accumulate, chain, pairwise
from operator import or_
from typing import TYPE_CHECKING, Literal, get_args

from seeds.edtf import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from annotations.collection import Collection
    from annotations.entries import Entry
    from annotations.picture import Found, Picture
    from annotations.query.tree import Query

Step = Literal["day", "week", "month", "year"]
STEPS: tuple[Step, ...] = get_args(Step)
GAP = 100
"""From so many steps in a row without an article, about a screenful, one bar stands for them all: a date in
the year 1, misread, shall not put three quarters of a million days before the others."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of time, its first and last day, and its number of articles.

    ``parts`` has those of each topic that was asked for, ``together`` those that have any of these topics: an
    article may have several, and is counted in each of ``parts`` but once in ``together``. A ``gap`` stands
    for many steps in a row that have none.
    """

    start: date
    end: date
    count: int
    parts: tuple[int, ...] = ()
    gap: bool = False
    together: int = 0


class Timeline:
    """The bars from the first step that has an article to the last, empty ones too, each by its place.

    ``undated`` articles have no year; ``vague`` ones have a date that is wider than a step: neither is in a
    bar. ``count`` articles are, ``most`` in one: where topics were asked for, of those that have any of them.
    """

    __slots__ = ("_numbers", "_places", "_sums", "_topics", "count", "most", "step", "undated", "vague")

    def __init__(
        self,
        step: Step,
        counts: Mapping[int, Sequence[int]],
        topics: int = 0,
        undated: int = 0,
        vague: int = 0,
    ) -> None:
        """Take the counts of the steps that have articles, by the numbers of ``number_of``: of all, then,
        where there are topics, of the articles that have any of them, and of each of so many topics."""
        self._topics = bool(topics)
        self.step, self.undated, self.vague = step, undated, vague
        self._numbers = sorted(counts)
        columns = zip(*(counts[number] for number in self._numbers), strict=True) if counts else ()
        parts = [array("L", column) for column in columns] or [array("L")] * _columns(topics)
        self._sums = [array("L", accumulate(part, initial=0)) for part in parts]
        self._places = array("L", _places(self._numbers))
        self.count = self._sums[0][-1]
        self.most = max(parts[1] if topics else parts[0], default=0)

    def __len__(self) -> int:
        """Return the number of bars."""
        return self._places[-1] + 1 if self._places else 0

    def bar(self, place: int) -> Bar:
        """Return the bar at a place; raises ``IndexError`` where there is none."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        at = bisect_right(self._places, place) - 1
        first = last = self._numbers[at] + place - self._places[at]
        gap = place > self._places[at] and self._is_gap(at)
        if gap:
            last = self._numbers[at + 1] - 1
        count, parts = self.counted(place, place)
        together = self.together(place, place)
        return Bar(first_day(first, self.step), last_day(last, self.step), count, parts, gap, together)

    def bars(self, start: int, end: int) -> tuple[Bar, ...]:
        """Return the bars from one place up to another (exclusive), as far as there are any."""
        return tuple(self.bar(place) for place in range(max(0, start), min(end, len(self))))

    def counted(self, first: int, last: int) -> tuple[int, tuple[int, ...]]:
        """Return how many articles the bars from one place to another (inclusive) have, and how many of each
        topic."""
        count, *parts = self._between(first, last)
        return count, tuple(parts[1:])

    def together(self, first: int, last: int) -> int:
        """Return how many articles the bars from one place to another (inclusive) have that have any of the
        topics; 0 where none were asked for."""
        return self._between(first, last)[1] if self._topics else 0

    def _between(self, first: int, last: int) -> list[int]:
        start, end = bisect_left(self._places, first), bisect_right(self._places, last)
        return [sums[end] - sums[start] for sums in self._sums]

    def place(self, day: date) -> int:
        """Return where the bar of a day is; before the first that is 0, after the last it is the last."""
        number = number_of(day, self.step)
        at = bisect_right(self._numbers, number) - 1
        if at < 0 or number >= self._numbers[-1]:
            return 0 if at < 0 else len(self) - 1
        into = number - self._numbers[at]
        return self._places[at] + (min(into, 1) if self._is_gap(at) else into)

    def fullest(self, first: date, last: date) -> int:
        """Return the place of the bar with the most articles among those of some days, the latest of such; of
        the last of them where none has any."""
        before, behind = self.place(first), self.place(last)
        inside = range(bisect_left(self._places, before), bisect_right(self._places, behind))
        sums = self._sums[0]
        best = max(inside, key=lambda at: (sums[at + 1] - sums[at], at), default=None)
        return self._places[best] if best is not None else behind

    def _is_gap(self, at: int) -> bool:
        """Whether one bar stands for what is between two steps that have articles."""
        return self._numbers[at + 1] - self._numbers[at] > self._places[at + 1] - self._places[at]


def _places(numbers: Sequence[int]) -> Iterator[int]:
    """Yield where the bars of some steps are."""
    place = 0
    yield from (place,) * bool(numbers)
    for before, number in pairwise(numbers):
        place += number - before if number - before <= GAP else 2
        yield place


def timelines(
    collection: Collection,
    query: Query,
    topics: Sequence[str] = (),
    stop: Callable[[], bool] | None = None,
) -> Mapping[Step, Timeline]:
    """Count the articles a query wants by their dates, in each of the steps: that takes little longer than
    in one. An article that has several of the ``topics`` is counted for each, and once for them together
    (their union, see ``Bar``). ``stop`` ends it early: the answer is of no use then."""
    from annotations.query.stopped import Stopped

    spans: dict[tuple[int, int] | None, list[int]] = {}
    try:
        picture, found = collection.found(query, stop=stop)
        sets, dates = zip(*_wanted(picture, found, topics), strict=True)
        if stop is not None and stop():
            raise Stopped
        for at, known in enumerate(picture.catalogue.counts_each("date", sets)):
            for edtf, count in chain(known.items(), ((edtf, 1) for edtf in dates[at])):
                spans.setdefault(_days(edtf), [0] * _columns(len(topics)))[at] += count
    except Stopped:
        return {step: Timeline(step, {}, len(topics)) for step in STEPS}
    undated = spans.pop(None, [0])[0]
    ordered = sorted((first, last, counts) for (first, last), counts in _dated(spans))
    return {step: _timeline(step, ordered, len(topics), undated) for step in STEPS}


def _dated(
    spans: Mapping[tuple[int, int] | None, list[int]],
) -> Iterator[tuple[tuple[int, int], list[int]]]:
    return ((span, counts) for span, counts in spans.items() if span is not None)


def _timeline(step: Step, spans: Iterable[tuple[int, int, list[int]]], topics: int, undated: int) -> Timeline:
    """Make a timeline of spans of days (by ``date.toordinal``), in order, and what each has."""
    counts: dict[int, list[int]] = {}
    vague = number = end = 0
    for first, last, found in spans:
        if first > end:
            number = number_of(date.fromordinal(first), step)
            end = last_day(number, step).toordinal()
        if last > end:
            vague += found[0]
        elif number in counts:
            counts[number] = [one + more for one, more in zip(counts[number], found, strict=True)]
        else:
            counts[number] = found
    return Timeline(step, counts, topics, undated, vague)


def _columns(topics: int) -> int:
    """Return how many counts a step has: of all, and where there are topics, of their union and of each."""
    return 2 + topics if topics else 1


def _wanted(picture: Picture, found: Found, topics: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield what a query found, then, where there are topics, what of it has any of them, and what has each:
    the row set, and the dates of those that are apart."""
    from annotations.query.evaluating import Evaluation
    from annotations.query.tree import Topic

    apart = [picture.entries[number] for number in found.apart]
    yield found.bits, [_edtf(entry) for entry in apart]
    if not topics:
        return
    sets = [Evaluation(picture).rows(Topic(topic), found.bits) for topic in topics]
    with_any = [entry for entry in apart if any(topic in entry.facts.topics for topic in topics)]
    yield reduce(or_, sets), [_edtf(entry) for entry in with_any]
    for topic, bits in zip(topics, sets, strict=True):
        yield bits, [_edtf(entry) for entry in with_any if topic in entry.facts.topics]


def _edtf(entry: Entry) -> str:
    return entry.row.date.edtf if entry.row.date is not None else ""


def _days(edtf: str) -> tuple[int, int] | None:
    """Return the first and last day that a date may mean, None where its year is not known. Nearly all are
    single days: those are read a hundred times as fast without their grammar."""
    if len(edtf) == 10 and edtf[0] != "X" and edtf[8:].isdigit():
        day = date.fromisoformat(edtf).toordinal()
        return day, day
    spelled = parse(edtf) if edtf else None
    if spelled is None or spelled.earliest is None or spelled.latest is None:
        return None
    return spelled.earliest.toordinal(), spelled.latest.toordinal()


def number_of(day: date, step: Step) -> int:
    """Return the number of the step that a day is in: one after the other, weeks from Monday."""
    match step:
        case "day":
            return day.toordinal()
        case "week":
            return (day.toordinal() - 1) // 7  # the first day of the calendar is a Monday
        case "month":
            return day.year * 12 + day.month - 1
        case "year":
            return day.year


def first_day(number: int, step: Step) -> date:
    """Return the first day of the step that has a number."""
    match step:
        case "day":
            return date.fromordinal(number)
        case "week":
            return date.fromordinal(number * 7 + 1)
        case "month":
            return date(number // 12, number % 12 + 1, 1)
        case "year":
            return date(number, 1, 1)


def last_day(number: int, step: Step) -> date:
    """Return the last day of the step that has a number; the calendar may end before."""
    try:
        return date.fromordinal(first_day(number + 1, step).toordinal() - 1)
    except (OverflowError, ValueError):
        return date.max
