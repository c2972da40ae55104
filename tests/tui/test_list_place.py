"""Where the list goes back to: a place that is kept is waited for, no place is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.shown import View
from tests.tui.rig import opened
from tui.session import Session


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles whose place in the list was not made ready: keys wait for it."""
    ids: list[str] = []
    position = View.position

    def watched(view: View, id: str) -> int | None:
        if id not in view._positions:
            ids.append(id)
        return position(view, id)

    monkeypatch.setattr(View, "position", watched)
    return ids


async def test_without_a_place_to_go_back_to_the_list_waits_for_none(
    tmp_path: Path, looked_for: list[str]
) -> None:
    async with opened(tmp_path) as app:
        assert not app.app.main.list.restoring
        await app.press("slash")
        await app.type_slowly("th")
        await app.still()
        assert "" not in looked_for


async def test_a_place_that_is_waited_for_is_looked_up_while_keys_go_on(
    tmp_path: Path, looked_for: list[str]
) -> None:
    async with opened(tmp_path, session=Session(selected="nothing has this id")) as app:
        await app.settle()
        assert app.app.main.list.restoring
        looked_for.clear()
        await app.press("slash")
        await app.type_slowly("th")
        await app.still()
        assert app.app.main.list.restoring
        assert "nothing has this id" not in looked_for
