"""Postings: for each word (or topic, source, month, name …) the set of articles that have it.

They are kept by *chunks* of ``CHUNK`` slots, so that what is added touches the last chunk only. In a chunk
few slots are kept as a list of 16-bit numbers, many as a bit set; its length tells which. The set of a very
frequent word in 100,000 articles is read in a tenth of a millisecond, where asking FTS5 for every row that
has it takes forty.
"""

from __future__ import annotations

import sys
from array import array
from typing import TYPE_CHECKING

from seeds import rowset
from seeds.cachefile import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from sqlite3 import Connection

CHUNK = 8192
"""Slots in a chunk."""

BITMAP = CHUNK // 8
"""Bytes of a chunk's bit set; a list is always shorter."""

# The kinds of postings. Terms are words, values as stored, packed days, or the numbers of entities.
TEXT, TITLE, TEXT_STARTS, TITLE_STARTS = range(4)
TOPIC, SOURCE, AUTHOR, MONTH, DATE, DAYS, SPAN, ADDED, FLAG, ENTITY = range(4, 14)
_KINDS = 16

UNDATED, UNCERTAIN = "undated", "uncertain"
"""The terms of ``FLAG``."""

STARTS = 2
"""Of the starts of words those of up to so many letters have postings of their own."""

TABLE = """
CREATE TABLE postings (place INTEGER NOT NULL, term NOT NULL, slots BLOB NOT NULL, PRIMARY KEY (place, term))
WITHOUT ROWID
"""

Term = str | int
Gathered = dict[int, dict[Term, list[int]]]
"""Postings to be added: by place (``place_of``), then by term, the slots counted from their chunk's first."""


def place_of(kind: int, chunk: int) -> int:
    """Return the first half of the key under which a kind's postings of a chunk are kept."""
    return chunk * _KINDS + kind


