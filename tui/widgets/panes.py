"""The reader as a pane of the main screen: a widget whose keys are commands."""

from __future__ import annotations

from typing import ClassVar

from tui.commands import Context
from tui.widgets.keyed import Keyed
from tui.widgets.reader import Reader


class ReaderPane(Keyed, Reader):
    """The article being read."""

    context: ClassVar[Context] = "reader"
