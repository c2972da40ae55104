"""A press of a key is over when the app has done with it and painted, not when the machine looks idle."""

import asyncio

import pytest
from textual._context import active_app
from textual.pilot import Pilot

PATIENCE = 5.0  # seconds; an app that never comes to rest is left to what the test asks of it
TURNS = 3  # of the event loop, for what came from another thread to reach a queue


async def at_rest(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until no widget has a message left and what changed is painted.

    Stands in for Textual's own wait, which sleeps 20 ms at a time until the process uses little of the
    processor: too long where nothing is left to do, and too short on a machine that others keep busy.
    """
    app = active_app.get()
    loop = asyncio.get_running_loop()
    pilot, end, calm = Pilot(app), loop.time() + PATIENCE, 0
    await asyncio.sleep(min_sleep)
    while calm < 2 and loop.time() < end:
        for _ in range(TURNS):
            await asyncio.sleep(0)
        await pilot._wait_for_screen()
        if not app.is_running or not app.screen_stack:
            return
        screen, below = app.screen, app.screen_stack[:-1]
        pumps = (app, *(pump for one in app.screen_stack for pump in one.walk_children(with_self=True)))
        if any(pump.message_queue_size or pump._next_callbacks for pump in pumps):
            calm = 0
        elif under := [one for one in below if one._callbacks]:
            for one in under:
                one._on_timer_update()
            calm = 0
        elif app.size.area and not screen._compositor.size.area:  # a screen that has just been opened
            calm = 0
            await asyncio.sleep(0.005)
        elif (
            screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
            or screen._recompose_required
            or screen._dirty_widgets
            or screen._callbacks
        ):
            screen._on_timer_update()
            calm = 0
        else:
            calm += 1


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
