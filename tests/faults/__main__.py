"""The command: runs the fault tests by name, prints their figures, and fails when anything was lost."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.faults.outcome import Outcome

NAMES = ("kills", "calls", "bits", "writers", "devices", "command", "machine")

IN_MEMORY = frozenset({"calls", "bits", "command"})
"""Tests whose files lie in memory where there is such a folder: they do not rest on what a disk does."""

SHOWN = 20
"""Faults of one test that are told in words, at most."""


def main() -> int:
    """Run the tests asked for; 1 when something went wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults",
        description=__doc__,
        epilog="Progress goes to the standard error output. Status 0: nothing was lost, and nothing silently "
        "wrong or empty; 1: something was, or a test came to no end.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(NAMES)}; all without")
    parser.add_argument("--full", action="store_true", help="with all the figures, not the quick ones")
    wanted = parser.parse_args()
    if unknown := [name for name in wanted.names if name not in NAMES]:
        parser.error(f"no such test: {', '.join(unknown)}")
    wrong: dict[str, int] = {}
    begun = time.monotonic()
    for name in wanted.names or NAMES:
        wrong[name] = _run(name, "full" if wanted.full else "quick")
    if len(wrong) > 1:
        said = ", ".join(f"{number} in {name}" for name, number in wrong.items() if number) or "nothing"
        print(f"wrong in {len(wrong)} tests: {said}; {time.monotonic() - begun:.0f} s")
    return int(any(wrong.values()))


def _run(name: str, size: str) -> int:
    """Run one test and print what it found; return how much was wrong."""
    begun = time.monotonic()
    memory = Path("/dev/shm")
    place = memory if name in IN_MEMORY and memory.is_dir() else None
    outcome = Outcome()
    try:
        with tempfile.TemporaryDirectory(prefix=f"docbao-{name}-", dir=place) as folder:
            outcome = importlib.import_module(f"tests.faults.{name}").run(Path(folder), size)
    except Exception as error:  # the other tests are run all the same
        traceback.print_exc()
        outcome.wrong.append(f"came to no end: {error!r}")
    figures = ", ".join(f"{number} {what}" for what, number in outcome.figures.items())
    print(f"{name}: {figures}; {len(outcome.wrong)} wrong; {time.monotonic() - begun:.0f} s")
    for words in outcome.wrong[:SHOWN]:
        print(f"  {words}")
    if len(outcome.wrong) > SHOWN:
        print(f"  and {len(outcome.wrong) - SHOWN} more")
    sys.stdout.flush()
    return len(outcome.wrong)


if __name__ == "__main__":
    sys.exit(main())
