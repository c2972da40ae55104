"""A page set in lines: what each line draws, which stretch of the text it stands for, and where a place is.

Every line knows its stretch of ``Article.text``, so that a place in it outlives a resize.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tui.note_text import NoteLink
    from tui.widgets.reader.head import Run

LineKind = Literal[
    "blank", "header", "title", "untitled", "meta", "topics", "heading", "body", "caption", "source",
    "byline", "related", "folded", "rule", "note", "lost", "raw",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line as drawn. ``text`` is the article's own stretch ``start:end`` where ``own``, else made up.

    A made-up line stands at one place of the text (or for the stretch it hides). ``runs`` style its parts.
    ``of`` is the id of the highlight that a made-up line tells of, "" for every other; ``note`` that of the
    note it shows a line of, and ``links`` the note's links in it: their stretch of ``text``, and what
    they are.
    """

    start: int
    end: int
    text: str
    kind: LineKind
    indent: int = 0
    own: bool = False
    runs: tuple[Run, ...] = ()
    of: str = ""
    note: str = ""
    links: tuple[tuple[int, int, NoteLink], ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """How a page is set: the measure in cells, with related news unfolded, or as the raw text.

    ``notes_beside`` says that the notes stand beside the page; else they are set at its end, which the line
    under the title tells with ``end_key``, the key that goes there ("" for none). ``header`` sets the lines
    above the title as well, which the line under it stands for else.
    """

    width: int
    related: bool = False
    raw: bool = False
    notes_beside: bool = False
    end_key: str = ""
    header: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page set in lines. ``starts`` are the lines' start offsets, never falling."""

    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    def line_of(self, offset: int) -> int:
        """Return the line that draws an offset, or the nearest one before it."""
        index = max(0, bisect_right(self.starts, offset) - 1)
        while index > 0 and not self.lines[index].own and self.starts[index - 1] == self.starts[index]:
            index -= 1
        return index

    def draws(self, offset: int) -> bool:
        """Whether an offset stands in a line that is drawn."""
        if not self.starts:
            return False
        line = self.lines[max(0, bisect_right(self.starts, offset) - 1)]
        return line.own and line.start <= offset < line.end

    def folds(self, offset: int) -> bool:
        """Whether an offset is hidden behind a line that says what it hides."""
        if not self.starts:
            return False
        line = self.lines[max(0, bisect_right(self.starts, offset) - 1)]
        return line.kind == "folded" and line.start <= offset < line.end

    def place(self, index: int) -> tuple[int, int]:
        """Return a line's place as an offset and how many lines at that same offset lie before it."""
        start = self.starts[index]
        return start, index - bisect_left(self.starts, start)

    def at_place(self, place: tuple[int, int]) -> int:
        """Return the line nearest a place that was taken from another setting of the same article."""
        offset, nth = place
        first = bisect_left(self.starts, offset)
        if first < len(self.starts) and self.starts[first] == offset:
            last = bisect_right(self.starts, offset) - 1
            return min(first + nth, last)
        return max(0, first - 1)
