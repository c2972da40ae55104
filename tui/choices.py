"""What can be chosen from, and finding it by typing: case and Vietnamese marks do not matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOT_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose.

    ``value`` is what the chooser gets back, ``label`` what is shown, ``count`` stands at the right end and
    ``hint`` (a key, a day) muted before it. Choices of one ``group`` stand together under its name.
    ``chosen`` ones are marked from the start, ``partly`` ones hold for some of what is chosen for: they stay
    so unless they are marked. ``keywords`` are found too, but not shown.
    """

    value: str
    label: str
    count: int | None = None
    hint: str = ""
    group: str = ""
    chosen: bool = False
    keywords: str = ""
    partly: bool = False


class Finder:
    """Finds choices by what is typed: every word must occur, in any order.

    What is called just so comes first, then but for case, then but for marks, then starts of words.
    """

    def __init__(self, choices: Sequence[Choice]) -> None:
        """Take the choices; they are folded when something is first typed."""
        self._choices = choices
        self._folded: list[tuple[str, str, str]] | None = None

    def find(self, text: str) -> list[Choice]:
        """Return the choices that match, the best first; all in their order when nothing is typed."""
        words = search_words(text)
        if not words:
            return list(self._choices)
        if self._folded is None:
            self._folded = [_searchable(choice) for choice in self._choices]
        typed = text.strip().lstrip("#")
        wanted = fold(typed)
        scored = []
        for index, searched in enumerate(self._folded):
            scores = [_score(word, *searched) for word in words]
            if None not in scores:
                unlike = _unlike(self._choices[index].label, searched[0], typed, wanted)
                scored.append((unlike, sum(score for score in scores if score is not None), index))
        scored.sort()
        return [self._choices[index] for *_, index in scored]


def search_words(text: str) -> list[str]:
    """Return the words of what is typed, folded; a tag's ``#`` does not count."""
    return [word for part in fold(text).split() if (word := part.lstrip("#"))]


def _searchable(choice: Choice) -> tuple[str, str, str]:
    """Return a choice's label folded, the same as words with a space before each, and its keywords."""
    label = fold(choice.label)
    words = " " + _NOT_WORD.sub(" ", label).strip()
    return label, words, " " + fold(choice.keywords) if choice.keywords else ""


def _unlike(label: str, folded: str, typed: str, wanted: str) -> int:
    """Say how a label differs from all that is typed: 0 in nothing, 1 in case, 2 in marks, 3 in more."""
    if folded.lstrip("#") != wanted:
        return 3
    label = label.lstrip("#")
    return 0 if label == typed else 1 if label.casefold() == typed.casefold() else 2


def _score(word: str, label: str, words: str, keywords: str) -> int | None:
    """Say how well a word matches: 0 at the start of the label, then at starts of words, then inside."""
    if word in label:
        if label.lstrip("#").startswith(word):
            return 0
        return 1 if " " + word in words else 3
    if word in keywords:
        return 2 if " " + word in keywords else 4
    return None


def grouped(choices: Iterable[Choice]) -> list[Choice]:
    """Return the choices with those of one group together, groups in the order of their first choice."""
    groups: dict[str, list[Choice]] = {}
    for choice in choices:
        groups.setdefault(choice.group, []).append(choice)
    return [choice for group in groups.values() for choice in group]
