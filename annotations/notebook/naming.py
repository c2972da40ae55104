"""Which entities an annotation names.

Of a highlight that are the mentions that overlap it: exact once its article has been read for its names
(``settle``, off the loop, kept in memory). Before that, and of a note, they are those of the article's
entities, as the index has them, whose name stands in what was marked or written; an article that has not had
its second pass yet has none.
"""

from __future__ import annotations

import threading
from itertools import islice
from typing import TYPE_CHECKING

from annotations.query.matcher import finder
from seeds.folding import fold
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.collection import Collection
    from annotations.notebook.items import Item
    from seeds.article import Article

NAMING = frozenset({"PERSON", "ORG", "PLACE", "LAW", "EVENT"})
"""The types of entities that annotations are put under: a sum or a day is no heading."""


class Naming:
    """The entities that annotations name. For any thread."""

    def __init__(self, collection: Collection) -> None:
        """Take the articles."""
        self._collection = collection
        self._lock = threading.Lock()
        self._exact: dict[str, tuple[object, tuple[str, ...]]] = {}
        self._quick: dict[str, tuple[object, tuple[str, ...]]] = {}

    def names(self, item: Item) -> tuple[str, ...]:
        """Return the entities that an annotation names, in the order of their names."""
        known = self._exact.get(item.id)
        if known is not None and known[0] == self._key(item):
            return known[1]
        quick = self._quick.get(item.id)
        if quick is None or quick[0] is not item:
            quick = self._quick[item.id] = (item, self._standing_in(item))
        return quick[1]

    def settle(self, items: Iterable[Item], most: int) -> tuple[bool, bool]:
        """Read the names of articles that highlights are in, of ``most`` of them; return whether any are
        others now, and whether more articles wait."""
        waiting: dict[str, list[Item]] = {}
        for item in items:
            known = self._exact.get(item.id)
            if item.highlight is not None and (known is None or known[0] != self._key(item)):
                waiting.setdefault(item.article, []).append(item)
        changed = False
        for article, some in islice(waiting.items(), most):
            read = self._read(article)
            for item in some:
                before = self.names(item)
                names = _overlapping(read, item) if read is not None else before
                with self._lock:
                    self._exact[item.id] = (self._key(item), names)
                changed |= names != before
        return changed, len(waiting) > most

    def _key(self, item: Item) -> object:
        """What an exact answer holds for: this stretch, this reading of the text."""
        corrections = self._collection.corrections(item.article)
        return (item.place, item.entry.row.fingerprint, corrections)

    def _read(self, id: str) -> Article | None:
        try:
            return self._collection.with_mentions(id, self._collection.article(id))
        except Problem:
            return None

    def _standing_in(self, item: Item) -> tuple[str, ...]:
        text = item.folded
        found = {
            entity.name
            for entity in item.entry.facts.entities()
            if entity.type in NAMING and finder(fold(entity.name), False)(text)
        }
        return tuple(sorted(found))


def _overlapping(article: Article, item: Item) -> tuple[str, ...]:
    """Return the entities whose mentions overlap a highlight."""
    start, end = item.place
    found = {
        mention.name
        for mention in article.mentions or ()
        if mention.type in NAMING and mention.start < end and start < mention.end
    }
    return tuple(sorted(found))
