"""From the bytes of a file to an article: the first pass, and the second one that finds the names.

No clock, no network, no file is touched here: the same bytes and hints always give the same article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from seeds import blocks as blocks_of_text
from seeds import facts
from seeds.addresses import canonical, web_address
from seeds.article import Article, Block, OffsetMap
from seeds.encoding import decode
from seeds.folding import as_spelled
from seeds.text import clean
from seeds.unwrapped import unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seeds.article import Mention, TopicHit
    from seeds.topic_names import OwnTopic
    from seeds.unwrapped import Unwrapped

READER_VERSION = 4
"""Raised whenever the same bytes would be read differently; articles in the index are then read again."""

LIMIT = 5_000_000
"""At most so many bytes of a file are read; the rest is cut off with the notice ``cut``."""

LINES = 100_000
"""At most so many lines of a text are kept, likewise: ten times those of a book."""

LOOKED_AT = 300_000
"""Dates, topics and names are looked for in so many code points: ten times the longest article."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of an article from outside its text: a page's metadata, front matter, the place it came
    from.

    ``date`` is an ISO date or time. Values are untrusted; they are cleaned here.
    """

    title: str | None = None
    date: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None


NO_HINTS = Hints()


def read(
    raw: bytes, *, file_name: str = "", hints: Hints = NO_HINTS, own_topics: tuple[OwnTopic, ...] | None = ()
) -> Article:
    """Return the article that the bytes of a file hold, as the first pass reads it (``mentions`` is None).

    ``file_name`` tells the format by its ending, may hold the date, and names the file in problems. Hints
    given here weigh more than what the file says of itself. ``own_topics`` are those the reader has added or
    changed; with None no topics are looked for. Raises Problem ``not-text`` for what is no text; any other
    bytes give an article, in linear time.
    """
    raw, cut = _cut(raw)
    ending = file_name.rpartition(".")[2].lower()
    markup = ending in ("html", "htm", "xhtml") or _is_markup(raw)
    decoded = decode(raw, declared=_charset(raw) if markup else "", path=file_name)
    notices = decoded.notices + (("cut",) if cut else ())
    if markup:
        from seeds.sources.pages import extract

        page = extract(decoded.text)
        stated = Hints(page.title, page.date, page.source, page.author, page.url)
        return _article(
            page.text,
            _over(stated, hints),
            notices,
            file_name,
            titled=bool(page.title),
            known=page.known,
            own_topics=own_topics,
        )
    start = 0
    if ending in ("md", "markdown"):
        from seeds.sources.front_matter import front_matter

        values, start = front_matter(decoded.text)
        stated = Hints(*(values.get(name) for name in ("title", "date", "source", "author", "url")))
        hints = _over(stated, hints)
    return _article(decoded.text, hints, notices, file_name, start=start, own_topics=own_topics)


def with_mentions(article: Article) -> Article:
    """Return the article with its mentions: the second pass, many times slower than the first."""
    from seeds.entities import mentions

    published = article.date.date if article.date else None
    plain = unwrapped(*_start_of(article.text, article.blocks))
    found = mentions(as_spelled(plain.text), plain.blocks, published)
    return replace(article, mentions=tuple(_as_written(mention, plain, article.text) for mention in found))


def _as_written(mention: Mention, plain: Unwrapped, written: str) -> Mention:
    """Return a mention of the unwrapped text as it stands in the article's text."""
    start, end = plain.span(mention.start, mention.end)
    same = start == mention.start and written.startswith(mention.text, start)
    if same and end == mention.end:
        return mention
    return replace(mention, start=start, end=end, text=written[start:end])


def _hit_as_written(hit: TopicHit, plain: Unwrapped, written: str) -> TopicHit:
    return replace(hit, evidence=tuple(plain.evidence(one, written) for one in hit.evidence))


def _is_markup(raw: bytes) -> bool:
    """Say whether a file begins as a web page does."""
    start = raw[:2000].lstrip()
    return start.startswith(b"<") and (
        re.match(
            rb"(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b",
            start,
            re.I | re.S,
        )
        is not None
    )


def _charset(raw: bytes) -> str:
    """Return the character set that a page says it is in; "" where it does not say."""
    found = re.search(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", raw[:4096], re.I)
    return found[1].decode("ascii", "replace") if found else ""


def _article(
    decoded: str,
    hints: Hints,
    notices: tuple[str, ...],
    file_name: str,
    *,
    start: int = 0,
    titled: bool = False,
    known: Sequence[Block] = (),
    own_topics: tuple[OwnTopic, ...] | None = (),
) -> Article:
    from hashlib import blake2b

    from seeds.dates import publication
    from seeds.topics import topics

    text, origin = clean(decoded[start:])
    if text.count("\n") >= LINES:
        text = "\n".join(text.split("\n", LINES)[:LINES]) + "\n"
        notices = (*notices, *(() if "cut" in notices else ("cut",)))
    if start:
        origin = OffsetMap((0, *origin.here), (start, *(offset + start for offset in origin.there)))
    # What cleaning has changed a page did not lay out: then its offsets say nothing.
    blocks = blocks_of_text.split(text, titled=titled, known=known if text == decoded else ())
    plain = unwrapped(*_start_of(text, blocks))
    spelled = as_spelled(plain.text)
    url = web_address(hints.url or "") or facts.address(text, blocks)
    date = publication(spelled, plain.blocks, file_name=file_name, stated=facts.safe(hints.date), address=url)
    hits = () if own_topics is None else topics(spelled, plain.blocks, own_topics)
    if spelled is not text and spelled != text:
        date = date and replace(date, evidence=date.evidence and plain.evidence(date.evidence, text))
        hits = tuple(_hit_as_written(hit, plain, text) for hit in hits)
    title = facts.safe(hints.title) or facts.title(text, blocks)
    source = facts.named(hints.source) or facts.source(text, blocks, url)
    author = facts.safe(hints.author) or facts.author(text, blocks)
    whole = canonical(url) if url else " ".join(text.split())
    return Article(
        text=text,
        fingerprint=blake2b(whole.encode(), digest_size=8).hexdigest(),
        text_hash=blake2b(text.encode(), digest_size=16).hexdigest(),
        title=title,
        lead=facts.lead(text, blocks),
        date=date,
        source=source,
        author=author,
        url=url,
        blocks=blocks,
        topics=hits,
        mentions=None,
        reader_version=READER_VERSION,
        notices=notices,
        origin=origin,
    )


def _start_of(text: str, blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """Return what is looked at of a text and its blocks: all of it, but of one as long as a book."""
    if len(text) <= LOOKED_AT:
        return text, blocks
    inside = (block for block in blocks if block.start < LOOKED_AT)
    return text[:LOOKED_AT], tuple(replace(block, end=min(block.end, LOOKED_AT)) for block in inside)


def _cut(raw: bytes) -> tuple[bytes, bool]:
    """Return at most ``LIMIT`` bytes, ending at a line or at least between two characters."""
    if len(raw) <= LIMIT:
        return raw, False
    end = LIMIT - LIMIT % 4
    newline = raw.rfind(b"\n", end - 4096, end)
    if newline > 0 and 0 not in raw[:4096]:
        return raw[: newline + 1], True
    while end > LIMIT - 8 and 0 not in raw[:4096] and raw[end] & 0xC0 == 0x80:
        end -= 1
    return raw[:end], True


def _over(below: Hints, above: Hints) -> Hints:
    """Return the hints of ``above``, filled up from ``below``."""
    return Hints(
        above.title or below.title,
        above.date or below.date,
        above.source or below.source,
        above.author or below.author,
        above.url or below.url,
    )
