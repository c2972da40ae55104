"""Bringing the versions of one document together that devices or windows have written apart.

A version is known by its device and ``rev`` (one more than the highest it has seen); ``seen`` holds the
newest ``rev`` of every other device that went into it. So a version that knows another one replaces it,
whatever the clocks say; of two that do not know each other the later one wins. A text is never dropped for
that: what loses is kept beside as a copy with an id that every device works out alike (until somebody has
replaced it: ``annotations.replaced``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Doc = Mapping[str, Any]

META = frozenset({"id", "v", "created", "modified", "rev", "seen", "kept", "device"})
"""Fields that the store fills in; all others are the document's content."""

WITH_TEXT = frozenset({"note", "draft"})
"""Types whose text the reader has typed: it is kept when versions clash."""


def version(document: Doc) -> str:
    """Return the name of a document's version."""
    return f"{document['rev']}@{document['device']}"


def content(document: Doc | None) -> dict[str, Any] | None:
    """Return what a document says, apart from when and where it was written; None for a deleted one."""
    if document is None or document.get("deleted"):
        return None
    return {name: value for name, value in document.items() if name not in META}


def vector(document: Doc) -> dict[str, int]:
    """Return the newest ``rev`` of each device that a version knows, its own included."""
    return {**document.get("seen", {}), document["device"]: document["rev"]}


def knows(one: Doc, two: Doc) -> bool:
    """True when ``one`` was made with ``two`` in view (or is it)."""
    mine = vector(one)
    return all(mine.get(device, 0) >= rev for device, rev in vector(two).items())


def next_version(known: Iterable[Doc], device: str) -> dict[str, Any]:
    """Return ``rev`` and ``seen`` of a new version that replaces all the known ones."""
    together: dict[str, int] = {}
    for document in known:
        for name, rev in vector(document).items():
            together[name] = max(rev, together.get(name, 0))
    meta: dict[str, Any] = {"rev": max(together.values(), default=0) + 1, "device": device}
    if seen := {name: rev for name, rev in together.items() if name != device}:
        meta["seen"] = seen
    return meta


def merge(kind: str, versions: list[Doc]) -> tuple[Doc, list[Doc]]:
    """Return the version that stands, and copies of the texts that would be lost (see the module)."""
    if len(versions) == 1:
        return versions[0], []
    standing: list[Doc] = []
    for document in sorted(versions, key=_rank(kind), reverse=True):
        if not any(knows(other, document) for other in standing):
            standing = [other for other in standing if not knows(document, other)] + [document]
    standing.sort(key=_rank(kind), reverse=True)
    best, *others = standing
    if kind == "article":
        return _joined(best, others), []
    if kind not in WITH_TEXT:
        return best, []
    return best, [
        as_copy(other)
        for other in others
        if not other.get("deleted") and other.get("text") != best.get("text")
    ]


def as_copy(document: Doc) -> Doc:
    """Return a version that lost as it is kept: a document of its own, and still that version."""
    copy = {**document, "id": copy_id(document), "copy_of": document["id"]}
    copy.pop("kept", None)  # it tells of the versions of the other one
    return copy


def copy_id(document: Doc) -> str:
    """Return the id under which a version that lost is kept: the same on every device."""
    return f"{document['id']}~{document['rev']}{document['device']}"


def is_copy(document: Doc) -> bool:
    """True for a version that lost and is kept as it was: nobody has written in the copy."""
    of = document.get("copy_of")
    return of is not None and document["id"] == copy_id({**document, "id": of})


def _rank(kind: str) -> Any:
    # A deleted note stays deleted: what was typed into it elsewhere comes back under an id of its own.
    stays = kind in WITH_TEXT
    return lambda document: (
        stays and bool(document.get("deleted")),
        document["modified"],
        document["rev"],
        document["device"],
    )


def _joined(best: Doc, others: list[Doc]) -> Doc:
    """Return what all versions of an ``article`` document know of its fingerprints."""
    known = dict.fromkeys(best.get("fingerprints", ()))
    for other in others:
        known.update(dict.fromkeys(other.get("fingerprints", ())))
    return {**best, "fingerprints": list(known)}
