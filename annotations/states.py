"""The state of an article (read, starred, archived, reading position), written as compactly as can be.

An entry is one string for each article that was ever read: fields joined by commas, each a letter, a value
and, after ``@``, when it was set in milliseconds since 1970: ``r1@1763200000123,p1204@1763200001456``. Each
field has its own time, so that what two devices set apart comes together: the later one wins, field by field.
Entries lie in up to 256 ``state`` documents, by a hash of the article's id.

A highlight has an entry too, under its own id, once it was reviewed (``annotations.reviewing``): the day it
is ``due`` next and the days it waits (``every``).
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

StateField = Literal["read", "starred", "archived", "position", "due", "every"]
LETTERS: Mapping[str, str] = {
    "read": "r",
    "starred": "s",
    "archived": "a",
    "position": "p",
    "due": "d",
    "every": "e",
}
NUMBERS = frozenset({"position", "due", "every"})
"""Fields that are a number; the others are a yes or no."""
Fields = dict[str, tuple[int, int]]
"""Value and time in milliseconds by letter."""

UNSET = (0, 0)
"""Value and time of a field that was never set."""


def parse(entry: str) -> Fields:
    """Return an entry's fields. What does not read as a field is left out: a newer docbao may have
    written it."""
    fields: Fields = {}
    for part in entry.split(","):
        value, at, when = part[1:].partition("@")
        if at and value.isdecimal() and when.isdecimal() and len(value) < 16 and len(when) < 15:
            fields[part[0]] = (int(value), int(when))
    return fields


def join(fields: Fields) -> str:
    """Return fields as an entry."""
    return ",".join(f"{letter}{value}@{when}" for letter, (value, when) in sorted(fields.items()))


def merge(one: str, two: str) -> str:
    """Return what two entries of one article say together: field by field what was set last."""
    if not one or not two or one == two:
        return one or two
    fields = parse(one)
    for letter, (value, when) in parse(two).items():
        if letter not in fields or (when, value) > (fields[letter][1], fields[letter][0]):
            fields[letter] = (value, when)
    return join(fields)


def changed(entry: str, wanted: Mapping[str, object], now: int) -> str:
    """Return an entry with fields set (``{"read": True, "position": 1204}``) at ``now``, in milliseconds.

    A field that has the wanted value already keeps its time; another gets one later than it had, even when
    the clock was set back. ``KeyError`` for a field that does not exist.
    """
    fields = parse(entry)
    for name, value in wanted.items():
        letter = LETTERS[name]
        number = max(0, value) if isinstance(value, int) else int(bool(value))
        old, when = fields.get(letter, UNSET)
        if old != int(number):
            fields[letter] = (int(number), max(now, when + 1))
    return join(fields)


def bucket(article: str) -> int:
    """Return the number of the ``state`` document (0..255) that holds an article's entry."""
    return hashlib.blake2b(article.encode("utf-8", "replace"), digest_size=1).digest()[0]


def iso(milliseconds: int) -> str:
    """Return a time as ISO 8601 in UTC with milliseconds, as documents carry it."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
