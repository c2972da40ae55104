"""Which topics there are and what they are called: a table small enough to be read before the first paint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from seeds import lexicon


class TopicDefinition(NamedTuple):
    """One topic: its id, the broader topic it belongs to (None for a broad one), its IPTC code, its
    labels."""

    id: str
    broader: str | None
    iptc: str | None
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class OwnTopic:
    """A topic the reader has added, or what they have changed of a shipped one (the same id).

    ``vi``, ``en`` and ``broader`` are None where nothing is said of them. ``cues`` are lists of phrases, each
    with its strength (one of ``topic_scheme.WEIGHTS``, or ``without``: shipped phrases that shall not
    count). ``off`` takes the topic out altogether.
    """

    id: str
    vi: str | None = None
    en: str | None = None
    broader: str | None = None
    cues: tuple[tuple[str, tuple[str, ...]], ...] = ()
    off: bool = False


@lru_cache(maxsize=8)
def _by_id(own: tuple[OwnTopic, ...]) -> dict[str, TopicDefinition]:
    found = {
        id: TopicDefinition(id, broader or None, iptc or None, {"vi": vi, "en": en})
        for id, broader, iptc, vi, en in lexicon.rows("topics.tsv")
    }
    for topic in own:
        if topic.off:
            found.pop(topic.id, None)
            continue
        before = found.get(topic.id)
        labels = before.labels if before else {}
        vi = topic.vi or labels.get("vi") or topic.en or topic.id
        found[topic.id] = TopicDefinition(
            topic.id,
            topic.broader or (before.broader if before else None),
            before.iptc if before else None,
            {"vi": vi, "en": topic.en or labels.get("en") or vi},
        )
    return found


def all_topics(own: tuple[OwnTopic, ...] = ()) -> tuple[TopicDefinition, ...]:
    """Every topic of the scheme, in the order in which it is written, the reader's own last."""
    return tuple(_by_id(own).values())


def with_broader(topics: tuple[str, ...], own: tuple[OwnTopic, ...] = ()) -> tuple[str, ...]:
    """These topics and then the broad ones they belong to: all that a filter finds an article by."""
    known = _by_id(own)
    broad = (known[id].broader for id in topics if id in known)
    return tuple(dict.fromkeys((*topics, *(id for id in broad if id))))


def label(topic_id: str, language: str, own: tuple[OwnTopic, ...] = ()) -> str:
    """A topic's name in a language (``vi`` or ``en``); the id itself where there is none."""
    topic = _by_id(own).get(topic_id)
    return topic.labels.get(language, topic_id) if topic else topic_id
