"""What is typed into a filter line, read at every key: what it finds so far, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui.sentences import problem_in_words

if TYPE_CHECKING:
    from annotations.query.errors import QueryError
    from annotations.query.tree import Query
    from tui.screens.base import MainBase
    from tui.screens.filtering import Filtering

_LETTERS = 3
"""Letters of a name from which on it is looked whether any name begins so."""


@dataclass(frozen=True, slots=True)
class TypedQuery:
    """``tree`` is what the list shows: without conditions that have a ``mistake`` ("" for none, else its
    sentence; ``place``: from where to where the first of them stands), and without the last one while it is
    only the beginning of a name (``begun``). ``unfinished`` says what is still open at the end, a quote or an
    OR that wants something; "" where the text could be taken as it is."""

    tree: Query
    mistake: str = ""
    begun: bool = False
    unfinished: str = ""
    place: tuple[int, int] = (0, 0)


def read_typed(main: Filtering, text: str) -> TypedQuery:
    """Read a text that is being typed. A condition that is not finished does not empty the list."""
    from annotations.query.parser import parse_typed
    from annotations.query.tree import all_of, parts_of

    terms = main.terms_of(text)
    tree, error = parse_typed(text, **terms)
    if error is not None:
        return TypedQuery(tree, _told(main, error), place=(error.position, error.end))
    unfinished = _unfinished(main, text, terms)
    parts = parts_of(tree)
    if parts and text[-1:].isalnum() and _is_begun(main, parts[-1]):
        return TypedQuery(all_of(*parts[:-1]), begun=True, unfinished=unfinished)
    return TypedQuery(tree, unfinished=unfinished)


def _unfinished(main: MainBase, text: str, terms: dict[str, Any]) -> str:
    """Return what keeps a text from being taken that has no mistake so far; "" for nothing."""
    from annotations.query.parser import QueryError, parse

    try:
        parse(text, **terms)
    except QueryError as error:
        key = f"main.unfinished.{error.code}"
        return main.word(key, **error.values) if key in main.host.words else ""
    return ""


def mistake_in(main: Filtering, text: str) -> str:
    """Return what keeps a text from being taken as a query, as a sentence; "" for nothing. What is not
    finished is followed while it is typed, but not taken: a text means the same here and on the command
    line."""
    from annotations.query.parser import QueryError

    try:
        main.read_query(text)
    except QueryError as error:
        return _told(main, error)
    return ""


def _told(main: Filtering, error: QueryError) -> str:
    """A mistake as a sentence; what was probably meant is put in its place by Tab."""
    told = problem_in_words(error, main.host.words)
    return main.word("main.filter.mend", mistake=told) if error.suggestion else told


def _is_begun(main: Filtering, part: Query) -> bool:
    """Say whether a whole name is asked for that nothing has, and with which that of something begins."""
    from annotations.query import tree as t
    from annotations.query.names import key

    collection = main.host.desk.collection
    if not isinstance(part, (t.Tag, t.Source, t.Entity)) or part.name is None or collection.count(part):
        return False
    match part:
        case t.Tag(name):
            return any(key(tag).startswith(key(name)) for tag in collection.known_names()["tag"])
        case t.Source(name):
            return any(
                key(source).startswith(key(name or "")) for source in collection.known_names()["source"]
            )
        case t.Entity(name, type):
            field = t.TEXT_FIELDS[type.lower() if type else "entity"]
            # Few letters begin many names: finding all of these would take longer than a key may.
            return len(name) < _LETTERS or collection.count(t.Words(name, field, prefix=True)) > 0
