"""The Textual app: start, themes, the keymap, and carrying events from the desk to the screen."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

# Terminals that report every key as text drop what Vietnamese input methods compose: keep that protocol off.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widget import MountError

from annotations.query.whole import ORDERS
from annotations.shown import View
from seeds.problems import Problem
from seeds.text import display_safe
from tui import keymap, own_log, session, settings
from tui.alarms import Alarm
from tui.commands import by_id
from tui.desk import Desk
from tui.garbage import Garbage
from tui.one_frame import OneFrame
from tui.paths import Places, places
from tui.screens.main import MainScreen
from tui.sentences import problem_in_words, settings_mistake_in_words
from tui.themes import NAMES, Depth, Look
from tui.themes.depth import depth_of
from tui.type_ahead import TypeAhead
from tui.wall import Wall
from tui.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.theme import Theme

    from tui.news import DeskEvent
    from tui.request import AppRequest

log = logging.getLogger("docbao")

_NOT_SAVED = 3
"""The exit status that says so (see ``tui.cli``)."""


@runtime_checkable
class Unfinished(Protocol):
    """A screen in which something is being written."""

    def flush_now(self, patience: float = 2.0) -> bool:
        """Keep it before this returns; False when that failed."""
        ...


class DocbaoApp(TypeAhead):
    """Reads, lists and annotates. ``look``, ``words`` and ``keymap`` are what every widget may ask for."""

    ENABLE_COMMAND_PALETTE = False
    # Textual does not load the style of a first screen by itself.
    CSS_PATH = Path(__file__).parent / "screens" / "main.tcss"
    BINDINGS: ClassVar[list[Any]] = [("ctrl+q", "leave", "")]
    KEYS_FIRST: ClassVar[float] = 0.1
    """Seconds after the first paint for which all other work waits: who opens docbao to press a key has its
    answer before the reader, the annotations and the files are gone into."""

    @dataclass
    class Told(Message):
        """Something happened at the desk."""

        event: DeskEvent

    @dataclass
    class Answered(Message):
        """An answer asked for off the loop is there."""

        then: Callable[[], None]

    def __init__(
        self, desk: Desk, kept: session.Session, wanted: settings.Settings, *, query: str = ""
    ) -> None:
        """Take the desk (already loading), where the reader was, the settings, and a view to begin with."""
        self._depth: Depth = depth_of(os.environ)
        # Before Textual looks for a theme: it would parse all styles once more for one that came later.
        self._dress(_theme(wanted, kept))
        self.set_reactive(DocbaoApp.theme, self._css_theme.name)
        # Below full depth Textual must leave the terminal its colours; NO_COLOR then has none.
        super().__init__(ansi_color=None if self._depth == "full" else True)
        self.desk = desk
        self.kept = kept
        self.wanted = wanted
        self.words = Words("en", wanted.topics)
        self.commands = by_id()
        self.keymap, self._key_mistakes = keymap.build(wanted.keys, wanted.key_lines)
        self._first_query = query
        self.register_theme(self._css_theme)
        self.scanned = False
        self._unfinished = ""
        self.main = MainScreen(measure=wanted.measure)
        self._wall = Wall()
        self.one_frame = OneFrame(self)
        self._garbage = Garbage(self)

    def today(self) -> date:
        """The reader's day."""
        return date.today()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the second wall: nothing that could command a terminal leaves in a segment."""
        return [*super().get_line_filters(), self._wall]

    def get_default_screen(self) -> Screen[Any]:
        """The main screen is the first one: no switch before first paint."""
        return self.main

    def on_mount(self) -> None:
        """Make ready to be told things. Keys typed before there is a list to take them wait for it."""
        self._take_keys = self.hold_keys()
        self.animation_level = "none"
        self.desk.tell = self._on_news
        self._heed_signals()

    async def on_event(self, event: events.Event) -> None:
        """Have what is typed, and the mouse, come before what can wait."""
        if isinstance(event, events.InputEvent):
            self._garbage.heard()
        await super().on_event(event)

    def screen_ready(self) -> None:
        """The panes are there: show the first view, put the reader back where they were, and start the
        work."""
        self._restore()
        self.call_later(self._take_keys)  # behind the list's taking the focus, which goes the same way
        self.call_after_refresh(self._painted)
        if self.kept.unfinished:
            said = self.words("main.app.unfinished", text=display_safe(self.kept.unfinished))
            self.main.footer.say(said, failed=True)
        if mistakes := sorted((*self.wanted.mistakes, *self._key_mistakes), key=lambda one: one.line):
            self.main.say_each([settings_mistake_in_words(mistake, self.words) for mistake in mistakes])

    def _painted(self) -> None:
        if not gc.isenabled():  # see tui.calls.open_app
            self._garbage.begin()
        Alarm(self.main, self.KEYS_FIRST, self.main.first_paint_done)

    def _heed_signals(self) -> None:
        """Being told to end (a dropped line, a shutdown) keeps what is being typed, like leaving by hand."""
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    asyncio.get_running_loop().add_signal_handler(number, self._told_to_end)

    def _told_to_end(self) -> None:
        try:
            for screen in self.screen_stack:
                if isinstance(screen, Unfinished):
                    screen.flush_now()
            self._unfinished = " · ".join(self._lines_being_typed())
            self.action_leave()
        except Exception:  # without a terminal it would go on for ever, unseen
            log.exception("what was on the screen could not be kept")
            self.exit()

    def _lines_being_typed(self) -> Iterator[str]:
        """Yield what stands on the lines of boxes that are open; the filter's is kept with the view."""
        from tui.widgets.line_input import LineInput

        for screen in self.screen_stack:
            if screen is not self.main:
                yield from (line.value.strip() for line in screen.query(LineInput) if line.value.strip())

    def _on_news(self, event: DeskEvent) -> None:
        self.post_message(self.Told(event))

    def _restore(self) -> None:
        main, kept = self.main, self.kept
        main.order = ORDERS.get(kept.order, main.order)
        main.filter_text(self._first_query or kept.query)
        if not self.desk.wait_loaded(0.5):
            main.refresh_view()
            return
        # Of a large library the first paint shows its head: all of it is joined once a first key is answered.
        view = self.desk.first_view(main.wanted, main.order)
        if view is not None:
            main.show_view(view, keep=kept.selected or None)
        main.list.restore(kept.selected, kept.top)
        if view is not None and kept.reading and not self._first_query:
            self._reopen()
        if not isinstance(view, View):
            ask = partial(main.refresh_view, keep=kept.selected or None)
            _ = self.call_after_refresh(ask) if view is None else Alarm(main, self.KEYS_FIRST, ask)

    def _reopen(self) -> None:
        """Open the article that was being read. One whose file was edited is known by its id only once the
        annotations are open: until then the list waits to go to it."""
        main = self.main
        if (listed := main.list.selected) is not None and listed.id == self.kept.selected:
            main.open_article(listed)
            return
        listed = self.desk.collection.listed(self.kept.selected) if self.desk.store is not None else None
        if listed is not None and main.list.restoring:
            main.list.select(listed.id)
            main.open_article(listed)

    def when_done(self, future: Future[Any], then: Callable[[], None]) -> None:
        """Call ``then`` on this loop once the future is done."""
        future.add_done_callback(lambda _: self._post_answer(then))

    def _post_answer(self, then: Callable[[], None]) -> None:
        self.post_message(self.Answered(then))

    def on_docbao_app_answered(self, message: Answered) -> None:
        """Carry out what waited for an answer."""
        message.then()

    def on_docbao_app_told(self, message: Told) -> None:
        """Bring the desk's news to the screen."""
        from tui.news import (
            CommonLearnt,
            MarksChanged,
            RowsChanged,
            Scanned,
            Scanning,
            StoreFailed,
            StoreOpened,
        )

        main, event = self.main, message.event
        if isinstance(event, MarksChanged):
            main.marks_changed(event.change)
        elif isinstance(event, RowsChanged):
            self.scanned &= not self.desk.library.behind
            if self.desk.halted:
                main.others_read()
            main.refresh_view()
            main.follow_page()
        elif isinstance(event, StoreOpened):
            if main.footer.message == self.words("main.app.store-awaited"):
                main.footer.dismiss_passing()
            main.refresh_view()
            main.tell_of_drafts()
            main.store_opened()
            if self.kept.reading and not self._first_query and not main.reading:
                self._reopen()
            self._tell_of_damage(event.told)
        elif isinstance(event, CommonLearnt):
            main.reader.set_common(self.desk.common)
        elif isinstance(event, StoreFailed):
            main.show_waiting()
            main.complain(event.problem)
        elif isinstance(event, Scanning):
            main.reading_progressed(event.progress)
        elif isinstance(event, Scanned):
            self.scanned = True
            main.reading_ended(event.report)
            main.refresh_view()

    def _tell_of_damage(self, told: Sequence[tuple[str, Mapping[str, object]]]) -> None:
        """Tell, once per start, what opening the annotations found, and that something was taken by damage
        before and has not come back."""

        def look() -> list[Problem]:
            from annotations.asides import reminder

            new = any(code == "store-incomplete" for code, _ in told)
            before = None if new else reminder(self.main.store())
            return [Problem(code, **values) for code, values in (*told, *([before] if before else []))]

        def tell(problems: list[Problem]) -> None:
            self.main.say_each([problem_in_words(problem, self.words) for problem in problems])

        self.main.ask(look, tell)

    def _dress(self, name: str) -> None:
        self.look = Look(name, self._depth)
        self._css_theme = self.look.textual_theme()

    def get_theme(self, theme_name: str) -> Theme | None:
        """Return the theme of what is styled by CSS: there is one, that of the look."""
        return self._css_theme

    def cmd_theme(self, count: int = 1) -> None:
        """Go from dark to light and back; the choice is kept."""
        name = NAMES[(NAMES.index(self.look.name) + 1) % len(NAMES)]
        self._dress(name)
        self.register_theme(self._css_theme)
        self.theme = self._css_theme.name
        self.kept = self.kept._replace(theme=name, theme_over=self.wanted.theme)
        self.refresh(layout=True)
        for widget in self.screen.walk_children():
            widget.refresh()

    def cmd_quit(self, count: int = 1) -> None:
        """Leave; everything written is on disk."""
        self.action_leave()

    def action_leave(self) -> None:
        """Remember the place and end."""
        self.main.leave_article()
        self.save_session()
        self.exit()

    def save_session(self) -> None:
        """Write the last view and place."""
        from annotations.query.printer import print_query

        main = self.main
        selected, top = main.list.place
        session.save(
            self.desk.places.session,
            self.kept._replace(
                query=print_query(main.wanted),
                order=main.order,
                selected=selected,
                top=top,
                reading=main.reading,
                **main.reader_choices(),
                folded=main.kept_folds(),
                # Another window may have kept some meanwhile.
                history=session.joined(
                    main.asked, (*session.load(self.desk.places.session).history, *self.kept.history)
                ),
                unfinished=self._unfinished,
                closed_at=datetime.now(UTC).isoformat(timespec="seconds"),
            ),
        )

    def _handle_exception(self, error: Exception) -> None:
        """A fault of the program: keep its trace in the log, tell it in one line, lose nothing."""
        if self._exit and isinstance(error, MountError):
            return  # the reader has left before all was on the screen, and Textual takes no more
        log.error("the app ended by a fault", exc_info=error)
        self._return_code = 1
        if self._exception is not None:
            return  # what breaks after it is told in the log only
        self._exception = error
        self._exception_event.set()
        self.panic(Text(self.words("main.app.fault", log=str(self.desk.places.log))))


