"""Views and facets beside the list: going to them, narrowing by them, and keeping, naming and hiding them."""

import threading
from pathlib import Path

import pytest

from tests.tui.rig import Opened, opened
from tui.column_rows import ColumnRow

WIDE = (200, 60)


def count(app: Opened) -> int:
    view = app.app.main.view
    return view.count if view else -1


def rows(app: Opened) -> dict[str, ColumnRow]:
    return {row.label: row for row in app.app.main.column.pane.rows if row.kind != "gap"}


async def stand_on(app: Opened, label: str) -> None:
    """Put the column's cursor on a row by keys."""
    pane = app.app.main.column.pane
    await app.until(lambda: label in rows(app), f"a row {label}")
    await app.press("g", "g")
    for _ in range(len(pane.rows)):
        if pane.current is not None and pane.current.label == label:
            return
        await app.press("j")
    pytest.fail(f"the cursor never came to {label}")


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_a_view_is_two_keys_away(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        await app.press("w")
        await app.until(lambda: rows(app).get("Undated") and rows(app)["Undated"].count == 2)
        assert rows(app)["All articles"].mark == "here"
        await app.press("7")
        await app.until(lambda: count(app) == 2)
        assert app.app.main.list.has_focus
        assert app.app.main.column_place.display == (size == WIDE)
        await app.press("backspace")
        await app.until(lambda: count(app) == 5)


async def test_the_column_comes_from_an_article_too(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await app.open()
        await app.press("w")
        await app.until(lambda: app.app.main.in_column and app.app.main.column_place.display)
        assert "VIEWS" in app.screen_text()


async def test_after_a_sheet_the_keys_are_the_lists_not_those_of_a_column_out_of_sight(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        main = app.app.main
        await app.press("w")
        await app.until(lambda: main.in_column)
        await app.press("escape")
        await app.until(lambda: not main.column_place.display)
        await app.press("i")
        await app.until(lambda: main.explaining)
        await app.press("escape")
        await app.until(lambda: not main.explaining and main.list.has_focus)
        assert "hide" not in app.screen_text().splitlines()[-1]
        before = app.selected
        await app.press("j")
        await app.until(lambda: app.selected != before)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_list_is_seen_while_it_is_narrowed(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        main = app.app.main
        await app.press("G")
        await app.press("F")
        await stand_on(app, "Energy")
        before = app.selected
        assert " ".join(before.split()[:2]) in app.screen_text()
        await app.press("enter")
        await app.until(lambda: count(app) == 2)
        assert main.in_column
        assert main.column_place.region.right == main.list.region.x
        assert app.selected != before
        assert " ".join(app.selected.split()[:2]) in app.screen_text(), "the list's cursor stays in sight"
        await app.press("tab")
        await app.until(lambda: main.list.has_focus)
        assert main.column_place.display, "both stay"
        await app.press("escape")
        await app.until(lambda: not main.column_place.display)
        assert count(app) == 2, "first the column goes, then what it has narrowed to"
        assert main.reading_pane.display == (size[0] >= 100), "the reader is back"
        if main.reading_pane.display:
            await app.until(lambda: (page := main.reader.page) and page.listed.heading == app.selected)
        await app.press("escape")
        await app.until(lambda: count(app) == 5)


async def test_an_article_opened_beside_the_column_has_the_readers_place(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(120, 40)) as app:
        main = app.app.main
        await app.open()
        await app.press("F")
        await app.until(lambda: main.in_column)
        assert not main.reading_pane.display
        await app.press("tab")
        await app.until(lambda: main.list.has_focus)
        await app.open()
        assert main.reading_pane.display
        assert not main.column_place.display
        await app.press("i")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.press("escape", "escape", "backslash")
        await app.until(lambda: main.in_column)
        await app.press("backslash")
        await app.until(lambda: main.list.has_focus and main.reading_pane.display)


async def test_what_cannot_be_seen_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.opening._EYE_SECONDS", 0.8)
    async with opened(tmp_path, size=(120, 40)) as app:
        listed = app.app.main.list.selected
        assert listed is not None
        await app.press("F")
        await app.until(lambda: app.app.main.in_column)
        await app.still(1)
        before = app.app.desk.collection.listed(listed.id)
        await app.pilot.pause(1.0)
        assert app.app.desk.collection.listed(listed.id) == before, "it is as unread as it was"


async def test_a_facet_narrows_leaves_out_and_is_taken_back(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        await app.press("F")
        await stand_on(app, "Energy")
        await app.press("enter")
        await app.until(lambda: count(app) == 2)
        await app.until(lambda: rows(app)["Economy"].count == 2, "the other counts follow")
        assert app.app.main.in_column
        assert rows(app)["Energy"].mark == "on"
        await app.press("minus")
        await app.until(lambda: count(app) == 3)
        await app.press("backspace")
        await app.until(lambda: count(app) == 2)
        await app.press("enter")
        await app.until(lambda: count(app) == 5, "Enter takes back what it has asked for")


async def test_what_is_shown_is_kept_as_a_view_that_has_a_key_and_counts(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE, query="topic:energy") as app:
        await app.press("W")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("Điện")
        await app.press("enter")
        await app.until(lambda: "kept the view" in app.said.lower())
        await app.press("escape", "w")
        await app.until(lambda: rows(app).get("Điện") and rows(app)["Điện"].count == 2)
        await stand_on(app, "Điện")
        await app.press("m", "j")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        assert "does something else" in app.screen_text()
        await app.press("E")
        await app.until(lambda: rows(app)["Điện"].key == "E")
        await app.press("escape", "w", "1")
        await app.until(lambda: count(app) == 5)
        await app.press("w", "E")
        await app.until(lambda: count(app) == 2)
    async with opened(tmp_path, size=WIDE, query="view:Điện") as app:
        await app.until(lambda: count(app) == 2)
        await app.press("w")
        await app.until(lambda: "Điện" in rows(app), "it is there after a restart")


async def test_views_are_hidden_moved_renamed_and_brought_back(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        await app.press("w")
        await stand_on(app, "Starred")
        await app.press("x")
        await app.until(lambda: "Starred" not in rows(app))
        await app.press("u")
        await app.until(lambda: "Starred" in rows(app))
        await stand_on(app, "Starred")
        await app.press("K", "K")
        await app.until(lambda: rows(app)["Starred"].key == "4")
        await app.press("r")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("Giữ lại")
        await app.press("enter")
        await app.until(lambda: "Giữ lại" in rows(app))


async def test_no_two_views_have_one_name(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE, query="topic:energy") as app:
        await app.press("w")
        await stand_on(app, "This month")
        await app.press("r")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("unread")
        await app.press("enter")
        await app.still(2)
        assert len(app.app.screen_stack) == 2, "the box stays"
        assert "A view is called “Unread” already" in app.screen_text()
        await app.press("ctrl+u")
        await app.type("This Month")
        await app.press("enter")
        await app.until(lambda: "This Month" in rows(app), "its own name is no other's")
        await stand_on(app, "Starred")
        await app.press("x", "W")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("starred")
        await app.press("enter")
        await app.still(2)
        assert "A hidden view is called “Starred” already" in app.screen_text()


async def test_what_stands_for_several_views_has_no_key(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        await app.press("w")
        await stand_on(app, "By topic")
        await app.press("m")
        await app.until(lambda: "can have no key" in app.said)
        await app.press("enter", "j", "x")
        await app.until(lambda: "goes with “By topic”" in app.said)
        assert "By topic" in rows(app)


async def test_the_cursor_goes_to_the_view_that_undo_brings_back(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        await app.press("w")
        await stand_on(app, "This month")
        await app.press("x")
        await app.until(lambda: "This month" not in rows(app))
        await app.press("u")
        pane = app.app.main.column.pane
        await app.until(lambda: pane.current is not None and pane.current.label == "This month")


async def test_the_footer_has_the_keys_of_the_row_under_the_cursor(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:

        def footer() -> str:
            return app.screen_text().splitlines()[-1]

        await app.press("w")
        await stand_on(app, "Unread")
        await app.until(lambda: "hide" in footer() and "key" in footer() and "leave out" not in footer())
        await stand_on(app, "Energy")
        await app.until(lambda: "hide" not in footer() and "key" not in footer() and "leave out" in footer())
        await app.press("minus")
        await app.until(lambda: "not Energy" in rows(app), "what is left out says so")
        assert rows(app)["not Energy"].mark == "off"


async def test_views_are_there_before_they_are_counted(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        release = threading.Event()
        app.app.desk.count(release.wait)
        app.app.main.cmd_views()
        await app.until(lambda: app.app.main.column_place.display and "All articles" in app.screen_text())
        line = next(line for line in app.screen_text().splitlines() if "Unread" in line)
        assert "…" in line[:30]
        current = app.app.main.column.pane.current
        assert current is not None
        assert current.label == "All articles"
        release.set()
        await app.until(lambda: rows(app)["Unread"].count == 5)


async def test_where_a_view_was_hidden_the_cursor_is_on_the_next_one(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        pane = app.app.main.column.pane
        await app.press("w")
        await stand_on(app, "This month")
        await app.press("x")
        await app.until(lambda: "This month" not in rows(app))
        assert pane.current is not None
        assert pane.current.label == "Annotated"
        await app.press("h")  # folding goes to the heading
        await app.until(lambda: pane.current is not None and pane.current.kind == "heading")


async def test_counts_follow_what_is_changed(tmp_path: Path) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        await app.until(lambda: rows(app).get("Starred") and rows(app)["Starred"].count == 0)
        await app.press("s")
        await app.until(lambda: rows(app)["Starred"].count == 1)


async def test_a_name_of_an_article_cannot_command_the_column(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    folder.mkdir()
    text = "[bold]Đề[/] \x1b[31m\n\nTheo \x1b]0;x\x07 [/] VTC News, ngày 1/2/2026, Hà Nội."
    (folder / "a.txt").write_text(text)
    async with opened(tmp_path / "home", size=WIDE, libraries=(folder,), bundled=False) as app:
        await app.until(lambda: rows(app).get("All articles") and rows(app)["All articles"].count == 1)
        assert "\x1b" not in app.screen_text()


async def test_a_wide_screen_has_room_for_whole_names_in_the_column_and_the_text_keeps_its_own(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, size=WIDE) as app:
        await app.until(lambda: "Politics and government" in app.screen_text())
        assert app.app.main.reader.size.width >= 108, "text and notes beside it"
        await app.pilot.resize_terminal(170, 50)
        await app.until(lambda: app.app.main.column_place.region.width == 30)
        await app.pilot.resize_terminal(120, 40)
        await app.press("w")  # where it has the reader's place it has room, too
        await app.until(lambda: "Politics and government" in app.screen_text())
        assert app.app.main.list.size.width == 120 - 38


def test_the_view_asked_for_by_its_name_is_the_one_that_is_marked() -> None:
    from annotations.query import tree as t
    from tui.column_rows import ColumnRow, at_hand

    own = t.all_of(t.Topic("energy"), t.Sort("oldest"))
    rows = [
        ColumnRow("value", "views", "unread", "Unread", 3, t.Is("unread")),
        ColumnRow("value", "views", "own", "Own", 1, own),
    ]
    for wanted in (t.Saved("Own", own), t.all_of(t.Saved("Own", own), t.Is("unread")), own):
        found = at_hand(rows, wanted)
        assert found is not None and found.label == "Own"
    assert at_hand(rows, t.Is("unread")) == rows[0]
