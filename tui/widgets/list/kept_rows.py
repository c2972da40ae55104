"""The rows of a view that are in memory: a few windows, however long the view is."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.collection import Listed, Section

WINDOW = 32
"""Rows fetched at once: about what a screen shows, few enough to be fetched within a key press."""

_KEPT = 12
"""Windows kept: what is on the screen and a few pages to either side."""


class View(Protocol):
    """What the list asks of a view (``annotations.collection.View``)."""

    @property
    def count(self) -> int:
        """How many rows it has."""

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its rows in runs, each under one heading."""

    def window(self, offset: int, n: int) -> tuple[Listed, ...]:
        """Return ``n`` rows from ``offset`` on (fewer at the end)."""

    def position(self, id: str) -> int | None:
        """Return where an article stands, None if it is not in the view."""

    def id_at(self, index: int) -> str:
        """Return the id of the article at a position."""


class KeptRows:
    """Fetches rows of a view window by window and forgets the windows that were not used for longest."""

    def __init__(self, view: View) -> None:
        """Start with nothing fetched."""
        self.view = view
        self._windows: OrderedDict[int, tuple[Listed, ...]] = OrderedDict()

    def get(self, row: int) -> Listed | None:
        """Return one row; None past the end, or if the view has shrunk meanwhile."""
        if not 0 <= row < self.view.count:
            return None
        number, within = divmod(row, WINDOW)
        window = self._windows.get(number)
        if window is None:
            window = self.view.window(number * WINDOW, WINDOW)
            self._windows[number] = window
            if len(self._windows) > _KEPT:
                self._windows.popitem(last=False)
        else:
            self._windows.move_to_end(number)
        return window[within] if within < len(window) else None

    def held_ids(self, near: int, reach: int) -> list[str]:
        """Return ids of rows in memory around a row, nearest first, the one after before the one before."""
        found: list[str] = []
        for step in range(1, reach + 1):
            for row in (near + step, near - step):
                window = self._windows.get(row // WINDOW) if row >= 0 else None
                if window is not None and row % WINDOW < len(window):
                    found.append(window[row % WINDOW].id)
        return found

    def forget(self, ids: Iterable[str]) -> list[int]:
        """Drop the windows that hold any of the articles; return the rows where these stood."""
        wanted = set(ids)
        rows = [
            number * WINDOW + within
            for number, window in self._windows.items()
            for within, listed in enumerate(window)
            if listed.id in wanted
        ]
        for number in {row // WINDOW for row in rows}:
            del self._windows[number]
        return rows
