"""Filtering the notebook as one types, in the query language of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.query.whole import EVERYTHING
from tui.screens.notebook import LeavesInFront

if TYPE_CHECKING:
    from annotations.query.tree import Query
    from tui.query_completion import QueryCompletion
    from tui.widgets.prompt import Prompt


class LeafFiltering(LeavesInFront):
    """The commands that change which annotations the notebook shows."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with nothing typed."""
        super().__init__(measure=measure)
        self._leaf_before: Query = EVERYTHING
        self._leaf_completion: QueryCompletion | None = None

    def cmd_notebook_filter(self, count: int = 1) -> None:
        """Filter as you type."""
        page = self.notebook_page()
        self._leaf_before = self.leaf_query
        self.footer.display = False
        page.prompt.ask("filter", self.word("notebook.prompt"), "")
        if self._leaf_completion is None or self._leaf_completion.prompt is not page.prompt:
            from tui.query_completion import QueryCompletion

            self._leaf_completion = QueryCompletion(
                self, page.prompt, lambda: self._leaf_before, self.notebook().count
            )
        self._leaf_completion.forget()
        page.prompt.history = self.past_queries()

    def on_prompt_changed(self, message: Prompt.Changed) -> None:
        """Follow the typing, when it is the notebook's."""
        if not self._is_leafing_prompt():
            return
        message.prevent_default()
        from annotations.query.tree import all_of
        from tui.typed_query import read_typed

        typed = read_typed(self, message.text)
        prompt = self.notebook_page().prompt
        prompt.still_open = typed.unfinished
        prompt.set_info(typed.mistake, wrong=bool(typed.mistake), at=typed.place)
        self.ask_leaves(all_of(self._leaf_before, typed.tree))

    def on_prompt_submitted(self, message: Prompt.Submitted) -> None:
        """Keep what was typed."""
        if self._is_leafing_prompt():
            message.prevent_default()
            from tui.typed_query import mistake_in

            if mistake := mistake_in(self, message.text):
                if not message.left:
                    self.notebook_page().prompt.refuse(mistake)
                    return
                self.footer.say(mistake, failed=True)
            else:
                self.keep_query(message.text)
            self._close_leaf_prompt()

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Take back what was typed."""
        if self._is_leafing_prompt():
            message.prevent_default()
            self._close_leaf_prompt()
            if self.leaf_query != self._leaf_before:
                self.ask_leaves(self._leaf_before)

    def on_prompt_moved(self, message: Prompt.Moved) -> None:
        """Up and down in the prompt move through the results without leaving it."""
        if self._is_leafing_prompt():
            message.prevent_default()
            self._rows.go(self._rows.cursor + message.by)

    def show_leaf_counts(self) -> None:
        """What is offered has the counts of now, too."""
        super().show_leaf_counts()
        if self._leaf_completion is not None and self._is_leafing_prompt():
            self._leaf_completion.follow_changes()

    def _is_leafing_prompt(self) -> bool:
        return self.leafing and self._page is not None and self._page.prompt.display

    def _close_leaf_prompt(self) -> None:
        self.notebook_page().prompt.close()
        self.footer.display = True
        self._rows.focus()

    def cmd_notebook_drop(self, count: int = 1) -> None:
        """Take the last condition away."""
        if self.leaf_query == EVERYTHING:
            self.say("main.filter.none-left")
            return
        from annotations.query.tree import without_last

        tree = self.leaf_query
        for _ in range(count):
            tree = without_last(tree)
        self.ask_leaves(tree)

    def cmd_notebook_as_list(self, count: int = 1) -> None:
        """Filter the notebook as the list is filtered."""
        if self.wanted == EVERYTHING:
            self.say("notebook.list-whole")
            return
        self.ask_leaves(self.wanted)
