"""What a library tells its listeners: how a scan goes, what it did, and each change once.

Another window may write to the same index at any time; its changes are found by the index's revision.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from seeds.index import Index, LibraryChange

if TYPE_CHECKING:
    from seeds.article import Row
    from seeds.problems import Problem

Listener = Callable[[LibraryChange], None]


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """How far a scan is: in phase "files" files read of those new or changed, in "names" articles gone
    through."""

    phase: Literal["files", "names"]
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan did: files read, files left as they were, files forgotten; and what went wrong, a Problem
    each.

    ``stopped`` says that it was asked to stop before it was through; the next scan goes on from there.
    """

    read: int = 0
    unchanged: int = 0
    gone: int = 0
    problems: tuple[Problem, ...] = ()
    stopped: bool = False


class Feed:
    """Remembers which rows the listener has, and at which revision of the index."""

    def __init__(self) -> None:
        """Begin with a listener that knows nothing."""
        self._lock = threading.Lock()
        self._told: dict[str, Row] = {}
        self._revision: int | None = None
        self._folders: tuple[str, ...] = ()

    def loaded(self, rows: Sequence[Row], revision: int, folders: Sequence[str]) -> None:
        """Note that the listener now has exactly these rows of these folders."""
        with self._lock:
            self._told = {row.fingerprint: row for row in rows}
            self._revision, self._folders = revision, tuple(folders)

    def stored(self, change: LibraryChange, revision: int, listener: Listener) -> None:
        """Pass on what one write to the index changed."""
        with self._lock:
            had = {row.path for row in self._told.values()} if change.removed else set()
            passed = LibraryChange(
                added=tuple(row for row in change.added if self._told.get(row.fingerprint) != row),
                removed=tuple(path for path in change.removed if path in had),
                named=change.named,
            )
            gone = set(passed.removed)
            if gone:
                self._told = {name: row for name, row in self._told.items() if row.path not in gone}
            self._told.update((row.fingerprint, row) for row in passed.added)
            # A revision in between was another window's: catching up will find it.
            self._revision = revision if self._revision == revision - 1 else None
        if passed != LibraryChange():
            listener(passed)

    def catch_up(self, index: Index, folders: Sequence[str], listener: Listener) -> None:
        """Tell whatever the listener does not know yet of the index's rows below the folders."""
        if self._revision == index.revision() and self._folders == tuple(folders):
            return
        rows, revision = index.rows(folders)
        here = {row.path for row in rows}
        with self._lock:
            change = LibraryChange(
                added=tuple(row for row in rows if self._told.get(row.fingerprint) != row),
                removed=tuple(row.path for row in self._told.values() if row.path not in here),
            )
        self.loaded(rows, revision, folders)
        if change != LibraryChange():
            listener(change)
