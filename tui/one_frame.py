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
        """Paint what there is now."""
        if self._end is None:
            return
        self._end.cancel()
        self._end = None
        self._held.close()
        if self._app.screen_stack:
            self._app.screen.check_idle()
