"""Highlights in texts that were edited: they are where their words are now, or they are lost."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring import anchored
from annotations.model import Anchor, Selector
from annotations.text_words import spelt
from seeds.library import bundled_folder, read_file
from tests.annotations import edited_texts as edits
from tests.benchmarks.anchoring import judged

TEXT = (
    "Bộ Công Thương họp về thuế quan\n\n"
    "Việt Nam và Hoa Kỳ đã kết thúc vòng đàm phán thứ sáu tại Washington. "
    "Hai bên sẽ gặp lại vào tháng tới.\n\n"
    "Bộ trưởng nói “không để doanh nghiệp bị động”. Hai bên sẽ gặp lại vào tháng tới.\n\n"
    "Kim ngạch xuất khẩu đạt 10,5 tỷ USD, tăng 8% so với cùng kỳ. Dệt may và da giày dẫn đầu.\n"
)


@cache
def seed_texts() -> tuple[str, ...]:
    return tuple(read_file(path).text for path in sorted(bundled_folder().glob("*.txt")))


def mark(quote: str, text: str = TEXT, *, nth: int = 0) -> Selector:
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return edits.selector(text, (at, at + len(quote)))


def where(quote: str, new: str, text: str = TEXT, *, nth: int = 0, kept: bool = True) -> tuple[str, str]:
    """What is said of a quote in a new text: the status, and what stands there."""
    (anchor,) = anchored([mark(quote, text, nth=nth)], text if kept else None, new, "new")
    assert anchor.text == "new"
    assert (anchor.start, anchor.end) == (0, 0) if anchor.status == "lost" else anchor.start < anchor.end
    return anchor.status, new[anchor.start : anchor.end]


def test_in_the_text_it_was_made_on_a_highlight_is_where_it_was_made() -> None:
    made = mark("Hoa Kỳ")
    for old in (TEXT, None):
        (anchor,) = anchored([made], old, TEXT, "old")
        assert anchor == Anchor("ok", made.start, made.end, 1.0, "old")


def test_what_stands_before_a_change_is_where_it_was_and_what_stands_behind_moves_along() -> None:
    new = TEXT.replace("Bộ trưởng nói", "Sáng nay, bộ trưởng nói")
    assert where("vòng đàm phán", new) == ("ok", "vòng đàm phán")
    assert where("10,5 tỷ USD, tăng 8%", new) == ("shifted", "10,5 tỷ USD, tăng 8%")


def test_a_sentence_that_stands_twice_keeps_its_own_place() -> None:
    again = "Hai bên sẽ gặp lại vào tháng tới."
    new = TEXT.replace("Washington. ", "Washington. Đây là một câu mới. ")
    for nth in (0, 1):
        (anchor,) = anchored([mark(again, nth=nth)], TEXT, new, "new")
        assert anchor.start == mark(again, new, nth=nth).start


def test_a_quote_that_is_gone_is_lost_though_its_words_stand_elsewhere() -> None:
    again = "Hai bên sẽ gặp lại vào tháng tới."
    new = TEXT.replace(f" {again}\n\nBộ", "\n\nBộ")
    assert where(again, new, nth=0) == ("lost", "")
    assert where("gặp lại", new, nth=0) == ("lost", "")
    assert where(again, new, nth=1)[1] == again
    (anchor,) = anchored([mark(again, nth=1)], TEXT, new, "new")
    assert anchor.start == new.index(again)


def test_a_word_of_a_sentence_that_another_one_has_taken_the_place_of_is_lost() -> None:
    new = TEXT.replace(
        "Việt Nam và Hoa Kỳ đã kết thúc vòng đàm phán thứ sáu tại Washington.",
        "Chiều nay trời mưa to ở nhiều nơi, Hoa Kỳ chưa lên tiếng về việc này.",
    )
    assert where("Hoa Kỳ", new) == ("lost", "")


def test_changed_words_are_told_with_the_share_that_is_left() -> None:
    new = TEXT.replace("đã kết thúc vòng đàm phán thứ sáu", "đã khép lại vòng đàm phán thứ bảy")
    made = mark("Việt Nam và Hoa Kỳ đã kết thúc vòng đàm phán thứ sáu tại Washington.")
    (anchor,) = anchored([made], TEXT, new, "new")
    assert anchor.status == "edited" and anchor.score == pytest.approx(12 / 15)
    assert new[anchor.start : anchor.end].startswith("Việt Nam và")
    assert new[anchor.start : anchor.end].endswith("tại Washington.")
    assert (
        where("vòng đàm phán", new) == ("shifted", "vòng đàm phán") or where("vòng đàm phán", new)[0] == "ok"
    )


def test_words_that_took_the_place_of_the_first_or_last_ones_belong_to_it() -> None:
    new = TEXT.replace("đạt 10,5 tỷ USD", "vượt 11 tỷ USD")
    quote, now = "đạt 10,5 tỷ USD, tăng 8% so với cùng kỳ", "vượt 11 tỷ USD, tăng 8% so với cùng kỳ"
    assert where(quote, new) == ("edited", now)
    assert where("đạt 10,5 tỷ USD", new) == ("review", "vượt 11 tỷ USD")


def test_a_paragraph_that_was_moved_takes_its_highlights_along() -> None:
    head, first, second, third = TEXT.strip().split("\n\n")
    new = "\n\n".join([head, third, first, second]) + "\n"
    assert where("tăng 8%", new) == ("moved", "tăng 8%")
    assert where("“không để doanh nghiệp bị động”", new)[1] == "“không để doanh nghiệp bị động”"


def test_other_quote_marks_spaces_dashes_tones_and_forms_make_no_difference() -> None:
    old = "Mở đầu.\n\nÔng Hoà nói: “Khoá họp – phiên thứ 9 – đã xong”, rồi về Thuỷ Nguyên.\n\nHết.\n"
    new = (
        'Mở đầu thôi.\n\nÔng Hòa nói: "Khóa họp - phiên thứ 9 - đã\u00a0xong", rồi về Thủy Nguyên.\n\nHết.\n'
    )
    assert where("“Khoá họp – phiên thứ 9 – đã xong”", new, old) == (
        "shifted",
        '"Khóa họp - phiên thứ 9 - đã\u00a0xong"',
    )
    apart = unicodedata.normalize("NFD", new)
    status, found = where("Ông Hoà", apart, old)
    assert status == "shifted" and unicodedata.normalize("NFC", found) == "Ông Hòa"


def test_part_of_a_word_and_marks_alone_are_found_again() -> None:
    new = "Tin mới. " + TEXT.replace("10,5 tỷ", "10,5 tỉ")
    assert where("Washing", new) == ("shifted", "Washing")
    assert where("%", new) == ("shifted", "%")
    assert where("”", new) == ("shifted", "”")


def test_line_ends_headings_and_wraps_make_no_difference() -> None:
    text = seed_texts()[0]
    for number in range(8):
        random = Random(number)
        edited = edits.fetch_again(edits.Edited.of(text), random, ())
        spans = edits.marks(text, random, 30)
        found = anchored([edits.selector(text, span) for span in spans], text, edited.text, "new")
        places = edited.places()
        for span, anchor in zip(spans, found, strict=True):
            assert judged(text, span, edited.text, places, anchor) in ("found", "look", "changed", "twin")


@pytest.mark.parametrize("name", [*edits.EDITS])
def test_highlights_whose_words_survive_are_found_and_none_is_placed_wrongly(name: str) -> None:
    texts = seed_texts()
    foreign = [text[start:end] for text in texts for start, end in edits.sentences(text) if end - start > 30]
    verdicts: Counter[str] = Counter()
    for number, text in enumerate(texts):
        random = Random(f"{name} {number}")
        edited = edits.EDITS[name](edits.Edited.of(text), random, foreign)
        spans = edits.marks(text, random, 60)
        found = anchored([edits.selector(text, span) for span in spans], text, edited.text, "new")
        places = edited.places()
        for span, anchor in zip(spans, found, strict=True):
            verdicts[judged(text, span, edited.text, places, anchor)] += 1
    assert not verdicts["misplaced"] and not verdicts["misplaced-intact"], verdicts
    there = verdicts["found"] + verdicts["look"]
    assert there >= 0.99 * (there + verdicts["missed"] + verdicts["frayed"] + verdicts["twin"]), verdicts


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 4),
    st.lists(st.sampled_from([*edits.EDITS]), min_size=1, max_size=2),
    st.integers(0, 10**6),
)
def test_no_edit_of_a_real_text_makes_a_highlight_claim_words_that_are_not_its_own(
    which: int, names: list[str], seed: int
) -> None:
    text = seed_texts()[which]
    random = Random(seed)
    foreign = [seed_texts()[which - 1][start:end] for start, end in edits.sentences(seed_texts()[which - 1])]
    edited = edits.Edited.of(text)
    for name in names:
        edited = edits.EDITS[name](edited, random, foreign)
    places, new = edited.places(), edited.text
    spans = edits.marks(text, random, 12)
    for span, anchor in zip(
        spans, anchored([edits.selector(text, it) for it in spans], text, new, "new"), strict=True
    ):
        assert 0 <= anchor.start <= anchor.end <= len(new) and 0 <= anchor.score <= 1
        if anchor.status in ("ok", "shifted", "moved"):
            marked = spelt(edits.plain(text[slice(*span)]))
            assert spelt(edits.plain(new[anchor.start : anchor.end])) == marked
        real = edits.truth(text, span, places, new)
        if real.words and anchor.status in ("ok", "shifted") and len(real.words) == real.count > 3:
            inside = [word for word in real.words if anchor.start <= word[0] and word[1] <= anchor.end]
            assert inside or edits.has_twin(text, span) or edits.has_twin(new, (anchor.start, anchor.end))


_PIECES = [
    "một hai ba bốn năm sáu bảy tám ",
    "chín mười. ",
    "a ",
    "Hoà ",
    "“",
    "%",
    "...",
    "\n",
    "e\u0301",
    "\u00a0",
]
any_text = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))


@settings(max_examples=100, deadline=None)
@given(any_text, any_text, st.data())
def test_whatever_the_texts_hold_nothing_is_raised_and_offsets_fit(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    selectors = [
        edits.selector(old, (start, end)),
        Selector(5, 3, "", "", "", "x"),
        Selector(0, 9, "abc", "", "", ""),
    ]
    for text in (old, None):
        for anchor in anchored(selectors, text, new, "new"):
            assert 0 <= anchor.start <= anchor.end <= len(new)
            assert anchor.status == "lost" or anchor.start < anchor.end


def test_without_the_old_text_the_quote_is_known_by_what_stands_around_it() -> None:
    new = TEXT.replace("Bộ trưởng nói", "Sáng nay, bộ trưởng nói")
    assert where("vòng đàm phán", new, kept=False) == ("ok", "vòng đàm phán")
    assert where("tăng 8%", new, kept=False)[1] == "tăng 8%"
    again = "Hai bên sẽ gặp lại vào tháng tới."
    (anchor,) = anchored([mark(again, nth=1)], None, new, "new")
    assert anchor.start == mark(again, new, nth=1).start


def test_without_the_old_text_words_that_stand_elsewhere_are_not_taken_for_it() -> None:
    assert where("Hai bên", TEXT.replace("Hai bên sẽ gặp lại vào tháng tới.", "", 1), kept=False)[0] == "lost"
    assert where("Hoa Kỳ", "Một bài khác hẳn, cũng về Hoa Kỳ.\n", kept=False) == ("lost", "")


_MEGABYTE = 1_000_000
_HOSTILE: dict[str, Callable[[], tuple[str, str]]] = {
    "one word": lambda: ("từ " * (_MEGABYTE // 3), "từ " * (_MEGABYTE // 3 - 9000) + "khác " + "từ " * 7000),
    "other words": lambda: ("từ " * (_MEGABYTE // 3), "lời " * (_MEGABYTE // 4)),
    "no spaces": lambda: ("x" * _MEGABYTE, "x" * (_MEGABYTE // 2) + "y" + "x" * (_MEGABYTE // 2)),
    "marks": lambda: ("." * _MEGABYTE, "!." * (_MEGABYTE // 2)),
    "combining marks": lambda: ("\u0301" * _MEGABYTE, "\u0301" * (_MEGABYTE // 2) + "a"),
    "lines": lambda: ("\n" * _MEGABYTE, " \n" * (_MEGABYTE // 2)),
    "one line again and again": lambda: ("Quảng cáo\n" * 100_000, "Quảng cáo\nmới\n" * 70_000),
    "nothing": lambda: ("câu này. " * (_MEGABYTE // 9), ""),
}


@pytest.mark.parametrize("name", [*_HOSTILE])
def test_hostile_texts_cost_little_and_raise_nothing(name: str) -> None:
    old, new = _HOSTILE[name]()
    spans = [(at, at + 20) for at in range(0, len(old) - 20, len(old) // 5)]
    began = time.process_time()
    found = anchored([edits.selector(old, span) for span in spans], old, new, "new")
    assert time.process_time() - began < 4  # a fifth of that where nothing else runs
    assert len(found) == len(spans) and all(0 <= it.start <= it.end <= len(new) for it in found)
