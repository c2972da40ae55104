"""The column of views and facets on the screen: where it stands, and coming to it and leaving it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.containers import Vertical

from tui.screens.base import ROOMY, SIDE_BY_SIDE
from tui.screens.reviewing import Reviewing

if TYPE_CHECKING:
    from tui.commands import Command, Context
    from tui.screens.column import Column
    from tui.screens.viewing import Viewing

COLUMN_CELLS, SPACIOUS_CELLS = 30, 38
"""The width of the column that stands beside the list; and where names need not be cut for want of room."""
SPACIOUS = 190
"""Columns from which there is that room: the list gives it, text and notes keep theirs."""
LEAST_LIST = 30
"""Cells of a list that can be read at all: where the column leaves it fewer, it lies over the list."""


class Beside(Reviewing):
    """Shows the column and puts it away. What fills it is loaded when it is first shown.

    Where there is room for column, list and reader, the column stands there unless the reader has put it away
    for good ("docked"). Where there is none it comes when it is ``called``: it takes the reader's place, so
    that the list stays in sight while it is narrowed, and goes again with Esc, or when an article is opened.
    """

    def __init__(self, *, measure: int = 80) -> None:
        """Start without the column."""
        super().__init__(measure=measure)
        self.column_place = Vertical(id="column-place")
        self.column_place.display = False
        self._column: Column | None = None
        self._called = False
        """Whether the column was called to where it does not stand by itself."""

    @property
    def docked(self) -> bool:
        """Whether the column stands beside list and reader."""
        return self.app.size.width >= ROOMY and self.host.kept.column

    @property
    def spacious(self) -> bool:
        """Whether there is room for a wide column: beside list and reader, or where it has the reader's."""
        cells = self.app.size.width
        return (self.docked and cells >= SPACIOUS) or (self.column_called and cells >= SIDE_BY_SIDE)

    @property
    def column_called(self) -> bool:
        """Whether a column that was called is in sight: not beside what wants the reader's place itself."""
        return self._called and not (self.leafing or self.explaining)

    @property
    def _over(self) -> bool:
        """Whether the column lies over the list: the terminal has no room for both."""
        return self.column_called and self.app.size.width < COLUMN_CELLS + LEAST_LIST

    @property
    def side_by_side(self) -> bool:
        """Whether list and reader are both on the screen."""
        return self.app.size.width >= SIDE_BY_SIDE and not self.column_called

    @property
    def before_list(self) -> int:
        """Cells left of the list."""
        if not self.docked or self.leafing:
            return 0
        return SPACIOUS_CELLS if self.spacious else COLUMN_CELLS

    @property
    def in_column(self) -> bool:
        """Whether the column has the keys."""
        return self._column is not None and self._column.pane.has_focus

    @property
    def place(self) -> Context:
        """Where the reader is: what keys mean now."""
        return "column" if self.in_column else super().place

    def means_here(self, command: Command) -> bool:
        """Whether a command does anything where the cursor is, so that it may stand in the footer."""
        return True

    def keep_column(self, width: int) -> None:
        """The terminal is so wide now: a column that has the keys, or was called, stays in sight."""
        if not (self.in_column or self._called):
            return
        self._called = width < ROOMY
        if self._called:
            self._leave_reader()
        else:
            self.host.kept = self.host.kept._replace(column=True)

    def _leave_reader(self) -> None:
        """The column takes the reader's place."""
        if self.reading:
            self.leave_article()
            self.reading = False

    def settle_column(self) -> None:
        """An article that is read takes its place back from a column that was called."""
        if self.reading:
            self._called = False

    def lay_out_column(self) -> None:
        """Show the column where it belongs on the screen."""
        shown = (self.docked and not self.leafing) or self.column_called
        self.column_place.set_class(self._over, "over")
        below = 1 + self.footer.rows
        self.column_place.styles.height = max(1, self.app.size.height - below) if self._over else "1fr"
        if self.column_place.display != shown:
            self.column_place.display = shown
            if shown and self.painted:
                self.column.renew(after=0)

    @property
    def column(self) -> Column:
        """What fills the column, made at the first call."""
        if self._column is None:
            from tui.screens.column import Column

            self._column = Column(cast("Viewing", self))
            self.column_place.mount(self._column.pane)
        return self._column

    def _footer_grew(self) -> None:
        """The footer takes more rows, or fewer: what lies over the list leaves them to it."""
        if self._over:
            self.lay_out_column()

    def begin_work(self) -> None:
        """The list is there: fill the column beside it."""
        super().begin_work()
        self.watch(self.footer, "rows", self._footer_grew, init=False)
        self.column_changed()

    def column_changed(self) -> None:
        """What the column counts may have changed: the view, marks, articles."""
        if self.painted and self.column_place.display:
            self.column.renew()

    def kept_folds(self) -> tuple[str, ...] | None:
        """Which sections are folded, to be kept for the next time."""
        return self.host.kept.folded if self._column is None else tuple(sorted(self._column.folded))

    def cmd_views(self, count: int = 1) -> None:
        """Go to the views."""
        self._go_to_column("views")

    def cmd_facet_column(self, count: int = 1) -> None:
        """Go to the facets of what is shown."""
        self._go_to_column("facets")

    def _go_to_column(self, section: str) -> None:
        if self.leafing:
            self.leave_notebook()
        if self.app.size.width >= ROOMY:
            self.host.kept = self.host.kept._replace(column=True)
        else:
            self._leave_reader()
            self._called = True
        self.lay_out()
        self.column.go_to(section)
        self.column.renew(after=0)
        self.focus_when_there(self.column.pane)

    def cmd_column(self, count: int = 1) -> None:
        """Show the column or put it away."""
        if self.app.size.width >= ROOMY:
            self.host.kept = self.host.kept._replace(column=not self.host.kept.column)
            if self.in_column:
                self.list.focus()
            self.lay_out()
        elif self._called:
            self.cmd_column_close()
        else:
            self.cmd_views()

    def cmd_column_close(self, count: int = 1) -> None:
        """Go back to the list."""
        if not self.footer.dismiss_failure():
            self.show_list()

    def cmd_clear_filters(self, count: int = 1) -> None:
        """Step back: a column that was called goes before what the list is narrowed to."""
        if self.column_called and self.list.has_focus:
            self.cmd_column_close()
        else:
            super().cmd_clear_filters(count)

    def switch_to_column(self) -> bool:
        """Go from the list to a column that was called, or back, with both in sight; False where there is
        none."""
        if not self.column_called:
            return False
        if self.in_column:
            self.list.focus()
        else:
            self.focus_when_there(self.column.pane)
        return True

    def forget_ways(self) -> None:
        """The list comes to the front: a column that was called goes."""
        self._called = False

    def on_descendant_focus(self) -> None:
        """A column that lies over the list goes when the list gets the keys."""
        if self._over and self.focused is self.list:
            self._called = False
            self.lay_out()
