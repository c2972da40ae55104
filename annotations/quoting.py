"""Finding a highlight when the text it was made on is not kept: by its quote and what stood around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.model import Anchor
from annotations.text_words import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.model import Selector

AROUND = 0.6
"""So large a share of the words around a quote has to stand around it still for it to be that one."""

LONG = 8
"""Words of a quote that may be it, for the reader to look, with other words around it."""


def by_quote(selector: Selector, new: str, new_hash: str) -> Anchor:
    """Return where a quote is in a text: only a place that its words and those around them name beyond
    doubt."""
    nowhere = Anchor("lost", 0, 0, 0.0, new_hash)
    vocabulary = Vocabulary()
    quote, text = vocabulary.words(selector.quote).keys, vocabulary.words(new)
    # The first word of the prefix and the last one of the suffix may have been cut.
    prefix, suffix = vocabulary.words(selector.prefix).keys[1:], vocabulary.words(selector.suffix).keys[:-1]
    if not quote:
        return nowhere
    around = len(prefix) + len(suffix)
    scored = sorted(
        (
            (
                _shared(prefix[::-1], text.keys[max(0, at - len(prefix)) : at][::-1])
                + _shared(suffix, text.keys[at + len(quote) : at + len(quote) + len(suffix)])
            )
            / max(1, around),
            at,
        )
        for at in _occurrences(quote, text.keys)
    )
    if not scored:
        return nowhere
    best, at = scored[-1]
    second = scored[-2][0] if len(scored) > 1 else 0.0
    start, end = text.starts[at], text.ends[at + len(quote) - 1]
    if around >= 4 and best >= AROUND and best - second >= 0.2:
        return Anchor("ok" if start == selector.start else "shifted", start, end, best, new_hash)
    if len(scored) == 1 and (len(quote) >= LONG or best >= AROUND):
        return Anchor("review", start, end, max(best, 0.3), new_hash)
    return nowhere


def _occurrences(quote: Sequence[int], keys: list[int]) -> list[int]:
    """Return where a quote stands. Work in proportion to the text: a quote that is a repetition is sought by
    its words once."""
    found: list[int] = []
    at = -1
    wanted = list(quote)
    while len(found) < _MOST:
        try:
            at = keys.index(wanted[0], at + 1)
        except ValueError:
            break
        if keys[at : at + len(wanted)] == wanted:
            found.append(at)
    return found


_MOST = 1000  # places looked at


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many words are equal from the quote on outwards."""
    return sum(a == b for a, b in zip(one, other, strict=False))
