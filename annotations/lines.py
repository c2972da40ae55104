"""One line of a journal: ``<checksum> <JSON>`` and a line end. Each line can be judged by itself.

The JSON carries ``seq`` (its number, rising by one) and ``prev`` (the checksum of the line before), so that a
missing, doubled or foreign line is noticed as well as a changed one. The first line of a journal is its
header.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotations.sound import sound_record, sound_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

PIECE = 1 << 20
"""Bytes of a journal that are read at once."""

ROWS = 500
"""Rows of a change that are written or read back in one step of C code: other threads wait for no more. A
change of more is never in memory as a whole but as what was written."""

CHECKSUM = 32
"""Characters of a checksum: BLAKE2b of 16 bytes in hexadecimal."""

_PUT = b',"put":[['
_PORTION = 1 << 17  # bytes of a portion of a line that is read, at least
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
    pieces = list(_pieces(record))
    sum_ = hashlib.blake2b(digest_size=CHECKSUM // 2)
    for piece in pieces:
        sum_.update(piece)
    digest = sum_.hexdigest()
    return b"".join((digest.encode(), b" ", *pieces, b"\n")), digest


def _pieces(record: Mapping[str, Any]) -> Iterator[bytes | memoryview]:
    """Yield a record as JSON, a list of very many rows bit by bit."""
    import orjson

    sign = b"{"
    for name, value in record.items():
        yield sign + orjson.dumps(name) + b":"
        sign = b","
        if isinstance(value, list) and len(value) > ROWS:
            value = Written(value)
        if isinstance(value, Written):
            yield b"["
            yield from value.pieces()
            yield b"]"
        else:
            yield orjson.dumps(value)
    yield b"}"


class Written(Sequence[Any]):
    """Rows as they are written: of very many that is less than they take in memory. They are read when they
    are asked for, best one after the other."""

    __slots__ = ("_ends", "_last", "_portions")

    def __init__(self, rows: Iterable[Any] = ()) -> None:
        """Write rows down."""
        self._portions: list[bytes] = []
        self._ends: list[int] = []  # how many rows there are to the end of each portion
        self._last: list[Any] = []
        for row in rows:
            self.append(row)

    def append(self, row: Any) -> None:
        """Add a row, which must not change any more. ``TypeError`` when JSON cannot hold it: at once, or when
        it is written."""
        import orjson

        self._last.append(row)
        if len(self._last) == ROWS:
            portion, self._last = memoryview(orjson.dumps(self._last)).tobytes(), []
            self.append_portion(portion, ROWS)

    def append_portion(self, portion: bytes, count: int) -> None:
        """Add so many rows as they are written, in their brackets: before any that were added one by one."""
        self._portions.append(portion)
        self._ends.append((self._ends[-1] if self._ends else 0) + count)

    def pieces(self) -> Iterator[bytes | memoryview]:
        """Yield what stands between the brackets of the rows as JSON."""
        import orjson

        comma = b""
        for portion in self._portions:
            yield comma
            yield memoryview(portion)[1:-1]
            comma = b","
        if self._last:
            yield comma
            yield orjson.dumps(self._last)[1:-1]

    def read_back(self) -> Sequence[Any]:
        """Return the rows as any other window will read them."""
        import orjson

        self._last = orjson.loads(orjson.dumps(self._last))
        return self if self._portions else self._last

    def __len__(self) -> int:
        """Count the rows."""
        return (self._ends[-1] if self._ends else 0) + len(self._last)

    def __iter__(self) -> Iterator[Any]:
        """Read all rows."""
        import orjson

        for portion in self._portions:
            yield from orjson.loads(portion)
        yield from self._last

    def __getitem__(self, at: Any) -> Any:
        """Read one row, or some."""
        import orjson

        places = range(len(self))[at]
        if isinstance(places, range):
            return [self[place] for place in places]
        portion = bisect_right(self._ends, places)
        rows = orjson.loads(self._portions[portion]) if portion < len(self._portions) else self._last
        return rows[places - (self._ends[portion - 1] if portion else 0)]


def read_back(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the line that ``encode`` makes of a record says, as any other window will read it."""
    import orjson

    return {
        name: value.read_back() if isinstance(value, Written) else orjson.loads(orjson.dumps(value))
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
        record, rows = (len(body) > PIECE and _portioned(body)) or (orjson.loads(body), None)
    except ValueError:
        return None
    if not isinstance(record, dict) or not isinstance(record.get("seq"), int):
        return None
    found = sound_record(record)
    if rows is not None:
        found["put"] = rows
    return Line(digest, found)


def _portioned(body: bytes) -> tuple[dict[str, Any], Written] | None:
    """Return what a very long line says but for its rows of documents, and these, of which no more is in
    memory at a time than a portion; None for a line that cannot be taken apart so."""
    import orjson

    at = body.find(_PUT)
    if at < 0:
        return None
    start, rows = at + len(_PUT) - 1, Written()
    try:
        # A row ends and one begins where this stands; or it stands within a document, and what is cut there
        # is no JSON.
        while (stop := body.find(b'],["', start + _PORTION)) >= 0:
            portion = b"[%b]" % body[start : stop + 1]
            given = orjson.loads(portion)
            found = sound_rows(given)
            if len(found) != len(given) or any(one is not two for one, two in zip(found, given, strict=True)):
                portion = orjson.dumps(found)
            rows.append_portion(portion, len(found))
            start = stop + 2
        rest = orjson.loads(b"{%b%b" % (_PUT[1:-1], body[start:]))
        for row in sound_rows(rest.pop("put")):
            rows.append(row)
        return {**orjson.loads(body[:at] + b"}"), **rest}, rows
    except ValueError:
        return None


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
