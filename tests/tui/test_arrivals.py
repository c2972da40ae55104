"""Articles that come while one is being read: what is under the eye stays there."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.tui.rig import Opened, copy_of_seeds, opened


async def bring(app: Opened, folder: Path, day: str) -> None:
    """Put a newer article into the library and wait until it is listed."""
    (folder / f"{day}.txt").write_text(f"Tin mới ngày {day}\n\nHà Nội, ngày {day}: có tin.\n", "utf-8")
    view = app.app.main.view
    before = view.count if view is not None else 0
    app.app.desk.rescan()
    await app.until(lambda: (view := app.app.main.view) is not None and view.count > before, "it is listed")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_comes_does_not_take_the_place_of_what_is_read(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = copy_of_seeds(tmp_path)
    async with opened(tmp_path, size=size, bundled=False, libraries=(folder,)) as app:
        first, row = app.selected, app.app.main.list.cursor
        await app.until(lambda: app.app.main.showing or size[0] == 80)
        shown = app.app.main.showing
        for day in ("18/2/2026", "19/2/2026"):
            await bring(app, folder, day.replace("/", "-"))
        assert app.selected == first
        assert app.app.main.showing == shown
        assert app.app.main.list.cursor > row


async def test_a_key_that_goes_nowhere_is_a_choice_too(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        app.app.main.list.filling = True  # as if the first articles were still being read
        await app.press("g", "g")
        assert not app.app.main.list.filling


async def test_what_has_rested_under_the_eye_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.opening._BEGUN_SECONDS", 0.3)
    async with opened(tmp_path) as app:
        main = app.app.main
        await app.named()
        main.list.filling = True  # as if the first articles were still being read
        listed = main.view.window(1, 1)[0] if main.view is not None else None
        assert listed is not None
        main.preview(listed)
        assert main.list.filling
        await app.until(lambda: not main.list.filling, "it counts as begun")


async def test_what_came_above_is_told_until_the_top_is_in_sight(tmp_path: Path) -> None:
    folder = copy_of_seeds(tmp_path)
    async with opened(tmp_path, size=(80, 10), bundled=False, libraries=(folder,)) as app:
        assert "new above" not in app.screen_text()
        await app.pilot.pause(1.1)  # times are kept to the second
        await bring(app, folder, "18-2-2026")
        await bring(app, folder, "19-2-2026")
        await app.until(lambda: "2 new above" in app.screen_text().splitlines()[0])
        await app.press("g", "g")
        await app.until(lambda: "new above" not in app.screen_text())


async def test_what_came_above_since_the_last_time_is_told(tmp_path: Path) -> None:
    folder = copy_of_seeds(tmp_path)
    async with opened(tmp_path, size=(80, 10), bundled=False, libraries=(folder,)) as app:
        await app.press("j")
        app.app.save_session()
    await asyncio.sleep(1.1)  # times are kept to the second
    (folder / "19-2-2026.txt").write_text("Tin mới\n\nHà Nội, ngày 19/2/2026: có tin.\n", "utf-8")
    async with opened(tmp_path, size=(80, 10), bundled=False, libraries=(folder,)) as app:
        await app.until(lambda: "1 new above" in app.screen_text().splitlines()[0])


async def test_where_not_all_that_stands_above_is_looked_at_the_count_is_no_more_than_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.new_above._LOOKED_AT", 1)
    folder = copy_of_seeds(tmp_path)
    async with opened(tmp_path, size=(80, 10), bundled=False, libraries=(folder,)) as app:
        await app.pilot.pause(1.1)  # times are kept to the second
        await bring(app, folder, "18-2-2026")
        await bring(app, folder, "19-2-2026")
        await app.until(lambda: "1 or more new above" in app.screen_text().splitlines()[0])
