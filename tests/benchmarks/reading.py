"""How long reading takes: each bundled article, first pass (what the list needs) and second (who is named),
in CPU time of one core.

A second table is for a fresh process, as a worker is: importing ``seeds.reading`` and ``seeds.entities``, and
the first article, for which the tables are loaded; with the memory the process has used at most by then (its
peak resident size, the interpreter's own included).

Run: ``python -m tests.benchmarks.reading [-n N] [--json OUT]``
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

from tests.benchmarks.library import SEEDS
from tests.benchmarks.report import Row, Spread, run

ROUNDS = 15
ARTICLE = 4096
"""Bytes of an article of common length."""

FRESH = """
import json, sys, time
def timed(step):
    begun = time.process_time()
    held = step()
    times.append((time.process_time() - begun) * 1000)
    with open("/proc/self/status") as status:  # getrusage would count the parent before exec as well
        peaks.append(next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM")))
    return held
times, peaks = [], []
from importlib import import_module
raw = open(sys.argv[1], "rb").read()
reading = timed(lambda: import_module("seeds.reading"))
timed(lambda: import_module("seeds.entities"))
article = timed(lambda: reading.read(raw, file_name="a.txt"))
timed(lambda: reading.with_mentions(article))
print(json.dumps([times, peaks]))
"""
STEPS = ("import seeds.reading", "import seeds.entities", "first pass, first time", "second pass, first time")


def measure(rounds: int) -> list[Row]:
    """Measure reading in this process, then in fresh ones."""
    return [*_articles(rounds), *_fresh(rounds)]


def _articles(rounds: int) -> list[Row]:
    from seeds.reading import read, with_mentions

    rows: list[Row] = []
    first_total = second_total = size = 0.0
    paths = sorted(SEEDS.glob("*.txt"))
    for path in paths:
        raw = path.read_bytes()
        article = read(raw, file_name=path.name)
        with_mentions(article)  # loads the tables
        first = _sample(partial(read, raw, file_name=path.name), rounds)
        second = _sample(partial(with_mentions, article), rounds)
        size += len(raw)
        first_total += first.median
        second_total += second.median
        rows.append(
            {
                "what": path.stem,
                "letters": len(article.text),
                "first_ms": first,
                "second_ms": second,
                "letters_per_ms": round(len(article.text) / (first.median + second.median), 1),
            }
        )
    both = first_total + second_total
    per_second = {
        "first_per_s": round(len(paths) * 1000 / first_total, 1),
        "both_per_s": round(len(paths) * 1000 / both, 1),
    }
    rows.append({"what": "articles a second, one core", **per_second})
    share = size / ARTICLE
    of_4_kb = {
        "first_per_s": round(share * 1000 / first_total, 1),
        "both_per_s": round(share * 1000 / both, 1),
    }
    rows.append({"what": "the same, of 4 kB each", **of_4_kb})
    return rows


def _sample(work: Callable[[], object], rounds: int) -> Spread:
    def once() -> float:
        begun = time.process_time()
        work()
        return (time.process_time() - begun) * 1000

    return Spread.of(once() for _ in range(rounds))


def _fresh(rounds: int) -> list[Row]:
    path = sorted(SEEDS.glob("*.txt"))[0]
    command = [sys.executable, "-c", FRESH, str(path)]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(rounds)
    ]
    times = zip(*(one[0] for one in runs), strict=True)
    peaks = zip(*(one[1] for one in runs), strict=True)
    return [
        {"what": name, "fresh_ms": Spread.of(spent), "peak_mb": Spread.of(held)}
        for name, spent, held in zip(STEPS, times, peaks, strict=True)
    ]


if __name__ == "__main__":
    run({"reading": (measure, ROUNDS)}, __doc__ or "")
