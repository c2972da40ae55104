"""Which tags to offer first for an article or a highlight: by what it is about, what it has, and use.

Counts come from the tags used last, so that the answer takes as long with a hundred thousand uses as with
some hundred.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from heapq import nlargest
from math import exp, log1p, sqrt
from typing import TYPE_CHECKING, Literal

from seeds.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from annotations.model import TagUse
    from annotations.store import Store

Why = Literal["named", "with", "topic", "lately", "often"]
"""Why a tag is offered: its word is in the text's title or names, it goes with a tag chosen already, with one
of the topics, it was used in the last days, or it is used most."""

OFFERED = 6
"""Tags offered at once: more are not suggestions, but a list."""
LOOKED_AT = 500
"""Uses looked at, the last ones: what one tags with now says more than what one did years ago."""
_FADE_DAYS = 14.0
"""Days after which having been used counts for a third."""
_WEIGHTS: dict[Why, float] = {"named": 3.0, "with": 2.5, "topic": 2.0, "lately": 1.0, "often": 0.5}
_LEAST_TOGETHER = 2
"""That two things met once says nothing."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag to offer, why, and what that is about: the tag it goes with or the topic's id, else ""."""

    tag: str
    why: Why
    about: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """What tags were used with: for each of the tags or topics asked about, how often it was seen
    (``seen``) and with which tags (``tags``); ``total`` is how often each tag was seen at all."""

    seen: Mapping[str, int]
    tags: Mapping[str, Mapping[str, int]]
    total: Mapping[str, int]


def suggested(
    uses: Iterable[TagUse],
    has: Collection[str],
    *,
    named: str = "",
    with_tags: Together | None = None,
    with_topics: Together | None = None,
    now: datetime | None = None,
    most: int = OFFERED,
) -> tuple[Suggestion, ...]:
    """Return the tags to offer, the best first, without those in ``has``.

    ``named`` is the title and the names in the text, as they are; ``now`` is the present moment, with its
    time zone.
    """
    known = [use for use in uses if use.name not in has]
    today = (now or datetime.now(UTC)).timestamp()
    words = _spaced(named)
    near: dict[str, dict[Why, tuple[float, str]]] = {}
    for why, together in (("with", with_tags), ("topic", with_topics)):
        for about, tags in (together.tags if together is not None else {}).items():
            for tag, count in tags.items():
                if together is None or count < _LEAST_TOGETHER:
                    continue
                value = count / sqrt(together.seen[about] * together.total[tag])
                mine = near.setdefault(tag, {})
                reason: Why = "with" if why == "with" else "topic"
                mine[reason] = max(mine.get(reason, (0.0, "")), (value, about))
    meant = {use.name for use in known if words and _named(use.name, words)}
    # Of thousands of tags only these can be among the best.
    last = nlargest(most, known, key=lambda use: use.last)
    often = nlargest(most, known, key=lambda use: use.uses)
    top = log1p(often[0].uses if often else 1)
    able = {use.name for use in (*last, *often)}.union(near, meant)
    scored = []
    for use in known:
        if use.name not in able:
            continue
        reasons: dict[Why, tuple[float, str]] = {
            "lately": (exp(-max(0.0, today - _seconds(use.last)) / 86_400 / _FADE_DAYS), ""),
            "often": (log1p(use.uses) / top, ""),
            **near.get(use.name, {}),
        }
        if use.name in meant:
            reasons["named"] = (1.0, "")
        parts = {why: _WEIGHTS[why] * value for why, (value, _) in reasons.items()}
        best = max(parts, key=parts.__getitem__)
        scored.append((-sum(parts.values()), use.name, Suggestion(use.name, best, reasons[best][1])))
    scored.sort(key=lambda one: one[:2])
    return tuple(one for _, _, one in scored[:most])


def with_tags(store: Store, uses: Iterable[TagUse], tags: Sequence[str]) -> Together:
    """Return what tags were used with on the things that have them; ``uses`` are those of all tags."""
    seen: dict[str, int] = {}
    counted: dict[str, Counter[str]] = {}
    for tag in tags:
        found = store.tagged(tag, LOOKED_AT // max(1, len(tags)))
        seen[tag] = len(found)
        others = counted[tag] = Counter()
        for use in found:
            others.update(other for other in _on(store, use.article, use.highlight) if other not in tags)
    near: set[str] = set().union(*counted.values())
    total = {use.name: min(use.uses, LOOKED_AT) for use in uses if use.name in near}
    return Together(seen, counted, total)


def with_topics(store: Store, topics: Sequence[str], topics_of: Callable[[str], Collection[str]]) -> Together:
    """Return with which tags the articles were tagged that have one of the topics; ``topics_of`` says what
    an article (by id) is about. The articles tagged last are looked at."""
    seen: Counter[str] = Counter()
    counted: dict[str, Counter[str]] = {topic: Counter() for topic in topics}
    total: Counter[str] = Counter()
    if topics:
        for article in store.last_tagged(LOOKED_AT):
            tags = store.marks_of(article).tags
            total.update(tags)
            for topic in set(topics).intersection(topics_of(article)):
                seen[topic] += 1
                counted[topic].update(tags)
    return Together(seen, counted, total)


def _on(store: Store, article: str, highlight: str) -> tuple[str, ...]:
    if not highlight:
        return store.marks_of(article).tags
    found = store.highlight(highlight)
    return found.tags if found is not None else ()


def _named(tag: str, words: str) -> bool:
    """Say whether the words of a tag's last level stand in a text (as ``_spaced`` has it)."""
    level = _last_level(tag)
    return level in words and f" {level} " in words


@lru_cache(maxsize=16_384)
def _last_level(tag: str) -> str:
    return fold(tag.rpartition("/")[2])


def _spaced(text: str) -> str:
    """Return the words of a text, folded, with one space around each."""
    words = "".join(letter if letter.isalnum() else " " for letter in fold(text)).split()
    return f" {' '.join(words)} " if words else ""


def _seconds(moment: str) -> float:
    try:
        return datetime.fromisoformat(moment).timestamp()
    except ValueError:
        return 0.0
