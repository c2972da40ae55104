"""The view of what is wanted now: asked for anew as often as anything changes, by one question at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.alarms import Alarm
from tui.screens.base import OPENING_PATIENCE
from tui.widgets.list.kept_rows import WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.collection import View
    from annotations.query.tree import Query
    from annotations.query.whole import Order
    from tui.screens.base import MainBase

_LOOKING = 0.01
"""Seconds spent on looking into texts (for a quote with marks) before a view is shown."""
_AT_FIRST, _AT_LAST = 0.25, 2.0
"""Seconds for which texts are looked into before what was found by then is shown: twice as long each time."""


class _Waits(NamedTuple):
    """What waits for the whole of a view, what lets go of the keys that wait with it, and when that ends."""

    then: Callable[[], None]
    release: Callable[[], None]
    end: Alarm


class NewestView:
    """Asks for views and has them shown. What is wanted anew overtakes what was wanted before at once.

    Where many texts have to be looked into, a first look is short and shown with what it has found; then the
    list grows from time to time until all have been looked into. The same question asked again (while the
    library is read, every batch of files does so) comes in between: what has been looked into is known then.
    """

    def __init__(self, main: MainBase, show: Callable[[View, str | None], None]) -> None:
        """Take the main screen, whose ``wanted`` and ``order`` are asked for, and what shows a view with the
        id of the article that is to be selected in it (None: the one that is)."""
        self._main = main
        self._show = show
        self._turn = 0
        self._asked: tuple[Query, Order] | None = None
        self._doing = False
        self._again = False
        self._keep: str | None = None
        self._patience = _AT_FIRST
        self._release: Callable[[], None] = lambda: None
        self._waits: _Waits | None = None

    def hold_keys(self) -> None:
        """Let keys wait for the list that is asked for, where it is not there yet: those that are typed ahead
        are meant for that one. For the loop."""
        if (self._main.wanted, self._main.order) != self._main.answered:
            self._release()
            self._release = self._main.host.hold_keys()

    def once_whole(self, then: Callable[[], None]) -> None:
        """Do something once a view is shown in which nothing is missing. Keys typed meanwhile wait; Esc ends
        that, and so does whatever leads to another view. For the loop."""
        self._give_up()
        release = self._main.host.hold_keys(OPENING_PATIENCE, self._give_up)
        self._waits = _Waits(then, release, Alarm(self._main, OPENING_PATIENCE, self._give_up))

    def _give_up(self) -> None:
        """Wait no more for the whole of a view."""
        waits, self._waits = self._waits, None
        if waits is not None:
            waits.end.stop()
            waits.release()
            self._main.footer.dismiss_passing()

    def ask(self, keep: str | None = None) -> None:
        """Have the view of what is wanted now shown, with the article ``keep`` selected. For the loop."""
        if not self._main.is_typing("filter"):
            self.hold_keys()
        wanted = self._main.wanted, self._main.order
        if self._asked not in (None, wanted):
            self._give_up()
        if self._asked != wanted or not self._doing:
            self._patience, self._keep = _AT_FIRST, keep
            self._look()
        else:
            self._again, self._keep = True, keep or self._keep

    def _look(self) -> None:
        self._asked = self._main.wanted, self._main.order
        keep, self._keep, self._again = self._keep, None, False
        self._begin(_LOOKING, keep)

    def _begin(self, seconds: float, keep: str | None) -> None:
        main, collection = self._main, self._main.host.desk.collection
        tree, order = main.wanted, main.order
        anchors = (keep, *main.list.anchors) if keep else main.list.anchors
        self._turn += 1
        turn, self._doing = self._turn, True

        def overtaken() -> bool:
            return turn != self._turn or (tree, order) != (main.wanted, main.order) or not main.is_attached

        def to_stop() -> bool:  # what a long look has found by then is known to the short one that comes now
            return overtaken() or (self._again and seconds > _LOOKING)

        def look() -> View | None:
            from annotations.query.stopped import Stopped

            try:
                view = collection.view(tree, order, seconds=seconds, stop=to_stop)
                if not view.count:
                    view.hint = collection.hint(tree, stop=overtaken)
            except Stopped:
                return None
            view.prepare(anchors, WINDOW)
            return view

        def found(view: View | None) -> None:
            if turn != self._turn:
                return
            if view is None or overtaken():
                ended()
                return
            self._doing = False
            self._show(view, keep)
            self._release()
            if view.settled and self._waits is not None:
                waits, self._waits = self._waits, None
                waits.end.stop()
                self._main.footer.dismiss_passing()
                waits.then()
                waits.release()
            if turn != self._turn:  # showing it has led to another question
                return
            if self._again:
                self._look()
            elif not view.settled:  # what is on the screen is right; the rest is looked into meanwhile
                seconds, self._patience = self._patience, min(_AT_LAST, 2 * self._patience)
                self._begin(seconds, None)

        def ended() -> None:
            if turn == self._turn:
                self._doing = False
                self._release()
                if self._again and self._asked == (main.wanted, main.order):
                    self._look()

        main.ask(look, found, otherwise=ended)
