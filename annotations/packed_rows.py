"""A table whose documents are packed: TinyDB's ids to documents, and the documents' own ids to TinyDB's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from annotations.packing import Packing
from annotations.snapshot import Rows

NEWEST = 1 << 30
GAP = 1000  # keys in a row that are no document's, at most


class PackedRows(Rows):
    """Documents by TinyDB id. What is taken out is a copy; ``rows[key] = document`` keeps none of the
    caller's.

    ``ids`` has the key of each document that has an ``id``; ``oldest`` is the lowest ``v`` that was ever put
    in.
    """

    __slots__ = ("_count", "_far", "_rows", "ids", "oldest", "packing")

    def __init__(self) -> None:
        """Begin empty."""
        self.packing = Packing()
        self.ids: dict[str, int] = {}
        self.oldest = NEWEST
        # Keys are given out one after the other, so that a list does for nearly all of them.
        self._rows: list[bytes | None] = []
        self._far: dict[int, bytes] = {}
        self._count = 0

    def _find(self, key: object) -> bytes | None:
        if not isinstance(key, int):
            return None
        return self._rows[key] if 0 <= key < len(self._rows) else self._far.get(key)

    def __getitem__(self, key: int) -> dict[str, Any]:
        """Return a document."""
        return self.packing.unpack(self.packed(key))

    def __setitem__(self, key: int, document: Mapping[str, Any]) -> None:
        """Put a document in the place of the one that has this key, if any."""
        whole = dict(document)
        old = self._find(key)
        self._set(key, self.packing.pack(whole))
        name, version = whole.get("id"), whole.get("v")
        if old is None:
            self._count += 1
        elif not isinstance(name, str) or self.ids.get(name) != key:
            self._forget(key, old)
        if isinstance(name, str):
            self.ids[name] = key
        if isinstance(version, int) and version < self.oldest:
            self.oldest = version

    def _set(self, key: int, data: bytes) -> None:
        rows = self._rows
        if 0 <= key < len(rows):
            rows[key] = data
        elif 0 <= key <= 2 * len(rows) + GAP and not self._far:
            rows.extend([None] * (key - len(rows)))
            rows.append(data)
        else:
            self._far[key] = data

    def __delitem__(self, key: int) -> None:
        """Take a document out."""
        old = self.packed(key)
        if 0 <= key < len(self._rows):
            self._rows[key] = None
        else:
            del self._far[key]
        self._count -= 1
        self._forget(key, old)

    def _forget(self, key: int, old: bytes) -> None:
        name = self.packing.unpack(old).get("id")
        if isinstance(name, str) and self.ids.get(name) == key:
            del self.ids[name]

    def __iter__(self) -> Iterator[int]:
        """Iterate over the keys."""
        yield from (key for key, data in enumerate(self._rows) if data is not None)
        yield from self._far

    def __len__(self) -> int:
        """Count the documents."""
        return self._count

    def __contains__(self, key: object) -> bool:
        """Say whether there is a document, without unpacking it."""
        return self._find(key) is not None

    def packed(self, key: int) -> bytes:
        """Return a document as ``packing`` has packed it."""
        data = self._find(key)
        if data is None:
            raise KeyError(key)
        return data

    def copy(self) -> PackedRows:
        """Return the table as it is now: a copy of what is where, not of the documents."""
        other = PackedRows()
        other.packing, other.oldest, other._count = self.packing, self.oldest, self._count
        other.ids, other._rows, other._far = dict(self.ids), list(self._rows), dict(self._far)
        return other


class PackedDocuments(Mapping[str, Mapping[str, Any]]):
    """Documents by their own ids, packed: those of one table, or of several that were brought together.

    What is taken out is a copy. Documents of different tables differ in their packing, so each is kept with
    its own where it is not the first one's.
    """

    __slots__ = ("_foreign", "_packing", "_rows")

    def __init__(self, packing: Packing | None = None) -> None:
        """Begin empty; most documents will be of this packing."""
        self._packing = packing or Packing()
        self._rows: dict[str, bytes] = {}
        self._foreign: dict[str, Packing] = {}

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        """Return a document."""
        packing = self._foreign.get(name, self._packing) if self._foreign else self._packing
        return packing.unpack(self._rows[name])

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids, in the order in which they came."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Count the documents."""
        return len(self._rows)

    def __contains__(self, name: object) -> bool:
        """Say whether there is a document, without unpacking it."""
        return name in self._rows

    def put(self, name: str, data: bytes, packing: Packing) -> None:
        """Put in a packed document."""
        self._rows[name] = data
        if packing is not self._packing:
            self._foreign[name] = packing
        elif self._foreign:
            self._foreign.pop(name, None)

    def drop(self, name: str) -> None:
        """Take a document out, if it is there."""
        if self._rows.pop(name, None) is not None:
            self._foreign.pop(name, None)

    def packed(self, name: str) -> tuple[bytes, Packing] | None:
        """Return a document as it is packed, None where there is none."""
        data = self._rows.get(name)
        return None if data is None else (data, self._foreign.get(name, self._packing))
