"""Counts beside and above the list whose answers are overtaken by what the reader does next."""

import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from annotations.facets import FacetName, FacetValue
from annotations.query.parser import parse
from annotations.query.stopped import Stopped
from annotations.query.tree import Is, Query
from tests.tui.rig import opened

SLOW = parse('"đàm phán"', today=date(2026, 3, 1))


async def test_facets_of_a_slow_filter_end_with_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path, size=(200, 60)) as app:
        main, collection = app.app.main, app.app.desk.collection
        real, told = collection.facet, list[str]()

        def facet(
            name: FacetName,
            query: Query,
            *,
            most: int | None = None,
            stop: Callable[[], bool] | None = None,
        ) -> tuple[FacetValue, ...]:
            end = time.monotonic() + 3
            while query == SLOW and time.monotonic() < end:
                told.append("")
                if stop is not None and stop():
                    told.append("stopped")
                    raise Stopped
                time.sleep(0.01)
            told.append("through" if query == SLOW else "other")
            return real(name, query, most=most, stop=stop)

        await app.press("w")
        await app.still()
        monkeypatch.setattr(collection, "facet", facet)
        main.show_only(SLOW)
        await app.until(lambda: told, "the first facet")
        main.show_only(parse("nike", today=date(2026, 3, 1)))
        await app.until(lambda: "other" in told, "the facets of the next filter")
        assert "stopped" in told
        assert "through" not in told
        await app.still()
        assert not app.said
        assert not caplog.records


async def test_counts_above_that_come_late_do_not_take_the_place_of_newer_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        collection = app.app.desk.collection
        await app.still()
        real, held, release = collection.count, threading.Event(), threading.Event()

        def count(query: Query, *, stop: Callable[[], bool] | None = None) -> int:
            found = real(query, stop=stop)
            if query == Is("starred") and not held.is_set():
                held.set()
                release.wait(20)
            return found

        def header() -> str:
            return app.screen_text().splitlines()[0]

        monkeypatch.setattr(collection, "count", count)
        await app.press("s")
        await app.until(held.is_set, "the first count")
        await app.press("j", "s")
        await app.until(lambda: "2 starred" in header(), "the newer counts")
        release.set()
        await app.still()
        assert "2 starred" in header()
