"""Bringing the files of a device's folder in order after they were read: nothing that could be read is lost
by it, and what is damaged is set aside, never thrown away.

All of it wants the lock, and raises ``OSError`` where the disk does not let it be done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations import recovery, snapshot
from annotations.asides import note
from annotations.recovery import JOURNAL, JOURNAL_BEFORE, SNAPSHOT, SNAPSHOT_BEFORE, Loaded
from annotations.strays import stray_names

if TYPE_CHECKING:
    from annotations.journal import Journal


def mend_end(journal: Journal, loaded: Loaded, stamp: str) -> None:
    """Cut a torn end off the journal, keeping it aside, or end its last line."""
    files, path = journal.files, journal.folder / JOURNAL
    if loaded.torn:
        aside = journal.folder / f"{JOURNAL}.torn-{stamp}"
        files.keep(aside, loaded.torn)
        files.cut(path, loaded.end)
        journal.told.append(("store-torn", {"path": str(aside)}))
    elif loaded.open_end:
        files.cut(path, loaded.end)
        files.append(path, b"\n", loaded.end)


def mend_all(journal: Journal, loaded: Loaded, stamp: str) -> None:
    """Set the damaged files aside and write what could be read as both generations of a new snapshot. What is
    missing is noted in it."""
    files, folder = journal.files, journal.folder
    files.make_folder(folder)
    kept: list[str] = []
    for name in loaded.damaged:
        if name in (SNAPSHOT, SNAPSHOT_BEFORE) and files.state(folder / name) is not None:
            kept.append(f"{name}.damaged-{stamp}")
            files.rename(folder / name, folder / kept[-1])
    if stray_names(files, folder):
        # Those that lie there may be another machine's, and are looked into like other strays.
        for name in (SNAPSHOT, SNAPSHOT_BEFORE, JOURNAL_BEFORE):
            if name not in loaded.damaged and (data := files.read(folder / name)) is not None:
                files.keep(folder / f"{name}.forked-{stamp}", data)
    word = "forked" if loaded.forked else "damaged"  # a forked one is looked into like other strays
    aside = f"{JOURNAL}.{word}-{stamp}" if {JOURNAL, JOURNAL_BEFORE} & {*loaded.damaged} else JOURNAL_BEFORE
    before = f"{JOURNAL_BEFORE}.damaged-{stamp}" if JOURNAL_BEFORE in loaded.damaged else ""
    kept += [name for name in (before, "" if aside == JOURNAL_BEFORE else aside) if name]
    if loaded.missing:
        note(journal, loaded, kept)
    _write_both(journal)
    if before:
        files.rename(folder / JOURNAL_BEFORE, folder / before)
    journal.turn(aside)
    values = {"path": str(folder), "kept": ", ".join(kept), "missing": loaded.missing}
    code = "store-incomplete" if loaded.missing else "store-repaired" if kept else "store-rewritten"
    journal.told.append((code, values))


def renew(journal: Journal, version: int, stamp: str) -> None:
    """Write documents that were brought up to date, after keeping the files as they were."""
    files, folder = journal.files, journal.folder
    backup = folder / f"backup-v{version}-{stamp}"
    files.make_folder(backup)
    for name in recovery.NAMES:
        data = files.read(folder / name)
        if data is not None:
            files.keep(backup / name, data)
    _write_both(journal)
    journal.turn(JOURNAL_BEFORE)
    journal.told.append(("store-upgraded", {"path": str(backup)}))


def _write_both(journal: Journal) -> None:
    """Write what is there as both generations of the snapshot."""
    files, folder = journal.files, journal.folder
    for name in (SNAPSHOT_BEFORE, SNAPSHOT):
        new = folder / (name + ".tmp")
        files.unlink(new)
        snapshot.write(files, new, journal.picture())
        files.rename(new, folder / name)
        files.sync_folder(folder)
