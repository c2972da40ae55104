"""The command: runs the fault tests by name, prints their figures, and fails when anything was lost."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.outcome import Outcome

NAMES = ("kills", "calls", "bits", "writers", "devices", "command", "machine")


def main() -> int:
    """Run the tests asked for; 1 when something went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(NAMES)}; all without")
    parser.add_argument("--full", action="store_true", help="with all the figures, not the quick ones")
    wanted = parser.parse_args()
    if unknown := [name for name in wanted.names if name not in NAMES]:
        parser.error(f"no such test: {', '.join(unknown)}")
    whole = Outcome()
    for name in wanted.names or NAMES:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix=f"docbao-{name}-") as folder:
            outcome = importlib.import_module(f"tests.faults.{name}").run(
                Path(folder), "full" if wanted.full else "quick"
            )
        figures = ", ".join(f"{number} {what}" for what, number in outcome.figures.items())
        print(f"{name}: {figures}; {len(outcome.wrong)} wrong; {time.monotonic() - begun:.0f} s")
        for words in outcome.wrong[:20]:
            print(f"  {words}")
        whole.add(outcome)
        sys.stdout.flush()
    return int(bool(whole.wrong))


if __name__ == "__main__":
    sys.exit(main())
