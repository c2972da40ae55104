"""One annotation joined with its article: what the notebook keeps of it, worked out when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.entries import moment, status_in
from annotations.marks import Marks
from annotations.notebook.shapes import Annotation
from seeds.folding import fold

if TYPE_CHECKING:
    import datetime

    from annotations.entries import Entry
    from annotations.model import AnchorStatus, Highlight, Note
    from annotations.query.facts import Facts


class Item:
    """A highlight with its notes, or a note on an article. Never changed once made."""

    __slots__ = (*("_day", "_folded", "article", "created"), "entry", "highlight", "id", "notes")

    def __init__(self, entry: Entry, highlight: Highlight | None, notes: tuple[Note, ...]) -> None:
        """Join a highlight (None: the one note stands for itself) and its notes with their article."""
        one: Highlight | Note = notes[0] if highlight is None else highlight
        self.id: str = one.id
        self.article: str = one.article
        self.created: str = one.created
        self.entry = entry
        self.highlight = highlight
        self.notes = notes
        self._folded: str | None = None
        self._day: datetime.date | None = None

    def under(self, entry: Entry) -> Item:
        """Return the same annotation with its article as it is now."""
        item = Item(entry, self.highlight, self.notes)
        item._folded, item._day = self._folded, self._day
        return item

    @property
    def modified(self) -> str:
        """When it, or a note on it, was last changed."""
        written = [note.modified for note in self.notes]
        return max(written if self.highlight is None else [self.highlight.modified, *written])

    @property
    def day(self) -> datetime.date | None:
        """The local day on which it was written."""
        if self._day is None:
            made = moment(self.created)
            self._day = made.astimezone().date() if made is not None else None
        return self._day

    @property
    def status(self) -> AnchorStatus:
        """How sure it is where it stands; a note stands on its article."""
        return status_in(self.highlight, self.entry) if self.highlight is not None else "ok"

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the text, as far as that is known; a note before all highlights, a lost one
        where it was."""
        if self.highlight is None:
            return -1, -1
        anchor = self.highlight.anchor and self.highlight.anchor_in(self.entry.text_hash)
        at = self.highlight.selector if anchor is None or anchor.status == "lost" else anchor
        return at.start, at.end

    @property
    def tags(self) -> tuple[str, ...]:
        """Its own tags."""
        return self.highlight.tags if self.highlight is not None else ()

    @property
    def all_tags(self) -> tuple[str, ...]:
        """The tags it is found by: its own and its article's."""
        return tuple(dict.fromkeys((*self.tags, *self.entry.marks.tags)))

    @property
    def folded(self) -> str:
        """What was marked and written, folded for searching: each text on a line of its own, each run of
        white space in it as one space."""
        if self._folded is None:
            self._folded = "\n".join(" ".join(fold(text).split()) for text in self._texts())
        return self._folded

    @property
    def facts(self) -> Facts:
        """What a query can ask of the annotation itself; all else is its article's (``entry.facts``). It is
        not kept: there may be very many annotations."""
        from annotations.query.facts import Facts

        row, highlight, status = self.entry.row, self.highlight, self.status
        return Facts(
            heading=row.title or row.lead,
            folded_heading=self.entry.folded_heading,
            marks=Marks(notes=len(self.notes), highlights=int(highlight is not None)),
            folded_tags=tuple(map(fold, self.all_tags)),
            noted=self.day,
            notes=self._texts,
            kinds=(lambda: (highlight.kind,)) if highlight is not None else tuple,
            places=lambda: (status,),
            inner=True,
        )

    @property
    def annotation(self) -> Annotation:
        """The annotation as it is handed out."""
        row, marks, highlight = self.entry.row, self.entry.marks, self.highlight
        start, end = self.place
        anchor = highlight.anchor_in(self.entry.text_hash) if highlight is not None else None
        return Annotation(
            id=self.id,
            article=self.article,
            what="note" if highlight is None else "highlight",
            notes=self.notes,
            quote=highlight.quote if highlight is not None else "",
            tags=self.tags,
            kind=highlight.kind if highlight is not None else None,
            created=self.created,
            modified=self.modified,
            start=max(0, start),
            end=max(0, end),
            status=self.status,
            heading=row.title or row.lead,
            untitled=row.title is None,
            source=row.source,
            date=row.date,
            article_tags=marks.tags,
            gone=self.entry.gone and not self.entry.elsewhere,
            path=row.path,
            highlight=highlight,
            anchor=anchor,
        )

    def _texts(self) -> tuple[str, ...]:
        quoted = () if self.highlight is None else (self.highlight.quote,)
        return (*quoted, *(note.text for note in self.notes))
