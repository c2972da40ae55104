"""What is looked for, in its sentence: the passages of a text around names or words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.widgets.reader.quoting import sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.model import Note
    from annotations.query.tree import Query
    from seeds.article import Article, MentionType

Span = tuple[int, int]
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article with what is looked for in it.

    ``start`` and ``end`` are where the first of it stands in the article's text (code points, end-exclusive),
    ``text`` is the sentence on one line, ``hits`` are offsets into that. ``note`` is the id of the note on
    the article that it stands in, if it is not the article's text itself.
    """

    article: str
    start: int
    end: int
    text: str
    hits: tuple[Span, ...]
    note: str = ""


def passages(article: str, text: str, spans: Iterable[Span], *, alone: Span = (0, 0)) -> Iterator[Passage]:
    """Yield the sentences of a text that hold stretches, in order; ``article`` is its id. What stands
    ``alone`` is no part of other sentences."""
    inside: list[Span] = []
    around: Span = (0, 0)
    for start, end in sorted(spans):
        if inside and start < around[1]:
            inside.append((start, min(end, around[1])))
            continue
        if inside:
            yield _passage(article, text, around, inside)
        around = alone if alone[0] <= start < alone[1] else sentence_at(text, start)
        around = min(around[0], start), max(around[1], end)
        inside = [(start, end)]
    if inside:
        yield _passage(article, text, around, inside)


def _passage(article: str, text: str, around: Span, inside: list[Span]) -> Passage:
    first, last = around
    line = _SPACE.sub(" ", text[first:last])
    return Passage(article, *inside[0], line, tuple((start - first, end - first) for start, end in inside))


def said_in(id: str, article: Article, name: str, type: MentionType | None) -> tuple[Passage, ...]:
    """Return the sentences of an article, read with its mentions, that name an entity."""
    spans = [
        (it.start, it.end) for it in article.mentions or () if it.name == name and type in (None, it.type)
    ]
    return tuple(passages(id, article.text, spans))


def hits_in(id: str, text: str, tree: Query, heading: str = "") -> tuple[Passage, ...]:
    """Return the sentences of an article's text in which words of a query stand; its heading is one, without
    what stands above it."""
    from annotations.query.snippets import heading_in, hits

    return tuple(passages(id, text, hits(tree, text), alone=heading_in(text, heading)))


def hits_in_notes(id: str, notes: Iterable[Note], tree: Query) -> Iterator[Passage]:
    """Yield the sentences of the notes on an article in which words of a query stand, if it looks for any
    there."""
    from annotations.query.snippets import hits, in_notes

    sought = in_notes(tree)
    for note in notes:
        for it in passages(id, note.text, hits(sought, note.text)):
            yield replace(it, note=note.id)


def is_told_by_notes(tree: Query, text: str, notes: Iterable[Note]) -> bool:
    """Say whether the notes on an article alone answer a query of words typed side by side: more of these
    stand together in one of them than anywhere in its text, where a lone one says nothing (``places``)."""
    from annotations.query.places import runs_in
    from annotations.query.snippets import in_notes, most_together

    if len(list(runs_in(tree))) != 1:
        return False
    sought = in_notes(tree)
    together = max((most_together(sought, note.text) for note in notes), default=0)
    return together > most_together(tree, text)
