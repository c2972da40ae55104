"""The articles of the library together with what the reader added to them: what the screens and calls ask.

Every method is safe to call from any thread; none of them writes. Nothing outside ever gets a list of all
articles: a view hands out windows of it, so that what stands behind it can change.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from annotations.entries import Entry, Fetchers, Listed, moment, names_in
from annotations.marks import NO_MARKS
from annotations.named import Names
from annotations.ordering import Section, arranged
from annotations.query.whole import Everything, Order
from annotations.shown import View
from annotations.texts import Texts
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.facets import FacetName, FacetValue
    from annotations.identity import Identity
    from annotations.marks import Marks
    from annotations.model import Corrections, Highlight
    from annotations.query.tree import Query
    from annotations.selecting import EntityRows
    from annotations.store import Store
    from seeds.article import Article, MentionType
    from seeds.library import Library, LibraryChange
    from seeds.row import Row
    from seeds.topic_names import OwnTopic

__all__ = ["Collection", "Listed", "Order", "Section", "View"]


class Collection:
    """The articles of a library, joined with the reader's marks once there are any."""

    def __init__(
        self,
        library: Library,
        *,
        last_opened: str = "",
        language: str = "en",
        own_topics: tuple[OwnTopic, ...] = (),
    ) -> None:
        """Name the library; nothing is read before ``load``. ``last_opened`` (ISO 8601, "" for never) decides
        what is new, ``language`` what topics are called in a facet, ``own_topics`` (those of the library)
        which there are beside the shipped ones."""
        self._own_topics = own_topics
        self._library = library
        self._language = language
        self._store: Store | None = None
        self._lock = threading.RLock()
        self._rows: dict[str, Row] = {}
        self._marks: Mapping[str, Marks] = {}
        self._entries: dict[str, Entry] = {}
        self._sorted: dict[Order, tuple[Entry, ...]] = {}
        self._generation = 0
        self._identity: Identity | None = None
        self._texts = Texts(library.folded, lambda row: library.read(row).text, library.text_hash)
        self._names = Names(library, self._texts.folded)
        self._fetch = Fetchers(
            self._texts.folded,
            self._names.counts,
            self._written,
            self._highlights,
            self._texts.shown,
            self._texts.hash,
            moment(last_opened),
            own_topics,
        )

    @property
    def generation(self) -> int:
        """A number that rises with every change of rows or marks."""
        return self._generation

    def load(self) -> None:
        """Take the rows that the index has."""
        rows = {row.fingerprint: row for row in self._library.load()}
        with self._lock:
            self._rows = rows
            self._rebuild()

    def warm(self, stop: threading.Event) -> None:
        """Fetch the texts that a search looks through, newest first, so that the first key is as quick as the
        next. For a thread of its own; ``stop`` ends it."""
        for entry in self._in_order("newest"):
            if stop.is_set() or self._texts.full:
                return
            self._texts.folded(entry.row.fingerprint)

    def update_rows(self, change: LibraryChange) -> None:
        """Take up what a scan found: rows that went, new and changed ones, articles whose names are known
        now."""
        with self._lock:
            for fingerprint in change.named:
                self._names.forget(fingerprint)
            if not change.removed and not change.added:
                self._generation += 1
                return
            rows = dict(self._rows)
            # A file that was edited has a new row; the old one of its path goes.
            gone = {row.path for row in change.added}.union(change.removed)
            for fingerprint in [row.fingerprint for row in rows.values() if row.path in gone]:
                del rows[fingerprint]
                self._forget(fingerprint)
            for row in change.added:
                rows[row.fingerprint] = row
                self._forget(row.fingerprint)
            self._rows = rows
            self._rebuild()

    def set_marks(self, marks: Mapping[str, Marks]) -> None:
        """Show these marks (by article id) until the store is attached: those of the last time."""
        with self._lock:
            if self._store is None:
                self._marks = marks
                self._rebuild(anew=True)

    def attach(self, store: Store) -> None:
        """Join the store: from now on its marks count, and articles whose file is gone are listed too."""
        from annotations.identity import Identity

        marks = store.marks()
        with self._lock:
            self._store = store
            self._identity = Identity(self._library.folded)
            self._names.attach(store)
            self._marks = marks
            self._rebuild(anew=True)

    def update_marks(self, ids: Iterable[str]) -> bool:
        """Look again at the marks of these articles; return whether what a list is ordered or grouped by may
        have changed with them: the reader has corrected an article."""
        with self._lock:
            if self._store is None:
                return False
            from annotations.marks_picture import LaidOver

            now = self._store.marks()
            entries, strange, corrected = dict(self._entries), False, False
            newer: dict[str, Marks] = {}
            for id in ids:
                before = self._marks.get(id, NO_MARKS)
                mine = newer[id] = now.get(id, NO_MARKS)
                corrected |= mine.facts != before.facts
                if id in entries and not entries[id].gone:
                    entries[id] = entries[id].with_marks(mine)
                elif (mine, before) != (NO_MARKS, NO_MARKS):  # what was reviewed concerns no article
                    strange = True
            self._marks = LaidOver(self._marks, newer)
            if strange:
                self._entries = entries
                self._rebuild()
            else:
                self._set(entries)
            return corrected

    def remember(self, ids: Iterable[str] | None = None) -> Problem | None:
        """Keep for later as what and where annotated articles were found, so that a file which was edited may
        be renamed next. Waits for the disk; return what went wrong (``not-remembered``, ``store-busy``), None
        when nothing did.

        To be called when the rows are as the files are now (a scan is through): in the middle of one, two
        files that swapped their names look like one that was edited. With ``ids``, the articles that were
        just touched, only what is not known yet of their texts is kept: that may be done at any time.
        """
        with self._lock:
            store, identity, rows, entries = self._store, self._identity, self._rows, self._entries
        if store is None or identity is None:
            return None
        from annotations.actions import remember

        if ids is None:
            known = store.known_articles()
            found = identity.learned(rows, known, identity.claims(rows, known))
            seen = identity.news(found, known.records)
        else:
            records = {id: record for id in ids if (record := store.article(id)) and not record.sketch}
            found = {id: entries[id].as_read for id in records if id in entries and not entries[id].gone}
            seen = identity.news(found, records)
        if not seen:
            return None
        try:
            store.apply(remember(store, seen)).result()
        except Problem as problem:
            if problem.code == "store-closed":
                return None
            if problem.code != "not-saved":
                return problem
            return Problem("not-remembered", **{**problem.values, "n": len(seen)})
        return None

    def gone(self) -> tuple[Listed, ...]:
        """Return the annotated articles whose file is gone, by their headings."""
        return tuple(entry.listed for entry in self._in_order("title") if entry.gone)

    def view(self, query: Query, order: Order = "newest") -> View:
        """Return the articles a query wants, in an order; ``sort:`` in the query overrules it. Archived
        articles stay out of sight unless the query speaks of ``is:archived``, as in a mailbox."""
        if isinstance(query, Everything):  # what the first paint asks: no need of the query language for it
            shown = self._in_sight(order)
            return View(shown, order, len(shown), self.listed)
        from annotations.query.asking import order_in
        from annotations.selecting import selected

        order = order_in(query) or order
        candidates = self._candidates(query, order)
        found = tuple(selected(query, candidates, self.naming()))
        return View(found, order, len(candidates), self.listed)

    def count(self, query: Query) -> int:
        """Return how many articles a view of the query has."""
        from annotations.selecting import selected

        return len(selected(query, self._candidates(query, "newest"), self.naming()))

    def known_names(self) -> dict[str, Iterable[str]]:
        """Return the sources and tags there are, and what the reader calls kinds of highlights (with their
        ids): the names a query may use without quotes (``known`` of the parser)."""
        kinds = self._store.kinds() if self._store is not None else {}
        return {**names_in(self._entries.values()), "kind": {name: str(id) for id, name in kinds.items()}}

    def facet(self, name: FacetName, query: Query) -> tuple[FacetValue, ...]:
        """Return the choices of a facet, each with the number of articles that have it among those the query
        wants.

        Months come newest first with "unknown" last; states in a fixed order, archived ones counted though
        they are out of sight; all others by count.
        """
        from annotations.facets import facet_values
        from annotations.query.asking import asks_archived
        from annotations.selecting import selected

        everything = self._in_order("newest")
        shown = selected(query, everything, self.naming())
        if name != "state" and not asks_archived(query):
            shown = [entry for entry in shown if not entry.marks.archived]
        return facet_values(name, shown, self._language, self._own_topics)

    def entity_articles(self, name: str, type: MentionType | None = None) -> tuple[str, ...]:
        """Return the ids of the articles that name an entity, newest first as in a view."""
        rows = self.naming()(name, type)
        return tuple(entry.id for entry in self._in_order("newest") if entry.row.fingerprint in rows)

    def entry(self, id: str) -> Entry:
        """Return an article as queries ask about it. Of one that is not there (it lies in another library, or
        the files have not been looked at yet) that is what the annotations remember."""
        if (entry := self._entries.get(id)) is not None:
            return entry
        from annotations.absent import remembered

        record = self._store.article(id) if self._store is not None else None
        return Entry(id, remembered(id, record), self._marks.get(id, NO_MARKS), self._fetch, gone=True)

    def choose(self, choosing: Callable[[Sequence[Entry]], Iterable[Entry]]) -> tuple[Listed, ...]:
        """Return the few articles that a function chooses among all of them, newest first."""
        return tuple(entry.listed for entry in choosing(self._in_order("newest")))

    def listed(self, id: str) -> Listed | None:
        """Return an article as a list shows it now; None for an id that is not there."""
        entry = self._entries.get(id)
        return entry.listed if entry is not None else None

    def ids_starting(self, start: str) -> tuple[str, ...]:
        """Return the ids that begin with a text (at most ten), the one that is all of it alone if there
        is one."""
        entries = self._entries
        if start in entries:
            return (start,)
        return tuple(sorted(id for id in entries if id.startswith(start))[:10])

    def corrections(self, id: str) -> Corrections:
        """Return what the reader has set right that bears on an article. Of two answers that are equal, so is
        what ``article`` and ``with_mentions`` return."""
        from annotations.model import NO_CORRECTIONS

        return self._store.corrections(id) if self._store is not None else NO_CORRECTIONS

    def with_mentions(self, id: str, article: Article) -> Article:
        """Return an article with its mentions, as the reader has corrected them: the second pass over what
        ``article`` returned."""
        from annotations.corrections import with_mentions

        return with_mentions(article, self.corrections(id))

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
        changed = self._names.settle(self._in_order("newest"), stop)
        if changed:
            with self._lock:
                self._generation += 1
        return changed

    def article(self, id: str) -> Article:
        """Read an article from its file, as the reader has corrected it, without its mentions; raises
        ``Problem`` when it is not there or gone."""
        article, facts = self.article_as_read(id), self.corrections(id).facts
        if not facts:
            return article
        from seeds.corrected import corrected

        return corrected(article, facts)

    def article_as_read(self, id: str) -> Article:
        """Read an article from its file, without mentions and without the reader's corrections; raises as
        ``article``."""
        entry = self._entries.get(id)
        if entry is None:
            raise Problem("no-such-article", article=id)
        if entry.gone:
            raise Problem("file-gone", path=entry.row.path)
        return self._library.read(entry.as_read)

    def naming(self) -> EntityRows:
        """Return what says which articles name an entity, for one question."""
        self._names.begin()
        return partial(self._names.rows, self._entries)

    def _candidates(self, query: Query, order: Order) -> tuple[Entry, ...]:
        from annotations.query.asking import asks_archived

        return self._in_order(order) if asks_archived(query) else self._in_sight(order)

    def _in_sight(self, order: Order) -> tuple[Entry, ...]:
        return tuple(entry for entry in self._in_order(order) if not entry.marks.archived)

    def _in_order(self, order: Order) -> tuple[Entry, ...]:
        with self._lock:
            known = self._sorted.get(order)
            entries, generation = self._entries, self._generation
        if known is None:
            known = tuple(arranged(entries.values(), order))
            with self._lock:
                if generation == self._generation:
                    self._sorted[order] = known
        return known

    def _set(self, entries: dict[str, Entry]) -> None:
        self._entries = entries
        self._sorted = {}
        self._generation += 1

    def _rebuild(self, *, anew: bool = False) -> None:
        """Join rows and marks anew. An article keeps the id it had when it was first touched. Marks are
        looked up ``anew``, or where they are not at hand: there may be half a million."""
        old, marks, store = self._entries, self._marks, self._store
        entries: dict[str, Entry] = {}
        claims: Mapping[str, str] = {}
        if store is not None and self._identity is not None:
            claims = self._identity.claims(self._rows, store.known_articles())
        claimed = frozenset(claims.values())
        for fingerprint, row in self._rows.items():
            id = claims.get(fingerprint, fingerprint)
            if id in claimed and fingerprint not in claims:
                from annotations.identity import other_id

                id = other_id(row)
            before = old.get(id)
            known = before is not None and not anew and not before.gone
            mine = before.marks if before is not None and known else marks.get(id, NO_MARKS)
            if before is not None and before.as_read == row and not before.gone:
                entries[id] = before if before.marks == mine else before.with_marks(mine)
            else:
                entries[id] = Entry(id, row, mine, self._fetch)
        if store is not None:
            from annotations.absent import absent

            for id, row in absent(store.articles(), marks, entries, self._rows):
                entries[id] = Entry(id, row, marks.get(id, NO_MARKS), self._fetch, gone=True)
        self._set(entries)

    def _forget(self, fingerprint: str) -> None:
        self._texts.forget(fingerprint)
        self._names.forget(fingerprint, text=True)

    def _written(self, id: str) -> tuple[str, ...]:
        notes = self._store.notes(id) if self._store is not None else ()
        return (*(note.text for note in notes), *(it.quote for it in self._highlights(id)))

    def _highlights(self, id: str) -> tuple[Highlight, ...]:
        return self._store.highlights(id) if self._store is not None else ()
