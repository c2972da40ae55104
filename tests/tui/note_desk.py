"""A stand-in for the app around the note editor, and a saver whose disk can be made to fail or to wait."""

from __future__ import annotations

from concurrent.futures import Future

from textual.app import App

from annotations.model import Change, Draft, Note, Operation, Subject
from seeds.problems import Problem
from tui.note_saver import NoteSaver, Saving
from tui.screens.note_editor import NoteEditor, NoteOutcome
from tui.themes import Look
from tui.words import Words

SUBJECT = Subject(
    "id1", "f1", "/tmp/a.txt", "Vòng đàm phán thứ 6 thương mại đối ứng Việt - Mỹ trao đổi nội dung gì?"
)


class FakeSaver:
    """Remembers what it was asked, in order. ``failing``: no answer is good; ``waiting``: none comes."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.failing = False
        self.waiting = False
        self.withheld: list[Saving] = []

    def _answer(self, what: str, text: str = "") -> Saving:
        self.asked.append((what, text))
        answer: Saving = Future()
        if self.failing:
            answer.set_exception(Problem("not-saved", why="No space left on device", path="/data"))
        elif self.waiting:
            self.withheld.append(answer)
        else:
            answer.set_result(
                Change(Operation(what, {}, {}), frozenset(), "here", 1) if what != "drop" else None
            )
        return answer

    def save_draft(self, text: str) -> Saving:
        return self._answer("draft", text)

    def save_note(self, text: str) -> Saving:
        return self._answer("note", text)

    def drop_draft(self) -> Saving:
        return self._answer("drop")

    def delete(self) -> Saving:
        return self._answer("delete")


class NoteDesk(App[None]):
    """Opens the editor over an empty screen and keeps its outcome."""

    def __init__(self, saver: NoteSaver, note: Note | None = None, draft: Draft | None = None) -> None:
        super().__init__()
        self.words = Words("en")
        self.look = Look("dark")
        self.register_theme(self.look.textual_theme())
        self.theme = self.look.textual_theme().name
        self.sheet = NoteEditor(SUBJECT, note, draft, saver)
        self.outcome: NoteOutcome | None = None

    def on_mount(self) -> None:
        self.push_screen(self.sheet, self.closed)

    def closed(self, outcome: NoteOutcome | None) -> None:
        self.outcome = outcome
