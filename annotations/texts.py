"""The texts a search looks through, kept in memory as far as that is reasonable."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from seeds.article import Row

FOLDED_KEPT = 48_000_000
"""Folded text held, in characters: some 12,000 articles. What is beyond is fetched anew."""

SHOWN_KEPT = 500
"""Texts as they stand that are held, so that a phrase being typed with its marks reads each file once."""

_LONG = 100_000  # a longer text is not held as it stands


class Texts:
    """Folded texts by fingerprint, and texts as they stand by row. For any thread."""

    def __init__(
        self, folded: Callable[[str], str], shown: Callable[[Row], str], hashed: Callable[[str], str]
    ) -> None:
        """Take where the texts come from, and their hashes; ``shown`` may raise ``Problem``."""
        self._fetch_folded = folded
        self._fetch_hash = hashed
        self._hashes: dict[str, str] = {}
        self._fetch_shown = shown
        self._lock = threading.Lock()
        self._folded: dict[str, str] = {}
        self._size = 0
        self._shown: dict[str, str] = {}

    @property
    def full(self) -> bool:
        """Whether no more folded text is going to be held."""
        return self._size >= FOLDED_KEPT

    def folded(self, fingerprint: str) -> str:
        """Return an article's folded text, each run of white space as one space."""
        text = self._folded.get(fingerprint)
        if text is None:
            text = " ".join(self._fetch_folded(fingerprint).split())
            with self._lock:
                if self._size + len(text) <= FOLDED_KEPT:
                    self._size += len(text) - len(self._folded.get(fingerprint, ""))
                    self._folded[fingerprint] = text
        return text

    def shown(self, row: Row) -> str:
        """Return an article's text as it stands, "" where its file cannot be read: a search goes on without
        it."""
        text = self._shown.get(row.fingerprint)
        if text is not None:
            return text
        try:
            text = self._fetch_shown(row)
        except Problem:
            return ""
        with self._lock:
            while len(self._shown) >= SHOWN_KEPT:
                del self._shown[next(iter(self._shown))]
            if len(text) <= _LONG:
                self._shown[row.fingerprint] = text
        return text

    def hash(self, fingerprint: str) -> str:
        """Return the hash of an article's text, "" where the index has none."""
        found = self._hashes.get(fingerprint)
        if found is None:
            found = self._hashes[fingerprint] = self._fetch_hash(fingerprint)
        return found

    def forget(self, fingerprint: str) -> None:
        """Drop what is held of an article: it has changed, or is gone."""
        with self._lock:
            self._hashes.pop(fingerprint, None)
            self._size -= len(self._folded.pop(fingerprint, ""))
            self._shown.pop(fingerprint, None)
