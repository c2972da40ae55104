"""The articles of the library together with what the reader added to them: what the screens and calls ask.

Every method is safe to call from any thread; none of them writes. Nothing holds an object for each article:
an answer comes from row sets (``annotations.picture``), and a view hands out windows of itself.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from annotations.entries import Entry, Listed
from annotations.keeping import Kept
from annotations.marks import NO_MARKS
from annotations.query.whole import Everything, Order
from annotations.sections import Section
from annotations.shown import View
from seeds.problems import Problem

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable

    from annotations.facets import FacetName, FacetValue
    from annotations.model import Corrections, Note, Subject
    from annotations.picture import Found, Picture
    from annotations.query.snippets import Snippet
    from annotations.query.tree import Query
    from annotations.selecting import EntityRows
    from seeds.article import Article, MentionType

    Stop = Callable[[], bool] | None

__all__ = ["Collection", "Listed", "Order", "Section", "View"]

_LOOKING = 0.02  # seconds for which texts are looked into for a hint: it comes with an answer that is there


class Collection(Kept):
    """The articles of a library, joined with the reader's marks once there are any."""

    # Views and what is counted in them

    def view(
        self, query: Query, order: Order = "newest", *, seconds: float | None = None, stop: Stop = None
    ) -> View:
        """Return the articles a query wants, in an order; ``sort:`` in the query overrules it. Archived
        articles stay out of sight unless the query speaks of ``is:archived``, as in a mailbox.

        ``seconds`` is what may be spent on looking into texts, for quotes with marks and the like: a view for
        which that was not enough is not ``settled``, and asking again goes on where this ended. Raises
        ``Stopped`` (``annotations.query.stopped``) once ``stop`` says that nobody waits any more.
        """
        picture = self.picture
        if not isinstance(query, Everything):
            from annotations.query.asking import order_in

            order = order_in(query) or order
        there = self._sight(picture, query)
        found = picture.found(query, there, seconds=seconds, stop=stop)
        return View(picture, found, order, len(there), self._listed_at, lambda: self.generation)

    def nearest(self, query: Query, order: Order = "newest", *, stop: Stop = None) -> View:
        """Return the articles of a query's view, those first that have its words side by side, exactly as
        they were typed (``annotations.nearest``). ``stop`` as in ``view``."""
        from annotations.nearest import nearest

        view = self.view(query, order, stop=stop)
        return nearest(view, query, lambda tree, among: view.picture.found(tree, among, stop=stop))

    def count(self, query: Query, *, stop: Stop = None) -> int:
        """Return how many articles a view of the query has. ``stop`` as in ``view``."""
        picture = self.picture
        return len(picture.found(query, self._sight(picture, query), stop=stop))

    def hint(self, query: Query, *, stop: Stop = None) -> Problem | None:
        """Return why a query that finds nothing may do so, as far as that can be said without looking long
        into texts; None where nothing strikes. ``stop`` as in ``view``."""
        from annotations.nearly import meant
        from annotations.query.hints import hint_of, hint_out_of_sight

        picture = self.picture

        def found(tree: Query) -> Found:
            return picture.found(tree, self._sight(picture, tree), seconds=_LOOKING, stop=stop)

        def count(tree: Query) -> int:
            return len(it) if (it := found(tree)).settled else 0

        def least(tree: Query) -> int:
            return len(found(tree))

        near = partial(meant, picture.catalogue)
        return hint_of(query, count, least, near) or hint_out_of_sight(query, count)

    def found(self, query: Query, *, stop: Stop = None) -> tuple[Picture, Found]:
        """Return the articles that a view of the query has as a row set, with the picture that it is of: for
        those who count in it."""
        picture = self.picture
        return picture, picture.found(query, self._sight(picture, query), stop=stop)

    def ids(self, query: Query) -> tuple[str, ...]:
        """Return the ids of all articles that a view of the query has, newest first."""
        return self.view(query).ids()

    def subjects(self, query: Query) -> tuple[Subject, ...]:
        """Return all articles that a view of the query has as the store needs them, to change them all."""
        from annotations.remembering import subjects_of

        return subjects_of(self.view(query))

    def snippets(self, query: Query, id: str) -> tuple[Snippet, ...]:
        """Return the stretches of an article's text around a query's words, the best first; none where there
        is no text."""
        from annotations.query.snippets import heading_in, snippets

        text, entry = self.text(id), self.picture.entry(id)
        heading = (entry.row.title or entry.row.lead) if entry is not None else ""
        return snippets(query, text, head=heading_in(text, heading)[1])

    def note_snippets(self, query: Query, id: str) -> tuple[tuple[Note, Snippet], ...]:
        """Return the stretches of the notes on an article around a query's words, each with its note."""
        from annotations.query.snippets import in_notes, snippets

        sought = in_notes(query)
        return tuple((note, it) for note in self.notes(id) for it in snippets(sought, note.text))

    def notes(self, id: str) -> tuple[Note, ...]:
        """Return the notes on an article and on what is marked in it; none while the annotations are not
        open."""
        return self._store.notes(id) if self._store is not None else ()

    def text(self, id: str) -> str:
        """Return an article's text as ``article`` has it: from the index, from its file only where that does
        not hold it; "" where there is none."""
        entry = self.picture.entry(id)
        return self._texts.shown(entry) if entry is not None else ""

    def known_names(self) -> dict[str, Iterable[str]]:
        """Return the sources and tags there are, and what the reader calls kinds of highlights (with their
        ids): the names a query may use without quotes (``known`` of the parser)."""
        kinds = self._store.kinds() if self._store is not None else {}
        sources, tags = self.picture.names_there()
        return {"source": sources, "tag": tags, "kind": {name: str(id) for id, name in kinds.items()}}

    def facet(
        self, name: FacetName, query: Query, *, most: int | None = None, stop: Stop = None
    ) -> tuple[FacetValue, ...]:
        """Return the choices of a facet, each with the number of articles that have it among those the query
        wants. Of people, organisations and places those are counted that most articles name, as many as
        ``most`` (None: ``facets.MOST``).

        Months come newest first with "unknown" last; states in a fixed order, archived ones counted though
        they are out of sight; all others by count. ``stop`` as in ``view``.
        """
        from annotations.facets import facet_values
        from annotations.query.asking import asks_archived

        picture = self.picture
        self._names.begin()
        sight = picture.sight(archived=name == "state" or asks_archived(query))
        found = picture.found(query, sight, stop=stop)
        return facet_values(name, picture, found, self._language, most, stop)

    def entity_articles(self, name: str, type: MentionType | None = None) -> tuple[str, ...]:
        """Return the ids of the articles that name an entity by its canonical name, newest first as in a
        view."""
        from annotations.query.tree import Entity

        picture = self.picture
        self._names.begin()
        found = picture.found(Entity(name, type), picture.sight(archived=True))
        return View(picture, found, "newest", len(found), self._listed_at, lambda: self.generation).ids()

    # Single articles

    def entry(self, id: str) -> Entry:
        """Return an article as queries ask about it. Of one that is not there (it lies in another library, or
        the files have not been looked at yet) that is what the annotations remember."""
        return self.entries([id])[id]

    def entries(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Return articles as ``entry`` does, however many, at once."""
        picture, wanted = self.picture, list(ids)
        found = picture.entries_of(wanted)
        for id in wanted:
            if id not in found:
                from annotations.absent import lies_somewhere, remembered

                record = self._store.article(id) if self._store is not None else None
                row, marks = remembered(id, record), picture.marks.get(id, NO_MARKS)
                found[id] = Entry(id, row, marks, self._fetch, elsewhere=lies_somewhere(record))
        return found

    def listed(self, id: str) -> Listed | None:
        """Return an article as a list shows it now; None for an id that is not there."""
        entry = self.picture.entry(id)
        return entry.listed if entry is not None else None

    def as_shown(self, id: str, fingerprint: str) -> Listed | None:
        """Return as which article the one is listed now that was shown under an id with the text of a
        fingerprint: that of its text, else that of its id; None where neither is there."""
        picture = self.picture
        slot = picture.catalogue.slots_of([fingerprint]).get(fingerprint)
        entry = picture.entry(picture.claims.id_of(slot, fingerprint)) if slot is not None else None
        return entry.listed if entry is not None else self.listed(id)

    def gone(self) -> tuple[Listed, ...]:
        """Return the annotated articles whose file is gone, by their headings."""
        from annotations.ordering import arranged

        gone = (entry for entry in self.picture.entries if entry.gone)
        return tuple(entry.listed for entry in arranged(gone, "title"))

    def called(self, heading: str, most: int) -> tuple[Listed, ...]:
        """Return the articles that are called just this (folded), newest first; at most so many."""
        from annotations.headings import called

        return tuple(entry.listed for entry in called(self.picture, heading, most))

    def with_words(self, typed: str, most: int, stop: threading.Event | None = None) -> tuple[Listed, ...]:
        """Return the articles whose heading has the words that are typed (``annotations.headings``)."""
        from annotations.headings import with_words

        return tuple(entry.listed for entry in with_words(self.picture, typed, most, stop))

    def ids_starting(self, start: str) -> tuple[str, ...]:
        """Return the ids that begin with a text (at most ten), the one that is all of it alone if there
        is one."""
        return self.picture.ids_starting(start, 10)

    def corrections(self, id: str) -> Corrections:
        """Return what the reader has set right that bears on an article. Of two answers that are equal, so is
        what ``article`` and ``with_mentions`` return."""
        from annotations.model import NO_CORRECTIONS

        return self._store.corrections(id) if self._store is not None else NO_CORRECTIONS

    def with_mentions(self, id: str, article: Article) -> Article:
        """Return an article with its mentions, as the reader has corrected them: what ``article`` returned,
        after the second pass where it has not been through it."""
        if article.mentions is not None:
            return article
        from annotations.corrections import with_mentions

        return with_mentions(article, self.corrections(id))

    def article(self, id: str) -> Article:
        """Read an article from its file, as the reader has corrected it, with its mentions where a scan has
        found them already; raises ``Problem`` when it is not there or gone."""
        article, corrections = self.article_as_read(id), self.corrections(id)
        if corrections.facts:
            from seeds.corrected import corrected

            return corrected(article, corrections.facts)
        mentions = self._library.mentions(article)
        if mentions is None:
            return article
        from annotations.corrections import with_mentions

        return with_mentions(replace(article, mentions=mentions), corrections)

    def article_as_read(self, id: str) -> Article:
        """Read an article from its file, without mentions and without the reader's corrections; raises as
        ``article``."""
        entry = self.picture.entry(id)
        if entry is None:
            raise Problem("no-such-article", article=id)
        if entry.gone:
            raise Problem("file-gone", path=entry.row.path)
        return self._library.read(entry.as_read)

    # Names

    @property
    def unsettled(self) -> bool:
        """Whether an answer about names was not exact: ``settle_names`` makes it so."""
        return self._names.unsettled

    def be_patient(self) -> None:
        """Let every answer about names be exact, reading for it what it needs: for who waits anyway."""
        self._names.patient = True

    def settle_names(self, stop: threading.Event) -> bool:
        """Read the names anew in the articles that a correction for every article may touch, newest first, so
        that every answer about names is exact (see ``Names``); return whether any changed. For a thread of
        its own; ``stop`` ends it."""
        changed = self._names.settle(self.picture.unsettled(), stop)
        if changed:
            with self._lock:
                self._generation += 1
        return changed

    def resolved(self, query: Query) -> Query:
        """Return what a query means whose names may be as the reader typed them: for who asks it of something
        else than articles."""
        return self.picture.resolved(query)

    def naming(self) -> EntityRows:
        """Return what says which articles name an entity, for one question."""
        self._names.begin()
        return self.picture.named_in

    def _sight(self, picture: Picture, query: Query) -> Found:
        if isinstance(query, Everything):
            return picture.sight(archived=False)
        from annotations.query.asking import asks_archived

        self._names.begin()
        return picture.sight(archived=asks_archived(query))
