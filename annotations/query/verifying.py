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
from seeds.unanswered import Unanswered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
    wanted = " ".join(normalize("NFC", tree.text).split())
    # What most texts have as it is typed, or not at all, is seen without looking closer.
    forms = {wanted, wanted[:1].upper() + wanted[1:]} if wanted == wanted.lower() else {wanted}
    at_sight = tuple(f" {form} " for form in forms) if tree.exact else ()
    always = "" if tree.exact or set(wanted) - _UNFOLDED else wanted

    def check(slots: Sequence[int]) -> int:
        found = set[int]()
        if tree.field != "title":
            for slot, text in zip(slots, catalogue.texts(slots), strict=True):
                if any(form in text for form in at_sight) or (always in text and in_text(_of_text(text))):
                    found.add(slot)
        if tree.field != "text":
            rest = [slot for slot in slots if slot not in found]
            with suppress(Unanswered):  # ``missed`` tells
                for slot, row in zip(rest, catalogue.rows(rest), strict=True):
                    heading = row.title or row.lead
                    if in_title(Facts(heading=heading, folded_heading=fold(heading))):
                        found.add(slot)
        return rowset.of(found, max(slots) + 1)

    return check


def _of_text(text: str) -> Facts:
    return Facts(text=lambda: text, folded=lambda: " ".join(fold(text).split()))