def run(request: AppRequest) -> int:
    """Open the app and return its exit status: 0, 1 after a fault (told in one line, its trace in the log), 3
    when something done last could not be saved (told in one line)."""
    if not os.environ.get("NO_COLOR", "1"):
        del os.environ["NO_COLOR"]  # set but empty asks for nothing (no-color.org), yet Textual heeds it
    kept_places = places(request.data)
    wanted = settings.load(kept_places.config)
    kept = session.load(kept_places.session)
    desk = Desk(
        kept_places,
        request.libraries or _libraries(kept_places, wanted),
        bundled=wanted.bundled and not request.libraries,
        last_opened=kept.closed_at,
        own_topics=wanted.topics,
    )
    desk.begin()
    own_log.begin(log, kept_places.log)
    app = DocbaoApp(desk, kept, wanted, query=request.query)
    lost: tuple[Problem, ...] = ()
    try:
        app.run()
    finally:
        lost = desk.close()
    with contextlib.suppress(OSError):  # the terminal may be gone
        for told in dict.fromkeys(problem_in_words(problem, app.words) for problem in lost):
            print(f"docbao: {told}", file=sys.stderr)
    return app.return_code or (_NOT_SAVED if lost else 0)


def _theme(wanted: settings.Settings, kept: session.Session) -> str:
    """Return the theme to begin with: the one chosen by key, until the settings ask for another one."""
    if kept.theme in NAMES and kept.theme_over == wanted.theme:
        return kept.theme
    return wanted.theme or NAMES[0]


def _libraries(kept_places: Places, wanted: settings.Settings) -> tuple[Path, ...]:
    """Return the reader's library and the folders of the settings. The first is there once something was
    added."""
    own = (kept_places.articles,) if kept_places.articles.is_dir() else ()
    return (*own, *wanted.libraries)
