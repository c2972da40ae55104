"""Selecting in the article: by keys, letter by letter or by larger steps, and by the mouse.

A selection runs from the letter where it began (the anchor) to the one the caret is on (the head), both
included; it is a stretch of ``Article.text`` and outlives a resize.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection

from tui.widgets.host import words_of
from tui.widgets.reader.caret import Caret, Stretch
from tui.widgets.reader.find_view import FindView
from tui.widgets.reader.quoting import without_edges

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style

    from tui.themes import Look
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.paint import Layer
    from tui.widgets.reader.sheet import Line

_COUNTED = 200_000
"""Selections longer than this many code points are counted by their spaces alone."""


class SelectView(FindView):
    """Holds a selection and moves its head; while there is one, the keys of motion move it, not the page."""

    class SelectionChanged(Message, namespace="reader"):
        """A selection has begun, or is over: keys mean something else now."""

        def __init__(self, selecting: bool) -> None:
            """Keep which of both."""
            super().__init__()
            self.selecting = selecting

    def __init__(self, *, measure: int = 80, id: str | None = None) -> None:
        """Make an empty reader."""
        super().__init__(measure=measure, id=id)
        self._selection: Stretch | None = None
        self._anchor = self._head = 0
        self._goal: int | None = None
        self._walk: Caret | None = None

    @property
    def selecting(self) -> bool:
        """Whether there is a selection."""
        return self._selection is not None

    @property
    def selection(self) -> Stretch | None:
        """What is selected (code points, end-exclusive); None when nothing is."""
        return self._selection

    @property
    def caret(self) -> Caret:
        """The motions over the page as it is set now."""
        if self._walk is None or self._walk.sheet is not self._sheet:
            self._walk = Caret(self._sheet, self._page.article.text if self._page is not None else "")
        return self._walk

    def show(self, page: Page, *, at: int = 0) -> None:
        """Show a page with the line that holds the offset ``at`` at the top; nothing is selected in it."""
        self.stop_selecting()
        super().show(page, at=at)

    def select(self, start: int, end: int) -> None:
        """Select a stretch of the text and bring its end into view, or its start if that is too far away."""
        walk = self.caret
        if self._page is None or not walk:
            return
        self._anchor = walk.nearest(start)
        self._set_head(max(self._anchor, walk.before(end)))

    def stop_selecting(self) -> None:
        """End the selection; the place of its beginning stays the one that is pointed at."""
        if self._selection is None:
            return
        if self.hit_under_cursor() is None:
            self._cursor = self._selection[0]
        self._hold(None)

    # Commands

    def cmd_select(self, count: int = 1) -> None:
        """Start a selection with what is pointed at; end the one there is."""
        if self._selection is not None:
            self.stop_selecting()
        elif self._can_select():
            self._goal = None
            self.select(*self._pointed_at())
            for _ in range(count - 1):
                self._set_head(self.caret.word_end(self._head))

    def cmd_select_sentence(self, count: int = 1) -> None:
        """Select the sentence; grow what is selected to whole sentences, then to whole paragraphs."""
        if self._selection is None:
            if not self._can_select():
                return
            start = self._pointed_at()[0]
            self.select(*self.caret.sentence(self.caret.nearest(start)))
            count -= 1
            for _ in range(count):
                self._set_head(self.caret.onward(self._head, "sentence"))
            return
        walk, (start, end) = self.caret, self._selection
        last = walk.before(end)
        for around in (walk.sentence, walk.paragraph):
            grown = around(start)[0], around(last)[1]
            if grown != (start, end):
                self.select(*grown)
                return

    def cmd_select_stop(self, count: int = 1) -> None:
        """End the selection."""
        self.stop_selecting()

    def cmd_swap_ends(self, count: int = 1) -> None:
        """Move the selection's other end from now on."""
        self._anchor, head = self._head, self._anchor
        self._go_to(head)

    def cmd_letter_left(self, count: int = 1) -> None:
        """Move by letters to the left."""
        self._step(self.caret.left, count, letters=True)

    def cmd_letter_right(self, count: int = 1) -> None:
        """Move by letters to the right."""
        self._step(self.caret.right, count, letters=True)

    def cmd_next_word(self, count: int = 1) -> None:
        """Move to the end of the word, then of the next one."""
        self._by_words(count)

    def cmd_previous_word(self, count: int = 1) -> None:
        """Move a word back."""
        self._by_words(-count)

    def cmd_word_end(self, count: int = 1) -> None:
        """Move to the end of the word, then of the next one."""
        self._by_words(count)

    def cmd_line_start(self, count: int = 1) -> None:
        """Move to the beginning of the line."""
        self._step(self.caret.line_start, 1)

    def cmd_line_end(self, count: int = 1) -> None:
        """Move to the end of the line."""
        self._step(self.caret.line_end, 1)

    def cmd_sentence_end(self, count: int = 1) -> None:
        """Move to the end of the sentence, then of the next one."""
        self._step(lambda place: self.caret.onward(place, "sentence"), count)

    def cmd_sentence_start(self, count: int = 1) -> None:
        """Move to the beginning of the sentence, then of the one before."""
        self._step(lambda place: self.caret.backward(place, "sentence"), count)

    def cmd_paragraph_end(self, count: int = 1) -> None:
        """Move to the end of the paragraph, then of the next one."""
        self._step(lambda place: self.caret.onward(place, "paragraph"), count)

    def cmd_paragraph_start(self, count: int = 1) -> None:
        """Move to the beginning of the paragraph, then of the one before."""
        self._step(lambda place: self.caret.backward(place, "paragraph"), count)

    def cmd_name_end(self, count: int = 1) -> None:
        """Move to the end of the name, then of the next one."""
        self._step(lambda place: self._name_after(place), count)

    def cmd_name_start(self, count: int = 1) -> None:
        """Move to the beginning of the name, then of the one before."""
        self._step(lambda place: self._name_before(place), count)

    def _name_after(self, place: int) -> int:
        mentions = self._marks.mentions
        for index in range(max(0, self._marks.after(place) - 1), len(mentions)):
            last = self.caret.before(mentions[index].end)
            if last > place and self._reachable(mentions[index]):
                return last
        return place

    def _name_before(self, place: int) -> int:
        mentions = self._marks.mentions
        for index in range(self._marks.after(place) - 1, -1, -1):
            if self._reachable(mentions[index]):
                return min(place, self.caret.nearest(mentions[index].start))
        return place

    def cmd_down(self, count: int = 1) -> None:
        """Scroll down by lines, or move by lines while selecting."""
        self._by_lines(count) if self.selecting else super().cmd_down(count)

    def cmd_up(self, count: int = 1) -> None:
        """Scroll up by lines, or move by lines while selecting."""
        self._by_lines(-count) if self.selecting else super().cmd_up(count)

    def cmd_page_down(self, count: int = 1) -> None:
        """Turn pages forward, or move by as much while selecting."""
        self._by_lines(count * self._page_lines) if self.selecting else super().cmd_page_down(count)

    def cmd_page_up(self, count: int = 1) -> None:
        """Turn pages back, or move by as much while selecting."""
        self._by_lines(-count * self._page_lines) if self.selecting else super().cmd_page_up(count)

    def cmd_half_down(self, count: int = 1) -> None:
        """Go half a page forward, or move by as much while selecting."""
        self._by_lines(count * max(1, self._rows // 2)) if self.selecting else super().cmd_half_down(count)

    def cmd_half_up(self, count: int = 1) -> None:
        """Go half a page back, or move by as much while selecting."""
        self._by_lines(-count * max(1, self._rows // 2)) if self.selecting else super().cmd_half_up(count)

    def cmd_start(self, count: int = 1) -> None:
        """Go to the start, or move there while selecting."""
        self._step(lambda _: self.caret.first(), 1) if self.selecting else super().cmd_start(count)

    def cmd_end(self, count: int = 1) -> None:
        """Go to the end, or move there while selecting."""
        self._step(lambda _: self.caret.last(), 1) if self.selecting else super().cmd_end(count)

    # How a selection is held and drawn

    def _can_select(self) -> bool:
        if self._page is None:
            return False
        if not self.caret:
            self._tell(words_of(self)("reading.nothing-to-select"))
            return False
        return True

    def _pointed_at(self) -> Stretch:
        """Return the hit or the name that the cursor came to last, or the first word of what the eye is
        on."""
        if (hit := self.hit_under_cursor()) is not None:
            return hit
        mention = self.entity_under_cursor()
        if mention is not None:
            return mention.start, mention.end
        start = self.caret.nearest(self._reading_place())
        end = self.caret.end_of(self.caret.word_end(start))
        return without_edges(self._page.article.text if self._page is not None else "", start, end)

    def _reading_place(self) -> int:
        """Return the offset of what the reader looks at, as far as is known."""
        return self.cursor

    def _step(self, motion: Callable[[int], int], count: int, *, letters: bool = False) -> None:
        if self._selection is None or not self.caret:
            return
        place = self._head
        for _ in range(count):
            moved = motion(place)
            if moved == place:
                break
            place = moved
        if not letters and self._head <= self._anchor < place and self._page is not None:
            # What began behind the other end now begins there: with a whole word, and not with a sign that
            # closes what it left.
            start, end = self.caret.word(self._anchor)[0], self.caret.end_of(place)
            start, _ = without_edges(self._page.article.text, start, end)
            self._anchor = self.caret.nearest(start)
        self._go_to(place)

    def _by_words(self, by: int) -> None:
        """Move the head by words; the selection then begins and ends with whole ones."""
        if self._selection is None or not self.caret:
            return
        walk, head = self.caret, self._head
        for _ in range(abs(by)):
            first, last = walk.word(self._anchor)
            if by > 0 and head < first:
                self._anchor, head = last, min(first, walk.next_word(head))
            elif by > 0:
                self._anchor, head = first, walk.word_end(head)
            elif head > last:
                self._anchor, head = first, max(last, walk.word_before(head))
            else:
                whole = min(self._anchor, head) == first and max(self._anchor, head) >= last
                self._anchor, head = last, walk.word_start(first if whole else head)
        self._go_to(head)

    def _go_to(self, place: int) -> None:
        self._goal = None
        self._set_head(place)

    def _by_lines(self, by: int) -> None:
        walk = self.caret
        if not walk:
            return
        if self._goal is None:
            self._goal = walk.column_of(self._head)
        self._set_head(walk.lines(self._head, by, self._goal))

    @property
    def _page_lines(self) -> int:
        return max(1, self._rows - 2)

    def _set_head(self, place: int) -> None:
        """Move the head, with as little scrolling as shows it."""
        self._head = place
        first, last = sorted((self._anchor, place))
        self._hold((first, self.caret.end_of(last)))
        row = self.caret.row_of(place)
        if row < self._top:
            self._go(row)
        elif row >= self._top + self._rows:
            self._go(row - self._rows + 1)

    def _hold(self, span: Stretch | None) -> None:
        if span == self._selection:
            self.restyle()  # the head may be at the other end
            return
        began, self._selection = self._selection is None, span
        if span is None:
            kept = {widget: where for widget, where in self.screen.selections.items() if widget is not self}
            self.screen.selections = kept
        else:
            first, last = (self._sheet.line_of(offset) for offset in span)
            # What is copied comes from ``get_selection``; Textual only needs to know that there is something.
            self.screen.selections = {self: Selection(Offset(0, first), Offset(0, last))}
        self._notice = ""
        self.restyle()
        if began or span is None:
            self.post_message(self.SelectionChanged(span is not None))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, as it stands in the article, for Textual's own copy."""
        if self._selection is None or self._page is None:
            return None
        start, end = self._selection
        return self._page.article.text[start:end], "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Textual clears selections on a click elsewhere."""
        if selection is None:
            self.stop_selecting()

    def _status(self, look: Look) -> list[tuple[str, Style]]:
        if self._selection is not None and self._page is not None:
            start, end = self._selection
            text = self._page.article.text
            short = end - start <= _COUNTED
            n = len(text[start:end].split()) if short else text.count(" ", start, end) + 1
            told = [(words_of(self)("reading.selected", n=n), look.style("reader.notice"))]
            return [*told, *(("  " + keys, look.style("reader.status")) for keys in self._motion_keys())]
        return super()._status(look)

    def _motion_keys(self) -> tuple[str, ...]:
        """Say which keys move the end of a selection, best first; () where none are known."""
        return ()

    def _layers(self, line: Line, look: Look) -> list[Layer]:
        layers = super()._layers(line, look)
        if self._selection is None:
            return layers
        start, end = self._selection
        if start < line.end and end > line.start:
            first, last = max(start, line.start) - line.start, min(end, line.end) - line.start
            layers.append((first, last, look.style("reader.selected")))
            if line.start <= self._head < line.end:
                at = self._head - line.start
                until = min(line.end, self.caret.end_of(self._head)) - line.start
                layers.append((at, until, look.style("reader.selecting_caret")))
        return layers
