"""Promises about dates in a query: imprecise ones and words mean their whole span."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.query import dates
from annotations.query.dates import read_span

WEDNESDAY = date(2026, 2, 11)


def span(text: str, today: date = WEDNESDAY) -> tuple[str, str] | None:
    found = read_span(text, today)
    if found is None:
        return None
    first = found.start.earliest if found.start else None
    last = found.end.latest if found.end else None
    return str(first), str(last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("năm 2025", "2025-01-01", "2025-12-31"),
        ("2025-11", "2025-11-01", "2025-11-30"),
        ("11/2025", "2025-11-01", "2025-11-30"),
        ("tháng 11/2025", "2025-11-01", "2025-11-30"),
        ("tháng 11 năm 2025", "2025-11-01", "2025-11-30"),
        ("Nov 2025", "2025-11-01", "2025-11-30"),
        ("tháng mười một 2025", "2025-11-01", "2025-11-30"),
        ("tháng 11", "2025-11-01", "2025-11-30"),
        ("tháng 2", "2026-02-01", "2026-02-28"),
        ("14/11/2025", "2025-11-14", "2025-11-14"),
        ("14-11-2025", "2025-11-14", "2025-11-14"),
        ("14.11.25", "2025-11-14", "2025-11-14"),
        ("ngày 14 tháng 11 năm 2025", "2025-11-14", "2025-11-14"),
        ("2025/11/14", "2025-11-14", "2025-11-14"),
        ("14 Nov 2025", "2025-11-14", "2025-11-14"),
        ("14/11", "2025-11-14", "2025-11-14"),
        ("10/2", "2026-02-10", "2026-02-10"),
        ("29/2", "2024-02-29", "2024-02-29"),
        ("quý 4/2025", "2025-10-01", "2025-12-31"),
        ("Quý IV năm 2025", "2025-10-01", "2025-12-31"),
        ("Q4 2025", "2025-10-01", "2025-12-31"),
        ("2025-q4", "2025-10-01", "2025-12-31"),
        ("2025-36", "2025-10-01", "2025-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2010s", "2010-01-01", "2019-12-31"),
        ("2020-2022", "2020-01-01", "2022-12-31"),
        (">2020", "2021-01-01", "None"),
        (">= 11/2025", "2025-11-01", "None"),
        ("<2025-11", "None", "2025-10-31"),
        ("<=hôm qua", "None", "2026-02-10"),
        ("thứ hai", "2026-02-09", "2026-02-09"),
        ("Thứ Tư", "2026-02-11", "2026-02-11"),
        ("thu 5", "2026-02-05", "2026-02-05"),
        ("Sunday", "2026-02-08", "2026-02-08"),
        ("2025-11-15?", "2025-11-15", "2025-11-15"),
        ("today", "2026-02-11", "2026-02-11"),
        ("hôm nay", "2026-02-11", "2026-02-11"),
        ("hom qua", "2026-02-10", "2026-02-10"),
        ("this week", "2026-02-09", "2026-02-15"),
        ("tuần này", "2026-02-09", "2026-02-15"),
        ("last week", "2026-02-02", "2026-02-08"),
        ("tháng trước", "2026-01-01", "2026-01-31"),
        ("this quarter", "2026-01-01", "2026-03-31"),
        ("quý trước", "2025-10-01", "2025-12-31"),
        ("năm ngoái", "2025-01-01", "2025-12-31"),
        ("7d", "2026-02-05", "2026-02-11"),
        ("7 ngày qua", "2026-02-05", "2026-02-11"),
        ("last 2 weeks", "2026-01-29", "2026-02-11"),
        ("1m", "2026-01-12", "2026-02-11"),
        ("1y", "2025-02-12", "2026-02-11"),
        ("2025-11..2026-02", "2025-11-01", "2026-02-28"),
        ("tháng 11/2025 .. hôm nay", "2025-11-01", "2026-02-11"),
        ("1/11/2025 - 30/11/2025", "2025-11-01", "2025-11-30"),
        ("1/11/2025 – 30/11/2025", "2025-11-01", "2025-11-30"),
        ("1/11/2025-30/11/2025", "2025-11-01", "2025-11-30"),
        ("1/11 - 30/11/2025", "2025-11-01", "2025-11-30"),
        ("1/11–30/11/2025", "2025-11-01", "2025-11-30"),
        ("giữa 2024 và 2025", "2024-01-01", "2025-12-31"),
        ("between November and December 2025", "2025-11-01", "2025-12-31"),
        ("giữa 1/11 và 30/11/2025", "2025-11-01", "2025-11-30"),
        ("từ 1/11 đến 30/11/2025", "2025-11-01", "2025-11-30"),
        ("từ tháng 11/2025 đến tháng 2/2026", "2025-11-01", "2026-02-28"),
        ("tháng 11 - tháng 12/2025", "2025-11-01", "2025-12-31"),
        ("2025 - 2026", "2025-01-01", "2026-12-31"),
        ("11/25", "2025-11-01", "2025-11-30"),
        ("tháng 5/09", "2009-05-01", "2009-05-31"),
        ("11/99", "1999-11-01", "1999-11-30"),
        ("28/12 - 3/1/2026", "2025-12-28", "2026-01-03"),
        ("28/12-3/1/26", "2025-12-28", "2026-01-03"),
        ("..2025", "None", "2025-12-31"),
        ("từ 11/2025", "2025-11-01", "None"),
        ("since last week", "2026-02-02", "None"),
        ("sau 2020", "2021-01-01", "None"),
        ("before 2020", "None", "2019-12-31"),
        ("đến tháng 11/2025", "None", "2025-11-30"),
        ("thập niên 2010", "2010-01-01", "2019-12-31"),
        ("3 days ago", "2026-02-08", "2026-02-08"),
        ("2 tháng trước", "2025-12-01", "2025-12-31"),
        ("2025-11..", "2025-11-01", "None"),
    ],
)
def test_a_date_means_its_whole_span(text: str, first: str, last: str) -> None:
    assert span(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "xyz",
        "31/2/2025",
        "13/2025",
        "2025-13",
        "0d",
        "tháng 13",
        "XXXX-05-08",
        "unknown..2025",
        "13/25",
        "2025 -",
        "- 2025",
        "x - 2025",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert span(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2025-11..2024", "2024..2025-11"),
        ("30/11/2025 - 1/11/2025", "2025-11-01..2025-11-30"),
        ("30/11 - 1/11/2025", "2025-11-01..2025-11-30"),
        ("giữa 2025 và 2024", "2024..2025"),
        ("hôm nay..hôm qua", "hôm qua..hôm nay"),
        ("Today .. Yesterday", "Yesterday..Today"),
        ("hôm nay đến 2020", "2020..hom nay"),
        ("2025-11..2025", None),
        ("2024..2025-11", None),
        ("2025-11..", None),
        ("2025-11..x", None),
        ("2025", None),
    ],
)
def test_a_range_that_goes_backwards_is_none_and_it_is_known_what_was_meant(
    text: str, meant: str | None
) -> None:
    assert dates.right_way(text, WEDNESDAY) == meant
    if meant is not None:
        assert span(text) is None
        assert span(meant) is not None


@pytest.mark.parametrize("text", ["unknown", "không rõ", "khong ro nam", "undated"])
def test_the_unknown_has_words(text: str) -> None:
    found = read_span(text, WEDNESDAY)
    assert found is not None
    assert found.unknown


def test_a_month_ago_from_the_thirty_first_is_a_day_that_exists() -> None:
    assert span("1m", date(2026, 3, 31)) == ("2026-03-01", "2026-03-31")


@given(st.text(max_size=30) | st.sampled_from(dates.known_phrases()), st.dates(date(1, 1, 1)))
@settings(max_examples=200, deadline=None)
def test_no_text_and_no_day_break_the_reading(text: str, today: date) -> None:
    found = read_span(text, today)
    assert found is None or found.unknown or found.start or found.end


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_every_phrase_of_the_table_means_something_on_every_day(today: date) -> None:
    for phrase in dates.known_phrases():
        assert read_span(phrase, today) is not None, phrase


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("14/11", "2024-11-14", "2024-11-14"),
        ("tháng 11", "2024-11-01", "2024-11-30"),
        ("14 tháng 11", "2024-11-14", "2024-11-14"),
        ("quý 2", "2024-04-01", "2024-06-30"),
        ("may", "2024-05-01", "2024-05-31"),
        ("29/2", "2024-02-29", "2024-02-29"),
    ],
)
def test_what_is_written_without_a_year_can_be_of_any(text: str, first: str, last: str) -> None:
    found = dates.in_year(text, 2024, WEDNESDAY)
    assert found is not None and found.start is not None
    assert (str(found.start.earliest), str(found.start.latest)) == (first, last)


@pytest.mark.parametrize(
    "text", ["11/2025", "7d", "last week", "2025", "today", "x", "unknown", "10/2 - 11/2"]
)
def test_what_has_a_year_or_needs_none_is_not_put_into_another(text: str) -> None:
    assert dates.in_year(text, 2024, WEDNESDAY) is None
    assert dates.in_year("29/2", 2025, WEDNESDAY) is None
