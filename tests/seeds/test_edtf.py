"""Promises of the partial dates."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import edtf

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
SINGLES = st.one_of(
    DAYS.map(lambda d: d.isoformat()),
    DAYS.map(lambda d: f"{d:%Y-%m}"),
    DAYS.map(lambda d: f"{d:%Y}"),
    DAYS.map(lambda d: f"{d.year // 10}X"),
    st.tuples(DAYS, st.integers(33, 36)).map(lambda p: f"{p[0]:%Y}-{p[1]}"),
    DAYS.map(lambda d: f"XXXX-{d:%m-%d}"),
    DAYS.map(lambda d: f"XXXX-{d:%m}"),
)


@given(SINGLES, st.booleans())
def test_what_is_parsed_prints_as_it_was_written(text, inferred):
    text = text + "?" * inferred
    parsed = edtf.parse(text)
    assert parsed.edtf == text
    assert parsed.certain is not inferred
    assert edtf.parse(parsed.edtf) == parsed


@given(st.text(max_size=14))
def test_any_other_text_is_a_value_error(text):
    with suppress(ValueError):
        assert edtf.parse(text).edtf == text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-11-15", "2025-11-15", "2025-11-15"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2025-34", "2025-04-01", "2025-06-30"),
        ("2024-01/2024-09?", "2024-01-01", "2024-09-30"),
    ],
)
def test_a_date_knows_its_first_and_last_day(text, first, last):
    parsed = edtf.parse(text)
    assert (parsed.earliest, parsed.latest) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["", "XXXX", "2025-13", "2025-02-29", "2025-1-2", "25", "2025-11-14/2025-11-12", "2025/XXXX-05", "٢٠٢٥"],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        edtf.parse(text)


def test_a_day_without_a_year_may_be_a_leap_day_and_overlaps_nothing():
    leap = edtf.parse("XXXX-02-29")
    assert leap.earliest is None
    assert not edtf.overlaps(leap, None, None)


@given(DAYS, st.integers(0, 400), DAYS, st.integers(0, 400))
def test_dates_overlap_when_a_day_is_in_both(first, length, second, other):
    one = edtf.of_days(first, first + timedelta(length))
    two = edtf.of_days(second, second + timedelta(other))
    days = {first + timedelta(n) for n in range(length + 1)}
    shared = any(second + timedelta(n) in days for n in range(other + 1))
    assert edtf.overlaps(one, edtf.of_day(second), edtf.of_day(second + timedelta(other))) is shared
    assert edtf.overlaps(one, two, two) is shared
    assert edtf.overlaps(one, edtf.of_day(first), None) and edtf.overlaps(one, None, edtf.of_day(first))


def test_helpers_give_the_month_and_year_a_date_lies_in():
    assert edtf.month_of(edtf.parse("2025-11-15")) == edtf.parse("2025-11")
    assert edtf.month_of(edtf.parse("2025")) is None
    assert edtf.year_of(edtf.parse("2025-33")) == 2025
    assert edtf.of_quarter(2025, 2).edtf == "2025-34"
    assert edtf.week_of(date(2025, 11, 12)).edtf == "2025-11-10/2025-11-16"
    assert edtf.unsure(edtf.parse("2024-01/2024-09")).edtf == "2024-01?/2024-09?"
