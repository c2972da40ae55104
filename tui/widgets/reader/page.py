"""What the reader is given to show: an article, its row, and the highlights and notes in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.widgets.reader.placed import NO_HIGHLIGHTS, Highlights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.collection import Listed
    from annotations.model import HighlightKind, Note
    from seeds.article import Article


@dataclass(frozen=True, slots=True)
class Page:
    """One article as it is to be read.

    ``article`` is the article as the reader has corrected it, ``listed`` its row with the reader's marks.
    ``notes`` are those on the article and on its highlights. ``common`` holds the canonical names that are
    everywhere in the library: they are drawn fainter. ``kinds`` is what the reader calls kinds of highlights.
    """

    article: Article
    listed: Listed
    notes: tuple[Note, ...] = ()
    common: frozenset[str] = frozenset()
    highlights: Highlights = NO_HIGHLIGHTS
    kinds: Mapping[HighlightKind, str] = field(default_factory=dict)

    @property
    def own_notes(self) -> tuple[Note, ...]:
        """The notes on the article itself, and those whose highlight is not there."""
        there = {it.highlight.id for it in self.highlights.all}
        return tuple(note for note in self.notes if note.highlight not in there)


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of an article to copy or mark: its text as it stands there, and its offsets."""

    text: str
    start: int
    end: int
