"""What was probably meant by the name of somebody or something that no article has."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from annotations.query.evaluating import ENTITY_FIELDS
from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.query.tree import Words
    from seeds.catalogue import Catalogue

_NEARLY = 0.75
"""difflib's ratio for "donlad" and "donald"; "vnepress" and "vnexpress" are nearer."""
_BEGUN = 2  # letters that are typed right, or nothing is offered
_LOOKED_AT = 400  # names that begin so, those in most articles


def meant(catalogue: Catalogue, words: Words) -> str | None:
    """Return the source, author or name of which words typed for it are nearly the whole or a word; None
    where nothing is near."""
    wanted = " ".join(fold(words.text).split())
    if len(wanted) <= _BEGUN:
        return None
    best, found = _NEARLY, None
    for name in _names(catalogue, words, wanted):
        like = max(_likeness(wanted, form) for form in _forms(fold(name), wanted))
        if like > best:
            best, found = like, name
    return found


def _names(catalogue: Catalogue, words: Words, wanted: str) -> Iterable[str]:
    if words.field == "source" or words.field == "author":
        return (name for name in catalogue.values(words.field) if name)
    types = ENTITY_FIELDS[words.field]
    begun = catalogue.entity_forms(wanted[:_BEGUN], types, prefix=True)
    return (name for name, _, _ in begun[:_LOOKED_AT])


def _forms(name: str, wanted: str) -> Iterator[str]:
    """Yield what of a name is compared: all of it, and as many of its words as are typed."""
    yield name
    words, n = name.split(), len(wanted.split())
    yield from (" ".join(words[at : at + n]) for at in range(len(words) - n + 1))


def _likeness(one: str, other: str) -> float:
    match = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if match.real_quick_ratio() <= _NEARLY or match.quick_ratio() <= _NEARLY:
        return 0.0
    return match.ratio()
