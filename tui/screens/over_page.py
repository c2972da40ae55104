"""A box over the page that leaves the words in view which it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from textual.screen import Screen
    from textual.widget import Widget

    from tui.widgets.reader import Reader

_LOW = 2
"""Rows kept free under a box at the bottom: the status line and the footer."""


def place_over(
    screen: Screen[Any], box: Widget, reader: Reader, offset: int | None, width: int, height: int
) -> None:
    """Put a box ``width`` cells wide and ``height`` rows high below a place of the text, or above it; where
    neither has room, the page moves up. Without a place it stands at the bottom."""
    size = screen.app.size
    left = max(0, reader.region.x + (reader.region.width - width) // 2)
    row = None if offset is None else reader.row_of(offset)
    above = row is not None and reader.region.y + row >= size.height - height - _LOW
    if above and row is not None and offset is not None and reader.region.y + row <= height + 1:
        reader.raise_to_top(offset)
        above = False
    screen.styles.align = ("left", "top" if above else "bottom")
    box.styles.margin = (1 if above else 0, 0, 0 if above else _LOW, min(left, max(0, size.width - width)))
