"""What the screens ask and have changed: the threads for it, and what is to wait for the annotations."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Questions:
    """Two threads, so that one is free while texts are gone into.

    A question or change that needs the annotations before they are open (it fails with the problem
    ``store-opening``) is put aside, without keeping a thread from others, and tried again once they are open
    or cannot be opened: what the reader does in the first moment is neither refused nor lost.
    """

    def __init__(self, open_store: Callable[[], None]) -> None:
        """Take what opens the annotations; it raises nothing."""
        self._open_store = open_store
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="desk")
        self._lock = threading.Lock()
        self._opening: Future[None] | None = None
        self._settled = False
        self._aside: list[Callable[[], None]] = []
        self._closing = False
        self._lost: list[Problem] = []

    def open(self) -> None:
        """Open the annotations on one of the threads."""
        self._opening = self._pool.submit(self._open)

    def _open(self) -> None:
        try:
            self._open_store()
        finally:
            with self._lock:
                self._settled = True
                aside, self._aside = self._aside, []
            for attempt in aside:
                self._pool.submit(attempt)

    def ask(self, work: Callable[[], T]) -> Future[T]:
        """Run a question on one of the threads and return its answer to come; raises ``RuntimeError`` after
        ``close``."""
        answer: Future[T] = Future()

        def attempt() -> None:
            while True:
                settled = self._settled
                try:
                    found = work()
                except BaseException as error:
                    if not settled and _needs_store(error):
                        if self._put_aside(attempt):
                            return
                        continue  # they have been opened meanwhile
                    if self._closing and isinstance(error, Problem) and _is_loss(error):
                        self._lost.append(error)
                    answer.set_exception(error)
                else:
                    answer.set_result(found)
                return

        self._pool.submit(attempt)
        return answer

    def _put_aside(self, attempt: Callable[[], None]) -> bool:
        with self._lock:
            if self._settled:
                return False
            self._aside.append(attempt)
            return True

    def close(self) -> tuple[Problem, ...]:
        """Let everything that was asked come to its end, what waits for the annotations too. Return why
        something could not be saved, of which no screen can tell any more."""
        self._closing = True
        if self._opening is not None:
            self._opening.result()
        self._pool.shutdown(wait=True)
        if self._aside:  # left before they were to be opened
            self._open_store()
            self._settled = True
            for attempt in self._aside:
                attempt()
        return tuple(self._lost)


def _is_loss(problem: Problem) -> bool:
    return problem.code == "not-saved" or problem.code.startswith("store-")


def _needs_store(error: BaseException) -> bool:
    return isinstance(error, Problem) and error.code == "store-opening"
