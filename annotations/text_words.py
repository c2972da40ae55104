"""A text as the words that two versions of it are compared by: how each is spelt makes no difference, where
it stands does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

LONGEST = 32
"""Letters of a word, at most: a longer run of letters counts as several words. Texts without spaces have no
others."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in order.

    ``keys`` are the same number for words that are the same, ``starts`` and ``ends`` their offsets (code
    points, end-exclusive). ``units`` are the words (by their number) that sentences and lines begin with, and
    the number of words at the end.
    """

    text: str
    keys: list[int]
    starts: list[int]
    ends: list[int]
    units: list[int]

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.keys)

    def word(self, at: int) -> str:
        """Return a word as the text has it."""
        return self.text[self.starts[at] : self.ends[at]]


class Vocabulary:
    """Which words are the same, over several texts."""

    def __init__(self) -> None:
        """Begin empty."""
        self._keys: dict[str, int] = {}
        self._known: dict[str, int] = {}

    def words(self, text: str) -> Words:
        """Return a text's words. Marks, spaces and line ends between them are left out of the comparison:
        they are what changes when an article is fetched another way."""
        keys: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        units = [0]
        known, key_of = self._known.get, self._key_of
        add, add_start, add_end = keys.append, starts.append, ends.append  # a long text has 200,000 words
        for match in _pieces().finditer(text):
            if match.lastindex is None:
                if units[-1] != len(keys):
                    units.append(len(keys))
                continue
            word = match[0]
            key = known(word)
            add(key_of(word) if key is None else key)
            start, end = match.span()
            add_start(start)
            add_end(end)
        if units[-1] != len(keys):
            units.append(len(keys))
        return Words(text, keys, starts, ends, units)

    def _key_of(self, word: str) -> int:
        plain = spelt(word)
        key = self._known[word] = self._keys.setdefault(plain, len(self._keys))
        return key


def spelt(text: str) -> str:
    """Return a text as it is compared: NFC, in lower case, the tone where the tables have it (``hoà`` as
    ``hòa``), quote marks and dashes as typewriters have them."""
    if text.isascii():
        return text.lower()
    from seeds.folding import as_spelled

    return as_spelled(normalize("NFC", text)).lower().translate(_alike())


@cache
def _pieces() -> re.Pattern[str]:
    """Words, and (without a group) what ends a sentence or a line."""
    return re.compile(rf"([\w\u0300-\u036f]{{1,{LONGEST}}})|(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|\n")


@cache
def _alike() -> dict[int, str]:
    return str.maketrans(
        dict.fromkeys("‘’‚′", "'") | dict.fromkeys("“”„″«»", '"') | dict.fromkeys("‐‑‒–—−", "-")
    )
