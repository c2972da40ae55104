"""What in a device's folder is certainly of one line of changes.

The files there follow each other by their checksums. Where a sync program has brought together those of two
machines with one device id, each may be of either, and a snapshot or journal that lies where the one before
belongs may be of another line. What the other one wrote must not be taken for known then: so only what leads
to the newest change counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations import lines, recovery, snapshot
from annotations.recovery import JOURNAL, JOURNAL_BEFORE, SNAPSHOT, SNAPSHOT_BEFORE

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.files import Files
    from annotations.lines import Line
    from annotations.snapshot import Snapshot, Tables


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A folder's line of changes: what it says now, and its lines and snapshots as far as they are there."""

    tables: Tables
    lines: tuple[Line, ...]
    snapshots: tuple[Snapshot, ...]

    @property
    def chain(self) -> dict[int, set[str]]:
        """The checksums that belong to each number."""
        chain: dict[int, set[str]] = {}
        for found in self.snapshots:
            chain.setdefault(found.seq, set()).add(found.checksum)
        for line in self.lines:
            chain.setdefault(line.seq, set()).add(line.checksum)
            if "header" in line.record:
                chain[line.seq].add(str(line.record.get("after", "")))
        return chain


def own_line(files: Files, folder: Path) -> OwnLine:
    """Read a folder's line of changes. Raises ``OSError`` when a file is there and cannot be read."""
    loaded = recovery.load(files, folder, salvage=True)
    snapshots = [
        found
        for name in (SNAPSHOT, SNAPSHOT_BEFORE)
        if (found := snapshot.decode(files.read(folder / name) or b"")) is not None
    ]
    before = lines.scan(files.read(folder / JOURNAL_BEFORE) or b"").lines
    newest: list[Line] = []
    if not loaded.mixed and not loaded.stale:
        newest = recovery.main_line(list(lines.scan(files.read(folder / JOURNAL) or b"").lines))
    every = {line.checksum: line for line in (*before, *newest)}
    own: set[str] = set()
    for start in [line.checksum for line in newest] or [each.checksum for each in snapshots[:1]]:
        at = start
        while at and at not in own:
            own.add(at)
            at = (
                str(every[at].record.get("prev") or every[at].record.get("after") or "")
                if at in every
                else ""
            )
    return OwnLine(
        loaded.tables,
        tuple(line for line in every.values() if line.checksum in own),
        tuple(each for each in snapshots if each.checksum in own),
    )
