"""Finding a highlight when the text it was made on is not kept: by its quote and what stood around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from annotations.model import Anchor
from annotations.placing import place
from annotations.text_diff import Alignment
from annotations.text_words import Vocabulary, spelt

if TYPE_CHECKING:
    from annotations.model import Selector
    from annotations.text_words import Words

AROUND = 0.6
"""So large a share of the words on either side of a quote has to stand there still for it to be that one: the
same words may stand elsewhere in the text, too, and those marked may be gone."""

BESIDE = 0.8
"""With so large a share on one side alone it may be that one: the reader should look."""

LONG = 8
"""Words of a quote that may be it, for the reader to look, with other words around it."""

_SEED = 6  # words in a row, once in the text, that a quote is found by
_MOST_WORDS = 300_000  # of a text, as in ``annotations.anchoring``
_LONGEST = 5_000  # characters of a quote


class Quotes:
    """A text that quotes are looked for in."""

    def __init__(self, text: str, name: str) -> None:
        """Take the text and its hash."""
        self._text = text
        self._name = name
        self._vocabulary = Vocabulary()
        self._words = self._vocabulary.words(text)
        self._seeds = _seeds(self._words)

    def anchor(self, selector: Selector) -> Anchor:
        """Return where a quote is: only a place that its words and those around them name beyond doubt; else
        one to be looked at, else none."""
        lost = Anchor("lost", 0, 0, 0.0, self._name)
        quote = selector.quote[:_LONGEST]
        around = selector.prefix + quote + (selector.suffix if quote == selector.quote else "")
        old = self._vocabulary.words(around)
        window = self._window(old)
        if window is None:
            return lost
        low, high = window
        alignment = Alignment(old, self._vocabulary.words(self._text[low:high]))
        start, end = len(selector.prefix), len(selector.prefix) + len(quote)
        found = place(alignment, start, end)
        first, last = bisect_right(old.ends, start), bisect_left(old.starts, end) - 1
        if found is None or first > last:  # marks alone say nothing
            return lost
        beside = _beside(alignment, first, last)
        status, score = found.status, found.score
        if min(beside) < AROUND:
            if max(beside) < BESIDE and (last - first + 1 < LONG or score < 1):
                return lost
            status, score = "review", score * max(sum(beside) / 2, 0.3)
        elif status not in ("ok", "shifted") or not _agrees(alignment, selector, first, last):
            status, score = "review", score * min(beside)
        begin, finish = found.start + low, found.end + low
        if status in ("ok", "shifted"):
            status = "ok" if (begin, finish) == (selector.start, selector.end) else "shifted"
        return Anchor(status, begin, finish, score, self._name)

    def _window(self, old: Words) -> tuple[int, int] | None:
        """Return the part of the text (offsets) that has the most words in a row which a quote and what is
        around it have, too; None where no part has any."""
        words = self._words
        found = sorted(
            (partner - at, partner)
            for at in range(len(old) - _SEED + 1)
            if (partner := self._seeds.get(tuple(old.keys[at : at + _SEED]), -1)) >= 0
        )
        if not found:
            return None
        # Seeds of one place are about as far from the quote's own words as each other.
        room = len(old) // 2 + 10
        best, many = 0, 0
        low = 0
        for index, (distance, _) in enumerate(found):
            while distance - found[low][0] > room:
                low += 1
            if index - low + 1 > many:
                best, many = low, index - low + 1
        chosen = [partner for _, partner in found[best : best + many]]
        first = max(0, min(chosen) - len(old))
        last = min(len(words), max(chosen) + 2 * len(old)) - 1
        return words.starts[first], words.ends[last]


def _seeds(words: Words) -> dict[tuple[int, ...], int]:
    """Return the words in a row of a text and where they stand, -1 for several places."""
    seeds: dict[tuple[int, ...], int] = {}
    if len(words) > _MOST_WORDS:
        return seeds
    keys = words.keys
    for at in range(len(keys) - _SEED + 1):
        seed = tuple(keys[at : at + _SEED])
        seeds[seed] = -1 if seed in seeds else at
    return seeds


def _agrees(alignment: Alignment, selector: Selector, first: int, last: int) -> bool:
    """Return whether a quote and all that is known of what stood around it stand there word for word.

    Less is not enough to say that it is the one: a text may have had the sentence twice, and only in a word
    further off were the two not the same.
    """
    old, new, to = alignment.old, alignment.new, alignment.to
    shift = to[first] - first
    start = 1 if first and selector.start != len(selector.prefix) else 0  # words may be cut at these ends
    end = len(to) - 1 if last < len(to) - 1 else len(to)
    if to[start:end] != list(range(shift + start, shift + end)):
        return False
    for at, ends in ((0, str.endswith), (len(to) - 1, str.startswith)):
        there = at + shift
        if not start <= at < end and not (
            0 <= there < len(new) and ends(spelt(new.word(there)), spelt(old.word(at)))
        ):
            return False
    return True


def _beside(alignment: Alignment, first: int, last: int) -> tuple[float, float]:
    """Return the share of the words before a quote that stand there still, and of those behind it."""
    to, there = alignment.to, len(alignment.new)

    def share(edge: int, others: range) -> float:
        agree = sum(
            to[other] >= 0 and to[edge] >= 0 and abs(to[other] - to[edge] - other + edge) <= 3
            for other in others
        )
        return agree / len(others)

    before, behind = range(first), range(last + 1, len(to))
    if before and behind:
        return share(first, before), share(last, behind)
    if before or behind:
        one = share(first, before) if before else share(last, behind)
        return one, one
    whole = float(there == last - first + 1)  # a text of nothing but the quote
    return whole, whole
