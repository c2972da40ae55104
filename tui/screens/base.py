"""What the main screen's parts share: its panes, its state, and the ways to ask, to change and to say."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar, cast

from textual.screen import Screen

from annotations.collection import Listed, Order, View
from annotations.model import Change, Operation
from annotations.query.tree import EVERYTHING, Query
from seeds.problems import Problem
from tui.sentences import operation_in_words, problem_in_words
from tui.widgets.bars import FooterBar, HeaderBar
from tui.widgets.panes import ListPane, ReaderPane

if TYPE_CHECKING:
    from annotations.store import Store
    from tui.app import DocbaoApp

T = TypeVar("T")


class MainBase(Screen[None]):
    """The state of the main screen. It goes down to the panes by calls; messages and answers bring changes up.

    ``wanted`` is the query in force, ``order`` how the view is sorted, ``view`` what the list shows, ``showing`` the
    id of the article in the reader ("" for none), ``reading`` whether the reader was opened (not just previewed).
    """

    def __init__(self, *, measure: int = 80) -> None:
        """Make the panes; nothing is asked before the screen is mounted. ``measure`` is the text's width in cells."""
        super().__init__(id="main")
        self.header = HeaderBar()
        self.footer = FooterBar()
        self.list = ListPane(topic_name=self._topic_name, id="list")
        self.reader = ReaderPane(measure=measure, id="reader")
        self.wanted: Query = EVERYTHING
        self.order: Order = "newest"
        self.view: View | None = None
        self.showing = ""
        self.reading = False

    @property
    def host(self) -> DocbaoApp:
        """The app, with its type."""
        return cast("DocbaoApp", self.app)

    def _topic_name(self, topic: str) -> str:
        from seeds.topic_names import label

        return label(topic, self.host.words.language)

    def word(self, key: str, /, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return self.host.words(key, **values)

    def say(self, key: str, /, **values: object) -> None:
        """Tell the reader something that leaves by itself."""
        self.footer.say(self.word(key, **values))

    def complain(self, error: BaseException) -> None:
        """Tell the reader of a failure, in one line that stays until it is dismissed."""
        self.footer.say(problem_in_words(error, self.host.words), failed=True)

    def when(
        self, future: Future[T], then: Callable[[T], None], *, otherwise: Callable[[], None] | None = None
    ) -> None:
        """Call ``then`` on the interface's loop with the answer to come; a failure is told, then ``otherwise``."""

        def answered() -> None:
            if future.cancelled() or not self.is_attached:
                return
            if (error := future.exception()) is not None:
                self.complain(error)
                if otherwise is not None:
                    otherwise()
            else:
                then(future.result())

        self.host.when_done(future, answered)

    def ask(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Run a question off the loop and call ``then`` with its answer."""
        self.when(self.host.desk.ask(work), then)

    def ask_to_open(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Like ``ask``, for an answer that opens a screen: keys typed meanwhile wait for it."""
        release = self.host.hold_keys()

        def opened(answer: T) -> None:
            then(answer)
            release()

        self.when(self.host.desk.ask(work), opened, otherwise=release)

    def change(
        self, make: Callable[[], Operation | None], then: Callable[[Change], None] | None = None
    ) -> None:
        """Make an operation off the loop, apply it, and say what was done once it is durable."""
        desk = self.host.desk

        def work() -> Change | None:
            operation = make()
            return desk.apply(operation).result() if operation is not None else None

        def done(change: Change | None) -> None:
            if change is None:
                return
            if change.operation.undoable:
                self.say("main.app.done", what=operation_in_words(change.operation, self.host.words))
            if then is not None:
                then(change)

        self.ask(work, done)

    def store(self) -> Store:
        """Return the open store; raises ``Problem`` while there is none."""
        desk = self.host.desk
        if desk.store is None:
            raise desk.store_problem or Problem("store-opening")
        return desk.store

    def current(self) -> Listed | None:
        """Return the article that a command means: the one being read when the reader has the focus, else the
        selected row."""
        if self.reader.has_focus and self.showing:
            return self.host.desk.collection.listed(self.showing)
        return self.list.selected

    def refresh_view(self, *, keep: str | None = None) -> None:
        """Ask for the view of the tree and order in force and show it; overridden by the screen."""
        raise NotImplementedError

    def open_article(self, listed: Listed) -> None:
        """Open an article for reading; overridden by the screen."""
        raise NotImplementedError
