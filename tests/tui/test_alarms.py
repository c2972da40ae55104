"""What is to be done after a while is done, however long the process was kept waiting."""

from itertools import count
from pathlib import Path
from time import monotonic

import pytest

from tests.tui.rig import opened


async def test_the_annotations_are_opened_on_a_machine_that_stands_still_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = count()
    # Between two looks at the clock more time goes by than what begins after the first paint has to wait.
    monkeypatch.setattr("textual._time.get_time", lambda: monotonic() + next(looks) * 0.01)
    async with opened(tmp_path) as app:
        assert app.app.desk.store is not None
