"""The page on the query language as lines of the help: what is written, what it means, a query with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.text import fold
from tui.cells import fill, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.query_table import QueryRow, QuerySection
    from tui.themes import Look
    from tui.widgets.list.parts import Part
    from tui.words import Words

_WRITTEN = 34
"""Cells of the column of what is written, where what it means stands beside it."""
_BESIDE = 88
"""From this width on it does."""
_MOST = 8


def query_lines(
    page: Sequence[QuerySection], text: str, line_width: int, look: Look, words: Words
) -> Iterator[list[Part]]:
    """Yield the lines of the page's rows that have all words of a text, under their headings; "" for all."""
    wanted = fold(text).split()
    for section in page:
        searched = fold(section.title)
        rows = [
            row
            for row in section.rows
            if all(word in _searchable(row) or word in searched for word in wanted)
        ]
        if not rows:
            continue
        yield []
        yield [(section.title.upper(), look.style("picker.group"))]
        for line in fill(section.note, max(8, line_width - 2), _MOST) if section.note else ():
            yield [(" " + line, look.style("box.muted"))]
        for row in rows:
            yield from _lines(row, line_width, look, words)


def _lines(row: QueryRow, line_width: int, look: Look, words: Words) -> Iterator[list[Part]]:
    key, muted = look.style("box.key"), look.style("box.muted")
    means = row.told(words)
    beside = bool(means) and line_width >= _BESIDE
    room = _WRITTEN if beside else line_width - 1
    written = list(row.lines(max(8, room - 1)))
    told = fill(means, max(8, line_width - 2 - (_WRITTEN if beside else 3)), _MOST) if means else []
    if not beside:
        for line in written:
            yield [(" " + line, key)]
        for line in told:
            yield [("    " + line, muted)]
        return
    for at in range(max(len(written), len(told))):
        left = written[at] if at < len(written) else ""
        yield [
            (" " + left + " " * (_WRITTEN - width(left)), key),
            (told[at] if at < len(told) else "", muted),
        ]


def _searchable(row: QueryRow) -> str:
    return fold(" ".join((*row.written, row.means, row.example)))
