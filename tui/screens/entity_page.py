"""The page of an entity: what it is called, when, with whom and where it is named, and every mention in its
sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from annotations.profile import BESIDE, Profile, profile
from annotations.query import tree as t
from seeds.text import display_safe
from tui.column_rows import FACET_NAMES, ColumnRow
from tui.concordance import Passage, said_in
from tui.screens.reading_on import ReadingOn, ReadSoFar
from tui.widgets.entity_panes import EntityBody

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events

    from annotations.collection import Listed
    from annotations.timeline import Step
    from seeds.article import MentionType
    from tui.commands import Context
    from tui.screens.front_page import FrontPage
    from tui.screens.surveying import Surveying
    from tui.widgets.column import ColumnPane
    from tui.widgets.passage_rows import PassageRows

_AT_ONCE = 6
"""Articles read at once: other questions wait for no more than that."""
_SHOWN = 6
"""Values of a facet that are shown."""
_FORMS = 6
_MONTHS = 1200
"""Months that are shown: one article of long ago must not leave those of today without room."""


@dataclass
class EntityState(ReadSoFar):
    """What a page has found so far: one that is come back to goes on with it."""

    name: str
    type: MentionType | None
    profile: Profile | None = None
    ids: list[str] | None = None
    found: list[tuple[Listed, tuple[Passage, ...]]] = field(default_factory=list)
    forms: dict[str, int] = field(default_factory=dict)
    cursor: int = 0
    top: int = 0


class EntityPage(ReadingOn):
    """Shows an entity. Enter goes to the mention, or to what stands beside it."""

    context: ClassVar[Context] = "entity"

    def __init__(self, main: Surveying, state: EntityState) -> None:
        """Take the main screen, and what to begin with."""
        self.panes = EntityBody()
        super().__init__(main, self.panes, self.panes.passages, state)
        self._surveying = main
        self.state = state
        self._in_hand = 0
        """Articles that are looked through just now."""
        self._looking_up = self._look_up_again = False

    def on_mount(self) -> None:
        """Look the entity up, and read its mentions."""
        super().on_mount()
        self.begin()
        passages, state = self.panes.passages, self.state
        passages.focus()
        passages.say(self.main.word("entity-page.reading"))
        if state.found:
            passages.add(state.found)
            self.call_after_refresh(self._back_to_place)
        self._tell()
        if state.profile is None:
            self._look_up()
        else:
            self.read_more()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the panes out for the size the screen has now."""
        self.panes.lay_out(event.size)

    def follow(self) -> None:
        """Articles or marks have changed: count anew, and go on with the mentions in what came."""
        self._look_up()

    def _back_to_place(self) -> None:
        self.panes.passages.go(self.state.cursor, top=self.state.top)
        self.begun()

    def _look_up(self) -> None:
        """Ask what is known of the entity; while that is asked already, once more after it."""
        collection, state = self.main.host.desk.collection, self.state
        self._look_up_again = self._looking_up
        if self._looking_up:
            return
        self._looking_up = True

        def look() -> tuple[Profile, list[str]] | None:
            from annotations.query.stopped import Stopped

            try:
                known = profile(collection, state.name, state.type, lambda: self.gone)
            except Stopped:
                return None
            return known, list(collection.entity_articles(state.name, state.type))

        def show(answer: tuple[Profile, list[str]] | None) -> None:
            ended()
            if answer is None or self.taken_over:
                return
            state.profile, ids = answer
            seen = dict.fromkeys((state.ids or [])[: state.read + self._in_hand])
            state.ids = list(seen | dict.fromkeys(ids))  # what came since comes behind what is shown
            self._tell()
            self.read_more()

        def ended() -> None:
            self._looking_up = False
            if self._look_up_again and not self.gone:
                self._look_up()

        def failed() -> None:
            self.begun()
            ended()

        self.main.ask(look, show, otherwise=failed)

    def read_more(self) -> None:
        """Read the mentions in some more articles, off the loop, while the end is in sight."""
        state, desk = self.state, self.main.host.desk
        if self._reading or state.ids is None or not self.wants_more:
            return
        ids = state.ids[state.read : state.read + _AT_ONCE]
        if not ids:
            if not state.found:
                self.panes.passages.say(self.main.word("entity-page.none"))
                self.begun()
            return
        self._in_hand = len(ids)

        def look() -> tuple[list[tuple[Listed, tuple[Passage, ...]]], dict[str, int]]:
            from seeds.problems import Problem

            found: list[tuple[Listed, tuple[Passage, ...]]] = []
            forms: dict[str, int] = {}
            for id in ids:
                try:
                    article, listed = desk.article_with_mentions(id), desk.collection.listed(id)
                except Problem:  # its file is gone: what it said is not known
                    continue
                for it in article.mentions or ():
                    if it.name == state.name and state.type in (None, it.type):
                        forms[it.text] = forms.get(it.text, 0) + 1
                if listed is not None and (said := said_in(id, article, state.name, state.type)):
                    found.append((listed, said))
            return found, forms

        def show(answer: tuple[list[tuple[Listed, tuple[Passage, ...]]], dict[str, int]]) -> None:
            found, forms = answer
            self._in_hand = 0
            state.read += len(ids)
            state.found += found
            for form, n in forms.items():
                state.forms[form] = state.forms.get(form, 0) + n
            if self.is_attached:
                self.take_in(found)
                self._tell()
                self.read_more()

        self.look_through(look, show)

    @property
    def looked_through(self) -> tuple[int, int]:
        """How many articles have been looked through, and of how many."""
        return self.state.read, len(self.state.ids or ())

    # What is shown

    def _tell(self) -> None:
        word, state = self.main.word, self.state
        kind = word(f"entity.type.{state.type}") if state.type else ""
        known = state.profile
        count = word("entity-page.articles", n=known.articles) if known is not None else ""
        if known is not None and state.read < known.articles:
            count = word("entity-page.read-of", n=state.read, total=known.articles)
        self.head(display_safe(state.name, 120), kind, count)
        lines = []
        forms = [*sorted(state.forms, key=lambda it: -state.forms[it]), *(known.names if known else ())]
        others = list(dict.fromkeys(form for form in forms if form != state.name))
        if others:
            shown = ", ".join(" ".join(display_safe(form, 80).split()) for form in others[:_FORMS])
            lines.append(word("entity-page.also", names=shown))
        undated = known.undated if known is not None else 0
        over_time = self._by_day() or self._by_month()
        if undated and not over_time[0]:
            lines.append(word("timeline.undated", n=undated))
        self.panes.head.tell(tuple(lines), *over_time, undated)
        rows = list(self._rows())
        if rows != self.panes.facts.rows:
            self.panes.facts.show(rows)

    def _by_day(self) -> tuple[list[int], tuple[str, str], Step] | None:
        """Return the articles a day, from the first day to the last, and what these two are called; None
        where there are more than a few months."""
        from tui.timeline_words import span_in_words

        days = dict(self.state.profile.days) if self.state.profile is not None else {}
        if not days:
            return None
        first, words = min(days), self.main.host.words
        every = [first + timedelta(number) for number in range((max(days) - first).days + 1)]
        first_said, last_said = (span_in_words(day, day, "day", words) for day in (first, every[-1]))
        return [days.get(day, 0) for day in every], (first_said, last_said), "day"

    def _by_month(self) -> tuple[list[int], tuple[str, str], Step]:
        """Return the articles a month, from the first month to the last or as far back from that as is
        shown, and what these two are called."""
        from tui.dates_in_words import short_month

        known = self.state.profile
        months = {key: n for key, n in known.months if len(key) == 7} if known is not None else {}
        if not months:
            return [], ("", ""), "month"
        first, last = (int(key[:4]) * 12 + int(key[5:]) - 1 for key in (min(months), max(months)))
        first = max(first, last - _MONTHS + 1)
        keys = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
        words = self.main.host.words
        ends = short_month(keys[0], words), short_month(keys[-1], words)
        return [months.get(key, 0) for key in keys], ends, "month"

    def _rows(self) -> Iterator[ColumnRow]:
        known = self.state.profile
        first = True
        for name in BESIDE if known is not None else ():
            values = known.beside.get(name, ()) if known is not None else ()
            if not values:
                continue
            if not first:
                yield ColumnRow("gap", name)
            first = False
            yield ColumnRow("heading", name, label=self.main.word(f"entity-page.with.{name}"))
            for value in values[:_SHOWN]:
                label = self._surveying.facet_label(name, value)
                yield ColumnRow("value", name, value.query, label, value.count, value.tree)

    # Keys

    def cmd_switch_pane(self, count: int = 1) -> None:
        """Go from the mentions to what stands beside them, and back."""
        panes = self.panes
        (panes.facts if panes.passages.has_focus else panes.passages).focus()

    def take_key(self, context: Context, key: str) -> bool:
        """The pane in focus takes the keys that move."""
        self.body = self.focused or self.panes.passages
        return super().take_key(context, key)

    def on_passage_rows_opened(self, message: PassageRows.Opened) -> None:
        """A second click goes to the mention."""
        message.stop()
        self.cmd_entity_take()

    def on_column_pane_taken(self, message: ColumnPane.Taken) -> None:
        """A click on a fact is Enter."""
        message.stop()
        self.cmd_entity_take()

    def cmd_entity_take(self, count: int = 1) -> None:
        """Go to the mention under the cursor, to the page of the name, or list what has the value."""
        if self.panes.facts.has_focus:
            self._take_fact()
        elif (it := self.panes.passages.current) is not None:
            self._keep_place()
            self._surveying.go_from_front(it, self._again)

    def _keep_place(self) -> None:
        self.state.cursor, self.state.top = self.panes.passages.cursor, self.panes.passages.top

    def _again(self) -> FrontPage:
        return EntityPage(self._surveying, self.state)

    def _take_fact(self) -> None:
        row = self.panes.facts.current
        if row is None or row.tree is None:
            return
        if isinstance(row.tree, t.Entity):
            self._keep_place()
            self._surveying.show_entity(row.tree.name, row.tree.type, before=self._again)
        elif FACET_NAMES.get(row.section):
            self._list(t.all_of(t.Entity(self.state.name, self.state.type), row.tree))

    def cmd_entity_list(self, count: int = 1) -> None:
        """List the articles that name the entity."""
        self._list(t.Entity(self.state.name, self.state.type))

    def _list(self, tree: t.Query) -> None:
        main = self._surveying
        self.dismiss()
        main.call_later(main.show_only, tree)
