"""Reading Readwise's CSV: the form it imports and the one it exports, told apart by their columns."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from annotations.exchange.reading import read_text, time_of
from annotations.exchange.readwise_writing import BETWEEN, KEPT
from annotations.exchange.shapes import About, Given, GivenHighlight, GivenNote
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS = {
    "highlight": "quote",
    "title": "title",
    "book title": "title",
    "author": "author",
    "book author": "author",
    "url": "url",
    "note": "note",
    "location": "location",
    "date": "date",
    "highlighted at": "date",
    "tags": "tags",
    "color": "color",
    "document tags": "article-tags",
}
"""The columns of both forms, folded, with what they say."""

_COLORS = {it: it for it in ("yellow", "green", "blue", "red", "purple")} | {"pink": "red"}
_INLINE = re.compile(r"\s*\.([^\s.,][^\s,]*)")
_LONGEST_FIELD = 10_000_000
LIMIT = 64 * 1024 * 1024
"""Bytes of a file, at most."""
MANY = 500_000
"""Lines of a file, at most."""


def given(path: Path) -> Iterator[Given]:
    """Yield what a file brings, a line at a time. Raises ``Problem``: as ``read_text``, ``import-csv`` for
    what is no CSV, ``import-not-readwise`` for one without highlights' column."""
    text = read_text(path, LIMIT)
    if "\0" in text:
        raise Problem("import-csv", line=text[: text.index("\0")].count("\n") + 1)
    csv.field_size_limit(_LONGEST_FIELD)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        names = [_COLUMNS.get(it.strip().lower(), "") for it in next(rows, [])]
        if "quote" not in names:
            raise Problem("import-not-readwise")
        for at, row in enumerate(rows):
            if at >= MANY:
                raise Problem("import-many", most=MANY)
            found = {name: cell for name, cell in zip(names, row, strict=False) if name}
            if found.get("quote", "").strip():
                yield _given(found)
    except csv.Error:
        raise Problem("import-csv", line=rows.line_num) from None


def _given(row: dict[str, str]) -> Given:
    tags, note = split_note(row.get("note", ""))
    tags += [it.strip() for it in row.get("tags", "").split(",") if it.strip()]
    at, location = time_of(row.get("date", "")), row.get("location", "").strip()
    start = int(location) if location.isascii() and location.isdecimal() and len(location) < 10 else -1
    return Given(
        About(
            title=row.get("title", "").strip(),
            author=row.get("author", "").strip(),
            url=row.get("url", "").strip(),
        ),
        inline=True,
        tags=tuple(it.strip() for it in row.get("article-tags", "").split(",") if it.strip()),
        highlights=(
            GivenHighlight(
                quote=row["quote"].strip(),
                start=start,
                kind=_COLORS.get(row.get("color", "").strip().lower(), ""),
                tags=tuple(dict.fromkeys(tags)),
                notes=tuple(
                    GivenNote(it, created=at, modified=at) for it in note.split(BETWEEN) if it.strip()
                ),
                created=at,
                modified=at,
            ),
        ),
    )


def split_note(note: str) -> tuple[list[str], str]:
    """Return the inline tags at the start of a note, and what is left of it."""
    tags: list[str] = []
    at = 0
    while match := _INLINE.match(note, at):
        tags.append(match[1])
        at = match.end()
    rest = note[at:].lstrip("\r\n ") if tags else note
    return tags, rest.removeprefix(KEPT)
