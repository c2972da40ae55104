"""What a document says once holds for all of it: short forms take the type and the name of the full one."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from seeds.entities.canonical import name_all
from seeds.entities.found import Found
from seeds.entities.runs import is_family_name
from seeds.entities.tables import common_words, compounds, cues

if TYPE_CHECKING:
    from seeds.entities.words import Words

# First syllables of the type words of companies: without them their own name names them too.
_COMPANIES = frozenset(
    ["công", "tập", "tổng", "hãng", "ngân", "quỹ", "chứng", "bảo", "ctcp", "nhóm", "clb", "câu"]
)
_SURE = 0.75
_STRONG = 0.8
# Words that are something else by themselves, though persons are named so: "Anh trở thành…", "phía Bắc".
_NO_SHORT_FORMS = frozenset(
    [
        "Anh",
        "Bộ",
        "Sở",
        "Hội",
        "Ban",
        "Cục",
        "Đội",
        "Quân",
        "Bắc",
        "Nam",
        "Đông",
        "Tây",
        "Trung",
        "Công",
        "Chị",
        "Ông",
    ]
)
_LISTED = 0.72
_LIST_GOES_ON = (",", ".", ";", ")", "…", " và", "\n")


def settle(words: Words, found: list[Found]) -> list[Found]:
    """Give every name its type and canonical name; what stays unknown is left out. In order of place."""
    types = _types(words, found)
    parts = _parts(words, found)
    for one in found:
        surface = words.slice(one.first, one.last)
        if one.type == "" or one.confidence < _SURE:
            kind = types.get(surface) or (None if surface in _NO_SHORT_FORMS else parts.get(surface))
            if kind is not None and kind != one.type:
                one.type, one.rule, one.confidence = kind, "memory", 0.8
    found = [part for one in found for part in _without_place(words, one, types)]
    _coordinate(words, found)
    kept = [one for one in found if one.type not in ("", "OTHER")]
    kept.extend(_short_forms(words, kept))
    kept.sort(key=lambda one: (one.start, -one.end))
    name_all(words, kept)
    return kept


def _without_place(words: Words, one: Found, types: dict[str, str]) -> list[Found]:
    """Thị trưởng Tampa Jane Castor: a place that the document knows is no part of the name behind it."""
    first = words.words[one.first]
    if one.rule != "title+name" or one.last - one.first < 2 or types.get(first) != "PLACE":
        return [one]
    if words.gap(one.first + 1) != " ":
        return [one]
    place = Found(one.first, one.first, one.start, words.ends[one.first], "PLACE", "memory", 0.8)
    rest = Found(
        one.first + 1, one.last, words.starts[one.first + 1], one.end, "PERSON", one.rule, one.confidence, ""
    )
    return [place, rest]


def _coordinate(words: Words, found: list[Found]) -> None:
    """In a list, what is unsure takes the type of its sure neighbour: Geleximco, Sudico, Lã Vọng."""
    pairs = list(pairwise(sorted(found, key=lambda one: one.first)))
    for sure, unsure in [*pairs, *((second, first) for first, second in reversed(pairs))]:
        if unsure.type and unsure.confidence >= _SURE:
            continue
        full_name = unsure.type == "PERSON" and unsure.last - unsure.first >= 2
        if full_name and sure.type != "PERSON" and not is_family_name(words.words[sure.first]):
            continue  # roads are named after persons, towns are not
        if (
            sure.type in ("PERSON", "ORG", "PLACE")
            and sure.confidence >= _LISTED
            and _listed(words, sure, unsure)
        ):
            unsure.type, unsure.rule, unsure.confidence = sure.type, "list", _LISTED


def _listed(words: Words, one: Found, other: Found) -> bool:
    """Whether two names stand beside each other in one list."""
    first, second = (one, other) if one.first < other.first else (other, one)
    between = words.plain[first.end : second.start]
    if between in (" - ", " – ") and one.type == "PLACE" == first.type and first.rule == "place-word":
        return is_family_name(words.words[first.first]) and is_family_name(words.words[second.first])
    if between == ", ":
        return words.plain.startswith(_LIST_GOES_ON, second.end)
    return between in (" và ", " hay ", " hoặc ")


def _types(words: Words, found: list[Found]) -> dict[str, str]:
    """The type of each surface where a telling rule gave it one, the most frequent first."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        if one.type and one.confidence >= _STRONG:
            votes[words.slice(one.first, one.last)][one.type] += 1
    return {surface: counter.most_common(1)[0][0] for surface, counter in votes.items()}


def _parts(words: Words, found: list[Found]) -> dict[str, str]:
    """Shorter forms of known names: a person's last or first name, a company without its type word."""
    parts: dict[str, str] = {}
    for one in found:
        if one.type == "PERSON" and one.last > one.first and one.confidence >= _SURE:
            parts.setdefault(words.words[one.last], "PERSON")
            parts.setdefault(words.words[one.first], "PERSON")
            if one.last - one.first >= 2:
                parts.setdefault(words.slice(one.last - 1, one.last), "PERSON")
        elif one.type == "ORG" and one.rule == "org:head" and words.low[one.first] in _COMPANIES:
            first = next((i for i in range(one.first + 1, one.last + 1) if words.capital[i]), None)
            if first is not None:
                parts.setdefault(words.slice(first, one.last), "ORG")
    return parts


def _short_forms(words: Words, kept: list[Found]) -> list[Found]:
    """Last names of persons that stand alone within a sentence: Bailey, Hạnh."""
    covered: set[int] = set()
    for one in kept:
        covered.update(range(one.first, one.last + 1))
    lasts: set[str] = set()
    for one in kept:
        if one.type == "PERSON":
            lasts.add(words.words[one.last])
            telling = one.first == one.last or words.low[one.first] not in common_words()
            if telling and words.words[one.first] not in cues().family:
                lasts.add(words.words[one.first])
    more = []
    for at, word in enumerate(words.words):
        if (
            word not in lasts
            or word in _NO_SHORT_FORMS
            or len(word) < 2
            or at in covered
            or not words.capital[at]
            or words.taken[at]
        ):
            continue
        if words.opens[at] and words.low[at] in common_words():
            continue
        alone = at + 1 >= len(words.words) or words.gap(at + 1) != " " or words.capital[at + 1]
        if not alone and (words.low[at], words.low[at + 1]) in compounds():
            continue  # Chính sách is no Chính
        neighbour = at + 1 < len(words.words) and words.capital[at + 1] and words.gap(at + 1) == " "
        previous = at and words.capital[at - 1] and words.gap(at) == " " and not words.opens[at - 1]
        if neighbour or previous:
            continue
        more.append(Found(at, at, words.starts[at], words.ends[at], "PERSON", "memory", 0.75))
    return more
