"""Reading the library as the reader meets it: paused and gone on with, and its index deleted under it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from seeds import scanning
from seeds.feed import ScanReport
from seeds.problems import Problem
from seeds.workers import Outcome, Task
from tests.tui.rig import Opened, opened
from tui.news import Scanned

FILES, MORE = 60, 60


@pytest.fixture
def lib(tmp_path: Path) -> Path:
    folder = tmp_path / "lib"
    folder.mkdir()
    for number in range(FILES):
        write(folder, number)
    return folder


def write(folder: Path, number: int) -> None:
    (folder / f"{number}.txt").write_text(f"Tin số {number}\n\nGạo bán ở Huế, lần {number}.\n", "utf-8")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """While this is not set (as it is), each pass over files stands after ten of them."""
    go_on = threading.Event()
    go_on.set()
    perform_all = scanning.perform_all

    def slow(task: Task, paths: Any, stop: threading.Event, *rest: Any) -> Iterator[Outcome]:
        for number, outcome in enumerate(perform_all(task, paths, stop, *rest)):
            while number == 10 and not go_on.wait(0.02):
                if stop.is_set():
                    return
            yield outcome

    monkeypatch.setattr(scanning, "perform_all", slow)
    monkeypatch.setattr("seeds.workers.WORTH_IT", 1000)  # without child processes
    monkeypatch.setattr(scanning, "_FIRST_PAUSE", 0.0)
    monkeypatch.setattr(scanning, "_PAUSE", 0.0)
    return go_on


def header(hands: Opened) -> str:
    return hands.screen_text().splitlines()[0].replace("\u00a0", " ")


def listed(hands: Opened) -> int:
    view = hands.app.main.view
    return view.count if view is not None else 0


async def test_reading_is_paused_and_goes_on_where_it_stopped(
    tmp_path: Path, lib: Path, gate: threading.Event
) -> None:
    async with opened(tmp_path, libraries=(lib,), bundled=False, size=(80, 24)) as hands:
        await hands.until(lambda: listed(hands) == FILES)
        gate.clear()
        for number in range(FILES, FILES + MORE):
            write(lib, number)
        hands.app.desk.rescan()
        await hands.until(lambda: re.search(r"reading \d+/", header(hands)), "how far it is")
        await hands.press("g", "p")
        await hands.until(lambda: "paused at " in header(hands), "that it is paused")
        assert "paused" in hands.said
        gate.set()
        write(lib, FILES + MORE)
        await hands.still(10)
        assert listed(hands) < FILES + MORE and "paused" in header(hands)
        await hands.press("g", "p")
        await hands.until(lambda: listed(hands) == FILES + MORE + 1, "all of it")
        await hands.until(lambda: "paused" not in header(hands) and "/" not in header(hands), "the end")
        await hands.press("g", "p")
        assert "has been read" in hands.said and not hands.app.desk.halted


async def test_a_deleted_index_takes_nothing_from_the_screen(
    tmp_path: Path, lib: Path, gate: threading.Event
) -> None:
    async with opened(tmp_path, libraries=(lib,), bundled=False) as hands:
        await hands.until(lambda: listed(hands) == FILES and hands.app.main.reader.page, "all articles")
        await hands.press("j", "j", "j")
        selected = hands.selected
        gate.clear()
        for path in (tmp_path / "cache").glob("index.sqlite*"):
            path.unlink()
        await hands.until(lambda: re.search(rf"reading \d+/{FILES}", header(hands)), "that it is read again")
        assert listed(hands) == FILES and hands.selected == selected
        await hands.press("j", "k")
        assert hands.selected == selected
        await hands.press("slash")
        await hands.type("khongco")
        await hands.until(lambda: "No article matches so far" in hands.screen_text(), "what is not read yet")
        await hands.press("escape")
        gate.set()
        write(lib, FILES)
        await hands.until(lambda: listed(hands) == FILES + 1, "a file that came")
        assert hands.selected == selected
        assert not hands.said and not hands.app.desk.library.behind


async def test_what_was_found_before_the_index_was_lost_is_so_far_until_it_is_read_again(
    tmp_path: Path, lib: Path, gate: threading.Event
) -> None:
    async with opened(tmp_path, libraries=(lib,), bundled=False, size=(120, 24)) as hands:
        await hands.until(lambda: listed(hands) == FILES and hands.app.scanned, "all articles")
        await hands.press("slash")
        await hands.type("khongco")
        await hands.until(lambda: "No article matches." in hands.screen_text(), "that there is none")
        gate.clear()
        for path in (tmp_path / "cache").glob("index.sqlite*"):
            path.unlink()
        await hands.until(lambda: re.search(rf"reading \d+/{FILES}", header(hands)), "that it is read again")
        await hands.until(lambda: "No article matches so far" in hands.screen_text(), "what is not read yet")
        assert "0 articles so far" in hands.screen_text() and f"0/{FILES} so far" in header(hands)
        gate.set()
        await hands.until(lambda: "No article matches." in hands.screen_text(), "that there is none")
        assert "so far" not in hands.screen_text()


async def test_counts_beside_offers_may_grow_while_files_are_read(
    tmp_path: Path, lib: Path, gate: threading.Event
) -> None:
    async with opened(tmp_path, libraries=(lib,), bundled=False, size=(120, 24)) as hands:
        await hands.until(lambda: listed(hands) == FILES and hands.app.scanned, "all articles")
        gate.clear()
        for number in range(FILES, FILES + MORE):
            write(lib, number)
        hands.app.desk.rescan()
        await hands.until(lambda: re.search(r"reading \d+/", header(hands)), "that files are read")
        await hands.press("slash")
        await hands.type("is:")
        await hands.until(lambda: re.search(r"unread +(Tab +)?\d+\+", hands.screen_text()), "so far")
        gate.set()
        await hands.until(lambda: hands.app.scanned and listed(hands) == FILES + MORE, "all files")
        await hands.type("u")
        await hands.until(lambda: re.search(rf"unread +(Tab +)?{FILES + MORE} ", hands.screen_text()), "all")


async def test_that_there_is_no_room_is_told_once_and_goes_away_when_there_is(tmp_path: Path) -> None:
    full = Scanned(ScanReport(problems=(Problem("index-full", why="disk full"),), stopped=True))
    async with opened(tmp_path) as hands:
        tell = hands.app.desk.tell
        tell(full)
        await hands.until(lambda: "disk full" in hands.said and "no room" in header(hands))
        await hands.press("escape")
        assert not hands.said
        tell(full)  # it has tried again
        await hands.still()
        assert not hands.said and "no room" in header(hands)
        tell(Scanned(ScanReport(read=5)))
        await hands.until(lambda: "no room" not in header(hands))
        tell(full)  # full once more
        await hands.until(lambda: "disk full" in hands.said)
        tell(Scanned(ScanReport(read=5)))
        await hands.until(lambda: not hands.said and "no room" not in header(hands))
