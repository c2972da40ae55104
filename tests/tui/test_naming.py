"""Saying what a name is: by few keys, here or everywhere, said before it is done, and taken back."""

from __future__ import annotations

from pathlib import Path

from seeds.article import Mention
from tests.tui.rig import Opened, opened
from tui.screens.name_box import NameBox


async def at_name(app: Opened, text: str) -> Mention:
    """Open the article and go to the first name of a text."""
    await app.open()
    reader = app.app.main.reader
    await app.until(lambda: reader.page.article.mentions)
    for _ in range(60):
        await app.press("e")
        mention = reader.entity_under_cursor()
        if mention is not None and mention.text == text:
            return mention
    raise AssertionError(text)


async def box(app: Opened, key: str = "I") -> NameBox:
    await app.press(key)
    await app.until(lambda: isinstance(app.app.screen, NameBox))
    await app.pilot.pause()
    screen = app.app.screen
    assert isinstance(screen, NameBox)
    return screen


def types_of(app: Opened, text: str) -> set[str]:
    return {it.type for it in app.app.main.reader.marks.mentions if it.text == text}


async def test_a_type_is_one_key_and_holds_wherever_the_article_writes_it(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await at_name(app, "Mỹ")
        await box(app)
        assert "docbao reads it as place" in app.screen_text()
        await app.press("o", "2")
        await app.until(lambda: "Mỹ is an organisation" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: types_of(app, "Mỹ") == {"ORG"})
        assert app.app.main.reader.entity_under_cursor().type == "ORG"
        await app.until(lambda: "Set “Mỹ” right: an organisation, in this article" in app.said)
        await app.press("u")
        await app.until(lambda: types_of(app, "Mỹ") == {"PLACE"})


async def test_here_only_leaves_the_others(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        mention = await at_name(app, "Mỹ")
        await box(app)
        await app.press("n", "1", "enter")
        reader = app.app.main.reader
        await app.until(lambda: reader.marks.at(mention.start) is None)
        assert types_of(app, "Mỹ") == {"PLACE"}


async def test_a_name_can_be_given_from_those_known_and_holds_in_every_article(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await at_name(app, "Bộ Công Thương")
        screen = await box(app)
        await app.press("tab")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("chinh phu")
        await app.until(lambda: "Chính phủ" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.press("3")
        assert screen.naming.name == "Chính phủ"
        assert "an organisation: Chính phủ," in app.screen_text()
        await app.press("enter")
        await app.until(lambda: "in every article" in app.said)
        other = app.app.main.view.window(1, 1)[0].id
        of = app.app.desk.article_with_mentions(other)
        assert {it.name for it in of.mentions if it.text == "Bộ Công Thương"} == {"Chính phủ"}


async def test_any_words_can_be_marked_as_a_name(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.open()
        reader = app.app.main.reader
        await app.until(lambda: reader.page.article.mentions)
        start = reader.page.article.text.index("kiên trì đối thoại")
        reader.select(start, start + len("kiên trì đối thoại"))
        await box(app, "i")
        assert "Choose what it is." in app.screen_text()
        await app.press("enter")
        assert isinstance(app.app.screen, NameBox)
        await app.press("e", "1", "enter")
        await app.until(lambda: types_of(app, "kiên trì đối thoại") == {"EVENT"})
        assert not reader.selecting


async def test_the_card_says_whose_word_it_is_and_x_takes_it_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await at_name(app, "Mỹ")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        assert "a name that docbao knows" in app.screen_text()
        await box(app, "i")
        await app.press("o", "2", "enter")
        await app.until(lambda: types_of(app, "Mỹ") == {"ORG"})
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        assert "set by you · docbao reads it as place" in app.screen_text()
        await box(app, "i")
        assert "x as docbao read it" in app.screen_text()
        await app.press("x")
        await app.until(lambda: types_of(app, "Mỹ") == {"PLACE"})


async def test_the_card_marks_the_words_that_say_what_it_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await at_name(app, "Lê Mạnh Hùng")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        reader = app.app.main.reader
        style = app.app.look.style("reader.evidence").bgcolor

        def marked() -> list[str]:
            rows = (reader.render_line(y) for y in range(reader.size.height))
            return [part.text for row in rows for part in row if part.style and part.style.bgcolor == style]

        await app.until(lambda: "trưởng" in " ".join(marked()))
        await app.press("escape")
        await app.until(lambda: not marked())


async def test_what_is_too_long_or_no_name_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.open()
        await app.press("I")
        await app.until(lambda: "No name under the cursor" in app.said)
        await app.press("V", "V", "}", "}", "I")
        await app.until(lambda: "too long" in app.said)
        assert len(app.app.screen_stack) == 1


async def test_the_box_leaves_the_name_in_view_where_there_is_room(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await at_name(app, "Mỹ")
        for size in ((80, 24), (120, 40), (20, 8), (3, 2), (200, 60)):
            await app.pilot.resize_terminal(*size)
            await app.pilot.pause()
            if app.app.main.reader.entity_under_cursor() is None:
                await app.press("e")  # the name has gone out of view with the size
            screen = await box(app)
            await app.press("l", "3", "1")
            if size[1] >= 24:
                reader = app.app.main.reader
                row = reader.region.y + reader.focused_row()
                region = screen.query("_Lines").first().region
                assert not region.y <= row < region.bottom
            await app.press("escape")
            assert len(app.app.screen_stack) == 1
