"""How long a durable write takes, with little and much stored, beside the disk's own sync and stock TinyDB.

Run: ``python -m tests.benchmarks.durable_write [-n N] [--json OUT]``. Milliseconds; what counts is how they
compare within one run.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotations import actions
from annotations.model import DocumentType, Operation, Subject
from annotations.store import Store
from tests.benchmarks.report import Row, Spread, run
from tests.benchmarks.running import ms_since

STORED = (0, 10_000, 100_000)
ROUNDS = 40


def subject(number: int) -> Subject:
    return Subject(f"{number:016x}", f"{number:016x}", f"/articles/{number}.txt", f"Bài số {number}")


def sample_ms(rounds: int, *works: Callable[[int], object]) -> list[Spread]:
    """Return the times in milliseconds of each work, ``work(0)``, ``work(1)``, … taken in turns."""
    times: list[list[float]] = [[] for _ in works]
    for number in range(rounds):
        for work, sample in zip(works, times, strict=True):
            begun = time.perf_counter()
            work(number)
            sample.append(ms_since(begun))
    return [Spread.of(sample) for sample in times]


@contextmanager
def bare_sync(folder: Path) -> Iterator[Callable[[int], None]]:
    """Give what appends 400 bytes to a file and syncs them: the least that a durable write can cost."""
    fd = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(_: int) -> None:
        os.write(fd, b"x" * 400)
        os.fdatasync(fd)

    try:
        yield write
    finally:
        os.close(fd)


def filled(home: Path, count: int) -> Store:
    """Return a store that holds so many annotations: a third each of tags, notes and articles read."""
    store = Store.open(home / "data", home / "state", compact_after=5)
    for start in range(0, count // 3, 1000):
        put: dict[tuple[DocumentType, str], Mapping[str, Any]] = {}
        for number in range(start, min(start + 1000, count // 3)):
            article = subject(number).id
            put["tag", actions.tag_id(article, "thẻ")] = {"article": article, "name": "thẻ"}
            put["note", f"n{number}"] = {"article": article, "text": f"Ghi chú {number} về thuế quan"}
            put["state", article] = {"read": True}
        store.apply(Operation("fill", {}, put)).result()
    store.close()
    return Store.open(home / "data", home / "state")


def ours(count: int, rounds: int) -> Row:
    """Measure the store with so many annotations in it."""
    with tempfile.TemporaryDirectory() as root:
        filled(Path(root), count).close()
        begun = time.perf_counter()
        store = Store.open(Path(root) / "data", Path(root) / "state")
        opened = ms_since(begun)

        def tag(number: int) -> object:
            return store.apply(actions.tag(store, [subject(10**6 + number)], ["năng lượng"])).result()

        def read(number: int) -> object:
            one = [subject(2 * 10**6 + number)]
            return store.apply(actions.set_state(store, one, by_hand=False, read=True)).result()

        def note(number: int) -> object:
            return store.apply(actions.add_note(store, subject(3 * 10**6 + number), "Một ghi chú")).result()

        with bare_sync(Path(root)) as write:
            tags, reads, notes, sync = sample_ms(rounds, tag, read, note, write)
        figures: Row = {
            "tag_ms": tags,
            "read_ms": reads,
            "note_ms": notes,
            "sync_ms": sync,
            "tag_per_sync": round(tags.median / sync.median, 2),
            "marks_ms": sample_ms(rounds, lambda _: store.marks())[0],
            "open_ms": round(opened, 1),
        }
        store.close()
    return figures


def stock(count: int, rounds: int) -> Spread:
    """Measure TinyDB's own ``JSONStorage`` with so many documents in it."""
    from tinydb import TinyDB

    with tempfile.TemporaryDirectory() as root, TinyDB(Path(root) / "db.json") as database:
        database.insert_multiple({"article": str(number), "name": "thẻ"} for number in range(count))
        fewer = rounds if count <= 1000 else min(rounds, 3)
        return sample_ms(fewer, lambda number: database.insert({"article": str(number)}))[0]


def measure(rounds: int) -> list[Row]:
    """Measure with little and with much stored."""
    return [
        {"stored": count, **ours(count, rounds), "stock_tag_ms": stock(count, rounds)} for count in STORED
    ]


if __name__ == "__main__":
    run({"writing": (measure, ROUNDS)}, __doc__ or "")
