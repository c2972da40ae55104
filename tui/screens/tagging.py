"""Tags on articles and highlights: choosing them for one thing or for many, and seeing all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.base import MainPart
from tui.screens.bulk import listed_view, part_of
from tui.undisturbed import MANY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.collection import Listed
    from annotations.model import Change, Highlight, TagUse
    from annotations.shown import HeadView, View
    from annotations.tag_tree import TagNode
    from tui.commands import Context
    from tui.screens.base import MainBase
    from tui.screens.tag_browser import TagBrowser
    from tui.widgets.list import ArticleList

FEW = 64
"""Articles that are looked at while keys wait, at most: about as many as a screen shows."""


def choose_tags(
    main: MainBase,
    articles: Sequence[Listed] = (),
    highlights: Sequence[Highlight] = (),
    *,
    view: View | HeadView | None = None,
    then: Callable[[Change], None] | None = None,
    new: Callable[[tuple[str, ...]], None] | None = None,
) -> None:
    """Have the reader choose tags for articles and highlights, any number of them, over whatever screen is in
    front; put them on and take them off in one operation, and say so in the main screen's footer.

    ``main`` is the main screen. ``view`` stands for its articles where they are very many. ``then`` is called
    once the change is durable; nothing is called when the reader steps back or changes nothing. With ``new``
    nothing is written: it gets the tags that were chosen (for a highlight that is only being made).
    """
    from tui.tag_choosing import TagChoosing

    if articles or highlights or view is not None or new is not None:
        TagChoosing(main, articles, highlights, view=view, then=then, new=new).ask()


class Tagging(MainPart):
    """The commands on tags."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start without the page of tags."""
        super().__init__(measure=measure)
        self._browser: TagBrowser | None = None

    @property
    def place(self) -> Context:
        """Where the reader is: what keys mean now."""
        return "tags" if self._browser is not None else super().place

    def chosen(self) -> tuple[Listed, ...]:
        """Return the articles that a command means: those chosen in the list, else the current one."""
        if self.list.choosing and not self.in_reader:
            return self.list.chosen
        listed = self.current()
        return (listed,) if listed is not None else ()

    def many_chosen(self) -> Callable[[], View] | None:
        """Return what gives the articles that are chosen in the list as a view, off the loop, where they are
        more than are asked for while keys wait; None where they are not."""
        view, rows = self.view, self.list.chosen_rows
        if view is None or self.in_reader or len(rows) <= FEW:
            return None
        return lambda: part_of(view, rows)

    def said_of(self, articles: Sequence[Listed]) -> str:
        """Return what a message names besides what was done: the one article; the number of several is told
        with what was done."""
        return articles[0].heading if len(articles) == 1 else ""

    def on_article_list_choosing(self, message: ArticleList.Choosing) -> None:
        """Say how many articles are chosen, and which keys mean them."""
        told = self.word("tags.several.chosen", n=message.count) if message.count else ""
        self.footer.set_right(told)
        self.show_footer_keys()

    def cmd_tag(self, count: int = 1) -> None:
        """Choose the tags of the article, or of those that are chosen; or write new ones."""

        def done(_: Change) -> None:
            self.list.cmd_several_stop()

        if (many := self.many_chosen()) is not None:
            self.ask_to_open(many, lambda view: self._choose_for_all(view, done))
        elif chosen := self.chosen():
            choose_tags(self, chosen, then=done)

    def cmd_tag_view(self, count: int = 1) -> None:
        """Choose tags for everything the list shows."""
        view = listed_view(self, self.cmd_tag_view)
        if view is not None:
            self._choose_for_all(view)

    def _choose_for_all(self, view: View, then: Callable[[Change], None] | None = None) -> None:
        if view.count > MANY:
            choose_tags(self, view=view, then=then)
            return
        self.ask_to_open(
            lambda: view.window(0, view.count), lambda articles: choose_tags(self, articles, then=then)
        )

    def cmd_tags(self, count: int = 1) -> None:
        """Open the page of all tags."""

        def look() -> tuple[tuple[TagUse, ...], tuple[TagNode, ...]]:
            from annotations.tag_tree import tree

            store = self.store()
            uses = store.tag_uses()
            return uses, tree(uses, store.tag_items)

        def show(found: tuple[tuple[TagUse, ...], tuple[TagNode, ...]]) -> None:
            from tui.screens.tag_browser import TagBrowser

            self._browser = TagBrowser(self, *found)
            self.app.push_screen(self._browser, lambda _: closed())

        def closed() -> None:
            self._browser = None
            self.show_footer_keys()

        self.ask_to_open(look, show)

    def tags_changed(self) -> None:
        """Show the tags as they are now, changed here or in another window."""
        self._renew_browser("")

    def turned(self, change: Change, *, back: bool) -> None:
        """The page of tags shows the tag that a name was given back to."""
        turned, inner = (change.operation.values.get(key) for key in ("operation", "values"))
        if turned in ("tag-rename", "tag-merge") and isinstance(inner, dict):
            self._renew_browser(str(inner.get("old" if back else "new", "")))

    def _renew_browser(self, at: str) -> None:
        if self._browser is not None and self._browser.is_mounted:
            self._browser.renew(at)
