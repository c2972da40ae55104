"""What is said beside a query while it is typed: of what is wrong that and where, of what is still open that
it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.rig import Opened, opened
from tests.tui.test_offers import ask, found, offers, typed
from tui.widgets.offer_rows import OfferRows


def told(app: Opened) -> str:
    """What stands beside the line, or above it."""
    prompt = app.app.main.prompt
    return " ".join(f"{prompt._told.render()} {prompt._info.render()}".split())


async def retype(app: Opened, text: str) -> None:
    await app.press("ctrl+u")
    await app.type(text)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_what_is_wrong_is_told_with_its_place_and_leaves_the_list_as_it_was(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size) as app:
        await ask(app, "chủ đề:năng lượng")
        await app.until(
            lambda: "Column 1: there is no field “chủ đề”. Did you mean chủ-đề:? (Tab)" in told(app)
        )
        assert found(app) == 5
        await app.press("tab")
        assert typed(app) == "chủ-đề:năng lượng"
        await app.until(lambda: "articles" in told(app) and 0 < found(app) < 5)
        await retype(app, "date:2026..2025-11")
        await app.until(lambda: "Did you mean “2025-11..2026”? (Tab)" in told(app))
        assert found(app) == 5
        await app.press("tab")
        assert typed(app) == "date:2025-11..2026"


async def test_a_mistake_before_the_value_that_is_typed_stays_told_and_tab_mends_it_first(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "topci:x source:v")
        await app.until(lambda: "Did you mean topic:? (Tab)" in told(app))
        assert not offers(app)
        await app.press("tab")
        assert typed(app) == "topic:x source:v"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_what_has_no_mend_is_told_beside_what_is_offered(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        await ask(app, "foo:x source:v")
        rows = app.app.screen.query_one(OfferRows)
        await app.until(lambda: rows.display and not rows.region.overlaps(app.app.main.prompt.region))
        await app.until(lambda: offers(app) and "Column 1: there is no field “foo”." in told(app))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(thúc OR rào", "( open at column 1"),
        ('lng "thúc đẩ', "quote open at column 5"),
        ("thúc OR", "OR at column 6 wants more"),
        ("thúc AND ", "AND at column 6 wants more"),
        ("thúc -", "- at column 6 wants more"),
        ("thúc title:", "title: wants a value"),
    ],
)
async def test_what_is_still_open_is_said_beside_what_is_found_so_far(
    tmp_path: Path, text: str, said: str
) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await ask(app, text)
        await app.until(lambda: told(app).endswith(f" · {said}") and "article" in told(app))
        assert not app.app.main.prompt.wrong
        assert f"{found(app)} article" in told(app)
        await app.press("enter")
        await app.until(lambda: app.app.main.prompt.wrong and told(app).startswith("Column"))
        await retype(app, "thúc")
        await app.until(lambda: told(app) == f"{found(app)} articles")


@pytest.mark.parametrize("text", ['"thúc đẩ', "thúc OR", "thúc -", "(thúc OR rào"])
async def test_tab_leaves_what_is_still_open_as_it_is(tmp_path: Path, text: str) -> None:
    async with opened(tmp_path) as app:
        await ask(app, text)
        await app.until(lambda: "article" in told(app) and " · " in told(app))
        before = told(app)
        await app.press("tab", "shift+tab")
        await app.pilot.pause()
        assert app.app.main.is_typing("filter")
        assert (typed(app), told(app)) == (text, before)


async def test_what_is_found_is_said_while_values_are_offered_in_the_place_of_a_mistake(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "lng NOT (topic:energy OR topic:d")
        await app.until(lambda: offers(app) and told(app) == f"{found(app)} articles")
        await retype(app, "lng topic:qq")
        await app.until(lambda: "there is no topic “qq”" in told(app))


async def test_an_operator_in_small_letters_is_offered_in_capitals(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "lng or")
        await app.until(lambda: [label for label, _ in offers(app)] == ["OR", "org:"])
        await app.press("tab")
        assert typed(app) == "lng OR"


async def test_no_field_is_offered_within_a_value_that_is_not_understood(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "date:qqq la")
        await app.until(lambda: "Column 6: “qqq” is no date." in told(app))
        assert not offers(app)


async def test_a_field_that_wants_a_value_says_so_where_none_is_offered(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "source:")
        await app.until(lambda: offers(app) and told(app) == "5 articles")
        await retype(app, "title:")
        await app.until(lambda: told(app) == "5 articles · title: wants a value")
