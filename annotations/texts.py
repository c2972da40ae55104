"""The texts of single articles, for what asks one after the other: those the index keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.problems import Problem

if TYPE_CHECKING:
    from annotations.entries import Entry
    from seeds.library import Library

_HASHES = 20_000  # held: the articles with highlights are asked for theirs again and again


class Texts:
    """Folded texts, texts as they stand, and their hashes. For any thread."""

    def __init__(self, library: Library) -> None:
        """Take the library, which reads the file of an article that the index has no text of."""
        self._library = library
        self._hashes: dict[str, str] = {}

    def folded(self, entry: Entry) -> str:
        """Return an article's folded text, each run of white space as one space; "" where there is none."""
        if entry.catalogue is None or entry.slot is None:
            return ""
        return " ".join(entry.catalogue.folded(entry.slot).split())

    def shown(self, entry: Entry) -> str:
        """Return an article's text as it stands, "" where it cannot be read: a search goes on without it."""
        if entry.catalogue is None or entry.slot is None:
            return ""
        if text := entry.catalogue.text(entry.slot):
            return text
        try:
            return self._library.read(entry.as_read).text
        except Problem:
            return ""

    def hash(self, fingerprint: str) -> str:
        """Return the hash of an article's text, "" where the index has none."""
        found = self._hashes.get(fingerprint)
        if found is None:
            if len(self._hashes) >= _HASHES:
                self._hashes.clear()
            found = self._hashes[fingerprint] = self._library.text_hash(fingerprint)
        return found

    def forget(self) -> None:
        """Drop what is held: some texts have changed."""
        self._hashes.clear()
