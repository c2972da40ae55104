"""The line that takes the footer's place while something is typed to filter the list or to find in the
article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.text import Text
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tui.widgets.host import look_of
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

Purpose = Literal["filter", "find"]


class Prompt(Horizontal):
    """A label, an input, and room for a count or a mistake. Hidden until ``ask``."""

    DEFAULT_CSS = """
    Prompt { height: 1; display: none; background: $surface; }
    Prompt #prompt-label { width: auto; padding: 0 1; color: $accent; }
    Prompt LineInput { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    Prompt LineInput:focus { border: none; }
    Prompt #prompt-info { width: auto; max-width: 60%; padding: 0 1; height: 1; }
    """

    @dataclass
    class Changed(Message):
        """The text changed."""

        purpose: Purpose
        text: str

    @dataclass
    class Submitted(Message):
        """Enter, or going elsewhere (``left``): what was typed stays."""

        purpose: Purpose
        text: str
        left: bool = False

    @dataclass
    class Cancelled(Message):
        """Escape: what was typed is taken back."""

        purpose: Purpose

    @dataclass
    class Moved(Message):
        """Up or down while typing."""

        purpose: Purpose
        by: int

    def __init__(self) -> None:
        """Make a hidden prompt."""
        super().__init__(id="prompt")
        self._label = Static("", id="prompt-label", markup=False)
        self._input = LineInput(id="prompt-input")
        self._info = Static("", id="prompt-info", markup=False)
        self.purpose: Purpose = "filter"

    def compose(self) -> ComposeResult:
        """Lay out label, input and info."""
        yield self._label
        yield self._input
        yield self._info

    def ask(self, purpose: Purpose, label: str, text: str) -> None:
        """Show the prompt with a text to begin with, and take the focus."""
        self.purpose = purpose
        self._label.update(Text(label))
        with self._input.prevent(Input.Changed):
            self._input.value = text
        self._input.cursor_position = len(text)
        self.set_info("")
        self.display = True
        self._input.focus()

    def close(self) -> None:
        """Hide the prompt; the caller moves the focus."""
        self.display = False

    def set_info(self, text: str, *, wrong: bool = False) -> None:
        """Say something beside what is typed: a count, or what is wrong with it."""
        look = look_of(self)
        self._info.update(Text(text, style=look.style("bar.failure" if wrong else "bar.footer")))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the typing on."""
        event.stop()
        if self.display:
            self.post_message(self.Changed(self.purpose, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps what was typed."""
        event.stop()
        self.post_message(self.Submitted(self.purpose, event.value))

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """A click elsewhere keeps what was typed, as Enter does (another window of the desktop does not)."""
        event.stop()
        if self.display and self.app.app_focus:
            self.post_message(self.Submitted(self.purpose, event.value, left=True))

    def on_key(self, event: events.Key) -> None:
        """Escape takes it back, Backspace on nothing too; up and down move through the results."""
        if event.key == "escape" or (event.key == "backspace" and not self._input.value):
            self.post_message(self.Cancelled(self.purpose))
        elif event.key == "tab":
            self.post_message(self.Submitted(self.purpose, self._input.value))
        elif event.key in ("up", "ctrl+p"):
            self.post_message(self.Moved(self.purpose, -1))
        elif event.key in ("down", "ctrl+n"):
            self.post_message(self.Moved(self.purpose, 1))
        else:
            return
        event.stop()
        event.prevent_default()
