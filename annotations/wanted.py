"""Written forms that are looked for in many folded texts: which of them may stand in one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

_WORD = re.compile(r"\w+")

_MANY = 8
"""From so many forms on it is quicker to take a text apart into its words than to look for each form."""


class Wanted:
    """Written forms, prepared to be looked for all at once."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Fold the forms, each run of white space as one space."""
        folded = {form: " ".join(fold(form).split()) for form in forms}
        self.forms = frozenset(folded)
        self._folded = folded
        self._words = {form: frozenset(_WORD.findall(text)) for form, text in folded.items()}
        self._by_word: dict[str, list[str]] = {}
        used = Counter(word for words in self._words.values() for word in words)
        for form, words in self._words.items():
            # A word that few forms have, the longest of such, is likely rare in texts, too.
            word = max(words, key=lambda word: (-used[word], len(word), word), default="")
            self._by_word.setdefault(word, []).append(form)

    def held_by(self, text: str, fresh: Set[str]) -> Iterator[str]:
        """Yield those of the ``fresh`` forms that a folded text holds (its white space squeezed as well): all
        that stand in the article's own text, and some that only fold alike."""
        likely: Iterable[str] = fresh
        if len(fresh) > _MANY:
            words = {"", *_WORD.findall(text)}
            found = (form for word in self._by_word.keys() & words for form in self._by_word[word])
            likely = (form for form in found if form in fresh and self._words[form] <= words)
        return (form for form in likely if form in self._folded and self._folded[form] in text)
