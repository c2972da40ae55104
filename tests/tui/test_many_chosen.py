"""Very many articles chosen in the list: what is done to them goes on behind the reader's hands, is told
above, and is one thing at a time."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotations.shown import View
from tests.tui.rig import Opened, opened
from tests.tui.test_bulk import slow_disk

if TYPE_CHECKING:
    from annotations.collection import Listed

MANY = 130


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(MANY):
        (folder / f"{n:03}.txt").write_text(f"Tin số {n}\n\nĐàm phán gạo ở Huế, lần {n}.\n", "utf-8")
    return folder


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles were asked for in one go while keys wait."""
    asked: list[int] = []
    window = View.window

    def watched(view: View, offset: int, n: int) -> tuple[Listed, ...]:
        if threading.current_thread() is threading.main_thread():
            asked.append(n)
        return window(view, offset, n)

    monkeypatch.setattr(View, "window", watched)
    return asked


def above(app: Opened) -> str:
    return app.screen_text().splitlines()[0]


def are(app: Opened, query: str) -> int:
    return app.app.desk.collection.count(app.app.main.parsed(query))


@pytest.mark.parametrize("many", [5000, 100])
async def test_a_state_of_very_many_is_set_behind_the_hands_and_told_above(
    tmp_path: Path, folder: Path, at_once: list[int], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("tui.screens.bulk.MANY", many)
    async with opened(tmp_path, libraries=(folder,), bundled=False) as app:
        await app.settle()
        await app.press("j", "v", "G")
        await app.until(lambda: f"{MANY - 1} articles" in app.screen_text())
        with slow_disk(app):
            await app.press("s")
            await app.until(lambda: f"Starring {MANY - 1} articles…" in above(app))
            await app.press("r")
            await app.until(lambda: "Wait until this is done: Starring" in app.screen_text())
        await app.until(lambda: f"Starred: {MANY - 1} articles" in app.said)
        assert (are(app, "is:starred"), are(app, "is:read")) == (MANY - 1, 0)
        assert not app.app.main.list.choosing
        await app.press("g", "g", "v", "G", "s")
        await app.until(lambda: are(app, "is:starred") == MANY, "one has no star yet: all get it")
        await app.until(lambda: not app.app.main.list.choosing)
        await app.press("g", "g", "v", "G", "s")
        await app.until(lambda: are(app, "is:starred") == 0)
        await app.until(lambda: not app.app.main.list.choosing)
        await app.press("g", "g", "v", "G", "z")
        await app.until(lambda: app.app.main.view is not None and not app.app.main.view.count)
        await app.press("u")
        await app.until(lambda: app.app.main.view is not None and app.app.main.view.count == MANY)
        assert not {MANY - 1, MANY} & set(at_once)


@pytest.mark.parametrize("many", [5000, 100])
async def test_very_many_are_tagged_without_a_row_of_each_while_keys_wait(
    tmp_path: Path, folder: Path, at_once: list[int], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr("tui.screens.tagging.MANY", many)
    async with opened(tmp_path, libraries=(folder,), bundled=False) as app:
        await app.settle()
        await app.press("j", "v", "G", "t")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("gạo")
        await app.press("enter")
        await app.until(lambda: f"Tag #gạo on {MANY - 1} articles?" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: are(app, "tag:gạo") == MANY - 1)
        await app.until(lambda: not app.app.main.list.choosing)
        assert not {MANY - 1, MANY} & set(at_once)
