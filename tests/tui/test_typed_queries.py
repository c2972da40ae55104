"""What is said beside a query while it is typed: of what is wrong that and where, of what is still open that
it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.asking import ask, found, labels, offers, retype, told, typed
from tests.tui.rig import opened
from tui.widgets.offer_rows import OfferRows


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_what_is_wrong_is_told_with_its_place_and_leaves_the_list_as_it_was(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size=size) as app:
        await app.press("slash")
        await app.type_slowly("chủ đề:năng lượng")
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
        await retype(app, "date:qqq la")
        await app.until(lambda: "Column 6: “qqq” is no date." in told(app))
        assert not offers(app), "no field is offered within a value that is not understood"


async def test_what_has_no_mend_is_told_beside_what_is_offered(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(200, 60)) as app:
        await ask(app, "foo:x source:v")
        rows = app.app.screen.query_one(OfferRows)
        for size in ((200, 60), (120, 40), (80, 24)):
            await app.pilot.resize_terminal(*size)
            await app.until(
                lambda size=size: (
                    app.app.screen.size == size
                    and rows.display
                    and 0 < rows.region.bottom <= size[1]
                    and not rows.region.overlaps(app.app.main.prompt.region)
                ),
                f"offers above the line at {size}",
            )
            await app.until(lambda: offers(app) and "Column 1: there is no field “foo”." in told(app))


async def test_what_is_still_open_is_said_beside_what_is_found_so_far(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await app.press("slash")
        for text, said in (
            ("(thúc OR rào", "( open at column 1"),
            ('lng "thúc đẩ', "quote open at column 5"),
            ("thúc OR", "OR at column 6 wants more"),
            ("thúc AND ", "AND at column 6 wants more"),
            ("thúc -", "- at column 6 wants more"),
            ("thúc title:", "title: wants a value"),
            ("title:", "title: wants a value"),
        ):
            await retype(app, text)
            await app.until(
                lambda said=said: told(app).endswith(f" · {said}") and "article" in told(app),
                f"{text}: {said}",
            )
            assert not app.app.main.prompt.wrong
            assert f"{found(app)} article" in told(app)
            await app.press("enter")
            await app.until(lambda: app.app.main.prompt.wrong and told(app).startswith("Column"), text)
            await retype(app, "thúc")
            await app.until(lambda: told(app) == f"{found(app)} articles", text)


async def test_tab_leaves_what_is_still_open_as_it_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        for text in ('"thúc đẩ', "thúc OR", "thúc -", "(thúc OR rào"):
            await retype(app, text)
            await app.until(lambda: "article" in told(app) and " · " in told(app), text)
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
        await retype(app, "source:")
        await app.until(lambda: offers(app) and told(app) == "5 articles")


async def test_an_operator_in_small_letters_is_offered_in_capitals(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await ask(app, "lng or")
        await app.until(lambda: labels(app) == ["OR", "org:"])
        await app.press("tab")
        assert typed(app) == "lng OR"
