"""What is offered while a query is typed: fields and values with counts, gone among by Tab and the arrows,
and taken back by Esc."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from textual import events

from tests.tui.asking import ask, found, labels, offers, retype, typed
from tests.tui.rig import Opened, opened
from tui.screens.help import HelpScreen
from tui.widgets.offer_rows import OfferRows


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_tab_and_arrows_go_through_the_offers_and_the_list_follows(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size) as app:
        await app.press("slash")
        await app.type_slowly("source:")
        await app.until(lambda: len(offers(app)) > 2 and all(count for _, count in offers(app)))
        box = app.app.screen.query_one(OfferRows).region
        assert (box.x, box.right) == (0, app.app.main.list.region.right), (
            "no ends of the list's lines are seen"
        )
        names = labels(app)
        await app.press("tab")
        assert typed(app) == names[0]
        await app.until(lambda: found(app) == offers(app)[0][1])
        await app.press("down")
        assert typed(app) == names[1]
        await app.press("up", "up")
        assert typed(app) == "source:"
        await app.until(lambda: found(app) == 5)
        await app.press("shift+tab")
        assert typed(app) == names[-1] == "source:none"
        count = offers(app)[-1][1]
        await app.press("enter")
        await app.until(lambda: app.app.main.list.has_focus and found(app) == count)
        assert not offers(app)


async def test_escape_steps_back_to_what_was_typed_and_then_out(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "is:")
        await app.until(lambda: ("is:unread", 5) in offers(app))
        await app.press("tab", "tab")
        assert typed(app) != "is:"
        await app.press("escape")
        assert typed(app) == "is:"
        assert offers(app)
        await app.press("escape")
        await app.until(lambda: app.app.main.list.has_focus and found(app) == 5)
        assert not offers(app)


async def test_a_field_that_is_taken_offers_its_values(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "to")
        await app.until(lambda: labels(app) == ["topic:", "tổ-chức:"])
        await app.press("tab", "tab")
        assert typed(app) == "tổ-chức:"
        await app.press("enter")
        await app.until(lambda: any(count for _, count in offers(app)))
        assert app.app.main.is_typing("filter")


async def test_arrows_move_through_the_results_until_tab_is_pressed(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        first = app.selected
        await ask(app, "topic:")
        await app.until(lambda: offers(app))
        await app.press("down")
        assert app.selected != first
        assert typed(app) == "topic:"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
async def test_names_of_people_are_offered_by_any_part_in_any_form(
    tmp_path: Path, form: Literal["NFC", "NFD"]
) -> None:
    text = unicodedata.normalize(form, "người:hồng d")
    async with opened(tmp_path) as app:
        await app.press("slash")
        app.app.main.prompt._input.post_message(events.Paste(text))
        await app.until(lambda: offers(app) and offers(app)[0][1])
        (label, count) = offers(app)[0]
        await app.press("tab")
        assert typed(app) == label == 'người:="Nguyễn Hồng Diên"'
        await app.until(lambda: found(app) == count)


async def test_another_name_of_an_entity_offers_it_and_counts_are_of_what_is_found_without_the_value(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "place:hoa k")
        await app.until(lambda: ("place:=Mỹ", 4) in offers(app))
        await retype(app, "giay dep source:")
        await app.until(lambda: offers(app) == [("source:VTC News", 1)])


async def test_what_stands_beside_an_offer_is_what_the_list_holds_with_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        for text in (
            "giay dep OR source:",
            "(is:unread topic:",
            "topic:(energy OR ",
            "lng NOT topic:",
            "-is:",
            "date:2025..",
            "date:trước",
            "date:từ ",
            "entity:",
            "path:00",
            "foo:x -place:",
        ):
            await retype(app, text)
            await app.until(
                lambda: offers(app) and all(count is not None for _, count in offers(app)),
                f"counts beside what is offered for {text}",
            )
            for number in range(len(offers(app)) if len(offers(app)) > 1 else 0):
                await app.press("tab")
                await app.until(
                    lambda at=number: found(app) == offers(app)[at][1], f"offer {number} for {text}"
                )


async def test_a_tab_typed_ahead_waits_for_the_offers(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash", *"source:vtc", "tab", "enter")
        await app.until(lambda: app.app.main.list.has_focus and found(app) == 1)


async def test_a_click_takes_an_offer_and_the_typing_goes_on(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "source:")
        await app.until(lambda: offers(app) and all(count for _, count in offers(app)))
        second = offers(app)[1][0]
        await app.pilot.click(OfferRows, offset=(4, 1))
        await app.until(lambda: typed(app) == second)
        assert app.app.main.is_typing("filter")
        await app.type(" nike")
        assert typed(app).endswith(" nike")


async def test_the_query_language_is_explained_while_one_is_typed(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "topic:en")
        await app.press("f1")
        await app.until(lambda: isinstance(app.app.screen, HelpScreen) and "topci:" in shown(app))
        await app.press("escape")
        await app.until(lambda: not isinstance(app.app.screen, HelpScreen))
        await app.type("e")
        assert typed(app) == "topic:ene"


def shown(app: Opened) -> str:
    screen = app.app.screen
    assert isinstance(screen, HelpScreen)
    return "\n".join("".join(part for part, _ in line) for line in screen._help._lines)


async def test_dates_are_offered_once_each_with_what_they_find(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "date:")
        await app.until(lambda: any(label == "date:2025-11" and n == 1 for label, n in offers(app)))
        assert labels(app)[-1] == "date:unknown"
        assert all(n for _, n in offers(app))
        await app.press("tab")
        await app.until(lambda: found(app) == offers(app)[0][1])
        await app.press("escape")
        await app.type("20")
        await app.until(lambda: labels(app)[:2] == ["date:2026", "date:2025"])
        await app.press("tab", "tab")
        await app.until(lambda: found(app) == offers(app)[1][1] == 1)


async def test_the_notebook_offers_too_and_a_mistake_leaves_what_the_rest_finds(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("m")
        await app.open()
        await app.press("m", "A")
        await app.until(lambda: app.app.main.leafing)
        await ask(app, "kin")
        rows = app.app.screen.query(OfferRows)
        await app.until(lambda: any(it.display for it in rows))
        await app.press("tab")
        await app.until(
            lambda: any(("kind:important", 1) in [(o.label, o.count) for o in it._offers] for it in rows)
        )
        await retype(app, "kind:important topci:x")
        await app.until(lambda: "Did you mean topic:?" in app.screen_text())
        leaves = app.app.main._leaves
        assert leaves is not None
        assert leaves.found == 1
        await app.press("enter")
        assert app.app.main.notebook_page().prompt.display


async def test_what_was_probably_meant_is_taken_with_tab(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "lng topci:energy")
        await app.until(lambda: "Did you mean topic:? (Tab)" in app.screen_text())
        await app.press("tab")
        assert typed(app) == "lng topic:energy"
        await app.until(lambda: "Did you mean" not in app.screen_text())
        assert app.app.main.is_typing("filter")


async def test_of_what_is_left_out_it_is_counted_what_is_left(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "-source:vtc")
        await app.until(lambda: offers(app) and offers(app)[0][1])
        (label, count) = offers(app)[0]
        await app.press("tab")
        await app.until(lambda: found(app) == count)
        assert (label, typed(app)) == ("-source:VTC News", "-source:VTC News")


async def test_words_typed_with_marks_can_be_wanted_just_so(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "đàm phán")
        await app.until(lambda: len(offers(app)) == 1)
        (label, count) = offers(app)[0]
        assert label == '"đàm phán" only with these marks'
        assert count is not None
        assert 0 < count < found(app)
        await app.press("tab")
        assert typed(app) == '"đàm phán"'
        await app.until(lambda: found(app) == count)
        assert not offers(app)
