"""The annotations with much in them: memory, opening, writing, finding, and folding a journal meanwhile.

Run: ``python -m tests.benchmarks annotations [-n N] [--json OUT]``. It takes some minutes and 1.5 GB of disk.

One store holds 50,000 articles read, 2,000 tagged, 1,000 notes and 10,000 highlights with the text versions
they were made on; one ten times that. Each figure is from a process of its own.

``uss_mb`` and ``rss_mb`` are what an open store needs beyond an empty one, ``words_mb`` that with the words
gathered which ``find`` looks through. ``open_ms`` is how long opening takes on a thread of its own, and
``stall_ms`` the longest that another thread, which wakes up every 5 ms, was late meanwhile, ``stall_99_ms``
how late it was in all but one of a hundred times: so long the interface may wait. ``idle_ms`` is the same
while nothing is opened: the machine's own part. ``write`` is a tag put on an article until that is durable,
``sync`` an ``fdatasync`` of as many bytes beside it. ``find_…`` are questions to ``Store.find`` and its kin;
``search`` looks at all documents.

``stock`` is TinyDB's own ``JSONStorage`` with the smaller store's documents. ``lines`` is the larger store
with a journal of 1,000,000 lines: ``fold_s`` is how long it takes to fold it, ``write_…`` how long changes
wait meanwhile.
"""

from __future__ import annotations

import gc
import multiprocessing
import random
import tempfile
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from annotations import actions, lines
from annotations.files import Files
from annotations.store import Store
from tests.benchmarks.annotated import EMPTY, LARGE, SEQ, SMALL, Home, Size, article_id, header, make, words
from tests.benchmarks.durable_write import bare_sync, sample_ms, subject
from tests.benchmarks.report import Row, percentile, run
from tests.benchmarks.running import ms_since

ROUNDS = 200
LINES = 1_000_000
TICK = 0.005
T = TypeVar("T")


def alone(work: Callable[..., T], *values: object) -> T:
    """Run something in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        return pool.submit(work, *values).result()


def opened(home: Home) -> Store:
    """Open a store on a thread of its own, as the app does."""
    found: list[Store] = []
    thread = threading.Thread(target=lambda: found.append(Store.open(home.data, home.state)))
    thread.start()
    thread.join()
    found[0].flush()
    return found[0]


def memory(home: Home) -> tuple[float, float, float]:
    """Return USS and RSS of a process with the store open, and USS once words were gathered, in MB."""
    with opened(home) as store:
        gc.collect()
        uss, rss = used()
        store.gather_words("highlight")
        store.gather_words("note")
        return uss, rss, used()[0]


def used() -> tuple[float, float]:
    """Return this process's USS and RSS in MB, as Linux counts them."""
    rows = (row.split() for row in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()[1:])
    kilobytes = {row[0]: int(row[1]) for row in rows}
    uss = kilobytes["Private_Clean:"] + kilobytes["Private_Dirty:"]
    return uss * 1024 / 1e6, kilobytes["Rss:"] * 1024 / 1e6


@contextmanager
def ticking() -> Iterator[array[float]]:
    """Give how late a thread was each time, in ms, that wakes up every ``TICK`` seconds."""
    late: array[float] = array("d")
    done = threading.Event()

    def tick() -> None:
        while not done.is_set():
            begun = time.perf_counter()
            time.sleep(TICK)
            late.append(ms_since(begun) - TICK * 1000)

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        yield late
    finally:
        done.set()
        thread.join()


def opening(home: Home) -> Row:
    """Open the store while another thread wants to go on; and see how late that is while nothing is done."""
    import_module("annotations.tables")
    with ticking() as late:
        begun = time.perf_counter()
        store = opened(home)
        took = ms_since(begun)
    store.close()
    with ticking() as idle:
        time.sleep(took / 1000)
    row: Row = {"open_ms": round(took), "stall_ms": max(late), "stall_99_ms": percentile(late, 0.99)}
    return row | {"idle_ms": max(idle), "idle_99_ms": percentile(idle, 0.99)}


def writing(home: Home, rounds: int) -> Row:
    """Put tags on articles, in turns with a bare sync."""
    with Store.open(home.data, home.state) as store, bare_sync(home.data.parent) as sync:
        times: dict[str, list[float]] = {"write": [], "sync": []}

        def tag(number: int) -> None:
            begun = time.perf_counter()
            store.apply(actions.tag(store, [subject(10**6 + number)], ["năng lượng"])).result()
            times["write"].append(ms_since(begun))

        def bare(number: int) -> None:
            begun = time.perf_counter()
            sync(number)
            times["sync"].append(ms_since(begun))

        sample_ms(rounds, tag, bare)
    row: Row = {
        f"{name}_{share}_ms": percentile(times[name], share / 100) for name in times for share in (50, 95)
    }
    return row | {"write_per_sync": percentile(times["write"], 0.5) / percentile(times["sync"], 0.5)}


