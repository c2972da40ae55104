"""What an import comes to: one operation that can be undone, and what there is to say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotations.model import Operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.model import DocumentType

COUNTED = (
    "highlights", "notes", "tags", "stars", "changed", "copies",
    "kind-names", "corrections", "views", "drafts", "states", "rest",
)  # fmt: skip
"""What an import counts, in the order in which it is said. ``changed``: what was here and is brought up to
date; ``copies``: second texts of notes that were changed both here and there."""


@dataclass(slots=True)
class Arrival:
    """What comes. ``counts`` is by the words of ``COUNTED``.

    ``known`` counts what was here already, ``absent`` the articles that are not in the library, ``lost`` the
    highlights whose words are not in their article's present text, ``unsure`` those that may stand somewhere
    else than where they were put, ``refused`` the tags and notes that docbao cannot hold.
    """

    put: dict[tuple[DocumentType, str], Mapping[str, Any] | None] = field(default_factory=dict)
    arrived: dict[tuple[DocumentType, str], Mapping[str, Any]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    known: int = 0
    absent: set[str] = field(default_factory=set)
    lost: int = 0
    unsure: int = 0
    refused: int = 0

    def count(self, what: str, n: int = 1) -> None:
        """Count something that comes; "" for what is not worth a word."""
        if what and n:
            self.counts[what] = self.counts.get(what, 0) + n

    @property
    def nothing(self) -> bool:
        """Whether all of it was here already."""
        return not self.put

    def operation(self, file: str) -> Operation:
        """Return the change; ``file`` is the name of what was imported."""
        brought = {it: self.counts[it] for it in COUNTED if it in self.counts}
        return Operation("import", {"brought": brought, "file": file}, self.put, arrived=self.arrived)


COUNTED_AS: dict[str, str] = {
    "note": "notes",
    "highlight": "highlights",
    "tag": "tags",
    "article": "",
    "anchor": "",
    "text": "",
    "kind": "kind-names",
    "correction": "corrections",
    "view": "views",
    "draft": "drafts",
}
"""Under which word a document of a type is counted ("" for none); all others are ``rest``."""
