"""What a key costs in the running app: until its first and its last paint, and in CPU time.

With the five bundled articles and with 1,000 more, at 120x40. ``cpu_ms`` is what the process computed, all
threads together, until nothing had been painted for a while, less what it computes when it is left alone.
``held`` is the same key as a held key repeats it, 30 times a second: what one costs then. Keys during which
the machine was kept waiting by the one it runs on are left out; ``disturbed`` is their share.

Run: ``python -m tests.benchmarks.keys [-n N] [--json OUT]``
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.benchmarks.library import write_library
from tests.benchmarks.report import Row, Spread, percentile, run
from tests.benchmarks.running import (
    DOCBAO,
    cpu_clock,
    home_at,
    index_library,
    ms_since,
    stolen,
    until,
    until_quiet,
)
from tests.benchmarks.startup import FIRST
from tests.tui.pty_lab import Lab

ROUNDS = 40
LIBRARIES = (5, 1_000)
COLUMNS, LINES = 120, 40

DOWN, PAGE_DOWN, HOME, ENTER, ESCAPE, BACK = "j", "\x1b[6~", "\x1b[H", "\r", "\x1b", "\x7f"
TYPED = "thuế quan đàm phán "
PAINTED = 0.1
"""Seconds without a byte after which a key counts as painted: less than the rest after which the reader's
entities are read."""
RESTED = 0.4
"""Seconds without a byte after which nothing more is to come: the entities stand in the text."""
REPEAT = 1 / 30
IDLE = 2.0


@dataclass(frozen=True, slots=True)
class Key:
    """What one key cost, in milliseconds."""

    first: float
    last: float
    cpu: float
    stolen: float = 0.0
    """What the machine was kept waiting for meanwhile."""


def undisturbed(sample: Sequence[Key]) -> list[Key]:
    """Return the keys during which the machine was left to itself; all, where these are less than half."""
    left = [key for key in sample if not key.stolen]
    return left if 2 * len(left) >= len(sample) else list(sample)


def disturbed(sample: Sequence[Key]) -> float:
    """Return the share of the others."""
    return round(sum(key.stolen > 0 for key in sample) / max(1, len(sample)), 2)


class Keys:
    """The app in a terminal, and a clock on it."""

    def __init__(self, lab: Lab) -> None:
        """Wait until it has nothing more to do, and see what it computes then."""
        self.lab = lab
        self._cpu = cpu_clock(lab.pid)
        self._settle()
        begun, before = time.perf_counter(), self._cpu()
        until_quiet(lab, IDLE)
        self._idle = (self._cpu() - before) / ms_since(begun)

    def _settle(self) -> None:
        """Wait until no worker reads the library any more, and nothing is painted."""
        process = psutil.Process(self.lab.pid)
        while True:
            before = self._cpu()
            quiet = until_quiet(self.lab, 1.0) is None
            if quiet and self._cpu() - before < 30 and not process.children():
                return

    def press(self, key: str, patience: float = PAINTED) -> Key | None:
        """Press a key and wait for all it paints; None when it painted nothing for so many seconds."""
        kept = stolen()
        begun, before = time.perf_counter(), self._cpu()
        length = len(self.lab.raw)
        self.lab.send(key)
        while len(self.lab.raw) == length and (left := begun + patience - time.perf_counter()) > 0:
            self.lab.read(left)
        at = time.perf_counter()
        more = until_quiet(self.lab, PAINTED)
        painted = None if len(self.lab.raw) == length else (at, more[1] if more else at)
        cpu = self._cpu() - before - self._idle * ms_since(begun)
        kept = stolen() - kept
        if painted is None:
            return None
        until_quiet(self.lab, RESTED)
        first, last = ((moment - begun) * 1000 for moment in painted)
        return Key(first, last, cpu, kept)

    def sample(self, key: str, rounds: int, *, again: str = HOME) -> list[Key]:
        """Press a key so many times; where it does nothing any more, ``again`` goes back to the start."""
        sample: list[Key] = []
        missed = 0
        while len(sample) < rounds:
            if (pressed := self.press(key)) is not None:
                sample.append(pressed)
                missed = 0
            else:
                missed += 1
                if missed > 2:
                    raise TimeoutError(f"{key!r} does nothing:\n{self.lab.text()}")
                self.quietly(again)
        return sample

    def held(self, key: str, times: int) -> float:
        """Hold a key down and return the CPU time of one repeat."""
        begun, before = time.perf_counter(), self._cpu()
        for number in range(times):
            self.lab.send(key)
            until_quiet_at = begun + (number + 1) * REPEAT
            while (left := until_quiet_at - time.perf_counter()) > 0:
                self.lab.read(left)
        until_quiet(self.lab, PAINTED)
        return (self._cpu() - before - self._idle * ms_since(begun)) / times

    def typing(self, text: str, rounds: int) -> list[Key]:
        """Type into the filter, over and over, and return what each letter cost."""
        sample: list[Key] = []
        self.quietly("/")
        while len(sample) < rounds:
            for letter in text:
                if len(sample) < rounds and (pressed := self.press(letter)) is not None:
                    sample.append(pressed)
            self.quietly(BACK * len(text))
        self.quietly(ESCAPE)
        return sample

    def quietly(self, keys: str) -> None:
        """Press keys that are not measured, and wait until all is painted."""
        self.lab.send(keys)
        until_quiet(self.lab, RESTED)


@contextmanager
def opened(count: int) -> Iterator[Keys]:
    """Open the app on so many articles, its index warm, the list's first article selected."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        libraries = [write_library(Path(folder) / "library", count)] if count > LIBRARIES[0] else []
        index_library(home, libraries)
        command: Sequence[str] = (*DOCBAO, *(word for path in libraries for word in ("--library", str(path))))
        with Lab(command, columns=COLUMNS, rows=LINES, environment=home_at(home)) as lab:
            until(lab, lambda: FIRST.encode() in lab.raw)
            yield Keys(lab)


