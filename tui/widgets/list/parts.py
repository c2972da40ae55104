"""Lines put together from parts: a text and its style each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.cells import head, width

if TYPE_CHECKING:
    from collections.abc import Iterable

Part: TypeAlias = tuple[str, Style]

BAR = "▌"
"""What stands before the row that has the cursor."""


def joined(parts: Iterable[Part], cells: int, ground: Style, over: Style | None = None) -> Strip:
    """Return parts as one line of exactly ``cells``, cut or filled with ``ground``, ``over`` laid over all.

    Spaces before a part's text are ground: pictures of the screen lose spaces that begin a coloured text.
    """
    segments: list[Segment] = []
    used = 0

    def add(text: str, style: Style) -> int:
        taken = width(text)
        if taken > cells - used:
            text = head(text, cells - used)
            taken = width(text)
        if text:
            # A bar that is turned round with its row would be a bar no more.
            kept = over is None or (text == BAR and over.reverse)
            segments.append(Segment(text, style if kept or over is None else style + over))
        return used + taken

    for text, style in parts:
        if text[:1] == " ":
            bare = text.lstrip(" ")
            used = add(text[: len(text) - len(bare)], ground)
            text = bare
        used = add(text, style)
    used = add(" " * (cells - used), ground)
    return Strip(segments, used)
