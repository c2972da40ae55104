"""Laws, events and places whose names begin with a type word in a capital, and where those names end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.entities.edges import PLURALS, full_name, named, place_to, vocabulary, word_end
from seeds.entities.found import Found
from seeds.entities.look import known, phrase
from seeds.entities.tables import cues

if TYPE_CHECKING:
    from seeds.entities.words import Words

_LONGEST_LAW = 26  # words
_LONGEST_CLAUSE = 40
_LONGEST_EVENT = 16
_LONGEST_PLACE = 12
# Decrees and the like are named by their number alone.
_NUMBERED = frozenset(
    ["nghị định", "nghị quyết", "thông tư", "chỉ thị", "quyết định", "kết luận", "công văn", "quy định"]
)
_TREATIES = ("hiệp định", "bản ghi nhớ", "công ước", "hiệp ước", "nghị định thư")
_TREATY_WORDS = frozenset(
    [
        "thương",
        "mại",
        "tự",
        "do",
        "đối",
        "ứng",
        "khung",
        "về",
        "hợp",
        "tác",
        "đối",
        "toàn",
        "diện",
        "ghi",
        "nhớ",
    ]
)
_PLANS = frozenset(["kế hoạch", "chiến lược", "thỏa thuận", "tuyên bố", "đề án", "quy hoạch"])
_MEMORANDA = frozenset(["bản ghi nhớ", "biên bản ghi nhớ"])
# Where the clause ends that says what a memorandum is about.
_CLAUSE_STOPS = frozenset(["có", "được", "đã", "sẽ", "là", "giữa", "cũng", "này", "đó", "mà", "vào", "nêu"])
_NEXT_CLAUSE = frozenset(["nhất", "góp", "qua", "đồng", "thủ", "tổng", "hai"])
_EVENT_WORDS = frozenset(["thứ", "lần", "cấp", "thượng", "đỉnh", "cao"])
_DASHES = frozenset([" ", " - ", "-"])


def law(words: Words, at: int) -> Found | None:
    """The law, plan or agreement whose name begins at a word, None where none does."""
    if not words.capital[at]:
        return None
    size = phrase(words, at, cues().law_heads)
    if size == 0:
        return None
    if at and words.gap(at) == " " and (words.low[at - 1] in PLURALS or words.taken[at]):
        return None
    last = at + size - 1
    listed = known(words, at)
    if listed is not None and listed[0].type == "LAW" and listed[1] > last:
        end = _with_year(words, listed[1])
        return Found(at, end, words.starts[at], words.ends[end], "LAW", "law:known", 0.95, listed[0].name)
    head = " ".join(words.low[at : at + size])
    end = _law_edge(words, last, head)
    if end == last and head != "hiến pháp":
        return None
    return Found(at, end, words.starts[at], words.ends[end], "LAW", "law:head", 0.8)


def _law_edge(words: Words, last: int, head: str) -> int:
    at = last + 1
    size = len(words.words)
    if at < size and words.gap(at) == " ":
        number = at + 1 if words.low[at] == "số" and at + 1 < size else at
        if words.words[number][0].isdigit():
            return _with_year(words, _number_end(words, number))
    if head in _NUMBERED:
        return last
    if head in _MEMORANDA or (head == "hiệp định" and words.low[at : at + 1] == ["khung"]):
        return _clause_end(words, last)
    end = last
    while at < size and at - last < _LONGEST_LAW and _law_joins(words, at, head):
        if words.low[at] == "năm" and at + 1 < size and words.words[at + 1].isdigit():
            return at + 1
        step = vocabulary(words, at)
        if words.capital[at]:
            if phrase(words, at, cues().titles) or full_name(words, at) >= 3:
                break
            end = word_end(words, at)
        elif words.words[at].isdigit() or (head.startswith(_TREATIES) and words.low[at] in _TREATY_WORDS):
            end = at
        elif step and head not in _PLANS:
            end = at + step - 1
        elif words.low[at] in ("và", "về", "trong", "khu") and _law_goes_on(words, at + 1):
            at += 1
            continue
        else:
            break
        at = end + 1
    return end


def _law_joins(words: Words, at: int, head: str) -> bool:
    gap = words.gap(at)
    if gap == ", ":
        return head in ("luật", "bộ luật") and vocabulary(words, at) > 0
    return gap == " " or (gap == " - " and (words.capital[at] or vocabulary(words, at) > 0))


def _law_goes_on(words: Words, at: int) -> bool:
    return at < len(words.words) and words.gap(at) == " " and (words.capital[at] or vocabulary(words, at) > 0)


def _number_end(words: Words, at: int) -> int:
    """The last part of a number such as 123/2021/NĐ-CP."""
    end = at
    while end + 1 < len(words.words) and words.gap(end + 1) in ("/", "-") and end - at < 6:
        end += 1
    return end


def _with_year(words: Words, end: int) -> int:
    """Nghị định 81 năm 2021 keeps its year."""
    year = end + 2
    if year < len(words.words) and words.low[end + 1] == "năm" and words.gap(end + 1) == " ":
        return year if words.words[year].isdigit() else end
    return end


def _clause_end(words: Words, last: int) -> int:
    """A memorandum is named by the whole clause that says what it is about."""
    end = last
    while end + 1 < len(words.words) and end - last < _LONGEST_CLAUSE:
        gap, low = words.gap(end + 1), words.low[end + 1]
        if (
            low in _CLAUSE_STOPS
            or (gap not in _DASHES and gap != ", ")
            or (gap == ", " and low in _NEXT_CLAUSE)
        ):
            break
        end += 1
    return end


def event(words: Words, at: int) -> Found | None:
    """The event whose name begins at a word, None where none does."""
    if not words.capital[at]:
        return None
    size = phrase(words, at, cues().event_heads)
    if size == 0:
        return None
    last = end = at + size - 1
    while end + 1 < len(words.words) and words.gap(end + 1) in _DASHES and end - at < _LONGEST_EVENT:
        reached = end + 1
        step = vocabulary(words, reached)
        if words.capital[reached] or words.words[reached].isdigit():
            end = word_end(words, reached)
        elif step or words.low[reached] in _EVENT_WORDS:
            end = reached + max(step, 1) - 1
        else:
            break
    if words.opens[at] or not any(words.capital[i] for i in range(last + 1, end + 1)):
        return None
    return Found(at, end, words.starts[at], words.ends[end], "EVENT", "event:head", 0.6)


def place(words: Words, at: int) -> Found | None:
    """The place whose name begins with a type word in a capital: Vịnh Tampa, Khu nhà ở Suối Sếu."""
    if not words.capital[at] or words.opens[at]:
        return None
    table = cues()
    size = phrase(words, at, table.place_heads)
    if size == 0:
        return None
    last = end = at + size - 1
    while end + 1 < len(words.words) and words.gap(end + 1) in _DASHES and end - at < _LONGEST_PLACE:
        reached = end + 1
        if words.capital[reached]:
            if end > last and (words.gap(reached) != " " or phrase(words, reached, table.titles)):
                break
            end = word_end(words, reached)
        elif words.words[reached].isdigit() and len(words.words[reached]) < 4 and not words.taken[reached]:
            end = reached
        else:
            step = vocabulary(words, reached)
            if step == 0 or place_to(words, end, end) or place_to(words, end - 1, end):
                break
            end = reached + step - 1
    if not named(words, last + 1, end):
        return None
    return Found(at, end, words.starts[at], words.ends[end], "PLACE", "place:head", 0.85)
