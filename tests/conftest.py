"""One terminal and one clock for all tests, whatever machine they run on."""

import gc
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The suite says the same of one checkout every time; ``--hypothesis-profile=search`` looks for more.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("docbao", _PATIENT, derandomize=True)
settings.register_profile("search", _PATIENT)
settings.load_profile("docbao")

# What one process of the tests has compiled, the others and the next run need not: it is most of what it
# takes to collect them.
sys.dont_write_bytecode = False

_TIDIED = pytest.StashKey[int]()
_TESTS_BETWEEN = 20
"""Tests between two looks for garbage in all there is."""


def pytest_sessionstart(session: pytest.Session) -> None:
    """Nothing that is imported for the tests is garbage: it need not be looked for meanwhile. Programs that
    the tests start hear Ctrl+C, also where a shell has started the tests in the background."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.disable()
    workers = getattr(session.config.option, "numprocesses", None)
    if workers and "PYTEST_XDIST_WORKER" not in os.environ and not _compiled():
        collect = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-o", "addopts=", "-p", "no:xdist"]
        subprocess.run(collect, cwd=session.config.rootpath, capture_output=True, check=False)


def _compiled() -> bool:
    """Whether tests have been compiled here before: in a new checkout, each worker would do it for itself."""
    return any((Path(__file__).parent / "tui" / "__pycache__").glob("test_*-pytest-*.pyc"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage now and then, and not in what stays: looking through everything again and again took
    a quarter of the tests' time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 1_000)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Take away what tests left, and what they loaded to stay out of what is looked through."""
    done = item.session.stash.get(_TIDIED, 0) + 1
    item.session.stash[_TIDIED] = done
    if done % _TESTS_BETWEEN == 0:
        gc.collect()
        gc.freeze()


@pytest.fixture(autouse=True)
def _one_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 16 million colours that asks for none to be left out, in Vietnam."""
    for name in ("NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_THEME", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    # What a test starts as a process may keep what it compiled, as an installed program does.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    for name in list(os.environ):
        if name.startswith("XDG_"):
            monkeypatch.delenv(name)
