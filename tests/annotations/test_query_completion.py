"""Promises about what is offered while a query is typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.query import tree as t
from annotations.query.completion import MOST, complete, marked_at, typed_at
from annotations.query.dates import opening
from annotations.query.parser import parse
from tests.annotations.query_strategies import any_queries

TODAY = date(2026, 2, 11)
KNOWN = {
    "tag": {"đọc-lại": 2, "thuế quan": 5, "việc/lng": 1},
    "source": {"VTC News": 9, "Tiền Phong": 4, "Báo Công Thương": 3},
    "date": {"2026-02": 4, "2025-11": 12, "2025": 1},
    "person": {"Nguyễn Hồng Diên": 7},
    "topic": {"energy": 3},
}


def offered(text: str, cursor: int | None = None) -> list[str]:
    return [it.text for it in complete(text, len(text) if cursor is None else cursor, KNOWN)]


def accepted(text: str) -> str:
    """Return the text with the first thing that is offered taken."""
    first = complete(text, len(text), KNOWN)[0]
    return text[: first.start] + first.text + text[first.end :]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("top", "topic:"), ("chu", "chủ-đề:"), ("lng -ta", "lng -tag:"), ("(so", "(source:"),
        ("topic:en", "topic:energy"), ("topic:năng", "topic:Năng lượng"),
        ("chủ-đề:nang lu", "chủ-đề:Năng lượng"),
        ("tag:thu", 'tag:"thuế quan"'), ("tag:#doc", "tag:đọc-lại"), ("tag:", 'tag:"thuế quan"'),
        ("source:vt", "source:VTC News"), ("source:tiền ph", "source:Tiền Phong"),
        ("nguồn:phong", "nguồn:Tiền Phong"),
        ("is:un", "is:unread"), ("là:chưa", "là:chưa-đọc"), ("has:n", "has:note"), ("sort:ti", "sort:title"),
        ("date:2025", "date:2025-11"), ("date:last w", "date:last week"), ("ngày:tuan n", "ngày:tuần này"),
        ("person:hong", 'person:="Nguyễn Hồng Diên"'), ("x OR is:star", "x OR is:starred"),
    ],
)  # fmt: skip
def test_what_is_begun_is_offered(text: str, first: str) -> None:
    assert accepted(text) == first


@pytest.mark.parametrize(
    "text", ["", "t", "is:unread", "zzz", "tag:zzz", '"top', "hoa ", "xyz:a", "12:3", "topic:energy "]
)
def test_nothing_is_offered_for_what_is_whole_or_unknown_or_quoted(text: str) -> None:
    assert offered(text) == []


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("nội", []),
        ("đá", []),
        ("OR", []),
        ("NOT", []),
        ("a AND", []),
        ("t", []),
        ("noi", ["nơi:"]),
        ("nơ", ["nơi:"]),
        ("ngươ", ["người:"]),
        ("chủ", ["chủ-đề:"]),
        ("chu_d", ["chủ-đề:"]),
        ("chú", []),
        ("PERSO", ["person:"]),
        ("not", ["noted:", "note:"]),
        ("đo", ["đọc:"]),
        ("text", ["text:"]),
    ],
)
def test_fields_are_offered_for_what_begins_them_with_the_marks_that_are_typed(
    text: str, fields: list[str]
) -> None:
    assert offered(text) == fields


@pytest.mark.parametrize(
    ("text", "said", "start", "rest"),
    [
        ("đà nẵng", "đà nẵng", 0, ""),
        ("topic:energy đà nẵng", "đà nẵng", 13, "topic:energy"),
        ("source:VTC News đà", "đà", 16, "source:VTC News"),
        ("x OR đám", "đám", 5, ""),
        ("lng (đám", "đám", 5, ""),
        ("lng  đám", "lng đám", 0, ""),
        ('"đàm phán', None, 0, ""),
        ("-đám", None, 0, ""),
        ("đám ", None, 0, ""),
        ("lng", None, 0, ""),
        ("title:đám", None, 0, ""),
        ("đám lng -tag:x a", None, 0, ""),
    ],
)
def test_words_that_are_typed_with_marks_are_known_with_their_place(
    text: str, said: str | None, start: int, rest: str
) -> None:
    known = {"source": ["VTC News"]}
    found = marked_at(text, len(text), lambda text: parse(text, today=TODAY, typing=True, known=known))
    if said is None:
        assert found is None
    else:
        assert found is not None
        assert (found.start, found.exact, found.rest) == (start, t.Words(said, exact=True), rest)


@pytest.mark.parametrize("text", ['"topic:', '"lng topic:en', "“source:vt", 'lng "a" "date:', '"a" "top'])
def test_nothing_is_offered_within_quotes(text: str) -> None:
    assert typed_at(text, len(text)) is None
    assert offered(text) == []


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("lng topic:en", True),
        ("-topic:en", False),
        ("lng OR topic:en", False),
        ("topic:(energy OR en", False),
        ("date:2025-11..20", False),
        ("date:2025", True),
        ("entity:m", False),
    ],
)
def test_it_is_known_where_the_value_alone_says_what_is_found(text: str, plain: bool) -> None:
    found = typed_at(text, len(text))
    assert found is not None
    assert found.plain is plain


@pytest.mark.parametrize(
    ("text", "rest", "without"),
    [
        ("lng -topic:en", "lng", True),
        ("NOT topic:en", "", True),
        ("lng --topic:en", "lng", False),
        ("lng NOT -topic:en", "lng", False),
        ("lng topic:en", "lng", False),
    ],
)
def test_what_is_left_out_is_known_as_such(text: str, rest: str, without: bool) -> None:
    found = typed_at(text, len(text))
    assert found is not None
    assert (found.rest, found.without) == (rest, without)


def test_a_word_after_a_value_is_a_word_again() -> None:
    assert accepted("source:VTC News ta") == "source:VTC News tag:"


MONTHS = {"2026-02": 4, "2026-01": 7, "2025-12": 3, "2025-11": 12, "2024-02": 2, "2023": 1}
NEAR = ["today", "this week", "this month", "last month", "this year", "last year"]


def dates(text: str, counts: dict[str, int] | None = None) -> list[str]:
    known = {"date": MONTHS}
    return [it.text for it in complete(text, len(text), known, (), counts, TODAY)]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("date:", [*NEAR, "2025-12", "unknown"]),
        (
            "ngày:",
            [
                "hôm nay",
                "tuần này",
                "tháng này",
                "tháng trước",
                "năm nay",
                "năm ngoái",
                "2025-12",
                "không rõ",
            ],
        ),
        ("date:2", ["2026", "2025", "2024", "2026-02", "2026-01", "2025-12", "2025-11", "2024-02"]),
        ("date:2026", ["2026-02", "2026-01"]),
        ("date:2025-", ["2025-12", "2025-11"]),
        ("date:11", ["11/2025"]),
        ("date:02", ["02/2026", "02/2024"]),
        ("date:tháng 2", ["tháng 2/2026", "tháng 2/2024"]),
        ("ngày:thang n", ["tháng này"]),
        ("date:feb", ["February 2026", "February 2024"]),
        ("date:năm n", ["năm nay", "năm ngoái"]),
        ("date:kh", ["không rõ"]),
        ("date:2025-11..", ["2026-02", "2026-01", "2025-12", "2026", "2025"]),
        ("date:2025-11..2024", []),
        ("date:since 2025-", ["2025-12", "2025-11"]),
        ("ngày:từ tuần n", ["tuần này"]),
        ("date:>=2025-", ["2025-12", "2025-11"]),
        ("date:2025-11..2026-", ["2026-02", "2026-01"]),
        ("date:hôm qua..hôm n", ["hôm nay"]),
        ("added:y", ["yesterday", "this year", "last year"]),
    ],
)
def test_dates_are_offered_once_each_in_the_words_that_are_typed_the_newest_first(
    text: str, texts: list[str]
) -> None:
    value = text.partition(":")[2]
    start = "".join(value.rpartition("..")[:2]) or opening(value)
    assert dates(text) == [f"{start}{it}" for it in texts]


def test_of_words_for_dates_only_those_that_find_something_are_offered_until_one_is_typed() -> None:
    counts = dict.fromkeys(("today", "this week", "last month", "unknown"), 0) | MONTHS
    assert dates("date:", counts)[:4] == ["this month", "this year", "last year", "2026-01"]
    assert dates("date:tod", counts) == ["today"]
    none = dict.fromkeys((*NEAR, "yesterday", "last week", "this quarter", "last quarter"), 0)
    assert dates("date:", none | MONTHS)[-1] == "unknown"
    assert "năm kia" not in dates("date:", none)
    assert "năm kia" in [it.text for it in complete("ngày:", 5, {}, (), none, TODAY)]


def test_what_is_offered_is_in_the_language_of_the_field() -> None:
    assert offered("topic:")[0] == "energy"
    assert offered("chủ-đề:")[0] == "Năng lượng"
    assert offered("là:")[:3] == ["chưa-đọc", "đã-đọc", "sao"]


@pytest.mark.parametrize("word", ["từ", "trước", "sau", "đến", "since"])
def test_a_word_that_opens_a_range_is_offered_with_years(word: str) -> None:
    found = complete(f"date:{word}", 5 + len(word), KNOWN, today=TODAY)
    assert [it.label for it in found][:2] == [f"date:{word} 2026", f"date:{word} 2025"]
    typed = typed_at(f"date:{word}", 5 + len(word))
    assert typed is not None
    assert not typed.plain  # what it finds is not what the year alone does
    assert offered("date:to")[:2] == ["today", "to 2026"]


def test_values_are_offered_within_parentheses_and_a_whole_name_stays_one() -> None:
    assert offered("topic:(energy OR dip") == ["diplomacy"]
    assert accepted("lng topic:(en") == "lng topic:(energy"
    (it,) = complete("person:=hong", 12, KNOWN)
    assert (it.text, it.label) == ('="Nguyễn Hồng Diên"', 'person:="Nguyễn Hồng Diên"')


@pytest.mark.parametrize(
    "text", ["person:", "person:=", "tag:", "source:", "ngày:", "date:last", "sort:", "is:"]
)
def test_an_offer_shows_what_is_put_into_the_line(text: str) -> None:
    found = complete(text, len(text), KNOWN)
    assert found
    assert [it.label for it in found] == [f"{text[: it.start]}{it.text}" for it in found]


def test_nothing_in_a_field_is_offered_last_where_there_is_any() -> None:
    counts = {"energy": 3, "none": 40}
    found = complete("topic:", 6, {"topic": tuple(counts)}, (), counts)
    assert (len(found), found[0].text, found[-1].text, found[-1].count) == (MOST, "energy", "none", 40)
    assert [it.text for it in complete("nguồn:kh", 8, {"source": ("none",)}, (), {"none": 2})] == ["không-rõ"]
    assert complete("source:none", 11, {"source": ("none",)}, (), {"none": 2}) == ()
    assert complete("-top", 4, {})[0].label == "-topic:"


def test_counts_are_told_and_rank() -> None:
    assert [(it.label, it.count) for it in complete("source:", 7, KNOWN)] == [
        ("source:VTC News", 9), ("source:Tiền Phong", 4), ("source:Báo Công Thương", 3),
    ]  # fmt: skip
    assert complete("is:", 3, KNOWN)[0].count is None


def test_what_stands_after_the_cursor_stays_but_for_the_rest_of_the_word() -> None:
    (first, *_) = complete("topic:enx lng", 8, KNOWN)
    assert (first.text, first.start, first.end) == ("energy", 6, 9)


@given(any_queries, st.integers(0, 80))
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_what_is_offered_lies_in_it_and_there_are_few(text: str, cursor: int) -> None:
    found = complete(text, min(cursor, len(text)), KNOWN)
    assert len(found) <= MOST
    assert all(0 <= it.start <= it.end <= len(text) for it in found)


@pytest.mark.parametrize("field", ["tag", "source", "topic", "date", "is", "has", "sort", "person"])
def test_what_is_offered_is_read_back(field: str) -> None:
    names = {kind: tuple(values) for kind, values in KNOWN.items()}
    for letter in ("", *"abcdehlnstuv"):
        for it in complete(f"{field}:{letter}", len(field) + 1 + len(letter), KNOWN):
            tree = parse(f"{field}:{it.text} lng", today=TODAY, known=names)
            assert isinstance(tree, t.And) and not isinstance(tree.parts[0], t.Words), it


@pytest.mark.parametrize(
    ("text", "field", "value", "rest"),
    [
        ("lng topic:en", "topic", "en", "lng"),
        ("lng -nhãn:việ is:unread", "tag", "việ", "lng is:unread"),
        ("(a OR topic:en", "topic", "en", ""),
        ("a OR topic:en", "topic", "en", ""),
        ('person:="Ngu', "person", '="Ngu', ""),
    ],
)
def test_the_value_being_typed_is_known_with_the_query_around_it(
    text: str, field: str, value: str, rest: str
) -> None:
    typed = typed_at(text, text.index(value) + len(value))
    assert typed is not None
    assert (typed.field, typed.value, typed.rest) == (field, value, rest)


def test_names_are_offered_as_they_were_found_and_views_and_counts_by_their_ids() -> None:
    found = complete("place:hoa", 9, {"place": ("Mỹ",)}, (), {"Mỹ": 4})
    assert [(it.text, it.count) for it in found] == [("=Mỹ", 4)]
    found = complete("view:th", 7, {"view": ("Unread", "This month")}, (), {"This month": 3})
    assert [(it.text, it.count) for it in found] == [("This month", 3)]
    assert complete("kind:imp", 8, {}, (), {"yellow": 2})[0].count == 2
