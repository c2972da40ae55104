"""Help, key names and the README's key table all come from the command table and the live keys."""

from __future__ import annotations

import pytest

from tests.tui.list_app import ListApp, drawn
from tests.tui.list_views import five
from tui.commands import COMMANDS
from tui.dates_in_words import day_label, heading, in_words
from tui.key_table import markdown
from tui.keymap import Keymap
from tui.keys_in_words import show_key
from tui.screens.help import HelpScreen
from tui.words import Words


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("space", "Space"), ("ctrl+p", "Ctrl+P"), ("question_mark", "?"), ("g g", "g g"), ("right", "→"),
        ("right_curly_bracket", "}"), ("slash", "/"), ("G", "G"), ("pagedown", "PgDn"), ("f5", "F5"),
        ("ctrl+shift+left", "Ctrl+Shift+←"), ("minus", "-"), ("grave_accent", "`"), ("escape", "Esc"),
    ],
)  # fmt: skip
def test_keys_are_written_as_people_write_them(key: str, shown: str) -> None:
    assert show_key(key) == shown


async def test_help_shows_every_command_of_the_place_and_scrolls_to_the_last() -> None:
    app = ListApp(five())
    words = Words("en")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.ask(HelpScreen("reader"))
        await pilot.pause()
        seen = "\n".join(drawn(app))
        for _ in range(12):
            await pilot.press("pagedown")
            seen += "\n".join(drawn(app))
        for command in COMMANDS:
            title = words(f"command.{command.id}.title")
            if "reader" in command.contexts:
                assert title in seen, command.id
        assert words("command.drop-filter.title") not in seen
        await pilot.press("escape")
        assert app.returned == [None]


async def test_help_is_searched_by_words_without_marks_and_by_the_very_key() -> None:
    app = ListApp(five())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.ask(HelpScreen("list"))
        await pilot.pause()
        await pilot.press(*"tág")
        await pilot.pause()
        text = "\n".join(drawn(app))
        assert "Puts tags on the article" in text and "Goes to the next article" not in text
        await pilot.press("ctrl+u", *"N")
        await pilot.pause()
        lines = [line.strip(" │▐") for line in drawn(app)]
        first = next(at for at, line in enumerate(lines) if line == "READ")
        assert lines[first + 1].startswith("N ") and "Next unread" in lines[first + 1]
        await pilot.press("ctrl+u", *"zzzz")
        await pilot.pause()
        assert "No command matches “zzzz”." in "\n".join(drawn(app))


async def test_help_shows_the_readers_own_keys() -> None:
    app = ListApp(five())
    app.keymap = Keymap({"tag": ("ctrl+t",), "star": ()})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.ask(HelpScreen("list"))
        await pilot.pause()
        await pilot.press(*"tags on")
        await pilot.pause()
        assert any("Ctrl+T" in line and "Tag" in line for line in drawn(app))


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (200, 60), (5, 2)])
async def test_help_fits_any_screen(size: tuple[int, int]) -> None:
    app = ListApp(five())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.ask(HelpScreen("list"))
        await pilot.pause()
        await pilot.press("pagedown", "down", "pageup", "up")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert any("MOVE" in line for line in drawn(app))


def test_the_key_table_has_one_row_a_command() -> None:
    table = markdown(COMMANDS, Words("en"))
    assert table.count("\n| `") == len(COMMANDS)
    assert "| `j` `↓` |" in table and "| `?` |" in table


@pytest.mark.parametrize(
    ("edtf", "label", "short", "long"),
    [
        ("2026-02-08", "08", "8 Feb 2026", "8 February 2026"),
        ("2025-03-13?", "13?", "13 Mar 2025?", "13 March 2025, year inferred"),
        ("XXXX-05-08", "08/05", "8 May", "8 May"),
        ("XXXX-05", "/05", "May", "May"),
        ("2024-10", "", "October 2024", "October 2024"),
        ("2024", "", "2024", "2024"),
        ("202X", "", "2020s", "2020s"),
        ("2025-34", "", "Quarter 2 of 2025", "Quarter 2 of 2025"),
        ("2025-11-12/2025-11-14", "12–", "12 Nov 2025 – 14 Nov 2025", "12 November 2025 – 14 November 2025"),
    ],
)
def test_dates_are_said_in_words(edtf: str, label: str, short: str, long: str) -> None:
    from seeds.edtf import parse

    words = Words("en")
    assert day_label(parse(edtf)) == label
    assert in_words(parse(edtf), words, "short") == short
    assert in_words(parse(edtf), words) == long


def test_sections_are_headed_by_month_year_or_what_is_not_known() -> None:
    words = Words("en")
    assert [heading(key, words) for key in ("2026-02", "2025", "")] == [
        "February 2026",
        "2025",
        "Year unknown",
    ]
    assert day_label(None) == ""
