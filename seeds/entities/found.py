"""The shape in which readers of names hand on what they found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Found:
    """A name as found: its first and last word, its type ("" where not yet known), the rule, how sure, its
    name.

    ``start`` and ``end`` are offsets into the text. It is changed while the document's memory is consulted.
    """

    first: int
    last: int
    start: int
    end: int
    type: str
    rule: str
    confidence: float
    name: str = ""
