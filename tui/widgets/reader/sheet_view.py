"""A page on the screen: set for the width there is, scrolled by lines, drawn line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.drawn_lines import DrawnLines
from tui.widgets.host import look_of, words_of
from tui.widgets.reader.notes_beside import BETWEEN, NotesBeside, notes_beside
from tui.widgets.reader.paint import Frame, Layer, Signs, StatusLine, paint
from tui.widgets.reader.sheet import Line, LineKind, Setting, Sheet
from tui.widgets.reader.typeset import typeset
from tui.widgets.reader.typeset_notes import kept_in_lines
from tui.widgets.reader.wrap import drawable, wrap

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.geometry import Region

    from annotations.model import Note
    from tui.themes import Look
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.paragraphs import Wrapped
    from tui.widgets.reader.placed import Placed

_STYLES: dict[LineKind, str] = {
    "blank": "page.text", "header": "reader.meta", "title": "reader.title",
    "untitled": "reader.untitled", "meta": "reader.meta",
    "topics": "reader.meta", "heading": "reader.heading", "body": "page.text", "caption": "reader.caption",
    "source": "reader.meta", "byline": "reader.byline", "related": "reader.related",
    "folded": "reader.folded", "rule": "page.rule", "note": "reader.note", "lost": "reader.note",
    "raw": "page.text",
}  # fmt: skip
_STATUS_ROWS = 1
_ROOMY = 30
"""From this many rows on there is air above the status line."""
_NO_SHEET = Sheet((), ())

State = Literal["empty", "loading", "problem", "page"]


class SheetView(DrawnLines, ScrollView, can_focus=True):
    """Sets a page, keeps its place, and turns it. The bottom row is its status line."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    SheetView { overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 0; }
    """

    class EndReached(Message, namespace="reader"):
        """The last line has come into view."""

    def __init__(self, *, measure: int = 80, id: str | None = None) -> None:
        """Make an empty reader that sets text at most ``measure`` cells wide."""
        super().__init__(id=id)
        self._measure = measure
        self._page: Page | None = None
        self._state: State = "empty"
        self._message = ""
        self._sheet = _NO_SHEET
        self._strips: dict[int, Strip] = {}
        self._look: Look | None = None
        self._raw = False
        self._related = False
        self._header = False
        self._notice = ""
        self._awaited: int | None = None
        self._beside: NotesBeside | None = None
        self._told_end = False
        self._frame: Frame | None = None
        self._wrapped: Wrapped = {}
        self._kept_of_it: tuple[tuple[Placed, ...], tuple[Note, ...]] = (), ()

    @property
    def page(self) -> Page | None:
        """The page shown, None when there is none."""
        return self._page

    @property
    def position(self) -> int:
        """The offset in ``Article.text`` of the line at the top of the view."""
        return self._sheet.starts[self._top] if self._sheet.starts else self._awaited or 0

    @property
    def progress(self) -> float:
        """How much of the article has been in view, 0..1."""
        total = len(self._sheet.lines)
        return min(1.0, (self._top + self._rows) / total) if total else 0.0

    @property
    def at_end(self) -> bool:
        """Whether the last line is in view."""
        return self._top + self._rows >= len(self._sheet.lines)

    @property
    def _top(self) -> int:
        return min(self.scroll_offset.y, max(0, len(self._sheet.lines) - 1))

    @property
    def _shown(self) -> Size:
        return self._frame.size if self._frame is not None else self.size

    @property
    def _rows(self) -> int:
        """Rows of text in view."""
        return max(1, self._shown.height - self._foot)

    @property
    def _foot(self) -> int:
        """Rows under the text: the status line, with a row of air above it where there is room."""
        return _STATUS_ROWS + (self._shown.height >= _ROOMY)

    @property
    def _text_width(self) -> int:
        width = self._shown.width
        return max(1, min(self._measure, width - (4 if width >= 40 else 2)))

    @property
    def _left(self) -> int:
        beside = self._beside.taken if self._beside is not None else 0
        return (self._shown.width - self._text_width - beside) // 2

    def show(self, page: Page, *, at: int = 0) -> None:
        """Show a page with the line that holds the offset ``at`` at the top."""
        self._page = page
        self._state = "page"
        self._raw = self._related = False
        self._notice = ""
        self._told_end = False
        self._awaited = at
        self._wrapped = {}
        self._set()
        self._go_to_awaited()

    def _go_to_awaited(self) -> None:
        """Go where the page was asked to open; without a size (hidden, not laid out yet) the place waits."""
        if self.size.width and self._awaited is not None:
            self._go(self._sheet.line_of(self._awaited) if self._awaited > 0 else 0)
            self._awaited = None

    def update_page(self, page: Page) -> None:
        """Show the same article with other tags or notes; the place stays."""
        self._page = page
        self._set_again()

    def clear(self) -> None:
        """Show that nothing is open."""
        self._say_instead("empty", "")

    def show_loading(self, heading: str = "") -> None:
        """Show that an article is being opened, with its heading, which is known already."""
        self._say_instead("loading", heading)

    def show_problem(self, text: str, marked: tuple[Placed, ...] = (), notes: tuple[Note, ...] = ()) -> None:
        """Show in place of the article why it cannot be read, then what was marked in it and the notes on
        it."""
        self._kept_of_it = marked, notes
        self._say_instead("problem", text)

    def update_kept(self, marked: tuple[Placed, ...], notes: tuple[Note, ...]) -> None:
        """Show what was marked and noted in an article that cannot be read as it is now; the place stays."""
        if self._state == "problem" and self._page is None and self._kept_of_it != (marked, notes):
            self._kept_of_it = marked, notes
            top = self._top
            self._set()
            self._go(top)

    def _say_instead(self, state: State, message: str) -> None:
        self._page = None
        self._awaited = 0
        self._state, self._message = state, message
        self._set()
        self._go_to_awaited()

    def _set(self) -> None:
        self._strips.clear()
        self._sheet, self._beside = _NO_SHEET, None
        if self.size.width:
            if self._page is not None:
                self._sheet = self._typeset(self._page)
            else:
                self._sheet = self._message_sheet()
        # Only the number of lines changes: telling Textual by assignment would lay out the whole screen.
        height = len(self._sheet.lines) + self._foot
        self.set_reactive(Widget.virtual_size, Size(self.size.width, height))
        self._sheet_changed()
        self.refresh()

    def _typeset(self, page: Page) -> Sheet:
        words, text = words_of(self), self._text_width
        if page.notes and not self._raw:
            width = self.size.width
            self._beside = notes_beside(page, words, width=width, text=text, rows=self._rows)
        beside = self._beside is not None
        setting = Setting(text, self._related, self._raw, beside, self._end_key(), self._header)
        sheet = typeset(page, words, setting, self._wrapped)
        if self._beside is not None:
            self._beside = self._beside.beside(sheet, self._rows)
        return sheet

    def _end_key(self) -> str:
        """The key that goes to the end of the page, as people write it; "" where none is known."""
        return ""

    def _sheet_changed(self) -> None:
        """Called when the lines are new; what lies on them may have to be found again."""

    def _set_again(self) -> None:
        if not self.size.width:
            return  # a hidden pane keeps its lines and its place until it is seen again
        place = self._sheet.place(self._top) if self._sheet.starts else None
        self._set()
        if self._awaited is not None:
            self._go_to_awaited()
        elif place is not None:
            self._go(self._sheet.at_place(place))

    def _message_sheet(self) -> Sheet:
        words = words_of(self)
        lines = [Line(0, 0, "", "blank")] * max(1, self._rows // 3)
        parts: list[tuple[str, LineKind]]
        if self._state == "problem":
            parts = [(self._message, "body")]
        elif self._state == "loading":
            parts = [(self._message, "heading"), (words("reading.loading"), "meta")]
        else:
            parts = [(words("reading.empty"), "meta")]
        for text, kind in parts:
            clean = drawable(text)
            lines += [Line(0, 0, clean[start:end], kind) for start, end in wrap(clean, self._text_width)]
        if self._state == "problem":
            lines += kept_in_lines(*self._kept_of_it, words, self._text_width)
        return Sheet(tuple(lines), (0,) * len(lines))

    def on_resize(self, event: events.Resize) -> None:
        """Set the page for the new size, keeping the place."""
        self._set_again()

    def on_focus(self) -> None:
        """Show that keys go here."""
        self.refresh_status()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.refresh_status()

    def restyle(self) -> None:
        """Draw everything anew: the look, or what lies on the text, is another."""
        self._strips.clear()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; what they share is worked out once."""
        self._frame = self._framed()
        try:
            return super().render_lines(crop)
        finally:
            self._frame = None

    def _framed(self) -> Frame:
        return Frame(self.size, self.scroll_offset.y, self._rows, self._left)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        look, frame = look_of(self), self._frame or self._framed()
        if look is not self._look:
            self._look = look
            self._strips.clear()
        width = frame.size.width
        if y >= frame.rows:
            last = y == frame.size.height - 1
            return self._draw_status(look) if last else Strip.blank(width, look.style("page.text"))
        index = frame.top + y
        strip = self._strips.get(index)
        if strip is None:
            strip = self._strips[index] = self._draw(index, look, frame)
        if self._beside is None:
            return strip
        at = frame.left + self._text_width + BETWEEN
        return Strip.join([strip.crop(0, at), self._beside.draw(y, self._top, width - at, look)])

    def _draw(self, index: int, look: Look, frame: Frame) -> Strip:
        ground, width = look.style("page.text"), frame.size.width
        if index >= len(self._sheet.lines):
            return Strip.blank(width, ground)
        line = self._sheet.lines[index]
        layers: list[Layer] = [(run.start, run.end, look.style(run.style)) for run in line.runs]
        signs = Signs()
        if line.own:
            layers += self._layers(line, look)
        self._sign(line, look, signs)
        return paint(line, frame.left, width, ground, self._base(line, look), layers, signs)

    def _sign(self, line: Line, look: Look, signs: Signs) -> None:
        """Put the signs on a line that stand on it or beside it."""

    def _base(self, line: Line, look: Look) -> Style:
        """Return the style of a line's text before anything lies on it."""
        return look.style(_STYLES[line.kind])

    def _layers(self, line: Line, look: Look) -> list[Layer]:
        """Return what lies on a line of the article's own text, lowest first."""
        return self._grounds(line, look)

    def _grounds(self, line: Line, look: Look) -> list[Layer]:
        """Return what lies under everything else on a line."""
        return []

    def _grounded(self, start: int, end: int) -> bool:
        """Whether a stretch of the text lies on such a ground somewhere."""
        return False

    def _draw_status(self, look: Look) -> Strip:
        right = f"{round(self.progress * 100)} %" if self._page is not None else ""
        left = [(self._notice, look.style("reader.notice"))] if self._notice else self._status(look)
        line = StatusLine(left, right, self.has_focus and self._page is not None)
        return line.paint(self._left, self._text_width, self._shown.width, look)

    def _status(self, look: Look) -> list[tuple[str, Style]]:
        """Return what stands on the left of the status line."""
        return []

    def _tell(self, notice: str) -> None:
        """Say something on the status line until the next thing happens ("" for nothing)."""
        if notice != self._notice:
            self._notice = notice
            self.refresh_status()

    def refresh_status(self) -> None:
        """Draw the status line anew."""
        self.refresh_line(self.scroll_offset.y + self.size.height - 1)

    def _go(self, top: int) -> None:
        self._notice = ""
        self.scroll_to(y=max(0, min(top, self.max_scroll_y)), animate=False)
        self._report_place()

    def _report_place(self) -> None:
        if self._page is None or not self._sheet.starts:
            return
        self.refresh_status()
        if self.at_end != self._told_end:
            self._told_end = self.at_end
            if self.at_end:
                self.post_message(self.EndReached())

    def _bring_out(self, offset: int) -> None:
        """Set the page so that an offset is drawn on it."""
        if self._sheet.folds(offset):
            self._turn(raw=self._raw, related=True)
        elif not self._sheet.draws(offset) and not self._header and not self._raw:
            self._header = True
            self._turn(raw=False, related=self._related)

    def _reveal(self, offset: int) -> None:
        """Bring an offset into view, a third down the page if it has to be fetched."""
        line = self._sheet.line_of(offset)
        if not self._top <= line < self._top + self._rows:
            self._go(line - self._rows // 3)

    def _in_view(self, offset: int) -> bool:
        return self._top <= self._sheet.line_of(offset) < self._top + self._rows

    def cmd_raw(self, count: int = 1) -> None:
        """Switch between the set page and the text as it stands in the file."""
        self._turn(raw=not self._raw, related=self._related)

    def cmd_related(self, count: int = 1) -> None:
        """Unfold the related news and go to them, or fold them away."""
        blocks = self._page.article.blocks if self._page is not None else ()
        first = next((block.start for block in blocks if block.kind == "related"), None)
        if first is None:
            self._tell(words_of(self)("reading.no-related"))
            return
        self._turn(raw=self._raw, related=not self._related)
        if self._related and not self._raw:
            self._go(self._sheet.line_of(first))

    def _turn(self, *, raw: bool, related: bool) -> None:
        """Set the same article another way, with the text at the top of the view staying there."""
        if self._page is None:
            return
        at = self.position
        self._raw, self._related = raw, related
        self._awaited = at
        self._set()
        self._go_to_awaited()
