"""Laws, decrees, plans and agreements by name or number, and where those names end."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from seeds import lexicon
from seeds.entities.edges import PLURALS, full_name, vocabulary, word_end
from seeds.entities.found import Found
from seeds.entities.look import known, phrase
from seeds.entities.tables import Phrases, compounds, cues

if TYPE_CHECKING:
    from seeds.entities.words import Words

_LONGEST_LAW = 16  # words behind the head
_LONGEST_CLAUSE = 40
_LONGEST_QUOTED = 9
_LONGEST_NUMBER = 8  # parts: 01/2024/TTLT-BCA-BTC
_BACK = 30  # words before an acronym in brackets in which its law begins
_DASHES = frozenset([" ", " - ", "-", " – "])
_CODE_GAPS = frozenset(["/", "-", "/-", "–"])
_COUNTED_YEARS = range(1900, 2101)
_AMENDED = frozenset(
    ["lần", "năm", "được", "có", "sẽ", "vừa", "mới", "tại", "ngày", "đã", "và", "gồm", "cũng", "là"]
)
_ROMAN = frozenset("IVXLC")
_CONTROL_LIST = re.compile(r"[A-Z][0-9]{1,2}")
_JOINING = frozenset(["và", "về", "trong", "khu", "giữa"])


@dataclass(frozen=True, slots=True)
class _Lexicon:
    numbered: Phrases
    laws: Phrases
    treaties: Phrases
    memoranda: Phrases
    plans: Phrases
    quoted: Phrases
    weakly_numbered: frozenset[str]
    stops: frozenset[str]
    clause_stops: frozenset[str]
    memorandum_stops: frozenset[str]
    next_clause: frozenset[str]
    generic: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data: dict[str, str] = tomllib.loads(lexicon.text("laws.toml"))

    def phrases(key: str) -> Phrases:
        found: dict[str, list[tuple[str, ...]]] = {}
        for entry in data[key].split("|"):
            words = tuple(entry.split())
            found.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in found.items()}

    def words(key: str) -> frozenset[str]:
        return frozenset(data[key].split("|"))

    return _Lexicon(
        numbered=phrases("numbered"),
        laws=phrases("laws"),
        treaties=phrases("treaties"),
        memoranda=phrases("memoranda"),
        plans=phrases("plans"),
        quoted=phrases("quoted"),
        weakly_numbered=words("weakly_numbered"),
        stops=words("stops"),
        clause_stops=words("clause_stops"),
        memorandum_stops=words("memorandum_stops"),
        next_clause=words("next_clause"),
        generic=words("generic"),
    )


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
    if words.gap(at) in ('"', "“", " “", ' "', "'", " '", " ‘") and words.capital[at]:
        return _quoted(words, at)
    if words.gap(at) == " (" and words.words[at].isupper():
        return _acronym(words, at)
    if words.low[at - 1] in ("sách", "và", "hoặc") and _CONTROL_LIST.fullmatch(words.words[at]):
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
    return Found(at, end, words.starts[at], words.ends[end], "LAW", rule, confidence, name)


def _by_head(words: Words, at: int) -> Found | None:
    table = _lexicon()
    if words.taken[at] or words.low[at] not in _heads():
        return None
    capital, opens = words.capital[at], words.opens[at]
    if at and words.gap(at) == " ":
        if words.low[at - 1] in PLURALS and not _numbers(words, at):
            return None
        if words.capital[at - 1] and capital and not words.opens[at - 1]:
            return None  # Đối tác Chiến lược Toàn diện
    listed = _table(words, at)
    if listed is not None and (capital or any(words.capital[at + 1 : listed[0] + 1])):
        end = _tail(words, listed[0])
        return _found(words, at, end, "law:known", 0.95, listed[1])
    size = phrase(words, at, table.numbered)
    if size:
        end = _number(words, at, size)
        if end >= 0:
            return _found(words, at, _year(words, end), "law:number", 0.9)
    for phrases, reach in (
        (table.memoranda, _memorandum),
        (table.treaties, _treaty),
        (table.laws, _law),
        (table.plans, _plan),
    ):
        size = phrase(words, at, phrases)
        if size:
            head = at + size - 1
            end = reach(words, head) if capital or _name_next(words, head) else head
            if opens and not any(words.capital[head + 1 : end + 1]) and reach is not _law:
                return None
            if words.slice(at, end).lower() in table.generic or (end == head and words.low[head] != "pháp"):
                return None
            if end == head and not (capital and words.slice(at, end) == "Hiến pháp"):
                return None
            return _found(words, at, _tail(words, end), "law:head", 0.8)
    if size == 0 and words.slice(at, min(at + 1, len(words.words) - 1)) == "Nghị quyết":
        end = _congress(words, at + 1)
        return None if end < 0 else _found(words, at, end, "law:congress", 0.8)
    return None


@cache
def _heads() -> frozenset[str]:
    """First words of all that may name a law."""
    table = _lexicon()
    heads = (table.numbered, table.laws, table.treaties, table.memoranda, table.plans)
    return frozenset(first for phrases in heads for first in phrases) | frozenset(_named())


def _table(words: Words, at: int) -> tuple[int, str] | None:
    """The last word of the longest law of the table that begins at a word, and its canonical name."""
    for entry, name in _named().get(words.low[at], ()):
        size = len(entry)
        if tuple(words.low[at : at + size]) == entry and not any(words.opens[at + 1 : at + size]):
            return at + size - 1, name
    return None


def _numbers(words: Words, at: int) -> bool:
    """Whether a number follows a head of one or two words: hai Nghị định 10 và 12."""
    return any(word[:1].isdigit() for word in words.words[at + 1 : at + 4])


def _name_next(words: Words, head: int) -> bool:
    """Whether a head in lower case has a name of its own behind it: hiệp định Paris, đạo luật CHIPS."""
    after = head + 1
    if after >= len(words.words) or words.gap(after) != " " or not words.capital[after]:
        return False
    if words.low[head] in ("định", "ước", "thư"):
        return True
    if words.low[head] == "luật" and words.low[head - 1] == "đạo":
        return known(words, after) is None
    return False


def _number(words: Words, at: int, size: int) -> int:
    """The last part of the number behind a head (100/2019/NĐ-CP, 57-NQ/TW), -1 where none follows."""
    after = at + size
    if after >= len(words.words) or words.gap(after) != " ":
        return -1
    sure = words.low[after] == "số"
    if sure:
        after += 1
    if (
        after >= len(words.words)
        or words.gap(after) not in (" ", ": ")
        or not words.words[after][0].isdigit()
    ):
        return -1
    end = after
    while end + 1 < len(words.words) and words.gap(end + 1) in _CODE_GAPS and end - after < _LONGEST_NUMBER:
        end += 1
    head = " ".join(words.low[at : at + size])
    if end == after and not sure:
        weak = head in _lexicon().weakly_numbered and not words.capital[at]
        if weak or words.taken[after] or not words.words[after].isdigit() or _counts(words, after):
            return -1
    return end


def _counts(words: Words, at: int) -> bool:
    """Whether a bare number behind a head counts something: quyết định 3 việc."""
    after = at + 1
    return (
        after < len(words.words)
        and words.gap(after) == " "
        and len(words.words[at]) == 1
        and not words.capital[after]
        and words.low[after] not in _lexicon().stops
    )


def _year(words: Words, end: int) -> int:
    """Nghị định 81 năm 2021 keeps its year, Luật Đất đai 2024 too."""
    at = end + 1
    if at >= len(words.words) or words.gap(at) != " ":
        return end
    if words.low[at] == "năm" and at + 1 < len(words.words) and words.gap(at + 1) == " ":
        at += 1
    year = words.words[at]
    return at if year.isdigit() and int(year) in _COUNTED_YEARS and len(year) <= 4 else end


def _tail(words: Words, end: int) -> int:
    """What belongs to a law behind its name: (sửa đổi, bổ sung), its year."""
    end = _year(words, end)
    after = end + 1
    if words.low[after : after + 2] != ["sửa", "đổi"]:
        return end
    last = after + 1
    if words.low[last + 1 : last + 3] == ["bổ", "sung"] and words.gap(last + 1) == ", ":
        last += 2
    closed = words.plain.startswith(")", words.ends[last])
    if words.gap(after) == " (":
        return _year(words, last) if closed else end
    follows = last + 1 >= len(words.words) or words.gap(last + 1) != " " or words.low[last + 1] in _AMENDED
    return _year(words, last) if words.gap(after) == " " and follows else end


def _law(words: Words, head: int) -> int:
    """The last word of an unknown law's name: capitals with the words that go on with them."""
    table = _lexicon()
    if words.low[head] == "luật" and words.low[head + 1 : head + 3] == ["sửa", "đổi"]:
        return _amending(words, head)
    end, at = head, head + 1
    while at < len(words.words) and at - head < _LONGEST_LAW:
        gap, low = words.gap(at), words.low[at]
        step = vocabulary(words, at)
        if gap == ", " and not step:
            break
        if gap not in _DASHES and gap != ", ":
            break
        if words.capital[at]:
            listed = known(words, at)
            place = listed is not None and listed[0].type in ("PLACE", "ORG")
            if phrase(words, at, cues().titles) or full_name(words, at) >= 3 or (place and end > head):
                break
            end = word_end(words, at)
        elif step and end > head and low not in table.stops:
            end = at + step - 1
        elif low == "và" and end > head and at + 1 < len(words.words) and vocabulary(words, at + 1):
            at += 1
            continue
        elif end == head + 1 and low not in table.stops and low.isalpha() and gap == " ":
            end = at
        else:
            break
        at = end + 1
    return end


