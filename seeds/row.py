"""The shapes a list is made of. They stand apart from those of a whole article so that the first paint loads
no more than it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known, in docbao's subset of EDTF (ISO 8601-2).

    ``earliest`` and ``latest`` are its first and last possible day, both None when the year is not known
    (``XXXX-05-08``). ``certain`` is False when the EDTF carries a ``?`` (the year was inferred).
    Make one with ``seeds.edtf.parse``.
    """

    edtf: str
    earliest: date | None
    latest: date | None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """What a list needs of one article, kept in the index so that no article need be opened for it.

    ``path`` is the file (the first, when copies of one article lie in several), ``copies`` the others.
    ``added`` is when docbao first saw the file: ISO 8601 in UTC, seconds.
    """

    fingerprint: str
    path: str
    title: str | None
    lead: str
    date: PartialDate | None
    source: str | None
    author: str | None
    url: str | None
    topics: tuple[str, ...]
    added: str
    bundled: bool = False
    copies: tuple[str, ...] = ()
