"""Choosing from a list by typing, moving and marking: the picker behind dates, topics, tags and commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from seeds.text import display_safe
from tui.cells import width
from tui.choices import Choice
from tui.picking import Picked, Picking
from tui.widgets.choice_list import ChoiceList
from tui.widgets.host import look_of, words_of
from tui.widgets.line_input import LineInput

__all__ = ["Choice", "Picked", "Picker"]

_KEYS: dict[str, str] = {
    "up": "move_up",
    "ctrl+p": "move_up",
    "down": "move_down",
    "ctrl+n": "move_down",
    "pageup": "page_up",
    "pagedown": "page_down",
    "enter": "accept",
    "escape": "close",
    "tab": "toggle",
    "shift+tab": "toggle",
}
_WIDEST, _NARROWEST = 76, 46
_MEASURED = 400
"""How many labels are measured to choose the box's width."""
_LOW = 11
"""Below this height, the box is only input and list."""


class _PickerInput(LineInput):
    """The picker's input: keys that move and choose act in the order in which they were pressed."""

    def __init__(self, take: Callable[[str], bool], placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id="picker-input")
        self._take = take

    async def _on_key(self, event: events.Key) -> None:
        if self._take(event.key):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)


class Picker(ModalScreen[Picked | None]):
    """Dismisses with what was picked, or None.

    With ``multiple``, Tab (Space while nothing is typed) marks, and Enter takes what is marked;
    ``Picking.accept`` says when it takes the choice under the cursor as well.
    """

    DEFAULT_CSS = """
    Picker { align: center top; background: $background 70%; }
    Picker > #picker-box { background: $surface; border: round $foreground 25%; padding: 0 1; height: auto; }
    Picker #picker-title { width: 1fr; height: 1; }
    Picker #picker-note { width: 1fr; height: 1; }
    Picker #picker-input, Picker #picker-input:focus {
        height: 1; border: none; padding: 0 1; margin: 1 0; background: $panel; color: $foreground;
    }
    Picker ChoiceList { width: 1fr; }
    Picker #picker-keys { width: 1fr; height: 1; margin: 1 0 0 0; }
    Picker.low > #picker-box { border: none; padding: 0; }
    Picker.low #picker-title, Picker.low #picker-note, Picker.low #picker-keys { display: none; }
    Picker.low #picker-input { margin: 0; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "#picker-input"

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        multiple: bool = False,
        create: bool = False,
        typed: Callable[[str], Sequence[Choice]] | None = None,
        placeholder: str = "",
        note: str = "",
    ) -> None:
        """Take what to choose from.

        ``create`` offers typed words that are not there yet as new (several at once, apart by commas or
        spaces); ``typed`` returns choices that follow from what is typed, such as a range of dates.
        ``note`` is said under the title.
        """
        super().__init__()
        self._heading, self._note = display_safe(title), display_safe(note)
        self._picking = Picking(choices, multiple=multiple, create=create, typed=typed)
        self._grows = create or typed is not None
        self._text: str | None = None
        self._moved = False
        self._input = _PickerInput(self._take_key, placeholder)
        self._list = ChoiceList(multiple=multiple)

    def compose(self) -> ComposeResult:
        """Lay out title, note, input, list and keys."""
        look, words = look_of(self), words_of(self)
        keys = words("picker.keys-multiple" if self._picking.multiple else "picker.keys-single")
        with Vertical(id="picker-box"):
            yield Static(Text(self._heading, look.style("box.title"), no_wrap=True), id="picker-title")
            if self._note:
                note = Text(self._note, look.style("box.muted"), no_wrap=True, overflow="ellipsis")
                yield Static(note, id="picker-note")
            yield self._input
            yield self._list
            yield Static(Text(keys, look.style("box.muted"), no_wrap=True), id="picker-keys")

    def on_mount(self) -> None:
        """Show all choices; in a picker for one, the cursor is on the one that holds now."""
        self._follow_typing()
        chosen = self._picking.chosen
        if not self._picking.multiple and chosen:
            self._list.go(next(at for at, c in enumerate(self._picking.choices) if c.value in chosen))
        self._fit(self.app.size.width, self.app.size.height)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the box to the screen."""
        self._fit(event.size.width, event.size.height)

    def _fit(self, columns: int, lines: int) -> None:
        """Choose the box's size from all choices, so that it stays as it is while the reader types."""
        low = lines < _LOW
        self.set_class(low, "low")
        box = self.query_one("#picker-box")
        choices = self._picking.choices
        labels = max((width(c.label) + width(c.hint) for c in choices[:_MEASURED]), default=0)
        wanted = max(_NARROWEST, labels + 18, width(self._heading) + 6, width(self._note) + 6)
        box.styles.width = columns if low else min(wanted, _WIDEST, columns - 2)
        around = 1 if low else 8 + bool(self._note)
        headings = max(0, 2 * len({choice.group for choice in choices}) - 1)
        rows = max(4, len(choices) + headings + (2 if self._grows else 0))
        height = min(rows, max(1, lines - around - (0 if low else 2)))
        self._list.styles.height = height
        box.styles.margin = (0 if low else max(0, (lines - around - height) // 3), 0, 0, 0)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow the typing."""
        event.stop()
        self._follow_typing()

    def _follow_typing(self) -> None:
        """Show what matches the text now; keys call this too, as they may come before the input's message."""
        text = self._input.value
        if text == self._text:
            return
        self._text = text
        self._moved = False
        words = words_of(self)
        found, sought = self._picking.matching(text, words)
        empty = words("picker.none", text=display_safe(text, 60)) if text else words("picker.empty")
        self._list.show(found, self._picking.chosen, sought, empty)

    # Keys

    def _take_key(self, key: str) -> bool:
        if key == "space" and self._picking.multiple and not self._input.value:
            key = "tab"
        action = _KEYS.get(key)
        if action is None:
            return False
        self._follow_typing()
        getattr(self, f"_{action}")()
        return True

    def on_key(self, event: events.Key) -> None:
        """Take the keys also when the focus is not on the input."""
        if self._take_key(event.key):
            event.stop()
            event.prevent_default()

    def _move(self, rows: int, *, page: bool = False) -> None:
        self._moved = True
        at, last = self._list.cursor, self._list.geometry.rows - 1
        if not page and not 0 <= at + rows <= last:
            rows = last - at if rows < 0 else -at  # round the end
        self._list.leap(rows) if page else self._list.go(at + rows)

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _page_up(self) -> None:
        self._move(-self._list.page, page=True)

    def _page_down(self) -> None:
        self._move(self._list.page, page=True)

    def _close(self) -> None:
        self.dismiss(None)

    def _toggle(self) -> None:
        choice = self._list.current
        if not self._picking.multiple or choice is None:
            return
        self._picking.toggle(choice, self._input.value, words_of(self))
        if self._input.value:
            self._input.value = ""
            self._follow_typing()
        else:
            self._list.mark(self._picking.chosen)

    def _accept(self) -> None:
        text = self._input.value
        if picked := self._picking.accept(self._list.current, text, self._moved, words_of(self)):
            self.dismiss(picked)

    # Mouse

    def on_choice_list_clicked(self, message: ChoiceList.Clicked) -> None:
        """Take a clicked choice, or mark it."""
        message.stop()
        if self._picking.multiple:
            self._toggle()
        else:
            self.dismiss(self._picking.take(message.choice, self._input.value, words_of(self)))
        self._input.focus()

    def on_click(self, event: events.Click) -> None:
        """Close on a click beside the box."""
        if event.widget is self:
            self.dismiss(None)
