"""One terminal and one clock for all tests, whatever machine they run on."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("docbao", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("docbao")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Take what was imported for the tests out of garbage collection: it stays, and looking through it again
    and again took a tenth of their time."""
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
