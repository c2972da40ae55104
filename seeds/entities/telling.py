"""Which words a walk over a text need not stop at: in lower case, and the first of nothing that is known."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from seeds.entities.laws import first_words
from seeds.entities.runs import NUMBERED
from seeds.entities.tables import cues, gazetteer

if TYPE_CHECKING:
    from seeds.entities.words import Words

PORTFOLIOS = frozenset(["ngành", "bộ"])
"""Words in lower case behind which a portfolio may stand without a title."""

POSTED = "tại"
"""Between who is posted and where."""


def passed_over(words: Words) -> list[bool]:
    """Say of each word whether it tells nothing: most words of a text, for which every reader of names would
    have to be asked in vain. What stands within a figure has been read."""
    telling = _telling()
    return [
        taken or not (capital or low in telling or word in telling or before in PORTFOLIOS or word.isupper())
        for word, low, capital, taken, before in zip(
            words.words, words.low, words.capital, words.taken, ("", *words.low), strict=False
        )
    ]


@cache
def _telling() -> frozenset[str]:
    """Every word in lower case with which a name, a title or a law may begin."""
    return frozenset([*cues().titles, *first_words(), *gazetteer(), *NUMBERED, POSTED])
