"""What an article is about: several topics of a two-level scheme, each with the words that speak for it.

Which words speak for a topic, and how loud, is data (``seeds/topic_scheme.py`` reads it); here they are found
and weighed. A broad topic is only named where no finer one of its own is: a filter on it finds both.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate, compress, repeat
from typing import TYPE_CHECKING, Any

from seeds.article import Block, BlockKind, Evidence, TopicHit
from seeds.topic_scheme import WEAK, scheme_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seeds.topic_names import OwnTopic
    from seeds.topic_scheme import Cue, Scheme

# A word in the title says more about the article than one in its body; related news say nothing.
_PLACES: dict[BlockKind, float] = {"title": 2.5, "heading": 1.4, "body": 1.0, "caption": 0.7}
_LEAD = 2.0
_LEAD_MOST = 500  # letters: a page stored as one line has no paragraph that is its lead
_REPEATED = 0.35  # what a cue's second and third time add; no more after that
_TIMES = 3
_ENOUGH = 3.1  # the sum of weights at which a short article is as likely about a topic as not
_WORDS_PER_POINT = 177.0  # a long article says more about everything
_NEAR = 0.85  # the share of it that is enough in the company of a kindred topic
_MOST_AGAINST = 0.6  # of what speaks for a topic, what speaks against it can take away so much
_MOST_HELP = 0.5  # weak words add at most this share of what the others say, so that they are never enough
_THRESHOLD = 0.5
_Found = dict[int, tuple["Cue", list[tuple[float, int, int]]]]  # the weights and spans of each cue, by its id
_EVIDENCE = 5
# Words, and what parts them: a cue of two words does not reach over a comma.
_TOKEN = re.compile(r"(\w+|[^\w\s\-–’'/&+])")
_NOTHING: dict[str, Any] = {}


def topics(text: str, blocks: Sequence[Block], own: tuple[OwnTopic, ...] = ()) -> tuple[TopicHit, ...]:
    """The topics of an article, the surest first; ``score`` is from 0.5, just enough, to 1.

    ``text`` is spelled as the tables are (``folding.as_spelled``). ``own`` are the topics the reader has
    added or changed.
    """
    scheme = scheme_of(own)
    low = _lowered(text)
    found: _Found = {}
    words = 0
    for block, place in _places(text, blocks):
        words += _collect(scheme, text, low, block, place, found)
    gains: dict[int, list[tuple[float, int, int]]] = {}
    against: dict[int, float] = {}
    weak: dict[int, float] = {}
    for cue, places in found.values():
        loudest, start, end = places[0]
        if len(places) > 1:
            places.sort(key=lambda p: (-p[0], p[1]))
            loudest, start, end = places[0]
            loudest += sum(_REPEATED * p[0] for p in places[1:_TIMES])
        gain = cue.weight * loudest
        if gain < 0:
            against[cue.topic] = against.get(cue.topic, 0.0) - gain
            continue
        if cue.weight == WEAK:
            weak[cue.topic] = weak.get(cue.topic, 0.0) + gain
        gains.setdefault(cue.topic, []).append((gain, start, end))
    sums: dict[int, float] = {}
    for index, parts in gains.items():
        helped = weak.get(index, 0.0)
        told = sum(gain for gain, _, _ in parts) - helped
        total = told + min(helped, _MOST_HELP * told)
        sums[index] = total - min(against.get(index, 0.0), _MOST_AGAINST * total)
    enough = _ENOUGH + words / _WORDS_PER_POINT
    alone = {index for index, total in sums.items() if total / (total + enough) >= _THRESHOLD}
    hits = {}
    for index, total in sums.items():
        near = index in alone or not alone.isdisjoint(scheme.near[index])
        score = total / (total + (enough if index in alone else enough * _NEAR)) if near else 0.0
        if score >= _THRESHOLD:
            best = sorted(gains[index], key=lambda part: (-part[0], part[1]))[:_EVIDENCE]
            evidence = tuple(Evidence(start, end, text[start:end]) for _, start, end in best)
            hits[index] = TopicHit(scheme.topics[index], round(score, 3), evidence)
    finest = hits.keys() - {scheme.broader[index] for index in hits}
    return tuple(sorted((hits[index] for index in finest), key=lambda hit: (-hit.score, hit.id)))


def _lowered(text: str) -> str:
    """The text in lower case, each character where it was."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)  # İ and its like


def _places(text: str, blocks: Sequence[Block]) -> Iterator[tuple[Block, float]]:
    """The blocks that say what an article is about, with the weight of a word in them."""
    lead = True
    for block in blocks:
        place = _PLACES.get(block.kind)
        if place is None:
            continue
        if block.kind == "body" and lead:
            lead = False
            cut = block.end
            if block.end - block.start > 2 * _LEAD_MOST:
                cut = max(text.rfind(" ", block.start, block.start + _LEAD_MOST), block.start)
            yield replace(block, end=cut), _LEAD
            block = replace(block, start=cut)
        yield block, place


def _collect(
    scheme: Scheme,
    text: str,
    low: str,
    block: Block,
    place: float,
    found: _Found,
) -> int:
    """Note every cue in a block; returns how many words the block has."""
    parts: list[str] = _TOKEN.split(low[block.start : block.end])  # every second one is a word
    words = parts[1::2]
    # Which cues may begin with each word: as one expression, so that no step is taken for most of them.
    next_words, first_words = [*words[1:], ""], map(scheme.by_word.get, words, repeat(_NOTHING))
    cues_at = list(map(dict.get, first_words, next_words, map(scheme.alone.get, words)))
    count = len(words)
    words += ("", "")
    offsets: list[int] = []
    shouted: bool | None = None
    taken: dict[int, int] = {}  # up to which word a cue of a topic reaches
    for i in compress(range(count), cues_at):
        by_third = cues_at[i] or _NOTHING
        for cue in by_third.get(words[i + 2]) or by_third.get("", ()):
            size = len(cue.words)
            if size > 3 and tuple(words[i : i + size]) != cue.words:
                continue
            topic = cue.topic
            if taken.get(topic, 0) > i:
                continue
            offsets = offsets or list(accumulate(map(len, parts), initial=block.start))
            start, end = offsets[2 * i + 1], offsets[2 * (i + size)]
            if cue.exact is not None:
                if text[start:end] != cue.exact:
                    continue
                if shouted is None:
                    shouted = text[block.start : block.end].isupper()
                if shouted:  # AI in a line of capitals may be anything
                    continue
            taken[topic] = i + size
            if cue.weight:
                key = id(cue)  # they are all the scheme's; their hashes cost more than all the rest here
                if key not in found:
                    found[key] = cue, []
                found[key][1].append((place, start, end))
    return count
