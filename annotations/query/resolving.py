"""Who is meant by a whole name as the reader typed it: the one step between reading a query and answering it
that must know which names there are.

The tree that was read stays as it is: it is what is shown, and kept as the text of a saved view.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.query import tree as t

if TYPE_CHECKING:
    from collections.abc import Callable

    from seeds.article import MentionType


def resolved(tree: t.Query, is_named: Callable[[str, MentionType | None], bool]) -> t.Query:
    """Return a tree in which every entity stands under its canonical name. ``is_named`` says whether any
    article names an entity that is called just so: then that one is meant, whoever else has the name too."""
    match tree:
        case t.Entity(name, type, typed=True):
            from seeds.entities.other_names import called

            others = () if is_named(name, type) else called(name, type)
            return (
                t.any_of(*(t.Entity(other, of) for of, other in others)) if others else t.Entity(name, type)
            )
        case t.And(parts) | t.Or(parts):
            found = tuple(resolved(part, is_named) for part in parts)
            return tree if found == parts else replace(tree, parts=found)
        case t.Not(inner) | t.Saved(_, inner):
            said = resolved(inner, is_named)
            return tree if said == inner else replace(tree, tree=said)
        case _:
            return tree
