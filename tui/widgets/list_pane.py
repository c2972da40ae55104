"""The list as a pane of the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.widgets.keyed import Keyed
from tui.widgets.list import ArticleList

if TYPE_CHECKING:
    from tui.commands import Context


class ListPane(Keyed, ArticleList):
    """The list of articles, in which keys are commands."""

    context: ClassVar[Context] = "list"

    @property
    def key_context(self) -> Context:
        """What keys mean here now: while several articles are chosen, they mean those."""
        return "several" if self.choosing else self.context
