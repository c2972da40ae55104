"""Pages in front of list and reader that look over many articles: opening and leaving them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.viewing import Viewing

if TYPE_CHECKING:
    from tui.commands import Context
    from tui.screens.front_page import FrontPage


class Surveying(Viewing):
    """The commands that open such pages. Each is loaded when it is first asked for."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with no page in front."""
        super().__init__(measure=measure)
        self._front: FrontPage | None = None

    @property
    def place(self) -> Context:
        """Where the reader is: what keys mean now."""
        return self._front.context if self._front is not None else super().place

    def open_front(self, page: FrontPage) -> None:
        """Bring a page to the front; one that is there goes."""
        before, self._front = self._front, page

        def closed(_: None) -> None:
            if self._front is page:
                self._front = None
                self.show_footer_keys()

        if before is not None and before.is_attached:
            before.dismiss()
        self.app.push_screen(page, closed)

    def cmd_timeline(self, count: int = 1) -> None:
        """Show how many articles of the list there are over time."""
        from tui.screens.timeline import TimelinePage

        self.open_front(TimelinePage(self))
