"""How many articles have come above what is in sight since the top of the list was."""

from __future__ import annotations

from bisect import bisect_left
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.shown import View
    from tui.widgets.list_pane import ListPane

_LOOKED_AT = 256
"""Rows from the top that are looked at: what the line above says beyond it is that there are more."""
_KNOWN = 64
"""Rows from the top that are known to have been there: times are kept to the second."""
_ON_THE_WAY = timedelta(seconds=2)
"""Time that an article may take from being read to being listed: it is new where it was not among those known
to have been there."""
_SECONDS = len("2026-02-08T00:00:00")


class NewAbove:
    """Counts them, and calls ``tell`` with the count whenever it is another one, and whether there may be
    more."""

    def __init__(self, list: ListPane, tell: Callable[[int, bool], None]) -> None:
        """Follow a list."""
        self._list, self._tell = list, tell
        self._since = ""
        self._known: frozenset[str] = frozenset()
        self._at_top: View | None = None
        self._view: View | None = None
        self._rows: tuple[int, ...] = ()
        self._epoch: int | None = None
        self._told = 0, False
        list.scrolled = self.scrolled

    def begin(self, since: str) -> None:
        """The reader has seen the top of the list at a time (ISO 8601, UTC; "" for never)."""
        self._since = since

    def look(self, view: View, *, anew: bool = False) -> None:
        """The list shows another view; ``anew``: of an index that is being made anew. When its articles came
        into the library is not known to that one, only when it read them: none counts as new."""
        epoch = view.picture.catalogue.epoch
        if anew or self._epoch not in (None, epoch):
            self._since = datetime.now(UTC).isoformat(timespec="seconds")
        self._view, self._epoch = view, epoch
        self._leave_top()
        above = min(self._list.first_row, _LOOKED_AT)
        rows = view.window(0, above) if above and self._since else ()
        since, known = self._since[:_SECONDS], self._known
        self._rows = tuple(
            at for at, it in enumerate(rows) if it.added[:_SECONDS] >= since and it.id not in known
        )
        self.scrolled()

    def _leave_top(self) -> None:
        """What stands at the top is known to have been there once it is out of sight: not before, since a
        list that is typed for shows another top at each letter."""
        if self._at_top is not None and self._list.first_row:
            with suppress(KeyError):  # the library was numbered anew meanwhile
                self._known = frozenset(it.id for it in self._at_top.window(0, _KNOWN))
            self._at_top = None

    def scrolled(self) -> None:
        """Other rows are in sight."""
        first = self._list.first_row
        if not first and self._list.geometry.rows and self._list.pane.height and self._view is not None:
            self._since = (datetime.now(UTC) - _ON_THE_WAY).isoformat(timespec="seconds")
            self._rows = ()
            self._at_top = self._view
        self._leave_top()
        count = bisect_left(self._rows, first)
        told = count, bool(count) and first > _LOOKED_AT  # what stands between is not looked at
        if told != self._told:
            self._told = told
            self._tell(*told)
