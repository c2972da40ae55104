"""What the reader does to articles: tags, notes, marks, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import cut as shortened
from tui.desk import subject_of
from tui.screens.base import TITLE_CELLS, MainBase
from tui.sentences import operation_in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from annotations.collection import Listed
    from annotations.model import Change, Draft, Note
    from annotations.store import Name, Store
    from tui.screens.note_editor import NoteOutcome
    from tui.screens.picker import Picked

_NEW_NOTE = ""
_FIRST_WORDS = 60


class Annotating(MainBase):
    """The commands that write; each is durable before it is said."""

    def cmd_star(self, count: int = 1) -> None:
        """Star the article, or take the star away."""
        if listed := self.current():
            self._set(listed, starred=not listed.starred)

    def cmd_read_unread(self, count: int = 1) -> None:
        """Mark the article read, or unread again."""
        if listed := self.current():
            self._set(listed, read=listed.unread)

    def cmd_archive(self, count: int = 1) -> None:
        """Put the article away (it stays findable under is:archived), or bring it back."""
        if listed := self.current():
            self._set(listed, archived=not listed.archived, then=lambda change: self.refresh_view())

    def _set(self, listed: Listed, *, then: Callable[[Change], None] | None = None, **wanted: bool) -> None:
        from annotations import actions

        subject = subject_of(listed)
        self.change(lambda: actions.set_state(self.store(), [subject], **wanted), then, on=listed.heading)

    def cmd_tag(self, count: int = 1) -> None:
        """Choose the article's tags, or write new ones."""
        from annotations import actions
        from tui.choices import Choice
        from tui.screens.picker import Picker

        if not (listed := self.current()):
            return
        subject = subject_of(listed)

        def show(tags: tuple[tuple[str, int], ...]) -> None:
            here = set(listed.tags)
            choices = [Choice(tag, f"#{tag}", count=used, chosen=tag in here) for tag, used in tags]
            picker = Picker(
                self.word("main.tag.title"),
                sorted(choices, key=lambda choice: not choice.chosen),
                multiple=True,
                create=True,
                placeholder=self.word("main.tag.hint"),
                note=listed.heading,
            )

            def picked(result: Picked | None) -> None:
                if result is None:
                    return
                wanted = {*result.values, *result.created}
                add, remove = sorted(wanted - here), sorted(here - wanted)
                if add or remove:
                    self.change(
                        lambda: actions.tag(self.store(), [subject], add=add, remove=remove),
                        on=listed.heading,
                    )

            self.app.push_screen(picker, picked)

        self.ask_to_open(lambda: self.store().tags(), show)

    def cmd_note(self, count: int = 1) -> None:
        """Write a note on the article, or choose one to go on with."""
        from tui.choices import Choice
        from tui.screens.picker import Picker

        if not (listed := self.current()):
            return

        def look() -> tuple[tuple[Note, ...], tuple[Draft, ...]]:
            store = self.store()
            return store.notes(listed.id), store.drafts(listed.id)

        def show(found: tuple[tuple[Note, ...], tuple[Draft, ...]]) -> None:
            notes, drafts = found
            by_note = {draft.note: draft for draft in drafts}
            if not notes:
                self._edit(listed, None, by_note.get(None))
                return
            choices = [Choice(note.id, _first_words(note.text), hint=note.modified[:10]) for note in notes]
            choices.append(Choice(_NEW_NOTE, self.word("main.note.new")))

            def picked(result: Picked | None) -> None:
                if result is not None and result.values:
                    chosen = next((note for note in notes if note.id == result.values[0]), None)
                    self._edit(listed, chosen, by_note.get(chosen.id if chosen else None))

            self.app.push_screen(Picker(self.word("main.note.choose"), choices, note=listed.heading), picked)

        self.ask_to_open(look, show)

    def _edit(self, listed: Listed, note: Note | None, draft: Draft | None) -> None:
        from tui.note_saver import StoreNoteSaver
        from tui.screens.note_editor import NoteEditor

        desk = self.host.desk
        if desk.store is None:
            return
        subject = subject_of(listed)
        saver = StoreNoteSaver(desk.store, subject, note, draft)

        def closed(outcome: NoteOutcome | None) -> None:
            if outcome is not None and outcome.change is not None:
                self.say_done(outcome.change.operation, listed.heading)

        self.app.push_screen(NoteEditor(subject, note, draft, saver), closed)

    def tell_of_drafts(self) -> None:
        """Say that text waits that was being typed when docbao ended."""
        store = self.host.desk.store
        drafts = [draft for draft in store.drafts() if draft.text.strip()] if store is not None else []
        if not drafts or store is None:
            return
        newest = max(drafts, key=lambda draft: draft.modified)
        record = store.article(newest.article)
        title = shortened(record.title, TITLE_CELLS) if record is not None else ""
        key = "main.app.draft" if len(drafts) == 1 else "main.app.drafts"
        self.footer.say(self.word(key, n=len(drafts), title=title), seconds=15)

    def cmd_undo(self, count: int = 1) -> None:
        """Take back the last thing the reader did."""
        self._step(
            lambda store: (store.undo_name(), store.undo()),
            done="main.app.undo",
            nothing="main.app.nothing-to-undo",
        )

    def cmd_redo(self, count: int = 1) -> None:
        """Do again what was taken back."""
        self._step(
            lambda store: (store.redo_name(), store.redo()),
            done="main.app.redo",
            nothing="main.app.nothing-to-redo",
        )

    def _step(
        self,
        step: Callable[[Store], tuple[Name | None, Future[Change | None]]],
        *,
        done: str,
        nothing: str,
    ) -> None:
        def work() -> tuple[Name | None, Change | None]:
            name, future = step(self.store())
            return name, future.result()

        def say(result: tuple[Name | None, Change | None]) -> None:
            name, change = result
            if name is None or change is None:
                self.say(nothing)
                return
            from annotations.model import Operation

            self.tell(done, what=operation_in_words(Operation(name[0], name[1], {}), self.host.words))
            self.refresh_view()

        self.ask(work, say)


def _first_words(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return first if len(first) <= _FIRST_WORDS else first[: _FIRST_WORDS - 1] + "…"
