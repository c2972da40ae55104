"""The byte tables of the Vietnamese character sets from before Unicode, and what makes a syllable
Vietnamese.

Sources: TCVN 5712:1993 (TCVN3, the ``.Vn`` fonts), RFC 1456 (VISCII), the VNI-Windows font layout.
Windows-1258 is Python's own codec.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

_TCVN3_LETTERS = "àảãáạ ăằẳẵắặ âầẩẫấậ đ èẻẽéẹ êềểễếệ ìỉĩíị òỏõóọ ôồổỗốộ ơờởỡớợ ùủũúụ ưừửữứự ỳỷỹýỵ ĂÂÊÔƠƯĐ"
_TCVN3_BYTES = (
    "B5B6B7B8B9 A8BBBCBDBEC6 A9C7C8C9CACB AE CCCECFD0D1 AAD2D3D4D5D6 D7D8DCDDDE DFE1E2E3E4 ABE5E6E7E8E9 "
    "ACEAEBECEDEE EFF1F2F3F4 ADF5F6F7F8F9 FAFBFCFDFE A1A2A3A4A5A6A7"
)
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
# VNI writes a letter and then one byte for its marks; horned o and u and some i and y have their own bytes.
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HAT = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_ONSET = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
_RHYME = (
    "a(?:ch|nh|ng|[cimnoptuy])?|ă(?:ng|[ckmnpt])|â(?:ng|[cmnptuy])|e(?:ng|[cmnopt])?|ê(?:ch|nh|[mnptu])?|i(?:ch|nh|êng|"
    "êc|êm|ên|êp|êt|êu|[amnptu])?|o(?:ng|c|i|m|n|p|t|a(?:ch|nh|ng|[cinpty])?|ă(?:ng|[cmnt])|e(?:[nto])?|oc|ong)?|"
    "ô(?:ng|[cimnpt])?|ơ(?:[imnpt])?|u(?:ng|[acimnpt]|â(?:ng|[nty])|ê(?:ch|nh)?|ô(?:ng|[cimnt])|ơ|y(?:ch|nh|ên|êt|a|[nptu])?)?|"
    "ư(?:ng|[acimntu]|ơ(?:ng|[cimnptu]))?|y(?:êm|ên|êt|êu)?|uy"
)


def decode_tcvn3(raw: bytes) -> str:
    """Return TCVN3 (ABC) bytes as text. Capitals with tones come out small: the fonts had them in a twin
    font."""
    return raw.decode("cp1252", "replace").translate(_tcvn3())


def decode_viscii(raw: bytes) -> str:
    """Return VISCII bytes as text."""
    return raw.decode("latin-1").translate(_viscii())


def decode_vni(raw: bytes) -> str:
    """Return VNI-Windows bytes as text (NFC)."""
    table = _vni()
    return _VNI_PAIR.sub(lambda match: table.get(match[0], match[0]), raw.decode("cp1252", "replace"))


def vietnamese_share(text: str) -> tuple[int, int]:
    """Return how many characters beyond ASCII the text has, and how many of them stand in words that are
    spelled as a Vietnamese syllable can be. Looks at the first 20,000 code points; typographic marks do not
    count."""
    sample = normalize("NFC", text[:20_000]).replace("ôtô", "ô tô")
    beyond = sum(1 for letter in sample if letter > "\x7f" and letter not in "“”‘’–—…\u00a0")
    words = (word for word in _WORD.findall(sample) if not word.isascii() and is_syllable(word))
    return beyond, sum(1 for word in words for letter in word if letter > "\x7f")


_WORD = re.compile(r"[^\W\d_]+")
_VNI_MARKS = "".join({**_VNI_TONES, **_VNI_HAT, **_VNI_BREVE})
_VNI_PAIR = re.compile(f"[aeouyôö][{_VNI_MARKS}]|[^\x00-\x7f]", re.I)
_TONES = str.maketrans("", "", "\u0300\u0301\u0309\u0303\u0323")


def is_syllable(word: str) -> bool:
    """Say whether a word is spelled as a Vietnamese syllable can be, in small letters, capitals or with the
    first letter a capital."""
    rest = word[1:]
    if rest and not (rest.islower() or word.isupper()):
        return False  # a capital inside a word: the mark of a wrong table
    bare = normalize("NFC", normalize("NFD", word.lower()).translate(_TONES))
    return _syllable().fullmatch(bare) is not None


@cache
def _syllable() -> re.Pattern[str]:
    return re.compile(f"(?:{_ONSET})?(?:{_RHYME})|quy(?:ch|nh|t|p|n|ên|êt)")


@cache
def _tcvn3() -> dict[int, str]:
    letters = normalize("NFC", _TCVN3_LETTERS).replace(" ", "")
    codes = bytes.fromhex(_TCVN3_BYTES.replace(" ", ""))
    as_read = codes.decode("cp1252", "replace")
    return {ord(read): letter for read, letter in zip(as_read, letters, strict=True)}


@cache
def _viscii() -> dict[int, str]:
    high = {0x80 + at: letter for at, letter in enumerate(normalize("NFC", _VISCII_HIGH))}
    return high | {code: normalize("NFC", letter) for code, letter in _VISCII_LOW.items()}


@cache
def _vni() -> dict[str, str]:
    pairs: dict[str, str] = dict(_VNI_ALONE)
    for base in "aeouy":
        pairs |= {base + byte: base + mark for byte, mark in _VNI_TONES.items()}
    for base in "aeo":
        pairs |= {base + byte: base + "\u0302" + mark for byte, mark in _VNI_HAT.items()}
    pairs |= {"a" + byte: "a\u0306" + mark for byte, mark in _VNI_BREVE.items()}
    for byte, mark in _VNI_TONES.items():
        pairs |= {"ô" + byte: "ơ" + mark, "ö" + byte: "ư" + mark}
    known = {written: normalize("NFC", letter) for written, letter in pairs.items()}
    upper = {written.upper(): letter.upper() for written, letter in known.items()}
    mixed = {written[0].upper() + written[1:]: letter.upper() for written, letter in known.items()}
    return mixed | upper | known
