"""Where a caret can stand on a set page, and where each motion takes it.

A place is the offset (code points into ``Article.text``) at which a letter begins that the page draws; a
letter is never parted from its marks. What the page does not draw (a folded tail, the leftovers of an image)
is stepped over.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING
from unicodedata import combining

from tui.widgets.reader.quoting import FAR, sentence_at
from tui.widgets.reader.wrap import clusters

if TYPE_CHECKING:
    from tui.widgets.reader.sheet import Line, Sheet

Stretch = tuple[int, int]


class Caret:
    """The motions over one sheet. All take and return places; at the ends of the page they stay."""

    def __init__(self, sheet: Sheet, text: str) -> None:
        """Take a sheet and the article's text that it draws."""
        self.sheet = sheet
        self._text = text
        lines = sheet.lines
        self._inked = [at for at, line in enumerate(lines) if _inks(line)]
        self._starts = [lines[at].start for at in self._inked]

    def __bool__(self) -> bool:
        """Whether there is any letter to stand on."""
        return bool(self._inked)

    def nearest(self, offset: int) -> int:
        """Return the place that holds an offset, else the next one after it, else the last one."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0:
            line = self.sheet.lines[self._inked[at]]
            if offset < line.end:
                return max(
                    line.start + start for start, _ in self._letters(at) if line.start + start <= offset
                )
        if at + 1 < len(self._starts):
            return self._starts[at + 1]
        return self._last_of(at)

    def end_of(self, place: int) -> int:
        """Return where the letter at a place ends (exclusive)."""
        at = self._line_of(place)
        line = self.sheet.lines[self._inked[at]]
        return next(
            (line.start + end for start, end in self._letters(at) if line.start + start >= place), place + 1
        )

    def row_of(self, place: int) -> int:
        """Return the line of the sheet that draws a place."""
        return self._inked[self._line_of(place)]

    def column_of(self, place: int) -> int:
        """Return how many cells stand before a place in its line."""
        line = self.sheet.lines[self.row_of(place)]
        return sum(wide for start, _, wide in clusters(line.text) if line.start + start < place)

    def at_column(self, row: int, column: int) -> int:
        """Return the place in the drawn line nearest to ``row`` whose cell is ``column``, or its last one."""
        at = min(bisect_left(self._inked, row), len(self._inked) - 1)
        line = self.sheet.lines[self._inked[at]]
        used, place = 0, line.start
        for start, _, wide in clusters(line.text):
            if used > column:
                break
            place, used = line.start + start, used + wide
        return place

    def left(self, place: int) -> int:
        """Return the letter before."""
        at = self._line_of(place)
        line = self.sheet.lines[self._inked[at]]
        before = [line.start + start for start, _ in self._letters(at) if line.start + start < place]
        if before:
            return before[-1]
        return self._last_of(at - 1) if at else place

    def right(self, place: int) -> int:
        """Return the letter after."""
        at = self._line_of(place)
        end = self.end_of(place)
        if end < self.sheet.lines[self._inked[at]].end:
            return end
        return self._starts[at + 1] if at + 1 < len(self._starts) else place

    def lines(self, place: int, by: int, column: int) -> int:
        """Return the place ``by`` drawn lines on (back if negative), as near to ``column`` as it gets."""
        at = max(0, min(self._line_of(place) + by, len(self._inked) - 1))
        return self.at_column(self._inked[at], column)

    def line_start(self, place: int) -> int:
        """Return the first letter of the line."""
        return self._starts[self._line_of(place)]

    def line_end(self, place: int) -> int:
        """Return the last letter of the line."""
        return self._last_of(self._line_of(place))

    def first(self) -> int:
        """Return the first letter of the page."""
        return self._starts[0]

    def last(self) -> int:
        """Return the last letter of the page."""
        return self._last_of(len(self._inked) - 1)

    def next_word(self, place: int) -> int:
        """Return where the next word begins; signs between words are stepped over."""
        text, at = self._text, place
        while at < len(text) and _in_word(text[at]):
            at += 1
        while at < len(text) and not _in_word(text[at]):
            at += 1
        return self.nearest(at) if at < len(text) else self.last()

    def word_end(self, place: int) -> int:
        """Return the last letter of the word, or of the next one if it stands there already."""
        text, at = self._text, self.end_of(place)
        while at < len(text) and not _in_word(text[at]):
            at += 1
        while at < len(text) and _in_word(text[at]):
            at += 1
        return max(place, self.before(at))

    def word_start(self, place: int) -> int:
        """Return where the word begins, or the word before if it stands there already."""
        text, at = self._text, place
        while at > 0 and not _in_word(text[at - 1]):
            at -= 1
        while at > 0 and _in_word(text[at - 1]):
            at -= 1
        return min(place, self.nearest(at))

    def word_before(self, place: int) -> int:
        """Return the last letter of the word before the one at a place."""
        text, at = self._text, place
        while at > 0 and _in_word(text[at - 1]):
            at -= 1
        while at > 0 and not _in_word(text[at - 1]):
            at -= 1
        return min(place, self.before(at))

    def word(self, place: int) -> Stretch:
        """Return the first and the last letter of the word at a place; the sign itself where one stands."""
        start, end = whole_words(self._text, place, place + 1)
        return self.nearest(start), max(self.nearest(start), self.before(end))

    def before(self, offset: int) -> int:
        """Return the last place before an offset: where a stretch that ends there has its last letter."""
        at = bisect_left(self._starts, offset) - 1
        if at < 0:
            return self._starts[0]
        line = self.sheet.lines[self._inked[at]]
        within = [line.start + start for start, _ in self._letters(at) if line.start + start < offset]
        return within[-1] if within else line.start

    def sentence(self, place: int) -> Stretch:
        """Return the sentence around a place; it may run over the lines of a hard-wrapped paragraph, but not
        over those of a list of other news."""
        if self.sheet.lines[self.row_of(place)].kind == "related":
            return sentence_at(self._text, place)
        return sentence_at(self._text, place, within=self.paragraph(place, FAR))

    def paragraph(self, place: int, far: int | None = None) -> Stretch:
        """Return the paragraph around a place: the lines that stand together without one left blank.

        With ``far``, no more of it than so many code points to each side and what fills up their lines.
        """
        lines = self.sheet.lines
        start, end = (0, len(self._text)) if far is None else (place - far, place + far)
        first = last = self.row_of(place)
        while first > 0 and lines[first].start > start and _inks(lines[first - 1]):
            first -= 1
        while last + 1 < len(lines) and lines[last].end < end and _inks(lines[last + 1]):
            last += 1
        return lines[first].start, lines[last].end

    def onward(self, place: int, around: str) -> int:
        """Return the last letter of the ``sentence`` or ``paragraph``, or of the next one if it is there."""
        end = self.before(self._around(place, around)[1])
        if end > place:
            return end
        following = self.right(place)
        return max(place, self.before(self._around(following, around)[1]))

    def backward(self, place: int, around: str) -> int:
        """Return the first letter of the ``sentence`` or ``paragraph``, or of the one before likewise."""
        start = self.nearest(self._around(place, around)[0])
        if start < place:
            return start
        before = self.left(place)
        while self._text[before].isspace() and (further := self.left(before)) < before:
            before = further  # the space between two sentences is the later one's
        return min(place, self.nearest(self._around(before, around)[0]))

    def next_start(self, place: int, around: str) -> int:
        """Return where the next ``sentence`` or ``paragraph`` begins; the place itself where there is
        none."""
        end = self._around(place, around)[1]
        following = self.nearest(end)
        if following <= place or following < end:
            return place
        start = self._around(following, around)[0]  # past the space between two sentences
        return self.nearest(start) if start > following else following

    def _around(self, place: int, around: str) -> Stretch:
        return self.paragraph(place) if around == "paragraph" else self.sentence(place)

    def _line_of(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)

    def _letters(self, at: int) -> list[Stretch]:
        return [(start, end) for start, end, _ in clusters(self.sheet.lines[self._inked[at]].text)]

    def _last_of(self, at: int) -> int:
        line = self.sheet.lines[self._inked[at]]
        return line.start + self._letters(at)[-1][0]


def whole_words(text: str, start: int, end: int) -> Stretch:
    """Return a stretch of a text with the words that it cuts at its ends taken in whole."""
    if start < end and _in_word(text[start]):
        while start > 0 and _in_word(text[start - 1]):
            start -= 1
    if start < end and _in_word(text[end - 1]):
        while end < len(text) and _in_word(text[end]):
            end += 1
    return start, end


def _in_word(letter: str) -> bool:
    return letter.isalnum() or combining(letter) > 0


def _inks(line: Line) -> bool:
    return line.own and line.end > line.start
