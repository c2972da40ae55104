"""What ``docbao doctor`` looks at in the annotations, and what it can put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from annotations import asides, lines, recovery, schema, snapshot
from annotations.devices import ARTICLES, device_kept, head_of
from annotations.files import Files, why
from annotations.recovery import JOURNAL_BEFORE, SNAPSHOT, SNAPSHOT_BEFORE
from annotations.strays import stray_names
from seeds.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

_LOCK_SECONDS = 10.0

Finding = tuple[str, Mapping[str, object]]
"""A code of the catalogue's ``problem`` section with its values."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the annotations with its size in bytes. ``aside``: kept from a repair or a crash."""

    path: str
    size: int
    aside: bool


@dataclass(frozen=True, slots=True)
class DeviceCheck:
    """What was found in one device's folder.

    ``documents`` counts those that are not deleted by type (``state``: articles with a state), ``changes`` is
    the number of the newest change, ``strays`` the paths of second copies that lie there (see
    ``annotations.strays``). Without ``findings`` all is well.
    """

    device: str
    own: bool
    files: tuple[FoundFile, ...]
    documents: Mapping[str, int]
    changes: int
    strays: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found in all folders, this device's first; ``repaired`` is what was put in order."""

    devices: tuple[DeviceCheck, ...]
    repaired: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """True when nothing is wrong."""
        return not any(device.findings for device in self.devices)


def check(data: Path, state: Path, *, repair: bool = False, files: Files | None = None) -> CheckReport:
    """Look at every file of the annotations. Nothing is changed, unless ``repair``.

    Repairing mends what opening the store mends and, where that refuses, serves what is left; damaged files
    are set aside, never thrown away. Other devices' folders are only looked at: each device repairs its own.
    Raises ``Problem`` as ``Store.open`` when the repair itself fails.
    """
    files = files or Files()
    repaired = _repair(files, data, state) if repair else ()
    own = device_kept(files, state)
    names = [name for name in files.names(data) if name != ARTICLES and (data / name).is_dir()]
    names.sort(key=lambda name: (name != own, name))
    found = (_device(files, data / name, state / head_of(data, name), own == name) for name in names)
    return CheckReport(
        tuple(device for device in found if any(not file.aside for file in device.files)), repaired
    )


def _device(files: Files, folder: Path, head_path: Path, own: bool) -> DeviceCheck:
    findings: list[Finding] = []
    documents: dict[str, int] = {}
    changes = 0
    try:
        head = recovery.decode_head(files.read(head_path)) if own else recovery.NO_HEAD
        loaded = recovery.load(files, folder, head, salvage=True)
        changes = loaded.seq
        documents = _count(loaded.tables)
        damaged = dict.fromkeys([*loaded.damaged, *_damaged_before(files, folder)])
        if loaded.torn:
            findings.append(("store-check-torn", {"path": str(folder), "bytes": len(loaded.torn)}))
        findings += [("store-check-damaged", {"path": str(folder / name)}) for name in damaged]
        if loaded.missing:
            findings.append(("store-check-missing", {"path": str(folder), "missing": loaded.missing}))
        findings += not_understood(loaded.tables.get("correction", {}).values())
    except Problem as problem:
        findings.append((problem.code, problem.values))
    except OSError as error:
        findings.append(("store-unreadable", {"path": str(error.filename or folder), "why": why(error)}))
    strays = tuple(str(folder / name) for name in stray_names(files, folder))
    return DeviceCheck(folder.name, own, _files(files, folder), documents, changes, strays, tuple(findings))


def not_understood(corrections: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Return a finding for corrections that say nothing this docbao understands: they are kept, but do not
    hold."""
    from annotations.correction_documents import read_document

    wrong = [it for it in corrections if not it.get("deleted") and read_document(it) is None]
    if not wrong:
        return ()
    named = ", ".join(str(it.get("id"))[:16] for it in wrong[:3])
    return (("store-check-correction", {"count": len(wrong), "named": named}),)


def _damaged_before(files: Files, folder: Path) -> list[str]:
    """Return which files of the generation before are damaged: opening reads them only when it needs them."""
    damaged: list[str] = []
    for name in (SNAPSHOT, SNAPSHOT_BEFORE):
        data = files.read(folder / name)
        if data is not None and (found := snapshot.decode(data)) is None:
            damaged.append(name)
        elif data is not None and found is not None:
            schema.refuse_newer(found.schema, folder)
    scanned = lines.scan(files.read(folder / JOURNAL_BEFORE) or b"")
    if scanned.damaged or scanned.torn:
        damaged.append(JOURNAL_BEFORE)
    return damaged


def _files(files: Files, folder: Path) -> tuple[FoundFile, ...]:
    found: list[FoundFile] = []
    for name in files.names(folder):
        state = files.state(folder / name)
        if state is not None:
            found.append(FoundFile(str(folder / name), state.size, name not in recovery.NAMES))
    return tuple(found)


def _count(tables: snapshot.Tables) -> dict[str, int]:
    counts: dict[str, int] = {}
    for kind, rows in tables.items():
        if kind == "state":
            counts[kind] = sum(len(row["entries"]) for row in rows.values())
        else:
            counts[kind] = sum(1 for row in rows.values() if not row.get("deleted"))
    return {kind: number for kind, number in sorted(counts.items()) if number}


def _repair(files: Files, data: Path, state: Path) -> tuple[Finding, ...]:
    from annotations.engine import Engine
    from annotations.store import COMPACT_AFTER

    engine = Engine(files, data, state, device=None, compact_after=COMPACT_AFTER)
    engine.open(salvage=True)
    try:
        asides.win_back(engine, files, data / engine.device)
    except OSError as error:
        raise Problem("store-unreadable", path=str(error.filename or data), why=why(error)) from error
    return (*engine.report.told, *_set_aside(files, data / engine.device, state))


def _set_aside(files: Files, folder: Path, state: Path) -> tuple[Finding, ...]:
    """Give other names to damaged files of the generation before, which opening does not look at: so that
    they are not taken for whole ones when they are needed."""
    told: list[Finding] = []
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    try:
        with files.lock(state / "lock", _LOCK_SECONDS):
            for name in _damaged_before(files, folder):
                if name in (SNAPSHOT_BEFORE, JOURNAL_BEFORE):
                    aside = f"{name}.damaged-{stamp}"
                    files.rename(folder / name, folder / aside)
                    told.append(("store-check-aside", {"path": str(folder / aside)}))
    except OSError as error:
        raise Problem("store-unreadable", path=str(error.filename or folder), why=why(error)) from error
    return tuple(told)
