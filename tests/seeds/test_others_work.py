"""Another process reads the library: how far it has come is told, and what is not there yet."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from seeds import library as libraries
from seeds import scanning
from tests.seeds.test_index_lost import PATIENCE, Window, held, soon, write

__all__ = ["held", "soon"]  # what they set up is wanted here, too


def test_who_waits_is_told_how_far_the_other_has_come(
    tmp_path: Path, held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libraries, "_POLL", 0.02)
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(30))
    window, other = Window(folder, index), Window(folder, index)
    held.clear()
    reading = threading.Thread(target=window.scan)
    reading.start()
    window.until(lambda: window.library.catalogue().count() == 5)
    waiting = threading.Thread(target=other.scan)
    waiting.start()
    other.until(lambda: other.library.catalogue().count() == 5)
    asked = other.library.scan(stop=threading.Event(), progress=print, changed=other.changed)
    assert asked.busy and asked.lacking == 25
    monkeypatch.setattr(scanning, "_PAUSE", 0.05)
    held.set()
    for thread in (reading, waiting):
        thread.join(PATIENCE)
    told = [it for it in other.progress if it.phase == "files"]
    assert told and all(5 <= it.done <= it.total == 30 for it in told)
    assert [it.done for it in told] == sorted({it.done for it in told})
    window.library.close()
    other.library.close()


def test_nothing_lacks_where_all_has_been_read(tmp_path: Path) -> None:
    from seeds.turns import Turns

    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(3))
    window = Window(folder, index)
    window.scan()
    turns = Turns(index)
    turns.take([str(folder)])
    try:
        asked = window.library.scan(stop=threading.Event(), progress=print, changed=window.changed)
    finally:
        turns.end()
    assert asked.busy and not asked.lacking
    assert window.library.file_count() == 3
    window.library.close()
