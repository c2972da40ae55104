"""How the app grows: the same on a large library and on ones of a tenth and a thousandth of its articles, in
a terminal of 120x40.

``start`` is the time until a key has its answer, by that of a bare Textual app started in turns with it;
``start_cpu`` what was computed by then, by that of the bare app. For each key ``first`` and ``last`` are when
the first and last bytes of its answer came (ms, p50 and p95), ``cpu`` what the process computed for it (ms,
all threads); ``filter_count`` is when the list was painted that a letter leaves, with its count. Half of the
articles are read, up to 1,000 have a note. Keys during which the machine was kept waiting by the one it runs
on are left out (``disturbed``: their share). ``memory_mb`` is what the process alone holds (PSS) once
everything has settled; ``seen_ms`` is how long one changed file takes to be in the list.

``DOCBAO_LIBRARIES`` may name a folder in which libraries (``100000/`` with ``100000.index``) are kept, as for
``index``. Run: ``python -m tests.benchmarks large -n 100000``
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

from seeds.library import Library
from tests.benchmarks.annotated import Home, Size, fill
from tests.benchmarks.keys import (
    BACK,
    DOWN,
    ENTER,
    ESCAPE,
    HOME,
    PAGE_DOWN,
    Key,
    Keys,
    disturbed,
    undisturbed,
)
from tests.benchmarks.library import write_library
from tests.benchmarks.report import Row, percentile, run
from tests.benchmarks.running import DOCBAO, cpu_clock, home_at, stolen, until, until_quiet, until_rows
from tests.benchmarks.startup import BARE, FIRST
from tests.tui.pty_lab import Lab

ROUNDS = 10_000
STARTS, KEYS = 7, 30
COLUMNS, LINES = 120, 40
TYPED = ("thuế quan ", "năng lượng ", "xuất khẩu ", "cà phê ", "đàm phán ")
CURSOR = "▌"
_COUNT = re.compile(rb"([\d,]+) articles?")
_TAIL = 200_000  # bytes in which the number before it is looked for
_PATIENCE = 1.0  # seconds that a key may take on a busy machine
_SETTLED = 6.0  # seconds without work after which memory is looked at


def measure(count: int) -> list[Row]:
    """Measure a thousandth, a tenth and all of so many articles."""
    return [_measured(size) for size in (max(100, count // 1000), count // 10, count)]


def _measured(count: int) -> Row:
    with _home(count) as (home, folder):
        row: Row = {"articles": count, **_starts(home, folder)}
        with _opened(home, folder) as keys:
            row |= _keys(keys)
            row["seen_ms"] = _one_file(keys, folder, count)
            row["memory_mb"] = _memory(keys)
        return row


@contextmanager
def _home(count: int) -> Iterator[tuple[Path, Path]]:
    """Lend a reader's home with the index of so many articles, and the folder they lie in."""
    kept = os.environ.get("DOCBAO_LIBRARIES")
    with tempfile.TemporaryDirectory() as passing:
        root, home = Path(kept or passing), Path(passing) / "home"
        folder, index = root / str(count), root / f"{count}.index"
        if not folder.is_dir():
            write_library(folder, count)
        library = Library([folder], index_path=index, bundled=False)
        if not library.catalogue().count():
            library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)
        catalogue = library.catalogue()
        ids = catalogue.fingerprints(catalogue.order("newest"))
        library.close()
        place = home / "cache" / "docbao"
        place.mkdir(parents=True)
        shutil.copy(index, place / "index.sqlite")
        random.Random(3).shuffle(ids)
        notes = min(1000, count // 10)
        store = Home(home / "data" / "docbao", home / "state" / "docbao")
        fill(store, Size(count // 2, notes, notes, 0), ids)
        yield home, folder


def _command(folder: Path) -> Sequence[str]:
    return (*DOCBAO, "--library", str(folder))


def _starts(home: Path, folder: Path) -> Row:
    """Start docbao and the bare app in turns; the first pair warms the disk, and those during which the
    machine was kept waiting are left out, if others are left."""
    programs = {"bare": (sys.executable, "-c", BARE), "docbao": _command(folder)}
    pairs: list[tuple[float, float]] = []
    for _ in range(STARTS + 1):
        kept = stolen()
        bare, docbao = (_start(command, home, name) for name, command in programs.items())
        if stolen() == kept or len(pairs) < STARTS // 2:
            pairs.append((docbao[0] / bare[0], docbao[1] / bare[1]))
    keys, cpu = zip(*pairs[1:], strict=True)
    return {"start": percentile(keys, 0.5), "start_cpu": percentile(cpu, 0.5)}


def _start(command: Sequence[str], home: Path, name: str) -> tuple[float, float]:
    """Start a program, send it ``j`` as soon as it shows something, and return the ms until that is answered,
    with those it computed."""
    shown = (FIRST if name == "bare" else CURSOR).encode()
    with Lab(command, columns=COLUMNS, rows=LINES, environment=home_at(home)) as lab:
        begun, cpu = time.perf_counter(), cpu_clock(lab.pid)
        until(lab, lambda: shown in lab.raw)
        lab.send("j")

        def answered(before: list[str], rows: list[str]) -> bool:
            return "answered j" in rows if name == "bare" else _cursor(rows) > _cursor(before)

        moment, used = until_rows(lab, answered, cpu)
        return (moment - begun) * 1000, used


def _cursor(rows: Sequence[str]) -> int:
    """Return the first row of the screen that the cursor of the list stands beside."""
    return next((at for at, row in enumerate(rows) if row.startswith(CURSOR)), -1)


@contextmanager
def _opened(home: Path, folder: Path) -> Iterator[Keys]:
    with Lab(_command(folder), columns=COLUMNS, rows=LINES, environment=home_at(home)) as lab:
        until(lab, lambda: CURSOR.encode() in lab.raw)
        yield Keys(lab)


def _keys(keys: Keys) -> Row:
    row: Row = {}
    typed = [sample for text in TYPED for sample in _typing(keys, text)]
    kept = {id(key) for key in undisturbed([key for key, _ in typed])}
    counted = [moment for key, moment in typed if id(key) in kept]
    row["filter_count"] = f"{percentile(counted, 0.5):.0f}/{percentile(counted, 0.95):.0f}"
    for name, sample in (
        ("down", _pressed(keys, DOWN)),
        ("page", _pressed(keys, PAGE_DOWN)),
        ("open", _opening(keys)),
        ("filter", [key for key, _ in typed]),
    ):
        keys.quietly(HOME)
        measured = undisturbed(sample)
        for part in ("first", "last"):
            times = [getattr(key, part) for key in measured]
            row[f"{name}_{part}"] = f"{percentile(times, 0.5):.0f}/{percentile(times, 0.95):.0f}"
        row[f"{name}_cpu"] = percentile((key.cpu for key in measured), 0.5)
        row[f"{name}_disturbed"] = disturbed(sample)
    return row


def _pressed(keys: Keys, key: str) -> list[Key]:
    presses = (keys.press(key, _PATIENCE) for _ in range(KEYS))
    return [key for key in presses if key is not None]


def _opening(keys: Keys) -> list[Key]:
    """Open articles, one after the other."""
    sample = []
    for _ in range(KEYS // 2):
        opened = keys.press(ENTER, _PATIENCE)
        keys.quietly(ESCAPE)
        keys.quietly(DOWN)
        if opened is not None:
            sample.append(opened)
    return sample


def _typing(keys: Keys, text: str) -> list[tuple[Key, float]]:
    """Type words into the filter; of each the letters from the second on count. With each comes when the
    number of articles stood there that was right in the end: the list is painted with it."""
    keys.quietly("/")
    sample = []
    for at, letter in enumerate(text):
        length, begun = len(keys.lab.raw), time.perf_counter()
        key = keys.press(letter, _PATIENCE)
        if key is not None and at and text[at - 1] != " " and letter != " ":
            sample.append((key, _counted(keys.lab, length, begun) or key.first))
    keys.quietly(BACK * len(text))
    keys.quietly(ESCAPE)
    return sample


def _counted(lab: Lab, length: int, begun: float) -> float | None:
    """Return the ms from a moment until the last number of articles was painted for the first time, among
    what came after so many bytes; None where none was, or the one before them: it stays what it was."""
    told = list(_COUNT.finditer(lab.raw, length))
    before = [it[1] for it in _COUNT.finditer(lab.raw, max(0, length - _TAIL), length)]
    if not told or told[-1][1] in before[-1:]:
        return None
    first = next(it for it in told if it[1] == told[-1][1])
    moment = next(moment for bytes_then, moment in lab.came if bytes_then >= first.end())
    return (moment - begun) * 1000


def _one_file(keys: Keys, folder: Path, count: int) -> float:
    """Return the ms from writing a file to its being counted in the header."""
    path = folder / "one-new-file.txt"
    keys.quietly(HOME)
    keys.lab.rows()  # the megabytes painted so far take the emulator seconds: they are not the app's
    try:
        begun = time.perf_counter()
        path.write_text(f"Tin vừa đến {random.random()}\n\nGạo bán chạy ở Huế.\n", "utf-8")
        told = f"{count + 1:,} articles"
        return round((until(keys.lab, lambda: told in keys.lab.rows()[0]) - begun) * 1000)
    finally:
        path.unlink()


def _memory(keys: Keys) -> float:
    """Return what the process holds once it has rested, in MB."""
    until_quiet(keys.lab, _SETTLED)
    held: int = psutil.Process(keys.lab.pid).memory_full_info().pss
    return round(held / 2**20, 1)


if __name__ == "__main__":
    run({"large": (measure, ROUNDS)}, __doc__ or "")