def _amending(words: Words, head: int) -> int:
    """Luật sửa đổi, bổ sung một số điều của Luật Quảng cáo: the law that it changes belongs to its name."""
    for at in range(head + 3, min(head + 14, len(words.words))):
        if words.low[at] in ("luật", "bộ") and words.capital[at]:
            inner = _by_head(words, at)
            return inner.last if inner is not None else head
        if words.opens[at]:
            break
    return head


def _treaty(words: Words, head: int) -> int:
    """The last word of an agreement's name: what it is about, and between whom."""
    return _clause(words, head, memorandum=False)


def _memorandum(words: Words, head: int) -> int:
    """A memorandum is named by the whole clause that says what it is about."""
    return _clause(words, head, memorandum=True)


def _clause(words: Words, head: int, *, memorandum: bool) -> int:
    table = _lexicon()
    end, at = head, head + 1
    while at < len(words.words) and at - head < _LONGEST_CLAUSE:
        gap, low = words.gap(at), words.low[at]
        if gap not in _DASHES and not (memorandum and gap == ", "):
            break
        stops = table.memorandum_stops if memorandum else table.clause_stops
        if low in stops and not (gap == " " and (words.low[at - 1], low) in compounds()):
            break
        if gap == ", " and low in table.next_clause:
            break
        if low == "và" and not memorandum and not _joined(words, at + 1):
            break
        if phrase(words, at, cues().titles) >= 2 and words.capital[at]:
            break
        end = at
        at += 1
    while end > head and words.low[end] in _JOINING:
        end -= 1
    return end


