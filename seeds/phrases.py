"""Which articles have words side by side: what FTS5 is asked for.

Of two frequent words FTS5 has to compare all places in all articles that have both: a third of a microsecond
an article, which nothing makes less. What takes long in a large library is therefore done by two threads,
each with a connection of its own: SQLite needs no lock of Python meanwhile.
"""

from __future__ import annotations

import os
import threading
import time
from array import array
from bisect import bisect_left
from collections import deque
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from seeds import rowset

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Connection

    from seeds.catalogue_words import TextField

    Beside = Callable[[Callable[[Connection], None]], None]

AT_ONCE = 1 << 18
"""Slots that are asked about at once: a phrase in all of them takes some MB for a moment."""

TRIED = 1 << 13
"""Slots that are asked about first: a library of not many more is not worth a second thread."""

LONG = 0.001
"""Seconds for these from which on the others take long."""


def having(
    db: Connection, beside: Beside, wanted: Sequence[str], field: TextField, prefix: bool, size: int
) -> int:
    """Return the articles that have words side by side in one of their columns. ``beside`` has a question
    answered on another connection, and may raise or wait for as long as it likes: it is only for help."""
    column = {"text": "body : ", "title": "title : "}.get(field, "")
    search = _Search(f'{column}"{" ".join(wanted)}"' + (" *" if prefix else ""), size)
    if prefix:  # FTS5 puts all words that begin so together before it looks: once is enough
        search.go_through(db, deque((range(size),)))
    elif size > 2 * TRIED and (os.cpu_count() or 1) > 1:
        began = time.perf_counter()
        search.look(db, range(TRIED))
        if time.perf_counter() - began > LONG:
            search.share(db, beside, _parts(TRIED, size, min(AT_ONCE, (size - TRIED) // 3 + 1)))
        else:
            search.go_through(db, _parts(TRIED, size, AT_ONCE))
    else:
        search.go_through(db, _parts(0, size, AT_ONCE))
    return rowset.of(chain.from_iterable(search.found), size)


def _parts(start: int, size: int, step: int) -> deque[range]:
    return deque(range(first, min(first + step, size)) for first in range(start, size, step))


class _Search:
    """The search for a phrase, part by part."""

    def __init__(self, query: str, size: int) -> None:
        self._query, self._size = query, size
        self._busy = threading.Lock()  # held while the helper is at a part
        self.found: list[array[int]] = []

    def look(self, db: Connection, part: range) -> None:
        import orjson

        within = "" if len(part) == self._size else f" AND rowid >= {part.start} AND rowid < {part.stop}"
        # One text for all: a row for each would take twice as long as finding them, and hold up all other
        # threads by turns. Of what can be made a text of, numbers are the quickest.
        (told,) = db.execute(
            f"SELECT group_concat(rowid) FROM phrases WHERE phrases MATCH ?{within}", (self._query,)
        ).fetchone()
        if told:
            slots = orjson.loads(f"[{told}]")
            del slots[bisect_left(slots, self._size) :]  # another window may have added some since
            self.found.append(array("I", slots))

    def go_through(self, db: Connection, left: deque[range]) -> None:
        while True:
            try:
                part = left.popleft()
            except IndexError:
                return
            self.look(db, part)

    def share(self, db: Connection, beside: Beside, left: deque[range]) -> None:
        """Go through what is left with the help of another thread, as far as that gets to it."""
        threading.Thread(target=self._help, args=(beside, left), name="docbao-phrase", daemon=True).start()
        try:
            while left:
                self.go_through(db, left)
                with self._busy:  # the helper is through with its part, or has put it back
                    pass
        finally:
            left.clear()

    def _help(self, beside: Beside, left: deque[range]) -> None:
        def work(db: Connection) -> None:
            while left:
                with self._busy:
                    try:
                        part = left.popleft()
                    except IndexError:
                        return
                    try:
                        self.look(db, part)
                    except BaseException:
                        left.append(part)
                        raise

        with suppress(Exception):  # the other thread does what is left, and meets what is wrong itself
            beside(work)
