"""A snapshot: every document a device has written, as plain TinyDB JSON that knows whether it is whole.

Its first table, ``_docbao``, has one document: schema, device, the number and checksum of the last journal
line that the snapshot covers, the next id of each table, and the SHA-256 of the file (taken with zeros in its
place). It stands on the first line, and each other document on a line of its own: so a snapshot of any size
is written and read piece by piece, and no piece keeps other threads waiting. One without lines is read as
well.
"""

from __future__ import annotations

import hashlib
import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotations.sound import sound

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.files import Files


class Rows(MutableMapping[int, dict[str, Any]]):
    """A table."""

    @abstractmethod
    def copy(self) -> Rows:
        """Return the table as it is now: a picture that does not change when this does."""


Tables = dict[str, Rows]
"""Documents by table and TinyDB id. What is taken out of a table is a copy."""

META = "_docbao"
STATE = "state"
_ZEROS = b"0" * 64
_START = b'{"_docbao":{"1":{"sha256":"'
_SEAL = re.compile(re.escape(_START) + b'([0-9a-f]{64})"')
_PIECE = 1 << 20  # bytes that are written at once
_READ = 1 << 16  # bytes that are read at once: the less, the fewer holes are left in memory
_NO_SNAPSHOT = (ValueError, KeyError, TypeError, AttributeError, IndexError)  # from lines of something else


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot that was read and is whole."""

    tables: Tables
    seq: int
    checksum: str
    schema: int
    next_ids: dict[str, int]


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a snapshot holds: the tables, and what the journal was at that moment; and from which time
    backwards (ISO 8601) the text of what was deleted is not kept."""

    tables: Tables
    seq: int
    checksum: str
    schema: int
    device: str
    next_ids: Mapping[str, int]
    long_ago: str


def new_rows(name: str) -> Rows:
    """Return an empty table of this name."""
    from annotations.packed_rows import PackedRows
    from annotations.packed_states import StateRows

    return StateRows() if name == STATE else PackedRows()


def rows_of(tables: Tables, name: str) -> Rows:
    """Return a table; where there was none there is one now."""
    rows = tables.get(name)
    if rows is None:
        rows = tables[name] = new_rows(name)
    return rows


def write(files: Files, path: Path, moment: Moment, pause: Callable[[], object] = bool) -> None:
    """Write a snapshot as a new file that nobody looks for yet, durably.

    The text of what was deleted long ago is left out; that it was deleted stays known for ever. ``pause`` is
    called before each piece: what it raises ends the writing.
    """
    digest = hashlib.sha256()

    def sealed() -> Iterator[bytes]:
        for piece in _pieces(moment):
            pause()
            digest.update(piece)
            yield piece

    files.keep_pieces(path, sealed(), lambda: (len(_START), digest.hexdigest().encode()))


def _pieces(moment: Moment) -> Iterator[bytes]:
    """Yield a snapshot in pieces of about ``_PIECE`` bytes, zeros in the place of its SHA-256."""
    gathered = bytearray()
    for line in _lines(moment):
        gathered += line
        if len(gathered) >= _PIECE:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def _lines(moment: Moment) -> Iterator[bytes]:
    import orjson

    meta = {
        "sha256": _ZEROS.decode(),
        "v": moment.schema,
        "device": moment.device,
        "seq": moment.seq,
        "checksum": moment.checksum,
        "next": dict(moment.next_ids),
    }
    yield orjson.dumps({META: {"1": meta}})[:-1]
    for name, rows in moment.tables.items():
        yield b",\n" + orjson.dumps(name) + b":{"
        comma = b"\n"
        for key in rows:
            document = rows[key]
            if "was" in document and document.get("deleted") and document["modified"] < moment.long_ago:
                del document["was"]
            yield b'%s"%d":' % (comma, key) + orjson.dumps(document)
            comma = b",\n"
        yield b"\n}"
    yield b"}"


def decode(data: bytes) -> Snapshot | None:
    """Read a snapshot; None when a byte of it is not what was written."""
    return _read([data])


def read(files: Files, path: Path) -> tuple[Snapshot | None, bool]:
    """Read a snapshot from its file, piece by piece: it, None when a byte of it is not what was written; and
    whether there is such a file."""
    first = files.read(path, 0, _READ)
    if first is None:
        return None, False
    return _read(_rest(files, path, first)), True


def _rest(files: Files, path: Path, first: bytes) -> Iterator[bytes]:
    at, piece = 0, first
    while piece:
        yield piece
        at += len(piece)
        piece = files.read(path, at, _READ) or b""


def _read(pieces: Iterable[bytes]) -> Snapshot | None:
    """Read the lines as they come, and believe them once the last one has come and the seal is right."""
    reader = _Reader()
    digest, seal, rest, count = hashlib.sha256(), b"", b"", 0
    try:
        for piece in pieces:
            if not seal:
                found = _SEAL.match(piece)
                if found is None:
                    return None
                seal = found[1]
                digest.update(_SEAL.sub(_START + _ZEROS + b'"', piece, count=1))
            else:
                digest.update(piece)
            *whole, rest = (rest + piece).split(b"\n")
            count += len(whole)
            for line in whole:
                reader.take(line)
        if not seal or digest.hexdigest().encode() != seal:
            return None
        if count:
            reader.take(rest)
        else:
            reader.take_all(rest)
        meta = reader.meta
        return Snapshot(reader.tables, meta["seq"], meta["checksum"], meta["v"], dict(meta["next"]))
    except _NO_SNAPSHOT:
        return None


class _Reader:
    """Takes in the lines of a snapshot."""

    def __init__(self) -> None:
        self.meta: dict[str, Any] = {}
        self.tables: Tables = {}
        self._name, self._rows = META, new_rows(META)

    def take(self, line: bytes) -> None:
        """Take in one line: the first one, that of a table's name, of a document, or of a table's end."""
        import orjson

        if not self.meta:
            self.meta = orjson.loads(line.rstrip(b",") + b"}")[META]["1"]
        elif line.startswith(b"}"):
            return
        elif line.endswith(b":{"):
            self._name = orjson.loads(line[:-2])
            self._rows = rows_of(self.tables, self._name)
        else:
            key, _, document = line.partition(b":")
            found = orjson.loads(document[:-1] if line.endswith(b",") else document)
            self._rows[int(key[1:-1])] = sound(self._name, found) or {}

    def take_all(self, data: bytes) -> None:
        """Take in a snapshot without lines."""
        import orjson

        raw = orjson.loads(data)
        self.meta = raw.pop(META)["1"]
        for name in list(raw):
            rows = rows_of(self.tables, name)
            for key, document in raw.pop(name).items():
                rows[int(key)] = sound(name, document) or {}
