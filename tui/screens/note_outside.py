"""Going on with a note in the reader's own editor, and coming back with what was written there."""

from __future__ import annotations

import os
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import SuspendNotSupported

from seeds.text import display_safe
from tui.outside_editor import Edited, edit_outside, editor_command

if TYPE_CHECKING:
    from textual.app import App

    from tui.note_saver import NoteSaver
    from tui.words import Words


class Sheet(Protocol):
    """What is asked of the sheet on which the note is typed."""

    def typed_text(self) -> str:
        """Return the text as it is now."""
        ...

    def flush_now(self, patience: float = 2.0) -> bool:
        """Keep the draft before this returns."""
        ...

    def take_text(self, text: str) -> None:
        """Put a text in the place of the one that is there, so that it can be taken back."""
        ...

    def kept_by_itself(self, text: str) -> None:
        """Know that this text is being kept as the draft."""
        ...


def edit_elsewhere(app: App[Any], sheet: Sheet, saver: NoteSaver, wanted: str, words: Words) -> str:
    """Let the reader edit the text in their own editor, and return what is to be said of it ("" for nothing).

    Holds the interface's loop: the terminal is the editor's meanwhile. The draft is kept before, and with
    every text that the editor saves. ``wanted`` is the command of the settings, "" for none.
    """
    command = editor_command(wanted, os.environ)
    if not command:
        return words("note.outside.none")
    sheet.flush_now()
    text = sheet.typed_text()

    def written(now: str) -> None:
        # Only begun: the annotations' own thread does it while the editor runs.
        saving: Future[Any] = saver.save_draft(now)
        saving.add_done_callback(lambda done: done.cancelled() or done.exception())
        sheet.kept_by_itself(now)

    try:
        with app.suspend():
            edited = edit_outside(command, text, written)
    except SuspendNotSupported:
        return words("note.outside.impossible")
    if edited.text != sheet.typed_text():
        sheet.take_text(edited.text)
    sheet.flush_now()
    return _told(edited, Path(command[0]).name, words)


def _told(edited: Edited, name: str, words: Words) -> str:
    key = f"note.outside.{edited.ending}"
    if edited.ending in ("unchanged", "told-to-end"):
        return ""
    return words(key, editor=display_safe(name), status=edited.status, why=display_safe(edited.why))
