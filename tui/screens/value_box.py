"""A box to type one value into: while it is typed, what was understood is shown and known values offered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.widgets import Input

from seeds.text import display_safe
from tui.cells import width
from tui.choices import search_words
from tui.screens.search_box import SearchBox
from tui.widgets.choice_list import ChoiceList
from tui.widgets.host import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.understanding import Understood

_WIDEST, _NARROWEST = 72, 48
_ROWS = 6


@dataclass(frozen=True, slots=True)
class Given:
    """What the reader has given; None for none."""

    value: str | None


class ValueBox(SearchBox[Given]):
    """Dismisses with what was given, or None when it was closed."""

    def __init__(
        self,
        title: str,
        understand: Callable[[str], Understood],
        *,
        value: str = "",
        edited: bool = False,
        placeholder: str = "",
        note: str = "",
    ) -> None:
        """Take what makes choices of typed text, and the ``value`` that stands there to begin with: typing
        replaces it, or goes on at its end where it is to be ``edited``."""
        self._list = ChoiceList(multiple=False)
        super().__init__(title, self._list, placeholder=placeholder, note=note)
        self._understand = understand
        self._first = value
        self._edited = edited

    def on_mount(self) -> None:
        """Put in what stands there to begin with."""
        with self.input.prevent(Input.Changed):
            self.input.value = self._first
        if not self._edited:
            self.input.action_select_all()

    def wanted_size(self) -> tuple[int, int]:
        """Room for what is typed and some choices."""
        needed = max(width(display_safe(self._first)) + 6, *(width(t) + 2 for t in (self.heading, self.note)))
        return max(_NARROWEST, min(needed, _WIDEST)), _ROWS

    def follow(self, text: str) -> None:
        """Show what is understood."""
        understood = self._understand(text)
        sought = search_words(text) if text != self._first else []
        self._list.show(understood.choices, frozenset(), sought, understood.problem)

    def keys_line(self) -> str:
        """Say what Enter does, and what moves."""
        words = words_of(self)
        told = [words("correct.take")] if self._list.current is not None else []
        if self._list.geometry.rows > 1:
            told.append(words("pick.move"))
        return "   ".join([*told, words("pick.close")])

    def take_box_key(self, key: str) -> bool:
        """Move among the choices, or take one."""
        if key == "enter":
            if (choice := self._list.current) is not None:
                self.dismiss(Given(choice.value or None))
        elif key in ("up", "ctrl+p", "down", "ctrl+n"):
            if count := self._list.geometry.rows:
                by = 1 if key in ("down", "ctrl+n") else -1
                self._list.go((self._list.cursor + by) % count)
        else:
            return False
        self.tell_keys()
        return True

    def on_choice_list_clicked(self, message: ChoiceList.Clicked) -> None:
        """Take a clicked choice."""
        message.stop()
        self.dismiss(Given(message.choice.value or None))
