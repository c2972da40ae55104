"""Turning a set line and what lies on it into a strip."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.cells import cut
from tui.cells import width as cells_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.themes import Look
    from tui.widgets.reader.sheet import Line

_BAR_AT = 2
"""Cells from the bar to the text."""

Layer = tuple[int, int, Style]
"""A style over a stretch of a line's own text (code points); later layers lie upon earlier ones."""


def paint(
    line: Line,
    left: int,
    width: int,
    ground: Style,
    base: Style,
    layers: Sequence[Layer],
    bar: Style | None = None,
) -> Strip:
    """Draw a line ``width`` cells wide: ``left`` cells of ground, the text under its layers, ground.

    With ``bar`` a thin bar stands in the ground on the left.
    """
    margin = left + line.indent
    text = line.text
    segments: list[Segment] = []
    if bar is not None and left:
        before = left - 1
        segments.append(Segment(" " * before, ground))
        segments.append(Segment("▏", ground + bar))
        segments.append(Segment(" " * (margin - before - 1), ground))
    elif margin:
        segments.append(Segment(" " * margin, ground))
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
        segments.append(Segment(" " * (width - drawn), ground))
    strip = Strip(segments, max(drawn, width))
    return strip if drawn <= width else strip.crop(0, width)


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
