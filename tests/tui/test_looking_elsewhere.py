"""What stands beside the list while the reader is busy with something else."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest

from annotations.query.parser import parse
from tests.tui.rig import Opened, opened
from tests.tui.test_asked_again import QUOTED, LongTexts, shown

WIDE = (120, 30)


def unread(app: Opened) -> int:
    view = app.app.desk.collection.view(parse("is:unread", today=date(2026, 3, 1)))
    return view.count


@pytest.mark.parametrize("elsewhere", [["question_mark"], ["slash"], ["asterisk"]])
async def test_an_article_counts_as_read_only_while_nothing_else_is_in_front(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: list[str]
) -> None:
    monkeypatch.setattr("tui.screens.opening._EYE_SECONDS", 0.6)
    async with opened(tmp_path, size=WIDE) as app:
        await app.press(*elsewhere)
        await asyncio.sleep(1.5)
        assert unread(app) == 5
        await app.press("escape")
        await app.until(lambda: unread(app) == 4, "the article beside the list to be read")


async def test_nothing_stands_beside_a_list_in_which_nothing_is_found(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        await app.until(lambda: "Nothing is open" not in app.screen_text(), "an article beside the list")
        await app.press("slash")
        await app.type("xyzzy")
        await app.press("enter")
        await app.until(lambda: "Nothing is open" in app.screen_text(), "nothing beside it")
        await app.press("backspace")
        await app.until(lambda: "Nothing is open" not in app.screen_text(), "the article again")


async def test_what_is_to_be_done_to_all_waits_until_all_are_known(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        main = app.app.main
        LongTexts(app.app.desk.collection, 2)
        main.show_only(QUOTED)
        await shown(app)
        app.burst("asterisk", "enter", "y")
        await app.until(lambda: "looked into" in app.said, "that it waits")
        found = len(app.app.desk.collection.ids(QUOTED))
        await app.until(lambda: unread(app) == 5 - found, "what the keys meant, once all is known")
        assert main.view is not None and main.view.settled


async def test_escape_ends_the_wait_and_nothing_opens_later(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        main = app.app.main
        texts = LongTexts(app.app.desk.collection, 6)
        main.show_only(QUOTED)
        await shown(app)
        app.burst("asterisk", "enter", "y")
        await app.until(lambda: "looked into" in app.said, "that it waits")
        app.burst("escape")
        await app.until(lambda: "looked into" not in app.said, "that it waits no more")
        assert texts.left > 0 and main.view is not None and not main.view.settled
        texts.left = 0.1
        await app.until(lambda: main.view is not None and main.view.settled, "all of it")
        await app.still()
        assert app.app.screen is main and unread(app) == 5


async def test_another_question_ends_the_wait(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        main = app.app.main
        LongTexts(app.app.desk.collection, 9)
        main.show_only(QUOTED)
        await shown(app)
        app.burst("asterisk")
        await app.until(lambda: "looked into" in app.said, "that it waits")
        main.show_only(parse("nike", today=date(2026, 3, 1)))  # as by the mouse
        await app.until(lambda: main.answered[0] != QUOTED, "the other list")
        await app.still()
        assert app.app.screen is main
        await app.press("j")
