"""Notes: which one a key means, and the editor over the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.text import display_safe
from tui.cells import cut as shortened
from tui.desk import subject_of
from tui.screens.base import TITLE_CELLS, MainPart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from threading import Event

    from annotations.collection import Listed
    from annotations.link_index import Links, Offered
    from annotations.model import Draft, Highlight, Note, Subject
    from tui.choices import Choice
    from tui.note_saver import StoreNoteSaver
    from tui.screens.note_editor import NoteEditor, NoteOutcome
    from tui.screens.picker import Picked
    from tui.unsaved import Unsaved

_NEW_NOTE = ""


class Noting(MainPart):
    """The commands that write notes. ``edit_note_on`` and ``edit_note`` are for other screens too."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with no links looked at."""
        super().__init__(measure=measure)
        self._links: Links | None = None
        self._writing: tuple[NoteEditor, StoreNoteSaver] | None = None

    def links(self) -> Links:
        """Return what answers for the links in notes; raises ``Problem`` while the annotations are not
        open."""
        if self._links is None:
            from annotations.link_index import Links

            self._links = Links(self.host.desk.collection, self.store())
        return self._links

    def cmd_note(self, count: int = 1) -> None:
        """Write a note on the article, or choose one to go on with."""
        if listed := self.current():
            self.edit_note_on(listed)

    def edit_note_on(
        self, listed: Listed, highlight: str = "", then: Callable[[NoteOutcome], None] | None = None
    ) -> None:
        """Write a note on an article, or on the highlight in it that has this id.

        Where there is one already, that one is edited; of several the reader chooses. What was being typed
        comes back. ``then`` is told how the editor was left; it is not called when nothing was chosen.
        """

        def look() -> tuple[tuple[Note, ...], tuple[Draft, ...], Highlight | None]:
            store = self.store()
            found = store.highlight(highlight) if highlight else None
            return store.notes(listed.id), store.drafts(listed.id), found

        def show(answer: tuple[tuple[Note, ...], tuple[Draft, ...], Highlight | None]) -> None:
            subject = subject_of(listed)
            notes, drafts, found = answer
            quote = found.quote if found is not None else ""
            on = [note for note in notes if note.highlight == highlight]
            if highlight and len(on) == 1:
                self._open_editor(subject, on[0], _draft_of(drafts, on[0], highlight), quote, then)
            elif not on:
                self._open_editor(subject, None, _draft_of(drafts, None, highlight), quote, then, highlight)
            else:
                self._choose(listed, notes, drafts, highlight, quote, then)

        self.ask_to_open(look, show)

    def edit_note(
        self, listed: Listed, note: Note, then: Callable[[NoteOutcome], None] | None = None
    ) -> None:
        """Edit a note on an article or on a highlight in it; ``then`` is told how the editor was left."""

        def look() -> tuple[Note, tuple[Draft, ...], Highlight | None]:
            store = self.store()
            found = store.highlight(note.highlight) if note.highlight else None
            return store.note(note.id) or note, store.drafts(listed.id), found

        def show(answer: tuple[Note, tuple[Draft, ...], Highlight | None]) -> None:
            now, drafts, found = answer
            quote = found.quote if found is not None else ""
            self._open_editor(subject_of(listed), now, _draft_of(drafts, now, now.highlight), quote, then)

        self.ask_to_open(look, show)

    def _choose(
        self,
        listed: Listed,
        notes: Sequence[Note],
        drafts: Sequence[Draft],
        highlight: str,
        quote: str,
        then: Callable[[NoteOutcome], None] | None,
    ) -> None:
        from annotations.link_index import name_of
        from tui.choices import Choice
        from tui.screens.picker import Picker
        from tui.widgets.reader.dates import day_of

        def choice(note: Note, group: str = "") -> Choice:
            return Choice(note.id, name_of(note), hint=day_of(note.modified, self.host.words), group=group)

        choices = [choice(note) for note in notes if note.highlight == highlight]
        choices.append(Choice(_NEW_NOTE, self.word("main.note.new")))
        if not highlight:
            inside = self.word("main.note.on-highlights")
            choices += [choice(note, inside) for note in notes if note.highlight]

        def picked(result: Picked | None) -> None:
            if result is None or not result.values:
                return
            chosen = next((note for note in notes if note.id == result.values[0]), None)
            if chosen is not None and chosen.highlight != highlight:
                self.edit_note(listed, chosen, then)
            else:
                draft = _draft_of(drafts, chosen, highlight)
                self._open_editor(subject_of(listed), chosen, draft, quote, then, highlight)

        note = display_safe(quote) or listed.heading
        self.app.push_screen(Picker(self.word("main.note.choose"), choices, note=note), picked)

    def _open_editor(
        self,
        subject: Subject,
        note: Note | None,
        draft: Draft | None,
        quote: str,
        then: Callable[[NoteOutcome], None] | None,
        highlight: str = "",
    ) -> None:
        from tui.note_saver import StoreNoteSaver
        from tui.screens.note_editor import NoteEditor

        desk = self.host.desk
        if desk.store is None:
            return
        links = self.links()
        saver = StoreNoteSaver(
            desk.store,
            subject,
            note,
            draft,
            highlight,
            linked=lambda text: [subject_of(listed) for listed in links.linked(text)],
            quote=quote,
        )

        def offer(typed: str, stop: Event) -> Future[tuple[Offered, ...]]:
            return desk.ask(lambda: links.offer(typed, stop=stop))

        def closed(outcome: NoteOutcome | None) -> None:
            self._writing = None
            if outcome is None:
                return
            if outcome.ending == "saved" and saver.stranded:
                self.tell("main.note.stranded")
            elif outcome.change is not None:
                self.say_done(outcome.change.operation, subject.title)
            if then is not None:
                then(outcome)

        editor = NoteEditor(
            subject, note, draft, saver, quote=quote, offer=offer, outside=self.host.wanted.editor
        )
        self._writing = editor, saver
        self.app.push_screen(editor, closed)

    def tell_stranded(self) -> None:
        """Say in the editor that the highlight whose note is being written has been deleted."""
        if self._writing is not None and self._writing[0].is_mounted and self._writing[1].stranded:
            self._writing[0].tell(self.word("main.note.stranding"))

    def cmd_drafts(self, count: int = 1) -> None:
        """Show what was being typed and is not saved, and go on with it."""
        from annotations.link_index import first_words
        from tui.choices import Choice
        from tui.screens.picker import Picker
        from tui.unsaved import unsaved

        def look() -> list[Unsaved]:
            store = self.store()
            found = [draft for draft in reversed(store.drafts()) if draft.text.strip()]
            return [unsaved(store, draft) for draft in found]

        def show(found: list[Unsaved]) -> None:
            if not found:
                self.say("main.note.no-drafts")
                return
            choices = [
                Choice(str(at), first_words(it.draft.text), hint=shortened(it.subject.title, TITLE_CELLS))
                for at, it in enumerate(found)
            ]

            def picked(result: Picked | None) -> None:
                if result is not None and result.values:
                    it = found[int(result.values[0])]
                    self._open_editor(it.subject, it.note, it.draft, it.quote, None, it.draft.highlight)

            self.app.push_screen(Picker(self.word("main.note.drafts"), choices), picked)

        self.ask_to_open(look, show)

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


def _draft_of(drafts: Sequence[Draft], note: Note | None, highlight: str) -> Draft | None:
    """Return what was being typed last of a note, or of a new one on the article or highlight."""
    name = note.id if note is not None else None
    return next((it for it in reversed(drafts) if it.note == name and it.highlight == highlight), None)
