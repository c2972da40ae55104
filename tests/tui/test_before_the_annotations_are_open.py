"""What the reader does before the annotations are open waits for them: it is neither refused nor lost."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.store import Store
from seeds.problems import Problem
from tests.tui.rig import Opened, desk_and_app, opened
from tui.screens.note_editor import NoteEditor


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Annotations that are not open before this is set."""
    gate, open_store = threading.Event(), Store.open

    def slowly(*given: Any, **named: Any) -> Store:
        gate.wait()
        return open_store(*given, **named)

    monkeypatch.setattr(Store, "open", slowly)
    yield gate
    gate.set()


async def test_what_is_starred_in_the_first_moment_is_starred_once_they_are_open(
    tmp_path: Path, gate: threading.Event
) -> None:
    desk, app = desk_and_app(tmp_path)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            hands = Opened(app, pilot)
            await hands.until(lambda: app.main.list.selected)
            first = app.main.list.selected
            assert first is not None
            hands.burst("s", "j", "s")
            await hands.until(lambda: "still being opened" in hands.said)
            await hands.press("slash")  # the list answers meanwhile
            await hands.type("topic:energy")
            await hands.press("enter")
            await hands.until(lambda: app.main.view and app.main.view.count == 2)
            gate.set()
            await hands.until(lambda: desk.store and len(desk.store.marks()) >= 2)
            await hands.until(lambda: desk.store and desk.store.marks_of(first.id).starred)
            assert sum(marks.starred for marks in desk.store.marks().values()) == 2  # type: ignore[union-attr]
    finally:
        gate.set()
        desk.close()


async def test_who_leaves_before_they_are_open_keeps_what_was_done(
    tmp_path: Path, gate: threading.Event
) -> None:
    desk, app = desk_and_app(tmp_path)
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Opened(app, pilot)
        await hands.until(lambda: app.main.list.selected)
        first = app.main.list.selected
        assert first is not None
        await hands.press("s", "q")
    gate.set()
    desk.close()
    async with opened(tmp_path) as again:
        assert again.app.desk.store is not None
        assert again.app.desk.store.marks_of(first.id).starred


async def test_who_leaves_before_they_are_even_to_be_opened_keeps_it_too(tmp_path: Path) -> None:
    desk, app = desk_and_app(tmp_path)
    app.KEYS_FIRST = 60  # type: ignore[misc]
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Opened(app, pilot)
        await hands.until(lambda: app.main.list.selected)
        first = app.main.list.selected
        assert first is not None
        await hands.press("s", "q")
    desk.close()
    async with opened(tmp_path) as again:
        assert again.app.desk.store is not None
        assert again.app.desk.store.marks_of(first.id).starred


async def test_the_note_that_was_asked_for_opens_and_has_what_is_typed_ahead(
    tmp_path: Path, gate: threading.Event
) -> None:
    desk, app = desk_and_app(tmp_path)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            hands = Opened(app, pilot)
            await hands.until(lambda: app.main.list.selected)
            hands.burst(*"axin chao")
            gate.set()
            await hands.until(lambda: isinstance(app.screen, NoteEditor))
            await hands.until(lambda: "xin chao" in hands.screen_text())
    finally:
        gate.set()
        desk.close()


async def test_a_note_that_had_to_wait_longer_than_keys_do_opens_nothing_over_what_came_after(
    tmp_path: Path, gate: threading.Event
) -> None:
    desk, app = desk_and_app(tmp_path)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            hands = Opened(app, pilot)
            await hands.until(lambda: app.main.list.selected)
            first = app.main.list.selected
            hands.burst("a", "j")
            await hands.until(lambda: app.main.list.selected != first, "keys go on")
            gate.set()
            await hands.until(lambda: "press it again" in hands.said)
            assert len(app.screen_stack) == 1
    finally:
        gate.set()
        desk.close()


async def test_when_they_cannot_be_opened_what_waited_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def never(*given: Any, **named: Any) -> Store:
        gate.wait()
        raise Problem("store-newer", path="/there")

    monkeypatch.setattr(Store, "open", never)
    desk, app = desk_and_app(tmp_path)
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            hands = Opened(app, pilot)
            await hands.until(lambda: app.main.list.selected)
            await hands.press("s")
            gate.set()
            await hands.until(lambda: "Update docbao" in hands.said)
            await hands.press("j", "s")
            await hands.until(lambda: "Update docbao" in hands.said)
    finally:
        gate.set()
        desk.close()
