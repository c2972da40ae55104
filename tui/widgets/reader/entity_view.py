"""Entities on the page: quiet marks by type, the one in focus and its others, going from one to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.message import Message

from tui.widgets.host import words_of
from tui.widgets.reader.legend import legend
from tui.widgets.reader.spans import EMPHASES, GROUPS, NO_MARKS, Emphasis, Group, Marks, group_of, marks_of
from tui.widgets.reader.turning import PageTurner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style

    from seeds.article import Article, Mention
    from tui.themes import Look
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.paint import Layer
    from tui.widgets.reader.sheet import Line

_EMPHASIS_TOLD: dict[Emphasis, str] = {
    "quiet": "reading.emphasis.quiet",
    "all": "reading.emphasis.all",
    "none": "reading.emphasis.none",
}
_PAGES = (".html", ".htm", ".xhtml")


class EntityView(PageTurner):
    """Lays an article's mentions on its text.

    ``cursor`` is an offset into ``Article.text``: where a click, an entity or a hit has put it.
    """

    class EntityFocused(Message, namespace="reader"):
        """Another mention is in focus, or none."""

        def __init__(self, mention: Mention | None) -> None:
            """Keep the mention."""
            super().__init__()
            self.mention = mention

    def __init__(self, *, measure: int = 80, id: str | None = None) -> None:
        """Make an empty reader."""
        super().__init__(measure=measure, id=id)
        self._marks: Marks = NO_MARKS
        self._hidden: frozenset[Group] = frozenset()
        self._emphasis: Emphasis = "quiet"
        self._focus: int | None = None
        self._cursor: int | None = None
        self._awaited_name: int | None = None

    @property
    def cursor(self) -> int:
        """The offset the reader works from: where it was put last if that is in view, else the view's top."""
        if self._cursor is not None and self._sheet.starts and self._in_view(self._cursor):
            return self._cursor
        return self.position

    @property
    def marks(self) -> Marks:
        """The article's mentions as they are drawn."""
        return self._marks

    @property
    def hidden_types(self) -> frozenset[Group]:
        """The types of entities that are switched off."""
        return self._hidden

    @property
    def emphasis(self) -> Emphasis:
        """How loudly entities are marked."""
        return self._emphasis

    def show(self, page: Page, *, at: int = 0) -> None:
        """Show a page with the line that holds the offset ``at`` at the top."""
        self._cursor = self._awaited_name = None
        self._focus_on(None)
        self._marks = marks_of(page.article, page.common)
        super().show(page, at=at)

    def set_mentions(self, article: Article) -> None:
        """Take over the mentions of the article shown, now that they have been read; the place stays."""
        if self._page is None or article.text != self._page.article.text:
            return
        page = self._page
        self._page = replace(page, article=article)
        self._focus_on(None)
        self._marks = marks_of(article, page.common)
        self.restyle()

    def set_common(self, common: frozenset[str]) -> None:
        """Draw the names that are everywhere in the library (canonical ones) fainter, and no others."""
        if self._page is not None and self._page.common != common:
            self._page = replace(self._page, common=common)
            self._marks = marks_of(self._page.article, common)
            self.restyle()

    def update_page(self, page: Page) -> None:
        """Show the same article with other tags or notes, or as it was corrected; the place stays, and so
        does the mention in focus, if there is still one; one that was waited for comes into focus."""
        if self._page is not None and page.article is not self._page.article:
            focused = None if self._focus is None else self._marks.mentions[self._focus].start
            waited_for = focused if self._awaited_name is None else self._awaited_name
            self._marks = marks_of(page.article, page.common)
            self._focus = None if waited_for is None else self._marks.at(waited_for)
            if self._focus is not None:
                self._awaited_name = None
        super().update_page(page)

    def hide_types(self, hidden: Iterable[str]) -> None:
        """Switch off these types of entities and no others; names that are none are passed over."""
        wanted = set(hidden)
        self._hidden = frozenset(group for group in GROUPS if group in wanted)
        if self._focus is not None and group_of(self._marks.mentions[self._focus]) in self._hidden:
            self._focus_on(None)
        self.restyle()

    def set_emphasis(self, emphasis: str) -> None:
        """Mark entities ``quiet``, ``all`` or ``none``; another word changes nothing."""
        self._emphasis = next((known for known in EMPHASES if known == emphasis), self._emphasis)
        self.restyle()

    def cmd_entity_types(self, count: int = 1) -> None:
        """Choose which types of entities are marked."""
        from tui.widgets.reader.types_screen import TypesScreen

        if self._page is not None:
            self.app.push_screen(TypesScreen(self))

    def cmd_emphasis(self, count: int = 1) -> None:
        """Go round: quiet, all, none."""
        self._emphasis = EMPHASES[(EMPHASES.index(self._emphasis) + count) % len(EMPHASES)]
        self.restyle()
        self._tell(words_of(self)(_EMPHASIS_TOLD[self._emphasis]))

    def cmd_start(self, count: int = 1) -> None:
        """Go to the start; what was pointed at is let go."""
        self._let_go()
        super().cmd_start(count)

    def cmd_end(self, count: int = 1) -> None:
        """Go to the end; what was pointed at is let go."""
        self._let_go()
        super().cmd_end(count)

    def _let_go(self) -> None:
        """Point at nothing: what comes next starts from what is in view."""
        self._cursor = None
        self._focus_on(None)
        self.restyle()

    def cmd_next_entity(self, count: int = 1) -> None:
        """Focus the next mention that is switched on; stops at the last."""
        self._step_entity(count)

    def cmd_previous_entity(self, count: int = 1) -> None:
        """Focus the mention before; stops at the first."""
        self._step_entity(-count)

    def _step_entity(self, by: int) -> None:
        words = words_of(self)
        mentions = self._marks.mentions
        # From the name in focus if the cursor is still on it, else from where one looks.
        cursor, index = self.cursor, self._focus
        if index is None or mentions[index].start != cursor:
            index = self._marks.after(cursor) - (by > 0)
        step = 1 if by > 0 else -1
        target: int | None = None
        left = abs(by)
        while left and 0 <= index + step < len(mentions):
            index += step
            if self._reachable(mentions[index]):
                target = index
                left -= 1
        if target is not None:
            self._reveal(mentions[target].start)
            self._focus_on(target)
        if left:
            self._tell(words(self._why_stopped(by)))

    def _why_stopped(self, by: int) -> str:
        if self._page is not None and self._page.article.mentions is None:
            return "reading.entities-coming"
        if not any(self._reachable(mention) for mention in self._marks.mentions):
            return "reading.no-entities"
        return "reading.last-entity" if by > 0 else "reading.first-entity"

    def _reachable(self, mention: Mention) -> bool:
        """Whether a mention is switched on and stands in a line that is drawn."""
        return group_of(mention) not in self._hidden and self._sheet.draws(mention.start)

    def await_name(self, offset: int) -> None:
        """Put the cursor on a place where a name is about to be marked: it is in focus as soon as it is."""
        there = self._marks.at(offset)
        self._focus_on(there if there is not None and self._marks.starts[there] == offset else None)
        self._cursor = self._awaited_name = offset

    def _focus_on(self, index: int | None) -> None:
        self._awaited_name = None
        if index == self._focus:
            return
        self._focus = index
        mention = None if index is None else self._marks.mentions[index]
        if mention is not None:
            self._cursor = mention.start
        self.restyle()
        self.post_message(self.EntityFocused(mention))

    def entity_under_cursor(self) -> Mention | None:
        """Return the mention in focus, None when there is none or it is out of view."""
        if self._focus is None or not self._in_view(self._marks.mentions[self._focus].start):
            return None
        return self._marks.mentions[self._focus]

    def focused_row(self) -> int | None:
        """Return the row of the view that the mention in focus starts on, None when there is none in view."""
        mention = self.entity_under_cursor()
        return None if mention is None else self.row_of(mention.start)

    def row_of(self, offset: int) -> int | None:
        """Return the row of the view that an offset is drawn on, None when it is out of view."""
        return (
            self._sheet.line_of(offset) - self._top if self._sheet.starts and self._in_view(offset) else None
        )

    def raise_to_top(self, offset: int) -> None:
        """Scroll an offset up to the second row."""
        self._go(self._sheet.line_of(offset) - 1)

    def count_of(self, mention: Mention) -> int:
        """Return how often the entity of a mention is named in this article."""
        return sum(self._same(mention, other) for other in self._marks.mentions)

    @staticmethod
    def _same(one: Mention, other: Mention) -> bool:
        return one.name == other.name and group_of(one) == group_of(other)

    def _layers(self, line: Line, look: Look) -> list[Layer]:
        layers = super()._layers(line, look)
        focused = None if self._focus is None else self._marks.mentions[self._focus]
        for index in self._marks.between(line.start, line.end):
            mention = self._marks.mentions[index]
            if group_of(mention) in self._hidden:
                continue
            start, end = max(mention.start, line.start) - line.start, min(mention.end, line.end) - line.start
            if (style := self._entity_style(index, mention, line, look)) is not None:
                layers.append((start, end, style))
            if index == self._focus:
                layers.append((start, end, look.style("reader.cursor")))
            elif focused is not None and self._same(mention, focused):
                layers.append((start, end, look.style("reader.same")))
        return layers

    def _entity_style(self, index: int, mention: Mention, line: Line, look: Look) -> Style | None:
        if self._emphasis == "none" or line.kind == "raw":
            return None
        if self._emphasis == "quiet" and line.kind != "body":
            return None
        loud = self._emphasis == "all" or self._marks.loud[index]
        if not loud:
            return look.style(f"entity_faint.{group_of(mention)}")
        marked = self._grounded(mention.start, mention.end)
        return look.style(f"{'entity_on' if marked else 'entity'}.{group_of(mention)}")

    def _status(self, look: Look) -> list[tuple[str, Style]]:
        if self._page is None:
            return []
        if self._raw:
            page = self._page.listed.path.lower().endswith(_PAGES)
            said = words_of(self)("reading.raw-page" if page else "reading.raw")
            return [(said, look.style("reader.notice"))]
        entries = legend(self._marks, self._hidden, self._emphasis, words_of(self), look)
        pieces: list[tuple[str, Style]] = []
        muted = look.style("reader.status")
        for entry in entries:
            # Where keys go elsewhere the legend steps back with the page.
            pieces += [(entry.label, entry.style if self.has_focus or not entry.on else muted), (" ", muted)]
        return pieces
