"""What the notebook found, grouped and in its order: a snapshot that hands out windows of itself."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from annotations import ordering
from annotations.ordering import Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotations.notebook.items import Item
    from annotations.notebook.naming import Naming
    from annotations.notebook.shapes import Annotation, Group, NotebookOrder


class NotebookView:
    """Annotations under headings. One that has several tags (or names several entities) stands under each of
    them: ``count`` counts rows, ``found`` annotations; ``total`` is how many there are at all, None where the
    view is only the beginning (``Notebook.beginning``) and that is not known."""

    def __init__(
        self,
        items: tuple[Item, ...],
        sections: tuple[Section, ...],
        headings: dict[str, str],
        *,
        total: int | None,
    ) -> None:
        """Take the rows, the runs of them under one heading (key None: none), and what headings say."""
        self._items = items
        self._headings = headings
        self.sections = sections
        self.count = len(items)
        self.total = total

    @cached_property
    def found(self) -> int:
        """How many annotations there are in the view, each counted once."""
        return len(self._positions)

    def window(self, offset: int, n: int) -> tuple[Annotation, ...]:
        """Return up to ``n`` rows from ``offset`` on (0-based); fewer at the end, none beyond it."""
        start = max(0, offset)
        return tuple(item.annotation for item in self._items[start : max(start, offset + n)])

    def heading(self, key: str) -> str:
        """Return what a section's heading says: an article's heading, a tag, an entity's name, a month
        (``2026-02``); "" for what has none."""
        return self._headings.get(key, key)

    def position(self, id: str, near: int = 0) -> int | None:
        """Return the row of an annotation, of several the one nearest to ``near``; None when it is not in the
        view."""
        rows = self._positions.get(id)
        return min(rows, key=lambda row: abs(row - near)) if rows else None

    def id_at(self, index: int) -> str:
        """Return the id of the annotation in a row; raises IndexError outside of the view."""
        if index < 0:
            raise IndexError(index)
        return self._items[index].id

    def first_in(self, article: str) -> str:
        """Return the id of the first annotation of an article, "" where there is none."""
        return next((item.id for item in self._items if item.article == article), "")

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all annotations in the view, each once, as they come."""
        return tuple(dict.fromkeys(item.id for item in self._items))

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, item in enumerate(self._items):
            found.setdefault(item.id, []).append(row)
        return found


def arranged(
    found: Sequence[Item], group: Group, order: NotebookOrder, naming: Naming
) -> tuple[tuple[Item, ...], tuple[Section, ...], dict[str, str]]:
    """Return rows, sections and headings of annotations that come oldest first.

    Groups by article and month come by their newest annotation (``oldest``: by their oldest), those by tag
    and entity by how many they have, what has none last.
    """
    items = list(found) if order == "oldest" else list(reversed(found))
    place = _by_place(items) if order == "place" else None
    if group == "none":
        rows = sorted(items, key=place) if place is not None else items
        return tuple(rows), ((Section(None, 0, len(rows)),) if rows else ()), {}
    groups: dict[str, list[Item]] = {}
    keys = _keys(group, naming)
    for item in items:
        for key in keys(item):
            groups.setdefault(key, []).append(item)
    names = list(groups)
    if group in ("tag", "entity"):
        names.sort(key=lambda name: (not name, -len(groups[name]), name))
    flat: list[Item] = []
    sections: list[Section] = []
    for name in names:
        inside = sorted(groups[name], key=place) if place is not None else groups[name]
        sections.append(Section(name, len(flat), len(inside)))
        flat += inside
    headings = {}
    if group == "article":
        headings = {name: row.title or row.lead for name in names if (row := groups[name][0].entry.row)}
    return tuple(flat), tuple(sections), headings


def _keys(group: Group, naming: Naming) -> Callable[[Item], Iterable[str]]:
    match group:
        case "tag":
            return lambda item: item.all_tags or ("",)
        case "entity":
            return lambda item: naming.names(item) or ("",)
        case "month":
            return lambda item: (item.day.isoformat()[:7] if item.day is not None else "",)
        case _:
            return lambda item: (item.article,)


def _by_place(items: Iterable[Item]) -> Callable[[Item], tuple[int, int, int, str]]:
    """Return what sorts annotations as they stand in the articles, newest articles first."""
    entries = {item.article: item.entry for item in items}
    rank = {entry.id: at for at, entry in enumerate(ordering.arranged(entries.values(), "newest"))}
    return lambda item: (rank[item.article], *item.place, item.created)
