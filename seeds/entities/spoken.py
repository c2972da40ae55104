"""Which words of a text a mention's type rests on: what its rule went by, found again to be shown.

The rules do not keep the place of their cue: most mentions are never asked about. It is looked for in the
words right beside the mention, in the tables the rule itself used.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seeds.entities.tables import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds.article import Mention

Stretch = tuple[int, int]

_WORD = re.compile(r"\w+")
_FAR = 90
"""Code points before or after a mention in which its cue is looked for."""
_MOST_WORDS = 8
_CLAUSE = re.compile(r"[.;:!?,()“”\"\n]")
_NEAR = re.compile(r"\W{1,3}(?:và\W)?")


def spoken_for(text: str, mention: Mention, mentions: Sequence[Mention]) -> tuple[Stretch, ...]:
    """Return the stretches that speak for a mention's type, () where nothing beside it does.

    ``mentions`` are all of the article. For a name known from elsewhere in the article it is the mention that
    gave it its type.
    """
    family, _, detail = mention.rule.partition(":")
    if mention.rule == "title+name":
        titles = _titles()
        return _before(text, mention.start, titles) or _office(text, mention.start, titles)
    if family.endswith(("-word", "-cue")):
        table = cues()
        return _before(text, mention.start, table.place_words | table.org_words | table.place_cues)
    if detail == "head":
        return _head(text, mention)
    if family.endswith("-ending"):
        last = max((word.start() for word in _WORD.finditer(text, mention.start, mention.end)), default=None)
        return () if last is None else ((last, mention.end),)
    if family == "name+verb":
        return _after(text, mention.end)
    if family == "acronym":
        return tuple((it.start, it.end) for it in mentions if text[it.end : mention.start].strip() == "(")
    if family == "memory":
        return _elsewhere(mention, mentions)
    if family == "list":
        return _beside(text, mention, mentions)
    return ()


def _titles() -> frozenset[str]:
    return frozenset(" ".join(words) for phrases in cues().titles.values() for words in phrases)


def _before(text: str, start: int, phrases: frozenset[str]) -> tuple[Stretch, ...]:
    """Return the longest phrase that ends right before an offset, on the same line."""
    first = max(text.rfind("\n", 0, start) + 1, start - _FAR)
    words = list(_WORD.finditer(text, first, start))[-_MOST_WORDS:]
    if not words or _WORD.search(text, words[-1].end(), start):
        return ()
    for at in range(len(words)):
        joined = " ".join(word[0].lower() for word in words[at:])
        if joined in phrases:
            return ((words[at].start(), words[-1].end()),)
    return ()


def _office(text: str, start: int, titles: frozenset[str]) -> tuple[Stretch, ...]:
    """Return the title nearest before an offset, with the office after it: ``Thứ trưởng Bộ Ngoại giao``."""
    before = text[max(0, start - _FAR) : start]
    first = start - len(before) + max((match.end() for match in _CLAUSE.finditer(before)), default=0)
    words = list(_WORD.finditer(text, first, start))
    for at in range(len(words) - 1, -1, -1):
        for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            if " ".join(word[0].lower() for word in words[at : at + size]) in titles:
                while at and " ".join(word[0].lower() for word in words[at - 1 : at + size]) in titles:
                    at, size = at - 1, size + 1  # the whole of a longer title
                return ((words[at].start(), words[-1].end()),)
    return ()


def _after(text: str, end: int) -> tuple[Stretch, ...]:
    """Return what follows a mention if it is said of persons: a verb, or an age."""
    stop = text.find("\n", end)
    words = list(_WORD.finditer(text, end, min(end + _FAR, len(text) if stop < 0 else stop)))[:2]
    verbs = cues().person_verbs
    for size in (2, 1):
        if len(words) >= size and " ".join(word[0].lower() for word in words[:size]) in verbs:
            return ((words[0].start(), words[size - 1].end()),)
    if len(words) == 2 and words[0][0].isdigit() and words[1][0].lower() == "tuổi":
        return ((words[0].start(), words[1].end()),)
    return ()


def _head(text: str, mention: Mention) -> tuple[Stretch, ...]:
    """Return the words a name begins with that say what it is: ``Bộ``, ``Hiệp định``."""
    table = cues()
    words = list(_WORD.finditer(text, mention.start, mention.end))[:_MOST_WORDS]
    for phrases in (table.org_heads, table.law_heads, table.event_heads, table.place_heads):
        for phrase in phrases.get(words[0][0].lower(), ()) if words else ():
            if len(phrase) <= len(words) and phrase == tuple(w[0].lower() for w in words[: len(phrase)]):
                return ((words[0].start(), words[len(phrase) - 1].end()),)
    return ((words[0].start(), words[0].end()),) if words else ()


def _elsewhere(mention: Mention, mentions: Sequence[Mention]) -> tuple[Stretch, ...]:
    """Return the mention of the same entity that a rule of its own read, the surest one."""
    own = [
        it for it in mentions if it.name == mention.name and it.type == mention.type and it.rule != "memory"
    ]
    best = max(own, key=lambda it: it.confidence, default=None)
    return () if best is None else ((best.start, best.end),)


def _beside(text: str, mention: Mention, mentions: Sequence[Mention]) -> tuple[Stretch, ...]:
    """Return the mentions of the same type listed right before and after."""
    return tuple(
        (it.start, it.end)
        for it in mentions
        if it.type == mention.type
        and it is not mention
        and (
            _NEAR.fullmatch(text, it.end, mention.start) is not None
            if it.end <= mention.start
            else _NEAR.fullmatch(text, mention.end, it.start) is not None
        )
    )
