"""The two ways of writing the tone of some syllables."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.folding import fold
from seeds.tone_marks import spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa bình", "hoà bình"),
        ("Thủy điện", "Thuỷ điện"),
        ("HÓA CHẤT", "HOÁ CHẤT"),
        ("sức khỏe", "sức khoẻ"),
        ("Ủy ban", "Uỷ ban"),
        ("đe dọa", "đe doạ"),
        ("tòa", "toà"),
    ],
)
def test_both_spellings_lead_to_each_other(one: str, other: str) -> None:
    assert spellings(one) == (one, other)
    assert spellings(other) == (other, one)


@pytest.mark.parametrize("text", ["quý", "Quỳ Hợp", "hoàn toàn", "hòan", "hoa", "huyện", "", "khoảng"])
def test_a_syllable_that_is_written_in_one_way_has_one(text: str) -> None:
    assert spellings(text) == (text,)


def test_of_several_every_mixture_is_given_of_very_many_only_what_is_alike() -> None:
    assert set(spellings("hòa thuỷ")) == {"hòa thuỷ", "hoà thuỷ", "hòa thủy", "hoà thủy"}
    many = "hòa thủy hóa khoẻ tòa"
    assert set(spellings(many)) == {many, "hoà thuỷ hoá khoẻ toà", "hòa thủy hóa khỏe tòa"}


@given(st.text(alphabet="hqtoauyeòóỏõọàáảãạùúủũụỳýỷỹỵèéẻẽẹn OÀÒYỲÙ", max_size=12))
def test_a_spelling_is_the_same_text_but_for_marks(text: str) -> None:
    text = normalize("NFC", text)
    found = spellings(text)
    assert found[0] == text and len(set(found)) == len(found)
    for each in found:
        assert fold(each) == fold(text) and len(each) == len(text)
        assert normalize("NFC", each) == each
        if len(found) != 3:  # then every mixture of them is there
            assert set(spellings(each)) == set(found)
