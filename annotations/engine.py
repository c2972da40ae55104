"""The works behind ``annotations.store``: documents are stamped, written, merged and taken back here.

Everything but ``undo_name``, ``redo_name``, ``report`` and the view is for the store's thread alone.
"""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations import merge, states
from annotations.devices import Devices, device_of, head_of
from annotations.files import Files
from annotations.journal import Journal, Put
from annotations.lines import Line
from annotations.model import SCHEMA, Change, OpenReport, Operation
from annotations.undo import Entry, UndoStack
from annotations.view import View
from seeds.problems import Problem

LOCK_SECONDS = 10.0
"""How long a change waits for other windows."""

ELSEWHERE = Operation("elsewhere", {}, {}, undoable=False)
"""Stands for changes made elsewhere that were read in one go."""


class Engine:
    """One window's hold on the store."""

    def __init__(
        self, files: Files, data: Path, state: Path, *, device: str | None, compact_after: int
    ) -> None:
        """Take the folders; ``open`` reads them."""
        self.view = View()
        self.report = OpenReport()
        self.revision = 0
        self.device = device or ""
        self._files = files
        self._data = data
        self._state = state
        self._compact_after = compact_after
        self._window = secrets.token_hex(4)
        self._journal: Journal | None = None
        self._devices = Devices(files, data)
        self._undo = UndoStack()
        self._changes: list[Change] = []

    # -- opening ----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Read what is there, mending what can be mended without loss. Raises what ``Store.open`` says."""
        try:
            with contextlib.ExitStack() as held:
                writable = self._try_lock(held)
                if writable:
                    with contextlib.suppress(OSError):
                        self._settle_device()
                if self.device:
                    self._open_own(writable=writable)
                for name, tables in self._devices.look(self.device):
                    self.view.load(name, tables)
        except OSError as error:
            raise Problem(
                "store-unreadable", path=str(error.filename or self._data), why=why(error)
            ) from error
        told = list(self._devices.take_told())
        if self._journal is not None:
            told += self._journal.told
            self._journal.told = []
        self.report = OpenReport(tuple(told))
        self._changes = []

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
        """Hold the lock and the journal, read to its end."""
        self._files.make_folder(self._state)
        with self._files.lock(self._state / "lock", LOCK_SECONDS):
            self._settle_device()
            if self._journal is None:
                self._open_own(writable=True)
            journal = self._journal
            if journal is None:
                raise AssertionError("a device always has a journal")
            self._catch_up(journal)
            yield journal

    def _settle_device(self) -> None:
        if not self.device:
            self.device = device_of(self._files, self._state)

    def _open_own(self, *, writable: bool) -> None:
        journal = Journal(
            self._files,
            self._data / self.device,
            self._state / head_of(self._data, self.device),
            self.device,
            compact_after=self._compact_after,
        )
        for line in journal.open(writable=writable):
            self._undo.replayed(line.record)
        self._journal = journal
        self.view.load(self.device, journal.tables)

    # -- changes from elsewhere -------------------------------------------------------------------------------

    def look(self) -> None:
        """Read what other windows and devices have written."""
        journal = self._journal
        if journal is not None and journal.moved():
            with self._locked():
                pass
        for name, tables in self._devices.look(self.device):
            self._report(ELSEWHERE, self.view.load(name, tables), elsewhere=True)

    def _catch_up(self, journal: Journal) -> None:
        fresh = journal.refresh()
        if fresh is None:
            self._report(ELSEWHERE, self.view.load(self.device, journal.tables), elsewhere=True)
            return
        for line in fresh:
            self._undo.elsewhere(line.record)
            self._report(_operation(line), self.view.update(self.device, line.record), elsewhere=True)

    def _report(self, operation: Operation, articles: frozenset[str], *, elsewhere: bool) -> Change:
        self.revision += 1
        change = Change(operation, articles, "elsewhere" if elsewhere else "here", self.revision)
        self._changes.append(change)
        return change

    def take_changes(self) -> list[Change]:
        """Return the changes that nobody was told of yet."""
        taken, self._changes = self._changes, []
        return taken

    # -- changes from here ------------------------------------------------------------------------------------

    def apply(self, operation: Operation) -> Change:
        """Make an operation durable and visible. ``Problem("not-saved")`` when it could not be saved."""
        with self._saving(), self._locked() as journal:
            put, entries = self._rows(journal, operation)
            return self._write(journal, operation, put, entries, {})

    def undo(self) -> Change | None:
        """Take back this window's last change as far as it still stands."""
        return self._turn(back=True)

    def redo(self) -> Change | None:
        """Do again what was taken back last."""
        return self._turn(back=False)

    def undo_name(self) -> tuple[str, Mapping[str, object]] | None:
        """Return the name and values of what ``undo`` would take back."""
        entry = self._undo.last()
        return (entry.name, entry.values) if entry else None

    def redo_name(self) -> tuple[str, Mapping[str, object]] | None:
        """Return the name and values of what ``redo`` would do again."""
        entry = self._undo.next()
        return (entry.name, entry.values) if entry else None

    def _turn(self, *, back: bool) -> Change | None:
        with self._saving(), self._locked() as journal:
            entry = self._undo.last() if back else self._undo.next()
            if entry is None:
                return None
            name = "undo" if back else "redo"
            put, entries, left = self._turned(journal, entry, back=back)
            values = {"operation": entry.name, "values": dict(entry.values), "left": left}
            operation = Operation(name, values, {}, undoable=False)
            return self._write(journal, operation, put, entries, {name: entry.seq}, even_empty=True)

    def tidy(self) -> None:
        """Do what may wait until after a change was acknowledged: fold the journal."""
        if self._journal is not None and self._journal.wants_compaction:
            with self._locked() as journal:
                if journal.wants_compaction:
                    journal.compact()

    def close(self) -> None:
        """Let go. Nothing is written: all that was acknowledged is durable already."""

    @contextlib.contextmanager
    def _saving(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            path = str(error.filename or self._data)
            raise Problem("not-saved", why=why(error), path=path) from error

    def _write(
        self,
        journal: Journal,
        operation: Operation,
        put: list[Put],
        entries: list[tuple[str, str, str]],
        extra: Mapping[str, Any],
        *,
        even_empty: bool = False,
    ) -> Change:
        if not put and not entries and not even_empty:
            return Change(operation, frozenset(), "here", self.revision)
        record = {
            "window": self._window,
            "op": operation.name,
            "values": dict(operation.values),
            "undoable": operation.undoable,
            **extra,
            "put": put,
            "set": entries,
        }
        line = journal.append(record)
        self._undo.here(line.record)
        return self._report(operation, self.view.update(self.device, line.record), elsewhere=False)

    def _rows(self, journal: Journal, operation: Operation) -> tuple[list[Put], list[tuple[str, str, str]]]:
        """Return what an operation changes, as rows of a journal line."""
        moment = int(time.time() * 1000)
        put: list[Put] = []
        entries: list[tuple[str, str, str]] = []
        for (kind, name), value in operation.put.items():
            if kind == "state":
                old = self.view.entry(name)
                new = states.changed(old, value or {}, moment)
                if new != old:
                    entries.append((name, new, old))
                continue
            current = self.view.document(kind, name)
            body = _body(kind, value, current)
            if body == merge.content(current):
                continue
            self._keep_unseen(journal, put, kind, current, body, operation.base.get((kind, name)), moment)
            put.append(self._row(journal, kind, name, body, moment))
        return put, entries

    def _keep_unseen(
        self,
        journal: Journal,
        put: list[Put],
        kind: str,
        current: merge.Doc | None,
        body: Mapping[str, Any] | None,
        base: str | None,
        moment: int,
    ) -> None:
        """Keep the text that stands now as a copy, when the new one was written without having seen it."""
        if current is None or kind not in merge.WITH_TEXT or base is None or current.get("deleted"):
            return
        if merge.version(current) == base or (body and body.get("text") == current.get("text")):
            return
        copy = {**(merge.content(current) or {}), "copy_of": current["id"]}
        put.append(self._row(journal, kind, merge.copy_id(current), copy, moment))

    def _row(
        self, journal: Journal, kind: str, name: str, body: Mapping[str, Any] | None, moment: int
    ) -> Put:
        """Return the row that gives a document this content (None deletes it), with copies made fast before."""
        current = self.view.document(kind, name)
        versions, _ = self.view.known_versions(kind, name)
        now = states.iso(moment)
        meta = merge.next_version(versions, self.device)
        document: dict[str, Any] = {
            "id": name,
            "v": SCHEMA,
            "created": current["created"] if current else now,
            "modified": max(now, current["modified"]) if current else now,
            **meta,
        }
        if body is None:
            document |= {"deleted": True, "was": merge.content(current)}
        else:
            document |= body
        key = journal.keys.get(kind, {}).get(name) or journal.new_key(kind)
        return (kind, key, document, current)

    def _turned(
        self, journal: Journal, entry: Entry, *, back: bool
    ) -> tuple[list[Put], list[tuple[str, str, str]], int]:
        """Return the rows that undo (or redo) an entry, and how many documents have moved on and are left."""
        moment = int(time.time() * 1000)
        put: list[Put] = []
        entries: list[tuple[str, str, str]] = []
        left = 0
        for kind, name, before, after in entry.documents:
            here, there = (after, before) if back else (before, after)
            if merge.content(self.view.document(kind, name)) != merge.content(here):
                left += 1
                continue
            put.append(self._row(journal, kind, name, merge.content(there), moment))
        for article, new, old in entry.entries:
            here_fields, there_fields = states.parse(new if back else old), states.parse(old if back else new)
            current = states.parse(self.view.entry(article))
            wanted = dict(current)
            for letter in {*states.parse(new), *states.parse(old)}:
                if states.parse(new).get(letter) == states.parse(old).get(letter):
                    continue
                if current.get(letter, (0, 0))[0] != here_fields.get(letter, (0, 0))[0]:
                    left += 1
                    continue
                value = there_fields.get(letter, (0, 0))[0]
                wanted[letter] = (value, max(moment, current.get(letter, (0, 0))[1] + 1))
            if wanted != current:
                entries.append((article, states.join(wanted), states.join(current)))
        return put, entries, left


def why(error: OSError) -> str:
    """Return the system's word for what went wrong: ``ENOSPC``, ``EACCES`` …"""
    import errno

    return errno.errorcode.get(error.errno or 0, type(error).__name__)


def _operation(line: Line) -> Operation:
    record = line.record
    put = {(row[0], row[2]["id"]): row[2] for row in record.get("put", ()) if row[2] is not None}
    return Operation(record.get("op", ""), record.get("values", {}), put, bool(record.get("undoable")))


def _body(kind: str, value: Mapping[str, Any] | None, current: merge.Doc | None) -> dict[str, Any] | None:
    """Return a document's new content: what a newer docbao has added to it is kept."""
    if value is None:
        return None
    body = {
        **(merge.content(current) or {}),
        **{name: each for name, each in value.items() if name not in merge.META},
    }
    if kind == "article" and current is not None:
        known = dict.fromkeys([*current.get("fingerprints", ()), *body.get("fingerprints", ())])
        body["fingerprints"] = list(known)
    return body
