"""The reader as a pane of the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tui.keys_in_words import show_key
from tui.widgets.keyed import Keyed
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from tui.app import DocbaoApp
    from tui.commands import Context

_MOTIONS = ("word-end", "sentence-end", "name-end", "swap-ends", "paragraph-end")
"""What is told of the ways to move a selection's end while there is one."""

_ON_HIGHLIGHT = (
    ("note", "reading.its-note"),
    ("tag", "reading.its-tags"),
    ("mark", "reading.its-card"),
    ("next-highlight", "reading.next-highlight"),
)


class ReaderPane(Keyed, Reader):
    """The article being read, in which keys are commands."""

    context: ClassVar[Context] = "reader"

    @property
    def key_context(self) -> Context:
        """While something is selected, keys move the selection."""
        return "select" if self.selecting else self.context

    def _motion_keys(self) -> tuple[str, ...]:
        return self._keys_told(_MOTIONS)

    def _card_keys(self) -> tuple[str, ...]:
        words = cast("DocbaoApp", self.app).words
        return tuple(
            f"{show_key(key)} {words(does)}" for command, does in _ON_HIGHLIGHT for key in self._keys(command)
        )

    def _keys_told(self, commands: tuple[str, ...]) -> tuple[str, ...]:
        words = cast("DocbaoApp", self.app).words
        return tuple(
            f"{show_key(key)} {words(f'command.{command}.short')}"
            for command in commands
            for key in self._keys(command)
        )

    def _keys(self, command: str) -> tuple[str, ...]:
        """Return the best key of a command; () where it has none."""
        return cast("DocbaoApp", self.app).keymap.keys_of(command)[:1]

    def _end_key(self) -> str:
        keys = cast("DocbaoApp", self.app).keymap.keys_of("end")
        return show_key(keys[0]) if keys else ""
