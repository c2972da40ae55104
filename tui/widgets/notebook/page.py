"""The notebook as a page of the main screen: the rows, beside them one at length, below the line that is
typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from tui.widgets.notebook.passage import Passage
from tui.widgets.notebook.rows import NotebookRows
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

_BESIDE = 100
"""Columns from which one annotation stands at length beside the rows."""


class NotebookPage(Vertical):
    """Lays the panes out; what they show and what keys do is the screen's."""

    DEFAULT_CSS = """
    NotebookPage { width: 1fr; height: 1fr; }
    NotebookPage #notebook-panes { width: 1fr; height: 1fr; }
    NotebookPage #notebook-rows { width: 1fr; height: 1fr; }
    NotebookPage #notebook-passage { width: 1fr; height: 1fr; border-left: solid $pane-line; }
    """

    def __init__(self) -> None:
        """Make the panes."""
        super().__init__(id="notebook")
        self.rows = NotebookRows(id="notebook-rows")
        self.passage = Passage(id="notebook-passage")
        self.prompt = Prompt()

    def compose(self) -> ComposeResult:
        """Rows and passage side by side, the prompt below."""
        with Horizontal(id="notebook-panes"):
            yield self.rows
            yield self.passage
        yield self.prompt

    def on_mount(self) -> None:
        """Show what there is room for."""
        self.passage.display = self.app.size.width >= _BESIDE

    def on_resize(self, event: events.Resize) -> None:
        """Show the passage where there is room for it."""
        self.passage.display = self.app.size.width >= _BESIDE
