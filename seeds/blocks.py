"""From text to blocks: which stretch is headline, header, byline, heading, body, caption, source or related
news.

A line of the text is a paragraph (lines of a hard-wrapped text are joined first). The head is read from the
top, the tail from the bottom, and what lies between is told apart by shape and by what stands around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seeds import captions, cues, furniture, galleries
from seeds.article import Block
from seeds.heads import TITLE_MOST, read_head
from seeds.paragraphs import ENDS_SENTENCE, MARKDOWN, Line, paragraphs, with_known
from seeds.patterns import later
from seeds.tails import read_tail

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIST_FACT = later(
    r"(?:địa chỉ|giờ|email|giá|điện thoại|website|hotline|sđt|thời gian|khoảng cách|mở cửa)\b[^:]{0,20}:",
    re.I,
)


def split(text: str, *, titled: bool = False, known: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Return the blocks of a cleaned text: in order, without overlap, covering all that is not white space.

    ``titled`` says that the first line is known to be the headline (a page that named it). ``known`` are
    blocks whose kind needs no reading (a page's captions, lists and tables), in order.
    """
    lines = with_known(paragraphs(text), known)
    if not lines:
        return ()
    blocks: list[Block] = []
    body_at = read_head(lines, blocks, titled)
    read_tail(text, lines, body_at, blocks)
    _middle(lines, body_at, blocks)
    for line in lines:
        if line.kind is not None and line.start < line.end:
            blocks.append(Block(line.start, line.end, line.kind))
    return tuple(sorted(blocks, key=lambda block: block.start))


def shown(text: str, block: Block) -> tuple[int, int]:
    """Return the part of a block that is worth showing: without the leftovers of layout tables and Markdown
    around it. Start equals end where nothing is left."""
    start, end = block.start, block.end
    inside = text[start:end]
    if block.kind in ("title", "heading", "caption", "related"):
        lead = re.match(r"(?:!\[[^\]\n]*\]\([^)\n]*\)|[|\s]|#{1,6}\s|\*\*)*", inside)
        start += lead.end() if lead else 0
        while end > start and (text[end - 1] in "| \n" or text.endswith("**", start, end)):
            end -= 2 if text[end - 1] == "*" else 1
    return start, end


def _middle(lines: list[Line], body_at: int, blocks: list[Block]) -> None:
    """Tell captions, headings and pointers from body text between head and tail."""
    inner = [line for line in lines[body_at:] if line.kind is None]
    judge = captions.Judge([line.text for line in inner])
    after_marker = False
    pictures = galleries.pictures_from([line.text for line in inner])
    for at, line in enumerate(inner):
        following = inner[at + 1] if at + 1 < len(inner) else None
        marker = furniture.is_related_marker(line.text)
        if marker or furniture.is_pointer(line.text) or furniture.is_button(line.text):
            line.kind = "related"
            after_marker = marker
            continue
        if after_marker and line.words <= 25 and not ENDS_SENTENCE().search(line.text):
            line.kind = "related"
            continue
        after_marker = False
        if at >= pictures or judge.is_caption(at):
            line.kind = "caption"
        elif at and following is not None and _is_heading(line, following):
            line.kind = "heading"
        else:
            _cut_captions(line, blocks)


def _cut_captions(line: Line, blocks: list[Block]) -> None:
    """Make a paragraph body: its parts between the captions and credits that run into it."""
    line.kind = "body"
    text = line.text
    if line.end - line.start != len(text):
        return
    cuts = captions.inside(text)
    if last := cues.credit_start(text):
        cuts = [cut for cut in cuts if cut[1] <= last] + [(last, len(text))]
    if (pictures := galleries.pictures_start(text)) is not None:
        cuts = [cut for cut in cuts if cut[1] <= pictures] + [(pictures, len(text))]
    start, stop = line.start, line.end
    done = 0
    for begun, ended in cuts:
        blocks.append(Block(start + begun, start + ended, "caption"))
        if part := text[done:begun].strip():
            at = text.index(part, done)
            blocks.append(Block(start + at, start + at + len(part), "body"))
        done = ended
    rest = text[done:].strip()
    line.start = start + text.index(rest, done) if rest else stop
    line.end = line.start + len(rest)


def _is_heading(line: Line, following: Line) -> bool:
    if len(line.text) > TITLE_MOST[1]:
        return False
    text = MARKDOWN().sub("", line.text)
    if line.text.startswith("#"):
        return text != line.text
    if (
        line.words > 22
        or len(text) > 130
        or not text
        or not (text[0].isupper() or text[0].isdigit() or text[0] in "'\"“‘")
    ):
        return False
    if _LIST_FACT().match(text) or (ENDS_SENTENCE().search(text) and not text.endswith("?")):
        return False
    if text.endswith("?") and text.count("?") + text.count(". ") > 1:
        return False
    return following.words >= max(15, line.words + 4)
