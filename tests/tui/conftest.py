"""What holds for every test of the screens."""

import asyncio

import pytest
from textual._context import active_app
from textual._wait import wait_for_idle
from textual.app import App

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


@pytest.fixture(autouse=True)
def _keys_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.app.wait_for_idle", at_rest)
    monkeypatch.setattr("textual.pilot.wait_for_idle", at_rest)


@pytest.fixture(autouse=True)
def _nothing_is_read_by_being_looked_at(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture is the same however long it takes to be made."""
    if "snap_compare" in request.fixturenames:
        monkeypatch.setattr("tui.screens.opening._EYE_SECONDS", 600.0)
