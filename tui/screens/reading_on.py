"""A page of passages from very many articles: they are looked through as the end of what is shown comes near,
or on to the last of them where the reader wants to go there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tui.screens.front_page import FrontPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widget import Widget

    from annotations.collection import Listed
    from tui.commands import Context
    from tui.concordance import Passage
    from tui.screens.surveying import Surveying
    from tui.widgets.passage_rows import PassageRows

T = TypeVar("T")
AT_A_TIME = 2000
"""Articles that are looked through for one wish to go to the end: some seconds, and as many passages as are
kept in mind at once without being asked for again."""


@dataclass(kw_only=True)
class ReadSoFar:
    """How far a page has come: one that is come back to goes on with it."""

    read: int = 0
    """Articles looked through."""
    pages: int = 0
    """Pages that have shown it. Only the last takes in what it looks for: an earlier one may look through the
    same articles still."""


class ReadingOn(FrontPage):
    """Says when to look through more articles, and shows what was found in them."""

    def __init__(self, main: Surveying, body: Widget, passages: PassageRows, so_far: ReadSoFar) -> None:
        """Take the main screen, what the page shows, the passages in it, and how far they go already."""
        super().__init__(main, body)
        so_far.pages += 1
        self._so_far, self._number = so_far, so_far.pages
        self._reading = False
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

    @property
    def taken_over(self) -> bool:
        """Whether another page has gone on with what this one has found."""
        return self._number != self._so_far.pages

    @property
    def gone(self) -> bool:
        """Whether nobody waits for what this page looks for. For any thread."""
        return self.taken_over or not self.is_attached

    def look_through(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do some of the looking through off the loop, and call ``then`` with what came of it, if this page
        still is to take it in. ``work`` may raise ``Stopped``. What fails is told, and may be tried again."""
        self._reading = True

        def look() -> tuple[T] | None:
            from annotations.query.stopped import Stopped

            try:
                return (work(),)
            except Stopped:
                return None

        def answered(answer: tuple[T] | None) -> None:
            self._reading = False
            if answer is not None and not self.taken_over:
                then(*answer)

        def failed() -> None:
            self._reading = False
            self.begun()

        self.main.ask(look, answered, otherwise=failed)

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
