"""Who leaves while the screen is still being built has left."""

from __future__ import annotations

from pathlib import Path

from tests.tui.rig import opened


async def test_what_was_still_to_come_to_the_screen_is_no_fault(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        main = app.app.main
        main._prompt = None
        await app.press("q")
        main.call_later(main.ready_prompt)
    assert app.app.return_code == 0
    assert not app.app.desk.places.log.exists() or not app.app.desk.places.log.read_text("utf-8")
