"""The page of search results: every place where the words of the list's filter stand, in its sentence, by
article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from tui.concordance import Passage, hits_in, hits_in_notes, is_told_by_notes
from tui.screens.reading_on import ReadingOn, ReadSoFar
from tui.widgets.passage_rows import PassageRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.collection import Listed, View
    from annotations.query.tree import Query
    from tui.commands import Context
    from tui.screens.surveying import Surveying

_AT_ONCE = 8
"""Articles looked through at once: other questions wait for no more than that."""
_GOING_ON = 40
"""Articles looked through at once where the end is gone to: each time the page is drawn."""
_FEW = 200
"""So many articles are all looked through at once, that the hits may be counted: a moment."""


class HitRows(PassageRows):
    """The sentences with hits."""

    context: ClassVar[Context] = "hits"

    def cmd_next_hit(self, count: int = 1) -> None:
        """Go to the next sentence, of whatever article."""
        self.cmd_down(count)

    def cmd_previous_hit(self, count: int = 1) -> None:
        """Go to the sentence before, of whatever article."""
        self.cmd_up(count)


_Found = tuple["Listed", tuple[Passage, ...]]


@dataclass
class HitsState(ReadSoFar):
    """What a page has found so far: one that is come back to goes on with it."""

    tree: Query
    view: View | None = None
    """The list; None while it has not been asked for what the page shows."""
    nearest: View | None = None
    """Its articles as they are looked through: those first that have the words exactly as typed."""
    found: list[_Found] = field(default_factory=list)
    generation: int = -1
    """Of which articles and marks what was found is (``Collection.generation``), or of later ones."""
    looked: dict[str, tuple[str, tuple[Passage, ...]]] = field(default_factory=dict)
    """What was found in the texts of articles, by id, each with the text's hash: none is looked through
    again while it is the same."""
    cursor: int = 0
    top: int = 0
    came_from: tuple[str, int] | None = None
    """The hit that the reader has got to since: its article and where it begins."""


class HitsPage(ReadingOn):
    """Shows the hits in what the list shows. Enter goes to one."""

    context: ClassVar[Context] = "hits"

    def __init__(self, main: Surveying, state: HitsState) -> None:
        """Take the main screen, and what to begin with."""
        self.rows = HitRows("hit-rows")
        super().__init__(main, self.rows, self.rows, state)
        self._surveying = main
        self.state = state

    def on_mount(self) -> None:
        """Look through the first articles."""
        super().on_mount()
        self.begin()
        self.rows.say(self.main.word("hits.reading"))
        if self.state.found:
            self.rows.add(self.state.found)
            self.call_after_refresh(self._back_to_place)
        self._tell()
        self.follow()

    def _back_to_place(self) -> None:
        """Put the cursor where it was; where the reader has gone on to another hit, on that one: what stands
        before it is looked through first."""
        state, came_from = self.state, self.state.came_from
        here = self._passage_at(*came_from) if came_from is not None else None
        self.begun()
        self.rows.go(state.cursor if here is None else here, top=state.top)
        at = state.nearest.position(came_from[0]) if came_from is not None and state.nearest else None
        if here is None and at is not None and at >= state.read:
            self.goal = at + 1
            self.read_more()
        else:
            state.came_from = None

    def _passage_at(self, article: str, offset: int) -> int | None:
        """Return the number of the passage with the hit that begins at an offset."""
        found = None
        for number, it in enumerate(self.rows.passages):
            if it.article == article and it.start <= offset and not it.note:
                found = number
        return found

    @property
    def looked_through(self) -> tuple[int, int]:
        """How many articles have been looked through, and of how many."""
        return self.state.read, self.state.view.count if self.state.view is not None else 0

    @property
    def wants_more(self) -> bool:
        """Whether the end is in sight, or all of the articles are few."""
        return super().wants_more or (self.is_attached and self.looked_through[1] <= _FEW)

    def stay(self) -> None:
        """The reader does something else: the cursor stays."""
        super().stay()
        self.state.came_from = None

    def _tell(self) -> None:
        word, state = self.main.word, self.state
        count = short = ""
        if state.view is not None and (state.view.settled or state.read):  # else its number is not yet known
            short = word("hits.short", n=self.rows.hits)
            count = word("hits.count", told=short, articles=word("hits.articles", n=self.rows.articles))
            read, total = self.looked_through
            if read < total:
                count = word("hits.so-far", told=short, looked=read, total=total)
                short = word("hits.short-of", told=short, looked=read, total=total)
        self.head(word("hits.name"), self.main.in_words(state.tree), count, short)

    def follow(self) -> None:
        """Look through the list as it is now, with the cursor where it is; wait for one that is still asked
        for. Notes and texts that have changed make no other list."""
        state, generation = self.state, self.main.host.desk.collection.generation
        now = self._surveying.view_of(state.tree) or state.view
        if now is None or self._reading:
            return
        if now is state.view and state.generation == generation:
            self.read_more()
        elif not state.read or (now is not state.view and not state.found):
            if now is not state.view:
                state.view, state.nearest, state.read = now, None, 0
            state.generation = generation
            self._tell()
            self.read_more()
        else:
            self._look_again(now, generation)

    def _nearest(self) -> View:
        collection, order = self.main.host.desk.collection, self._surveying.order
        return collection.nearest(self.state.tree, order, stop=lambda: self.gone)

    def _look_through(self, listed: Sequence[Listed]) -> list[_Found]:
        """Return the passages of articles; off the loop."""
        state, collection = self.state, self.main.host.desk.collection
        entries = collection.entries(it.id for it in listed)
        for it in listed:
            now, (known, _) = entries[it.id].text_hash, state.looked.get(it.id, (None, ()))
            if known is None or now not in ("", known):
                text = collection.text(it.id)
                state.looked[it.id] = now, hits_in(it.id, text, state.tree, it.heading)
        with_notes = ((it, self._with_noted(it, state.looked[it.id][1])) for it in listed)
        return [(it, said) for it, said in with_notes if said]

    def _with_noted(self, listed: Listed, said: tuple[Passage, ...]) -> tuple[Passage, ...]:
        """Return the passages of a text with those of the notes on it as they are now: each time they are
        looked through anew."""
        if not listed.notes:
            return said
        collection, tree = self.main.host.desk.collection, self.state.tree
        notes = collection.notes(listed.id)
        noted = tuple(hits_in_notes(listed.id, notes, tree))
        if noted and said and is_told_by_notes(tree, collection.text(listed.id), notes):
            return noted
        return (*said, *noted)

    def _look_again(self, now: View, generation: int) -> None:
        """The list is another one, or what is in it: look through as much of it as before, and to where the
        cursor is. What was found stays while the index cannot be asked for the moment."""
        state, here = self.state, self.rows.current

        def look() -> tuple[View, int, list[_Found]] | None:
            nearest = (state.nearest if now is state.view else None) or self._nearest()
            at = nearest.position(here.article) if here is not None else None
            n = min(nearest.count, max(state.read, (at or 0) + 1))
            listed = nearest.window(0, n)
            return (nearest, n, self._look_through(listed)) if len(listed) == n else None

        def show(answer: tuple[View, int, list[_Found]] | None) -> None:
            if answer is None:
                return
            state.view, state.generation, (state.nearest, state.read, found) = now, generation, answer
            before, state.found = state.found, found
            if self.is_attached:
                if found != before:
                    self.rows.show(found)
                self._tell()
                self.follow()

        self.look_through(look, show)

    def read_more(self) -> None:
        """Look through some more articles, off the loop, while the end is in sight."""
        state = self.state
        if self._reading or state.view is None or not self.wants_more:
            return
        if state.read >= state.view.count:
            if not state.found:
                self.rows.say(self.main.word("hits.none" if state.view.count else "hits.no-articles"))
                self.begun()
            return
        at_once = max(_AT_ONCE, min(_GOING_ON, self.goal - state.read))

        def look() -> tuple[View, int, list[_Found]]:
            nearest = state.nearest or self._nearest()
            listed = nearest.window(state.read, at_once)
            return nearest, len(listed), self._look_through(listed)

        def show(answer: tuple[View, int, list[_Found]]) -> None:
            first = state.nearest is None
            state.nearest, n, found = answer
            into = state.nearest.looked_into
            if first and into is not None and into < state.nearest.count and self.is_attached:
                self.main.say("hits.looked-into", n=into)
            state.read += n
            if not n:
                if state.read < state.nearest.count:
                    return  # the index cannot be asked for the moment: with what is followed next, then
                state.read = max(state.read, state.view.count if state.view is not None else 0)
            state.found += found
            if self.is_attached:
                self.take_in(found)
                if state.came_from is not None and 0 < self.goal <= state.read:
                    self._back_to_place()
                self._tell()
                self.follow()

        self.look_through(look, show)

    def on_passage_rows_opened(self, message: PassageRows.Opened) -> None:
        """A second click goes to the hit."""
        message.stop()
        self.cmd_hits_take()

    def cmd_hits_take(self, count: int = 1) -> None:
        """Go to the hit in its article, or to the note on it that has the hit; Esc there comes back."""
        if (it := self.rows.current) is not None:
            state, collection = self.state, self.main.host.desk.collection
            if it.note and it.note not in {note.id for note in collection.notes(it.article)}:
                self.main.say("links.note-gone")
                self.follow()
                return
            state.cursor, state.top = self.rows.cursor, self.rows.top
            self._surveying.go_from_front(it, self._again, way=state.nearest)

    def _again(self) -> HitsPage:
        """Return the page as it is come back to from the reader."""
        reader, state = self.main.reader, self.state
        state.came_from = (self.main.showing, reader.hit_at) if reader.hit_at is not None else None
        return HitsPage(self._surveying, state)
