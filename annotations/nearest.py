"""What a query found: those articles first that have its words side by side, exactly as they were typed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from annotations.query import scanning as scan
from annotations.query import tree as t
from annotations.sections import Section
from annotations.shown import Stretch, View
from seeds.folding import fold
from seeds.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.picture import Found

MOST = 3000
"""So many articles are all looked into for how a word is written in them: 0.1 to 0.3 ms each."""
FIRST = 1000
"""Of more than these, so many are looked into, the first in the order of the view: who waits for them waits
for no more than a blink, and who reads so far down has seen what there is."""


def nearest(view: View, query: t.Query, find: Callable[[t.Query, Found], Found]) -> View:
    """Return the articles of a query's view in groups: where its words stand side by side as typed, those
    that were typed with marks just so; of words with marks then where each of them does; then the rest. It is
    the view itself where one word without marks is all there is.

    Of more than ``MOST`` articles no more than the ``FIRST`` that have the words side by side, with any
    marks, are looked into, and all these come before the rest: the index tells them. Where there are none,
    the first of all are looked into. ``find`` says which of some articles a tree finds.
    """
    side_by_side, by_word = exactly(query, together=True), exactly(query, together=False)
    if side_by_side == query:
        return view
    near = find(loosely(side_by_side), view.found)
    if by_word == query:
        return Nearest(view, (near,), None)
    if view.count <= MOST:
        return Nearest(view, (find(side_by_side, near), find(by_word, view.found)), None)
    if not near.bits and not near.apart:
        return Nearest(view, (find(by_word, view.first(FIRST)),), FIRST)
    looked_into = len(near) if len(near) <= MOST else FIRST
    some = near if looked_into == len(near) else view.among_those(near).first(FIRST)
    return Nearest(view, (find(side_by_side, some), near), looked_into)


def exactly(tree: t.Query, *, together: bool) -> t.Query:
    """Return a tree that finds fewer: words that were typed with marks as they are, with ``together`` those
    that stand side by side in the query so in a text, too, with their marks where any has some. Without such
    words it is the tree itself."""
    match tree:
        case t.Words():
            return t.Words(tree.text, tree.field, tree.prefix, exact=True) if _marked(tree) else tree
        case t.And():
            return t.all_of(*(_condition(part, together=together) for part in t.conditions_of(tree)))
        case t.Or(parts):
            return t.any_of(*(exactly(part, together=together) for part in parts))
        case t.Saved(_, inner):
            found = exactly(inner, together=together)
            return tree if found == inner else found
        case _:
            return tree


def loosely(tree: t.Query) -> t.Query:
    """Return a tree without the marks of its words: all that has to be looked into for it."""
    match tree:
        case t.Words():
            return t.Words(fold(tree.text), tree.field, tree.prefix) if tree.exact else tree
        case t.And(parts):
            return t.all_of(*map(loosely, parts))
        case t.Or(parts):
            return t.any_of(*map(loosely, parts))
        case t.Saved(_, inner):
            return loosely(inner)
        case _:
            return tree


class Nearest(View):
    """A view in groups: how near its articles come to what was typed. Within each they keep their order."""

    def __init__(self, view: View, groups: Sequence[Found], looked_into: int | None) -> None:
        """Take a view and the groups, the nearest first: an article counts in the first that has it.
        ``looked_into`` as in ``View``."""
        super().__init__(view.picture, view.found, view.order, view.total, view.listed, view.generation)
        self._groups = groups
        self.looked_into = looked_into

    @cached_property
    def _stretches(self) -> tuple[Stretch, ...]:
        stretches: list[Stretch] = []
        bits, apart = self.found.bits, set(self.found.apart)
        order = "newest" if self.order == "unread" else self.order
        for group in (*self._groups, self.found):
            stretches.append(
                Stretch(self.picture, bits & group.bits, sorted(apart & set(group.apart)), order)
            )
            bits, apart = bits & ~group.bits, apart - set(group.apart)
        return tuple(stretches)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All under one heading."""
        return (Section(None, 0, self.count),) if self.count else ()


def _condition(tree: t.Query, *, together: bool) -> t.Query:
    """One condition as the reader sees it: words side by side are one."""
    words = [part for part in t.parts_of(tree) if isinstance(part, t.Words) and t.is_bare(part)]
    if not isinstance(tree, t.And) or len(words) < len(tree.parts):
        return exactly(tree, together=together)
    if together and any(map(_marked, words)):
        return t.Words(" ".join(word.text for word in words), "any", words[-1].prefix, exact=True)
    if together and (plain := " ".join(words_of(fold(" ".join(word.text for word in words))))):
        # Without the signs in it the index alone can tell.
        return t.Words(plain, "any", words[-1].prefix and words[-1].text[-1:].isalnum())
    return t.all_of(*(exactly(word, together=together) for word in words))


def _marked(word: t.Words) -> bool:
    return not word.exact and scan.is_marked(word.text) and word.field in ("any", "text", "title")
