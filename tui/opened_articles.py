"""The articles that were opened last, held in memory so that leafing back and forth reads no file again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.collection import Collection
    from annotations.model import Corrections
    from seeds.article import Article

_KEPT = 48


class OpenedArticles:
    """Articles by id, as the reader has corrected them; what was corrected since is read anew. For any
    thread."""

    def __init__(self, collection: Collection) -> None:
        """Take what reads articles."""
        self._collection = collection
        self._articles: OrderedDict[str, tuple[Article, Corrections]] = OrderedDict()
        self._lock = threading.Lock()
        self._forgotten = 0
        """How often files have changed: what was being read meanwhile is not kept."""

    def article(self, id: str) -> Article:
        """Return an article, read from its file if it is not in memory; raises ``Problem`` when it is
        gone."""
        if (article := self.in_memory(id)) is not None:
            return article
        begun = self._forgotten
        corrections = self._collection.corrections(id)
        article = self._collection.article(id)
        self._keep(id, article, corrections, begun)
        return article

    def in_memory(self, id: str) -> Article | None:
        """Return an article only if no file need be read for it."""
        with self._lock:
            article, corrections = self._articles.get(id, (None, None))
            if article is None or corrections != self._collection.corrections(id):
                return None
            self._articles.move_to_end(id)
            return article

    def with_mentions(self, id: str) -> Article:
        """Return an article after its second pass; raises ``Problem`` when its file is gone."""
        begun = self._forgotten
        corrections = self._collection.corrections(id)
        article = self.article(id)
        if article.mentions is None:
            article = self._collection.with_mentions(id, article)
            self._keep(id, article, corrections, begun)
        return article

    def forget(self) -> None:
        """Files have changed: read them anew."""
        with self._lock:
            self._articles.clear()
            self._forgotten += 1

    def _keep(self, id: str, article: Article, corrections: Corrections, begun: int) -> None:
        """Keep an article, unless files have changed since it was begun with: it may be the old one."""
        with self._lock:
            if begun != self._forgotten:
                return
            self._articles[id] = article, corrections
            self._articles.move_to_end(id)
            while len(self._articles) > _KEPT:
                self._articles.popitem(last=False)
