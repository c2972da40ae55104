"""One line of text that is cut by words where there is no room for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from tui.cells import cut, width
from tui.widgets.host import look_of
from tui.widgets.list.parts import joined

if TYPE_CHECKING:
    from textual.strip import Strip


class CutLine(Widget, can_focus=False):
    """Shows a text, which was made safe to show, in a style of the look's."""

    DEFAULT_CSS = "CutLine { height: 1; width: 1fr; }"

    def __init__(self, text: str, style: str, *, id: str, classes: str = "") -> None:
        """Take what it says, and in which style."""
        super().__init__(id=id, classes=classes)
        self._text, self._style = text, style

    def say(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        look, cells = look_of(self), self.size.width
        text = self._text if y == 0 else ""
        if width(text) > cells:
            text = cut(text, cells)
        return joined([(text, look.style(self._style))], cells, look.style("box.text"))
