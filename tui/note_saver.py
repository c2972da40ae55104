"""Where a note being written is kept: what the editor asks for, and the annotations' answer to it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from annotations.model import Change, Draft, Note, Operation, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotations.store import Store

Saving = Future[Change | None]
"""Done once durable, with None when there was nothing to write; fails with ``Problem`` when not saved."""


class NoteSaver(Protocol):
    """What the note editor needs of the world. Every method returns at once, before the disk does."""

    def save_draft(self, text: str) -> Saving:
        """Keep a text that is still being typed."""
        ...

    def save_note(self, text: str) -> Saving:
        """Write the note, and drop its draft."""
        ...

    def drop_draft(self) -> Saving:
        """Forget the draft; the note stays as it was."""
        ...

    def delete(self) -> Saving:
        """Delete the note as it was last saved, and its draft."""
        ...


class StoreNoteSaver:
    """Keeps one note and its draft in the annotations."""

    def __init__(
        self,
        store: Store,
        subject: Subject,
        note: Note | None,
        draft: Draft | None = None,
        highlight: str = "",
        linked: Callable[[str], Iterable[Subject]] = lambda text: (),
        quote: str = "",
    ) -> None:
        """Take the article and the note to edit (None: a new one, on the article or on the ``highlight`` with
        this id); its newest draft is found by itself. ``linked`` says which articles a text links to: they
        are remembered with the note, so that the links hold. Where the highlight is deleted meanwhile, the
        note becomes one of the article and begins with the ``quote``."""
        self._store = store
        self._subject = subject
        self._linked = linked
        self._highlight = note.highlight if note else highlight
        self._quote = quote
        if draft is None:
            name = note.id if note else None
            drafts = reversed(store.drafts(subject.id))
            draft = next((it for it in drafts if it.note == name and it.highlight == self._highlight), None)
        self._draft = draft.id if draft else None
        # A draft goes on from the text it began on: if the note has changed elsewhere since, both are kept.
        self._note = replace(note, version=draft.base) if note and draft and draft.base else note

    @property
    def stranded(self) -> bool:
        """Whether the highlight that the note is on has been deleted."""
        return bool(self._highlight) and self._store.highlight(self._highlight) is None

    def save_draft(self, text: str) -> Saving:
        """Keep a text that is still being typed."""
        from annotations import actions

        operation = actions.save_draft(
            self._store, self._subject, text, draft=self._draft, note=self._note, highlight=self._highlight
        )
        self._draft = actions.draft_id(operation)
        return self._apply(operation)

    def save_note(self, text: str) -> Saving:
        """Write the note, and drop its draft, in one step."""
        from annotations import actions, links

        if self.stranded and (self._note is None or self._store.note(self._note.id) is None):
            quote = "".join(f"> {line}\n" for line in self._quote.splitlines() if line.strip())
            whole = f"{quote}\n{text}" if quote else text
            operation = actions.add_note(self._store, self._subject, whole, draft=self._draft)
        elif self._note is None:
            operation = actions.add_note(
                self._store, self._subject, text, draft=self._draft, highlight=self._highlight
            )
        else:
            operation = actions.edit_note(self._store, self._note, text, draft=self._draft)
        name = actions.note_id(operation)
        saving = self._apply(links.remembering(self._store, operation, self._linked(text)))
        saving.add_done_callback(lambda done: self._saved(done, name))
        return saving

    def _saved(self, done: Saving, name: str) -> None:
        if not done.cancelled() and done.exception() is None:
            self._note, self._draft = self._store.note(name), None

    def drop_draft(self) -> Saving:
        """Forget the draft, if there is one."""
        if self._draft is None:
            return _nothing()
        name, self._draft = self._draft, None
        return self._apply(Operation("draft-discard", {}, {("draft", name): None}, undoable=False))

    def delete(self) -> Saving:
        """Delete the note, then its draft; None when the note was never saved."""
        from annotations import actions

        if self._note is None:
            dropped = self.drop_draft()
            answer: Saving = Future()
            dropped.add_done_callback(lambda done: _pass_on(done, answer, keep=False))
            return answer
        deleting = self._apply(actions.delete_note(self._store, self._note))
        self.drop_draft()
        return deleting

    def _apply(self, operation: Operation) -> Saving:
        answer: Saving = Future()
        self._store.apply(operation).add_done_callback(lambda done: _pass_on(done, answer))
        return answer


def _nothing() -> Saving:
    answer: Saving = Future()
    answer.set_result(None)
    return answer


def _pass_on(done: Future[Change] | Saving, answer: Saving, *, keep: bool = True) -> None:
    if done.cancelled():
        answer.cancel()
    elif (error := done.exception()) is not None:
        answer.set_exception(error)
    else:
        answer.set_result(done.result() if keep else None)
