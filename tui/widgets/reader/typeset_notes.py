"""Setting what the reader has written: notes below or beside the text, and highlights without a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.kinds import SIGNS
from tui.widgets.reader.dates import day_of
from tui.widgets.reader.head import Run
from tui.widgets.reader.paragraphs import Paragraph, set_paragraph
from tui.widgets.reader.wrap import drawable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.model import Note
    from tui.widgets.reader.page import Page
    from tui.widgets.reader.placed import Placed
    from tui.widgets.reader.sheet import Line, LineKind
    from tui.words import Words

_LONGEST_QUOTE = 240
"""Code points of a quote below the text; the card shows more."""
_MOST_LINES, _MOST_LETTERS = 60, 6_000
"""Lines and code points of a note that are set with the article; its page shows all of it. A note may be as
long as a book: the article stays quick beside it."""


def notes_in_lines(page: Page, words: Words, width: int) -> tuple[Line, ...]:
    """Set the notes on an article as such in lines of at most ``width`` cells, under their heading."""
    lines: list[Line] = []
    for paragraph in notes_on(page, words):
        set_paragraph(paragraph, width, lines)
    return tuple(lines)


def highlight_notes_in_lines(it: Placed, words: Words, width: int) -> tuple[Line, ...]:
    """Set the notes on a highlight in lines of at most ``width`` cells."""
    lines: list[Line] = []
    for number, note in enumerate(it.notes):
        for paragraph in _note(note, 0, words, gap=1 if number else 0):
            set_paragraph(paragraph, width, lines)
    return tuple(lines)


def kept_in_lines(
    marked: Sequence[Placed], notes: Sequence[Note], words: Words, width: int
) -> tuple[Line, ...]:
    """Set what was marked in an article that cannot be read, and the notes on it."""
    lines: list[Line] = []
    paragraphs: list[Paragraph] = []
    if marked:
        title = words("reading.gone-highlights", n=len(marked))
        paragraphs.append(Paragraph("note", 0, 0, title, runs=(Run(0, len(title), "reader.meta"),), gap=2))
    for it in marked:
        paragraphs += [
            _quoted(it, 0, "lost", most=_MOST_LETTERS),
            *(part for note in it.notes for part in _note(note, 0, words, gap=0)),
        ]
    if notes:
        title = words("reading.notes")
        paragraphs.append(Paragraph("note", 0, 0, title, runs=(Run(0, len(title), "reader.meta"),), gap=2))
    for note in notes:
        paragraphs += _note(note, 0, words)
    for paragraph in paragraphs:
        set_paragraph(paragraph, width, lines)
    return tuple(lines)


def notes_on(page: Page, words: Words) -> Iterator[Paragraph]:
    """Yield the notes on the article as such, under their heading."""
    if not page.own_notes:
        return
    end = len(page.article.text)
    title = words("reading.notes")
    yield Paragraph("note", end, end, title, runs=(Run(0, len(title), "reader.meta"),), gap=0)
    for note in page.own_notes:
        yield from _note(note, end, words)


def _note(note: Note, end: int, words: Words, *, gap: int = 1) -> Iterator[Paragraph]:
    """Yield a note under its day."""
    if day := day_of(note.created, words):
        yield Paragraph("note", end, end, day, runs=(Run(0, len(day), "reader.meta"),), gap=gap)
        gap = 0
    shown, left = _beginning(note.text)
    yield Paragraph("note", end, end, shown, gap=gap, note=note.id)
    if left:
        yield Paragraph("note", end, end, words("reading.note-folded", n=left), gap=0, note=note.id)


def _beginning(text: str) -> tuple[str, int]:
    """Return as much of a note as is set with the article, and how many of its lines are not, or not
    whole."""
    at = 0
    for _ in range(_MOST_LINES):
        if not (at := text.find("\n", at) + 1):
            break
    if not at and len(text) <= _MOST_LETTERS:
        return text, 0
    cut = min(at or len(text), _MOST_LETTERS)
    space = max(text.rfind(" ", 0, cut), text.rfind("\n", 0, cut))
    if cut == _MOST_LETTERS and space > cut // 2:
        cut = space + 1
    left = text[cut:].strip("\n")
    return text[:cut], left.count("\n") + 1 if left.strip() else 0


def notes_on_highlights(
    page: Page, marked: Sequence[Placed], words: Words, *, gap: int
) -> Iterator[Paragraph]:
    """Yield the notes on highlights, each under what it is on."""
    end = len(page.article.text)
    title = words("reading.notes-on-highlights")
    yield Paragraph("note", end, end, title, runs=(Run(0, len(title), "reader.meta"),), gap=gap)
    for it in marked:
        yield _quoted(it, end, "note")
        for note in it.notes:
            yield from _note(note, end, words, gap=0)


def lost_highlights(page: Page, words: Words) -> Iterator[Paragraph]:
    """Yield the highlights that have no place in this text, with what is written on them."""
    end = len(page.article.text)
    yield Paragraph("rule", end, end, "")
    title = words("reading.lost", n=len(page.highlights.lost))
    yield Paragraph("note", end, end, title, runs=(Run(0, len(title), "reader.meta"),), gap=0)
    for it in page.highlights.lost:
        yield _quoted(it, end, "lost")
        for note in it.notes:
            yield from _note(note, end, words, gap=0)


def _quoted(it: Placed, at: int, kind: LineKind, *, most: int = _LONGEST_QUOTE) -> Paragraph:
    """Return what was marked, under its sign, at most so many code points of it."""
    quote = drawable(" ".join(it.highlight.quote[: 4 * most].split()))
    if len(quote) > most:
        quote = quote[:most].rsplit(" ", 1)[0] + "…"
    sign = SIGNS[it.highlight.kind]
    runs = (Run(0, 1, f"kind.{it.highlight.kind}"), Run(1, len(quote) + 4, "reader.quoted"))
    return Paragraph(kind, at, at, f"{sign} “{quote}”", runs=runs, of=it.highlight.id)
