"""Finding and narrowing: the filter line, the pickers that build query trees, and taking conditions back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.query.whole import EVERYTHING, ORDERS
from tui.dates_in_words import heading as month_label
from tui.keys_in_words import show_key
from tui.screens.base import MainPart
from tui.sentences import problem_in_words
from tui.session import joined
from tui.widgets.line_history import LineHistory

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.facets import FacetName, FacetValue
    from annotations.query.tree import Query
    from tui.choices import Choice
    from tui.query_completion import QueryCompletion
    from tui.screens.picker import Picked
    from tui.typed_query import TypedQuery
    from tui.widgets.prompt import Prompt, Purpose


_LOOKING = 0.02
"""Seconds in which it is looked whether a word that was typed stands anywhere as it is."""


class Filtering(MainPart):
    """The commands that change what the list shows."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with nothing typed."""
        super().__init__(measure=measure)
        self._before_typing: Query = EVERYTHING
        self._typed: TypedQuery
        self._past: list[Query] = []
        self._dropped: tuple[Query, list[Query]] | None = None
        """What was asked for, and before that, when all conditions were dropped at once."""
        self._waiting = ""
        self._completion: QueryCompletion | None = None
        self.asked: list[str] = []
        """The queries that were typed since the start, the newest first."""

    def cmd_filter(self, count: int = 1) -> None:
        """Open the filter line: the list follows what is typed."""
        from tui.typed_query import TypedQuery

        self._before_typing = self.wanted
        self._typed = TypedQuery(EVERYTHING)
        self.open_prompt("filter", self.word("main.filter.prompt"))
        if self._completion is None:
            from tui.query_completion import QueryCompletion

            self._completion = QueryCompletion(self, self.prompt, lambda: self._before_typing)
        self._completion.forget()
        self.prompt.history = self.past_queries()

    def past_queries(self) -> LineHistory:
        """The queries that were typed, also before the start, to go back to."""
        return LineHistory(joined(self.asked, self.host.kept.history))

    def keep_query(self, text: str) -> None:
        """Keep a query that was typed and taken."""
        if text := text.strip():
            self.asked = list(joined([text], self.asked))

    def follow_typing(self, purpose: Purpose, text: str) -> None:
        """Follow the typing: filter the list, or find in the article."""
        if purpose == "find":
            self.reader.find(text)
            return
        from annotations.query.tree import all_of
        from tui.typed_query import read_typed

        if self._completion is not None:
            self._completion.pause()
        self._typed = read_typed(self, text)
        self.prompt.still_open = self._typed.unfinished
        # A mistake is shown beside the line; the list is as it was before that condition was begun.
        if (mistake := self._typed.mistake) or self.prompt.wrong:
            self.prompt.set_info(mistake, wrong=bool(mistake), at=self._typed.place)
        self.wanted = all_of(self._before_typing, self._typed.tree)
        self.refresh_view()

    def tell_found(self) -> None:
        """Say beside the line how many articles it finds; where there are none, what may be the matter."""
        if self.view is not None:
            count = self.found(self.view, self.word("main.filter.count", n=self.view.count))
            self.prompt.set_info(self.nothing_hint() or count)
        if self._completion is not None:
            self._completion.follow_changes()

    def nothing_hint(self) -> str:
        """Return what may be the matter with a query that finds nothing; "" where it finds something."""
        hint = self.view.hint if self.view is not None and self.wanted != EVERYTHING else None
        return problem_in_words(hint, self.host.words) if hint is not None else ""

    def on_prompt_submitted(self, message: Prompt.Submitted) -> None:
        """Keep what was typed."""
        if not self.is_typing(message.purpose):
            return
        from tui.typed_query import mistake_in

        mistake = mistake_in(self, message.text) if message.purpose == "filter" else ""
        if mistake:
            if not message.left:
                self.prompt.refuse(mistake)
                return
            self.footer.say(mistake, failed=True)
        self._close_prompt()
        self.await_view()
        if message.purpose == "filter" and not mistake:
            self.keep_query(message.text)
        if message.purpose == "filter" and (self.wanted != self._before_typing or self._typed.begun):
            self._past.append(self._before_typing)
            self._take_as_whole(message.text)
            if self.view is not None and not self.view.count:
                self.refresh_view()  # Backspace takes conditions now, no letters: that is said there
        if not message.left:
            (self.reader if message.purpose == "find" else self.list).focus()

    def await_view(self) -> None:
        """Let keys wait for the list that was asked for while it was typed; overridden by the screen."""
        raise NotImplementedError

    def _take_as_whole(self, text: str) -> None:
        """Take the last word typed as a whole word, as everywhere else, where anything has it so; a name that
        was only begun is taken as it is."""
        from annotations.query import parser
        from annotations.query.tree import all_of

        try:
            whole = all_of(self._before_typing, self.read_query(text))
        except parser.QueryError:
            return
        typed, begun, desk = self.wanted, self._typed.begun, self.host.desk
        if whole == typed:
            return
        release = self.host.hold_keys()  # they are for the list that is taken

        def found() -> bool:
            view = desk.collection.view(whole, seconds=_LOOKING)
            return bool(view.count) or not view.settled  # what takes longer to look into may have it

        def answered(some: bool) -> None:
            if some or begun:
                if self.wanted == typed:
                    self.wanted = whole
                    self.refresh_view()
            elif self.asked and self.asked[0] == text.strip():
                self.asked[0] += "*"  # so that the same line finds the same anywhere
            release()

        self.when(desk.ask(found), answered, otherwise=release)

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """Take back what was typed."""
        self._close_prompt()
        if message.purpose == "find":
            self.reader.find_clear()
            self.reader.focus()
        else:
            self.list.focus()
            if self.wanted != self._before_typing:
                self.wanted = self._before_typing
                self.refresh_view()

    def on_prompt_moved(self, message: Prompt.Moved) -> None:
        """Up and down in the prompt move through the results without leaving it."""
        if message.purpose == "find":
            (self.reader.find_next if message.by > 0 else self.reader.find_previous)(abs(message.by))
        elif message.by > 0:
            self.list.cmd_down(message.by)
        else:
            self.list.cmd_up(-message.by)

    def _close_prompt(self) -> None:
        self.prompt.close()
        self.footer.display = True

    def cmd_drop_filter(self, count: int = 1) -> None:
        """Take the last condition away; where all were dropped at once, bring them back."""
        dropped, self._dropped = self._dropped, None
        if self.wanted == EVERYTHING:
            if dropped is None:
                self.say("main.filter.none-left")
                return
            self.wanted, self._past = dropped
            self.refresh_view()
            return
        from annotations.query.tree import without_last

        for _ in range(count):
            # What was narrowed in one step goes in one step; a view kept from the last time, by its parts.
            self.wanted = self._past.pop() if self._past else without_last(self.wanted)
        self.refresh_view()

    def cmd_clear_filters(self, count: int = 1) -> None:
        """Step back: first from a message that stays, then from all conditions."""
        if self.footer.dismiss_failure() or self.wanted == EVERYTHING:
            return
        from annotations.query.printer import print_query

        # All of it can be gone back to: by Backspace, and among the lines typed, where it can be edited.
        self.keep_query(print_query(self.wanted))
        self._dropped = self.wanted, self._past
        self._past, self.wanted = [], EVERYTHING
        self.refresh_view()
        keys = self.host.keymap.keys_of("drop-filter")
        if keys:
            self.say("main.filter.dropped", key=show_key(keys[0]))

    def store_opened(self) -> None:
        """The views are there."""
        self.show_waiting()

    def show_waiting(self) -> None:
        """Show what has waited for the reader's views: they are there, or cannot be read."""
        if self._waiting:
            self.filter_text(self._waiting)
            self.refresh_view()

    def keep_past(self) -> None:
        """Remember what is shown, for Backspace to go back to."""
        self._past.append(self.wanted)

    def narrow(self, *trees: Query) -> None:
        """Add conditions, and show the list."""
        from annotations.query.tree import all_of

        self.show_only(all_of(self.wanted, *trees))

    def show_only(self, tree: Query) -> None:
        """Show what a query wants instead of what is shown; Backspace goes back to that."""
        if tree != self.wanted:
            self._past.append(self.wanted)
            self.wanted = tree
        self.show_list()
        self.refresh_view()

    def show_list(self) -> None:
        """Bring the list to the front; overridden by the screen."""
        raise NotImplementedError

    def cmd_by_date(self, count: int = 1) -> None:
        """Choose a date, a month, a range or "unknown"."""
        from tui.screens.by_date import choose_date

        choose_date(self)

    def cmd_by_topic(self, count: int = 1) -> None:
        """Choose one topic or several."""
        from tui.screens.picker import Picker

        def show(values: tuple[FacetValue, ...]) -> None:
            choices = [self._choice("topic", value) for value in values]
            self.app.push_screen(
                Picker(
                    self.word("main.filter.by-topic"),
                    choices,
                    multiple=True,
                    placeholder=self.word("main.filter.type"),
                    note=self._note(),
                ),
                self._picked,
            )

        self._with_facet("topic", show)

    def cmd_facets(self, count: int = 1) -> None:
        """Choose from everything articles can be narrowed by."""
        from tui.screens.picker import Picker

        collection, tree = self.host.desk.collection, self.wanted
        names: tuple[FacetName, ...] = ("state", "topic", "tag", "source", "person", "org", "place", "date")

        def work() -> list[tuple[FacetName, tuple[FacetValue, ...]]]:
            return [(name, collection.facet(name, tree)) for name in names]

        def show(facets: list[tuple[FacetName, tuple[FacetValue, ...]]]) -> None:
            choices = [self._choice(name, value, grouped=True) for name, values in facets for value in values]
            self.app.push_screen(
                Picker(
                    self.word("main.filter.by-anything"),
                    choices,
                    multiple=True,
                    placeholder=self.word("main.filter.type"),
                    note=self._note(),
                ),
                self._picked,
            )

        self.ask_to_open(work, show)

    def cmd_order(self, count: int = 1) -> None:
        """Choose how the list is sorted."""
        from tui.choices import Choice
        from tui.screens.picker import Picker

        choices = [
            Choice(order, self.word(f"main.order.{order}"), chosen=order == self.order) for order in ORDERS
        ]

        def picked(result: Picked | None) -> None:
            if result and result.values:
                self.order = ORDERS[result.values[0]]
                self.refresh_view()

        self.app.push_screen(Picker(self.word("main.order.heading"), choices), picked)

    def filter_by(self, query_text: str) -> None:
        """Narrow by one condition given as text of the query language (what pickers hand back)."""
        tree = self.parsed(query_text)
        if tree is not None:
            self.narrow(tree)

    def _picked(self, result: Picked | None) -> None:
        """Narrow by what was picked: choices of one kind widen each other, kinds narrow each other."""
        if result is None or not result.values:
            return
        from annotations.query.tree import all_of, any_of

        by_kind: dict[str, list[Query]] = {}
        for value in result.values:
            if (tree := self.parsed(value)) is not None:
                by_kind.setdefault(value.partition(":")[0], []).append(tree)
        self.narrow(all_of(*(any_of(*trees) for trees in by_kind.values())))

    def parsed(self, text: str) -> Query | None:
        """Read text of the query language; None for a mistake, which is told."""
        from annotations.query import parser

        try:
            return self.read_query(text)
        except parser.QueryError as error:
            self.footer.say(problem_in_words(error, self.host.words), failed=True)
            return None

    def read_query(self, text: str, *, typing: bool = False) -> Query:
        """Return what a query's text means; raises ``QueryError``."""
        from annotations.query.parser import parse

        return parse(text, typing=typing, **self.terms_of(text))

    def terms_of(self, text: str) -> dict[str, Any]:
        """Return what the parser must know to read a query's text."""
        from annotations.query.names import speaks_of

        desk, own_topics = self.host.desk, self.host.wanted.topics
        known, views = desk.collection.known_names(), {}
        if ":" in text and speaks_of("view", text):
            from tui.query_views import query_views

            views = query_views(desk.store, self.host.words)
        return {"today": self.host.today(), "known": known, "views": views, "own_topics": own_topics}

    def _with_facet(
        self, name: FacetName, show: Callable[[tuple[FacetValue, ...]], None], tree: Query | None = None
    ) -> None:
        collection, tree = self.host.desk.collection, self.wanted if tree is None else tree
        self.ask_to_open(lambda: collection.facet(name, tree), show)

    def _choice(self, name: FacetName, value: FacetValue, *, grouped: bool = False) -> Choice:
        """Make a picker's choice whose value is the query text of the condition."""
        from tui.choices import Choice

        group = self.word(f"main.facet.{name}") if grouped else ""
        return Choice(value.query, self.facet_label(name, value), count=value.count, group=group)

    def facet_label(self, name: FacetName, value: FacetValue) -> str:
        """Return what to show for a choice: its name, or the words for a month, a state, or none."""
        if value.label:
            return value.label
        if name == "date":
            return month_label(value.value, self.host.words)
        return self.word(f"main.facet-value.{name}.{value.value or 'none'}")

    def _note(self, tree: Query | None = None) -> str:
        """What a picker says under its title: the view that its counts are taken in."""
        tree = self.wanted if tree is None else tree
        return self.in_words(tree) if tree != EVERYTHING else ""

    def filter_text(self, text: str) -> None:
        """Show what a query says, as given on the command line or kept from the last time. One that speaks of
        a view waits for the annotations."""
        self._waiting = text if ":" in text and self._waits_for_views(text) else ""
        tree = self.parsed(text) if text.strip() and not self._waiting else EVERYTHING
        if tree is not None:
            self.wanted = tree

    def _waits_for_views(self, text: str) -> bool:
        from annotations.query.names import speaks_of

        desk = self.host.desk
        return desk.store is None and desk.store_problem is None and speaks_of("view", text)
