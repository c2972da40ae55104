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


def place_around(
    screen: Screen[Any], box: Widget, reader: Reader, stretch: tuple[int, int], width: int, height: int
) -> None:
    """Put a box right below a stretch of the text (code points, end-exclusive), or right above it; where
    neither has room, the stretch moves to the top of the view and the box stands at the bottom."""
    size, top = screen.app.size, reader.region.y
    left = max(0, min(reader.region.x + (reader.region.width - width) // 2, size.width - width))
    first, last = reader.row_of(stretch[0]), reader.row_of(stretch[1] - 1)
    lowest = size.height - _LOW - height
    if last is not None and top + last + 1 <= lowest:
        row = top + last + 1
    elif first is not None and top + first - height >= top:
        row = top + first - height
    else:
        reader.raise_to_top(stretch[0])
        row = max(0, lowest)
    screen.styles.align = ("left", "top")
    box.styles.margin = (row, 0, 0, left)
