"""Tags by keys: chosen for one article or many."""

from pathlib import Path

from annotations import highlights
from annotations.model import Highlight
from seeds.reading import read
from tests.tui.rig import opened
from tests.tui.test_tags import apart, in_use, put, store_of
from tui.desk import subject_of
from tui.screens.tagging import choose_tags


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


async def test_choosing_ends_when_the_article_it_began_with_leaves_the_list(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("v", "j")
        app.app.main.filter_by("has:tag")
        await app.until(lambda: app.app.main.view and not app.app.main.view.count)
        await app.until(lambda: app.app.main.place == "list")
        await app.press("escape")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 5)
        assert app.app.main.place == "list"