def _joined(words: Words, at: int) -> bool:
    """Whether a noun or a name goes on behind "và" in the name of an agreement."""
    return at < len(words.words) and words.gap(at) == " " and (words.capital[at] or vocabulary(words, at) > 0)


def _plan(words: Words, head: int) -> int:
    """The last word of a plan's name: capitals, numbers, and for a programme all to its year."""
    end, at = head, head + 1
    size = len(words.words)
    year = at
    while year < size and year - head < _LONGEST_LAW and words.gap(year) in (*_DASHES, ", "):
        if words.low[year] in _lexicon().clause_stops:
            break
        if words.words[year].isdigit() and int(words.words[year][:4]) in _COUNTED_YEARS:
            return year
        year += 1
    while at < size and at - head < _LONGEST_LAW and words.gap(at) in _DASHES:
        if words.capital[at]:
            if phrase(words, at, cues().titles) or full_name(words, at) >= 3:
                break
            end = word_end(words, at)
        elif words.words[at].isdigit() and not words.taken[at]:
            end = at
        elif not (words.low[at] in ("và", "điện", "phát") and _name_ahead(words, at + 1)):
            break
        at = max(end, at) + 1
    return end


def _name_ahead(words: Words, at: int) -> bool:
    return at < len(words.words) and words.gap(at) == " " and words.capital[at]


def _congress(words: Words, head: int) -> int:
    """Nghị quyết Trung ương 4 khóa XIII, Nghị quyết Đại hội XIII: the last word, -1 where none is named."""
    after = head + 1
    if words.low[after : after + 2] not in (["trung", "ương"], ["đại", "hội"], ["hội", "nghị"]):
        return -1
    end = -1
    for at in range(after + 2, min(after + 14, len(words.words))):
        if words.gap(at) != " ":
            break
        word = words.words[at]
        if word.isdigit() or _ROMAN.issuperset(word):
            end = at
        elif words.low[at] not in ("lần", "thứ", "khóa", "đại", "biểu", "toàn", "quốc", "trung", "ương"):
            break
    return end


def _quoted(words: Words, at: int) -> Found | None:
    """A plan that bears its name in quotation marks: sáng kiến "Vành đai và Con đường"."""
    heads = _lexicon().quoted
    before = (" ".join(words.low[i : i + 2]) for i in range(max(0, at - 5), at - 1))
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
    for first in range(at - 1, max(-1, at - _BACK), -1):
        if words.low[first] in _heads() and (words.capital[first] or _table(words, first)):
            before = _by_head(words, first)
            if before is not None and before.last == at - 1:
                name = before.name or words.slice(before.first, before.last)
                return _found(words, at, at, "law:acronym", 0.9, name)
        if words.opens[first]:
            break
    return None
