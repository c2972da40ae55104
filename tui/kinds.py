"""The kinds of highlights as people see them: a name, and a sign that needs no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.text import display_safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.model import HighlightKind
    from tui.words import Words

SIGNS: Mapping[HighlightKind, str] = {"yellow": "◆", "green": "▲", "blue": "■", "red": "✕", "purple": "○"}
"""A sign of one cell for each kind. Its style is ``kind.<kind>``, its ground's ``highlight.<kind>``."""


def kind_name(kind: HighlightKind, named: Mapping[HighlightKind, str], words: Words) -> str:
    """Return what a kind is called: as the reader has ``named`` it (``Store.kinds``), else as it came."""
    return display_safe(named.get(kind) or words(f"kind.{kind}"))


def names_as_they_came(words: Words) -> dict[HighlightKind, str]:
    """Return what the kinds are called until the reader names them."""
    return {kind: words(f"kind.{kind}") for kind in SIGNS}
