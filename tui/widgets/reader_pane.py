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


class ReaderPane(Keyed, Reader):
    """The article being read, in which keys are commands."""

    context: ClassVar[Context] = "reader"

    @property
    def key_context(self) -> Context:
        """While something is selected, keys move the selection."""
        return "select" if self.selecting else self.context

    def _motion_keys(self) -> tuple[str, ...]:
        app = cast("DocbaoApp", self.app)
        bound = ((command, app.keymap.keys_of(command)) for command in _MOTIONS)
        return tuple(
            f"{show_key(keys[0])} {app.words(f'command.{command}.short')}" for command, keys in bound if keys
        )

    def _end_key(self) -> str:
        keys = cast("DocbaoApp", self.app).keymap.keys_of("end")
        return show_key(keys[0]) if keys else ""
