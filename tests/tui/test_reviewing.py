"""The review in the app: old highlights one at a time, each answered, taken back, gone to."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual import events

from annotations.reviewing import reviewed
from tests.tui.rig import Opened, opened
from tests.tui.test_notebook import main, open_notebook, three

TOMORROW = date.today() + timedelta(days=1)


async def begin(app: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mark three stretches, and open the review a day later."""
    await three(app)
    monkeypatch.setattr(app.app, "today", lambda: TOMORROW)
    await open_notebook(app)
    await app.press("r")
    await app.until(lambda: main(app).place == "review" and main(app).leaf is not None, "the review")


def shown(app: Opened) -> str:
    it = main(app).leaf
    return it.id if it is not None else ""


async def test_highlights_come_one_at_a_time_until_none_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        await begin(app, monkeypatch)
        seen = []
        for left in (3, 2, 1):
            await app.until(lambda left=left: f"{left} left today" in app.screen_text())
            seen.append(shown(app))
            await app.press({3: "space", 2: "s", 1: "d"}[left])
            await app.until(lambda: shown(app) not in seen)
        await app.until(lambda: "That was it for today: 3 highlights reviewed." in app.screen_text())
        store = app.app.desk.store
        assert store is not None and len(set(seen)) == 3
        waits = [reviewed(store.state_entries()[id]).every for id in seen]
        assert waits == [7, 1, 28]
        await app.press("escape")
        await app.until(lambda: main(app).place == "notebook")
        await app.press("r")
        await app.until(lambda: "Nothing to review today" in app.said)


async def test_undo_brings_the_last_one_back_and_x_puts_it_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        await begin(app, monkeypatch)
        first = shown(app)
        await app.press("x")
        await app.until(lambda: shown(app) != first)
        await app.press("u")
        await app.until(lambda: shown(app) == first)
        assert "3 left today" in app.screen_text()


async def test_what_is_new_is_reviewed_on_the_same_day_when_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        await three(app)
        monkeypatch.setattr(app.app, "today", date.today)
        await open_notebook(app)
        await app.press("r")
        await app.until(lambda: "r again reviews the 3 highlights that are new" in app.said)
        await app.press("r")
        await app.until(lambda: main(app).place == "review" and main(app).leaf is not None, "the review")
        first = shown(app)
        await app.press("space")
        await app.until(lambda: shown(app) != first)
        second = shown(app)
        await app.until(lambda: "2 left today" in app.screen_text())
        await app.press("x")
        await app.until(lambda: shown(app) != second)
        await app.press("u")
        await app.until(lambda: shown(app) == second, "the one put aside, after one that was kept")
        assert "2 left today" in app.screen_text()


def quickly(app: Opened, *keys: str) -> None:
    """Press keys so soon after each other that the screen cannot follow."""
    for key in keys:
        app.app.post_message(events.Key(key, " " if key == "space" else key))


async def test_an_answer_is_for_the_card_that_was_on_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        await begin(app, monkeypatch)
        first = shown(app)
        quickly(app, "s", "x", "d")
        await app.until(lambda: shown(app) not in ("", first))
        await app.until(lambda: "2 left today" in app.screen_text())
        await app.still()
        store = app.app.desk.store
        assert store is not None
        assert {id: reviewed(entry).every for id, entry in store.state_entries().items()} == {first: 1}
        await app.press("d")
        await app.until(lambda: "1 left today" in app.screen_text())
        await app.press("u")
        await app.until(lambda: "2 left today" in app.screen_text())
        await app.press("s")
        await app.until(lambda: "1 left today" in app.screen_text(), "what was taken back is answered anew")


async def test_a_key_for_a_review_that_begins_answers_nothing_unseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as app:
        await three(app)
        monkeypatch.setattr(app.app, "today", lambda: TOMORROW)
        await open_notebook(app)
        quickly(app, "r", "x")
        await app.until(lambda: "3 left today" in app.screen_text())
        await app.still()
        assert "3 left today" in app.screen_text()
        assert app.app.desk.store is not None and not app.app.desk.store.state_entries()


@pytest.mark.parametrize("quick", [True, False])
async def test_x_deletes_nothing_in_the_place_of_a_review_that_did_not_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: bool
) -> None:
    async with opened(tmp_path) as app:
        await three(app)
        monkeypatch.setattr(app.app, "today", date.today)
        await open_notebook(app)
        store = app.app.desk.store
        assert store is not None
        if quick:
            quickly(app, "r", "x")
        else:
            await app.press("r")
            await app.until(lambda: "r again reviews" in app.said)
            await app.press("x")
        await app.until(lambda: "No review has begun" in app.said)
        assert len(store.all_highlights()) == 3
        await app.press("x")  # now they know
        await app.until(lambda: len(store.all_highlights()) == 2)


async def test_from_the_review_to_the_place_and_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tmp_path) as app:
        await begin(app, monkeypatch)
        first = shown(app)
        await app.press("l")
        await app.until(lambda: main(app).in_reader and main(app).reader.highlight_here() is not None)
        here = main(app).reader.highlight_here()
        assert here is not None and here.highlight.id == first
        await app.press("escape")
        await app.until(lambda: main(app).place == "review" and shown(app) == first)
