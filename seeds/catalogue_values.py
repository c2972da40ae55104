"""Which articles have which topic, source, author or date as they are stored, and how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from seeds import postings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from sqlite3 import Connection

Field = Literal["topic", "source", "author", "month", "date"]

KEPT = 1 << 20
"""Bytes that the row sets of a field may take in memory: they are counted in every view."""

_KINDS = {
    "topic": postings.TOPIC,
    "source": postings.SOURCE,
    "author": postings.AUTHOR,
    "month": postings.MONTH,
    "date": postings.DATE,
}
_OF_FEW_VALUES = ("topic", "source")


class Values:
    """The values of one catalogue. Of row sets that are returned, dead articles may be members."""

    def __init__(self, size: int) -> None:
        """Look at so many slots."""
        self._size = size
        self._sets: dict[Field, dict[postings.Term, int] | None] = {}
        self._all: dict[Field, Mapping[str, int]] = {}

    def having(self, db: Connection, field: Field, value: str) -> int:
        """Return the articles that have a value ("": that have none)."""
        sets = self._held(db, field)
        if sets is not None:
            return sets.get(value, 0)
        return postings.read(db, _KINDS[field], value, self._size)

    def all(self, db: Connection, field: Field, live: int) -> Mapping[str, int]:
        """Return every value that live articles have, with the number of those."""
        if field not in self._all:
            self._all[field] = self.counts(db, field, (live,))[0]
        return self._all[field]

    def counts(self, db: Connection, field: Field, among: Sequence[int]) -> Sequence[Mapping[str, int]]:
        """Return, for each of some row sets, every value that members have, with the number of those."""
        sets = self._held(db, field)
        if sets is None:
            return postings.counts(db, _KINDS[field], among, self._size)
        return [
            {str(value): n for value, bits in sets.items() if (n := (bits & each).bit_count())}
            for each in among
        ]

    def _held(self, db: Connection, field: Field) -> dict[postings.Term, int] | None:
        """Return the row sets of a field of which there are few enough to be kept."""
        if field not in _OF_FEW_VALUES:
            return None
        if field not in self._sets:
            pieces = list(postings.between(db, _KINDS[field], "", None, self._size))
            few = len({term for term, _, _ in pieces}) * self._size // 8 <= KEPT
            self._sets[field] = postings.sets(pieces, self._size) if few else None
        return self._sets[field]
