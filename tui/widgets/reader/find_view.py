"""Finding in the article: hits as one types, the rest stepping back, going from hit to hit.

Where nothing is being looked for, the words of the list's filter are marked, quietly, and gone to likewise.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from textual.message import Message

from annotations.query.whole import EVERYTHING
from seeds.text import Folded, find_folded, fold_with_map
from tui.widgets.host import words_of
from tui.widgets.reader.entity_view import EntityView
from tui.widgets.reader.hits import MOST_HITS, NO_HITS, Hits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.style import Style

    from annotations.query.tree import Query
    from seeds.article import Mention
    from tui.themes import Look
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.paint import Layer
    from tui.widgets.reader.sheet import Line

_CONTEXT = 4
"""A hit that one comes to from elsewhere has this part of the view as text above its sentence."""


class FindView(EntityView):
    """Lays the hits of a find, or the words of the list's filter, on the text."""

    class FindChanged(Message, namespace="reader"):
        """The find is elsewhere: ``current`` counts from 1, 0 when there is no hit among the ``total``."""

        def __init__(self, current: int, total: int) -> None:
            """Keep the counts."""
            super().__init__()
            self.current = current
            self.total = total

    def __init__(self, *, measure: int = 80, id: str | None = None) -> None:
        """Make an empty reader."""
        super().__init__(measure=measure, id=id)
        self.past_hits: Callable[[int], bool] | None = None
        """Called when a step goes past the last hit, or the first (negative), of the words that are marked;
        True when that led elsewhere."""
        self._needle = ""
        self._sought: Query = EVERYTHING
        self._words: tuple[str, ...] = ()
        self._hits = NO_HITS
        self._word_hits: Hits | None = None
        self._hit: int | None = None
        self._folded: Folded | None = None
        self._find_from: tuple[int, int] | None = None
        self._hit_wanted: tuple[int, int | None] | None = None

    @property
    def finding(self) -> str:
        """What is being looked for, "" when nothing is."""
        return self._needle

    @property
    def found(self) -> tuple[int, int]:
        """Which hit is current, from 1 (0: none), and how many there are."""
        if not self._needle:
            return 0, 0
        return (0 if self._hit is None else self._hit + 1), len(self._hits)

    def show(self, page: Page, *, at: int = 0) -> None:
        """Show a page with the line that holds the offset ``at`` at the top; a find ends with its article."""
        if self._page is None or self._page.article.text != page.article.text:
            self._folded = None
        self._forget()
        super().show(page, at=at)

    def hit_under_cursor(self) -> tuple[int, int] | None:
        """Return the hit that the cursor is on (code points, end-exclusive); None where it has moved on, or
        the hit is out of view."""
        hits = self._hits if self._needle else self._word_hits
        if not hits or self._hit is None or self._focus is not None:
            return None
        start, end = hits.spans[self._hit]
        return (start, end) if self._cursor == start and self._in_view(start) else None

    def entity_under_cursor(self) -> Mention | None:
        """Return the mention in focus, or the one that the hit under the cursor lies in; None when there is
        none or it is out of view."""
        hit = self.hit_under_cursor()
        if hit is None:
            return super().entity_under_cursor()
        index = self._marks.at(hit[0])
        mention = None if index is None else self._marks.mentions[index]
        return mention if mention is not None and self._reachable(mention) else None

    def mark_words(self, sought: Query, words: tuple[str, ...]) -> None:
        """Mark the places that answer a query, in this article and the ones to come: those that the list and
        the page of hits show, too. ``words`` are what is looked for, to be told; () marks none.

        They are looked for when the article is next drawn.
        """
        if (sought, words) == (self._sought, self._words):
            return
        self._sought, self._words, self._word_hits = sought, words, None
        if not self._needle:
            self._hit = None
        self.restyle()

    def find(self, text: str) -> None:
        """Look for a text, ignoring case and Vietnamese marks, while it is typed.

        The nearest hit from where typing began is brought into view; without one the view is as it was then.
        """
        if self._page is None:
            return
        if self._find_from is None:
            self._find_from = self._sheet.place(self._top) if self._sheet.starts else (0, 0)
        self._needle = text
        self._hit = None
        self._search()
        if self._hits:
            self._hit = bisect_left(self._hits.starts, self._find_from[0]) % len(self._hits)
            self._show_hit(self._hits)
        else:
            self._go(self._sheet.at_place(self._find_from))
        self._find_moved()

    def find_next(self, count: int = 1) -> None:
        """Go to a later hit, round the end to the first."""
        self._step_hit(count)

    def find_previous(self, count: int = 1) -> None:
        """Go to an earlier hit, round the start to the last."""
        self._step_hit(-count)

    def find_clear(self) -> None:
        """End the find where it is."""
        if self._needle:
            self._forget()
            self._find_moved()

    def cmd_next_hit(self, count: int = 1) -> None:
        """Go to the next hit."""
        self.find_next(count)

    def cmd_previous_hit(self, count: int = 1) -> None:
        """Go to the previous hit."""
        self.find_previous(count)

    def _forget(self) -> None:
        self._needle, self._find_from, self._hit_wanted = "", None, None
        self._hits, self._hit = NO_HITS, None
        self._word_hits = None

    def _find_moved(self) -> None:
        self.restyle()
        self.post_message(self.FindChanged(*self.found))

    def _search(self) -> None:
        self._hits = NO_HITS
        if self._page is not None and self._needle.strip():
            self._hits = Hits.of(self._there(find_folded(self._fold(), self._needle, MOST_HITS)))

    def _fold(self) -> Folded:
        if self._folded is None:
            self._folded = fold_with_map(self._page.article.text if self._page is not None else "")
        return self._folded

    def _there(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """The stretches that the page as it is set draws, or hides behind a fold."""
        sheet = self._sheet
        return [span for span in spans if sheet.draws(span[0]) or sheet.folds(span[0])]

    def _marked_words(self) -> Hits:
        """Where the filter's words stand; looked for when first asked."""
        if self._word_hits is None:
            self._word_hits = NO_HITS
            if self._words and self._page is not None and self._sheet.starts:
                from annotations.query.snippets import hits

                self._word_hits = Hits.of(hits(self._sought, self._page.article.text, self._fold))
        return self._word_hits

    def _sheet_changed(self) -> None:
        super()._sheet_changed()
        hits = self._hits if self._needle else self._word_hits
        at = hits.starts[self._hit] if hits and self._hit is not None else -1
        self._word_hits = None
        if self._needle:
            self._search()
        if at >= 0:
            hits = self._hits if self._needle else self._marked_words()
            self._hit = min(bisect_left(hits.starts, at), len(hits) - 1) if hits else None
        if self._hit_wanted is not None and self._sheet.starts:
            wanted, self._hit_wanted = self._hit_wanted, None
            self.call_later(self._come_to_hit, *wanted)

    def _step_hit(self, by: int) -> None:
        words = words_of(self)
        hits = self._hits if self._needle else self._marked_words()
        if not (hits or self._needle) and self.past_hits is not None and self.past_hits(by):
            return
        if not hits:
            self._tell(words("reading.no-hit" if self._needle else "reading.no-find", text=self._needle))
            return
        target = hits.step(by, self.cursor, self._hit)
        if not (0 <= target < len(hits) or self._needle or self.past_hits is None) and self.past_hits(by):
            return
        self._hit = target % len(hits)
        self._show_hit(hits)
        self._show_above(self._hit_stretch(hits), 0)
        if self._needle:
            self._find_moved()
        else:
            self.restyle()
        if target != self._hit:
            key = "reading.find-round-end" if by > 0 else "reading.find-round-start"
            self._tell(words(key, found=self._found_in_words()))

    def go_to_hit(self, by: int, at: int | None = None) -> bool:
        """Go to the first hit of the words that are marked, to the last where ``by`` is negative, or to the
        one ``at`` an offset; False where there is none. A text that is not set yet (nothing has been drawn of
        the reader) is gone to once it is; without a hit, it is then told as a step past it (``past_hits``).
        """
        if self._page is not None and not self._sheet.starts:
            self._hit_wanted = by, at
            return True
        hits = self._marked_words()
        if not hits:
            return False
        if at is None:
            self._hit = 0 if by > 0 else len(hits) - 1
        else:
            self._hit = max(0, bisect_right(hits.starts, at) - 1)
        self._show_hit(hits)
        self._show_above(self._hit_stretch(hits), self._rows // _CONTEXT)
        self.restyle()
        return True

    def _come_to_hit(self, by: int, at: int | None) -> None:
        if not self.go_to_hit(by, at) and self.past_hits is not None:
            self.past_hits(by)

    def leave_hit(self) -> None:
        """Be on none of the hits any more; they stay marked."""
        self._hit = None
        self.restyle()

    @property
    def hit_at(self) -> int | None:
        """Where the hit that one has come to begins, of the words that are marked; None before there is
        one."""
        hits = self._word_hits if not self._needle else None
        return hits.starts[self._hit] if hits and self._hit is not None else None

    def _show_hit(self, hits: Hits) -> None:
        if self._hit is None:
            return
        start = hits.starts[self._hit]
        self._bring_out(start)
        self._focus_on(None)  # the cursor is on the hit now
        self._cursor = start
        self._reveal(start)

    def _hit_stretch(self, hits: Hits) -> tuple[int, int]:
        """What is to be seen with the hit that one has come to: the hit itself."""
        return hits.spans[self._hit or 0]

    def _show_above(self, stretch: tuple[int, int], above: int) -> None:
        """Scroll up where a stretch that the cursor is in begins above the view, or has fewer than so many
        lines over it; where it does not fit, so that most of the view is what leads to the cursor."""
        lines, rows = self._sheet.line_of, self._rows
        first, last = lines(stretch[0]), lines(max(stretch[0], stretch[1] - 1))
        if last - first < rows:
            top = min(first, max(first - above, last - rows + 1))
        else:
            top = max(first, lines(self.cursor) - rows * 2 // 3)
        if top < self._top:
            self._go(top)

    def _found_in_words(self) -> str:
        """Which hit of how many, and what was sought; "" where there is nothing to say."""
        words = words_of(self)
        if self._needle:
            if not self._needle.strip():
                return ""
            if not self._hits:
                return words("reading.no-hit", text=self._needle)
            current, total = self.found
            return words("reading.found", current=current, total=total, text=self._needle)
        hits = self._word_hits
        if not hits or self._hit is None or not self._in_view(hits.starts[self._hit]):
            return ""
        sought = " ".join(self._words)
        return words("reading.found", current=self._hit + 1, total=len(hits), text=sought)

    def _status(self, look: Look) -> list[tuple[str, Style]]:
        if self._page is not None and (found := self._found_in_words()):
            return [(found, look.style("reader.notice"))]
        return super()._status(look)

    def _base(self, line: Line, look: Look) -> Style:
        if self._hits and line.own:
            return look.style("reader.dimmed_title" if line.kind in ("title", "heading") else "reader.dimmed")
        return super()._base(line, look)

    def _layers(self, line: Line, look: Look) -> list[Layer]:
        if self._hits:
            return [*self._grounds(line, look), *self._laid(self._hits, "reader.hit", line, look)]
        layers = super()._layers(line, look)
        if self._words and (hits := self._marked_words()):
            layers += self._laid(hits, "reader.word", line, look)
        return layers

    def _laid(self, hits: Hits, key: str, line: Line, look: Look) -> list[Layer]:
        layers: list[Layer] = []
        for index in hits.between(line.start, line.end):
            start, end = hits.spans[index]
            style = look.style("reader.hit_current" if index == self._hit else key)
            layers.append((max(start, line.start) - line.start, min(end, line.end) - line.start, style))
        return layers
