"""From text to blocks: which stretch is headline, header, byline, heading, body, caption, source or related
news.

A line of the text is a paragraph (lines of a hard-wrapped text are joined first). The head is read from the
top, the tail from the bottom, and what lies between is told apart by shape and by what stands around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from seeds import bylines, captions, cues
from seeds.article import Block, BlockKind
from seeds.paragraphs import ENDS_SENTENCE, Line, paragraphs, with_known

if TYPE_CHECKING:
    from collections.abc import Sequence

_TITLE_MOST = (45, 250)
"""A headline has at most this many words and code points: the longest in a year of Vietnamese headlines has
37."""

_MARKDOWN = re.compile(r"#{1,6}\s+|\*\*(?=.*\*\*$)")
_LIST_FACT = re.compile(
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
    body_at = _head(lines, blocks, titled)
    _tail(lines, body_at)
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


def _head(lines: list[Line], blocks: list[Block], titled: bool) -> int:
    """Read header, title and byline from the top; return the number of the first line of running text."""
    at = 0
    title_seen = dated = False
    while at < len(lines) and at < 12:
        line = lines[at]
        text = line.text
        if line.kind is not None:
            break
        if titled and at == 0:
            line.kind, title_seen = "title", True
        elif match := cues.DATE_HEADER.match(text):
            dated = True
            _split_line(line, match.end(), "header", blocks)
            if not line.text:
                line.kind = None
            elif not title_seen and _is_title(lines, at):
                line.kind, title_seen = "title", True
            else:
                break
        elif cues.is_date_line(text) or cues.ADDRESS.fullmatch(text):
            line.kind, dated = "header", True
        elif (label := cues.labelled(text)) and len(text) <= 250:
            kind, value = label
            if kind == "title" and value < len(text):
                _split_line(line, value, "header", blocks)
                line.kind, title_seen = "title", True
            else:
                line.kind = "byline" if kind == "author" else "source" if kind == "source" else "header"
                dated = dated or kind == "date"
        elif at == 0 and at + 1 < len(lines) and cues.is_section(text) and _is_title(lines, at + 1):
            line.kind = "header"
        elif not title_seen and (not dated or at < 4) and _is_title(lines, at):
            line.kind, title_seen = "title", True
        elif (title_seen or dated) and at + 1 < len(lines) and _is_top_byline(lines, at, dated):
            line.kind = "byline"
        elif cues.is_table_rest(text) and not captions.has_words(text):
            line.kind = "caption"
        else:
            break
        at += 1
    _datelines(lines, at, blocks)
    return at


def _is_title(lines: list[Line], at: int) -> bool:
    line = lines[at]
    if len(line.text) > _TITLE_MOST[1] or line.words > _TITLE_MOST[0] or not captions.has_words(line.text):
        return False
    text = _MARKDOWN.sub("", line.text)
    if (
        cues.dateline_end(text)
        or cues.is_related_marker(text)
        or cues.is_table_rest(text)
        or cues.is_credited(text)
    ):
        return False
    if at + 1 == len(lines):
        return line.words <= 25 and not ENDS_SENTENCE.search(text)
    following = lines[at + 1].text
    if cues.is_date_line(following):
        return True
    if text[-1] in ".,;:" and not text.endswith("..."):
        return False
    return not (following[0].islower() and len(text) > 40)


def _is_top_byline(lines: list[Line], at: int, dated: bool) -> bool:
    """Say whether a line under the headline signs the article. The place of the news may stand there as
    well: without a date beside it, a mere name is none."""
    line = lines[at]
    dated_below = cues.is_date_line(lines[at + 1].text)
    if line.words > 12 or (lines[at + 1].words <= 12 and not dated_below):
        return False
    beside = dated or dated_below
    return bylines.is_byline(line.text) if beside else bylines.is_signed(line.text)


def _datelines(lines: list[Line], at: int, blocks: list[Block]) -> None:
    """Cut the outlet's code from the first paragraphs (``TPO - ``)."""
    for line in lines[at : at + 3]:
        if line.kind is None and (end := cues.dateline_end(line.text)):
            _split_line(line, end, "source", blocks)
            return


