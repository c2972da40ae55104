"""Tags, notes, stars: durable before they are said, taken back by one key, seen by a second window."""

import json
from pathlib import Path

from annotations import lines
from seeds.problems import Problem
from tests.tui.rig import Opened, opened, places_in
from tui.session import Session


async def tag(app: Opened, text: str) -> None:
    await app.press("t")
    await app.until(lambda: len(app.app.screen_stack) == 2)
    await app.type(text)
    await app.press("enter")
    await app.until(lambda: len(app.app.screen_stack) == 1)


def tags(app: Opened) -> tuple[str, ...]:
    listed = app.app.main.list.selected
    return listed.tags if listed else ()


async def test_a_vietnamese_tag_is_there_at_the_next_start(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await tag(app, "đọc-lại")
        await app.until(lambda: "đọc-lại" in app.said)
        await app.until(lambda: "#đọc-lại" in app.screen_text())
        await app.press("q")
    async with opened(tmp_path) as app:
        assert tags(app) == ("đọc-lại",)


async def test_several_tags_at_once_and_suggestions_from_those_in_use(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await tag(app, "LNG, năng lượng")
        await app.until(lambda: len(tags(app)) >= 2)
        used = tags(app)
        await app.press("j", "t")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        assert all(f"#{one}" in app.screen_text() for one in used)
        await app.press("escape")


async def test_undo_and_redo_name_what_they_did(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await tag(app, "một")
        await app.until(lambda: tags(app) == ("một",))
        await app.press("s")
        await app.until(lambda: "tarred" in app.said)
        await app.press("u")
        await app.until(lambda: "Undone: starred" in app.said)
        await app.press("u")
        await app.until(lambda: tags(app) == ())
        await app.press("u")
        await app.until(lambda: "nothing to undo" in app.said)
        await app.press("U")
        await app.until(lambda: tags(app) == ("một",))
        await app.press("U")
        await app.until(lambda: app.app.main.list.selected.starred)


async def test_a_note_is_saved_by_escape_and_found_by_its_words(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("a")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("Hỏi lại về khí cầu zeppelin")
        await app.press("enter")
        await app.type("- điểm hai")
        await app.press("escape")
        await app.until(lambda: len(app.app.screen_stack) == 1)
        await app.until(lambda: app.app.main.list.selected.notes == 1)
        await app.press("slash")
        await app.type("khi cau zep")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 1)
        await app.press("enter")
        await app.open()
        await app.press("G")
        await app.until(lambda: "điểm hai" in app.screen_text())


async def test_archived_articles_leave_the_list_and_undo_brings_them_back(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        first = app.selected
        await app.press("z")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 4)
        assert app.selected != first
        await app.press("u")
        await app.until(lambda: app.app.main.view and app.app.main.view.count == 5)


async def test_an_article_that_becomes_read_stays_in_an_unread_view(tmp_path: Path) -> None:
    async with opened(tmp_path, query="is:unread") as app:
        first = app.selected
        await app.open()
        await app.press("escape")
        await app.until(lambda: app.app.main.list.has_focus)
        await app.pilot.pause(0.2)
        assert app.selected == first
        assert app.app.main.view
        assert app.app.main.view.count == 5


async def test_a_second_window_sees_a_change_within_two_seconds(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        from annotations import actions
        from annotations.store import Store
        from tui.desk import subject_of

        where = places_in(tmp_path)
        listed = app.app.main.list.selected
        assert listed is not None
        with Store.open(where.data, where.state) as other:
            other.apply(actions.tag(other, [subject_of(listed)], add=["xa"])).result()
        for _ in range(100):
            if "#xa" in app.screen_text():
                break
            await app.pilot.pause(0.02)
        assert "#xa" in app.screen_text()


async def test_annotations_of_a_newer_docbao_are_refused_and_reading_goes_on(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("s")
        await app.until(lambda: "tarred" in app.said)
    where = places_in(tmp_path)
    for path in where.data.rglob("*"):
        if path.is_file() and path.name.startswith("journal"):
            header, rest = path.read_bytes().split(b"\n", 1)
            fields = json.loads(header.split(b" ", 1)[1])
            newer, _ = lines.encode({**fields, "v": 99})
            path.write_bytes(newer + rest)
    before = {path: path.read_bytes() for path in where.data.rglob("*") if path.is_file()}
    async with opened(tmp_path) as app:
        await app.until(lambda: app.said)
        await app.press("enter", "t")
        await app.pilot.pause(0.2)
        assert app.app.main.reader.page is not None
        assert len(app.app.screen_stack) == 1
    assert {path: path.read_bytes() for path in before} == before


async def test_a_message_is_in_nobodys_way(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.open()
        await app.press("s")
        await app.until(lambda: "Starred" in app.said)
        await app.press("h")
        await app.until(lambda: app.app.main.list.has_focus)


async def test_text_that_was_being_typed_is_told_of_at_the_next_start(tmp_path: Path) -> None:
    from annotations import actions
    from annotations.store import Store
    from tui.desk import subject_of

    where = places_in(tmp_path)
    async with opened(tmp_path) as app:
        listed = app.app.main.list.selected
        assert listed is not None
    with Store.open(where.data, where.state) as store:
        store.apply(actions.save_draft(store, subject_of(listed), "chưa xong")).result()
    async with opened(tmp_path) as app:
        await app.until(lambda: "Unsaved text waits" in app.said)
        await app.press("a")
        await app.until(lambda: "chưa xong" in app.screen_text())


async def test_an_article_open_at_the_start_is_read_as_soon_as_that_can_be_kept(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        first = app.app.main.list.selected.id
    async with opened(tmp_path, session=Session(selected=first, reading=True)) as app:
        await app.until(lambda: app.app.main.list.selected and not app.app.main.list.selected.unread)
        assert app.said == ""


async def test_what_succeeds_takes_the_place_of_what_had_failed(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        app.app.main.complain(Problem("not-saved", why="ENOSPC", path="x"))
        assert "the disk is full" in app.said
        await app.press("s")
        await app.until(lambda: "tarred" in app.said)


async def test_a_count_takes_back_several_and_the_history_goes_back_to_before_any(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        for name in ("một", "hai", "ba"):
            await tag(app, name)
            await app.until(lambda name=name: name in tags(app))
        await app.press("2", "u")
        await app.until(lambda: tags(app) == ("một",))
        assert "Undone: 2 changes" in app.said
        await app.press("H")
        await app.until(lambda: "WAS TAKEN BACK" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: len(tags(app)) == 3)
        await app.press("H")
        await app.until(lambda: "CAN BE TAKEN BACK" in app.screen_text())
        await app.press("up", "enter")
        await app.until(lambda: tags(app) == ())
        assert "Undone: 3 changes" in app.said


async def test_a_deleted_note_comes_back_days_later_from_what_was_deleted(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("a")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("Khi nao")
        await app.press("ctrl+s")
        await app.until(lambda: "note" in app.said)
        await app.press("a", "enter")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.press("ctrl+d")
        await app.until(lambda: "deleted a note" in app.said.lower())
    async with opened(tmp_path) as app:
        await app.press("X")
        await app.until(lambda: "Khi nao" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: "brought back" in app.said.lower())
        assert app.app.main.list.selected and app.app.main.list.selected.notes == 1
        await app.press("X")
        await app.until(lambda: "Nothing was deleted" in app.said)
