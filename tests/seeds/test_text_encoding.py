"""From bytes to text: every way Vietnamese has been stored is read, and what is no text is refused."""

from __future__ import annotations

import codecs
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.encoding import decode
from seeds.problems import Problem
from seeds.text import clean

SENTENCE = "Thủ tướng Phạm Minh Chính thăm Thành phố Hồ Chí Minh sáng 20/11. Người dân Đà Nẵng đón bão."
# The sentence up to its first full stop in each character set, as the programs of the time wrote it.
LEGACY = {
    "windows-1258": b"Thu\xd2 t\xfd\xf5\xecng Pha\xf2m Minh Ch\xednh th\xe3m "
    b"Tha\xccnh ph\xf4\xec H\xf4\xcc Ch\xed Minh "
    b"s\xe1ng 20/11.",
    "TCVN3": b"Th\xf1 t\xad\xedng Ph\xb9m Minh Ch\xddnh th\xa8m Th\xb5nh ph\xe8 "
    b"H\xe5 Ch\xdd Minh s\xb8ng 20/11.",
    "VNI": b"Thu\xfb t\xf6\xf4\xf9ng Pha\xefm Minh Ch\xednh tha\xeam Tha\xf8nh "
    b"pho\xe1 Ho\xe0 Ch\xed Minh sa\xf9ng 20/11.",
    "VISCII": b"Th\xfc t\xdf\xbeng Ph\xd5m Minh Ch\xednh th\xe5m Th\xe0nh "
    b"ph\xaf H\xb0 Ch\xed Minh s\xe1ng 20/11.",
}


@pytest.mark.parametrize("name", LEGACY)
def test_vietnamese_from_before_unicode_is_recognised(name: str) -> None:
    decoded = decode(LEGACY[name])
    assert clean(decoded.text)[0] == SENTENCE.partition(".")[0] + "."
    assert decoded.notices == (f"decoded-as:{name}",)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("marked", [True, False])
def test_wide_encodings_are_read_with_and_without_a_mark(encoding: str, marked: bool) -> None:
    mark = {
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }[encoding]
    decoded = decode((mark if marked else b"") + SENTENCE.encode(encoding))
    assert decoded.text == SENTENCE
    assert decoded.encoding == encoding


@pytest.mark.parametrize("marks", [0, 1, 2])
def test_byte_order_marks_of_utf8_are_no_text(marks: int) -> None:
    decoded = decode(codecs.BOM_UTF8 * marks + SENTENCE.encode())
    assert (decoded.text, decoded.notices) == (SENTENCE, ())


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\ufeff"), max_size=200))
def test_valid_utf8_is_always_utf8(text: str) -> None:
    assert decode(text.encode()).text == text or text.encode().startswith(
        (b"PK", b"\x1f", b"GIF8", b"BZh", b"ID3")
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"Tin \xff\xfe\xf5 \xe1\xba " + SENTENCE.encode(),
        SENTENCE.encode() + "ậ".encode()[:2],
        b"Tin \xed\xa0\x80 " + SENTENCE.encode(),
    ],
    ids=["impossible", "cut", "surrogate"],
)
def test_damaged_utf8_stays_utf8_with_marks_for_the_damage(raw: bytes) -> None:
    decoded = decode(raw)
    assert SENTENCE in normalize("NFC", decoded.text)
    assert "\ufffd" in decoded.text
    assert decoded.notices == ("bad-bytes",)


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n%abc",
        b"\x7fELF\x02\x01\x01" + bytes(range(256)),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"\x1f\x8b\x08\x00",
        bytes(4096),
        bytes(range(256)) * 16,
    ],
    ids=["pdf", "elf", "png", "gzip", "zeros", "noise"],
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(Problem) as caught:
        decode(raw, path="x.txt")
    assert caught.value.code == "not-text"
    assert caught.value.values == {"path": "x.txt"}


def test_a_few_zero_bytes_do_not_make_a_text_binary() -> None:
    assert decode(b"Ti\x00n\x00 " + SENTENCE.encode()).text.endswith(SENTENCE)


def test_what_a_page_says_of_its_charset_counts_when_it_is_not_utf8() -> None:
    raw = LEGACY["windows-1258"][:11]
    assert clean(decode(raw, declared="windows-1258").text)[0] == "Thủ tướng"
    assert decode(SENTENCE.encode(), declared="utf-16").text == SENTENCE


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_problem(raw: bytes) -> None:
    try:
        decode(raw)
    except Problem as problem:
        assert problem.code == "not-text"
