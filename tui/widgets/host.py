"""How a widget or screen reaches what the app holds for all of them: the look and the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from tui.themes import Look
    from tui.words import Words


class Host(Protocol):
    """What every widget may ask of the app it runs in."""

    look: Look
    words: Words


def look_of(node: DOMNode) -> Look:
    """Return the look in use: the theme at the terminal's colour depth."""
    return cast("Host", node.app).look


def words_of(node: DOMNode) -> Words:
    """Return the catalogue of the language in use."""
    return cast("Host", node.app).words
