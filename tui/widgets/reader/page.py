"""What the reader is given to show: an article, its row and the notes on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.collection import Listed
    from annotations.model import Note
    from seeds.article import Article


@dataclass(frozen=True, slots=True)
class Page:
    """One article as it is to be read.

    ``article`` is the article as the reader has corrected it, ``listed`` its row with the reader's marks.
    ``common`` holds the canonical names that are everywhere in the library: they are drawn fainter.
    """

    article: Article
    listed: Listed
    notes: tuple[Note, ...] = ()
    common: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of an article to copy or mark: its text as it stands there, and its offsets."""

    text: str
    start: int
    end: int
