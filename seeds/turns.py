"""Whose turn it is to read a folder: of several windows on one library only one reads its files, the others
take up what it writes."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from filelock import FileLock


class Turns:
    """The folders this process may read now. Locks lie beside the index; they end with the process, also
    when it is killed."""

    def __init__(self, index_path: Path | None) -> None:
        """Take turns with all who use the index at a path; nobody else uses one in memory (None)."""
        self._path = index_path
        self._locks: list[FileLock] = []

    def take(self, folders: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return the folders that are now this process's, and those that another one is reading."""
        mine: list[str] = []
        busy: list[str] = []
        for folder in folders:
            (mine if self._taken(folder) else busy).append(folder)
        return mine, busy

    def end(self) -> None:
        """Let the others have them."""
        while self._locks:
            with suppress(OSError):
                self._locks.pop().release()

    def _taken(self, folder: str) -> bool:
        if self._path is None:
            return True
        from filelock import FileLock, Timeout

        name = f"{self._path.name}.{crc32(os.fsencode(folder)):08x}.lock"
        lock = FileLock(self._path.with_name(name), timeout=0, mode=0o600, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return False
        except OSError:
            return True  # without locks both read: slower, not wrong
        self._locks.append(lock)
        return True
