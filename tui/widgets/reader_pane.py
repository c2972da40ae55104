"""The reader as a pane of the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from tui.keys_in_words import show_key
from tui.widgets.keyed import Keyed
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from tui.app import DocbaoApp
    from tui.commands import Context


class ReaderPane(Keyed, Reader):
    """The article being read, in which keys are commands."""

    context: ClassVar[Context] = "reader"

    @property
    def key_context(self) -> Context:
        """While something is selected, keys move the selection."""
        return "select" if self.selecting else self.context

    def _end_key(self) -> str:
        keys = cast("DocbaoApp", self.app).keymap.keys_of("end")
        return show_key(keys[0]) if keys else ""
