"""A question before something that touches much: what would be done, with its counts, yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Vertical
from textual.widgets import Static

from seeds.text import display_safe
from tui.widgets.host import look_of, words_of
from tui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult


class Confirm(Overlay[bool]):
    """Enter (or ``y``) is yes, Esc (or ``n``) is no; at any other key the question stays."""

    DEFAULT_CSS: ClassVar[str] = """
    Confirm { align: center middle; background: $background 60%; }
    Confirm > #confirm {
        width: auto; max-width: 72; min-width: 40; height: auto; max-height: 90%;
        padding: 0 1; background: $surface; border: round $foreground 25%;
    }
    Confirm Static { width: auto; max-width: 100%; height: auto; }
    Confirm #confirm-keys { margin: 1 0 0 0; }
    """

    def __init__(self, question: str, lines: Sequence[str] = (), *, keys: str) -> None:
        """Take the question, what there is to say about it, and the sentence on the keys."""
        super().__init__()
        self._question = display_safe(question)
        self._lines = [display_safe(line) for line in lines]
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out the question, its lines and the keys."""
        look = look_of(self)

        def line(text: str, style: str, id: str | None = None) -> Static:
            return Static(Text(text, look.style(style)), id=id, markup=False)

        with Vertical(id="confirm"):
            yield line(self._question, "box.title")
            for each in self._lines:
                yield line(each, "box.text")
            yield line(words_of(self)(self._keys), "box.muted", "confirm-keys")

    def on_key(self, event: events.Key) -> None:
        """Answer."""
        event.stop()
        event.prevent_default()
        if event.key in ("enter", "y"):
            self.dismiss(True)
        elif event.key in ("escape", "n"):
            self.dismiss(False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box is no."""
        if event.widget is self:
            self.dismiss(False)
