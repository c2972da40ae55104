"""What the reader does before the annotations are open waits for them: it is neither refused nor lost."""

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.actions import set_state
from annotations.collection import Collection, Listed
from annotations.query.whole import EVERYTHING
from annotations.store import Store
from seeds.problems import Problem
from tests.tui.rig import Opened, desk_and_app, opened
from tui.desk import subject_of
from tui.screens.note_editor import NoteEditor
from tui.type_ahead import HOLD_PATIENCE


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


@contextlib.asynccontextmanager
async def begun(
    folder: Path, gate: threading.Event | None = None, *, first: float = 0.001
) -> AsyncIterator[tuple[Opened, Listed]]:
    """Open the app up to its list, with its first article; the annotations come when they come, asked for so
    many seconds after the first paint. It ends as when the reader leaves."""
    desk, app = desk_and_app(folder)
    app.KEYS_FIRST = first  # type: ignore[misc]
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            hands = Opened(app, pilot)
            await hands.until(lambda: app.main.list.selected)
            selected = app.main.list.selected
            assert selected is not None
            yield hands, selected
    finally:
        if gate is not None:
            gate.set()
        desk.close()


async def is_starred(folder: Path, listed: Listed) -> bool:
    """Open the app again and say whether an article has a star."""
    async with opened(folder) as again:
        assert again.app.desk.store is not None
        return again.app.desk.store.marks_of(listed.id).starred


async def test_what_is_starred_in_the_first_moment_is_starred_once_they_are_open(
    tmp_path: Path, gate: threading.Event
) -> None:
    async with begun(tmp_path, gate) as (hands, first):
        app = hands.app
        hands.burst("s", "j", "s")
        await hands.until(lambda: "still being opened" in hands.said)
        await hands.press("slash")  # the list answers meanwhile
        await hands.type("topic:energy")
        await hands.press("enter")
        await hands.until(lambda: app.main.view and app.main.view.count == 2)
        gate.set()
        await hands.until(lambda: (store := app.desk.store) and store.marks_of(first.id).starred)
        store = app.desk.store
        assert store is not None
        await hands.until(lambda: sum(it.starred for it in store.marks().values()) == 2)


async def test_who_leaves_before_they_are_open_keeps_what_was_done(
    tmp_path: Path, gate: threading.Event
) -> None:
    async with begun(tmp_path, gate) as (hands, first):
        await hands.press("s", "q")
    assert await is_starred(tmp_path, first)


async def test_who_leaves_before_they_are_even_to_be_opened_keeps_it_too(tmp_path: Path) -> None:
    async with begun(tmp_path, first=60) as (hands, first):
        await hands.press("s", "q")
    assert await is_starred(tmp_path, first)


async def test_the_note_that_was_asked_for_opens_and_has_what_is_typed_ahead(
    tmp_path: Path, gate: threading.Event
) -> None:
    async with begun(tmp_path, gate) as (hands, _):
        hands.burst(*"axin chao")
        await asyncio.sleep(HOLD_PATIENCE + 0.2)  # a large library takes that long
        gate.set()
        await hands.until(lambda: isinstance(hands.app.screen, NoteEditor))
        await hands.until(lambda: "xin chao" in hands.screen_text())


async def test_a_key_to_leave_typed_behind_a_note_takes_nothing_of_it(
    tmp_path: Path, gate: threading.Event
) -> None:
    async with begun(tmp_path, gate) as (hands, first):
        hands.burst(*"axin chao", "ctrl+q")
        await asyncio.sleep(0.3)
        gate.set()
        desk = hands.app.desk
        await hands.until(
            lambda: desk.store and [it.text for it in desk.store.drafts(first.id)] == ["xin chao"]
        )


async def test_who_leaves_does_not_wait_for_them(tmp_path: Path, gate: threading.Event) -> None:
    async with begun(tmp_path, gate) as (hands, _):
        hands.burst("a")
        await asyncio.sleep(0.3)
        hands.burst("ctrl+q")
        await hands.until(lambda: not hands.app.is_running)
        assert not gate.is_set()


