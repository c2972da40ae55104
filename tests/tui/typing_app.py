"""A tiny app for the terminal tests: the input and the editor; what they hold goes to a file as JSON."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

import json
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Static

from tui.widgets.line_input import LineInput
from tui.widgets.text_editor import TextEditor


class TypingApp(App[None]):
    """Ctrl+R empties both and goes to the input, Ctrl+G to the editor; Ctrl+T tells what is held."""

    CSS = "TextEditor { height: 8; }"
    BINDINGS: ClassVar = [
        ("ctrl+t", "tell", ""),
        ("ctrl+r", "empty('line')", ""),
        ("ctrl+g", "empty('text')", ""),
    ]

    def __init__(self, out: Path) -> None:
        super().__init__()
        self.out = out
        self.told = self.emptied = 0

    def compose(self) -> ComposeResult:
        yield LineInput(id="line")
        yield TextEditor(id="text")
        yield Static("ready", id="told", markup=False)

    def action_tell(self) -> None:
        self.told += 1
        line, text = self.query_one(LineInput).value, self.query_one(TextEditor).text
        self.out.write_text(json.dumps({"line": line, "text": text}))
        self.query_one("#told", Static).update(f"told {self.told}.")

    def action_empty(self, field: str) -> None:
        self.query_one(LineInput).value = ""
        self.query_one(TextEditor).text = ""
        self.screen.set_focus(self.query_one(f"#{field}"))
        self.emptied += 1
        self.query_one("#told", Static).update(f"emptied {self.emptied}.")


if __name__ == "__main__":
    TypingApp(Path(sys.argv[1])).run()
