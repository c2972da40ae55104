"""Nations named by half their name: Việt - Mỹ, người Việt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.entities.found import Found
from seeds.entities.runs import HALVES
from seeds.entities.tables import cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seeds.entities.words import Words

# Half names that stand alone behind such a word: người Việt, phim Hàn.
_NATIONS = frozenset(["Việt", "Hàn", "Thái", "Ấn", "Trung", "Hoa"])
_OF_A_NATION = frozenset(
    [
        *("người", "gốc", "phim", "sao", "kiểu", "món", "ri", "hàng", "nhạc", "lẩu", "khách", "gạo", "tôm"),
        *("nghiệp", "hãng", "tư", "thủ", "tuyển", "bóng", "vua", "baht", "rể", "dâu", "kiều", "phe", "game"),
    ]
)
_NOT_OF_A_NATION = frozenset(["tiếng", "chữ", "nhà", "ngữ", "tên", "họ", "và", "của", "sĩ", "luật", "viên"])
_LISTED = 3  # names of a list looked back at


def of_a_nation(words: Words, at: int, *, strict: bool = False) -> bool:
    """Whether a lone syllable says of which nation something is: người Việt, cà ri Thái.

    ``strict`` asks for a word before it that says so; Việt needs none where nothing else is known of it.
    """
    if words.words[at] not in _NATIONS or at == 0:
        return False
    for _ in range(_LISTED):  # gạo Thái, Ấn: the first of a list speaks for all
        if at < 1 or words.gap(at) not in (", ", " và ") or words.words[at - 1] not in _NATIONS:
            break
        at -= 1
    after = at + 1
    if at == 0 or words.gap(at) != " " or words.capital[at - 1]:
        return False
    if after < len(words.words) and words.gap(after) == " " and words.capital[after]:
        return False
    before_it = words.low[at - 1]
    if words.words[at] == "Việt" and not strict:
        return before_it not in _NOT_OF_A_NATION and before_it not in cues().honorifics
    return before_it in _OF_A_NATION


def halves(words: Words, found: list[Found]) -> Iterator[Found]:
    """Countries by half their name, where a dash joins two of them: Việt - Mỹ, Mỹ - Trung."""
    covered = {i for one in found if one.type not in ("", "OTHER") for i in range(one.first, one.last + 1)}
    for at in range(1, len(words.words)):
        if (
            words.words[at] in _NATIONS
            and at not in covered
            and not words.opens[at]
            and of_a_nation(words, at)
        ):
            covered.add(at)
            yield Found(at, at, words.starts[at], words.ends[at], "PLACE", "half-name", 0.8)
    for at in range(1, len(words.words)):
        if not (words.capital[at] and words.capital[at - 1]) or words.gap(at) not in (" - ", "-", " – ", "–"):
            continue
        if words.words[at - 1] not in HALVES or words.words[at] not in HALVES:
            continue
        inner_left = at >= 2 and words.capital[at - 2] and words.gap(at - 1) == " "
        inner_right = at + 1 < len(words.words) and words.capital[at + 1] and words.gap(at + 1) == " "
        if inner_left or inner_right:
            continue
        for index in (at - 1, at):
            if index not in covered:
                covered.add(index)
                yield Found(index, index, words.starts[index], words.ends[index], "PLACE", "half-name", 0.9)
