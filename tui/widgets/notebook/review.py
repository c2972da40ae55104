"""One old highlight at a time, large: the pane of the review."""

from __future__ import annotations

from math import inf
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from tui.cells import composed, fill
from tui.widgets.keyed import Keyed
from tui.widgets.notebook.passage import MEASURE, Passage, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.strip import Strip

    from annotations.model import HighlightKind
    from annotations.notebook import Annotation
    from tui.commands import Context
    from tui.themes import Look
    from tui.words import Words


class ReviewPane(Keyed, Passage, can_focus=True):
    """A highlight with its article and notes, or, when there is none left, a sentence that says so."""

    context: ClassVar[Context] = "review"

    def __init__(self) -> None:
        """Make an empty pane."""
        super().__init__(id="review", large=True)
        self._said: tuple[str, ...] = ()
        self._asked = ""
        """The highlight that waits for its answer."""
        self._seen_at = inf
        """Since when it is on the screen, by the monotonic clock."""

    def show(self, it: Annotation | None, kinds: Mapping[HighlightKind, str]) -> None:
        """Show a highlight and wait for its answer."""
        asked = it.id if it is not None else ""
        if asked != self._asked:
            self._asked, self._seen_at = asked, inf
        super().show(it, kinds)

    def answered(self, at: float) -> Annotation | None:
        """Return the highlight that a key answers for which came ``at`` a time: that which was on the screen
        then. None where that has its answer; it waits for no other now."""
        it = self.annotation
        if it is None or it.id != self._asked or at < self._seen_at:
            return None
        self._asked = ""
        return it

    def ask_again(self) -> None:
        """Wait for the answer once more: it was not kept."""
        if self.annotation is not None:
            self._asked = self.annotation.id

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the pane."""
        if self._asked and self._seen_at == inf:
            self._seen_at = monotonic()
        return super().draw_line(y)

    def say(self, *sentences: str) -> None:
        """Show sentences, the first the loudest, in the place of a highlight."""
        self._said = sentences
        self.show(None, {})

    def laid(self, look: Look, words: Words) -> Iterator[list[Run]]:
        """Yield the lines: of the highlight, or what is said in its place."""
        if self.annotation is not None:
            yield from super().laid(look, words)
            return
        yield []
        for number, sentence in enumerate(self._said):
            style = look.style("list.empty" if number else "list.empty_strong")
            for line in fill(composed(sentence), max(10, min(self.line_width - 3, MEASURE)), 6):
                yield [(line, style)]
            yield []

    def cmd_down(self, count: int = 1) -> None:
        """Scroll down."""
        self.scroll_lines(count)

    def cmd_up(self, count: int = 1) -> None:
        """Scroll up."""
        self.scroll_lines(-count)

    def cmd_page_down(self, count: int = 1) -> None:
        """Scroll down by pages."""
        self.scroll_lines(count * max(1, self.pane.height - 2))

    def cmd_page_up(self, count: int = 1) -> None:
        """Scroll up by pages."""
        self.scroll_lines(-count * max(1, self.pane.height - 2))

    def cmd_half_down(self, count: int = 1) -> None:
        """Scroll down by half pages."""
        self.scroll_lines(count * max(1, self.pane.height // 2))

    def cmd_half_up(self, count: int = 1) -> None:
        """Scroll up by half pages."""
        self.scroll_lines(-count * max(1, self.pane.height // 2))

    def cmd_start(self, count: int = 1) -> None:
        """Go to the top."""
        self.set_top(0)

    def cmd_end(self, count: int = 1) -> None:
        """Go to the end."""
        self.set_top(self.max_top)
