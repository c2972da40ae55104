"""The operations on highlights: marking a stretch of an article, and what becomes of the mark.

Nothing here writes: each function returns an ``Operation`` for ``Store.apply``, as in
``annotations.actions``. A highlight's notes and tags are documents of their own that name it; they go with it
and come back with it.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from annotations.actions import Puts, clean_tag, clean_text, note_document, tag_id, touch
from annotations.documents import packed, selector_document
from annotations.model import (
    CONTEXT,
    KINDS,
    WIDEST_CONTEXT,
    Highlight,
    HighlightKind,
    Operation,
    Selector,
    Subject,
)
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.store import Store
    from seeds.article import Article

_CUT_AHEAD, _CUT_BEHIND = re.compile(r"^\S*\s*"), re.compile(r"\s*\S*$")
_EDGES = re.compile(r"^\W+|\W+$")

LONGEST_NAME = 40
"""Characters of what a kind is called, at most: it has to fit beside others on a line."""


def select(article: Article, start: int, end: int) -> Selector:
    """Return what says which stretch of an article is meant: ``start`` to ``end`` without the white space at
    its ends.

    Raises ``Problem("highlight-empty")`` when nothing else is left of it.
    """
    text = article.text
    start, end = max(0, start), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise Problem("highlight-empty")
    return selector(text, start, end, article.text_hash)


def selector(text: str, start: int, end: int, text_hash: str) -> Selector:
    """Return what says which stretch of a text is meant.

    Of what stands around it so much is kept as tells it from others that read the same, where
    ``WIDEST_CONTEXT`` is enough for that: without the text there is nothing else to go by.
    """
    size = CONTEXT
    while size <= WIDEST_CONTEXT:
        low, high = max(0, start - size), min(len(text), end + size)
        if _stands_once(text, low, start, end, high):
            break
        size *= 2
    else:
        low, high = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    return Selector(start, end, text[start:end], text[low:start], text[end:high], text_hash)


def _stands_once(text: str, low: int, start: int, end: int, high: int) -> bool:
    """Return whether the words of a stretch and of what is kept around it stand once in a text: words that
    are cut, and marks at the ends, tell nothing apart once the text is spelt otherwise."""
    before = _CUT_AHEAD.sub("", text[low:start]) if low else text[:start]
    after = _CUT_BEHIND.sub("", text[end:high]) if high < len(text) else text[end:]
    words = _EDGES.sub("", before + text[start:end] + after)
    return text.find(words, text.find(words) + 1) < 0


def mark(
    store: Store,
    subject: Subject,
    article: Article,
    start: int,
    end: int,
    kind: HighlightKind = KINDS[0],
    *,
    tags: Iterable[str] = (),
    note: str = "",
) -> Operation:
    """Mark a stretch of an article. Its id: see ``highlight_id``.

    ``article`` is as it was read from its file. Raises ``Problem`` as ``select``, and for a tag that cannot
    be one.
    """
    name = os.urandom(8).hex()
    put: Puts = {
        **touch(store, subject),
        **_highlight(store, name, subject.id, article, select(article, start, end), kind),
    }
    for tag in dict.fromkeys(map(clean_tag, tags)):
        put["tag", tag_id(name, tag)] = {"article": subject.id, "name": tag, "highlight": name}
    if note.strip():
        put["note", os.urandom(8).hex()] = note_document(subject.id, note, name)
    return Operation("highlight-add", {"kind": kind}, put)


def highlight_id(operation: Operation) -> str:
    """Return the id of the highlight that an operation writes."""
    return next(name for kind, name in operation.put if kind == "highlight")


def move(
    store: Store, subject: Subject, highlight: Highlight, article: Article, start: int, end: int
) -> Operation:
    """Have a highlight mark another stretch: to make it longer or shorter, or to attach a lost one again."""
    selector = select(article, start, end)
    put = {
        **touch(store, subject),
        **_highlight(store, highlight.id, subject.id, article, selector, highlight.kind),
    }
    anchor = highlight.anchor_in(article.text_hash)
    lost = anchor is not None and anchor.status == "lost"
    return Operation(
        "highlight-attach" if lost else "highlight-resize",
        {},
        put,
        base={("highlight", highlight.id): highlight.version},
    )


def set_kind(store: Store, highlights: Sequence[Highlight], kind: HighlightKind) -> Operation:
    """Give highlights another kind."""
    put: Puts = {
        ("highlight", it.id): {"article": it.article, "kind": kind, **selector_document(it.selector)}
        for it in highlights
    }
    return Operation("highlight-kind", {"kind": kind, "n": len(highlights)}, put)


def delete(store: Store, highlights: Sequence[Highlight]) -> Operation:
    """Delete highlights with the notes and tags on them."""
    put: Puts = {}
    for it in highlights:
        put["highlight", it.id] = None
        for note in store.notes_on(it.id):
            put["note", note.id] = None
        for tag in it.tags:
            put["tag", tag_id(it.id, tag)] = None
    return Operation("highlight-delete", {"n": len(highlights)}, put)


def tag(
    store: Store, highlights: Sequence[Highlight], add: Iterable[str] = (), remove: Iterable[str] = ()
) -> Operation:
    """Put tags on highlights and take others off. ``Problem`` for a tag that cannot be one."""
    added = list(dict.fromkeys(map(clean_tag, add)))
    removed = [one for one in dict.fromkeys(map(clean_tag, remove)) if one not in added]
    put: Puts = {}
    for it in highlights:
        for one in added:
            if one not in it.tags:
                put["tag", tag_id(it.id, one)] = {"article": it.article, "name": one, "highlight": it.id}
        for one in removed:
            if one in it.tags:
                put["tag", tag_id(it.id, one)] = None
    name = "tag" if added and not removed else "untag" if removed and not added else "retag"
    values = {"added": added, "removed": removed, "n": len(highlights)}
    return Operation(f"{name}-highlights", values, put)


def name_kind(store: Store, kind: HighlightKind, name: str) -> Operation:
    """Say what a kind of highlights means; "" gives it back the name it came with."""
    called = " ".join(clean_text(name).split())[:LONGEST_NAME]
    return Operation("kind-name", {"kind": kind, "name": called}, {("kind", kind): {"name": called}})


def _highlight(
    store: Store, name: str, article_id: str, article: Article, selector: Selector, kind: HighlightKind
) -> Puts:
    """Return the document of a highlight, and that of the text it is made on where it is not kept yet."""
    body: dict[str, Any] = {"article": article_id, "kind": kind, **selector_document(selector)}
    put: Puts = {("highlight", name): body}
    if store.kept_text(selector.text) != article.text:
        put["text", selector.text] = {"article": article_id, "packed": packed(article.text)}
    return put
