"""Who is named in the articles of a made-up library, sentence by sentence: the second pass over 100,000
articles takes half an hour, over the sentences they are made of a minute."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from seeds.article import EntityCount
from seeds.index_writing import Named, store_entities
from seeds.kept_mentions import packed_mentions
from tests.benchmarks.library import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from seeds.article import Mention
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
        named = [_named(slot, text) for slot, text in zip(batch, catalogue.texts(batch), strict=True)]
        with library._index.change() as db:
            store_entities(db, READER_VERSION, named)
    library.catch_up(lambda change: None)
    return len(slots)


def _named(slot: int, text: str) -> Named:
    mentions = [
        replace(it, start=at + it.start, end=at + it.end)
        for at, sentence in _parts(text)
        for it in _mentions_in(sentence)
    ]
    counts = Counter((it.type, it.name) for it in mentions)
    entities = [EntityCount(type_, name, count) for (type_, name), count in counts.items()]
    return Named(slot, entities, packed_mentions(mentions))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of the library that a text is made of, and where they begin; what else is in it
    (the title, the header) is passed over."""
    at = 0
    while at < len(text):
        for sentence in _beginning().get(text[at : at + _BEGINNING], ()):
            if text.startswith(sentence, at):
                yield at, sentence
                at += len(sentence)
                break
        else:
            ends = [end for end in (text.find(" ", at), text.find("\n", at)) if end >= 0]
            at = min(ends, default=len(text)) + 1


@cache
def _beginning() -> dict[str, list[str]]:
    """Return the sentences by how they begin, the longest first."""
    found: dict[str, list[str]] = {}
    for sentence in sorted(sentences_of(), key=len, reverse=True):
        found.setdefault(sentence[:_BEGINNING], []).append(sentence)
    return found


@cache
def _mentions_in(sentence: str) -> tuple[Mention, ...]:
    from seeds.reading import read, with_mentions

    return with_mentions(read(sentence.encode())).mentions or ()
