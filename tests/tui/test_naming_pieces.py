"""Marking a selection as a name: pieces of longer names, whole words, the scope, other forms of an entity."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from seeds.article import MentionCorrection
from tests.tui.rig import Opened, opened
from tests.tui.test_naming import box, types_of
from tui.name_stretches import in_whole_words

NEWS = """15/11/2025 10:30 GMT+7

Ngân hàng Nhà nước Việt Nam họp báo

Tổng thống Ukraine Volodymyr Zelensky tới Hà Nội hôm 14/11. Ngân hàng Nhà nước Việt Nam công bố lãi suất. \
Việt Nam hoan nghênh.

Ông Zelensky nói rằng hai bên sẽ hợp tác. Ông Zelensky cảm ơn Việt Nam. Rồi có chiến dịch Mùa Xuân, tăng 12.
"""
BANK = "Ngân hàng Nhà nước Việt Nam"


@contextlib.asynccontextmanager
async def reading(folder: Path, size: tuple[int, int] = (80, 24), query: str = "") -> AsyncIterator[Opened]:
    """Open the news; ``query`` is found in it."""
    library = folder / "news"
    library.mkdir(exist_ok=True)
    (library / "news.txt").write_text(NEWS, "utf-8")
    async with opened(folder, size=size, libraries=(library,), bundled=False) as app:
        await app.open()
        await app.until(lambda: app.app.main.reader.page.article.mentions)
        if query:
            await app.press("slash")
            await app.type(query)
            await app.press("enter")
        yield app


def select(app: Opened, words: str, within: str = "") -> None:
    """Select words where they first stand, inside a longer text if one is given."""
    reader, within = app.app.main.reader, within or words
    start = reader.page.article.text.index(within) + within.index(words)
    reader.select(start, start + len(words))


def flat(app: Opened) -> str:
    """What the box says, its lines joined."""
    return " ".join(app.screen_text().replace("│", " ").split())


def kept(app: Opened) -> list[MentionCorrection]:
    return list(app.app.desk.collection.corrections(app.app.main.showing).said)


@pytest.mark.parametrize("scope", ["2", "3"])
@pytest.mark.parametrize("key", ["I", "enter"])
async def test_a_word_for_a_piece_of_a_longer_name_leaves_the_longer_one(
    tmp_path: Path, scope: str, key: str
) -> None:
    async with reading(tmp_path) as app:
        select(app, "Việt Nam", BANK)
        await box(app, key)
        await app.press("o", scope)
        await app.until(lambda: f"part of “{BANK}”, which stays as it is" in flat(app))
        assert "1 cuts it out, here only" in flat(app)
        await app.press("enter")
        await app.until(lambda: types_of(app, "Việt Nam") == {"ORG"})
        assert types_of(app, BANK) == {"ORG"}
        assert [(it.text, it.type) for it in kept(app)] == [("Việt Nam", "ORG")]


async def test_only_here_cuts_a_piece_out_of_a_longer_name(tmp_path: Path) -> None:
    async with reading(tmp_path) as app:
        select(app, "Việt Nam", BANK)
        await box(app)
        await app.press("l", "1")
        await app.until(lambda: f"“{BANK}” gives way to it here" in flat(app))
        await app.press("enter")
        reader = app.app.main.reader
        await app.until(
            lambda: reader.entity_under_cursor() and reader.entity_under_cursor().rule == "reader"
        )
        assert reader.entity_under_cursor().text == "Việt Nam"
        assert sum(it.text == BANK for it in reader.marks.mentions) == 1  # there is a second one
        await app.until(lambda: "at this place only" in app.said)
        await app.press("u")
        await app.until(lambda: sum(it.text == BANK for it in reader.marks.mentions) == 2)


async def test_a_selection_that_ends_inside_a_name_takes_whole_words_and_leaves_the_name(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path) as app:
        select(app, "tới H")
        screen = await box(app)
        assert screen.naming.text == "tới Hà"
        assert "“tới Hà” taken as whole words" in flat(app)
        await app.press("e")
        assert "cuts into “Hà Nội”, which stays as it is" in flat(app)
        await app.press("enter")
        await app.until(lambda: kept(app))
        assert types_of(app, "Hà Nội") == {"PLACE"}
        assert [(it.text, it.scope) for it in kept(app)] == [("tới Hà", "article")]


@pytest.mark.parametrize(
    ("selected", "taken", "told"),
    [
        ("ội hôm", "Nội hôm", True), (" Mùa Xuân, ", "Mùa Xuân", True), (" Mùa Xuân", "Mùa Xuân", False),
        ("Xuân, tăng 1", "Xuân, tăng 12", True), ("Mùa X", "Mùa Xuân", True),
    ],
)  # fmt: skip
async def test_what_is_called_a_name_is_whole_words(
    tmp_path: Path, selected: str, taken: str, told: bool
) -> None:
    async with reading(tmp_path) as app:
        select(app, selected)
        assert (await box(app)).naming.text == taken
        assert ("taken as whole words" in flat(app)) == told


async def test_signs_alone_are_no_name(tmp_path: Path) -> None:
    async with reading(tmp_path) as app:
        select(app, ",", "Xuân, tăng")
        await app.press("I")
        await app.until(lambda: "There is no word in this" in app.said)


def test_abbreviations_keep_their_stops_and_brackets_their_halves() -> None:
    for text, selected, taken in (
        ("ở D.C. nói", "D.C.", "D.C."), ("nói ở Huế.", "Huế.", "Huế"), ("(WTO) họp", "(WTO)", "(WTO)"),
        ("(WTO) họp", "(WTO", "WTO"), ("“Huế” -", "“Huế” -", "Huế"), ("...", "...", ""),
    ):  # fmt: skip
        start = text.index(selected)
        assert text[slice(*in_whole_words(text, start, start + len(selected)))] == taken


async def test_the_scope_always_begins_with_this_article(tmp_path: Path) -> None:
    async with reading(tmp_path) as app:
        for name in ("Hà Nội", "Ukraine", "Hà Nội"):
            select(app, name)
            screen = await box(app)
            assert screen.naming.scope == "article"
            assert "in this article" in flat(app)
            await app.press("e", "3", "enter")
            await app.until(lambda name=name: types_of(app, name) == {"EVENT"})
        select(app, "14/11")
        await box(app)
        await app.press("e", "1", "enter")
        await app.until(lambda: types_of(app, "14/11") == {"EVENT"})
        screen = await box(app)
        assert screen.naming.scope == "stretch"


async def test_a_word_for_the_article_takes_the_place_of_one_for_a_single_place(tmp_path: Path) -> None:
    async with reading(tmp_path) as app:
        for key, scope, type in (("e", "1", "EVENT"), ("o", "2", "ORG"), ("p", "3", "PERSON")):
            select(app, "Hà Nội")
            await box(app)
            await app.press(key, scope, "enter")
            await app.until(lambda type=type: types_of(app, "Hà Nội") == {type})
        assert [(it.text, it.scope) for it in kept(app)] == [("Hà Nội", "everywhere")]
        for type in ("ORG", "EVENT", "PLACE"):
            await app.press("u")
            await app.until(lambda type=type: types_of(app, "Hà Nội") == {type})


async def test_the_other_forms_of_a_renamed_entity_are_offered_and_set_in_one_go(tmp_path: Path) -> None:
    async with reading(tmp_path) as app:
        reader = app.app.main.reader

        def names() -> dict[str, set[str]]:
            found: dict[str, set[str]] = {}
            for it in reader.marks.mentions:
                if "Zelensky" in it.text:
                    found.setdefault(it.text, set()).add(it.name)
            return found

        before = names()
        select(app, "Zelensky", "Zelensky nói")
        await box(app)
        assert "“Zelensky” as it is written here" in flat(app)
        await app.press("tab")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("Ze")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        assert "a also “Volodymyr Zelensky”" in flat(app)
        await app.press("1")
        assert "also" not in flat(app)
        await app.press("2", "enter")
        await app.until(lambda: names()["Zelensky"] != before["Zelensky"])
        assert names()["Volodymyr Zelensky"] == before["Volodymyr Zelensky"]
        assert "Set “Zelensky” right: a person, " in app.said
        await app.press("u")
        await app.until(lambda: names() == before)
        select(app, "Zelensky", "Zelensky nói")
        screen = await box(app)
        await app.press("a")
        assert screen.naming.with_others
        assert "● a also" in flat(app)
        await app.press("o", "enter")
        await app.until(lambda: types_of(app, "Volodymyr Zelensky") == {"ORG"} == types_of(app, "Zelensky"))
        assert "another way it is written" in app.said
        await app.press("u")
        await app.until(lambda: names() == before)


async def test_a_new_name_is_the_one_in_focus(tmp_path: Path) -> None:
    async with reading(tmp_path, query="mùa xuân") as app:
        reader = app.app.main.reader
        await app.press("v")
        await box(app, "enter")
        await app.press("e", "enter")
        await app.until(lambda: types_of(app, "Mùa Xuân") == {"EVENT"})
        await app.until(lambda: reader.entity_under_cursor() is not None)
        assert reader.entity_under_cursor().text == "Mùa Xuân"
        await app.press("enter")
        await app.until(lambda: "named once here" in app.screen_text())


async def test_a_hit_inside_a_name_has_its_card_and_the_find_is_what_v_takes(tmp_path: Path) -> None:
    async with reading(tmp_path) as app:
        await app.press("e", "e", "slash")
        await app.type("volodymyr")
        await app.press("enter", "enter")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        assert "Volodymyr Zelensky" in flat(app)
        await app.press("escape", "v")
        assert app.app.main.reader.quote().text == "Volodymyr"


async def test_what_is_set_as_a_date_has_its_value_on_the_card(tmp_path: Path) -> None:
    async with reading(tmp_path) as app:
        select(app, "hôm 14/11")
        await box(app)
        await app.press("d", "1", "enter")
        await app.until(lambda: types_of(app, "hôm 14/11") == {"DATE"})
        await app.press("enter")
        await app.until(lambda: "meaning 14 November 2025" in flat(app))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (80, 18), (40, 12), (12, 6)])
async def test_the_whole_box_can_be_seen_whatever_it_has_to_say(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, size) as app:
        for words, within in (("Zelensky", "Volodymyr Zelensky"), ("Việt Na", BANK)):
            select(app, words, within)
            await box(app)
            for key in ("p", "3", "1", "n", "2"):
                await app.press(key)
                if size >= (80, 24):
                    assert "Enter take" in app.screen_text()
                    assert "in every article" in app.screen_text()
            await app.press("escape", "escape")
