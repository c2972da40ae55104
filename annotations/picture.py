"""The library and the reader's marks joined, as of one moment: what every question is answered from.

Nearly all articles are a slot in row sets. Those that the index alone says wrong things of are *apart*: the
reader has corrected them, or their file is gone. They are few, and asked one by one.
"""

from __future__ import annotations

from bisect import bisect_left
from contextlib import suppress
from typing import TYPE_CHECKING

from annotations.certain import keeping, of_texts
from annotations.claims import NO_CLAIMS, Claims
from annotations.entries import Entry
from annotations.mark_sets import NO_SETS, MarkSets
from annotations.marks import NO_MARKS
from annotations.named import NamedIn
from annotations.query import whole
from annotations.ranked import Ranked
from seeds import rowset
from seeds.unanswered import Unanswered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from annotations.entries import Fetchers
    from annotations.marks import Marks
    from annotations.named import Names
    from annotations.query.evaluating import Evaluation
    from annotations.query.facts import Facts
    from annotations.query.tree import Query
    from annotations.query.verified import Verified
    from annotations.query.whole import Order
    from annotations.written import Written
    from seeds.article import MentionType
    from seeds.catalogue import Catalogue
    from seeds.catalogue_orders import OrderName

APART = 1 << 31
"""Above all slots: the numbers of articles that are apart, in views."""

_NAMES: dict[Order, OrderName] = {
    "newest": "newest",
    "oldest": "oldest",
    "title": "title",
    "source": "source",
    "added": "added",
    "unread": "newest",
}
_AT_ONCE = 100


class Found:
    """What a question found: a row set, and the articles that are apart (by their number). ``settled`` is
    False where some of it has still to be verified."""

    __slots__ = ("apart", "bits", "settled")

    def __init__(self, bits: int, apart: tuple[int, ...], settled: bool = True) -> None:
        """Keep what was found."""
        self.bits, self.apart, self.settled = bits, apart, settled

    def __len__(self) -> int:
        """Count the articles."""
        return self.bits.bit_count() + len(self.apart)


