"""Pages in front of list and reader that look over many articles: opening and leaving them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.query.whole import EVERYTHING
from tui.keys_in_words import show_key
from tui.screens.viewing import Viewing
from tui.sought import notes_sought, seeks_passages, seeks_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.collection import Listed, View
    from annotations.query.tree import Query
    from seeds.article import Article, MentionType
    from tui.commands import Command, Context
    from tui.concordance import Passage
    from tui.screens.front_page import FrontPage
    from tui.screens.list_snippets import ListSnippets


_NAMES = ("PERSON", "ORG", "PLACE", "LAW", "EVENT")
"""What has a page: dates and figures are no names."""


class Surveying(Viewing):
    """The commands that open such pages. Each is loaded when it is first asked for."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with no page in front."""
        super().__init__(measure=measure)
        self._front: FrontPage | None = None
        self._behind: list[Callable[[], FrontPage]] = []
        self._return: Callable[[], FrontPage] | None = None
        self._named_at: tuple[str, int] = ("", 0)
        self._snippets: ListSnippets | None = None
        self._hit_at: tuple[str, int, int | None] = ("", 0, None)
        self._come_for = ""
        """The article that one has come to for its hits, until they have been gone through."""
        self._way: View | None = None
        """The articles as the page of hits has them that one has come from: hits go on in that order."""

    @property
    def place(self) -> Context:
        """Where the reader is: what keys mean now."""
        return self._front.context if self._front is not None else super().place

    def column_changed(self) -> None:
        """What is counted may have changed: the page in front follows too."""
        super().column_changed()
        if self._front is not None and self._front.is_attached:
            self._front.follow()

    def open_front(self, page: FrontPage) -> None:
        """Bring a page to the front; one that is there goes."""
        before, self._front = self._front, page

        def closed(_: None) -> None:
            if self._front is page:
                self._front = None
            self.show_footer_keys()  # the keys may go to a pane that had them before

        if before is not None and before.is_attached:
            before.dismiss()
        self.app.push_screen(page, closed)

    def step_back_in_front(self) -> bool:
        """Show the page that led to this one; False where none did."""
        if not self._behind:
            return False
        self.open_front(self._behind.pop()())
        return True

    def go_from_front(
        self, passage: Passage, again: Callable[[], FrontPage], *, way: View | None = None
    ) -> None:
        """Go to a passage in its article, or to the note that it stands in; Esc there makes the page
        ``again``. Of a page of hits, ``way`` is the order in which they go on from there."""
        listed = self.host.desk.collection.listed(passage.article)
        if listed is None:
            self.say("notebook.article-gone")
            return
        page, self._front = self._front, None
        if page is not None:
            page.dismiss()
        at = passage.start if not passage.note else None  # in a note, it has no place in the text
        if at is not None and way is None:
            self._named_at = passage.article, at
        elif at is not None:
            self._hit_at = passage.article, 1, at

        def go() -> None:
            self.go_to_article(listed, at)
            self._return, self._way = again, way
            if at is None:
                self.read_note(passage.note)
            self._await_name()
            self._go_to_hit()

        self.call_later(go)

    def _show(self, listed: Listed, article: Article, focus: bool) -> None:
        super()._show(listed, article, focus)
        self._await_name()
        self._go_to_hit()

    def _await_name(self) -> None:
        """Put the cursor on the name that one has come for."""
        id, offset = self._named_at
        if id and id == self.showing and self.reader.page is not None:
            self._named_at = ("", 0)
            self.reader.await_name(offset)

    def back_to_front(self) -> bool:
        """From the passage one has come to, go back to the page; False when one came another way."""
        again = self._return
        if again is None or not self.in_reader or self.reader.selecting or self.reader.finding:
            return False
        page = again()
        self.reader.leave_hit()
        self.show_list()
        self.open_front(page)
        return True

    def forget_ways(self) -> None:
        """The list comes to the front: the way back to a page is forgotten."""
        super().forget_ways()
        self._return = self._way = None

    def show_entity(
        self, name: str, type: MentionType | None, *, before: Callable[[], FrontPage] | None = None
    ) -> None:
        """Show the page of an entity; ``before`` makes the page that led there."""
        from tui.screens.entity_page import EntityPage, EntityState

        self._behind = [*self._behind, before] if before is not None else []
        self.open_front(EntityPage(self, EntityState(name, type)))

    def cmd_entity_page(self, count: int = 1) -> None:
        """Show the page of the name under the cursor, or of that in the column."""
        from annotations.query.tree import Entity

        if self.in_column:
            row = self._row
            if row is not None and isinstance(row.tree, Entity):
                self.show_entity(row.tree.name, row.tree.type)
            else:
                self.say("entity-page.no-name")
            return
        mention = self.reader.entity_under_cursor() if self.in_reader else None
        if mention is None:
            self.say("main.entity.none-here")
        elif mention.type not in _NAMES:
            self.say("entity-page.no-name")
        else:
            self.show_entity(mention.name, mention.type)

    # Hits

    def means_here(self, command: Command) -> bool:
        """Whether a command does anything here: hits are gone to where words are looked for."""
        match command.id:
            case "next-hit":
                return self.place == "reader" and seeks_passages(self.wanted)
            case "hits":
                return self.place == "list" and seeks_passages(self.wanted)
            case _:
                return super().means_here(command)

    def search_snippets(self) -> None:
        """Have the list show where the words of its filter stand."""
        self.show_footer_keys()  # there may be words now, or none any more
        if self._snippets is None and seeks_words(self.wanted):
            from tui.screens.list_snippets import ListSnippets

            self._snippets = ListSnippets(self)
        if self._snippets is not None:
            self._snippets.search(self.wanted)

    def begin_work(self) -> None:
        """Hits go on in the next article of the list."""
        super().begin_work()
        self.reader.past_hits = self._past_hits

    def cmd_hits(self, count: int = 1) -> None:
        """Show every place where the words of the filter stand."""
        if not seeks_passages(self.wanted):
            self.say("hits.no-words")
            return
        from tui.screens.hits_page import HitsPage, HitsState

        self.open_front(HitsPage(self, HitsState(self.wanted)))

    def view_of(self, tree: Query) -> View | None:
        """Return the list, if it shows what a query wants: not while another one is shown or asked for."""
        return self.view if tree == self.wanted and self.answered == (tree, self.order) else None

    def cmd_next_hit(self, count: int = 1) -> None:
        """From the list, go to the first hit in the article."""
        listed = self.list.selected
        if not seeks_passages(self.wanted):
            self.say("hits.no-words")
        elif listed is not None:
            self._open_at_hit(listed, 1)

    def _past_hits(self, by: int) -> bool:
        """Go to the next article that the words stand in: of the page one has come from, else of the list."""
        views = [view for view in (self._way, self.view) if view is not None]
        here = next(((view, at) for view in views if (at := view.position(self.showing)) is not None), None)
        if here is None or not seeks_passages(self.wanted):
            return False
        if self._stops_at_notes(by):
            return True
        at = here[1] + (1 if by > 0 else -1)
        rows = here[0].window(at, 1) if at >= 0 else ()
        if not rows:
            self.say("hits.last" if by > 0 else "hits.first")
            return True
        self.list.select(rows[0].id)
        self._open_at_hit(rows[0], by)
        return True

    def _stops_at_notes(self, by: int) -> bool:
        """Say where else the words stand, in the notes on an article that one has come to for its hits: once,
        behind those in its text."""
        id, self._come_for = self._come_for, ""
        if id != self.showing or (by < 0 and self.reader.hit_at is not None):
            return False
        from annotations.query.snippets import hits

        sought = notes_sought(self.wanted)
        notes = self.host.desk.collection.notes(id)
        if sought == EVERYTHING or not any(hits(sought, note.text) for note in notes):
            return False
        keys = self.host.keymap.keys_of("end")
        self.say("hits.in-note", key=show_key(keys[0]) if keys else self.word("command.end.title"))
        return True

    def _open_at_hit(self, listed: Listed, by: int) -> None:
        again, way = self._return, self._way
        self._hit_at, self._come_for = (listed.id, by, None), listed.id
        self.open_article(listed)
        self._return, self._way = again, way
        self._go_to_hit()

    def _go_to_hit(self) -> None:
        """Go to the hit in the article that one has come for: the first, the last, or one at an offset. Where
        the words stand in none of its text (a note has them), on to the next article."""
        id, by, at = self._hit_at
        page = self.reader.page
        if id and id == self.showing and page is not None and page.listed.id == id:
            self._hit_at = ("", 0, None)
            if not self.reader.go_to_hit(by, at) and at is None:
                self._past_hits(by)

    def cmd_timeline(self, count: int = 1) -> None:
        """Show how many articles of the list there are over time."""
        from tui.screens.timeline import TimelinePage

        self.open_front(TimelinePage(self))
