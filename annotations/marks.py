"""What a list shows of the annotations: apart from the other shapes, so that the first paint loads no
more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """What a list shows of the annotations of one article. Times are ISO 8601 in UTC; "" where there is
    none."""

    read: bool = False
    starred: bool = False
    archived: bool = False
    tags: tuple[str, ...] = ()
    notes: int = 0
    highlights: int = 0
    position: int = 0
    read_at: str = ""
    noted_at: str = ""


NO_MARKS = Marks()
