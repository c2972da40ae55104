"""Where a lost highlight may have stood: what is offered to the reader who attaches it again by hand."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from annotations.text_words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST = 0.25
"""So large a share of a sentence and of the quote has to be in the other for it to be offered: words that the
text has often count little."""

BESIDE = 0.5
"""So large a share of a sentence beside the best one has to be in the rest of the quote to be offered."""

LONGEST = 300_000
"""Code points of a text in which a candidate is looked for: it is done while the reader waits."""


def candidate(quote: str, text: str) -> tuple[int, int] | None:
    """Return the sentence or sentences of a text (offsets, end-exclusive) that read most like a quote that is
    not in it; None where none does, or several do as much."""
    if len(text) > LONGEST:
        return None
    vocabulary = Vocabulary()
    wanted, words = Counter(vocabulary.words(quote).keys), vocabulary.words(text)
    common = Counter(words.keys)

    def weight(keys: Iterable[int]) -> float:
        return sum(1 / max(1, common[key]) for key in keys)

    def shared(keys: list[int]) -> float:
        return weight((Counter(keys) & wanted).elements())

    units, all_of_it = list(pairwise(words.units)), weight(wanted.elements())
    found = [
        2 * shared(words.keys[start:end]) / (weight(words.keys[start:end]) + all_of_it)
        for start, end in units
    ]
    best = max(found, default=0.0)
    if best < LEAST or found.count(best) > 1:
        return None
    first = last = found.index(best)

    def adds(at: int, low: int, high: int) -> bool:
        """Whether a sentence says much of the quote that the ones between do not."""
        if not 0 <= at < len(units):
            return False
        own = weight(words.keys[slice(*units[at])])
        more = shared(words.keys[min(low, units[at][0]) : max(high, units[at][1])])
        return more - shared(words.keys[low:high]) >= BESIDE * own

    while adds(first - 1, units[first][0], units[last][1]):
        first -= 1
    while adds(last + 1, units[first][0], units[last][1]):
        last += 1
    low, high = units[first][0], units[last][1]
    end = words.ends[high - 1]
    after = words.starts[high] if high < len(words) else len(text)
    closing = text[end:after].split("\n")[0].split(" ")[0]
    return words.starts[low], end + len(closing)
