"""In which files articles lie: found by any part of a path, and told by the names in it."""

from __future__ import annotations

import os
import re
from array import array
from bisect import bisect_right
from collections import Counter
from heapq import nsmallest
from itertools import accumulate, chain, compress, islice
from typing import TYPE_CHECKING

from seeds import catalogue_rows, rowset
from seeds.index import below
from seeds.path_parts import folded_path, has_pieces, left_below, pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from sqlite3 import Connection

_FEW = 4000
"""Places up to which each is looked at by itself; of more, every path is."""
_PATCHED = 2000
"""Articles whose paths are read from the index each time; of more, all are read anew."""
_LOOKED_AT = 20_000
"""Names below one folder that are looked at for some to be offered."""
_END = "\n"


class Paths:
    """The paths of one catalogue, read when they are first asked for. Of row sets that are returned, dead
    articles may be members."""

    def __init__(
        self, size: int, folders: Sequence[str], before: Paths | None = None, changed: int = 0
    ) -> None:
        """Look at the files of so many slots below some folders. What ``before`` has read is taken over, but
        for a row set of articles whose files may be others since."""
        self._size, self._folders = size, tuple(folders)
        self._below: tuple[_Below, ...] | None = None
        self._changed = 0
        if before is not None and (before._changed | changed).bit_count() <= _PATCHED:
            self._below, self._changed = before._below, before._changed | changed

    def having(self, db: Connection, part: str) -> int:
        """Return the articles one of whose files has a part in its path."""
        pieces = pieces_of(part)
        flagged = bytearray(self._size)
        for some in self._read(db):
            for left in left_below(folded_path(some.folder), pieces):
                for slot in some.having(left):
                    flagged[slot] = 1
        found = rowset.from_flags(flagged)
        return found if not self._changed else (found & ~self._changed) | self._anew(db, pieces)

    def names(self, db: Connection, typed: str, among: int, most: int) -> list[tuple[str, int]]:
        """Return the names of folders (with a slash) and files that go on as typed, with the slot of an
        article that lies there, folders first; ``typed`` may have names of folders before the last slash.
        Names are folded. Only articles ``among`` are looked at."""
        wanted = folded_path(typed).lstrip("/")
        folders, files = Counter[str](), dict[str, int]()
        at = dict[str, int]()
        held = self._read(db)
        flagged = rowset.flags(among & ~self._changed, self._size)
        anew = rowset.flags(among & self._changed, self._size)
        for looked_at, flags in ((held, flagged), (self._again(db), anew)):
            for slot, name in chain.from_iterable(some.names(wanted) for some in looked_at):
                if not flags[slot]:
                    continue
                at.setdefault(name, slot)
                if name.endswith("/"):
                    folders[name] += 1
                elif wanted:
                    files[name] = slot
        chosen = [name for name, _ in folders.most_common(most)]
        chosen += nsmallest(most - len(chosen), files)
        return [(name, at[name]) for name in chosen]

    def _read(self, db: Connection) -> tuple[_Below, ...]:
        if self._below is None:
            self._below, self._changed = tuple(_below(db, it, self._size) for it in self._folders), 0
        return self._below

    def _anew(self, db: Connection, pieces: Sequence[str]) -> int:
        """Return those of the changed articles whose paths have stretches."""
        found: list[int] = []
        roots = tuple(folder.rstrip(os.sep) + os.sep for folder in self._folders)
        for raw, slot in self._files_changed(db):
            path = os.fsdecode(raw)
            if path.startswith(roots) and has_pieces(path, pieces):
                found.append(slot)
        return rowset.of(found, self._size)

    def _again(self, db: Connection) -> list[_Below]:
        """Return the paths of the changed articles as they are now."""
        there = list(self._files_changed(db)) if self._changed else []
        roots = {folder: os.fsencode(folder.rstrip(os.sep) + os.sep) for folder in self._folders if there}
        return [_of(it, (file for file in there if file[0].startswith(root))) for it, root in roots.items()]

    def _files_changed(self, db: Connection) -> Iterator[tuple[bytes, int]]:
        slots = [slot for slot in rowset.slots(self._changed) if slot < self._size]
        for marks, portion in catalogue_rows.some(slots):
            yield from db.execute(f"SELECT path, slot FROM files WHERE slot IN {marks}", portion)


