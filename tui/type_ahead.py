"""Keys typed ahead: each is dealt with before the next one is looked at, so that it goes where it should.

Textual hands a burst of keys to the widget that has the focus when it arrives. ``/dam`` in one burst would
open the filter and run ``d``, ``a`` and ``m`` as commands of the list.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App

from tui.alarms import Alarm

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.dom import DOMNode

PATIENCE = 0.5
"""Seconds after which a key counts as dealt with, whatever became of the widget that had it."""

HOLD_PATIENCE = 2.0
"""Seconds for which keys are held at most: a screen that has not opened by then does not."""


class TypeAhead(App[None]):
    """An app in which keys and pastes take effect one after the other.

    A command that opens something only after an answer from elsewhere calls ``hold_keys`` first.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Start with no key waiting; the arguments are those of ``App``."""
        super().__init__(*arguments, **named)
        self.typed_at = 0.0
        """When the key came that is dealt with now, by the monotonic clock."""
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._turn = 0
        self._taken = False
        self._holds = 0
        self._given_up: list[Callable[[], None]] = []
        self._limit: asyncio.TimerHandle | None = None

    def hold_keys(
        self, patience: float = HOLD_PATIENCE, given_up: Callable[[], None] | None = None
    ) -> Callable[[], None]:
        """Keep keys waiting from now on until what is returned is called, or so many seconds are over. With
        ``given_up`` Esc ends it, too: that is called then, and what was typed meanwhile is forgotten."""
        self._holds += 1
        held = True

        def release() -> None:
            nonlocal held
            if held:
                held = False
                self._holds -= 1
                if given_up in self._given_up:
                    self._given_up.remove(given_up)
                self._landed(self._turn)

        if given_up is not None:
            self._given_up.append(given_up)
        Alarm(self, patience, release)
        return release

    def at_once(self) -> None:
        """Know that the key that is being dealt with has had all its effect, as one that moves a cursor has
        where it is read: the next one need not wait for the queues above."""
        self._turn += 1
        self._leave_off()
        if self._ahead:
            self.call_later(self._next)

    async def on_event(self, event: events.Event) -> None:
        """Queue what was typed behind what is still being dealt with. Who leaves while keys are held, and has
        typed nothing since, does not wait."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            if self._holds and not self._ahead and isinstance(event, events.Key) and event.key == "ctrl+q":
                await super().on_event(event)
                return
            if self._given_up and isinstance(event, events.Key) and event.key == "escape":
                self._ahead.clear()
                self._given_up.pop()()
                return
            self._ahead.append(_as_meant(event))
            await self._next()
        else:
            await super().on_event(event)

    async def _next(self) -> None:
        if self._taken or self._holds or not self._ahead:
            return
        self._taken = True
        self._turn += 1
        turn = self._turn
        target: DOMNode = self.focused or self.screen
        event = self._ahead.popleft()
        self.typed_at = event.time
        await super().on_event(event)
        # The key now goes from its widget up to the app, through the queue of each. So does this, behind it.
        self._climb(turn, list(target.ancestors_with_self))
        self._limit = asyncio.get_running_loop().call_later(PATIENCE, self.call_later, self._done, turn)

    def _climb(self, turn: int, path: list[DOMNode]) -> None:
        while path and turn == self._turn:
            node = path.pop(0)
            # A node that has been removed takes no more messages: go on with its parent.
            if node is not self and node.call_later(self._climb, turn, path):
                return
        if turn == self._turn:
            self.call_later(self._landed, turn)

    def _landed(self, turn: int) -> None:
        """Wait for the screen that is on top now: a new one takes the focus when it has mounted."""
        if turn == self._turn and self.screen_stack:
            self.screen.call_later(self.call_later, self._done, turn)

    async def _done(self, turn: int) -> None:
        if turn == self._turn:
            self._leave_off()
            await self._next()

    def _leave_off(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
        self._taken = False


def _as_meant(event: events.Key | events.Paste) -> events.Key | events.Paste:
    """Return what was pressed. Of Enter, a terminal that is not yet the app's makes a line feed, Ctrl+J: what
    is typed right behind the command that opens docbao comes so."""
    if not isinstance(event, events.Key) or event.key != "ctrl+j":
        return event
    meant = events.Key("enter", "\r")
    meant.time = event.time
    if event._sender is not None:
        meant.set_sender(event._sender)
    return meant
