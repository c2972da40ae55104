"""What the reader has written and marked, folded, to be looked through at every key: the text of each note
and the quote of each highlight, by article.

Gathered the first time that somebody asks, and after that only of what has changed.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.store import Store


class Written:
    """Folded notes and quotes by article id. For any thread."""

    def __init__(self, store: Store) -> None:
        """Take the store; nothing is read yet."""
        self._store = store
        self._lock = threading.Lock()
        self._texts: dict[str, str] | None = None
        self._whole: tuple[str, list[int], list[str]] = ("", [0], [])
        self._stale: set[str] = set()

    def changed(self, ids: Iterable[str]) -> None:
        """Look at these articles again, the next time that somebody asks."""
        with self._lock:
            self._stale.update(ids)

    def holding(self, wanted: str, prefix: bool) -> list[str]:
        """Return the ids of the articles on which a text is written in which folded words occur; see
        ``finder`` of the matcher."""
        from annotations.query.matcher import finder

        least = max(wanted.split(), key=len, default="")
        plain, occurs = f" {wanted}" if prefix else f" {wanted} ", finder(wanted, prefix)
        with self._lock:
            whole, starts, ids = self._taken_up()
        found: list[str] = []
        at = whole.find(least)
        while 0 <= at < len(whole):
            number = bisect_right(starts, at) - 1
            end = starts[number + 1]
            start = starts[number]
            if whole.find(plain, start, end) >= 0 or any(map(occurs, whole[start : end - 1].split("\n"))):
                found.append(ids[number])
            at = whole.find(least, end)
        return found

    def of(self, id: str) -> tuple[str, ...]:
        """Return the texts on one article as they stand."""
        quotes = (it.quote for it in self._store.highlights(id))
        return (*(note.text for note in self._store.notes(id)), *quotes)

    def _taken_up(self) -> tuple[str, list[int], list[str]]:
        """Return all texts as one, each ended by a line break; where those of each article begin, with the
        end of all as the last; and the articles."""
        stale, self._stale = self._stale, set()
        if self._texts is None:
            found: dict[str, list[str]] = {}
            for note in self._store.all_notes():
                found.setdefault(note.article, []).append(note.text)
            for it in self._store.all_highlights():
                found.setdefault(it.article, []).append(it.quote)
            self._texts = {id: _joined(texts) for id, texts in found.items()}
        elif not stale:
            return self._whole
        for id in stale:
            if texts := self.of(id):
                self._texts[id] = _joined(texts)
            else:
                self._texts.pop(id, None)
        starts = list(accumulate((len(text) + 1 for text in self._texts.values()), initial=0))
        self._whole = "".join(f"{text}\n" for text in self._texts.values()), starts, list(self._texts)
        return self._whole


def _joined(texts: Iterable[str]) -> str:
    # A blank on either side: what stands between blanks is found quickest.
    return "\n".join(f" {' '.join(fold(text).split())} " for text in texts)
