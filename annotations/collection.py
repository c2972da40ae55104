"""The articles of the library together with what the reader added to them: what the screens and calls ask.

Contract (bodies follow): every method is safe to call from any thread; none of them writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from seeds.article import PartialDate

Order = Literal["newest", "oldest", "title", "source", "added", "unread"]
FacetName = Literal["date", "topic", "tag", "source", "state", "person", "org", "place"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One article as a list shows it: its row joined with the reader's marks.

    ``id`` is the article's id for annotations (its first fingerprint once touched). ``heading`` is the title, or
    the lead where the text has none (``untitled`` then). ``gone``: the file is no longer there.
    """

    id: str
    fingerprint: str
    path: str
    heading: str
    untitled: bool
    date: PartialDate | None
    source: str | None
    author: str | None
    url: str | None
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    unread: bool
    starred: bool
    archived: bool
    notes: int
    highlights: int
    position: int
    added: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A run of rows under one heading in a view: ``key`` is "2026-02", "" (undated), or None (no grouping)."""

    key: str | None
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice in a picker: its machine value, the label to show where the value is not one, and its count."""

    value: str
    label: str
    count: int
