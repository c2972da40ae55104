"""What the reader does to articles: tags, notes, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desk import subject_of
from tui.screens.history import History
from tui.screens.noting import Noting
from tui.screens.tagging import Tagging

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.collection import Listed
    from annotations.model import Change


class Annotating(Noting, History, Tagging):
    """The commands that write; each is durable before it is said."""

    def cmd_star(self, count: int = 1) -> None:
        """Star the article, or take the star away."""
        chosen = self.chosen()
        self._set(chosen, starred=not all(listed.starred for listed in chosen))

    def cmd_read_unread(self, count: int = 1) -> None:
        """Mark the article read, or unread again."""
        chosen = self.chosen()
        self._set(chosen, read=any(listed.unread for listed in chosen))

    def cmd_archive(self, count: int = 1) -> None:
        """Put the article away (it stays findable under is:archived), or bring it back."""
        chosen = self.chosen()
        archived = not all(listed.archived for listed in chosen)
        self._set(chosen, archived=archived, then=lambda change: self.refresh_view())

    def _set(
        self,
        chosen: Sequence[Listed],
        *,
        then: Callable[[Change], None] | None = None,
        **wanted: bool,
    ) -> None:
        """Set a state of the chosen articles, and end choosing."""
        if not chosen:
            return
        from annotations import actions

        def done(change: Change) -> None:
            self.list.cmd_several_stop()
            if then is not None:
                then(change)

        subjects = [subject_of(listed) for listed in chosen]
        self.change(
            lambda: actions.set_state(self.store(), subjects, **wanted), done, on=self.said_of(chosen)
        )
