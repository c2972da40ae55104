"""The one line input of the app, in which Vietnamese input methods come out right."""

from __future__ import annotations

from textual.widgets import Input


class LineInput(Input):
    """One line of text, always NFC."""
