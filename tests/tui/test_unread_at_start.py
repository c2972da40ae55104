"""How much is left to read is told once it is known, not guessed meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from annotations import store
from tests.tui.rig import Opened, desk_and_app


async def test_nothing_counts_as_unread_before_it_is_known_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, opening = threading.Event(), store.Store.open

    def slowly(*places: Any) -> store.Store:
        go_on.wait(60)
        return opening(*places)

    monkeypatch.setattr(store.Store, "open", slowly)
    desk, app = desk_and_app(tmp_path)
    try:
        async with app.run_test(size=(120, 24)) as pilot:
            hands = Opened(app, pilot)
            await hands.until(lambda: app.scanned and app.main.view is not None, "the list")
            await hands.still(8)
            assert "5 articles" in hands.screen_text() and "unread" not in hands.screen_text()
            go_on.set()
            await hands.until(lambda: "5 unread" in hands.screen_text(), "the count")
    finally:
        go_on.set()
        desk.close()
