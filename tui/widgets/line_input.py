"""The one line input of the app, in which Vietnamese input methods come out right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Size
from textual.reactive import Reactive, reactive
from textual.widgets import Input
from textual.widgets.input import Selection

from tui.typed import clean_line, letter_end, letter_start, reach
from tui.widgets.inline_keys import InlineKeys

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.binding import BindingType

LONGEST = 4096
"""The most code points a line takes: beyond it a paste is cut. A line longer than that is a mistake."""

EDITING: dict[str, str] = {
    "left": "cursor_left",
    "right": "cursor_right",
    "home": "home",
    "ctrl+a": "home",
    "end": "end",
    "ctrl+e": "end",
    "ctrl+left": "cursor_left_word",
    "alt+b": "cursor_left_word",
    "ctrl+right": "cursor_right_word",
    "alt+f": "cursor_right_word",
    "shift+left": "cursor_left(True)",
    "shift+right": "cursor_right(True)",
    "shift+home": "home(True)",
    "shift+end": "end(True)",
    "ctrl+shift+left": "cursor_left_word(True)",
    "ctrl+shift+right": "cursor_right_word(True)",
    "ctrl+shift+a": "select_all",
    "backspace": "delete_left",
    "ctrl+h": "delete_left",
    "delete": "delete_right",
    "ctrl+d": "delete_right",
    "ctrl+w": "delete_left_word",
    "alt+backspace": "delete_left_word",
    "ctrl+backspace": "delete_left_word",
    "alt+delete": "delete_right_word",
    "ctrl+delete": "delete_right_word",
    "ctrl+u": "delete_left_all",
    "ctrl+k": "delete_right_all",
    "ctrl+x": "cut",
    "ctrl+c": "copy",
    "ctrl+v": "paste",
    "enter": "submit",
}
"""Key to Textual action. Not bindings: those are queued behind letters that were typed after them."""


class LineInput(InlineKeys, Input, inherit_bindings=False):
    """One line of text, always NFC and free of control and invisible characters.

    Editing keys act where they are read, in the order in which they were pressed. A subclass or an owner that
    wants one of them for itself names it in ``passed_on``: it then bubbles like any other key.
    """

    BINDINGS: ClassVar[list[BindingType]] = []

    cursor_blink = reactive(False, init=False)
    """Nothing blinks."""

    virtual_size = Reactive(Size(0, 0))
    """Whatever is typed, the line is as wide as its place: nothing is laid out anew."""

    editing = EDITING

    heard: Callable[[], None] | None = None
    """Called as soon as another text stands in the line, before that is painted."""

    def watch_value(self) -> None:
        """Tell of another text."""
        if self.heard is not None:
            self.heard()

    def put(self, text: str) -> None:
        """Put what was typed in the place of the selection."""
        self.replace(text, *self.selection)

    def leaves(self, action: str) -> bool:
        """Backspace on nothing is left to the screen: there it may step back."""
        return action == "delete_left" and not self.value

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self._unseen = 0
        if text := clean_line(event.text[:LONGEST]):
            self.replace(text, *self.selection)

    def validate_value(self, value: str) -> str:
        """Return what the value may be: clean, NFC and of one line. Textual calls it before every change."""
        return clean_line(value[:LONGEST])

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace what stands between two indexes; a mark joins the letter before it."""
        value = self.value
        start, end = sorted((max(0, start), min(len(value), end)))
        back, new, forward, cursor = reach(value[:start], clean_line(text), value[end:])
        before = self.value
        super().replace(new, start - back, end + forward)
        if forward and self.value != before:
            self.cursor_position = start - back + cursor

    def action_cursor_left(self, select: bool = False) -> None:
        """Move one letter to the left, past its marks, or to the selection's start; ``select`` selects."""
        start, end = self.selection
        if select:
            self.selection = Selection(start, letter_start(self.value, end))
        else:
            self.cursor_position = letter_start(self.value, end) if start == end else min(start, end)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move one letter to the right, past its marks, or to the selection's end; ``select`` selects."""
        start, end = self.selection
        if select:
            self.selection = Selection(start, letter_end(self.value, end))
        elif self.cursor_at_end:
            super().action_cursor_right()  # takes the suggestion, if there is one
        else:
            self.cursor_position = letter_end(self.value, end) if start == end else max(start, end)

    def action_delete_left(self) -> None:
        """Delete the selection or the letter to the left, its marks included."""
        start, end = self.selection
        self.delete(letter_start(self.value, end) if start == end else start, end)

    def action_delete_right(self) -> None:
        """Delete the selection or the letter to the right, its marks included."""
        start, end = self.selection
        self.delete(start, letter_end(self.value, end) if start == end else end)
