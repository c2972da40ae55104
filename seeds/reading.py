"""From the bytes of a file to an article: the first pass, and the second one that finds the names.

No clock, no network, no file is touched here: the same bytes and hints always give the same article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from seeds import blocks as blocks_of_text
from seeds import bylines, cues
from seeds.addresses import canonical, web_address
from seeds.article import Article, Block, OffsetMap
from seeds.encoding import decode
from seeds.outlets import is_vietnamese, outlet, outlet_at
from seeds.patterns import later
from seeds.text import clean, display_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seeds.topic_names import OwnTopic

READER_VERSION = 2
"""Raised whenever the same bytes would be read differently; articles in the index are then read again."""

LIMIT = 5_000_000
"""At most so many bytes of a file are read; the rest is cut off with the notice ``cut``."""

LINES = 100_000
"""At most so many lines of a text are kept, likewise: ten times those of a book."""

LOOKED_AT = 300_000
"""Dates, topics and names are looked for in so many code points: ten times the longest article."""

_LEAD_MOST = 300
_SENTENCE = re.compile(r"[^\n]*?[.!?…][\"”’)]*(?=\s+[^\Wa-zà-ỹđ_]|\s*$|\s+[\"“‘])", re.M)
_MARKUP_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)


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
    raw: bytes, *, file_name: str = "", hints: Hints = NO_HINTS, own_topics: tuple[OwnTopic, ...] = ()
) -> Article:
    """Return the article that the bytes of a file hold, as the first pass reads it (``mentions`` is None).

    ``file_name`` tells the format by its ending, may hold the date, and names the file in problems. Hints
    given here weigh more than what the file says of itself. ``own_topics`` are those the reader has added or
    changed. Raises Problem ``not-text`` for what is no
    text; any other bytes give an article, in linear time.
    """
    raw, cut = _cut(raw)
    ending = file_name.rpartition(".")[2].lower()
    markup = ending in ("html", "htm", "xhtml") or _MARKUP_START.match(raw[:2000]) is not None
    charset = _CHARSET.search(raw[:4096]) if markup else None
    decoded = decode(raw, declared=charset[1].decode("ascii", "replace") if charset else "", path=file_name)
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
    text, blocks = _start_of(article.text, article.blocks)
    return replace(article, mentions=mentions(text, blocks, published))


def _article(
    decoded: str,
    hints: Hints,
    notices: tuple[str, ...],
    file_name: str,
    *,
    start: int = 0,
    titled: bool = False,
    known: Sequence[Block] = (),
    own_topics: tuple[OwnTopic, ...] = (),
) -> Article:
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
    start_text, start_blocks = _start_of(text, blocks)
    title = _safe(hints.title) or _title(text, blocks)
    url = web_address(hints.url or "") or _address(text, blocks)
    source = _named(hints.source) or _source(text, blocks, url)
    author = _safe(hints.author) or _author(text, blocks)
    whole = canonical(url) if url else " ".join(text.split())
    return Article(
        text=text,
        fingerprint=blake2b(whole.encode(), digest_size=8).hexdigest(),
        text_hash=blake2b(text.encode(), digest_size=16).hexdigest(),
        title=title,
        lead=_lead(text, blocks),
        date=publication(start_text, start_blocks, file_name=file_name, stated=_safe(hints.date)),
        source=source,
        author=author,
        url=url,
        blocks=blocks,
        topics=topics(start_text, start_blocks, own_topics),
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


def _safe(text: str | None) -> str | None:
    return display_safe(text) or None if text else None


def _named(name: str | None) -> str | None:
    """Return a source as the table of outlets calls it, or as it was given."""
    return (outlet(name) or _safe(name)) if name else None


def _of_kind(text: str, blocks: Sequence[Block], kind: str) -> Iterator[str]:
    for block in blocks:
        if block.kind == kind:
            start, end = blocks_of_text.shown(text, block)
            if start < end:
                yield " ".join(text[start:end].split())


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    return next(_of_kind(text, blocks, "title"), None)


def _lead(text: str, blocks: Sequence[Block]) -> str:
    """Return the first sentence of the running text, at most 300 code points of it."""
    for kind in ("body", "heading", "title", "caption", "source", "header", "related"):
        paragraphs = list(_of_kind(text, blocks, kind))
        # The place of the news may stand before the first sentence.
        for paragraph in sorted(paragraphs[:2], key=lambda part: part.count(" ") < 4):
            match = _SENTENCE.match(paragraph[: _LEAD_MOST * 2])
            sentence = match[0] if match else paragraph
            return sentence if len(sentence) <= _LEAD_MOST else sentence[: _LEAD_MOST - 1].rstrip() + "…"
    return ""


def _labelled(text: str, blocks: Sequence[Block], wanted: str) -> Iterator[str]:
    """Yield the values of labels (``Tác giả: …``) in the blocks around the running text."""
    for kind in ("header", "byline", "source"):
        for line in _of_kind(text, blocks, kind):
            if (label := cues.labelled(line)) and label[0] == wanted and label[1] < len(line):
                yield line[label[1] :]


def _address(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the article's own address where the text gives one: in its header or on its source line."""
    for kind in ("header", "source"):
        for line in _of_kind(text, blocks, kind):
            if (found := cues.address_in(line[:2000])) and (address := web_address(found)):
                return address
    return None


