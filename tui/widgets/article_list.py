"""The list of articles: grouped by month, drawn line by line, as quick with 100,000 rows as with five."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from annotations.collection import Listed
from tui.cells import composed, fill
from tui.commands import Context
from tui.dates_in_words import heading
from tui.themes import Look
from tui.widgets.host import look_of, words_of
from tui.widgets.keyed import Keyed
from tui.widgets.list.geometry import Geometry, Spot
from tui.widgets.list.kept_rows import KeptRows, View
from tui.widgets.list.painter import Cursor, RowPainter, Shape
from tui.widgets.list.scroller import LineScroller

_PAINTED_KEPT = 256
_NEIGHBOURS = 24
"""How far around a row that is gone the list looks for one that is still there."""


class ArticleList(Keyed, LineScroller, can_focus=True):
    """Shows a view, keeps its cursor on an article rather than on a position, and tells where it is."""

    context: ClassVar[Context] = "list"

    @dataclass
    class Moved(Message):
        """The cursor is on another article, or on none."""

        listed: Listed | None

    @dataclass
    class Opened(Message):
        """The reader wants to read an article."""

        listed: Listed

    def __init__(self, *, topic_name: Callable[[str], str] = str, id: str | None = None) -> None:
        """Make an empty list; ``topic_name`` gives the words for a topic's id."""
        super().__init__(id=id)
        self.topic_name = topic_name
        self.follower: Callable[[Listed | None], None] | None = None
        """Called when the cursor moves, before ``Moved`` is posted: both panes are drawn in one frame."""
        self._rows: KeptRows | None = None
        self._geometry = Geometry((), 2)
        self._cursor = 0
        self._selected: Listed | None = None
        self._wanted = ""
        self._pending: tuple[str, int] | None = None
        self._empty = ""
        self._painter: RowPainter | None = None
        self._painter_look: Look | None = None
        self._painted: dict[tuple[int, Cursor], tuple[Strip, ...]] = {}

    # What is shown

    def show(self, view: View, *, keep: str | None = None) -> None:
        """Show a view, with the cursor on the same article at the same height on the screen.

        That is ``keep``, else the article the reader chose last, else the one under the cursor; if none of
        these is in the view, the nearest row that is.
        """
        before, before_at = self._selected, self._cursor
        height_on_screen = self._geometry.line_of(before_at) - self.top if before is not None else 0
        neighbours = self._rows.held_ids(before_at, _NEIGHBOURS) if self._rows is not None else []
        self._rows = KeptRows(view)
        self._lay_out()
        self._cursor = self._find(view, keep, before, neighbours)
        self._selected = self._rows.get(self._cursor)
        self._place(height_on_screen)
        if self._pending is not None:
            self._restore_pending()
        self._forget_painted()
        self.refresh()
        if (before.id if before else None) != (self._selected.id if self._selected else None):
            self._tell()

    def _find(self, view: View, keep: str | None, before: Listed | None, neighbours: list[str]) -> int:
        for id in (keep, self._wanted, before.id if before else None):
            if id and (position := view.position(id)) is not None:
                return position
        for id in neighbours:
            if (position := view.position(id)) is not None:
                return position
        return min(self._cursor if before is not None else 0, max(0, view.count - 1))

    def refresh_rows(self, ids: Iterable[str]) -> None:
        """Draw again the rows of articles whose marks have changed; their places have not."""
        if self._rows is None:
            return
        for row in self._rows.forget(ids):
            self._forget_painted(row)
            self._refresh_row(row)
        self._selected = self._rows.get(self._cursor)

    @property
    def empty(self) -> str:
        """What stands in the pane when there is nothing to list: what to do next, or what is going on."""
        return self._empty

    @empty.setter
    def empty(self, text: str) -> None:
        if text != self._empty:
            self._empty = text
            if not self.total_lines:
                self.refresh()

    # Where the cursor is

    @property
    def selected(self) -> Listed | None:
        """The article under the cursor."""
        return self._selected

    @property
    def index(self) -> int:
        """The cursor's position in the view, from 0."""
        return self._cursor

    def select(self, id: str) -> bool:
        """Put the cursor on an article; False when the view does not hold it."""
        position = self._rows.view.position(id) if self._rows is not None else None
        if position is None:
            return False
        self._go(position)
        return True

    @property
    def place(self) -> tuple[str, int]:
        """Where the reader is: the article and the distance of its row from the pane's top, in lines."""
        if self._selected is None:
            return "", 0
        return self._selected.id, self._geometry.line_of(self._cursor) - self.top

    def restore(self, id: str, offset: int) -> None:
        """Go back to a ``place``, now or as soon as the pane has a size and holds the article."""
        self._pending = (id, offset)
        if self._rows is not None:
            self._restore_pending()

    def _restore_pending(self) -> None:
        if self._pending is None or self._rows is None or not self.size.height:
            return
        id, offset = self._pending
        position = self._rows.view.position(id) if id else None
        if position is None:
            return
        self._pending = None
        self._go(position)
        self._place(offset)

    # Moving

    def _go(self, row: int, *, top: int | None = None) -> None:
        """Put the cursor on a row and bring it into sight; ``top`` is where the pane would best begin."""
        if self._rows is None or not self._geometry.rows:
            return
        row = min(max(0, row), self._geometry.rows - 1)
        before = self._cursor
        self._cursor = row
        moved = self.set_top(top) if top is not None else False
        moved = self._reveal() or moved
        if row == before and self._selected is not None:
            return
        if not moved:
            self._refresh_row(before)
            self._refresh_row(row)
        self._selected = self._rows.get(row)
        self._wanted = self._selected.id if self._selected is not None else ""
        self._pending = None
        self._tell()

    def _tell(self) -> None:
        if self.follower is not None:
            self.follower(self._selected)
        self.post_message(self.Moved(self._selected))

    def _pinned(self) -> int:
        """How many lines the heading takes that stays at the top of the pane."""
        return 1 if self._geometry.headed and self.size.height > self._geometry.row_height else 0

    def _reveal(self) -> bool:
        """Scroll as little as is needed to have the whole row of the cursor in sight."""
        first = self._geometry.line_of(self._cursor)
        if first - self._pinned() < self.top:
            return self.set_top(first - self._pinned())
        return self.set_top(max(self.top, first + self._geometry.row_height - self.size.height))

    def _place(self, offset: int) -> None:
        """Put the cursor's row at a distance from the pane's top, as far as it can be there in whole."""
        if not self._geometry.rows:
            self.top = 0
            return
        self.set_top(self._geometry.line_of(self._cursor) - offset)
        self._reveal()

    @property
    def _page(self) -> int:
        return max(1, (self.size.height - self._pinned()) // self._geometry.row_height)

    def _leap(self, rows: int) -> None:
        """Move by many rows with the cursor staying at its height on the screen."""
        geometry = self._geometry
        if geometry.rows:
            target = min(max(0, self._cursor + rows), geometry.rows - 1)
            self._go(target, top=self.top + geometry.line_of(target) - geometry.line_of(self._cursor))

    def cmd_down(self, count: int | None = None) -> None:
        """Move down by rows."""
        self._go(self._cursor + (count or 1))

    def cmd_up(self, count: int | None = None) -> None:
        """Move up by rows."""
        self._go(self._cursor - (count or 1))

    def cmd_page_down(self, count: int | None = None) -> None:
        """Move down by pages."""
        self._leap(self._page * (count or 1))

    def cmd_page_up(self, count: int | None = None) -> None:
        """Move up by pages."""
        self._leap(-self._page * (count or 1))

    def cmd_half_down(self, count: int | None = None) -> None:
        """Move down by half pages."""
        self._leap(max(1, self._page // 2) * (count or 1))

    def cmd_half_up(self, count: int | None = None) -> None:
        """Move up by half pages."""
        self._leap(-max(1, self._page // 2) * (count or 1))

    def cmd_start(self, count: int | None = None) -> None:
        """Go to the first row, with a count to that row."""
        self._go((count or 1) - 1)

    def cmd_end(self, count: int | None = None) -> None:
        """Go to the last row, with a count (above 1) to that row."""
        self._go(count - 1 if count and count > 1 else self._geometry.rows - 1)

    def cmd_next_section(self, count: int | None = None) -> None:
        """Go to the first row of the next section; past the last, to the last row."""
        if not self._geometry.rows:
            return
        section = self._geometry.section_of(self._cursor) + (count or 1)
        if section >= len(self._geometry.sections):
            self.cmd_end()
        else:
            self._go(self._geometry.first_row(section), top=self._geometry.heading_line(section))

    def cmd_previous_section(self, count: int | None = None) -> None:
        """Go to the first row of this section, or if there already, of the one before."""
        if not self._geometry.rows:
            return
        section = self._geometry.section_of(self._cursor)
        back = (count or 1) - (0 if self._cursor == self._geometry.first_row(section) else 1)
        section = max(0, section - back)
        self._go(self._geometry.first_row(section), top=min(self.top, self._geometry.heading_line(section)))

    def cmd_open(self, count: int | None = None) -> None:
        """Open the article under the cursor."""
        if self._selected is not None:
            self.post_message(self.Opened(self._selected))

    def on_click(self, event: events.Click) -> None:
        """Select the clicked row; a click on the selected one opens it."""
        spot = self._spot_at(event.y)
        if spot.kind != "row" or event.x >= self.line_width:
            return
        event.stop()
        if spot.row == self._cursor:
            self.cmd_open()
        else:
            self._go(spot.row)

    # Drawing

    @property
    def total_lines(self) -> int:
        """How many lines the view takes."""
        return self._geometry.lines

    @property
    def wheel_lines(self) -> int:
        """One row, so that rows stay whole under the wheel."""
        return self._geometry.row_height

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size, with the cursor's row at its height on the screen."""
        offset = self._geometry.line_of(self._cursor) - self.top if self._geometry.rows else 0
        self._lay_out()
        self._place(min(offset, max(0, self.size.height - self._geometry.row_height)))
        self._restore_pending()
        self._forget_painted()

    def on_focus(self) -> None:
        """Show the cursor as the one that keys move."""
        self._refresh_row(self._cursor)

    def on_blur(self) -> None:
        """Show the cursor as the one of another pane."""
        self._refresh_row(self._cursor)

    def _lay_out(self) -> None:
        sections = self._rows.view.sections if self._rows is not None else ()
        grouped = any(section.key is not None for section in sections)
        shape = Shape.of(self.line_width, self.size.height, grouped)
        self._geometry = Geometry(sections, shape.height)
        if self._painter is not None and self._painter.shape != shape:
            self._painter = None

    def _paint(self) -> RowPainter:
        """Return the painter for the present look and shape."""
        look = look_of(self)
        if self._painter is None or self._painter_look is not look:
            grouped = self._geometry.headed
            shape = Shape.of(self.line_width, self.size.height, grouped)
            self._painter = RowPainter(look, words_of(self), self.topic_name, shape)
            self._painter_look = look
            self._painted.clear()
        return self._painter

    def _spot_at(self, y: int) -> Spot:
        return self._geometry.at(self.top + y)

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the pane; its first one always says in which section the rows below it are."""
        painter = self._paint()
        if not self._geometry.rows:
            return self._empty_line(y, painter)
        spot = self._spot_at(y)
        if spot.kind == "heading" or (y == 0 and self._pinned() and spot.kind != "end"):
            section = spot.section - 1 if spot.kind == "gap" else spot.section
            shown = self._geometry.sections[section]
            return painter.heading(heading(shown.key or "", words_of(self)).upper(), shown.count)
        if spot.kind != "row":
            return painter.blank()
        return self._row(spot.row, painter)[spot.part]

    def _row(self, row: int, painter: RowPainter) -> tuple[Strip, ...]:
        cursor: Cursor = "none" if row != self._cursor else "here" if self.has_focus else "away"
        strips = self._painted.get((row, cursor))
        if strips is None:
            listed = self._rows.get(row) if self._rows is not None else None
            strips = painter.row(listed, cursor) if listed is not None else painter.blank_row(cursor)
            if len(self._painted) >= _PAINTED_KEPT:
                self._painted.clear()
            self._painted[row, cursor] = strips
        return strips

    def _empty_line(self, y: int, painter: RowPainter) -> Strip:
        look = look_of(self)
        room = max(1, self.line_width - 4)
        lines = [
            (line, "list.empty" if number else "list.empty_strong")
            for number, part in enumerate(self._empty.split("\n"))
            for line in (fill(composed(part), room, 6) or ("",))
        ]
        start = max(0, min(2, self.size.height - len(lines)))
        if not start <= y < start + len(lines) or self.line_width < 3:
            return painter.blank()
        text, style = lines[y - start]
        strip = Strip([Segment("  ", painter.ground), Segment(text, look.style(style))])
        return strip.adjust_cell_length(self.line_width, painter.ground)

    def _refresh_row(self, row: int) -> None:
        if self._geometry.rows:
            self.refresh_pane_lines(self._geometry.line_of(row), self._geometry.row_height)

    def _forget_painted(self, row: int | None = None) -> None:
        if row is None:
            self._painted.clear()
        else:
            for cursor in ("none", "here", "away"):
                self._painted.pop((row, cursor), None)
