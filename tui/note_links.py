"""The links of a note by their names, where the note is shown in passing: on a card, in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.note_text import set_note

if TYPE_CHECKING:
    from collections.abc import Callable

_FAR = 10_000
"""Cells of a line that is broken later, for the room there is."""


def no_title(id: str) -> str:
    """Return no title: nothing is known of articles."""
    return ""


def named(text: str, title: Callable[[str], str]) -> str:
    """Return a note whose links to articles say what those are called: ``title`` gives an article's by its
    id, "" where it knows none. What the writer has called a link stays."""
    from annotations.links import replaced, written

    if "[[" not in text:
        return text
    return replaced(
        text,
        lambda link: written(link.target, name) if not link.label and (name := title(link.target)) else None,
    )


def plain_lines(text: str, title: Callable[[str], str]) -> list[str]:
    """Return the lines of a note as they are read: without the marks of Markdown, links by their names."""
    return [line.text for line in set_note(named(text, title), _FAR).lines]
