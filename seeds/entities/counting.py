"""Where a counted noun ends: 17 Hiệp định | thương mại tự do, 70 nền kinh tế | lớn, 200 quả đạn | pháo."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from seeds import lexicon
from seeds.entities.figure_words import figure_lists
from seeds.entities.tables import compounds

_LETTERS = "a-zà-ỹđ"
_NOUN = re.compile(
    r"[ ]([^\W\d_][^\W_]*)(?:[ -]([^\W\d_][^\W_]*))?(?:[ -]([^\W\d_][^\W_]*))?(?:[ -]([^\W\d_][^\W_]*))?"
    r"(?:[ ]([^\W\d_][^\W_]*))?"
)
_LOWER = re.compile(f"[{_LETTERS}]+")
_PLURAL = frozenset(["các", "những"])
# "200 xe tăng 5%" are no tanks.
_GROWTH = frozenset(["so", "mạnh", "gần", "hơn", "lên", "trưởng", "nhẹ", "thêm", "khoảng", "từ", "vọt", ""])
_WHOLE = frozenset(["chiếc", "căn"])
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class _Lexicon:
    no_nouns: frozenset[str]
    bound: frozenset[str]
    no_more: frozenset[str]
    classifiers: frozenset[str]
    alone: frozenset[str]
    callings: frozenset[str]
    prefixes: frozenset[str]
    acronyms: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data = figure_lists()
    return _Lexicon(*(frozenset(data[key].split()) for key in _Lexicon.__slots__))


@cache
def billions() -> frozenset[str]:
    """First syllables of what is counted in billions."""
    return frozenset(figure_lists()["billions"].split())


@cache
def _verbs() -> frozenset[tuple[str, ...]]:
    """Pairs of syllables that are no counted noun though the first alone may be."""
    return frozenset(tuple(pair.split()) for pair in figure_lists()["verbs"].split("|"))


@cache
def _nouns() -> dict[str, tuple[tuple[str, ...], ...]]:
    """What makes one noun with a first syllable, the longest first."""
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for first, seconds in lexicon.rows("counted.txt"):
        rests = [tuple(second.lower().replace("-", " ").split()) for second in seconds.split("|")]
        table[first] = tuple(sorted(rests, key=len, reverse=True))
    return table


def noun_end(plain: str, at: int, limit: int) -> int:
    """The end of the noun that begins behind a number ending at ``at``, -1 where no counted noun does.

    ``limit`` is an offset that it must not reach over: what stands there has been read as something else.
    """
    match = _NOUN.match(plain, at)
    if match is None or match.end(1) > limit:
        return -1
    words: list[str] = []
    for i in range(1, 6):
        if not match[i] or match.end(i) > limit:
            break
        words.append(match[i])
    if words[0] in _lexicon().acronyms:
        return match.end(1)
    low = [word.lower() for word in words]
    size = _size(low, words)
    return match.end(size) if size else -1


def _size(low: list[str], words: list[str]) -> int:
    """How many of the words make the noun; 0 where they make none."""
    table = _lexicon()
    if low[0] in _PLURAL:
        listed = _listed(low[1:])
        return 1 + listed if listed else 2 if len(low) > 1 and low[1] not in table.no_nouns else 0
    listed = _listed(low)
    if listed > 1:
        whole = 1 + _listed(low[1:]) if low[0] in _WHOLE else 0  # chiếc xe, but chiếc xe máy
        return max(listed, whole)
    if not _LOWER.fullmatch(words[0]):
        return 0
    # What follows may go on with the noun only in lower case.
    plain = [low[0]]
    for word in words[1:]:
        if not _LOWER.fullmatch(word):
            break
        plain.append(word)
    return _unlisted(plain)


def _unlisted(low: list[str], depth: int = 0) -> int:
    """How many words make a noun that the table does not know as a whole; 0 where they make none."""
    table = _lexicon()
    first = low[0]
    if len(low) > 2 and low[2] in table.callings and (low[2],) not in _nouns().get(low[1], ()):
        return 3
    if depth < _DEEPEST and len(low) > 1 and first in table.prefixes:
        rest = max(_listed(low[1:]), _unlisted(low[1:], depth + 1))
        if rest > 1:
            return 1 + rest
    if first in table.no_nouns or first in table.bound or tuple(low[:2]) in _verbs():
        return 0
    if len(low) == 1:
        return 1
    second = low[1]
    if first in table.classifiers and depth < _DEEPEST and second not in table.no_more:
        rest = _listed(low[1:])
        if rest < 2:
            rest = _unlisted(low[1:], depth + 1)
        return 1 + rest
    if first in table.alone or second in table.no_nouns or second in table.no_more:
        return 1
    return 2 if (first, second) in compounds() else 1


def _listed(low: list[str]) -> int:
    """How many words the longest noun of the table that begins here has, 0 if none does."""
    for rest in _nouns().get(low[0], ()) if low else ():
        size = 1 + len(rest)
        if tuple(low[1:size]) == rest:
            if rest == ("tăng",) and (low[2:3] or [""])[0] in _GROWTH:
                continue
            return size
    return 0
