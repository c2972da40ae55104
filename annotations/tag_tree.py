"""The tags as a tree: ``/`` makes levels, and what is below a tag counts for it too."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from seeds.collation import SortKey, vietnamese_order
from seeds.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotations.model import TagUse

TagOrder = Literal["name", "use"]
"""By the Vietnamese alphabet, or by how much is tagged, both within each level."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many articles as such, and how many highlights."""

    articles: int = 0
    highlights: int = 0

    @property
    def items(self) -> int:
        """Both together."""
        return self.articles + self.highlights


@dataclass(frozen=True, slots=True)
class TagNode:
    """A tag in the tree, or a level above tags that is none itself (``own`` is nothing then).

    ``name`` is all of it, ``own`` what has this very tag, ``total``
    what has it or one below it (each thing once), ``last`` when any of these was tagged last (ISO 8601).
    """

    name: str
    own: Count
    total: Count
    last: str
    below: tuple[TagNode, ...] = ()

    @property
    def label(self) -> str:
        """Its own level of the name."""
        return self.name.rpartition("/")[2]

    @property
    def depth(self) -> int:
        """How many levels are above it."""
        return self.name.count("/")


def tree(
    uses: Iterable[TagUse], items_of: Callable[[str], tuple[set[str], set[str]]], order: TagOrder = "name"
) -> tuple[TagNode, ...]:
    """Return the tags of the highest level, with those below them.

    ``items_of`` gives the articles and the highlights that have a tag; it is asked only where a thing could
    be counted twice, having a tag and one below it.
    """
    known = {use.name: use for use in uses}
    levels: dict[str, dict[str, None]] = {"": {}}
    for name in known:
        above, _, _ = name.rpartition("/")
        child = name
        while child not in levels.setdefault(above, {}):
            levels[above][child] = None
            if not above:
                break
            child, above = above, above.rpartition("/")[0]

    def node(name: str) -> tuple[TagNode, tuple[set[str], set[str]] | None]:
        """Return a node and, where it is needed, which articles and highlights are in its total."""
        use = known.get(name)
        own = Count(use.articles, use.highlights) if use is not None else Count()
        children = [node(child) for child in levels.get(name, ())]
        if not children:
            return TagNode(name, own, own, use.last if use is not None else ""), None
        articles, highlights = items_of(name) if name in known else (set(), set())
        for child, items in children:
            mine, inner = items if items is not None else items_of(child.name)
            articles |= mine
            highlights |= inner
        below = sorted((child for child, _ in children), key=_key(order))
        last = max([use.last if use is not None else "", *(child.last for child in below)])
        total = Count(len(articles), len(highlights))
        return TagNode(name, own, total, last, tuple(below)), (articles, highlights)

    return tuple(sorted((node(name)[0] for name in levels[""]), key=_key(order)))


def _key(order: TagOrder) -> Callable[[TagNode], tuple[int, SortKey]]:
    return lambda node: (-node.total.items if order == "use" else 0, vietnamese_order(node.label))


def find(uses: Iterable[TagUse], text: str) -> list[TagUse]:
    """Return the tags that are like what is typed, the best first: case and marks do not matter, and each
    word must be there.

    First the tag itself, as it is spelled, then the same but for case, then but for marks; then those that
    begin so, those of which a level or a word does, and the others; the most used first among equals.
    """
    typed = text.strip().lstrip("#")
    wanted = fold(typed)
    words = wanted.split()
    if not words:
        return []
    first, *others = sorted(words, key=len, reverse=True)
    found = []
    for use in uses:
        folded = _folded(use.name)
        if first in folded and all(word in folded for word in others):
            found.append((_likeness(use.name, folded, typed, wanted), -use.uses, use.name, use))
    found.sort(key=lambda one: one[:3])
    return [one[3] for one in found]


@lru_cache(maxsize=16_384)
def _folded(tag: str) -> str:
    """Return a tag as it is compared: the same ones are asked for with every key that is typed."""
    return fold(tag)


def _likeness(name: str, folded: str, typed: str, wanted: str) -> int:
    if name == typed:
        return 0
    if name.casefold() == typed.casefold():
        return 1
    if folded == wanted:
        return 2
    if folded.startswith(wanted):
        return 3
    if "/" + wanted in folded:
        return 4
    return 5 if " " + wanted in folded else 6


def alike_in(uses: Sequence[TagUse]) -> int:
    """Return how many tags there are that others are spelled like but for case and marks."""
    found = Counter(_folded(use.name) for use in uses)
    return sum(n for n in found.values() if n > 1)


def alike(uses: Sequence[TagUse], tag: str) -> list[TagUse]:
    """Return the other tags that are spelled like this one but for case and marks, the most used first."""
    wanted = fold(tag)
    same = [use for use in uses if use.name != tag and _folded(use.name) == wanted]
    return sorted(same, key=lambda use: (-use.uses, use.name))
