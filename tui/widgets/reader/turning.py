"""Turning pages: by line, half a page, page and to the ends, with keys and the wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.reader.sheet_view import SheetView

if TYPE_CHECKING:
    from textual import events

_OVERLAP = 2
"""Lines that a page keeps of the one before it."""
_WHEEL = 3
"""Lines that one notch of the wheel goes."""


class PageTurner(SheetView):
    """Moves the view over the page; each command takes the count typed before its key."""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll by the wheel."""
        self._wheel(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll by the wheel."""
        self._wheel(event, -_WHEEL)

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        event.prevent_default()
        self._go(self._top + lines)

    def read_on(self) -> bool:
        """Turn a page; False when the end was already in view."""
        if self.at_end:
            return False
        self.cmd_page_down()
        return True

    def cmd_down(self, count: int = 1) -> None:
        """Scroll down by lines."""
        self._go(self._top + count)

    def cmd_up(self, count: int = 1) -> None:
        """Scroll up by lines."""
        self._go(self._top - count)

    def cmd_page_down(self, count: int = 1) -> None:
        """Turn pages forward."""
        self._go(self._top + count * max(1, self._rows - _OVERLAP))

    def cmd_page_up(self, count: int = 1) -> None:
        """Turn pages back."""
        self._go(self._top - count * max(1, self._rows - _OVERLAP))

    def cmd_half_down(self, count: int = 1) -> None:
        """Go half a page forward."""
        self._go(self._top + count * max(1, self._rows // 2))

    def cmd_half_up(self, count: int = 1) -> None:
        """Go half a page back."""
        self._go(self._top - count * max(1, self._rows // 2))

    def cmd_start(self, count: int = 1) -> None:
        """Go to the start."""
        self._go(0)

    def cmd_end(self, count: int = 1) -> None:
        """Go to the end."""
        self._go(self.max_scroll_y)
