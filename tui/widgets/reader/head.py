"""The lines under a title: when, whence, by whom, about what, and what the reader has added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.cells import width as cells_of
from tui.tags_in_words import tag_in_words
from tui.widgets.reader.dates import published

if TYPE_CHECKING:
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.sheet import Setting
    from tui.words import Words

_BETWEEN = " · "
_MOST_TOPICS = 4
"""Topics under a title: the best ones; the facets show them all."""
_HARD_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a made-up line (code points of the line's text) with the style it is drawn in."""

    start: int
    end: int
    style: str


Pieces = tuple[str, tuple[Run, ...]]


def meta_lines(page: Page, words: Words, setting: Setting) -> list[Pieces]:
    """Return the date with how it is known, source, author, how many highlights there are, and how many notes
    and where: on one line where that has room, else what the reader has added on a line of its own."""
    article = page.article
    pieces: list[tuple[str, str]] = []
    if article.date is None:
        pieces.append((words("reading.date.unknown"), "reader.meta"))
    else:
        pieces.append((published(article.date, words), "reader.meta"))
    if article.source:
        pieces.append((article.source, "reader.meta"))
    if article.author:
        pieces.append((article.author, "reader.meta"))
    if page.listed.gone:
        pieces.append((words("row.gone"), "list.gone"))
    added: list[tuple[str, str]] = []
    if page.listed.starred:
        added.append(("★", "reader.mark"))
    if page.highlights:
        told = words("reading.highlights", n=len(page.highlights))
        if page.highlights.lost:
            told += words("reading.highlights-lost", n=len(page.highlights.lost))
        added.append((told, "reader.mark"))
    if page.notes:
        told = f"✎ {len(page.notes)}"
        if not setting.notes_beside:
            told = words("reading.notes-below", n=len(page.notes))
            told += _BETWEEN + setting.end_key if setting.end_key else ""
        added.append((told, "reader.mark"))
    together = _in_lines([*pieces, *added], setting.width)
    if len(together) == 1:
        return together
    return [*_in_lines(pieces, setting.width), *_in_lines(added, setting.width)]


def topic_line(page: Page, words: Words) -> Pieces:
    """Return the topics and, apart from them, the #tags; an empty text when there are neither."""
    topics = [(words.topic(topic.id), "reader.topic") for topic in page.article.topics[:_MOST_TOPICS]]
    tags = [(tag_in_words(tag), "reader.tag") for tag in page.listed.tags]
    text, runs = _joined(topics, "  ")
    if not tags:
        return text, runs
    tail, tail_runs = _joined(tags, " ")
    gap = len(text) + 4 if text else 0
    moved = tuple(Run(run.start + gap, run.end + gap, run.style) for run in tail_runs)
    return text.ljust(gap) + tail, runs + moved


def _in_lines(pieces: list[tuple[str, str]], width: int) -> list[Pieces]:
    """Join pieces into as few lines as hold them; none ends with what stands between two."""
    lines: list[list[tuple[str, str]]] = []
    for piece in pieces:
        if lines and cells_of(_joined([*lines[-1], piece], _BETWEEN)[0]) <= width:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [_joined(line, _BETWEEN) for line in lines]


def _joined(pieces: list[tuple[str, str]], between: str) -> Pieces:
    """Join pieces into one text; a piece keeps together when the line is broken."""
    text = ""
    runs: list[Run] = []
    for piece, style in pieces:
        if text:
            text += between
        kept = " ".join(piece.split()).replace(" ", _HARD_SPACE)
        runs.append(Run(len(text), len(text) + len(kept), style))
        text += kept
    return text, tuple(runs)
