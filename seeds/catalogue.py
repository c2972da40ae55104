"""The catalogue: which articles a library has and which of them have what, as row sets.

It answers for hundreds of thousands of articles without holding one of them: an article is a slot, a set of
them one integer (``seeds.rowset``).
"""

from __future__ import annotations

import threading
from array import array
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from seeds import catalogue_orders as orders
from seeds import catalogue_rows, catalogue_words, postings, rowset
from seeds.cachefile import Damaged
from seeds.catalogue_dates import Dates
from seeds.catalogue_located import Located
from seeds.catalogue_names import Names
from seeds.catalogue_paths import Paths
from seeds.catalogue_values import Values
from seeds.folding import fold
from seeds.index import CacheFull, CacheLost, Index, Outdated, State, below
from seeds.unanswered import Unanswered
from seeds.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from sqlite3 import Connection

    from seeds.article import Article, EntityCount, Mention, MentionType
    from seeds.catalogue_orders import OrderName
    from seeds.catalogue_values import Field
    from seeds.catalogue_words import TextField
    from seeds.row import Row

T = TypeVar("T")

ROWS_KEPT = 2000
TEXTS_KEPT = 64
_TEXTS_AT_ONCE = 100
_LOOKED_AT = 50  # rows from which it is judged whether an index can be shown
_HALF = 0.5


