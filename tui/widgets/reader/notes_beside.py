"""The reader's notes beside the text, where a wide screen has room that the text leaves free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from tui.cells import width as cells_of
from tui.widgets.reader.paint import paint
from tui.widgets.reader.typeset import notes_in_lines

if TYPE_CHECKING:
    from tui.themes import Look
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.sheet import Line
    from tui.words import Words

_NARROWEST, _WIDEST = 22, 44
_GUTTER = 4
_MARGINS = 3
"""Cells kept free on the left of the text and on the right of the notes, together."""
_ABOVE = 1


@dataclass(frozen=True, slots=True)
class NotesBeside:
    """A column of notes: its lines, which stay while the text is scrolled, and its width in cells."""

    lines: tuple[Line, ...]
    width: int

    @property
    def taken(self) -> int:
        """The cells it takes on the right of the text, with what parts it from the text."""
        return _GUTTER + self.width

    def draw(self, y: int, room: int, look: Look) -> Strip:
        """Draw row ``y`` of the view from the end of the text on, ``room`` cells wide."""
        ground = look.style("page.text")
        if y < _ABOVE or y - _ABOVE >= len(self.lines):
            return Strip.blank(room, ground)
        line = self.lines[y - _ABOVE]
        if y == _ABOVE:
            rule = "─" * max(0, self.width - cells_of(line.text) - 1)
            pieces = [Segment(" " * _GUTTER, ground), Segment(line.text + " ", look.style("reader.meta"))]
            return Strip([*pieces, Segment(rule, look.style("page.rule"))]).adjust_cell_length(room, ground)
        layers = [(run.start, run.end, look.style(run.style)) for run in line.runs]
        return paint(line, _GUTTER, room, ground, look.style("reader.note"), layers)


def notes_beside(page: Page, words: Words, *, width: int, text: int, rows: int) -> NotesBeside | None:
    """Return the notes as a column beside ``text`` cells of text in a view of ``width`` cells and ``rows``.

    None where there are no notes, the room is too narrow, or they are too long: then they belong at the end.
    """
    room = min(_WIDEST, width - text - _GUTTER - _MARGINS)
    if not page.notes or room < _NARROWEST:
        return None
    lines = notes_in_lines(page, words, room)
    return NotesBeside(lines, room) if len(lines) + _ABOVE <= rows else None
