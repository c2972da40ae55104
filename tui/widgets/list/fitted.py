"""Rows that follow the size of their pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.list.motions import Motions

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Region
    from textual.strip import Strip


class FittedRows(Motions):
    """Rows that are laid out anew when their pane has another size; the cursor's row keeps its height on the
    screen."""

    def lay_out(self) -> None:
        """Lay the rows out for the pane as it is now, and draw none of them as before; a subclass does so."""
        raise NotImplementedError

    def fit(self) -> None:
        """Fit the rows to the widget's size."""
        self.measure()
        offset = self.cursor_offset
        self.lay_out()
        self.place_cursor(min(offset, max(0, self.pane.height - self.geometry.row_height)))

    def on_resize(self, event: events.Resize) -> None:
        """Draw the rows again for the new size, if that has not been done."""
        if self.size != self.pane:
            self.fit()
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines. The first time that is before the rows are told their size; they are laid out for it
        then, and drawn as they are asked for, not once more."""
        if self.size != self.pane:
            with self.unpainted():
                self.fit()
        return super().render_lines(crop)
