"""The rows of the notebook: grouped, drawn line by line, as quick with 100,000 as with five."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from tui.cells import composed, fill
from tui.dates_in_words import heading as month_heading
from tui.note_links import no_title
from tui.tags_in_words import tag_in_words
from tui.widgets.host import look_of, words_of
from tui.widgets.keyed import Keyed
from tui.widgets.list.fitted import FittedRows
from tui.widgets.list.geometry import Geometry
from tui.widgets.notebook.painter import Cursor, NotebookPainter

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.notebook import Annotation, Group, NotebookView
    from tui.commands import Context
    from tui.themes import Look
    from tui.widgets.notebook.painter import Hits

_WINDOW = 48
_PAINTED_KEPT = 256


def _no_hits(text: str) -> tuple[tuple[int, int], ...]:
    return ()


class NotebookRows(Keyed, FittedRows, can_focus=True):
    """Shows a view of the notebook and keeps its cursor on an annotation rather than on a row."""

    context: ClassVar[Context] = "notebook"

    @dataclass
    class Opened(Message):
        """The reader clicked the selected annotation to go to its place."""

        annotation: Annotation

    def __init__(self, *, id: str | None = None) -> None:
        """Make empty rows."""
        super().__init__(id=id)
        self.follower: Callable[[Annotation | None], None] | None = None
        """Called when the cursor is on another annotation, or on none."""
        self._view: NotebookView | None = None
        self._group: Group = "article"
        self._windows: dict[int, tuple[Annotation, ...]] = {}
        self._selected: Annotation | None = None
        self.title: Callable[[str], str] = no_title
        """Says what an article is called, by its id."""
        self._hits: Hits = _no_hits
        self._empty = ""
        self._painter: NotebookPainter | None = None
        self._painter_look: Look | None = None
        self._painted: dict[tuple[int, Cursor], tuple[Strip, ...]] = {}

    def show(self, view: NotebookView, group: Group, *, keep: str = "", hits: Hits = _no_hits) -> None:
        """Show a view with the cursor on the same annotation at the same height (or on ``keep``); where it is
        not in the view any more, on the row that has come into its place. ``hits`` says where in a text what
        is sought stands."""
        self._hits = hits
        self.measure()
        offset, wanted = self.cursor_offset, keep or (self._selected.id if self._selected else "")
        self._view, self._group = view, group
        self._windows.clear()
        self._painted.clear()
        self._painter = None
        self._lay_out()
        at = view.position(wanted, near=self.cursor) if wanted else None
        self.cursor = at if at is not None else min(self.cursor, max(0, view.count - 1))
        if self.pane.height:
            self.place_cursor(offset)
        elif self.geometry.rows:  # it is not in front: its height comes with its size
            self.top = max(0, self.geometry.line_of(self.cursor) - offset)
        self.refresh()
        self._select()

    @property
    def selected(self) -> Annotation | None:
        """The annotation under the cursor."""
        return self._selected

    @property
    def empty(self) -> str:
        """What stands there when there is nothing to show; its first line is the loudest."""
        return self._empty

    @empty.setter
    def empty(self, text: str) -> None:
        self._empty = text
        if not self.total_lines:
            self.refresh()

    def cursor_went(self) -> None:
        """Keep what is under the cursor, and tell."""
        self._select()

    def row_clicked(self, row: int, again: bool) -> None:
        """Go to the place on the second click."""
        if again and self._selected is not None:
            self.post_message(self.Opened(self._selected))

    def _select(self) -> None:
        self._selected = self._get(self.cursor)
        if self.follower is not None:
            self.follower(self._selected)

    def _get(self, row: int) -> Annotation | None:
        if self._view is None or not 0 <= row < self._view.count:
            return None
        number, within = divmod(row, _WINDOW)
        if number not in self._windows:
            if len(self._windows) > 8:
                self._windows.clear()
            self._windows[number] = self._view.window(number * _WINDOW, _WINDOW)
        window = self._windows[number]
        return window[within] if within < len(window) else None

    # Drawing

    def lay_out(self) -> None:
        """Lay the rows out for the pane as it is now."""
        self._lay_out()
        self._painted.clear()

    def on_focus(self) -> None:
        """Show the cursor as the one that keys move."""
        self.refresh_row(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as one that keys do not move."""
        self.refresh_row(self.cursor)

    def _lay_out(self) -> None:
        sections = self._view.sections if self._view is not None else ()
        self.geometry = Geometry(sections, NotebookPainter.height)
        if self._painter is not None and self._painter.width != self.line_width:
            self._painter = None

    def _paint(self) -> NotebookPainter:
        look = look_of(self)
        if self._painter is None or self._painter_look is not look:
            self._painter = NotebookPainter(
                look, words_of(self), self.line_width, self._group, self._hits, self.title
            )
            self._painter_look = look
            self._painted.clear()
        return self._painter

    def heading_strip(self, section: int) -> Strip:
        """Draw what the rows below stand under."""
        painter, shown = self._paint(), self.geometry.sections[section]
        first = self._get(shown.start)
        about = painter.about_article(first) if self._group == "article" and first is not None else ""
        return painter.heading(self._heading(shown.key or ""), about, shown.count)

    def _heading(self, key: str) -> str:
        words = words_of(self)
        said = self._view.heading(key) if self._view is not None else ""
        if self._group == "article":
            return said or words("reading.untitled")
        if not key:
            return words(f"notebook.none.{self._group}")
        if self._group == "month":
            return month_heading(said, words)
        return tag_in_words(said) if self._group == "tag" else said

    def row_strip(self, row: int, part: int) -> Strip:
        """Draw one line of an annotation."""
        painter = self._paint()
        cursor: Cursor = "none" if row != self.cursor else "here" if self.has_focus else "away"
        strips = self._painted.get((row, cursor))
        if strips is None:
            if len(self._painted) >= _PAINTED_KEPT:
                self._painted.clear()
            strips = self._painted[row, cursor] = painter.row(self._get(row), cursor)
        return strips[part]

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the pane, or of what stands there when it is empty."""
        return super().draw_line(y) if self.geometry.rows else self._empty_line(y)

    def _empty_line(self, y: int) -> Strip:
        look, room = look_of(self), max(1, self.line_width - 4)
        lines = [
            (line, "list.empty" if number else "list.empty_strong")
            for number, part in enumerate(self._empty.split("\n"))
            for line in (fill(composed(part), room, 6) or ("",))
        ]
        at = y - max(0, min(2, self.pane.height - len(lines)))
        text, style = lines[at] if 0 <= at < len(lines) else ("", "list.empty")
        strip = Strip([Segment("  ", self.ground), Segment(text, look.style(style))])
        return strip.adjust_cell_length(self.line_width, self.ground)
