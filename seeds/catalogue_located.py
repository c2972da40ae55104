"""Which article of a catalogue is which, and where its files lie: asked by id and by path."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeVar

from seeds import catalogue_rows, rowset
from seeds.unanswered import Unanswered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from sqlite3 import Connection

    from seeds.catalogue_paths import Paths

T = TypeVar("T")


class Located(ABC):
    """The part of a catalogue that knows fingerprints and files."""

    size: int
    missed: int
    _flags: bytes | None
    _paths: Paths

    @abstractmethod
    def live(self) -> int:
        """Return the articles that have a file in one of the library's folders."""

    @abstractmethod
    def _surely_live(self) -> int:
        """Return ``live`` within a question of which more is kept. Raises CacheLost where it is not known."""

    @abstractmethod
    def _ask(self, question: Callable[[Connection], T], nothing: T) -> T:
        """Ask the index; ``nothing`` where it does not answer."""

    def fingerprints(self, slots: Sequence[int]) -> list[str]:
        """Return the fingerprints of articles, however many. Raises ``KeyError`` for a slot that has none,
        ``Unanswered`` as ``rows`` does."""

        def look(db: Connection) -> dict[int, str]:
            found: dict[int, str] = {}
            for marks, portion in catalogue_rows.some(slots):
                found.update(
                    db.execute(f"SELECT slot, fingerprint FROM articles WHERE slot IN {marks}", portion)
                )
            return found

        nothing: dict[int, str] = {}
        missed = self.missed
        known = self._ask(look, nothing)
        try:
            return [known[slot] for slot in slots]
        except KeyError as error:
            raise Unanswered(*error.args) if self.missed != missed else error from None

    def slots_of(self, fingerprints: Iterable[str]) -> dict[str, int]:
        """Return the slots of the live articles that have one of these fingerprints."""

        def look(db: Connection) -> dict[str, int]:
            flags = self._flags
            if flags is None:
                flags = self._flags = rowset.flags(self._surely_live(), self.size)
            found: dict[str, int] = {}
            for marks, portion in catalogue_rows.some(fingerprints):
                for name, slot in db.execute(
                    f"SELECT fingerprint, slot FROM articles WHERE fingerprint IN {marks}", portion
                ):
                    if slot < len(flags) and flags[slot]:
                        found[name] = slot
            return found

        return self._ask(look, {})

    def by_path(self, paths: Iterable[str]) -> dict[str, int]:
        """Return the slots of the articles that lie in these files."""
        live = self.live()

        def look(db: Connection) -> dict[str, int]:
            found: dict[str, int] = {}
            for marks, portion in catalogue_rows.some(os.fsencode(path) for path in paths):
                for path, slot in db.execute(
                    f"SELECT path, slot FROM files WHERE slot IS NOT NULL AND path IN {marks}", portion
                ):
                    if live >> slot & 1:
                        found[os.fsdecode(path)] = slot
            return found

        return self._ask(look, {})

    def starting(self, start: str, n: int) -> tuple[str, ...]:
        """Return the first fingerprints that begin with a text, at most ``n``."""
        live = self.live()
        return self._ask(lambda db: catalogue_rows.starting(db, start, n, live), ())

    def beginning(self, start: str) -> int:
        """Return the articles whose fingerprint begins with a text."""
        return self._ask(lambda db: catalogue_rows.beginning(db, start, self.size), 0) & self.live()

    def in_path(self, part: str) -> int:
        """Return the articles one of whose files has a part in its path, without case and marks; ``*`` stands
        for anything between."""
        return self._ask(lambda db: self._paths.having(db, part), 0) & self.live()

    def path_names(self, typed: str, bits: int, most: int) -> list[tuple[str, int]]:
        """Return the names of folders (with a slash at their end) and of files of some articles that go on
        as typed, folders first, each with an article that lies there. Names are folded."""
        among = bits & self.live()
        return self._ask(lambda db: self._paths.names(db, typed, among, most), [])

    def replaced(self) -> tuple[tuple[int, int], ...]:
        """Return which articles are there no more because their file was edited: their slots (rows and texts
        are answered yet), each with the slot of the article that lies in the file now."""
        live = self.live()
        return self._ask(lambda db: catalogue_rows.replaced(db, live), ())

    def text_hash(self, slot: int) -> str:
        """Return the hash of an article's text, "" for a slot that has none."""
        ask = "SELECT text_hash FROM articles WHERE slot = ?"
        found = self._ask(lambda db: db.execute(ask, (slot,)).fetchone(), None)
        return str(found[0]) if found else ""
