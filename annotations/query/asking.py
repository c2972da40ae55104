"""What a query asks about, for those who must get it ready before they can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.query import tree as t

if TYPE_CHECKING:
    from collections.abc import Callable


def asks_archived(tree: t.Query) -> bool:
    """Say whether a query speaks of archived articles: only then are they in sight."""
    return _some(tree, lambda part: part == t.Is("archived"))


def asks_names(tree: t.Query) -> bool:
    """Say whether a query can only be answered once names have been read out of the articles."""

    def names(part: t.Query) -> bool:
        if isinstance(part, (t.Words, t.Missing)):
            return part.field in t.ENTITY_TYPES
        return isinstance(part, t.Entity)

    return _some(tree, names)


def asks_marks(tree: t.Query) -> bool:
    """Say whether a query asks about what the reader has added, beyond the words of notes among other
    text."""

    def about_marks(part: t.Query) -> bool:
        match part:
            case t.Words():
                return part.field == "note"
            case t.Within():
                return part.field in ("read", "noted")
            case t.Is(state):
                return state not in ("sure", "new")
            case _:
                return isinstance(part, (t.Tag, t.Has, t.Kind))

    return _some(tree, about_marks)


def order_in(tree: t.Query) -> t.Order | None:
    """Return the order a query asks for itself (its last ``sort:``), None when it does not."""
    found: t.Order | None = None
    for part in t.parts_of(tree):
        if isinstance(part, t.Sort):
            found = part.order
        elif isinstance(part, t.Saved):
            found = order_in(part.tree) or found
    return found


def _some(tree: t.Query, wanted: Callable[[t.Query], bool]) -> bool:
    """Say whether some condition of a tree is a wanted one."""
    match tree:
        case t.And(parts) | t.Or(parts):
            return any(_some(part, wanted) for part in parts)
        case t.Not(inner) | t.Saved(_, inner):
            return _some(inner, wanted)
        case _:
            return wanted(tree)
