"""Of the files of an index only some are deleted, or one is emptied, while docbao is open."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from tests.seeds.test_index_lost import Window, held, soon, write

__all__ = ["held", "soon"]  # what they set up is wanted here, too


@pytest.mark.parametrize("endings", [("",), ("-wal",), ("-shm",), ("-wal", "-shm"), ("", "-shm")])
def test_what_was_listed_stays_whichever_of_its_files_are_deleted(
    tmp_path: Path, held: threading.Event, endings: tuple[str, ...]
) -> None:
    folder, index = tmp_path / "articles", tmp_path / "cache" / "index.sqlite"
    write(folder, range(20))
    window, other = Window(folder, index), Window(folder, index)
    for each in (window, other):
        each.scan()
    with window.watched(), other.watched():
        shown = window.library.catalogue()
        slots = list(shown.order("newest"))
        for each in (window, other):
            each.counts.clear()
        held.clear()
        for ending in endings:
            Path(f"{index}{ending}").unlink()
        write(folder, range(20, 21))
        window.until(lambda: window.library.behind and index.exists())
        time.sleep(0.3)
        for each in (window, other):
            catalogue = each.library.catalogue()
            assert catalogue.words("gạo") == catalogue.live() == shown.live()
            rows = catalogue.rows(slots)
            assert {row.title for row in rows} == {f"Tin số {n}" for n in range(20)}
        assert all("Gạo" in shown.text(slot) for slot in slots)
        held.set()
        for each in (window, other):
            each.until(lambda each=each: each.whole(21) and not each.library.behind)
            assert not any(report.problems for report in each.reports)
            assert min(each.counts) >= 20
        write(folder, range(21, 22))
        for each in (window, other):
            each.until(lambda each=each: each.whole(22))


@pytest.mark.parametrize("open_already", [True, False])
def test_of_an_index_that_tells_nothing_any_more_the_new_one_is_shown_as_it_grows(
    tmp_path: Path, held: threading.Event, open_already: bool
) -> None:
    folder, index = tmp_path / "articles", tmp_path / "cache" / "index.sqlite"
    write(folder, range(60))
    before = Window(folder, index)
    before.scan()
    window = Window(folder, index) if open_already else before
    if not open_already:
        before.library.close()
    held.clear()
    size = index.stat().st_size
    with index.open("r+b") as file:
        if open_already:
            file.truncate(0)
        else:
            file.seek(8192)
            file.write(b"rubbish!" * ((size - 8192) // 8))
    if not open_already:
        window = Window(folder, index)
    try:
        with window.watched():
            window.until(lambda: window.library.behind or window.progress)
            window.until(lambda: 0 < window.library.catalogue().count() < 60)
            catalogue = window.library.catalogue()
            rows = catalogue.rows(catalogue.order("newest"))
            assert all((row.title or "").startswith("Tin số ") for row in rows)
            held.set()
            window.until(lambda: window.whole(60) and not window.library.behind)
    finally:
        before.library.close()
