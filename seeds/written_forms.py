"""Where written forms stand in a text: all places of many of them in one pass, or one stretch found again.

A written form is a name as an article writes it, each run of white space as one space: a name that is broken
over two lines is written the same. Case and marks count. Both texts and forms are NFC.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CONTEXT = 32
"""So many code points before and after a stretch are kept to find it again."""

_ENOUGH = 8
"""So many code points beside a stretch must still be there for a place to be taken for it: chance gives
three or four (a space, the end of a common word)."""

_TOKEN = re.compile(r"[\w\u0300-\u036f]+|[^\w\s\u0300-\u036f]")
_END = ""  # in the tree of tokens: a form ends here; no token is empty


def squeezed(text: str) -> str:
    """Return a text with each run of white space as one space, none at its ends."""
    return " ".join(text.split())


def occurrences(text: str, forms: Iterable[str], most: int) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and form of every place where one of the forms stands at word borders, in the first
    ``most`` code points.

    Places of different forms may overlap; they come by start, then end. The time grows with the text and
    with the length of the longest form, not with how many there are.
    """
    tree = _tree(frozenset(forms))
    if not tree:
        return
    spans = [match.span() for match in _TOKEN.finditer(text, 0, most)]
    for first, (start, end) in enumerate(spans):
        node: dict[str, Any] | None = tree.get(text[start:end])
        at = first
        while node is not None:
            end = spans[at][1]
            form = node.get(_END)
            if form is not None and squeezed(text[start:end]) == form:
                yield start, end, form
            at += 1
            if at == len(spans):
                break
            node = node.get(text[spans[at][0] : spans[at][1]])


@lru_cache(maxsize=4)  # the same corrections are laid over one article after the other
def _tree(forms: frozenset[str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for form in forms:
        node = tree
        for token in _TOKEN.findall(form):
            node = node.setdefault(token, {})
        if node is not tree:
            node[_END] = form
    return tree


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a stretch, as it is kept to find it again."""
    before, after = (
        squeezed(text[max(0, start - 2 * CONTEXT) : start]),
        squeezed(text[end : end + 2 * CONTEXT]),
    )
    return before[-CONTEXT:], after[:CONTEXT]


def found_again(text: str, form: str, start: int, before: str, after: str) -> tuple[int, int] | None:
    """Return where a stretch stands now that stood at ``start`` between ``before`` and ``after``; None where
    it is gone.

    It is the place with most of its surroundings, the nearest of equals. A place with other surroundings is
    only taken where it is exactly the old one, or where none were kept.
    """
    words = form.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    there = pattern.match(text, start) if start >= 0 else None
    if there is not None and context(text, *there.span()) == (before, after):
        return there.span()
    best: tuple[bool, int, int] | None = None
    found: tuple[int, int] | None = None
    for match in pattern.finditer(text):
        left, right = context(text, *match.span())
        same_left, same_right = _common(left[::-1], before[::-1]), _common(right, after)
        known = _tells(same_left, before) or _tells(same_right, after)
        if not known and match.start() != start and (before or after):
            continue
        rank = (known, same_left + same_right, -abs(match.start() - start))
        if best is None or rank > best:
            best, found = rank, match.span()
    return found


def _tells(same: int, kept: str) -> bool:
    """Say whether enough of what was kept of one side is still there."""
    return bool(kept) and same >= min(_ENOUGH, len(kept))


def _common(one: str, two: str) -> int:
    """Return how many code points two texts begin with alike."""
    for at, (left, right) in enumerate(zip(one, two, strict=False)):
        if left != right:
            return at
    return min(len(one), len(two))