async def test_that_something_waits_is_told_of_what_is_done_by_hand_only(
    tmp_path: Path, gate: threading.Event
) -> None:
    async with begun(tmp_path, gate) as (hands, _):
        await hands.open()
        await hands.pilot.pause(0.6)
        assert not hands.said
        await hands.press("s")
        await hands.until(lambda: "still being opened" in hands.said)
        gate.set()
        await hands.until(lambda: hands.said.startswith("Starred"))


async def test_a_note_that_had_to_wait_longer_than_keys_do_opens_nothing_over_what_came_after(
    tmp_path: Path, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.base.OPENING_PATIENCE", 0.3)
    async with begun(tmp_path, gate) as (hands, first):
        hands.burst("a", "j")
        await hands.until(lambda: hands.app.main.list.selected != first, "keys go on")
        gate.set()
        await hands.until(lambda: "press it again" in hands.said)
        assert len(hands.app.screen_stack) == 1


async def test_what_is_read_before_they_are_open_counts_as_read_and_is_gone_on_with(
    tmp_path: Path, gate: threading.Event
) -> None:
    async with begun(tmp_path, gate) as (hands, first):
        app = hands.app
        await hands.open()
        await hands.press("space", "space", "J")
        await hands.until(lambda: app.main.showing != first.id)
        second = app.main.showing
        gate.set()
        await hands.until(lambda: (store := app.desk.store) and store.marks_of(second).read)
        store = app.desk.store
        assert store is not None
        await hands.until(lambda: store.marks_of(first.id).read and store.marks_of(first.id).position)


async def test_what_is_changed_while_they_are_joined_is_seen_in_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined = Collection.attach

    def slowly(self: Collection, store: Store) -> None:
        """Attach a store in which another window writes just then."""
        joined(self, store)
        listed = self.listed(self.view(EVERYTHING).id_at(0))
        assert listed is not None
        store.apply(set_state(store, [subject_of(listed)], starred=True)).result()

    monkeypatch.setattr(Collection, "attach", slowly)
    async with begun(tmp_path) as (hands, first):
        app = hands.app
        await hands.until(lambda: (store := app.desk.store) and store.marks_of(first.id).starred)
        await hands.until(lambda: (it := app.main.list.selected) and it.starred)


async def test_what_takes_long_opens_though_they_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*given: Any, **named: Any) -> Store:
        raise Problem("store-newer", path="/there")

    facet = Collection.facet

    def slowly(self: Collection, *given: Any, **named: Any) -> Any:
        time.sleep(HOLD_PATIENCE + 0.2)
        return facet(self, *given, **named)

    monkeypatch.setattr(Store, "open", never)
    async with begun(tmp_path) as (hands, _):
        await hands.until(lambda: "Update docbao" in hands.said)
        monkeypatch.setattr(Collection, "facet", slowly)
        await hands.press("o")
        await hands.until(lambda: len(hands.app.screen_stack) == 2)


async def test_when_what_waited_cannot_be_done_at_leaving_the_last_line_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*given: Any, **named: Any) -> Store:
        raise Problem("store-newer", path="/there")

    monkeypatch.setattr(Store, "open", never)
    desk, app = desk_and_app(tmp_path)
    app.KEYS_FIRST = 60  # type: ignore[misc]
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Opened(app, pilot)
        await hands.until(lambda: app.main.list.selected)
        await hands.press("s", "q")
    assert [problem.code for problem in desk.close()] == ["store-newer"]


async def test_when_they_cannot_be_opened_what_waited_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    def never(*given: Any, **named: Any) -> Store:
        gate.wait()
        raise Problem("store-newer", path="/there")

    monkeypatch.setattr(Store, "open", never)
    async with begun(tmp_path, gate) as (hands, _):
        await hands.press("s")
        gate.set()
        await hands.until(lambda: "Update docbao" in hands.said)
        await hands.press("j", "s")
        await hands.until(lambda: "Update docbao" in hands.said)


@pytest.mark.parametrize(("key", "asked"), [("+", "5 articles"), ("*", "All 5 articles listed")])
async def test_what_is_for_all_that_is_listed_waits_until_all_of_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, asked: str
) -> None:
    monkeypatch.setattr(Collection, "is_small", False)  # the first paint has the head of a large library
    async with begun(tmp_path, first=0.5) as (hands, _):
        assert hands.app.main.view is None
        hands.burst(key)
        await hands.until(lambda: len(hands.app.screen_stack) == 2)
        assert asked in hands.screen_text()