def _source(text: str, blocks: Sequence[Block], url: str | None) -> str | None:
    """Return the outlet: from the header, the dateline, the source lines, the address, the byline, a single
    credit."""
    for line in _of_kind(text, blocks, "header"):
        if name := cues.header_outlet(line):
            return _named(name)
    credited: list[str] = []
    for line in _of_kind(text, blocks, "source"):
        if code := cues.dateline_name(line + " x"):
            return _named(code)
        name = cues.source_named(line)
        if name and line.lower().startswith(("theo", "(theo")):
            credited += [part.strip() for part in name.split(",")]
        elif name:
            return outlet(_host(name)) or _named(name)
    for value in _labelled(text, blocks, "source"):
        return outlet(_host(value)) or _named(value)
    if url and (known := outlet_at(_host(url))):
        return known
    signed = list(_of_kind(text, blocks, "byline"))
    for line in signed:
        credited += bylines.credits(line)
    known_names = {known for name in credited if (known := outlet(name))}
    for own in _OWN_NEWS:
        if own in known_names:
            return own
    return _named(credited[0]) if len(credited) == 1 else _told_to(text, blocks)


# The agency whose news all papers carry, after those of its own papers that sign with both names.
_OWN_NEWS = ("VietnamPlus", "Báo Tin tức", "TTXVN")
_TOLD_TO = later(
    r"(?:(?:với|cùng|trả lời|phỏng vấn|phóng viên|PV|bạn đọc|độc giả|gửi(?: đến| tới| về)?) )"
    r"(?:(?:phóng viên|PV|tòa soạn) )?(?:[Bb]áo (?:điện tử )?|[Tt]ạp chí )?"
    r"(?P<name>[A-ZĐ][\w.+]*(?: (?:[A-ZĐ]|và |& )[\w.+]*){0,4})"
)


def _told_to(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the Vietnamese outlet to which people in the article speak or write (``trao đổi với Tuổi Trẻ``),
    where it is only one."""
    found: set[str] = set()
    for block in blocks:
        if block.kind == "body":
            for match in _TOLD_TO().finditer(text, block.start, min(block.end, LOOKED_AT)):
                words = match["name"].split()
                names = (" ".join(words[:length]) for length in range(len(words), 0, -1))
                written, name = next(((part, known) for part in names if (known := outlet(part))), ("", ""))
                # A code before more of a name is the beginning of another's.
                whole = written == match["name"].rstrip(".") or not written.isupper()
                if name and whole and is_vietnamese(name):
                    found.add(name)
    return found.pop() if len(found) == 1 else None


def _host(text: str) -> str:
    return re.sub(r"^https?://", "", text.strip().lower()).partition("/")[0]


def _author(text: str, blocks: Sequence[Block]) -> str | None:
    for value in _labelled(text, blocks, "author"):
        return bylines.authors(value) or _safe(value)
    for line in _of_kind(text, blocks, "byline"):
        if names := bylines.authors(line):
            return names
    return None
