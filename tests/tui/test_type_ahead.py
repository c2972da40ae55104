"""Keys typed faster than the screen follows go where they were meant to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar

import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.type_ahead import TypeAhead
from tui.widgets.line_input import LineInput


class Board(Widget, can_focus=True):
    """A list in which every letter is a command."""

    def on_key(self, event: events.Key) -> None:
        event.stop()
        assert isinstance(self.app, Desk)
        self.app.command(event.key)


class Sheet(ModalScreen[str]):
    AUTO_FOCUS: ClassVar[str] = "LineInput"

    def compose(self) -> ComposeResult:
        yield LineInput()

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            self.dismiss(self.query_one(LineInput).value)


class Desk(TypeAhead):
    AUTO_FOCUS: ClassVar[str] = "Board"

    def __init__(self) -> None:
        super().__init__()
        self.ran: list[str] = []
        self.written: list[str] = []

    def compose(self) -> ComposeResult:
        yield Board()
        yield LineInput(id="filter")

    def command(self, key: str) -> None:
        if key == "slash":
            self.query_one("#filter").focus()
        elif key == "a":
            self.push_screen(Sheet(), lambda text: self.written.append(text or ""))
        elif key == "b":
            release = self.hold_keys()

            def answered() -> None:
                self.command("a")
                release()

            self.set_timer(0.1, answered)
        elif key == "c":
            self.hold_keys()
        else:
            self.ran.append(key)
            if key == "m":
                self.at_once()

    def burst(self, text: str) -> None:
        names = {"/": "slash", "\x1b": "escape", "\x7f": "backspace"}
        for character in text:
            self.post_message(events.Key(names.get(character, character), character))


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    end = asyncio.get_running_loop().time() + 4
    while not holds():
        assert asyncio.get_running_loop().time() < end, "never happened"
        await pilot.pause(0.01)


async def test_a_burst_goes_on_in_the_field_that_its_first_key_opened() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.burst("xy/go\x7fõ")
        await until(pilot, lambda: (app.ran, app.query_one("#filter", LineInput).value) == (["x", "y"], "gõ"))


async def test_keys_that_have_their_effect_at_once_keep_their_place_among_the_others() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.burst("mxm/mom\x7fp")
        await until(
            pilot, lambda: (app.ran, app.query_one("#filter", LineInput).value) == (["m", "x", "m"], "mop")
        )
        app.query_one(Board).focus()
        app.burst("mam\x1bm")
        await until(pilot, lambda: (app.ran[3:], app.written) == (["m", "m"], ["m"]))


async def test_a_burst_goes_through_a_sheet_and_back() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.burst("xaghi\x1by")
        await until(pilot, lambda: (app.ran, app.written) == (["x", "y"], ["ghi"]))


async def test_keys_wait_for_a_sheet_that_opens_after_an_answer() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.burst("xbgo\x7fõ\x1by")
        await pilot.pause(0.05)
        assert app.ran == ["x"]
        await until(pilot, lambda: (app.ran, app.written) == (["x", "y"], ["gõ"]))


async def test_a_screen_that_never_opens_does_not_hold_the_keys_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.type_ahead.HOLD_PATIENCE", 0.1)
    app = Desk()
    async with app.run_test() as pilot:
        app.burst("cx")
        await pilot.pause(0.05)
        assert app.ran == []
        await until(pilot, lambda: app.ran == ["x"])


async def test_a_widget_that_goes_away_under_a_key_does_not_stop_the_next() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        board = app.query_one(Board)
        app.burst("x")
        board.remove()
        app.burst("z")
        app.query_one("#filter").focus()
        app.burst("ơ")
        await until(pilot, lambda: "ơ" in app.query_one("#filter", LineInput).value)
