"""The one multi-line editor of the app, in which Vietnamese input methods come out right."""

from __future__ import annotations

from textual.widgets import TextArea


class TextEditor(TextArea):
    """Several lines of text, always NFC."""
