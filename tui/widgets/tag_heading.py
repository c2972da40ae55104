"""The line above the page of tags: how many there are, and what the columns count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from tui.cells import cut, width
from tui.widgets.host import look_of, words_of
from tui.widgets.list.parts import Part, joined
from tui.widgets.tag_rows import WIDEST, TagRows

if TYPE_CHECKING:
    from textual.strip import Strip


class TagHeading(Widget):
    """The page's first line: what it is, how many tags there are, and what the columns count."""

    DEFAULT_CSS = "TagHeading { height: 1; }"

    def __init__(self, rows: TagRows) -> None:
        """Take the rows whose columns it names."""
        super().__init__()
        self._rows = rows
        self.told = ""

    def tell(self, told: str) -> None:
        """Say how many tags there are and in which order."""
        self.told = told
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        look, words = look_of(self), words_of(self)
        ground, muted = look.style("bar.header"), look.style("bar.header")
        names = (words("tags.page.articles"), words("tags.page.highlights"))
        right = "".join(
            name.rjust(cells + 2) for name, cells in zip(names, self._rows.columns(), strict=True)
        )
        title = words("tags.page.title")
        cells = min(self.size.width - 1, WIDEST)
        room = cells - width(right) - width(title) - 5
        told = cut(self.told, room) if room > 0 else ""
        gap = max(0, room - width(told))
        parts: list[Part] = [
            (" ", ground),
            (title + "  ", look.style("bar.header_strong")),
            (told, muted),
            (" " * gap, ground),
            (right, muted),
        ]
        return joined(parts, self.size.width, ground)
