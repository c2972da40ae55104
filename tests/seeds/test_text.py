"""The cleaning border: nothing dangerous comes out, and every place can be found again in the file."""

from __future__ import annotations

import time
from unicodedata import category, is_normalized, normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seeds.text import MARK_CAP, clean, display_safe, to_file

BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}
INVISIBLE = {
    0xAD,
    0x34F,
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFD),
}
NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "aạâậ \u0301\u0323\u0302\u0344\u1161\u1100\u11a8"
            "\t\r\n\x0b\x0c\x85\u2028\x1b\x9b\u00a0\u200d\u202e"
        ),
    ),
    max_size=60,
)


def forbidden(text: str) -> set[str]:
    return {
        f"U+{ord(one):04X}"
        for one in text
        if one != "\n"
        and (
            category(one) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
            or ord(one) in BIDI | INVISIBLE
            or 0xFE00 <= ord(one) <= 0xFE0F
            or ord(one) & 0xFFFE == 0xFFFE
            or 0xFDD0 <= ord(one) <= 0xFDEF
            or (one.isspace() and one != " ")
        )
    }


# A few format characters belong to how a script is written; they neither hide nor move anything.
WRITTEN = {
    f"U+{code:04X}" for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)
}


def test_every_code_point_comes_out_harmless_or_not_at_all() -> None:
    for start in range(0, 0x110000, 0x1000):
        put, _ = clean(" ".join(map(chr, range(start, start + 0x1000))))
        assert not forbidden("".join(set(put))) - WRITTEN


@given(NASTY)
@example("a\x1b\u0301\u0301\u0301\u0301\u0301\u0301b")
@example("\u1100\u200b\u1161\u11a8")
@example("a" + "\u0344" * 6)
def test_clean_text_stays_as_it_is(text: str) -> None:
    put, _ = clean(text)
    assert not forbidden(put) - WRITTEN
    assert is_normalized("NFC", put)
    again, origin = clean(put)
    assert again == put
    assert origin.here == ()


@given(NASTY)
def test_every_offset_maps_back_in_order_and_to_the_same_letters(text: str) -> None:
    put, origin = clean(text)
    mapped = [to_file(offset, origin) for offset in range(len(put) + 1)]
    assert mapped == sorted(mapped)
    assert all(0 <= offset <= len(text) for offset in mapped)
    for offset, letter in enumerate(put):
        if letter.isascii() and letter.isalnum():
            assert normalize("NFD", text[mapped[offset]])[0] == letter


def test_line_ends_of_every_kind_are_one() -> None:
    assert clean("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h\ni")[0] == "a\nb\nc\nd\ne\nf\ng\nh\ni"


def test_spaces_of_every_kind_are_spaces_and_keep_their_place() -> None:
    put, origin = clean("Hà\u00a0Nội\tvà\u3000Huế")
    assert put == "Hà Nội và Huế"
    assert origin.here == ()


def test_an_escape_leaves_a_mark_and_no_sequence() -> None:
    assert clean("a\x1b]0;x\x07b\x9b2J")[0] == "a\ufffd]0;xb2J"


def test_decomposed_vietnamese_becomes_composed_and_maps_back() -> None:
    whole = "Thủ tướng Phạm Minh Chính thăm Đà Nẵng"
    put, origin = clean(normalize("NFD", whole))
    assert put == whole
    at = whole.index("Chính")
    file = to_file(at, origin)
    assert normalize("NFC", normalize("NFD", whole)[file : to_file(at + 5, origin)]) == "Chính"


def test_a_letter_carries_only_so_many_marks() -> None:
    put, _ = clean("a" + "\u0301\u0323\u0302" * 1000 + "b")
    assert sum(1 for one in normalize("NFD", put) if category(one) == "Mn") <= MARK_CAP
    assert put.endswith("b")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000,
        "Hà Nội " * 42_000,
        normalize("NFD", "Thủ tướng ") * 20_000,
        "a" + "\u0301\u0323" * 150_000,
        "\x1b[2J" * 75_000,
        "a\u200b" * 150_000,
        "x\r\n" * 100_000,
        "👩\u200d👧" * 100_000,
    ],
    ids=["letters", "words", "decomposed", "zalgo", "escapes", "invisible", "crlf", "emoji"],
)
def test_very_much_of_anything_is_cleaned_in_linear_time(text: str) -> None:
    started = time.process_time()
    put, _ = clean(text)
    assert time.process_time() - started < 2.0  # a tenth of this on an idle machine
    assert not forbidden(put[:1000])


@given(st.text(max_size=40))
def test_what_is_shown_of_a_name_is_one_harmless_line(name: str) -> None:
    line = display_safe(name)
    assert "\n" not in line
    assert not forbidden(line) - WRITTEN


def test_a_name_that_is_not_utf8_can_be_shown() -> None:
    assert display_safe("tin_\udcff\x1b[2J\u202e.txt") == "tin_\ufffd\ufffd[2J.txt"


def test_a_long_value_is_cut_with_an_ellipsis() -> None:
    assert display_safe("a" * 1_000_000, limit=10) == "a" * 9 + "…"


@given(st.text(st.sampled_from("ab\u1ead\r\n\x00\t\u200b"), max_size=30))
def test_nothing_but_controls_and_invisible_characters_is_lost(text: str) -> None:
    assert [one for one in clean(text)[0] if one.isalpha()] == [one for one in text if one.isalpha()]
