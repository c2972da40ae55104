"""All annotations of the library, kept up with the store: what the notebook's screen, the command line and
exports ask."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from annotations.notebook.choosing import chosen
from annotations.notebook.items import Item
from annotations.notebook.joining import joined, written_last
from annotations.notebook.naming import Naming
from annotations.notebook.view import NotebookView, arranged
from annotations.query.whole import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.collection import Collection
    from annotations.model import Change, Highlight, Note
    from annotations.notebook.shapes import Annotation, Group, NotebookOrder
    from annotations.query.tree import Query
    from annotations.store import Store

_PATIENCE = 0.5
"""Seconds that a question waits for a change that the store has made and not told of yet."""


class Notebook:
    """One item for each highlight and each note on an article. For any thread; close it when done.

    A query asks of an annotation what it asks of articles, and an annotation has its article's topics, date,
    source and so on; ``tag:`` looks at its own tags and its article's, ``note: kind: is:lost is:review
    has:note has:highlight noted:`` at the annotation alone. Bare words look at what was marked and written
    and at the article's title; with ``texts`` at all of the article, as in a list of articles, which is what
    ``docbao notes`` promises (what matches, or whose article does). Archived articles are not left out: what
    was written on them is as good as the rest.
    """

    def __init__(self, collection: Collection, store: Store) -> None:
        """Join the articles and the annotations; nothing is read before the first question."""
        self._collection = collection
        self._store = store
        self._lock = threading.Lock()
        self._feed = threading.Condition()
        """Held for a moment only: the store's thread must not wait while everything is read."""
        self._told = store.revision
        self._stale: set[str] | None = None
        self._read_all = False
        self._by_article: dict[str, tuple[Item, ...]] = {}
        self._items: tuple[Item, ...] | None = None
        self._bound = -1
        self._naming = Naming(collection)
        self._leave = store.subscribe(self._changed)

    def close(self) -> None:
        """Follow the store no longer."""
        self._leave()

    def view(
        self,
        query: Query = EVERYTHING,
        group: Group = "article",
        order: NotebookOrder = "place",
        *,
        texts: bool = False,
    ) -> NotebookView:
        """Return the annotations that a query wants, grouped and in an order."""
        items = self._all()
        meant = self._collection.resolved(query)
        found = chosen(meant, items, self._collection.naming(), texts=texts)
        return NotebookView(*arranged(found, group, order, self._naming), total=len(items))

    def count(self, query: Query) -> int:
        """Count the annotations that a query wants."""
        meant = self._collection.resolved(query)
        return len(chosen(meant, self._all(), self._collection.naming()))

    def beginning(self, most: int = 100, *, besides: str = "") -> NotebookView | None:
        """Return the first rows of all annotations under their articles, ``most`` or more of them, and those
        of the article ``besides``: soon, however many there are. None where ``view`` is as quick: once all
        were asked for, and where there are few."""
        if self._read_all:
            return None
        items = written_last(self._collection, self._store, most, besides)
        if items is None:
            return None
        return NotebookView(*arranged(items, "article", "place", self._naming), total=None)

    def matching(self, query: Query = EVERYTHING, *, texts: bool = False) -> tuple[Annotation, ...]:
        """Return the annotations that a query wants, article by article and as they stand in the text: for
        exports."""
        view = self.view(query, "article", "place", texts=texts)
        return view.window(0, view.count)

    def annotation(self, id: str) -> Annotation | None:
        """Return the annotation of a highlight's id, or of a note's (of one on a highlight: the highlight);
        None when it is not there."""
        highlight, note = self._store.highlight(id), self._store.note(id)
        if highlight is None and note is not None and note.highlight:
            highlight = self._store.highlight(note.highlight)
        if highlight is None and note is None:
            return None
        article = highlight.article if highlight is not None else note.article if note is not None else ""
        entry = self._collection.entry(article)
        if highlight is not None:
            return Item(entry, highlight, self._store.notes_on(highlight.id)).annotation
        return Item(entry, None, (note,)).annotation if note is not None else None

    def settle_names(self, query: Query, most: int) -> tuple[bool, bool]:
        """Read the names in the articles of what a query wants, so that grouping by entity is exact (see
        ``Naming``): in ``most`` of them, some 30 ms each. Return whether that changed anything, and whether
        more wait."""
        meant = self._collection.resolved(query)
        return self._naming.settle(chosen(meant, self._all(), self._collection.naming()), most)

    def _changed(self, change: Change) -> None:
        with self._feed:
            self._told = max(self._told, change.revision)
            if self._stale is not None:
                self._stale |= change.articles
            self._feed.notify_all()

    def _all(self) -> tuple[Item, ...]:
        """Return all items, the oldest first."""
        with self._lock:
            with self._feed:
                # Who asks may have been told of a change before this was.
                made = self._store.revision
                if not self._feed.wait_for(lambda: self._told >= made, _PATIENCE):
                    self._told = made  # a change of nothing that is shown
                stale, self._stale = self._stale, set()
            if stale is None:
                self._bound = self._collection.generation
                self._read(self._store.all_highlights(), self._store.all_notes())
                self._read_all = True
            elif stale:
                for article in stale:
                    self._by_article.pop(article, None)
                for article in stale:
                    self._read(self._store.highlights(article), self._store.notes(article))
                self._items = None
            self._bind()
            if self._items is None:
                every = (item for items in self._by_article.values() for item in items)
                self._items = tuple(sorted(every, key=lambda item: (item.created, item.id)))
            return self._items

    def _read(self, highlights: Iterable[Highlight], notes: Iterable[Note]) -> None:
        """Join what is new with its articles."""
        self._by_article.update(joined(self._collection, highlights, notes))

    def _bind(self) -> None:
        """Give every item its article as it is now."""
        generation = self._collection.generation
        if generation == self._bound:
            return
        self._bound = generation
        entries = self._collection.entries(self._by_article)
        for article, items in self._by_article.items():
            now, known = entries[article], items[0].entry
            # An article that is not there is put together anew each time.
            if now is known or (now.gone and known.gone and (now.row, now.marks) == (known.row, known.marks)):
                continue
            self._by_article[article] = tuple(item.under(now) for item in items)
            self._items = None
