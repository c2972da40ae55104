"""Pointing out in the text what docbao went by, while a sheet beside or over the page says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.reader.hits import NO_HITS, Hits
from tui.widgets.reader.selecting import SelectView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.themes import Look
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.paint import Layer
    from tui.widgets.reader.sheet import Line


class EvidenceView(SelectView):
    """Marks stretches of the text that something rests on, and brings the first of them into view."""

    def __init__(self, *, measure: int = 80, id: str | None = None) -> None:
        """Make an empty reader."""
        super().__init__(measure=measure, id=id)
        self._pointed_out = NO_HITS
        self._covered = 0
        self._before: tuple[bool, tuple[int, int]] | None = None

    def show(self, page: Page, *, at: int = 0) -> None:
        """Show a page with the line that holds the offset ``at`` at the top; nothing is pointed out in it."""
        self._pointed_out, self._before, self._header = NO_HITS, None, False
        super().show(page, at=at)

    def begin_pointing(self, covered: int = 0) -> None:
        """Make ready to point things out: the lines above the title are shown as well.

        ``covered`` rows at the bottom of the view are hidden by what stands over the page.
        """
        if self._page is None:
            return
        self._covered = covered
        if self._before is not None or not self._sheet.starts:
            return
        self._before = self._related, self._sheet.place(self._top)
        if any(block.kind == "header" for block in self._page.article.blocks):
            self._header = True
            self._turn(raw=self._raw, related=self._related)

    def point_out(self, spans: Sequence[tuple[int, int]], *, reveal: bool = True) -> None:
        """Mark stretches (code points, end-exclusive), the telling one first: with ``reveal`` it is brought
        into view."""
        if self._page is None:
            return
        spans = [(start, end) for start, end in spans if 0 <= start < end <= len(self._page.article.text)]
        self._pointed_out = Hits.of(spans)
        if spans and reveal:
            start = spans[0][0]
            if self._sheet.folds(start):
                self._turn(raw=self._raw, related=True)
            row, free = self._sheet.line_of(start), max(1, self._rows - self._covered)
            if not self._top <= row < self._top + free:
                self._go(row - free // 3)
        self.restyle()

    def end_pointing(self) -> None:
        """Take the marks away, and go back to where one was reading."""
        self._pointed_out, self._covered = NO_HITS, 0
        before, self._before = self._before, None
        if before is not None:
            self._header = False
            related, place = before
            self._turn(raw=self._raw, related=related)
            self._go(self._sheet.at_place(place))
        self.restyle()

    def _layers(self, line: Line, look: Look) -> list[Layer]:
        layers = super()._layers(line, look)
        style = look.style("reader.evidence")
        for index in self._pointed_out.between(line.start, line.end):
            start, end = self._pointed_out.spans[index]
            layers.append((max(start, line.start) - line.start, min(end, line.end) - line.start, style))
        return layers
