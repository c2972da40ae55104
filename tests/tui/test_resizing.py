"""A terminal that becomes narrower or wider: the keys stay with what is on the screen."""

from __future__ import annotations

from pathlib import Path

from tests.tui.rig import Opened, opened

WIDE, MIDDLE, NARROW, TINY = (200, 60), (120, 40), (80, 24), (20, 5)


async def resize(app: Opened, size: tuple[int, int]) -> None:
    await app.pilot.resize_terminal(*size)
    await app.still(1)


def in_sight(app: Opened) -> bool:
    """Say whether the widget that has the keys is on the screen."""
    focused = app.app.screen.focused
    if focused is None:  # a sheet takes its keys itself; the panes do not
        return app.app.screen is not app.app.main
    return all(it.display for it in focused.ancestors)


def apart(app: Opened) -> bool:
    """Say whether column and list both stand on the screen, and neither on the other."""
    main = app.app.main
    return (
        main.column_place.region.width > 0
        and main.column_place.region.right == main.list.region.x
        and main.list.region.right == app.app.size.width
    )


async def test_the_column_keeps_the_keys_where_it_takes_the_readers_place(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        main = app.app.main
        await app.press("F", "j", "j")
        await app.until(lambda: main.in_column and main.column.pane.cursor > 2)
        await resize(app, MIDDLE)
        assert main.in_column
        assert apart(app)
        assert not main.reading_pane.display
        await resize(app, NARROW)
        assert main.in_column
        assert in_sight(app)
        assert apart(app)
        at = main.column.pane.cursor
        await app.press("j")
        await app.until(lambda: main.column.pane.cursor == at + 1)
        await app.press("escape")
        await app.until(lambda: main.list.has_focus and not main.column_place.display)
        await app.press("slash")
        await app.type("lng")
        await app.until(lambda: main.view is not None and main.view.count == 1)


async def test_the_column_lies_over_the_list_only_where_there_is_no_room_for_both(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(60, 24)) as app:
        main = app.app.main
        await app.press("F")
        await app.until(lambda: main.in_column)
        assert apart(app)
        await resize(app, (59, 24))
        assert main.in_column
        assert not apart(app)
        await app.pilot.click("#list", offset=(50, 10))
        await app.until(lambda: main.list.has_focus and not main.column_place.display, "its keys are seen")


async def test_the_column_stands_beside_the_list_once_there_is_room(tmp_path: Path) -> None:
    async with opened(tmp_path, size=NARROW) as app:
        main = app.app.main
        await app.press("w")
        await app.until(lambda: main.in_column)
        await resize(app, WIDE)
        assert main.in_column
        assert in_sight(app)
        await app.press("escape")
        await app.until(lambda: main.list.has_focus)


async def test_an_article_that_was_clicked_into_stays_in_front(tmp_path: Path) -> None:
    async with opened(tmp_path, size=MIDDLE) as app:
        main = app.app.main
        await app.until(lambda: main.reader.page is not None)
        await app.pilot.click("#reader", offset=(20, 12))
        await app.until(lambda: main.in_reader)
        await resize(app, NARROW)
        assert main.in_reader
        assert in_sight(app)
        await app.press("escape", "escape")  # from the place that was clicked, then from the article
        await app.until(lambda: main.list.has_focus and main.list.display)


async def test_the_keys_stay_with_what_is_on_the_screen(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE, query="lng OR nike") as app:
        main = app.app.main
        for keys in (
            ("enter",),
            ("w",),
            ("F", "slash"),
            ("g", "t"),
            ("g", "s"),
            ("A",),
            ("d",),
            ("i",),
            ("enter", "slash"),
        ):
            await app.named()
            await app.press(*keys)
            await app.still(3)
            for size in (NARROW, TINY, WIDE, NARROW):
                await resize(app, size)
                assert in_sight(app), (keys, size)
            for _ in range(3):
                await app.press("escape")
                await app.pilot.pause(0.05)
            await app.until(lambda: app.app.screen is main and main.list.has_focus, f"back from {keys}")
            main.filter_by("lng OR nike")
            await app.until(lambda: main.view is not None and main.view.count == 2)
            await resize(app, WIDE)
