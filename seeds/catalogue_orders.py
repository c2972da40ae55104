"""The orders in which a library can be listed: slots, in arrays."""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING, Literal

from seeds import postings, rowset
from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from sqlite3 import Connection

OrderName = Literal["newest", "oldest", "title", "source", "added"]

PATCHED = 40
"""So many articles are put into an order one by one; for more it is loaded anew."""

# Of an article's key in each order; oldest as ``seeds.months.oldest_key`` has it.
_OLDEST = (
    "CASE WHEN newest > 0 THEN 1000000000 + ifnull(nullif(1000000000 - newest, 0), 10000) ELSE -newest END"
)
_KEYS = {
    "newest": "newest, heading, fingerprint",
    "oldest": f"{_OLDEST}, heading, fingerprint",
    "title": "heading, newest, fingerprint",
}


def loaded(db: Connection, name: OrderName, live: int, size: int) -> array[int]:
    """Return the live slots in an order."""
    if name in ("source", "added"):
        kind = postings.SOURCE if name == "source" else postings.ADDED
        sets = postings.sets(postings.between(db, kind, "", None, size), size)
        return _by_value(
            {str(value): found for value, found in sets.items()}, name, loaded(db, "newest", live, size)
        )
    flags = rowset.flags(live, size)
    return array(
        "I",
        (
            slot
            for (slot,) in db.execute(f"SELECT slot FROM articles ORDER BY {_KEYS[name]}")
            if slot < size and flags[slot]
        ),
    )


def patched(
    db: Connection, name: OrderName, order: Sequence[int], gone: Iterable[int], new: Iterable[int]
) -> array[int] | None:
    """Return an order without some slots and with some others; None where it is to be loaded anew."""
    if name not in _KEYS:
        return None
    lost = set(gone)
    found = array("I", compress(order, (slot not in lost for slot in order)) if lost else order)
    ask = f"SELECT {_KEYS[name]} FROM articles WHERE slot = ?"

    def key(slot: int) -> tuple[object, ...]:
        columns: tuple[object, ...] = db.execute(ask, (slot,)).fetchone()
        return columns

    for slot in new:
        found.insert(_place(found, key(slot), key), slot)
    return found


def _place(order: Sequence[int], wanted: tuple[object, ...], key: Callable[[int], tuple[object, ...]]) -> int:
    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        if key(order[middle]) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def _by_value(sets: Mapping[str, int], name: str, newest: array[int]) -> array[int]:
    """Return slots by their sources, those without one last, or by when they were added, the last first;
    otherwise as they come."""
    if name == "source":
        ranked = sorted(sets, key=lambda source: (not source, fold(source)))
        keys = [(not source, fold(source)) for source in ranked]
        ranks = [0] * len(keys)
        for at in range(1, len(keys)):  # sources that fold alike are one
            ranks[at] = ranks[at - 1] + (keys[at] != keys[at - 1])
    else:
        ranked = sorted(sets, reverse=True)
        ranks = list(range(len(ranked)))
    place = array("I", bytes(4 * (max(newest, default=0) + 1)))
    for value, rank in zip(ranked, ranks, strict=True):
        for slot in rowset.slots(sets[value]):
            if slot < len(place):
                place[slot] = rank
    return array("I", sorted(newest, key=place.__getitem__))
