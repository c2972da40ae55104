"""Who is named in the articles of a made-up library, sentence by sentence: the second pass over 100,000
articles takes half an hour, over the sentences they are made of a minute."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from seeds.article import EntityCount
from seeds.index_writing import store_entities
from tests.benchmarks.library import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seeds.library import Library

_BEGINNING = 24  # letters by which a sentence is looked up


def name_all(library: Library, most: int = 1_000_000) -> int:
    """Store the names of the articles of a library where they are not known yet; return in how many."""
    from seeds import rowset
    from seeds.reading import READER_VERSION

    catalogue = library.catalogue()
    slots = rowset.slots(catalogue.live() & ~catalogue.named())[:most]
    for at in range(0, len(slots), 500):
        batch = slots[at : at + 500]
        named = [(slot, _names_in(text)) for slot, text in zip(batch, catalogue.texts(batch), strict=True)]
        with library._index.change() as db:
            store_entities(db, READER_VERSION, named)
    library.catch_up(lambda change: None)
    return len(slots)


def _names_in(text: str) -> tuple[EntityCount, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for line in text.split("\n"):
        for sentence in _parts(line):
            counts.update(_names_of(sentence))
    return tuple(EntityCount(type_, name, count) for (type_, name), count in counts.items())


def _parts(line: str) -> Iterator[str]:
    """Yield the sentences of the library that a line is made of; what else is in it (the title, the header)
    is passed over."""
    at = 0
    while at < len(line):
        for sentence in _beginning().get(line[at : at + _BEGINNING], ()):
            if line.startswith(sentence, at):
                yield sentence
                at += len(sentence)
                break
        else:
            at = (line.find(" ", at) + 1) or len(line)


@cache
def _beginning() -> dict[str, list[str]]:
    """Return the sentences by how they begin, the longest first."""
    found: dict[str, list[str]] = {}
    for sentence in sorted(sentences_of(), key=len, reverse=True):
        found.setdefault(sentence[:_BEGINNING], []).append(sentence)
    return found


@cache
def _names_of(sentence: str) -> dict[tuple[str, str], int]:
    from seeds.reading import read, with_mentions

    found = with_mentions(read(sentence.encode())).mentions or ()
    return Counter((it.type, it.name) for it in found)
