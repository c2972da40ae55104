"""Promises of the query language: what its texts mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.query import tree as t
from annotations.query.matcher import matches
from annotations.query.parser import QueryError, parse
from annotations.query.printer import print_query
from seeds import edtf
from seeds.topic_names import OwnTopic
from tests.annotations.query_strategies import PIECES, TODAY, any_queries, articles, good_queries


def read(text: str, **more: object) -> t.Query:
    return parse(text, today=TODAY, **more)


def read_date(text: str) -> t.Within:
    return t.Within("date", edtf.parse(text), edtf.parse(text))


@given(any_queries, st.booleans())
@settings(max_examples=250, deadline=None)
def test_no_input_crashes_the_parser(text: str, typing: bool) -> None:
    try:
        tree = parse(text, today=TODAY, typing=typing)
    except QueryError as error:
        assert 0 <= error.position <= error.end <= len(text) * 3
    else:
        assert print_query(tree) is not None


_BITS = [
    "a",
    "OR",
    "AND",
    "NOT",
    "-",
    "(",
    ")",
    '"',
    '""',
    "…",
    "*",
    "title:",
    "tag:",
    "note:",
    "topic:(",
    " ",
]


@given(st.lists(st.sampled_from(_BITS), max_size=8).map("".join) | any_queries, st.sampled_from(["", " "]))
@settings(max_examples=400, deadline=None)
def test_only_nothing_asks_for_every_article(text: str, apart: str) -> None:
    try:
        tree = read(apart.join(text) if len(text) < 12 else text)
    except QueryError:
        return
    assert tree != t.EVERYTHING or not text.strip()


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["  ", "\n", "\t ", "\u00a0"]))
@settings(max_examples=200, deadline=None)
def test_white_space_does_not_matter(pieces: list[str], blank: str) -> None:
    def outcome(text: str) -> object:
        try:
            return read(text)
        except QueryError as error:
            return error.code

    assert outcome(" ".join(pieces)) == outcome(blank + blank.join(pieces) + blank)


@given(any_queries)
@settings(max_examples=250, deadline=None)
def test_what_is_printed_is_read_as_the_same(text: str) -> None:
    try:
        tree = read(text)
    except QueryError:
        return
    printed = print_query(tree)
    again = read(printed)
    assert print_query(again) == printed
    # Words that cannot be written bare (``.À``) are quoted, without their marks: they mean the same.
    if not any(mark in text for mark in "\"“«„:*'.="):
        assert again == tree


@given(good_queries())
@settings(max_examples=200, deadline=None)
def test_a_good_query_prints_as_one_that_means_the_same_tree(text: str) -> None:
    tree = read(text)
    assert read(print_query(tree)) == tree


@given(good_queries(), good_queries(), articles())
@settings(max_examples=200, deadline=None)
def test_more_conditions_never_find_more(one: str, two: str, article: object) -> None:
    both = matches(read(f"({one}) ({two})"), article)
    first, second = (matches(read(text), article) for text in (one, two))
    either = matches(read(f"({one}) OR ({two})"), article)
    assert both == (first and second)
    assert either == (first or second)
    assert matches(read(f"-({one})"), article) != first


@given(good_queries(), st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_half_a_query_is_read_while_it_is_typed_or_its_mistake_named(text: str, length: int) -> None:
    try:
        parse(text[:length], today=TODAY, typing=True)
    except QueryError as error:
        assert error.code.removesuffix("-near") not in (
            "query-quote-open",
            "query-paren-open",
            "query-or-alone",
            "query-and-alone",
            "query-not-alone",
            "query-nothing",
        )


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", t.EVERYTHING),
        ("  ", t.EVERYTHING),
        ("hoa kỳ", t.And((t.Words("hoa"), t.Words("kỳ")))),
        ('"dam phan"', t.Words("dam phan")),
        ('"đàm phán"', t.Words("đàm phán", exact=True)),
        ("lng*", t.Words("lng", prefix=True)),
        ("a OR b c", t.Or((t.Words("a"), t.And((t.Words("b"), t.Words("c")))))),
        ("(a OR b) c", t.And((t.Or((t.Words("a"), t.Words("b"))), t.Words("c")))),
        ("-tag:done", t.Not(t.Tag("done"))),
        ("tag:#todo", t.Tag("todo")),
        ("nhãn:todo", t.Tag("todo")),
        ("chủ đề", t.And((t.Words("chủ"), t.Words("đề")))),
        ("topic:energy", t.Topic("energy")),
        ("topic:năng lượng", t.Topic("energy")),
        ("chủ-đề:energy", t.Topic("energy")),
        ("chu_de:Energy", t.Topic("energy")),
        ("người:Diên", t.Words("Diên", "person")),
        ('tổ-chức:"Bộ Công Thương"', t.Words("Bộ Công Thương", "org", exact=True)),
        ("nơi:huế", t.Words("huế", "place")),
        ("ghi-chú:LNG", t.Words("LNG", "note")),
        ('person:="Nguyễn Hồng Diên"', t.Entity("Nguyễn Hồng Diên", "PERSON")),
        ("place:=usa", t.Entity("usa", "PLACE", typed=True)),
        ("place:==usa", t.Entity("usa", "PLACE")),
        ("place:=Mỹ", t.Entity("Mỹ", "PLACE")),
        ("source:none", t.Source(None)),
        ("source:* a", t.And((t.Not(t.Source(None)), t.Words("a")))),
        ("tag:none", t.Not(t.Has("tag"))),
        ("-nhãn:không rõ a", t.And((t.Has("tag"), t.Words("a")))),
        ("nhãn:*", t.Has("tag")),
        ("author:none", t.Missing("author")),
        ("person:* a", t.And((t.Not(t.Missing("person")), t.Words("a")))),
        ("-chủ-đề:không rõ a", t.And((t.Not(t.Missing("topic")), t.Words("a")))),
        ("-topic:*", t.Missing("topic")),
        ('author:"none"', t.Words("none", "author")),
        ("note:* -note:none", t.Has("note")),
        ("kind:*", t.Has("highlight")),
        ("date:*", t.Not(t.Within("date", None, None, unknown=True))),
        ("path:2025/*.TXT a", t.And((t.InPath("2025/*.TXT"), t.Words("a")))),
        ('đường-dẫn:"tin tức"', t.InPath("tin tức")),
        ("mã:4F0", t.Id("4f0")),
        ("is:unread has:note", t.And((t.Is("unread"), t.Has("note")))),
        ("is:chưa-đọc", t.Is("unread")),
        ("sort:title", t.Sort("title")),
        ("date:unknown", t.Within("date", None, None, unknown=True)),
        ("date:không rõ năm", t.Within("date", None, None, unknown=True)),
        ("Việt Nam - Hoa Kỳ: hai bên…", read("Việt Nam Hoa Kỳ hai bên")),
        ("https://vtcnews.vn/a", t.Words("https://vtcnews.vn/a")),
        ("12:30", t.Words("12:30")),
        ("topic: energy", t.Topic("energy")),
        ("topic:thuế quan", t.Topic("tariffs_trade")),
        ("chủ-đề:thue quan, thương mại lng", t.And((t.Topic("tariffs_trade"), t.Words("lng")))),
        ('topic:"thuế quan"', t.Topic("tariffs_trade")),
        ("topic:tariffs", t.Topic("tariffs_trade")),
        ("topic:Tariffs and trade", t.Topic("tariffs_trade")),
        ("topic:khoa học, công nghệ", t.Topic("science_technology")),
        ("topic:năng l", t.And((t.Topic("energy"), t.Words("l")))),
        ("topic:(energy OR diplomacy)", t.Or((t.Topic("energy"), t.Topic("diplomacy")))),
        ("chủ-đề:(năng lượng -(asean))", t.And((t.Topic("energy"), t.Not(t.Topic("asean"))))),
        ('title:(thuế OR "a b"*)', t.Or((t.Words("thuế", "title"), t.Words("a b", "title", prefix=True)))),
        ("date:(2025 tag:x) y", t.And((read_date("2025"), t.Tag("x"), t.Words("y")))),
        ("is:(unread (starred OR new))", t.And((t.Is("unread"), t.Or((t.Is("starred"), t.Is("new")))))),
    ],
)
def test_a_text_means_its_tree(text: str, tree: t.Query) -> None:
    assert read(text) == tree


def test_decomposed_letters_are_read_as_composed_ones() -> None:
    import unicodedata

    text = "ngày:2025 chủ-đề:energy “đàm phán”"
    assert read(unicodedata.normalize("NFD", text)) == read(text)


def test_kinds_are_named_as_the_reader_knows_them_before_what_was_typed() -> None:
    from tui.sentences import problem_in_words
    from tui.words import Words

    with pytest.raises(QueryError) as caught:
        read("kind:xyz", known={"kind": {"Hồ sơ": "green"}})
    assert caught.value.expected == ("important", "Hồ sơ", "background", "doubtful", "follow-up")
    sentence = problem_in_words(caught.value, Words("en"))
    assert sentence.index("follow-up") < min(80, sentence.index("xyz"))


def test_a_star_alone_asks_for_any_note_and_types_of_annotations_have_names() -> None:
    assert read("note:*") == read("has:note")
    assert read("type:note") == read("is:note") == read("là:ghi-chú") == t.Is("note")
    assert print_query(read("type:highlight")) == "is:highlight"


def test_a_saved_view_is_read_by_its_name_and_may_hold_others() -> None:
    views = {"việc": "tag:todo", "tuần": "view:việc date:7d", "vòng": "view:vòng"}
    assert read("view:việc", views=views) == t.Saved("việc", t.Tag("todo"))
    assert print_query(read("view:tuần -lng", views=views)) == "view:tuần -lng"
    with pytest.raises(QueryError, match="query-view-loop"):
        read("view:vòng", views=views)
    with pytest.raises(QueryError) as caught:
        read("view:viec1", views=views)
    assert caught.value.suggestion == "việc"


def test_names_that_are_known_need_no_quotes() -> None:
    known = {"source": ["VTC News", "Tiền Phong"], "tag": ["đọc lại"]}
    assert read("source:vtc news lng", known=known) == t.And((t.Source("VTC News"), t.Words("lng")))
    assert read("nguồn:tien phong", known=known) == t.Source("Tiền Phong")
    assert read("tag:đọc lại", known=known) == t.Tag("đọc lại")
    assert read("source:vtc", known=known) == t.Words("vtc", "source")


@pytest.mark.parametrize(
    "text",
    ["is:unread -(a b)", "sort:title -(a b)", "topic:energy -(a OR b)", "tag:đọc -lại", "date:7d -(a)"],
)
def test_what_is_left_out_after_a_value_is_no_part_of_the_value(text: str) -> None:
    tree = read(text, known={"tag": ["đọc lại"]})
    assert isinstance(tree, t.And)
    assert isinstance(tree.parts[1], t.Not)


def test_what_a_picker_builds_can_be_printed_and_read() -> None:
    november, unsure = edtf.parse("2025-11"), edtf.parse("2025-03-13?")
    tree = t.all_of(
        t.any_of(t.Topic("energy"), t.Topic("agriculture")),
        t.Within("date", november, None),
        t.Within("date", unsure, unsure),
        t.Entity("OR (x)", "ORG"),
        t.Entity('"q"', None),
        t.Entity("=a", None),
        t.Entity("Mỹ", "PLACE"),
        t.Entity("Hoa Kỳ", "PLACE"),
        t.Entity("Hoa Kỳ", None, typed=True),
        t.Source("none"),
        t.Tag("a b/c"),
        t.Is("unread"),
    )
    assert read(print_query(tree)) == tree


@pytest.mark.parametrize(
    "text", ["hoa kỳ", "đàm (phán", 'a"b', "OR", "-x", "ngày:2025", "x*", "=a", "..a", "12:30", "a,"]
)
def test_words_of_any_kind_can_be_printed_and_mean_the_same(text: str) -> None:
    for exact in (False, True):
        tree = t.Words(text, exact=exact)
        again = read(print_query(tree))
        assert isinstance(again, t.Words)
        assert print_query(again) == print_query(tree)


def test_what_is_taken_away_last_is_what_the_reader_sees_as_one() -> None:
    tree = parse("topic:energy hoa ky dam phan", today=TODAY)
    assert t.without_last(tree) == t.Topic("energy")
    assert t.without_last(parse('"a b" c', today=TODAY)) == t.Words("a b")


def test_text_with_colons_is_no_mistake() -> None:
    assert read("Việt Nam: ba năm") == read("Việt Nam ba năm")
    for typed in ("https:", "https:/", "Việt Nam: "):
        read(typed, typing=True)


def test_words_after_a_topic_are_no_part_of_its_name_once_printed() -> None:
    tree = t.And((t.Topic("politics"), t.Words("and"), t.Words("government")))
    assert read(print_query(tree)) == tree
    assert read("topic:politics and government") == t.Topic("politics")
    own = (OwnTopic("energy", en="Energy policy"),)
    tree = t.And((t.Topic("energy"), t.Words("policy")))
    assert read(print_query(tree), own_topics=own) == tree
    assert read("topic:khí hậu riêng x", own_topics=(OwnTopic("k", vi="Khí hậu riêng"),)) == t.And(
        (t.Topic("k"), t.Words("x"))
    )


def test_the_last_order_said_is_the_one_that_holds() -> None:
    tree = t.all_of(t.Sort("oldest"), t.Words("a"), t.Sort("title"))
    assert tree == t.And((t.Words("a"), t.Sort("title")))
    views = {"alt": "sort:oldest sort:title"}
    assert read("view:alt", views=views) == t.Saved("alt", t.Sort("title"))


@pytest.mark.parametrize(
    "text", ["lng OR than sort:oldest", "sort:oldest lng OR than", "lng sort:oldest OR than"]
)
def test_an_order_beside_what_is_joined_by_or_is_that_of_the_whole_query(text: str) -> None:
    assert parse(text, today=TODAY) == parse("(lng OR than) sort:oldest", today=TODAY)


def test_it_is_said_once_for_all() -> None:
    with pytest.raises(QueryError) as raised:
        parse("lng sort:oldest OR than sort:title", today=TODAY)
    assert raised.value.code == "query-sort-twice"
