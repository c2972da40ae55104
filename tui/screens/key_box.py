"""A box that waits for one key: the key that shall go to a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Vertical
from textual.widgets import Static

from seeds.text import display_safe
from tui.widgets.host import look_of, words_of
from tui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult

    from tui.keymap import Keymap


class KeyBox(Overlay[str]):
    """Dismisses with the key that was pressed, "" for none at all, None when it was closed."""

    DEFAULT_CSS: ClassVar[str] = """
    KeyBox { align: center middle; background: $background 60%; }
    KeyBox > #key-box {
        width: auto; max-width: 72; min-width: 40; height: auto;
        padding: 0 1; background: $surface; border: round $foreground 25%;
    }
    KeyBox Static { width: auto; max-width: 100%; height: auto; }
    KeyBox #key-keys { margin: 1 0 0 0; }
    """

    def __init__(self, name: str, keymap: Keymap, taken: Mapping[str, str]) -> None:
        """Take what the key shall be for, the keys that mean something in the column, and those of other
        views with their names."""
        super().__init__()
        self._called = name
        self._keymap = keymap
        self._taken = taken
        self._told = ""

    def compose(self) -> ComposeResult:
        """Lay out the question and what is wrong with a key."""
        look, words = look_of(self), words_of(self)

        def line(text: str, style: str, id: str) -> Static:
            return Static(Text(text, look.style(style)), id=id, markup=False)

        with Vertical(id="key-box"):
            yield line(words("column.key-for", name=display_safe(self._called, 60)), "box.title", "key-title")
            yield line(" ", "box.text", "key-told")
            yield line(words("column.key-keys"), "box.muted", "key-keys")

    def on_key(self, event: events.Key) -> None:
        """Take the key, or say why it cannot be the view's."""
        event.stop()
        event.prevent_default()
        key = event.character or ""
        if event.key == "escape":
            self.dismiss(None)
        elif event.key in ("backspace", "delete"):
            self.dismiss("")
        elif len(key) != 1 or not key.isalpha():
            self._tell("column.key-letter", "")
        elif key in self._taken:
            self._tell("column.key-of-view", self._taken[key])
        elif self._keymap.means("column", event.key):
            self._tell("column.key-taken", key)
        else:
            self.dismiss(key)

    def _tell(self, told: str, name: str) -> None:
        text = words_of(self)(told, name=display_safe(name, 60))
        self.query_one("#key-told", Static).update(Text(text, look_of(self).style("box.text")))

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss(None)
