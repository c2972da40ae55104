"""Another window takes out of the index what no file holds any more, and numbers the articles anew: who
scrolls at that moment goes on reading."""

import asyncio
import threading
from pathlib import Path

import pytest

import tui.desk
from seeds import catalogue, compaction
from seeds.library import Library
from tests.tui.rig import opened, places_in

COUNT = 300


async def test_the_list_is_scrolled_while_the_articles_have_other_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tui.desk, "_WATCHED_AFTER", 60)  # as between two looks at what others wrote
    monkeypatch.setattr(compaction, "LEAST", 5)
    monkeypatch.setattr(catalogue, "ROWS_KEPT", 64)  # as of more than two thousand articles
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(COUNT):
        text = f"Tin số {number}\n\nGạo bán chạy ở Huế, lần {number}.\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    async with opened(tmp_path / "home", libraries=(folder,), bundled=False) as app:
        await app.settle()
        desk, rows = app.app.desk, app.app.main.list
        other = Library([folder], index_path=places_in(tmp_path / "home").index, bundled=False)
        for number in range(60):
            (folder / f"{number}.txt").unlink()
        stop = threading.Event()
        other.scan(stop=stop, progress=lambda _: None, changed=lambda _: None)
        other.close()
        await app.press("1", "5", "0", "G")
        await app.still()
        assert app.app.is_running and rows.cursor == 149 and rows.selected is None
        await app.press("s", "r")
        await asyncio.to_thread(desk.library.catch_up, desk._files_changed)
        await app.until(lambda: app.app.main.view and app.app.main.view.count == COUNT - 60, "the change")
        await app.settle()
        assert rows.selected is not None and "Tin số" in app.screen_text()
        await app.press("G")
        assert rows.selected is not None and rows.cursor == COUNT - 61
    assert desk.store is None or not any(id.startswith(("-", "?")) for id in desk.store.marks())
