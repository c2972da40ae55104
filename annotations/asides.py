"""What is remembered of damage, and what can still be won back from the files that were set aside for it.

A document of the type ``damage`` says which changes could not be read and where what is left of them lies. It
is written together with the mended files, and stays until all is won back or the reader dismisses it: so no
list and no export passes for whole meanwhile. The doctor tries the files longer than opening may.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotations import lines, merge, schema, snapshot, states
from annotations.model import Operation
from annotations.recovery import JOURNAL
from annotations.strays import FOLDED, Stray, is_document, mark_of, take_line
from annotations.winning import IN_DOCTOR, Part, part_of, whole_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from annotations.engine import Engine
    from annotations.files import Files
    from annotations.journal import Journal
    from annotations.model import DocumentType
    from annotations.recovery import Loaded
    from annotations.store import Store

Finding = tuple[str, "Mapping[str, object]"]

DAMAGE: DocumentType = "damage"
_WORD = ".damaged-"


def note(journal: Journal, loaded: Loaded, kept: list[str]) -> None:
    """Put into a journal's tables what is missing, before they are written down."""
    changes = _told([number for first, last in loaded.gaps for number in range(first, last + 1)])
    name = f"{journal.folder.name} {changes}"
    key = journal.key_of(DAMAGE, name) or journal.new_key(DAMAGE)
    now = states.iso(journal.moment())
    snapshot.rows_of(journal.tables, DAMAGE)[key] = {
        "id": name,
        "v": schema.CURRENT.version,
        "created": now,
        "modified": now,
        "rev": 1,
        "device": journal.device,
        "file": ", ".join(kept),
        "of": journal.folder.name,
        "changes": changes,
        "missing": loaded.missing,
    }


def losses(store: Store) -> list[Finding]:
    """Return a finding for all damage that is neither won back nor dismissed."""
    return [_finding(store.data, document) for document in store.search(DAMAGE, lambda _: True)]


def reminder(store: Store) -> Finding | None:
    """Return one finding that stands for all damage that is neither won back nor dismissed: how many changes
    it took, and when the last of it was found. None where there is none."""
    found = [values for _, values in losses(store)]
    if not found:
        return None
    missing = sum(number for values in found if isinstance(number := values["missing"], int))
    return "store-lost-before", {"n": missing, "day": max(str(values["day"]) for values in found)}


def dismissal(store: Store) -> Operation | None:
    """Return what makes a store forget all damage; None where there is none."""
    found = store.search(DAMAGE, lambda _: True)
    put: dict[tuple[DocumentType, str], None] = {(DAMAGE, document["id"]): None for document in found}
    return Operation("mend", {"n": len(put)}, put, undoable=False) if put else None


def _finding(data: Path, document: Mapping[str, Any]) -> Finding:
    values = {
        "missing": document.get("missing", 0),
        "changes": document.get("changes", ""),
        "day": document["created"][:10],
        "kept": document.get("file", ""),
        "path": str(data / document.get("of", "")),
        "n": document.get("won", 0),
    }
    code = "store-lost-part" if values["n"] else "store-lost" if values["kept"] else "store-lost-all"
    return code, values


def win_back(engine: Engine, files: Files, folder: Path) -> None:
    """Take in what can be won back from the journals that were set aside in this device's folder; each is
    looked into once. ``OSError`` when one cannot be read."""
    until = time.monotonic() + IN_DOCTOR
    for name in files.names(folder):
        if not name.startswith(JOURNAL) or _WORD not in name:
            continue
        data = files.read(folder / name) or b""
        if data and engine.view.document(FOLDED, mark_of(data)) is None:
            _win(engine, folder / name, data, until)


@dataclass(slots=True)
class _Won:
    """What one file gave back: the numbers of whole changes, those that came in parts, and how many documents
    of these."""

    whole: set[int]
    parts: list[Part]
    rows: int = 0


def _win(engine: Engine, path: Path, data: bytes, until: float) -> None:
    damage = next((it for it in engine.view.documents(DAMAGE) if path.name in it.get("file", "")), None)
    lost = set(_numbers(damage.get("changes", ""))) if damage is not None else set()
    scanned = lines.scan(data)
    pieces = [*scanned.damaged, *([scanned.torn] if scanned.torn else [])]
    won, left = whole_again(pieces, until)
    found = _Won({line.seq for line in won}, [part_of(piece) for piece in left])
    stray = Stray(path, mark_of(data), told="store-won-back")
    later = _last_changes([*scanned.lines, *won])
    told: list[tuple[int, list[Any], list[Any]]] = [
        (line.seq, line.record.get("put", []), line.record.get("set", []))
        for line in won
        if "header" not in line.record
    ]
    told += [(part.seq, list(part.rows), []) for part in found.parts]
    unsure = False
    for seq, put, entries in sorted(told, key=lambda it: it[0]):
        certain = seq in lost or (not seq and bool(lost))
        rows = [
            row
            for row in put
            if is_document(row[2])
            and later.get((row[0], row[2]["id"]), 0) <= seq
            and (certain or not _is_known(engine, row))
        ]
        if seq not in found.whole:
            found.rows += len(rows)
            stray.told = "store-won-part" if rows else stray.told
            unsure = unsure or bool(rows)
        take_line(stray, lines.Line("", {"put": rows, "set": entries}), None)
    unsure = unsure or any(len(part.rows) < part.total for part in found.parts)
    engine.take_in(stray)
    _remember(engine, path, damage, lost - found.whole, found, unsure=unsure)


def _remember(
    engine: Engine,
    path: Path,
    damage: Mapping[str, Any] | None,
    missing: set[int],
    found: _Won,
    *,
    unsure: bool,
) -> None:
    """Write down what is still missing, or that nothing is any more."""
    if damage is not None:
        body = {"changes": _told(missing), "missing": len(missing), "won": found.rows} if missing else None
        name = damage["id"]
    elif unsure:  # set aside before it was noted what was lost
        seqs = {part.seq for part in found.parts if part.seq}
        body = {"file": path.name, "of": path.parent.name, "changes": _told(seqs), "won": found.rows}
        body["missing"] = len(found.parts)
        name = f"{path.parent.name} {path.name}"
    else:
        return
    engine.apply(Operation("mend", {"n": 1}, {(DAMAGE, name): body}, undoable=False))


def _last_changes(found: Iterable[lines.Line]) -> dict[tuple[str, str], int]:
    """Return the number of the last change of each document."""
    last: dict[tuple[str, str], int] = {}
    for line in found:
        for kind, _, document, _ in line.record.get("put", ()):
            if is_document(document):
                key = kind, document["id"]
                last[key] = max(line.seq, last.get(key, 0))
    return last


def _is_known(engine: Engine, row: list[Any]) -> bool:
    """True when the document that stands was made with this version in view."""
    here = engine.view.document(row[0], row[2]["id"])
    return here is not None and merge.knows(here, row[2])


def _told(numbers: Iterable[int]) -> str:
    """Return numbers as stretches: "3, 5-8"."""
    stretches: list[list[int]] = []
    for number in sorted(numbers):
        if stretches and stretches[-1][1] == number - 1:
            stretches[-1][1] = number
        else:
            stretches.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in stretches)


def _numbers(told: str) -> Iterator[int]:
    """Yield the numbers that ``_told`` has told."""
    for stretch in filter(None, told.split(", ")):
        first, _, last = stretch.partition("-")
        if first.isdecimal() and (last or first).isdecimal():
            yield from range(int(first), int(last or first) + 1)
