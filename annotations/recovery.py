"""Reading a device's folder: the newest good snapshot, and every journal line after it that is whole.

Nothing is written here. What was found damaged is named, so that it can be set aside and told; damage is
never read as "empty". ``annotations.journal`` has the names and the order in which the files come about.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from annotations import lines, schema, snapshot
from annotations.forks import checksums_at
from annotations.forks import main_line as main_line
from annotations.head import NO_HEAD as NO_HEAD
from annotations.head import Head as Head
from annotations.head import decode_head as decode_head
from annotations.head import encode_head as encode_head
from annotations.packed_states import StateRows
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from annotations.files import Files, FileState
    from annotations.lines import Line
    from annotations.snapshot import Tables

SNAPSHOT, SNAPSHOT_BEFORE = "snapshot", "snapshot.1"
JOURNAL, JOURNAL_BEFORE = "journal", "journal.1"
NAMES = (SNAPSHOT, SNAPSHOT_BEFORE, JOURNAL, JOURNAL_BEFORE)
PATIENCE = 2.0
"""Seconds for which the owner of a folder tries to win back its damaged lines."""

_HEADER = 1024  # bytes that a header has at most

if TYPE_CHECKING:
    Each = Callable[[Line | None], object]


def ignore(_: Line | None) -> None:
    """Do nothing with a line."""


@dataclass(slots=True)
class Loaded:
    """What a folder holds.

    ``replayed`` counts the lines replayed on the snapshot. ``missing`` counts changes that were there once
    and could not be read. ``damaged`` names files that are not whole; ``torn`` is what stands behind the last
    whole line of the journal, ``end`` the offset it starts at; ``open_end``: the last line is whole without
    its line end. ``forked``: the journal holds two lines of changes beside each other, as a merge of two
    files leaves it; one of them is served. ``foreign``: where the head's line should be, another one is.
    ``confirmed``: the head's line is there. ``mixed``: snapshot and journal are of two machines; only the
    snapshot is served. ``stale``: the journal ends before the snapshot: it may be an older one, or of
    another machine.
    """

    tables: Tables = field(default_factory=dict)
    next_ids: dict[str, int] = field(default_factory=dict)
    seq: int = 0
    checksum: str = ""
    outdated: int | None = None
    replayed: int = 0
    journal: FileState | None = None
    journal_lines: int = 0
    begun: str = ""
    torn: bytes = b""
    end: int = 0
    open_end: bool = False
    damaged: list[str] = field(default_factory=list)
    missing: int = 0
    lost: bool = False
    forked: bool = False
    foreign: bool = False
    confirmed: bool = False
    mixed: bool = False
    stale: bool = False
    at_head: list[Line] = field(default_factory=list)
    """Of a journal read line by line those with the head's number, or its header."""
    gaps: list[tuple[int, int]] = field(default_factory=list)
    """The numbers of the missing changes: the first and the last of each stretch."""
    patience: float = 0.0
    """Seconds for which damaged lines may still be tried to be won back; what reading takes is no part."""

    def begin(self, base: snapshot.Snapshot | None) -> None:
        """Begin with a snapshot, if there is one."""
        self.at_head.clear()
        self.seq, self.checksum = 0, ""
        if base is not None:
            self.tables, self.next_ids = base.tables, dict(base.next_ids)
            self.seq, self.checksum = base.seq, base.checksum

    def lose(self, last: int) -> None:
        """Go on after changes that are missing, the last of them with this number."""
        self.gaps.append((self.seq + 1, last))
        self.missing += last - self.seq
        self.seq, self.checksum = last, ""

    @property
    def whole(self) -> bool:
        """True when nothing that was saved is damaged or missing (a write that was never finished may be
        torn)."""
        return not self.damaged and not self.missing and not self.lost


def replay(tables: Tables, next_ids: dict[str, int], record: dict[str, Any]) -> None:
    """Do to the tables what a journal line says."""
    for name, key, document, _ in record.get("put", ()):
        rows = snapshot.rows_of(tables, name)
        if document is None:
            rows.pop(key, None)
        else:
            rows[key] = document
        next_ids[name] = max(next_ids.get(name, 1), key + 1)
    if settings := record.get("set"):
        held = snapshot.rows_of(tables, snapshot.STATE)
        if isinstance(held, StateRows):
            held.set(settings, record)


