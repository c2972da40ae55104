"""Which of many articles a query wants: the naive matcher's answer, sooner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.query import tree as t
from annotations.query.matcher import test_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from annotations.entries import Entry
    from seeds.article import MentionType

    EntityRows = Callable[[str, MentionType | None], Container[str]]

# What must be fetched to answer a condition: the cheap ones leave less for the dear ones to look at.
_COST: dict[type, int] = {t.Words: 2, t.Entity: 1, t.Or: 3, t.Not: 3}


def selected(tree: t.Query, entries: Sequence[Entry], entity_rows: EntityRows) -> list[Entry]:
    """Return the entries that match, in the order they came. ``entity_rows`` gives the fingerprints of the
    articles that name an entity."""
    match tree:
        case t.And(parts):
            left = list(entries)
            for part in sorted(parts, key=_cost):
                left = selected(part, left, entity_rows)
            return left
        case t.Or(parts):
            found: set[str] = set()
            for part in parts:
                rest = [entry for entry in entries if entry.id not in found]
                found.update(entry.id for entry in selected(part, rest, entity_rows))
            return [entry for entry in entries if entry.id in found]
        case t.Not(inner):
            unwanted = {entry.id for entry in selected(inner, entries, entity_rows)}
            return [entry for entry in entries if entry.id not in unwanted]
        case t.Saved(_, inner):
            return selected(inner, entries, entity_rows)
        case t.Entity(name, type):
            rows = entity_rows(name, type)
            return [entry for entry in entries if entry.row.fingerprint in rows]
        case t.Everything() | t.Sort():
            return list(entries)
        case _:
            test = test_of(tree)
            return [entry for entry in entries if test(entry.facts)]


def _cost(tree: t.Query) -> tuple[int, int]:
    # Of several words the longest is likely the rarest.
    return _COST.get(type(tree), 0), -len(tree.text) if isinstance(tree, t.Words) else 0
