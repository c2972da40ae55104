"""Which topics there are and what they are called: a table small enough to be read before the first paint."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from seeds import lexicon


class TopicDefinition(NamedTuple):
    """One topic: its id, the broader topic it belongs to (None for a broad one), its IPTC code, its
    labels."""

    id: str
    broader: str | None
    iptc: str | None
    labels: dict[str, str]


@cache
def _by_id() -> dict[str, TopicDefinition]:
    return {
        id: TopicDefinition(id, broader or None, iptc or None, {"vi": vi, "en": en})
        for id, broader, iptc, vi, en in lexicon.rows("topics.tsv")
    }


def all_topics() -> tuple[TopicDefinition, ...]:
    """Every topic of the scheme, in the order in which it is written."""
    return tuple(_by_id().values())


def label(topic_id: str, language: str) -> str:
    """A topic's name in a language (``vi`` or ``en``); the id itself where there is none."""
    topic = _by_id().get(topic_id)
    return topic.labels.get(language, topic_id) if topic else topic_id
