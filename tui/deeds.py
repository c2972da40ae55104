"""What can be done to everything the list shows: apart from the screen, which is there before the shapes of
queries are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.query import tree as t

if TYPE_CHECKING:
    from annotations.query.tree import Query


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be done: the state that is set, and which articles it changes."""

    name: str
    field: str
    value: bool
    changes: Query


DEEDS = {
    deed.name: deed
    for deed in (
        Deed("read", "read", True, t.Is("unread")),
        Deed("unread", "read", False, t.Is("read")),
        Deed("star", "starred", True, t.Not(t.Is("starred"))),
        Deed("unstar", "starred", False, t.Is("starred")),
        Deed("archive", "archived", True, t.Not(t.Is("archived"))),
        Deed("unarchive", "archived", False, t.Is("archived")),
    )
}
