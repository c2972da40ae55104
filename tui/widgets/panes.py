"""The list and the reader as panes of the main screen: widgets whose keys are commands."""

from __future__ import annotations

from typing import ClassVar

from tui.commands import Context
from tui.widgets.keyed import Keyed
from tui.widgets.list import ArticleList
from tui.widgets.reader import Reader


class ListPane(Keyed, ArticleList):
    """The list of articles."""

    context: ClassVar[Context] = "list"


class ReaderPane(Keyed, Reader):
    """The article being read."""

    context: ClassVar[Context] = "reader"
