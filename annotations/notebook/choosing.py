"""Which annotations a query wants: what the naive matcher says of their facts and their articles', sooner."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from annotations.query import tree as t
from annotations.query.matcher import finder, on_day, test_of
from annotations.selecting import selected
from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.entries import Entry
    from annotations.notebook.items import Item
    from annotations.selecting import EntityRows

_OF_ARTICLES: tuple[t.State, ...] = ("unread", "read", "starred", "archived", "sure", "new")
"""States that are an article's; the others are looked for in each annotation."""


def chosen(tree: t.Query, items: Sequence[Item], rows: EntityRows, *, texts: bool = False) -> list[Item]:
    """Return the annotations that match, in the order they came.

    ``rows`` gives the fingerprints of the articles that name an entity. ``texts`` has bare words look through
    all of the article, as they do in a list of articles.
    """
    match tree:
        case t.Everything() | t.Sort():
            return list(items)
        case t.And(parts):
            left = list(items)
            for part in sorted(parts, key=_cost):
                left = chosen(part, left, rows, texts=texts)
            return left
        case t.Or(parts):
            found: set[str] = set()
            for part in parts:
                rest = [item for item in items if item.id not in found]
                found.update(item.id for item in chosen(part, rest, rows, texts=texts))
            return [item for item in items if item.id in found]
        case t.Not(inner):
            unwanted = {item.id for item in chosen(inner, items, rows, texts=texts)}
            return [item for item in items if item.id not in unwanted]
        case t.Saved(_, inner):
            return chosen(inner, items, rows, texts=texts)
        case t.Words(_, "any"):
            own = _said(tree, items)
            if not texts:
                return own
            there = {item.id for item in own}
            rest = [item for item in items if item.id not in there]
            there |= {item.id for item in _by_article(tree, rest, rows)}
            return [item for item in items if item.id in there]
        case _ if _is_of_article(tree):
            return _by_article(tree, items, rows)
        case t.Words():
            return _written(tree, items)
        case _:
            return list(filter(_test(tree), items))


def _test(tree: t.Query) -> Callable[[Item], bool]:
    """Return what says whether an annotation matches one condition on itself: as the naive matcher would, but
    without its facts, which take long to put together."""
    match tree:
        case t.Tag(name):
            wanted = _folded(name)
            return lambda item: any(_is_under(_folded(tag), wanted) for tag in item.all_tags)
        case t.Kind(kind):
            return lambda item: item.highlight is not None and item.highlight.kind == kind
        case t.Has("note"):
            return lambda item: bool(item.notes)
        case t.Is("note"):
            return lambda item: item.highlight is None
        case t.Has("highlight") | t.Is("highlight"):
            return lambda item: item.highlight is not None
        case t.Has("tag"):
            return lambda item: bool(item.all_tags)
        case t.Is("lost") | t.Is("review"):
            return lambda item: item.highlight is not None and item.status == tree.state
        case t.Is("annotated"):
            return lambda item: True
        case t.Within("noted"):
            return lambda item: on_day(tree, item.day)
        case _:
            matches = test_of(tree)
            return lambda item: matches(item.facts)


def _is_under(tag: str, wanted: str) -> bool:
    return tag == wanted or tag.startswith(f"{wanted}/")


@lru_cache(maxsize=4096)
def _folded(tag: str) -> str:
    return fold(tag)


def _is_of_article(tree: t.Query) -> bool:
    match tree:
        case t.Topic() | t.Source() | t.Entity() | t.Missing() | t.InPath() | t.Id():
            return True
        case t.Within(field):
            return field != "noted"
        case t.Is(state):
            return state in _OF_ARTICLES
        case t.Words(_, field):
            return field not in ("any", "note")
        case _:
            return False


def _by_article(tree: t.Query, items: Sequence[Item], rows: EntityRows) -> list[Item]:
    """Ask each article once, whatever the number of annotations in it."""
    entries: dict[str, Entry] = {item.article: item.entry for item in items}
    wanted = {entry.id for entry in selected(tree, list(entries.values()), rows)}
    return [item for item in items if item.article in wanted]


def _written(words: t.Words, items: Sequence[Item]) -> list[Item]:
    """Return the annotations that have words in what was marked or written."""
    occurs = finder(" ".join(fold(words.text).split()), words.prefix)
    found = [item for item in items if occurs(item.folded)]
    if not words.exact:
        return found
    test = test_of(words)
    return [item for item in found if test(item.facts)]


def _said(words: t.Words, items: Sequence[Item]) -> list[Item]:
    """Return the annotations that have words in what was marked, what was written, or their article's
    title."""
    occurs = finder(" ".join(fold(words.text).split()), words.prefix)
    found = [item for item in items if occurs(item.folded) or occurs(item.entry.folded_heading)]
    if not words.exact:
        return found
    test = test_of(words)
    return [item for item in found if test(item.facts)]


def _cost(tree: t.Query) -> int:
    return 2 if isinstance(tree, (t.Or, t.Not)) else 1 if isinstance(tree, (t.Words, t.Entity)) else 0
