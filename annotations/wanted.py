"""Written forms that are looked for in many folded texts: which of them may stand in one."""

from __future__ import annotations

import re
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
        self._by_word: dict[str, list[str]] = {}
        for form, text in folded.items():
            # The longest word of a form is likely the rarest.
            self._by_word.setdefault(max(_WORD.findall(text), key=len, default=""), []).append(form)

    def held_by(self, text: str, fresh: Set[str]) -> Iterator[str]:
        """Yield those of the ``fresh`` forms that a folded text holds (its white space squeezed as well): all
        that stand in the article's own text, and some that only fold alike."""
        likely: Iterable[str] = fresh
        if len(fresh) > _MANY:
            words = self._by_word.keys() & {"", *_WORD.findall(text)}
            likely = (form for word in words for form in self._by_word[word] if form in fresh)
        return (form for form in likely if form in self._folded and self._folded[form] in text)
