"""What a change of tags would do, in words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from tui.cells import cut
from tui.tags_in_words import tag_in_words, tags_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.store import Store
    from annotations.tag_tree import TagNode
    from annotations.tagging import Plan
    from tui.words import Words

_NAMED = 4
"""Tags that are named in a line; the others are counted."""
_TITLES, _TITLE_CELLS = 2, 30
"""How many articles are named, and how much of each title."""


def things(articles: int, highlights: int, words: Words) -> str:
    """Return how many articles and highlights, in words."""
    told = [
        words(f"tags.count.{kind}", n=n)
        for kind, n in (("articles", articles), ("highlights", highlights))
        if n or (kind == "articles" and not highlights)
    ]
    return words("tags.plan.and", first=told[0], second=told[1]) if len(told) > 1 else told[0]


def question_of(plan: Plan, words: Words) -> str:
    """Return the question whether to merge or delete."""
    values = plan.operation.values
    what = things(plan.articles, plan.highlights, words)
    tags = some(list(values["tags"]), words)
    if plan.operation.name == "tag-delete":
        return words("tags.plan.delete", tags=tags, what=what)
    return words("tags.plan.merge", tags=tags, new=tag_in_words(str(values["new"])), what=what)


def titles_in(plan: Plan, store: Store, title_of: Callable[[str], str]) -> tuple[str, ...]:
    """Return the titles of the first articles that a plan changes, themselves or highlights in them."""
    ids = dict.fromkeys(use.article for move in plan.moves for use in store.tagged(move.tag))
    return tuple(islice(filter(None, map(title_of, ids)), _TITLES))


def plan_lines(
    plan: Plan | None,
    words: Words,
    *,
    tag: str = "",
    node: TagNode | None = None,
    titles: Sequence[str] = (),
) -> list[str]:
    """Return what a plan would do, a line each: the change itself, on which articles, then what goes along,
    what becomes one, and what has both. Without a plan: what the ``tag`` is on (``node``)."""
    if plan is None:
        what = things(node.total.articles, node.total.highlights, words) if node is not None else ""
        return [f"{tag_in_words(tag)}: {what}"]
    values = plan.operation.values
    what = things(plan.articles, plan.highlights, words)
    if "old" in values:
        old, new = tag_in_words(str(values["old"])), tag_in_words(str(values["new"]))
        lines = [words("tags.plan.rename", old=old, new=new, what=what)]
        named = [str(values["old"])]
    else:
        lines, named = [question_of(plan, words)], list(values["tags"])
    if titles:
        told = ", ".join(f"“{cut(title, _TITLE_CELLS)}”" for title in titles)
        lines.append(words("tags.plan.titles", titles=told))
    if below := [move.tag for move in plan.moves if move.tag not in named]:
        lines.append(words("tags.plan.below", n=len(below), tags=some(below, words)))
    if joins := sorted({move.to for move in plan.moves if move.joins}):
        lines.append(words("tags.plan.joins", tags=some(joins, words)))
    if plan.doubles:
        lines.append(words("tags.plan.doubles", n=plan.doubles))
    return lines


def some(tags: Sequence[str], words: Words) -> str:
    """Return tags in words; of many the first ones and how many more there are."""
    if len(tags) <= _NAMED + 1:
        return tags_in_words(tags)
    return words("tags.plan.more", tags=tags_in_words(tags[:_NAMED]), n=len(tags) - _NAMED)
