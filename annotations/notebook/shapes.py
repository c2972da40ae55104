"""The shapes in which the notebook hands out what the reader has marked and written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from annotations.model import Anchor, AnchorStatus, Highlight, HighlightKind, Note
    from seeds.row import PartialDate

Group = Literal["article", "tag", "entity", "month", "none"]
"""What annotations are put under: their article, each of their tags, each entity that they name, the month in
which they were written, nothing."""

NotebookOrder = Literal["place", "newest", "oldest"]
"""``newest`` and ``oldest`` go by when an annotation was written. ``place`` is newest too, but what is under
one heading comes as it stands in the articles, the articles newest first."""

GROUPS: dict[str, Group] = {name: name for name in get_args(Group)}
NOTEBOOK_ORDERS: dict[str, NotebookOrder] = {name: name for name in get_args(NotebookOrder)}


@dataclass(frozen=True, slots=True)
class Annotation:
    """One highlight with the notes on it, or one note on an article as a whole.

    ``tags`` are its own, ``kind`` and ``quote`` a highlight's (None and "" for a note). ``start`` and ``end``
    are where it is in the text as far as that is known (``annotations.reanchoring`` knows for the text as it
    is now), ``status`` how sure that is: ``lost`` and ``review`` are for the reader to look at. ``created``
    is when it was made, ``modified`` when it or a note on it was last changed. ``heading``, ``untitled``,
    ``source``, ``date`` and ``article_tags`` are its article's, ``gone`` says that its file is.
    """

    id: str
    article: str
    what: Literal["highlight", "note"]
    notes: tuple[Note, ...]
    quote: str
    tags: tuple[str, ...]
    kind: HighlightKind | None
    created: str
    modified: str
    start: int
    end: int
    status: AnchorStatus
    heading: str
    untitled: bool
    source: str | None
    date: PartialDate | None
    article_tags: tuple[str, ...]
    gone: bool
    path: str = ""
    """Where the article's file is, or was seen last."""
    highlight: Highlight | None = None
    anchor: Anchor | None = None
    """Where a highlight is in the text as it is now (as it was seen last, where its file is gone); None where
    that is not known, and for a note."""

    @property
    def text(self) -> str:
        """What the reader has written: the texts of all its notes."""
        return "\n\n".join(note.text for note in self.notes)
