"""One line of a journal: ``<checksum> <JSON>`` and a line end. Each line can be judged by itself.

The JSON carries ``seq`` (its number, rising by one) and ``prev`` (the checksum of the line before), so that a
missing, doubled or foreign line is noticed as well as a changed one. The first line of a journal is its
header.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotations.sound import sound_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PIECE = 1 << 20
"""Bytes of a journal that are read at once."""

ROWS = 500
"""Rows of a change that are written or read back in one step of C code: other threads wait for no more. A
change of more is never in memory as a whole but as what was written."""

CHECKSUM = 32
"""Characters of a checksum: BLAKE2b of 16 bytes in hexadecimal."""

# In JSON without spaces, 32 hexadecimal digits, a space and an object occur at the start of a line only.
_START = re.compile(rb'[0-9a-f]{32} \{"')


def checksum(data: bytes) -> str:
    """Return the checksum of bytes, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=CHECKSUM // 2).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was read: its checksum and what it says."""

    checksum: str
    record: dict[str, Any]

    @property
    def seq(self) -> int:
        """The line's number; that of a header is the number of the last line before its journal."""
        return int(self.record["seq"])


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a stretch of a journal holds.

    ``damaged`` are pieces that are no whole line, ``torn`` what stands behind the last line end and is none
    either. ``end`` is the offset behind the last piece that is not torn; ``open_end`` says that the last line
    is good but its line end is not there yet.
    """

    lines: tuple[Line, ...]
    damaged: tuple[bytes, ...]
    torn: bytes
    end: int
    open_end: bool


def encode(record: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return a record as a line with its end, and its checksum. ``TypeError`` when JSON cannot hold it."""
    body = b"".join(_pieces(record))
    digest = checksum(body)
    return b"".join((digest.encode(), b" ", body, b"\n")), digest


def _pieces(record: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield a record as JSON, a list of very many rows bit by bit."""
    import orjson

    sign = b"{"
    for name, value in record.items():
        yield sign + orjson.dumps(name) + b":"
        sign = b","
        if isinstance(value, list) and len(value) > ROWS:
            yield b"["
            for at in range(0, len(value), ROWS):
                yield (b"," if at else b"") + orjson.dumps(value[at : at + ROWS])[1:-1]
            yield b"]"
        else:
            yield orjson.dumps(value)
    yield b"}"


class Written(Sequence[Any]):
    """Very many rows as they were written: they are read when they are asked for, best one after the
    other."""

    __slots__ = ("_count", "_portions")

    def __init__(self, rows: Sequence[Any]) -> None:
        """Write rows down."""
        import orjson

        self._count = len(rows)
        self._portions = [orjson.dumps(rows[at : at + ROWS]) for at in range(0, len(rows), ROWS)]

    def __len__(self) -> int:
        """Count the rows."""
        return self._count

    def __iter__(self) -> Iterator[Any]:
        """Read all rows."""
        import orjson

        for portion in self._portions:
            yield from orjson.loads(portion)

    def __getitem__(self, at: Any) -> Any:
        """Read one row, or some."""
        import orjson

        places = range(self._count)[at]
        if isinstance(places, range):
            return [self[place] for place in places]
        return orjson.loads(self._portions[places // ROWS])[places % ROWS]


def read_back(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the line that ``encode`` makes of a record says, as any other window will read it."""
    import orjson

    return {
        name: Written(value)
        if isinstance(value, list) and len(value) > ROWS
        else orjson.loads(orjson.dumps(value))
        for name, value in record.items()
    }


def first(raw: bytes) -> Line | None:
    """Return what a line without its end says; None where it is not whole."""
    return _line(raw)


def are_joined(raw: bytes) -> bool:
    """True where a damaged line end has joined several lines."""
    return _START.search(raw, 1) is not None


def stream(
    read: Callable[[int], bytes], parse: Callable[[bytes], Line | None] = first
) -> Iterator[tuple[Line, int]]:
    """Yield the lines of a journal up to the first that is not whole, with the offset behind each.

    ``read`` gives some of the journal's bytes from an offset on (``PIECE``, say), none at its end. ``parse``
    returns what the bytes of a line say, None where they say nothing.
    """
    offset, rest = 0, b""
    while data := read(offset + len(rest)):
        data = rest + data
        start = 0
        while (stop := data.find(b"\n", start)) >= 0:
            line = parse(data[start:stop])
            if line is None:
                return
            start = stop + 1
            yield line, offset + start
        offset, rest = offset + start, data[start:]


def scan(data: bytes, known: str = "") -> Scanned:
    """Read all lines that are whole; what is not is returned beside them.

    ``known`` is the checksum of the newest line as it was noted elsewhere: it confirms a line as the next
    does.
    """
    lines: list[Line] = []
    damaged: list[bytes] = []
    *whole, rest = data.split(b"\n")
    for raw in whole:
        _read(raw, lines, damaged)
    torn, end, open_end = b"", len(data), False
    if rest:
        pieces: list[bytes] = []
        before = len(lines)
        _read(rest, lines, pieces)
        open_end = len(lines) > before
        if not open_end:
            torn, end = rest, end - len(rest)
        elif pieces:
            damaged += pieces
    _accept_confirmed(lines, damaged, known)
    return Scanned(tuple(lines), tuple(damaged), torn, end, open_end)


def _read(raw: bytes, lines: list[Line], damaged: list[bytes]) -> None:
    """Add the line in ``raw`` to the lines; or, where a damaged line end has joined several, each of them."""
    if (line := _line(raw)) is not None:
        lines.append(line)
        return
    starts = [found.start() for found in _START.finditer(raw)]
    if not starts or starts[0] != 0:
        starts.insert(0, 0)
    for start, stop in zip(starts, [*starts[1:], len(raw)], strict=True):
        piece = raw[start:stop]
        # A byte that was the line end may still stand behind the piece.
        found = _line(piece) or _line(piece[:-1])
        if found is not None:
            lines.append(found)
        else:
            damaged.append(piece)


def _line(raw: bytes) -> Line | None:
    body = raw[CHECKSUM + 1 :]
    digest = checksum(body)
    if raw[CHECKSUM : CHECKSUM + 1] != b" " or raw[:CHECKSUM] != digest.encode():
        return None
    return _parse(body, digest)


def _parse(body: bytes, digest: str) -> Line | None:
    import orjson

    try:
        record = orjson.loads(body)
    except ValueError:
        return None
    if not isinstance(record, dict) or not isinstance(record.get("seq"), int):
        return None
    return Line(digest, sound_record(record))


def _accept_confirmed(lines: list[Line], damaged: list[bytes], known: str) -> None:
    """Take back a line whose own checksum was hit, where the next line names the checksum that it should
    have."""
    if not damaged:
        return
    named = {known, *(line.record.get("prev") for line in lines)}
    for raw in list(damaged):
        body = raw[CHECKSUM + 1 :]
        digest = checksum(body)
        if digest in named and (line := _parse(body, digest)) is not None:
            lines.append(line)
            damaged.remove(raw)
    lines.sort(key=lambda line: (line.seq, "header" not in line.record))
