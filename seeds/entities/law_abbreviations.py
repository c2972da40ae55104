"""Laws and programmes known by their abbreviation: hiệp định UKVFTA, Quan hệ đối tác … (JETP)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from seeds.entities.law_words import law_words
from seeds.entities.look import known, phrase

if TYPE_CHECKING:
    from seeds.entities.tables import Phrases
    from seeds.entities.words import Words

_SHORTEST = 3  # letters of an abbreviation
_LONGEST = 16  # words of a name before its abbreviation


@cache
def _agreements() -> Phrases:
    """Heads of agreements and acts."""
    return {**law_words().treaties, "đạo": (("đạo", "luật"),)}


def behind_head(words: Words, at: int) -> bool:
    """Whether a word is an abbreviation that a head in lower case says to be an agreement's: hiệp định
    UKVFTA."""
    word = words.words[at]
    if len(word) < _SHORTEST or not (word.isupper() and word.isalpha()) or words.gap(at) != " ":
        return False
    if at + 1 < len(words.words) and words.capital[at + 1] and words.gap(at + 1) in (" ", "-", " - "):
        return False
    first = at - 2
    if first < 0 or words.capital[first] or phrase(words, first, _agreements()) != 2:
        return False
    listed = known(words, at)
    return listed is None or listed[0].type == "LAW"


def abbreviated_end(words: Words, at: int) -> int:
    """The last word of a programme's name that its abbreviation follows in brackets: Quan hệ đối tác chuyển
    dịch năng lượng công bằng (JETP); -1 where none does."""
    table = law_words()
    sure = phrase(words, at, table.abbreviated)
    size = sure or phrase(words, at, table.weakly_abbreviated)
    if not size:
        return -1
    for after in range(at + size, min(at + _LONGEST, len(words.words))):
        if words.gap(after) == " (":
            word = words.words[after]
            listed = known(words, after)
            fits = (
                len(word) >= _SHORTEST and word.isupper() and words.plain.startswith(")", words.ends[after])
            )
            other = listed is not None and listed[0].type != "LAW" and not sure
            return after - 1 if fits and not other and after - at > size else -1
        if words.gap(after) not in (" ", " - ") and not (sure and words.gap(after) == ", "):
            break
        inside = known(words, after) if words.capital[after] else None
        if inside is not None and inside[0].type in ("ORG", "PERSON"):
            break
    return -1
