"""The index of a large library: what reading it costs, what questions cost, how big it is, and how all that
grows: ``python -m tests.benchmarks index -n 10000``.

Libraries of a tenth and a hundredth of the size are measured beside it. ``DOCBAO_LIBRARIES`` may name a
folder in which libraries (``10000/`` with ``10000.index``) are kept for the next time. Times of questions are
the processor's (ms, all threads), asked of a catalogue that remembers months and orders but no word that was
asked for.
"""

from __future__ import annotations

import os
import random
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from seeds import rowset
from seeds.catalogue import Catalogue
from seeds.catalogue_words import Words
from seeds.feed import ScanProgress
from seeds.library import Library
from seeds.words import words
from tests.benchmarks.library import DAYS, LAST_DAY, write_library
from tests.benchmarks.named import name_all
from tests.benchmarks.report import Row, percentile, run

ROUNDS = 10_000
ASKED = 150
_NAMED = 300  # articles whose names are read by the real second pass


def measure(count: int) -> list[Row]:
    """Measure libraries of a hundredth, a tenth and all of so many articles."""
    return [_measured(size) for size in (count // 100, count // 10, count) if size >= 50]


def _measured(count: int) -> Row:
    with _library(count) as (library, folder, index, reading):
        catalogue = library.catalogue()
        text = sum(len(it.encode()) for it in catalogue.texts(catalogue.order("newest")))
        size = sum(path.stat().st_size for path in index.parent.glob(f"{index.name}*"))
        figures: Row = {"articles": catalogue.count(), **reading, "index/text": round(size / text, 2)}
        for name, sample in _questions(library).items():
            figures[f"{name} p50"], figures[f"{name} p95"] = percentile(sample, 0.5), percentile(sample, 0.95)
        figures["one file seen (ms)"] = _one_file(library, folder)
        figures["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


@contextmanager
def _library(count: int) -> Iterator[tuple[Library, Path, Path, Row]]:
    """Lend a library of so many articles with its index, and what making that took."""
    kept = os.environ.get("DOCBAO_LIBRARIES")
    with tempfile.TemporaryDirectory() as passing:
        root = Path(kept or passing)
        folder, index = root / str(count), root / f"{count}.index"
        if not folder.is_dir():
            write_library(folder, count)
        library = Library([folder], index_path=index, bundled=False)
        try:
            yield library, folder, index, _read(library, count)
        finally:
            library.close()


def _read(library: Library, count: int) -> Row:
    """Read the library where it is not read yet; return articles a second of the first pass by the clock, and
    of both passes by the processor's time of one core."""
    stop = threading.Event()
    began, cpu = time.perf_counter(), _cpu()

    def progress(now: ScanProgress) -> None:
        if now.phase == "names":
            stop.set()

    report = library.scan(stop=stop, progress=progress, changed=lambda _: None)
    took, used = time.perf_counter() - began, _cpu() - cpu
    figures: Row = {}
    if report.read:
        figures |= {"read/s": round(report.read / took), "read/s a core": round(report.read / used)}
    name_all(library)
    from seeds.workers import perform

    rows = library.catalogue().head(_NAMED)
    began = time.process_time()
    for _, row in rows:
        perform("name", row.path)
    figures["named/s a core"] = round(len(rows) / (time.process_time() - began))
    return figures


def _questions(library: Library) -> dict[str, list[float]]:
    chance = random.Random(3)
    catalogue = library.catalogue()
    slots = chance.sample(list(catalogue.order("newest")), min(ASKED, catalogue.count()))
    drawn = [words(catalogue.folded(slot)) for slot in slots]
    at = [chance.randrange(len(it) - 3) for it in drawn]
    one = [it[place] for it, place in zip(drawn, at, strict=True)]
    two = [" ".join(it[place : place + chance.choice((2, 3))]) for it, place in zip(drawn, at, strict=True)]
    days = [LAST_DAY - timedelta(days=chance.randrange(DAYS)) for _ in slots]
    people = [name for name, _ in catalogue.top_entities("PERSON", catalogue.live(), 50)]
    topics, sources = list(catalogue.values("topic")), list(catalogue.values("source"))

    def five(now: Catalogue, n: int) -> int:
        return (
            now.words(one[n])
            & now.having("topic", topics[n % len(topics)])
            & now.having("source", sources[n % len(sources)])
            & now.dated(days[n] - timedelta(days=700), days[n])
            & now.entity(people[n % len(people)], "PERSON")
        )

    def facets(now: Catalogue, n: int) -> int:
        bits = now.words(one[n])
        return sum(len(now.counts(field, bits)) for field in ("month", "topic", "source"))

    asked: dict[str, Callable[[Catalogue, int], object]] = {
        "word": lambda now, n: now.words(one[n]),
        "prefix": lambda now, n: now.words(one[n][: chance.choice((2, 3, 4))].ljust(2, "a"), prefix=True),
        "letter": lambda now, n: now.words(one[n][:1], prefix=True),
        "phrase": lambda now, n: now.words(two[n]),
        "five": five,
        "facets": facets,
        "people": lambda now, n: now.top_entities("PERSON", now.words(one[n]), 30),
        "window": lambda now, n: now.rows(rowset.slots(now.words(one[n]))[:60]),
        "head": lambda now, n: now.head(60),
    }
    return {name: [_timed(library, ask, n) for n in range(len(slots))] for name, ask in asked.items()}


def _timed(library: Library, ask: Callable[[Catalogue, int], object], n: int) -> float:
    """Return the milliseconds of one question, asked of a catalogue that remembers nothing but who is
    there."""
    known = library.catalogue()
    fresh = known.followed(library._index.state(), (), ())
    fresh._words = Words(fresh.size)
    began = time.process_time()
    ask(fresh, n)
    return (time.process_time() - began) * 1000


def _one_file(library: Library, folder: Path) -> float:
    """Return the milliseconds from writing one file to its being in the catalogue, of a library that is
    watched."""
    stop, ready = threading.Event(), threading.Event()
    watching = threading.Thread(
        target=library.watch,
        kwargs={"stop": stop, "changed": lambda _: ready.set(), "reported": lambda _: None},
    )
    watching.start()
    path = folder / "one.txt"
    try:
        time.sleep(3 + library.catalogue().count() / 20_000)  # until it is being watched
        ready.clear()
        began = time.perf_counter()
        path.write_text(f"Tin mới {date.today()}\n\nGạo bán chạy ở Huế.\n", "utf-8")
        while not library.catalogue().by_path([str(path)]) and time.perf_counter() - began < 30:
            ready.wait(0.02)
        return round((time.perf_counter() - began) * 1000)
    finally:
        path.unlink(missing_ok=True)
        stop.set()
        watching.join()


def _cpu() -> float:
    """Return the processor's time that this process and its children have used, in seconds."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(it.ru_utime + it.ru_stime for it in used)


if __name__ == "__main__":
    run({"index": (measure, ROUNDS)}, __doc__ or "")
