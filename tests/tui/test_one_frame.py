"""Painting held back for a moment, so that a key and what it brings come in one frame."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.widget import Widget

from tui.one_frame import LONGEST, OneFrame


class Counted(Widget):
    painted = 0

    def render(self) -> str:
        self.painted += 1
        return str(self.painted)


class CountingApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Counted()


async def until(seconds: float, so: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if so():
            return True
        await asyncio.sleep(0.001)
    return False


async def test_nothing_is_painted_before_it_is_released_and_then_at_once() -> None:
    async with CountingApp().run_test() as pilot:
        frame, widget = OneFrame(pilot.app), pilot.app.query_one(Counted)
        await pilot.pause()
        before = widget.painted
        frame.hold()
        for _ in range(3):
            widget.refresh()
            await asyncio.sleep(0)
        assert widget.painted == before
        frame.release()
        assert await until(1, lambda: widget.painted == before + 1)


async def test_what_is_never_released_is_painted_after_a_frame_however_often_it_is_held() -> None:
    async with CountingApp().run_test() as pilot:
        frame, widget = OneFrame(pilot.app), pilot.app.query_one(Counted)
        await pilot.pause()
        before, begun = widget.painted, time.monotonic()
        while widget.painted == before and time.monotonic() < begun + 5:
            frame.hold()
            widget.refresh()
            await asyncio.sleep(LONGEST / 8)
        assert widget.painted > before
