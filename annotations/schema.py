"""The versions of documents: a newer one is refused, an older one is brought up to date by pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotations import model
from seeds.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.snapshot import Tables

Step = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""Takes a document and its type, and returns it as the next version has it (its ``v`` may stay)."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The version that is written, and the step up from each earlier one, by the version it starts at."""

    version: int = model.SCHEMA
    steps: Mapping[int, Step] = field(default_factory=dict)


CURRENT = Schema()


def refuse_newer(version: int, folder: Path) -> None:
    """Raise ``Problem("store-newer")`` for documents of a version this program does not know."""
    if version > CURRENT.version:
        raise Problem("store-newer", path=str(folder), schema=version, known=CURRENT.version)


def upgrade(tables: Tables) -> int | None:
    """Bring all documents up to date; return the oldest version found, None when all were current."""
    oldest: int | None = None
    for kind, rows in tables.items():
        if getattr(rows, "oldest", 0) >= CURRENT.version:
            continue
        for key, document in list(rows.items()):
            version = document.get("v", CURRENT.version)
            if version >= CURRENT.version:
                continue
            oldest = version if oldest is None else min(oldest, version)
            fresh: Mapping[str, Any] = document
            for step in range(version, CURRENT.version):
                fresh = CURRENT.steps[step](kind, fresh)
            rows[key] = {**fresh, "v": CURRENT.version}
    return oldest
