"""The picker: found by typing without marks, chosen by keys or mouse, several at once, new words offered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from time import process_time
from typing import Any

import pytest

from annotations.facets import FacetValue
from annotations.model import TagUse
from annotations.query.parser import parse
from annotations.query.tree import Within
from annotations.tag_tree import find
from tests.tui.list_app import ListApp, drawn
from tests.tui.list_views import five
from tui.choices import Choice, Finder
from tui.date_choices import date_choices, typed_dates
from tui.keymap import Keymap
from tui.palette import palette_choices
from tui.picking import Picking
from tui.screens.picker import Picked, Picker
from tui.tags_in_words import tags_in_words, tags_typed
from tui.words import Words

TOPICS = [
    Choice("trade", "Tariffs & trade", count=112),
    Choice("energy", "Energy", count=40),
    Choice("fta", "Free-trade agreements", count=3),
]
PLACES = [
    Choice("hn", "Hà Nội", group="Places"),
    Choice("hg", "Hà Giang", group="Places"),
    Choice("dn", "Đà Nẵng", group="Places"),
]
TAGS = [Choice("đọc-lại", "#đọc-lại", chosen=True), Choice("thuế", "#thuế"), Choice("việc/lng", "#việc/lng")]
TODAY = date(2026, 2, 10)


class Asking:
    """One app in which pickers are opened one after the other."""

    def __init__(self, app: ListApp, pilot: Any) -> None:
        self.app, self.pilot = app, pilot
        self.lines: list[str] = []

    async def __call__(self, picker: Picker, *keys: str) -> Any:
        """Open a picker, press keys, and return what it gave back ("open" if nothing yet).

        ``lines`` is what was on the screen before the last key.
        """
        self.app.returned.clear()
        self.app.ask(picker)
        await self.pilot.pause()
        await self.pilot.press(*keys[:-1])
        self.lines = drawn(self.app)
        await self.pilot.press(*keys[-1:])
        await self.pilot.pause()
        if not self.app.returned:
            self.lines = drawn(self.app)
            self.app.pop_screen()
            return "open"
        return self.app.returned[0]


@asynccontextmanager
async def asking(size: tuple[int, int] = (80, 24)) -> AsyncIterator[Asking]:
    app = ListApp(five())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Asking(app, pilot)


def labels(text: str, choices: list[Choice]) -> list[str]:
    return [choice.label for choice in Finder(choices).find(text)]


def test_marks_need_not_be_typed_and_words_come_in_any_order() -> None:
    assert labels("ha noi", PLACES) == ["Hà Nội"]
    assert labels("noi ha", PLACES) == ["Hà Nội"]
    assert labels("đa nang", PLACES) == labels("da", PLACES)[:1] == ["Đà Nẵng"]


def test_starts_of_words_come_before_what_is_inside() -> None:
    assert labels("trade", TOPICS) == ["Tariffs & trade", "Free-trade agreements"]
    assert labels("e", TOPICS)[0] == "Energy"
    assert labels("xyz", TOPICS) == []


def test_what_is_called_just_so_comes_first_then_but_for_case_then_but_for_marks() -> None:
    names = ["Năng Lượng", "nang luong", "năng lượng tái tạo", "năng lượng"]
    choices = [Choice(name, f"#{name}") for name in names]
    found = [choice.value for choice in Finder(choices).find("năng lượng")]
    assert found == ["năng lượng", "Năng Lượng", "nang luong", "năng lượng tái tạo"]
    uses = [TagUse(name, 9 - number, 0, "") for number, name in enumerate(names)]
    assert [use.name for use in find(uses, "năng lượng")] == found
    picking = Picking(choices, multiple=True, create=True, typed=None)
    assert picking.matching("năng lượng, khác", Words("en"))[0][0].label == "Add #“năng lượng”, #khác"


async def test_enter_takes_the_choice_under_the_cursor_and_escape_none() -> None:
    async with asking() as ask:
        assert await ask(Picker("Topic", TOPICS), "down", "enter") == Picked(("energy",))
        assert await ask(Picker("Topic", TOPICS), "ctrl+n", "ctrl+n", "ctrl+p", "enter") == Picked(
            ("energy",)
        )
        assert await ask(Picker("Topic", TOPICS), "up", "enter") == Picked(("fta",))
        assert await ask(Picker("Topic", TOPICS), "escape") is None
        assert await ask(Picker("Topic", TOPICS), *"fr", "enter") == Picked(("fta",))
        assert await ask(Picker("Topic", TOPICS), *"xy", "enter") == "open"


async def test_the_one_that_holds_now_is_marked_and_under_the_cursor() -> None:
    choices = [Choice("a", "newest"), Choice("b", "oldest", chosen=True)]
    async with asking() as ask:
        assert await ask(Picker("Order", choices), "enter") == Picked(("b",))
        assert any("▌✓ oldest" in line for line in ask.lines)
        assert await ask(Picker("Order", choices), "up", "enter") == Picked(("a",))


async def test_several_are_marked_with_space_or_tab_and_enter_takes_just_those() -> None:
    def several() -> Picker:
        return Picker("Topics", TOPICS, multiple=True)

    async with asking() as ask:
        assert await ask(several(), "space", "down", "down", "enter") == Picked(("trade",))
        assert await ask(several(), "tab", "down", "tab", "enter") == Picked(("trade", "energy"))
        assert await ask(several(), "space", "space", "down", "enter") == Picked(())
        assert await ask(several(), "enter") == Picked(("trade",)), "nothing marked: the one under the cursor"
        assert await ask(several(), *"fr", "tab", *"en", "enter") == Picked(("energy", "fta"))


async def test_space_types_once_something_is_typed() -> None:
    async with asking() as ask:
        assert await ask(Picker("Places", PLACES, multiple=True), *"ha", "space", *"no") == "open"
        assert any("Hà Nội" in line for line in ask.lines)
        assert not any("Hà Giang" in line for line in ask.lines)


async def test_tags_are_added_taken_off_and_made() -> None:
    def tags() -> Picker:
        return Picker("Tags", TAGS, multiple=True, create=True)

    async with asking() as ask:
        assert await ask(tags(), "enter") == Picked(("đọc-lại",)), "Enter alone changes nothing"
        assert await ask(tags(), *"thu", "enter") == Picked(("đọc-lại", "thuế"))
        assert await ask(tags(), *"doc", "tab", "enter") == Picked(())
        assert await ask(tags(), *"mới", "enter") == Picked(("đọc-lại",), ("mới",))
        assert await ask(tags(), *"#a,b", "comma", *"THUE", "enter") == Picked(
            ("đọc-lại", "thuế"), ("a", "b")
        )
        assert await ask(tags(), *"x", "tab", *"y", "enter") == Picked(("đọc-lại",), ("x", "y"))


async def test_a_new_tag_is_offered_as_such_and_an_existing_one_is_not() -> None:
    tags = Picking(TAGS, multiple=True, create=True, typed=None)
    words = Words("en")
    assert [choice.label for choice in tags.matching("doc-lai", words)[0]] == ["#đọc-lại", "New: #doc-lai"]
    assert [choice.label for choice in tags.matching("doc", words)[0]] == ["#đọc-lại", "New: #doc"]
    assert [choice.label for choice in tags.matching("lng", words)[0]] == ["New: #lng", "#việc/lng"]


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("đọc-lại, thuế quan", ["đọc-lại", "thuế quan"]),
        (" #đọc-lại,  kinh   tế,Đọc-Lại , # ,", ["đọc-lại", "kinh tế"]),
        ("#a #b c", ["a", "b c"]),
        ("C#, thuế, thuê", ["C#", "thuế", "thuê"]),
        (" , #", []),
    ],
)
def test_a_comma_separates_tags_and_their_spaces_are_kept(typed: str, tags: list[str]) -> None:
    assert tags_typed(typed) == tags


def test_tags_are_told_in_the_order_of_the_alphabet_and_their_ends_are_seen() -> None:
    assert (
        tags_in_words(["đọc", "e", "thuế quan", "da", "ấn", "ăn"]) == "#ăn, #ấn, #da, #đọc, #e, #“thuế quan”"
    )


async def test_of_several_typed_tags_the_last_is_found_and_the_others_are_kept() -> None:
    def tags() -> Picker:
        return Picker("Tags", TAGS, multiple=True, create=True)

    async with asking() as ask:
        typed = [*"mới", "comma", *"doc"]
        assert await ask(tags(), *typed, "enter") == Picked(("đọc-lại",), ("mới", "doc"))
        assert await ask(tags(), *typed, "down", "enter") == Picked(("đọc-lại",), ("mới",))
        assert await ask(tags(), *"thuế", "comma", *"viec", "down", "enter") == Picked(
            ("đọc-lại", "thuế", "việc/lng")
        )


async def test_a_word_with_other_marks_is_another_tag() -> None:
    async with asking() as ask:
        picker = Picker("Tags", TAGS, multiple=True, create=True)
        assert await ask(picker, *"thuê", "enter") == Picked(("đọc-lại",), ("thuê",))


async def test_the_keys_say_what_they_do_now() -> None:
    async with asking() as ask:
        several, tags = (
            Picker("Topics", TOPICS, multiple=True),
            Picker("Tags", [], multiple=True, create=True),
        )

        def keys() -> str:
            return next(line for line in ask.lines if "Esc close" in line).split("│")[1].strip()

        await ask(several, "escape")
        assert keys() == "Enter choose   Tab or Space mark   ↑↓ Ctrl+N/P move   Esc close"
        await ask(Picker("Topics", TOPICS, multiple=True), "space", "escape")
        assert keys() == "Enter done   Tab or Space mark   ↑↓ Ctrl+N/P move   Esc close"
        await ask(Picker("Topics", TOPICS, multiple=True), "space", "e", "escape")
        assert keys() == "Enter choose it too   Tab mark   ↑↓ Ctrl+N/P move   Esc close"
        await ask(Picker("Topics", TOPICS, multiple=True), *"zz", "escape")
        assert keys() == "Esc close"
        await ask(tags, "escape")
        assert keys() == "Enter done   Esc close"
        assert any("type one" in line for line in ask.lines)
        await ask(Picker("Tags", [], multiple=True, create=True), "a", "escape")
        assert keys() == "Enter add   Tab mark   Esc close"


async def test_groups_stand_together_under_their_names_until_something_is_typed() -> None:
    mixed = [Choice("u", "Unread", group="State"), *PLACES, Choice("s", "Starred", group="State")]
    async with asking() as ask:
        await ask(Picker("All", mixed, multiple=True))
        text = [line.strip(" │") for line in ask.lines]
        state, places = text.index("STATE"), text.index("PLACES")
        assert state < places
        assert "Starred" in text[state + 2]
        await ask(Picker("All", mixed, multiple=True), *"ha")
        assert not any("PLACES" in line for line in ask.lines)
        assert any("Hà Nội" in line and "Places" in line for line in ask.lines)


async def test_counts_and_keys_end_in_one_column() -> None:
    async with asking() as ask:
        await ask(Picker("Topic", TOPICS))
    lines = ask.lines
    ends = {line.index(str(choice.count)) + len(str(choice.count)) for choice in TOPICS for line in lines
            if choice.label in line}  # fmt: skip
    assert len(ends) == 1


async def test_what_is_offered_for_the_text_comes_first() -> None:
    picker = Picker(
        "Date", TOPICS, typed=lambda text: [Choice("date:7d", "The last 7 days")] if text == "7d" else []
    )
    async with asking() as ask:
        assert await ask(picker, *"7d", "enter") == Picked(("date:7d",))


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (120, 40), (200, 60), (8, 3)])
async def test_a_picker_fits_any_screen(size: tuple[int, int]) -> None:
    many = [Choice(str(at), f"[/]choice {at} [@click=app.quit]x[/]", count=at) for at in range(5000)]
    async with asking(size) as ask:
        picker = Picker("A [b]title[/]", many, multiple=True, note="[/] note")
        assert await ask(picker, "pagedown") == "open"
        assert any(line[line.find("▌") :].startswith("▌· ") for line in ask.lines if "▌" in line)
        if size[0] >= 80:
            assert any("A [b]title[/]" in line for line in ask.lines)
            assert any("[/]choice" in line for line in ask.lines)


async def test_a_letter_typed_into_five_thousand_choices_is_answered_at_once() -> None:
    many = [Choice(str(at), f"Tỉnh Hà Nội và Đà Nẵng số {at}", count=at) for at in range(5000)]
    finder = Finder(many)
    finder.find("h")  # The first letter folds the labels once.
    start = process_time()
    assert len(finder.find("noi ha 49")) > 50
    assert process_time() - start < 0.1


async def test_keys_pressed_in_one_burst_choose_what_was_typed() -> None:
    app = ListApp(five())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        picker = Picker("Topic", TOPICS)
        app.ask(picker)
        await pilot.pause()
        picker.input.value = "free"
        picker._take_key("enter")  # before the input's message has arrived
        await pilot.pause()
        assert app.returned == [Picked(("fta",))]


async def test_clicks_choose_mark_and_close() -> None:
    for multiple, expected in ((False, [Picked(("energy",))]), (True, [])):
        app = ListApp(five())
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.ask(Picker("Topic", TOPICS, multiple=multiple))
            await pilot.pause()
            await pilot.click("ChoiceList", offset=(6, 1))
            await pilot.pause()
            assert app.returned == expected
            if multiple:
                assert any("✓ Energy" in line for line in drawn(app))
                await pilot.click(offset=(0, 23))
                assert app.returned == [None]


def test_the_palette_has_every_command_of_the_place_with_its_live_key() -> None:
    words = Words("en")
    choices = palette_choices("list", Keymap({"tag": ("ctrl+t",), "star": ()}), words)
    by_id = {choice.value: choice for choice in choices}
    assert by_id["tag"].hint == "Ctrl+T" and by_id["star"].hint == ""
    assert by_id["start"].hint == "g g"
    assert "next-entity" not in by_id and "down" not in by_id
    assert Finder(choices).find("month range")[0].value == "by-date", "what a command does is found too"


def month(value: str, count: int) -> FacetValue:
    return FacetValue(value, "", count)


def test_the_date_picker_offers_what_has_articles_and_its_values_can_be_read_back() -> None:
    words = Words("en")
    values = [
        month("2026-02", 4),
        month("2025-11", 3),
        month("2025-03", 1),
        month("2025", 2),
        month("unknown", 5),
    ]
    choices = date_choices(values, words, TODAY)
    shown = [(choice.label, choice.count) for choice in choices]
    assert shown == [
        ("Today", None), ("This week", None), ("This month", 4), ("The last 30 days", None),
        ("All of 2026", 4), ("February 2026", 4), ("All of 2025", 6), ("November 2025", 3), ("March 2025", 1),
        ("Year unknown", 5),
    ]  # fmt: skip
    for choice in choices:
        assert isinstance(parse(choice.value, today=TODAY), Within)
    assert Finder(choices).find("11/2025")[0].label == "November 2025"
    assert all(c.group != words("dates.lately") for c in date_choices(values, words, date(2030, 1, 1)))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("11/2025", "November 2025"),
        ("2025-11..2026-02", "November 2025 – February 2026"),
        ("14/11/2025", "14 November 2025"),
        ("30/11/2025 – 1/11/2025", "1 November 2025 – 30 November 2025"),
        ("tháng 11/2025", "November 2025"),
        ("thang 11/2025", "November 2025"),
        ("7d", "4 February 2026 – 10 February 2026"),
        ("2025-11..", "From November 2025 on"),
        ("..2025", "Until 2025"),
        ("hôm qua", "9 February 2026"),
        ("unknown", "Year unknown"),
    ],
)
def test_a_typed_date_is_understood_and_said_in_full(text: str, label: str) -> None:
    (choice,) = typed_dates(text, Words("en"), TODAY)
    assert choice.label == label
    assert isinstance(parse(choice.value, today=TODAY), Within)


def test_a_typed_date_has_its_count_and_without_a_year_it_is_offered_for_those_there_are() -> None:
    values = [month("2026-02", 4), month("2025-11", 3), month("2024", 2), month("unknown", 5)]
    counts = {"date:2025-11": 3, "date:2024-11": 2, "date:7d": 1}

    def offered(text: str) -> list[tuple[str, int | None]]:
        found = typed_dates(text, Words("en"), TODAY, values, lambda query: counts.get(query, 0))
        return [(choice.label, choice.count) for choice in found]

    assert offered("tháng 11") == [("November 2025", 3), ("November 2024", 2)]
    assert offered("11/2025") == [("November 2025", 3)]
    assert offered("7d") == [("4 February 2026 – 10 February 2026", 1)]
    assert offered("14/3") == [("14 March 2025", 0)]


@pytest.mark.parametrize("text", ["", "x", "31/2/2025", "13/2025", "..", "date:"])
def test_what_is_no_date_offers_none(text: str) -> None:
    assert typed_dates(text, Words("en"), TODAY) == []


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_note_that_is_too_long_ends_in_a_sign_at_a_word(size: tuple[int, int]) -> None:
    async with asking(size) as ask:
        title = "Kho thóc đầy ắp trước mùa mưa bão. " * 8
        await ask(Picker("Tags", TOPICS, note=title))
        note = next(line for line in ask.lines if "Kho thóc" in line).split("│")[1].strip()
        assert note.endswith("…")
        shown = note.removesuffix("…")
        assert title.startswith(shown) and not title[len(shown)].isalnum()
