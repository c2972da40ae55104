"""Where the reader was, for going back there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader was: in an article at an offset ("" for the list, with what was selected there), and
    on the page of a note ("" for none). ``leaf`` is what the cursor of the notebook was on, None where that
    was not in front."""

    article: str
    offset: int
    selected: str
    note: str
    leaf: str | None = None