def _split_line(line: Line, length: int, kind: BlockKind, blocks: list[Block]) -> None:
    """Make the first ``length`` code points of a line a block of their own and leave the rest in the line."""
    head = line.text[:length].rstrip()
    if head:
        blocks.append(Block(line.start, line.start + len(head), kind))
    rest = line.text[length:]
    line.start += length + len(rest) - len(rest.lstrip())
    line.text = rest.strip()


def _tail(lines: list[Line], body_at: int) -> None:
    """Read related news, source lines and bylines from the bottom."""
    last = _related_from(lines, body_at)
    for line in lines[last:]:
        line.kind = "related"
    signed = 0
    at = last - 1
    while at > body_at:
        line = lines[at]
        if line.kind is not None:
            pass
        elif cues.is_pointer(line.text):
            line.kind = "related"
        elif cues.source_named(line.text) is not None:
            line.kind = "source"
        elif cues.is_table_rest(line.text) and not captions.has_words(line.text):
            line.kind = "caption"
        elif signed < 2 and line.words <= 25 and bylines.is_byline(line.text):
            line.kind = "byline"
            signed += 1
        elif signed == 0 and at > body_at + 1 and bylines.is_expert(lines[at - 1].text) and line.words <= 12:
            line.kind = "byline"  # where the expert of the line above works
        elif signed == 0 and (bylines.is_expert(line.text) or (at == last - 1 and _is_nickname(line.text))):
            line.kind = "byline"
            signed += 1
        elif signed == 0 and cues.is_credited(line.text):
            line.kind = "caption"
        elif signed == 0 and line.text.startswith("*") and line.words <= 20:
            pass  # a note under the byline: names have been changed
        else:
            break
        at -= 1


def _is_nickname(text: str) -> bool:
    """Say whether the last line is one capitalised word: readers who write to a paper sign so."""
    return text.isalpha() and 2 <= len(text) <= 14 and text[0].isupper()


def _related_from(lines: list[Line], body_at: int) -> int:
    """Return the number of the line from which on all is other news; the number of lines when nothing is."""
    total = lines[-1].end or 1
    for at in range(body_at + 1, len(lines)):
        line = lines[at]
        if cues.is_related_marker(line.text):
            signed = any(bylines.is_byline(before.text) for before in lines[max(body_at, at - 2) : at])
            if signed or line.start * 5 >= total * 2:
                return at
    return len(lines)


def _middle(lines: list[Line], body_at: int, blocks: list[Block]) -> None:
    """Tell captions, headings and pointers from body text between head and tail."""
    inner = [line for line in lines[body_at:] if line.kind is None]
    judge = captions.Judge([line.text for line in inner])
    after_marker = False
    for at, line in enumerate(inner):
        following = inner[at + 1] if at + 1 < len(inner) else None
        if cues.is_related_marker(line.text) or cues.is_pointer(line.text):
            line.kind = "related"
            after_marker = cues.is_related_marker(line.text)
            continue
        if after_marker and line.words <= 25 and not ENDS_SENTENCE.search(line.text):
            line.kind = "related"
            continue
        after_marker = False
        if judge.is_caption(at):
            line.kind = "caption"
        elif at and following is not None and _is_heading(line, following):
            line.kind = "heading"
        else:
            line.kind = "body"
            if (cut := cues.credit_start(line.text)) and line.end - line.start == len(line.text):
                blocks.append(Block(line.start + cut, line.end, "caption"))
                line.end = line.start + len(line.text[:cut].rstrip())


def _is_heading(line: Line, following: Line) -> bool:
    if len(line.text) > _TITLE_MOST[1]:
        return False
    text = _MARKDOWN.sub("", line.text)
    if line.text.startswith("#"):
        return text != line.text
    if (
        line.words > 22
        or len(text) > 130
        or not text
        or not (text[0].isupper() or text[0].isdigit() or text[0] in "'\"“‘")
    ):
        return False
    if _LIST_FACT.match(text) or (ENDS_SENTENCE.search(text) and not text.endswith("?")):
        return False
    if text.endswith("?") and text.count("?") + text.count(". ") > 1:
        return False
    return following.words >= max(15, line.words + 4)
