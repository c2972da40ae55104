"""Words looked for in the texts and titles of many articles, as the naive matcher does it in each."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeGuard
from unicodedata import normalize

from annotations.query import tree as t
from annotations.query.facts import Facts
from annotations.query.matcher import test_of
from seeds import rowset
from seeds.folding import fold
from seeds.tone_marks import spellings
from seeds.unanswered import Unanswered
from seeds.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotations.query.matcher import Test
    from seeds.catalogue import Catalogue
    from seeds.catalogue_words import TextField

TEXTS: Mapping[str, TextField] = {"any": "any", "text": "text", "title": "title"}
"""What the fields that are about texts are called in the catalogue."""

_UNFOLDED = frozenset("0123456789%.,:/+&()$#")
"""Signs that are the same in a text and in the folded one, and that nothing else folds to."""


def is_about_text(tree: t.Query) -> TypeGuard[t.Words]:
    """Say whether a condition is about words that stand in texts or titles."""
    return isinstance(tree, t.Words) and tree.field in TEXTS


def in_texts(tree: t.Words, catalogue: Catalogue) -> Callable[[Sequence[int]], int]:
    """Return what gives those of some articles in whose text or title the words of a condition stand. Texts
    are fetched together, and nothing else is where they have the words."""
    in_text = test_of(replace(tree, field="text"))
    in_title = test_of(replace(tree, field="title"))
    has = _has_exactly(tree, in_text) if tree.exact else _has(tree, in_text)
    folded = fold(tree.text)
    entitled: int | None = None if words(folded) else -1

    def check(slots: Sequence[int]) -> int:
        nonlocal entitled
        found, missed = set[int](), catalogue.missed
        if tree.field != "title":
            for slot, text in zip(slots, catalogue.texts(slots), strict=True):
                if has(text):
                    found.add(slot)
        if tree.field != "text":
            there = entitled
            if there is None:
                there = catalogue.with_each(folded, "title", prefix=tree.prefix)
                entitled = there if catalogue.missed == missed else None
            rest = [slot for slot in slots if slot not in found and there >> slot & 1]
            with suppress(Unanswered):  # ``missed`` tells
                for slot, row in zip(rest, catalogue.rows(rest), strict=True):
                    heading = row.title or row.lead
                    if in_title(Facts(heading=heading, folded_heading=fold(heading))):
                        found.add(slot)
        return rowset.of(found, max(slots) + 1)

    return check


def _has(tree: t.Words, in_text: Test) -> Callable[[str], bool]:
    wanted = " ".join(normalize("NFC", tree.text).split())
    always = "" if set(wanted) - _UNFOLDED else wanted
    return lambda text: always in text and in_text(_of_text(text))


def _has_exactly(tree: t.Words, in_text: Test) -> Callable[[str], bool]:
    """Return what says whether a text has words as they are typed. What most texts have just so, or not at
    all, is seen without looking closer."""
    forms = spellings(" ".join(normalize("NFC", tree.text).split()))
    small = forms[0] == forms[0].lower()
    as_typed = {form[:1].upper() + form[1:] for form in forms} | {*forms} if small else {*forms}
    at_sight = tuple(f" {form} " for form in as_typed)
    needed = {word for word in forms[0].split() if len(spellings(word)) == 1}

    def has(text: str) -> bool:
        if any(form in text for form in at_sight):
            return True
        seen = text.lower() if small else text
        return all(word in seen for word in needed) and in_text(_of_text(text))

    return has


def _of_text(text: str) -> Facts:
    return Facts(text=lambda: text, folded=lambda: " ".join(fold(text).split()))
