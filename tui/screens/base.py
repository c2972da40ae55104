"""What the main screen's parts share: its panes, its state, and the ways to ask, to change and to say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypedDict, TypeVar, cast

from textual.screen import Screen

from annotations.query.whole import EVERYTHING
from seeds.problems import Problem
from tui.alarms import Alarm
from tui.cells import cut as shortened
from tui.screens.great_changes import GreatChanges
from tui.sentences import operation_in_words, problem_in_words
from tui.type_ahead import HOLD_PATIENCE
from tui.widgets.bars import FooterBar, HeaderBar
from tui.widgets.drawn_lines import AlikeLines
from tui.widgets.list_pane import ListPane

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from textual.widget import Widget

    from annotations.collection import Listed, Order, View
    from annotations.model import Change, Operation
    from annotations.query.tree import Query
    from annotations.store import Store
    from tui.app import DocbaoApp
    from tui.commands import Context
    from tui.widgets.prompt import Prompt, Purpose
    from tui.widgets.reader_pane import ReaderPane

T = TypeVar("T")
SIDE_BY_SIDE = 100
"""Columns from which list and reader fit beside each other."""
ROOMY = 160
"""Columns from which the reader's notes fit beside the text as well: the list leaves them the room."""
_AWAITED = 0.3
"""Seconds that something may wait for the annotations before it is said that it does."""
OPENING_PATIENCE = 20.0
"""Seconds for which keys wait for a screen that needs the annotations while these are being opened: in a
large library that takes seconds, and what is typed for a note must not be taken for commands."""
TITLE_CELLS = 28
"""As much of an article's title as a message shows."""


def in_sight(widget: Widget) -> bool:
    """Whether nothing that a widget stands in is hidden."""
    return all(it.display for it in widget.ancestors_with_self)


class ReaderChoices(TypedDict):
    """The part of the session that the reader knows."""

    hidden_types: tuple[str, ...]
    emphasis: str


