"""Rows under headings with a cursor among them: moving it, keeping it in sight, clicking it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from tui.widgets.list.geometry import Geometry, Spot
from tui.widgets.list.scroller import LineScroller

if TYPE_CHECKING:
    from textual import events


class GroupedRows(LineScroller):
    """A scroller whose lines are rows of one height under headings; one row has the cursor.

    The heading of the rows in sight stays on the pane's first line. A subclass lays a ``geometry`` out, draws
    headings and rows, and is told when the cursor has gone elsewhere.
    """

    def __init__(self, *, id: str | None = None) -> None:
        """Start without rows."""
        super().__init__(id=id)
        self.geometry = Geometry((), 1)
        self.cursor = 0

    def heading_strip(self, section: int) -> Strip:
        """Draw the heading of a section."""
        raise NotImplementedError

    def row_strip(self, row: int, part: int) -> Strip:
        """Draw one line of a row."""
        raise NotImplementedError

    def cursor_went(self) -> None:
        """Be told that the cursor is on another row."""

    def row_clicked(self, row: int, again: bool) -> None:
        """Be told of a click on a row, after the cursor went there; ``again`` when it was there already."""

    @property
    def total_lines(self) -> int:
        """How many lines all rows and headings take."""
        return self.geometry.lines

    @property
    def max_top(self) -> int:
        """The furthest that the pane scrolls: the last row is at its end, the first row in sight is whole."""
        return self._snapped(super().max_top)

    @property
    def wheel_lines(self) -> int:
        """At least one row, so that rows stay whole under the wheel."""
        return max(2, self.geometry.row_height)

    @property
    def page(self) -> int:
        """How many rows a page holds."""
        return max(1, (self.pane.height - self._pinned(self.cursor)) // self.geometry.row_height)

    def scroll_lines(self, lines: int) -> None:
        """Scroll by lines, but never to the middle of a row."""
        self.set_top(self._snapped(self.top + lines, down=lines > 0))

    def _pinned(self, row: int) -> int:
        """How many lines the heading takes that stays on the first line while a row is the first in sight."""
        shown = self.geometry
        headed = shown.headed and shown.sections[shown.section_of(row)].key is not None
        return 1 if headed and self.pane.height > shown.row_height else 0

    def _row_near(self, line: int) -> int:
        """Return the row on a line, or the next one below it."""
        spot = self.geometry.at(line)
        if spot.kind == "row":
            return spot.row
        return self.geometry.first_row(spot.section) if spot.kind != "end" else self.cursor

    def _snapped(self, top: int, *, down: bool = True) -> int:
        """Return the nearest top in a direction below which the first row in sight is whole."""
        spot = self.geometry.at(top + self._pinned(self._row_near(top)))
        if spot.kind != "row" or not spot.part or top <= 0:
            return top
        return top + self.geometry.row_height - spot.part if down else top - spot.part

    def go(self, row: int, *, top: int | None = None) -> None:
        """Put the cursor on a row (the nearest there is) and bring it into sight.

        ``top`` is where the pane would best begin.
        """
        self.measure()
        if not self.geometry.rows:
            return
        row = min(max(0, row), self.geometry.rows - 1)
        before = self.cursor
        self.cursor = row
        if top is not None:
            self.set_top(self._snapped(top))
        self.reveal()
        if row == before:
            return
        self.refresh_row(before)
        self.refresh_row(row)
        self.cursor_went()

    def leap(self, rows: int) -> None:
        """Move by many rows with the cursor staying at its height on the screen."""
        if self.geometry.rows:
            target = min(max(0, self.cursor + rows), self.geometry.rows - 1)
            by = self.geometry.line_of(target) - self.geometry.line_of(self.cursor)
            self.go(target, top=self.top + by)

    def reveal(self) -> bool:
        """Scroll as little as is needed to have the cursor's whole row in sight; True if it was needed."""
        if not self.geometry.rows:
            return self.set_top(0)
        first = self.geometry.line_of(self.cursor)
        pinned = self._pinned(self.cursor)
        if first - pinned < self.top:
            return self.set_top(first - pinned)
        lowest = first + self.geometry.row_height - self.pane.height
        return self.set_top(self._snapped(min(lowest, first))) if lowest > self.top else False

    def place_cursor(self, offset: int) -> None:
        """Scroll so that the cursor's row is ``offset`` lines below the pane's first, as far as it can be."""
        if self.geometry.rows:
            self.set_top(self._snapped(self.geometry.line_of(self.cursor) - offset))
        self.reveal()
        self.set_top(self.top)

    @property
    def cursor_offset(self) -> int:
        """How many lines the cursor's row is below the pane's first."""
        return self.geometry.line_of(self.cursor) - self.top if self.geometry.rows else 0

    def refresh_row(self, row: int) -> None:
        """Draw a row again, if it is in sight."""
        if row < self.geometry.rows:
            self.refresh_pane_lines(self.geometry.line_of(row), self.geometry.row_height)

    def scrolls_whole(self, old: int, new: int) -> bool:
        """Whether a line is drawn as before where it scrolls to: all but the first one, which may be
        pinned."""
        return old > 0 and new > 0

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the pane; the first one says in which section the rows below it are."""
        spot = self.spot_at(y)
        if spot.kind == "heading":
            return self.heading_strip(spot.section)
        if spot.kind == "row":
            return self.row_strip(spot.row, spot.part)
        return Strip([Segment(" " * self.line_width, self.ground)], self.line_width)

    def spot_at(self, y: int) -> Spot:
        """Say what stands on a line of the pane: on the first one the heading of the rows below it, where
        there are any of its section."""
        spot = self.geometry.at(self.top + y)
        if y or spot.kind != "row" or not self._pinned(spot.row):
            return spot
        if self.geometry.at(self.top + 1).kind == "row":
            return Spot("heading", spot.section)
        # The next group begins right below: a heading here would stand over nothing.
        return spot if spot.part == 0 else Spot("gap", spot.section)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked row."""
        spot = self.spot_at(event.y)
        if spot.kind != "row" or event.x >= self.line_width:
            return
        event.stop()
        again = spot.row == self.cursor
        self.go(spot.row)
        self.row_clicked(spot.row, again)
