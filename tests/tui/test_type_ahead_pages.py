"""Keys typed before a page or an article stands are its keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.tui.rig import Opened, opened
from tui.concordance import hits_in
from tui.screens.entity_page import EntityPage
from tui.screens.hits_page import HitsPage


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that nobody lets go wait for ever: it is not that which brings them through."""
    monkeypatch.setattr("tui.type_ahead.HOLD_PATIENCE", 300.0)


def burst(app: Opened, *keys: str) -> None:
    """Type keys in one go, without waiting for what they bring."""
    for key in keys:
        app.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_keys_typed_ahead_of_the_page_of_results_move_in_it(tmp_path: Path) -> None:
    async with opened(tmp_path, query="đàm phán") as app:
        burst(app, "g", "s", "j", "j")
        await app.until(lambda: isinstance(app.app.screen, HitsPage) and app.app.screen.rows.cursor == 2)


async def test_keys_typed_ahead_of_a_hit_go_on_from_it(tmp_path: Path) -> None:
    async with opened(tmp_path, query="đàm phán") as app:
        main = app.app.main
        burst(app, "g", "s", "enter", "n", "n")
        await app.until(lambda: main.reader.has_focus and main.reader.hit_at is not None)
        page = main.reader.page
        assert page is not None
        hits = [
            it.start + start - it.hits[0][0]
            for it in hits_in(main.showing, page.article.text, main.wanted, page.listed.heading)
            for start, _ in it.hits
        ]
        await app.until(lambda: main.reader.hit_at == hits[2], str(hits))


async def test_keys_typed_ahead_of_the_page_of_a_name_move_in_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        reader = app.app.main.reader
        await app.open()
        await app.until(lambda: reader.page and reader.page.article.mentions)
        mentions = reader.page.article.mentions if reader.page else None
        reader.await_name(next(it.start for it in mentions or () if it.name == "Việt Nam"))
        burst(app, "P", "j", "j")
        await app.until(
            lambda: isinstance(app.app.screen, EntityPage) and app.app.screen.panes.passages.cursor == 2
        )


async def test_a_page_on_which_nothing_stands_takes_keys_too(tmp_path: Path) -> None:
    async with opened(tmp_path, query="is:starred") as app:
        burst(app, "g", "s", "escape", "g", "t")
        await app.until(lambda: type(app.app.screen).__name__ == "TimelinePage")
