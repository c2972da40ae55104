"""What the index keeps of one article, in the form in which it goes from a child process to the index."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

from seeds.cachefile import Damaged
from seeds.folding import fold
from seeds.months import newest_key
from seeds.postings import STARTS
from seeds.words import parted, words

if TYPE_CHECKING:
    from seeds.article import Article


class Facts(NamedTuple):
    """The columns of an article, in the order of their table. Days are ordinals, topics ids with a blank
    between, ``heading`` is folded, ``newest`` its place in time (``seeds.months``)."""

    fingerprint: str
    title: str | None
    lead: str
    edtf: str | None
    earliest: int | None
    latest: int | None
    certain: int | None
    source: str | None
    author: str | None
    url: str | None
    topics: str
    text_hash: str
    newest: int
    heading: str


class Digest(NamedTuple):
    """An article as the index takes it: its columns, its text compressed, the folded text as FTS5 takes it,
    its words and their starts (each once, with a blank between), and those of the heading."""

    facts: Facts
    packed: bytes
    body: str
    words: str
    starts: str
    title_words: str
    title_starts: str


def digest(article: Article) -> Digest:
    """Return what the index keeps of an article."""
    day = article.date.date if article.date else None
    facts = Facts(
        fingerprint=article.fingerprint,
        title=article.title,
        lead=article.lead,
        edtf=day.edtf if day else None,
        earliest=day.earliest.toordinal() if day and day.earliest else None,
        latest=day.latest.toordinal() if day and day.latest else None,
        certain=int(day.certain) if day else None,
        source=article.source,
        author=article.author,
        url=article.url,
        topics=" ".join(hit.id for hit in article.topics),
        text_hash=article.text_hash,
        newest=newest_key(day),
        heading=fold(article.title or article.lead),
    )
    return digest_of(facts, article.text, packed(article.text))


def digest_of(facts: Facts, text: str, kept: bytes) -> Digest:
    """Return what the index keeps of an article with these columns and this text (``kept``: compressed)."""
    body = parted(fold(text))
    found, titled = set(words(body)), set(words(facts.heading))
    return Digest(
        facts,
        kept,
        body,
        " ".join(found),
        " ".join(starts(found)),
        " ".join(titled),
        " ".join(starts(titled)),
    )


def starts(found: set[str]) -> set[str]:
    """Return the starts of words that have postings of their own."""
    return set[str]().union(*({word[:length] for word in found} for length in range(1, STARTS + 1)))


def packed(text: str) -> bytes:
    """Return a text as it is kept."""
    return zlib.compress(text.encode("utf-8", "replace"), 6)


def unpacked(kept: bytes) -> str:
    """Return a text that was kept. Raises ``Damaged``."""
    try:
        return zlib.decompress(kept).decode("utf-8")
    except (zlib.error, UnicodeDecodeError, TypeError) as error:
        raise Damaged from error
