"""Conferences, rounds, tournaments and festivals by name, and where those names end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.entities.edges import vocabulary, word_end
from seeds.entities.found import Found
from seeds.entities.judging import left
from seeds.entities.look import known, phrase
from seeds.entities.tables import cues

if TYPE_CHECKING:
    from seeds.entities.words import Words

_LONGEST_EVENT = 16  # words
_EVENT_WORDS = frozenset(["thứ", "lần", "cấp", "thượng", "đỉnh", "cao"])
_DASHES = frozenset([" ", " - ", "-"])


def event(words: Words, at: int) -> Found | None:
    """The event whose name begins at a word, None where none does."""
    if not words.capital[at]:
        return None
    listed = known(words, at)
    if listed is not None and listed[0].type == "EVENT" and listed[1] > at:
        entry, end = listed
        return Found(at, end, words.starts[at], words.ends[end], "EVENT", "gazetteer", 0.9, entry.name)
    size = phrase(words, at, cues().event_heads)
    if size == 0 or left(words, at) in ("PLACE", "ORG"):
        return None  # đường Cách Mạng Tháng Tám
    last = end = at + size - 1
    while end + 1 < len(words.words) and words.gap(end + 1) in _DASHES and end - at < _LONGEST_EVENT:
        reached = end + 1
        if words.taken[reached]:
            break  # Ngày Nhà giáo Việt Nam | 20-11
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
