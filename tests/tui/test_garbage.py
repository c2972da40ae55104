"""Garbage is looked for while nobody types."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.tui.rig import opened
from tui import garbage


class Ring:
    """Something that only the collector finds."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture
def full_looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """What was found whenever everything was gone through; the collector is as the app is opened with it."""
    found: list[int] = []

    def looked(phase: str, info: dict[str, Any]) -> None:
        if phase == "stop" and info["generation"] == 2:
            found.append(info["collected"])

    monkeypatch.setattr(garbage, "REST", 0.5)
    kept = gc.get_threshold()
    gc.set_threshold(700, 10, 10)  # Python's own
    gc.disable()
    gc.callbacks.append(looked)
    yield found
    gc.callbacks.remove(looked)
    gc.set_threshold(*kept)
    gc.unfreeze()
    gc.enable()


async def test_everything_is_gone_through_only_once_the_keys_rest(
    tmp_path: Path, full_looks: list[int]
) -> None:
    async with opened(tmp_path) as hands:
        await hands.until(gc.isenabled, "the app to let the collector work")
        gc.freeze()
        gc.collect()  # so little is old now that Python would soon go through all of it by itself
        full_looks.clear()
        held = []
        for _ in range(12):
            held.append([Ring() for _ in range(40_000)])
            await hands.press("j", "k")
        assert not full_looks
        del held
        for _ in range(100):
            if full_looks:
                break
            await asyncio.sleep(0.05)
        assert full_looks and full_looks[0] >= 480_000
