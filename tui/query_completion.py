"""What a query can go on with while it is typed: found at once among what is known, counted behind the
reader's hands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.query.completion import (
    MOST,
    SIFTED,
    Completion,
    Marked,
    Typed,
    complete,
    marked_at,
    typed_at,
)
from annotations.query.names import key
from tui.latest import Latest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from annotations.query.errors import QueryError
    from annotations.query.tree import Query
    from tui.screens.filtering import Filtering
    from tui.widgets.prompt import Prompt

    Asked = Typed | Marked | tuple[str, ...]
    """What is asked: the values of a field, words with just these marks, or what whole queries find."""
    Values = Mapping[str, int]
    Counts = Mapping[str, int | None]

_EXACT_REST = 0.3
"""Seconds without a key after which texts are looked into for words with just these marks: the list that a
letter leaves must not wait for it."""
_COUNTED = frozenset(SIFTED) | frozenset(
    ("topic", "tag", "source", "author", "date", "added", "read", "noted", "is", "has", "kind", "view")
)
"""The fields whose values can be counted."""
_LOOKING = 0.3
"""Seconds that may be spent on looking into texts for how words are written in them."""


class QueryCompletion:
    """Finds what could follow in one prompt. What stands beside an offer is what would be found with it; a
    newer key ends a count."""

    def __init__(
        self,
        main: Filtering,
        prompt: Prompt,
        within: Callable[[], Query],
        count: Callable[[Query], int] | None = None,
    ) -> None:
        """Take the screen to ask, the prompt to tell of answers, and what the query narrows. ``count`` says
        how much a query finds where that is no articles; it is asked on any thread."""
        self._main = main
        self.prompt = prompt
        self._within = within
        self._count = count
        self._latest: Latest[Counts] = Latest(main)
        self._known: dict[Typed, Values] = {}
        self._exact: dict[Marked, Counts] = {}
        self._finds: dict[str, int] = {}
        """How much whole queries find."""
        self._as_of: dict[Typed | Marked | str, int] = {}
        """Which generation of articles and marks each of these answers is of."""
        self._seen = -1
        self._failed = False
        self._asked: Asked | None = None
        prompt.completer = self.look
        prompt.so_far = lambda: main.so_far

    def forget(self) -> None:
        """Begin anew: another query is going to be typed."""
        self._latest.cancel()
        self._as_of.clear()
        self._known.clear()
        self._exact.clear()
        self._finds.clear()
        self._asked = None

    def pause(self) -> None:
        """Count nothing more for now: a key has come, and its list goes first."""
        self._latest.cancel()
        self._asked = None

    def follow_changes(self) -> None:
        """Count what is offered anew where articles or marks have changed since."""
        if self._seen != self._generation:
            self.prompt.look_again()

    @property
    def _generation(self) -> int:
        return self._main.host.desk.collection.generation

    def _is_old(self, asked: Typed | Marked | str) -> bool:
        """Whether an answer is not known, or not of now: then it stands until there is another."""
        return self._as_of.get(asked) != self._generation

    def look(self, text: str, cursor: int) -> tuple[tuple[Completion, ...], bool]:
        """Return what could stand at the cursor, the best first, and whether that is final: if not, the
        prompt's ``look_again`` is called once it is. What was probably meant by a mistake comes before all,
        but for the values that could stand in its place."""
        self._seen = self._generation
        error = self._mistake(text)
        meant = _mend(error) if error is not None else ()
        typed = typed_at(text, cursor)
        if meant and (typed is None or not meant[0].start <= cursor - len(typed.value) <= meant[0].end):
            return meant, True
        found, final = self._look(text, cursor)
        final |= self._failed
        if found and error is not None and error.condition is not None:
            start, end = error.condition
            if found[0].text.endswith(":") and start <= found[0].start <= end:
                return meant, True  # no field begins within what is not understood
        return (found, final) if found or not final else (meant, True)

    def _mistake(self, text: str) -> QueryError | None:
        from annotations.query.parser import parse_typed

        return parse_typed(text, **self._main.terms_of(text))[1] if ":" in text else None

    def _look(self, text: str, cursor: int) -> tuple[tuple[Completion, ...], bool]:
        typed = typed_at(text, cursor)
        if typed is None and (marked := self._marked(text, cursor)) is not None:
            return self._exactly(text, cursor, marked)
        if typed is None or typed.field not in _COUNTED:
            self._ask(None)
            return self._found(text, cursor, typed, None), True
        plain = typed.plain and self._count is None
        if typed.field not in SIFTED:  # its values do not depend on what is typed of them
            typed = replace(typed, value="")
        values = self._known.get(typed)
        found = self._found(text, cursor, typed, self._before(typed) if values is None else values)
        old = typed if self._is_old(typed) else None
        if plain or values is None:
            self._ask(old)
            return (found if plain else tuple(replace(it, count=None) for it in found)), values is not None
        return self._counted(text, found, old), True

    def _found(
        self, text: str, cursor: int, typed: Typed | None, values: Values | None
    ) -> tuple[Completion, ...]:
        known: dict[str, Iterable[str] | Mapping[str, str]] = {"kind": self._kinds()}
        if typed is not None and typed.field == "view":
            known["view"] = self._views()
        elif typed is not None and values is not None:
            known.setdefault(typed.field, tuple(values))
        host = self._main.host
        found = complete(text, cursor, known, host.wanted.topics, values, host.today())[:MOST]
        if typed is None or not typed.without:
            return found
        return tuple(replace(it, label=f"-{it.label}") for it in found)

    def _counted(
        self, text: str, found: tuple[Completion, ...], first: Typed | None
    ) -> tuple[Completion, ...]:
        """Return offers with what the whole query finds with each; without, until that is known. ``first`` is
        what is to be asked before."""
        wholes = [f"{text[: it.start]}{it.text}{text[it.end :]}" for it in found]
        missing = tuple(whole for whole in wholes if self._is_old(whole))
        self._ask(first or missing or None)
        return tuple(
            replace(it, count=self._finds.get(whole)) for it, whole in zip(found, wholes, strict=True)
        )

    def _marked(self, text: str, cursor: int) -> Marked | None:
        from annotations.query.parser import parse_typed

        return marked_at(text, cursor, lambda typed: parse_typed(typed, **self._main.terms_of(typed))[0])

    def _exactly(self, text: str, cursor: int, marked: Marked) -> tuple[tuple[Completion, ...], bool]:
        """Offer words typed with marks as what wants them just so, where that finds fewer."""
        found = self._found(text, cursor, None, None)
        values = self._exact.get(marked)
        self._ask(marked if self._is_old(marked) else None)
        if values is None:
            return found, False
        offers = (
            Completion(said, marked.start, cursor, self._main.word("main.filter.exactly", said=said), n)
            for said, n in values.items()
        )
        return (*found, *offers), True

    def _before(self, typed: Typed) -> Values | None:
        """Return what was found for less of a name, sifted, until there is more."""
        wanted = key(typed.value.lstrip('="'))
        for known, values in reversed(self._known.items()):
            if known.field == typed.field and known.rest == typed.rest:
                return {it: n for it, n in values.items() if f"-{wanted}" in f"-{key(it)}"}
        return None

    def _ask(self, typed: Asked | None) -> None:
        if typed == self._asked or self._failed:
            return
        self._asked = typed
        if typed is None:
            self._latest.cancel()
            return
        rest, of = _EXACT_REST if isinstance(typed, Marked) else 0, self._generation
        self._latest.ask(
            self._steps(typed),
            lambda _, values: self._take(typed, values, of),
            after=rest,
            failed=self._leave_uncounted,
        )

    def _leave_uncounted(self) -> None:
        """What was asked has no answer: offer what there is without it, to ask again at the next key."""
        self._asked = None
        self._failed = True
        try:
            self.prompt.look_again()
        finally:
            self._failed = False

    def _take(self, typed: Asked, values: Counts, of: int) -> None:
        self._as_of.update(dict.fromkeys(typed if isinstance(typed, tuple) else (typed,), of))
        if isinstance(typed, Marked):
            self._exact[typed] = values
        elif isinstance(typed, tuple):
            self._finds.update({whole: n for whole, n in values.items() if n is not None})
        else:
            self._known[typed] = {value: n for value, n in values.items() if n is not None}
        self._asked = None
        self.prompt.look_again()

    def _steps(self, typed: Asked) -> Iterator[Callable[[], Counts]]:
        main, within, stop = self._main, self._within(), self._latest.stopper()
        collection = main.host.desk.collection
        called = self._views() if isinstance(typed, Typed) and typed.field == "view" else ()

        def meant(text: str) -> Query:
            # What is wrong elsewhere is told, and left out of what the list shows, too.
            return all_of(within, parse_typed(text, **main.terms_of(text))[0])

        def count(query: Query) -> int:
            if stop():
                raise Stopped
            return self._count(query) if self._count is not None else collection.count(query, stop=stop)

        def look() -> Counts:
            if isinstance(typed, tuple):
                return {whole: count(meant(whole)) for whole in typed}
            query = meant(typed.rest)
            if self._count is not None:
                query = all_of(Is("annotated"), query)
            if isinstance(typed, Typed):
                return values_of(
                    collection, typed.field, typed.value, query, main.read_query, called=called, stop=stop
                )
            found = exactly_found(collection, typed.exact, query, seconds=_LOOKING, stop=stop)
            return dict.fromkeys(found) if typed.joined or self._count is not None else found

        from annotations.completing import exactly_found, values_of
        from annotations.query.parser import parse_typed
        from annotations.query.stopped import Stopped
        from annotations.query.tree import Is, all_of

        yield look

    def _kinds(self) -> dict[str, str]:
        store = self._main.host.desk.store
        return {name: str(kind) for kind, name in store.kinds().items()} if store is not None else {}

    def _views(self) -> tuple[str, ...]:
        from tui.query_views import query_views

        return tuple(query_views(self._main.host.desk.store, self._main.host.words))


def _mend(error: QueryError) -> tuple[Completion, ...]:
    said = error.suggestion
    return (Completion(said, error.position, error.end, said, mends=True),) if said else ()
