"""Taking up a journal where it was left: the lines after the newest known one, if they simply go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations import lines, schema

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotations.files import Files
    from annotations.lines import Line


def whole_lines(files: Files, path: Path, start: int = 0) -> list[Line] | None:
    """Return a journal's lines (headers too) from an offset on; None unless there are some and all are whole.

    Raises ``Problem("store-newer")`` when a newer docbao has written one.
    """
    scanned = lines.scan(files.read(path, start) or b"")
    if not scanned.lines or scanned.damaged or scanned.torn or scanned.open_end:
        return None
    for line in scanned.lines:
        schema.refuse_newer(line.record.get("v", 1), path.parent)
    return list(scanned.lines)


def after(found: Sequence[Line], seq: int, checksum: str) -> list[Line] | None:
    """Return the lines after the one with this number and checksum; None where one does not fit, or they end
    before that."""
    fresh: list[Line] = []
    if found and found[-1].seq < seq:
        return None
    for line in found:
        if "header" in line.record:
            if line.seq > seq or (line.seq == seq and checksum not in (line.record["after"], line.checksum)):
                return None
            checksum = line.checksum if line.seq == seq else checksum
        elif line.seq > seq:
            if line.seq != seq + 1 or line.record.get("prev") != checksum:
                return None
            fresh.append(line)
            seq, checksum = line.seq, line.checksum
        elif line.seq == seq and checksum and line.checksum != checksum:
            return None
    return fresh
