"""A note as a page: its lines, one of its links under the cursor, scrolled by lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from tui.widgets.host import look_of
from tui.widgets.keyed import Keyed
from tui.widgets.list.scroller import LineScroller
from tui.widgets.reader.paint import paint
from tui.widgets.reader.sheet import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.strip import Strip

    from tui.commands import Context
    from tui.note_text import LinkRun, NoteLink, NoteText


class NoteView(Keyed, LineScroller, can_focus=True):
    """Shows what it is given, set anew for each width."""

    DEFAULT_CSS = "NoteView { height: 1fr; width: 1fr; }"
    context: ClassVar[Context] = "note"

    @dataclass
    class Followed(Message):
        """A link was clicked: its number."""

        number: int

    def __init__(self, measure: int) -> None:
        """Make it empty; ``measure`` is the width of the text in cells, at most."""
        super().__init__()
        self._measure = measure
        self._make: Callable[[int], NoteText] | None = None
        self._text: NoteText | None = None
        self._laid_for = 0
        self.link: int | None = None
        """The link under the cursor, None for none."""

    def show(self, make: Callable[[int], NoteText], *, keep: bool = False) -> None:
        """Show what ``make`` sets for a width; with ``keep`` the place stays."""
        self._make, self._laid_for = make, 0
        if not keep:
            self.top, self.link = 0, None
        self._lay_out()
        self.set_top(self.top)
        self.refresh()

    @property
    def _room(self) -> int:
        return max(1, min(self._measure, self.line_width - 4))

    @property
    def _left(self) -> int:
        return max(0, (self.line_width - self._room) // 2)

    def _lay_out(self) -> None:
        self.measure()
        if self._make is not None and self.pane.width and self._laid_for != self._room:
            self._laid_for = self._room
            self._text = self._make(self._room)
            if self.link is not None and self.link >= len(self._text.links):
                self.link = None

    def on_resize(self, event: events.Resize) -> None:
        """Set the note for the new width."""
        self._lay_out()
        self.set_top(min(self.top, self.max_top))

    @property
    def total_lines(self) -> int:
        """How many lines there are, with one of air above and below."""
        return len(self._text.lines) + 2 if self._text is not None else 0

    @property
    def links(self) -> tuple[NoteLink, ...]:
        """The links, in their order."""
        return self._text.links if self._text is not None else ()

    def step_link(self, by: int) -> None:
        """Go to a later or earlier link, round the ends, and bring it into view."""
        if not self.links:
            return
        if self.link is None:
            self.link = 0 if by > 0 else len(self.links) - 1
        else:
            self.link = (self.link + by) % len(self.links)
        row = self._row_of(self.link)
        if row is not None and not self.top <= row < self.top + self.pane.height:
            self.set_top(row - self.pane.height // 3)
        self.refresh()

    def _row_of(self, number: int) -> int | None:
        lines = self._text.lines if self._text is not None else ()
        return next(
            (at + 1 for at, line in enumerate(lines) for it in line.links if it.number == number), None
        )

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the pane."""
        look = look_of(self)
        ground = look.style("page.text")
        at = self.top + y - 1
        lines = self._text.lines if self._text is not None else ()
        line = lines[at] if 0 <= at < len(lines) else None
        if line is None:
            return paint(Line(0, 0, "", "blank"), 0, self.line_width, ground, ground, ())
        layers = [(run.start, run.end, look.style(run.style)) for run in line.runs]
        here = look.style("markdown.link_here")
        layers += [(it.start, it.end, here) for it in line.links if it.number == self.link]
        base = look.style("reader.note")
        return paint(Line(0, 0, line.text, "note"), self._left, self.line_width, ground, base, layers)

    def _link_at(self, x: int, y: int) -> LinkRun | None:
        from tui.cells import head

        at = self.top + y - 1
        lines = self._text.lines if self._text is not None else ()
        if not 0 <= at < len(lines) or x < self._left:
            return None
        letter = len(head(lines[at].text, x - self._left))
        return next((it for it in lines[at].links if it.start <= letter < it.end), None)

    def on_click(self, event: events.Click) -> None:
        """Follow a link."""
        if (found := self._link_at(event.x, event.y)) is not None:
            event.stop()
            self.link = found.number
            self.refresh()
            self.post_message(self.Followed(found.number))
