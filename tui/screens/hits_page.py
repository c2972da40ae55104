"""The page of search results: every place where the words of the list's filter stand, in its sentence, by
article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from tui.concordance import Passage, hits_in
from tui.screens.front_page import FrontPage
from tui.widgets.passage_rows import PassageRows

if TYPE_CHECKING:
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


@dataclass
class HitsState:
    """What a page has found so far: one that is come back to goes on with it."""

    tree: Query
    view: View
    read: int = 0
    """Articles looked through."""
    found: list[tuple[Listed, tuple[Passage, ...]]] = field(default_factory=list)
    cursor: int = 0
    top: int = 0


class HitsPage(FrontPage):
    """Shows the hits in what the list shows. Enter goes to one."""

    context: ClassVar[Context] = "hits"

    def __init__(self, main: Surveying, state: HitsState) -> None:
        """Take the main screen, and what to begin with."""
        self.rows = HitRows("hit-rows")
        super().__init__(main, self.rows)
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
        self._read_more()

    def _tell(self) -> None:
        word, state = self.main.word, self.state
        count = word("hits.count", n=len(self.rows.passages), articles=self.rows.articles)
        if state.read < state.view.count:
            count = word("hits.read-of", told=count, n=state.read, total=state.view.count)
        if self._is_outdated():
            count = word("hits.outdated", told=count)
        self.head(word("hits.name"), self.main.in_words(state.tree), count)

    def follow(self) -> None:
        """What has been looked through stays; that the list has changed since is said."""
        self._tell()

    def _is_outdated(self) -> bool:
        """Whether the list has other articles now: another number, or another newest one."""
        now, then = self.main.view, self.state.view
        if now is None or now is then or self.main.wanted != self.state.tree:
            return False
        return now.count != then.count or [it.id for it in now.window(0, 1)] != [
            it.id for it in then.window(0, 1)
        ]

    def _read_more(self) -> None:
        """Look through some more articles, off the loop, while the end is in sight."""
        state, collection = self.state, self.main.host.desk.collection
        if self._reading or not self.is_attached or not self.rows.near_end:
            return
        listed = state.view.window(state.read, _AT_ONCE)
        if not listed:
            if not state.found:
                self.rows.say(self.main.word("hits.none"))
            return
        self._reading = True

        def look() -> list[tuple[Listed, tuple[Passage, ...]]]:
            passages = ((it, hits_in(it.id, collection.text(it.id), state.tree)) for it in listed)
            return [(it, said) for it, said in passages if said]

        def show(found: list[tuple[Listed, tuple[Passage, ...]]]) -> None:
            self._reading = False
            state.read += len(listed)
            state.found += found
            if self.is_attached:
                self.rows.add(found)
                self._tell()
                self._read_more()

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
