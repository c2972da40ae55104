"""The page of articles over time says how many stand in none of its bars, at every step and in any window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.rig import Opened, opened
from tui.screens.timeline import TimelinePage


def library(folder: Path) -> Path:
    folder.mkdir()
    for number in range(1200):
        date = f"date: 2025-11-{number % 28 + 1:02}"
        if number >= 1100:
            date = "date: 2025" if number >= 1150 else "date: 2025-11"
        if number >= 1190:
            date = ""
        text = f"---\ntitle: Bài số {number}\n{date}\n---\n\nNội dung số {number} về cà phê.\n"
        (folder / f"{number}.md").write_text(text, "utf-8")
    return folder


def heading(app: Opened) -> str:
    return app.screen_text().splitlines()[0]


@pytest.mark.parametrize("query", ["", "cà phê nội dung số"])
async def test_what_is_in_no_bar_is_counted_in_the_heading(tmp_path: Path, query: str) -> None:
    folder = library(tmp_path / "bài")
    async with opened(tmp_path, size=(72, 24), bundled=False, libraries=(folder,), query=query) as app:
        await app.press("g", "t")
        await app.until(lambda: isinstance(app.app.screen, TimelinePage) and app.app.screen.chart.bars)
        for key, told in (
            ("y", "1,190 articles · 10 without a year"),
            ("m", "1,150 articles · 50 without a month"),
            ("w", "1,100 articles · 100 without a week"),
            ("d", "1,100 articles · 100 without a day"),
        ):
            await app.press(key)
            await app.until(lambda told=told: told in heading(app), told)
            assert "Over time" in heading(app)


async def test_where_there_is_room_those_without_a_year_are_told_apart(tmp_path: Path) -> None:
    folder = library(tmp_path / "bài")
    async with opened(tmp_path, size=(120, 40), bundled=False, libraries=(folder,)) as app:
        await app.press("g", "t")
        await app.until(lambda: isinstance(app.app.screen, TimelinePage) and app.app.screen.chart.bars)
        await app.press("m")
        await app.until(
            lambda: "1,150 articles · 40 not to the month · 10 without a year" in heading(app), "months"
        )
