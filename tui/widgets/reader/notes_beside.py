"""The reader's notes beside the text, where a wide screen has room that the text leaves free."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from tui.cells import width as cells_of
from tui.kinds import SIGNS
from tui.widgets.reader.head import Run
from tui.widgets.reader.paint import paint
from tui.widgets.reader.sheet import Line
from tui.widgets.reader.typeset_notes import highlight_notes_in_lines, notes_in_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.model import HighlightKind
    from tui.themes import Look
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.sheet import Sheet
    from tui.words import Words

_NARROWEST, _WIDEST = 22, 44
BETWEEN = 2
"""Cells between the text and this column, which the text's own right margin has its signs in."""
GUTTER = 2
"""Cells that part the column from what is left of it."""
_MARGINS = 3
"""Cells kept free on the left of the text and on the right of the notes, together."""
_ABOVE = 1
_MOST = 12
"""Lines of a highlight's notes beside it; the card of the highlight shows all."""


@dataclass(frozen=True, slots=True)
class NotesBeside:
    """A column of notes of a width in cells.

    The notes on the article alone stay while the text is scrolled (``lines``). Where highlights have notes as
    well, each stands at its place (``at``: notes by offset) and goes with the text: ``rows`` are then the
    column's lines by the line of the sheet that they stand beside.
    """

    lines: tuple[Line, ...]
    width: int
    at: tuple[tuple[int, tuple[Line, ...]], ...] = ()
    rows: Mapping[int, Line] | None = None

    @property
    def taken(self) -> int:
        """The cells it takes on the right of the text, with what parts it from the text."""
        return BETWEEN + GUTTER + self.width

    def beside(self, sheet: Sheet, height: int) -> NotesBeside:
        """Return the column for a sheet: each note at its line or, where others are in the way, below them.
        ``height`` is that of the view."""
        if not self.at:
            return self
        tops: list[int] = []
        free = 0
        for offset, lines in self.at:
            tops.append(max(sheet.line_of(offset) if offset else _ABOVE, free))
            free = tops[-1] + len(lines) + 1
        lowest = max(len(sheet.lines), height) + 1
        for number in range(len(tops) - 1, -1, -1):
            # What would stand below the end of the page moves up, and pushes up what is above it.
            tops[number] = max(0, min(tops[number], lowest - len(self.at[number][1]) - 1))
            lowest = tops[number]
        rows: dict[int, Line] = {}
        for top, (_, lines) in zip(tops, self.at, strict=True):
            rows.update({top + number: line for number, line in enumerate(lines)})
        return replace(self, rows=rows)

    def line_at(self, y: int, top: int) -> Line | None:
        """Return the line that row ``y`` of a view shows which begins with the line ``top``."""
        if self.rows is not None:
            return self.rows.get(top + y)
        return self.lines[y - _ABOVE] if 0 <= y - _ABOVE < len(self.lines) else None

    def draw(self, y: int, top: int, room: int, look: Look) -> Strip:
        """Draw row ``y`` of a view that begins with the line ``top``, ``room`` cells wide."""
        ground = look.style("page.text")
        line = self.line_at(y, top)
        if line is None:
            return Strip.blank(room, ground)
        if y == _ABOVE and self.rows is None:
            rule = "─" * max(0, self.width - cells_of(line.text) - 1)
            pieces = [Segment(" " * GUTTER, ground), Segment(line.text + " ", look.style("reader.meta"))]
            return Strip([*pieces, Segment(rule, look.style("page.rule"))]).adjust_cell_length(room, ground)
        return self._draw(line, room, look)

    def _draw(self, line: Line, room: int, look: Look) -> Strip:
        layers = [(run.start, run.end, look.style(run.style)) for run in line.runs]
        return paint(line, GUTTER, room, look.style("page.text"), look.style("reader.note"), layers)


def notes_beside(page: Page, words: Words, *, width: int, text: int, rows: int) -> NotesBeside | None:
    """Return the notes as a column beside ``text`` cells of text in a view of ``width`` cells and ``rows``.

    None where there are no notes, the room is too narrow, or those on the article are too long: then they
    belong at the end.
    """
    room = min(_WIDEST, width - text - BETWEEN - GUTTER - _MARGINS)
    if not page.notes or room < _NARROWEST:
        return None
    lines = notes_in_lines(page, words, room)
    if len(lines) + _ABOVE > rows:
        return None
    marked = [it for it in page.highlights.placed if it.notes]
    if not marked:
        return NotesBeside(lines, room) if lines else None
    at = [(0, lines)] if lines else []
    for it in marked:
        own = highlight_notes_in_lines(it, words, room - 2)
        if len(own) > _MOST:
            own = (*own[: _MOST - 1], Line(0, 0, words("reading.note-goes-on"), "note"))
        at.append(
            (it.start, tuple(_signed(line, number, it.highlight.kind) for number, line in enumerate(own)))
        )
    return NotesBeside(lines, room, tuple(at))


def _signed(line: Line, number: int, kind: HighlightKind) -> Line:
    """Return a line of a note on a highlight with the highlight's sign, or a bar of its colour, before it."""
    sign = SIGNS[kind] if not number else "│"
    runs = (Run(0, 1, f"kind.{kind}"), *(Run(run.start + 2, run.end + 2, run.style) for run in line.runs))
    links = tuple((start + 2, end + 2, link) for start, end, link in line.links)
    return replace(line, text=f"{sign} {line.text}", runs=runs, links=links)
