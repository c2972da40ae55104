"""Laws, decrees, plans and agreements by name, by number, by the acronym behind them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from seeds import lexicon
from seeds.entities.edges import PLURALS
from seeds.entities.found import Found
from seeds.entities.law_abbreviations import abbreviated_end, behind_head
from seeds.entities.law_edges import (
    congress_end,
    law_end,
    memorandum_end,
    number_end,
    plan_end,
    tail_end,
    treaty_end,
    year_end,
)
from seeds.entities.law_words import law_words
from seeds.entities.look import known, phrase
from seeds.entities.tables import cues

if TYPE_CHECKING:
    from seeds.entities.tables import Phrases
    from seeds.entities.words import Words

_LONGEST_QUOTED = 20  # words
_BACK = 30  # words before an acronym in brackets in which its law begins
_NO_PLANS = frozenset(["tác", "đốc", "trưởng", "phòng", "ban", "khối", "sở", "vụ"])
_CONTROL_LIST = re.compile(r"[A-Z][0-9]{1,2}")


@cache
def _named() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The laws and agreements of the table that have several words: in lower case, with their canonical
    names, by the first word, the longest first."""
    table: dict[str, dict[tuple[str, ...], str]] = {}
    for row in lexicon.rows("agreements.tsv"):
        for surface in (row[0], *(row[1].split("|") if len(row) > 1 else ())):
            words = tuple("".join(c if c.isalnum() else " " for c in surface.lower()).split())
            if len(words) > 1:
                table.setdefault(words[0], {}).setdefault(words, row[0])
    return {
        first: tuple(sorted(entries.items(), key=lambda entry: len(entry[0]), reverse=True))
        for first, entries in table.items()
    }


def law(words: Words, at: int) -> Found | None:
    """The law, plan or agreement whose name begins at a word, None where none does."""
    gap, word = words.gaps[at], words.words[at]
    if gap != " ":
        if gap in ('"', "“", " “", ' "', "'", " '", " ‘") and words.capital[at]:
            return _quoted(words, at)
        if gap == " (" and word.isupper():
            return _acronym(words, at)
    if word.isupper() and behind_head(words, at):
        return _found(words, at, at, "law:acronym", 0.8)
    if words.low[at - 1] in ("sách", "và", "hoặc") and _CONTROL_LIST.fullmatch(word):
        return _control_list(words, at)
    return _by_head(words, at)


def _control_list(words: Words, at: int) -> Found | None:
    """A list of what may not be sold to everyone: danh sách D1 và D3."""
    first = at
    while (
        first > 1
        and words.low[first - 1] in ("và", "hoặc")
        and _CONTROL_LIST.fullmatch(words.words[first - 2])
    ):
        first -= 2
    named = first > 1 and words.low[first - 2 : first] == ["danh", "sách"]
    return _found(words, at, at, "control-list", 0.8) if named else None


def _found(words: Words, at: int, end: int, rule: str, confidence: float, name: str = "") -> Found:
    stop = words.ends[end]
    if words.plain.startswith(")", stop) and "(" in words.slice(at, end):
        stop += 1
    return Found(at, end, words.starts[at], stop, "LAW", rule, confidence, name)


def _by_head(words: Words, at: int) -> Found | None:
    if words.low[at] not in first_words() or words.taken[at]:
        return None
    table = law_words()
    capital, opens = words.capital[at], words.opens[at]
    if words.low[at : at + 2] == ["dự", "luật"] and words.capital[at + 1]:
        return None  # Dự Luật Tiếp cận thông tin
    if words.low[at] == "luật" and words.low[at - 1 : at] == ["đạo"] and words.gap(at) == " ":
        return None  # đạo luật CHIPS
    if words.gap(at) == " - ":
        return None  # Trường Kinh tế - Luật
    if at and words.gap(at) == " ":
        if words.low[at - 1] in PLURALS and not (_numbers(words, at) or (capital and _table(words, at))):
            return None
        if words.capital[at - 1] and capital and not words.opens[at - 1] and not _coded(words, at):
            return None
        if words.low[at] in ("chiến", "kế", "quy") and words.low[at - 1] in _NO_PLANS:
            return None  # Đối tác Chiến lược Toàn diện, Giám đốc Chiến lược
    if not capital and at + 2 < len(words.words) and behind_head(words, at + 2):
        return None  # hiệp định CPTPP
    listed = _table(words, at)
    if listed is not None and (capital or any(words.capital[at + 1 : listed[0] + 1])):
        end = tail_end(words, listed[0])
        return _found(words, at, end, "law:known", 0.95, listed[1])
    if capital and not opens and not (words.low[at - 1] == "và" and words.gap(at - 1) == " "):
        end = abbreviated_end(words, at)
        if end > at:
            return _found(words, at, end, "law:abbreviated", 0.75)
    size = phrase(words, at, table.numbered)
    if size:
        end = number_end(words, at, size)
        if end >= 0:
            return _found(words, at, year_end(words, end), "law:number", 0.9)
    for phrases, reach in (
        (table.memoranda, memorandum_end),
        (table.treaties, treaty_end),
        (table.laws, law_end),
        (table.plans, plan_end),
    ):
        size = phrase(words, at, phrases)
        if size:
            head = at + size - 1
            if reach is law_end and capital and not opens and _described(words, head):
                reach = treaty_end  # Đạo luật tội phạm máy tính
            end = reach(words, head) if capital or _name_next(words, head) else head
            if words.low[head] == "luật" and words.low[head + 1 : head + 3] == ["sửa", "đổi"]:
                end = _amending(words, head)
            if opens and reach in (treaty_end, plan_end) and not _sure_opening(words, head):
                return None
            if words.slice(at, end).lower() in table.generic or (end == head and words.low[head] != "pháp"):
                return None
            if end == head and not (capital and words.slice(at, end) == "Hiến pháp"):
                return None
            return _found(words, at, tail_end(words, end), "law:head", 0.8)
    if size == 0 and words.low[at : at + 2] == ["nghị", "quyết"]:
        end = congress_end(words, at + 1)
        return None if end < 0 else _found(words, at, end, "law:congress", 0.8)
    return None


