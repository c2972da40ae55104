"""The order of Vietnamese words, as a dictionary has it."""

from __future__ import annotations

from functools import cache
from unicodedata import normalize

# Letters first (ă after a, đ after d, …), tones only where the letters are the same. The order of tones is
# that of Vietnamese dictionaries: level, grave, hook, tilde, acute, dot below.
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_FIRST_LETTER = 0x110000
"""Letters come after everything that is none (digits, signs), whatever its code point."""

SortKey = tuple[tuple[int, ...], tuple[int, ...], str]


def vietnamese_order(text: str) -> SortKey:
    """Return what to sort a text by: its letters, then its tones, then the text itself. Case counts last."""
    letters: list[int] = []
    tones: list[int] = []
    for character in normalize("NFC", text.casefold()):
        letter, tone = _weights(character)
        letters.append(letter)
        tones.append(tone)
    return tuple(letters), tuple(tones), text


@cache
def _weights(character: str) -> tuple[int, int]:
    """Return the place of a letter in the alphabet, and of its tone."""
    marks = normalize("NFD", character)
    tone = next((_TONES[mark] for mark in marks[1:] if mark in _TONES), 0)
    letter = normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)) or character
    at = _LETTERS.find(letter)
    return (_FIRST_LETTER + at if at >= 0 else ord(letter[0])), tone
