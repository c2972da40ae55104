"""A program that is being measured: in a terminal of its own, with a home of its own."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil

from tests.tui.pty_lab import ROOT, Lab

DOCBAO = (sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())")
"""What the installed command does, without its wrapper."""

_STOLEN = 8  # of the words in the first line of /proc/stat
_QUIET = 0.3  # seconds without a byte after which a program has drawn what it had to
_BREATH = 0.002  # seconds within which what is drawn in one go goes on


def home_at(folder: Path) -> dict[str, str]:
    """Return the environment of a reader who keeps everything in a folder, and whose Python keeps what it has
    compiled, as an installed one does: else a start would compile whatever has been edited since."""
    kinds = ("DATA", "STATE", "CACHE", "CONFIG")
    own = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in kinds}
    python = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    return {**own, **python, "HOME": str(folder), "LC_ALL": "C.UTF-8"}


def index_library(home: Path, libraries: Sequence[Path] = ()) -> None:
    """Have docbao read a library, so that what is started next finds its index."""
    options = [word for folder in libraries for word in ("--library", str(folder))]
    subprocess.run(
        [*DOCBAO, "list", *options, "--json"],
        env={**os.environ, **home_at(home)},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def cpu_clock(pid: int) -> Callable[[], float]:
    """Return a clock that tells the CPU time a process has used so far, all its threads together, in ms.

    It is POSIX's ``clock_getcpuclockid``: /proc counts in ticks of 10 ms, more than a key costs.
    """
    number = ctypes.c_int()
    error: int = ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(number))
    if error:
        raise OSError(error, os.strerror(error))
    return lambda: time.clock_gettime(number.value) * 1000


def stolen() -> float:
    """Return the CPU time (ms) that this machine was kept waiting for by the one it runs on, since it was
    started: 0 where that is not told. What is measured meanwhile says nothing about a program."""
    try:
        words = Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()
        return int(words[_STOLEN]) * 1000 / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError):
        return 0.0


def ms_since(moment: float) -> float:
    """Return the milliseconds since a moment of ``perf_counter``."""
    return (time.perf_counter() - moment) * 1000


def until(lab: Lab, holds: Callable[[], bool], seconds: float = 60) -> float:
    """Read on until something holds; return the moment at which the bytes came that made it so.

    What holds is asked after the time was taken, and once nothing more is to be read just now: while it is
    worked out nobody reads, and what draws faster than that would wait. Raises ``TimeoutError``.
    """
    end = time.perf_counter() + seconds
    moment = time.perf_counter()
    while not holds():
        if moment > end or not lab.read(min(1.0, end - moment)):
            raise TimeoutError(f"not in time, or ended:\n{lab.text()}")
        moment = _drained(lab, time.perf_counter())
    return moment


def until_rows(
    lab: Lab,
    hold: Callable[[list[str], list[str]], bool],
    cpu: Callable[[], float],
    seconds: float = 60,
) -> tuple[float, float]:
    """Read on until the rows of the screen are as they should be, beside those they are now; return the
    moment at which the bytes came that made them so, and what ``cpu`` told then.

    The rows are worked out only once nothing has come for a moment: the emulator takes longer over a full
    screen than the program took to draw it, and the answer shall not wait for that. Raises
    ``TimeoutError``.
    """
    before: list[str] = []
    begun = length = len(lab.raw)
    end, runs = time.perf_counter() + seconds, True
    while runs and time.perf_counter() < end:
        came: list[tuple[int, float, float]] = []
        while (runs := lab.read(_QUIET)) and len(lab.raw) > length:
            length = len(lab.raw)
            came.append((length, time.perf_counter(), cpu()))
        before = before or lab.rows(begun)
        for upto, moment, used in came:
            if hold(before, lab.rows(upto)):
                return moment, used
    raise TimeoutError(f"not in time, or ended:\n{lab.text()}")


def _drained(lab: Lab, moment: float) -> float:
    """Take in what else comes within ``_BREATH``; return when the last of it came."""
    while True:
        before = len(lab.raw)
        if not lab.read(_BREATH) or len(lab.raw) == before:
            return moment
        moment = time.perf_counter()


def until_quiet(lab: Lab, seconds: float) -> tuple[float, float] | None:
    """Read on until nothing has come for so many seconds; return when the first and last bytes came."""
    first: float | None = None
    last = 0.0
    length = len(lab.raw)
    end = time.perf_counter() + seconds
    while (now := time.perf_counter()) < end:
        if not lab.read(end - now):
            break
        if len(lab.raw) > length:
            length, last = len(lab.raw), time.perf_counter()
            first = last if first is None else first
            end = last + seconds
    return (first, last) if first is not None else None


def spent(work: Callable[[], object]) -> float:
    """Return the CPU time of this process that something takes, in ms."""
    start = time.process_time()
    work()
    return round((time.process_time() - start) * 1000, 3)


def memory_of_this() -> float:
    """Return what this process holds, in MB."""
    return round(psutil.Process().memory_info().rss / 2**20, 1)
