"""Cases shared out over all cores, with a line on the standard error output that says how far they are."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from typing import TypeVar

from tests.faults.outcome import Outcome

T = TypeVar("T")

AT_ONCE = 100
"""Cases that a process is given at once, at most."""

EVERY = 20.0
"""Seconds between two lines of progress where they cannot be written over each other."""


def shared(
    work: Callable[[Path, Sequence[T]], Outcome], cases: Sequence[T], root: Path, name: str
) -> Outcome:
    """Have processes do all cases, each some at once in a folder of its own under ``root``; return what they
    found together. Nothing of this process may run in threads."""
    outcome, cores = Outcome(), os.cpu_count() or 1
    size = max(1, min(AT_ONCE, len(cases) // (4 * cores)))
    progress = Progress(name, len(cases))
    forking = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(cores, mp_context=forking) as pool:
        waiting = {
            pool.submit(partial(_in_folder, work), root, cases[at : at + size]): len(cases[at : at + size])
            for at in range(0, len(cases), size)
        }
        for done in as_completed(waiting):
            outcome.add(done.result())
            progress.step(waiting[done], len(outcome.wrong))
    progress.end()
    return outcome


def _in_folder(work: Callable[[Path, Sequence[T]], Outcome], root: Path, cases: Sequence[T]) -> Outcome:
    folder = root / f"worker-{os.getpid()}"
    folder.mkdir()
    try:
        return work(folder, cases)
    finally:
        shutil.rmtree(folder)


class Progress:
    """How many of so many cases are done, how many of them were wrong, and how long it will take."""

    def __init__(self, name: str, total: int) -> None:
        self._name, self._total, self._done = name, total, 0
        self._begun = self._told = time.monotonic()
        self._live = sys.stderr.isatty()

    def step(self, number: int, wrong: int) -> None:
        """Count so many more."""
        self._done += number
        now = time.monotonic()
        if now - self._told < (0.2 if self._live else EVERY):
            return
        self._told = now
        left = (now - self._begun) * (self._total - self._done) / self._done
        words = f"{self._name}: {self._done:,} of {self._total:,}, {wrong} wrong, {left / 60:.1f} min left"
        print(
            f"\r{words:<79}" if self._live else words,
            end="" if self._live else "\n",
            file=sys.stderr,
            flush=True,
        )

    def end(self) -> None:
        """Take the line away."""
        if self._live:
            print(f"\r{'':79}\r", end="", file=sys.stderr, flush=True)
