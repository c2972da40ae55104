"""Choosing which types of entities are marked, with the page in view behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.cells import width as cells_of
from tui.widgets.host import look_of, words_of
from tui.widgets.overlay import Overlay
from tui.widgets.reader.legend import Entry, legend
from tui.widgets.reader.spans import GROUPS, Group

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

    from tui.widgets.reader.entity_view import EntityView

_WIDTH = 30


class _Types(Widget, can_focus=True):
    """The lines of the box: one type a line, a digit before each."""

    DEFAULT_CSS = """
    _Types { width: 30; height: auto; }
    _Types:ansi { width: 32; border: solid ansi_default; }
    """

    def __init__(self, reader: EntityView) -> None:
        super().__init__()
        self._reader = reader
        self.cursor = 0

    def entries(self) -> tuple[Entry, ...]:
        """The legend as it stands."""
        reader = self._reader
        return legend(reader.marks, reader.hidden_types, "all", words_of(self), look_of(self))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A title, the types, and what to press."""
        return len(self.entries()) + 4

    def render_line(self, y: int) -> Strip:
        """Draw one line of the box."""
        look, words = look_of(self), words_of(self)
        ground, muted = look.style("box.text"), look.style("box.muted")
        entries = self.entries()
        row = y - 2
        pieces: list[Segment]
        if y == 0:
            pieces = [Segment("  " + words("reading.types.title"), look.style("box.title"))]
        elif 0 <= row < len(entries):
            entry = entries[row]
            ground = ground + look.style("box.cursor") if row == self.cursor else ground
            count = str(entry.count) if entry.count else "–"
            mark = "●" if entry.on else "○"
            gap = _WIDTH - 8 - cells_of(entry.label) - len(count)
            pieces = [
                Segment(f"  {GROUPS.index(entry.group) + 1} {mark} ", ground),
                Segment(entry.label, ground + entry.style + ground.background_style),
                Segment(" " * gap + count, ground),
            ]
        elif row == len(entries) + 1:
            pieces = [Segment("  " + words("reading.types.help", n=len(entries)), muted)]
        else:
            pieces = []
        return Strip(pieces).adjust_cell_length(self.size.width, ground)

    def toggle(self, group: Group) -> None:
        """Switch a type on or off, at once on the page."""
        self._reader.hide_types(self._reader.hidden_types ^ {group})
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Switch the type that was clicked."""
        where = event.get_content_offset(self)
        row = -1 if where is None else where.y - 2
        if 0 <= row < len(self.entries()):
            self.cursor = row
            self.toggle(self.entries()[row].group)


class TypesScreen(Overlay[None]):
    """A small box over the page: digits or Space switch types, ``a`` all of them; Esc closes."""

    DEFAULT_CSS = """
    TypesScreen { align: right bottom; background: transparent; }
    TypesScreen _Types { margin: 0 2 2 0; }
    """

    def __init__(self, reader: EntityView) -> None:
        """Choose for a reader."""
        super().__init__()
        self._types = _Types(reader)
        self._reader = reader

    def compose(self) -> ComposeResult:
        """The box."""
        yield self._types

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss()

    def on_key(self, event: events.Key) -> None:
        """Switch, move, or close."""
        event.stop()
        entries = self._types.entries()
        box = self._types
        key = event.key
        if key in ("escape", "enter", "y", "q"):
            self.dismiss()
        elif key in ("down", "j"):
            box.cursor = min(box.cursor + 1, len(entries) - 1)
        elif key in ("up", "k"):
            box.cursor = max(box.cursor - 1, 0)
        elif key == "space":
            box.toggle(entries[box.cursor].group)
        elif key == "a":
            hidden = self._reader.hidden_types
            self._reader.hide_types(() if hidden else GROUPS)
        elif key.isdecimal() and 1 <= int(key) <= len(entries):
            box.cursor = int(key) - 1
            box.toggle(entries[box.cursor].group)
        box.refresh()
