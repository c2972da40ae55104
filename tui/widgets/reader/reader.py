"""The reader: an article set in lines, with its entities, a find, a selection, and a place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.cells import head
from tui.cells import width as cells_of
from tui.widgets.host import words_of
from tui.widgets.reader.highlight_view import HighlightView
from tui.widgets.reader.legend import legend
from tui.widgets.reader.notes_beside import BETWEEN, GUTTER
from tui.widgets.reader.page import Page, Quote
from tui.widgets.reader.wrap import clusters

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from tui.note_text import NoteLink
    from tui.themes import Look
    from tui.widgets.reader.paint import Layer, Signs
    from tui.widgets.reader.placed import Placed
    from tui.widgets.reader.sheet import Line
    from tui.widgets.reader.spans import Group


class Reader(HighlightView):
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
        self._place: tuple[int, int] | None = None
        self._on: Placed | None = None

    def show(self, page: Page, *, at: int = 0) -> None:
        """Show a page with the line that holds the offset ``at`` at the top."""
        self._pressed, self._caret = None, False
        super().show(page, at=at)

    def _mark_place(self) -> None:
        """Mark what would be copied or marked, while the keys come here: the highlight, else the sentence,
        unless there is a selection."""
        place = on = None
        if self.has_focus and self._page is not None and self._selection is None and self._sheet.starts:
            on = self.highlight_here()
            quote = self.quote()
            place = (quote.start, quote.end) if quote.end > quote.start else None
        if (place, on) == (self._place, self._on):
            return
        self._on = on
        for start, end in filter(None, (self._place, place)):
            for index in range(self._sheet.line_of(start), self._sheet.line_of(end - 1) + 1):
                self._strips.pop(index, None)
        self._place = place
        self.refresh()

    def _report_place(self) -> None:
        super()._report_place()
        self._mark_place()

    def restyle(self) -> None:
        """Draw everything anew: the look, or what lies on the text, is another."""
        super().restyle()
        self._mark_place()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the place while keys come here, and only then."""
        super().watch_has_focus(has_focus)
        self._mark_place()

    def _sheet_changed(self) -> None:
        super()._sheet_changed()
        self._place = self._on = None
        self._mark_place()

    def _sign(self, line: Line, look: Look, signs: Signs) -> None:
        super()._sign(line, look, signs)
        if self._place is None or not line.own:
            return
        start, end = self._place[0] - line.start, self._place[1] - line.start
        if start >= len(line.text) or end <= 0:
            return
        if self._on is not None:
            signs.beside.setdefault(-1, ("▎", look.style(f"kind.{self._on.highlight.kind}")))
            return
        style = look.style("reader.place")
        signs.beside.setdefault(-1, ("▏", style))
        # Where other sentences stand on its first and last line, it is told apart from them.
        if start > 0:
            signs.within.setdefault(start - 1, ("▕", style))
        if end < len(line.text):
            signs.within.setdefault(end, ("▏", style))

    def quote(self) -> Quote:
        """Return what is selected, else the highlight here, else the sentence under the cursor, or the first
        that begins in view."""
        if self._page is None:
            return Quote("", 0, 0)
        if self._selection is not None:
            return self._quoted(*self._selection)
        here = self.highlight_here()
        if here is not None and here.lost:
            return Quote(here.highlight.quote, 0, 0)
        return self._quoted(here.start, here.end) if here is not None else self.sentence()

    def sentence(self) -> Quote:
        """Return the sentence under the cursor, or the first that begins in view."""
        return self._quoted(*self._sentence_in_view())

    def paragraph(self) -> Quote:
        """Return the paragraph of the sentence under the cursor, or of the first in view."""
        walk = self.caret
        return self._quoted(*walk.paragraph(walk.nearest(self._looked_at()))) if walk else Quote("", 0, 0)

    def _quoted(self, start: int, end: int) -> Quote:
        text = self._page.article.text if self._page is not None else ""
        return Quote(text[start:end], start, end)

    def _looked_at(self) -> int:
        return self.cursor if self._explicit() else self._sentence_in_view()[0]

    # Going on by sentences and paragraphs

    def cmd_next_sentence(self, count: int = 1) -> None:
        """Put the cursor on the next sentence."""
        self._walk_on(count, lambda place: self.caret.next_start(place, "sentence"))

    def cmd_previous_sentence(self, count: int = 1) -> None:
        """Put the cursor on the beginning of the sentence, then on the one before."""
        self._walk_on(count, lambda place: self.caret.backward(place, "sentence"))

    def cmd_next_paragraph(self, count: int = 1) -> None:
        """Put the cursor on the next paragraph."""
        self._walk_on(count, lambda place: self.caret.next_start(place, "paragraph"))

    def cmd_previous_paragraph(self, count: int = 1) -> None:
        """Put the cursor on the beginning of the paragraph, then on the one before."""
        self._walk_on(count, lambda place: self.caret.backward(place, "paragraph"))

    def _walk_on(self, count: int, motion: Callable[[int], int]) -> None:
        walk = self.caret
        if self._page is None or not walk:
            return
        place = began = walk.nearest(self._looked_at())
        for _ in range(count):
            moved = motion(place)
            if moved == place:
                break
            place = moved
        self._chosen, self._hit = "", None
        self._focus_on(None)
        self._cursor, self._caret = place, True
        self._show_whole(walk.sentence(place))
        self.restyle()
        if place == began:
            self._tell(words_of(self)("reading.no-more-sentences"))

    def _show_whole(self, stretch: tuple[int, int]) -> None:
        """Scroll as little as brings a stretch into view, its start first."""
        first, last = self._sheet.line_of(stretch[0]), self._sheet.line_of(max(stretch[0], stretch[1] - 1))
        if last >= self._top + self._rows:
            self._go(min(first, last - self._rows + 2))
        elif first < self._top:
            self._go(first - 1)

    def _sentence_in_view(self) -> tuple[int, int]:
        walk = self.caret
        if not walk:
            return 0, 0
        start, end = walk.sentence(walk.nearest(self._quoted_offset()))
        if start < self.position and self.cursor == self.position:
            # It began above the view: the first one that can be read from its beginning is meant.
            following = walk.sentence(walk.nearest(end))
            if following[0] >= end and self._in_view(following[0]):
                return following
        return start, end

    def _reading_place(self) -> int:
        return self.cursor if self._caret else self._sentence_in_view()[0]

    def _quoted_offset(self) -> int:
        """The cursor, or the start of the first line in view that is the article's own text."""
        offset = self.cursor
        for line in self._sheet.lines[self._top : self._top + self._rows]:
            if line.own and (line.start <= offset < line.end or line.start > offset):
                return max(offset, line.start)
        return offset

    def step_back(self) -> bool:
        """Take back, one a time: selection, find or hit, focus, raw text; False when none is there."""
        if self.selecting:
            self.stop_selecting()
        elif self.finding:
            self.find_clear()
        elif self._hit is not None:
            self._hit = None
            self.restyle()
        elif self._focus is not None or self._caret or self._chosen:
            self._let_go()
        elif self._raw:
            self.cmd_raw()
        else:
            return False
        return True

    def _let_go(self) -> None:
        self._caret, self._chosen = False, ""
        super()._let_go()

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
        """Draw a selection out, scrolling when the pointer leaves the view."""
        if self._pressed is None:
            return
        if event.y < 0:
            self._go(self._top - 1)
        elif event.y >= self._rows:
            self._go(self._top + 1)
        y = max(0, min(event.y, self._rows - 1, len(self._sheet.lines) - 1 - self.scroll_offset.y))
        offset = self.offset_at(event.x, y, nearest=True)
        if offset is None or offset == self._pressed[1]:
            return
        self._pressed = (self._pressed[0], offset)
        self._drag(*self._pressed)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End a selection, or click."""
        pressed, self._pressed = self._pressed, None
        self.release_mouse()
        if event.button != 1:
            return
        if self._page is not None and event.y == self.size.height - 1:
            self._click_legend(event.x)
        elif pressed is not None and pressed[0] == pressed[1]:
            self._click(event.x, event.y)

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
        self._cursor, self._caret, self._chosen = offset, True, ""
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
