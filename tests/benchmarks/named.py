"""Who is named in the articles of a made-up library, sentence by sentence: the second pass over 100,000
articles takes half an hour, over the sentences they are made of a minute."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from seeds.article import EntityCount
from seeds.index_writing import store_entities

if TYPE_CHECKING:
    from seeds.library import Library


def name_all(library: Library, most: int = 1_000_000) -> int:
    """Store the names of the articles of a library where they are not known yet; return in how many."""
    from seeds import rowset
    from seeds.index import Index
    from seeds.reading import READER_VERSION

    catalogue = library.catalogue()
    slots = rowset.slots(catalogue.live() & ~catalogue.named())[:most]
    index = Index(library._index_path)
    try:
        for at in range(0, len(slots), 500):
            batch = slots[at : at + 500]
            named = [
                (slot, _names_in(text)) for slot, text in zip(batch, catalogue.texts(batch), strict=True)
            ]
            with index.change() as db:
                store_entities(db, READER_VERSION, named)
    finally:
        index.close()
    library.catch_up(lambda change: None)
    return len(slots)


def _names_in(text: str) -> tuple[EntityCount, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    for sentence in re.split(r"\n+|(?<=[.!?]) +(?=[A-ZĐ])", text):
        # Without what is an article's own, so that few sentences have to be read.
        counts.update(_names_of(re.sub(r"^ ?date \S+ \([^)]*\) - | \d+$", "", sentence)))
    return tuple(EntityCount(type_, name, count) for (type_, name), count in counts.items())


@cache
def _names_of(sentence: str) -> dict[tuple[str, str], int]:
    from seeds.reading import read, with_mentions

    found = with_mentions(read(sentence.encode())).mentions or ()
    return Counter((it.type, it.name) for it in found)
