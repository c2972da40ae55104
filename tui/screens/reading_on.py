"""A page of passages from very many articles: they are looked through as the end of what is shown comes near,
or on to the last of them where the reader wants to go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.front_page import FrontPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widget import Widget

    from annotations.collection import Listed
    from tui.commands import Context
    from tui.concordance import Passage
    from tui.screens.surveying import Surveying
    from tui.widgets.passage_rows import PassageRows

AT_A_TIME = 2000
"""Articles that are looked through for one wish to go to the end: some seconds, and as many passages as are
kept in mind at once without being asked for again."""


class ReadingOn(FrontPage):
    """Says when to look through more articles, and shows what was found in them."""

    def __init__(self, main: Surveying, body: Widget, passages: PassageRows) -> None:
        """Take the main screen, what the page shows, and the passages in it."""
        super().__init__(main, body)
        self.shown = passages
        self.goal = 0
        """So many articles are looked through, whether or not their passages are in sight."""
        self._to_end = False
        self._release: Callable[[], None] = lambda: None

    def on_mount(self) -> None:
        """Read on when the passages say so."""
        super().on_mount()
        self.shown.wanting = self.read_more
        self.shown.wanting_end = self._go_on

    def begin(self) -> None:
        """Have keys that are meant for the passages wait for the first of them."""
        self._release = self.main.host.hold_keys()

    def on_unmount(self) -> None:
        """Nothing is waited for any more."""
        self.begun()

    def begun(self) -> None:
        """Take keys: there is something to go to, or will never be."""
        self._release()

    def read_more(self) -> None:
        """Look through some more articles, if that is wanted; a page says how."""
        raise NotImplementedError

    @property
    def looked_through(self) -> tuple[int, int]:
        """How many articles have been looked through, and of how many; a page says so."""
        raise NotImplementedError

    @property
    def wants_more(self) -> bool:
        """Whether the end of the passages is in sight, or more is wanted anyway."""
        return self.is_attached and (self.shown.near_end or self.looked_through[0] < self.goal)

    def take_in(self, found: Sequence[tuple[Listed, Sequence[Passage]]]) -> None:
        """Show what was found in some more articles, with the cursor on the last if it is to go there."""
        follow = self._to_end and self.shown.ends_in_sight
        self.shown.add(found)
        if self.shown.passages:
            self.begun()
        if follow:
            self.shown.go(len(self.shown.passages) - 1)
        elif self._to_end:
            self.stay()
        read, total = self.looked_through
        if self._to_end and read >= min(self.goal, total):
            if read < total:
                self.main.say("hits.further")
            else:
                self.main.footer.dismiss_passing()
            self.stay()

    def stay(self) -> None:
        """The reader does something else: no more than is in sight is looked through."""
        self.goal, self._to_end = 0, False

    def take_key(self, context: Context, key: str) -> bool:
        """Whatever key is pressed, the way to the end is over."""
        self.stay()
        return super().take_key(context, key)

    def _go_on(self) -> None:
        read, total = self.looked_through
        if read < total:
            self.goal, self._to_end = min(total, read + AT_A_TIME), True
            self.main.say("hits.going-on")
            self.read_more()