def _described(words: Words, head: int) -> bool:
    """Whether an act's name goes on in lower case."""
    after = head + 1
    return (
        words.low[head - 1] == "đạo"
        and after < len(words.words)
        and words.gap(after) == " "
        and not words.capital[after]
        and words.low[after] not in law_words().stops
    )


def _sure_opening(words: Words, head: int) -> bool:
    """Whether a head whose capital only opens its sentence is meant as a name's."""
    after = head + 1
    return after < len(words.words) and (
        words.capital[after] or words.low[after] in ("về", "khung", "chung", "của")
    )


@cache
def first_words() -> frozenset[str]:
    """First words of all that may name a law."""
    table = law_words()
    heads = (
        table.numbered,
        table.laws,
        table.treaties,
        table.memoranda,
        table.plans,
        table.abbreviated,
        table.weakly_abbreviated,
    )
    return frozenset(first for phrases in heads for first in phrases) | frozenset(_named())


def _table(words: Words, at: int) -> tuple[int, str] | None:
    """The last word of the longest law of the table that begins at a word, and its canonical name."""
    for entry, name in _named().get(words.low[at], ()):
        size = len(entry)
        if tuple(words.low[at : at + size]) == entry and not any(words.opens[at + 1 : at + size]):
            return at + size - 1, name
    return None


def _coded(words: Words, at: int) -> bool:
    """Whether a number with its code names a text: a capital before it ends a sentence without a stop."""
    size = phrase(words, at, law_words().numbered)
    return size > 0 and number_end(words, at, size) > at + size + 1


def _numbers(words: Words, at: int) -> bool:
    """Whether a number follows a head of one or two words: hai Nghị định 10 và 12."""
    return any(word[:1].isdigit() for word in words.words[at + 1 : at + 4])


def _name_next(words: Words, head: int) -> bool:
    """Whether a head in lower case has a name of its own behind it: hiệp định Paris, đạo luật CHIPS."""
    after = head + 1
    if after >= len(words.words) or words.gap(after) != " " or not words.capital[after]:
        return False
    listed = known(words, after)
    if words.low[head] in ("định", "ước", "thư"):
        return listed is None or listed[0].type != "LAW"
    return words.low[head] == "luật" and words.low[head - 1] == "đạo" and listed is None


def _quoted(words: Words, at: int) -> Found | None:
    """A plan that bears its name in quotation marks: sáng kiến "Vành đai và Con đường"."""
    heads = law_words().quoted
    before = (" ".join(words.low[i : i + 2]) for i in range(max(0, at - 6), at - 1))
    if not any(pair.split()[0] in heads and phrase_of(heads, pair) for pair in before):
        return None
    if any(words.gap(i) != " " for i in range(max(1, at - 4), at) if i > at - 3):
        return None
    for end in range(at, min(at + _LONGEST_QUOTED, len(words.words))):
        if words.plain[words.ends[end] : words.ends[end] + 1] in ('"', "”", "'", "’"):
            return _found(words, at, end, "law:quoted", 0.75) if end > at else None
        if "\n" in words.gap(end):
            break
    return None


def phrase_of(phrases: Phrases, pair: str) -> bool:
    """Whether two words are one of the phrases."""
    return tuple(pair.split()) in phrases.get(pair.split()[0], ())


def _acronym(words: Words, at: int) -> Found | None:
    """The acronym in brackets behind a law's name: Đạo luật Giảm lạm phát (IRA)."""
    word = words.words[at]
    if len(word) < 2 or not words.plain.startswith(")", words.ends[at]):
        return None
    listed = known(words, at)
    other = word in cues().no_names or (listed is not None and listed[0].type in ("ORG", "EVENT"))
    for first in range(at - 1, max(-1, at - _BACK), -1):
        if words.low[first] in first_words() and (words.capital[first] or _table(words, first)):
            before = _by_head(words, first)
            if before is not None and before.last == at - 1 and not (other and not _names(before, word)):
                name = before.name or words.slice(before.first, before.last)
                return _found(words, at, at, "law:acronym", 0.9, name)
        if words.opens[first]:
            break
    return None


def _names(law: Found, word: str) -> bool:
    """Whether an abbreviation that may name something else is that of the law before it."""
    return law.rule == "law:abbreviated" or law.name == word


def _amending(words: Words, head: int) -> int:
    """Luật sửa đổi, bổ sung một số điều của Luật Quảng cáo: the law that it changes belongs to its name."""
    for at in range(head + 3, min(head + 14, len(words.words))):
        if words.low[at] in ("luật", "bộ") and words.capital[at]:
            inner = _by_head(words, at)
            return inner.last if inner is not None else head
        if words.opens[at]:
            break
    return head
