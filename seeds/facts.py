"""What an article says of itself: its headline, first sentence, address, outlet and authors, out of its
blocks."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from seeds import blocks as blocks_of_text
from seeds import bylines, cues
from seeds.addresses import web_address
from seeds.outlets import is_vietnamese, outlet, outlet_at
from seeds.patterns import CAPITAL, later
from seeds.text import display_safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seeds.article import Block

_LEAD_MOST = 300
_TOLD_MOST = 300_000
"""Whom people speak to is looked for in so many code points."""
_SENTENCE = later(rf"[^\n]*?[.!?…][\"”’)]*(?=\s+[{CAPITAL}\d]|\s*$|\s+[\"“‘])", re.M)


def safe(text: str | None) -> str | None:
    """Return a value from outside as one harmless line; None where nothing is left of it."""
    return display_safe(text) or None if text else None


def named(name: str | None) -> str | None:
    """Return a source as the table of outlets calls it, or as it was given."""
    return (outlet(name) or safe(name)) if name else None


def _of_kind(text: str, blocks: Sequence[Block], kind: str) -> Iterator[str]:
    for block in blocks:
        if block.kind == kind:
            start, end = blocks_of_text.shown(text, block)
            if start < end:
                yield " ".join(text[start:end].split())


def title(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the headline; None where the text has none."""
    return next(_of_kind(text, blocks, "title"), None)


def lead(text: str, blocks: Sequence[Block]) -> str:
    """Return the first sentence of the running text, at most 300 code points of it."""
    for kind in ("body", "heading", "title", "caption", "source", "header", "related"):
        paragraphs = islice(_of_kind(text, blocks, kind), 2)
        # The place of the news may stand before the first sentence.
        for paragraph in sorted(paragraphs, key=lambda part: part.count(" ") < 4):
            match = _SENTENCE().match(paragraph[: _LEAD_MOST * 2])
            sentence = match[0] if match else paragraph
            return sentence if len(sentence) <= _LEAD_MOST else sentence[: _LEAD_MOST - 1].rstrip() + "…"
    return ""


def _labelled(text: str, blocks: Sequence[Block], wanted: str) -> Iterator[str]:
    """Yield the values of labels (``Tác giả: …``) in the blocks around the running text."""
    for kind in ("header", "byline", "source"):
        for line in _of_kind(text, blocks, kind):
            if (label := cues.labelled(line)) and label[0] == wanted and label[1] < len(line):
                yield line[label[1] :]


def address(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the article's own address where the text gives one: in its header or on its source line."""
    for kind in ("header", "source"):
        for line in _of_kind(text, blocks, kind):
            if (found := cues.address_in(line[:2000])) and (address := web_address(found)):
                return address
    return None


def source(text: str, blocks: Sequence[Block], url: str | None) -> str | None:
    """Return the outlet: from the header, the dateline, the source lines, the address, the byline, a single
    credit."""
    for line in _of_kind(text, blocks, "header"):
        if name := cues.header_outlet(line):
            return named(name)
    credited: list[str] = []
    for line in _of_kind(text, blocks, "source"):
        code = cues.dateline_name(line + " x")
        # A section may stand there as well; a name unknown here has a second capital or is a site's.
        if code and (outlet(code) or "." in code or sum(letter.isupper() for letter in code) > 1):
            return named(code)
        name = cues.source_named(line)
        if name and line.lower().startswith(("theo", "(theo")):
            credited += [part.strip() for part in name.split(",")]
        elif name:
            return outlet(_host(name)) or named(name)
    for value in _labelled(text, blocks, "source"):
        return outlet(_host(value)) or named(value)
    if url and (known := outlet_at(_host(url))):
        return known
    signed = list(_of_kind(text, blocks, "byline"))
    for line in signed:
        credited += bylines.credits(line)
    known_names = {known for name in credited if (known := outlet(name))}
    for own in _OWN_NEWS:
        if own in known_names:
            return own
    if len(own_names := [name for name in known_names if is_vietnamese(name)]) == 1:
        return own_names[0]
    return named(credited[0]) if len(credited) == 1 else _told_to(text, blocks)


# The agency whose news all papers carry, after those of its own papers that sign with both names.
_OWN_NEWS = ("VietnamPlus", "Báo Tin tức", "TTXVN")
_TOLD_TO = later(
    # Each way begins with a letter: only where one of these stands is it tried.
    r"(?:(?:v(?<!hợp v)(?<!tác v)ới|trao đổi cùng|chia sẻ cùng|trò chuyện cùng|trả lời|phỏng vấn|phóng viên|"
    r"PV|bạn đọc|độc giả|gửi(?: đến| tới| về)?|nguồn tin(?: riêng)? của|"
    r"Nguồn tin(?: riêng)? của|điều tra của|ghi nhận của)\s)"
    r"(?:(?:phóng viên|PV|tòa soạn)\s)?(?:[Bb]áo (?:điện tử )?|[Tt]ạp chí )?"
    r"(?P<name>[A-ZĐ][\w.+]*(?:\s(?:[A-ZĐ]|và |& )[\w.+]*){0,4})"
    r"(?P<small>(?:\s[a-zà-ỹ]+){1,3}(?=,))?"
)


def _told_to(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the Vietnamese outlet to which people in the article speak or write (``trao đổi với Tuổi Trẻ``),
    where it is only one."""
    found: set[str] = set()
    for block in blocks:
        if block.kind == "body":
            for match in _TOLD_TO().finditer(text, block.start, min(block.end, _TOLD_MOST)):
                # A paper's name may be written small but for its first letter.
                words = f"{match['name']} {match['small'] or ''}".split()
                names = (" ".join(words[:length]) for length in range(len(words), 0, -1))
                written, name = next(((part, known) for part in names if (known := outlet(part))), ("", ""))
                # A code before more of a name is the beginning of another's.
                whole = written == match["name"].rstrip(".") or not written.isupper()
                if name and whole and is_vietnamese(name):
                    found.add(name)
    return found.pop() if len(found) == 1 else None


def _host(text: str) -> str:
    return re.sub(r"^https?://", "", text.strip().lower()).partition("/")[0]


def author(text: str, blocks: Sequence[Block]) -> str | None:
    """Return who wrote the article, as its byline has it."""
    for value in _labelled(text, blocks, "author"):
        return bylines.authors(value) or safe(value)
    for line in _of_kind(text, blocks, "byline"):
        if names := bylines.authors(line):
            return names
    return None
