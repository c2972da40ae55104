"""Saved views: queries the reader has kept under names, and what they changed of those docbao comes with.

A view is a document of the type ``view``. One that docbao comes with is no document until the reader renames,
moves or hides it: then there is one whose id begins with ``SHIPPED`` and whose ``query`` is empty.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from annotations.actions import clean_text
from annotations.model import Operation
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.actions import Puts
    from annotations.answers import Answers

SHIPPED = "shipped-"
MAX_NAME = 60
"""Letters of a view's name, at most: it stands on one line beside its count."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view: ``query`` is text of the query language ("" for one that docbao comes with, see ``id``).

    ``name`` is "" for a shipped one that was not renamed, ``key`` the one key that goes to it ("" for none),
    ``place`` where it stands among the others (None: behind those that have one), ``hidden`` whether it is
    out of sight.
    """

    id: str
    name: str = ""
    query: str = ""
    key: str = ""
    place: int | None = None
    hidden: bool = False

    @property
    def shipped(self) -> bool:
        """Whether docbao comes with it."""
        return self.id.startswith(SHIPPED)


def saved_views(store: Answers) -> tuple[SavedView, ...]:
    """Return what the store has of views, in their order; what is written wrongly is passed over."""
    found = [_as_view(document) for document in store.search("view", lambda _: True)]
    views = [view for view in found if view is not None]
    return tuple(sorted(views, key=lambda view: (view.place is None, view.place or 0, view.name, view.id)))


def save_view(store: Answers, name: str, query: str) -> Operation:
    """Keep a query under a name; one of that name gets the new query. ``Problem`` ``view-name`` for no name.

    The view's id: see ``view_id``.
    """
    called = clean_name(name)
    same = next((it for it in saved_views(store) if not it.shipped and it.name == called), None)
    view = replace(same, query=query) if same else SavedView(os.urandom(8).hex(), called, query)
    return Operation("view-save", {"name": called}, {("view", view.id): _document(view)})


def view_id(operation: Operation) -> str:
    """Return the id of the view that an operation saves."""
    return next(id for kind, id in operation.put if kind == "view")


def change_view(view: SavedView, what: str, called: str) -> Operation:
    """Keep a view as it is given. ``what`` is what changes: ``rename``, ``key``, ``hide`` or ``show``;
    ``called`` is what the reader knows it as. Raises ``Problem`` ``view-name`` for one of no name."""
    if not view.shipped:
        view = replace(view, name=clean_name(view.name))
    return Operation(f"view-{what}", {"name": called, "key": view.key}, {("view", view.id): _document(view)})


def delete_view(view: SavedView) -> Operation:
    """Delete a view of the reader's."""
    return Operation("view-delete", {"name": view.name}, {("view", view.id): None})


def arrange_views(views: Sequence[SavedView], called: str) -> Operation:
    """Keep the order in which views stand, after the one ``called`` so was moved."""
    put: Puts = {
        ("view", view.id): _document(replace(view, place=at))
        for at, view in enumerate(views)
        if view.place != at
    }
    return Operation("view-move", {"name": called}, put)


def clean_name(name: str) -> str:
    """Return a view's name as it is kept: NFC, on one line, trimmed; raises ``Problem`` for none."""
    called = " ".join(clean_text(name).split())[:MAX_NAME].strip()
    if not called or not called.isprintable():
        raise Problem("view-name")
    return called


def _document(view: SavedView) -> dict[str, Any]:
    body: dict[str, Any] = {"name": view.name, "query": view.query}
    if view.key:
        body["key"] = view.key
    if view.place is not None:
        body["place"] = view.place
    if view.hidden:
        body["hidden"] = True
    return body


def _as_view(document: dict[str, Any]) -> SavedView | None:
    def of(name: str, kind: type, otherwise: Any) -> Any:
        value = document.get(name)
        return value if type(value) is kind else otherwise

    id = of("id", str, "")
    key = of("key", str, "")
    view = SavedView(
        id,
        of("name", str, ""),
        of("query", str, ""),
        key if len(key) == 1 else "",
        of("place", int, None),
        of("hidden", bool, False),
    )
    return view if id and (view.shipped or view.name) else None
