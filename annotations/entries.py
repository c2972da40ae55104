"""One article of the collection: its row of the index joined with the reader's marks, worked out when
asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from annotations.marks import Marks
    from annotations.model import AnchorStatus, Highlight
    from annotations.query.facts import Facts
    from seeds.article import EntityCount, PartialDate, Row
    from seeds.catalogue import Catalogue
    from seeds.topic_names import OwnTopic


@dataclass(frozen=True, slots=True)
class Listed:
    """One article as a list shows it: its row joined with the reader's marks.

    ``id`` is the article's id for annotations (its first fingerprint once touched). ``heading`` is the title,
    or the lead where the text has none (``untitled`` then). ``gone``: the file is no longer there.
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


class Fetchers(NamedTuple):
    """Where an entry gets what is costly: the folded text, each run of white space as one space, the entities
    as the reader has corrected them, what the reader has written and marked by id (the text of each note, the
    quote of each highlight), its highlights by id, the text as it stands, its hash by fingerprint.
    ``last_opened`` is a moment, None when docbao has never been open. ``own_topics`` are the topics the
    reader has added or changed."""

    folded: Callable[[Entry], str]
    entities: Callable[[Entry], tuple[EntityCount, ...]]
    notes: Callable[[str], tuple[str, ...]]
    highlights: Callable[[str], tuple[Highlight, ...]]
    text: Callable[[Entry], str]
    hash: Callable[[str], str]
    last_opened: datetime | None
    own_topics: tuple[OwnTopic, ...] = ()


class Entry:
    """One article: never changed once made (new marks make a new one), its parts computed at the first use.

    ``row`` is as the reader has corrected it, ``as_read`` as the index has it. ``slot`` is its place in the
    ``catalogue``; of one that is not there both are None. ``elsewhere``: then its file is there yet, in
    another library or not read so far.
    """

    __slots__ = (
        "_facts",
        "_fetch",
        "_heading",
        "_listed",
        "as_read",
        "catalogue",
        "elsewhere",
        "id",
        "marks",
        "row",
        "slot",
    )

    def __init__(
        self,
        id: str,
        row: Row,
        marks: Marks,
        fetch: Fetchers,
        catalogue: Catalogue | None = None,
        slot: int | None = None,
        elsewhere: bool = False,
    ) -> None:
        """Join a row with its marks under the article's id."""
        self.elsewhere = elsewhere
        self.catalogue = catalogue
        self.slot = slot
        self.id = id
        self.as_read = row
        self.row = _corrected(row, marks) if marks.facts else row
        self.marks = marks
        self._fetch = fetch
        self._facts: Facts | None = None
        self._listed: Listed | None = None
        self._heading: str | None = None

    def with_marks(self, marks: Marks) -> Entry:
        """Return the entry with other marks."""
        entry = Entry(self.id, self.as_read, marks, self._fetch, self.catalogue, self.slot, self.elsewhere)
        if marks.facts == self.marks.facts:
            entry._heading = self._heading
        return entry

    @property
    def gone(self) -> bool:
        """Whether the library does not have it: it is what the annotations remember."""
        return self.slot is None

    @property
    def text_hash(self) -> str:
        """The hash of the text that its file has now, "" where that is not known."""
        return "" if self.gone else self._fetch.hash(self.row.fingerprint)

    @property
    def folded_heading(self) -> str:
        """The heading as it is compared and sorted."""
        if self._heading is None:
            self._heading = fold(self.row.title or self.row.lead)
        return self._heading

    @property
    def listed(self) -> Listed:
        """The article as a list shows it."""
        if self._listed is None:
            row, marks = self.row, self.marks
            self._listed = Listed(
                id=self.id,
                fingerprint=row.fingerprint,
                path=row.path,
                heading=row.title or row.lead,
                untitled=row.title is None,
                date=row.date,
                source=row.source,
                author=row.author,
                url=row.url,
                topics=row.topics,
                tags=marks.tags,
                unread=not marks.read,
                starred=marks.starred,
                archived=marks.archived,
                notes=marks.notes,
                highlights=marks.highlights,
                position=marks.position,
                added=row.added,
                gone=self.gone and not self.elsewhere,
            )
        return self._listed

    @property
    def facts(self) -> Facts:
        """What a query can ask of the article."""
        if self._facts is None:
            from annotations.query.facts import Facts
            from seeds.topic_names import with_broader

            row, marks, fetch = self.row, self.marks, self._fetch
            added = moment(row.added)
            self._facts = Facts(
                id=self.id,
                paths=tuple(filter(None, (row.path, *row.copies))),
                untitled=row.title is None,
                heading=row.title or row.lead,
                folded_heading=self.folded_heading,
                source=row.source,
                folded_source=fold(row.source or ""),
                author=row.author,
                folded_author=fold(row.author or ""),
                date=row.date,
                topics=with_broader(row.topics, fetch.own_topics),
                marks=marks,
                folded_tags=tuple(map(fold, (*marks.tags, *marks.inner_tags))),
                added=_day(added),
                read=_day(moment(marks.read_at)),
                noted=_day(moment(marks.noted_at)),
                new=added is not None and (fetch.last_opened is None or added > fetch.last_opened),
                folded=lambda: fetch.folded(self),
                text=lambda: fetch.text(self),
                notes=(lambda: fetch.notes(self.id)) if marks.notes or marks.highlights else tuple,
                entities=lambda: fetch.entities(self),
                kinds=lambda: tuple(it.kind for it in self._highlights()),
                places=lambda: tuple(status_in(it, self) for it in self._highlights()),
            )
        return self._facts

    def _highlights(self) -> tuple[Highlight, ...]:
        return self._fetch.highlights(self.id) if self.marks.highlights else ()


def status_in(highlight: Highlight, entry: Entry) -> AnchorStatus:
    """Return how sure it is where a highlight stands in its article's text; "ok" until that is known.

    What was found in another text than the article has now says nothing. The index is only asked where
    something was found: there may be very many highlights.
    """
    anchor = highlight.anchor and highlight.anchor_in(entry.text_hash)
    return anchor.status if anchor is not None else "ok"


def _corrected(row: Row, marks: Marks) -> Row:
    from seeds.article import Correction
    from seeds.corrected import corrected_row

    return corrected_row(row, [Correction(field, value) for field, value in marks.facts])


def moment(text: str) -> datetime | None:
    """Return the moment an ISO 8601 time names (UTC unless it says otherwise), None for "" or what is
    none."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


def _day(at: datetime | None) -> date | None:
    """The local day of a moment: what the reader means by today."""
    return at.astimezone().date() if at is not None else None
