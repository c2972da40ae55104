"""What one device has written: tables in memory, made durable by a journal that is folded into a snapshot.

In the device's folder lie ``snapshot`` and ``journal`` (the changes since), and one generation before each
(``snapshot.1``, ``journal.1``). A line is on the disk before the tables change. Outside the folder, the
*head* notes the newest line, so that a journal that was cut at a line end is noticed.

The order of a compaction, each step durable before the next: the new snapshot under another name;
``snapshot`` → ``snapshot.1``; the new one → ``snapshot``; the new journal under another name; ``journal`` →
``journal.1``; the new one → ``journal``. Lines carry numbers and a snapshot the last number it covers, so a
stop anywhere in between leaves all changes readable.

All methods but ``open`` want the lock to be held by the caller and are for one thread.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from annotations import following, lines, recovery, schema, snapshot
from annotations.files import Files, FileState, why
from annotations.lines import Line
from annotations.recovery import JOURNAL, JOURNAL_BEFORE, SNAPSHOT, SNAPSHOT_BEFORE, Head, Loaded
from annotations.undo import is_today
from seeds.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.snapshot import Tables

Told = tuple[str, Mapping[str, object]]
Put = tuple[str, int, Mapping[str, Any] | None, Mapping[str, Any] | None]
"""A table, a TinyDB id, the new document (None: none) and the one before."""


COMPACT_BYTES = 4 << 20
"""Bytes of a journal that are always fine: reading so many takes about 20 ms."""

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
        self.keys: dict[str, dict[str, int]] = {}
        """The TinyDB id of each document by table and the document's own id."""
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
        self._refused: tuple[int, bytes] | None = None

    def open(self, *, writable: bool, salvage: bool = False) -> list[Line]:
        """Read the folder, mend what is damaged when ``writable``, and return the lines since the snapshot.

        What is too damaged is refused as ``recovery.load`` says, unless ``salvage``. Raises ``Taken``, with
        nothing written, when it is not this machine alone that writes here.
        """
        loaded = self._load(salvage=salvage)
        if writable and self._is_taken(loaded):
            raise Taken
        if writable:
            self._settle(loaded)
        elif not loaded.whole and salvage:
            self.told.append(("store-salvaged", {"path": str(self.folder), "missing": loaded.missing}))
        elif not loaded.whole:
            self._tell_unmended(loaded, "EROFS")
        return loaded.lines

    def refresh(self) -> list[Line] | None:
        """Read what other windows have written since; None when all tables had to be read anew."""
        if self._mend_first is not None:
            self._reload()
            return None
        self._take_back()
        state = self.files.state(self.folder / JOURNAL)
        if state == self._state and (state is not None or not self.seq):
            return []
        fresh = self._fresh(state) if state is not None else None
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
        line = Line(checksum, lines.body_of(data))
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
    def wants_compaction(self) -> bool:
        """True once the journal has grown enough: in lines, or in bytes beside the snapshot."""
        if self._lines >= self._compact_at:
            return True
        size = self._state.size if self._state else 0
        if size < COMPACT_BYTES or self._lines <= self._compact_at - self._compact_after:
            return False
        found = self.files.state(self.folder / SNAPSHOT)
        return found is None or size > found.size

    @property
    def begun_today(self) -> bool:
        """True when the journal was begun today, so that the one before may be of today too."""
        return is_today(self._begun)

    def earlier(self) -> list[Line]:
        """Return the lines of the journal before this one, as far as they are whole."""
        found = lines.scan(self.files.read(self.folder / JOURNAL_BEFORE) or b"").lines
        return [line for line in found if "header" not in line.record and line.seq <= self.seq]

    def compact(self) -> None:
        """Fold the journal into a new snapshot. ``OSError`` when that failed: all changes are still there."""
        self._forget()
        self._compact_at = self._lines + self._compact_after
        new = self.folder / (SNAPSHOT + ".new")
        self.files.unlink(new)
        self.files.keep(new, self._snapshot())
        if self.files.state(self.folder / SNAPSHOT) is not None:
            self.files.rename(self.folder / SNAPSHOT, self.folder / SNAPSHOT_BEFORE)
        self.files.rename(new, self.folder / SNAPSHOT)
        self.files.sync_folder(self.folder)
        self._turn_journal(JOURNAL_BEFORE)

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
        """True when the journal is not as it was last read. The lock need not be held."""
        return self.files.state(self.folder / JOURNAL) != self._state

    def entry(self, article: str) -> str:
        """Return the stored state entry of an article; "" when there is none."""
        from annotations.states import bucket

        found = self.tables.get("state", {}).get(bucket(article) + 1)
        return str(found["entries"].get(article, "")) if found else ""

    def _stamp(self, seq: int) -> dict[str, Any]:
        at = _iso(datetime.now(UTC))
        return {"seq": seq, "v": schema.CURRENT.version, "device": self.device, "at": at}

    def _accept(self, line: Line) -> None:
        recovery.replay(self.tables, self.next_ids, line.record)
        for name, key, document, before in line.record.get("put", ()):
            known = self.keys.setdefault(name, {})
            if document is not None and "id" in document:
                known[document["id"]] = key
            elif document is None and before is not None:
                known.pop(before.get("id", ""), None)
        self.seq, self.checksum = line.seq, line.checksum
        self._lines += 1

    def _forget(self) -> None:
        """Drop the text of what was deleted long ago; that it was deleted stays known for ever."""
        long_ago = _iso(today() - timedelta(days=KEEP_DELETED))
        for rows in self.tables.values():
            for key, document in list(rows.items()):
                if "was" in document and document.get("deleted") and document["modified"] < long_ago:
                    rows[key] = {name: value for name, value in document.items() if name != "was"}

    def _load(self, *, salvage: bool = False) -> Loaded:
        head = recovery.decode_head(self.files.read(self._head))
        loaded = recovery.load(self.files, self.folder, head, salvage=salvage)
        self.tables, self.next_ids = loaded.tables, loaded.next_ids
        self.keys = {
            name: {document["id"]: key for key, document in rows.items() if "id" in document}
            for name, rows in loaded.tables.items()
        }
        self.seq, self.checksum = loaded.seq, loaded.checksum
        self._state, self._lines, self._begun = loaded.journal, loaded.journal_lines, loaded.begun
        self._compact_at = self._compact_after
        self._mend_first = None
        self._complete = not loaded.missing
        return loaded

    def _reload(self) -> None:
        """Read the folder anew. Where it has lost what this window still holds, that is written again."""
        held = (self.tables, self.keys, self.next_ids, self.seq, self.checksum)
        complete = self._complete
        try:
            loaded = self._load()
        except Problem as problem:
            if problem.code != "store-damaged" or not complete:
                raise
            there = [name for name in recovery.NAMES if self.files.state(self.folder / name) is not None]
            loaded = Loaded(seq=self.seq, damaged=there)
        if self._is_taken(loaded):
            self.tables, self.keys, self.next_ids, self.seq, self.checksum = held
            self._state = None  # nothing of this folder is taken for known any more
            raise Taken
        if complete and not loaded.whole and held[3] >= loaded.seq:
            self.tables, self.keys, self.next_ids, self.seq, self.checksum = held
            self._complete, loaded.missing, loaded.lost = True, 0, True
        self._settle(loaded)

    def _is_taken(self, loaded: Loaded) -> bool:
        """True when the folder goes on otherwise than this machine has left it, or what it wrote last is now
        in a file beside the journal that a sync program has put there."""
        from annotations.strays import stray_names

        if loaded.foreign or not loaded.behind:
            return loaded.foreign
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
            self._mend_all(loaded, stamp)
        elif loaded.torn or loaded.open_end:
            self._mend_end(loaded, stamp)
        if loaded.outdated is not None:
            self._renew(loaded.outdated, stamp)
        self._mend_first, self._complete, self._told_unmended = None, True, False
        self._note_head()

    def _mend_end(self, loaded: Loaded, stamp: str) -> None:
        """Cut a torn end off the journal, keeping it aside, or end its last line."""
        journal = self.folder / JOURNAL
        if loaded.torn:
            aside = self.folder / f"{JOURNAL}.torn-{stamp}"
            self.files.keep(aside, loaded.torn)
            self.files.cut(journal, loaded.end)
            self.told.append(("store-torn", {"path": str(aside)}))
        elif loaded.open_end:
            self.files.cut(journal, loaded.end)
            self.files.append(journal, b"\n", loaded.end)
        self._state = self.files.state(journal)

    def _mend_all(self, loaded: Loaded, stamp: str) -> None:
        """Set the damaged files aside and write what could be read as both generations of a new snapshot."""
        self.files.make_folder(self.folder)
        kept: list[str] = []
        for name in loaded.damaged:
            if name in (SNAPSHOT, SNAPSHOT_BEFORE) and self.files.state(self.folder / name) is not None:
                kept.append(f"{name}.damaged-{stamp}")
                self.files.rename(self.folder / name, self.folder / kept[-1])
        data = self._snapshot()
        self.files.create(self.folder / SNAPSHOT_BEFORE, data)
        self.files.create(self.folder / SNAPSHOT, data)
        word = "forked" if loaded.forked else "damaged"  # a forked one is looked into like other strays
        aside = (
            f"{JOURNAL}.{word}-{stamp}" if {JOURNAL, JOURNAL_BEFORE} & {*loaded.damaged} else JOURNAL_BEFORE
        )
        if JOURNAL_BEFORE in loaded.damaged:
            kept.append(f"{JOURNAL_BEFORE}.damaged-{stamp}")
            self.files.rename(self.folder / JOURNAL_BEFORE, self.folder / kept[-1])
        if aside != JOURNAL_BEFORE:
            kept.append(aside)
        self._turn_journal(aside)
        values = {"path": str(self.folder), "kept": ", ".join(kept), "missing": loaded.missing}
        code = "store-incomplete" if loaded.missing else "store-repaired" if kept else "store-rewritten"
        self.told.append((code, values))

    def _renew(self, version: int, stamp: str) -> None:
        """Write documents that were brought up to date, after keeping the files as they were."""
        backup = self.folder / f"backup-v{version}-{stamp}"
        self.files.make_folder(backup)
        for name in recovery.NAMES:
            data = self.files.read(self.folder / name)
            if data is not None:
                self.files.keep(backup / name, data)
        data = self._snapshot()
        self.files.create(self.folder / SNAPSHOT_BEFORE, data)
        self.files.create(self.folder / SNAPSHOT, data)
        self._turn_journal(JOURNAL_BEFORE)
        self.told.append(("store-upgraded", {"path": str(backup)}))

    def _snapshot(self) -> bytes:
        return snapshot.encode(
            self.tables,
            seq=self.seq,
            checksum=self.checksum,
            schema=schema.CURRENT.version,
            device=self.device,
            next_ids=self.next_ids,
        )

    def _turn_journal(self, old: str) -> None:
        """Begin an empty journal after the newest line; the present one, if any, gets the name ``old``."""
        journal = self.folder / JOURNAL
        header = {**self._stamp(self.seq), "header": "docbao journal", "after": self.checksum}
        data, checksum = lines.encode(header)
        new = self.folder / (JOURNAL + ".new")
        self.files.unlink(new)
        self.files.keep(new, data)
        if self.files.state(journal) is not None:
            self.files.rename(journal, self.folder / old)
        self.files.rename(new, journal)
        self.files.sync_folder(self.folder)
        self.checksum, self._lines = checksum, 0
        self._compact_at = self._compact_after
        self._state = self.files.state(journal)

    def _begin(self) -> None:
        self.files.make_folder(self.folder)
        self._turn_journal(JOURNAL_BEFORE)

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
        headers = [place for place, line in enumerate(found) if "header" in line.record]
        if headers:
            newest = found[headers[-1]]
            self._lines, self._begun = len(found) - headers[-1], str(newest.record.get("at", ""))
            if newest.seq == self.seq:
                self.checksum = newest.checksum
        else:
            self._lines = count + len(fresh)
        return fresh
