"""What holds for every test of the screens."""

import pytest


@pytest.fixture(autouse=True)
def _nothing_is_read_by_being_looked_at(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture is the same however long it takes to be made."""
    if "snap_compare" in request.fixturenames:
        monkeypatch.setattr("tui.screens.opening._EYE_SECONDS", 600.0)
