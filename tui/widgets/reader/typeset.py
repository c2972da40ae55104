"""Setting an article as an editor would: paragraphs in order, then lines of a measure. Knows no screen."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from seeds.article import Article, Block
from tui.notices import notices_in_words
from tui.widgets.reader.head import Run, meta_lines, topic_line
from tui.widgets.reader.paragraphs import Paragraph, Wrapped, set_paragraph
from tui.widgets.reader.sheet import Line, LineKind, Setting, Sheet
from tui.widgets.reader.typeset_notes import lost_highlights, notes_on, notes_on_highlights
from tui.widgets.reader.wrap import drawable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.widgets.reader.page import Page
    from tui.words import Words

_OPENING_MARKS = re.compile(r"(?:!\[[^\]\n]*\]\([^)\n]*\)|\||\s)+")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_BARS = " |\t"
_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(r"(?:[-–•*+]|\d{1,3}[.)]|[a-zđ][.)])\s|.*\S \| \S")
"""How the lines of a list or of a table's rows look."""
_LONGEST_WRAPPED = 140
"""Lines of a hard-wrapped text are no longer than this many code points."""
_SENTENCE_END = (".", "!", "…", ".”", '."', ":")


def typeset(page: Page, words: Words, setting: Setting, wrapped: Wrapped | None = None) -> Sheet:
    """Set a page in lines of at most ``setting.width`` cells.

    ``wrapped`` knows where the paragraphs of earlier settings of the article broke, and learns those of this
    one.
    """
    paragraphs = _raw(page.article) if setting.raw else _page(page, words, setting)
    lines: list[Line] = []
    for paragraph in paragraphs:
        set_paragraph(paragraph, setting.width, lines, wrapped)
    return Sheet(tuple(lines), tuple(line.start for line in lines))


def _raw(article: Article) -> Iterator[Paragraph]:
    text = article.text
    start = 0
    while True:
        end = text.find("\n", start)
        stop = len(text) if end < 0 else end
        yield Paragraph("raw", start, stop, drawable(text[start:stop]), own=True, gap=0)
        if end < 0:
            return
        start = end + 1


def _page(page: Page, words: Words, setting: Setting) -> Iterator[Paragraph]:
    article = page.article
    blocks = _all_blocks(article)
    shown, at = _title(article, blocks)
    if setting.header and shown is not None:
        for block in blocks[: blocks.index(shown)]:
            yield from _own(article, block, "header")
        blocks = blocks[blocks.index(shown) :]
    if shown is not None:
        yield from _own(article, shown, "title")
    elif article.title:
        yield Paragraph("title", 0, 0, drawable(article.title))
    else:
        yield Paragraph("untitled", 0, 0, words("reading.untitled"))
    for number, (text, runs) in enumerate(meta_lines(page, words, setting)):
        yield Paragraph("meta", at, at, drawable(text), runs=runs, gap=0 if number else 1)
    text, runs = topic_line(page, words)
    if text:
        yield Paragraph("topics", at, at, drawable(text), runs=runs, gap=0)
    for notice in notices_in_words(article, words):
        yield Paragraph("meta", at, at, drawable(notice), gap=0)
    yield from _body(article, [block for block in blocks if block != shown], at, words, setting)
    end = len(article.text)
    marked = [it for it in page.highlights.placed if it.notes]
    if (page.own_notes or marked) and not setting.notes_beside:
        yield Paragraph("rule", end, end, "")
        yield from notes_on(page, words)
        if marked:
            yield from notes_on_highlights(page, marked, words, gap=1 if page.own_notes else 0)
    if page.highlights.lost:
        yield from lost_highlights(page, words)


def _title(article: Article, blocks: list[Block]) -> tuple[Block | None, int]:
    """Return the block that is drawn as the title, if the text has it before all else, and where it ends."""
    for block in blocks:
        if block.kind == "header":
            continue
        if block.kind == "title" and article.title:
            own = " ".join(article.text[block.start : block.end].split())
            if own == " ".join(article.title.split()):
                return block, block.end
        break
    return None, 0


def _all_blocks(article: Article) -> list[Block]:
    """Return the article's blocks with any text that lies in none of them as body: nothing may be lost."""
    found: list[Block] = []
    at = 0
    for block in (*article.blocks, Block(len(article.text), len(article.text), "body")):
        if article.text[at : block.start].strip():
            found.append(Block(at, block.start, "body"))
        if block.end > block.start:
            found.append(block)
        at = max(at, block.end)
    return found


