"""What a query found, in its order: a snapshot that hands out windows of itself."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from annotations.ordering import Section, sections_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.entries import Entry, Listed
    from annotations.query.tree import Order


class View:
    """The articles a query found. Which articles and in what order never changes; their marks are those
    of now."""

    def __init__(
        self, entries: tuple[Entry, ...], order: Order, total: int, listed: Callable[[str], Listed | None]
    ) -> None:
        """Keep what was found, out of how many; ``listed`` gives an article as it is now."""
        self._entries = entries
        self._listed = listed
        self.order: Order = order
        self.count = len(entries)
        self.total = total

    def window(self, offset: int, n: int) -> tuple[Listed, ...]:
        """Return up to ``n`` articles from ``offset`` on (0-based); fewer at the end, none beyond it."""
        start = max(0, offset)
        shown = self._entries[start : max(start, offset + n)]
        return tuple(self._listed(entry.id) or entry.listed for entry in shown)

    def position(self, id: str) -> int | None:
        """Return where an article stands (0-based), None when it is not in the view."""
        return self._positions.get(id)

    def id_at(self, index: int) -> str:
        """Return the id of the article at a position; raises IndexError outside of the view."""
        if index < 0:
            raise IndexError(index)
        return self._entries[index].id

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The runs under one heading, in order: together they are the whole view."""
        return sections_of(self._entries, self.order)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {entry.id: at for at, entry in enumerate(self._entries)}
