"""The one multi-line editor of the app, in which Vietnamese input methods come out right."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.document._edit import Edit
from textual.reactive import reactive
from textual.widgets import TextArea

from tui.typed import clean_lines, letter_end, letter_start, reach, typed
from tui.widgets.inline_keys import InlineKeys

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType
    from textual.document._document import EditResult, Location

EDITING: dict[str, str] = {
    "up": "cursor_up",
    "down": "cursor_down",
    "left": "cursor_left",
    "right": "cursor_right",
    "home": "cursor_line_start",
    "ctrl+a": "cursor_line_start",
    "end": "cursor_line_end",
    "ctrl+e": "cursor_line_end",
    "ctrl+home": "cursor_text_start",
    "ctrl+end": "cursor_text_end",
    "pageup": "cursor_page_up",
    "pagedown": "cursor_page_down",
    "ctrl+left": "cursor_word_left",
    "alt+b": "cursor_word_left",
    "ctrl+right": "cursor_word_right",
    "alt+f": "cursor_word_right",
    "shift+up": "cursor_up(True)",
    "shift+down": "cursor_down(True)",
    "shift+left": "cursor_left(True)",
    "shift+right": "cursor_right(True)",
    "shift+home": "cursor_line_start(True)",
    "shift+end": "cursor_line_end(True)",
    "ctrl+shift+left": "cursor_word_left(True)",
    "ctrl+shift+right": "cursor_word_right(True)",
    "f6": "select_line",
    "f7": "select_all",
    "backspace": "delete_left",
    "ctrl+h": "delete_left",
    "delete": "delete_right",
    "ctrl+d": "delete_right",
    "ctrl+w": "delete_word_left",
    "ctrl+backspace": "delete_word_left",
    "alt+backspace": "delete_word_left",
    "ctrl+delete": "delete_word_right",
    "alt+delete": "delete_word_right",
    "ctrl+u": "delete_to_start_of_line",
    "ctrl+k": "delete_to_end_of_line_or_delete_line",
    "ctrl+shift+k": "delete_line",
    "ctrl+x": "cut",
    "ctrl+c": "copy",
    "ctrl+v": "paste",
    "ctrl+z": "undo",
    "ctrl+y": "redo",
}
"""Key to Textual action. Not bindings: those are queued behind letters that were typed after them."""


class TextEditor(InlineKeys, TextArea, inherit_bindings=False):
    r"""Several lines of text: always NFC, ``\n`` line ends, free of control and invisible characters.

    Editing keys act where they are read, in the order in which they were pressed. An owner that wants one of
    them for itself names it in ``passed_on``: it then bubbles like any other key.
    """

    BINDINGS: ClassVar[list[BindingType]] = []

    cursor_blink = reactive(False, init=False)
    """Nothing blinks."""

    editing = EDITING

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        read_only: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Open the editor on a text, which is cleaned; the placeholder is plain text, never markup."""
        super().__init__(
            clean_lines(text),
            placeholder=Content(placeholder),
            read_only=read_only,
            highlight_cursor_line=False,
            compact=True,
            max_checkpoints=500,
            id=id,
            classes=classes,
        )
        self.match_cursor_bracket = False

    def load_text(self, text: str) -> None:
        """Replace the whole text, cleaned, and forget what could be undone."""
        super().load_text(clean_lines(text))

    def types(self, event: events.Key) -> str | None:
        """Return what a key types: Enter a new line, nothing where the text cannot be changed."""
        if self.read_only:
            return None
        return "\n" if event.key == "enter" else typed(event)

    def put(self, text: str) -> None:
        """Put what was typed in the place of the selection."""
        self.replace(text, *self.selection, maintain_selection_offset=False)

    def edit(self, edit: Edit) -> EditResult:
        """Carry out an edit, as every change is one: its text cleaned, a mark joined to its letter."""
        (top_row, top), (bottom_row, bottom) = edit.top, edit.bottom
        lines = self.document.lines
        before = lines[top_row][:top] if top_row < len(lines) else ""
        after = lines[bottom_row][bottom:] if bottom_row < len(lines) else ""
        back, new, forward, _cursor = reach(before, clean_lines(edit.text), after)
        # Deleting and retyping a letter, which is how input methods put marks on it, is one step to undo.
        self.history._previously_replaced = bool(back + forward) or edit.from_location != edit.to_location
        return super().edit(
            Edit(new, (top_row, top - back), (bottom_row, bottom + forward), edit.maintain_selection_offset)
        )

    def get_cursor_left_location(self) -> Location:
        """Return the location one letter to the left, past its marks."""
        row, column = self.cursor_location
        if column == 0:
            return super().get_cursor_left_location()
        return row, letter_start(self.document.get_line(row), column)

    def get_cursor_right_location(self) -> Location:
        """Return the location one letter to the right, past its marks."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        return (row, letter_end(line, column)) if column < len(line) else super().get_cursor_right_location()

    def action_cursor_text_start(self) -> None:
        """Move to the start of the text."""
        self.move_cursor((0, 0))

    def action_cursor_text_end(self) -> None:
        """Move to the end of the text."""
        self.move_cursor(self.document.end)
