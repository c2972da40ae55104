"""What ``docbao doctor`` puts in order in the documents themselves: what hangs on something that is gone, and
what says nothing any more. Nothing is lost by it: what is taken out can be brought back for thirty days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotations.asides import losses
from annotations.lines import checksum
from annotations.model import DocumentType, Operation
from annotations.sound import STRANGE
from seeds.text import display_safe

if TYPE_CHECKING:
    from annotations.store import Store

Finding = tuple[str, Mapping[str, object]]
"""A code of the catalogue's ``problem`` section with its values."""

_KEPT = "was_strange"  # the field of what was strange before the document was written as it must be
_NAMED = 3  # documents that are told by their ids
_TYPES: tuple[DocumentType, ...] = (
    *("article", "note", "highlight", "anchor", "kind", "tag"),
    *("text", "draft", "correction", "view"),
)


@dataclass(slots=True)
class Mending:
    """What was found: what ``operation`` puts in order (``mended``), and what can only be told (``told``)."""

    put: dict[tuple[DocumentType, str], Mapping[str, Any] | None] = field(default_factory=dict)
    mended: list[Finding] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)

    @property
    def operation(self) -> Operation | None:
        """Return what puts it in order; None where there is nothing to do."""
        return Operation("mend", {"n": len(self.put)}, self.put, undoable=False) if self.put else None


def mending(store: Store) -> Mending:
    """Look through all documents of a store; nothing is changed."""
    found = Mending()
    marked = {document["id"] for document in _all(store, "highlight")}
    _notes(store, marked, found)
    _gone(store, "tag", "store-mended-tags", found, lambda it: (it.get("highlight") or None, marked))
    _gone(store, "anchor", "store-mended-anchors", found, lambda it: (it["id"], marked))
    _texts(store, found)
    found.told += losses(store)
    _strange(store, found)
    return found


def _all(store: Store, kind: DocumentType) -> Iterator[Mapping[str, Any]]:
    return (it for it in store.search(kind, lambda _: True) if isinstance(it.get("id"), str))


def _notes(store: Store, marked: set[str], found: Mending) -> None:
    """Notes on highlights that are gone become notes on their articles; those that say nothing go."""
    lost = empty = 0
    for document in _all(store, "note"):
        on = document.get("highlight")
        if not document["text"].strip():
            found.put["note", document["id"]] = None
            empty += 1
        elif on and on not in marked:
            found.put["note", document["id"]] = {"highlight": ""}
            lost += 1
    if lost:
        found.mended.append(("store-mended-notes", {"n": lost}))
    if empty:
        found.mended.append(("store-mended-empty", {"n": empty}))


def _strange(store: Store, found: Mending) -> None:
    """Write documents as they were understood where they were read; what was strange in them is kept."""
    named: list[str] = []
    for kind in _TYPES:
        for document in _all(store, kind):
            if not document.get(STRANGE):
                continue
            named.append(document["id"])
            if (kind, document["id"]) not in found.put or found.put[kind, document["id"]] is not None:
                kept = {**document.get(_KEPT, {}), **document[STRANGE]}
                more = found.put.get((kind, document["id"])) or {}
                found.put[kind, document["id"]] = {**more, STRANGE: {}, _KEPT: kept}
    if named:
        values = {"n": len(named), "named": display_safe(", ".join(named[:_NAMED]))}
        found.mended.append(("store-mended-strange", values))


def _gone(store: Store, kind: DocumentType, code: str, found: Mending, on: Any) -> None:
    """Take out what hangs on a thing that is gone; ``on`` returns that thing (None: it hangs on none) and
    those there are."""
    count = 0
    for document in _all(store, kind):
        thing, there = on(document)
        if thing is not None and thing not in there:
            found.put[kind, document["id"]] = None
            count += 1
    if count:
        found.mended.append((code, {"n": count}))


def _texts(store: Store, found: Mending) -> None:
    """Tell kept texts that are not what they were, as far as highlights rest on them."""
    used: dict[str, int] = {}
    for document in _all(store, "highlight"):
        used[document["text"]] = used.get(document["text"], 0) + 1
    damaged = 0
    for document in _all(store, "text"):
        text = store.kept_text(document["id"])
        if text is None or checksum(text.encode("utf-8", "replace")) != document["id"]:
            damaged += used.get(document["id"], 0)
    if damaged:
        found.told.append(("store-check-texts", {"n": damaged}))
