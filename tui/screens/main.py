"""The main screen: list and reader side by side from 100 columns, one at a time below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.reactive import Reactive

from annotations.query.whole import EVERYTHING
from annotations.shown import View
from tui.alarms import Alarm
from tui.commands import COMMANDS, Command, Context
from tui.keys_in_words import show_key
from tui.screens.base import ROOMY, MainBase, in_sight
from tui.screens.bulk import Bulk
from tui.screens.exporting import Exchanging
from tui.screens.new_above import NewAbove
from tui.screens.newest_view import NewestView
from tui.screens.surveying import Surveying
from tui.sought import sought_words
from tui.widgets.bars import FooterBar, FooterKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from annotations.collection import Listed
    from annotations.model import Change
    from annotations.shown import HeadView
    from tui.screens.picker import Picked
    from tui.widgets.list import ArticleList
    from tui.widgets.reader import Reader

_OVERDUE = 0.3
"""Seconds after which it is said that an answer is still being looked for."""
_MARKED_AFTER = 0.02
"""Seconds after a list was put in from which the article beside it is painted again with the words that are
looked for now: the list and its count are painted before."""
_FOOTER_KEYS = 7
_TAGS_KEYS = 8
"""On the page of tags one more: marking and sorting are found nowhere else."""


class MainScreen(Surveying, Exchanging, Bulk, MainBase):
    """Puts the panes together and turns keys into commands."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BLANK: ClassVar[bool] = True  # behind the panes there is only ground

    # Textual paints the whole screen anew whenever the keys go to another pane; here only what looks another
    # way then is.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self, *, measure: int = 80) -> None:
        """Start with nothing counted."""
        super().__init__(measure=measure)
        self._left: tuple[str, ...] = ()
        self._left_of = self._left_shown = -1
        self._overdue: Alarm | None = None
        self._marking: Alarm | None = None
        self._came = ""
        self._newest = NewestView(self, lambda view, keep: self.show_view(view, keep=keep))
        self._new_above = NewAbove(self.list, self._tell_above)

    def compose(self) -> ComposeResult:
        """Lay out header, panes and footer; reader and prompt come when they are needed."""
        self.set_class(self.app.size.width >= ROOMY, "roomy")
        self.set_class(self.spacious, "spacious")
        self.set_class(self.side_by_side, "wide")  # before the panes are styled: they are laid out once
        yield self.header
        yield self.column_place
        yield self.list
        yield self.reading_pane
        yield self.footer

    def on_mount(self) -> None:
        """Show the view at once if the rows are there."""
        self.list.follower = self._follow
        self._new_above.begin(self.host.kept.closed_at)
        self.list.focus()
        self._lay_out(self.app.size.width)
        self.host.screen_ready()

    def on_screen_resume(self) -> None:
        """What lay over the panes has gone: where the one that had the keys was hidden meanwhile, the one in
        front has them."""
        pane = self._pane_in_front()
        if self.focused is None and pane.is_mounted:
            self.set_focus(pane)

    def on_resize(self, event: events.Resize) -> None:
        """Go from two panes to one and back, with the pane that has the keys."""
        self.reading = self.reading or self.in_reader
        self.keep_column(event.size.width)
        self._lay_out(event.size.width)

    def lay_out(self) -> None:
        """Show the panes that belong on the screen now."""
        self._lay_out(self.app.size.width)

    def _lay_out(self, width: int) -> None:
        self.settle_column()
        wide = self.side_by_side
        reading = self.reading or self.explaining
        self.set_class(wide, "wide")
        self.set_class(width >= ROOMY, "roomy")
        self.set_class(self.spacious, "spacious")
        self.list.display = (wide or not reading) and not self.leafing
        if self._reader is not None:
            self.reading_pane.display = (wide or reading) and not self.leafing
        self.lay_out_notebook()
        self.lay_out_column()
        if wide and not self.leafing and not self.reading:
            self._follow(self.list.selected)
        if self.focused is not None and not in_sight(self.focused):
            pane = self._pane_in_front()  # what is hidden would take the keys with it
            self.set_focus(pane if pane.is_mounted else None)

    def _pane_in_front(self) -> Widget:
        """Return the pane of those in sight whose keys the reader would expect."""
        if self.leafing:
            return self._review if self.reviewing else self._rows
        if self.column_called:
            return self.column.pane
        if self._reader is not None and self.reading and in_sight(self._reader):
            return self._reader
        return self.list

    def on_key(self, event: events.Key) -> None:
        """A key that finds no pane with the keys gives them to the one in front, and is its."""
        pane = self._pane_in_front()
        if self.focused is None and pane.is_mounted:
            self.set_focus(pane)
            pane.post_message(event)
            event.stop()

    def show_list(self) -> None:
        """Bring the list to the front and give it the keys."""
        self.leave_article()
        self.reading = False
        self.forget_ways()
        self.lay_out()
        self.list.focus()

    def show_reader(self) -> None:
        """Bring the reader to the front."""
        self.reading = True
        self._lay_out(self.app.size.width)

    # Keys and commands

    def take_key(self, context: Context, key: str) -> bool:
        """Carry out what a key means in a context; False when it means nothing there."""
        self.list.filling = False
        press = self.host.keymap.press(context, key)
        self.footer.set_pending(press.pending if press else "")
        if press is None:
            return False
        if press.command is not None:
            self.run_command(press.command, press.count)
            if context == "list" and press.command.group == "move":
                self.host.at_once()
        return True

    def run_command(self, command: Command, count: int | None = None) -> None:
        """Carry out a command: the widget in focus first, then this screen, then the app."""
        self.footer.dismiss_passing()
        if self._marking is not None:  # a key may go to what is to be marked
            self._mark_words()
        for target in (self.focused, self, self.app):
            handler = getattr(target, command.handler, None)
            if handler is not None:
                handler(count if count is not None else 1)
                return

    def on_footer_bar_pressed(self, message: FooterBar.Pressed) -> None:
        """A click on a key of the footer is that key."""
        self.run_command(self.host.commands[message.command])

    def on_descendant_focus(self) -> None:
        """The footer shows the keys of the pane in focus."""
        super().on_descendant_focus()
        self.show_footer_keys()

    def on_reader_selection_changed(self, message: Reader.SelectionChanged) -> None:
        """While something is selected, keys mean something else."""
        self.show_footer_keys()

    def show_footer_keys(self) -> None:
        """Show the keys that matter where the focus is."""
        context = self.place
        here = (c for c in COMMANDS if c.footer and context in c.contexts and self.means_here(c))
        ranked = sorted(here, key=lambda c: c.footer)
        most = _TAGS_KEYS if context == "tags" else _FOOTER_KEYS
        chosen = [*ranked[: most - 1], ranked[-1]] if len(ranked) > most else ranked
        self.footer.set_keys(
            tuple(
                FooterKey(show_key(keys[0]), self.word(f"command.{command.id}.short"), command.id)
                for command in chosen
                if (keys := self.host.keymap.keys_of(command.id))
            )
        )

    # The view

    def refresh_view(self, *, keep: str | None = None) -> None:
        """Ask for the view of the tree and order in force; the newest question wins."""
        if self._overdue is not None:
            self._overdue.stop()
        self._overdue = Alarm(self, _OVERDUE, self._tell_searching)
        self._newest.ask(keep)

    def await_view(self) -> None:
        """Let keys wait for the list that was asked for while it was typed."""
        self._newest.hold_keys()

    def once_listed(self, then: Callable[[], None]) -> None:
        """Do something once all of the list is there, keys waiting for it."""
        self._newest.once_whole(then)

    def _tell_searching(self) -> None:
        """The answer takes long: do not let the last one's count stand beside what is asked now."""
        if self.answered == (self.wanted, self.order) or self.leafing:
            return
        searching = self.word("main.filter.searching")
        self.header.set_view(self.in_words(self.wanted) if self.wanted != EVERYTHING else "", searching)
        if self.is_typing("filter"):
            self.prompt.set_info(searching)

    def show_view(self, view: View | HeadView, *, keep: str | None = None) -> None:
        """Put a view into the list; the same article stays selected if it is still there."""
        self.view = view if isinstance(view, View) else None  # of its head alone nothing is to be said
        self.answered = self.wanted, self.order
        self.search_snippets()
        if not view.count:
            self.list.empty = self.empty_words()
        if self.view is not None:
            self.folders_away(empty=not self.view.total)
        self.list.show(view, keep=keep)
        self.list.filling = self.list.filling and not self.host.scanned
        if self.view is not None:
            self._new_above.look(self.view, anew=self.host.desk.library.behind)
        if self._reader is not None:
            if self._marking is not None:
                self._marking.stop()
            self._marking = Alarm(self, _MARKED_AFTER, self._mark_words)
        self.show_counts()
        self.column_changed()
        if not self.reading:
            self._follow(self.list.selected)
        self.host.one_frame.release()

    def _mark_words(self) -> None:
        """Mark in the article beside the list what the list is filtered by."""
        if self._marking is not None:
            self._marking.stop()
            self._marking = None
        self.reader.mark_words(self.wanted, sought_words(self.wanted))

    def reading_stands(self) -> None:
        """Say of what is listed whether it is all there is or what there is so far."""
        if self.view is not None and not self.view.count:
            self.list.empty = self.empty_words()
        self.show_counts()

    def show_counts(self) -> None:
        """Say in the header what is shown and how much of it there is."""
        if self.view is not None and self.painted and self._left_of != self.host.desk.collection.generation:
            self._count_left()  # the notebook in front shows it too
        if self.leafing:
            self.show_leaf_counts()
        if self.view is None or self.leafing or self.answered != (self.wanted, self.order):
            return  # what stands there is of the question before
        words = self.in_words(self.wanted) if self.wanted != EVERYTHING else ""
        self.header.set_view(
            words,
            self.found(self.view, f"{self.view.count:,}/{self.view.total:,}")
            if words
            else self.word("main.filter.count", n=self.view.count),
        )
        if self.is_typing("filter"):
            self.tell_found()

    def begin_work(self) -> None:
        """Go on once the reader is loaded: count what is left to read, open the annotations, look at the
        files."""
        super().begin_work()
        self._count_left()

    def _count_left(self) -> None:
        collection = self.host.desk.collection
        generation = self._left_of = collection.generation
        if not collection.knows_marks:
            return  # they are counted once the annotations are open

        def left() -> tuple[int, int, int]:
            from annotations.query.tree import Has, Is

            count = collection.count
            return count(Is("unread")), count(Is("starred")), count(Has("note"))

        self.ask(left, partial(self._show_left, generation))

    def _show_left(self, generation: int, counts: tuple[int, int, int]) -> None:
        if generation < self._left_shown:
            return  # what was asked for later has come before
        self._left_shown = generation
        keys = ("main.header.unread", "main.header.starred", "main.header.noted")
        self._left = tuple(self.word(key, n=n) for key, n in zip(keys, counts, strict=True) if n)
        self.header.set_left((*self._left, self._came) if self._came else self._left)

    def _tell_above(self, count: int, more: bool) -> None:
        """Say quietly that articles have come above what is in sight."""
        self._came = self.word("main.header.above-more" if more else "main.header.above", n=count)
        self._came = self._came if count else ""
        self.header.set_left((*self._left, self._came) if self._came else self._left)

    def _follow(self, listed: Listed | None) -> None:
        """The reader beside the list follows the cursor, in the same frame; while a query is typed, in the
        next one, and not if another letter comes before."""
        if self.is_typing("filter"):
            self.call_after_refresh(self._follow_late)
        else:
            self._follow_at_once(listed)

    def _follow_late(self) -> None:
        self._follow_at_once(self.list.selected)

    def _follow_at_once(self, listed: Listed | None) -> None:
        if self.side_by_side and not (self.in_reader or self.explaining):
            self.reading &= listed is None
            self.preview(listed)

    def on_article_list_opened(self, message: ArticleList.Opened) -> None:
        """A double click opens."""
        self.open_article(message.listed)

    def marks_changed(self, change: Change) -> None:
        """Something is durable, here or in another window: draw it where it shows."""
        self.list.refresh_rows(change.articles)
        self.show_marks_anew(change)
        self.corrections_changed(change)
        self.tags_changed()
        self.notes_changed(change)
        self.tell_stranded()
        self.notebook_changed()
        self.column_changed()
        self.show_counts()

    # Stepping back, panes, help

    def cmd_back(self, count: int = 1) -> None:
        """Step back: from a message, a highlight that is being moved, a search, the raw text, to the list."""
        if self.footer.dismiss_failure() or self.step_back_from_marking() or self.back_to_notebook():
            return
        if self.back_to_front():
            return
        if not self.reader.step_back():
            self.show_list()

    def cmd_switch_pane(self, count: int = 1) -> None:
        """Go to the other pane."""
        if self.in_reader:
            self.show_list()
        elif not self.switch_to_column() and (listed := self.list.selected):
            self.open_article(listed)

    def cmd_help(self, count: int = 1) -> None:
        """Show what can be done here."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.place))

    def cmd_query_help(self, count: int = 1) -> None:
        """Show what can be asked for, and how."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(None))

    def on_prompt_help_wanted(self) -> None:
        """While a query is typed, its language is explained."""
        self.cmd_query_help()

    def cmd_palette(self, count: int = 1) -> None:
        """Find a command by its name."""
        from tui.palette import palette_choices
        from tui.screens.picker import Picker

        choices = palette_choices(self.place, self.host.keymap, self.host.words)

        def picked(result: Picked | None) -> None:
            if result is not None and result.values:
                self.run_command(self.host.commands[result.values[0]])

        self.app.push_screen(Picker(self.word("main.palette.title"), choices), picked)
