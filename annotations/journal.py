"""What one device has written: tables in memory, made durable by a journal that is folded into a snapshot.

In the device's folder lie ``snapshot`` and ``journal`` (the changes since), and one generation before each
(``snapshot.1``, ``journal.1``). A line is on the disk before the tables change. Outside the folder, the
*head* notes the newest line, so that a journal that was cut at a line end is noticed. How the journal is
folded into a snapshot while changes go on: ``annotations.folding``.

All methods but ``open`` want the lock to be held by the caller and are for one thread.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from annotations import folding, following, lines, recovery, restoring, schema, snapshot
from annotations.files import Files, FileState, why
from annotations.lines import Line
from annotations.packed_rows import PackedRows
from annotations.packed_states import StateRows
from annotations.recovery import JOURNAL, JOURNAL_BEFORE, PATIENCE, SNAPSHOT, Head, Loaded
from annotations.undo import is_today
from seeds.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.recovery import Each
    from annotations.snapshot import Tables

Told = tuple[str, Mapping[str, object]]
Put = tuple[str, int, Mapping[str, Any] | None, Mapping[str, Any] | None]
"""A table, a TinyDB id, the new document (None: none) and the one before."""

COMPACT_BYTES = 4 << 20
"""Bytes of a journal that are always fine: reading so many takes about 50 ms."""

COMPACT_SHARE = 4
"""Beside a large snapshot a journal may grow to this part of it: a store ten times as large is folded as
seldom as if it were small, for each of its bytes."""

EARLIER_BYTES = 32 << 20
"""Bytes at the end of the journal before this one that are looked through for what can be undone."""

KEEP_DELETED = 30
"""Days for which the text of a deleted document is kept."""


def today() -> datetime:
    """Return the present moment: from when the age of what was deleted is counted."""
    return datetime.now(UTC)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Taken(Exception):
    """Another machine has written in this device's folder: it has to go on under an id of its own."""


