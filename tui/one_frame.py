"""A key and what it brings in one frame: what is typed is painted with its answer, if that comes soon.

Painted one by one, the letter would take a frame for itself and the list that it leaves the one after.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

LONGEST = 0.03
"""Seconds for which nothing is painted at most: two frames, too short to be felt. What has no answer by then
is painted alone."""
TURNS = 6
"""Turns of the loop in which a widget tells its screen that it is to be drawn anew, and what holds it that it
is to be laid out anew; what comes later is painted a frame later."""


class OneFrame:
    """Holds painting back for a moment. For the interface's loop."""

    def __init__(self, app: App[None]) -> None:
        """Take the app that is painted."""
        self._app = app
        self._held = ExitStack()
        self._end: asyncio.TimerHandle | None = None

    def hold(self) -> None:
        """Paint nothing until ``release``, or until ``LONGEST`` is over since the first of several calls."""
        if self._end is None:
            self._held.enter_context(self._app.batch_update())
            self._end = asyncio.get_running_loop().call_later(LONGEST, self.release)

    def release(self) -> None:
        """Paint what there is now, in a moment: what has been changed is heard of by the screen only then."""
        if self._end is None:
            return
        self._end.cancel()
        self._end = None
        self._paint(self._held.pop_all(), TURNS)

    def _paint(self, held: ExitStack, turns: int) -> None:
        if turns:
            asyncio.get_running_loop().call_soon(self._paint, held, turns - 1)
            return
        held.close()
        if self._app.screen_stack:
            self._app.screen.check_idle()
