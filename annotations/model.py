"""The shapes of what the reader adds. Documents are stored in TinyDB; these are what the floors pass
around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from annotations.marks import EVERYWHERE as EVERYWHERE
from annotations.marks import NO_MARKS as NO_MARKS
from annotations.marks import Marks as Marks

if TYPE_CHECKING:
    from seeds.article import Correction, MentionCorrection

DocumentType = Literal[
    "article",
    "note",
    "highlight",
    "anchor",
    "kind",
    "correction",
    "view",
    "tag",
    "text",
    "draft",
    "folded",
    "damage",
    "state",
]
Document = Mapping[str, Any]

SCHEMA = 1
"""The version of documents this program writes (their ``v``)."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One change by the reader or the program: what it is called and the documents as they shall be.

    ``name`` is a key of the catalogue's ``operation`` section and ``values`` what its sentence needs ("tagged
    #{tags} on {count} articles"). ``put`` holds whole documents, keyed by ``(type, id)``; None deletes one
    (a tombstone stays). The store fills in ``v created modified rev device``.
    ``undoable`` is False for what the program does by itself (marking read, keeping the position, drafts).
    For the type ``state`` the id is the article's and the value the fields to set (``{"read": True}``): the
    store packs them. ``base`` names, where it matters, the version of a document that the change was made on:
    when the store has another one by now and both hold text, both texts are kept.
    ``arrived`` is for documents that come from elsewhere (an import): when they were ``created`` and
    ``modified`` there and, where it is known, which version they were (``rev seen device``), so that this
    store's version knows of that one. A state that arrives is given as its ``entry``
    (``annotations.states``): field by field what was set last stands.
    """

    name: str
    values: Mapping[str, Any]
    put: Mapping[tuple[DocumentType, str], Mapping[str, Any] | None]
    undoable: bool = True
    base: Mapping[tuple[DocumentType, str], str] = field(default_factory=dict)
    arrived: Mapping[tuple[DocumentType, str], Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What the change feed reports once an operation is durable.

    ``articles`` are the ids whose marks or corrections may differ now; ``origin`` is "here" for this window's
    own writes, "elsewhere" for another window's or device's. ``revision`` rises with every change.
    ``everywhere`` says that what a name is was set right for every article: any of them may read otherwise.
    """

    operation: Operation
    articles: frozenset[str]
    origin: Literal["here", "elsewhere"]
    revision: int
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """The reader's text on an article (Markdown, NFC). ``article`` is the article's id.

    ``version`` names this state of it. ``copy_of`` is the id of the note that this was a second text of: two
    windows or devices had changed it apart, and both texts were kept. ``highlight`` is the id of the
    highlight that the note is on, "" for one on the article as a whole.
    """

    id: str
    article: str
    text: str
    created: str
    modified: str
    version: str = ""
    copy_of: str = ""
    highlight: str = ""


HighlightKind = Literal["yellow", "green", "blue", "red", "purple"]
KINDS: tuple[HighlightKind, ...] = get_args(HighlightKind)
"""What a highlight can be. What each means is the reader's to say (``Store.kinds``)."""


@dataclass(frozen=True, slots=True)
class Selector:
    """What was marked, as the W3C's Web Annotation says it: a position, and the quote with what stood around
    it.

    ``start`` and ``end`` are offsets (code points, end-exclusive) into the text it was marked on, ``text`` is
    that text's hash (``Article.text_hash``; ``Store.kept_text`` gives the text). ``quote`` is what was
    marked, ``prefix`` and ``suffix`` what stood before and behind it: ``CONTEXT`` code points each, or more
    (up to ``WIDEST_CONTEXT``) where the text has the same again with so few.
    """

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    text: str


CONTEXT = 48
"""Code points kept before and behind a quote."""

WIDEST_CONTEXT = 16 * CONTEXT
"""Code points kept at most where fewer do not tell it from another stretch of its text."""

