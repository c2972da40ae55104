"""The page of articles over time, by keys and mouse."""

from pathlib import Path

import pytest

from tests.tui.rig import Opened, opened
from tui.screens.timeline import TimelinePage


def page(app: Opened) -> TimelinePage:
    found = app.app.screen
    assert isinstance(found, TimelinePage)
    return found


async def opened_page(app: Opened) -> TimelinePage:
    await app.press("g", "t")
    await app.until(lambda: isinstance(app.app.screen, TimelinePage) and app.app.screen.chart.bars)
    return page(app)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_span_is_chosen_and_lists_its_articles(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        shown = await opened_page(app)
        assert "2 without a year" in app.screen_text()
        await app.press("v", "h", "h", "h")
        assert "November 2025 – February 2026" in app.screen_text()
        await app.press("enter")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 2)
        assert not shown.is_attached
        assert app.app.main.list.has_focus
        assert "Nov 2025 – Feb 2026" in app.screen_text().splitlines()[0]
        await app.press("backspace")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 5)


async def test_the_cursor_stays_where_it_was_when_steps_change(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        shown = await opened_page(app)
        await app.press("g", "g")
        day = shown.chart.chosen[0].start
        await app.press("plus")
        await app.until(lambda: shown.chart.shown and shown.chart.shown.step == "week")
        assert shown.chart.chosen[0].count == 1
        await app.press("y")
        await app.until(lambda: shown.chart.shown and shown.chart.shown.step == "year")
        assert shown.chart.chosen[0].start.year == day.year
        await app.press("escape")
        await app.until(lambda: app.app.screen is app.app.main)


@pytest.mark.parametrize("size", [(20, 5), (8, 3), (3, 2)])
async def test_it_is_drawn_in_any_window(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        await opened_page(app)
        await app.press("h", "v", "l", "d")
        await app.pilot.pause(0.1)
