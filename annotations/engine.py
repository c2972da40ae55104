"""The works behind ``annotations.store``: one window's hold on the documents of all devices.

Everything but ``undo_name``, ``redo_name``, ``report`` and the view is for the store's thread alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections import deque
from typing import TYPE_CHECKING, Any, Literal

from annotations import folding, recovery
from annotations.devices import Devices, device_kept, device_of, head_of, new_device
from annotations.files import Files, why
from annotations.journal import Journal, Taken, Told
from annotations.model import EVERYWHERE, REMEMBER, Change, OpenReport, Operation
from annotations.rows import RowMaker, Rows, operation_of
from annotations.strays import FOLDED, Stray, Strays, beside, mark_of, read_stray
from annotations.tables import Database
from annotations.undo import DEPTH, Kept, Step, UndoStack, is_today, kept
from annotations.view import View
from seeds.problems import Problem
from seeds.spare_memory import give_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from annotations.folding import Fold
    from annotations.lines import Line

LOCK_SECONDS = 10.0
"""How long a change waits for other windows."""

MUCH = 8 << 20
"""Bytes of files after reading or writing which memory is given back."""

ELSEWHERE = Operation("elsewhere", {}, {}, undoable=False)
"""Stands for changes made elsewhere that were read in one go."""


class Engine:
    """Opens, changes and follows the store's files, and keeps the view of them."""

    def __init__(
        self, files: Files, data: Path, state: Path, *, device: str | None, compact_after: int
    ) -> None:
        """Take the folders; ``open`` reads them."""
        self.view = View()
        self.report = OpenReport()
        self.revision = 0
        self.device = device or ""
        self._files = files
        self.data = data
        self._state = state
        self._compact_after = compact_after
        self._window = os.urandom(4).hex()
        self._database: Database | None = None
        self._devices = Devices(files, data)
        self._strays = Strays(files, data)
        self._unfolded: list[Stray] = []
        self._undo = UndoStack()
        self._changes: list[Change] = []
        self._held = 0
        self._today: deque[Kept] = deque(maxlen=2 * DEPTH)
        self._read_only = False

    def open(self, *, salvage: bool = False, read_only: bool = False) -> None:
        """Read what is there, mending what can be mended without loss. Raises what ``Store.open`` says.

        With ``salvage`` a folder that is too damaged for that is rewritten with what is left of it; with
        ``read_only`` nothing is written, now or later.
        """
        told: list[Told] = []
        self._read_only = read_only
        self._devices.salvage = salvage and read_only
        try:
            with contextlib.ExitStack() as held:
                writable = not read_only and self._try_lock(held)
                with contextlib.suppress(OSError):
                    if writable:
                        self._settle_device()
                    self.device = self.device or device_kept(self._files, self._state)
                if self.device:
                    journal = self._open_own(writable=writable, salvage=salvage)
                    told, journal.told = journal.told, []
                for name, tables in self._devices.look(self.device):
                    self.view.load(name, tables)
            self.report = OpenReport((*told, *self._devices.take_told()))
            self._look_at_strays()
        except OSError as error:
            raise self._unreadable(error) from error
        self._changes.clear()  # nobody has seen anything yet
        with contextlib.suppress(OSError):
            if self._journal is not None and self._journal.size > MUCH:
                give_back()

    def _try_lock(self, held: contextlib.ExitStack) -> bool:
        """Take the lock if the system lets us; a store that cannot be written can still be read."""
        try:
            self._files.make_folder(self._state)
            held.enter_context(self._files.lock(self._state / "lock", LOCK_SECONDS))
        except OSError:
            return False
        return True

    @contextlib.contextmanager
    def _locked(self) -> Iterator[Journal]:
        """Hold the lock and the journal, read to its end. May be nested."""
        if self._held and self._database is not None:
            yield self._database.journal_storage.journal
            return
        if self._read_only:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self.data))
        self._files.make_folder(self._state)
        with self._files.lock(self._state / "lock", LOCK_SECONDS):
            self._settle_device()
            journal = self._journal or self._open_own(writable=True)
            try:
                self._catch_up(journal)
            except Taken:
                journal = self._renounce(journal)
            self._report_told(journal.told)
            journal.told = []
            self._held += 1
            try:
                yield journal
            finally:
                self._held -= 1

    @property
    def _journal(self) -> Journal | None:
        return None if self._database is None else self._database.journal_storage.journal

    def _settle_device(self) -> None:
        if not self.device:
            self.device = device_of(self._files, self._state)

    def _open_own(self, *, writable: bool, salvage: bool = False) -> Journal:
        journal = Journal(
            self._files,
            self.data / self.device,
            self._state / head_of(self.data, self.device),
            self.device,
            compact_after=self._compact_after,
        )
        try:
            journal.open(writable=writable, salvage=salvage, each=self._replay)
        except Taken:
            return self._renounce(None)
        self._database = Database(journal, self._locked)
        self.view.device = self.device
        self.view.load(self.device, journal.tables)
        return journal

    def _renounce(self, held: Journal | None) -> Journal:
        """Go on under another device id: some other machine writes under the one so far. What this window
        still ``held`` and is no longer in the folder is kept. Returns the new journal."""
        old, name = self.data / self.device, self.device
        self._strays.forked |= {old / recovery.JOURNAL, old / recovery.JOURNAL_BEFORE}
        kept = device_kept(self._files, self._state)
        self.device = kept if kept != name else new_device(self._files, self._state)
        journal = self._open_own(writable=True)
        journal.told.append(("store-taken", {"path": str(old)}))
        if held is not None:
            stray = beside(self._files, old, held.tables)
            self._report(ELSEWHERE, self.view.update(stray.replica, stray.record), elsewhere=True)
            self._unfolded.append(stray)
        for other, tables in self._devices.look(self.device):
            self._report(ELSEWHERE, self.view.load(other, tables), elsewhere=True)
        return journal

    def _look_at_strays(self) -> None:
        """Show what stands in files beside those of the devices, and make it this device's own."""
        self._strays.forked |= self._devices.forked
        for path, data in self._strays.look(self._devices.folders()):
            if self.view.document(FOLDED, mark_of(data)) is not None:
                continue
            try:
                stray = read_stray(self._files, path, data)
            except Problem as problem:
                self._report_told([(problem.code + "-elsewhere", problem.values)])
                continue
            if stray.put or stray.entries:
                self._report(ELSEWHERE, self.view.update(stray.replica, stray.record), elsewhere=True)
                self._unfolded.append(stray)
                if path.name not in recovery.NAMES:
                    self._strays.suspect(path.parent)
        if self._unfolded and not self._read_only:
            with contextlib.suppress(OSError, Problem):  # it is shown meanwhile, and tried again
                self._fold()

    def take_in(self, stray: Stray) -> None:
        """Make what was found in a file this device's own."""
        self._unfolded.append(stray)
        self._fold()

    def _fold(self) -> None:
        """Write what was found in strays into this device's own folder."""
        # One after the other: what two of them hold must be taken in from one. Files tell what was seen.
        self._unfolded.sort(key=lambda stray: not stray.mark)
        for stray in self._unfolded:
            self.view.drop(stray.replica)
        try:
            while self._unfolded:
                stray = self._unfolded[0]
                self.view.update(stray.replica, stray.record)
                self._fold_one(stray)
                self._unfolded.pop(0)
                self.view.drop(stray.replica)
        finally:
            for stray in self._unfolded:
                self.view.update(stray.replica, stray.record)

    def _fold_one(self, stray: Stray) -> None:
        with self._locked() as journal:
            maker = RowMaker(self.view, journal)
            rows = maker.folded(stray)
            found = len(rows.put) + len(rows.set)
            if stray.mark and (found or stray.path.name not in recovery.NAMES):
                maker.marked(stray)
            values = {"file": stray.path.name, "changes": found}
            self._write(Operation("fold", values, {}, undoable=False), rows, {})
        if found and stray.mark:
            self._report_told([(stray.told, {"path": str(stray.path), "n": found})])

    def _replay(self, line: Line | None) -> None:
        """Take in a line found at opening: the reader's changes of this day can still be undone."""
        if line is None:
            self._undo = UndoStack()
            self._today.clear()
            return
        record = line.record
        if record.get("undoable") or "undo" in record or "redo" in record:
            found = kept(record) if is_today(str(record.get("at", ""))) else None
            self._undo.here(found)
            if found is not None:
                self._today.append(found)

    def is_current(self) -> bool:
        """True when the files hold nothing that was not read."""
        journal = self._journal
        return (journal is None or not journal.moved()) and not self._devices.moved(self.device)

    def look(self) -> None:
        """Read what other windows and devices have written since the last look."""
        try:
            journal = self._journal
            if journal is not None and not self._read_only and journal.moved():
                with self._locked():
                    pass
            for name, tables in self._devices.look(self.device):
                self._report(ELSEWHERE, self.view.load(name, tables), elsewhere=True)
        except OSError as error:
            raise self._unreadable(error) from error
        self._report_told(self._devices.take_told())
        with contextlib.suppress(OSError):  # they are looked at again
            self._look_at_strays()

    def _unreadable(self, error: OSError) -> Problem:
        return Problem("store-unreadable", path=str(error.filename or self.data), why=why(error))

    def _catch_up(self, journal: Journal) -> None:
        fresh = journal.refresh()
        if fresh is None:
            touched = self.view.load(self.device, journal.tables)
            if touched:
                self._report(ELSEWHERE, touched, elsewhere=True)
            return
        for line in fresh:
            self._undo.elsewhere(line.record)
            self._report(operation_of(line), self.view.update(self.device, line.record), elsewhere=True)

    def _report(self, operation: Operation, articles: frozenset[str], *, elsewhere: bool) -> Change:
        self.revision += 1
        origin: Literal["here", "elsewhere"] = "elsewhere" if elsewhere else "here"
        touched = articles - {EVERYWHERE}
        change = Change(operation, touched, origin, self.revision, everywhere=EVERYWHERE in articles)
        self._changes.append(change)
        return change

    def _report_told(self, told: list[Told]) -> None:
        if told:
            self.report = OpenReport((*self.report.told, *told))
            operation = Operation("told", {"told": told}, {}, undoable=False)
            self._report(operation, frozenset(), elsewhere=True)

    def recall(self) -> None:
        """Make what was changed today before the journal was folded undoable too. To be the first job."""
        journal, replayed = self._journal, list(self._today)
        self._today.clear()
        if journal is None or not journal.begun_today:
            return
        stack = UndoStack()
        last = 0
        for line in journal.earlier():
            if is_today(str(line.record.get("at", ""))):
                stack.here(kept(line.record))
            last = line.seq
        for one in replayed:
            if one.seq > last:
                stack.here(one)
        self._undo = stack

    def take_changes(self) -> list[Change]:
        """Return the changes that nobody was told of yet."""
        taken, self._changes = self._changes, []
        return taken

    def apply(self, operation: Operation) -> Change:
        """Make an operation durable and visible. ``Problem("not-saved")`` when it could not be saved."""
        with self._saving(), self._locked() as journal:
            return self._write(operation, RowMaker(self.view, journal).of(operation), {})

    def undo(self) -> Change | None:
        """Take back this window's last change as far as it still stands."""
        return self._turn(back=True)

    def redo(self) -> Change | None:
        """Do again what was taken back last."""
        return self._turn(back=False)

    def history(self) -> tuple[Step, ...]:
        """Return this window's undo history, newest first."""
        return self._undo.steps()

    def undo_name(self) -> tuple[str, Mapping[str, object]] | None:
        """Return the name and values of what ``undo`` would take back."""
        step, _ = self._undo.names()
        return (step.name, step.values) if step else None

    def redo_name(self) -> tuple[str, Mapping[str, object]] | None:
        """Return the name and values of what ``redo`` would do again."""
        _, step = self._undo.names()
        return (step.name, step.values) if step else None

    def _turn(self, *, back: bool) -> Change | None:
        with self._saving(), self._locked() as journal:
            entry = self._undo.last() if back else self._undo.next()
            if entry is None:
                return None
            name = "undo" if back else "redo"
            rows = RowMaker(self.view, journal).turned(entry, back=back)
            values = {"operation": entry.name, "values": dict(entry.values), "left": rows.left}
            values["turned"] = len(rows.put) + len(rows.set)
            return self._write(Operation(name, values, {}, undoable=False), rows, {name: entry.seq})

    def begin_fold(self) -> Fold | None:
        """Take a picture of what the journal is to be folded into; None while there is no need to."""
        journal = self._journal
        if journal is None or self._read_only or not journal.wants_fold:
            return None
        with self._locked():
            return folding.begin(journal) if journal.wants_fold else None

    def fold(self, fold: Fold, publish: Callable[[], None], stop: Callable[[], bool]) -> None:
        """Write a picture down, on any thread, and ``publish`` it: that has ``publish_fold`` run on the
        store's. Does nothing while another window is at the same."""
        with self._files.lock(self._state / "fold.lock", 0.0), folding.writing(self._files, fold, stop):
            publish()

    def publish_fold(self, fold: Fold) -> None:
        """Make a picture that was written the snapshot, if the journal is still the one it was taken of."""
        with self._locked() as journal:
            folding.publish(journal, fold)
        if fold.size > MUCH:
            give_back()

    @contextlib.contextmanager
    def _saving(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            path = str(error.filename or self.data)
            raise Problem("not-saved", why=why(error), path=path) from error

    def _write(self, operation: Operation, rows: Rows, extra: Mapping[str, Any]) -> Change:
        if self._database is None:
            raise RuntimeError("the lock is not held")
        record = {
            "window": self._window,
            "op": operation.name,
            "values": dict(operation.values),
            "undoable": operation.undoable,
            **extra,
            "put": rows.put,
            "set": rows.set,
        }
        line = self._database.journal_storage.commit(record)
        if line is None:
            return Change(operation, frozenset(), "here", self.revision)
        if operation.undoable or extra:
            self._undo.here(kept(line.record))
        touched = self.view.update(self.device, line.record)
        if operation.name == REMEMBER:  # nothing that anybody sees has changed: nobody is to be woken
            return Change(operation, frozenset(), "here", self.revision)
        return self._report(operation, touched, elsewhere=False)
