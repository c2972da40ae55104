"""The state entries of all articles in memory, as small as can be: an article that was only read costs little
more than the letters of its id and its entry.

Entries stand in short strings of a dozen or so, ``\\n<article>\\t<entry>\\n<article>\\t<entry>\\n``, found by
a hash of the article's id. A string is never changed: it is replaced. So a picture of all of them is a list
of strings, and as cheap to take as that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotations.snapshot import Rows
from annotations.states import bucket

BUCKETS = 256
FEW = 16
"""Entries of a string, on average, at most: so many are searched in about a microsecond."""


class Entries(Mapping[str, str]):
    """State entries by article id. One thread may set while others read."""

    __slots__ = ("_chunks", "_count", "_each", "_lent", "_odd")

    def __init__(self) -> None:
        """Begin empty."""
        self._each = 1
        self._chunks = [""] * BUCKETS
        self._odd: dict[str, str] = {}  # ids that would break the form
        self._count = 0
        self._lent = False

    def __getitem__(self, article: str) -> str:
        """Return an article's entry."""
        if found := self.find(article):
            return found
        raise KeyError(article)

    def find(self, article: str) -> str:
        """Return an article's entry, "" where it has none."""
        chunks = self._chunks
        each = len(chunks) // BUCKETS
        chunk = chunks[bucket(article) * each + (hash(article) & (each - 1))]
        at = chunk.find(f"\n{article}\t")
        if at < 0 or "\n" in article or "\t" in article:
            return self._odd.get(article, "") if self._odd else ""
        start = at + len(article) + 2
        return chunk[start : chunk.index("\n", start)]

    def set(self, article: str, entry: str) -> None:
        """Set an article's entry."""
        if self._lent:
            self._chunks, self._odd, self._lent = list(self._chunks), dict(self._odd), False
        if _is_odd(article, entry):
            if article not in self._odd:
                self._count += 1 - self._drop(article)
            self._odd[article] = entry
            return
        if article in self._odd:
            del self._odd[article]
            self._count -= 1
        if self._count >= BUCKETS * self._each * FEW:
            self._spread(self._each * 2)
        at = bucket(article) * self._each + (hash(article) & (self._each - 1))
        chunk = self._chunks[at]
        place = chunk.find(f"\n{article}\t")
        if place < 0:
            self._chunks[at] = (chunk or "\n") + f"{article}\t{entry}\n"
            self._count += 1
        else:
            start = place + len(article) + 2
            self._chunks[at] = chunk[:start] + entry + chunk[chunk.index("\n", start) :]

    def _drop(self, article: str) -> bool:
        """Take an entry out of its string, and say whether it was there."""
        at = bucket(article) * self._each + (hash(article) & (self._each - 1))
        chunk = self._chunks[at]
        place = chunk.find(f"\n{article}\t")
        if place < 0 or "\n" in article or "\t" in article:
            return False
        self._chunks[at] = chunk[:place] + chunk[chunk.index("\n", place + 1) :]
        return True

    def bucket(self, number: int) -> Iterator[tuple[str, str]]:
        """Yield the entries of one ``state`` document."""
        each = self._each
        for chunk in self._chunks[number * each : (number + 1) * each]:
            yield from _pairs(chunk)
        for article, entry in self._odd.items():
            if bucket(article) == number:
                yield article, entry

    def fill(self, number: int, entries: Mapping[str, str]) -> None:
        """Replace the entries of one ``state`` document: faster than setting each. They must belong there."""
        if self._lent:
            self._chunks, self._odd, self._lent = list(self._chunks), dict(self._odd), False
        before = sum(1 for _ in self.bucket(number))
        while len(entries) > FEW * self._each:
            self._spread(self._each * 2)
        self._odd = {article: entry for article, entry in self._odd.items() if bucket(article) != number}
        mask = self._each - 1
        parts: list[list[str]] = [[] for _ in range(self._each)]
        for article, entry in entries.items():
            if _is_odd(article, entry):
                self._odd[article] = entry
            else:
                parts[hash(article) & mask].append(f"{article}\t{entry}\n")
        start = number * self._each
        self._chunks[start : start + self._each] = ["\n" + "".join(part) if part else "" for part in parts]
        self._count += len(entries) - before

    def _spread(self, each: int) -> None:
        """Hold the entries in more strings, each of fewer."""
        old, mask = self._chunks, each - 1
        fresh: list[str] = []
        per = len(old) // BUCKETS
        for number in range(BUCKETS):
            parts: list[list[str]] = [[] for _ in range(each)]
            for chunk in old[number * per : (number + 1) * per]:
                for article, entry in _pairs(chunk):
                    parts[hash(article) & mask].append(f"{article}\t{entry}\n")
            fresh += ["\n" + "".join(part) if part else "" for part in parts]
        self._each, self._chunks, self._lent = each, fresh, False

    def __iter__(self) -> Iterator[str]:
        """Iterate over the articles."""
        return (article for article, _ in self.pairs())

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield articles with their entries."""
        for chunk in self._chunks:
            yield from _pairs(chunk)
        yield from self._odd.items()

    def __len__(self) -> int:
        """Count the articles that have an entry."""
        return self._count

    def copy(self) -> Entries:
        """Return the entries as they are now: a picture that does not change when these do."""
        other = Entries()
        self._lent = other._lent = True
        other._each, other._count = self._each, self._count
        other._chunks, other._odd = self._chunks, self._odd
        return other

    def differing(self, other: Entries) -> Iterator[str]:
        """Yield the articles whose entry here is another than there, or that have none there."""
        alike = len(self._chunks) == len(other._chunks)
        for at, chunk in enumerate(self._chunks):
            if alike and chunk == other._chunks[at]:
                continue
            yield from (article for article, entry in _pairs(chunk) if other.find(article) != entry)
        yield from (article for article, entry in self._odd.items() if other.find(article) != entry)


def _pairs(chunk: str) -> Iterable[tuple[str, str]]:
    return [(line[: (at := line.index("\t"))], line[at + 1 :]) for line in chunk[1:-1].split("\n") if line]


def _is_odd(article: str, entry: str) -> bool:
    return "\n" in article or "\t" in article or "\n" in entry or "\t" in entry or not entry


class StateRows(Rows):
    """The table ``state``: its documents by TinyDB id, each with up to a 256th of all entries."""

    __slots__ = ("_documents", "_other", "entries", "oldest")

    def __init__(self) -> None:
        """Begin empty."""
        self.entries = Entries()
        self.oldest = 1 << 30
        self._documents: dict[int, dict[str, Any]] = {}
        self._other: dict[int, dict[str, Any]] = {}

    def __getitem__(self, key: int) -> dict[str, Any]:
        """Return a document, made anew."""
        if key in self._other:
            return dict(self._other[key])
        return {**self._documents[key], "entries": dict(self.entries.bucket(key - 1))}

    def __setitem__(self, key: int, document: Mapping[str, Any]) -> None:
        """Put in a whole document. One that holds no entries, or those of others, stands for itself."""
        entries = document.get("entries")
        version = document.get("v")
        if isinstance(version, int):
            self.oldest = min(self.oldest, version)
        if not isinstance(entries, dict) or not _belongs(key, entries):
            self._other[key] = dict(document)
            return
        self.entries.fill(key - 1, entries)
        self._documents[key] = {name: value for name, value in document.items() if name != "entries"}

    def __delitem__(self, key: int) -> None:
        """Take a document out with its entries."""
        if key in self._other:
            del self._other[key]
            return
        del self._documents[key]
        self.entries.fill(key - 1, {})

    def __iter__(self) -> Iterator[int]:
        """Iterate over the keys."""
        return iter([*self._documents, *self._other])

    def __len__(self) -> int:
        """Count the documents."""
        return len(self._documents) + len(self._other)

    def set(self, settings: Iterable[Iterable[str]], stamp: Mapping[str, Any]) -> None:
        """Set entries (article, new entry, the one before); ``stamp`` is the journal line's record."""
        numbers: set[int] = set()
        for article, entry, _ in settings:
            self.entries.set(article, entry)
            numbers.add(bucket(article))
        for number in numbers:
            old = self._documents.get(number + 1)
            self._documents[number + 1] = {
                "id": f"{number:02x}",
                "v": stamp["v"],
                "created": old["created"] if old else stamp["at"],
                "modified": stamp["at"],
                "rev": old["rev"] + 1 if old else 1,
                "device": stamp["device"],
            }

    def loose(self) -> Iterator[tuple[str, str]]:
        """Yield entries that stand in documents they do not belong in."""
        for document in self._other.values():
            entries = document.get("entries")
            if isinstance(entries, dict):
                yield from ((str(article), str(entry)) for article, entry in entries.items())

    def copy(self) -> StateRows:
        """Return the table as it is now."""
        other = StateRows()
        other.entries, other.oldest = self.entries.copy(), self.oldest
        other._documents, other._other = dict(self._documents), dict(self._other)
        return other


def _belongs(key: int, entries: Mapping[Any, Any]) -> bool:
    """True for entries that are all of the document with this key, and can be kept packed."""
    return 1 <= key <= BUCKETS and all(
        isinstance(article, str) and isinstance(entry, str) and entry and bucket(article) == key - 1
        for article, entry in entries.items()
    )
