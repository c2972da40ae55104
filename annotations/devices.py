"""Which device this is, and what the other devices have written: their folders are read, never written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from annotations import lines, recovery
from annotations.files import Files, FileState, why
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from annotations.snapshot import Tables

ARTICLES = "articles"
"""The reader's own library lies beside the devices' folders."""

States = tuple[FileState | None, ...]


def device_kept(files: Files, state: Path) -> str:
    """Return the device id that ``state`` keeps; "" when there is none or it is damaged."""
    name, _, seal = (files.read(state / "device") or b"").strip().partition(b" ")
    return name.decode("ascii") if name and lines.checksum(name).encode() == seal else ""


def device_of(files: Files, state: Path) -> str:
    """Return this device's id, a new one where none is kept. The lock must be held."""
    if kept := device_kept(files, state):
        return kept
    return new_device(files, state)


def new_device(files: Files, state: Path) -> str:
    """Give this device a new id, keep it, and return it. The lock must be held."""
    fresh = os.urandom(6).hex()
    files.create(state / "device", f"{fresh} {lines.checksum(fresh.encode())}\n".encode())
    return fresh


def head_of(data: Path, device: str) -> str:
    """Return the name of the file that notes the newest line of a device's journal under ``data``."""
    return "head-" + lines.checksum(f"{data.absolute()}\n{device}".encode())[:16]


class Devices:
    """The folders of the other devices."""

    def __init__(self, files: Files, data: Path) -> None:
        """Nothing is read yet."""
        self._files = files
        self._data = data
        self.salvage = False
        """Whether a folder that is too damaged to make sense is served all the same, as far as it goes."""
        self.forked: set[Path] = set()
        """Journals that hold changes which are not those of their device's folder, or not only."""
        self._known: dict[str, States] = {}
        self._read: dict[str, tuple[int, bool]] = {}
        self._told: dict[str, tuple[str, Mapping[str, object]]] = {}

    def moved(self, own: str) -> bool:
        """True when a folder is not as it was last read."""
        return any(self._known.get(folder.name) != states for folder, states in self._folders(own))

    def folders(self) -> list[Path]:
        """Return the folders of all devices, this one's among them."""
        names = (name for name in self._files.names(self._data) if name != ARTICLES and name[0] != ".")
        return [self._data / name for name in names if (self._data / name).is_dir()]

    def _folders(self, own: str) -> Iterator[tuple[Path, States]]:
        for name in self._files.names(self._data):
            folder = self._data / name
            if name in (own, ARTICLES) or name.startswith(".") or not folder.is_dir():
                continue
            states = tuple(self._files.state(folder / file) for file in recovery.NAMES)
            if any(states):
                yield folder, states

    def look(self, own: str) -> Iterator[tuple[str, Tables]]:
        """Yield the tables of each other device whose files have changed since the last look."""
        for folder, states in self._folders(own):
            name = folder.name
            if self._known.get(name) == states:
                continue
            try:
                loaded = recovery.load(self._files, folder, salvage=self.salvage)
            except Problem as problem:
                self._told[name] = (problem.code + "-elsewhere", problem.values)
                self._known[name] = states
                continue
            except OSError as error:
                self._told[name] = ("store-unreadable-elsewhere", {"path": str(folder), "why": why(error)})
                continue
            self._known[name] = states
            if loaded.forked or loaded.mixed:
                self._read.pop(name, None)
                self.forked |= {folder / recovery.JOURNAL, folder / recovery.JOURNAL_BEFORE}
            if not loaded.whole:
                values = {"path": str(folder), "missing": loaded.missing}
                self._told[name] = ("store-damaged-elsewhere", values)
            # While a folder is being copied an earlier state of it may stand there, or one with gaps: what
            # was read before says more.
            seq, whole = self._read.get(name, (0, False))
            if loaded.seq < seq or (whole and loaded.missing):
                continue
            self._read[name] = loaded.seq, not loaded.missing
            yield name, loaded.tables

    def take_told(self) -> list[tuple[str, Mapping[str, object]]]:
        """Return what is to be told of other devices' folders, once."""
        told, self._told = list(self._told.values()), {}
        return told
