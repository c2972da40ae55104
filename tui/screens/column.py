"""The column of views and facets at work: what it shows, counted behind the reader's hands, and what its rows
do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from annotations.query import tree as t
from annotations.query.printer import print_query
from annotations.query.whole import EVERYTHING
from annotations.saved_views import SavedView, saved_views
from tui.cells import ELLIPSIS
from tui.column_rows import (
    COUNTED,
    FACET_NAMES,
    FACETS,
    FOLDED_AT_FIRST,
    NAMED,
    VIEWS,
    ColumnRow,
    Mark,
    all_views,
    asked_values,
    at_hand,
    each_of,
    marked,
    shown_values,
    without,
)
from tui.latest import REST_SECONDS, Latest
from tui.widgets.column import ColumnPane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from annotations.facets import FacetName, FacetValue
    from annotations.query.tree import Query
    from tui.screens.viewing import Viewing

_MOST_EACH = 8
"""Views of values of a facet, at most."""


class Column:
    """Fills the column and carries out its rows. ``views`` are all there are, hidden ones too."""

    def __init__(self, main: Viewing) -> None:
        """Take the main screen; nothing is counted before ``renew``."""
        self.main = main
        self.pane = ColumnPane()
        self.pane.take_first = self._take_key
        self.pane.moved = self._moved
        store = main.host.desk.store
        self.views: tuple[SavedView, ...] = all_views(saved_views(store) if store is not None else ())
        kept = main.host.kept.folded
        self.folded = set(FOLDED_AT_FIRST if kept is None else kept)
        self._trees: dict[str, Query | None] = {}
        self._counts: dict[str, int] = {}
        self._each: dict[FacetName, tuple[FacetValue, ...]] = {}
        self._facets: dict[FacetName, tuple[FacetValue, ...]] = {}
        self._latest: Latest[Callable[[], None]] = Latest(main)
        self._counted: object = None
        self._goal: tuple[str, str] | None = None
        self._awaited = ""
        self._told_of: object = None
        self._release: Callable[[], None] = lambda: None

    # What is shown

    def renew(self, *, after: float = REST_SECONDS) -> None:
        """Show what is known now, and count the rest when the reader's hands rest: facets of what is shown,
        and the views where articles or marks have changed."""
        self._show()
        self._latest.ask(self._steps(), lambda _, told: self._told(told), after=after)

    def _told(self, told: Callable[[], None]) -> None:
        told()
        self._show()

    def _steps(self) -> Iterator[Callable[[], Callable[[], None]]]:
        """Yield the questions one by one; each returns, off the loop, what takes up its answer on it."""
        main, collection = self.main, self.main.host.desk.collection
        wanted, store, stop = main.wanted, main.host.desk.store, self._latest.stopper()
        counted = collection.generation, store.revision if store is not None else -1, main.host.today()
        if counted != self._counted:
            yield self._look
            for view in self.views:
                if not view.hidden:
                    yield partial(self._count, view, stop)
            self._counted = counted
        for name in FACETS:
            if name not in self.folded:
                yield partial(self._count_facet, name, wanted, stop)

    def _look(self) -> Callable[[], None]:
        """Read which views there are, and what they mean today."""
        store = self.main.host.desk.store
        views = all_views(saved_views(store) if store is not None else ())
        trees = {view.id: self.main.tree_of(view.query) for view in views}

        def take() -> None:
            self.views, self._trees = views, trees

        return take

    def _count(self, view: SavedView, stop: Callable[[], bool]) -> Callable[[], None]:
        collection, facet = self.main.host.desk.collection, each_of(view)
        if facet is not None:
            values = collection.facet(facet, EVERYTHING, stop=stop)
            return lambda: self._each.__setitem__(facet, values)
        tree = self._trees.get(view.id)
        count = collection.count(tree, stop=stop) if tree is not None else 0
        return lambda: self._counts.__setitem__(view.id, count)

    def _count_facet(self, name: FacetName, wanted: Query, stop: Callable[[], bool]) -> Callable[[], None]:
        values = self.main.host.desk.collection.facet(name, wanted, most=COUNTED, stop=stop)
        return lambda: self._facets.__setitem__(name, values)

    def _show(self) -> None:
        rows = self.rows()
        if rows != self.pane.rows:
            self.pane.show(rows)
        self._go_to_goal()
        self._go_to_awaited()

    def rows(self) -> list[ColumnRow]:
        """Return the rows of the column as it stands."""
        views = list(self._view_rows())
        here = at_hand(views, self.main.wanted)
        rows = [self._heading(VIEWS, self.main.word("column.views"))]
        if VIEWS not in self.folded:
            rows += [replace(row, mark="here") if row is here else row for row in views]
        for name in FACETS:
            inside = list(self._facet_rows(name)) if name not in self.folded else []
            if name not in self._facets and name not in self.folded:
                inside = inside or [ColumnRow("more", name, label=ELLIPSIS)]
            if inside or name in self.folded:
                rows += [ColumnRow("gap", name), self._heading(name, self.main.word(f"column.facet.{name}"))]
                rows += inside
        return rows

    def _heading(self, section: str, label: str) -> ColumnRow:
        return ColumnRow("heading", section, label=label, open=section not in self.folded)

    def _view_rows(self) -> Iterator[ColumnRow]:
        number = 0
        for view in self.views:
            if view.hidden:
                continue
            facet = each_of(view)
            for row in self._rows_of_each(view, facet) if facet is not None else [self._row_of(view)]:
                if row.kind == "group":
                    yield row
                    continue
                number += 1
                yield replace(row, key=row.key or (str(number) if number <= 9 else ""))

    def _row_of(self, view: SavedView) -> ColumnRow:
        return ColumnRow(
            "view",
            VIEWS,
            view.id,
            self.main.view_name(view),
            self._counts.get(view.id),
            self._trees.get(view.id),
            key=view.key,
            view=view,
            waits=True,
        )

    def _rows_of_each(self, view: SavedView, facet: FacetName) -> Iterator[ColumnRow]:
        open = view.id not in self.folded
        yield ColumnRow("group", VIEWS, view.id, self.main.view_name(view), open=open, view=view)
        for value in self._each.get(facet, ())[:_MOST_EACH] if open else ():
            if value.value:
                label = self.main.facet_label(facet, value)
                id = f"{view.id}:{value.value}"
                yield ColumnRow("view", VIEWS, id, label, value.count, value.tree, view=view)

    def _facet_rows(self, name: FacetName) -> Iterator[ColumnRow]:
        main = self.main
        shown, more = shown_values(name, self._facets.get(name, ()))
        most = max((value.count for value in shown), default=0) or 1
        held = {value.tree for value in shown}
        for tree in asked_values(name, main.wanted):
            if tree not in held:
                mark = marked(tree, main.wanted)
                label = self._in_words(self._label(tree), mark)
                yield ColumnRow("value", name, print_query(tree), label, None, tree, mark=mark)
        for value in shown:
            mark = marked(value.tree, main.wanted)
            label = main.month_label(value) if name == "date" else main.facet_label(name, value)
            yield ColumnRow(
                "value",
                name,
                value.query,
                self._in_words(label, mark),
                value.count,
                value.tree,
                mark=mark,
                bar=value.count / most if name == "date" else -1.0,
            )
        if more:
            many = name in NAMED and len(shown) + more >= COUNTED
            label = main.word("column.many-more") if many else main.word("column.more", n=more)
            yield ColumnRow("more", name, label=label)

    def _label(self, tree: Query) -> str:
        """Return what a value is called under the heading of its facet, which need not be said again."""
        match tree:
            case t.Topic(id):
                return self.main.host.words.topic(id)
            case t.Source(str() as name):
                return name
            case _:
                return self.main.in_words(tree)

    def _in_words(self, label: str, mark: Mark) -> str:
        """Say that a value is left out; a sign alone is easily overlooked."""
        return self.main.word("describe.not", what=label) if mark == "off" else label

    def moved(self, views: Sequence[SavedView]) -> None:
        """Show views in another order, before it is kept: the next key may move one on."""
        self.views = tuple(views)
        self._show()

    # Going about

    def go_to(self, section: str) -> None:
        """Put the cursor on the view at hand, or on the first facet, as soon as it is there."""
        if section == VIEWS:
            self.folded.discard(VIEWS)
            here = at_hand(list(self._view_rows()), self.main.wanted)
            self._goal = VIEWS, here.id if here is not None else ""
        else:
            self._goal = next((name for name in FACETS if name not in self.folded), FACETS[0]), ""
        self._release()
        self._go_to_goal()
        if self._goal is not None:  # keys typed meanwhile wait for what they mean
            self._release = self.main.host.hold_keys()

    def _go_to_goal(self) -> None:
        if self._goal is None:
            return
        if not self.main.column_place.display:
            self._reached()
            return
        if not self.pane.size.height:  # it is being laid out
            self.pane.call_after_refresh(self._go_to_goal)
            return
        section, id = self._goal
        if section == VIEWS and not id:
            here = at_hand(list(self._view_rows()), self.main.wanted)
            id = here.id if here is not None else ""
        self.pane.go_to(section, id=id)
        if self._trees if section == VIEWS else section in self._facets:
            self._reached()

    def await_view(self, name: str) -> None:
        """Put the cursor on the view of a name as soon as it is there, unless a key comes before."""
        self._awaited = name
        self._go_to_awaited()

    def _go_to_awaited(self) -> None:
        rows = (row for row in self.pane.rows if row.own_view is not None and row.label == self._awaited)
        if (row := next(rows, None)) is not None:
            self.pane.go_to(VIEWS, id=row.id)
            self._awaited = ""

    def _reached(self) -> None:
        self._goal = None
        self._release()

    def _take_key(self, key: str) -> bool:
        """Go to the view that has a key of its own, or stands at a number."""
        self._goal, self._awaited = None, ""
        if self.main.host.keymap.pending or len(key) != 1:
            return False
        rows = list(self._view_rows())
        row = next((row for row in rows if row.own_view is not None and row.own_view.key == key), None)
        if row is None and key in "123456789" and int(key) <= len(rows):
            row = rows[int(key) - 1]
        if row is None:
            return False
        self.main.go_to_view(row)
        return True

    def _moved(self) -> None:
        """The cursor may be on another row: what keys mean there stands in the footer."""
        here = self.pane.current
        now = (here.kind, here.own_view is not None) if here is not None else None
        if now != self._told_of:
            self._told_of = now
            if self.main.in_column:
                self.main.show_footer_keys()

    def fold(self, section: str, *, open: bool | None = None) -> None:
        """Fold a section, or unfold it."""
        if open is None:
            open = section in self.folded
        (self.folded.discard if open else self.folded.add)(section)
        self.renew(after=0)

    def take(self, row: ColumnRow) -> None:
        """Do what Enter does on a row."""
        main = self.main
        if row.kind == "heading":
            self.fold(row.section)
        elif row.kind == "group":
            self.fold(row.id)
        elif row.kind == "view":
            main.go_to_view(row)
        elif row.kind == "more":
            main.choose_from(FACET_NAMES[row.section])
        elif row.tree is not None and row.mark:
            main.ask_for(without(row.tree, main.wanted))
        elif row.tree is not None:
            main.ask_for(t.all_of(main.wanted, row.tree))

    def exclude(self, row: ColumnRow) -> None:
        """Leave out what has a value, or take that back."""
        main = self.main
        if row.kind == "value" and row.tree is not None:
            rest = without(row.tree, main.wanted)
            main.ask_for(rest if row.mark == "off" else t.all_of(rest, t.Not(row.tree)))
