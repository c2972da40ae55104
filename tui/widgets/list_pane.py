"""The list as a pane of the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.widgets.keyed import Keyed
from tui.widgets.list import ArticleList

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.commands import Context


class ListPane(Keyed, ArticleList):
    """The list of articles, in which keys are commands."""

    context: ClassVar[Context] = "list"

    scrolled: Callable[[], None] | None = None
    """Called when other rows are in sight."""

    @property
    def first_row(self) -> int:
        """The first row in sight."""
        if not self.geometry.rows:
            return 0
        return self._row_near(self.top + self._pinned(self._row_near(self.top)))

    def set_top(self, top: int) -> bool:
        """Scroll, and tell."""
        moved = super().set_top(top)
        if moved and self.scrolled is not None:
            self.scrolled()
        return moved

    @property
    def key_context(self) -> Context:
        """What keys mean here now: while several articles are chosen, they mean those."""
        return "several" if self.choosing else self.context
