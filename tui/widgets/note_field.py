"""The editor of notes: the text as it is typed, what is Markdown in it told apart a little."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tui.widgets.host import look_of
from tui.widgets.text_editor import TextEditor

if TYPE_CHECKING:
    from rich.text import Text

_LONGEST = 2_000
"""Code points of a line from which on it is drawn as it is: there the eye is lost anyway."""


@cache
def _marked() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is told apart within a line, and how: a help for the eye. What a note is, the parser says."""
    return (
        (re.compile(r"^\s*#{1,6}\s.*"), "heading"),
        (re.compile(r"^\s*(?:>\s?)+"), "quote"),
        (re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s"), "mark"),
        (re.compile(r"\*\*(?=\S).+?\*\*"), "strong"),
        (re.compile(r"`[^`]+`"), "code"),
        (re.compile(r"\[\[[^\[\]\n]+\]\]"), "link"),
    )


class NoteField(TextEditor):
    """A text editor that shows headings, quotes, lists, code and links as such while they are typed."""

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn."""
        line = super().get_line(line_index)
        if len(line.plain) <= _LONGEST and not line.plain.isalnum():
            look = look_of(self)
            for pattern, style in _marked():
                for found in pattern.finditer(line.plain):
                    line.stylize(look.style(f"markdown.{style}"), *found.span())
        return line