class Journal:
    """One device's folder, open for reading and, under the lock, for writing."""

    def __init__(self, files: Files, folder: Path, head: Path, device: str, *, compact_after: int) -> None:
        """Take what ``open`` needs; nothing is read yet. ``compact_after`` is in lines."""
        self.files = files
        self.folder = folder
        self.device = device
        self.tables: Tables = {}
        self.generation = 0
        """A number that rises whenever the journal is not the file any more that it was."""
        self.next_ids: dict[str, int] = {}
        self.seq = 0
        self.checksum = ""
        self.told: list[Told] = []
        """What happened that the reader should know; whoever tells it empties the list."""
        self._head = head
        self._compact_after = compact_after
        self._compact_at = compact_after
        self._state: FileState | None = None
        self._lines = 0
        self._mend_first: Loaded | None = None
        self._complete = True
        self._told_unmended = False
        self._begun = ""
        self._moment = 0
        self.snapshot: FileState | None = None
        """The snapshot's file as this journal goes on from it."""
        self._refused: tuple[int, bytes] | None = None

    def open(self, *, writable: bool, salvage: bool = False, each: Each = recovery.ignore) -> None:
        """Read the folder, and mend what is damaged when ``writable``; ``each`` is handed the lines since the
        snapshot.

        What is too damaged is refused as ``recovery.load`` says, unless ``salvage``. Raises ``Taken``, with
        nothing written, when it is not this machine alone that writes here.
        """
        loaded = self._load(salvage=salvage, each=each)
        if writable and self._is_taken(loaded):
            raise Taken
        if writable:
            self._settle(loaded)
        elif not loaded.whole and salvage:
            self.told.append(("store-salvaged", {"path": str(self.folder), "missing": loaded.missing}))
        elif not loaded.whole:
            self._tell_unmended(loaded, "EROFS")

    def refresh(self) -> list[Line] | None:
        """Read what other windows have written since; None when all tables had to be read anew."""
        if self._mend_first is not None:
            self._reload()
            return None
        self._take_back()
        if not self.moved() and (self._state is not None or not self.seq):
            return []
        state = self.files.state(self.folder / JOURNAL)
        # Who folds a journal begins a new one: a snapshot that has changed alone came from elsewhere.
        fresh = None if state is None or state == self._state else self._fresh(state)
        if fresh is None:
            self._reload()
            return None
        self._state = state
        return fresh

    def append(self, record: Mapping[str, Any]) -> Line:
        """Make a record durable, then visible in the tables. ``OSError`` when it could not be saved.

        ``put`` holds ``Put`` rows, ``set`` entries of the state; number, schema, device and time are added
        here.
        """
        if self._mend_first is not None:
            self._mend(self._mend_first)
        if self._state is None:
            self._begin()
        whole = {**self._stamp(self.seq + 1), "prev": self.checksum, **record}
        data, checksum = lines.encode(whole)
        journal = self.folder / JOURNAL
        size = self._state.size if self._state else 0
        try:
            self.files.append(journal, data, size)
        except OSError:
            self._refused = size, data
            raise
        # What becomes visible is what was written, read back: nothing of the caller's lives on in the tables.
        line = Line(checksum, lines.read_back(whole))
        self._accept(line)
        with contextlib.suppress(OSError):  # the line is durable; a state that is unknown is only read again
            self._state = self.files.state(journal)
        self._note_head()
        return line

    def _take_back(self) -> None:
        """Cut off a line that was refused, where even cutting it off had failed then: it was told as not
        saved, and must not turn up beside the next try. Where others went on after it, it stays."""
        if self._refused is None:
            return
        size, data = self._refused
        journal = self.folder / JOURNAL
        left = self.files.read(journal, size)
        if left and data.startswith(left):
            self.files.cut(journal, size)
        self._refused = None

    @property
    def state(self) -> FileState | None:
        """What the journal was when it was read or written last; None when there was none."""
        return self._state

    @property
    def size(self) -> int:
        """Bytes of the snapshot and the journal."""
        found = self.files.state(self.folder / SNAPSHOT)
        return (self._state.size if self._state else 0) + (found.size if found else 0)

    @property
    def wants_fold(self) -> bool:
        """True once the journal has grown enough: in lines, or in bytes, and beside the snapshot."""
        size = self._state.size if self._state else 0
        many = self._lines >= self._compact_at
        if not many and (size < COMPACT_BYTES or self._lines <= self._compact_at - self._compact_after):
            return False
        found = self.files.state(self.folder / SNAPSHOT)
        large = found.size if found is not None and found.size > COMPACT_BYTES else 0
        return size >= large // COMPACT_SHARE

    def postpone_fold(self) -> None:
        """Have the next fold wanted only after as many lines again: this one may fail."""
        self._compact_at = self._lines + self._compact_after

    @property
    def begun_today(self) -> bool:
        """True when the journal was begun today, so that the one before may be of today too."""
        return is_today(self._begun)

    def earlier(self) -> Iterator[Line]:
        """Yield the lines at the end of the journal before this one that can be undone, or undo something, as
        far as they are whole."""
        path = self.folder / JOURNAL_BEFORE
        state = self.files.state(path)
        skipped = max(0, state.size - EARLIER_BYTES) if state is not None else 0
        data = self.files.read(path, skipped) or b""
        for raw in data.split(b"\n"):
            if b'"undo' not in raw and b'"redo"' not in raw:
                continue
            line = lines.first(raw)
            if line is not None and "header" not in line.record and line.seq <= self.seq:
                yield line

    def compact(self) -> None:
        """Fold the journal into a new snapshot, here and now. ``OSError`` when that failed: all changes are
        still there."""
        fold = folding.begin(self)
        with folding.writing(self.files, fold, lambda: False):
            folding.publish(self, fold)

    def key_of(self, name: str, document: str) -> int | None:
        """Return the TinyDB id of a table's document by its own id, None where there is none."""
        rows = self.tables.get(name)
        return rows.ids.get(document) if isinstance(rows, PackedRows) else None

    def new_key(self, name: str) -> int:
        """Return a TinyDB id that no document of a table ever had."""
        key = self.next_ids.get(name, 1)
        self.next_ids[name] = key + 1
        return key

    def moment(self) -> int:
        """Return the present moment in milliseconds since 1970, later than every one this window was given
        before: what is made one after the other keeps its order, however fast it is made."""
        self._moment = max(time.time_ns() // 1_000_000, self._moment + 1)
        return self._moment

    def moved(self) -> bool:
        """True when the files are not as they were last read. The lock need not be held."""
        now = self.files.state(self.folder / JOURNAL), self.files.state(self.folder / SNAPSHOT)
        return now != (self._state, self.snapshot)

    def entry(self, article: str) -> str:
        """Return the stored state entry of an article; "" when there is none."""
        rows = self.tables.get(snapshot.STATE)
        return rows.entries.find(article) if isinstance(rows, StateRows) else ""

    def _stamp(self, seq: int) -> dict[str, Any]:
        return {"seq": seq, "v": schema.CURRENT.version, "device": self.device, "at": _iso(datetime.now(UTC))}

    def _accept(self, line: Line) -> None:
        recovery.replay(self.tables, self.next_ids, line.record)
        self.seq, self.checksum = line.seq, line.checksum
        self._lines += 1

    def _load(self, *, salvage: bool = False, each: Each = recovery.ignore) -> Loaded:
        head = recovery.decode_head(self.files.read(self._head))
        self.snapshot = self.files.state(self.folder / SNAPSHOT)
        loaded = recovery.load(self.files, self.folder, head, salvage=salvage, each=each, patience=PATIENCE)
        self.tables, self.next_ids = loaded.tables, loaded.next_ids
        self.seq, self.checksum = loaded.seq, loaded.checksum
        self._state, self._lines, self._begun = loaded.journal, loaded.journal_lines, loaded.begun
        self._compact_at = self._compact_after
        self._mend_first = None
        self._complete = not loaded.missing
        self.generation += 1
        return loaded

    def _reload(self) -> None:
        """Read the folder anew. Where it has lost what this window still holds, that is written again."""
        held = (self.tables, self.next_ids, self.seq, self.checksum)
        complete = self._complete
        try:
            loaded = self._load()
        except Problem as problem:
            if problem.code != "store-damaged" or not complete:
                raise
            there = [name for name in recovery.NAMES if self.files.state(self.folder / name) is not None]
            loaded = Loaded(seq=self.seq, damaged=there)
        if self._is_taken(loaded):
            self.tables, self.next_ids, self.seq, self.checksum = held
            self._state = None  # nothing of this folder is taken for known any more
            raise Taken
        if complete and not loaded.whole and held[2] >= loaded.seq:
            self.tables, self.next_ids, self.seq, self.checksum = held
            self._complete, loaded.missing, loaded.lost = True, 0, True
        self._settle(loaded)

    def _is_taken(self, loaded: Loaded) -> bool:
        """True when the folder goes on otherwise than this machine has left it, or what it wrote last is now
        in a file beside the journal that a sync program has put there."""
        from annotations.strays import stray_names

        if loaded.foreign or loaded.stale:
            return True
        if loaded.confirmed:
            return False
        wanted = recovery.decode_head(self.files.read(self._head)).checksum.encode()
        there = (self.files.read(self.folder / name) for name in stray_names(self.files, self.folder))
        return bool(wanted) and any(wanted in data for data in there if data)

    def _settle(self, loaded: Loaded) -> None:
        """Bring the folder in order after reading it; what cannot be mended now is before the next write."""
        if loaded.whole and not loaded.torn and not loaded.open_end and loaded.outdated is None:
            return
        try:
            self._mend(loaded)
        except OSError as error:
            self._mend_first = loaded
            if not loaded.whole:
                self._tell_unmended(loaded, why(error))

    def _tell_unmended(self, loaded: Loaded, reason: str) -> None:
        if not self._told_unmended:
            values = {"path": str(self.folder), "missing": loaded.missing, "why": reason}
            self.told.append(("store-unmended", values))
        self._told_unmended = True

    def _mend(self, loaded: Loaded) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        if not loaded.whole:
            restoring.mend_all(self, loaded, stamp)
        elif loaded.torn or loaded.open_end:
            restoring.mend_end(self, loaded, stamp)
            self._state = self.files.state(self.folder / JOURNAL)
        if loaded.outdated is not None:
            restoring.renew(self, loaded.outdated, stamp)
        self._mend_first, self._complete, self._told_unmended = None, True, False
        self._note_head()

    def picture(self) -> snapshot.Moment:
        """Return all that a snapshot of this moment holds: it does not change when the tables do."""
        return snapshot.Moment(
            {name: rows.copy() for name, rows in self.tables.items()},
            self.seq,
            self.checksum,
            schema.CURRENT.version,
            self.device,
            dict(self.next_ids),
            _iso(today() - timedelta(days=KEEP_DELETED)),
        )

    def turn(self, old: str, since: snapshot.Moment | None = None, tail: bytes = b"") -> None:
        """Begin a journal after the newest line; the present one, if any, gets the name ``old``.

        With ``since`` it begins after that moment, with the lines written after it: ``tail``.
        """
        journal = self.folder / JOURNAL
        seq, checksum = (since.seq, since.checksum) if since else (self.seq, self.checksum)
        header = {**self._stamp(seq), "header": "docbao journal", "after": checksum}
        data, checksum = lines.encode(header)
        new = self.folder / (JOURNAL + ".new")
        self.files.unlink(new)
        self.files.keep(new, data + tail)
        if self.files.state(journal) is not None:
            self.files.rename(journal, self.folder / old)
        self.files.rename(new, journal)
        self.files.sync_folder(self.folder)
        if not tail:
            self.checksum = checksum
        self._begun, self._lines = str(header["at"]), self.seq - seq
        self._compact_at = self._compact_after
        self._state = self.files.state(journal)
        self.snapshot = self.files.state(self.folder / SNAPSHOT)
        self.generation += 1

    def _begin(self) -> None:
        self.files.make_folder(self.folder)
        self.turn(JOURNAL_BEFORE)

    def _note_head(self) -> None:
        """Note the newest line. Not synced: after a power loss the head only knows less, or nothing."""
        with contextlib.suppress(OSError):
            self.files.overwrite(self._head, recovery.encode_head(Head(self.seq, self.checksum)))

    def _fresh(self, state: FileState) -> list[Line] | None:
        """Take in the lines that follow the known ones; None when the files do not simply go on."""
        known = self._state
        grown = known is not None and state.inode == known.inode and state.size > known.size
        found = following.whole_lines(self.files, self.folder / JOURNAL, known.size if known and grown else 0)
        if found and "header" in found[0].record and found[0].seq > self.seq:
            before = following.whole_lines(self.files, self.folder / JOURNAL_BEFORE)
            found = None if before is None else [*before, *found]
        fresh = None if found is None else following.after(found, self.seq, self.checksum)
        if found is None or fresh is None:
            return None
        count = self._lines
        for line in fresh:
            self._accept(line)
        self.generation += any("header" in line.record for line in found)
        headers = [place for place, line in enumerate(found) if "header" in line.record]
        if headers:
            newest = found[headers[-1]]
            if newest.record.get("at") != self._begun:  # another window has folded it
                self.snapshot = self.files.state(self.folder / SNAPSHOT)
            self._lines, self._begun = len(found) - headers[-1], str(newest.record.get("at", ""))
            if newest.seq == self.seq:
                self.checksum = newest.checksum
        else:
            self._lines = count + len(fresh)
        return fresh