def measure(rounds: int) -> list[Row]:
    """Measure the keys with few and with many articles."""
    return [row for count in LIBRARIES for row in _rows(count, rounds)]


def _rows(count: int, rounds: int) -> Iterator[Row]:
    with opened(count) as keys:
        for place in ("list", "reader"):
            if place == "reader":
                keys.quietly(HOME + ENTER)
            for name, key in (("down", DOWN), ("page down", PAGE_DOWN)):
                yield _row(f"{place}: {name}", count, keys.sample(key, rounds))
                keys.quietly(HOME)
            steps = min(rounds, 4 if place == "list" and count == LIBRARIES[0] else 30)
            yield {"key": f"{place}: down, held", "articles": count, "cpu_ms": Spread.of(_held(keys, steps))}
        keys.quietly(ESCAPE)
        yield _row("filter: a letter", count, keys.typing(TYPED, rounds))


def _held(keys: Keys, steps: int) -> Iterator[float]:
    for _ in range(3):
        yield keys.held(DOWN, steps)
        keys.quietly(HOME)


def _row(name: str, count: int, sample: Sequence[Key]) -> Row:
    measured = undisturbed(sample)

    def share(of: Callable[[Key], float], share: float) -> float:
        return percentile(map(of, measured), share)

    return {
        "key": name,
        "articles": count,
        "disturbed": disturbed(sample),
        "first_p50": share(lambda key: key.first, 0.5),
        "first_p95": share(lambda key: key.first, 0.95),
        "last_p50": share(lambda key: key.last, 0.5),
        "last_p95": share(lambda key: key.last, 0.95),
        "cpu_ms": Spread.of(key.cpu for key in measured),
    }


if __name__ == "__main__":
    run({"keys": (measure, ROUNDS)}, __doc__ or "")
