"""The app on a desk of its own: real files, real annotations, in a folder that goes away."""

import asyncio
import contextlib
import functools
import shutil
import sys
import tempfile
import threading
import traceback
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen

from tui.app import DocbaoApp
from tui.desk import Desk
from tui.paths import Places
from tui.session import Session, load
from tui.settings import Settings

TODAY = date(2026, 2, 20)
PATIENCE = 30.0  # seconds; only what never comes is waited for so long, however busy the machine is


class DatedApp(DocbaoApp):
    """The app on a day that does not move, so that what it says of "this month" stays true, and which does
    not wait for keys that a test presses only later.

    ``questions`` is how many its threads have not answered yet, ``painted`` how often it has painted.
    """

    KEYS_FIRST = 0.001
    questions = 0
    painted = 0

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        self.painted += 1
        super()._display(screen, renderable)

    def when_done(self, future: Future[Any], then: Callable[[], None]) -> None:
        self.questions += 1

        def answered() -> None:
            self.questions -= 1
            then()

        super().when_done(future, answered)

    def today(self) -> date:
        return TODAY


def places_in(folder: Path) -> Places:
    return Places(
        data=folder / "data",
        articles=folder / "data" / "articles",
        index=folder / "cache" / "index.sqlite",
        marks_cache=folder / "cache" / "marks.json",
        config=folder / "config.toml",
        state=folder / "state",
        session=folder / "state" / "session.json",
        log=folder / "state" / "docbao.log",
    )


@dataclass
class Opened:
    """An app that runs, and the hands on its keys."""

    app: DatedApp
    pilot: Pilot[None]

    async def settle(self) -> None:
        """Wait until library and annotations are there and shown."""
        desk = self.app.desk
        await self.until(lambda: desk.store is not None or desk.store_problem, "the annotations")
        await self.until(lambda: self.app.scanned and self.app.main.view is not None, "the library")
        await self.pilot.pause()

    async def named(self) -> None:
        """Wait until the article beside the list, if there is one, has its names: what lies under a box stays
        as it was drawn when the box came."""

        def shown() -> bool:
            page = self.app.main.reader.page if self.app.main.side_by_side else None
            return not self.app.main.side_by_side or (
                page is not None
                and page.article.mentions is not None
                and self.app.main.reader.size.height > 0
            )

        await self.until(shown, "the names in what is beside the list")
        await self.still(2)

    async def still(self, times: int = 6) -> None:
        """Wait until nothing is asked and nothing on the screen has changed for so many looks."""
        before, painted, same = None, -1, 0
        while same < times:
            await self.pilot.pause(0.05)
            now = before
            if self.app.painted != painted:
                now, painted = self.app.screen._compositor.render_strips(), self.app.painted
            quiet = now == before and not self.app.questions
            before, same = now, same + 1 if quiet else 0

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Type without waiting for what each letter brings, as quick hands do."""
        driver = self.app._driver
        assert driver is not None
        for letter in text[:-1]:
            key = events.Key(letter if letter.isalnum() else _character_to_key(letter), letter)
            key.set_sender(self.app)
            driver.send_message(key)
        for _ in range(3):  # from the app to its screen, and on to what has the keys
            await self.pilot._wait_for_screen()
        await self.press(*("space" if letter == " " else letter for letter in text[-1:]))

    def burst(self, *keys: str) -> None:
        """Press keys all at once, as a paste or a slow line brings them."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            letter = key if len(key) == 1 else None
            event = events.Key(_character_to_key(key) if letter and not key.isalnum() else key, letter)
            event.set_sender(self.app)
            driver.send_message(event)

    async def type_slowly(self, text: str) -> None:
        """Type, and wait after each letter until what it brings is there."""
        for letter in text:
            await self.press("space" if letter == " " else letter)

    async def until(self, holds: Callable[[], object], what: str = "") -> None:
        """Wait until something holds and what came with it is painted; the app's threads answer when they
        do."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not holds():
            assert asyncio.get_running_loop().time() < end, self._never(what or repr(holds))
            await self.pilot.pause(0.02)
        if self.app.is_running:
            await self.pilot.pause()

    def _never(self, what: str) -> str:
        """Return what to say of something that did not come: what is on the screen, and where each thread
        stands."""
        names = {thread.ident: thread.name for thread in threading.enumerate()}
        stacks = (
            f"{names.get(ident)}:\n{''.join(traceback.format_stack(frame)[-6:])}"
            for ident, frame in sys._current_frames().items()
        )
        return "\n".join((f"never came true: {what}", self.screen_text(), *stacks))

    async def open(self) -> None:
        """Open the selected article and wait until it is the one in the reader."""
        await self.press("enter")
        await self.until(lambda: self.app.main.reader.has_focus)
        await self.until(lambda: (page := self.app.main.reader.page) and page.listed.heading == self.selected)

    def screen_text(self) -> str:
        """Return what is on the screen, a line a row."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in lines)

    @property
    def selected(self) -> str:
        listed = self.app.main.list.selected
        return listed.heading if listed else ""

    @property
    def said(self) -> str:
        return self.app.main.footer.message


@functools.cache
def index_of_seeds() -> bytes:
    """Return the index of the bundled articles with their names, read once for all tests of a process."""
    from seeds.library import Library

    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index.sqlite"
        library = Library((), index_path=index, bundled=True)
        library.scan(stop=threading.Event(), progress=lambda progress: None, changed=lambda change: None)
        library.close()
        assert not index.with_name("index.sqlite-wal").exists(), "all of it is in the one file"
        return index.read_bytes()


def desk_and_app(
    folder: Path,
    *,
    query: str = "",
    libraries: tuple[Path, ...] = (),
    settings: Settings | None = None,
    bundled: bool = True,
    session: Session | None = None,
    first_start: bool = False,
) -> tuple[Desk, DatedApp]:
    """Make the app as its command does; the desk is loading already and wants to be closed.

    The bundled articles are in the index, as at every start but the first; ``first_start`` leaves them to
    the scan.
    """
    where = places_in(folder)
    if bundled and not first_start and not where.index.exists():
        where.index.parent.mkdir(parents=True, exist_ok=True)
        where.index.write_bytes(index_of_seeds())
    desk = Desk(where, libraries, bundled=bundled, last_opened="")
    desk.begin()
    return desk, DatedApp(desk, session or load(where.session), settings or Settings(), query=query)


@contextlib.asynccontextmanager
async def opened(
    folder: Path,
    *,
    size: tuple[int, int] = (120, 40),
    query: str = "",
    libraries: tuple[Path, ...] = (),
    settings: Settings | None = None,
    bundled: bool = True,
    session: Session | None = None,
    first_start: bool = False,
) -> AsyncIterator[Opened]:
    """Open the app as its command does, wait until library and annotations are there, and close it after."""
    desk, app = desk_and_app(
        folder,
        query=query,
        libraries=libraries,
        settings=settings,
        bundled=bundled,
        session=session,
        first_start=first_start,
    )
    try:
        async with app.run_test(size=size) as pilot:
            hands = Opened(app, pilot)
            await hands.until(
                lambda: app.scanned and (desk.store is not None or desk.store_problem), "desk ready"
            )
            await hands.until(lambda: app.main.view is not None, "a view")
            await pilot.pause()
            yield hands
    finally:
        desk.close()


def copy_of_seeds(folder: Path) -> Path:
    """Return a folder with copies of the bundled articles, to be changed at will."""
    import seeds

    into = folder / "library"
    shutil.copytree(Path(seeds.__file__).parent / "articles", into)
    return into
