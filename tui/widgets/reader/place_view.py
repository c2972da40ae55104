"""The place in the text that keys mean when nothing is selected: a bar beside a sentence or a highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.host import words_of
from tui.widgets.reader.highlight_view import HighlightView
from tui.widgets.reader.page import Quote

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.themes import Look
    from tui.widgets.reader.hits import Hits
    from tui.widgets.reader.paint import Signs
    from tui.widgets.reader.placed import Placed
    from tui.widgets.reader.sheet import Line


class PlaceView(HighlightView):
    """Shows what would be copied or marked, and goes on by sentences and paragraphs."""

    def __init__(self, *, measure: int = 80, id: str | None = None) -> None:
        """Make an empty reader."""
        super().__init__(measure=measure, id=id)
        self._place: tuple[int, int] | None = None
        self._on: Placed | None = None

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

    @property
    def place_marked(self) -> tuple[int, int] | None:
        """The stretch that the bar stands beside, in view; None where there is no bar to be seen."""
        return self._place if self._place is not None and self._in_view(self._place[0]) else None

    def point_at_text(self) -> None:
        """Have the bar beside the text in view, where it stood beside a highlight that the text does not
        have."""
        here = self.highlight_here()
        if here is not None and here.lost:
            self._let_go()

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

    def sentence(self, count: int = 1) -> Quote:
        """Return the sentence under the cursor, or the first that begins in view; with the ones after it, if
        ``count`` says so."""
        return self._with_more(self._sentence_in_view(), "sentence", count)

    def paragraph(self, count: int = 1) -> Quote:
        """Return the paragraph of the sentence under the cursor, or of the first in view; with the ones after
        it, if ``count`` says so."""
        walk = self.caret
        if not walk:
            return Quote("", 0, 0)
        return self._with_more(walk.paragraph(walk.nearest(self._looked_at())), "paragraph", count)

    def _with_more(self, stretch: tuple[int, int], around: str, count: int) -> Quote:
        walk, (start, end) = self.caret, stretch
        for _ in range(count - 1 if end > start else 0):
            end = max(end, walk.end_of(walk.onward(walk.before(end), around)))
        return self._quoted(start, end)

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
        self._chosen, self._awaited_highlight, self._hit = "", "", None
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

    def _hit_stretch(self, hits: Hits) -> tuple[int, int]:
        """The sentence of the hit that one has come to."""
        stretch, walk = super()._hit_stretch(hits), self.caret
        return walk.sentence(walk.nearest(stretch[0])) if walk else stretch

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

    def _let_go(self) -> None:
        self._caret, self._chosen, self._awaited_highlight = False, "", ""
        super()._let_go()
