"""The quick part of each fault test, run as one runs it by hand: ``python -m tests.faults --help`` has the
full figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import __main__ as command
from tests.faults import bits, calls
from tests.faults.outcome import Outcome

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("names", [("kills", "writers", "devices"), ("calls", "bits", "command")])
def test_nothing_acknowledged_is_lost_and_nothing_is_silently_wrong(names: tuple[str, ...]) -> None:
    # In a process of its own: it forks others, and nothing else may run in threads beside that.
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = [line.partition(": ") for line in done.stdout.splitlines()]
    assert [name for name, _, figures in said if " 0 wrong; " in figures] == list(names)


def test_the_command_says_what_was_wrong_and_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks_down(root: Path, size: str) -> Outcome:
        raise IndexError(size)

    monkeypatch.setattr(sys, "argv", ["faults", "bits", "calls", "--full"])
    monkeypatch.setattr(bits, "run", breaks_down)
    monkeypatch.setattr(calls, "run", lambda root, size: Outcome(wrong=["a note is gone", "another one"]))
    assert command.main() == 1
    said = capsys.readouterr().out
    assert "came to no end: IndexError('full')" in said and "a note is gone" in said
    assert "wrong in 2 tests: 1 in bits, 2 in calls" in said
    monkeypatch.setattr(sys, "argv", ["faults", "calls"])
    monkeypatch.setattr(calls, "run", lambda root, size: Outcome())
    assert command.main() == 0
