"""The reader as a pane of the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.widgets.keyed import Keyed
from tui.widgets.reader import Reader

if TYPE_CHECKING:
    from tui.commands import Context


class ReaderPane(Keyed, Reader):
    """The article being read, in which keys are commands."""

    context: ClassVar[Context] = "reader"
