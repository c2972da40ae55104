"""The line that takes the footer's place while something is typed to filter the list or to find in the
article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from seeds.text import display_safe
from tui.cells import fill, width
from tui.widgets.host import look_of, words_of
from tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from annotations.query.completion import Completion

Purpose = Literal["filter", "find"]
_LEAST_INFO = 20
"""Cells that a count or a mistake has beside what is typed, at least."""
_MOST_ROWS = 4
"""Rows that a mistake may take."""


class Prompt(Vertical):
    """A label, an input, and room for a count or a mistake: beside the input, or above where it is longer.
    Hidden until ``ask``."""

    DEFAULT_CSS = """
    Prompt { height: auto; display: none; background: $surface; }
    Prompt Horizontal { height: 1; }
    Prompt #prompt-told { height: auto; padding: 0 1; display: none; }
    Prompt #prompt-label { width: auto; padding: 0 1; color: $accent; }
    Prompt LineInput { width: 1fr; height: 1; border: none; padding: 0; background: $surface; }
    Prompt LineInput:focus { border: none; }
    Prompt #prompt-info { width: auto; max-width: 60%; padding: 0 1; height: 1; }
    """

    @dataclass
    class Changed(Message):
        """The text changed; ``cursor`` is where the typing goes on (an offset into it)."""

        purpose: Purpose
        text: str
        cursor: int

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
    class HelpWanted(Message):
        """F1 while typing a query."""

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
        self._told = Static("", id="prompt-told", markup=False)
        self._info = Static("", id="prompt-info", markup=False)
        self.purpose: Purpose = "filter"
        self._offered: Completion | None = None
        self._said, self._wrong = "", False

    def compose(self) -> ComposeResult:
        """Lay out label, input and info, and what is too long for it."""
        yield self._told
        with Horizontal():
            yield self._label
            yield self._input
            yield self._info

    def ask(self, purpose: Purpose, label: str, text: str) -> None:
        """Show the prompt with a text to begin with, and take the focus."""
        self.purpose = purpose
        self._offered = None
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
        self._said, self._wrong = text, wrong
        self._show_info()

    def _show_info(self) -> None:
        look = look_of(self)
        info, told = Text(), Text()
        if self._offered is not None:
            label, count = display_safe(self._offered.label), self._offered.count
            offer = label if count is None else f"{label} ({count})"
            info.append(words_of(self)("main.filter.offer", what=offer), look.style("bar.footer_key"))
            info.append("   ")
        if self._offered is None or not self._wrong:  # what is offered mends what is wrong
            style = look.style("bar.failure" if self._wrong else "bar.footer")
            if width(self._said) <= max(_LEAST_INFO, self.app.size.width * 6 // 10 - 2):
                info.append(self._said, style)
            else:
                lines = fill(self._said, max(1, self.app.size.width - 2), _MOST_ROWS)
                told.append("\n".join(lines), style)
        self._told.display = bool(told)
        self._told.update(told)
        self._info.update(info)

    def offer(self, completion: Completion | None) -> None:
        """Offer what Tab would put in, None for nothing."""
        self._offered = completion
        self._show_info()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the typing on."""
        event.stop()
        if self.display:
            self.post_message(self.Changed(self.purpose, event.value, self._input.cursor_position))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps what was typed."""
        event.stop()
        self.post_message(self.Submitted(self.purpose, event.value))

    def _put_in(self, completion: Completion) -> None:
        text = self._input.value
        self._offered = None
        self._input.value = text[: completion.start] + completion.text + text[completion.end :]
        self._input.cursor_position = completion.start + len(completion.text)

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """A click elsewhere keeps what was typed, as Enter does (another window of the desktop does not)."""
        event.stop()
        if self.display and self.app.app_focus:
            self.post_message(self.Submitted(self.purpose, event.value, left=True))

    def on_key(self, event: events.Key) -> None:
        """Escape takes it back, Backspace on nothing too; up and down move through the results."""
        if event.key == "escape" or (event.key == "backspace" and not self._input.value):
            self.post_message(self.Cancelled(self.purpose))
        elif event.key == "tab" and self._offered is not None:
            self._put_in(self._offered)
        elif event.key == "tab":
            self.post_message(self.Submitted(self.purpose, self._input.value))
        elif event.key == "f1" and self.purpose == "filter":
            self.post_message(self.HelpWanted())
        elif event.key in ("up", "ctrl+p"):
            self.post_message(self.Moved(self.purpose, -1))
        elif event.key in ("down", "ctrl+n"):
            self.post_message(self.Moved(self.purpose, 1))
        else:
            return
        event.stop()
        event.prevent_default()
