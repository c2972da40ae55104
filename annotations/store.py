"""The one object through which everything the reader adds is read and changed.

Reading answers from memory, from any thread. A change goes to one writer thread, which makes it durable, then
visible, then tells those who have subscribed. The same thread looks every half second for what other windows
and devices have written.
"""

from __future__ import annotations

import atexit
import queue
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from annotations.answers import Answers
from annotations.model import Change, OpenReport, Operation
from seeds.problems import Problem
from seeds.spare_memory import give_back

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from annotations.engine import Engine
    from annotations.files import Files
    from annotations.undo import Step

POLL = 0.5
"""Seconds between two looks at what others have written."""

COMPACT_AFTER = 4000
"""Journal lines after which a snapshot is taken: replaying so many takes about 50 ms."""

FOLD_ASIDE = 2 << 20
"""Bytes of snapshot and journal from which on they are folded on a thread of their own: it takes about 50 ms
then."""

MUCH = 5000
"""Articles from which on what a change took in memory is given back."""

Name = tuple[str, Mapping[str, object]]
Subscriber = Callable[[Change], None]
T = TypeVar("T")
C = TypeVar("C", Change, "Change | None")


class Store(Answers):
    """The reader's annotations. Open one with ``Store.open``; close it, or use it as a context."""

    def __init__(self, engine: Engine) -> None:
        """Take an opened engine and start its thread; use ``Store.open``."""
        super().__init__(engine)
        self._subscribers: list[Subscriber] = []
        self._jobs: queue.SimpleQueue[Callable[[], bool] | None] = queue.SimpleQueue()
        self._closed = False
        self._closing = threading.Lock()
        self._fold: threading.Thread | None = None
        self._much = False
        self._thread = threading.Thread(target=self._work, name="docbao-store", daemon=True)
        self._submit(engine.recall)
        self._thread.start()
        atexit.register(self.close)

    @classmethod
    def open(
        cls,
        data: Path,
        state: Path,
        *,
        device: str | None = None,
        files: Files | None = None,
        compact_after: int = COMPACT_AFTER,
        salvage: bool = False,
    ) -> Store:
        """Open the annotations under ``data``; lock, device id and head (see the journal) are in ``state``.

        ``device`` is this device's id, by default the one that ``state`` keeps. ``compact_after`` is in
        journal lines. What was found and repaired is told in ``report``. Raises ``Problem``: ``store-newer``
        (a newer docbao has written here; nothing was touched), ``store-damaged`` (too much is gone to go on),
        ``store-unreadable`` (the system would not let it be read), ``store-busy`` (another window keeps the
        lock).

        With ``salvage`` whatever can still be read is served, of every device, ``store-damaged`` is never
        raised, and nothing at all is written: changes are refused as ``not-saved``, why ``EROFS``. That is
        for getting things out of a store that does not open otherwise; ``report`` says what is missing.
        """
        from annotations.engine import Engine
        from annotations.files import Files

        engine = Engine(files or Files(), data, state, device=device, compact_after=compact_after)
        engine.open(salvage=salvage, read_only=salvage)
        return cls(engine)

    @property
    def report(self) -> OpenReport:
        """What opening found."""
        return self._engine.report

    @property
    def revision(self) -> int:
        """A number that rises with every change, for those who keep what they derived."""
        return self._engine.revision

    @property
    def data(self) -> Path:
        """The folder that holds all devices' annotations."""
        return self._engine.data

    def is_current(self) -> bool:
        """True when this store shows all that the files hold now. Asks the disk: may raise ``OSError``."""
        return self._engine.is_current()

    def apply(self, operation: Operation) -> Future[Change]:
        """Carry out a change. The future is done once it is durable and visible.

        It fails with ``Problem("not-saved", why=…, path=…)`` when it could not be saved: nothing has changed
        then, and the next try works as soon as the disk does. A change that changes nothing writes nothing.
        """
        return self._submit(lambda: self._noting(self._engine.apply(operation)))

    def undo(self) -> Future[Change | None]:
        """Take back the reader's last change in this window; None when there is none.

        Only what still is as that change left it is taken back. The change's operation is ``undo`` with the
        values ``operation`` and ``values`` (what was undone) and ``left`` (how many documents have moved on
        and stay as they are).
        """
        return self._submit(lambda: self._noting(self._engine.undo()))

    def redo(self) -> Future[Change | None]:
        """Do again what was undone last; as ``undo``, with an operation ``redo``."""
        return self._submit(lambda: self._noting(self._engine.redo()))

    def undo_name(self) -> Name | None:
        """Return what ``undo`` would take back: the operation's name and values."""
        return self._engine.undo_name()

    def redo_name(self) -> Name | None:
        """Return what ``redo`` would do again."""
        return self._engine.redo_name()

    def history(self) -> tuple[Step, ...]:
        """Return what this window can undo and redo, newest first: the ones taken back (``done`` is False) in
        the order they would be redone from below, then those that stand, the next to be undone first."""
        return self._engine.history()

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have every change reported, on the store's thread, and return what ends that.

        The callback must not wait for the store. Besides changes, an operation ``told`` (its value ``told``:
        codes and values as in ``report``) reports damage that was found while the store is open.
        """
        self._subscribers = [*self._subscribers, callback]

        def unsubscribe() -> None:
            self._subscribers = [one for one in self._subscribers if one is not callback]

        return unsubscribe

    def flush(self) -> None:
        """Return once all changes asked for so far are durable or have failed, and who subscribed was
        told."""
        self._submit(lambda: None).result()

    def refresh(self) -> None:
        """Look now for what other windows and devices have written, and return once it is there.

        Raises ``Problem("store-unreadable")`` when the system would not let it be read.
        """
        self._submit(self._look).result()

    def close(self) -> None:
        """Wait for the changes asked for, then end the store's thread. Closing twice is fine."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join()
        if self._fold is not None and threading.current_thread() is not self._fold:
            self._fold.join()
        atexit.unregister(self.close)

    def __enter__(self) -> Store:
        """Return the store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def _submit(self, run: Callable[[], T]) -> Future[T]:
        """Have the thread run something; once the store is closed the future fails with ``store-closed``."""
        from concurrent.futures import Future

        done: Future[T] = Future()

        def job() -> bool:
            if not done.set_running_or_notify_cancel():
                return False
            try:
                result = run()
            except BaseException as error:
                done.set_exception(error)
                return False
            done.set_result(result)
            return True

        with self._closing:
            if self._closed:
                done.set_exception(Problem("store-closed"))
            else:
                self._jobs.put(job)
        return done

    def _noting(self, change: C) -> C:
        """Note how much a change has changed."""
        self._much |= change is not None and len(change.articles) > MUCH
        return change

    def _work(self) -> None:
        looked = time.monotonic()
        while True:
            try:
                job = self._jobs.get(timeout=max(0.0, looked + POLL - time.monotonic()))
            except queue.Empty:
                self._quietly(self._look)
                looked = time.monotonic()
                continue
            if job is None:
                return
            worked = job()
            self._tell()
            if worked:
                self._quietly(self._tidy)

    def _tidy(self) -> None:
        """Do what may wait until after a change was acknowledged: fold the journal. A small one at once, a
        large one on a thread of its own, while changes go on."""
        if self._much:
            self._much = False
            give_back()
        if self._fold is not None and self._fold.is_alive():
            return
        engine = self._engine
        fold = engine.begin_fold()
        if fold is None:
            return
        if fold.size < FOLD_ASIDE:
            engine.fold(fold, lambda: engine.publish_fold(fold), lambda: False)
            return

        def aside() -> None:
            engine.fold(fold, lambda: self._submit(lambda: engine.publish_fold(fold)).result(), self._ending)

        self._fold = threading.Thread(
            target=self._quietly, args=(aside,), name="docbao-store-fold", daemon=True
        )
        self._fold.start()

    def _ending(self) -> bool:
        return self._closed

    def _quietly(self, run: Callable[[], None]) -> None:
        """Run what nobody waits for: what fails is tried again by and by, and must not end the thread."""
        try:
            run()
        except (Problem, OSError):
            return
        except Exception:
            import logging

            logging.getLogger("docbao").exception("in the store's thread")

    def _look(self) -> None:
        self._engine.look()
        self._tell()

    def _tell(self) -> None:
        for change in self._engine.take_changes():
            for callback in self._subscribers:
                self._quietly(partial(callback, change))
