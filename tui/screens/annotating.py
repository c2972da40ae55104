"""What the reader does to articles: tags, notes, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desk import subject_of
from tui.screens.history import History
from tui.screens.noting import Noting
from tui.screens.tagging import Tagging

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.collection import Listed
    from annotations.model import Change


class Annotating(Noting, History, Tagging):
    """The commands that write; each is durable before it is said."""

    def cmd_star(self, count: int = 1) -> None:
        """Star the article, or take the star away."""
        if listed := self.current():
            self._set(listed, starred=not listed.starred)

    def cmd_read_unread(self, count: int = 1) -> None:
        """Mark the article read, or unread again."""
        if listed := self.current():
            self._set(listed, read=listed.unread)

    def cmd_archive(self, count: int = 1) -> None:
        """Put the article away (it stays findable under is:archived), or bring it back."""
        if listed := self.current():
            self._set(listed, archived=not listed.archived, then=lambda change: self.refresh_view())

    def _set(self, listed: Listed, *, then: Callable[[Change], None] | None = None, **wanted: bool) -> None:
        from annotations import actions

        subject = subject_of(listed)
        self.change(lambda: actions.set_state(self.store(), [subject], **wanted), then, on=listed.heading)