def load(
    files: Files,
    folder: Path,
    head: Head = NO_HEAD,
    *,
    salvage: bool = False,
    each: Each = ignore,
    patience: float = 0.0,
) -> Loaded:
    """Read a folder; ``each`` is handed every line that is replayed on the snapshot, and None where all lines
    so far are to be forgotten. For ``patience`` seconds damaged lines are tried to be won back.

    A journal whose lines simply go on from one another, be it with some that are won back, is read line by
    line, so that one of any length takes little memory. Where they do not, all are looked at together.

    Raises ``Problem("store-newer")`` when a newer docbao has written it, ``Problem("store-damaged")`` when so
    much is missing that the rest would not make sense (with ``salvage`` what is left is served even so), and
    ``OSError`` when a file is there and cannot be read.
    """
    loaded, base, snapshots = _start(files, folder)
    loaded.patience = patience
    if _goes_on(files, folder, loaded, head, each):
        _look_for_head(files, folder, loaded, head, base, loaded.at_head)
    else:
        each(None)
        patience = loaded.patience
        if loaded.replayed:
            loaded, base, snapshots = _start(files, folder)
        else:
            loaded.begin(base)
        loaded.patience = patience
        _look_through(files, folder, loaded, base, head, each, salvage=salvage)
    if base is None and snapshots and not loaded.replayed and not salvage:
        raise Problem("store-damaged", path=str(folder), missing=max(head.seq, 1))
    if head.seq > loaded.seq:
        loaded.lose(head.seq)
    loaded.outdated = schema.upgrade(loaded.tables)
    return loaded


def _start(files: Files, folder: Path) -> tuple[Loaded, snapshot.Snapshot | None, bool]:
    """Return the newest whole snapshot as loaded, and whether there is any at all."""
    loaded = Loaded()
    base, there = _best_snapshot(files, folder, loaded)
    loaded.begin(base)
    return loaded, base, there


def _look_through(
    files: Files,
    folder: Path,
    loaded: Loaded,
    base: snapshot.Snapshot | None,
    head: Head,
    each: Each,
    *,
    salvage: bool,
) -> None:
    """Replay all lines of the journals that can be read, whatever has become of the others."""
    every = _journals(files, folder, loaded, head)
    found = main_line(every, head.checksum)
    if len(found) < len(every):
        loaded.forked = True
        _add(loaded.damaged, JOURNAL)
    loaded.mixed = base is not None and _is_of_another(base, found)
    loaded.stale = base is not None and bool(found) and found[-1].seq < base.seq
    _look_for_head(files, folder, loaded, head, base, found)
    if loaded.mixed:
        _add(loaded.damaged, JOURNAL)
        found = []
    from_the_start = base is not None or any(line.seq == 0 for line in found)
    also = ""  # a line after a header names it, or the line before it: see annotations.folding
    for line in found:
        is_header = "header" in line.record
        last = line.seq if is_header else line.seq - 1
        if last > loaded.seq:
            if not from_the_start and not loaded.replayed and not salvage:
                raise Problem("store-damaged", path=str(folder), missing=last)
            loaded.lose(last)
            also = ""
        if is_header:
            if last == loaded.seq:
                loaded.checksum, also = line.checksum, loaded.checksum
        elif line.seq > loaded.seq:
            if loaded.checksum and line.record.get("prev") not in (loaded.checksum, also):
                _add(loaded.damaged, JOURNAL)
            _replay(loaded, line, each)
            also = ""


def _replay(loaded: Loaded, line: Line, each: Each) -> None:
    replay(loaded.tables, loaded.next_ids, line.record)
    loaded.replayed += 1
    loaded.seq, loaded.checksum = line.seq, line.checksum
    each(line)


def _goes_on(files: Files, folder: Path, loaded: Loaded, head: Head, each: Each) -> bool:
    """Replay the journals line by line; False when they do not simply go on from the snapshot to their end.
    Only what was never finished may stand there."""
    loaded.journal = files.state(folder / JOURNAL)
    first = lines.first((files.read(folder / JOURNAL, 0, _HEADER) or b"").partition(b"\n")[0])
    if first is None or "header" not in first.record:
        return False
    loaded.begun = str(first.record.get("at", ""))
    names = (JOURNAL_BEFORE, JOURNAL) if first.seq > loaded.seq else (JOURNAL,)
    for name in names:
        count = 0
        number, end, also = 0, 0, ""
        for line, after in lines.stream(
            partial(_piece, files, folder / name), partial(_line_or_won, loaded, name)
        ):
            schema.refuse_newer(line.record.get("v", 1), folder)
            is_header = "header" in line.record
            if is_header == bool(count) or (count and line.seq != number + 1):
                return False
            if is_header:
                if line.seq > loaded.seq:
                    return False
                if line.seq == loaded.seq:
                    if loaded.checksum and line.record.get("after") not in ("", loaded.checksum):
                        return False
                    loaded.checksum, also = line.checksum, loaded.checksum
            elif line.seq == loaded.seq:
                if line.checksum not in (loaded.checksum, also):
                    return False
                loaded.checksum, also = line.checksum, ""
            elif line.seq > loaded.seq:
                if line.seq != loaded.seq + 1 or line.record.get("prev") not in (loaded.checksum, also):
                    return False
                _replay(loaded, line, each)
                also = ""
            if line.seq == head.seq:
                loaded.at_head.append(line)
            count, number, end = count + 1, line.seq, after
        rest = files.read(folder / name, end) or b""
        if b"\n" in rest or (
            rest and (name == JOURNAL_BEFORE or lines.scan(rest).lines or head.seq > number)
        ):
            return False
        loaded.journal_lines, loaded.torn, loaded.end = count, rest, end
    loaded.stale = number < loaded.seq
    if not loaded.at_head:
        loaded.at_head.append(first)
    return True


