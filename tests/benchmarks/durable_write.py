"""How long a durable write takes, with little and much stored, beside the disk's own sync and stock TinyDB.

Run: ``python -m tests.benchmarks.durable_write [--json FILE]``. Medians in milliseconds; what counts is
how they compare within one run.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from annotations import actions
from annotations.model import DocumentType, Operation, Subject
from annotations.store import Store

STORED = (0, 10_000, 100_000)
ROUNDS = 40


def subject(number: int) -> Subject:
    return Subject(f"{number:016x}", f"{number:016x}", f"/articles/{number}.txt", f"Bài số {number}")


def median_ms(run: Callable[[int], object], rounds: int = ROUNDS) -> float:
    """Return the median time of ``run(0)``, ``run(1)``, … in milliseconds."""
    times = []
    for number in range(rounds):
        begun = time.perf_counter()
        run(number)
        times.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(times), 3)


def bare_sync(folder: Path) -> float:
    """Return what appending 400 bytes and syncing them costs on this disk."""
    fd = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(_: int) -> None:
        os.write(fd, b"x" * 400)
        os.fdatasync(fd)

    try:
        return median_ms(write)
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


def ours(count: int) -> dict[str, float]:
    """Measure the store with so many annotations in it."""
    with tempfile.TemporaryDirectory() as root:
        filled(Path(root), count).close()
        begun = time.perf_counter()
        store = Store.open(Path(root) / "data", Path(root) / "state")
        opened = (time.perf_counter() - begun) * 1000

        def tag(number: int) -> object:
            return store.apply(actions.tag(store, [subject(10**6 + number)], ["năng lượng"])).result()

        def read(number: int) -> object:
            one = [subject(2 * 10**6 + number)]
            return store.apply(actions.set_state(store, one, by_hand=False, read=True)).result()

        def note(number: int) -> object:
            return store.apply(actions.add_note(store, subject(3 * 10**6 + number), "Một ghi chú")).result()

        figures = {
            "tag_ms": median_ms(tag),
            "read_ms": median_ms(read),
            "note_ms": median_ms(note),
            "sync_ms": bare_sync(Path(root)),
            "marks_ms": median_ms(lambda _: store.marks()),
            "open_ms": round(opened, 1),
        }
        store.close()
    figures["tag_per_sync"] = round(figures["tag_ms"] / figures["sync_ms"], 2)
    return figures


def stock(count: int) -> float:
    """Measure TinyDB's own ``JSONStorage`` with so many documents in it."""
    from tinydb import TinyDB

    with tempfile.TemporaryDirectory() as root, TinyDB(Path(root) / "db.json") as database:
        database.insert_multiple({"article": str(number), "name": "thẻ"} for number in range(count))
        rounds = ROUNDS if count <= 1000 else 3
        return median_ms(lambda number: database.insert({"article": str(number)}), rounds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures there too")
    arguments = parser.parse_args()
    names = ("tag_ms", "read_ms", "note_ms", "sync_ms", "tag_per_sync", "marks_ms", "open_ms", "stock_tag_ms")
    print(f"{'stored':>8}" + "".join(f"{name:>14}" for name in names))
    rows: list[dict[str, float]] = []
    for count in STORED:
        row = {"stored": count, **ours(count), "stock_tag_ms": stock(count)}
        rows.append(row)
        print(f"{count:>8}" + "".join(f"{row[name]:>14}" for name in names), flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1), "utf-8")


if __name__ == "__main__":
    main()
