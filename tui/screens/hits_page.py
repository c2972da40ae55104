"""The page of search results: every place where the words of the list's filter stand, in its sentence, by
article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from tui.concordance import Passage, hits_in
from tui.screens.front_page import FrontPage
from tui.widgets.passage_rows import PassageRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.collection import Listed, View
    from annotations.query.tree import Query
    from tui.commands import Context
    from tui.screens.surveying import Surveying

_AT_ONCE = 8
"""Articles looked through at once: other questions wait for no more than that."""


class HitRows(PassageRows):
    """The sentences with hits."""

    context: ClassVar[Context] = "hits"

    def cmd_next_hit(self, count: int = 1) -> None:
        """Go to the next sentence, of whatever article."""
        self.cmd_down(count)

    def cmd_previous_hit(self, count: int = 1) -> None:
        """Go to the sentence before, of whatever article."""
        self.cmd_up(count)


_Found = tuple["Listed", tuple[Passage, ...]]


@dataclass
class HitsState:
    """What a page has found so far: one that is come back to goes on with it."""

    tree: Query
    view: View | None = None
    """The list; None while it has not been asked for what the page shows."""
    nearest: View | None = None
    """Its articles as they are looked through: those first that have the words exactly as typed."""
    read: int = 0
    """Articles looked through."""
    found: list[_Found] = field(default_factory=list)
    looked: dict[tuple[str, str], tuple[Passage, ...]] = field(default_factory=dict)
    """What was found in articles, by id and fingerprint: none is looked through twice."""
    cursor: int = 0
    top: int = 0


class HitsPage(FrontPage):
    """Shows the hits in what the list shows. Enter goes to one."""

    context: ClassVar[Context] = "hits"

    def __init__(self, main: Surveying, state: HitsState) -> None:
        """Take the main screen, and what to begin with."""
        self.rows = HitRows("hit-rows")
        super().__init__(main, self.rows)
        self._surveying = main
        self.state = state
        self._reading = False

    def on_mount(self) -> None:
        """Look through the first articles."""
        super().on_mount()
        self.rows.say(self.main.word("hits.reading"))
        if self.state.found:
            self.rows.add(self.state.found)
            self.call_after_refresh(lambda: self.rows.go(self.state.cursor, top=self.state.top))
        self.rows.wanting = self._read_more
        self._tell()
        self.follow()

    def _tell(self) -> None:
        word, state = self.main.word, self.state
        count = short = ""
        if state.view is not None:
            n = len(self.rows.passages)
            count = word("hits.count", n=n, articles=self.rows.articles)
            short = word("hits.short", n=n)
            if state.read < state.view.count:
                count = word("hits.read-of", told=count, n=state.read, total=state.view.count)
                short = word("hits.short-of", told=short, n=state.read, total=state.view.count)
        self.head(word("hits.name"), self.main.in_words(state.tree), count, short)

    def follow(self) -> None:
        """Look through the list as it is now, with the cursor where it is; wait for one that is still asked
        for."""
        now = self._surveying.view_of(self.state.tree) or self.state.view
        if now is None or self._reading:
            return
        if now is self.state.view:
            self._read_more()
        elif not self.state.found:
            self.state.view, self.state.nearest, self.state.read = now, None, 0
            self._tell()
            self._read_more()
        else:
            self._look_again(now)

    def _nearest(self) -> View:
        return self.main.host.desk.collection.nearest(self.state.tree, self._surveying.order)

    def _look_through(self, listed: Sequence[Listed]) -> list[_Found]:
        """Return the passages of articles; off the loop."""
        state, collection = self.state, self.main.host.desk.collection
        for it in listed:
            if (it.id, it.fingerprint) not in state.looked:
                text = collection.text(it.id)
                state.looked[it.id, it.fingerprint] = hits_in(it.id, text, state.tree, it.heading)
        return [(it, said) for it in listed if (said := state.looked[it.id, it.fingerprint])]

    def _look_again(self, now: View) -> None:
        """The list is another one: look through as much of it as before, and to where the cursor is."""
        here = self.rows.current
        self._reading = True

        def look() -> tuple[View, int, list[_Found]]:
            nearest = self._nearest()
            at = nearest.position(here.article) if here is not None else None
            listed = nearest.window(0, max(self.state.read, (at or 0) + 1))
            return nearest, len(listed), self._look_through(listed)

        def show(answer: tuple[View, int, list[_Found]]) -> None:
            self._reading = False
            self.state.view, (self.state.nearest, self.state.read, found) = now, answer
            if self.is_attached:
                if found != self.state.found:
                    self.rows.show(found)
                self.state.found = found
                self._tell()
                self.follow()

        self.main.ask(look, show)

    def _read_more(self) -> None:
        """Look through some more articles, off the loop, while the end is in sight."""
        state = self.state
        if self._reading or state.view is None or not self.is_attached or not self.rows.near_end:
            return
        if state.read >= state.view.count:
            if not state.found:
                self.rows.say(self.main.word("hits.none"))
            return
        self._reading = True

        def look() -> tuple[View, int, list[_Found]]:
            nearest = state.nearest or self._nearest()
            listed = nearest.window(state.read, _AT_ONCE)
            return nearest, len(listed) or nearest.count, self._look_through(listed)

        def show(answer: tuple[View, int, list[_Found]]) -> None:
            self._reading = False
            state.nearest, n, found = answer
            state.read += n
            state.found += found
            if self.is_attached:
                self.rows.add(found)
                self._tell()
                self.follow()

        self.main.ask(look, show)

    def on_passage_rows_opened(self, message: PassageRows.Opened) -> None:
        """A second click goes to the hit."""
        message.stop()
        self.cmd_hits_take()

    def cmd_hits_take(self, count: int = 1) -> None:
        """Go to the hit in its article; Esc there comes back."""
        if (it := self.rows.current) is not None:
            state = self.state
            state.cursor, state.top = self.rows.cursor, self.rows.top
            self.main.go_from_front(it, lambda: HitsPage(self.main, state))
