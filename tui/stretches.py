"""Where in an article's text its title, source and author stand: the stretches those facts rest on.

A reading keeps the evidence of dates and topics itself; of these three it keeps the words alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from seeds.article import Article, BlockKind

Stretch = tuple[int, int]

_LONGEST = 1_000
"""Code points of a title or name that is looked for, and of a line that may hold a source."""
_PARTS = re.compile(r"[^\s()\[\]|,;:–—-][^()\[\]|,;:–—]*")
"""What may name an outlet in a line: what stands between brackets, commas, dashes and bars."""


def title_stretch(article: Article) -> Stretch | None:
    """Return where the title stands; None for one that came with the page, or none."""
    title = article.title or ""
    within = next(
        ((block.start, len(article.text)) for block in article.blocks if block.kind == "title"), None
    )
    return _find(article.text, title, *(within or (0, len(article.text)))) if title else None


def lead_stretch(article: Article) -> Stretch | None:
    """Return where the first sentence stands that is shown in place of a title."""
    return _find(article.text, article.lead.rstrip("…"), 0, len(article.text)) if article.lead else None


def source_stretch(article: Article) -> Stretch | None:
    """Return where the source is named, by its name, a code of it or its address; None where it is not."""
    if not article.source:
        return None
    around: tuple[BlockKind, ...] = ("header", "source", "byline")
    for start, end in _lines(article, around):
        if found := _find(article.text, article.source, start, end):
            return found
    for start, end in _lines(article, around):
        for part in _PARTS.finditer(article.text, start, end):
            for words in _tails(part):
                if _names(article.text[slice(*words)]) == article.source:
                    return words
    return _find(article.text, article.url, 0, len(article.text)) if article.url else None


def author_stretch(article: Article) -> Stretch | None:
    """Return where the author is named; None where the name came with the page, or there is none."""
    if not article.author:
        return None
    names = [article.author, article.author.split(",")[0].strip()]
    for start, end in _lines(article, ("byline", "header", "source")):
        for name in names:
            if found := _find(article.text, name, start, end):
                return found
    return None


def _names(words: str) -> str | None:
    """Return the outlet that some words or an address stand for."""
    from seeds.outlets import outlet

    return outlet(words) or outlet(re.sub(r"^https?://", "", words.lower()).partition("/")[0])


def _tails(part: re.Match[str]) -> Iterator[Stretch]:
    """Yield a part of a line, and what is left of it without its first words (``Theo VTC News``)."""
    text = part[0].rstrip(" \t-–—.")
    end = part.start() + len(text)
    for number, word in enumerate(re.finditer(r"\S+", text)):
        if number > 3:
            return
        yield part.start() + word.start(), end


def _lines(article: Article, kinds: Sequence[BlockKind]) -> Iterator[Stretch]:
    """Yield the lines of the blocks of these kinds, kind after kind."""
    for kind in kinds:
        for block in article.blocks:
            if block.kind == kind:
                for line in re.compile(r"[^\n]+").finditer(article.text, block.start, block.end):
                    yield line.start(), min(line.end(), line.start() + _LONGEST)


def _find(text: str, words: str, start: int, end: int) -> Stretch | None:
    """Return where words stand in a stretch, however they are spaced; None where they do not."""
    words = words[:_LONGEST].strip()
    if not words:
        return None
    at = text.find(words, start, end)
    if at >= 0:
        return at, at + len(words)
    spaced = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    found = spaced.search(text, start, end)
    return found.span() if found else None
