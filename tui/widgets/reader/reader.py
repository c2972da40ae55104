"""The reader: an article set in lines, with its entities, a find, a selection, and a place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.cells import head
from tui.cells import width as cells_of
from tui.widgets.host import words_of
from tui.widgets.reader.legend import legend
from tui.widgets.reader.notes_beside import BETWEEN, GUTTER
from tui.widgets.reader.place_view import PlaceView
from tui.widgets.reader.wrap import clusters

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from tui.note_text import NoteLink
    from tui.themes import Look
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.paint import Layer
    from tui.widgets.reader.sheet import Line
    from tui.widgets.reader.spans import Group


_SCROLL_EVERY = 0.08
"""Seconds a line takes while the mouse draws a selection out past the edge of the text."""


class Reader(PlaceView):
    """Shows one article: reading, pointing at entities and highlights, finding, selecting."""

    class NoteClicked(Message, namespace="reader"):
        """A note was clicked, below the text or beside it, or a link in it."""

        def __init__(self, note: str, link: NoteLink | None) -> None:
            """Keep the note's id, and the link."""
            super().__init__()
            self.note = note
            self.link = link

    def __init__(self, *, measure: int = 80, id: str | None = None) -> None:
        """Make an empty reader that sets text at most ``measure`` cells wide."""
        super().__init__(measure=measure, id=id)
        self._pressed: tuple[int, int] | None = None
        self._pointer = (0, 0)
        self._scrolling: Timer | None = None

    def show(self, page: Page, *, at: int = 0) -> None:
        """Show a page with the line that holds the offset ``at`` at the top."""
        self._pressed, self._caret = None, False
        super().show(page, at=at)

    def step_back(self) -> bool:
        """Take back, one a time: selection, find or hit, focus, raw text; False when none is there."""
        if self.selecting:
            self.stop_selecting()
        elif self.finding:
            self.find_clear()
        elif self._hit is not None:
            self.leave_hit()
        elif self._focus is not None or self._caret or self._chosen or self.highlight_pointed_at():
            self._let_go()
        elif self._raw:
            self.cmd_raw()
        else:
            return False
        return True

    def offset_at(self, x: int, y: int, *, nearest: bool = False) -> int | None:
        """Return the offset of the letter at a cell of the view; None where the article has none.

        ``nearest`` gives the closest one of that line, or the line's place for a made-up one.
        """
        index = self.scroll_offset.y + y
        if not 0 <= y < self._rows or index >= len(self._sheet.lines):
            return None
        line = self._sheet.lines[index]
        if not line.own:
            return line.start if nearest else None
        column = x - self._left - line.indent
        if column < 0:
            return line.start if nearest else None
        at = 0
        for start, _, wide in clusters(line.text):
            if column < at + wide:
                return line.start + start
            at += wide
        return line.end if nearest else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Start a selection, or a click."""
        offset = self.offset_at(event.x, event.y, nearest=True)
        self._pressed = None if offset is None or event.button != 1 else (offset, offset)
        if self._pressed is not None and self._page is not None:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw a selection out; while the pointer is held above or below the text, the page goes on."""
        if self._pressed is None:
            return
        self._pointer = event.x, event.y
        outside = not 0 <= event.y < self._rows
        if outside and self._scrolling is None:
            self._scrolling = self.set_interval(_SCROLL_EVERY, self._draw_out)
        elif not outside:
            self._stop_scrolling()
        self._draw_out()

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    def _draw_out(self) -> None:
        """Select up to where the pointer is held, one line further where that is outside the text."""
        if self._pressed is None:
            self._stop_scrolling()
            return
        x, y = self._pointer
        if y < 0:
            self._go(self._top - 1)
        elif y >= self._rows:
            self._go(self._top + 1)
        y = max(0, min(y, self._rows - 1, len(self._sheet.lines) - 1 - self.scroll_offset.y))
        offset = self.offset_at(x, y, nearest=True)
        if offset is None or offset == self._pressed[1]:
            return
        self._pressed = (self._pressed[0], offset)
        self._drag(*self._pressed)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a selection, or click."""
        pressed, self._pressed = self._pressed, None
        self._stop_scrolling()
        self.release_mouse()
        if event.button != 1:
            return
        if self._page is not None and event.y == self.size.height - 1:
            self._click_legend(event.x)
        elif pressed is not None and pressed[0] == pressed[1]:
            self._click(event.x, event.y)

    def on_click(self, event: events.Click) -> None:
        """Select the word that was clicked twice, the sentence that was clicked three times."""
        offset = self.offset_at(event.x, event.y) if event.chain > 1 and event.button == 1 else None
        walk = self.caret
        if offset is None or self._page is None or not walk:
            return
        place = walk.nearest(offset)
        if event.chain == 2:
            first, last = walk.word(place)
            self.select(first, walk.end_of(last))
        else:
            self.select(*walk.sentence(place))

    def _drag(self, pressed: int, here: int) -> None:
        """Select from the letter that was pressed to the one here, both included, or up to a line's end."""
        walk = self.caret
        if not walk:
            return

        def last(offset: int) -> int:
            place = walk.nearest(offset)
            return place if place <= offset else walk.before(offset)

        onward = here >= pressed
        self._anchor = walk.nearest(pressed) if onward else last(pressed)
        self._goal = None
        self._set_head(last(here) if onward else walk.nearest(here))

    def _note_under(self, x: int, y: int) -> NoteClicked | None:
        """Return what a click on a note, below the text or beside it, is to tell."""
        line, at = None, x - self._left
        if self._beside is not None and at >= self._text_width + BETWEEN:
            line, at = self._beside.line_at(y, self._top), at - self._text_width - BETWEEN - GUTTER
        elif (index := self.scroll_offset.y + y) < len(self._sheet.lines):
            line = self._sheet.lines[index]
        if line is None or not line.note:
            return None
        letter = len(head(line.text, at)) if at >= 0 else -1
        link = next((link for start, end, link in line.links if start <= letter < end), None)
        return self.NoteClicked(line.note, link)

    def _click(self, x: int, y: int) -> None:
        self.stop_selecting()
        if (told := self._note_under(x, y)) is not None:
            self.post_message(told)
            return
        index = self.scroll_offset.y + y
        line = self._sheet.lines[index] if index < len(self._sheet.lines) else None
        if line is not None and line.kind == "folded":
            self.cmd_related()
            return
        if line is not None and line.of:
            self.post_message(self.HighlightClicked(line.of))
            return
        offset = self.offset_at(x, y)
        if offset is None:
            return
        mention = self._marks.at(offset)
        if mention is not None and self._reachable(self._marks.mentions[mention]):
            self._caret = False
            self._focus_on(mention)
            return
        self._focus_on(None)
        self._cursor, self._caret, self._chosen, self._awaited_highlight = offset, True, "", ""
        self.restyle()
        if (here := self.highlight_here()) is not None:
            self.post_message(self.HighlightClicked(here.highlight.id))

    def _click_legend(self, x: int) -> None:
        group = self._legend_group(x)
        if group is not None:
            self.hide_types(self._hidden ^ {group})

    def _legend_group(self, x: int) -> Group | None:
        if self._look is None or self._notice:
            return None
        at = self._left
        for entry in legend(self._marks, self._hidden, self._emphasis, words_of(self), self._look):
            end = at + cells_of(entry.label)
            if at <= x < end:
                return entry.group
            at = end + 1
        return None

    def _layers(self, line: Line, look: Look) -> list[Layer]:
        layers = super()._layers(line, look)
        if not self._caret or self.selecting or self._cursor is None:
            return layers
        if line.start <= self._cursor < line.end:
            at = self._cursor - line.start
            end = next((end for start, end, _ in clusters(line.text) if start == at), at + 1)
            layers.append((at, end, look.style("reader.caret")))
        return layers
