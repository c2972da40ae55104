"""The index is deleted, damaged or has no room while docbao is open: it is filled again by itself, and what
was listed stays listed as long as it can."""

from __future__ import annotations

import resource
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from seeds import scanning, watching
from seeds.feed import ScanProgress, ScanReport
from seeds.index import LibraryChange
from seeds.library import Library
from seeds.workers import WORTH_IT, Outcome, Task

PATIENCE = 20.0  # seconds; a busy machine


def write(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(f"Tin số {number}\n\nGạo bán ở Huế, lần {number}.\n", "utf-8")


class Window:
    """A library that is open and watched, as in a window of docbao."""

    def __init__(self, folder: Path, index: Path) -> None:
        self.library = Library([folder], index_path=index, bundled=False)
        self.stop, self.halt = threading.Event(), threading.Event()
        self.told: list[LibraryChange] = []
        self.reports: list[ScanReport] = []
        self.progress: list[ScanProgress] = []
        self.counts: list[int] = []

    def scan(self) -> ScanReport:
        return self.library.scan(
            stop=self.halt, progress=self.progress.append, changed=self.changed, wait=True
        )

    def changed(self, change: LibraryChange) -> None:
        self.told.append(change)
        self.counts.append(change.catalogue.count())

    @contextmanager
    def watched(self) -> Iterator[Window]:
        thread = threading.Thread(
            target=self.library.watch,
            kwargs={
                "stop": self.stop,
                "changed": self.changed,
                "reported": self.reports.append,
                "progress": self.progress.append,
                "halt": self.halt,
            },
        )
        thread.start()
        try:
            yield self
        finally:
            self.stop.set()
            self.halt.set()
            thread.join(PATIENCE)
            assert not thread.is_alive()
            self.library.close()

    def until(self, holds: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, (self.library.catalogue().count(), self.reports)
            time.sleep(0.02)

    def whole(self, count: int) -> bool:
        catalogue = self.library.catalogue()
        rows = catalogue.rows(catalogue.order("newest"))
        return len(rows) == count and catalogue.words("gạo") == catalogue.live() == catalogue.named()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_FIRST_TRY", 0.05)
    monkeypatch.setattr(watching, "_LAST_TRY", 0.2)
    monkeypatch.setattr(watching, "_TICK", 100)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Reading stops after five files until this is set (as it is)."""
    go_on = threading.Event()
    go_on.set()
    perform_all = scanning.perform_all

    def slow(task: Task, *rest: Any) -> Iterator[Outcome]:
        for number, outcome in enumerate(perform_all(task, *rest)):
            if task == "read" and number == 5:
                go_on.wait(PATIENCE)
            yield outcome

    monkeypatch.setattr(scanning, "perform_all", slow)
    monkeypatch.setattr(scanning, "_FIRST_PAUSE", 0.0)
    monkeypatch.setattr(scanning, "_PAUSE", 0.0)
    monkeypatch.setattr(scanning, "_LONG_PAUSE", 0.0)
    return go_on


def place_of(table: str, index: Path) -> tuple[int, int]:
    """Return where the page lies from which a table is found, and how long it is, in bytes."""
    db = sqlite3.connect(index)
    (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    db.close()
    return (page - 1) * size, size


def deleted(index: Path) -> None:
    for path in index.parent.glob(f"{index.name}*"):
        path.unlink()


def test_a_deleted_index_is_filled_again_while_everything_stays_listed(
    tmp_path: Path, held: threading.Event
) -> None:
    folder, index = tmp_path / "articles", tmp_path / "cache" / "index.sqlite"
    write(folder, range(20))
    window, other = Window(folder, index), Window(folder, index)
    for each in (window, other):
        each.scan()
    with window.watched(), other.watched():
        shown = window.library.catalogue()
        slots = list(shown.order("newest"))
        window.counts.clear()
        other.counts.clear()
        held.clear()
        deleted(index)
        window.until(index.exists)
        write(folder, range(20, 21))
        for each in (window, other):
            assert each.library.catalogue().count() == 20
            assert each.library.catalogue().words("gạo") == shown.live()
        assert len(shown.rows(slots)) == 20 and "Gạo" in shown.text(slots[0])
        held.set()
        for each in (window, other):
            each.until(lambda each=each: each.whole(21) and not each.library.behind)
            assert min(each.counts) >= 20
        write(folder, range(21, 22))
        for each in (window, other):
            each.until(lambda each=each: each.whole(22))


def test_another_window_shows_what_was_read_before_its_names_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    perform_all = scanning.perform_all

    def slow(task: Task, *rest: Any) -> Iterator[Outcome]:
        if task == "name":
            go_on.wait(PATIENCE)
        return perform_all(task, *rest)

    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(5))
    window, other = Window(folder, index), Window(folder, index)
    for each in (window, other):
        each.scan()
    monkeypatch.setattr(scanning, "perform_all", slow)
    with window.watched(), other.watched():
        write(folder, range(5, 6))
        deleted(index)
        try:
            for each in (window, other):
                each.until(lambda each=each: each.library.catalogue().count() == 6)
            assert not go_on.is_set() and not window.library.catalogue().named()
        finally:
            go_on.set()
        for each in (window, other):
            each.until(lambda each=each: each.whole(6) and not each.library.behind)


@pytest.mark.parametrize("table", ["texts", "phrases_data", "entities"])
def test_an_index_that_is_damaged_in_part_is_filled_again_while_everything_stays_listed(
    tmp_path: Path, held: threading.Event, table: str
) -> None:
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    n = WORTH_IT - 1  # as many as are read without starting processes
    write(folder, range(n))
    first = Window(folder, index)
    first.scan()
    first.library.close()
    place, size = place_of(table, index)
    window, other = Window(folder, index), Window(folder, index)
    with window.watched(), other.watched():
        shown = [each.library.catalogue() for each in (window, other)]
        slots = list(shown[0].order("newest"))
        assert list(shown[1].order("newest")) == slots
        known = shown[0].rows(slots[:10])
        window.counts.clear()
        other.counts.clear()
        held.clear()
        with index.open("r+b") as file:
            file.seek(place)
            file.write(b"rubbish!" * (size // 8))
        for each in shown:
            each.text(slots[-1])
            each.words("gạo bán ở Huế")
            each.entity_totals("PLACE")
            assert {row.title for row in each.rows(slots)} == {f"Tin số {number}" for number in range(n)}
        assert shown[0].rows(slots[:10]) == known
        window.until(lambda: window.library.behind or other.library.behind)
        for each in (window, other):
            assert each.library.catalogue().count() == n
        held.set()
        for each in (window, other):
            each.until(lambda each=each: each.whole(n) and not each.library.behind)
            assert min(each.counts, default=n) == n


def test_when_there_is_room_again_what_is_left_is_read(tmp_path: Path) -> None:
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(20))
    window = Window(folder, index)
    window.scan()
    write(folder, range(20, 30))
    long = " ".join(f"{number:x}" for number in range(8_000))
    (folder / "20.txt").write_text(f"Tin số 20\n\nGạo bán ở Huế. {long}\n", "utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    room = max(path.stat().st_size for path in tmp_path.glob("index.sqlite*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        assert [problem.code for problem in window.scan().problems] == ["index-full"]
        assert window.library.behind
        with window.watched():
            window.until(lambda: len(window.reports) > 2)
            assert {it.code for report in window.reports for it in report.problems} == {"index-full"}
            assert window.library.catalogue().count() == 20
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            window.until(lambda: window.whole(30) and not window.library.behind)
            window.until(lambda: not window.reports[-1].problems)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)


def test_while_it_is_halted_nothing_is_read(tmp_path: Path) -> None:
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(3))
    window = Window(folder, index)
    window.scan()
    with window.watched():
        write(folder, range(3, 4))
        window.until(lambda: window.whole(4))
        window.halt.set()
        write(folder, range(4, 8))
        deleted(index)
        time.sleep(1.0)
        assert window.library.catalogue().count() == 4
        window.halt.clear()
        assert window.scan().read == 8
        window.until(lambda: window.whole(8))


def test_an_index_that_is_deleted_several_times_while_it_is_filled_is_no_failure(
    tmp_path: Path, held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seeds.library._SOON", 0.0)
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(10))
    window = Window(folder, index)
    left = [3, 5, 2, 4]

    def progress(now: ScanProgress) -> None:
        if left and now.phase == "files" and now.done == left[0]:
            left.pop(0)
            deleted(index)

    report = window.library.scan(stop=window.halt, progress=progress, changed=window.changed)
    assert not left and not report.problems and report.read == 10
    assert window.whole(10)
    window.library.close()
