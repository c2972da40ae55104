"""How days and types are written as numbers in the index: apart from the writing, which no start needs."""

from __future__ import annotations

from datetime import date
from functools import cache

from seeds.cachefile import Damaged
from seeds.row import PartialDate

TYPES = 16
"""Numbers of entities say their type: see ``type_number``."""

LONGEST = 64
"""A span of days that begins and ends in one month, packed: its first day times this, and its length."""

SPANS = 1 << 22
"""A longer span, packed: its first day times this, which is more than any day's number, and its last."""


def span_of(packed: int) -> tuple[int, int]:
    """Return first and last day of a packed span that is longer than a month."""
    return divmod(packed, SPANS)


def day_of(
    edtf: str | None, earliest: int | None, latest: int | None, certain: int | None
) -> PartialDate | None:
    """Return the date that the columns of an article say. Raises ``Damaged``."""
    if edtf is None:
        return None
    try:
        first = None if earliest is None else date.fromordinal(earliest)
        last = None if latest is None else date.fromordinal(latest)
    except (ValueError, OverflowError, TypeError) as error:
        raise Damaged from error
    return PartialDate(edtf, first, last, bool(certain))


@cache
def type_numbers() -> dict[str, int]:
    """Return the number of each type of entity."""
    from seeds.article import MENTION_TYPES

    return {type_: number for number, type_ in enumerate(MENTION_TYPES)}


def type_number(type_: str) -> int:
    """Return the remainder that the numbers of all entities of a type leave when divided by ``TYPES``."""
    return type_numbers()[type_]
