"""How long it takes until docbao takes keys, beside a bare Textual app with one line of text.

Both start in a terminal of their own, in turns: ``first_ms`` is when the first title stands on the screen,
``keys_ms`` when a key that was sent at that moment has its answer there, ``cpu_ms`` what the process had
computed by then. ``first start`` has no index yet and reads the five bundled articles; ``warm`` has one.

Run: ``python -m tests.benchmarks.startup [-n N] [--json OUT]``
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.report import Row, Spread, run
from tests.benchmarks.running import DOCBAO, cpu_clock, home_at, index_library, until, until_rows
from tests.tui.pty_lab import Lab

ROUNDS = 9
SIZES = ((80, 24), (120, 40))

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        self.line = Static("Vòng đàm phán thứ 6")
        yield self.line

    def on_key(self, event):
        self.line.update(f"answered {event.key}")

Bare().run()
"""
FIRST = "Vòng đàm phán thứ 6"
SECOND = "Đó là khẳng định"
CURSOR = "▌"


@dataclass(frozen=True, slots=True)
class Program:
    """What is started, and how the answer to ``j`` shows."""

    name: str
    command: Sequence[str]
    answered: Callable[[list[str], list[str]], bool]


@dataclass(frozen=True, slots=True)
class Start:
    """One start, in milliseconds."""

    first: float
    keys: float
    cpu: float


def start(program: Program, home: Path, size: tuple[int, int]) -> Start:
    """Start a program, send it one key, and take the times."""
    title = FIRST.encode()
    begun = time.perf_counter()
    with Lab(program.command, columns=size[0], rows=size[1], environment=home_at(home)) as lab:
        cpu = cpu_clock(lab.pid)
        first = until(lab, lambda: title in lab.raw)
        lab.send("j")
        keys, used = until_rows(lab, program.answered, cpu)
        return Start((first - begun) * 1000, (keys - begun) * 1000, used)


def compare(rounds: int, size: tuple[int, int], *, warm: bool) -> list[Row]:
    """Start docbao and the bare app in turns and return a row for each; the first pair warms the disk."""
    programs = (
        Program("bare", (sys.executable, "-c", BARE), lambda _, rows: "answered j" in rows),
        Program("docbao", DOCBAO, _cursor_went_down),
    )
    starts: dict[str, list[Start]] = {program.name: [] for program in programs}
    with tempfile.TemporaryDirectory() as folder:
        if warm:
            index_library(Path(folder) / "warm")
        for number in range(rounds + 1):
            for program in programs:
                home = Path(folder) / ("warm" if warm else f"{number}-{program.name}")
                home.mkdir(exist_ok=True)
                taken = start(program, home, size)
                if number:
                    starts[program.name].append(taken)
    bare = starts["bare"]
    return [
        {
            "program": name,
            "size": f"{size[0]}x{size[1]}",
            "index": "warm" if warm else "first start",
            "first_ms": Spread.of(one.first for one in taken),
            "keys_ms": Spread.of(one.keys for one in taken),
            "cpu_ms": Spread.of(one.cpu for one in taken),
            "first_ratio": Spread.of(one.first / other.first for one, other in zip(taken, bare, strict=True)),
            "keys_ratio": Spread.of(one.keys / other.keys for one, other in zip(taken, bare, strict=True)),
        }
        for name, taken in starts.items()
    ]


def _cursor_went_down(_: list[str], rows: list[str]) -> bool:
    return any(row[:2].strip().startswith(CURSOR) and SECOND in row for row in rows)


def measure(rounds: int) -> list[Row]:
    """Measure at every size, with a warm index and without one."""
    return [row for warm in (True, False) for size in SIZES for row in compare(rounds, size, warm=warm)]


if __name__ == "__main__":
    run({"startup": (measure, ROUNDS)}, __doc__ or "")
