"""What the reader has written and marked, folded, to be looked through at every key: the text of each note
and the quote of each highlight, by article.

Gathered the first time that somebody asks, and after that only of what has changed.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotations.store import Store


class Written:
    """Folded notes and quotes by article id. For any thread."""

    def __init__(self, store: Store) -> None:
        """Take the store; nothing is read yet."""
        self._store = store
        self._lock = threading.Lock()
        self._texts: dict[str, str] | None = None
        self._stale: set[str] = set()

    def changed(self, ids: Iterable[str]) -> None:
        """Look at these articles again, the next time that somebody asks."""
        self._stale.update(ids)

    def holding(self, least: str, occurs: Callable[[str], bool]) -> list[str]:
        """Return the ids of the articles on which a text is written that holds words; ``least`` is a text
        that stands in all such."""
        with self._lock:
            texts = self._taken_up()
            likely = [(id, text) for id, text in texts.items() if least in text]
        return [id for id, text in likely if any(map(occurs, text.split("\n")))]

    def of(self, id: str) -> tuple[str, ...]:
        """Return the texts on one article as they stand."""
        quotes = (it.quote for it in self._store.highlights(id))
        return (*(note.text for note in self._store.notes(id)), *quotes)

    def _taken_up(self) -> dict[str, str]:
        stale, self._stale = self._stale, set()
        if self._texts is None:
            found: dict[str, list[str]] = {}
            for note in self._store.all_notes():
                found.setdefault(note.article, []).append(note.text)
            for it in self._store.all_highlights():
                found.setdefault(it.article, []).append(it.quote)
            self._texts = {id: _joined(texts) for id, texts in found.items()}
        for id in stale:
            if texts := self.of(id):
                self._texts[id] = _joined(texts)
            else:
                self._texts.pop(id, None)
        return self._texts


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(fold(text).split()) for text in texts)
