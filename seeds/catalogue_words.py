"""Which articles have a word, the start of one, or words side by side; and the texts themselves."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal

from seeds import catalogue_rows, phrases, postings
from seeds.digest import unpacked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

KEPT = 64
"""Answers kept: those of the last keys."""

TextField = Literal["any", "text", "title"]

_Asked = tuple[tuple[str, ...], TextField, bool]


class Words:
    """What words one catalogue has where. Dead articles may be members of what is returned."""

    def __init__(self, size: int) -> None:
        """Look at so many slots."""
        self._size = size
        self._kept: dict[_Asked, int] = {}
        self._asking: dict[_Asked, threading.Lock] = {}

    def having(
        self, db: Connection, beside: phrases.Beside, wanted: Sequence[str], field: TextField, prefix: bool
    ) -> int:
        """Return the articles that have folded words side by side in a field (``any``: in one of the two),
        whatever signs are between them; with ``prefix`` the last one may go on. Who asks while another thread
        looks for the same waits for that one's answer: some take long. ``beside``: see ``phrases.having``."""
        key = tuple(wanted), field, prefix
        with self._asking.setdefault(key, threading.Lock()):
            known = self._kept.get(key)
            if known is None:
                if len(wanted) > 1:
                    known = phrases.having(db, beside, wanted, field, prefix, self._size)
                else:
                    known = with_each(db, wanted, field, prefix, self._size)
                self._kept[key] = known
                while len(self._kept) > KEPT:
                    self._kept.pop(next(iter(tuple(self._kept))), None)
        self._asking.pop(key, None)
        return known


def with_each(db: Connection, wanted: Sequence[str], field: TextField, prefix: bool, size: int) -> int:
    """Return the articles that have each of some folded words in a field, wherever; with ``prefix`` the last
    one may go on. Dead ones may be among them."""
    found = -1
    for at, word in enumerate(wanted):
        among, found = found, 0
        for name, whole, starts in (
            ("text", postings.TEXT, postings.TEXT_STARTS),
            ("title", postings.TITLE, postings.TITLE_STARTS),
        ):
            if field in ("any", name):
                found |= _word(db, word, whole, starts, prefix and at == len(wanted) - 1, size)
        found &= among
        if not found:
            break
    return found


def texts(db: Connection, slots: Sequence[int]) -> dict[int, str]:
    """Return the texts of articles, of those that have one."""
    found: dict[int, str] = {}
    for marks, portion in catalogue_rows.some(slots):
        for slot, kept in db.execute(f"SELECT slot, packed FROM texts WHERE slot IN {marks}", portion):
            found[slot] = unpacked(kept)
    return found


def _word(db: Connection, word: str, whole: int, starts: int, prefix: bool, size: int) -> int:
    if not prefix:
        return postings.read(db, whole, word, size)
    if len(word) <= postings.STARTS:
        return postings.read(db, starts, word, size)
    pieces = postings.between(db, whole, word, postings.after(word), size)
    return postings.joined(((chunk, slots) for _, chunk, slots in pieces), size)
