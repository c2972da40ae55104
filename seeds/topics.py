"""What an article is about: several topics of a two-level scheme, each with the words that speak for it.

The cue words are data (``seeds/lexicon/topic_cues.toml``); what the topics are called is in ``topic_names``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from seeds import lexicon
from seeds.article import Block, BlockKind, Evidence, TopicHit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WEIGHTS = {"strong": 3.0, "fair": 1.2, "weak": 0.4}
# A word in the title says more about the article than one in its body; related news say nothing.
_PLACES: dict[BlockKind, float] = {"title": 3.0, "heading": 1.4, "body": 1.0, "caption": 0.7}
_LEAD = 2.0
_REPEATED = 0.35  # what a cue's second and third time add; no more after that
_TIMES = 3
_ENOUGH = 3.1  # the sum of weights at which a short article is as likely about a topic as not
_WORDS_PER_POINT = 177.0  # a long article says more about everything
_THRESHOLD = 0.5
_EVIDENCE = 5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Cue:
    """One cue: its words in lower case, the exact text where case matters, whom it speaks for and how
    loud."""

    words: tuple[str, ...]
    exact: str | None
    topic: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Scheme:
    topics: tuple[str, ...]
    single: dict[str, tuple[_Cue, ...]]
    pairs: dict[tuple[str, str], tuple[_Cue, ...]]


@cache
def _scheme() -> _Scheme:
    import tomllib

    single: dict[str, list[_Cue]] = {}
    pairs: dict[tuple[str, str], list[_Cue]] = {}
    table = tomllib.loads(lexicon.text("topic_cues.toml"))
    for index, row in enumerate(table.values()):
        for strength, weight in _WEIGHTS.items():
            for phrase in row.get(strength, ()):
                words = tuple(_WORD.findall(phrase.lower()))
                cue = _Cue(words, phrase if phrase != phrase.lower() else None, index, weight)
                if len(words) == 1:
                    single.setdefault(words[0], []).append(cue)
                else:
                    pairs.setdefault((words[0], words[1]), []).append(cue)
    return _Scheme(
        tuple(table),
        {word: tuple(cues) for word, cues in single.items()},
        {pair: tuple(sorted(cues, key=lambda c: -len(c.words))) for pair, cues in pairs.items()},
    )


def topics(text: str, blocks: Sequence[Block]) -> tuple[TopicHit, ...]:
    """The topics of an article, the surest first; ``score`` is from 0.5, just enough, to 1."""
    scheme = _scheme()
    found: dict[_Cue, list[tuple[float, int, int]]] = {}
    words = 0
    for block, place in _places(blocks):
        words += _collect(scheme, text, block, place, found)
    enough = _ENOUGH + words / _WORDS_PER_POINT
    sums: dict[int, float] = {}
    by_topic: dict[int, list[tuple[float, Evidence]]] = {}
    for cue, places in found.items():
        places.sort(key=lambda p: (-p[0], p[1]))
        gain = cue.weight * (places[0][0] + sum(_REPEATED * p[0] for p in places[1:_TIMES]))
        sums[cue.topic] = sums.get(cue.topic, 0.0) + gain
        _, start, end = places[0]
        by_topic.setdefault(cue.topic, []).append((gain, Evidence(start, end, text[start:end])))
    hits = []
    for index, total in sums.items():
        score = total / (total + enough)
        if score >= _THRESHOLD:
            best = sorted(by_topic[index], key=lambda e: (-e[0], e[1].start))[:_EVIDENCE]
            evidence = tuple(e for _, e in best)
            hits.append(TopicHit(scheme.topics[index], round(score, 3), evidence))
    return tuple(sorted(hits, key=lambda h: (-h.score, h.id)))


def _places(blocks: Sequence[Block]) -> Iterator[tuple[Block, float]]:
    """The blocks that say what an article is about, with the weight of a word in them."""
    lead = True
    for block in blocks:
        place = _PLACES.get(block.kind)
        if place is None:
            continue
        if block.kind == "body" and lead:
            place, lead = _LEAD, False
        yield block, place


def _collect(
    scheme: _Scheme, text: str, block: Block, place: float, found: dict[_Cue, list[tuple[float, int, int]]]
) -> int:
    """Note every cue in a block; returns how many words the block has."""
    spans = [match.span() for match in _WORD.finditer(text, block.start, block.end)]
    low = [text[a:b].lower() for a, b in spans]
    single, pairs = scheme.single, scheme.pairs
    for i, word in enumerate(low):
        cues = single.get(word, ())
        if i + 1 < len(low):
            longer = pairs.get((word, low[i + 1]))
            if longer is not None:
                cues = longer + cues
        taken: set[int] = set()
        for cue in cues:
            size = len(cue.words)
            if cue.topic in taken or (size > 2 and tuple(low[i : i + size]) != cue.words):
                continue
            start, end = spans[i][0], spans[i + size - 1][1]
            if cue.exact is not None and text[start:end] != cue.exact:
                continue
            taken.add(cue.topic)
            found.setdefault(cue, []).append((place, start, end))
    return len(low)