class Picture:
    """One moment; never changed once made, but for what it works out and keeps."""

    def __init__(
        self,
        catalogue: Catalogue,
        fetch: Fetchers,
        names: Names,
        *,
        marks: Mapping[str, Marks] | None = None,
        sets: MarkSets = NO_SETS,
        claims: Claims = NO_CLAIMS,
        apart: Mapping[str, Entry] | None = None,
        written: Written | None = None,
        before: Picture | None = None,
    ) -> None:
        """Join a library's articles with marks (by id), also as row sets, and those that are ``apart`` (by
        id). From a picture ``before`` is taken what still holds."""
        self.catalogue, self.fetch, self.names = catalogue, fetch, names
        self.marks, self.sets, self.claims = marks if marks is not None else {}, sets, claims
        self.apart = dict(apart or {})
        self.entries = tuple(self.apart.values())
        self.last_opened: datetime | None = fetch.last_opened
        self._numbers = {id: number for number, id in enumerate(self.apart)}
        self._written = written
        self._on_written: dict[tuple[str, bool], int] = {}
        self._known: dict[Query, int] = {}
        self._verified: dict[Query, Verified] = {}
        self._ranks: dict[str, Ranked] = {}
        self._places: dict[tuple[Order, int], int] = {}
        self._plain: dict[str, int] = {}
        self._names_there: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        if before is not None and before.catalogue is catalogue:
            self._known, self._ranks = before._known, before._ranks
            if before.sets is sets and before.apart == self.apart:
                self._verified = before._verified
            else:
                self._verified = of_texts(before._verified)

    def with_apart(self, apart: Mapping[str, Entry]) -> Picture:
        """Return the same with others apart."""
        return Picture(
            self.catalogue,
            self.fetch,
            self.names,
            marks=self.marks,
            sets=self.sets,
            claims=self.claims,
            apart=apart,
            written=self._written,
            before=self,
        )

    # Which articles

    @property
    def plain(self) -> int:
        """The row set of all articles that are not apart."""

        def find() -> int:
            slots = [entry.slot for entry in self.entries if entry.slot is not None]
            return self.catalogue.live() & ~rowset.of(slots, self.catalogue.size)

        return keeping(self.catalogue, self._plain, "", find)

    @property
    def has_highlights(self) -> bool:
        """Whether anything is marked in any article that is there."""
        return bool(self.sets.marked) or any(entry.marks.highlights for entry in self.entries)

    def sight(self, *, archived: bool) -> Found:
        """Return all articles, those in the archive only if they are wanted."""
        if archived:
            return Found(self.plain, tuple(range(len(self.entries))))
        there = (number for number, entry in enumerate(self.entries) if not entry.marks.archived)
        return Found(self.plain & ~self.sets.archived, tuple(there))

    def slot_of(self, id: str) -> int | None:
        """Return where an article stands: its slot, its number among those apart, None where it is not
        there."""
        if (number := self._numbers.get(id)) is not None:
            return APART + number
        return self.claims.slots_of(self.catalogue, [id]).get(id)

    def slots_of(self, ids: Sequence[str]) -> dict[str, int]:
        """Return where some articles stand, as ``slot_of`` does, of those that are there."""
        apart = {id: APART + number for id in ids if (number := self._numbers.get(id)) is not None}
        return self.claims.slots_of(self.catalogue, [id for id in ids if id not in apart]) | apart

    def entry_at(self, place: int) -> Entry:
        """Return the article at a slot or number. Raises ``KeyError`` as ``entries_at``, and ``Unanswered``
        (which is one) when the index cannot tell for the moment."""
        for entry in self.entries_at([place]):
            return entry
        raise Unanswered(place)

    def entries_at(self, places: Sequence[int]) -> list[Entry]:
        """Return the articles at some slots or numbers: those before the first one of which the index cannot
        tell for the moment. Raises ``KeyError`` for a slot without a row."""
        slots = [place for place in places if place < APART]
        try:
            rows = dict(zip(slots, self.catalogue.rows(slots), strict=True))
        except Unanswered:
            rows = self.catalogue.rows_held(slots)
            missing = (at for at, place in enumerate(places) if place < APART and place not in rows)
            places = places[: next(missing, len(places))]
        found: list[Entry] = []
        for place in places:
            if place >= APART:
                found.append(self.entries[place - APART])
                continue
            row = rows[place]
            id = self.claims.id_of(place, row.fingerprint)
            mine = self.marks.get(id, NO_MARKS)
            found.append(Entry(id, row, mine, self.fetch, self.catalogue, place))
        return found

    def ids_at(self, places: Sequence[int]) -> list[str]:
        """Return the ids of the articles at some slots or numbers, however many."""
        slots = [place for place in places if place < APART]
        names = self.catalogue.fingerprints(slots)
        found = {slot: self.claims.id_of(slot, name) for slot, name in zip(slots, names, strict=True)}
        return [found[at] if at < APART else self.entries[at - APART].id for at in places]

    def entry(self, id: str) -> Entry | None:
        """Return an article by its id, None where it is not there."""
        place = self.slot_of(id)
        try:
            return self.entry_at(place) if place is not None else None
        except KeyError:
            return None

    def entries_of(self, ids: Sequence[str]) -> dict[str, Entry]:
        """Return articles by their ids, of those that are there: however many, at once."""
        places = self.claims.slots_of(self.catalogue, ids)
        places |= {id: APART + number for id in ids if (number := self._numbers.get(id)) is not None}
        try:
            return dict(zip(places, self.entries_at(list(places.values())), strict=True))
        except (KeyError, ValueError):  # one has gone meanwhile, or cannot be told for the moment
            return {id: entry for id in ids if (entry := self.entry(id)) is not None}

    def renewed(self, entry: Entry) -> Entry:
        """Return an article of another picture as it is in this one; itself where it is not here."""
        if entry.slot is None or entry.id in self.apart or entry.marks.corrections:
            return self.entry(entry.id) or entry
        return entry.with_marks(self.marks.get(entry.id, NO_MARKS))

    def ids_starting(self, start: str, most: int) -> tuple[str, ...]:
        """Return the ids that begin with a text, at most so many; the one that is all of it alone if there
        is one."""
        if self.slot_of(start) is not None:
            return (start,)
        found = self.catalogue.slots_of(self.catalogue.starting(start, most + len(self.claims.ids)))
        ids = {name for name, slot in found.items() if slot not in self.claims.ids}
        ids.update(id for id in (*self.claims.slots, *self.apart) if id.startswith(start))
        return tuple(sorted(ids)[:most])

    def names_there(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the sources that articles have, and the tags on them and on highlights in them, sorted."""

        def find() -> tuple[tuple[str, ...], tuple[str, ...]]:
            sources = {it for it in self.catalogue.values("source") if it}
            tags = set(self.sets.tags)
            for entry in self.entries:
                tags.update((*entry.marks.tags, *entry.marks.inner_tags))
                if entry.row.source:
                    sources.add(entry.row.source)
                if entry.as_read.source and not self._has_source(entry.as_read.source):
                    sources.discard(entry.as_read.source)
            return tuple(sorted(sources)), tuple(sorted(tags))

        return keeping(self.catalogue, self._names_there, "", find)

    def _has_source(self, source: str) -> bool:
        """Say whether any article has a source, as the reader has corrected them."""
        if self.catalogue.having("source", source) & self.plain:
            return True
        return any(entry.row.source == source for entry in self.entries)

    # What a query wants

    def found(
        self,
        tree: Query,
        among: Found,
        *,
        seconds: float | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> Found:
        """Return those that a query wants. ``seconds`` is what may be spent on looking into texts (None: as
        long as it takes). Raises ``Stopped`` once ``stop`` says so."""
        if isinstance(tree, whole.Everything):
            return among
        from annotations.query.evaluating import Evaluation

        tree = self.resolved(tree)
        evaluation: Evaluation = Evaluation(self, seconds=seconds, stop=stop)
        bits = evaluation.rows(tree, among.bits)
        apart: tuple[int, ...] = ()
        if among.apart:
            from annotations.selecting import selected

            matching = selected(tree, [self.entries[number] for number in among.apart], self._named_apart)
            apart = tuple(self._numbers[entry.id] for entry in matching)
        return Found(bits, apart, evaluation.settled)

    def written(self, wanted: str, prefix: bool) -> int:
        """See ``annotations.query.evaluating.Asked``."""
        if self._written is None:
            return 0
        written, catalogue = self._written, self.catalogue

        def find() -> int:
            slots = self.claims.slots_of(catalogue, written.holding(wanted, prefix))
            return rowset.of(slots.values(), catalogue.size)

        return keeping(self.catalogue, self._on_written, (wanted, prefix), find)

    def resolved(self, tree: Query) -> Query:
        """Return what is meant by a query whose names may be as the reader typed them."""
        from annotations.query.resolving import resolved

        return resolved(tree, self._is_named)

    def _is_named(self, name: str, type: MentionType | None) -> bool:
        return bool(self.entity(name, type) & self.plain or self._named_apart(name, type))

    def named_in(self, name: str, type: MentionType | None = None) -> NamedIn:
        """Return the articles that name an entity, to be asked for each by its fingerprint."""
        own = {it.as_read.fingerprint: self.names.has(it, name, type) for it in self.entries}
        return NamedIn(self.catalogue, self.names.rows(self.catalogue, name, type), own)

    def _named_apart(self, name: str, type: MentionType | None) -> frozenset[str]:
        apart = (entry for entry in self.entries if self.names.has(entry, name, type))
        return frozenset(entry.as_read.fingerprint for entry in apart)

    def unsettled(self) -> Iterator[Entry]:
        """Yield the articles whose names are to be read again, newest first."""
        yield from (entry for entry in self.entries if entry.slot is not None)
        bits = self.names.wait(self.catalogue) & self.plain
        places = self.ranked("newest").all(bits)
        for start in range(0, len(places), _AT_ONCE):
            yield from self.entries_at(places[start : start + _AT_ONCE])

    def entity(self, name: str, type: MentionType | None) -> int:
        """See ``Asked``."""
        return self.names.rows(self.catalogue, name, type)

    def naming(self, typed: str, types: tuple[MentionType, ...] | None, prefix: bool) -> int | None:
        """See ``Asked``: corrections for all may have changed some of these."""
        return None if self.names.given() else self.catalogue.naming(typed, types, prefix=prefix)

    def called_so(self, start: str) -> int:
        """See ``Asked``."""
        others = rowset.of(self.claims.ids, self.catalogue.size)
        mine = (slot for id, slot in self.claims.slots.items() if id.startswith(start))
        return self.catalogue.beginning(start) & ~others | rowset.of(mine, self.catalogue.size)

    def renamed(self) -> int:
        """See ``Asked``."""
        return self.names.touched(self.catalogue) & self.plain

    def finer(self, topic: str) -> Iterable[str]:
        """See ``Asked``."""
        from seeds.topic_names import all_topics

        return (topic, *(it.id for it in all_topics(self.fetch.own_topics) if it.broader == topic))

    def facts(self, slot: int) -> Facts:
        """See ``Asked``; nothing is known of one of which the index cannot tell for the moment."""
        try:
            return self.entry_at(slot).facts
        except Unanswered:
            from annotations.query.facts import Facts

            return Facts()

    def first(self, bits: int, start: int, n: int) -> Sequence[int]:
        """See ``Asked``."""
        return self.ranked("newest").members(bits, start, n)

    def known(self, tree: Query, find: Callable[[], int]) -> int:
        """See ``Asked``: what hangs on the library alone."""
        if _hangs_on_marks(tree):
            return find()
        return keeping(self.catalogue, self._known, tree, find)

    def knows(self, tree: Query) -> bool:
        """See ``Asked``."""
        return tree in self._known

    def verified(self, tree: Query) -> Verified:
        """See ``Asked``."""
        from annotations.query.verified import Verified

        return self._verified.setdefault(tree, Verified())

    # Orders

    def ranked(self, order: Order) -> Ranked:
        """Return one of the library's orders, prepared; "unread" is made of the newest."""
        name, catalogue = _NAMES[order], self.catalogue
        return keeping(
            self.catalogue, self._ranks, name, lambda: Ranked(catalogue.order(name), catalogue.size)
        )

    def place_of(self, number: int, order: Order) -> int:
        """Return before which place of a library's order an article stands that is apart."""
        from annotations.ordering import key_of

        key = key_of(order)

        def key_at(slot: int) -> tuple[object, ...]:
            (row,) = self.catalogue.rows([slot])
            return key(Entry(row.fingerprint, row, NO_MARKS, self.fetch))

        def find() -> int:
            with suppress(Unanswered):
                return bisect_left(self.ranked(order).order, key(self.entries[number]), key=key_at)
            return 0

        return keeping(self.catalogue, self._places, (order, number), find)


def _hangs_on_marks(tree: Query) -> bool:
    from annotations.query import tree as t

    return isinstance(tree, t.Within) and tree.field in ("read", "noted")
