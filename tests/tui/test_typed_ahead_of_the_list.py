"""Keys that come quicker than the list they are meant for wait for it."""

import time
from pathlib import Path
from typing import Any

import pytest

from annotations.collection import Collection
from annotations.query.whole import EVERYTHING
from tests.tui.rig import opened

ENERGY = 2  # of the bundled articles


@pytest.fixture
def slow_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library in which every filter takes a while."""
    answer = Collection.view

    def view(self: Collection, query: Any, *given: Any, **named: Any) -> Any:
        if query != EVERYTHING:
            time.sleep(0.3)
        return answer(self, query, *given, **named)

    monkeypatch.setattr(Collection, "view", view)


@pytest.mark.usefixtures("slow_answers")
async def test_all_that_is_listed_is_what_was_just_asked_for(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        app.burst(*"/topic:energy", "enter", "*")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        assert f"All {ENERGY} articles listed" in app.screen_text()


@pytest.mark.usefixtures("slow_answers")
async def test_the_article_that_is_starred_is_one_of_those_asked_for(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        before = app.selected
        app.burst(*"/date:2025-11", "enter", "s")
        await app.until(lambda: app.said.startswith("Starred"))
        await app.until(lambda: app.app.main.list.selected and app.app.main.list.selected.starred)
        assert "1/5" in app.screen_text() and app.selected != before


@pytest.mark.usefixtures("slow_answers")
async def test_a_filter_that_was_dropped_comes_back_whole_and_can_be_edited(tmp_path: Path) -> None:
    async with opened(tmp_path, query="topic:energy is:unread") as app:
        main = app.app.main
        wanted = main.wanted
        await app.press("escape")
        await app.until(lambda: main.wanted == EVERYTHING and "brings the filter back" in app.said)
        await app.press("backspace")
        await app.until(lambda: main.wanted == wanted and main.view and main.view.count == ENERGY)
        await app.press("backspace")
        await app.until(lambda: "1 article" in app.screen_text() or main.wanted != wanted)
        assert main.wanted == main.parsed("topic:energy")
        await app.press("escape", "slash", "up")
        assert main.prompt.query_one("#prompt-input").value == "topic:energy"


async def test_a_word_that_was_only_begun_is_kept_as_what_it_was_taken_for(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("nang luo")
        await app.press("enter")
        await app.until(lambda: app.app.main.asked[:1] == ["nang luo*"])
        assert app.app.main.wanted == app.app.main.parsed("nang luo*")
        await app.press("escape", "slash")
        await app.type("nang luong")
        await app.press("enter")
        await app.until(lambda: app.app.main.wanted == app.app.main.parsed("nang luong"))
        assert app.app.main.asked[0] == "nang luong"


@pytest.mark.parametrize("words", ["thuong mai", "viet nam"])
async def test_the_key_for_the_next_hit_behind_a_filter_goes_to_the_first_in_the_first_article(
    tmp_path: Path, words: str
) -> None:
    async with opened(tmp_path) as app:
        main = app.app.main
        await app.named()
        app.burst(*f"/{words}", "enter", "n")
        await app.until(lambda: main.reader.has_focus and main.reader.hit_at is not None)
        await app.still(2)
        assert main.view is not None
        assert main.showing == main.view.id_at(0)
        assert main.reader.hit_at is not None


async def test_enter_pressed_before_the_terminal_is_the_apps_is_enter(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        app.burst(*"/topic:energy", "ctrl+j", "s")
        await app.until(lambda: app.said.startswith("Starred"))
        assert app.app.main.list.has_focus
        assert app.app.main.wanted == app.app.main.parsed("topic:energy")
