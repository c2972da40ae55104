"""``readwise``: the CSV that Readwise imports: a highlight a line, UTF-8, fields in double quotes where they
need them and a double quote in them doubled.

Tags go as Readwise's inline tags: at the start of the note, each behind a dot, without spaces (they become
hyphens). ``Location`` is the highlight's offset in the article's text as it is now, which keeps highlights in
order; it is empty where the highlight is nowhere. A note's own dot at its start, and tags that Readwise takes
for commands (``.h1``, ``.c2``), are kept from being taken for that.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.exchange.shapes import Annotated, Marked

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
BETWEEN = "\n\n---\n\n"
"""Stands between several notes on one highlight: Readwise has room for one."""

_COMMAND = re.compile(r"[hc]\d+$", re.I)
KEPT = "\u2060"
"""Word joiner: unseen, it keeps a dot at the start of a note from being the start of a tag."""


def begins_so(start: bytes) -> bool:
    """Say whether a file that begins so is an export of this kind."""
    return start.startswith(",".join(COLUMNS).encode())


def pieces(items: Iterable[Annotated]) -> Iterator[str]:
    """Yield the file in pieces."""
    yield _line(COLUMNS)
    for item in items:
        about = item.about
        for marked in item.marked:
            it, at = marked.highlight, marked.anchor
            yield _line(
                (
                    it.quote,
                    about.title,
                    about.author or about.source,
                    about.url,
                    note_of(marked),
                    str(at.start) if at is not None and at.status != "lost" else "",
                    it.created.replace("T", " ").replace("Z", "+00:00"),
                )
            )


def note_of(marked: Marked) -> str:
    """Return tags and notes of a highlight as one note."""
    tags = " ".join(f".{inline_tag(tag)}" for tag in marked.highlight.tags)
    text = BETWEEN.join(note.text for note in marked.notes)
    if text.lstrip().startswith("."):
        text = KEPT + text
    return f"{tags}\n{text}" if tags and text else tags or text


def inline_tag(tag: str) -> str:
    """Return a tag as an inline one: without spaces, and no command of Readwise's."""
    joined = "-".join(tag.split())
    return f"{joined}-" if _COMMAND.match(joined) else joined


def _line(fields: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(fields)
    return text.getvalue()
