"""From bytes to text: every way Vietnamese has been stored is read, and what is no text is refused."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.charsets import decode_tcvn3, decode_viscii, decode_vni
from seeds.encoding import Decoded, decode
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


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff"), max_size=200))
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


SENTENCES = (
    "Thủ tướng Phạm Minh Chính dự lễ khởi công nhà máy thủy điện Hòa Bình mở rộng.",
    "Bộ trưởng Bộ Công Thương: kim ngạch xuất khẩu chín tháng đạt 299,63 tỷ USD, tăng 15,4%.",
    "Người dân Đắk Lắk, Kon Tum lái ôtô về quê; giá xăng giảm lần thứ tư liên tiếp (từ 15h).",
    'Ông Trump nói với Reuters: "Chúng tôi sẽ áp thuế", nhưng Nhà Trắng chưa xác nhận.',
)
ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh ph qu r s t th tr v x".split()
RHYMES = (
    "a à ả ã á ạ ăn ằng ấu ầy ẩm ẫn ậc e ẻo ẽ é ẹp ê ề ể ễn ế ệt i ì ỉnh ĩ ích ịp iêu iều iếng iện "
    "o òng ỏi õ óc ọ oa oàn oạch ô ồn ổi ỗ ố ột ơ ờ ở ỡ ớp ợ u ùng ủ ũ út ụ uân uyển uyết "
    "ư ừ ử ữ ứng ực ươi ườn ưởng ượt y ỳ ỷ ỹ ý ỵ"
).split()
WORDS = st.builds("{}{}".format, st.sampled_from(ONSETS), st.sampled_from(RHYMES))


def _reverse(read: Callable[[bytes], str]) -> dict[str, bytes]:
    """Return how each letter is written in a character set, by reading every byte and pair of bytes."""
    written: dict[str, bytes] = {}
    bases = [bytes([code]) for code in b"aeouyAEOUY\xf4\xf6\xd4\xd6"]
    codes = [bytes([code]) for code in range(1, 256)]
    for raw in [base + code for base in bases for code in codes[127:]] + codes:
        letter = read(raw)
        if len(letter) == 1 and letter != "\ufffd":
            written.setdefault(letter, raw)
    return written


def _as_1258(text: str) -> bytes:
    pieces: list[bytes] = []
    for letter in text:
        base, *marks = list(normalize("NFD", letter))
        own = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
        tones = [mark for mark in marks if mark not in own]
        pieces.append((normalize("NFC", base + "".join(own)) + "".join(tones)).encode("cp1258"))
    return b"".join(pieces)


def _written(name: str, text: str) -> bytes:
    if name == "windows-1258":
        return _as_1258(text)
    table = _reverse({"TCVN3": decode_tcvn3, "VNI": decode_vni, "VISCII": decode_viscii}[name])
    return b"".join(table[letter] for letter in text)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("name", LEGACY)
def test_sentences_come_back_exactly_from_every_character_set(name: str, sentence: str) -> None:
    decoded = decode(_written(name, sentence))
    assert (clean(decoded.text)[0], decoded.notices) == (sentence, (f"decoded-as:{name}",))


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from(sorted(LEGACY)))
def test_words_come_back_exactly_from_every_character_set(words: list[str], name: str) -> None:
    text = " ".join([*SENTENCES[:2], *words])
    assert clean(decode(_written(name, text)).text)[0] == text


@pytest.mark.parametrize("text", SENTENCES)
def test_what_was_encoded_twice_is_read_as_it_was(text: str) -> None:
    once = "".join(_seen(byte) for byte in text.encode())
    for shown in (once, once.replace("\u00a0", " ")):
        decoded = decode(shown.encode())
        assert decoded.text == text
        assert decoded.notices == ("encoded-twice",)


def _seen(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


FOREIGN = {
    "French": "Le président a déclaré à l'Assemblée que la réforme était nécessaire ; très élégante, la fête "
    "a été gâchée par la pluie, où Noël s'est levé tôt.",
    "German": "Die Bundesregierung hält an den Plänen für höhere Zölle fest. Größere Städte wie München "
    "müssen überlegen, ob Schüler und Ärzte früh genug öffnen.",
    "Portuguese": "O governo não irá aumentar os impostos, disse o ministro em São Paulo. A decisão será "
    "anunciada amanhã, após a reunião.",
    "English": "The café’s owner said: “It’s a naïve idea – and a cliché.”",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_never_taken_for_vietnamese(language: str) -> None:
    text = FOREIGN[language]
    assert decode(text.encode()) == Decoded(text, "utf-8")
    western = decode(text.encode("cp1252"))
    assert western.encoding in ("utf-8", "windows-1252")
    assert language == "English" or western.text == text


@pytest.mark.parametrize(
    "raw", ["Dòng “Ã¡” và “á»‡” là chữ hỏng: gặp trong tệp mã hóa hai lần.", "Ã", "á» á» á»"]
)
def test_words_about_broken_letters_are_left_alone(raw: str) -> None:
    assert decode(raw.encode()) == Decoded(raw, "utf-8")
