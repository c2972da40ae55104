"""What holds for every test of the screens."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from textual._context import active_app
from textual._wait import wait_for_idle
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot, WaitForScreenTimeout

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump

LOOK = 0.005  # seconds between two looks


def _has_more_to_do(app: App[object]) -> bool:
    """Whether an app has messages, questions or painting before it."""
    if not app.is_running or not app.screen_stack:
        return False
    screen = app.screen
    return bool(
        getattr(app, "questions", 0)
        or any(
            pump.message_queue_size or pump._next_callbacks
            for pump in (app, *screen.walk_children(with_self=True))
        )
        or screen._layout_required
        or screen._repaint_required
        or screen._dirty_widgets
        or screen._callbacks
        or (app.size.area and not screen._compositor.size.area)
    )


async def at_rest(min_sleep: float = 0.02, max_sleep: float = 1.0) -> None:
    """Wait as Textual does, and then until the app has nothing more to do.

    Textual's own wait is over when the process uses little of the processor: so it does where others keep the
    machine busy.
    """
    loop = asyncio.get_running_loop()
    end = loop.time() + max_sleep
    await wait_for_idle(min_sleep, max_sleep)
    app = active_app.get()
    while _has_more_to_do(app) and loop.time() < end:
        await asyncio.sleep(LOOK)


def _waits_for_messages(pump: MessagePump) -> bool:
    """Whether a pump has done all it was sent: its loop stands before an empty queue."""
    queue = pump._message_queue
    return queue.empty() and not queue.ready_event.is_set() and bool(queue.ready_event._waiters)


async def _messages_taken(pilot: Pilot[object], timeout: float = 30.0) -> bool:
    """Wait until the screen and its children have processed what they had been sent; False after a fault.

    Textual's own wait sends each of them a message to know that: half of all messages of the tests were
    those. Here only those get one that are not at rest.
    """
    app = pilot.app
    if not app.screen_stack:
        return False
    pumps = (app, *app.screen.walk_children(with_self=True))
    left = 0
    taken = asyncio.Event()

    def took() -> None:
        nonlocal left
        left -= 1
        if not left:
            taken.set()

    left = sum([pump.call_later(took) for pump in pumps if not _waits_for_messages(pump)])
    if not left:
        return True
    waits = [asyncio.ensure_future(event.wait()) for event in (taken, app._exception_event)]
    done, pending = await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    for wait in pending:
        wait.cancel()
    if not done:
        raise WaitForScreenTimeout("the screen and its children never came to process their messages")
    return not left


@pytest.fixture(autouse=True)
def _keys_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.app.wait_for_idle", at_rest)
    monkeypatch.setattr("textual.pilot.wait_for_idle", at_rest)
    monkeypatch.setattr(Pilot, "_wait_for_screen", _messages_taken)


_parse = Stylesheet._parse_rules
_rules_of: dict[tuple[object, ...], Any] = {}


def _parsed_once(sheet: Stylesheet, *style: Any, **more: Any) -> Any:
    """Return the rules of a style sheet, read once for all apps of a process that have the same colours."""
    key = (frozenset(sheet._variables.items()), style, frozenset(more.items()))
    if key not in _rules_of:
        _rules_of[key] = _parse(sheet, *style, **more)
    return _rules_of[key]


@pytest.fixture(autouse=True)
def _styles_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parsed_once)


@pytest.fixture(autouse=True)
def _nothing_is_read_by_being_looked_at(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture is the same however long it takes to be made."""
    if "snap_compare" in request.fixturenames:
        monkeypatch.setattr("tui.screens.opening._EYE_SECONDS", 600.0)