class _Below:
    """The paths below one folder: folded, without the folder, in one text with a line end before each."""

    __slots__ = ("_slots", "_starts", "_text", "folder")

    def __init__(self, folder: str, text: str, slots: array[int]) -> None:
        self.folder, self._text, self._slots = folder, text, slots
        self._starts: array[int] | None = None

    def having(self, pieces: Sequence[str]) -> Iterable[int]:
        """Return the slots of the paths that have stretches one behind the other."""
        if not pieces:
            return self._slots
        wanted = [_packed(piece) for piece in pieces]
        longest = max(wanted, key=len)
        search = re.compile("[^\n]*".join(map(re.escape, wanted))).search
        if self._text.count(longest) <= _FEW:
            return self._each(longest, search)
        lines = self._text.split(_END)[1:]
        if len(wanted) == 1 and not longest.startswith(_END):
            return compress(self._slots, [longest in line for line in lines])
        return compress(self._slots, [search(_END + line) is not None for line in lines])

    def names(self, wanted: str) -> Iterator[tuple[int, str]]:
        """Yield slot and name of what goes on as typed, a folder's with a slash at its end; with nothing
        typed, what lies in the folder itself."""
        before, after = ("[\n/]", "/?") if wanted else ("\n", "/")
        head, _, _ = wanted.rpartition("/")
        skip = len(_packed(head)) + 1 if head else 0
        starts = self._begun()
        matches = re.finditer(before + "(" + re.escape(_packed(wanted)) + f"[^/\n]*{after})", self._text)
        for found in islice(matches, _LOOKED_AT):
            number = bisect_right(starts, found.start(1)) - 1
            if name := found[1][skip:]:
                yield self._slots[number], _unpacked(name)

    def _each(self, piece: str, search: Callable[..., object]) -> list[int]:
        """Look at each path that has one stretch."""
        text, starts = self._text, self._begun()
        found: list[int] = []
        at = text.find(piece)
        while at >= 0:
            number = bisect_right(starts, at + 1) - 1
            end = starts[number + 1]
            if search(text, starts[number] - 1, end - 1) is not None:
                found.append(self._slots[number])
            at = text.find(piece, end - 1)
        return found

    def _begun(self) -> array[int]:
        """Return where each path begins, and behind the last one where another would."""
        if self._starts is None:
            lengths = (len(line) + 1 for line in self._text.split(_END)[1:])
            self._starts = array("I", accumulate(lengths, initial=1))
        return self._starts


def _below(db: Connection, folder: str, size: int) -> _Below:
    where, values = below([folder])
    return _of(
        folder, db.execute(f"SELECT path, slot FROM files f WHERE slot < ? AND {where}", (size, *values))
    )


def _of(folder: str, files: Iterable[tuple[bytes, int]]) -> _Below:
    start = len(os.fsencode(folder.rstrip(os.sep) + os.sep))
    slots, paths = array("I"), list[bytes]()
    for raw, slot in files:
        paths.append(raw[start:])
        slots.append(slot)
    if not paths:
        return _Below(folder, "", slots)
    # Not parted by line ends: folding takes these for blanks.
    text = folded_path(os.fsdecode(b"\0".join(paths)))
    return _Below(f"{folder.rstrip(os.sep)}/", _END + _packed(text).replace("\0", _END), slots)


def _packed(text: str) -> str:
    """Return a text with a character for each of its bytes: with letters beyond Latin-1 as they are, every
    one would take two."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def _unpacked(text: str) -> str:
    return text.encode("latin-1").decode("utf-8", "surrogateescape")
