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
from collections.abc import Callable, Iterator, Mapping, MutableMapping
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
    found = _SEAL.match(data)
    if found is None:
        return None
    start, stop = found.span(1)
    digest = hashlib.sha256(data[:start])
    digest.update(_ZEROS)
    digest.update(memoryview(data)[stop:])
    if digest.hexdigest().encode() != found[1]:
        return None
    meta, tables = _by_line(data) if b"\n" in data else _at_once(data)
    return Snapshot(tables, meta["seq"], meta["checksum"], meta["v"], dict(meta["next"]))


def _at_once(data: bytes) -> tuple[dict[str, Any], Tables]:
    import orjson

    raw = orjson.loads(data)
    meta = raw.pop(META)["1"]
    tables: Tables = {}
    for name in list(raw):
        rows = rows_of(tables, name)
        for key, document in raw.pop(name).items():
            rows[int(key)] = sound(name, document) or {}
    return meta, tables


def _by_line(data: bytes) -> tuple[dict[str, Any], Tables]:
    import orjson

    tables: Tables = {}
    name, rows = META, new_rows(META)
    stop = data.index(b"\n")
    meta = orjson.loads(data[:stop].rstrip(b",") + b"}")[META]["1"]
    size = len(data)
    while stop < size:
        start = stop + 1
        stop = data.find(b"\n", start)
        stop = size if stop < 0 else stop
        line = data[start:stop]
        if line.startswith(b"}"):
            continue
        if line.endswith(b":{"):
            name = orjson.loads(line[:-2])
            rows = rows_of(tables, name)
            continue
        key, _, document = line.partition(b":")
        found = orjson.loads(document[:-1] if document.endswith(b",") else document)
        rows[int(key[1:-1])] = sound(name, found) or {}
    return meta, tables
