"""What a reader looks for: the words of a query that texts are marked with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.query.whole import EVERYTHING

if TYPE_CHECKING:
    from annotations.query.tree import Query


def seeks_words(tree: Query) -> bool:
    """Say whether a query looks for words in texts, titles or notes."""
    if tree == EVERYTHING:
        return False
    from annotations.query.places import runs_in

    return any(runs_in(tree)) or notes_sought(tree) != EVERYTHING


def seeks_passages(tree: Query) -> bool:
    """Say whether a query looks for words in texts or in notes: where they stand can be shown."""
    return bool(sought_words(tree)) or notes_sought(tree) != EVERYTHING


def notes_sought(tree: Query) -> Query:
    """Return what a query looks for in notes, as one for texts; EVERYTHING for nothing."""
    if tree == EVERYTHING:
        return EVERYTHING
    from annotations.query.snippets import in_notes

    return in_notes(tree)


def sought_words(tree: Query) -> tuple[str, ...]:
    """Return the words that a query looks for in texts, to be marked in them."""
    if tree == EVERYTHING:
        return ()
    from annotations.query.places import runs_in

    found = (word for run in runs_in(tree) for word in run if word.field in ("any", "text"))
    return tuple(dict.fromkeys(word.text for word in found))
