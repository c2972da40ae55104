"""What was read of an article, why, and setting it right: the commands, and keeping the reader up to date.

What carries them out (``correcting``, ``naming``) is loaded with the first of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.screens.annotating import Annotating

if TYPE_CHECKING:
    from annotations.collection import Listed
    from annotations.model import Change, Corrections
    from annotations.query.tree import Query
    from seeds.article import Article, MentionType
    from tui.commands import Context
    from tui.screens.correcting import Explainer
    from tui.screens.naming import Namer


class Explaining(Annotating):
    """The commands that explain and correct."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with nothing explained."""
        super().__init__(measure=measure)
        self._explainer: Explainer | None = None
        self._namer: Namer | None = None
        self._read_with: tuple[str, Corrections] | None = None

    @property
    def explaining(self) -> bool:
        """Whether the sheet is open: the text is shown beside or above it, whatever else is."""
        return self._explainer is not None and self._explainer.explained is not None

    @property
    def place(self) -> Context:
        """Where the reader is: what keys mean now."""
        return "sheet" if self.explaining else super().place

    @property
    def namer(self) -> Namer:
        """What answers for names."""
        if self._namer is None:
            from tui.screens.naming import Namer

            self._namer = Namer(self)
        return self._namer

    def lay_out(self) -> None:
        """Show the panes that belong on the screen now; overridden by the screen."""
        raise NotImplementedError

    def show_footer_keys(self) -> None:
        """Show the keys that matter now; overridden by the screen."""
        raise NotImplementedError

    def bring_to_explain(self, listed: Listed) -> None:
        """Show an article in the reader without opening it; overridden."""
        raise NotImplementedError

    def narrow(self, *trees: Query) -> None:
        """Add conditions to the list's filter; overridden."""
        raise NotImplementedError

    def show_entity(self, name: str, type: MentionType | None) -> None:
        """Show the page of an entity; overridden."""
        raise NotImplementedError

    def cmd_evidence(self, count: int = 1) -> None:
        """Show what was read of the article, and why."""
        if (listed := self.current()) is None:
            return
        if self._explainer is None:
            from tui.screens.correcting import Explainer

            self._explainer = Explainer(self)
        self._explainer.explain(listed)

    def cmd_entity_card(self, count: int = 1) -> None:
        """Show the card of the entity under the cursor."""
        self.namer.show_card()

    def cmd_set_name(self, count: int = 1) -> None:
        """Say what the name under the cursor is."""
        self.namer.set_pointed_at()

    def cmd_name_selection(self, count: int = 1) -> None:
        """Say what the selection is."""
        self.namer.set_pointed_at()

    def corrections_changed(self, change: Change) -> None:
        """Show what was set right, here or in another window: in the text, and in the sheet."""
        if change.everywhere or self.showing in change.articles:
            self.read_anew()
        if self._explainer is not None:
            self._explainer.changed(change)

    def reading_with(self, id: str) -> None:
        """Remember how an article is corrected, before it is read for the reader."""
        self._read_with = id, self.host.desk.collection.corrections(id)

    def read_anew(self) -> None:
        """Have the article in the reader as it is corrected now, if that is otherwise; its place stays."""
        desk, id = self.host.desk, self.showing
        page = self._reader.page if self._reader is not None else None
        if page is None or self._read_with == (id, desk.collection.corrections(id)):
            return
        named = page.article.mentions is not None
        self.reading_with(id)

        def show(article: Article) -> None:
            page = self.reader.page
            if self.showing == id and page is not None:
                listed = desk.collection.listed(id) or page.listed
                self.reader.update_page(replace(page, article=article, listed=listed))

        self.ask(lambda: desk.article_with_mentions(id) if named else desk.article(id), show)
