"""Choosing a date: one that holds already is no step to go back from, and what is typed is counted while keys
go on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tui.rig import Opened, opened

if TYPE_CHECKING:
    from annotations.query.tree import Query


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


async def test_a_date_that_is_typed_is_counted_while_keys_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        collection, gate = app.app.desk.collection, threading.Event()
        count, threads = collection.count, set[str]()

        def slow(query: Query, *, stop: Callable[[], bool] | None = None) -> int:
            threads.add(threading.current_thread().name)
            gate.wait(30)
            return count(query, stop=stop)

        await app.press("d")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        monkeypatch.setattr(collection, "count", slow)
        await app.type("11/2025")
        await app.until(lambda: "November 2025" in app.screen_text())
        await app.press("enter")
        assert len(app.app.screen_stack) == 2, "Enter waits for what there is"
        gate.set()
        await app.until(lambda: len(app.app.screen_stack) == 1)
        monkeypatch.setattr(collection, "count", count)
        await app.until(lambda: app.app.main.view is not None and app.app.main.view.count == 1)
        assert threads and threading.main_thread().name not in threads


async def test_only_years_that_have_a_day_are_offered_once_they_are_counted(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("d")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("tháng 11")
        await app.still()
        (only,) = [line for line in app.screen_text().splitlines() if "November" in line and "│" in line][:1]
        assert "2025" in only and "1" in only.split("2025", 1)[1]
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 1)
        await app.until(lambda: app.app.main.view is not None and app.app.main.view.count == 1)


async def test_a_date_that_cannot_be_counted_can_be_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        collection = app.app.desk.collection
        count = collection.count

        def broken(query: Query, *, stop: Callable[[], bool] | None = None) -> int:
            if stop is not None:
                raise RuntimeError("the index is being written")
            return count(query)

        await app.press("d")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        monkeypatch.setattr(collection, "count", broken)
        await app.type("11/2025")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 1)
        await app.until(lambda: app.app.main.view is not None and app.app.main.view.count == 1)
