"""The input and the editor: what keys do to text, and that the text is always clean and composed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Input

from tui.typed import letter_end, letter_start
from tui.widgets import line_input, text_editor
from tui.widgets.line_input import LONGEST, LineInput
from tui.widgets.text_editor import TextEditor

NAMES = {" ": "space", "\n": "enter", "\x7f": "backspace"}
Press = Callable[..., Awaitable[str]]


class Fields(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.submitted: list[str] = []
        self.bubbled: list[str] = []

    def compose(self) -> ComposeResult:
        yield LineInput(value="e\u0301x")
        yield TextEditor("a\u0301\r\nb\x07", placeholder="[/nothing] is markup here")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.submitted.append(event.value)

    def on_key(self, event: events.Key) -> None:
        self.bubbled.append(event.key)


def held(field: LineInput | TextEditor) -> str:
    return field.value if isinstance(field, LineInput) else field.text


async def into(pilot: Pilot[None], field: LineInput | TextEditor, *keys: str) -> str:
    """Send keys (names, or texts of one-character keys) as one burst and return what the field holds."""
    field.focus()
    await pilot.pause()
    for key in keys:
        named = key in line_input.EDITING or key in text_editor.EDITING or "+" in key[1:] or key == "escape"
        for character in [key] if named else key:
            pilot.app.post_message(
                events.Key(character, None)
                if named
                else events.Key(NAMES.get(character, character), character)
            )
    await pilot.pause()
    return held(field)


@pytest.fixture(params=[LineInput, TextEditor], ids=["line", "text"])
def kind(request: pytest.FixtureRequest) -> Any:
    return request.param


async def test_what_a_field_is_given_is_cleaned_and_composed() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        line, text = app.query_one(LineInput), app.query_one(TextEditor)
        assert (line.value, text.text) == ("\u00e9x", "\u00e1\nb")
        line.value = "a\nb\u200bc\u0301\x1b"
        text.text = "a\rb\u200bc\u0301\x1b\tD"
        await pilot.pause()
        assert (line.value, text.text) == ("a b\u0107", "a\nb\u0107    D")


async def test_motions_selections_and_deletions_act_in_the_order_of_the_keys(kind: Any) -> None:
    app = Fields()
    async with app.run_test() as pilot:
        field = app.query_one(kind)
        await into(
            pilot, field, "end" if kind is LineInput else "ctrl+end", "f7", "ctrl+u", "ctrl+u", "ctrl+u"
        )
        assert await into(pilot, field, "một hai ba", "ctrl+w", "x", "home", "y") == "ymột hai x"
        assert await into(pilot, field, "ctrl+right", "shift+end", "z") == "ymột" + (
            "z" if kind is TextEditor else " z"
        )
        assert await into(pilot, field, "home", "delete", "ctrl+k", "ơn") == "ơn"
        assert await into(pilot, field, "left", "ctrl+shift+left", "delete", "end", "backspace", "k") == "k"


async def test_a_letter_that_nothing_composes_is_still_one_letter(kind: Any) -> None:
    app = Fields()
    async with app.run_test() as pilot:
        field = app.query_one(kind)
        await into(pilot, field, "ctrl+end", "ctrl+u", "ctrl+u", "backspace", "backspace", "backspace")
        assert await into(pilot, field, "aq\u0303\u0323b") == "aq\u0323\u0303b"
        assert await into(pilot, field, "left", "left", "x") == "axq\u0323\u0303b"
        assert await into(pilot, field, "right", "backspace") == "axb"


async def test_undo_takes_an_input_methods_rewriting_back_in_one_step() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        field = app.query_one(TextEditor)
        field.text = ""
        back = "\x7f"
        assert await into(pilot, field, "go" + back + "õ Vie" + back + "êt" + back * 2 + "ệt") == "gõ Việt"
        assert await into(pilot, field, "ctrl+z") == ""
        assert await into(pilot, field, "ctrl+y") == "gõ Việt"


async def test_undo_brings_a_composed_letter_back_as_it_was() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        field = app.query_one(TextEditor)
        field.text = "go"
        assert await into(pilot, field, "ctrl+end", "\u0303") == "gõ"
        assert await into(pilot, field, "ctrl+z") == "go"


async def test_enter_submits_what_stood_there_when_it_was_pressed() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        await into(pilot, app.query_one(LineInput), "end", "ctrl+u", "go\x7fõ", "enter", "x")
        assert app.submitted == ["gõ"]


async def test_keys_that_mean_nothing_here_and_backspace_on_nothing_are_left_to_the_screen() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        line, text = app.query_one(LineInput), app.query_one(TextEditor)
        text.passed_on = frozenset({"ctrl+d"})
        line.value = "a"
        app.bubbled.clear()
        await into(pilot, line, "end", "backspace", "backspace", "escape", "alt+x", "up")
        await into(pilot, text, "ctrl+d")
        assert app.bubbled == ["backspace", "escape", "alt+x", "up", "ctrl+d"]


async def test_a_paste_beyond_all_measure_is_cut_not_choked_on() -> None:
    app = Fields()
    async with app.run_test() as pilot:
        line = app.query_one(LineInput)
        line.value = ""
        line.focus()
        await pilot.pause()
        app.post_message(events.Paste("ơ" * 1_000_000))
        await pilot.pause()
        assert line.value == "ơ" * LONGEST


def test_every_editing_key_names_an_action_that_textual_has() -> None:
    for module, widget in ((line_input, LineInput), (text_editor, TextEditor)):
        for action in module.EDITING.values():
            assert hasattr(widget, "action_" + action.removesuffix("(True)")), action


def test_no_editing_key_of_textual_is_forgotten() -> None:
    """Those left out on purpose: what a Mac terminal never sends."""
    for module, base in ((line_input, Input), (text_editor, text_editor.TextArea)):
        keys = {
            key
            for binding in base.BINDINGS
            if isinstance(binding, Binding)
            for key in binding.key.split(",")
            if not key.startswith("super+")
        }
        assert keys <= module.EDITING.keys()


def test_letters_keep_their_marks() -> None:
    text = "aq\u0323\u0303b"
    assert [letter_start(text, index) for index in (0, 1, 2, 4, 5)] == [0, 0, 1, 1, 4]
    assert [letter_end(text, index) for index in (0, 1, 4, 5)] == [1, 4, 5, 5]
