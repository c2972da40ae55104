"""The newest line of a journal as it is noted outside its folder: one cut at a line end is noticed by it."""

from __future__ import annotations

from dataclasses import dataclass

from annotations import lines


@dataclass(frozen=True, slots=True)
class Head:
    """The newest line as it was noted outside the folder: its number and checksum."""

    seq: int = 0
    checksum: str = ""


NO_HEAD = Head()


def encode_head(head: Head) -> bytes:
    """Return a head as the bytes of its file: always as many, so that one written over another is whole."""
    text = f"{head.seq:020d} {head.checksum:>{lines.CHECKSUM}}"
    return f"{text} {lines.checksum(text.encode())}\n".encode()


def decode_head(data: bytes | None) -> Head:
    """Read a head; one that is missing or damaged knows nothing."""
    text, _, seal = (data or b"").rstrip(b"\n").rpartition(b" ")
    if not text or lines.checksum(text).encode() != seal:
        return NO_HEAD
    number, _, checksum = text.decode("ascii").partition(" ")
    return Head(int(number), checksum.strip())
