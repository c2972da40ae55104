"""Questions that follow what the reader does: asked step by step off the loop, the newest one alone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Generic, TypeVar

from annotations.query.stopped import Stopped
from tui.alarms import Alarm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future

    from tui.screens.base import MainBase

T = TypeVar("T")
log = logging.getLogger("docbao")

REST_SECONDS = 0.08
"""How long the reader's hands must rest before counting begins: no key waits for a count."""


class Latest(Generic[T]):
    """Asks several things one after the other; each answer is told at once. A newer question ends the one
    before: its steps that have not begun are never run, and its answers are not told."""

    def __init__(self, screen: MainBase, *, first: bool = False) -> None:
        """Take the screen on whose loop answers are told. ``first``: the reader waits for them, they are not
        counted behind what nobody waits for."""
        self._screen = screen
        self._first = first
        self._turn = 0

    def cancel(self) -> None:
        """Ask nothing any more."""
        self._turn += 1

    def stopper(self) -> Callable[[], bool]:
        """Return what says whether the question asked last has been overtaken by another."""
        turn = self._turn
        return lambda: turn != self._turn

    def ask(
        self,
        steps: Iterable[Callable[[], T]],
        then: Callable[[int, T], None],
        *,
        after: float = REST_SECONDS,
        failed: Callable[[], None] | None = None,
    ) -> None:
        """Run the steps after a rest (seconds), each on the thread that counts, and call ``then`` on the loop
        with a step's number and its answer. A step that fails is logged and left out: ``failed`` is called
        instead. The next step is looked for, on the loop, when an answer was told: it may follow from
        that."""
        self._turn += 1
        turn, left = self._turn, iter(steps)

        def go(at: int) -> None:
            step = next(left, None) if turn == self._turn else None
            if step is None:
                return
            desk = self._screen.host.desk
            future: Future[T] = desk.ask(step) if self._first else desk.count(step)
            self._screen.host.when_done(future, lambda: answered(at, future))

        def answered(at: int, future: Future[T]) -> None:
            if future.cancelled():
                return
            error = future.exception()
            if error is not None and not isinstance(error, Stopped):
                log.error("a question behind the keys failed", exc_info=error)
            if turn != self._turn:
                return
            if error is None:
                then(at, future.result())
            elif failed is not None:
                failed()
            go(at + 1)

        if after:
            Alarm(self._screen, after, lambda: go(0))
        else:
            go(0)
