"""Where the tone is written in Vietnamese syllables that end in *oa*, *oe* or *uy*: on the first of the two
vowels, as before the 1980s and in most papers still (``hòa``, ``khỏe``, ``thủy``), or on the second, as
in the schools' spelling (``hoà``, ``khoẻ``, ``thuỷ``). Both are one word.

*qu* is a consonant: ``quý`` has one spelling. So has a syllable with something behind the vowels (``hoàn``).
"""

from __future__ import annotations

import re
from itertools import product
from unicodedata import normalize

_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
_MOST = 3  # syllables of which every mixture of spellings is given


def _toned(vowels: str) -> str:
    return "".join(normalize("NFC", vowel + tone) for vowel in vowels for tone in _TONES)


_PAIRS = (("oO", "aeAE"), ("uU", "yY"))
_LATE = "|".join(f"[{first}][{_toned(second)}]" for first, second in _PAIRS)
_EARLY = "|".join(f"[{_toned(first)}][{second}]" for first, second in _PAIRS)
_SYLLABLE = re.compile(rf"(?<![qQ])(?:{_LATE}|{_EARLY})(?![^\W\d_])")


def spellings(text: str) -> tuple[str, ...]:
    """Return a text (NFC) in every spelling of its tones, as it stands first. Where it has very many such
    syllables, that are only those in which all of them are written alike."""
    places = [match.start() for match in _SYLLABLE.finditer(text)]
    if not places:
        return (text,)
    if len(places) > _MOST:
        early = [at for at in places if not _is_late(text[at : at + 2])]
        late = [at for at in places if at not in early]
        return tuple(dict.fromkeys((text, _with_moved(text, early), _with_moved(text, late))))
    chosen = product((False, True), repeat=len(places))
    return tuple(
        _with_moved(text, [at for at, moved in zip(places, choice, strict=True) if moved])
        for choice in chosen
    )


def _is_late(vowels: str) -> bool:
    return len(normalize("NFD", vowels[0])) == 1


def _with_moved(text: str, places: list[int]) -> str:
    """Return a text in which the tones of some syllables stand on the other vowel."""
    for at in places:
        first, second = (normalize("NFD", letter) for letter in text[at : at + 2])
        tone = first[1:] + second[1:]
        moved = first[0] + tone + second[0] if len(first) == 1 else first[0] + second[0] + tone
        text = text[:at] + normalize("NFC", moved) + text[at + 2 :]
    return text
