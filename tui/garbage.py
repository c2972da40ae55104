"""Looking for garbage while nobody types. All that is held is gone through for it: two frames or more, in
which a key would wait.

Python does so by itself whenever so much has been made; in the middle of leafing that is every few seconds.
What was made lately, a small part, is still looked through whenever Python likes: a millisecond or two.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from tui.alarms import Alarm

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

REST = 2.0
"""Seconds without a key after which it is looked for."""

SELDOM = 500
"""How many times more than at first has to be made before it is looked for in the midst of keys after all:
some minutes of a key held down."""


class Garbage:
    """Has the collector go through everything only when there is time. For the interface's loop."""

    def __init__(self, pump: MessagePump) -> None:
        """Take what alarms are told to; nothing changes before ``begin``."""
        self._pump = pump
        self._heard = 0.0
        self._alarm: Alarm | None = None
        self._begun = self._settled = False

    def begin(self) -> None:
        """Let the collector work from now on, and leave to it only what is made from now on."""
        gc.freeze()
        gc.enable()
        young, middle, old = gc.get_threshold()
        if old:  # Pythons that look through a little at a time have none
            gc.set_threshold(young, middle, max(old, SELDOM))
        self._begun = True

    def heard(self) -> None:
        """Know that something is being done just now."""
        self._heard = time.monotonic()
        if self._begun and self._alarm is None:
            self._alarm = Alarm(self._pump, REST, self._look)

    def _look(self) -> None:
        left = self._heard + REST - time.monotonic()
        if left > 0:
            self._alarm = Alarm(self._pump, left, self._look)
            return
        self._alarm = None
        gc.collect()
        if not self._settled:  # by now the list and the annotations are there, and stay
            self._settled = True
            gc.freeze()
