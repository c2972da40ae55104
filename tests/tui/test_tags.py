"""Tags by keys: chosen for one article or many, and changed everywhere on their own page."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from annotations import highlights
from annotations.model import Highlight
from annotations.store import Store
from annotations.tag_tree import Count, TagNode
from annotations.tagging import tag_items
from seeds.reading import read
from tests.tui.rig import Opened, desk_and_app, opened
from tui.desk import subject_of
from tui.screens.tag_browser import TagBrowser
from tui.screens.tagging import choose_tags
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


# Choosing


async def test_an_existing_tag_is_offered_for_its_word_without_marks_and_the_other_can_be_made(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path) as app:
        put(app, ("thuế quan",))
        for keys, tag in (("enter",), "thuế quan"), (("down", "enter"), "thue quan"):
            await app.press("j", "t")
            await app.until(lambda: len(app.app.screen_stack) == 2)
            await app.type("thue quan")
            await app.press(*keys)
            await app.until(lambda: len(app.app.screen_stack) == 1)
            await app.until(lambda tag=tag: app.app.main.list.selected.tags == (tag,))


async def test_levels_are_completed_and_several_tags_chosen_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        put(app, ("kinh tế/năng lượng", "kinh tế/thuế", "khác"))
        await app.press("j", "t")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        apart(app, "kinh tế/")
        await app.until(lambda: "#khác" not in app.screen_text().partition("Tags")[2])
        text = app.screen_text()
        assert "· #kinh tế/năng lượng" in text and "· #kinh tế/thuế" in text
        await app.press("tab")
        await app.type("đọc lại, mới")
        await app.press("enter")
        await app.until(lambda: len(app.app.main.list.selected.tags) == 3)
        assert set(app.app.main.list.selected.tags) & {"kinh tế/năng lượng", "kinh tế/thuế"}
        assert {"mới", "đọc lại"} < set(app.app.main.list.selected.tags)


async def test_suggestions_come_first_and_say_why(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        put(app, ("hội nhập",), (), ("zzz",))
        await app.until(lambda: "hội nhập" in app.screen_text())
        await app.press("j", "t")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        text = app.screen_text()
        assert text.index("SUGGESTED") < text.index("#hội nhập") and "used lately" in text


async def test_everything_listed_is_tagged_in_one_step_and_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        put(app, ("một",))
        await app.press("plus")
        await app.until(lambda: "5 articles" in app.screen_text() and "on 1 of 5" in app.screen_text())
        await app.type("hai")
        await app.press("enter")
        await app.until(lambda: in_use(app) == {"một": 1, "hai": 5})
        await app.until(lambda: "Tagged #hai on 5 articles · u undoes it" in app.said)
        await app.press("u")
        await app.until(lambda: in_use(app) == {"một": 1})


async def test_a_tag_that_some_have_is_kept_given_to_all_or_taken_off(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        put(app, ("một",), ("một",))
        for keys, left in ((), 2), (("space",), 5), (("space",), 0):
            await app.press("plus")
            await app.until(lambda: len(app.app.screen_stack) == 2)
            await app.press(*keys, "enter")
            await app.until(lambda: len(app.app.screen_stack) == 1)
            await app.until(lambda left=left: in_use(app).get("một", 0) == left)


async def test_more_than_fifty_are_asked_about_with_their_number(tmp_path: Path) -> None:
    library = tmp_path / "many"
    library.mkdir()
    for number in range(60):
        text = f"Bài số {number}\n\nNgày {number % 28 + 1}/11/2025\n\nHà Nội họp bàn lần thứ {number}.\n"
        (library / f"{number}.txt").write_text(text, "utf-8")
    async with opened(tmp_path, libraries=(library,), bundled=False) as app:
        for answer, tagged in ("escape", 0), ("enter", 60):
            await app.press("plus")
            await app.until(lambda: len(app.app.screen_stack) == 2)
            await app.type("x")
            await app.press("enter")
            await app.until(lambda: "Tag #x on 60 articles?" in app.screen_text())
            await app.press(answer)
            await app.until(lambda: len(app.app.screen_stack) == 1)
            await app.until(lambda tagged=tagged: in_use(app).get("x", 0) == tagged)


async def test_several_articles_are_chosen_by_v_and_changed_together(tmp_path: Path) -> None:
    async with opened(tmp_path, size=(80, 24)) as app:
        await app.press("j", "v", "j", "j")
        await app.until(lambda: "3 articles chosen" in app.screen_text())
        await app.press("s")
        await app.until(lambda: "Starred: 3 articles" in app.said)
        assert app.app.main.place == "list", "what was chosen is done with"
        await app.press("v", "k", "t")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("vài")
        await app.press("enter")
        await app.until(lambda: in_use(app) == {"vài": 2})
        await app.press("v", "j", "escape")
        await app.until(lambda: app.app.main.place == "list")
        await app.until(lambda: "chosen" not in app.screen_text())
        await app.press("u", "u")
        await app.until(lambda: "Undone: starred" in app.said)


async def test_tags_are_chosen_for_highlights_and_for_what_is_only_being_made(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        listed = app.app.main.list.selected
        assert listed is not None
        article = read(b"Vi\xe1\xbb\x87t Nam v\xc3\xa0 Hoa K\xe1\xbb\xb3 h\xe1\xbb\x8dp.\n")
        store = store_of(app)

        def mark(start: int, end: int) -> Highlight:
            operation = highlights.mark(store, subject_of(listed), article, start, end)
            store.apply(operation).result()
            found = store.highlight(highlights.highlight_id(operation))
            assert found is not None
            return found

        two = [mark(0, 8), mark(12, 18)]
        told: list[object] = []
        choose_tags(app.app.main, [listed], two, then=told.append)
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("cả ba")
        await app.press("enter")
        await app.until(lambda: told)
        assert in_use(app) == {"cả ba": 3}
        choose_tags(app.app.main, new=told.append)
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("sắp có")
        await app.press("enter")
        await app.until(lambda: told[-1] == ("sắp có",))
        assert in_use(app) == {"cả ba": 3}


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


async def test_choosing_ends_when_the_article_it_began_with_leaves_the_list(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("v", "j")
        app.app.main.filter_by("has:tag")
        await app.until(lambda: app.app.main.view and not app.app.main.view.count)
        await app.until(lambda: app.app.main.place == "list")
        await app.press("escape")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 5)
        assert app.app.main.place == "list"


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
