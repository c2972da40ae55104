"""Moving the ends of a highlight, and attaching a lost one: what is asked meanwhile, and when it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import cut as shortened
from tui.screens.base import TITLE_CELLS

if TYPE_CHECKING:
    from annotations.model import Highlight
    from tui.screens.marking import Marking
    from tui.widgets.reader.page import Quote


class MovingEnds:
    """The highlight that is being moved, for the main screen.

    It is put only where there is a selection: what it would take is seen before it does.
    """

    def __init__(self, main: Marking) -> None:
        """Work for the main screen; nothing is being moved."""
        self._main = main
        self._moving: Highlight | None = None

    @property
    def moving(self) -> Highlight | None:
        """The highlight that is being moved: only in its own article it can be."""
        if self._moving is not None and self._moving.article != self._main.showing:
            self.leave_off()
        return self._moving

    def begin(self, highlight: Highlight) -> None:
        """Have the reader select where a highlight shall be; its stretch now is selected to begin with, for a
        lost one what reads most like it."""
        self._moving = highlight
        it = self._main.reader.highlights.get(highlight.id)
        if it is not None and not it.lost:
            self._main.reader.go_to_highlight(highlight.id)
            self._main.reader.select(it.start, it.end)
            self._main.footer.ask(self._main.word("marking.move-ends"))
        elif self._offer(highlight.quote):
            self._ask_where(highlight, "marking.attach-here")
        else:
            self._ask_to_point(highlight)

    def point_out(self, stretch: Quote) -> None:
        """Select what a lost highlight would be attached to: the stretch beside the bar. Where no bar is to
        be seen nothing was pointed at."""
        if (moving := self.moving) is None:
            return
        if self._main.reader.place_marked is None or stretch.end <= stretch.start:
            self._ask_to_point(moving)
            return
        self._main.reader.select(stretch.start, stretch.end)
        self._ask_where(moving, "marking.attach-here")

    def selection_over(self) -> None:
        """A lost highlight may still be elsewhere; the ends of another one stay where they were."""
        if (moving := self.moving) is None:
            return
        it = self._main.reader.highlights.get(moving.id)
        if it is not None and it.lost:
            self._ask_to_point(moving)
        else:
            self.leave_off()

    def let_go(self) -> Highlight | None:
        """Return the highlight that was being moved: its new place is being saved. What was asked stays until
        ``leave_off``, or ``go_on`` where it could not be saved."""
        moving, self._moving = self.moving, None
        return moving

    def go_on(self, moving: Highlight | None) -> None:
        """Move a highlight still."""
        self._moving = moving

    def leave_off(self) -> bool:
        """Stop moving a highlight; False when none was being moved."""
        had, self._moving = self._moving is not None, None
        self._main.footer.ask("")
        return had

    def _ask_to_point(self, lost: Highlight) -> None:
        self._ask_where(lost, "marking.attach")
        self._main.reader.point_at_text()

    def _ask_where(self, lost: Highlight, word: str) -> None:
        quote = shortened(" ".join(lost.quote.split()), TITLE_CELLS)
        self._main.footer.ask(self._main.word(word, quote=quote))

    def _offer(self, quote: str) -> bool:
        """Select what reads most like the words of a lost highlight; False when nothing does."""
        from annotations.candidates import candidate

        page = self._main.reader.page
        found = candidate(quote, page.article.text) if page is not None else None
        if found is not None:
            self._main.reader.select(*found)
        return found is not None
