"""Following links: the list of an article's links, pages of notes, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.cells import cut as shortened
from tui.desk import subject_of
from tui.screens.base import TITLE_CELLS
from tui.screens.opening import Opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.collection import Listed
    from annotations.link_index import Destination, Links
    from annotations.links import Link
    from annotations.model import Change, Note, Operation
    from seeds.article import Article
    from tui.place import Place
    from tui.screens.links import LinkRow
    from tui.screens.note_page import NotePage, ShownNote
    from tui.screens.picker import Picked
    from tui.widgets.reader import Reader

_MOST_PLACES = 100
_MOST_OFFERED = 20


class Linking(Opening):
    """The commands that follow links and come back."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with no way back."""
        super().__init__(measure=measure)
        self._places: list[Place] = []
        self._landing: tuple[str, str] | None = None
        self._note_page: NotePage | None = None

    def store_opened(self) -> None:
        """The annotations are there: load meanwhile, off the loop, what draws notes, if there are any."""
        super().store_opened()

        def load() -> None:
            from tui.note_text import needs_parser

            if any(needs_parser(note.text) for note in self.store().all_notes()):
                from annotations.markdown import parser

                parser()

        self.ask(load, lambda _: None)

    @property
    def note_page(self) -> NotePage | None:
        """The page of a note, where one is on the screen."""
        stack = self.app.screen_stack
        return self._note_page if stack and stack[-1] is self._note_page else None

    def cmd_links(self, count: int = 1) -> None:
        """Show the article's notes, where they point, and which notes point at it."""
        from tui.screens.links import link_choices, link_rows
        from tui.screens.picker import Picker

        if not (listed := self.current()):
            return

        def look() -> tuple[LinkRow, ...]:
            return link_rows(self.links(), self.store(), self.host.desk.collection, listed)

        def show(rows: tuple[LinkRow, ...]) -> None:
            if not rows:
                self.say("links.none")
                return
            choices = link_choices(rows, self.host.words)

            def picked(result: Picked | None) -> None:
                if result is None or not result.values:
                    return
                row = rows[int(result.values[0])]
                if row.link is not None and row.kind == "leads":
                    self.follow(row.link, row.note)
                else:
                    self.read_note(row.note.id)

            self.app.push_screen(Picker(self.word("links.title"), choices, note=listed.heading), picked)

        self.ask_to_open(look, show)

    def read_note(self, name: str) -> None:
        """Open the page of the note with this id, or show it on the page that is open."""

        def show(shown: ShownNote | None) -> None:
            from tui.screens.note_page import NotePage

            if shown is None:
                self._tell_here("links.note-gone")
            elif (page := self.note_page) is not None:
                page.show(shown)
            else:
                self._note_page = NotePage(self, shown, measure=self._measure)
                self.app.push_screen(self._note_page)

        self.ask_to_open(lambda: self._shown(name), show)

    def _shown(self, name: str) -> ShownNote | None:
        """Work out all that a note's page shows; None when the note is gone. Not for the loop."""
        from annotations.link_index import name_of
        from tui.screens.note_page import ShownNote

        store, links, listed = self.store(), self.links(), self.host.desk.collection.listed
        from annotations.links import links_in

        note = store.note(name)
        if note is None:
            return None
        highlight = store.highlight(note.highlight) if note.highlight else None
        pointing = links.to_note(name)
        names = {}
        for it in pointing:
            on = listed(it.note.article)
            names[it.note.id] = " · ".join(part for part in (name_of(it.note), on and on.heading) if part)
        return ShownNote(
            note=note,
            listed=listed(note.article),
            quote=highlight.quote if highlight is not None else "",
            leads={link.target: links.leads_to(link) for link in links_in(note.text)},
            pointing=pointing,
            names=names,
        )

    def show_note_again(self, page: NotePage) -> None:
        """Show a note's page as the note is now; close it when the note is gone."""

        def show(shown: ShownNote | None) -> None:
            if not page.is_attached:
                return
            if shown is None:
                if self.app.screen is page:
                    page.dismiss()
            elif shown.note.id == page.shown.note.id and shown != page.shown:
                page.show(shown, keep=True)

        self.ask(lambda: self._shown(page.shown.note.id), show)

    def show_neighbour(self, page: NotePage, by: int) -> None:
        """Show a later or earlier note on the same article."""
        here = page.shown.note

        def look() -> ShownNote | None:
            notes = [note.id for note in self.store().notes(here.article)]
            at = notes.index(here.id) + by if here.id in notes else -1
            return self._shown(notes[at]) if 0 <= at < len(notes) else None

        def show(shown: ShownNote | None) -> None:
            if shown is None:
                self._tell_here("notepage.last" if by > 0 else "notepage.first")
            elif page.is_attached:
                page.show(shown)

        self.ask(look, show)

    def follow(self, link: Link, note: Note | None = None) -> None:
        """Go where a link leads. One that is typed by hand and means several articles or none asks which is
        meant, and is set right in its ``note``."""

        def go(answer: tuple[Links, Destination]) -> None:
            links, to = answer
            if to.leads == "note":
                self.remember_place()
                self.read_note(to.id)
            elif to.leads in ("article", "gone"):
                if (listed := self.host.desk.collection.listed(to.id)) is None:
                    self._tell_here("links.article-gone", title=shortened(to.name, TITLE_CELLS))
                    return
                self.remember_place()
                self.go_to_article(listed)
            elif link.note:
                self._tell_here("links.note-gone")
            else:
                self._ask_which(links, link, note, to.choices)

        def look() -> tuple[Links, Destination]:
            links = self.links()
            return links, links.leads_to(link)

        self.ask_to_open(look, go)

    def _ask_which(self, links: Links, link: Link, note: Note | None, several: Sequence[Listed]) -> None:
        """Have the reader say which article a link means."""
        from tui.choices import Choice
        from tui.screens.links import day_in_words
        from tui.screens.picker import Picker

        def look() -> list[Listed]:
            if several:
                return list(several)
            found: dict[str, Listed] = {}
            for typed in (link.target, *sorted(link.target.split(), key=len, reverse=True)):
                for it in links.offer(typed, _MOST_OFFERED):
                    if it.article is not None and len(found) < _MOST_OFFERED:
                        found[it.article.id] = it.article
            return list(found.values())

        def show(found: list[Listed]) -> None:
            if not found:
                self._tell_here("links.nothing-alike", name=shortened(link.target, TITLE_CELLS))
                return
            by_id = {it.id: it for it in found}
            words = self.host.words
            choices = [Choice(it.id, it.heading, hint=day_in_words(it, words)) for it in found]
            key = "links.which" if several else "links.unknown"

            def picked(result: Picked | None) -> None:
                if result is None or not result.values:
                    return
                listed = by_id[result.values[0]]
                if note is not None:
                    self._settle(note, link, listed)
                self.remember_place()
                self.go_to_article(listed)

            title = self.word(key, name=shortened(link.target, TITLE_CELLS))
            self.app.push_screen(Picker(title, choices), picked)

        self.ask_to_open(look, show)

    def _settle(self, note: Note, link: Link, listed: Listed) -> None:
        """Write the article that is meant into the note's link."""
        from annotations import actions
        from annotations.links import remembering, replaced, written

        def make() -> Operation | None:
            store = self.store()
            now = store.note(note.id)
            if now is None:
                return None
            text = replaced(
                now.text,
                lambda it: written(listed.id, it.label or it.target) if it.target == link.target else None,
            )
            if text == now.text:
                return None
            return remembering(store, actions.edit_note(store, now, text), [subject_of(listed)])

        self.change(make)

    def on_reader_note_clicked(self, message: Reader.NoteClicked) -> None:
        """A click on a note opens its page, one on a link in it follows that."""
        link = message.link
        if link is None:
            self.read_note(message.note)
        elif link.web:
            self.open_web_link(link.target)
        else:
            store = self.host.desk.store
            note = store.note(message.note) if store is not None else None
            from annotations.links import Link

            self.follow(Link(0, 0, link.target, link.text), note)

    def open_web_link(self, address: str) -> None:
        """Show the address of a link in a note, and open it when the reader says so."""
        from tui.screens.address import AddressPrompt

        self.app.push_screen(AddressPrompt(address), self._address_answered)

    def go_to_note_place(self, note: Note) -> None:
        """Go to what a note is on: its highlight in the article, or the article."""
        listed = self.host.desk.collection.listed(note.article)
        if listed is None:
            self._tell_here("notepage.no-article")
            return
        self.remember_place()
        self.go_to_article(listed, highlight=note.highlight)

    def go_to_article(self, listed: Listed, offset: int | None = None, highlight: str = "") -> None:
        """Open an article from wherever the reader is, at an offset or at the highlight with this id; without
        either, where it was left."""
        self._to_front()
        self.list.select(listed.id)
        self._landing = (listed.id, highlight) if highlight else None
        if self.showing != listed.id:
            self.open_article(listed if offset is None else replace(listed, position=offset))
            return
        self.open_article(listed)
        if highlight:
            self._land()
        elif offset is not None:
            self.reader.raise_to_top(offset)

    def _show(self, listed: Listed, article: Article, focus: bool) -> None:
        super()._show(listed, article, focus)
        self._land()

    def _land(self) -> None:
        if self._landing is not None and self._landing[0] == self.showing:
            name, self._landing = self._landing[1], None
            if not self.reader.go_to_highlight(name):
                self.reader.choose_highlight(name)

    def leave_front(self) -> None:
        """Put away what stands before list and reader; nothing does here."""

    @property
    def leaf_in_front(self) -> str | None:
        """What the cursor of the notebook is on, where that stands before list and reader; None here."""
        return None

    def back_to_leaf(self, name: str) -> None:
        """Bring back what stood before list and reader; nothing does here."""

    def _to_front(self) -> None:
        """Close whatever lies over list and reader."""
        self.leave_front()
        while len(self.app.screen_stack) > 1 and self.app.screen is not self:
            self.app.pop_screen()

    def remember_place(self) -> None:
        """Keep where the reader is, for the way back."""
        page = self.note_page
        article = self.showing if self.reading else ""
        selected = self.list.selected
        from tui.place import Place

        place = Place(
            article,
            self.reader.position if article else 0,
            selected.id if selected is not None else "",
            page.shown.note.id if page is not None else "",
            self.leaf_in_front,
        )
        if not self._places or self._places[-1] != place:
            self._places = [*self._places[1 - _MOST_PLACES :], place]

    def cmd_go_back(self, count: int = 1) -> None:
        """Go back to where the reader was before the last link."""
        if not self._places:
            self._tell_here("links.no-way-back")
            return
        at = max(0, len(self._places) - count)
        place = self._places[at]
        del self._places[at:]
        listed = self.host.desk.collection.listed(place.article) if place.article else None
        if listed is not None:
            self.go_to_article(listed, place.offset)
            self.list.select(place.selected)
        else:
            self._to_front()
            self.show_list()
            self.list.select(place.selected)
        if place.leaf is not None:
            self.back_to_leaf(place.leaf)
        if place.note:
            self.read_note(place.note)

    def notes_changed(self, change: Change) -> None:
        """Bring the page of a note up to date."""
        if self._links is not None:
            self._links.changed(change)
        if (page := self.note_page) is not None:
            self.show_note_again(page)

    def _tell_here(self, key: str, /, **values: object) -> None:
        """Say something where it is seen: on the page that is on top."""
        if (page := self.note_page) is not None:
            page.footer.say(self.word(key, **values), passing=True)
        else:
            self.say(key, **values)
