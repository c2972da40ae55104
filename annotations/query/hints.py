"""What may be the matter with a query that has no mistake and finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.query import names
from annotations.query import tree as t
from annotations.query.asking import asks_archived
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def hint_of(tree: t.Query, count: Callable[[t.Query], int]) -> Problem | None:
    """Return why a query may find nothing, to be told when it does: an operator in small letters, which is a
    word like others, a whole name that nobody has, or that all it finds is archived; None where nothing
    strikes. ``count`` says how many articles a condition finds."""
    bare = [part for part in _leaves(tree) if isinstance(part, t.Words) and t.is_bare(part)]
    operators = names.known("operators")
    for word in bare:
        operator = operators.get(names.key(word.text))
        if operator is not None and len(bare) > 1:
            return Problem("query-small-operator", word=word.text, operator=operator)
    for part in _leaves(tree):
        if isinstance(part, t.Entity) and not count(part):
            return Problem("query-whole-name", word=part.name)
    # What stands in quotes would have to be looked for in texts: that takes longer than a key may.
    if not any(isinstance(part, t.Words) and part.exact for part in _leaves(tree)):
        there = count(t.all_of(tree, t.Is("archived"))) if not asks_archived(tree) else 0
        if there:
            return Problem("query-only-archived", n=there)
    return None


def _leaves(tree: t.Query) -> Iterator[t.Query]:
    """Yield the conditions of a tree, but for those that are left out."""
    match tree:
        case t.And(parts) | t.Or(parts):
            for part in parts:
                yield from _leaves(part)
        case t.Not():
            return
        case _:
            yield tree
