"""A snapshot: every document a device has written, as plain TinyDB JSON that knows whether it is whole.

Its first table, ``_docbao``, has one document: schema, device, the number and checksum of the last journal
line that the snapshot covers, the next id of each table, and the SHA-256 of the file (taken with zeros in its
place).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Tables = dict[str, dict[int, dict[str, Any]]]
"""Documents by table and TinyDB id. A document in it is never changed in place: it is replaced."""

META = "_docbao"
_ZEROS = b"0" * 64
_SEAL = re.compile(rb'\{"_docbao":\{"1":\{"sha256":"([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot that was read and is whole."""

    tables: Tables
    seq: int
    checksum: str
    schema: int
    next_ids: dict[str, int]


def encode(
    tables: Tables, *, seq: int, checksum: str, schema: int, device: str, next_ids: Mapping[str, int]
) -> bytes:
    """Return a snapshot's bytes."""
    import orjson

    meta = {
        "sha256": _ZEROS.decode(),
        "v": schema,
        "device": device,
        "seq": seq,
        "checksum": checksum,
        "next": dict(next_ids),
    }
    data = orjson.dumps({META: {"1": meta}, **tables}, option=orjson.OPT_NON_STR_KEYS)
    return data.replace(_ZEROS, hashlib.sha256(data).hexdigest().encode(), 1)


def decode(data: bytes) -> Snapshot | None:
    """Read a snapshot; None when a byte of it is not what was written."""
    import orjson

    found = _SEAL.match(data)
    if found is None:
        return None
    start, stop = found.span(1)
    digest = hashlib.sha256(data[:start])
    digest.update(_ZEROS)
    digest.update(memoryview(data)[stop:])
    if digest.hexdigest().encode() != found[1]:
        return None
    raw = orjson.loads(data)
    meta = raw.pop(META)["1"]
    tables = {name: {int(key): document for key, document in rows.items()} for name, rows in raw.items()}
    return Snapshot(tables, meta["seq"], meta["checksum"], meta["v"], dict(meta["next"]))
