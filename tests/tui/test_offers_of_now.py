"""What is offered while a query is typed is counted as the list is now, and a count that failed is no end of
it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from annotations import actions, completing
from annotations.tagging import tag_items
from tests.tui.asking import ask, offers, retype
from tests.tui.rig import Opened, opened
from tests.tui.test_two_windows import elsewhere
from tui.desk import subject_of


def counted(app: Opened) -> bool:
    return bool(offers(app)) and all(count is not None for _, count in offers(app))


@pytest.mark.parametrize("text", ["is:", "giay dep OR is:"])
async def test_what_stands_beside_an_offer_follows_what_changes_meanwhile(tmp_path: Path, text: str) -> None:
    async with opened(tmp_path) as app:
        listed = app.app.main.list.selected
        assert listed is not None
        await ask(app, text)
        await app.until(lambda: counted(app))
        label = f"{text}unread".rsplit(" ", 1)[-1]
        before = dict(offers(app))[label]
        assert before is not None
        query = f"{text}unread"
        elsewhere(app, lambda store: actions.set_state(store, [subject_of(listed)], read=True))
        count = app.app.desk.collection.count
        await app.until(lambda: count(app.app.main.parsed("is:read")) == 1)
        now = count(app.app.main.parsed(query))
        await app.until(lambda: dict(offers(app)).get(label) == now, f"{now} beside it, {before} before")
        assert now < before


async def test_a_value_that_is_new_meanwhile_is_offered(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        listed = app.app.main.list.selected
        assert listed is not None
        subjects = [subject_of(listed)]
        elsewhere(app, lambda store: tag_items(store, subjects, add=["gạo"]))
        await ask(app, "tag:")
        await app.until(lambda: ("tag:gạo", 1) in offers(app))
        elsewhere(app, lambda store: tag_items(store, subjects, add=["muối"]))
        await app.until(lambda: ("tag:muối", 1) in offers(app))


async def test_what_could_not_be_counted_is_logged_and_asked_again_at_the_next_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    values_of, asked = completing.values_of, 0

    def broken(*of: Any, **how: Any) -> dict[str, int]:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise RuntimeError("the index is being written")
        return values_of(*of, **how)

    monkeypatch.setattr(completing, "values_of", broken)
    with caplog.at_level(logging.ERROR, "docbao"):
        async with opened(tmp_path) as app:
            await ask(app, "source:")
            await app.until(lambda: "the index is being written" in caplog.text)
            assert asked == 1
            await app.press("v")
            await app.until(lambda: counted(app), "offers at the next key")


async def test_a_tab_that_waits_for_a_count_that_fails_waits_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*of: Any, **how: Any) -> dict[str, int]:
        raise RuntimeError("the index is being written")

    monkeypatch.setattr(completing, "values_of", broken)
    async with opened(tmp_path) as app:
        await app.press("slash", *"source:", "tab")
        await retype(app, "lng")
        await app.until(lambda: app.app.main.is_typing("filter") and not app.app._holds)
        assert app.app.main.prompt._input.value == "lng"
