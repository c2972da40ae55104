"""Writing a note: nothing that was typed is lost, and the sheet says how it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from annotations.model import Draft, Note
from tests.tui.note_desk import SUBJECT, FakeSaver, NoteDesk
from tui import draft_keeper
from tui.screens.note_editor import NoteOutcome

NOTE = Note("n1", SUBJECT.id, "Đọc lại.", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")
DRAFT = Draft("d1", SUBJECT.id, "n1", "Đọc lại phần LNG", "2026-02-01T00:00:00Z")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_keeper, "KEEP_AFTER", 0.05)
    monkeypatch.setattr(draft_keeper, "RETRY_AFTER", 0.1)


async def until(pilot: Pilot[None], holds: Callable[[], object], seconds: float = 20) -> None:
    end = asyncio.get_running_loop().time() + seconds
    while not holds():
        assert asyncio.get_running_loop().time() < end, "never happened"
        await pilot.pause(0.01)


def shown(app: NoteDesk, name: str) -> str:
    return str(app.sheet.query_one(f"#note-{name}", Static).render())


def ending(app: NoteDesk) -> str:
    assert app.outcome is not None
    return app.outcome.ending


async def test_a_draft_is_kept_soon_after_typing_and_the_note_on_leaving() -> None:
    saver = FakeSaver()
    saver.waiting = True
    app = NoteDesk(saver)
    async with app.run_test() as pilot:
        assert "Vòng đàm phán" in shown(app, "title")
        await pilot.press("h")
        await until(pilot, lambda: saver.asked == [("draft", "h")])
        assert shown(app, "state") == "saving…"
        saver.waiting = False
        saver.withheld[0].set_result(None)
        await pilot.press("ế", "t")
        await until(pilot, lambda: ("draft", "hết") in saver.asked)
        await until(pilot, lambda: shown(app, "state") == "draft saved")
        await pilot.press("enter", "x", "escape")
        await until(pilot, lambda: app.outcome)
    assert saver.asked[-1] == ("note", "hết\nx")
    assert ending(app) == "saved"


def test_a_draft_is_kept_within_a_second_of_the_last_key() -> None:
    from importlib import reload

    assert reload(draft_keeper).KEEP_AFTER <= 0.8


async def test_drafts_are_written_one_at_a_time_and_the_last_has_all() -> None:
    saver = FakeSaver()
    saver.waiting = True
    app = NoteDesk(saver)
    async with app.run_test() as pilot:
        await pilot.press("a")
        await until(pilot, lambda: saver.asked == [("draft", "a")])
        await pilot.press("b")
        await pilot.pause(0.15)
        assert saver.asked == [("draft", "a")]
        saver.withheld[0].set_result(None)
        await until(pilot, lambda: ("draft", "ab") in saver.asked)


@pytest.mark.parametrize(
    ("note", "keys", "asked", "ends"),
    [
        (None, ["escape"], [("drop", "")], "unchanged"),
        (None, ["space", "enter", "escape"], [("delete", "")], "unchanged"),
        (NOTE, ["escape"], [("drop", "")], "unchanged"),
        (NOTE, ["ctrl+u", "escape"], [("delete", "")], "deleted"),
        (NOTE, ["x", "ctrl+s"], [("note", "Đọc lại.x")], "saved"),
        (NOTE, ["ctrl+d"], [("delete", "")], "deleted"),
        (NOTE, ["x", "ctrl+d"], [("note", "Đọc lại.x"), ("delete", "")], "deleted"),
        (None, ["x", "ctrl+d"], [("note", "x"), ("delete", "")], "deleted"),
    ],
)
async def test_leaving_writes_what_there_is_to_write(
    note: Note | None, keys: list[str], asked: list[tuple[str, str]], ends: str
) -> None:
    saver = FakeSaver()
    app = NoteDesk(saver, note)
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        await until(pilot, lambda: app.outcome)
    assert [one for one in saver.asked if one[0] != "draft"][-len(asked) :] == asked
    assert ending(app) == ends


async def test_what_a_crash_left_comes_back_and_can_be_taken_back() -> None:
    app = NoteDesk(FakeSaver(), NOTE, DRAFT)
    async with app.run_test(size=(120, 40)) as pilot:
        assert app.sheet.editor.text == DRAFT.text
        assert "is back" in shown(app, "state")
        await pilot.press("ctrl+z")
        assert app.sheet.editor.text == NOTE.text


async def test_a_failure_stays_in_sight_with_the_text_and_heals_by_itself() -> None:
    saver = FakeSaver()
    saver.failing = True
    app = NoteDesk(saver)
    async with app.run_test() as pilot:
        await pilot.press("ơ", "i")
        await until(pilot, lambda: "No space left" in shown(app, "trouble"))
        await pilot.press("escape")
        await until(pilot, lambda: saver.asked[-1] == ("note", "ơi"))
        await pilot.pause()
        assert app.outcome is None
        assert (app.sheet.editor.text, shown(app, "state")) == ("ơi", "not saved")
        assert "Ctrl+E" in shown(app, "keys")
        await pilot.press("!")
        assert app.sheet.editor.text == "ơi!"
        assert app.sheet.has_class("-failed")
        assert shown(app, "state") == "not saved", "until it is"
        saver.failing = False
        await until(pilot, lambda: shown(app, "state") == "draft saved")
        assert not app.sheet.has_class("-failed")


async def test_a_text_that_cannot_be_saved_goes_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_keeper, "KEEP_AFTER", 60)
    monkeypatch.setattr("tui.screens.note_editor.spare_folders", lambda: (tmp_path / "gone", tmp_path))
    saver = FakeSaver()
    saver.failing = True
    app = NoteDesk(saver, NOTE)
    async with app.run_test() as pilot:
        await pilot.press("ơ", "ctrl+e", "escape")
        await until(pilot, lambda: app.sheet.has_class("-failed"))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: list(tmp_path.glob("*.md")))
        await until(pilot, lambda: "Esc closes" in shown(app, "trouble"))
        await pilot.press("escape")
        await until(pilot, lambda: app.outcome)
    (path,) = tmp_path.glob("*.md")
    assert app.outcome == NoteOutcome("elsewhere", None, path)
    assert path.read_text("utf-8") == f"# {SUBJECT.title}\n\nĐọc lại.ơ\n"
    assert path.stat().st_mode & 0o777 == 0o600


async def test_a_failing_text_can_be_given_up() -> None:
    saver = FakeSaver()
    saver.failing = True
    app = NoteDesk(saver)
    async with app.run_test() as pilot:
        await pilot.press("x", "escape")
        await until(pilot, lambda: app.sheet.has_class("-failed"))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: app.outcome)
    assert ending(app) == "dropped"


async def test_told_to_end_the_editor_keeps_the_draft_first() -> None:
    saver = FakeSaver()
    app = NoteDesk(saver)
    async with app.run_test() as pilot:
        await pilot.press("x")
        assert app.sheet.flush_now()
        assert saver.asked == [("draft", "x")]
        assert app.sheet.flush_now() and len(saver.asked) == 1
        saver.failing = True
        await pilot.press("y")
        assert not app.sheet.flush_now()


async def test_an_app_that_ends_under_the_editor_keeps_the_draft() -> None:
    saver = FakeSaver()
    app = NoteDesk(saver)
    async with app.run_test() as pilot:
        await pilot.press("x")
    assert saver.asked == [("draft", "x")]


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (200, 60)])
async def test_the_sheet_fits_and_leaves_the_article_in_sight(size: tuple[int, int]) -> None:
    app = NoteDesk(FakeSaver(), NOTE)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        sheet, text = app.sheet.query_one("#note-sheet").region, app.sheet.editor.region
        assert sheet.bottom == size[1] and text.height >= 2 and text.width <= 84
        if size[1] >= 24:
            assert sheet.y >= 6
