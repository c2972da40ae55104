"""The notebook in front of list and reader: everything marked and written, and the way to its place and
back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from annotations.query.whole import EVERYTHING
from tui.alarms import Alarm
from tui.screens.linking import Linking
from tui.sentences import problem_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget

    from annotations.collection import Listed
    from annotations.model import HighlightKind
    from annotations.notebook import Annotation, Group, Notebook, NotebookOrder, NotebookView
    from annotations.query.tree import Query
    from seeds.article import Article
    from seeds.problems import Problem
    from tui.commands import Context
    from tui.widgets.notebook.page import NotebookPage
    from tui.widgets.notebook.passage import Passage
    from tui.widgets.notebook.rows import NotebookRows

_REST_SECONDS = 0.12
"""How long the cursor must rest before the passage is read, so that holding a key costs nothing."""
_AT_ONCE = 6
"""Articles read for their names at once, while the notebook is grouped by them: other questions wait for no
more than that."""


class LeavesInFront(Linking):
    """The notebook as a page: opening and leaving it, what it shows, and the way to a place and back."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with the notebook closed: it is loaded when it is first asked for."""
        super().__init__(measure=measure)
        self.leafing = False
        """Whether the notebook is in front."""
        self._page: NotebookPage | None = None
        self._notebook: Notebook | None = None
        self._leaves: NotebookView | None = None
        self.leaf_query: Query = EVERYTHING
        """What the notebook is asked for."""
        self._leaf_hint: Problem | None = None
        self._leaf_group: Group = "article"
        self._leaf_order: NotebookOrder = "place"
        self.leaf_kinds: dict[HighlightKind, str] = {}
        """What the reader called kinds of highlights when the notebook was shown last."""
        self._from_reader = False
        self._jumped = False

    # Coming and going

    def show_notebook(self, tree: Query) -> None:
        """Show what a query wants of the notebook: for other screens."""
        self._from_reader = self.in_reader
        self.leaf_query = tree
        self._open_notebook()

    def cmd_notebook(self, count: int = 1) -> None:
        """Show everything marked and written; from an article, at what is on that."""
        if self.leafing:
            return
        self._from_reader = self.in_reader
        id = self.showing if self._from_reader else ""
        here = self.reader.highlight_here() if self._from_reader else None
        self._open_notebook(keep=here.highlight.id if here is not None else "", article=id)

    def _open_notebook(self, *, keep: str = "", article: str = "") -> None:
        def look() -> tuple[Notebook, NotebookView, str]:
            notebook = self.notebook()
            view = None
            if (self.leaf_query, self._leaf_group, self._leaf_order) == (EVERYTHING, "article", "place"):
                kept = notebook.annotation(keep) if keep else None
                view = notebook.beginning(besides=kept.article if kept is not None else article)
            if view is None:
                view = notebook.view(self.leaf_query, self._leaf_group, self._leaf_order)
            wanted = keep or (view.first_in(article) if article else "")
            return notebook, view, wanted

        def show(answer: tuple[Notebook, NotebookView, str]) -> None:
            _, view, wanted = answer
            page = self.notebook_page()
            self.leave_article()
            self.leafing, self._jumped = True, False
            self.lay_out()
            self._show_leaves(view, keep=wanted)
            self.focus_when_there(page.rows)
            if view.total is None:  # the rest follows
                self.ask_leaves(self.leaf_query)

        self.ask_to_open(look, show)

    def focus_when_there(self, widget: Widget) -> None:
        """Give a pane the keys; those typed meanwhile wait where it is only being made."""
        if widget.is_mounted:
            widget.focus()
            self.show_footer_keys()
            return
        release = self.host.hold_keys()

        def ready() -> None:
            widget.focus()
            self.show_footer_keys()
            # The focus is given by the app, in its turn: the keys that wait come behind it.
            self.host.call_later(self.host.call_later, release)

        widget.call_after_refresh(ready)

    def show_footer_keys(self) -> None:
        """Show the keys that matter here; overridden by the screen."""
        raise NotImplementedError

    def notebook(self) -> Notebook:
        """Return the notebook over the open annotations, made at the first call. Raises ``Problem`` while
        they are not open."""
        from annotations.notebook import Notebook

        if self._notebook is None:
            self._notebook = Notebook(self.host.desk.collection, self.store())
        return self._notebook

    def notebook_page(self) -> NotebookPage:
        """Return the notebook's panes, made at the first call."""
        if self._page is None:
            from tui.widgets.notebook.page import NotebookPage

            self._page = NotebookPage()
            self._page.rows.follower = self._leaf_went
            self._page.rows.title = self._page.passage.title = self.title_of
            self.mount(self._page, before=self.footer)
        return self._page

    @property
    def _rows(self) -> NotebookRows:
        return self.notebook_page().rows

    @property
    def leaf(self) -> Annotation | None:
        """The annotation under the notebook's cursor, while the notebook is in front."""
        return self._page.rows.selected if self._page is not None and self.leafing else None

    def cmd_notebook_close(self, count: int = 1) -> None:
        """Step back: from a message, from a filter, to where one came from."""
        if self.footer.dismiss_failure():
            return
        if self.leaf_query != EVERYTHING:
            self.ask_leaves(EVERYTHING)
            return
        self.leave_notebook()
        if self._from_reader and self.showing:
            self.reading = True
            self.lay_out()
            self.reader.focus()
        else:
            self.show_list()

    def show_counts(self) -> None:
        """Say in the header what is shown; overridden by the screen."""
        raise NotImplementedError

    def leave_notebook(self) -> None:
        """Put the notebook away; what comes to the front instead is the caller's."""
        self.leafing = False
        self.lay_out()
        self.show_counts()

    def leave_front(self) -> None:
        """Put the notebook away, for what a link leads to."""
        if self.leafing:
            self.leave_notebook()

    @property
    def leaf_in_front(self) -> str | None:
        """What the cursor of the notebook is on, by its id, where that is in front."""
        return (self.leaf.id if self.leaf is not None else "") if self.leafing else None

    def back_to_leaf(self, name: str) -> None:
        """Bring the notebook to the front again, with the cursor where it was."""
        self._open_notebook(keep=name)

    def cmd_notebook_place(self, count: int = 1) -> None:
        """Go to the place of an annotation in its article; Esc there comes back."""
        if (it := self.leaf) is None:
            return
        listed = self.host.desk.collection.listed(it.article)
        if listed is None:
            self.say("notebook.article-gone")
            return
        self.leave_notebook()
        self._jumped = True
        if it.what == "highlight":
            self.go_to_highlight(listed, it.id)
        else:
            self.go_to_note(listed, it.id)

    def on_notebook_rows_opened(self, message: NotebookRows.Opened) -> None:
        """A second click goes to the place."""
        message.stop()
        self.cmd_notebook_place()

    @property
    def jumped(self) -> bool:
        """Whether one has come from the notebook to what is in the reader, and does nothing else there."""
        return self._jumped and self.in_reader and not (self.reader.selecting or self.reader.finding)

    def back_to_notebook(self) -> bool:
        """From the place one has jumped to, go back to the notebook; False when one came another way."""
        if not self.jumped:
            return False
        self._open_notebook()
        return True

    def show_list(self) -> None:
        """Bring the list to the front and give it the keys: the way back to the notebook is forgotten."""
        self._jumped = False
        if self.leafing:
            self.leave_notebook()
        super().show_list()

    @property
    def place(self) -> Context:
        """Where the reader is: what keys mean now."""
        return "notebook" if self.leafing else super().place

    def current(self) -> Listed | None:
        """Return the article that a command means: in the notebook that of the annotation under the
        cursor."""
        if self.leafing:
            return self.host.desk.collection.listed(self.leaf.article) if self.leaf is not None else None
        return super().current()

    # What is shown

    def ask_leaves(self, tree: Query, *, keep: str = "") -> None:
        """Ask for the annotations that a query wants and show them; the newest question wins."""
        self.leaf_query = tree
        group, order = self._leaf_group, self._leaf_order

        def look() -> tuple[NotebookView, Problem | None]:
            view = self.notebook().view(tree, group, order)
            if view.found or tree == EVERYTHING:
                return view, None
            from annotations.query.hints import hint_of

            return view, hint_of(tree, self.host.desk.collection.count)

        def show(found: tuple[NotebookView, Problem | None]) -> None:
            if (tree, group, order) == (self.leaf_query, self._leaf_group, self._leaf_order):
                view, self._leaf_hint = found
                self._show_leaves(view, keep=keep)

        self.ask(look, show)

    def _show_leaves(self, view: NotebookView, *, keep: str = "") -> None:
        self._leaves = view
        self.leaf_kinds = self.store().kinds()
        self._rows.empty = self._no_leaves()
        self._rows.show(view, self._leaf_group, keep=keep, hits=partial(self._hits_in, self.leaf_query))
        self.show_leaf_counts()
        if self._leaf_group == "entity":
            self._read_names()

    def _hits_in(self, tree: Query, text: str) -> tuple[tuple[int, int], ...]:
        """Where in a text what is asked for stands."""
        if tree == EVERYTHING:
            return ()
        from annotations.query.snippets import hits

        return hits(tree, text)

    def _no_leaves(self) -> str:
        if self.leaf_query != EVERYTHING:
            from annotations.query.tree import conditions_of

            return self.word("notebook.none-match", last=self.in_words(conditions_of(self.leaf_query)[-1]))
        return self.word("notebook.empty")

    def show_leaf_counts(self) -> None:
        """Say in the header what the notebook shows."""
        view = self._leaves
        if view is None:
            return
        parts = [self.word("notebook.name"), self.word(f"notebook.group.{self._leaf_group}")]
        if self._leaf_order != "place":
            parts.append(self.word(f"notebook.order.{self._leaf_order}"))
        count = str(view.total) if view.total is not None else "…"
        if self.leaf_query != EVERYTHING:
            parts.append(self.in_words(self.leaf_query))
            count = f"{view.found}/{view.total}"
        self.header.set_view(" · ".join(parts), count)
        if self._page is not None and self._page.prompt.display:
            told = self._leaf_hint if not view.found else None
            hint = problem_in_words(told, self.host.words) if told else ""
            self._page.prompt.set_info(hint or self.word("notebook.count", n=view.found))

    def _read_names(self) -> None:
        """Read the names in the articles, some at a time, as long as the notebook is grouped by them."""
        tree = self.leaf_query

        def read(answer: tuple[bool, bool]) -> None:
            changed, more = answer
            if not self.leafing or self._leaf_group != "entity" or tree != self.leaf_query:
                return
            if changed:
                self.ask_leaves(tree)
            elif more:
                self._read_names()

        self.ask(lambda: self.notebook().settle_names(tree, _AT_ONCE), read)

    def notebook_changed(self) -> None:
        """Something is durable, here or in another window, or the articles are others: show the notebook as
        it is now."""
        if self.leafing and self._leaves is not None:
            self.ask_leaves(self.leaf_query)

    def lay_out_notebook(self) -> None:
        """Show the notebook where it is in front."""
        if self._page is not None:
            self._page.display = self.leafing

    def _leaf_went(self, it: Annotation | None) -> None:
        """Show what is under the cursor at length, and its passage once the cursor rests."""
        if self._page is None or not self._page.passage.display:
            return
        passage = self._page.passage
        passage.show(it, self.leaf_kinds)
        if it is None or it.highlight is None or (it.status == "lost" and not it.gone):
            return
        Alarm(self, _REST_SECONDS, lambda: self._tell_passage(it))

    def _tell_passage(self, it: Annotation) -> None:
        if self._page is None or self.leaf is None or self.leaf.id != it.id:
            return
        self.tell_place(it, self._page.passage)

    def tell_place(self, it: Annotation, passage: Passage) -> None:
        """Have a passage show an annotation's place in its article; of one whose file is gone, what is known
        of it."""
        if it.gone:
            self._read_seen(it, passage)
        else:
            self.read_passage(it, lambda around: passage.tell(it.id, around))

    def _read_seen(self, it: Annotation, passage: Passage) -> None:
        highlight = it.highlight

        def read() -> Article | None:
            from annotations.absent import last_read

            return last_read(self.store(), highlight) if highlight is not None else None

        self.ask(read, lambda seen: passage.tell_seen(it.id, seen) if seen is not None else None)

    def read_passage(self, it: Annotation, then: Callable[[tuple[str, int, int]], None]) -> None:
        """Read the passage of a highlight in its article off the loop; nothing is told where it has none."""
        from annotations.reanchoring import placed
        from tui.widgets.notebook.passage import running_passage

        desk, highlight = self.host.desk, it.highlight

        def read() -> tuple[str, int, int] | None:
            from seeds.problems import Problem

            if highlight is None:
                return None
            try:
                article = desk.article(it.article)
            except Problem:  # it is shown with what was kept around it
                return None
            (found,) = placed(self.store(), [highlight], article)
            return None if found.lost else running_passage(article, found.start, found.end)

        self.ask(read, lambda around: then(around) if around is not None else None)

    def cmd_notebook_group(self, count: int = 1) -> None:
        """Go round what annotations stand under."""
        from annotations.notebook.shapes import GROUPS

        names = list(GROUPS.values())
        self._leaf_group = names[(names.index(self._leaf_group) + count) % len(names)]
        self.ask_leaves(self.leaf_query)

    def cmd_notebook_order(self, count: int = 1) -> None:
        """Go round the orders."""
        from annotations.notebook.shapes import NOTEBOOK_ORDERS

        names = list(NOTEBOOK_ORDERS.values())
        self._leaf_order = names[(names.index(self._leaf_order) + count) % len(names)]
        self.ask_leaves(self.leaf_query)
