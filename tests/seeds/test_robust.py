"""Whatever a file holds, reading it gives an article whose offsets hold, in time that grows with its
length."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seeds.reading import read, with_mentions
from tests.benchmarks.hostile import PIECES, seconds, text_of

SMALL = 4_000
MEETING = "Bộ trưởng Nguyễn Hồng Diên làm việc với ông Jamieson Greer ở Washington sáng 14/11/2025."
PICTURE = "Toàn cảnh buổi làm việc. Ảnh: TTXVN"
PLACED = " date 2025-11-15 (VTC News) -"
LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                MEETING,
                "Kim ngạch đạt 265,4 tỷ USD, tăng 15,9% so với cùng kỳ năm trước, theo Bộ Công Thương.",
                PICTURE,
                "Hoà Bình, Thuỷ Nguyên và “Ðà Nẵng” - 3 địa phương",
                "Theo TTXVN",
                "KHÁNH AN",
                "Tin mới",
                PLACED,
                "![]() |",
                "15/11/2025 08:30",
                "Năng lượng - nông sản: Hai đòn bẩy",
            ]
        ),
        st.text(
            st.sampled_from("aàẠN ngày.,:;-–|()[]!?\"“”'/%0129đĐ#*>\u0301\u200b\u00ad\U0001f600"), max_size=60
        ),
    ),
    max_size=12,
)


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_as_much_of_anything_takes_about_four_times_as_long(piece: str) -> None:
    less, more = seconds(text_of(piece, SMALL)), seconds(text_of(piece, 4 * SMALL))
    for one, four in zip(less, more, strict=True):
        assert four < 9 * one + 0.15, "four times as long is linear, sixteen times is not"


def test_so_does_a_long_text_all_in_capitals() -> None:
    less, more = seconds(text_of("(TTXVN) - ", 4 * SMALL)), seconds(text_of("(TTXVN) - ", 16 * SMALL))
    assert more[1] < 9 * less[1] + 0.15, "four times as long is linear, sixteen times is not"


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", " "]))
def test_every_offset_slices_to_the_text_it_claims(lines: list[str], gap: str) -> None:
    article = with_mentions(read(gap.join(lines).encode()))
    text = article.text
    mentions = article.mentions or ()
    for spans in (
        [(block.start, block.end) for block in article.blocks],
        [(mention.start, mention.end) for mention in mentions],
    ):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))
    evidence = [one for topic in article.topics for one in topic.evidence]
    if article.date and article.date.evidence:
        evidence.append(article.date.evidence)
    claims = [(one.start, one.end, one.text) for one in evidence]
    claims += [(mention.start, mention.end, mention.text) for mention in mentions]
    assert all(text[start:end] == claim for start, end, claim in claims)


@settings(max_examples=25, deadline=None)
@given(LINES)
def test_the_same_bytes_are_always_read_the_same(lines: list[str]) -> None:
    raw = "\n".join(lines).encode()
    assert with_mentions(read(raw)) == with_mentions(read(raw))


@settings(max_examples=25, deadline=None)
@given(LINES)
def test_how_letters_are_composed_changes_nothing(lines: list[str]) -> None:
    text = normalize("NFC", "\n".join(lines))
    one, two = (with_mentions(read(normalize(form, text).encode())) for form in ("NFC", "NFD"))
    assert (one.text, one.title, one.blocks, one.mentions) == (two.text, two.title, two.blocks, two.mentions)


@settings(max_examples=25, deadline=None)
@given(LINES, st.integers(0, 12))
@example([MEETING, "", "00", "Tin mới", *[PLACED] * 2, PICTURE, "00000", "0" * 19, "![]() |"], 4)
def test_one_more_blank_line_between_paragraphs_changes_no_type(lines: list[str], where: int) -> None:
    first = "\n\n".join(lines)
    second = "\n\n".join([*lines[:where], *([""] if 0 < where < len(lines) else []), *lines[where:]])
    one, two = (with_mentions(read(text.encode())) for text in (first, second))
    assert [block.kind for block in one.blocks] == [block.kind for block in two.blocks]
    assert [(m.text, m.type) for m in one.mentions or ()] == [(m.text, m.type) for m in two.mentions or ()]
