"""A box over the page with a line to type in and a list that follows: what the picker and the help share."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.containers import Vertical

from seeds.text import display_safe
from tui.widgets.cut_line import CutLine
from tui.widgets.line_input import LineInput
from tui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.widgets import Input

    from tui.widgets.list.scroller import LineScroller

ResultT = TypeVar("ResultT")

_LOW = 11
"""Below this height of the screen, the box is only its input and its list, without a frame."""


class _BoxInput(LineInput):
    """The box's input: keys of the box act in the order in which they were pressed among the letters."""

    def __init__(self, take: Callable[[str], bool], placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id="box-input")
        self._take = take

    async def _on_key(self, event: events.Key) -> None:
        if self._take(event.key):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)


class SearchBox(Overlay[ResultT | None]):
    """Title, note, input, a list, and the keys; Esc or a click beside the box closes it with None.

    A subclass gives the list, the keys' sentence, what else keys do, and how large it would like to be.
    """

    DEFAULT_CSS = """
    SearchBox { align: center top; background: $background 60%; }
    SearchBox > #box { background: $surface; border: round $foreground 25%; padding: 0 1; height: auto; }
    SearchBox .box-line { width: 1fr; height: 1; }
    SearchBox #box-input, SearchBox #box-input:focus {
        height: 1; border: none; padding: 0 1; margin: 1 0; background: $panel; color: $foreground;
    }
    SearchBox #box-keys { margin: 1 0 0 0; }
    SearchBox.low > #box { border: none; padding: 0; }
    SearchBox.low .box-line { display: none; }
    SearchBox.low #box-input { margin: 0; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "#box-input"

    def __init__(self, title: str, lines: LineScroller, *, placeholder: str, note: str = "") -> None:
        """Take the words that stand around the list, and the list."""
        super().__init__()
        self.heading, self.note = display_safe(title), display_safe(note)
        self.lines = lines
        self.input = _BoxInput(self._take_key, placeholder)
        self._followed: str | None = None
        self._told = ""

    @abstractmethod
    def follow(self, text: str) -> None:
        """Show in the list what is typed."""

    @abstractmethod
    def wanted_size(self) -> tuple[int, int]:
        """Return the cells and lines that the list would like to have."""

    @abstractmethod
    def keys_line(self) -> str:
        """Return the sentence that says what the keys do now."""

    @abstractmethod
    def take_box_key(self, key: str) -> bool:
        """Carry out a key other than Esc; False for one that edits the text."""

    def compose(self) -> ComposeResult:
        """Lay out title, note, input, list and keys."""

        def line(text: str, style: str, id: str) -> CutLine:
            return CutLine(text, style, id=id, classes="box-line")

        with Vertical(id="box"):
            yield line(self.heading, "box.title", "box-title")
            if self.note:
                yield line(self.note, "box.muted", "box-note")
            yield self.input
            yield self.lines
            yield line("", "box.muted", "box-keys")

    def tell_keys(self) -> None:
        """Say what the keys do now."""
        if (told := self.keys_line()) != self._told:
            self._told = told
            self.query_one("#box-keys", CutLine).say(told)

    def on_mount(self) -> None:
        """Show everything, at its size."""
        self.catch_up()
        self._fit(self.app.size.width, self.app.size.height)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the box to the screen."""
        self._fit(event.size.width, event.size.height)

    def _fit(self, columns: int, lines: int) -> None:
        low = lines < _LOW
        self.set_class(low, "low")
        box = self.query_one("#box")
        cells, rows = self.wanted_size()
        around = 1 if low else 8 + bool(self.note)
        height = min(rows, max(1, lines - around - (0 if low else 2)))
        self.lines.styles.height = height
        box.styles.width = columns if low else min(cells + 4, columns - 2)
        box.styles.margin = (0 if low else max(0, (lines - around - height) // 3), 0, 0, 0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow the typing."""
        event.stop()
        self.catch_up()

    def catch_up(self) -> None:
        """Let the list follow the text now: keys may come before the input's message."""
        text = self.input.value
        if text != self._followed:
            self._followed = text
            self.follow(text)
            self.tell_keys()

    def _take_key(self, key: str) -> bool:
        if key == "escape":
            self.dismiss(None)
            return True
        self.catch_up()
        return self.take_box_key(key)

    def on_key(self, event: events.Key) -> None:
        """Take the keys also when the focus is not on the input."""
        if self._take_key(event.key):
            event.stop()
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Close on a click beside the box."""
        if event.widget is self:
            self.dismiss(None)
