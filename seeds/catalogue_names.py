"""Who is named where, as far as the second pass has come."""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from seeds import catalogue_rows, postings, rowset
from seeds.folding import fold
from seeds.frequent_names import FrequentNames
from seeds.index_values import TYPES, type_number
from seeds.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from sqlite3 import Connection

    from seeds.article import EntityCount, MentionType

FEW = 1500
"""Of so many articles at most the names are counted article by article."""

_AT_ONCE = 32
ARTICLES_A_NAME = 12
"""Reading a name's articles takes as long as counting the names of so many articles."""

_WORTH_HOLDING = 200
"""Who is named in one article of more than so many is not read beforehand."""


class Names:
    """The names of one catalogue."""

    def __init__(self, size: int, before: Names | None = None, changed: int = 0) -> None:
        """Look at so many slots. What names ``before`` this know is taken over but for a row set of articles
        whose names may be others since."""
        self._size = size
        self._named: int | None = None
        self._last: tuple[int, Counter[int]] = 0, Counter()
        self._frequent, self._changed = FrequentNames(), 0
        self._held: dict[MentionType, int] = {}
        if before is not None and (before._changed | changed).bit_count() <= FEW:
            self._frequent, self._changed = before._frequent, before._changed | changed
            self._held = before._held

    def named(self, db: Connection) -> int:
        """Return the articles whose names are known."""
        if self._named is None:
            flagged = bytearray(self._size)
            for (slot,) in db.execute(
                "SELECT slot FROM articles WHERE slot < ? AND named <> 0", (self._size,)
            ):
                flagged[slot] = 1
            self._named = rowset.from_flags(flagged)
        return self._named

    def entity(self, db: Connection, name: str, type_: MentionType | None) -> int:
        """Return the articles that name an entity; dead ones may be among them."""
        found = 0
        for number in _numbers(db, name, type_):
            found |= postings.read(db, postings.ENTITY, number, self._size)
        return found

    def forms(
        self, db: Connection, typed: str, types: Iterable[MentionType] | None, prefix: bool
    ) -> tuple[tuple[str, MentionType, int], ...]:
        """Return the entities one of whose names has the words typed side by side."""
        chosen = self._reached(db, typed, types, prefix)
        return tuple(sorted(chosen.values(), key=lambda it: (-it[2], it[0], it[1])))

    def naming(self, db: Connection, typed: str, types: Iterable[MentionType] | None, prefix: bool) -> int:
        """Return the articles that name one of these entities; dead ones may be among them."""
        return postings.any_of(db, postings.ENTITY, self._reached(db, typed, types, prefix), self._size)

    def any(self, db: Connection, types: Iterable[MentionType] | None) -> int:
        """Return the articles that name anything of some types; dead ones may be among them."""
        kinds = None if types is None else frozenset(map(type_number, types))
        return postings.any_kind(db, postings.ENTITY, TYPES, kinds, self._size)

    @staticmethod
    def _reached(
        db: Connection, typed: str, types: Iterable[MentionType] | None, prefix: bool
    ) -> dict[int, tuple[str, MentionType, int]]:
        """Return the entities one of whose names has the words typed, by their numbers."""
        wanted = words(fold(typed))
        chosen: dict[int, tuple[str, MentionType, int]] = {}
        if not wanted:
            return chosen
        kinds = None if types is None else frozenset(types)
        for number, type_, name, articles in _with_words(db, wanted, prefix):
            if not articles or (kinds is not None and type_ not in kinds):
                continue
            if len(wanted) == 1 or _has(words(fold(name)), wanted, prefix):
                chosen[number] = name, type_, articles
        for type_, name in _called(wanted, prefix):
            if kinds is None or type_ in kinds:
                for number, articles in db.execute(
                    "SELECT entity, articles FROM entities WHERE type = ? AND name = ? AND articles > 0",
                    (type_, name),
                ):
                    chosen[number] = name, type_, articles
        return chosen

    def entities(self, db: Connection, slot: int) -> tuple[EntityCount, ...] | None:
        """Return how often each entity is named in an article, most first; None while that is not known."""
        from seeds.article import EntityCount

        found = db.execute("SELECT named, entities FROM articles WHERE slot = ?", (slot,)).fetchone()
        if found is None or not found[0]:
            return None
        pairs = array("I", found[1] or b"")
        counts = dict(zip(pairs[::2], pairs[1::2], strict=True))
        return tuple(
            sorted(
                (EntityCount(type_, name, counts[number]) for number, type_, name in _of(db, counts)),
                key=lambda it: (-it.count, it.name, it.type),
            )
        )

    def top(self, db: Connection, type_: MentionType, bits: int, n: int) -> tuple[tuple[str, int], ...]:
        """Return the ``n`` entities of a type that most of these articles name."""
        if not bits or n <= 0:
            return ()
        if bits.bit_count() > FEW and bits != self._last[0]:
            found = self._top_of_many(db, type_, bits, n)
            if found is not None:
                return found
        return self._top_of_few(db, type_, bits, n)

    def hold_more(self, db: Connection, type_: MentionType) -> bool:
        """Read some more of the most frequent entities of a type into memory; say whether there is room for
        others yet, and there are any (few articles are gone through themselves)."""
        if self._size <= FEW:
            return False
        at = self._held.get(type_, 0)
        ordered = db.execute(
            "SELECT entity FROM entities WHERE type = ? AND articles >= ? "
            "ORDER BY articles DESC LIMIT ? OFFSET ?",
            (type_, self._size // _WORTH_HOLDING, _AT_ONCE, at),
        )
        numbers = [number for (number,) in ordered]
        self._held[type_] = at + len(numbers)
        return self._frequent.hold(db, numbers, self._size) and len(numbers) == _AT_ONCE

    @staticmethod
    def totals(db: Connection, type_: MentionType) -> tuple[tuple[str, int], ...]:
        """Return every entity of a type with the number of articles that name it, most first."""
        return tuple(
            db.execute(
                "SELECT name, articles FROM entities WHERE type = ? AND articles > 0 "
                "ORDER BY articles DESC, name",
                (type_,),
            )
        )

    def _top_of_many(
        self, db: Connection, type_: MentionType, bits: int, n: int
    ) -> tuple[tuple[str, int], ...] | None:
        """Count name by name, those first that most articles have, until none is left that could have more
        than the last one found; None where reading those that are left would take longer than going by the
        article."""
        recent = self._counted(db, bits & self._changed)
        settled = bits & ~self._changed
        left = bits.bit_count() // ARTICLES_A_NAME
        counts: dict[str, int] = {}
        least, asked = 1, 0
        ordered = db.execute(
            "SELECT entity, name, articles FROM entities WHERE type = ? AND articles > 0 "
            "ORDER BY articles DESC",
            (type_,),
        )
        while found := [it for it in ordered.fetchmany(_AT_ONCE) if it[2] >= least]:
            numbers = [number for number, _, _ in found]
            if missing := len(self._frequent.missing(numbers)):
                # Once there are n, it is known how far down one has to go at most.
                if max(missing, len(counts) >= n and _as_frequent(db, type_, least) - asked) > left:
                    return None
                left -= missing
            asked += len(found)
            some = self._frequent.counts(db, numbers, settled, self._size)
            for (number, name, _), count in zip(found, some, strict=True):
                if together := count + recent[number]:
                    counts[name] = together
            if len(counts) >= n:
                least = heapq.nlargest(n, counts.values())[-1]
        return _first(counts.items(), n)

    def _top_of_few(
        self, db: Connection, type_: MentionType, bits: int, n: int
    ) -> tuple[tuple[str, int], ...]:
        counts = self._counted(db, bits)
        kind = type_number(type_)
        best = sorted(((-count, it) for it, count in counts.items() if it % TYPES == kind))
        upto = best[n - 1][0] if len(best) > n else 0
        chosen = [it for count, it in best if count <= upto]  # with all that are as frequent as the last
        return _first(((name, counts[it]) for it, _, name in _of(db, chosen)), n)

    def _counted(self, db: Connection, bits: int) -> Counter[int]:
        """Count the names of articles, article by article. The last answer is kept: what is asked of one type
        is asked of the next."""
        if not bits:  # asked for in between: the last answer stays
            return Counter()
        known, counts = self._last
        if bits == known:
            return counts
        counts = Counter()
        for marks, portion in catalogue_rows.some(rowset.slots(bits)):
            packed = db.execute(
                f"SELECT entities FROM articles WHERE entities IS NOT NULL AND slot IN {marks}", portion
            )
            counts.update(array("I", b"".join([pairs for (pairs,) in packed]))[::2])
        self._last = bits, counts
        return counts


def _first(counted: Iterable[tuple[str, int]], n: int) -> tuple[tuple[str, int], ...]:
    return tuple(islice(sorted(counted, key=lambda it: (-it[1], it[0])), n))


def _as_frequent(db: Connection, type_: MentionType, articles: int) -> int:
    """Return how many entities of a type are named in so many articles or more."""
    ask = "SELECT count(*) FROM entities WHERE type = ? AND articles >= ?"
    return int(db.execute(ask, (type_, articles)).fetchone()[0])


def _of(db: Connection, numbers: Iterable[int]) -> list[tuple[int, MentionType, str]]:
    found: list[tuple[int, MentionType, str]] = []
    for marks, portion in catalogue_rows.some(numbers):
        found += db.execute(f"SELECT entity, type, name FROM entities WHERE entity IN {marks}", portion)
    return found


def _numbers(db: Connection, name: str, type_: MentionType | None) -> list[int]:
    from seeds.article import MENTION_TYPES

    types = MENTION_TYPES if type_ is None else (type_,)
    marks = ",".join("?" * len(types))
    ask = f"SELECT entity FROM entities WHERE type IN ({marks}) AND name = ?"
    return [number for (number,) in db.execute(ask, (*types, name))]


def _with_words(
    db: Connection, wanted: Sequence[str], prefix: bool
) -> Iterable[tuple[int, MentionType, str, int]]:
    """Return the entities whose canonical name has all these words."""
    parts, values = [], list[str]()
    for at, word in enumerate(wanted):
        if prefix and at == len(wanted) - 1:
            parts.append("SELECT entity FROM entity_words WHERE word >= ? AND word < ?")
            values += (word, postings.after(word))
        else:
            parts.append("SELECT entity FROM entity_words WHERE word = ?")
            values.append(word)
    return db.execute(
        f"SELECT entity, type, name, articles FROM entities WHERE entity IN ({' INTERSECT '.join(parts)})",
        values,
    )


def _called(wanted: Sequence[str], prefix: bool) -> Iterable[tuple[MentionType, str]]:
    """Return type and canonical name of the entities of the lexicon that have another name with these
    words."""
    from seeds.entities.other_names import other_names

    return [
        (type_, name)
        for (type_, name), others in other_names().items()
        if any(_has(other, wanted, prefix) for other in others)
    ]


def _has(name: Sequence[str], wanted: Sequence[str], prefix: bool) -> bool:
    """Say whether the words of a name have others side by side among them."""
    length = len(wanted)
    for at in range(len(name) - length + 1):
        if tuple(name[at : at + length - 1]) == tuple(wanted[:-1]):
            last = name[at + length - 1]
            if last == wanted[-1] or (prefix and last.startswith(wanted[-1])):
                return True
    return False
