"""The reader: an article set in lines, with its entities, a find, a cursor and a place that outlives a resize."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from seeds.article import Article
from tui.widgets.host import look_of, words_of
from tui.widgets.keyed import Keyed
from tui.widgets.reader.page import Page
from tui.widgets.reader.paint import paint
from tui.widgets.reader.typeset import Setting, Sheet, typeset

_STYLES = {
    "title": "reader.title", "untitled": "reader.untitled", "meta": "reader.meta", "topics": "reader.meta",
    "heading": "reader.heading", "body": "page.text", "caption": "reader.caption", "source": "reader.meta",
    "byline": "reader.byline", "related": "reader.meta", "folded": "reader.folded", "rule": "page.rule",
    "note": "reader.note", "raw": "page.text", "blank": "page.text",
}  # fmt: skip
_OVERLAP = 2
"""Lines that a page keeps of the one before it."""


class Reader(Keyed, ScrollView, can_focus=True):
    """Shows one article and moves in it."""

    context = "reader"
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Reader { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 0; }
    """

    class PositionChanged(Message):
        """The top of the view is elsewhere: ``position`` is its offset, ``progress`` lies in 0..1."""

        def __init__(self, position: int, progress: float) -> None:
            """Keep where the view is."""
            super().__init__()
            self.position = position
            self.progress = progress

    class EndReached(Message):
        """The last line has come into view."""

    def __init__(self, *, measure: int = 80, id: str | None = None) -> None:
        """Make an empty reader that sets text at most ``measure`` cells wide."""
        super().__init__(id=id)
        self._measure = measure
        self._page: Page | None = None
        self._sheet = Sheet((), ())
        self._strips: dict[int, Strip] = {}
        self._raw = False
        self._related = False
        self._told = -1
        self.cursor = 0

    @property
    def page(self) -> Page | None:
        """The page shown, None when there is none."""
        return self._page

    @property
    def position(self) -> int:
        """The offset in ``Article.text`` of the line at the top of the view."""
        return self._sheet.starts[self._top] if self._sheet.starts else 0

    @property
    def progress(self) -> float:
        """How much of the article has been on the screen, 0..1."""
        total = len(self._sheet.lines)
        return min(1.0, (self._top + self.size.height) / total) if total else 0.0

    @property
    def _top(self) -> int:
        return min(self.scroll_offset.y, max(0, len(self._sheet.lines) - 1))

    def show(self, page: Page, *, at: int = 0) -> None:
        """Show a page with the line that holds the offset ``at`` at the top."""
        self._page = page
        self._raw = self._related = False
        self.cursor = at
        self._told = -1
        self._set()
        self._go(self._sheet.line_of(at) if at > 0 else 0)

    def set_mentions(self, article: Article) -> None:
        """Take over the mentions of the article shown, now that they have been read; the place stays."""

    def update_page(self, page: Page) -> None:
        """Show the same article with other tags or notes; the place stays."""
        self._page = page
        self._set_again()

    def clear(self) -> None:
        """Show that nothing is open."""
        self._page = None
        self._set()
        self._go(0)

    def _set(self) -> None:
        self._strips.clear()
        if self._page is None or not self.size.width:
            self._sheet = Sheet((), ())
        else:
            setting = Setting(self._text_width, related=self._related, raw=self._raw)
            self._sheet = typeset(self._page, words_of(self), setting)
        # Only the number of lines changes: telling Textual so by assignment would lay the whole screen out again.
        self.set_reactive(Widget.virtual_size, Size(self.size.width, len(self._sheet.lines)))
        self.refresh()

    def _set_again(self) -> None:
        place = self._sheet.place(self._top) if self._sheet.starts else (0, 0)
        self._set()
        if self._sheet.starts:
            self._go(self._sheet.at_place(place))

    @property
    def _text_width(self) -> int:
        width = self.size.width
        return max(1, min(self._measure, width - (4 if width >= 40 else 2)))

    def on_resize(self, event: events.Resize) -> None:
        """Set the page for the new width, keeping the place."""
        self._set_again()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        index = self.scroll_offset.y + y
        strip = self._strips.get(index)
        if strip is None:
            strip = self._strips[index] = self._draw(index)
        return strip

    def _draw(self, index: int) -> Strip:
        look = look_of(self)
        ground = look.style("page.text")
        width = self.size.width
        if index >= len(self._sheet.lines):
            return Strip.blank(width, ground)
        line = self._sheet.lines[index]
        base = look.style(_STYLES[line.kind])
        layers = [(run.start, run.end, look.style(run.style)) for run in line.runs]
        return paint(line, (width - self._text_width) // 2, width, ground, base, layers)

    def _go(self, top: int) -> None:
        self.scroll_to(y=max(0, min(top, self.max_scroll_y)), animate=False)
        position = self.position
        if position != self._told:
            self._told = position
            self.post_message(self.PositionChanged(position, self.progress))
        if self._page is not None and self.at_end:
            self.post_message(self.EndReached())

    @property
    def at_end(self) -> bool:
        """Whether the last line is in view."""
        return self._top + self.size.height >= len(self._sheet.lines)

    def read_on(self) -> bool:
        """Turn a page; False when the end was already in view."""
        if self.at_end:
            return False
        self.cmd_page_down()
        return True

    @property
    def _page_step(self) -> int:
        return max(1, self.size.height - _OVERLAP)

    def cmd_down(self, count: int = 1) -> None:
        """Scroll down by lines."""
        self._go(self._top + count)

    def cmd_up(self, count: int = 1) -> None:
        """Scroll up by lines."""
        self._go(self._top - count)

    def cmd_page_down(self, count: int = 1) -> None:
        """Turn pages forward."""
        self._go(self._top + count * self._page_step)

    def cmd_page_up(self, count: int = 1) -> None:
        """Turn pages back."""
        self._go(self._top - count * self._page_step)

    def cmd_half_down(self, count: int = 1) -> None:
        """Go half a page forward."""
        self._go(self._top + count * max(1, self.size.height // 2))

    def cmd_half_up(self, count: int = 1) -> None:
        """Go half a page back."""
        self._go(self._top - count * max(1, self.size.height // 2))

    def cmd_start(self, count: int = 1) -> None:
        """Go to the start."""
        self._go(0)

    def cmd_end(self, count: int = 1) -> None:
        """Go to the end."""
        self._go(self.max_scroll_y)

    def cmd_raw(self, count: int = 1) -> None:
        """Switch between the set page and the text as it stands in the file."""
        self._raw = not self._raw
        self._set_again()

    def cmd_related(self, count: int = 1) -> None:
        """Unfold the related news, or fold it away."""
        self._related = not self._related
        self._set_again()
