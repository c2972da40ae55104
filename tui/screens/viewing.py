"""Views and facets: what the column's rows do, going to a view, and keeping, naming and hiding views."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.query.whole import EVERYTHING
from tui.screens.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.facets import FacetName, FacetValue
    from annotations.model import Change
    from annotations.query.tree import Query
    from annotations.saved_views import SavedView
    from tui.column_rows import ColumnRow
    from tui.commands import Command
    from tui.widgets.column import ColumnPane


class Viewing(Beside):
    """The commands on views and facets."""

    def cmd_column_take(self, count: int = 1) -> None:
        """Go to the view, narrow by the value, or fold the section under the cursor."""
        if (row := self._row) is not None:
            self.column.take(row)

    def cmd_column_exclude(self, count: int = 1) -> None:
        """Leave out what has the value under the cursor."""
        if (row := self._row) is not None:
            self.column.exclude(row)

    def cmd_column_fold(self, count: int = 1) -> None:
        """Fold the section the cursor is in."""
        if (row := self._row) is not None:
            group = row.view is not None and row.kind == "group"
            self.column.fold(row.id if group else row.section, open=False)

    @property
    def _row(self) -> ColumnRow | None:
        return self._column.pane.current if self._column is not None else None

    def on_column_pane_taken(self, message: ColumnPane.Taken) -> None:
        """A click on a row is Enter."""
        message.stop()
        self.cmd_column_take()

    def go_to_view(self, row: ColumnRow) -> None:
        """Show what a view asks for."""
        if row.tree is None and row.count is None:
            return  # it is not read yet
        if row.tree is None:
            self.say("column.broken", name=row.label)
        else:
            self.show_only(row.tree)

    def ask_for(self, tree: Query) -> None:
        """Show what a query wants, with the keys where they are; Backspace goes back."""
        if tree != self.wanted:
            self.keep_past()
            self.wanted = tree
            self.refresh_view()

    def choose_from(self, name: FacetName) -> None:
        """Choose among all values of a facet."""
        if name == "date":
            self.cmd_by_date()
            return
        from tui.screens.picker import Picker

        def show(values: tuple[FacetValue, ...]) -> None:
            choices = [self._choice(name, value) for value in values]
            title, hint = self.word(f"main.facet.{name}"), self.word("main.filter.type")
            picker = Picker(title, choices, multiple=True, placeholder=hint, note=self._note())
            self.app.push_screen(picker, self._picked)

        self._with_facet(name, show)

    # Keeping views

    def tree_of(self, query: str) -> Query | None:
        """Return what a view's query means, None where it cannot be read. Not for the loop: it looks at the
        names there are."""
        from annotations.query.parser import QueryError

        try:
            return self.read_query(query) if query.strip() else EVERYTHING
        except QueryError:
            return None

    def view_name(self, view: SavedView) -> str:
        """Return what a view is called."""
        from annotations.saved_views import SHIPPED

        return view.name or self.word(f"view.name.{view.id.removeprefix(SHIPPED)}")

    def cmd_save_view(self, count: int = 1) -> None:
        """Keep what is shown as a view, under a name."""
        from annotations.query.printer import print_query
        from annotations.query.tree import Sort, all_of

        if self.wanted == EVERYTHING:
            self.say("column.nothing-to-save")
            return
        tree = self.wanted if self.order == "newest" else all_of(self.wanted, Sort(self.order))
        query = print_query(tree)

        def save(name: str) -> None:
            from annotations.saved_views import save_view

            self.change(lambda: save_view(self.store(), name, query))

        title, note = self.word("column.save"), self.in_words(self.wanted)
        self._ask_name(title, note, self.in_words(self.wanted), save)

    def _ask_name(
        self, title: str, note: str, value: str, then: Callable[[str], None], *, but: str = ""
    ) -> None:
        """Ask for the name of a view; that of another one (than ``but``) is refused: a query may speak of a
        view by its name."""
        from annotations.query.names import key
        from annotations.saved_views import MAX_NAME, clean_name, saved_views
        from seeds.problems import Problem
        from tui.choices import Choice
        from tui.column_rows import all_views
        from tui.screens.value_box import Given, ValueBox
        from tui.sentences import problem_in_words
        from tui.understanding import Understood

        store = self.host.desk.store
        views = all_views(saved_views(store) if store is not None else ())
        taken = {key(self.view_name(view)): view for view in views if view.id != but}

        def understand(text: str) -> Understood:
            try:
                name = clean_name(text)
            except Problem as problem:
                return Understood((), problem_in_words(problem, self.host.words))
            if (same := taken.get(key(name))) is not None:
                which = "column.name-hidden" if same.hidden else "column.name-taken"
                return Understood((), self.word(which, name=self.view_name(same)))
            return Understood((Choice(name, name),))

        def given(answer: Given | None) -> None:
            if answer is not None and answer.value:
                then(answer.value)

        self.app.push_screen(ValueBox(title, understand, value=value[:MAX_NAME], note=note), given)

    def _changed_view(self, what: str, view: SavedView) -> None:
        from annotations.saved_views import change_view

        name = self.view_name(view)
        self.change(lambda: change_view(view, what, name))

    def _view_here(self) -> SavedView | None:
        row = self._row
        if row is None or row.view is None:
            self.say("column.no-view")
        elif row.own_view is None:
            self.say("column.of-group", name=self.view_name(row.view))
        else:
            return row.view
        return None

    def means_here(self, command: Command) -> bool:
        """Whether a command of the column does anything in the row under the cursor."""
        row = self._row
        if command.contexts != ("column",) or row is None:
            return super().means_here(command)
        match command.id:
            case "column-exclude":
                return row.kind == "value"
            case "view-key":
                return row.kind == "view" and row.own_view is not None
            case "view-hide":
                return row.own_view is not None
            case _:
                return True

    def turned(self, change: Change, *, back: bool) -> None:
        """The cursor goes to the view that was brought back, so that the next key means that one."""
        super().turned(change, back=back)
        turned, values = (change.operation.values.get(key) for key in ("operation", "values"))
        if self._column is not None and str(turned).startswith("view-") and isinstance(values, dict):
            self._column.await_view(str(values.get("name", "")))

    def cmd_view_rename(self, count: int = 1) -> None:
        """Give the view under the cursor another name."""
        if (view := self._view_here()) is not None:
            self._ask_name(
                self.word("column.rename"),
                "",
                self.view_name(view),
                lambda name: self._changed_view("rename", replace(self._bare(view), name=name)),
                but=view.id,
            )

    def cmd_view_key(self, count: int = 1) -> None:
        """Give the view under the cursor a key of its own."""
        from tui.screens.key_box import KeyBox

        if (view := self._view_here()) is None:
            return
        if self._row is not None and self._row.kind == "group":
            self.say("column.no-key", name=self.view_name(view))
            return

        def given(key: str | None) -> None:
            if key is not None:
                self._changed_view("key" if key else "key-none", replace(self._bare(view), key=key))

        taken = {it.key: self.view_name(it) for it in self.column.views if it.key and it.id != view.id}
        self.app.push_screen(KeyBox(self.view_name(view), self.host.keymap, taken), given)

    def cmd_view_hide(self, count: int = 1) -> None:
        """Hide the view under the cursor; one of the reader's own is deleted."""
        from annotations.saved_views import delete_view

        if (view := self._view_here()) is None:
            return
        if view.shipped:
            self._changed_view("hide", replace(self._bare(view), hidden=True))
        else:
            self.change(lambda: delete_view(view))

    def cmd_views_hidden(self, count: int = 1) -> None:
        """Choose a hidden view to show again."""
        from tui.choices import Choice
        from tui.screens.picker import Picked, Picker

        hidden = {view.id: view for view in self.column.views if view.hidden}
        if not hidden:
            self.say("column.none-hidden")
            return

        def picked(result: Picked | None) -> None:
            if result is not None and result.values:
                self._changed_view("show", replace(self._bare(hidden[result.values[0]]), hidden=False))

        choices = [Choice(id, self.view_name(view)) for id, view in hidden.items()]
        self.app.push_screen(Picker(self.word("column.hidden"), choices), picked)

    def cmd_view_down(self, count: int = 1) -> None:
        """Move the view under the cursor down."""
        self._move_view(count)

    def cmd_view_up(self, count: int = 1) -> None:
        """Move the view under the cursor up."""
        self._move_view(-count)

    def _move_view(self, by: int) -> None:
        from annotations.saved_views import arrange_views

        if (view := self._view_here()) is None:
            return
        order = [it for it in self.column.views if not it.hidden]
        at = next(at for at, it in enumerate(order) if it.id == view.id)
        to = max(0, min(at + by, len(order) - 1))
        if to == at:
            return
        order.insert(to, order.pop(at))
        order += [it for it in self.column.views if it.hidden]
        name, bare = self.view_name(view), [self._bare(it) for it in order]
        self.column.moved(order)
        self.change(lambda: arrange_views(bare, name))

    def _bare(self, view: SavedView) -> SavedView:
        """Return a view as it is kept: of one that docbao comes with, the query is not."""
        return replace(view, query="") if view.shipped else view

    def month_label(self, value: FacetValue) -> str:
        """Return a month as short as it can be: it stands beside a bar."""
        from tui.dates_in_words import short_month

        return short_month(value.value, self.host.words) or self.facet_label("date", value)
