"""The words that speak for each topic, made ready for finding them: from the shipped table and the reader's
own topics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from seeds import lexicon
from seeds.topic_names import all_topics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seeds.topic_names import OwnTopic

WEAK = 0.4
WEIGHTS = {"strong": 3.0, "fair": 1.2, "weak": WEAK, "not": 0.0, "against": -1.2}
"""How loud a word of each list speaks; chosen on the labelled articles and the headlines."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One cue: its words in lower case, the exact text where case matters, the topic (its place in the
    scheme) it speaks for, and how loud. Weight 0 only keeps other cues of its topic from being found inside
    it."""

    words: tuple[str, ...]
    exact: str | None
    topic: int
    weight: float


ByThird = dict[str, tuple[Cue, ...]]


@dataclass(frozen=True, slots=True)
class Scheme:
    """Every topic there are cues for, by its place: id, place of the broader topic (-1: none), kindred
    topics. ``by_word`` has the cues by their first, second and third word ("": any), longest first, each time
    with those that are shorter; ``alone`` has those of one word."""

    topics: tuple[str, ...]
    broader: tuple[int, ...]
    near: tuple[frozenset[int], ...]
    by_word: dict[str, dict[str, ByThird]]
    alone: dict[str, ByThird]


@lru_cache(maxsize=8)
def scheme_of(own: tuple[OwnTopic, ...] = ()) -> Scheme:
    """The scheme with the reader's own topics in it."""
    defined = {topic.id: topic for topic in all_topics(own)}
    cues = _cue_lists(own)
    places = {id: place for place, id in enumerate(id for id in defined if id in cues)}
    found: list[Cue] = []
    for id, place in places.items():
        for phrase, strength in cues[id].cues.items():
            words = tuple(_WORD.findall(phrase.lower()))
            if words:
                exact = phrase if phrase != phrase.lower() else None
                found.append(Cue(words, exact, place, WEIGHTS[strength]))
    by_word = _by_word(found)
    return Scheme(
        topics=tuple(places),
        broader=tuple(places.get(defined[id].broader or "", -1) for id in places),
        near=tuple(frozenset(places[it] for it in cues[id].near if it in places) for id in places),
        by_word=by_word,
        alone={word: following[""] for word, following in by_word.items() if "" in following},
    )


@dataclass(slots=True)
class _Lists:
    cues: dict[str, str]  # phrase to strength
    near: tuple[str, ...]


def _cue_lists(own: Iterable[OwnTopic]) -> dict[str, _Lists]:
    from seeds.folding import as_spelled

    lists = _shipped()
    for topic in own:
        mine = lists.setdefault(topic.id, _Lists({}, ()))
        for strength, phrases in topic.cues:
            for phrase in map(as_spelled, phrases):
                if strength == "without":
                    mine.cues.pop(phrase, None)
                else:
                    mine.cues[phrase] = strength
    return lists


def _shipped() -> dict[str, _Lists]:
    """Read the shipped table: ``[topic]``, then lists such as ``strong: one, another``."""
    lists: dict[str, _Lists] = {}
    for line in lexicon.text("topic_cues.txt").splitlines():
        if line.startswith("["):
            here = lists[line[1:-1]] = _Lists({}, ())
        elif line and not line.startswith("#"):
            strength, _, listed = line.partition(": ")
            phrases = listed.split(", ")
            if strength == "near":
                here.near = tuple(phrases)
            else:
                here.cues.update(dict.fromkeys(phrases, strength))
    return lists


def _by_word(cues: Iterable[Cue]) -> dict[str, dict[str, ByThird]]:
    found: dict[str, dict[str, dict[str, list[Cue]]]] = {}
    for cue in cues:
        first, second, third = (*cue.words, "", "")[:3]
        found.setdefault(first, {}).setdefault(second, {}).setdefault(third, []).append(cue)
    ready: dict[str, dict[str, ByThird]] = {}
    for word, following in found.items():
        single = following.get("", {}).get("", [])
        for second, thirds in following.items():
            shorter = [*thirds.pop("", ()), *(single if second else ())]
            kept = ready.setdefault(word, {})[second] = {
                third: _longest_first(some + shorter) for third, some in thirds.items()
            }
            if shorter:
                kept[""] = _longest_first(shorter)
    return ready


def _longest_first(cues: Iterable[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(cues, key=lambda cue: -len(cue.words)))
