"""A stretch of text on a few lines, with what was found in it marked and in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import ELLIPSIS, fill, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from tui.widgets.list.parts import Part

    Span = tuple[int, int]

_LONGEST_WORD = 24
"""Code points looked through for the start of a word."""


def marked_lines(
    text: str, hits: Sequence[Span], cells: int, lines: int, plain: Style, mark: Style
) -> list[list[Part]]:
    """Return a text of one line, broken into at most so many of ``cells``, the ``hits`` (offsets into it) in
    their own style; of a long text the part with the first hit."""
    text, hits = _in_sight(text, hits, cells * lines)
    return marked(text, fill(text, cells, lines), hits, plain, mark)


def marked(
    text: str, lines: Sequence[str], hits: Sequence[Span], plain: Style, mark: Style
) -> list[list[Part]]:
    """Return the lines that a text was broken into by ``cells.fill``, the ``hits`` (offsets into the text) in
    their own style."""
    drawn: list[list[Part]] = []
    at = 0
    for line in lines:
        at += text.startswith(" ", at)
        shown = _shared(line, text, at)  # not what stands for the rest of it
        drawn.append(_pieces(line, at, at + shown, hits, plain, mark))
        at += shown
    return drawn


def _in_sight(text: str, hits: Sequence[Span], cells: int) -> tuple[str, Sequence[Span]]:
    """Leave out what stands far before the first hit, where there is no room for all."""
    if not hits or width(text) <= cells:
        return text, hits
    start, end = hits[0]
    if end <= cells * 2 // 3:
        return text, hits
    first = min(max(0, start - cells // 3), max(0, len(text) - cells + _LONGEST_WORD // 2))
    blank = text.find(" ", first, min(start, first + _LONGEST_WORD))
    first = blank + 1 if blank >= 0 else first
    if not first:
        return text, hits
    by = first - len(ELLIPSIS) - 1
    kept = [(a - by, b - by) for a, b in hits if a >= first]
    return f"{ELLIPSIS} {text[first:]}", kept


def _shared(line: str, text: str, at: int) -> int:
    """Return how much of a line is the text from an offset on."""
    if text.startswith(line, at):
        return len(line)
    pairs = zip(line, text[at : at + len(line)], strict=False)
    return next((n for n, (one, other) in enumerate(pairs) if one != other), len(text) - at)


def _pieces(line: str, start: int, end: int, hits: Sequence[Span], plain: Style, mark: Style) -> list[Part]:
    parts: list[Part] = []
    at = 0
    for first, last in hits:
        first, last = max(first, start) - start, min(last, end) - start
        if first < last and first >= at:
            parts += [(line[at:first], plain), (line[first:last], mark)]
            at = last
    return [part for part in (*parts, (line[at:], plain)) if part[0]]
