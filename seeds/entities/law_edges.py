"""Where the names of laws, plans and agreements end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.entities.edges import full_name, vocabulary, word_end
from seeds.entities.law_words import law_words
from seeds.entities.look import known, phrase
from seeds.entities.tables import compounds, cues

if TYPE_CHECKING:
    from seeds.entities.words import Words

_LONGEST_LAW = 16  # words behind the head
_SHORTEST_PLAN = 3  # words that say what a plan is for, before its year
_LONGEST_CLAUSE = 40
_LONGEST_NUMBER = 8  # parts: 01/2024/TTLT-BCA-BTC
_DASHES = frozenset([" ", " - ", "-", " – "])
_CODE_GAPS = frozenset(["/", "-", "/-", "–"])
_YEARS = range(1900, 2101)
_ROMAN = frozenset("IVXLC")
_CREDITS = frozenset(["ảnh", "nguồn", "video", "clip", "đồ"])
_JOINING = frozenset(["và", "về", "trong", "khu", "giữa"])


def number_end(words: Words, at: int, size: int) -> int:
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
        weak = head in law_words().weakly_numbered and not words.capital[at] and not _issued(words, after)
        if weak or words.taken[after] or not words.words[after].isdigit() or _counts(words, after):
            return -1
    return end


def _issued(words: Words, at: int) -> bool:
    """Whether a longer number is followed by whose text it is: kết luận 49 của Bộ Chính trị."""
    after = at + 2
    return (
        len(words.words[at]) > 1
        and words.low[at + 1 : after] == ["của"]
        and any(words.capital[after : after + 1])
    )


def _counts(words: Words, at: int) -> bool:
    """Whether a bare number behind a head counts something: quyết định 3 việc."""
    after = at + 1
    return (
        after < len(words.words)
        and words.gap(after) == " "
        and len(words.words[at]) == 1
        and not words.capital[after]
        and words.low[after] not in law_words().stops
    )


def year_end(words: Words, end: int) -> int:
    """Nghị định 81 năm 2021 keeps its year, Luật Đất đai 2024 too."""
    at = end + 1
    if at >= len(words.words) or words.gap(at) != " ":
        return end
    if words.low[at] == "năm" and at + 1 < len(words.words) and words.gap(at + 1) == " ":
        at += 1
    year = words.words[at]
    return at if year.isdigit() and int(year) in _YEARS and len(year) <= 4 else end


def _code(words: Words, end: int) -> int:
    """The last part of the number behind a law's name: Luật Giáo dục đại học (số) 08/2012/QH13."""
    at = end + 2 if words.low[end + 1 : end + 2] == ["số"] else end + 1
    if at + 1 >= len(words.words) or words.gap(at) != " " or not words.words[at].isdigit():
        return end
    last = at
    while last + 1 < len(words.words) and words.gap(last + 1) in _CODE_GAPS and last - at < _LONGEST_NUMBER:
        last += 1
    return last if words.gap(at + 1) == "/" else end


def tail_end(words: Words, end: int) -> int:
    """What belongs to a law behind its name: (sửa đổi, bổ sung), its year."""
    end = year_end(words, _code(words, end))
    after = end + 1
    if words.low[after : after + 2] not in (["sửa", "đổi"], ["điều", "chỉnh"]) or words.gap(after) != " (":
        return end
    last = after + 1
    if words.low[last + 1 : last + 3] == ["bổ", "sung"] and words.gap(last + 1) == ", ":
        last += 2
    return year_end(words, last) if words.plain.startswith(")", words.ends[last]) else end


def law_end(words: Words, head: int) -> int:
    """The last word of an unknown law's name: capitals with the words that go on with them."""
    table = law_words()
    end, at = head, head + 1
    while at < len(words.words) and at - head < _LONGEST_LAW:
        gap, low = words.gap(at), words.low[at]
        step = vocabulary(words, at)
        if gap != " " and (end == head or not step):
            break
        if gap == ", " and not words.capital[at] and words.low[at + step : at + step + 1] != ["và"]:
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


def _inside(words: Words, at: int) -> bool:
    """Whether a word that might end a name is half of a longer one: tự do, cho vay."""
    if at >= len(words.words):
        return False
    low, table = words.low, law_words()
    pair = (low[at - 1], low[at])
    if words.gap(at) == " " and (" ".join(pair) in table.inside or pair in compounds()):
        return True
    return f"{low[at]} {low[at + 1] if at + 1 < len(low) else ''}" in table.ahead


