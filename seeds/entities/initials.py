"""Persons whom a text names by their initials alone: N.A.T. (27 tuổi), bà H., Th."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seeds.entities.found import Found
from seeds.entities.judging import left, speaks
from seeds.entities.look import before

if TYPE_CHECKING:
    from seeds.entities.words import Words

_DOUBLE = frozenset(["Th", "Tr", "Ph", "Ng", "Nh", "Kh", "Ch", "Gi", "Qu"])
# What brackets say of a person behind the name.
_OF_A_PERSON = re.compile(
    r"\.? ?\((?:\d+ tuổi|sinh|SN|học|trú|ngụ|quê|cùng|ở|là|con|bạn|vợ|chồng)|, \d+ tuổi"
)
_NO_PERSONS = frozenset(
    ["U.S", "U.K", "L.A", "D.C", "A.I", "U.A.E", "U.S.A", "F.B.I", "C.I.A", "U.N", "E.U", "B.C"]
)
# Behind these a letter counts or sorts: khu A., lớp B.
_SORTED = frozenset(
    [
        "khu",
        "nhà",
        "lô",
        "tòa",
        "block",
        "lớp",
        "nhóm",
        "bảng",
        "khối",
        "hạng",
        "loại",
        "vitamin",
        "gan",
        "quận",
        "cánh",
    ]
)
_COMPANIES = frozenset(["chủ đầu tư", "công ty", "nhà thầu", "đơn vị", "hãng", "dự án", "tổ chức"])


def _is_initial(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or word in _DOUBLE


def _last(words: Words, at: int) -> int:
    """The last of the initials that stand together from a word on."""
    end = at
    while end + 1 < len(words.words) and words.gap(end + 1) == "." and _is_initial(words.words[end + 1]):
        end += 1
    return end


def _dotted(words: Words, last: int) -> int:
    """The offset behind a word, and behind its dot where it has one."""
    end = words.ends[last]
    return end + 1 if words.plain.startswith(".", end) else end


def initials(words: Words, kept: list[Found]) -> list[Found]:
    """All names with the persons that initials stand for; what a weak rule has read in their place goes."""
    proven = _proven(words, kept)
    new = []
    at, size = 0, len(words.words)
    while at < size:
        if not _is_initial(words.words[at]) or words.taken[at]:
            at += 1
            continue
        last = _last(words, at)
        if _names(words, at, last, proven):
            proven.add(words.words[last])
            new.append(Found(at, last, words.starts[at], _dotted(words, last), "PERSON", "initials", 0.85))
        at = last + 1
    taken = {i for one in new for i in range(one.first, one.last + 1)}
    rest = [one for one in kept if not (one.first in taken and one.last in taken)]
    covered = {i for one in rest for i in range(one.first, one.last + 1)}
    return [*rest, *(one for one in new if not covered.intersection(range(one.first, one.last + 1)))]


def _proven(words: Words, kept: list[Found]) -> set[str]:
    """The last letters of persons that a title or a full name has named."""
    return {
        words.words[one.last] for one in kept if one.type == "PERSON" and _is_initial(words.words[one.last])
    }


def _names(words: Words, at: int, last: int, proven: set[str]) -> bool:
    """Whether the initials from one word to another are a person's."""
    after = last + 1
    if at and (words.capital[at - 1] and words.gap(at) == " " and not words.opens[at]):
        return False  # the end of a longer name
    if after < len(words.words) and words.gap(after) in (" ", ". ") and words.capital[after]:
        joined = words.gap(after) == " " or not words.opens[after]
        if joined and at != last:
            return False  # J.K. Rowling
    dot = words.plain.startswith(".", words.ends[last])
    if at == last:
        return (
            dot
            and words.words[at] in proven
            and words.gap(at)[-1:] in (" ", "\n", '"', "“", "(")
            and not (at and words.low[at - 1] in _SORTED)
            and not words.plain[words.ends[at] + 1 : words.ends[at] + 2].isalnum()
        )
    if words.slice(at, last) in _NO_PERSONS:
        return False
    if left(words, at) == "ORG" or before(words, at, _COMPANIES):
        return False  # chủ đầu tư N.H.O
    told = _OF_A_PERSON.match(words.plain, words.ends[last]) is not None
    return told or words.words[last] in proven or (dot and last - at > 1) or speaks(words, last)
