"""What becomes of a stretch that is marked: making highlights, their card, and what the card asks for.

Loaded when it is first asked for: the first paint does not need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.model import KINDS
from tui.desk import subject_of
from tui.kinds import SIGNS, kind_name
from tui.screens.moving_ends import MovingEnds
from tui.tags_in_words import tags_in_words
from tui.widgets.reader.quoting import without_edges

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.collection import Listed
    from annotations.model import Change, Highlight, HighlightKind, Operation
    from tui.screens.highlight_card import HighlightCard
    from tui.screens.marking import Marking
    from tui.screens.note_editor import NoteOutcome
    from tui.widgets.reader.placed import Placed


class Marker:
    """Marks for the main screen. A stretch is code points of the article's text, end-exclusive."""

    def __init__(self, main: Marking) -> None:
        """Work for the main screen."""
        self.main = main
        self._card: HighlightCard | None = None
        self.ends = MovingEnds(main)
        self._restored = False

    @property
    def kind(self) -> HighlightKind:
        """The kind that was marked with last."""
        kept = self.main.host.kept.kind
        return next((kind for kind in KINDS if kind == kept), KINDS[0])

    def use(self, kind: HighlightKind) -> None:
        """Mark with this kind from now on, also the next time docbao is opened."""
        self.main.host.kept = self.main.host.kept._replace(kind=kind)

    def named(self, kind: HighlightKind) -> str:
        """Return what a kind is called."""
        store = self.main.host.desk.store
        return kind_name(kind, store.kinds() if store is not None else {}, self.main.host.words)

    # Marking

    def mark_here(self, count: int = 1) -> None:
        """Mark the sentence beside the bar and those after it, ``count`` in all; on a highlight, show its
        card."""
        here = self.main.reader.highlight_here()
        if self.ends.moving is not None:
            self.ends.point_out(self.main.reader.sentence(count))
        elif here is not None and count == 1:
            self.show_card(here.highlight.id)
        else:
            sentence = self.main.reader.sentence(count)
            self._take(sentence.start, sentence.end, self.kind)

    def mark_paragraph(self, count: int = 1) -> None:
        """Mark the paragraph of the sentence beside the bar and those after it, ``count`` in all."""
        paragraph = self.main.reader.paragraph(count)
        if self.ends.moving is not None:
            self.ends.point_out(paragraph)
        else:
            self._take(paragraph.start, paragraph.end, self.kind)

    def mark_selection(self, then: Callable[[str], None] | None = None) -> None:
        """Mark what is selected with the kind used last; ``then`` is told the highlight's id."""
        if (span := self.main.reader.selection) is not None:
            self._take(*span, self.kind, then)

    def tag_selection(self) -> None:
        """Choose tags, and mark what is selected with them; stepping back leaves it selected and unmarked."""
        span, page = self.main.reader.selection, self.main.reader.page
        if span is None or page is None:
            return
        there = self._same(*span)
        if self.ends.moving is not None or there is not None:
            self.mark_selection(then=self.tag)
            return
        from annotations.highlights import select
        from annotations.model import Highlight
        from tui.screens.tagging import choose_tags

        def chosen(tags: tuple[str, ...]) -> None:
            if tags:
                self._take(*span, self.kind, tags=tags)

        # What will be one, so that its words and its article's tags make the suggestions.
        selector = select(page.article, *span)
        coming = Highlight("", page.listed.id, selector, self.kind, (), "", "")
        choose_tags(self.main, highlights=[coming], new=chosen)

    def mark_selection_as(self) -> None:
        """Mark what is selected with a kind to choose."""
        span = self.main.reader.selection
        if span is None:
            return

        def chosen(kind: HighlightKind) -> None:
            self.use(kind)
            self.ends.leave_off()
            self._take(*span, kind)

        self._choose_kind("marking.mark-as", chosen, span)

    def choose_kind(self) -> None:
        """Choose the kind to mark with from now on."""

        def chosen(kind: HighlightKind) -> None:
            self.use(kind)
            self.main.tell("marking.marks-with", name=self.named(kind))

        self._choose_kind("marking.kinds", chosen)

    def _choose_kind(
        self, title: str, chosen: Callable[[HighlightKind], None], stretch: tuple[int, int] | None = None
    ) -> None:
        from tui.screens.kind_picker import KindPicker

        def closed(kind: HighlightKind | None) -> None:
            self.main.show_footer_keys()
            if kind is not None:
                chosen(kind)

        self.main.footer.set_keys(())  # the box says its own
        self.main.app.push_screen(KindPicker(self, self.main.word(title), stretch), closed)

    def _same(self, start: int, end: int) -> Placed | None:
        """Return the highlight that marks just this stretch already."""
        page = self.main.reader.page
        if page is None:
            return None
        stretch = without_edges(page.article.text, start, end)
        return next((it for it in page.highlights.at(stretch[0]) if stretch == (it.start, it.end)), None)

    def _take(
        self,
        start: int,
        end: int,
        kind: HighlightKind,
        then: Callable[[str], None] | None = None,
        tags: tuple[str, ...] = (),
    ) -> None:
        """Mark a stretch, or put the highlight there whose ends are being moved. The selection is over; if it
        cannot be saved, it comes back."""
        page, listed = self.main.reader.page, self._listed()
        if page is None or listed is None:
            return
        from annotations import highlights

        article, subject, store = page.article, subject_of(listed), self.main.store
        start, end = without_edges(article.text, start, end)
        moving = self.ends.let_go()
        selected = self.main.reader.selection is not None
        same = self._same(start, end)
        if selected:
            self.main.reader.stop_selecting()
        if moving is None and same is not None:
            self._mark_again(same, kind, then)
            return

        def make() -> Operation:
            if moving is None:
                return highlights.mark(store(), subject, article, start, end, kind, tags=tags)
            return highlights.move(store(), subject, moving, article, start, end)

        def done(change: Change) -> None:
            name = highlights.highlight_id(change.operation)
            self.ends.leave_off()
            self.main.show_marks_anew()  # what is typed next may be meant for it
            self.main.reader.choose_highlight(name)
            if moving is None and tags:
                self.main.tell("marking.marked-tagged", name=self.named(kind), tags=tags_in_words(tags))
            elif moving is None:
                self.main.tell("marking.marked", name=self.named(kind))
            else:
                self.main.say_done(change.operation)
            if then is not None:
                then(name)

        def failed() -> None:
            self.ends.go_on(moving)
            if selected:
                self._restored = True
                self.main.reader.select(start, end)

        self._apply(make, done, failed)

    def _mark_again(self, it: Placed, kind: HighlightKind, then: Callable[[str], None] | None) -> None:
        """Mark what is marked already: it takes the kind; marking it twice would only hide the first."""
        self.main.reader.choose_highlight(it.highlight.id)
        if it.highlight.kind != kind and then is None:
            self.set_kind(it.highlight, kind)
        elif then is None:
            self.main.tell("marking.marked-already", name=self.named(kind))
        if then is not None:
            then(it.highlight.id)

    def _apply(
        self, make: Callable[[], Operation], done: Callable[[Change], None], failed: Callable[[], None]
    ) -> None:
        """Carry out a change. Keys typed meanwhile wait: they are for what it leads to."""
        desk, release = self.main.host.desk, self.main.host.hold_keys()

        def worked(change: Change) -> None:
            done(change)
            release()

        def fell_through() -> None:
            failed()
            release()

        self.main.footer.drop_failure()
        self.main.when(desk.ask(lambda: desk.apply(make()).result()), worked, otherwise=fell_through)

    def _listed(self) -> Listed | None:
        return self.main.shown_article()

    # Moving ends

    def selection_changed(self, selecting: bool) -> bool:
        """A selection has begun or is over; return whether what was told stays. Ends that were being moved
        and are not marked stay where they were."""
        told, self._restored = not selecting or self.ends.moving is not None or self._restored, False
        if not selecting:
            self.ends.selection_over()
        return told

    # The card and what it asks for

    def show_card(self, name: str) -> None:
        """Show the card of a highlight on the page."""
        if self.ends.moving is not None or self.main.reader.highlights.get(name) is None:
            return
        from tui.screens.highlight_card import HighlightCard

        self.main.reader.choose_highlight(name)
        self._card = HighlightCard(self, name)
        self.main.footer.set_keys(())  # the card says its own
        self.main.app.push_screen(self._card, self._card_closed)

    def _card_closed(self, to_move: Highlight | None) -> None:
        self._card = None
        self.main.show_footer_keys()
        if to_move is not None:
            self.ends.begin(to_move)

    def page_changed(self) -> None:
        """The highlights on the page are others now: the card shows its own as it is."""
        if self._card is not None:
            self._card.page_changed()

    def set_kind(self, highlight: Highlight, kind: HighlightKind) -> None:
        """Give a highlight another kind."""
        if highlight.kind == kind:
            return
        from annotations import highlights

        self.main.change(
            lambda: highlights.set_kind(self.main.store(), [highlight], kind),
            lambda _: self.main.tell("marking.now", name=self.named(kind)),
        )

    def tag(self, name: str) -> None:
        """Choose the tags of a highlight."""
        from tui.screens.tagging import choose_tags

        if (highlight := self.main.store().highlight(name)) is not None:
            choose_tags(self.main, highlights=[highlight])

    def note(self, name: str) -> None:
        """Write a note on a highlight, or go on with the one there is."""
        if (listed := self._listed()) is None:
            return
        from tui.screens.note_editor import rows_taken

        it, app = self.main.reader.highlights.get(name), self.main.app
        if it is not None and not it.lost:
            free = app.size.height - rows_taken(app.size.height) - self.main.reader.region.y
            self.main.reader.lift(it.start, it.end, free)

        def closed(_: NoteOutcome) -> None:
            if self.main.showing == listed.id:
                self.main.reader.go_to_highlight(name)  # it is still what is meant

        self.main.edit_note_on(listed, name, closed)

    def copy(self, highlight: Highlight) -> None:
        """Copy what is marked with its source."""
        it = self.main.reader.highlights.get(highlight.id)
        page = self.main.reader.page
        text = (
            highlight.quote if it is None or it.lost or page is None else page.article.text[it.start : it.end]
        )
        self.main.copy_quote(text)

    def delete(self, highlight: Highlight) -> None:
        """Delete a highlight with its notes and tags."""
        from annotations import highlights

        self.main.change(lambda: highlights.delete(self.main.store(), [highlight]))

    def rename(self, kind: HighlightKind, then: Callable[[], None] | None = None) -> None:
        """Ask what a kind means to the reader."""
        from annotations.highlights import LONGEST_NAME
        from seeds.text import display_safe
        from tui.choices import Choice
        from tui.screens.value_box import Given, ValueBox
        from tui.understanding import Understood

        word, own = self.main.word, self.main.word(f"kind.{kind}")

        def understand(text: str) -> Understood:
            name = " ".join(text.split())[:LONGEST_NAME]
            back = Choice("", word("marking.named-back", name=own))
            if not name or name == own:
                return Understood((back,))
            return Understood((Choice(name, word("marking.call-it", name=display_safe(name))), back))

        def given(answer: Given | None) -> None:
            from annotations import highlights

            if answer is None:
                return
            self.main.change(
                lambda: highlights.name_kind(self.main.store(), kind, answer.value or ""),
                lambda _: then() if then is not None else None,
            )

        box = ValueBox(
            word("marking.name-kind", sign=SIGNS[kind], name=own),
            understand,
            value=self.named(kind),
            placeholder=own,
        )
        self.main.app.push_screen(box, given)

    def undo(self) -> None:
        """Take back the last thing the reader did."""
        self.main.cmd_undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.main.cmd_redo()
