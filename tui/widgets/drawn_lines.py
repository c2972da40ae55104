"""A widget that draws all of its lines itself, and keeps each one until it is another.

Textual lays border, padding, opacity and filters on every line of every widget that touches what is painted,
whether it changed or not; where there are only filters, most of what a key costs would be that.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from textual.containers import Vertical
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.host import look_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class DrawnLines(Widget):
    """A widget whose ``render_line`` gives a line as it stands on the screen, as wide as the widget: it has
    no tint or opacity, and one with a border or padding gains nothing. A line is asked for again after
    ``refresh`` said that it is another, and when size, look or filters are others."""

    def __init__(self, *, id: str | None = None) -> None:
        """Start with no line drawn."""
        self._drawn: dict[int, Strip] = {}
        self._drawn_for: tuple[object, ...] = ()
        self._unpainted = False
        super().__init__(id=id)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Draw lines anew: those of the regions, or all where there are none."""
        if repaint and regions:
            for region in regions:
                for y in region.line_range:
                    self._drawn.pop(y, None)
        elif repaint:
            self._drawn.clear()
        if self._unpainted:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    @contextmanager
    def unpainted(self) -> Iterator[None]:
        """Have ``refresh`` ask for no paint: all of the widget is being painted just now."""
        self._unpainted = True
        try:
            yield
        finally:
            self._unpainted = False

    def refresh_scrolled(self, lines: int, same: Callable[[int, int], bool]) -> None:
        """Paint all lines, now that what stood on one stands so many ``lines`` higher. Those are drawn anew
        for which ``same`` (where it stood, where it stands) does not say that they look alike."""
        moved = {y - lines: strip for y, strip in self._drawn.items() if y >= lines and same(y, y - lines)}
        self.refresh()
        self._drawn = moved

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the widget; only those that are not kept are drawn."""
        if self.styles.gutter:  # Textual draws what is around the lines
            return super().render_lines(crop)
        # What is drawn here has the look's own colours already: there are none of the terminal's to find out.
        filters = [it for it in self.get_line_filters() if not isinstance(it, ANSIToTruecolor)]
        size, background = self.size, self.background_colors[1]
        drawn_for = (size, background, look_of(self), *filters)
        if drawn_for != self._drawn_for:
            self._drawn.clear()
            self._drawn_for = drawn_for
        drawn, width = self._drawn, size.width
        lines: list[Strip] = []
        for y in crop.line_range:
            line = drawn.get(y)
            if line is None:
                line = self.render_line(y)
                if line.cell_length != width:
                    line = line.adjust_cell_length(width)
                was = segments = list(line)
                for laid in filters:
                    segments = laid.apply(segments, background)
                line = drawn[y] = line if segments is was else Strip(segments, width)
            lines.append(line)
        if crop.column_span != (0, width):
            return [line.crop(*crop.column_span) for line in lines]
        return lines


class AlikeLines(Vertical):
    """A box around widgets whose own lines are all alike: it has a ground, perhaps borders at its sides, and
    nothing else."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return one line as often as it is wanted: Textual draws, and cuts, each of many for itself."""
        return super().render_lines(Region(crop.x, crop.y, crop.width, 1)) * crop.height
