"""Winning back what a damaged journal line says.

One changed bit is found exactly: bits are turned until the line has its checksum again, those near to where
it stops being JSON first. Where more is damaged, the documents in it that are whole by themselves are read.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotations import lines
from annotations.sound import sound_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.lines import Line

IN_DOCTOR = 60.0
"""Seconds for which the doctor tries to win back what damaged files hold."""

_BODY = lines.CHECKSUM + 1
_NEAR = 256  # bytes before the place where a line stops being JSON
_ROW = re.compile(r'\["[a-z]+",\d+,\{')
_NUMBER = re.compile(rb'^.?"seq":(\d+),')


@dataclass(frozen=True, slots=True)
class Part:
    """Documents of a line that could not be won back whole: ``rows`` of the ``total`` that are seen in it."""

    seq: int
    rows: tuple[list[Any], ...]
    total: int


def whole_again(pieces: Iterable[bytes], until: float) -> tuple[list[Line], list[bytes]]:
    """Return the lines of which damaged pieces of a journal, in their order, differ in a single bit, and the
    pieces for which there is none, or none was found before ``until`` (``time.monotonic``)."""
    won: list[Line] = []
    left: list[bytes] = []
    for piece in pieces:
        if left and (line := _joined(left[-1], piece)) is not None:
            left.pop()
            won.append(line)
            continue
        left.append(piece)
    still: list[bytes] = []
    for piece in left:
        raw = _turned_back(piece, until)
        line = None if raw is None else lines.first(raw)
        if line is None:
            still.append(piece)
        else:
            won.append(line)
    return won, still


def part_of(piece: bytes) -> Part:
    """Return the documents in a damaged piece that are whole JSON by themselves. What one of them says may be
    changed by the damage all the same: nothing seals it."""
    text = piece[_BODY:].decode("utf-8", "surrogateescape")
    decoder = json.JSONDecoder()
    rows: list[list[Any]] = []
    total = at = 0
    while found := _ROW.search(text, at):
        total += 1
        try:
            row, at = decoder.raw_decode(text, found.start())
        except ValueError:
            at = found.end()
            continue
        if not any("\udc80" <= letter <= "\udcff" for letter in text[found.start() : at]):
            rows.append(row)
    number = _NUMBER.match(piece[_BODY:])
    put = sound_record({"put": rows})["put"]
    return Part(int(number[1]) if number else 0, tuple(put), total)


def _joined(one: bytes, two: bytes) -> Line | None:
    """Return the line that a bit has torn in two: one that made a line end of another byte."""
    for bit in range(8):
        found = lines.first(one + bytes((0x0A ^ 1 << bit,)) + two)
        if found is not None:
            return found
    return None


def _turned_back(raw: bytes, until: float) -> bytes | None:
    """Return the bytes of a line before a bit of it changed."""
    body = raw[_BODY:]
    seal = lines.checksum(body).encode() + b" "
    if len(raw) <= _BODY:
        return None
    if sum((one ^ two).bit_count() for one, two in zip(raw, seal, strict=False)) == 1:
        return seal + body
    try:
        wanted = bytes.fromhex(raw[: lines.CHECKSUM].decode("ascii"))
    except ValueError:
        return None
    if raw[lines.CHECKSUM : _BODY] != b" " or not _may_be_one_bit(body):
        return None
    for start, stop in _places(body):
        fresh = _search(body, wanted, start, stop, until)
        if fresh is not None:
            return raw[:_BODY] + fresh
    return None


def _may_be_one_bit(body: bytes) -> bool:
    """False for what was cut off or written over: no search would end."""
    controls = len(body) - len(body.translate(None, bytes(range(32))))
    return controls <= 1 and ((body[0] ^ ord("{")).bit_count() + (body[-1] ^ ord("}")).bit_count() <= 1)


def _places(body: bytes) -> Iterator[tuple[int, int]]:
    """Yield where to look: near to what is no JSON, then everywhere."""
    try:
        json.loads(body)
    except UnicodeDecodeError as error:
        yield max(0, error.start - 4), min(len(body), error.end + 4)
    except json.JSONDecodeError as error:
        at = len(error.doc[: error.pos].encode())
        yield max(0, at - _NEAR), min(len(body), at + 8)
    except (ValueError, RecursionError):
        pass
    yield 0, len(body)


def _search(body: bytes, wanted: bytes, start: int, stop: int, until: float) -> bytes | None:
    """Turn each bit of some of the bytes; what stands before them is hashed only once."""
    trial = bytearray(body)
    view = memoryview(trial)
    before = hashlib.blake2b(body[:start], digest_size=len(wanted))
    for at in range(start, stop):
        if time.monotonic() > until:
            return None
        byte = body[at]
        lone = byte < 0x80 and (at == 0 or body[at - 1] < 0x80) and body[at + 1 : at + 2] < b"\x80"
        for bit in range(7 if lone else 8):
            if (fresh := byte ^ 1 << bit) < 0x20:
                continue
            trial[at] = fresh
            digest = before.copy()
            digest.update(view[at:])
            if digest.digest() == wanted:
                return bytes(trial)
        trial[at] = byte
        before.update(view[at : at + 1])
    return None
