"""Highlights: the commands, and keeping the ones on the page as they are.

What carries them out (``marker``) is loaded with the first of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.screens.explaining import Explaining

if TYPE_CHECKING:
    from annotations.collection import Listed
    from annotations.model import Change, Note
    from annotations.store import Store
    from seeds.article import Article
    from tui.screens.marker import Marker
    from tui.widgets.reader import Page, Reader
    from tui.widgets.reader.placed import Highlights, Placed


class Marking(Explaining):
    """The commands on highlights. ``go_to_highlight`` is for other screens too."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with nothing marked."""
        super().__init__(measure=measure)
        self._marker: Marker | None = None
        self._sought = ("", "")

    @property
    def marker(self) -> Marker:
        """What carries out the commands on highlights."""
        if self._marker is None:
            from tui.screens.marker import Marker

            self._marker = Marker(self)
        return self._marker

    def copy_quote(self, text: str) -> None:
        """Copy a stretch of the article in the reader with its source; overridden."""
        raise NotImplementedError

    def title_of(self, id: str) -> str:
        """Return what an article is called, "" where none has this id."""
        listed = self.host.desk.collection.listed(id)
        return listed.heading if listed is not None else ""

    def cmd_mark(self, count: int = 1) -> None:
        """Mark the sentence beside the bar, or so many; on a highlight, show its card."""
        if self.in_reader:
            self.marker.mark_here(count)

    def cmd_mark_paragraph(self, count: int = 1) -> None:
        """Mark the paragraph, or so many."""
        if self.in_reader:
            self.marker.mark_paragraph(count)

    def cmd_mark_selection(self, count: int = 1) -> None:
        """Mark what is selected with the kind used last."""
        self.marker.mark_selection()

    def cmd_mark_as(self, count: int = 1) -> None:
        """Mark what is selected with a kind to choose."""
        self.marker.mark_selection_as()

    def cmd_mark_note(self, count: int = 1) -> None:
        """Mark what is selected, and write a note on it."""
        self.marker.mark_selection(then=self.marker.note)

    def cmd_mark_tag(self, count: int = 1) -> None:
        """Choose tags, and mark what is selected with them."""
        self.marker.tag_selection()

    def cmd_tag(self, count: int = 1) -> None:
        """Choose the tags of the highlight that is pointed at, else of the article."""
        if name := self._pointed_at():
            self.marker.tag(name)
        else:
            super().cmd_tag(count)

    def cmd_note(self, count: int = 1) -> None:
        """Write a note on the highlight that is pointed at, else on the article."""
        if name := self._pointed_at():
            self.marker.note(name)
        else:
            super().cmd_note(count)

    def cmd_name_selection(self, count: int = 1) -> None:
        """Say what the selected name is; while a highlight's ends are moved, keep them."""
        if self._marker is not None and self._marker.ends.moving is not None:
            self._marker.mark_selection()
        else:
            super().cmd_name_selection(count)

    def _pointed_at(self) -> str:
        """Return the id of the highlight that commands mean, "" when they mean the article."""
        return self.reader.highlight_pointed_at() if self.in_reader else ""

    def cmd_kinds(self, count: int = 1) -> None:
        """Choose the kind to mark with, and say what kinds are called."""
        self.marker.choose_kind()

    def cmd_entity_card(self, count: int = 1) -> None:
        """Show the card of the name under the cursor, else that of the highlight."""
        here = self.reader.highlight_here() if self.in_reader else None
        if here is not None and self.reader.entity_under_cursor() is None:
            self.marker.show_card(here.highlight.id)
        else:
            super().cmd_entity_card(count)

    def on_reader_highlight_clicked(self, message: Reader.HighlightClicked) -> None:
        """A click on a highlight shows its card."""
        message.stop()
        self.marker.show_card(message.name)

    def on_reader_selection_changed(self, message: Reader.SelectionChanged) -> None:
        """What was done before makes room for the keys of a selection; without one, no highlight's ends are
        being moved."""
        selecting = self.reader.selecting
        if message.selecting != selecting:
            return  # heard late: the message of what is so now comes
        stays = self._marker.selection_changed(selecting) if self._marker is not None else not selecting
        if not stays:
            self.footer.dismiss_told()

    def step_back_from_marking(self) -> bool:
        """Leave off what was begun with a highlight; False when nothing was."""
        if self._marker is None or self._marker.ends.moving is None:
            return False
        return self._marker.ends.leave_off()

    def go_to_highlight(self, listed: Listed, name: str) -> None:
        """Open an article at the highlight with this id."""
        self._open_at(listed, name)

    def go_to_note(self, listed: Listed, name: str) -> None:
        """Open an article with the note with this id, on the article as such, in view."""
        self._open_at(listed, name)

    def _open_at(self, listed: Listed, name: str) -> None:
        self._sought = listed.id, name
        self.list.select(listed.id)
        self.open_article(listed)
        if self.showing == listed.id and self.reader.page is not None:
            self._go_to_sought()

    def _go_to_sought(self) -> None:
        article, name = self._sought
        if not name or article != self.showing:
            return
        if self.reader.go_to_highlight(name) or self.reader.go_to_note(name):
            self._sought = "", ""

    # Keeping the page as it is

    def with_marks(self, page: Page) -> Page:
        """Return a page with the notes and highlights that are in its article now.

        Where the text has changed since something was marked, its place is worked out off the loop: until
        then the page has the highlights that it had.
        """
        store = self.host.desk.store
        if store is None:
            return page
        id, article = page.listed.id, page.article
        notes = store.notes(id)
        found = store.highlights(id)
        fresh = replace(page, notes=notes, kinds=store.kinds())
        if all(article.text_hash in (it.selector.text, it.anchor and it.anchor.text) for it in found):
            return replace(fresh, highlights=_placed(store, id, article, notes))
        self.ask(
            lambda: self._worked_out(store, id, article), lambda laid: self._show_marks(id, article, laid)
        )
        return fresh

    def _worked_out(self, store: Store, id: str, article: Article) -> Highlights:
        from annotations.reanchoring import settle

        laid = _placed(store, id, article, store.notes(id))
        if (operation := settle(store, id, article)) is not None:
            store.apply(operation)
        return laid

    def _show_marks(self, id: str, article: Article, laid: Highlights) -> None:
        page = self.reader.page
        if page is not None and page.listed.id == id and page.article.text_hash == article.text_hash:
            self.reader.update_page(replace(page, highlights=laid))
            self._page_marked()

    def _page_marked(self) -> None:
        if self._marker is not None:
            self._marker.page_changed()
        self._go_to_sought()

    def show_marks_anew(self, change: Change | None = None) -> None:
        """Show the notes and highlights of the page as they are after a change, of whatever window."""
        page = self._reader.page if self._reader is not None else None
        store = self.host.desk.store
        if page is None and self._reader is not None and store is not None:
            if self.showing and (change is None or self.showing in change.articles):
                self._reader.update_kept(*self.marked_in(self.showing))
            return
        if page is None or store is None:
            return
        mine = change is None or page.listed.id in change.articles
        if not mine and store.kinds() == page.kinds:
            return
        listed = self.host.desk.collection.listed(page.listed.id) or page.listed
        self.reader.update_page(self.with_marks(replace(page, listed=listed)))
        self._page_marked()

    def marked_in(self, id: str) -> tuple[tuple[Placed, ...], tuple[Note, ...]]:
        """Return the highlights of an article whose file is gone, and the notes on it as such."""
        store = self.host.desk.store
        if store is None:
            return (), ()
        from tui.widgets.reader.placed import Placed

        notes = store.notes(id)
        found = tuple(
            Placed(it, 0, 0, "lost", tuple(note for note in notes if note.highlight == it.id))
            for it in store.highlights(id)
        )
        return found, tuple(note for note in notes if not note.highlight)


def _placed(store: Store, id: str, article: Article, notes: tuple[Note, ...]) -> Highlights:
    """Return where an article's highlights are in its text, each with its notes."""
    from tui.widgets.reader.placed import Highlights, Placed

    highlights = store.highlights(id)
    if not highlights:
        return Highlights()
    from annotations.reanchoring import placed

    on: dict[str, list[Note]] = {}
    for note in notes:
        if note.highlight:
            on.setdefault(note.highlight, []).append(note)
    return Highlights.of(
        tuple(
            Placed(it.highlight, it.start, it.end, it.status, tuple(on.get(it.highlight.id, ())))
            for it in placed(store, highlights, article)
        )
    )
