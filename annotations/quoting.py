"""Finding a highlight when the text it was made on is not kept: by its quote and what stood around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.anchoring import anchor_of, lost
from annotations.text_diff import Alignment

if TYPE_CHECKING:
    from annotations.model import Anchor, Selector
    from annotations.text_words import Vocabulary, Words

AROUND = 0.5
"""So large a share of the words around a quote has to stand around it still for it to be that one: the same
words may stand elsewhere in the text, too, and those marked may be gone."""

LONG = 8
"""Words of a quote that may be it, for the reader to look, with other words around it."""

SURVIVED = 0.8
"""So large a share of a quote's words has to be there for it to be that quote without the reader looking."""

_WIDTH = 6  # words on either side that are looked at


def by_quote(selector: Selector, vocabulary: Vocabulary, new: Words, new_hash: str) -> Anchor:
    """Return where a quote is in a text (its words by this vocabulary): only a place that its words and those
    around them name beyond doubt, else one to be looked at, else none."""
    prefix, quote = selector.prefix, selector.quote
    old = vocabulary.words(prefix + quote + selector.suffix)
    start, end = len(prefix), len(prefix) + len(quote)
    alignment = Alignment(old, new, piece=True)
    anchor = anchor_of(alignment, start, end, new_hash)
    if anchor.status == "lost":
        return anchor
    first, last = bisect_right(old.ends, start), bisect_left(old.starts, end) - 1
    around = _around(alignment, first, last)
    if around < AROUND:
        if last - first + 1 < LONG or anchor.status == "edited":
            return lost(new_hash)
        return replace(anchor, status="review", score=anchor.score * max(around, 0.3))
    if anchor.status == "edited" and anchor.score < SURVIVED:
        return replace(anchor, status="review", score=anchor.score * around)
    same = (anchor.start, anchor.end) == (selector.start, selector.end)
    return replace(anchor, status="ok") if anchor.status == "shifted" and same else anchor


def _around(alignment: Alignment, first: int, last: int) -> float:
    """Return the share of the words before and behind a quote that stand there still."""
    to, there = alignment.to, len(alignment.new)
    wanted = agree = 0
    for edge, others in (
        (first, range(max(0, first - _WIDTH), first)),
        (last, range(last + 1, min(len(to), last + 1 + _WIDTH))),
    ):
        for other in others:
            wanted += 1
            if to[other] >= 0 and to[edge] >= 0:
                agree += abs(to[other] - to[edge] - other + edge) <= 3
    # A text of nothing but the quote has nothing around it.
    return agree / wanted if wanted else float(there == last - first + 1)