AnchorStatus = Literal["ok", "shifted", "edited", "moved", "review", "lost"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a highlight is in the text whose hash is ``text``.

    ``ok``: where it was made; ``shifted``: the same words, further up or down; ``edited``: words within it
    have changed; ``moved``: the same words, in a paragraph that stands elsewhere now; ``review``: probably
    here, the reader should look; ``lost``: nowhere (``start`` and ``end`` are 0). ``score`` is how sure that
    is, from 0 to 1.
    """

    status: AnchorStatus
    start: int
    end: int
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of an article that the reader has marked, with its kind and tags.

    ``selector`` is what was marked, ``anchor`` where that is in a later version of the text, as far as it is
    known: None while the text is the one it was marked on.
    """

    id: str
    article: str
    selector: Selector
    kind: HighlightKind
    tags: tuple[str, ...]
    created: str
    modified: str
    version: str = ""
    anchor: Anchor | None = None

    @property
    def quote(self) -> str:
        """What was marked."""
        return self.selector.quote

    def anchor_in(self, text: str) -> Anchor | None:
        """Return where it is in the text with this hash, None where that is not known.

        With "", for a text that is not at hand, that is where it was seen last; a highlight that came from
        elsewhere without its text and place has been seen nowhere.
        """
        made, known = self.selector, self.anchor
        if made.text == text or (known is None and not text):
            return Anchor("ok", made.start, made.end, 1.0, text) if made.text else None
        return known if known is not None and text in ("", known.text) else None


@dataclass(frozen=True, slots=True)
class TagUse:
    """How a tag is used: on how many articles as such, on how many highlights, and when last (ISO 8601)."""

    name: str
    articles: int
    highlights: int
    last: str

    @property
    def uses(self) -> int:
        """On how many things it is."""
        return self.articles + self.highlights


@dataclass(frozen=True, slots=True)
class Tagged:
    """One use of a tag: on which article, and on which highlight of it ("" for the article itself)."""

    name: str
    article: str
    highlight: str

    @property
    def item(self) -> str:
        """The id of what it is on."""
        return self.highlight or self.article


@dataclass(frozen=True, slots=True)
class Draft:
    """A note being typed, kept so that a crash loses nothing. ``note`` is None for one not yet saved."""

    id: str
    article: str
    note: str | None
    text: str
    modified: str
    base: str = ""
    """The version of the note that the typing began on."""
    highlight: str = ""
    """The highlight that the note is on, "" for one on the article."""


@dataclass(frozen=True, slots=True)
class KeptMention:
    """The reader's word on a name as it is stored: under which id, on which article ("" for every one), when
    last set (ISO 8601 in UTC), and what was said."""

    id: str
    article: str
    modified: str
    said: MentionCorrection


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the reader has set right that bears on one article, the oldest first: its ``facts``, and names in
    it or, with scope ``everywhere``, in every article."""

    facts: tuple[Correction, ...] = ()
    mentions: tuple[KeptMention, ...] = ()

    @property
    def said(self) -> tuple[MentionCorrection, ...]:
        """What was said of names, as ``seeds.corrected`` takes it."""
        return tuple(kept.said for kept in self.mentions)


NO_CORRECTIONS = Corrections()

REMEMBER = "remember"
"""The operation by which the program keeps what it has found out about where annotated articles are. It is
not undoable, and the window that does it is not told of it: nothing that is shown changes."""

REANCHOR = "reanchor"
"""The operation by which the program keeps where highlights are in a text that has changed. It is not
undoable."""


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """What annotations know of an article once touched, enough to find it again or to show that it is gone.

    ``path`` is where it was seen last on this device (``here``) or, where that was never, on another;
    ``paths`` holds it and those of all devices.
    ``title`` is what the reader calls it, ``heading`` what its text does; ``sketch`` is that of its text (""
    while that is not known; see ``annotations.likeness``).
    """

    id: str
    fingerprints: tuple[str, ...]
    path: str
    title: str
    paths: tuple[str, ...] = ()
    heading: str = ""
    sketch: str = ""
    here: bool = True


@dataclass(frozen=True, slots=True)
class KnownArticles:
    """All touched articles by id, and the ids by fingerprint and by path: a picture of one moment."""

    records: Mapping[str, ArticleRecord]
    by_fingerprint: Mapping[str, tuple[str, ...]]
    by_path: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Subject:
    """An article as the store needs it to annotate it: its id, and what to remember to find it again.

    ``sketch`` is that of its text (``annotations.likeness``), "" where it is not at hand: it is remembered
    later then.
    """

    id: str
    fingerprint: str
    path: str
    title: str
    sketch: str = ""


@dataclass(frozen=True, slots=True)
class OpenReport:
    """What opening the store found: codes of the catalogue's ``problem`` section with their values."""

    told: tuple[tuple[str, Mapping[str, object]], ...] = field(default=())
