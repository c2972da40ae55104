"""A paragraph of a page, and setting it in lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.widgets.reader.head import Run
from tui.widgets.reader.sheet import Line, LineKind
from tui.widgets.reader.wrap import wrap, wrap_even

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORTH_KEEPING = 40
"""Code points from which on a paragraph's breaks are kept: a shorter one has hardly any."""
_DISPLAY: frozenset[LineKind] = frozenset({"title", "heading"})
_INDENT: dict[LineKind, int] = {"caption": 2, "related": 2}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is set in lines: the stretch of the article that it stands at, and its text, the article's where
    ``own``. ``gap`` lines are left blank above it; the rest is as in ``Line``."""

    kind: LineKind
    start: int
    end: int
    text: str
    own: bool = False
    runs: tuple[Run, ...] = ()
    gap: int = 1
    of: str = ""
    note: str = ""
    """The id of the note whose Markdown the text is."""


Wrapped = dict[tuple[str, int], list[tuple[int, int]]]
"""Where paragraphs break, by text and width: a page that is set again with another note on it is the same
text."""


def set_paragraph(
    paragraph: Paragraph, width: int, lines: list[Line], wrapped: Wrapped | None = None
) -> None:
    """Add the lines of a paragraph to those above it."""
    kind, start, text, own = paragraph.kind, paragraph.start, paragraph.text, paragraph.own
    before = lines[-1].end if lines else 0
    lines.extend(Line(before, before, "", "blank") for _ in range(paragraph.gap))
    if kind == "rule":
        lines.append(Line(start, paragraph.end, "─" * min(width, 24), kind))
        return
    if paragraph.note:
        lines += _note_lines(paragraph, width)
        return
    indent = _INDENT.get(kind, 0) if width > 30 else 0
    for begin, end in _broken(text, width - indent, kind, wrapped):
        runs = paragraph.runs and tuple(
            Run(max(run.start, begin) - begin, min(run.end, end) - begin, run.style)
            for run in paragraph.runs
            if run.start < end and run.end > begin
        )
        if own:
            lines.append(Line(start + begin, start + end, text[begin:end], kind, indent, True, runs))
        else:
            lines.append(Line(start, paragraph.end, text[begin:end], kind, indent, False, runs, paragraph.of))


def _note_lines(paragraph: Paragraph, width: int) -> Iterator[Line]:
    """Yield the lines of a note's Markdown."""
    from tui.note_text import set_note

    note, at = set_note(paragraph.text, width), paragraph.start
    for line in note.lines:
        links = tuple((it.start, it.end, note.links[it.number]) for it in line.links)
        yield Line(at, at, line.text, paragraph.kind, runs=line.runs, note=paragraph.note, links=links)


def _broken(text: str, width: int, kind: LineKind, wrapped: Wrapped | None) -> list[tuple[int, int]]:
    if kind in _DISPLAY:
        return wrap_even(text, width)
    if wrapped is None or len(text) < _WORTH_KEEPING:
        return wrap(text, width)
    known = wrapped.get((text, width))
    if known is None:
        known = wrapped[text, width] = wrap(text, width)
    return known
