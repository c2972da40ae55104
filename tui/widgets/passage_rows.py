"""Passages of many articles, each under its article: two lines each, what was looked for marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from annotations.collection import Section
from seeds.text import display_safe
from tui.cells import composed, cut, fill, width
from tui.dates_in_words import in_words
from tui.marked_text import marked_lines
from tui.widgets.host import look_of, words_of
from tui.widgets.keyed import Keyed
from tui.widgets.list.fitted import FittedRows
from tui.widgets.list.geometry import Geometry
from tui.widgets.list.painter import NOTE
from tui.widgets.list.parts import BAR, Part, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.strip import Strip

    from annotations.collection import Listed
    from tui.concordance import Passage

_LINES = 2
_INDENT = 3
_HANGING = 2
"""Cells by which the further lines of a passage stand in: it is seen where each begins."""
_WIDEST = 100
"""Cells of a passage at most: longer lines are hard to read."""


class PassageRows(Keyed, FittedRows, can_focus=True):
    """Shows passages that keep coming. A subclass says in which context its keys are commands."""

    DEFAULT_CSS = "PassageRows { width: 1fr; height: 1fr; }"

    @dataclass
    class Opened(Message):
        """The passage under the cursor was clicked again."""

    def __init__(self, id: str) -> None:
        """Start with none."""
        super().__init__(id=id)
        self.passages: list[Passage] = []
        self._articles: list[Listed] = []
        self._counts: list[int] = []
        self._sections: list[Section] = []
        self.wanting: Callable[[], None] = lambda: None
        """Called when the end comes near: more may be read."""
        self.wanting_end: Callable[[], None] = lambda: None
        """Called when the end is gone to: what is shown may not be all."""
        self._empty = ""

    def add(self, found: Sequence[tuple[Listed, Sequence[Passage]]]) -> None:
        """Take in the passages of more articles."""
        for listed, inside in found:
            self._sections.append(Section(str(len(self._articles)), len(self.passages), len(inside)))
            self._articles.append(listed)
            self._counts.append(sum(len(it.hits) for it in inside))
            self.passages.extend(inside)
        self.measure()
        self.lay_out()
        self.refresh()

    def show(self, found: Sequence[tuple[Listed, Sequence[Passage]]]) -> None:
        """Show other passages, with the cursor on the same one at the same height, if it is among them."""
        here, offset = self.current, self.cursor_offset
        self.passages, self._articles, self._counts, self._sections = [], [], [], []
        self.add(found)
        if here in self.passages:
            self.cursor = self.passages.index(here)
        self.cursor = min(self.cursor, max(0, len(self.passages) - 1))
        self.place_cursor(offset)

    @property
    def hits(self) -> int:
        """How often what is looked for stands in the passages, all together."""
        return sum(self._counts)

    @property
    def articles(self) -> int:
        """Of how many articles there are passages."""
        return len(self._articles)

    def say(self, empty: str) -> None:
        """Say this while there are no passages."""
        self._empty = empty
        self.refresh()

    @property
    def current(self) -> Passage | None:
        """The passage under the cursor."""
        return self.passages[self.cursor] if self.cursor < len(self.passages) else None

    @property
    def near_end(self) -> bool:
        """Whether what is in sight is near the end."""
        return self.top + 2 * self.pane.height >= self.total_lines or self.total_lines == 0

    @property
    def ends_in_sight(self) -> bool:
        """Whether the cursor is on the last passage, and that in sight."""
        last = len(self.passages) - 1
        return self.cursor >= last and (last < 0 or self.geometry.line_of(last) < self.top + self.pane.height)

    def cmd_end(self, count: int = 1) -> None:
        """Go to the last passage, and to those that are still to be read; with a count, to that one."""
        super().cmd_end(count)
        if count <= 1:
            self.wanting_end()

    def set_top(self, top: int) -> bool:
        """Scroll, and ask for more near the end."""
        moved = super().set_top(top)
        if self.near_end:
            self.wanting()
        return moved

    def row_clicked(self, row: int, again: bool) -> None:
        """A second click opens."""
        if again:
            self.post_message(self.Opened())

    def on_focus(self) -> None:
        """Show the cursor as the one that keys move."""
        self.refresh_row(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as one that waits."""
        self.refresh_row(self.cursor)

    # Drawing

    def lay_out(self) -> None:
        """Lay the rows out."""
        self.geometry = Geometry(tuple(self._sections), _LINES)

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the pane, or what is said while it is empty."""
        if self.geometry.rows:
            return super().draw_line(y)
        lines = fill(composed(self._empty), max(1, self.line_width - 4), 4)
        text = lines[y - 1] if 0 < y <= len(lines) else ""
        return joined([("  " + text, look_of(self).style("list.empty"))], self.line_width, self.ground)

    def heading_strip(self, section: int) -> Strip:
        """Draw the day, title and source of an article, and how often it has what is looked for."""
        listed, look, words = self._articles[section], look_of(self), words_of(self)
        day = in_words(listed.date, words, "short") if listed.date is not None else ""
        count = f"{self._counts[section]:,}"
        told = composed(" · ".join(part for part in (day, display_safe(listed.source or "", 60)) if part))
        cells = min(self.line_width, _WIDEST + _INDENT + 2)
        room = cells - width(count) - 3
        told = cut(told, room // 2)
        heading, ending = composed(display_safe(listed.heading, 300)), ""
        if listed.untitled and heading:  # the beginning of its text, as in the list
            heading, ending = words("row.quote-open") + heading, words("row.quote-close")
        title = cut(heading, max(1, room - width(told) - 2), ending=ending)
        gap = " " * max(1, room - width(title) - width(told) - 1)
        parts: list[Part] = [
            (" ", self.ground),
            (title, look.style("list.title_unread")),
            (gap, self.ground),
            (told + "  ", look.style("list.meta")),
            (count, look.style("list.count")),
        ]
        return joined(parts, self.line_width, self.ground)

    def row_strip(self, row: int, part: int) -> Strip:
        """Draw a line of a passage."""
        look, here = look_of(self), row == self.cursor
        room = max(1, min(self.line_width, _WIDEST + _INDENT) - _INDENT - _HANGING - 1)
        it = self.passages[row]
        if it.note:
            room -= 2
        lines = marked_lines(
            it.text, it.hits, room, _LINES, look.style("list.title"), look.style("passage.hit")
        )
        bar = look.style("list.cursor_bar" if self.has_focus else "list.cursor_bar_away")
        parts: list[Part] = [(BAR, self.ground + bar) if here else (" ", self.ground)]
        indent = _INDENT - 1 + (_HANGING if part else 0)
        parts.append((" " * indent, self.ground))
        if it.note:
            parts.append((f"{NOTE} " if not part else "  ", look.style("list.mark")))
        parts += lines[part] if part < len(lines) else []
        over = look.style("list.cursor" if self.has_focus else "list.cursor_away") if here else None
        return joined(parts, self.line_width, self.ground, over)
