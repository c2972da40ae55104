"""Where the words of a query stand in a text, and the stretches around them that are worth showing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotations.query import tree as t
from annotations.query.places import Place, places, runs_in
from annotations.query.whole import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from seeds.folding import Folded

_AROUND = 70  # code points shown on either side of a hit
_BESIDE = (" ", "\n")
"""What stands between two words of one place."""
_TOP = 400
"""Code points of furniture that may stand above a heading."""
_LONGEST_WORD = 20  # code points looked through for the end of a word
_NEXT = re.compile(r"[^\S\n]*(\n?)[^\S\n]*(\S)")
"""What comes next in a text, on the line or on the one below."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text with hits in it: ``text`` is the text from ``start`` to ``end``, ``hits`` are
    offsets into the whole text, in order. ``cut_before`` and ``cut_after`` say that its paragraph has more in
    front of it and behind it."""

    start: int
    end: int
    text: str
    hits: tuple[tuple[int, int], ...]
    cut_before: bool = False
    cut_after: bool = False


def hits(tree: t.Query, text: str, fold: Callable[[], Folded] | None = None) -> tuple[tuple[int, int], ...]:
    """Return where the words of a query stand in a text: offsets, in order; those that overlap, or have only
    a blank between, as one. Words typed side by side count where most of them stand together (``places``).
    ``fold`` gives the text folded, where that is kept.

    This is what a hit is, wherever hits are marked, listed or counted.
    """
    return _stretches(text, places(tree, text, fold))


def in_notes(tree: t.Query) -> t.Query:
    """Return what a query looks for in notes, as one for texts: where its words stand in a note is what
    ``hits`` and ``snippets`` say of it there. EVERYTHING where it looks for nothing in notes."""
    match tree:
        case t.Words(_, field) if field in ("any", "note"):
            return replace(tree, field="any")
        case t.And(parts) | t.Or(parts):
            kept = tuple(part for part in map(in_notes, parts) if part != EVERYTHING)
            return replace(tree, parts=kept) if len(kept) > 1 else kept[0] if kept else EVERYTHING
        case t.Saved(_, inner):
            return in_notes(inner)
        case _:
            return EVERYTHING


def snippets(
    tree: t.Query, text: str, most: int = 5, *, head: int = 0, fold: Callable[[], Folded] | None = None
) -> tuple[Snippet, ...]:
    """Return up to ``most`` stretches of a text around the words of a query, the best first: those where more
    words stand together, with the marks that were typed, and then those with words not shown before. Of
    equals those come first that begin after ``head``, the end of a heading that is shown anyway. ``fold`` as
    in ``hits``."""
    found = places(tree, text, fold)
    spans = _stretches(text, found)
    around = [(_back(text, start), _on(text, end)) for start, end in spans]
    left: list[tuple[Snippet, list[Place]]] = []
    for start, end in _merged(around, text, ()):
        inside = [place for place in found if start <= place.start and place.end <= end]
        within = tuple(span for span in spans if start <= span[0] and span[1] <= end)
        left.append((Snippet(start, end, text[start:end], within), inside))
    shown: list[Snippet] = []
    told: set[int] = set()
    while left and len(shown) < most:
        # Of equals the first in the text.
        best = max(left, key=lambda one: (*_worth(one[1], told), one[0].start >= head))
        left.remove(best)
        it = best[0]
        before, after = _began_before(text, it.start), _goes_on(text, it.end)
        shown.append(replace(it, cut_before=before, cut_after=after))
        told |= {word for place in best[1] for word in place.words}
    return tuple(shown)


def most_together(tree: t.Query, text: str, fold: Callable[[], Folded] | None = None) -> int:
    """Return how many words of a query stand side by side in a text at most; 0 where none stands there.
    ``fold`` as in ``hits``."""
    return max((len(place.words) for place in places(tree, text, fold)), default=0)


def heading_in(text: str, heading: str) -> tuple[int, int]:
    """Return where a heading stands at the top of a text (code points, end-exclusive), however its lines are
    broken; (0, 0) where it does not stand there."""
    words = heading.split()
    if not words:
        return 0, 0
    found = re.search(r"\s+".join(map(re.escape, words)), text[: _TOP + 2 * len(heading)])
    return found.span() if found is not None else (0, 0)


def hits_in_heading(
    tree: t.Query, heading: str, text: str, fold: Callable[[], Folded] | None = None
) -> tuple[tuple[int, int], ...]:
    """Return where the words of a query stand in the heading of a text: offsets into it, as ``hits``. Words
    that stand together in the text do not count in the heading where one of them stands alone. ``fold`` as
    in ``hits``, of the text."""
    found = places(tree, heading)
    if any(len(words) > 1 for words in runs_in(tree)) and found:
        most: dict[int, int] = {}
        for place in (*found, *places(tree, text, fold)):
            for word in place.words:
                most[word] = max(most.get(word, 0), len(place.words))
        found = [place for place in found if any(most[word] == len(place.words) for word in place.words)]
    return _stretches(heading, found)


def _worth(inside: list[Place], told: set[int]) -> tuple[bool, tuple[int, bool], int]:
    words = {word for place in inside for word in place.words}
    return bool(words - told), max((place.rank for place in inside), default=(0, False)), len(words)


def _stretches(text: str, found: list[Place]) -> tuple[tuple[int, int], ...]:
    return tuple(_merged([(place.start, place.end) for place in found], text, _BESIDE))


def _merged(spans: Sequence[tuple[int, int]], text: str, gaps: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield stretches of a text, those that overlap, touch or have just one of ``gaps`` between as one."""
    current: tuple[int, int] | None = None
    for start, end in spans:
        if current is not None and (start <= current[1] or text[current[1] : start] in gaps):
            current = (current[0], max(current[1], end))
            continue
        if current is not None:
            yield current
        current = (start, end)
    if current is not None:
        yield current


def _back(text: str, at: int) -> int:
    """Return where a snippet begins that shows what is at an offset: at a word, in the same paragraph."""
    start = max(text.rfind("\n", 0, at) + 1, at - _AROUND, 0)
    if start and not text[start - 1].isspace():
        blank = text.find(" ", start, min(at, start + _LONGEST_WORD))
        start = blank + 1 if blank >= 0 else start
    return start


def _on(text: str, at: int) -> int:
    """Return where a snippet ends: at the end of a word, in the same paragraph."""
    stop = text.find("\n", at)
    end = min(at + _AROUND, len(text) if stop < 0 else stop)
    if end < len(text) and not text[end].isspace():
        blank = text.rfind(" ", max(at, end - _LONGEST_WORD), end)
        end = blank if blank >= 0 else end
    return end


def _goes_on(text: str, at: int) -> bool:
    """Say whether the paragraph has more from an offset on. A line ends it, unless the next one begins with a
    small letter: then a sentence goes on there."""
    found = _NEXT.match(text, at)
    return found is not None and (not found[1] or found[2].islower())


def _began_before(text: str, at: int) -> bool:
    """Say whether the paragraph has something in front of an offset."""
    above = text.rfind("\n", 0, at)
    if text[above + 1 : at].strip():
        return True
    line = text[text.rfind("\n", 0, max(0, above)) + 1 : max(0, above)]
    return bool(line.strip()) and _goes_on(text, above)