def _line_or_won(loaded: Loaded, name: str, raw: bytes) -> Line | None:
    """Return what a line of a journal says, won back where one bit of it has changed."""
    line = lines.first(raw)
    if line is not None or lines.are_joined(raw):
        return line
    won = _won(loaded, [raw])
    if won:
        _add(loaded.damaged, name)
    return won[0] if won else None


def _won(loaded: Loaded, damaged: list[bytes]) -> list[Line]:
    """Return the lines that can be won back while there is patience."""
    if not loaded.patience:
        return []
    from annotations.winning import whole_again

    won, _ = whole_again(damaged, (begun := time.monotonic()) + loaded.patience)
    loaded.patience = max(0.0, loaded.patience + begun - time.monotonic())
    return won


def _piece(files: Files, path: Path, start: int) -> bytes:
    return files.read(path, start, lines.PIECE) or b""


def _best_snapshot(files: Files, folder: Path, loaded: Loaded) -> tuple[snapshot.Snapshot | None, bool]:
    """Return the newest whole snapshot, and whether there is any snapshot at all."""
    there = False
    for name in (SNAPSHOT, SNAPSHOT_BEFORE):
        found, is_there = snapshot.read(files, folder / name)
        if not is_there:
            continue
        there = True
        if found is not None:
            schema.refuse_newer(found.schema, folder)
            return found, True
        loaded.damaged.append(name)
    return None, there


def _journals(files: Files, folder: Path, loaded: Loaded, head: Head) -> list[Line]:
    """Return headers and lines that are whole, in order: of the journal and, where it starts too late,
    the one before."""
    found = list(_scan(files, folder, JOURNAL, loaded, head))
    header = next((line for line in found if "header" in line.record), None)
    if header is None and loaded.journal is not None:
        _add(loaded.damaged, JOURNAL)
    loaded.journal_lines = len(found)
    loaded.begun = str(header.record.get("at", "")) if header else ""
    if header is None or header.seq > loaded.seq:
        found += _scan(files, folder, JOURNAL_BEFORE, loaded, head)
    return sorted(found, key=lambda line: (line.seq, "header" in line.record))


def _is_of_another(base: snapshot.Snapshot, found: list[Line]) -> bool:
    """True when a snapshot was not taken of the changes in these lines: in its place another one stands."""
    there = checksums_at(base.seq, found)
    return bool(base.checksum and there) and "" not in there and base.checksum not in there


def _look_for_head(
    files: Files,
    folder: Path,
    loaded: Loaded,
    head: Head,
    base: snapshot.Snapshot | None,
    found: list[Line],
) -> None:
    """Say in ``loaded`` whether the head's line is in the folder. Where another one has its number, some
    other machine writes as this device."""
    loaded.foreign = loaded.mixed
    if not head.checksum:
        return
    if found and found[0].seq > head.seq:
        found = [*lines.scan(files.read(folder / JOURNAL_BEFORE) or b"").lines, *found]
    there = checksums_at(head.seq, found)
    if base is not None and base.seq == head.seq:
        there.add(base.checksum)
    loaded.confirmed = head.checksum in there
    loaded.foreign = loaded.mixed or bool(there and "" not in there and not loaded.confirmed)


def _scan(files: Files, folder: Path, name: str, loaded: Loaded, head: Head) -> tuple[Line, ...]:
    """Return all lines of one journal that are whole; say in ``loaded`` what is not."""
    path = folder / name
    state = files.state(path) if name == JOURNAL else None
    data = files.read(path)
    if data is None:
        return ()
    scanned = lines.scan(data, head.checksum)
    for line in scanned.lines:
        schema.refuse_newer(line.record.get("v", 1), folder)
    torn = scanned.torn
    damaged = list(scanned.damaged)
    if name == JOURNAL:
        loaded.journal = state
        last = max((line.seq for line in scanned.lines), default=0)
        loaded.torn, loaded.end, loaded.open_end = torn, scanned.end, scanned.open_end
        if torn and head.seq > last:
            damaged.append(torn)
    elif torn:
        damaged.append(torn)
    if not damaged:
        return scanned.lines
    _add(loaded.damaged, name)
    return *scanned.lines, *_won(loaded, damaged)


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)
