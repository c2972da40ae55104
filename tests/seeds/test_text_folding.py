"""Folding: text is found whatever its case and marks, and the hits stand where they say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.folding import as_spelled
from seeds.text import clean, find_folded, fold, fold_with_map

WORDS = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("aăâđêôơưÁẬỆƯSsßİıﬃŉ đĐ\n“”–")), max_size=40
)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("hoa ky", "Hoa Kỳ"),
        ("dam phan", "Đàm phán"),
        ("ĐÀM PHÁN", "đàm phán"),
        ("viet - my", "Việt – Mỹ"),
        ('"truc" hop tac', "“trục” hợp tác"),
        ("hoa ky", "Hoa\nKỳ"),
    ],
)
def test_what_is_typed_without_marks_finds_vietnamese(typed: str, text: str) -> None:
    assert find_folded(text, typed) == [(0, len(text))]


@given(WORDS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(WORDS)
def test_folding_goes_letter_by_letter(text: str) -> None:
    assert fold(text) == "".join(fold(letter) for letter in text)


def test_what_a_letter_folds_to_hangs_not_on_what_else_is_in_the_text() -> None:
    rare = "ऄ"
    for code in (*range(0xD800), *range(0xE000, 0x20000)):
        letter = chr(code)
        assert fold(rare + letter) == rare + fold(letter) and fold("đ" + letter) == "d" + fold(letter)


@given(WORDS)
def test_every_folded_letter_says_where_it_comes_from(text: str) -> None:
    folded = fold_with_map(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)
    for letter, offset in zip(folded.text, folded.offsets, strict=False):
        assert letter in fold(text[offset])


@given(WORDS, st.integers(0, 40), st.integers(1, 6))
def test_hits_slice_to_what_was_looked_for(text: str, start: int, length: int) -> None:
    text = clean(text)[0]
    needle = text[start : start + length]
    hits = find_folded(text, needle)
    for begin, end in hits:
        assert fold(text[begin:end]) == fold(needle).strip()
    assert all(left[1] <= right[0] for left, right in pairwise(hits))
    if fold(needle).strip():
        assert hits


def test_an_empty_needle_is_found_nowhere() -> None:
    assert find_folded("abc", "  ") == []
    assert find_folded("", "a") == []


def test_a_hit_does_not_split_a_letter() -> None:
    assert find_folded("Straße", "s") == [(0, 1)]
    assert find_folded("Straße", "ss") == [(4, 5)]


def test_the_number_of_hits_can_be_limited() -> None:
    assert find_folded("a a a a", "A", limit=2) == [(0, 1), (2, 3)]


def test_a_text_folded_once_is_searched_often() -> None:
    folded = fold_with_map("Bộ Công Thương và Bộ Ngoại giao")
    assert [find_folded(folded, typed) for typed in ("bo", "bo n")] == [[(0, 2), (18, 20)], [(18, 22)]]


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("hoà bình", "hòa bình"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Thuỷ điện", "Thủy điện"),
        ("uỷ ban, tuý luý", "ủy ban, túy lúy"),
        ("sức khoẻ", "sức khỏe"),
        ("hòang hôn", "hoàng hôn"),
        ("Hùynh", "Huỳnh"),
        ("qúy, qùy", "quý, quỳ"),
        ("quý, quỹ, khuỷu, huých, toàn, hoẵng", "quý, quỹ, khuỷu, huých, toàn, hoẵng"),
        ("Ðà Nẵng, ðồng", "Đà Nẵng, đồng"),
    ],
)
def test_the_tone_has_one_place(written: str, spelled: str) -> None:
    assert as_spelled(written) == spelled


@given(WORDS)
def test_spelling_moves_no_letter(text: str) -> None:
    text = clean(text)[0]
    spelled = as_spelled(text)
    assert len(spelled) == len(text)
    assert fold(spelled) == fold(text)
    assert as_spelled(spelled) == spelled
