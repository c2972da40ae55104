"""Choosing a date, a month, a range or "unknown": what is typed is counted behind the reader's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.query.tree import Within, all_of, parts_of
from annotations.query.whole import EVERYTHING
from tui.date_choices import date_choices, typed_dates
from tui.latest import Latest
from tui.screens.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from annotations.facets import FacetValue
    from annotations.query.tree import Query
    from tui.choices import Choice
    from tui.screens.filtering import Filtering
    from tui.screens.picker import Picked


def choose_date(main: Filtering) -> None:
    """Have the reader choose what the list shows by date. That takes the place of the date before: from one
    month to another without a step back."""
    collection, words, today = main.host.desk.collection, main.host.words, main.host.today()
    undated = all_of(*(part for part in parts_of(main.wanted) if not _is_date(part)))

    def show(values: tuple[FacetValue, ...]) -> None:
        dates = TypedDates(main, undated, values)
        picker = Picker(
            main.word("main.filter.by-date"),
            date_choices(values, words, today),
            typed=dates.choices,
            awaiting=lambda: dates.awaiting,
            placeholder=main.word("main.filter.date-hint"),
            note=main.in_words(undated) if undated != EVERYTHING else "",
        )
        dates.counted = picker.look_again
        main.app.push_screen(picker, picked)

    def picked(result: Picked | None) -> None:
        if result is None or not result.values:
            return
        if (tree := main.parsed(result.values[0])) is not None:
            main.show_only(all_of(undated, tree))

    main.ask_to_open(lambda: collection.facet("date", undated), show)


def _is_date(part: Query) -> bool:
    return isinstance(part, Within) and part.field == "date"


class TypedDates:
    """The dates that are typed, with how many articles have each: offered at once, counted off the loop."""

    def __init__(self, main: Filtering, undated: Query, values: Sequence[FacetValue]) -> None:
        """Take what the dates narrow, and the months it has."""
        self._main, self._undated, self._values = main, undated, values
        self._latest: Latest[dict[str, int]] = Latest(main, first=True)
        self._known: dict[str, int | None] = {}
        self._asked: tuple[str, ...] = ()
        self.counted: Callable[[], None] = lambda: None
        """Is called when more is known of what was typed."""

    @property
    def awaiting(self) -> bool:
        """Whether what was offered last is still being counted."""
        return bool(self._asked)

    def choices(self, text: str) -> Sequence[Choice]:
        """Return what a text may mean; what is not counted yet stands without a number."""
        host, missing = self._main.host, []

        def count(query: str) -> int | None:
            if query not in self._known:
                missing.append(query)
            return self._known.get(query)

        found = typed_dates(text, host.words, host.today(), self._values, count)
        self._ask(tuple(missing))
        return found

    def _ask(self, queries: tuple[str, ...]) -> None:
        if queries == self._asked:
            return
        self._asked = queries
        self._latest.cancel()
        if queries:
            self._main.host.one_frame.hold()  # what is typed, painted with its counts if they come soon
            self._latest.ask(
                [lambda: self._count(queries, lambda: self._asked != queries)],
                lambda _, counts: self._take(counts),
                after=0,
                failed=lambda: self._take(dict.fromkeys(queries)),
            )

    def _count(self, queries: Sequence[str], stop: Callable[[], bool]) -> dict[str, int]:
        collection, read = self._main.host.desk.collection, self._main.read_query
        return {it: collection.count(all_of(self._undated, read(it)), stop=stop) for it in queries}

    def _take(self, counts: dict[str, int] | dict[str, int | None]) -> None:
        self._known.update(counts)
        self._asked = ()
        self.counted()
        self._main.host.one_frame.release()
