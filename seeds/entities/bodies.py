"""Where a body's name ends: at its acronym, at its place, at the level of a local one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.entities.edges import full_name, number_at, vocabulary
from seeds.entities.look import known, known_place, phrase
from seeds.entities.tables import cues, is_country

if TYPE_CHECKING:
    from seeds.entities.words import Words

_MOST_LEVELS = 4
_LEVELS = frozenset(
    "th|thcs|thpt|tiểu học|trung học cơ sở|trung học phổ thông|mầm non|mẫu giáo|phổ thông"
    "|phổ thông dân tộc bán trú|phổ thông dân tộc nội trú".split("|")
)
_LOCAL = frozenset(["tỉnh", "huyện", "quận", "xã", "phường", "tp"])
# Words that are never inside a name which an acronym in brackets ends.
_NEVER_INSIDE = frozenset(
    [
        *("đã", "sẽ", "đang", "vừa", "được", "bị", "của", "cho", "với", "để", "khi", "này", "đó", "là", "có"),
        *(
            "biết",
            "nói",
            "cùng",
            "theo",
            "do",
            "từ",
            "ở",
            "mới",
            "không",
            "những",
            "các",
            "một",
            "bác",
            "lọt",
        ),
        *(
            "tổ",
            "ký",
            "công bố",
            "ra",
            "mắt",
            "phối",
            "xác",
            "đề",
            "nghị",
            "ngày",
            "hôm",
            "trong",
            "đến",
            "tới",
        ),
    ]
)
_ACRONYM_WITHIN = 14  # words: so far behind a type word an acronym in brackets still ends its name


def at_united_nations(words: Words, at: int) -> int:
    """How many words of the name of the United Nations (LHQ, Liên hợp quốc) stand right at a word."""
    if at >= len(words.words) or words.gap(at) != " " or not words.capital[at]:
        return 0
    if words.words[at] in ("LHQ", "UN"):
        return 1
    return 3 if words.low[at : at + 3] in (["liên", "hợp", "quốc"], ["liên", "hiệp", "quốc"]) else 0


def _level(words: Words, at: int) -> int:
    """How many words of a school's level stand at a word: THCS, Trung học cơ sở; 0 where none does."""
    if at >= len(words.words) or not words.capital[at]:
        return 0
    for size in (6, 4, 3, 2, 1):
        if " ".join(words.low[at : at + size]) in _LEVELS:
            return size
    return 0


def levels_end(words: Words, at: int, last: int) -> int:
    """The last word of a school's levels (TH, THCS & THPT), ``last`` where there is but one."""
    if words.low[at] != "trường" and _level(words, at) == 0:
        return last
    end = at + _level(words, at) - 1 if words.low[at] != "trường" else at + _level(words, at + 1)
    for _ in range(_MOST_LEVELS):
        after = end + 1
        if after + 1 >= len(words.words):
            break
        if words.low[after] == "và" and words.gap(after) == " " == words.gap(after + 1):
            after += 1
        elif words.gap(after).strip() not in ("", "-", "–", "&", ",") or "\n" in words.gap(after):
            break
        size = _level(words, after)
        if size == 0:
            break
        end = after + size - 1
    return max(end, last)


def club_of_a_country(words: Words, at: int) -> bool:
    """Whether a club's country stands before its name: CLB Brazil Coritiba."""
    listed = known(words, at) if at < len(words.words) and words.gap(at) == " " else None
    if listed is None or listed[0].table != "places.tsv":
        return False
    after = listed[1] + 1
    return (
        after < len(words.words)
        and words.gap(after) == " "
        and words.capital[after]
        and is_country(listed[0])
    )


def acronym_end(words: Words, first: int, last: int) -> int:
    """The last word of a name that its acronym in brackets follows, -1 where none does: Hiệp hội kinh doanh
    giày dép Mỹ (FDRA)."""
    at = last + 1
    size = len(words.words)
    while at < size and at - first <= _ACRONYM_WITHIN:
        gap = words.gap(at)
        if gap == " (":
            acronym = words.words[at]
            closed = words.plain.startswith((")", " -", " –"), words.ends[at])
            proper = any(words.capital[i] for i in range(last + 1, at))
            short = 2 <= len(acronym) <= 10 and sum(map(str.isupper, acronym)) >= 2
            return at - 1 if closed and proper and short and not known_place(words, at) else -1
        if gap not in (" ", " - ", ", ", "-", "&", " & ") or words.opens[at] or words.taken[at]:
            return -1
        if words.low[at] in _NEVER_INSIDE and not words.capital[at]:
            return -1
        if gap == ", " and not words.capital[at] and vocabulary(words, at) == 0:
            return -1
        if words.capital[at] and (
            phrase(words, at, cues().org_heads) > 1
            or full_name(words, at) >= 3
            or phrase(words, at, cues().titles) > 1
        ):
            return -1
        at += 1
    return -1


def body_to(words: Words, at: int, stop: int) -> bool:
    """Whether the words from one to another are an organisation that everyone knows: NATO in Ủy ban quân sự
    NATO."""
    listed = known(words, at)
    return listed is not None and listed[0].table == "organisations.tsv" and listed[1] >= stop


def level_end(words: Words, end: int) -> int:
    """The last word of the level by which a local body is told when its place is not: UBND tỉnh, Công an
    thành phố."""
    after = end + 1
    if after >= len(words.words) or words.gap(after) != " ":
        return end
    if words.low[after] in _LOCAL:
        return after
    two = words.low[after : after + 2] in (["thành", "phố"], ["thị", "xã"], ["thị", "trấn"])
    return after + 1 if two and words.gap(after + 1) == " " else end


def place_after(words: Words, end: int) -> int:
    """A known name takes the place that follows directly: Bộ Ngoại giao Hoa Kỳ, Công an tỉnh An Giang."""
    at = end + 1
    size = len(words.words)
    while at < size and words.gap(at) == " ":
        if words.low[at] in cues().admin_words and at + 1 < size and words.gap(at + 1) == " ":
            at += 1
            if number_at(words, at) and words.low[at - 1] in ("quận", "phường"):
                return at
        elif words.low[at : at + 2] == ["thành", "phố"]:
            at += 2
        else:
            listed = known(words, at)
            if listed is None or listed[0].type != "PLACE" or not words.capital[at]:
                return end
            return listed[1] if listed[0].table != "names.tsv" or listed[1] > at else end
    return end
