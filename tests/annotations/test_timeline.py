"""Articles over time: each is in one bar, or has no year, or a date that is wider than a bar."""

from datetime import date
from itertools import pairwise

import pytest

from annotations.collection import Collection
from annotations.query import tree as t
from annotations.query.whole import EVERYTHING
from annotations.timeline import STEPS, Step, after, end_of, step_of, timeline
from tests.annotations.fake_library import FakeLibrary, row


@pytest.fixture
def collection() -> Collection:
    it = Collection(
        FakeLibrary(
            row(1, "a", "2025-12-31", topics=("energy",)),
            row(2, "b", "2026-01-01", topics=("energy", "agriculture")),
            row(3, "c", "2026-02-08?"),
            row(4, "d", "2026-02"),
            row(5, "e", "2026"),
            row(6, "f", "XXXX-05-08"),
            row(7, "g"),
        )
    )
    it.load()
    return it


@pytest.mark.parametrize(("step", "counts"), [("day", 3), ("week", 3), ("month", 4), ("year", 5)])
def test_every_article_is_counted_once(collection: Collection, step: Step, counts: int) -> None:
    found = timeline(collection, EVERYTHING, step)
    assert found.count == counts
    assert found.count + found.vague + found.undated == 7
    assert found.undated == 2


@pytest.mark.parametrize("step", STEPS)
def test_bars_follow_each_other_without_a_gap(collection: Collection, step: Step) -> None:
    bars = timeline(collection, EVERYTHING, step).bars
    assert all(after(one.start, step) == two.start for one, two in pairwise(bars))
    assert all(step_of(bar.end, step) == bar.start and end_of(bar.start, step) == bar.end for bar in bars)


def test_a_week_begins_on_monday_and_runs_over_the_new_year(collection: Collection) -> None:
    first = timeline(collection, EVERYTHING, "week").bars[0]
    assert (first.start, first.end, first.count) == (date(2025, 12, 29), date(2026, 1, 4), 2)


def test_topics_have_their_parts_of_what_the_query_wants(collection: Collection) -> None:
    bars = timeline(collection, t.Topic("energy"), "month", ("energy", "agriculture")).bars
    assert [(bar.count, bar.parts) for bar in bars] == [(1, (1, 0)), (1, (1, 1))]


def test_a_date_that_was_misread_does_not_make_a_million_days() -> None:
    it = Collection(FakeLibrary(row(1, "a", "0001-01-01"), row(2, "b", "9999-12-31")))
    it.load()
    for step in STEPS:
        found = timeline(it, EVERYTHING, step)
        assert len(found.bars) <= 20_001
        assert found.count + found.vague == 2
