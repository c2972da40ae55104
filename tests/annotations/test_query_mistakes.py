"""What is said of queries that mean nothing, and what is made of those that are being typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.query import tree as t
from annotations.query.parser import QueryError, parse, parse_typed
from tests.annotations.query_strategies import TODAY, any_queries
from tests.annotations.test_query_language import read


@pytest.mark.parametrize(
    "text",
    [
        "lng topci:energy",
        "date:lst week x",
        "date:las week",
        "topic:enrgy x",
        "is:unred",
        "view:Tuan nay",
        "chủ đề:energy",
    ],
)
def test_what_was_probably_meant_can_be_put_in_its_place(text: str) -> None:
    views = {"Tuần này nữa": "date:this week"}
    with pytest.raises(QueryError) as caught:
        read(text, views=views)
    error = caught.value
    mended = f"{text[: error.position]}{error.suggestion}{text[error.end :]}"
    assert not isinstance(
        read(mended if mended[-1:] != ":" else f"{mended}energy", views=views), t.Everything
    )


@pytest.mark.parametrize(("word", "meant"), [("nope", None), ("todya", "today"), ("las week", "last week")])
def test_only_a_close_word_is_suggested_for_a_date(word: str, meant: str | None) -> None:
    with pytest.raises(QueryError) as caught:
        parse(f"date:{word}", today=TODAY)
    assert caught.value.suggestion == meant


@given(any_queries, st.integers(0, 80))
@settings(max_examples=200, deadline=None)
def test_what_is_typed_is_always_read_but_for_its_mistakes(text: str, length: int) -> None:
    tree, mistake = parse_typed(text[:length], today=TODAY)
    if mistake is None:
        assert tree == parse(text[:length], today=TODAY, typing=True)
    assert t.all_of(tree) == tree


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("topci:", ""),
        ("topci:energy", ""),
        ("lng topci:energy", "lng"),
        ("lng -topci:energy is:unread", "lng is:unread"),
        ("lng topci: energy is:unread", "lng is:unread"),
        ('topci:"a b" lng ', "lng"),
        ("(lng OR topic:enrgy) is:unread ", "lng is:unread"),
        ("lng date:20", "lng"),
        ("date:lst is:unrad (lng) ", "lng"),
        ("chủ đề:năng lượng", ""),
        ("topci:energy lng than is:unread", "is:unread"),
        ("topic:enrgy lng OR than ", "than"),
        ('topci:(a (b ")") c) lng ', "lng"),
        ("date:lst week -lng", "-lng"),
        ("lng sort:title sort:ol", "lng sort:title"),
        ("sort:title sort:oldest", "sort:title"),
        ("lng) x ", "lng x"),
        ("lng chủ đề:năng x ", "lng"),
        ("lng ngày đọc:2025", "lng"),
        ("view:vòng lng ", "lng"),
    ],
)
def test_a_mistake_leaves_the_rest_of_what_is_typed(text: str, rest: str) -> None:
    tree, mistake = parse_typed(text, today=TODAY, views={"vòng": "view:vòng"})
    assert mistake is not None
    assert tree == read(rest)


def test_a_value_with_blanks_is_not_torn_apart_while_it_is_typed() -> None:
    known = {"source": ["Tiền Phong"], "tag": ["đọc lại"]}
    for typed, tree in {
        "source:tiền ph": t.Words("tiền ph", "source", prefix=True),
        "tag:đọc l": t.Tag("đọc l"),
        "topic:thuế q": t.Topic("tariffs_trade"),
    }.items():
        assert read(f"lng {typed}", typing=True, known=known) == t.And((t.Words("lng"), tree))


@pytest.mark.parametrize(
    ("text", "position", "code", "suggestion"),
    [
        ("lng topci:energy", 4, "query-field-near", "topic:"),
        ("xyzzy:1", 0, "query-field", None),
        ("ogr:vtc", 0, "query-field-near", "org:"),
        ("auth:x", 0, "query-field-near", "author:"),
        ("state:read", 0, "query-field-near", "is:"),  # not "date:", which is written much like it
        ("city:hue", 0, "query-field-near", "place:"),
        ("until:2025", 0, "query-field-near", "date:"),
        ("tac:x", 0, "query-field-near", "tác-giả:"),
        ("nhaãn:x", 0, "query-field-near", "nhãn:"),
        ("qqq:x", 0, "query-field", None),
        ("topic:enrgy", 6, "query-topic-near", "energy"),
        ("date:lst week", 5, "query-date-near", "last week"),
        ("date:2025-11..2024 lng", 5, "query-date-turned-near", "2024..2025-11"),
        ('-date:"hôm nay - hôm qua"', 6, "query-date-turned-near", "hom qua..hom nay"),
        ("lng ngày đọc:today", 4, "query-field-near", "ngày-đọc:"),
        ("date:từ", 5, "query-date", None),  # not "tuần này"
        ("date:30/2/2025", 5, "query-date-day", None),
        ("date:XXXX-05-08", 5, "query-date", None),
        ("is:unred", 3, "query-is-near", "unread"),
        ("has:x", 4, "query-has", None),
        ("sort:tittle", 5, "query-sort-near", "title"),
        ("a tag:", 2, "query-value", None),
        ('x "abc', 2, "query-quote-open", None),
        ("x (a", 2, "query-paren-open", None),
        ("a)", 1, "query-paren-unexpected", None),
        ("a OR", 2, "query-or-alone", None),
        ("OR a", 0, "query-or-alone", None),
        ("a AND", 2, "query-and-alone", None),
        ("AND a", 0, "query-and-alone", None),
        ("a AND AND b", 2, "query-and-alone", None),
        ("a AND OR b", 2, "query-and-alone", None),
        ("(a AND)", 3, "query-and-alone", None),
        ("NOT", 0, "query-not-alone", None),
        ("a NOT ", 2, "query-not-alone", None),
        ("NOT OR a", 0, "query-not-alone", None),
        ("a NOT …", 2, "query-not-alone", None),
        ("-", 0, "query-not-alone", None),
        ("rào -", 4, "query-not-alone", None),
        ("(rào - )", 5, "query-not-alone", None),
        ("()", 0, "query-nothing", None),
        ("a (…)", 2, "query-nothing", None),
        ("topic:(energy ())", 14, "query-nothing", None),
        ('""', 0, "query-nothing", None),
        ('a "…"', 2, "query-nothing", None),
        (" … ", 1, "query-nothing", None),
        ("title:…", 0, "query-value", None),
        ("a text:*", 7, "query-always", None),
        ("id:* a", 3, "query-always", None),
        ("path:*", 5, "query-always", None),
        ("sort:datte", 5, "query-sort-near", "date"),
        ("sort:moi-nhat1", 5, "query-sort-near", "mới-nhất"),
        ("is:none", 3, "query-is", None),
        ("has:không-có", 4, "query-has", None),
        ('title:""', 6, "query-nothing", None),
        ("a OR sort:title", 5, "query-sort-inside", None),
        ("sort:oldest a sort:title", 14, "query-sort-twice", None),
        ("topci:", 0, "query-field-near", "topic:"),
        ("lng chủ đề:năng lượng", 4, "query-field-near", "chủ-đề:"),
        ("-tổ chức: x", 1, "query-field-near", "tổ-chức:"),
        ("lng foo:", 4, "query-field", None),
        ("(foo:)", 1, "query-field", None),
        ("topci: energy", 0, "query-field-near", "topic:"),
        ("topic:t", 6, "query-topic-several", None),
        ("topic:trade", 6, "query-topic-near", "tariffs_trade"),
        ("topic:()", 0, "query-value", None),
        ("lng topic:(energy OR dplomacy)", 21, "query-topic-near", "diplomacy"),
        ("-sort:title", 0, "query-sort-inside", None),
        ("view:nope", 5, "query-view", None),
        ("(" * 60, 40, "query-too-deep", None),
    ],
)
def test_a_mistake_says_where_it_is_and_what_was_meant(
    text: str, position: int, code: str, suggestion: str | None
) -> None:
    with pytest.raises(QueryError) as caught:
        read(text)
    assert (caught.value.position, caught.value.code, caught.value.suggestion) == (position, code, suggestion)


def test_every_mistake_has_its_sentence() -> None:
    from tui.sentences import problem_in_words
    from tui.words import Words

    words = Words("en")
    texts = [
        "topci:a",
        "topci:",
        "topic:t",
        "sort:title sort:oldest",
        "xyzzy:1",
        "topic:enrgy",
        "topic:qqqq",
        "date:lst week",
        "date:qqq",
        "path:*",
        'id:""',
        "date:2025..2024",
        "is:unred",
    ]
    texts += [
        "is:q",
        "has:q",
        "has:notee",
        "sort:q",
        "sort:titl",
        "tag:",
        '"a',
        "(a",
        "a)",
        "a OR",
        "a AND",
        "NOT",
        "()",
        "-sort:title",
    ]
    texts += ["view:q", "(" * 60]
    for text in texts:
        with pytest.raises(QueryError) as caught:
            read(text)
        sentence = problem_in_words(caught.value, words)
        assert sentence.startswith(f"Column {caught.value.position + 1}:"), text
        assert "{" not in sentence
