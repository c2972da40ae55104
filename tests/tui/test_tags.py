"""The page of all tags: they are found there, and changed everywhere."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from annotations.store import Store
from annotations.tag_tree import Count, TagNode
from annotations.tagging import tag_items
from tests.tui.rig import Opened, desk_and_app, opened
from tui.desk import subject_of
from tui.screens.tag_browser import TagBrowser
from tui.session import Session
from tui.widgets.line_input import LineInput
from tui.widgets.tag_rows import TagRow


def store_of(app: Opened) -> Store:
    store = app.app.desk.store
    assert store is not None
    return store


def put(app: Opened, *rows: tuple[str, ...]) -> None:
    """Tag the articles of the view, one after the other, each with a row of tags."""
    view = app.app.main.view
    assert view is not None
    store = store_of(app)
    for listed, names in zip(view.window(0, view.count), rows, strict=False):
        if names:
            store.apply(tag_items(store, [subject_of(listed)], add=names)).result()
    store.flush()  # the collection counts them


def in_use(app: Opened) -> dict[str, int]:
    return dict(store_of(app).tags())


async def write(app: Opened, text: str) -> None:
    """Type over what stands in the line."""
    await app.press("ctrl+u")
    await app.type(text)


def apart(app: Opened, text: str) -> None:
    """Type a text as a keyboard does that sends letters and their marks apart."""
    focused = app.app.focused
    assert focused is not None
    for character in unicodedata.normalize("NFD", text):
        focused.post_message(events.Key(character, character))


async def page(app: Opened) -> TagBrowser:
    """Open the page of all tags."""
    await app.press("number_sign")
    await app.until(lambda: isinstance(app.app.screen, TagBrowser) and app.app.screen.rows.has_focus)
    screen = app.app.screen
    assert isinstance(screen, TagBrowser)
    return screen


def names(shown: TagBrowser) -> list[str]:
    return [row.node.name for row in shown.rows.rows]


# The page of all tags

TREE = (("kinh tế", "kinh tế/năng lượng"), ("kinh tế/năng lượng/LNG", "đọc lại"), ("Thuế", "thuế"))


async def test_the_page_shows_a_tree_that_folds_and_is_found_in_without_marks(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        put(app, *TREE)
        shown = await page(app)
        everything = [
            *("đọc lại", "kinh tế", "kinh tế/năng lượng", "kinh tế/năng lượng/LNG", "Thuế", "thuế"),
        ]
        assert sorted(names(shown)) == sorted(everything)
        await app.press("g", "g", "j", "h")
        assert "kinh tế/năng lượng" not in names(shown)
        await app.press("l", "l")
        assert shown.rows.current and shown.rows.current.node.name == "kinh tế/năng lượng"
        await app.press("slash")
        await app.type("nang luong")
        assert names(shown) == ["kinh tế/năng lượng", "kinh tế/năng lượng/LNG"]
        await app.press("enter", "escape")
        assert sorted(names(shown)) == sorted(everything)
        await app.press("escape")
        await app.until(lambda: app.app.main.list.has_focus)


async def test_enter_lists_the_articles_and_backspace_goes_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        put(app, *TREE)
        await page(app)
        await app.press("g", "g", "j", "enter")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 2)
        assert app.app.main.list.has_focus
        await app.press("backspace")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 5)


async def test_a_rename_shows_what_changes_before_it_is_done_and_is_undone_in_place(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        put(app, *TREE)
        before = in_use(app)
        shown = await page(app)
        await app.press("g", "g", "j", "r")
        await write(app, "")
        apart(app, "việc/kinh tế")
        await app.until(lambda: "#“kinh tế” → #“việc/kinh tế”: 2 articles" in app.screen_text())
        assert "2 tags below go along: #“kinh tế/năng lượng”, #“kinh tế/năng lượng/LNG”" in app.screen_text()
        assert in_use(app) == before
        await app.press("enter")
        await app.until(lambda: "việc/kinh tế/năng lượng/LNG" in in_use(app))
        await app.until(lambda: shown.rows.current and shown.rows.current.node.name == "việc/kinh tế")
        assert "Renamed #“kinh tế” to #“việc/kinh tế” on 2 items" in app.screen_text()
        await app.press("u")
        await app.until(lambda: in_use(app) == before)
        await app.until(lambda: "kinh tế/năng lượng" in names(shown))
        assert "Undone: renamed #“kinh tế”" in app.screen_text()


async def test_what_was_done_to_a_tag_is_seen_whatever_was_looked_for(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        put(app, ("thuế quan",), ("thuế vụ", "khác"))

        def there(*found: str) -> bool:
            row = shown.rows.current
            return names(shown) == list(found[1:]) and row is not None and row.node.name == found[0]

        shown = await page(app)
        await app.press("slash")
        await app.type("thue")
        await app.press("enter")
        assert there("thuế quan", "thuế quan", "thuế vụ")
        assert "2 of 3 tags like “thue”" in app.screen_text()
        await app.press("r")
        await write(app, "thuế má")
        await app.press("enter")
        await app.until(lambda: there("thuế má", "thuế má", "thuế vụ"))
        await app.press("u")
        await app.until(lambda: there("thuế quan", "thuế quan", "thuế vụ"))
        await app.press("r")
        await write(app, "mới")  # it is not like what was looked for
        await app.press("enter")
        await app.until(lambda: there("mới", "khác", "mới", "thuế vụ"))
        await app.press("u")
        await app.until(lambda: there("thuế quan", "khác", "thuế quan", "thuế vụ"))
        await app.press("U")
        await app.until(lambda: there("mới", "khác", "mới", "thuế vụ"))
        await app.press("slash")
        assert app.app.screen.query_one("#tag-input", LineInput).value == ""


async def test_a_rename_onto_another_tag_or_below_itself_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        put(app, *TREE)
        shown = await page(app)
        shown.rows.go(names(shown).index("Thuế"))
        await app.press("r")
        await write(app, "thue")
        await app.until(lambda: "Like it: #thuế · Tab takes it" in app.screen_text())
        await app.press("tab")
        await app.until(lambda: "#thuế: there already, they become one" in app.screen_text())
        assert "1 thing has both" in app.screen_text()
        await write(app, "Thuế/x")
        await app.until(lambda: "cannot go below itself" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: "cannot go below itself" in app.said)
        assert "Thuế" in in_use(app)
        await app.press("escape")
        assert shown.rows.has_focus


async def test_tags_that_differ_only_in_case_or_marks_are_pointed_out_and_merged_at_once(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, size=(120, 40)) as app:
        put(app, ("kinh te",), ("Kinh Tế",), ("kinh tế", "xa"))
        shown = await page(app)
        assert "3 alike (m merges)" in app.screen_text()
        shown.rows.go(names(shown).index("kinh te"))
        await app.press("m")
        await app.until(lambda: "ALL ALIKE, INTO" in app.screen_text())
        await app.type("kinh te")
        await app.until(lambda: "#Kinh Tế" in app.screen_text())
        await app.press("down", "enter")
        await app.until(lambda: "Merge #" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: len(in_use(app)) == 2)
        assert in_use(app) == {"Kinh Tế": 3, "xa": 1}
        await app.until(lambda: "alike (m" not in app.screen_text())


async def test_marked_tags_are_merged_and_deleted_after_a_question(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        put(app, *TREE)
        before = in_use(app)
        shown = await page(app)
        assert "6 tags · 2 alike (m merges) · by name" in app.screen_text()
        foot = app.screen_text().splitlines()[-1]
        assert "Space mark" in foot and "S order" in foot
        await app.press("H")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.press("escape")
        await app.until(lambda: app.app.screen is shown)
        shown.rows.go(names(shown).index("Thuế"))
        await app.press("space")
        assert shown.rows.current and shown.rows.current.node.name == "Thuế"
        await app.press("m")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.type("doc")
        await app.press("enter")
        await app.until(lambda: "Merge #Thuế into #“đọc lại”" in app.screen_text())
        assert "Among them “" in app.screen_text()
        await app.press("enter")
        await app.until(lambda: in_use(app).get("đọc lại") == 2)
        await app.until(lambda: shown.rows.current and shown.rows.current.node.name == "đọc lại")
        shown.rows.go(names(shown).index("kinh tế"))
        await app.press("x")
        await app.until(lambda: "Delete #“kinh tế” from 2 articles?" in app.screen_text())
        assert "2 tags below go along" in app.screen_text()
        await app.press("enter")
        await app.until(lambda: set(in_use(app)) == {"đọc lại", "thuế"})
        await app.press("u", "u")
        await app.until(lambda: in_use(app) == before)


async def test_without_tags_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await page(app)
        assert "There are no tags yet." in app.screen_text()
        await app.press("r", "m", "x", "space", "l", "h", "enter", "S")
        await app.press("escape")
        await app.until(lambda: app.app.main.list.has_focus)


@pytest.mark.parametrize("size", [(8, 3), (20, 5), (200, 60)])
async def test_the_page_takes_any_screen_and_any_tag(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(tmp_path, size=size) as app:
        put(app, ("[/]", "[@click=app.quit]x[/]", "a" * 100, "/".join("b" * 40)), ("ﬁ", "𠀀/𠀁"))
        shown = await page(app)
        for keys in ("j", "space", "h", "l", "S"), ("slash", "x", "enter", "escape"), ("r", "z", "escape"):
            await app.press(*keys)
        await app.press("g", "g", "x")
        await app.until(lambda: len(app.app.screen_stack) == 3)
        await app.press("escape")
        await app.until(lambda: app.app.screen is shown)
        assert len(in_use(app)) == 6


async def test_another_windows_tags_come_in_while_the_page_is_open(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        put(app, ("một",))
        shown = await page(app)
        put(app, (), ("hai",))
        await app.until(lambda: names(shown) == ["hai", "một"])


# How it looks


async def looked_at(app: Opened) -> None:
    put(app, *TREE)
    shown = await page(app)
    shown.rows.go(names(shown).index("kinh tế"))
    await app.press("r")
    await write(app, "việc/kinh tế")
    shown._input.cursor_blink = False
    await app.until(lambda: "go along" in app.screen_text())


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "dark"), ((120, 40), "light")], ids=["80x24", "light-120x40"]
)
def test_the_page_looks_as_it_was_meant_to(
    snap_compare: Any, tmp_path: Path, size: tuple[int, int], theme: str
) -> None:
    desk, app = desk_and_app(tmp_path, session=Session(theme=theme))

    async def before(pilot: Pilot[None]) -> None:
        hands = Opened(app, pilot)
        await hands.settle()
        await hands.named()
        await looked_at(hands)
        await hands.still()

    try:
        assert snap_compare(app, terminal_size=size, run_before=before)
    finally:
        desk.close()


async def test_large_numbers_on_the_page_of_tags_are_easy_to_read(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("number_sign")
        await app.until(lambda: isinstance(app.app.screen, TagBrowser))
        node = TagNode("thuế", Count(10_000, 0), Count(12_345, 6_789), "2026-02-20")
        page = app.app.screen
        assert isinstance(page, TagBrowser)
        page.rows.show([TagRow(node, 0, None)])
        await app.until(lambda: "10,000/12,345" in app.screen_text() and "6,789" in app.screen_text())
