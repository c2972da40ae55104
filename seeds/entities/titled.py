"""Places whose names begin with a type word in a capital, and where those names end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.entities.edges import named, place_to, vocabulary, word_end
from seeds.entities.found import Found
from seeds.entities.look import known, phrase
from seeds.entities.tables import cues

if TYPE_CHECKING:
    from seeds.entities.words import Words

_LONGEST_PLACE = 12  # words
_DASHES = frozenset([" ", " - ", "-"])


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
            listed = known(words, reached)
            end = max(
                word_end(words, reached), listed[1] if listed and listed[0].type == "PLACE" else reached
            )
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
