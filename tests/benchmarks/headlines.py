"""A million headlines: how start, list and filter grow when there is nothing but titles, dates and papers.

Headlines are put together from the sentences of the bundled articles and written into the index as if they
had been read; no file is there. A hundredth and a tenth of the number are measured beside it. All is
processor time in ms: ``start`` until the first rows are there, ``join`` until all is joined, ``letter`` a
letter typed with its count and first window (``p50``/``p95`` over the keys of some words), ``down`` a step of
the cursor (its row, the window around it), ``jump`` the same anywhere in the list, ``sections`` the months of
the whole list. ``made`` is headlines a second put into the index, ``memory_mb`` the process at the end.

Run: ``python -m tests.benchmarks headlines -n 1000000``
"""

from __future__ import annotations

import hashlib
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from annotations.collection import Collection
from annotations.query.parser import parse
from annotations.query.tree import EVERYTHING
from annotations.shown import View
from seeds.digest import Facts, digest_of, packed
from seeds.folding import fold
from seeds.index import Index
from seeds.index_writing import Entry, store
from seeds.library import Library
from seeds.months import newest_key
from seeds.row import PartialDate
from tests.benchmarks.library import DAYS, LAST_DAY, SOURCES, sentences_of
from tests.benchmarks.report import Row, percentile, run
from tests.benchmarks.running import memory_of_this, spent

ROUNDS = 1_000_000
TYPED = ("thuế quan", "năng lượng", "xuất khẩu", "đàm phán", "nguyễn")
STEPS = 200
WINDOW = 64
_BATCH = 20_000
_TOPICS = ("energy", "trade", "economy", "politics")


def measure(count: int) -> list[Row]:
    """Measure a hundredth, a tenth and all of so many headlines."""
    return [_measured(size) for size in (count // 100, count // 10, count) if size >= 100]


def _measured(count: int) -> Row:
    with tempfile.TemporaryDirectory(prefix="docbao-headlines-") as root:
        folder, index = Path(root) / "news", Path(root) / "index"
        folder.mkdir()
        began = time.process_time()
        _write(index, folder, count)
        made = count / (time.process_time() - began)
        row: Row = {"headlines": count, "made": round(made)}
        library = Library([folder], index_path=index, bundled=False)
        try:
            collection = Collection(library)
            row["start"] = spent(lambda: (collection.load(), collection.first_view().window(0, WINDOW)))
            row["join"] = spent(lambda: collection.picture)
            row |= _asked(collection)
            row["memory_mb"] = memory_of_this()
        finally:
            library.close()
        return row


def _asked(collection: Collection) -> Row:
    chance = random.Random(5)
    row: Row = {}
    view = collection.view(EVERYTHING)
    row["sections"] = spent(lambda: view.sections)
    starts = [text[:end] for text in TYPED for end in range(1, len(text) + 1) if text[end - 1] != " "]
    trees = [parse(text, today=LAST_DAY, typing=True) for text in starts]
    anywhere = [chance.randrange(view.count) for _ in range(STEPS)]
    samples: dict[str, list[float]] = {
        "letter": [spent(lambda tree=tree: collection.view(tree).window(0, WINDOW)) for tree in trees],
        "down": [spent(lambda at=at: _step(view, at)) for at in range(STEPS)],
        "jump": [spent(lambda at=at: _step(view, at)) for at in anywhere],
    }
    for name, sample in samples.items():
        row[f"{name}_p50"], row[f"{name}_p95"] = percentile(sample, 0.5), percentile(sample, 0.95)
    return row


def _step(view: View, at: int) -> object:
    (row,) = view.window(at, 1)
    return view.position(row.id), view.window(max(0, at - WINDOW // 2), WINDOW)


def _write(path: Path, folder: Path, count: int) -> None:
    entries = _entries(folder, count)
    index = Index(path)
    try:
        while batch := list(islice(entries, _BATCH)):
            with index.change() as db:
                store(db, batch)
    finally:
        index.close()


def _entries(folder: Path, count: int) -> Iterator[Entry]:
    """Yield so many headlines, the same each time."""
    chance = random.Random(7)
    halves = [sentence.split() for sentence in sentences_of()]
    for number in range(count):
        one, two = chance.choice(halves), chance.choice(halves)
        title = " ".join([*one[: len(one) // 3][:9], *two[len(two) * 2 // 3 :][:9], str(number)])
        day = LAST_DAY - timedelta(days=chance.randrange(DAYS))
        date = PartialDate(day.isoformat(), day, day, True)
        name = hashlib.blake2b(title.encode(), digest_size=20).hexdigest()
        facts = Facts(
            fingerprint=name,
            title=title,
            lead="",
            edtf=date.edtf,
            earliest=day.toordinal(),
            latest=day.toordinal(),
            certain=1,
            source=chance.choice(SOURCES),
            author=None,
            url=None,
            topics=chance.choice(_TOPICS),
            text_hash=name,
            newest=newest_key(date),
            heading=fold(title),
        )
        path = folder / f"{number // 1000:04}" / f"{number}.txt"
        added = "2026-01-01T00:00:00+00:00"
        yield Entry(str(path), 1, 1, 1, added, digest_of(facts, title, packed(title)))


if __name__ == "__main__":
    run({"headlines": (measure, ROUNDS)}, __doc__ or "")
