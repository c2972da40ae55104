"""Promises about what a query finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.model import Marks
from annotations.query import tree as t
from annotations.query.facts import Facts
from annotations.query.hints import hint_of, hint_out_of_sight
from annotations.query.matcher import matches
from annotations.query.matcher import test_of as told_by
from annotations.query.parser import parse
from annotations.query.snippets import hits, snippets
from seeds import edtf
from seeds.article import EntityCount
from seeds.text import fold
from tests.annotations import query_strategies
from tests.annotations.query_strategies import meant

TODAY = date(2026, 2, 11)
TEXT = "Đàm phán với Hoa Kỳ.\nThỏa thuận về LNG và nông  nghiệp; đàm\nphán tiếp. Thuế 20%."


def article(**more: object) -> Facts:
    facts = Facts(
        heading="Vòng đàm phán thứ 6",
        folded_heading=fold("Vòng đàm phán thứ 6"),
        source="VTC News",
        folded_source="vtc news",
        author="Lê An",
        folded_author="le an",
        date=edtf.parse("2025-11-15"),
        topics=("energy", "tariffs_trade"),
        marks=Marks(tags=("Năng lượng", "đọc/sau"), notes=1),
        folded_tags=("nang luong", "doc/sau"),
        added=date(2026, 2, 10),
        folded=lambda: " ".join(fold(TEXT).split()),
        text=lambda: TEXT,
        notes=lambda: ("Xem lại điều khoản *thuế*",),
        entities=lambda: (EntityCount("PLACE", "Hoa Kỳ", 3), EntityCount("PERSON", "Nguyễn Hồng Diên", 1)),
    )
    return replace(facts, **more)


def finds(text: str, facts: Facts | None = None) -> bool:
    facts = facts or article()
    return matches(meant(parse(text, today=TODAY), [facts]), facts)


@pytest.mark.parametrize(
    "text",
    [
        "hoa ky", "HOA KỲ", "dam phan", "đàm ph*", "lng", "ln*", '"dam phan"', '"đàm phán"', '"Đàm phán"',
        '"hoa k"*',
        '"nong nghiep"', '"dam phan tiep"', "20%", "dieu khoan", "note:thuế", "title:vòng", "text:lng",
        "source:vtc",
        'source:="vtc news"', "author:an", "place:hoa", 'place:="Hoa Kỳ"', "person:dien",
        'entity:="Nguyễn Hồng Diên"',
        "entity:diên", "topic:energy", "-zzz", "zzz OR lng", "has:note has:tag", "is:unread",
        "is:annotated is:sure", "added:hôm qua", "read:unknown", "date:tháng 11", "date:2025..",
        "-is:starred",
    ],
)  # fmt: skip
def test_what_is_there_is_found(text: str) -> None:
    assert finds(text)


@pytest.mark.parametrize(
    "text",
    [
        "zzz", "hng*", "an ky", "ng", "đàm ph",
        '"am phan"', '"hoa kỷ"', '"đam phán"', '"đàm Phán tiếp"', '"DÀM"', "note:lng",
        "title:lng",
        "source:none", 'place:="hoa"', 'org:="Hoa Kỳ"', "topic:agriculture", "tag:nang", "-lng", "lng zzz",
        "is:starred",
        "has:highlight", "added:today", "date:unknown", "date:2024", "date:..tháng 10/2025", "read:2025",
        "is:new",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(text: str) -> None:
    assert not finds(text)


def test_a_tag_is_found_without_marks_and_with_what_is_below_it() -> None:
    assert finds('tag:"nang luong"')
    assert finds("tag:doc")
    assert finds("tag:đọc/sau")
    assert not finds("tag:sau")


@pytest.mark.parametrize(
    ("edtf_date", "query", "found"),
    [
        ("2025-03-13?", "date:2025-03", True),
        ("2025-03-13?", "date:2025-03 is:sure", False),
        ("XXXX-05-08", "date:unknown", True),
        ("XXXX-05-08", "date:2025", False),
        ("XXXX-05-08", "date:..2030", False),
        ("XXXX-05-08", "is:sure", False),
        ("2024-10", "date:2024-10-15", True),
        ("2024-10", "date:2024", True),
        ("2024-10", "date:..2024-09", False),
        ("2024", "date:2024-02", True),
        ("2026-02-02/2026-02-05", "date:last week", True),
        ("2026-02-02/2026-02-05", "date:this week", False),
    ],
)
def test_a_partial_date_is_found_where_its_span_overlaps(edtf_date: str, query: str, found: bool) -> None:
    assert finds(query, article(date=edtf.parse(edtf_date))) is found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('place:="Hoa Kỳ"', True), ("entity:=USA", True), ("nơi:=us", True), ('entity:="hoa ky"', True),
        ("place:=mỹ", True), ("place:=Mỹ", True),
        ("place:=hoa", False), ("org:=USA", False), ('place:="Bộ Thương mại Hoa Kỳ"', False),
    ],
)  # fmt: skip
def test_any_full_name_of_an_entity_is_its_whole_name(query: str, found: bool) -> None:
    assert finds(query, article(entities=lambda: (EntityCount("PLACE", "Mỹ", 3),))) is found


def test_what_is_a_whole_name_itself_is_no_other_name_of_others() -> None:
    trump = article(entities=lambda: (EntityCount("PERSON", "Donald Trump", 1),))
    assert finds("person:=Trump", trump)
    corrected = article(entities=lambda: (EntityCount("PLACE", "Hoa Kỳ", 1),))
    assert not finds("place:=Mỹ", corrected)
    assert finds('place:="Hoa Kỳ"', corrected)


def test_an_article_without_a_date_is_found_as_unknown() -> None:
    assert finds("date:unknown", article(date=None))
    assert not finds("date:..2030", article(date=None))


def test_hits_are_offsets_into_the_text_as_it_stands() -> None:
    tree = parse('"dam phan" hoa -lng', today=TODAY)
    assert [TEXT[start:end] for start, end in hits(tree, TEXT)] == ["Đàm phán", "Hoa", "đàm\nphán"]
    assert [TEXT[a:b] for a, b in hits(parse('"Đàm phán"', today=TODAY), TEXT)] == ["Đàm phán"]
    assert hits(parse("topic:energy", today=TODAY), TEXT) == ()


def test_a_word_is_found_as_a_whole_and_while_it_is_typed_by_its_beginning() -> None:
    an_giang = article(folded=lambda: "tinh giang", heading="", folded_heading="", notes=tuple)
    assert not finds("an", an_giang)
    assert not finds("gia", an_giang)
    assert matches(parse("tinh gia", today=TODAY, typing=True), an_giang)
    assert not matches(parse("gia tinh", today=TODAY, typing=True), an_giang)
    assert not matches(parse("gia ", today=TODAY, typing=True), an_giang)
    assert matches(parse("-gia", today=TODAY, typing=True), an_giang), "left out is only a whole word"


def test_words_side_by_side_are_shown_where_they_stand_so_not_where_their_syllables_do() -> None:
    text = "Phấn đấu đảm bảo phần mềm.\nĐạm phân bón.\nPhiên đàm phán.\nPhán quyết.\n"
    tree = parse("đàm phán", today=TODAY)
    assert [text[a:b] for a, b in hits(tree, text)] == ["Đạm phân", "đàm phán"]
    assert [it.text for it in snippets(tree, text)] == ["Phiên đàm phán.", "Đạm phân bón."]
    scattered = "Phấn đấu đảm bảo."
    assert [scattered[a:b] for a, b in hits(tree, scattered)] == ["Phấn", "đảm"]


def test_a_lone_word_is_shown_with_its_marks_first() -> None:
    text = "Một phần.\nBản phán.\nPhân tích.\n"
    assert snippets(parse("phán", today=TODAY), text)[0].text == "Bản phán."


def test_a_word_beside_others_is_shown_too() -> None:
    text = "Đàm phán hôm qua.\n" * 9 + "Khí LNG.\nĐàm phán nữa, phần lớn.\n"
    shown = [it.text for it in snippets(parse("đàm phán lng", today=TODAY), text, 2)]
    assert shown == ["Đàm phán hôm qua.", "Khí LNG."]


@given(query_strategies.good_queries(), st.sampled_from(query_strategies._TEXTS))
@settings(max_examples=100, deadline=None)
def test_places_lie_in_the_text_and_words_without_exception_are_found_where_they_match(
    query: str, text: str
) -> None:
    tree = parse(query, today=TODAY)
    for start, end in hits(tree, text):
        assert 0 <= start < end <= len(text)
    if isinstance(tree, t.Words) and tree.field in ("any", "text"):
        facts = Facts(folded=lambda: " ".join(fold(text).split()), text=lambda: text)
        assert matches(tree, facts) is bool(hits(tree, text))


def test_a_snippet_is_a_stretch_of_the_text_around_its_hits() -> None:
    text = ("một hai ba bốn " * 20 + "đàm phán " + "năm sáu bảy " * 20 + "\n") * 8
    found = snippets(parse('"đàm phán"', today=TODAY), text)
    assert len(found) == 5
    for snippet in found:
        assert snippet.text == text[snippet.start : snippet.end]
        assert [text[a:b] for a, b in snippet.hits] == ["đàm phán"]
        assert len(snippet.text) < 160
        assert "\n" not in snippet.text
        assert not snippet.text[0].isspace()


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("lng or than", "query-small-operator"),
        ("(lng hoặc than) is:unread", "query-small-operator"),
        ("lng not than", "query-small-operator"),
        ("or", None),
        ('"lng or than"', None),
        ("lng -or than", None),
        ("lng OR than", None),
        ("place:=zzz", "query-whole-name"),
        ("place:=Mỹ lng", None),
        ("-place:=zzz", None),
        ("wor*d", "query-star"),
        ('"giá v*"', "query-star"),
        ("*giá", "query-star"),
        ("giá* lng", None),
        ("topic :energy", "query-colon"),
        ("gạo :than", None),
        ("người:Donlad", "query-nobody"),
        ("source:Donlad", "query-nobody"),
        ("Donlad", None),
    ],
)
def test_what_may_be_the_matter_with_a_query_that_finds_nothing(query: str, code: str | None) -> None:
    tree = parse(query, today=TODAY)
    hint = hint_of(tree, lambda part: part == t.Entity("Mỹ", "PLACE"), meant=lambda words: "Donald Trump")
    assert (hint.code if hint is not None else None) == code


@pytest.mark.parametrize(
    ("query", "told"),
    [("topic:energy lng", True), ("lng is:archived", False), ('"đàm phán"', True)],
)
def test_that_all_it_finds_is_archived_is_told(query: str, told: bool) -> None:
    def count(tree: t.Query) -> int:
        return 3 if t.Is("archived") in t.parts_of(tree) else 0

    hint = hint_out_of_sight(parse(query, today=TODAY), count)
    assert (hint is not None and (hint.code, hint.values["n"]) == ("query-only-archived", 3)) == told


def test_capitals_that_nobody_writes_are_told_with_what_is_found_without_them() -> None:
    tree = parse('"Đàm Phán" sort:oldest', today=TODAY)
    hint = hint_of(tree, lambda part: part == t.Words("đàm phán", exact=True))
    assert hint is not None and hint.code == "query-capitals" and hint.values["small"] == "đàm phán"
    assert hint_of(tree, lambda part: part == t.Words("Đàm Phán", exact=True)) is None
    assert hint_of(tree, lambda part: 0) is None


def test_both_spellings_of_a_tone_are_one_word_in_quotes() -> None:
    for wanted in ('"hoà bình"', '"hòa bình"'):
        test = told_by(parse(wanted, today=TODAY))
        assert test(Facts(text=lambda: "vì hòa bình.", folded=lambda: "vi hoa binh."))
        assert test(Facts(text=lambda: "Hoà bình ở đây", folded=lambda: "hoa binh o day"))
        assert not test(Facts(text=lambda: "hoa bình", folded=lambda: "hoa binh"))
