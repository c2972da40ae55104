"""The reader's room: an article set as an editor would, and all that lies on it."""

from tui.widgets.reader.page import Page, Quote
from tui.widgets.reader.reader import Reader

__all__ = ["Page", "Quote", "Reader"]
