"""Promises of a query told in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from annotations.model import KINDS, Operation
from annotations.query.parser import parse
from annotations.query.tree import Kind
from tests.annotations.query_strategies import good_queries
from tui.describe import describe
from tui.sentences import operation_in_words
from tui.words import Words

WORDS = Words("en")
TODAY = date(2026, 2, 11)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "everything"),
        ('topic:energy date:"2025-11.." "dam phan"', 'topic: Energy · from Nov 2025 · "dam phan"'),
        ('"thuế" dam phan', '"thuế" · “dam phan”'),
        ("date:2025-11", "Nov 2025"),
        ("date:2025-11..2026-02", "Nov 2025 – Feb 2026"),
        ("date:..2025", "until 2025"),
        ("date:tuần này", "9 Feb 2026 – 15 Feb 2026"),
        ("ngày:thang 11", "Nov 2025"),
        ("date:14/11", "14 Nov 2025"),
        ("date:last month", "Jan 2026"),
        ("date:quý này", "Quarter 1 of 2026"),
        ("date:năm ngoái", "2025"),
        ("date:2 ngày qua", "10 Feb 2026 – 11 Feb 2026"),
        ("date:hôm qua..hôm nay", "10 Feb 2026 – 11 Feb 2026"),
        ("date:tuần trước..tuần này", "2 Feb 2026 – 15 Feb 2026"),
        ("date:từ tuần trước", "from 2 Feb 2026"),
        ("date:..tuần trước", "until 8 Feb 2026"),
        ("-date:trước tháng 11", "not until 31 Oct 2025"),
        ("date:7d", "the last 7 days"),
        ("read:hôm nay noted:yesterday", "read 11 Feb 2026 · noted 10 Feb 2026"),
        ("date:unknown", "date unknown"),
        ("added:today", "added 11 Feb 2026"),
        ('tag:"thuế quan"', "#“thuế quan”"),
        ("-tag:done is:unread has:note", "not #done · unread · with notes"),
        ("source:none OR source:vtc", "no source or source: “vtc”"),
        ("author:none -person:* source:*", "no author · no person named · with a source"),
        ("author:* law:* nhãn:* nhãn:none", "with an author · a law named · with tags · without tags"),
        ("date:* -noted:none", "date known · written on or marked"),
        ("path:2025/*.txt id:4f", "path: 2025/*.txt · id: 4f"),
        ("hoa ky dam phan", "“hoa ky dam phan”"),
        ("hoa ky topic:energy dam ph* lng", "“hoa ky” · topic: Energy · “dam ph…” · “lng”"),
        ("-(hoa ky) OR (dam phan is:new)", "not “hoa ky” or (“dam phan” and new)"),
        ("-(a OR b)", "not (“a” or “b”)"),
        ('person:="Nguyễn Hồng Diên" lng* sort:title', "Nguyễn Hồng Diên · “lng…” · by title"),
    ],
)
def test_a_query_is_told_in_words(text: str, told: str) -> None:
    assert describe(parse(text, today=TODAY), WORDS) == told


@given(good_queries())
@settings(max_examples=100, deadline=None)
def test_every_query_can_be_told_on_one_line(text: str) -> None:
    told = describe(parse(text, today=TODAY), WORDS)
    assert told
    assert "\n" not in told


def test_what_was_done_to_tags_names_them_as_they_are_shown() -> None:
    done = Operation("retag", {"added": ["đọc lại", "a"], "removed": ["é"], "count": 1}, {})
    assert operation_in_words(done, WORDS) == "tagged #a, #“đọc lại”, took off #é"


def test_a_kind_is_told_as_the_reader_calls_it() -> None:
    tree = parse("-kind:red is:lost", today=TODAY)
    assert describe(tree, WORDS) == "not marked as doubtful · highlights lost"
    assert describe(tree, WORDS, {"red": "cần kiểm"}) == "not marked as cần kiểm · highlights lost"


def test_what_kinds_are_called_at_first_is_understood_in_a_query() -> None:
    for kind in KINDS:
        assert parse(f"kind:{WORDS(f'kind.{kind}')}", today=TODAY) == Kind(kind)
