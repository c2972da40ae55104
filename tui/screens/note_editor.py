"""Writing a note: a sheet over the article that keeps what is typed, whatever happens."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from seeds.text import display_safe
from tui.alarms import Alarm
from tui.cells import composed, fill
from tui.draft_keeper import DraftKeeper, Kept
from tui.link_completion import LinkCompletion
from tui.sentences import problem_in_words
from tui.spare import spare_folders, write_spare
from tui.widgets.host import words_of
from tui.widgets.link_list import LinkList
from tui.widgets.note_field import NoteField
from tui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual import events
    from textual.app import ComposeResult

    from annotations.model import Change, Draft, Note, Subject
    from tui.link_completion import Offer
    from tui.note_saver import NoteSaver, Saving
    from tui.widgets.choice_list import ChoiceList

LOW = 18
"""Rows of a terminal below which the sheet takes all of it."""
_LEAST, _MOST = 14, 26
_MEASURE = 84
_QUOTE_LINES = 2


def rows_taken(rows: int) -> int:
    """Return how many rows the sheet takes at the foot of a terminal of so many."""
    return rows if rows < LOW else max(_LEAST, min(_MOST, rows // 2))


Ending = Literal["saved", "deleted", "unchanged", "elsewhere", "dropped"]


class NoteOutcome(NamedTuple):
    """How the editor was left: ``change`` is what the annotations took, ``path`` the file it went to."""

    ending: Ending
    change: Change | None = None
    path: Path | None = None


class NoteEditor(Overlay[NoteOutcome]):
    """Edits one note on one article and dismisses with a ``NoteOutcome``.

    A draft is kept while typing. Esc or Ctrl+S saves and closes, and deletes a note that was emptied; Ctrl+D
    deletes; Ctrl+O goes on in the reader's own editor. When saving fails, the text and the failure stay in
    sight, and Ctrl+E writes the text to a file.
    """

    DEFAULT_CSS: ClassVar[str] = """
    NoteEditor { align: center bottom; background: $background 35%; }
    NoteEditor #note-sheet {
        width: 100%; height: 50%; min-height: 14; max-height: 26; align-horizontal: center;
        background: $surface; border-top: solid $primary; padding: 0 2;
    }
    NoteEditor #note-sheet > * { max-width: 84; }
    NoteEditor.-low #note-sheet { height: 100%; min-height: 0; border-top: none; }
    NoteEditor #note-top { height: 1; }
    NoteEditor #note-title, NoteEditor #note-keys {
        height: 1; text-wrap: nowrap; text-overflow: ellipsis; color: $text-muted;
    }
    NoteEditor #note-title { width: 1fr; }
    NoteEditor #note-state { width: auto; height: 1; padding-left: 2; color: $text-muted; }
    NoteEditor #note-quote { height: auto; max-height: 2; color: $text-muted; text-style: italic; }
    NoteEditor #note-text { height: 1fr; margin: 1 0 0 0; background: $surface; padding: 0; }
    NoteEditor.-low #note-text { margin: 0; }
    NoteEditor #note-trouble {
        height: auto; max-height: 4; display: none; color: $error; text-style: bold;
    }
    NoteEditor.-told #note-trouble { display: block; color: $text; }
    NoteEditor.-failed #note-trouble { display: block; color: $error; }
    NoteEditor.-failed #note-state { color: $error; text-style: bold; }
    """

    @dataclass
    class Answered(Message):
        """The disk has answered."""

        then: Callable[[], None]

    def __init__(
        self,
        subject: Subject,
        note: Note | None,
        draft: Draft | None,
        saver: NoteSaver,
        *,
        quote: str = "",
        offer: Offer | None = None,
        outside: str = "",
    ) -> None:
        """Take the article, the note to edit (None: a new one), its unsaved text, and who saves it. ``quote``
        is what is marked by the highlight that the note is on, "" for a note on the article. ``offer`` says
        what links may be made to; without it none are completed. ``outside`` is the command of the settings
        for an editor of the reader's own."""
        super().__init__()
        self._subject = subject
        self._note = note
        self._draft = draft
        self._saver = saver
        self._outside = outside
        self._quote = " ".join(display_safe(quote).split())
        self.editor = NoteField(note.text if note else "", id="note-text")
        self._choices = LinkList()
        self._links: LinkCompletion | None = None
        if offer is not None:
            self._links = LinkCompletion(self.editor, self._choices, offer, self.when)
            self.editor.taker = self._links.take_key
        self._written = self.editor.text  # cleaned: what was not typed here may differ from it
        self._failing = False
        self._leaving = False
        self._spare: tuple[Path, str] | None = None
        self._drafts = DraftKeeper(self, saver, self._written, new=note is None)

    def compose(self) -> ComposeResult:
        """Lay out the title, the state, the text, what went wrong, and the keys."""
        with Vertical(id="note-sheet"):
            with Horizontal(id="note-top"):
                yield Static(self._heading(), id="note-title", markup=False)
                yield Static("", id="note-state", markup=False)
            if self._quote:
                yield Static("", id="note-quote", markup=False)
            yield self.editor
            yield self._choices
            yield Static("", id="note-trouble", markup=False)
            yield Static("", id="note-keys", markup=False)

    def on_mount(self) -> None:
        """Bring back what was typed before a crash, and put the cursor at the end."""
        words = words_of(self)
        self.editor.placeholder = Content(words("note.placeholder"))
        if self._draft is not None and self._draft.text.strip() and self._draft.text != self._written:
            # As an edit, so that Ctrl+Z shows the note as it was saved.
            self.editor.replace(self._draft.text, (0, 0), self.editor.document.end)
            self._drafts = DraftKeeper(self, self._saver, self.editor.text, new=self._note is None)
            key = "note.restored" if self._note else "note.restored-new"
            self._say(words(key, when=_when(self._draft.modified)))
        self.editor.move_cursor(self.editor.document.end)
        self.editor.focus()
        self._show_keys()

    def on_resize(self, event: events.Resize) -> None:
        """Give the text all there is on a low terminal; the quote stays above it, on two lines at most."""
        self.set_class(event.size.height < LOW, "-low")
        if self._quote:
            told = words_of(self)("note.on-quote", quote=self._quote)
            lines = fill(composed(told), max(1, min(_MEASURE, event.size.width - 4)), _QUOTE_LINES)
            self.query_one("#note-quote", Static).update(Text("\n".join(lines)))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Keep what was typed, soon."""
        event.stop()
        self._drafts.changed()
        if self._links is not None:
            self._links.catch_up()

    def on_text_area_selection_changed(self, event: TextArea.SelectionChanged) -> None:
        """What may be completed depends on where the cursor is."""
        event.stop()
        if self._links is not None:
            self._links.catch_up()

    def on_link_list_toggled(self, message: LinkList.Toggled) -> None:
        """What keys do depends on whether there is something to choose."""
        message.stop()
        self._show_keys()
        self.call_after_refresh(self.editor.scroll_cursor_visible)

    def on_choice_list_clicked(self, message: ChoiceList.Clicked) -> None:
        """A click puts the link in."""
        message.stop()
        if self._links is not None:
            self._links.put_in(message.choice)
        self.editor.focus()

    def flush_now(self, patience: float = 2.0) -> bool:
        """Keep the draft before this returns, for when the program is told to end; False if that failed."""
        return self._drafts.flush_now(patience)

    def on_unmount(self) -> None:
        """Keep what is still being typed when the app ends under the editor."""
        if not self._leaving:
            self._drafts.flush()

    def typed_text(self) -> str:
        """Return the text as it is now."""
        return self.editor.text

    def take_text(self, text: str) -> None:
        """Put a text in the place of the one that is there; Ctrl+Z takes it back."""
        self.editor.replace(text, (0, 0), self.editor.document.end)
        self.editor.move_cursor(self.editor.document.end)

    def kept_by_itself(self, text: str) -> None:
        """Know that this text is being kept as the draft."""
        self._drafts.kept_by_itself(text)

    def alarm(self, seconds: float, then: Callable[[], None]) -> Alarm:
        """Call ``then`` after a while."""
        return Alarm(self, seconds, then)

    def draft_is(self, kept: Kept, error: BaseException | None = None) -> None:
        """Show how the draft stands."""
        if error is not None:
            self._fail(error)
        elif not (self._failing and kept == "saving"):  # that it is not saved stays until it is
            self._show(kept)

    def on_key(self, event: events.Key) -> None:
        """Carry out what the editor's keys do not."""
        handlers: dict[str, Callable[[], None]] = {
            "escape": self._save_and_close,
            "ctrl+s": self._save_and_close,
            "ctrl+d": self._delete,
            "ctrl+o": self._edit_outside,
        }
        if self._failing:
            handlers |= {"ctrl+e": self._save_elsewhere, "ctrl+g": self._drop}
        if (handler := handlers.get(event.key)) is not None:
            event.stop()
            event.prevent_default()
            if not self._leaving:
                handler()

    def _save_and_close(self) -> None:
        text = self.editor.text
        if self._spare is not None and self._spare[1] == text:
            self._end("elsewhere", path=self._spare[0])
        elif text == self._written:
            self._finish(self._saver.drop_draft(), "unchanged")
        elif text.strip():
            self._finish(self._saver.save_note(text), "saved")
        else:
            self._finish(self._saver.delete(), "deleted" if self._note else "unchanged")

    def _edit_outside(self) -> None:
        from tui.screens.note_outside import edit_elsewhere

        told = edit_elsewhere(self.app, self, self._saver, self._outside, words_of(self))
        self.tell(told)

    def tell(self, told: str) -> None:
        """Say something above the keys; "" takes it away."""
        self._trouble(told)
        self.set_class(self._failing or bool(told), "-told")

    def _delete(self) -> None:
        text = self.editor.text
        if not text.strip() or text == self._written:
            self._finish(self._saver.delete(), "deleted" if self._note else "unchanged")
            return

        # What was typed is saved first, so that undoing the deletion brings all of it back.
        def saved(error: BaseException | None) -> None:
            if error is not None:
                self._stay()
                self._fail(error)
            else:
                self._finish(self._saver.delete(), "deleted")

        self._go()
        self.when(self._saver.save_note(text), saved)

    def _finish(self, saving: Saving, ending: Ending) -> None:
        self._go()

        def answered(error: BaseException | None) -> None:
            if error is not None:
                self._stay()
                self._fail(error)
            else:
                self._end(ending, saving.result())

        self.when(saving, answered)

    def _go(self) -> None:
        self._leaving = True
        self.editor.read_only = True
        self._drafts.stop()
        self._show("saving")

    def _stay(self) -> None:
        self._leaving = False
        self.editor.read_only = False
        self._drafts.go_on()

    def _end(self, ending: Ending, change: Change | None = None, path: Path | None = None) -> None:
        self._leaving = True
        self.dismiss(NoteOutcome(ending, change, path))

    def _fail(self, error: BaseException) -> None:
        words = words_of(self)
        self._show("failed")
        if self._spare is None or self._spare[1] != self.editor.text:  # else: say on where the text is
            self._trouble(words("note.failed", why=problem_in_words(error, words)))

    def _save_elsewhere(self) -> None:
        title, text = self._subject.title, self.editor.text
        writing: Future[Path] = Future()

        def write() -> None:
            try:
                writing.set_result(write_spare(title, text, spare_folders()))
            except OSError as error:
                writing.set_exception(error)

        def written(error: BaseException | None) -> None:
            words = words_of(self)
            if error is not None:
                why = getattr(error, "strerror", None) or str(error)
                self._trouble(words("note.spare-failed", why=display_safe(why)))
                return
            self._spare = (writing.result(), text)
            self._trouble(words("note.spare", path=display_safe(str(writing.result()))))

        threading.Thread(target=write, name="spare-note", daemon=True).start()
        self.when(writing, written)

    def _drop(self) -> None:
        self._end("dropped")

    def when(self, future: Future[Any], then: Callable[[BaseException | None], None]) -> None:
        """Call ``then`` on the interface's loop with the failure of a future, None when it went well."""

        def done(future: Future[Any]) -> None:
            error = None if future.cancelled() else future.exception()
            # The app may have ended meanwhile: nobody is left to be told.
            with contextlib.suppress(RuntimeError):
                self.post_message(self.Answered(lambda: then(error)))

        future.add_done_callback(done)

    def on_note_editor_answered(self, message: Answered) -> None:
        """Carry out what waited for the disk."""
        message.stop()
        message.then()

    def _heading(self) -> Text:
        words = words_of(self)
        heading = Text(words("note.heading" if self._note else "note.heading-new"), style="bold", end="")
        return heading.append("  " + display_safe(self._subject.title), style="not bold")

    def _show(self, kept: Kept) -> None:
        self._say(words_of(self)(f"note.state.{kept}"))
        # A failure stays in sight until something is on the disk.
        failing = kept == "failed" or (self._failing and kept == "saving")
        if failing != self._failing:
            self._failing = failing
            self.set_class(failing, "-failed")
            self._show_keys()

    def _show_keys(self) -> None:
        # While saving fails, End alone goes to the line's end: Ctrl+E is the way out.
        self.editor.passed_on = frozenset({"ctrl+d", "ctrl+e"} if self._failing else {"ctrl+d"})
        words = words_of(self)
        line = Text(end="")
        usual = ("insert", "leave") if self._choices.display else ("close", "outside", "delete", "undo")
        for key in ("again", "elsewhere", "drop") if self._failing else usual:
            line.append(words(f"note.key.{key}"), style="bold").append(
                " " + words(f"note.does.{key}") + "   "
            )
        line.rstrip()
        self.query_one("#note-keys", Static).update(line)

    def _say(self, text: str) -> None:
        self.query_one("#note-state", Static).update(Text(text))

    def _trouble(self, text: str) -> None:
        self.query_one("#note-trouble", Static).update(Text(text))


def _when(moment: str) -> str:
    """Return a stored moment (ISO 8601 in UTC) in local time, as it stands if it is none."""
    try:
        return datetime.fromisoformat(moment.replace("Z", "+00:00")).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return display_safe(moment)