class Catalogue(Located):
    """The articles of a library as they were at one revision of its index. Safe to use from any thread.

    ``0 <= slot < size``; every row set that is handed out holds live slots only. Once the index has been
    renumbered or made anew (another ``epoch``), or while it cannot be read, what is not in memory yet is
    answered as if there were none; ``missed`` tells who keeps answers. ``revision`` is -1 once it could not
    be read: whoever follows the index makes another catalogue of it then, and all is asked anew.
    """

    def __init__(
        self,
        index: Index,
        state: State,
        folders: Sequence[str],
        bundled: str,
        live: int | None = None,
        before: Catalogue | None = None,
    ) -> None:
        """Look at the articles below some folders (those that are there). ``live`` is loaded when it is first
        needed; rows in memory are taken over from the catalogue ``before``."""
        self.epoch, self.revision, self.size = state.epoch, state.revision, state.size
        self._index, self._folders, self._bundled = index, tuple(folders), bundled
        self._lock = threading.Lock()
        self.missed = 0
        """How many questions the index has not answered so far, as it may to a later catalogue."""
        self._live = live
        self._flags: bytes | None = None
        self._rows: dict[int, Row] = dict(before._rows) if before else {}
        self._orders: dict[str, array[int]] = {}
        self._texts: dict[int, str] = {}
        self._words = catalogue_words.Words(self.size)
        self._values = Values(self.size)
        self._dates = Dates(self.size)
        self._names = Names(self.size)
        self._paths = Paths(self.size, self._folders)

    def live(self) -> int:
        """Return the articles that have a file in one of the library's folders."""
        live = self._live
        if live is None:
            live = self._ask(lambda db: catalogue_rows.with_files(db, self._folders, self.size), None)
            self._live = live  # what could not be asked just now is asked again
        return live or 0

    def count(self) -> int:
        """Return how many articles there are."""
        return self.live().bit_count()

    @property
    def where(self) -> str:
        """The path of the index, "" where that is in memory."""
        return str(self._index.path or "")

    def head(self, n: int) -> tuple[tuple[int, Row], ...]:
        """Return the first articles of the newest order, without loading anything else."""

        def first(db: Connection) -> tuple[tuple[int, Row], ...]:
            where, values = below(self._folders)
            found = [
                slot
                for (slot,) in db.execute(
                    "SELECT slot FROM articles a WHERE EXISTS "
                    f"(SELECT 1 FROM files f WHERE f.slot = a.slot AND {where}) "
                    "ORDER BY newest, heading, fingerprint LIMIT ?",
                    (*values, n),
                )
            ]
            rows = catalogue_rows.rows(db, found, self._folders, self._bundled)
            self._keep(rows)
            return tuple((slot, rows[slot]) for slot in found if slot < self.size and slot in rows)

        return self._ask(first, ())

    def order(self, name: OrderName) -> array[int]:
        """Return the live slots in an order. Must not be changed."""
        known = self._orders.get(name)
        if known is None:
            known = self._ask(lambda db: orders.loaded(db, name, self._surely_live(), self.size), None)
            if known is None:
                return array("I")
            self._orders[name] = known
        return known

    def rows(self, slots: Sequence[int]) -> tuple[Row, ...]:
        """Return the rows of some live articles, as many as a window shows. Raises ``KeyError`` for a slot
        that has none, ``Unanswered`` (which is one) when the index cannot tell for the moment."""
        # Other threads' rows drop these out of memory at any time: what is there now is held on to.
        known = {slot: row for slot in slots if (row := self._rows.get(slot)) is not None}
        missing = [slot for slot in slots if slot not in known]
        if not missing:
            return tuple(known[slot] for slot in slots)
        nothing: dict[int, Row] = {}
        missed = self.missed
        found = self._ask(lambda db: catalogue_rows.rows(db, missing, self._folders, self._bundled), nothing)
        if not found and self._index.lost:  # of some it is still known what they are
            found = catalogue_rows.salvaged(self._ask, missing, self._folders, self._bundled)
        known |= found
        try:
            result = tuple(known[slot] for slot in slots)
        except KeyError as error:
            if self.missed == missed and not self._index.lost:  # what has a slot has a row, in a sound index
                self._ask(_look_whether_sound, None)
            away = self.missed != missed or self._index.lost
            raise Unanswered(*error.args) if away else error from None
        self._keep(found)
        return result

    def holds_up(self) -> bool:
        """Say whether a list can be shown of an index that is lost: its order, and most rows."""
        order = self.order("newest")
        some = order[:: max(1, len(order) // _LOOKED_AT)]
        look = partial(catalogue_rows.rows, folders=self._folders, bundled=self._bundled)
        nothing: dict[int, Row] = {}
        there = sum(bool(self._ask(partial(look, slots=(slot,)), nothing)) for slot in some)
        return there > _HALF * len(some)

    def rows_held(self, slots: Sequence[int]) -> dict[int, Row]:
        """Return the rows of some articles that are in memory, by their slots: nothing is read for it."""
        return {slot: row for slot in slots if (row := self._rows.get(slot)) is not None}

    def words(self, text: str, field: TextField = "any", *, prefix: bool = False) -> int:
        """Return the articles in which the words of a text stand side by side, whatever signs are between;
        with ``prefix`` the last one may go on. Case and marks do not count. No word: no article."""
        wanted = words_of(fold(text))
        if not wanted:
            return 0
        look = partial(self._words.having, beside=self._beside, wanted=wanted, field=field, prefix=prefix)
        return self._ask(look, 0) & self.live()

    def with_each(self, text: str, field: TextField = "any", *, prefix: bool = False) -> int:
        """Return the articles that have each of the words of a text, wherever in the field they stand: those
        of ``words`` are among them, and this takes no long time however short the start of a word is."""
        wanted, size = words_of(fold(text)), self.size
        if not wanted:
            return 0
        found = self._ask(lambda db: catalogue_words.with_each(db, wanted, field, prefix, size), 0)
        return found & self.live()

    def text(self, slot: int) -> str:
        """Return an article's text as it was read, "" where the index does not hold it."""
        return next(self.texts((slot,)))

    def texts(self, slots: Sequence[int]) -> Iterator[str]:
        """Yield the texts of articles, in this order; "" for what the index does not hold."""
        for at in range(0, len(slots), _TEXTS_AT_ONCE):
            portion = slots[at : at + _TEXTS_AT_ONCE]
            kept = self._ask(partial(catalogue_words.texts, slots=portion), dict[int, str]())
            for slot in portion:
                yield kept.get(slot, "")

    def folded(self, slot: int) -> str:
        """Return an article's folded text, "" where the index does not hold it."""
        known = self._texts.get(slot)
        if known is None:
            missed = self.missed
            known = fold(self.text(slot))
            if self.missed == missed:
                _hold(self._texts, slot, known, TEXTS_KEPT)
        return known

    def mentions(self, article: Article, reader: int) -> tuple[Mention, ...] | None:
        """Return the mentions of an article that was read from its file, as this version of the reader has
        found them in this very text with this date; None where they are not known."""
        from seeds.kept_mentions import mentions_of

        return self._ask(lambda db: mentions_of(db, article, reader), None)

    def having(self, field: Field, value: str | None) -> int:
        """Return the articles that have exactly this value, as stored; None: those that have none. Months are
        keys of ``seeds.months.group_of``, topics the article's own."""
        if field == "month":
            return self._months().get(value or "", 0)
        return self._ask(lambda db: self._values.having(db, field, value or ""), 0) & self.live()

    def values(self, field: Field) -> Mapping[str, int]:
        """Return every value of a field with the number of articles that have it; "" stands for none."""
        return self._ask(lambda db: self._values.all(db, field, self._surely_live()), {})

    def counts(self, field: Field, bits: int) -> Mapping[str, int]:
        """Return every value that some articles of a row set have, with the number of those; "" stands for
        none."""
        return self.counts_each(field, (bits,))[0]

    def counts_each(self, field: Field, sets: Iterable[int]) -> Sequence[Mapping[str, int]]:
        """Count as ``counts`` in several row sets at once."""
        among = [bits & self.live() for bits in sets]
        return self._ask(lambda db: self._values.counts(db, field, among), [{} for _ in among])

    def months(self) -> Mapping[str, int]:
        """Return the articles of each month, by the keys of ``seeds.months.group_of``."""
        return self._months()

    def untitled(self) -> int:
        """Return the articles in which no title was found."""
        return self._ask(lambda db: catalogue_rows.untitled(db, self.size), 0) & self.live()

    def dated(self, first: date | None, last: date | None) -> int:
        """Return the articles whose date may lie within these days (None: open). One without a year never
        does."""
        months = self._months()
        return self._ask(lambda db: self._dates.within(db, months, first, last), 0) & self.live()

    def undated(self) -> int:
        """Return the articles of which no year is known."""
        return self._flagged(postings.UNDATED)

    def uncertain(self) -> int:
        """Return the articles whose date has been inferred (``?``)."""
        return self._flagged(postings.UNCERTAIN)

    def added(self, first: datetime | None, last: datetime | None) -> int:
        """Return the articles that were first seen between two moments (inclusive; None: open)."""
        start = "" if first is None else _second(first)
        end = None if last is None else _second(last) + "~"

        def look(db: Connection) -> int:
            pieces = postings.between(db, postings.ADDED, start, end, self.size)
            return postings.joined(((chunk, slots) for _, chunk, slots in pieces), self.size)

        return self._ask(look, 0) & self.live()

    def named(self) -> int:
        """Return the articles whose names are known."""
        return self._ask(self._names.named, 0) & self.live()

    def entity(self, name: str, type: MentionType | None = None) -> int:
        """Return the articles that name an entity by its canonical name, of one type or any."""
        return self._ask(lambda db: self._names.entity(db, name, type), 0) & self.live()

    def entity_forms(
        self, typed: str, types: Iterable[MentionType] | None = None, prefix: bool = False
    ) -> tuple[tuple[str, MentionType, int], ...]:
        """Return the entities one of whose names has the words typed side by side, with the number of
        articles that name them, most first; ``prefix``: the last word may go on."""
        return self._ask(lambda db: self._names.forms(db, typed, types, prefix), ())

    def naming(self, typed: str, types: Iterable[MentionType] | None = None, *, prefix: bool = False) -> int:
        """Return the articles that name any of the entities of ``entity_forms``."""
        return self._ask(lambda db: self._names.naming(db, typed, types, prefix), 0) & self.live()

    def entities(self, slot: int) -> tuple[EntityCount, ...] | None:
        """Return how often each entity is named in an article, most first; None while that is not known."""
        return self._ask(lambda db: self._names.entities(db, slot), None)

    def naming_any(self, types: Iterable[MentionType] | None) -> int:
        """Return the articles that name anything of some types, or of any."""
        return self._ask(lambda db: self._names.any(db, types), 0) & self.live()

    def top_entities(self, type: MentionType, bits: int, n: int) -> tuple[tuple[str, int], ...]:
        """Return the ``n`` entities of a type that most articles of a row set name, with how many do; ties by
        name."""
        return self._ask(lambda db: self._names.top(db, type, bits & self.live(), n), ())

    def hold_names(self, type: MentionType) -> bool:
        """Read some more of the entities that most articles name into memory, where ``top_entities`` needs
        them; return whether there is more to be read and room for it."""
        return self._ask(lambda db: self._names.hold_more(db, type), False)

    def entity_totals(self, type: MentionType) -> tuple[tuple[str, int], ...]:
        """Return every entity of a type with the number of articles that name it, most first. Articles of
        other libraries that share the index count too."""
        return self._ask(lambda db: self._names.totals(db, type), ())

    def _ask(self, question: Callable[[Connection], T], nothing: T) -> T:
        try:
            with self._index.read(self.epoch) as db:
                return question(db)
        except (CacheFull, Outdated) as error:
            with self._lock:
                self.missed += 1
                if isinstance(error, CacheFull):  # another epoch is seen anyway
                    self.revision = -1
        except CacheLost:  # this index will not tell more: another one is filled
            pass
        return nothing

    def _surely_live(self) -> int:
        """Return ``live`` within a question of which more is kept. Raises CacheLost where it is not known."""
        live = self.live()
        if self._live is None:
            raise CacheLost("it is not known which articles are there")
        return live

    def _beside(self, question: Callable[[Connection], None]) -> None:
        with self._index.read(self.epoch) as db:
            question(db)

    def _months(self) -> dict[str, int]:
        return self._ask(lambda db: self._dates.months(db, self._surely_live()), {})

    def _flagged(self, flag: str) -> int:
        return self._ask(lambda db: postings.read(db, postings.FLAG, flag, self.size), 0) & self.live()

    def _keep(self, rows: dict[int, Row]) -> None:
        with self._lock:
            self._rows.update(rows)
            while len(self._rows) > ROWS_KEPT:
                del self._rows[next(iter(self._rows))]

    def followed(self, state: State, touched: Iterable[int], named: Iterable[int]) -> Catalogue:
        """Return the catalogue of a later state of the same epoch, of which it is known what was touched."""
        return self._ask(lambda db: self._followed(db, state, set(touched), set(named)), self)

    def _followed(self, db: Connection, state: State, touched: set[int], named: set[int]) -> Catalogue:
        live = self._surely_live()
        here = catalogue_rows.live_among(db, touched, self._folders)
        new = sorted(slot for slot in here if not live >> slot & 1)
        gone = [slot for slot in touched - here if live >> slot & 1]
        later = Catalogue(
            self._index,
            state,
            self._folders,
            self._bundled,
            live & ~rowset.of(gone, state.size) | rowset.of(new, state.size),
            self,
        )
        later._names = Names(state.size, self._names, rowset.of(touched | named, state.size))
        later._paths = Paths(state.size, self._folders, self._paths, rowset.of(touched, state.size))
        for slot in touched:
            later._rows.pop(slot, None)
        if not new and not gone:  # names alone, or where files lie
            later._orders, later._values, later._words = self._orders, self._values, self._words
            later._dates = self._dates
        elif len(new) + len(gone) <= orders.PATCHED:
            for name in ("newest", "oldest", "title"):
                order = self._orders.get(name)
                if order is not None:
                    found = orders.patched(db, name, order, gone, new)
                    if found is not None:
                        later._orders[name] = found
        return later


def _second(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


K = TypeVar("K")


def _hold(kept: dict[K, T], key: K, value: T, most: int) -> None:
    kept[key] = value
    while len(kept) > most:
        kept.pop(next(iter(tuple(kept))), None)  # at once: other threads hold things, too


def _look_whether_sound(db: Connection) -> None:
    """Raise ``Damaged`` where the index contradicts itself; goes through all of it."""
    (said,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise Damaged(said)
