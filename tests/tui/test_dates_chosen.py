"""Choosing a date: one that holds already is no step to go back from, and what is typed is counted while keys
go on."""

from __future__ import annotations

from pathlib import Path

from tests.tui.rig import Opened, opened


async def choose(app: Opened, text: str) -> None:
    await app.press("d")
    await app.until(lambda: len(app.app.screen_stack) == 2)
    await app.type(text)
    await app.press("enter")
    await app.until(lambda: len(app.app.screen_stack) == 1)


async def test_a_date_that_holds_already_costs_no_step_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        main = app.app.main
        before = main.wanted
        await choose(app, "2025")
        await app.until(lambda: main.wanted != before)
        chosen = main.wanted
        await choose(app, "2025")
        await app.still(2)
        assert main.wanted == chosen
        await app.press("backspace")
        assert main.wanted == before
