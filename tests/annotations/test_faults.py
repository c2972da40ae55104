"""The quick part of each fault test, run as one runs it by hand: ``python -m tests.faults --help`` has the
full figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["kills", "calls", "bits", "writers", "devices", "command"])
def test_nothing_acknowledged_is_lost_and_nothing_is_silently_wrong(name: str) -> None:
    # In a process of its own: it forks others, and nothing else may run in threads beside that.
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{name}: " in done.stdout and "0 wrong" in done.stdout
