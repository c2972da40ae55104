"""Format, lint and types are promises like any other, so one command checks everything."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("tui", "annotations", "seeds")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_every_file_is_formatted() -> None:
    done = run("ruff", "format", "--check", *FLOORS, "tests")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linter_finds_nothing() -> None:
    done = run("ruff", "check", *FLOORS, "tests")
    assert done.returncode == 0, done.stdout + done.stderr


def test_strict_types_hold() -> None:
    done = run("mypy", *FLOORS)
    assert done.returncode == 0, done.stdout + done.stderr