def _body(
    article: Article, blocks: list[Block], at: int, words: Words, setting: Setting
) -> Iterator[Paragraph]:
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if block.kind == "header" and not setting.header:
            continue
        if block.kind != "related":
            kind: LineKind = "body" if block.kind == "title" else block.kind
            follower = blocks[index] if index < len(blocks) else None
            if follower is not None and _opens(article.text, block, follower):
                index += 1
                yield from _run_in(article, block, follower)
            else:
                after_its_kind = kind == "source" and index > 1 and blocks[index - 2].kind == "source"
                yield from _own(article, block, kind, first_gap=0 if after_its_kind else 1)
            continue
        tail = [block]
        while index < len(blocks) and blocks[index].kind == "related":
            tail.append(blocks[index])
            index += 1
        items = count_related(article.text, tail)
        key = "reading.related-open" if setting.related else "reading.related-folded"
        end = tail[0].start if setting.related else tail[-1].end
        yield Paragraph("folded", tail[0].start, end, words(key, n=items))
        if setting.related:
            for part in tail:
                yield from _own(article, part, "related", first_gap=0)


def _own(article: Article, block: Block, kind: LineKind, *, first_gap: int = 1) -> Iterator[Paragraph]:
    """Yield a block's paragraphs without leftover marks of images and tables.

    A line of the file is one; but the lines of a list or a table stand close, and a hard-wrapped text is one
    paragraph, which breaks where this page's lines end.
    """
    gap = first_gap
    lines = [match.span() for match in _LINE.finditer(article.text, block.start, block.end)]
    close = kind in ("title", "related")
    if len(lines) > 1 and not close:
        close = all(_ITEM.match(article.text, *line) for line in lines)
        if not close and _is_wrapped(article.text, lines):
            lines = [(block.start, block.end)]
    for start, end in lines:
        if opening := _OPENING_MARKS.match(article.text, start, end):
            start = opening.end()
        end = start + _without_closing_marks(article.text[start:end])
        if start < end:
            yield Paragraph(kind, start, end, drawable(article.text[start:end]), own=True, gap=gap)
            gap = 0 if close else 1


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether the lines of one block are those of a hard-wrapped text: short, and right below each other."""
    below = all(one[1] + 1 == other[0] for one, other in pairwise(lines))
    return below and all(end - start <= _LONGEST_WRAPPED for start, end in lines)


def _without_closing_marks(text: str) -> int:
    """Return where a line ends once bars and images at its end are left off."""
    kept = text.rstrip(_BARS)
    while kept.endswith(")"):
        opening = kept.rfind("![")
        if opening < 0 or not _IMAGE.fullmatch(kept, opening):
            break
        kept = kept[:opening].rstrip(_BARS)
    return len(kept)


def _opens(text: str, block: Block, follower: Block) -> bool:
    """Whether a source or byline stands on the first line of a body block (``TPO - Bộ Công Thương…``)."""
    on_one_line = "\n" not in text[block.start : follower.start]
    return block.kind in ("byline", "source") and follower.kind == "body" and on_one_line


def _run_in(article: Article, byline: Block, body: Block) -> Iterator[Paragraph]:
    """Yield a body block as one paragraph with the source or byline that opens it."""
    whole = Block(byline.start, body.end, "body")
    for number, paragraph in enumerate(_own(article, whole, "body")):
        if number == 0:
            run = Run(0, body.start - paragraph.start, "reader.meta")
            yield replace(paragraph, runs=(run,))
        else:
            yield paragraph


def count_related(text: str, blocks: list[Block]) -> int:
    """Return how many items a tail of related news holds: its headlines, which end without a full stop.

    A short first line ("Tin mới") is the tail's own label. If nothing looks like a headline, all lines count.
    """
    lines = [
        line.strip() for block in blocks for line in text[block.start : block.end].split("\n") if line.strip()
    ]
    if len(lines) > 1 and len(lines[0].split()) <= 4:
        lines = lines[1:]
    headlines = [line for line in lines if not line.endswith(_SENTENCE_END)]
    return len(headlines) or len(lines)
