"""What the column beside the list holds, row by row: views with their counts, then facets of the list."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from annotations.facets import FacetName
from annotations.query import tree as t
from annotations.saved_views import SHIPPED, SavedView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from annotations.facets import FacetValue

VIEWS = "views"
"""The name of the section of views; the others are called as their facets."""
FACETS: tuple[FacetName, ...] = ("topic", "date", "source", "person", "org", "place", "tag", "state")
MOST: Mapping[str, int] = {"topic": 8, "date": 12, "source": 6, "tag": 8}
"""Rows of a facet before "more", where it is not ``_MOST``."""
_MOST = 5
NAMED: tuple[FacetName, ...] = ("person", "org", "place")
COUNTED = 20
"""Names of a kind that are counted for the column; how many more there are is not told."""
FOLDED_AT_FIRST: tuple[str, ...] = (SHIPPED + "topics", "org", "place", "state")
FACET_NAMES: dict[str, FacetName] = {name: name for name in get_args(FacetName)}

Kind = Literal["heading", "view", "group", "value", "more", "gap"]
Mark = Literal["", "here", "on", "off"]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One row. ``section`` is ``VIEWS`` or a facet's name, ``id`` what tells it from the section's others.

    ``tree`` is what it asks for (None: its query cannot be read). ``mark`` is "here" for the view at hand,
    "on" and "off" for a value that the query asks for or leaves out. A ``group`` is a view that stands for
    several, which fold below it. ``key`` is what goes to a view. ``bar`` is how long a value's bar is, from 0
    to 1; negative for none. ``open`` says of a heading or group whether its rows show; ``waits`` that it is
    not counted yet.
    """

    kind: Kind
    section: str
    id: str = ""
    label: str = ""
    count: int | None = None
    tree: t.Query | None = None
    mark: Mark = ""
    key: str = ""
    bar: float = -1.0
    open: bool = True
    view: SavedView | None = None
    waits: bool = False

    @property
    def own_view(self) -> SavedView | None:
        """The view that this row alone stands for: none in a row of the values that a group has."""
        return self.view if self.view is not None and self.id == self.view.id else None

    @property
    def place(self) -> tuple[str, str, str]:
        """What a row is found again by when its section has changed."""
        return self.section, self.kind, self.id


@cache
def shipped_views() -> tuple[tuple[str, str, FacetName | None], ...]:
    """Return the views docbao comes with: id, query, and the facet of whose values there is a view each."""
    table: dict[str, Any] = tomllib.loads(Path(__file__).with_name("views.toml").read_text("utf-8"))
    return tuple(
        (SHIPPED + entry["id"], entry.get("query", ""), FACET_NAMES.get(entry.get("each", "")))
        for entry in table["view"]
    )


def all_views(kept: Iterable[SavedView]) -> tuple[SavedView, ...]:
    """Return the views docbao comes with, as the reader has changed them, and the reader's own, in their
    order; hidden ones too."""
    changed = {view.id: view for view in kept}
    own = [view for view in changed.values() if not view.shipped]
    shipped = [replace(changed.get(id, SavedView(id)), query=query) for id, query, _ in shipped_views()]
    found = [view for view in (*shipped, *own) if view.place is not None]
    found.sort(key=lambda view: view.place or 0)
    rest = [view for view in shipped if view.place is None]
    if not found:
        # The reader's own stand before the views of topics, which there may be many of.
        each = {id for id, _, facet in shipped_views() if facet is not None}
        return (*(v for v in rest if v.id not in each), *own, *(v for v in rest if v.id in each))
    return (*found, *rest, *(view for view in own if view.place is None))


def each_of(view: SavedView) -> FacetName | None:
    """Return the facet of whose values a view stands for one each, None for a view of its own."""
    return next((facet for id, _, facet in shipped_views() if id == view.id), None)


def at_hand(views: Sequence[ColumnRow], wanted: t.Query) -> ColumnRow | None:
    """Return the view that the list shows, narrowed or not: one that is asked for by its name, else the one
    with most of its conditions."""
    asked = set(t.parts_of(wanted))
    named = [part.tree for part in asked if isinstance(part, t.Saved)]
    best: tuple[bool, int] = (False, -1)
    found: ColumnRow | None = None
    for row in views:
        if row.tree is None:
            continue
        parts = set(t.parts_of(row.tree))
        fits = row.tree in named, len(parts)
        if (fits[0] or parts <= asked) and fits > best:
            best, found = fits, row
    return found


def facet_of(tree: t.Query) -> FacetName | None:
    """Return the facet that a condition is a value of, None when it is of none."""
    match tree:
        case t.Topic():
            return "topic"
        case t.Source():
            return "source"
        case t.Tag():
            return "tag"
        case t.Is():
            return "state"
        case t.Within(field="date"):
            return "date"
        case t.Entity(type="PERSON"):
            return "person"
        case t.Entity(type="ORG"):
            return "org"
        case t.Entity(type="PLACE"):
            return "place"
        case _:
            return None


def marked(tree: t.Query, wanted: t.Query) -> Mark:
    """Say whether a query asks for a condition or leaves it out."""
    parts = t.parts_of(wanted)
    return "on" if tree in parts else "off" if t.Not(tree) in parts else ""


def asked_values(name: FacetName, wanted: t.Query) -> list[t.Query]:
    """Return the conditions on a facet that a query has, then those it leaves out."""
    parts = t.parts_of(wanted)
    bare: list[t.Query] = [part for part in parts if not isinstance(part, t.Not)]
    bare += [part.tree for part in parts if isinstance(part, t.Not)]
    return [part for part in bare if facet_of(part) == name]


def without(tree: t.Query, wanted: t.Query) -> t.Query:
    """Return a query without a condition, whether it asked for that or left it out."""
    return t.all_of(*(part for part in t.parts_of(wanted) if part not in (tree, t.Not(tree))))


def shown_values(name: FacetName, values: Sequence[FacetValue]) -> tuple[Sequence[FacetValue], int]:
    """Return the values that stand in the column, and how many more there are."""
    there = [value for value in values if value.count]
    most = MOST.get(name, _MOST)
    if len(there) <= most + 1:  # "1 more" would take the row that the one could have
        return there, 0
    return there[:most], len(there) - most
