"""Tags as they are typed and as they are shown: one rule for the app and the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seeds.collation import vietnamese_order
from seeds.text import display_safe

if TYPE_CHECKING:
    from collections.abc import Iterable

_BETWEEN = re.compile(r",|\n|\s(?=#)")
_SHOWN = 120  # code points of a tag: the store takes no longer ones


def pieces_typed(text: str) -> list[str]:
    """Return what stands between the separators of typed tags, blank pieces included: the last piece is the
    one being typed.

    A comma or a line end ends a tag, and so does a ``#`` that begins the next; spaces belong to the tag.
    The ``#`` before a tag may be left out, and is not part of it.
    """
    return [" ".join(piece.strip().lstrip("#").split()) for piece in _BETWEEN.split(text)]


def tags_typed(text: str) -> list[str]:
    """Return the tags in a typed text (``đọc-lại, thuế quan``), in their order and without repeats."""
    found: dict[str, str] = {}
    for tag in pieces_typed(text):
        if tag:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


def tag_in_words(tag: str) -> str:
    """Return a tag as it is shown among others: ``#thuế``, and ``#“thuế quan”``, so that its end is seen."""
    shown = display_safe(tag, _SHOWN)
    return f"#“{shown}”" if " " in shown else f"#{shown}"


def tags_in_words(tags: Iterable[str], between: str = ", ") -> str:
    """Return tags as they are shown, in the order of the Vietnamese alphabet."""
    return between.join(tag_in_words(tag) for tag in sorted(tags, key=vietnamese_order))
