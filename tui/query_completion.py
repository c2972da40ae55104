"""What a query can go on with while it is typed: found at once among what is known, counted behind the
reader's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.query.completion import MOST, NAMED, complete, typed_at
from annotations.query.names import key
from tui.latest import Latest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from annotations.query.completion import Completion, Typed
    from annotations.query.tree import Query
    from tui.screens.filtering import Filtering
    from tui.widgets.prompt import Prompt

    Values = Mapping[str, int]

_COUNTED = frozenset(NAMED) | frozenset(
    ("topic", "tag", "source", "author", "date", "added", "read", "noted", "is", "has", "kind", "view")
)
"""The fields whose values can be counted."""


class QueryCompletion:
    """Finds what could follow in one prompt. Values are counted among what the query would find without the
    condition that is typed; a newer key ends a count."""

    def __init__(self, main: Filtering, prompt: Prompt, within: Callable[[], Query]) -> None:
        """Take the screen to ask, the prompt to tell of answers, and what the query narrows."""
        self._main = main
        self.prompt = prompt
        self._within = within
        self._latest: Latest[Values] = Latest(main)
        self._known: dict[Typed, Values] = {}
        self._asked: Typed | None = None
        prompt.completer = self.look

    def forget(self) -> None:
        """Begin anew: another query is going to be typed, or articles have changed."""
        self._latest.cancel()
        self._known.clear()
        self._asked = None

    def look(self, text: str, cursor: int) -> tuple[tuple[Completion, ...], bool]:
        """Return what could stand at the cursor, the best first, and whether that is final: if not, the
        prompt's ``look_again`` is called once it is."""
        typed = typed_at(text, cursor)
        if typed is None or typed.field not in _COUNTED:
            self._ask(None)
            return self._found(text, cursor, typed, None), True
        if typed.field not in NAMED:  # its values do not depend on what is typed of them
            typed = type(typed)(typed.field, "", typed.rest)
        values = self._known.get(typed)
        self._ask(typed if values is None else None)
        if values is None:
            return self._found(text, cursor, typed, self._before(typed)), False
        return self._found(text, cursor, typed, values), True

    def _found(
        self, text: str, cursor: int, typed: Typed | None, values: Values | None
    ) -> tuple[Completion, ...]:
        known: dict[str, Iterable[str] | Mapping[str, str]] = {"kind": self._kinds()}
        if typed is not None and typed.field == "view":
            known["view"] = self._views()
        elif typed is not None and values is not None:
            known.setdefault(typed.field, tuple(values))
        host = self._main.host
        return complete(text, cursor, known, host.wanted.topics, values, host.today())[:MOST]

    def _before(self, typed: Typed) -> Values | None:
        """Return what was found for less of a name, sifted, until there is more."""
        wanted = key(typed.value.lstrip('="'))
        for known, values in reversed(self._known.items()):
            if known.field == typed.field and known.rest == typed.rest:
                return {it: n for it, n in values.items() if f"-{wanted}" in f"-{key(it)}"}
        return None

    def _ask(self, typed: Typed | None) -> None:
        if typed == self._asked:
            return
        self._asked = typed
        if typed is None:
            self._latest.cancel()
            return
        self._latest.ask(self._steps(typed), lambda _, values: self._take(typed, values), after=0)

    def _take(self, typed: Typed, values: Values) -> None:
        self._known[typed] = values
        self._asked = None
        self.prompt.look_again()

    def _steps(self, typed: Typed) -> Iterator[Callable[[], Values]]:
        main, within, stop = self._main, self._within(), self._latest.stopper()
        collection, called = main.host.desk.collection, self._views() if typed.field == "view" else ()

        def look() -> Values:
            from annotations.completing import values_of
            from annotations.query.parser import QueryError
            from annotations.query.tree import all_of

            query = within
            if typed.rest:
                try:
                    query = all_of(within, main.read_query(typed.rest, typing=True))
                except QueryError:  # what is wrong elsewhere is told; counts are of all there was
                    query = within
            return values_of(
                collection, typed.field, typed.value, query, main.read_query, called=called, stop=stop
            )

        yield look

    def _kinds(self) -> dict[str, str]:
        store = self._main.host.desk.store
        return {name: str(kind) for kind, name in store.kinds().items()} if store is not None else {}

    def _views(self) -> tuple[str, ...]:
        from tui.query_views import query_views

        return tuple(query_views(self._main.host.desk.store, self._main.host.words))
