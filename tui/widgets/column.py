"""The column beside the list: views and facets, one line each, under headings that fold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from annotations.collection import Section
from seeds.text import display_safe
from tui.bars_of_blocks import bar
from tui.cells import ELLIPSIS, composed, cut, width
from tui.widgets.host import look_of
from tui.widgets.keyed import Keyed
from tui.widgets.list.fitted import FittedRows
from tui.widgets.list.geometry import Geometry
from tui.widgets.list.parts import BAR, Part, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.strip import Strip

    from tui.column_rows import ColumnRow
    from tui.commands import Context

FOLDED, UNFOLDED = "▸", "▾"
_MARKS = {"": " ", "here": "›", "on": "✓", "off": "−"}
_LABEL_CELLS = 9
"""Cells of the label beside a bar."""
_LEAST_BAR = 4


class ColumnPane(Keyed, FittedRows, can_focus=True):
    """Draws the rows and moves among them; what a row does is the screen's."""

    context: ClassVar[Context] = "column"
    folds: ClassVar[bool] = True
    """Whether sections fold."""

    @dataclass
    class Taken(Message):
        """A row was clicked."""

    def __init__(self, *, id: str = "column") -> None:
        """Make an empty column. ``take_first`` gets each key before it is a command, and says whether it was
        one of a view; ``moved`` is called when the cursor may be on another row."""
        super().__init__(id=id)
        self.rows: Sequence[ColumnRow] = ()
        self.take_first: Callable[[str], bool] = lambda key: False
        self.moved: Callable[[], None] = lambda: None

    def show(self, rows: Sequence[ColumnRow]) -> None:
        """Show rows, with the cursor on the one that it was on."""
        self.measure()
        offset, near = self.cursor_offset, self._nearest()
        self.rows = rows
        self.lay_out()
        places = {row.place: at for at, row in enumerate(rows)}
        self.cursor = next((places[place] for place in near if place in places), self.cursor)
        self.cursor = self._standing(min(self.cursor, max(0, len(rows) - 1)), 1)
        self.place_cursor(offset)
        self.refresh()
        self.moved()

    def _nearest(self) -> list[tuple[str, str, str]]:
        """Return what the cursor is on, then what follows in its section, then what stands above, nearest
        first: where it goes when rows have gone."""
        if (here := self.current) is None:
            return []
        around = (*self.rows[self.cursor :], *reversed(self.rows[: self.cursor]))
        return [row.place for row in around if row.section == here.section and row.kind != "gap"]

    @property
    def current(self) -> ColumnRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def go_to(self, section: str, *, id: str = "") -> None:
        """Put the cursor on a section's row with this id, else on its first, with the section in sight."""
        inside = [at for at, row in enumerate(self.rows) if row.section == section and row.kind != "gap"]
        if not inside:
            return
        first = inside[1] if len(inside) > 1 else inside[0]
        target = next((at for at in inside if id and self.rows[at].id == id), first)
        self.go(target, top=inside[0] if target - inside[0] < self.pane.height else None)
        self.refresh()

    def _standing(self, row: int, step: int) -> int:
        """Return the nearest row in a direction that the cursor can stand on."""
        while 0 <= row < len(self.rows) and self.rows[row].kind == "gap":
            row += step
        return row

    def go(self, row: int, *, top: int | None = None) -> None:
        """Put the cursor on a row, past gaps."""
        row = min(max(0, row), max(0, len(self.rows) - 1))
        row = self._standing(row, 1 if row >= self.cursor else -1)
        super().go(row, top=top)
        self.moved()

    def cmd_next_section(self, count: int = 1) -> None:
        """Go to the heading of the next section."""
        below = [at for at in self._headings() if at > self.cursor]
        if below:
            self.go(below[min(count, len(below)) - 1])

    def cmd_previous_section(self, count: int = 1) -> None:
        """Go to the heading of this section, or if there already, of the one before."""
        above = [at for at in self._headings() if at < self.cursor]
        if above:
            self.go(above[-min(count, len(above))])

    def _headings(self) -> list[int]:
        return [at for at, row in enumerate(self.rows) if row.kind == "heading"]

    def on_key(self, event: events.Key) -> None:
        """A view's own key goes to it; all others are commands."""
        if self.take_first(event.character or event.key):
            event.stop()
            event.prevent_default()
        else:
            super().on_key(event)

    def row_clicked(self, row: int, again: bool) -> None:
        """A click is Enter."""
        self.post_message(self.Taken())

    def on_focus(self) -> None:
        """Show the cursor as the one that keys move."""
        self.refresh_row(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as one that waits."""
        self.refresh_row(self.cursor)

    # Drawing

    def lay_out(self) -> None:
        """Lay the rows out."""
        self.geometry = Geometry((Section(None, 0, len(self.rows)),) if self.rows else (), 1)

    def heading_strip(self, section: int) -> Strip:
        """Nothing: headings are rows here."""
        return joined([], self.line_width, self.ground)

    def row_strip(self, row: int, part: int) -> Strip:
        """Draw a row."""
        shown, look, ground = self.rows[row], look_of(self), self.ground
        if shown.kind == "gap":
            return joined([], self.line_width, ground)
        here = row == self.cursor and (self.has_focus or shown.mark == "here")
        cursor = look.style("list.cursor_bar" if self.has_focus else "list.cursor_bar_away")
        parts: list[Part] = [(BAR, ground + cursor) if here else (" ", ground)]
        parts += self._heading(shown) if shown.kind == "heading" else self._entry(shown)
        over = look.style("list.cursor" if self.has_focus else "list.cursor_away") if here else None
        return joined(parts, self.line_width, ground, over)

    def _heading(self, row: ColumnRow) -> list[Part]:
        look = look_of(self)
        room = max(1, self.line_width - 4)
        name = cut(composed(row.label).upper(), room)
        gap = " " * max(1, self.line_width - 3 - width(name))
        sign = (UNFOLDED if row.open else FOLDED) if self.folds else ""
        return [(name, look.style("list.section")), (gap, self.ground), (sign, look.style("list.count"))]

    def _entry(self, row: ColumnRow) -> list[Part]:
        look, ground = look_of(self), self.ground
        count = f"{row.count:,}" if row.count is not None else ELLIPSIS if row.waits else ""
        if row.kind == "group":
            count = UNFOLDED if row.open else FOLDED
        sign = "side.off" if row.mark == "off" else "side.mark"
        parts: list[Part] = [(_MARKS[row.mark] + " ", look.style(sign))]
        used = 3
        if row.kind in ("view", "group"):
            parts.append(((row.key or " ") + " ", look.style("side.key")))
            used += 2
        room = max(1, self.line_width - used - (width(count) + 1 if count else 0) - 1)
        style = (
            "list.meta"
            if row.kind == "more" or (row.kind == "view" and row.tree is None)
            else f"side.{row.mark or 'text'}"
        )
        label = composed(display_safe(row.label, 120))
        if row.bar >= 0 and room >= _LABEL_CELLS + _LEAST_BAR:
            label = cut(label, _LABEL_CELLS - 1)
            parts += [(label.ljust(_LABEL_CELLS), look.style(style))]
            drawn = bar(row.bar, room - _LABEL_CELLS)
            parts += [(drawn, look.style("side.bar")), (" " * (room - _LABEL_CELLS - len(drawn)), ground)]
        else:
            label = cut(label, room)
            parts += [(label, look.style(style)), (" " * (room - width(label)), ground)]
        return [*parts, (" " + count if count else "", look.style("list.count"))]