class MainBase(Screen[None]):
    """The state of the main screen. It goes down to the panes by calls; messages and answers bring changes
    up.

    ``wanted`` is the query in force, ``order`` how the view is sorted, ``view`` what the list shows,
    ``answered`` the query and order that this is the answer to,
    ``showing`` the id of the article in the reader ("" for none), ``reading`` whether the reader was opened
    (not just previewed).
    """

    def __init__(self, *, measure: int = 80) -> None:
        """Make the panes; nothing is asked before the screen is mounted. ``measure`` is the text's width in
        cells."""
        super().__init__(id="main")
        self._host: DocbaoApp | None = None
        self.header = HeaderBar()
        self.footer = FooterBar()
        self.list = ListPane(topic_name=self._topic_name, id="list")
        self._measure = measure
        self._reader: ReaderPane | None = None
        self.reading_pane = AlikeLines(id="reading")
        self.reading_pane.display = False  # nothing is drawn of it before there is a reader
        self._prompt: Prompt | None = None
        self.wanted: Query = EVERYTHING
        self.order: Order = "newest"
        self.view: View | None = None
        self.files_left = False
        """Whether files of the library are known to be left to read."""
        self.names_left = False
        """Whether names are known to be left to read in its articles."""
        self.answered: tuple[Query, Order] | None = None
        self.showing = ""
        self.reading = False
        self.great = GreatChanges(self)

    @property
    def reader(self) -> ReaderPane:
        """The reader. It is loaded when it is first asked for, so that the list is painted before."""
        if self._reader is None:
            from tui.widgets.reader_pane import ReaderPane

            self._reader = ReaderPane(measure=self._measure, id="reader")
            self._reader.hide_types(self.host.kept.hidden_types)
            self._reader.set_emphasis(self.host.kept.emphasis)
            self.reading_pane.mount(self._reader)
            self.reading_pane.display = self.reading or self.has_class("wide")
        return self._reader

    def reader_choices(self) -> ReaderChoices:
        """What the reader was set to, to be kept for the next time."""
        if self._reader is None:
            return {"hidden_types": self.host.kept.hidden_types, "emphasis": self.host.kept.emphasis}
        return {"hidden_types": tuple(self._reader.hidden_types), "emphasis": self._reader.emphasis}

    @property
    def in_reader(self) -> bool:
        """Whether the reader has the keys."""
        return self._reader is not None and self._reader.has_focus

    @property
    def side_by_side(self) -> bool:
        """Whether list and reader are both on the screen."""
        return self.app.size.width >= SIDE_BY_SIDE

    @property
    def spacious(self) -> bool:
        """Whether there is room for a wide column beside the list."""
        return False

    @property
    def before_list(self) -> int:
        """Cells left of the list."""
        return 0

    @property
    def place(self) -> Context:
        """Where the reader is: what keys mean now."""
        return (
            self._reader.key_context if self._reader is not None and self.in_reader else self.list.key_context
        )

    @property
    def prompt(self) -> Prompt:
        """The line that is typed into, loaded when it is first asked for."""
        if self._prompt is None:
            from tui.widgets.prompt import Prompt

            self._prompt = Prompt()
            self._prompt.follow = self.follow_typing
            self.mount(self._prompt, before=self.footer)
        return self._prompt

    def ready_prompt(self) -> None:
        """Have the prompt there before it is asked for, so that the first letters typed are its own."""
        _ = self.prompt

    def open_prompt(self, purpose: Purpose, label: str) -> None:
        """Take the footer's place with the prompt; keys typed meanwhile wait for it."""
        prompt = self.prompt
        self.footer.display = False
        if prompt.is_mounted:
            prompt.ask(purpose, label, "")
            return
        release = self.host.hold_keys()

        def ready() -> None:
            prompt.ask(purpose, label, "")
            # The focus is given by the app, in its turn: the keys that wait come behind it.
            self.host.call_later(self.host.call_later, release)

        prompt.call_after_refresh(ready)

    def is_typing(self, purpose: Purpose) -> bool:
        """Whether the prompt is open for a purpose."""
        return self._prompt is not None and self._prompt.display and self._prompt.purpose == purpose

    @property
    def host(self) -> DocbaoApp:
        """The app, with its type. It is known still when it has ended: what was asked for comes to its
        end."""
        if self._host is None:
            self._host = cast("DocbaoApp", self.app)
        return self._host

    def _topic_name(self, topic: str) -> str:
        return self.host.words.topic(topic)

    def word(self, key: str, /, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return self.host.words(key, **values)

    def in_words(self, tree: Query) -> str:
        """Return what a query asks for, as one line."""
        from tui.describe import describe

        store = self.host.desk.store
        return describe(tree, self.host.words, store.kinds() if store is not None else None)

    def say(self, key: str, /, **values: object) -> None:
        """Tell the reader something that is over with the next command."""
        self.footer.say(self.word(key, **values), passing=True)

    def tell(self, key: str, /, **values: object) -> None:
        """Tell the reader what was done; it stays some seconds, whatever they do next."""
        self.footer.say(self.word(key, **values))

    @property
    def so_far(self) -> bool:
        """Whether more may be found than is: in texts to be looked into, in files or names not read yet."""
        looking = self.view is not None and not self.view.settled
        if looking or self.files_left or self.host.desk.library.behind:
            return True
        if not self.names_left or self.wanted == EVERYTHING:
            return False
        from annotations.query.asking import asks_names

        return asks_names(self.wanted)

    def found(self, view: View, count: str) -> str:
        """Return how many articles a query finds, in words; as so far where there may be more."""
        more = self.wanted != EVERYTHING and view.count < view.total and self.so_far
        return self.word("main.filter.so-far", count=count) if more else count

    def say_done(self, operation: Operation, on: str = "") -> None:
        """Tell the reader what is durable now, and on which article."""
        what = operation_in_words(operation, self.host.words)
        what = what[:1].upper() + what[1:]
        self.footer.drop_failure()
        if on:
            self.tell("main.app.done-on", what=what, title=shortened(on, TITLE_CELLS))
        else:
            self.tell("main.app.done", what=what)

    def complain(self, error: BaseException) -> None:
        """Tell the reader of a failure, in one line that stays until it is dismissed or something succeeds.
        That the annotations are not open yet passes by itself."""
        passing = isinstance(error, Problem) and error.code == "store-opening"
        self.footer.say(problem_in_words(error, self.host.words), failed=not passing)

    def when(
        self, future: Future[T], then: Callable[[T], None], *, otherwise: Callable[[], None] | None = None
    ) -> None:
        """Call ``then`` on the interface's loop with the answer to come; a failure is told, then
        ``otherwise``."""

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

    def ask(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Run a question off the loop and call ``then`` with its answer; a failure is told, then
        ``otherwise``."""
        self.when(self.host.desk.ask(work), then, otherwise=otherwise)

    def ask_to_open(
        self, work: Callable[[], T], then: Callable[[T], None], *, however_late: bool = False
    ) -> None:
        """Like ``ask``, for an answer that opens a screen: keys typed meanwhile wait for it, the longer while
        the annotations are being opened. Where it had to wait for these for longer still, it opens nothing,
        for the keys have meant the list; but ``however_late`` it comes where it goes on with what was asked
        for."""
        patience = OPENING_PATIENCE if self.host.desk.opening else HOLD_PATIENCE
        release = self.host.hold_keys(patience)
        asked, waited = time.monotonic(), False

        def look() -> T:
            nonlocal waited
            try:
                return work()
            except Problem as problem:
                waited |= problem.code == "store-opening"
                raise

        def opened(answer: T) -> None:
            if waited and not however_late and time.monotonic() - asked > patience:
                self.tell("main.app.store-there")
            else:
                then(answer)
            release()

        self._tell_of_waiting(lambda: waited)
        self.when(self.host.desk.ask(look), opened, otherwise=release)

    def _tell_of_waiting(self, waits: Callable[[], bool]) -> None:
        """Say in a moment that what the reader did ``waits`` for the annotations, where it still does."""

        def tell() -> None:
            if self.host.desk.opening and waits():
                self.say("main.app.store-awaited")

        if self.host.desk.opening:
            Alarm(self, _AWAITED, tell)

    def change(
        self,
        make: Callable[[], Operation | None],
        then: Callable[[Change], None] | None = None,
        *,
        on: str = "",
        otherwise: Callable[[], None] | None = None,
        by_hand: bool = True,
    ) -> None:
        """Make an operation off the loop, apply it, and say what was done ``on`` what once it is durable; a
        failure is told, then ``otherwise``. That it waits for the annotations is told of what the reader does
        ``by_hand``."""
        desk = self.host.desk
        if by_hand:
            self._tell_of_waiting(lambda: True)

        def work() -> Change | None:
            if (operation := make()) is None:
                return None
            change = desk.apply(operation).result()
            if then is not None and desk.store is not None:
                desk.store.flush()  # what follows asks for lists: they must know
            return change

        def done(change: Change | None) -> None:
            if change is None:
                return
            if change.operation.undoable:
                self.say_done(change.operation, on)
            if then is not None:
                then(change)

        self.when(desk.ask(work), done, otherwise=otherwise)

    def store(self) -> Store:
        """Return the open store; raises ``Problem`` while there is none."""
        desk = self.host.desk
        if desk.store is None:
            raise desk.store_problem or Problem("store-opening")
        return desk.store

    def current(self) -> Listed | None:
        """Return the article that a command means: the one being read when the reader has the focus, else the
        selected row."""
        if self.in_reader and self.showing:
            return self.shown_article()
        return self.list.selected

    def shown_article(self) -> Listed | None:
        """Return the article in the reader as it is now; overridden by the screen."""
        raise NotImplementedError

    def refresh_view(self, *, keep: str | None = None) -> None:
        """Ask for the view of the tree and order in force and show it; overridden by the screen."""
        raise NotImplementedError

    def once_listed(self, then: Callable[[], None]) -> None:
        """Do something once all of the list is there, keys waiting for it; overridden by the screen."""
        raise NotImplementedError

    def follow_typing(self, purpose: Purpose, text: str) -> None:
        """Follow what is typed into the prompt; overridden by the screen."""
        raise NotImplementedError

    def show_only(self, tree: Query) -> None:
        """Show what a query wants instead of what is shown; overridden by the screen."""
        raise NotImplementedError

    def show_notebook(self, tree: Query) -> None:
        """Show in the notebook what a query wants; overridden by the screen."""
        raise NotImplementedError

    def turned(self, change: Change, *, back: bool) -> None:
        """Be told what was taken back, or done again; overridden by the screen."""
        raise NotImplementedError

    def show_footer_keys(self) -> None:
        """Show the keys that matter now; overridden by the screen."""
        raise NotImplementedError

    def open_article(self, listed: Listed) -> None:
        """Open an article for reading; overridden by the screen."""
        raise NotImplementedError


# Textual does much for each class made of one of its own, the more the longer the line of classes before it:
# with twenty parts that would be a fortieth of the start. When run, only the whole screen is such a class.
if TYPE_CHECKING:
    MainPart = MainBase
else:
    MainPart = object
