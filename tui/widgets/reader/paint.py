"""Turning a set line and what lies on it into a strip."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.cells import cut
from tui.cells import width as cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size

    from tui.themes import Look
    from tui.widgets.reader.sheet import Line

_BAR_AT = 2
"""Cells from the bar to the text."""

Layer = tuple[int, int, Style]
"""A style over a stretch of a line's own text (code points); later layers lie upon earlier ones."""

_SPACES = " \u00a0"


class Frame(NamedTuple):
    """What all lines of one painting share, and Textual works out anew each time it is asked: the size of the
    view, the line of the page at its top, its rows of text, and the cells left of the text."""

    size: Size
    top: int
    rows: int
    left: int


@dataclass(slots=True)
class Signs:
    """What stands on a line besides its letters. Of two signs for one place the later one stands.

    ``within`` are signs by the code point whose place they take: only that of a space, or the one behind the
    last letter. ``beside`` are signs by the cell they stand in, counted from the left edge of the text:
    negative ones are in the margin. All are of one cell.
    """

    within: dict[int, tuple[str, Style]] = field(default_factory=dict)
    beside: dict[int, tuple[str, Style]] = field(default_factory=dict)


def paint(
    line: Line,
    left: int,
    width: int,
    ground: Style,
    base: Style,
    layers: Sequence[Layer],
    signs: Signs | None = None,
) -> Strip:
    """Draw a line ``width`` cells wide: ``left`` cells of ground, the text under its layers, ground, and its
    signs."""
    margin = left + line.indent
    text = line.text
    beside = signs.beside if signs is not None else {}
    segments: list[Segment] = []
    if margin:
        _space(segments, 0, margin, left, ground, beside)
    if signs is not None and signs.within:
        text, layers = _with_signs(text, layers, signs)
    if layers:
        edges = {0, len(text)}
        for start, end, _ in layers:
            edges.add(max(0, start))
            edges.add(min(len(text), end))
        cuts = sorted(edges)
        for begin, stop in pairwise(cuts):
            style = base
            for start, end, over in layers:
                if start <= begin and stop <= end:
                    style += over
            segments.append(Segment(text[begin:stop], style))
    elif text:
        segments.append(Segment(text, base))
    drawn = margin + cells_of(text)
    if drawn < width:
        _space(segments, drawn, width, left, ground, beside)
    strip = Strip(segments, max(drawn, width))
    return strip if drawn <= width else strip.crop(0, width)


def _with_signs(text: str, layers: Sequence[Layer], signs: Signs) -> tuple[str, list[Layer]]:
    """Put signs in the place of spaces, and behind the last letter."""
    letters, over = list(text), list(layers)
    for at, (sign, style) in sorted(signs.within.items()):
        if at == len(letters):
            letters.append(sign)
        elif 0 <= at < len(text) and text[at] in _SPACES:
            letters[at] = sign
        else:
            continue
        over.append((at, at + 1, style))
    return "".join(letters), over


def _space(
    segments: list[Segment],
    start: int,
    end: int,
    left: int,
    ground: Style,
    beside: dict[int, tuple[str, Style]],
) -> None:
    """Add the ground from one cell of the line to another, with the signs that stand there."""
    at = start
    for cell, (sign, style) in sorted(beside.items()):
        if start <= left + cell < end:
            if left + cell > at:
                segments.append(Segment(" " * (left + cell - at), ground))
            segments.append(Segment(sign, ground + style))
            at = left + cell + 1
    if at < end:
        segments.append(Segment(" " * (end - at), ground))


@dataclass(frozen=True, slots=True)
class StatusLine:
    """The line under the text: pieces from the left, a word on the right, a bar where keys go to the page."""

    left: Sequence[tuple[str, Style]]
    right: str
    focused: bool

    def paint(self, margin: int, measure: int, width: int, look: Look) -> Strip:
        """Draw it ``width`` cells wide, within the measure.

        Pieces that do not fit are left out; a first one is cut.
        """
        ground = look.style("reader.status")
        bar = min(_BAR_AT, margin) if self.focused else 0
        segments = [Segment(" " * (margin - bar), ground)]
        if bar:
            segments.append(Segment("▌", ground + look.style("list.cursor_bar")))
            segments.append(Segment(" " * (bar - 1), ground))
        room = measure - (cells_of(self.right) + 2 if self.right else 0)
        used = 0
        for text, style in self.left:
            if not used:
                text = cut(text, max(1, room))
            if used + cells_of(text) > room:
                break
            segments.append(Segment(text, ground + style))
            used += cells_of(text)
        rest = max(0, measure - used - cells_of(self.right))
        segments.append(Segment(" " * rest + self.right, ground))
        return Strip(segments).adjust_cell_length(width, ground)
