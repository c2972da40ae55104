"""Finding and narrowing by keys: what is typed, what is picked, and how it is taken back."""

import threading
import time
from pathlib import Path
from typing import Any

from textual import events

from annotations.query.stopped import Stopped
from tests.tui.rig import Opened, opened
from tui.session import Session, load


def count(app: Opened) -> int:
    view = app.app.main.view
    return view.count if view else -1


async def test_the_list_follows_the_typing_and_marks_do_not_matter(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type_slowly("dam phan")
        await app.until(lambda: "articles" in app.screen_text())
        both = count(app)
        await app.type(" lng")
        await app.until(lambda: count(app) == 1)
        assert both > 1
        assert "LNG" not in app.selected
        assert app.selected.startswith("Vòng đàm phán")


async def test_enter_takes_what_was_typed_as_the_command_line_does_if_anything_has_it_so(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("ban")
        await app.until(lambda: count(app) == 5)  # there is "bang", and the like
        await app.press("enter")
        await app.until(
            lambda: count(app) == app.app.desk.collection.count(app.app.main.read_query("ban")) == 4
        )
        await app.press("backspace", "slash")
        await app.type("khoi")
        await app.until(lambda: 0 < count(app) < 5)
        await app.press("backspace", "backspace", "enter")
        await app.until(lambda: app.app.main.list.has_focus)
        assert app.app.desk.collection.count(app.app.main.read_query("kh")) == 0
        assert count(app) > 0, "a beginning that nothing is stays one"


async def test_escape_takes_back_what_was_typed_and_the_article_stays_selected(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("j")
        before = app.selected
        await app.press("slash")
        await app.type("giay dep")
        await app.until(lambda: count(app) == 1)
        await app.press("escape")
        await app.until(lambda: count(app) == 5)
        assert app.selected == before
        assert app.app.main.list.has_focus


async def test_while_an_answer_takes_long_no_old_count_stands_beside_it_and_escape_gives_it_up(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        collection, given_up, freed = app.app.desk.collection, threading.Event(), threading.Event()
        quick = collection.view

        def slow(query: Any, order: Any = "newest", *, seconds: Any = None, stop: Any = None) -> Any:
            while not freed.is_set():
                if stop():
                    given_up.set()
                    raise Stopped
                time.sleep(0.005)
            return quick(query, order, seconds=seconds, stop=stop)

        collection.view = slow  # type: ignore[method-assign]
        try:
            await app.type("lng")
            await app.until(lambda: app.screen_text().count("searching…") == 2)
            assert "5 articles" not in app.screen_text()
            freed.set()
            await app.until(lambda: count(app) == 1 and "searching…" not in app.screen_text())
            freed.clear()
            await app.type("x")
            await app.until(lambda: app.screen_text().count("searching…") == 2)
            await app.press("escape")
            await app.until(given_up.is_set)
        finally:
            freed.set()
        await app.until(lambda: "5 articles" in app.screen_text().splitlines()[0])


async def test_a_mistake_is_shown_and_the_list_stays_as_it_was(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        app.app.screen.focused.post_message(events.Paste("topci:energy"))
        await app.until(lambda: "topic:" in app.screen_text().splitlines()[-1])
        assert count(app) == 5


async def test_a_condition_with_a_mistake_leaves_what_the_rest_finds(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("lng")
        await app.until(lambda: count(app) == 1)
        await app.type(" topci")
        await app.until(lambda: count(app) == 0)
        for typed in ":energy":
            await app.type(typed)
            await app.until(lambda: count(app) == 1 and "Did you mean topic:?" in app.screen_text())
        await app.press("enter")
        assert app.app.main.is_typing("filter")
        assert "Column 5" in app.screen_text()
        await app.press(*["backspace"] * len("topci:energy"))
        await app.until(lambda: "Column" not in app.screen_text())
        await app.press("enter")
        assert app.app.main.list.has_focus
        assert count(app) == 1


async def test_what_is_not_finished_is_followed_but_not_taken(tmp_path: Path) -> None:
    """One text means the same on this line and on the command line."""
    async with opened(tmp_path) as app:
        for typed, found, place in [
            ('"giay d', 1, "Column 1: the quote"),
            ('(lng OR "giay dep"', 2, "Column 1: the parenthesis"),
            ("lng OR", 1, "Column 5: OR wants"),
            ("lng -", 1, "Column 5: - wants"),
            ("NOT", 5, "Column 1: NOT wants"),
        ]:
            await app.press("slash")
            await app.type(typed)
            await app.until(lambda found=found: count(app) == found)
            await app.press("enter")
            await app.until(lambda place=place: place in app.screen_text())
            assert app.app.main.is_typing("filter")
            assert count(app) == found
            await app.press("escape")
            await app.until(lambda: count(app) == 5)


async def test_a_field_without_a_value_is_not_taken_and_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("topic:")
        await app.until(lambda: count(app) == 5)
        await app.press("enter")
        await app.until(lambda: "topic: wants a value after it, as in topic:energy" in app.screen_text())
        assert app.app.main.is_typing("filter")
        await app.press("escape")
        assert app.app.main.list.has_focus


async def test_a_name_that_is_only_begun_does_not_empty_the_list(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("t")
        await app.type("việc/lng")
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 1)
        await app.press("slash")
        for text, found in (("tag:vi", 5), ("ệc", 1), ("/l", 5), ("ng", 1)):
            await app.type(text)
            await app.until(lambda found=found: count(app) == found)
        await app.press(*["backspace"] * 2, "enter")
        await app.until(lambda: count(app) == 0)
        await app.press("backspace")
        await app.until(lambda: count(app) == 5)
        await app.press("slash")
        for text, found in (('place:="', 5), ("H", 5), ("oa K", 5), ("ỳ", 4)):
            await app.type(text)
            await app.until(lambda found=found: count(app) == found)


async def test_an_operator_in_small_letters_that_finds_nothing_is_told(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("lng or than ")
        await app.until(lambda: count(app) == 0 and "OR joins conditions" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: "Backspace takes" in app.screen_text())
        assert "“or” was looked for as a word" in app.screen_text()


async def test_a_topic_and_a_month_in_two_keystrokes_each_shown_in_words_and_taken_back(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        await app.press("o")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("techno")
        await app.press("enter")
        await app.until(lambda: 0 < count(app) < 5)
        narrowed = count(app)
        await app.press("d")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("11/2025")
        await app.press("enter")
        await app.until(lambda: count(app) < narrowed)
        header = app.screen_text().splitlines()[0]
        assert "2025" in header
        assert f"{count(app)}/5" in header
        await app.press("backspace")
        await app.until(lambda: count(app) == narrowed)
        await app.press("escape")
        await app.until(lambda: count(app) == 5)


async def test_an_empty_view_says_which_condition_to_take_back(tmp_path: Path) -> None:
    async with opened(tmp_path, query="date:1999") as app:
        await app.until(lambda: count(app) == 0)
        text = app.screen_text()
        assert "Backspace" in text
        assert "1999" in text
        await app.press("backspace")
        await app.until(lambda: count(app) == 5)


async def test_what_backspace_is_said_to_take_away_is_what_it_takes(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("topic:agriculture")
        await app.until(lambda: 0 < count(app) < 5)
        before = count(app)
        await app.press("enter", "slash")
        await app.type("date:2025 khongco")
        await app.until(lambda: count(app) == 0)
        assert "Backspace" not in app.screen_text()  # it takes a letter
        await app.press("enter")
        await app.until(lambda: "Backspace takes away:" in app.screen_text())
        assert "\n  2025 · “khongco…” " in app.screen_text()
        await app.press("backspace")
        await app.until(lambda: count(app) == before)


async def test_an_empty_view_says_that_what_it_finds_is_archived(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("dam phan topic:agriculture")
        await app.until(lambda: count(app) == 1)
        await app.press("enter", "z")
        await app.until(lambda: "1 archived article matches" in app.screen_text())
        await app.press("u")
        await app.until(lambda: count(app) == 1)


async def test_dates_without_a_year_are_found_under_unknown(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("d")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("unknown")
        await app.press("enter")
        await app.until(lambda: 0 < count(app) < 5)
        assert all(row.date is None or row.date.earliest is None for row in app.app.main.view.window(0, 9))


async def test_facets_of_different_kinds_narrow_each_other(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("f")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("vtc")
        await app.press("enter")
        await app.until(lambda: count(app) == 1)
        assert "VTC News" in app.screen_text()


async def test_other_orders_have_no_months(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("S")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("title")
        await app.press("enter")
        await app.until(lambda: app.app.main.order == "title")
        await app.until(lambda: "FEBRUARY 2026" not in app.screen_text())


async def test_find_in_the_article_counts_and_steps(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.open()
        await app.press("slash")
        await app.type("nang luong")
        await app.until(lambda: app.app.main.reader.found[1] > 3)
        total = app.app.main.reader.found[1]
        assert f"1/{total}" in app.screen_text()
        await app.press("enter", "n", "n")
        assert app.app.main.reader.found == (3, total)
        await app.press("N")
        assert app.app.main.reader.found == (2, total)
        await app.press("escape")
        assert app.app.main.reader.has_focus
        assert not app.app.main.reader.finding


async def test_the_card_of_an_entity_filters_the_list_by_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.open()
        await app.until(lambda: app.app.main.reader.page and app.app.main.reader.page.article.mentions)
        for _ in range(60):
            await app.press("e")
            mention = app.app.main.reader.entity_under_cursor()
            if mention and mention.text == "Jacob Helberg":
                break
        await app.press("enter")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        assert "Jacob Helberg" in app.screen_text()
        await app.press("enter")
        await app.until(lambda: count(app) == 2)
        assert app.app.main.list.has_focus
        assert "Jacob Helberg" in app.screen_text().splitlines()[0]


async def test_the_palette_finds_a_command_by_its_name(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("ctrl+p")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("theme")
        await app.press("enter")
        await app.until(lambda: app.app.look.name == "light")


async def test_help_is_for_where_you_are_and_can_be_searched(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.open()
        await app.press("question_mark")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("raw")
        await app.pilot.pause(0.1)
        assert "R" in app.screen_text()
        await app.press("escape")
        await app.until(lambda: len(app.app.screen_stack) == 1)
        assert app.app.main.reader.has_focus


async def test_going_elsewhere_keeps_the_filter_and_closes_its_line(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("giay dep")
        await app.until(lambda: count(app) == 1)
        await app.press("tab")
        await app.until(lambda: app.app.main.list.has_focus)
        assert app.app.main.footer.display
        assert "Filter" not in app.screen_text().splitlines()[-1]
        await app.press("slash")
        await app.type("nike")
        await app.pilot.click("#list", offset=(5, 2))
        await app.until(lambda: app.app.main.footer.display)
        assert count(app) == 1


async def test_what_was_typed_in_one_go_is_taken_back_in_one_go(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type_slowly("hoa ky nike adidas")
        await app.press("enter")
        await app.until(lambda: count(app) == 1)
        await app.press("backspace")
        await app.until(lambda: count(app) == 5)


async def test_another_date_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        for month, title in (("11/2025", "Đó là khẳng định"), ("2/2026", "Vòng đàm phán")):
            await app.press("d")
            await app.until(lambda: len(app.app.screen_stack) == 2)
            await app.type(month)
            await app.press("enter")
            await app.until(lambda title=title: count(app) == 1 and app.selected.startswith(title))


async def test_the_words_of_the_filter_can_be_stepped_through_in_the_article(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("lng")
        await app.until(lambda: count(app) == 1)
        await app.press("enter")
        await app.open()
        await app.press("n")
        reader = app.app.main.reader
        assert reader.page is not None
        assert reader.page.article.text[reader.cursor :].startswith("LNG")


async def test_values_are_offered_while_a_condition_is_typed_and_tab_takes_them(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("slash")
        await app.type("source:vtc")
        await app.until(lambda: "source:VTC News" in app.screen_text())
        await app.press("tab")
        await app.until(lambda: count(app) == 1)
        await app.press("enter")
        assert app.app.main.list.has_focus


async def test_what_is_typed_is_in_sight_before_its_count_is(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(20, 5)) as app:
        await app.press("slash")
        await app.type("lng")
        await app.until(lambda: app.app.main.view is not None and app.app.main.view.count == 1)
        assert "lng" in app.screen_text().splitlines()[-1]
        await app.pilot.resize_terminal(40, 10)
        await app.until(lambda: "1 article" in app.screen_text().splitlines()[-1])
        assert "lng" in app.screen_text().splitlines()[-1]


async def test_queries_typed_before_come_back_on_an_empty_line(tmp_path: Path) -> None:
    async with opened(tmp_path, session=Session(history=("giay dep", "bão"))) as app:

        def typed() -> str:
            return app.app.main.prompt._input.value

        await app.press("slash")
        await app.type("lng")
        await app.until(lambda: count(app) == 1)
        await app.press("enter", "backspace", "slash")
        await app.type("lng OR")
        await app.press("enter")  # refused: it is not kept
        await app.press("escape", "slash", "up")
        assert typed() == "lng"
        await app.until(lambda: count(app) == 1 and "LNG" in app.screen_text())
        await app.press("up", "up", "up")
        assert typed() == "bão"
        await app.press("down")
        assert typed() == "giay dep"
        await app.until(lambda: count(app) == 1)
        await app.press("down", "down")
        assert typed() == ""
        await app.until(lambda: count(app) == 5)
        first = app.selected
        await app.type("a")
        await app.press("down")
        assert typed() == "a"
        await app.until(lambda: app.selected != first)
        await app.press("backspace", "up", "up", "enter")
        app.app.save_session()
    kept = load(app.app.desk.places.session).history
    assert kept == ("giay dep", "lng", "bão")
