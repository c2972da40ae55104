"""Rows of articles are asked for by several threads at once, and few of them are held in memory."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from seeds import catalogue as catalogues
from seeds.library import Library


def test_one_that_goes_out_of_memory_meanwhile_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "ROWS_KEPT", 7)
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"Tin số {number}\n\nGạo bán ở Huế.\n", "utf-8")
    library = Library([tmp_path], index_path=tmp_path / "index.sqlite", bundled=False)
    library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)
    catalogue = library.catalogue()
    slots = list(catalogue.order("newest"))
    titles = {slot: row.title for slot, row in zip(slots, catalogue.rows(slots), strict=True)}

    def ask(seed: int) -> None:
        chosen = random.Random(seed)
        for _ in range(300):
            some = chosen.sample(slots, 6)
            assert [row.title for row in catalogue.rows(some)] == [titles[slot] for slot in some]

    try:
        with ThreadPoolExecutor(4) as threads:
            for asked in [threads.submit(ask, seed) for seed in range(4)]:
                asked.result(60)
        assert not catalogue.missed
    finally:
        library.close()
