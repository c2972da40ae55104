"""The orders a view can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.sections import Section
from seeds.folding import fold
from seeds.months import group_of, newest_key, oldest_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotations.entries import Entry
    from annotations.query.tree import Order

__all__ = ["Section", "arranged", "group_of", "key_of"]


def arranged(entries: Iterable[Entry], order: Order) -> list[Entry]:
    """Return the entries in an order. Those without a year come last in every order by date, by their month
    and day as far as they have any; ties go by title, then id."""
    return sorted(entries, key=_KEYS[order])


def key_of(order: Order) -> Callable[[Entry], tuple[Any, ...]]:
    """Return what an order sorts by: ``Catalogue.order`` stands in the same one."""
    return _KEYS[order]


def _newest(entry: Entry) -> tuple[Any, ...]:
    return (newest_key(entry.row.date), entry.folded_heading, entry.id)


def _oldest(entry: Entry) -> tuple[Any, ...]:
    return (oldest_key(newest_key(entry.row.date)), entry.folded_heading, entry.id)


def _title(entry: Entry) -> tuple[Any, ...]:
    return (entry.folded_heading, *_newest(entry))


def _source(entry: Entry) -> tuple[Any, ...]:
    return (not entry.row.source, fold(entry.row.source or ""), *_newest(entry))


def _unread(entry: Entry) -> tuple[Any, ...]:
    return (entry.marks.read, *_newest(entry))


def _added(entry: Entry) -> tuple[Any, ...]:
    # Times are all written alike (UTC, seconds), so that text compares as they do; the latest comes first.
    return (tuple(-ord(letter) for letter in entry.row.added), *_newest(entry))


_KEYS: dict[Order, Callable[[Entry], tuple[Any, ...]]] = {
    "newest": _newest,
    "oldest": _oldest,
    "title": _title,
    "source": _source,
    "added": _added,
    "unread": _unread,
}
