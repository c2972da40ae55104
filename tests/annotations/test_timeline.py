"""Articles over time: each is in one bar, or has no year, or a date that is wider than a bar."""

import tracemalloc
from datetime import date, timedelta
from itertools import pairwise
from typing import cast

import pytest

from annotations.collection import Collection
from annotations.query import tree as t
from annotations.query.tree import Query
from annotations.query.whole import EVERYTHING
from annotations.timeline import GAP, STEPS, Bar, Step, Timeline, first_day, last_day, number_of, timelines
from seeds.library import Library
from seeds.row import Row
from tests.annotations.fake_library import FakeLibrary, row


def collected(*dates: str) -> Collection:
    return loaded(*(row(at, f"t{at}", edtf) for at, edtf in enumerate(dates)))


def loaded(*rows: Row) -> Collection:
    it = Collection(cast("Library", FakeLibrary(*rows)))
    it.load()
    return it


@pytest.fixture
def collection() -> Collection:
    return loaded(
        row(1, "a", "2025-12-31", topics=("energy",)),
        row(2, "b", "2026-01-01", topics=("energy", "agriculture")),
        row(3, "c", "2026-02-08?"),
        row(4, "d", "2026-02"),
        row(5, "e", "2026"),
        row(6, "f", "XXXX-05-08"),
        row(7, "g"),
    )


def bars_of(it: Timeline) -> tuple[Bar, ...]:
    return it.bars(0, len(it))


def bars(
    it: Collection, step: Step, query: Query = EVERYTHING, topics: tuple[str, ...] = ()
) -> tuple[Bar, ...]:
    return bars_of(timelines(it, query, topics)[step])


@pytest.mark.parametrize(("step", "counts"), [("day", 3), ("week", 3), ("month", 4), ("year", 5)])
def test_every_article_is_counted_once(collection: Collection, step: Step, counts: int) -> None:
    found = timelines(collection, EVERYTHING)[step]
    assert found.count == counts == sum(bar.count for bar in bars_of(found))
    assert found.count + found.vague + found.undated == 7
    assert found.undated == 2


@pytest.mark.parametrize("step", STEPS)
def test_bars_follow_each_other_without_a_day_between(step: Step) -> None:
    found = bars(collected("0001-01-01", "1999-12-31", "2000-02-29", "2026-02-08", "9999-12-31"), step)
    assert found[0].start == date.min
    assert found[-1].end == date.max
    assert all(one.end + timedelta(days=1) == two.start for one, two in pairwise(found))
    assert all(bar.gap or number_of(bar.start, step) == number_of(bar.end, step) for bar in found)


@pytest.mark.parametrize("step", STEPS)
def test_steps_are_numbered_as_the_calendar_has_them(step: Step) -> None:
    for day in (date.min, date(1900, 2, 28), date(2024, 2, 29), date(2025, 12, 29), date.max):
        number = number_of(day, step)
        assert first_day(number, step) <= day <= last_day(number, step)
        if last_day(number, step) < date.max:
            assert number_of(last_day(number, step) + timedelta(days=1), step) == number + 1


def test_a_week_begins_on_monday_and_runs_over_the_new_year(collection: Collection) -> None:
    first = bars(collection, "week")[0]
    assert (first.start, first.end, first.count) == (date(2025, 12, 29), date(2026, 1, 4), 2)


def test_topics_have_their_parts_of_what_the_query_wants(collection: Collection) -> None:
    found = bars(collection, "month", t.Topic("energy"), ("energy", "agriculture"))
    assert [(bar.count, bar.parts) for bar in found] == [(1, (1, 0)), (1, (1, 1))]


def test_an_article_that_has_several_of_the_topics_is_counted_once_in_its_bar() -> None:
    it = loaded(
        row(1, "a", "2026-01-01", topics=("energy", "agriculture")),
        row(2, "b", "2026-01-02", topics=("energy",)),
        row(3, "c", "2026-01-03", topics=("health",)),
        row(4, "d", "2026-02-01", topics=("energy", "agriculture", "health")),
    )
    found = timelines(it, EVERYTHING, ("energy", "agriculture"))["month"]
    told = [(bar.count, bar.together, bar.parts) for bar in bars_of(found)]
    assert told == [(3, 2, (2, 1)), (1, 1, (1, 1))]
    assert found.most == 2, "the axis goes up to the articles of the highest bar"
    assert found.together(0, 1) == 3


def test_what_bars_have_together_is_what_each_has(collection: Collection) -> None:
    found = timelines(collection, EVERYTHING, ("energy",))["day"]
    every = bars_of(found)
    for first in range(len(every)):
        for last in range(first, len(every)):
            inside = every[first : last + 1]
            parts = (sum(bar.parts[0] for bar in inside),)
            assert found.counted(first, last) == (sum(bar.count for bar in inside), parts)


def test_of_many_empty_steps_one_bar_is_left() -> None:
    day = date(2026, 1, 1)
    near, far = day + timedelta(days=GAP), day + timedelta(days=GAP + 1 + GAP)
    found = bars(collected(day.isoformat(), near.isoformat(), far.isoformat()), "day")
    assert len(found) == 1 + GAP + 2
    assert [bar.count for bar in found if bar.count] == [1, 1, 1]
    assert [bar for bar in found if bar.gap] == [
        Bar(near + timedelta(days=1), far - timedelta(days=1), 0, (), True)
    ]


@pytest.mark.parametrize("step", STEPS)
def test_a_day_is_found_where_its_bar_is(step: Step) -> None:
    found = timelines(collected("0001-01-01", "2025-12-31", "2026-02-08", "9999-12-31"), EVERYTHING)[step]
    for place, bar in enumerate(bars_of(found)):
        assert found.place(bar.start) == found.place(bar.end) == place
    later = timelines(collected("2025-12-31", "2026-02-08"), EVERYTHING)[step]
    assert later.place(date(2020, 1, 1)) == 0
    assert later.place(date(2030, 1, 1)) == len(later) - 1


def test_the_fullest_bar_of_a_span_is_the_latest_of_such() -> None:
    found = timelines(
        collected("2026-01-02", "2026-01-02", "2026-01-05", "2026-01-05", "2026-01-09"), EVERYTHING
    )
    days = found["day"]
    assert days.bar(days.fullest(date(2026, 1, 1), date(2026, 1, 31))).start == date(2026, 1, 5)
    assert days.bar(days.fullest(date(2026, 1, 6), date(2026, 1, 7))).start == date(2026, 1, 7)


def test_dates_that_were_misread_do_not_make_millions_of_days() -> None:
    it = collected("0001-01-01", "2025-12-31", "2026-01-01", "9999-12-31", "0001/9999")
    tracemalloc.start()
    found = timelines(it, EVERYTHING)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000
    for step in STEPS:
        assert len(found[step]) <= 6
        assert found[step].count == 4
        assert found[step].vague == 1


def test_nothing_that_is_dated_has_no_bars() -> None:
    for step, found in timelines(collected("XXXX-05-08"), EVERYTHING, ("energy",)).items():
        assert (found.step, len(found), found.count, found.most, found.undated) == (step, 0, 0, 0, 1)
        with pytest.raises(IndexError):
            found.bar(0)


def test_a_question_that_is_stopped_counts_nothing(collection: Collection) -> None:
    assert not any(len(found) for found in timelines(collection, EVERYTHING, stop=lambda: True).values())
