"""Answers kept for the next question: only those that the index has really given."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.query.tree import Query
    from annotations.query.verified import Verified
    from seeds.catalogue import Catalogue

K = TypeVar("K")
T = TypeVar("T")

_KEPT = 128  # row sets of conditions held: those of the last keys, and of what is asked again and again
_KEPT_LOOKS = 16  # conditions on texts of which it is held, across changes of marks, what was looked into


def keeping(catalogue: Catalogue, kept: dict[K, T], key: K, find: Callable[[], T]) -> T:
    """Return what is kept, or find it and keep it, unless the catalogue could not tell all of it just now."""
    found = kept.get(key)
    if found is None:
        missed = catalogue.missed
        found = find()
        if catalogue.missed == missed:
            kept[key] = found
        while len(kept) > _KEPT:
            kept.pop(next(iter(tuple(kept))), None)
    return found


def of_texts(looked: dict[Query, Verified]) -> dict[Query, Verified]:
    """Return, of what was looked into, what marks have nothing to do with: what stands in texts, of the
    last conditions."""
    if not looked:
        return {}
    from annotations.query.verifying import is_about_text

    found = [(tree, it) for tree, it in list(looked.items()) if is_about_text(tree)]
    return dict(found[-_KEPT_LOOKS:])