def chunks(size: int) -> range:
    """Return the chunks that so many slots lie in."""
    return range((size + CHUNK - 1) // CHUNK)


def gather(into: Gathered, kind: int, slot: int, terms: Iterable[Term]) -> None:
    """Note that an article has these terms, each once."""
    chunk, at = divmod(slot, CHUNK)
    place = into.setdefault(chunk * _KINDS + kind, {})
    for term in terms:
        known = place.get(term)
        if known is None:
            place[term] = [at]
        else:
            known.append(at)


def add(db: Connection, gathered: Gathered) -> None:
    """Write gathered postings to the table, to those that are there."""
    for place, terms in gathered.items():
        known = _known(db, place, terms)
        db.executemany(
            "INSERT OR REPLACE INTO postings VALUES (?, ?, ?)",
            [(place, term, _joined(known.get(term, b""), slots)) for term, slots in terms.items()],
        )


def drop(db: Connection, kind: int, term: Term, slot: int) -> None:
    """Take one slot out of the postings of a term."""
    chunk, at = divmod(slot, CHUNK)
    key = (place_of(kind, chunk), term)
    found = db.execute("SELECT slots FROM postings WHERE place = ? AND term = ?", key).fetchone()
    if found is None:
        return
    slots = found[0]
    if len(slots) == BITMAP:
        left = (int.from_bytes(slots, "little") & ~(1 << at)).to_bytes(BITMAP, "little")
    else:
        left = _packed([number for number in _numbers(slots) if number != at])
    db.execute("UPDATE postings SET slots = ? WHERE place = ? AND term = ?", (left, *key))


def read(db: Connection, kind: int, term: Term, size: int) -> int:
    """Return the row set of a term among the first ``size`` slots."""
    places = [place_of(kind, chunk) for chunk in chunks(size)]
    return joined(_each(db, places, term), size)


def any_of(db: Connection, kind: int, terms: Iterable[int], size: int) -> int:
    """Return the row set of what has any of very many terms that are numbers."""
    wanted = "[" + ",".join(map(str, terms)) + "]"

    def pieces() -> Iterator[tuple[int, bytes]]:
        for chunk in chunks(size):
            for (slots,) in db.execute(
                "SELECT slots FROM postings WHERE place = ? AND term IN (SELECT value FROM json_each(?))",
                (place_of(kind, chunk), wanted),
            ):
                yield chunk, slots

    return joined(pieces(), size)


def any_kind(db: Connection, kind: int, of: int, kinds: Iterable[int] | None, size: int) -> int:
    """Return the row set of what has any term that is a number and leaves one of some remainders (None: any)
    when it is divided by ``of``."""
    which = "" if kinds is None else f" AND term % {of} IN ({','.join(map(str, kinds))})"

    def pieces() -> Iterator[tuple[int, bytes]]:
        for chunk in chunks(size):
            ask = f"SELECT slots FROM postings WHERE place = ?{which}"
            for (slots,) in db.execute(ask, (place_of(kind, chunk),)):
                yield chunk, slots

    return joined(pieces(), size)


def parts(db: Connection, kind: int, terms: Sequence[int], size: int) -> dict[Term, list[tuple[int, bytes]]]:
    """Return chunks and packed slots of each of some terms that are numbers."""
    wanted = "[" + ",".join(map(str, terms)) + "]"
    found: dict[Term, list[tuple[int, bytes]]] = {}
    for chunk in chunks(size):
        for term, slots in db.execute(
            "SELECT term, slots FROM postings WHERE place = ? AND term IN (SELECT value FROM json_each(?))",
            (place_of(kind, chunk), wanted),
        ):
            found.setdefault(term, []).append((chunk, slots))
    return found


def few(pieces: Sequence[tuple[int, bytes]], most: int) -> array[int] | None:
    """Return packed slots, each with its chunk, as a list of at most so many; None where they are more."""
    if any(len(slots) == BITMAP for _, slots in pieces) or sum(len(it) for _, it in pieces) > 2 * most:
        return None
    found = array("I")
    for chunk, slots in pieces:
        found.extend(chunk * CHUNK + at for at in _numbers(slots))
    return found


def between(
    db: Connection, kind: int, first: Term, end: Term | None, size: int
) -> Iterator[tuple[Term, int, bytes]]:
    """Yield term, chunk and packed slots of the terms from one up to another (exclusive; None is open)."""
    upto = "" if end is None else "AND term < ?"
    for chunk in chunks(size):
        values = (place_of(kind, chunk), first) if end is None else (place_of(kind, chunk), first, end)
        for term, slots in db.execute(
            f"SELECT term, slots FROM postings WHERE place = ? AND term >= ? {upto}", values
        ):
            yield term, chunk, slots


def after(start: str) -> str:
    """Return what comes after every word that begins so."""
    return start + "\U0010ffff"


def sets(pieces: Iterable[tuple[Term, int, bytes]], size: int) -> dict[Term, int]:
    """Return the row set of each term."""
    by_term: dict[Term, list[tuple[int, bytes]]] = {}
    for term, chunk, slots in pieces:
        by_term.setdefault(term, []).append((chunk, slots))
    return {term: found for term, parts in by_term.items() if (found := joined(parts, size))}


def counts(db: Connection, kind: int, among: Sequence[int], size: int) -> list[dict[str, int]]:
    """Return, for each of some row sets, every term (a text) that members of it have, with how many have it.
    All are counted in one go: reading the terms takes longer than counting."""
    found: list[dict[str, int]] = [{} for _ in among]
    parts: dict[int, list[tuple[dict[str, int], int, bytes]]] = {}
    mask = (1 << CHUNK) - 1
    for term, chunk, slots in between(db, kind, "", None, size):
        part = parts.get(chunk)
        if part is None:
            bits = [rows >> chunk * CHUNK & mask for rows in among]
            flags = [rowset.flags(rows, CHUNK) for rows in bits]
            part = parts[chunk] = list(zip(found, bits, flags, strict=True))
        bitmap = int.from_bytes(slots, "little") if len(slots) == BITMAP else None
        numbers = _numbers(slots) if bitmap is None else ()
        for into, rows, flag in part:
            number = sum(map(flag.__getitem__, numbers)) if bitmap is None else (bitmap & rows).bit_count()
            if number:
                into[str(term)] = into.get(str(term), 0) + number
    return found


def _each(db: Connection, places: list[int], term: Term) -> Iterator[tuple[int, bytes]]:
    for place in places:
        found = db.execute(
            "SELECT slots FROM postings WHERE place = ? AND term = ?", (place, term)
        ).fetchone()
        if found is not None:
            yield place // _KINDS, found[0]


def joined(pieces: Iterable[tuple[int, bytes]], size: int) -> int:
    """Return the row set of packed slots, each with its chunk."""
    flat = bytearray()
    for chunk, slots in pieces:
        start = chunk * BITMAP
        untouched = len(flat) <= start
        if len(flat) < start + BITMAP:
            flat.extend(bytes(start + BITMAP - len(flat)))
        if len(slots) == BITMAP and untouched:
            flat[start : start + BITMAP] = slots
        elif len(slots) == BITMAP:
            both = int.from_bytes(flat[start : start + BITMAP], "little") | int.from_bytes(slots, "little")
            flat[start : start + BITMAP] = both.to_bytes(BITMAP, "little")
        else:
            for at in _numbers(slots):
                flat[start + (at >> 3)] |= 1 << (at & 7)
    found = int.from_bytes(flat, "little")
    return found & ((1 << size) - 1) if len(flat) * 8 > size else found


def _joined(known: bytes, more: list[int]) -> bytes:
    """Return packed slots with more of them."""
    if len(known) < BITMAP and len(known) + 2 * len(more) < BITMAP:
        return known + _packed(more)
    flat = bytearray(known if len(known) == BITMAP else BITMAP)
    for at in _numbers(known) if len(known) < BITMAP else ():
        flat[at >> 3] |= 1 << (at & 7)
    for at in more:
        flat[at >> 3] |= 1 << (at & 7)
    return bytes(flat)


def _packed(slots: list[int]) -> bytes:
    numbers = array("H", slots)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _numbers(slots: bytes) -> array[int]:
    numbers = array("H")
    try:
        numbers.frombytes(slots)
    except (ValueError, TypeError) as error:
        raise Damaged from error
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _known(db: Connection, place: int, terms: Mapping[Term, object]) -> dict[Term, bytes]:
    found: dict[Term, bytes] = {}
    ask = "SELECT slots FROM postings WHERE place = ? AND term = ?"
    for term in terms:
        row = db.execute(ask, (place, term)).fetchone()
        if row is not None:
            found[term] = row[0]
    return found
