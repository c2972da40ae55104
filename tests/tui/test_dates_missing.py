"""Of a day or a month that no calendar has it is said that there is none, not how dates are written."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.query.errors import QueryError
from annotations.query.parser import parse
from tui.words import Words

TODAY = date(2026, 2, 11)
WORDS = Words("en")


def said(error: QueryError) -> str:
    return WORDS(f"problem.{error.code}", **error.values)


def told(query: str) -> str:
    with pytest.raises(QueryError) as caught:
        parse(query, today=TODAY)
    return said(caught.value)


@pytest.mark.parametrize(
    ("typed", "none", "why"),
    [
        ("31/2/2025", "31/2/2025", "that month has 28 days"),
        ("29/02/2025", "29/02/2025", "that month has 28 days"),
        ("30/2/2024", "30/2/2024", "that month has 29 days"),
        ("2025-02-31", "2025-02-31", "that month has 28 days"),
        ("2025-11-31", "2025-11-31", "that month has 30 days"),
        ("0/2/2025", "0/2/2025", "that month has 28 days"),
        ("32.1.2025", "32.1.2025", "that month has 31 days"),
        ("2025/2/31", "2025/2/31", "that month has 28 days"),
        ("31/2", "31/2", "that month has 29 days"),
        ("14/13/2025", "14/13/2025", "a year has 12 months"),
        ("2025-13", "2025-13", "a year has 12 months"),
        ("2025-13-01", "2025-13-01", "a year has 12 months"),
        ("13/2025", "13/2025", "a year has 12 months"),
        ("2025-00", "2025-00", "a year has 12 months"),
        ("1/2/2025..31/2/2025", "31/2/2025", "that month has 28 days"),
        ('"1/2/2025 - 31/2/2025"', "31/2/2025", "that month has 28 days"),
        (">=31/2/2025", "31/2/2025", "that month has 28 days"),
    ],
)
def test_a_day_or_month_that_is_in_no_calendar(typed: str, none: str, why: str) -> None:
    assert told(f"lng date:{typed}") == f"Column 10: there is no “{none}”: {why}."
    assert "there is no" in told(f"date:{typed} lng added:2025")


def test_month_and_day_the_other_way_round_are_offered() -> None:
    with pytest.raises(QueryError) as caught:
        parse("date:11/25/2025 lng", today=TODAY)
    error = caught.value
    assert (error.position, error.end, error.suggestion) == (5, 15, "25/11/2025")
    sentence = "Column 6: there is no “11/25/2025”: a year has 12 months. Did you mean “25/11/2025”?"
    assert said(error) == sentence


@pytest.mark.parametrize(
    "typed", ["qqq", "từ", "XXXX-05-08", "2025-11..zzz", "1/1/0000", "0000-13", "9" * 40]
)
def test_what_is_no_date_at_all_is_told_how_dates_are_written(typed: str) -> None:
    assert "is no date" in told(f"date:{typed}")


@pytest.mark.parametrize("typed", ["29/2/2024", "29/2", "11/25", "31/12/2025", "2025-12-31", "12/2025"])
def test_what_there_is_is_read(typed: str) -> None:
    parse(f"date:{typed}", today=TODAY)
