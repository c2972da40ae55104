"""Headlines in capitals: there a capital says nothing, so only names known from elsewhere are read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from seeds.article import Block, Mention, MentionType
from seeds.entities.tables import common_words, gazetteer

_WORD = re.compile(r"\w+")
_NAMES = frozenset({"PERSON", "ORG", "PLACE", "LAW", "EVENT"})
_WORDS = 4
"""Fewer words in capitals may be a name or an abbreviation themselves."""
_LONGEST = 8


def in_capitals(text: str, blocks: Sequence[Block], found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the mentions of a text with those in blocks of capitals read anew: the names that stand
    elsewhere in the text, and those of the gazetteer. Others there are dropped; figures stay."""
    loud = [block for block in blocks if block.kind != "byline" and _is_loud(text[block.start : block.end])]
    if not loud:
        return tuple(found)
    starts = [block.start for block in loud]
    figures: dict[int, list[Mention]] = {}  # by the start of the block they stand in
    kept: list[Mention] = []
    for one in found:
        at = bisect_right(starts, one.start) - 1
        inside = at >= 0 and one.start < loud[at].end
        if not inside or one.type not in _NAMES:
            kept.append(one)
        if inside and one.type not in _NAMES:
            figures.setdefault(starts[at], []).append(one)
    told = {one.text.lower(): one for one in kept if one.type in _NAMES}
    for block in loud:
        kept += _read(text, block, told, figures.get(block.start, ()))
    return tuple(sorted(kept, key=lambda one: one.start))


def _is_loud(line: str) -> bool:
    return line.isupper() and len(_WORD.findall(line)) >= _WORDS


def _read(text: str, block: Block, told: dict[str, Mention], figures: Sequence[Mention]) -> Iterator[Mention]:
    spans = [match.span() for match in _WORD.finditer(text, block.start, block.end)]
    at = 0
    while at < len(spans):
        for size in range(min(_LONGEST, len(spans) - at), 0, -1):
            start, end = spans[at][0], spans[at + size - 1][1]
            mention = _named(text[start:end], told)
            if mention is not None and not any(one.start < end and start < one.end for one in figures):
                yield replace(mention, start=start, end=end, text=text[start:end])
                at += size
                break
        else:
            at += 1


def _named(written: str, told: dict[str, Mention]) -> Mention | None:
    """Return a mention with the type and name of these capitals; None where they name nothing known."""
    low = written.lower()
    if low in common_words():
        return None
    known = told.get(low)
    if known is not None:
        return replace(known, rule="memory", confidence=min(known.confidence, 0.8), value=None)
    return _listed().get(low)


@cache
def _listed() -> dict[str, Mention]:
    """Return the names of the gazetteer in lower case, those of one syllable left out unless they are
    abbreviations."""
    found: dict[str, Mention] = {}
    for entries in gazetteer().values():
        for entry in entries:
            several = " " in entry.surface or "." in entry.surface
            if entry.type in _NAMES and (several or (entry.surface.isupper() and len(entry.surface) > 2)):
                kind = cast(MentionType, entry.type)
                mention = Mention(0, 0, kind, entry.surface, entry.name, None, 0.8, "gazetteer")
                found.setdefault(entry.surface.lower(), mention)
    return found
