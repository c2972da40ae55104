"""Folding: the form in which text is compared when case and Vietnamese marks do not matter, with the way
back."""

from __future__ import annotations

import re
from codecs import charmap_build, charmap_decode, charmap_encode
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

# Letters that carry their mark inside (no decomposition), and the typographic forms of ' " and -.
_ALIKE = {
    "đ": "d", "ð": "d", "ɖ": "d", "ł": "l", "ø": "o", "ı": "i",
    "‘": "'", "’": "'", "‚": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
}  # fmt: skip

_FREQUENT = "‘’“”–—…«»·•°²³×½©®™€\u00a0\u2009\u202f\u200bçñåøäëïöü"
"""What Vietnamese texts have beside their own letters, each a single character when folded."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``offsets[i]`` is where its i-th character comes from, with the text's length at the
    end."""

    text: str
    offsets: Sequence[int]


def fold(text: str) -> str:
    """Return the text in lower case without marks, ``đ`` as ``d``, any white space as a space, quotes and
    dashes in their typewriter form. Works character by character, so that offsets can be mapped back."""
    if text.isascii() and text.isprintable():
        return text.casefold()
    codes, folded = _codes()
    try:  # a quarter of the time that looking up each character takes
        return charmap_decode(charmap_encode(text.casefold(), "strict", codes)[0], "strict", folded)[0]
    except UnicodeEncodeError:
        return text.translate(_table())


def fold_with_map(text: str) -> Folded:
    """Return the folded text and where each of its characters comes from."""
    folded = fold(text)
    table = _table()
    odd = {ord(character) for character in set(text) if len(table[ord(character)]) != 1}
    if not odd:
        return Folded(folded, range(len(text) + 1))
    offsets: list[int] = []
    for at, character in enumerate(text):
        offsets.extend([at] * len(table[ord(character)]))
    offsets.append(len(text))
    return Folded(folded, offsets)


def find_folded(text: str | Folded, needle: str, limit: int | None = None) -> list[tuple[int, int]]:
    """Return where a needle occurs in a text, both folded: offsets into the text, in order, without
    overlap.

    Hand in ``fold_with_map(text)`` when the same text is searched again. White space around the needle
    counts not; an empty needle is found nowhere. At most ``limit`` hits are returned.
    """
    wanted = fold(needle).strip()
    if not wanted:
        return []
    folded = text if isinstance(text, Folded) else fold_with_map(text)
    offsets = folded.offsets
    hits: list[tuple[int, int]] = []
    at = folded.text.find(wanted)
    while at >= 0 and (limit is None or len(hits) < limit):
        end = at + len(wanted)
        # A hit may not begin or end inside a character that folds to several (ß).
        if (at == 0 or offsets[at] != offsets[at - 1]) and offsets[end] != offsets[end - 1]:
            hits.append((offsets[at], offsets[end]))
            at = folded.text.find(wanted, end)
        else:
            at = folded.text.find(wanted, at + 1)
    return hits


def as_spelled(text: str) -> str:
    """Return a text (NFC) as the tables spell Vietnamese, letter for letter: offsets stay as they are.

    The tone of ``oa oe uy`` stands on the first letter where nothing follows (``hoà`` → ``hòa``, ``thuỷ`` →
    ``thủy``) and on the second where a letter follows (``hòang`` → ``hoàng``), that of ``quy`` on the ``y``;
    Icelandic and African letters that look like ``đ`` become it. Both placements of the tone are in use:
    where a paper sets it says nothing about what it names.
    """
    if not text.isascii() and any(letter in text for letter in _LOOK_LIKE_D):
        text = text.translate(_look_alikes())
    return _placements().sub(_placed, text)


_LOOK_LIKE_D = "ðÐƉɖ"


@cache
def _look_alikes() -> dict[int, int]:
    return str.maketrans(_LOOK_LIKE_D, "đĐĐđ")


@cache
def _placements() -> re.Pattern[str]:
    """The pairs whose tone stands where the tables do not have it."""
    first, second = "òóỏõọÒÓỎÕỌ", "àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ"
    y_first, y_second = "ùúủũụÙÚỦŨỤ", "ỳýỷỹỵỲÝỶỸỴ"
    letter = r"[^\W\d_]"
    # Two letters of the right kinds first, then how they stand: what begins with a class is found quickly.
    return re.compile(
        rf"[oOuU{first}{y_first}][{second}{y_second}aeyAEY](?:"
        rf"(?<=[oO][{second}])(?!{letter})|(?<=[{first}][aeAE])(?={letter})|"
        rf"(?<=[uU][{y_second}])(?<![qQ]..)(?!{letter})|"
        rf"(?<=[{y_first}][yY])(?:(?<=[qQ]..)|(?<![qQ]..)(?={letter})))"
    )


def _placed(match: re.Match[str]) -> str:
    """Return a pair of vowels with the tone on the other one."""
    one, two = (normalize("NFD", letter) for letter in match[0])
    return normalize("NFC", one[0] + two[1:] + two[0] + one[1:])


class _Table(dict[int, str]):
    """What each code point folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character.isspace():
            folded = " "
        else:
            bare = _bare(_bare(character))  # twice: some letters only come apart once they are in lower case
            folded = "".join(_ALIKE.get(letter, letter) for letter in bare)
        self[code] = folded
        return folded


@cache
def _table() -> _Table:
    return _Table()


@cache
def _codes() -> tuple[Any, str]:
    """Return a code page of what nearly all texts are made of, in lower case, and what each of its codes
    folds to."""
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = "".join(normalize("NFC", letter + mark) for letter in "aăâeêioôơuưyđ" for mark in marks)
    ascii_ = "".join(map(chr, range(128))).lower()
    known = [it for it in dict.fromkeys(ascii_ + letters + _FREQUENT) if len(_table()[ord(it)]) == 1]
    folded = "".join(_table()[ord(it)] for it in known)
    return charmap_build("".join(known).ljust(256, "\ufffe")), folded.ljust(256, "\ufffe")


def _bare(text: str) -> str:
    """Return the text in lower case without marks."""
    return "".join(
        letter for letter in normalize("NFD", normalize("NFD", text).casefold()) if category(letter) != "Mn"
    )
