"""Something that is to be done after a while, and is done however long the process is kept waiting."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump


class Alarm:
    """Calls something once, after a while, on the interface's loop.

    Textual's own timer of one shot (``set_timer``, 8.2) never goes off where the process is kept waiting for
    the whole of that while just as the timer begins.
    """

    def __init__(self, pump: MessagePump, seconds: float, then: Callable[[], object]) -> None:
        """Begin to wait; a pump that has closed by then is not called. For the loop."""
        self._handle = asyncio.get_running_loop().call_later(seconds, pump.call_later, then)

    def stop(self) -> None:
        """Do not call it any more."""
        self._handle.cancel()
