"""What may be the matter with a query that has no mistake and finds nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.query import names
from annotations.query import tree as t
from annotations.query.asking import asks_archived
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_NAMES = frozenset((*t.ENTITY_TYPES, "source", "author"))


def hint_of(
    tree: t.Query,
    count: Callable[[t.Query], int],
    least: Callable[[t.Query], int] | None = None,
    meant: Callable[[t.Words], str | None] = lambda words: None,
) -> Problem | None:
    """Return why a query may find nothing, to be told when it does: an operator in small letters, which is a
    word like others, capitals that nobody has written so, or a whole name that nobody has; None where nothing
    strikes. ``count`` says how many articles a condition finds, 0 where that is not known for sure, ``least``
    how many it finds at least; ``meant`` gives the source, author or name that is nearly what was typed."""
    least = least or count
    bare = [part for part in _leaves(tree) if isinstance(part, t.Words) and t.is_bare(part)]
    operators = names.known("operators")
    for word in bare:
        operator = operators.get(names.key(word.text))
        if operator is not None and len(bare) > 1:
            return Problem("query-small-operator", word=word.text, operator=operator)
    for part in _leaves(tree):
        if isinstance(part, t.Words) and part.exact and part.text != part.text.lower():
            small = replace(part, text=part.text.lower())
            if not least(part) and least(small):
                return Problem("query-capitals", word=part.text, small=small.text)
        if isinstance(part, t.Words) and (stray := _stray_sign(part, bare)) is not None:
            return stray
        if isinstance(part, t.Words) and part.field in _NAMES and not least(part) and (near := meant(part)):
            return Problem("query-nobody", word=part.text, suggestion=near)
        if isinstance(part, t.Entity) and not count(part):
            return Problem("query-whole-name", word=part.name)
    return None


def _stray_sign(words: t.Words, bare: Sequence[t.Words]) -> Problem | None:
    """Return that a star stands where it is a sign like others, or a blank before the colon of a field."""
    text = words.text
    if "*" in text and (start := text.partition("*")[0] or text.strip("*")):
        quoted = " " in start or text.endswith("*")
        said = f'"{start.strip()}"*' if quoted else f"{start}*"
        return Problem("query-star", suggestion=said)
    before = bare[bare.index(words) - 1].text if words in bare[1:] else ""
    if text.startswith(":") and names.key(before) in names.known("fields"):
        return Problem("query-colon", suggestion=before + text)
    return None


def hint_out_of_sight(tree: t.Query, count: Callable[[t.Query], int]) -> Problem | None:
    """Return that all a query finds is archived, where it is so; for one that finds nothing in sight.
    ``count`` as in ``hint_of``."""
    there = 0 if asks_archived(tree) else count(t.all_of(tree, t.Is("archived")))
    return Problem("query-only-archived", n=there) if there else None


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
