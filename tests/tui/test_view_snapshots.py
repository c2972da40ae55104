"""How views, facets, time, names and hits look. Made anew as those of ``test_snapshots``."""

from pathlib import Path
from typing import Any

import pytest

from tests.tui.rig import Opened
from tests.tui.test_snapshots import SIZES, Steps, picture


async def columned(app: Opened) -> None:
    await app.press("w")
    pane = app.app.main.column.pane
    await app.until(lambda: any(row.section == "person" and row.kind == "value" for row in pane.rows))
    await app.press("F", "j")


async def over_time(app: Opened) -> None:
    await app.press("g", "t")
    await app.until(lambda: getattr(app.app.screen, "chart", None) and app.app.screen.chart.bars)
    await app.press("v", "h", "h", "h")


async def entity(app: Opened) -> None:
    app.app.main.show_entity("Bộ Công Thương", "ORG")
    await app.until(lambda: getattr(app.app.screen, "state", None) and app.app.screen.state.read == 5)


async def results(app: Opened) -> None:
    await app.press("slash")
    await app.type("dam phan lng")
    await app.press("enter", "g", "s")
    await app.until(lambda: getattr(app.app.screen, "rows", None) and app.app.screen.rows.passages)


STATES: dict[str, Steps] = {step.__name__: step for step in (columned, over_time, entity, results)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_a_screen_looks_as_it_was_meant_to(snap_compare: Any, tmp_path: Path, state: str, size: str) -> None:
    assert picture(snap_compare, tmp_path, STATES[state], SIZES[size])