def _clause(words: Words, head: int, *, memorandum: bool) -> int:
    table = law_words()
    end, at = head, head + 1
    while at < len(words.words) and at - head < _LONGEST_CLAUSE:
        gap, low = words.gap(at), words.low[at]
        if gap not in _DASHES and not (memorandum and gap == ", "):
            break
        stops = table.memorandum_stops if memorandum else table.clause_stops
        if low == "của" and not memorandum and (about := _of_body(words, at + 1)):
            end, at = about, about + 1
            continue
        if low in stops and not _inside(words, at):
            break
        if gap in (" - ", " – ") and low in _CREDITS:
            break
        if not memorandum and " ".join(words.low[at : at + 2]) in table.clause_pairs:
            break
        if gap == ", " and low in table.next_clause:
            break
        if low == "giữa" and (end == head or not _name_ahead(words, at + 1)):
            break
        if low == "và" and not memorandum and not _joined(words, at + 1) and not _inside(words, at + 1):
            break
        if phrase(words, at, cues().titles) >= 2 and words.capital[at]:
            break
        end = at
        at += 1
    while end > head and words.low[end] in _JOINING:
        end -= 1
    return end


def _of_body(words: Words, at: int) -> int:
    """The "về" behind the body whose convention it is: Công ước của Liên hợp quốc (LHQ) về Luật Biển; 0 where
    none stands there."""
    listed = known(words, at) if at < len(words.words) else None
    if listed is None or listed[0].type != "ORG":
        return 0
    after = listed[1] + 1
    if after + 1 < len(words.words) and words.gap(after) == " (" and words.gap(after + 1) == ") ":
        after += 1
    elif after >= len(words.words) or words.gap(after) != " ":
        return 0
    return after if words.low[after] == "về" else 0


def treaty_end(words: Words, head: int) -> int:
    """The last word of an agreement's name: what it is about, and between whom."""
    return _clause(words, head, memorandum=False)


def memorandum_end(words: Words, head: int) -> int:
    """A memorandum is named by the whole clause that says what it is about."""
    return _clause(words, head, memorandum=True)


def _joined(words: Words, at: int) -> bool:
    """Whether a noun or a name goes on behind "và" in the agreement's name, and not the next agreement."""
    if at < len(words.words) and words.capital[at] and phrase(words, at, law_words().treaties):
        return False
    return at < len(words.words) and words.gap(at) == " " and (words.capital[at] or vocabulary(words, at) > 0)


def plan_end(words: Words, head: int) -> int:
    """The last word of a plan's name: capitals, numbers, and for a programme all to its year."""
    end, at = head, head + 1
    size = len(words.words)
    year = at
    while year < size and year - head < _LONGEST_LAW and words.gap(year) in (*_DASHES, ", "):
        to_year = year - head > _SHORTEST_PLAN and words.low[year : year + 2] == ["đến", "năm"]
        if words.low[year] in law_words().clause_stops and not (to_year or _inside(words, year)):
            break
        if words.words[year].isdigit() and int(words.words[year][:4]) in _YEARS:
            if year - head <= 3 and words.low[year - 1] == "đoạn":
                break
            more = year + 1
            span = more < size and words.gap(more) in ("-", " - ", "–") and words.words[more].isdigit()
            return _outlook_end(words, more if span else year)
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


def _outlook_end(words: Words, end: int) -> int:
    """Chiến lược … đến năm 2030, tầm nhìn đến năm 2045: a plan keeps the year to which it looks."""
    after = end + 1
    if words.low[after : after + 2] != ["tầm", "nhìn"] or words.gap(after) not in (", ", " "):
        return end
    for at in range(after + 2, min(after + 5, len(words.words))):
        if words.words[at].isdigit() and int(words.words[at][:4]) in _YEARS:
            return at
        if words.low[at] not in ("đến", "tới", "năm"):
            break
    return end


def _name_ahead(words: Words, at: int) -> bool:
    return at < len(words.words) and words.gap(at) == " " and words.capital[at]


def congress_end(words: Words, head: int) -> int:
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
        elif words.low[at] not in (
            "lần",
            "thứ",
            "khóa",
            "đảng",
            "đại",
            "biểu",
            "toàn",
            "quốc",
            "trung",
            "ương",
        ):
            break
    return end
