"""What a library tells its listeners: how a scan goes, what it did, and what has changed.

Another window may write to the same index at any time; what it writes is found by the index's revision.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from seeds.catalogue import Catalogue
from seeds.index import CacheLost, LibraryChange, State, changes_since, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds.index import Index
    from seeds.problems import Problem


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """How far a scan is: in phase "files" files read, in "names" articles gone through, of all that there
    are; ``before`` is how many of those ``done`` were so when it began. ``left`` is how many seconds the
    phase will take yet, None while that cannot be said."""

    phase: Literal["files", "names"]
    done: int
    total: int
    left: float | None = field(default=None, compare=False)
    before: int = field(default=0, compare=False)

    @property
    def fresh(self) -> int:
        """How many are done of those that were to be done."""
        return self.done - self.before

    @property
    def due(self) -> int:
        """How many were to be done when it began."""
        return self.total - self.before


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan did: files read, files left as they were, files forgotten, articles gone through for names;
    and what went wrong, a Problem each.

    ``stopped`` says that it was asked to stop before it was through; the next scan goes on from there.
    ``busy``: another scan was reading a folder, which was left to it; ``lacking`` so many files were still to
    be read by that one, or to be forgotten.
    """

    read: int = 0
    unchanged: int = 0
    gone: int = 0
    problems: tuple[Problem, ...] = ()
    stopped: bool = False
    busy: bool = False
    named: int = 0
    lacking: int = 0


class Feed:
    """Has the newest catalogue that listeners have been told of, and finds what has changed since."""

    def __init__(self, bundled: str) -> None:
        """Begin with no catalogue; ``bundled`` is the folder of the bundled articles."""
        self._lock = threading.Lock()
        self._bundled = bundled
        self._now: Catalogue | None = None
        self._index: Index | None = None
        self._folders: tuple[str, ...] = ()

    def now(self, index: Index, folders: Sequence[str]) -> Catalogue:
        """Return the newest catalogue; where there is none yet, one of the index as it is, over these
        folders."""
        with self._lock:
            if self._now is None:
                self._now = self._anew(index, folders)
            return self._now

    def shows(self, index: Index) -> bool:
        """Say whether listeners have been told of this index, and what they are shown of it can still be
        read."""
        now = self._now
        return now is not None and self._index is index and now.holds_up()

    def catch_up(self, index: Index, folders: Sequence[str]) -> LibraryChange | None:
        """Take up what has changed in the index, whoever changed it; None where nothing has. Costs by what
        has changed, not by what there is."""
        with self._lock:
            before = self._now
            if before is None or self._index is not index or self._folders != tuple(folders):
                self._now = now = self._anew(index, folders)
                return self._between(before, now)
            touched: set[int] | None = None
            named: set[int] = set()
            with index.read() as db:
                state = state_of(db)
                if (state.epoch, state.revision) == (before.epoch, before.revision):
                    return None
                if state.epoch == before.epoch:
                    found = changes_since(db, before.revision)
                    if found is not None:
                        touched, named = found
            if touched is None:
                self._now = now = self._anew(index, folders)
                return self._between(before, now)
            self._now = now = before.followed(state, touched, named)
            live, lived = now.live(), before.live()
            added = [slot for slot in sorted(touched) if live >> slot & 1]
            removed = [slot for slot in sorted(touched) if lived >> slot & 1 and not live >> slot & 1]
            known = [slot for slot in sorted(named) if live >> slot & 1]
            return LibraryChange(added, removed, known, now)

    def _anew(self, index: Index, folders: Sequence[str]) -> Catalogue:
        self._index, self._folders = index, tuple(folders)
        try:
            state = index.state()
        except CacheLost:
            state = State(0, 0, 0)
        return Catalogue(index, state, folders, self._bundled)

    @staticmethod
    def _between(before: Catalogue | None, now: Catalogue) -> LibraryChange:
        """Return what is different in a catalogue that was loaded anew."""
        from seeds import rowset

        live = now.live()
        if before is None or before.epoch != now.epoch:
            return LibraryChange(rowset.slots(live), (), (), now)
        lived = before.live()
        return LibraryChange(rowset.slots(live & ~lived), rowset.slots(lived & ~live), (), now)
