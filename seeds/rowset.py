"""Row sets: which of very many articles, as the bits of one integer (bit s is slot s).

An integer of 100,000 bits is 12 kB; and, or, not and counting take some microseconds. What goes through the
members costs more: the ways here stay with C code from end to end.
"""

from __future__ import annotations

from array import array
from itertools import compress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ZERO_ONE = bytes.maketrans(b"01", b"\0\1")
_AS_DIGITS = bytes.maketrans(b"\0\1", b"01")

EACH = 32
"""Members that are asked for one by one; for more, the set is laid out."""
FEW = 512
"""Members up to which each is looked for by itself."""


def of(slots: Iterable[int], size: int) -> int:
    """Return the set of these slots, all of which are below ``size``."""
    flagged = bytearray(size)
    for slot in slots:
        flagged[slot] = 1
    return from_flags(flagged)


def from_flags(flagged: bytes | bytearray) -> int:
    """Return the set of the places at which there is a 1 (all others are 0)."""
    return int(flagged[::-1].translate(_AS_DIGITS), 2) if flagged else 0


def flags(bits: int, size: int) -> bytes:
    """Return a 1 for each slot that is in the set and a 0 for each that is not, ``size`` of them at least."""
    return format(bits, "b").encode().translate(_ZERO_ONE)[::-1].ljust(size, b"\0")


def membership(bits: int, size: int, questions: int) -> Callable[[int], int]:
    """Return what says of a slot below ``size`` whether it is in the set, 1 or 0; it will be asked about so
    many times."""
    if questions > EACH:
        return flags(bits, size).__getitem__
    return lambda slot: bits >> slot & 1


def slots(bits: int) -> array[int]:
    """Return the members, ascending."""
    if bits.bit_count() <= FEW:
        found = array("I")
        flagged = flags(bits, 0)
        at = flagged.find(1)
        while at >= 0:
            found.append(at)
            at = flagged.find(1, at + 1)
        return found
    flagged = flags(bits, 0)
    return array("I", compress(range(len(flagged)), flagged))
