"""The shapes every room passes around: what an article is once it has been read.

Offsets are code points, end-exclusive, into ``Article.text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from seeds.offsets import OffsetMap
from seeds.row import PartialDate, Row

__all__ = [
    "MENTION_TYPES",
    "Article",
    "ArticleDate",
    "Block",
    "BlockKind",
    "CorrectedField",
    "Correction",
    "CorrectionScope",
    "DateBasis",
    "EntityCount",
    "Evidence",
    "Mention",
    "MentionCorrection",
    "MentionType",
    "OffsetMap",
    "PartialDate",
    "Row",
    "TopicHit",
]

BlockKind = Literal["title", "header", "byline", "heading", "body", "caption", "source", "related"]
MentionType = Literal["PERSON", "ORG", "PLACE", "DATE", "MONEY", "PERCENT", "QUANTITY", "LAW", "EVENT"]
MENTION_TYPES: tuple[MentionType, ...] = get_args(MentionType)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The stretch of an article's text that something read out of it rests on."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article with a kind. Blocks are in order and do not overlap; white space may lie
    between."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Mention:
    """One stretch that names an entity.

    ``name`` is the entity's canonical name, ``value`` a normalised value where there is one (EDTF for a
    date), ``confidence`` lies in 0..1, and ``rule`` names what the decision rests on.
    """

    start: int
    end: int
    type: MentionType
    text: str
    name: str
    value: str | None = None
    confidence: float = 1.0
    rule: str = ""


DateBasis = Literal["header", "timeline", "byline", "meta", "body", "file name", "address", "reader"]


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """When an article was published, how that is known, and the text it rests on (None for a file's name, and
    where the reader has set it)."""

    date: PartialDate
    basis: DateBasis
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class TopicHit:
    """One topic of an article; ``score`` lies in 0..1, the evidence is the words that speak for it, best
    first."""

    id: str
    score: float
    evidence: tuple[Evidence, ...]


CorrectedField = Literal["date", "title", "source", "author", "topics"]


@dataclass(frozen=True, slots=True)
class Correction:
    """The reader's word against the machine's on one article: ``field`` is what is set right, ``value`` what
    it should be.

    A date's value is EDTF; the topics' value are all their ids, the first one first; None says that there is
    none.
    """

    field: CorrectedField
    value: str | tuple[str, ...] | None


CorrectionScope = Literal["stretch", "article", "everywhere"]


@dataclass(frozen=True, slots=True)
class MentionCorrection:
    """The reader's word on a name: what the written form ``text`` names, or that it names nothing.

    ``type`` None says that it is no entity; ``name`` is the canonical name ("" with no type). ``scope`` says
    where that holds: at one stretch (``start`` in the article's text, with the text ``before`` and ``after``
    it, so that it is found again when the text has changed), wherever the article writes it so, or in every
    article.
    """

    text: str
    type: MentionType | None
    name: str
    scope: CorrectionScope
    start: int = -1
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One news text with what was read out of it.

    ``text`` is decoded, cleaned (nothing in it can command a terminal) and NFC with ``\\n`` line ends.
    ``title`` is None where the text has none; ``lead`` is then what stands in for it: the first sentence of
    the running text ("" for an empty article). ``mentions`` is None until the second pass has run.
    ``notices`` are things the reader should know about the file: codes of the catalogue's ``notice``
    section, some with a value after a colon ("decoded-as:windows-1258", "cut").
    """

    text: str
    fingerprint: str
    text_hash: str
    title: str | None
    lead: str
    date: ArticleDate | None
    source: str | None
    author: str | None
    url: str | None
    blocks: tuple[Block, ...]
    topics: tuple[TopicHit, ...]
    mentions: tuple[Mention, ...] | None
    reader_version: int
    notices: tuple[str, ...] = ()
    origin: OffsetMap = field(default_factory=OffsetMap)


@dataclass(frozen=True, slots=True)
class EntityCount:
    """How often one entity is named in one article, or in how many articles, as the asker says."""

    type: MentionType
    name: str
    count: int
