"""What was deleted in the last weeks, and bringing it back.

Deleted documents leave a tombstone that holds what they said for ``KEEP_DELETED`` days. What one change
deleted carries one moment, so it is shown, and comes back, together: a highlight with its notes and tags.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from annotations.journal import KEEP_DELETED, today
from annotations.model import DocumentType, Operation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.store import Store

_KINDS: tuple[DocumentType, ...] = ("note", "highlight", "tag")
Key = tuple[DocumentType, str]


@dataclass(frozen=True, slots=True)
class Deleted:
    """What one change deleted and is deleted still.

    ``at`` is when (ISO 8601 in UTC), ``days_left`` for how many days it can be brought back. ``notes`` are
    the deleted texts, ``quotes`` the highlights' words, ``tags`` the names taken off, each once.
    ``articles`` are the ids of the articles concerned, ``keys`` the documents: type and id.
    """

    at: str
    days_left: int
    notes: tuple[str, ...]
    quotes: tuple[str, ...]
    tags: tuple[str, ...]
    articles: tuple[str, ...]
    keys: tuple[Key, ...]


def deleted(store: Store) -> tuple[Deleted, ...]:
    """Return what can be brought back, newest first. What a renaming took away is not among it: it stands
    under its new name."""
    groups: dict[tuple[str, str], list[tuple[DocumentType, Mapping[str, Any]]]] = {}
    for kind in _KINDS:
        for document in store.deleted(kind):
            if not document.get("undone"):  # its making was taken back: U makes it again
                groups.setdefault((document["modified"], document["device"]), []).append((kind, document))
    renamed = {
        (it["modified"], it["device"])
        for it in store.search("tag", lambda it: it["created"] == it["modified"])
    }
    now = today()
    found = []
    for moment, documents in groups.items():
        if moment in renamed and all(kind == "tag" for kind, _ in documents):
            continue
        left = KEEP_DELETED - (now - _moment(moment[0])).days
        if left > 0:
            found.append(_together(moment[0], left, documents))
    return tuple(sorted(found, key=lambda it: it.at, reverse=True))


def restore(store: Store, wanted: Sequence[Deleted]) -> Operation:
    """Bring back what was deleted, as far as it is deleted still."""
    there = {(kind, it["id"]): it["was"] for kind in _KINDS for it in store.deleted(kind)}
    put = {key: there[key] for each in wanted for key in each.keys if key in there}
    return Operation("restore", {"n": len(put)}, put)


def _together(
    at: str, days_left: int, documents: Sequence[tuple[DocumentType, Mapping[str, Any]]]
) -> Deleted:
    def texts(kind: DocumentType, field: str) -> tuple[str, ...]:
        found = (it["was"].get(field) for each, it in documents if each == kind)
        return tuple(dict.fromkeys(text for text in found if isinstance(text, str) and text))

    articles = (it["was"].get("article") for _, it in documents)
    return Deleted(
        at=at,
        days_left=days_left,
        notes=texts("note", "text"),
        quotes=texts("highlight", "quote"),
        tags=texts("tag", "name"),
        articles=tuple(dict.fromkeys(each for each in articles if isinstance(each, str))),
        keys=tuple((kind, it["id"]) for kind, it in documents),
    )


def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)