def finding(home: Home, size: Size, rounds: int) -> Row:
    """Ask what a notebook asks, each time for something else."""
    chance, every = random.Random(1), words()
    with Store.open(home.data, home.state) as store:
        tags = [tag for tag, _ in store.tags()]
        begun = time.perf_counter()
        store.gather_words("highlight")
        row: Row = {"gather_ms": round(ms_since(begun))}

        def day() -> str:
            return f"{chance.randint(2021, 2025)}-{chance.randint(1, 12):02d}"

        def month(_: int) -> object:
            first = day()
            return store.find("highlight", since=f"{first}-01", until=f"{first}-31")

        questions: dict[str, Callable[[int], object]] = {
            "tag": lambda _: store.find("highlight", tag=chance.choice(tags)),
            "tagged": lambda _: store.tag_items(chance.choice(tags)),
            "article": lambda _: store.highlights(article_id(chance.randrange(size.tagged))),
            "word": lambda _: store.find("highlight", text=chance.choice(every)),
            "words": lambda _: store.find("highlight", text=" ".join(chance.sample(every, 2))),
            "begins": lambda _: store.find("highlight", text=chance.choice(every)[:3] + "*"),
            "month": month,
            "marks": lambda _: store.marks(),
        }
        for name, ask in questions.items():
            times: list[float] = []
            for number in range(rounds):
                begun = time.perf_counter()
                ask(number)
                times.append(ms_since(begun))
            row[f"{name}_95_ms"] = percentile(times, 0.95)
        row["search_ms"] = sample_ms(3, lambda _: store.search("tag", lambda it: it["name"] == "x"))[0].median
    return row


def measured(size: Size, rounds: int) -> Row:
    """Measure a store of one size."""
    with tempfile.TemporaryDirectory() as root:
        home, empty = make(Path(root) / "store", size), make(Path(root) / "empty", EMPTY)
        (uss, rss, _), (held, resident, gathered) = alone(memory, empty), alone(memory, home)
        row: Row = {"store": f"{size.read:,} read"}
        row |= {"uss_mb": held - uss, "rss_mb": resident - rss, "words_mb": gathered - uss}
        row |= alone(opening, home) | alone(finding, home, size, rounds)
        return row | alone(writing, home, rounds)


def stock(size: Size) -> Row:
    """Measure TinyDB's own storage with as many documents, an article's state being one."""
    from tinydb import TinyDB, where

    with tempfile.TemporaryDirectory() as root:
        path = Path(root) / "db.json"
        with TinyDB(path) as database:
            database.table("state").insert_multiple(
                {"article": article_id(number), "read": True, "position": number}
                for number in range(size.read)
            )
            database.table("highlight").insert_multiple(
                {"article": article_id(number % size.tagged), "quote": "x" * 150, "text": "y" * 200}
                for number in range(size.highlights)
            )
        begun = time.perf_counter()
        with TinyDB(path) as database:
            table = database.table("highlight")
            found = len(table)
            opened_ms = ms_since(begun)
            search = sample_ms(3, lambda number: table.search(where("article") == article_id(number)))[0]
            insert = sample_ms(3, lambda number: table.insert({"article": article_id(number)}))[0]
        return {
            "store": f"{size.read:,} read, TinyDB's JSONStorage",
            "open_ms": round(opened_ms),
            "article_95_ms": search.max,
            "write_50_ms": insert.median,
            "documents": found + size.read,
        }


def write_journal(home: Home, count: int) -> None:
    """Give a store a journal of so many lines, each an article read."""
    files = Files()
    (folder,) = home.data.iterdir()
    stamp = {"v": 1, "device": folder.name, "at": "2026-11-22T10:00:00.000Z"}
    data, prev = lines.encode(header(folder.name))
    pieces = [data]
    for number in range(count):
        record = {"seq": SEQ + 1 + number, **stamp, "prev": prev, "window": "0000", "op": "read"}
        change = [article_id(number % 50_000), f"r1@{1_700_000_000_000 + number}", ""]
        data, prev = lines.encode(
            {**record, "values": {"count": 1}, "undoable": False, "put": [], "set": [change]}
        )
        pieces.append(data)
    files.create(folder / "journal", b"".join(pieces))


def folding(home: Home) -> Row:
    """Open a store with a long journal, and write until it is folded."""
    (folder,) = home.data.iterdir()
    before, times = (folder / "journal").stat().st_ino, array("d")
    begun = time.perf_counter()
    with opened(home) as store:
        row: Row = {"open_ms": round(ms_since(begun))}
        begun = time.perf_counter()
        with ticking() as late:
            while not times or (folder / "journal").stat().st_ino == before:
                asked = time.perf_counter()
                number = len(times)
                store.apply(actions.tag(store, [subject(10**6 + number)], ["năng lượng"])).result()
                times.append(ms_since(asked))
                time.sleep(0.01)
        row["fold_s"] = round(ms_since(begun) / 1000, 1)
        row |= {"write_50_ms": percentile(times, 0.5), "write_95_ms": percentile(times, 0.95)}
        row |= {"write_longest_ms": round(max(times), 1), "writes": len(times), "stall_ms": max(late)}
        tagged = len(store.tag_items("năng lượng")[0])
    with Store.open(home.data, home.state) as again:
        if len(again.tag_items("năng lượng")[0]) != tagged or again.report.told:
            raise RuntimeError("a change was lost")
    return row


def folded(size: Size, count: int) -> Row:
    """Measure the folding of a journal of so many lines."""
    with tempfile.TemporaryDirectory() as root:
        home = make(Path(root) / "store", size)
        write_journal(home, count)
        return {"store": f"{size.read:,} read, {count:,} lines"} | alone(folding, home)


def measure(rounds: int) -> list[Row]:
    """Measure both stores, TinyDB's own storage, and a long journal."""
    return [measured(SMALL, rounds), measured(LARGE, rounds), stock(SMALL), folded(LARGE, LINES)]


if __name__ == "__main__":
    run({"annotations": (measure, ROUNDS)}, __doc__ or "")
