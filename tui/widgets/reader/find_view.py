"""Finding in the article: hits as one types, the rest stepping back, going from hit to hit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from textual.message import Message

from seeds.text import Folded, find_folded, fold_with_map
from tui.widgets.host import words_of
from tui.widgets.reader.entity_view import EntityView

if TYPE_CHECKING:
    from rich.style import Style

    from tui.themes import Look
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.paint import Layer
    from tui.widgets.reader.sheet import Line

_MOST_HITS = 10_000
"""Hits beyond this many are neither counted nor drawn."""


class FindView(EntityView):
    """Lays the hits of a find on the text."""

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
        self._needle = ""
        self._hits: list[tuple[int, int]] = []
        self._hit_starts: list[int] = []
        self._hit: int | None = None
        self._folded: Folded | None = None
        self._find_from: tuple[int, int] | None = None

    @property
    def finding(self) -> str:
        """What is being looked for, "" when nothing is."""
        return self._needle

    @property
    def found(self) -> tuple[int, int]:
        """Which hit is current, from 1 (0: none), and how many there are."""
        return (0 if self._hit is None else self._hit + 1), len(self._hits)

    def show(self, page: Page, *, at: int = 0) -> None:
        """Show a page with the line that holds the offset ``at`` at the top; a find ends with its article."""
        if self._page is None or self._page.article.text != page.article.text:
            self._folded = None
        self._forget()
        super().show(page, at=at)

    def find(self, text: str) -> None:
        """Look for a text, ignoring case and Vietnamese marks, while it is typed.

        The nearest hit from where typing began is brought into view; without one the view is as it was then.
        """
        if self._page is None:
            return
        if self._find_from is None:
            self._find_from = self._sheet.place(self._top) if self._sheet.starts else (0, 0)
        self._needle = text
        self._search()
        if self._hits:
            self._hit = bisect_left(self._hit_starts, self._find_from[0]) % len(self._hits)
            self._show_hit()
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
        self._needle, self._find_from = "", None
        self._hits, self._hit_starts, self._hit = [], [], None

    def _find_moved(self) -> None:
        self.restyle()
        self.post_message(self.FindChanged(*self.found))

    def _search(self) -> None:
        self._hits, self._hit = [], None
        if self._page is not None and self._needle.strip():
            if self._folded is None:
                self._folded = fold_with_map(self._page.article.text)
            hits = find_folded(self._folded, self._needle, _MOST_HITS)
            self._hits = [hit for hit in hits if self._sheet.draws(hit[0]) or self._sheet.folds(hit[0])]
        self._hit_starts = [start for start, _ in self._hits]

    def _sheet_changed(self) -> None:
        super()._sheet_changed()
        if self._needle:
            at = self._hit_starts[self._hit] if self._hit is not None else -1
            self._search()
            if at >= 0 and self._hits:
                self._hit = min(bisect_left(self._hit_starts, at), len(self._hits) - 1)

    def _step_hit(self, by: int) -> None:
        words = words_of(self)
        if not self._hits:
            self._tell(words("reading.no-hit" if self._needle else "reading.no-find", text=self._needle))
            return
        current = self._hit if self._hit is not None else -1
        target = current + by
        self._hit = target % len(self._hits)
        self._show_hit()
        self._find_moved()
        if target != self._hit:
            self._tell(words("reading.find-round-end" if by > 0 else "reading.find-round-start"))

    def _show_hit(self) -> None:
        if self._hit is None:
            return
        start = self._hits[self._hit][0]
        if self._sheet.folds(start):
            hit = self._hit
            self._related = True
            self._set()
            self._hit = hit
        self._cursor = start
        self._reveal(start)

    def _base(self, line: Line, look: Look) -> Style:
        if self._hits and line.own:
            return look.style("reader.dimmed_title" if line.kind in ("title", "heading") else "reader.dimmed")
        return super()._base(line, look)

    def _layers(self, line: Line, look: Look) -> list[Layer]:
        if not self._hits:
            return super()._layers(line, look)
        layers: list[Layer] = []
        index = max(0, bisect_right(self._hit_starts, line.start) - 1)
        while index < len(self._hits) and self._hits[index][0] < line.end:
            start, end = self._hits[index]
            if end > line.start:
                key = "reader.hit_current" if index == self._hit else "reader.hit"
                first, last = max(start, line.start) - line.start, min(end, line.end) - line.start
                layers.append((first, last, look.style(key)))
            index += 1
        return layers
