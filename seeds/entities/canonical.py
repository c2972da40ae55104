"""Canonical names: the one name under which an entity is followed through an article and a library.

A person's short form takes the full name that the article gives, or that everybody means by it; an acronym
in brackets takes its organisation; the many ways to write one body (Ủy ban nhân dân tỉnh Lào Cai, UBND Lào
Cai) become one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from seeds import lexicon
from seeds.entities.tables import gazetteer

if TYPE_CHECKING:
    from seeds.entities.found import Found
    from seeds.entities.words import Words

# Cities that are provinces of their own: Công an TP Hà Nội is Công an Hà Nội, Công an TP Hà Tĩnh is not
# Công an (tỉnh) Hà Tĩnh.
_CITY_PROVINCES = frozenset({"TP.HCM", "Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"})
# What stands before a company's, a club's or a paper's own name. Where that name is known, it is enough.
_KINDS = (
    "Tổng công ty", "Tập đoàn", "Công ty cổ phần", "Công ty TNHH MTV", "Công ty TNHH", "Công ty",
    "Ngân hàng TMCP", "Hãng thông tấn", "Hãng tin", "Hãng xe", "Hãng hàng không", "Hãng", "Báo", "Đài",
    "Tạp chí", "Kênh", "CLB", "Nền tảng", "Mạng xã hội", "Tổ chức", "Lực lượng", "Phong trào",
)  # fmt: skip
_DASHES = re.compile(r"\s*[–—]\s*")


def name_all(words: Words, kept: list[Found]) -> None:
    """Give every name of a document (in order of place) its canonical name."""
    acronyms = _acronyms(words, kept)
    people = _People(words, kept)
    for one in kept:
        surface = words.slice(one.first, one.last)
        if one.type == "PERSON":
            one.name = people.name(surface, one.first)
        elif surface in acronyms:
            one.name = acronyms[surface]
        elif one.type == "ORG":
            one.name = organisation(one.name or surface)
        else:
            one.name = one.name or _listed(_DASHES.sub(" - ", surface), one.type)
    _own_names(words, kept)


def organisation(surface: str) -> str:
    """Return the canonical name of an organisation as it is written somewhere."""
    name = " ".join(_DASHES.sub(" - ", surface).split())
    if not name.isascii():
        name = name.replace(" & ", " và ")
    if listed := _known(name, "ORG"):
        return listed
    name = _spelled(name)
    for form, head in _heads():
        if name.lower().startswith(form) and not name[len(form) : len(form) + 1].isalnum():
            name = head + name[len(form) :]
            break
    if listed := _known(name, "ORG"):
        return listed
    for kind in _KINDS:
        own = name[len(kind) + 1 :]
        if name.startswith(kind + " ") and own and (listed := _known(own, "ORG")):
            return listed
    return _placed(name)


@cache
def _heads() -> tuple[tuple[str, str], ...]:
    """Return the written forms of heads in lower case with the form that names use, longest first."""
    forms = [
        (form.lower(), head)
        for head, *others in lexicon.rows("bodies.tsv")
        for form in (head, *(others[0].split("|") if others else ()))
    ]
    return tuple(sorted(forms, key=lambda pair: -len(pair[0])))


@cache
def _by_case() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return the names of the gazetteer by type and lower case: as they are written there, and canonical."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for entries in gazetteer().values():
        for entry in entries:
            found[entry.type, entry.surface.lower()].append((entry.surface, entry.name))
    return dict(found)


def _known(name: str, kind: str) -> str:
    """Return the canonical name of the gazetteer for a written form; "" for one it has not. Case counts in
    the first two words: the club Công An Hà Nội is not the police of Hà Nội."""
    candidates = _by_case().get((kind, name.lower()), ())
    start = name.split(None, 2)[:2]
    for surface, canonical in candidates:
        if surface == name:
            return canonical
    return next((canonical for surface, canonical in candidates if surface.split(None, 2)[:2] == start), "")


def _listed(surface: str, kind: str) -> str:
    return _known(surface, kind) or surface


def _spelled(name: str) -> str:
    """Return a name in capitals (TRƯỜNG THCS LÊ QUÝ ĐÔN) as it is written otherwise."""
    parts = name.split()
    if not name.isupper() or len(parts) < 3:
        return name
    return " ".join(part if len(part) < 2 or part.isascii() else part.capitalize() for part in parts)


def _placed(name: str) -> str:
    """Return an organisation's name with the place at its end under that place's canonical name, and without
    the word ``tỉnh`` before it."""
    parts = name.split()
    for at in range(max(1, len(parts) - 5), len(parts)):
        place = _known(" ".join(parts[at:]), "PLACE")
        if not place:
            continue
        head = parts[:at]
        if head[-1] == "tỉnh" and len(head) > 1:
            head.pop()
        elif place in _CITY_PROVINCES and len(head) > 1:
            if head[-1] in ("TP", "TP."):
                head.pop()
            elif head[-2:] == ["thành", "phố"] and len(head) > 2:
                del head[-2:]
        return " ".join([*head, place])
    return name


def _acronyms(words: Words, kept: list[Found]) -> dict[str, str]:
    """Return the acronyms in brackets behind an organisation or a law, with the name they stand for."""
    found: dict[str, str] = {}
    for before, one in pairwise(kept):
        if (
            one.type == before.type
            and one.type in ("ORG", "LAW")
            and one.first == before.last + 1
            and words.gap(one.first) == " ("
            and one.first == one.last
            and sum(letter.isupper() for letter in words.words[one.first]) > 1
            and words.plain[one.end : one.end + 1] in (")", ",", " ")
        ):
            surface = words.slice(one.first, one.last)
            full = words.slice(before.first, before.last)
            listed = _known(surface, one.type) or before.name
            found.setdefault(surface, listed or (organisation(full) if one.type == "ORG" else full))
    return found


def _own_names(words: Words, kept: list[Found]) -> None:
    """A company that the article calls by its own name as well is one: Công ty Xuyên Việt Oil, Xuyên Việt
    Oil."""
    full: dict[str, str] = {}
    for one in kept:
        if one.type != "ORG":
            continue
        for kind in _KINDS:
            if one.name.startswith(kind + " "):
                full.setdefault(one.name[len(kind) + 1 :], one.name)
                break
    for one in kept:
        if one.type == "ORG" and one.name in full and one.name == words.slice(one.first, one.last):
            one.name = full[one.name]


@cache
def _short_people() -> dict[str, str]:
    return {
        short: name
        for name, *others in lexicon.rows("people.tsv")
        for short in (name, *(others[0].split("|") if others and others[0] else ()))
    }


class _People:
    """The persons that a document names in full, and where."""

    def __init__(self, words: Words, kept: list[Found]) -> None:
        self._by_part: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._by_form: dict[str, str] = {}
        for one in kept:
            if one.type != "PERSON" or one.last == one.first:
                continue
            surface = words.slice(one.first, one.last)
            if "." in surface:
                continue  # initials: each is itself
            name = self._by_form.setdefault(surface.lower(), _full(surface))
            parts = {words.words[one.last], words.words[one.first]}
            if one.last - one.first > 1:
                parts.add(words.slice(one.last - 1, one.last))
                parts.add(f"{words.words[one.first]} {words.words[one.last]}")
            for part in parts:
                self._by_part[part.lower()].append((one.first, name))

    def name(self, surface: str, at: int) -> str:
        """Return the name of the person whom ``surface`` names at a word: of those it may stand for, the one
        named last before it."""
        low = surface.lower()
        told = self._by_part.get(low, ())
        own = self._by_form.get(low)
        told = [one for one in told if len(one[1]) > len(surface)]
        if told:
            return told[max(0, bisect_right(told, (at, chr(0x10FFFF))) - 1)][1]
        return own or _full(surface)


def _full(surface: str) -> str:
    known = _short_people().get(surface)
    if known:
        return known
    parts = surface.split()
    if surface.isupper() and len(parts) > 1:
        proper = " ".join(part.capitalize() for part in parts)
        return _short_people().get(proper, proper)
    if len(parts) == 3 and len(parts[1]) == 1:
        return f"{parts[0]} {parts[2]}"  # John F Kennedy: the initial comes and goes
    return surface
