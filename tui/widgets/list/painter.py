"""One row of the article list as strips: what stands in which column, and in which style."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from seeds.text import display_safe
from tui.cells import ELLIPSIS, composed, cut, fill, width
from tui.dates_in_words import DAY_CELLS, day_label, in_words
from tui.marked_text import marked, marked_lines
from tui.tags_in_words import tags_in_words
from tui.widgets.list.parts import BAR, Part, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from annotations.collection import Listed
    from tui.themes import Look
    from tui.words import Words

Cursor = Literal["none", "here", "away", "chosen"]
"""Whether a row is the cursor's, and whether the list has the focus (``here``) or not (``away``); or whether
it is among several that are ``chosen``, the cursor's being the last."""

Spans: TypeAlias = tuple[tuple[int, int], ...]


class Excerpt(NamedTuple):
    """Where in an article is what is looked for: a stretch of its ``text`` on one line with the ``hits`` in
    it (offsets), how often it stands in all of the article, and where in its ``title`` (``composed``).
    ``noted``: that stretch, and the times, are of what the reader has written on it."""

    text: str = ""
    hits: Spans = ()
    times: int = 0
    title: str = ""
    in_title: Spans = ()
    noted: bool = False


NO_EXCERPT = Excerpt()

UNREAD, STAR, NOTE, HIGHLIGHT = "●", "★", "✎", "◆"
_DAY_AT = 3
_NO_YEAR_CELLS = 5
"""Cells of a day column that also names the month: ``08/05``."""
_WIDE = 72
"""From this width on, a title has room on one line: rows are two lines high and many fit."""
_NARROW = 32
"""Below this width, the day gives its column to the title."""
_LOW = 10
"""Below this height, rows are two lines high at any width."""

_LEAST_EXCERPT = 16
"""With fewer cells, an excerpt needs them all."""
_BETWEEN = " · "
_STUMP = 3
"""What is cut down to this many letters says nothing any more."""
_STYLES = (
    *("title", "title_unread", "title_archived", "date", "meta", "tag", "mark", "unread", "gone"),
    *("section", "count", "excerpt", "hit"),
)


class Shape(NamedTuple):
    """The columns of a row: ``width`` cells in all, ``title_lines`` lines of title over one of facts.

    ``excerpt`` says whether a line is left below them for what is looked for in the text.
    ``dated`` is ``column`` when the day has its own column, ``day`` when it opens the line of facts, and
    ``full`` when the whole date does (there is no month above the row that would say the rest).
    """

    width: int
    title_lines: int
    dated: Literal["column", "day", "full"]
    excerpt: bool = False

    @property
    def height(self) -> int:
        """Lines a row takes."""
        return self.title_lines + 1 + self.excerpt

    @property
    def title_at(self) -> int:
        """The column where titles begin."""
        return _DAY_AT + DAY_CELLS + 1 if self.dated == "column" else _DAY_AT

    @classmethod
    def of(cls, width: int, height: int, grouped: bool, *, excerpt: bool = False) -> Shape:
        """Choose the shape for a pane of so many cells and lines, with room for an ``excerpt`` if it may."""
        lines = 1 if width >= _WIDE or height < _LOW else 2
        dated: Literal["column", "day", "full"] = "column" if width >= _NARROW else "day"
        return cls(width, lines, dated if grouped else "full", excerpt and height >= _LOW)


class RowPainter:
    """Paints rows and headings of one shape in one look."""

    def __init__(self, look: Look, words: Words, topic_name: Callable[[str], str], shape: Shape) -> None:
        """Look the styles up once; ``topic_name`` gives the words for a topic's id."""
        self.shape = shape
        self._words = words
        self._topic = cache(lambda topic: _plain(topic_name(topic)))
        self._style = {name: look.style(f"list.{name}") for name in _STYLES}
        self.ground = look.style("page.text")
        self._cursor = {
            "here": look.style("list.cursor"),
            "away": look.style("list.cursor_away"),
            "chosen": look.style("list.chosen"),
        }
        bar = look.style("list.cursor_bar")
        self._bar = {"here": bar, "away": look.style("list.cursor_bar_away"), "chosen": bar}

    def row(
        self, listed: Listed, cursor: Cursor, years: bool, excerpt: Excerpt = NO_EXCERPT
    ) -> tuple[Strip, ...]:
        """Return the lines of a row; ``years`` says whether the dates under its heading have one."""
        day = day_label(listed.date) if self.shape.dated == "column" else ""
        title_at = self.shape.title_at
        if self.shape.dated == "column" and not years:
            title_at += _NO_YEAR_CELLS - DAY_CELLS + 1
            day = day.rjust(_NO_YEAR_CELLS)
        room = max(1, self.shape.width - title_at - 1)
        lines = self._title_lines(listed, room, excerpt)
        own = self.shape.height - self.shape.excerpt
        lines += self._facts(listed, room, own - len(lines))
        lines += [[] for _ in range(own - len(lines))]
        if self.shape.excerpt:
            lines.append(self._excerpt_line(excerpt, room))
        mark: Part = (UNREAD, self._style["unread"]) if listed.unread else (" ", self.ground)
        margins: list[list[Part]] = [[mark, (" ", self.ground), (day, self._style["date"])]]
        margins += [[] for _ in lines[1:]]
        return tuple(
            self._line(margin, parts, title_at, cursor) for margin, parts in zip(margins, lines, strict=True)
        )

    def _excerpt_line(self, excerpt: Excerpt, room: int) -> list[Part]:
        """Return where what is looked for stands, and at the right end how often, where that is not once."""
        text, hits, times = excerpt[:3]
        number = f"{times:,}" if times > 1 else ""
        if room - width(number) < _LEAST_EXCERPT:
            number = ""
        opening: list[Part] = [(f"{NOTE} ", self._style["mark"])] if excerpt.noted else []
        left = room - (width(number) + 2 if number else 0) - (2 if opening else 0)
        lines = marked_lines(text, hits, left, 1, self._style["excerpt"], self._style["hit"])
        parts = [*opening, *lines[0]] if lines else []
        if not number:
            return parts
        gap = room - width(number) - sum(width(part) for part, _ in parts)
        return [*parts, (" " * gap, self.ground), (number, self._style["count"])]

    def blank_row(self, cursor: Cursor) -> tuple[Strip, ...]:
        """Return the lines of a row that is not there any more."""
        return tuple(self._line([], [], self.shape.title_at, cursor) for _ in range(self.shape.height))

    def heading(self, text: str, count: int | None) -> Strip:
        """Return a section's heading with how many rows it has at the right end, None for not known yet."""
        number = f"{count:,}" if count is not None else ""
        room = self.shape.width - 2 - width(number) - 1
        shown = cut(composed(text), room) if room > 3 else cut(composed(text), self.shape.width - 2)
        gap = self.shape.width - 2 - width(shown) - width(number)
        parts: list[Part] = [(" ", self.ground), (shown, self._style["section"])]
        if gap > 0:
            parts += [(" " * gap, self.ground), (number, self._style["count"])]
        return self._strip(parts)

    def blank(self) -> Strip:
        """Return an empty line."""
        return self._strip([])

    def _title_lines(self, listed: Listed, room: int, excerpt: Excerpt) -> list[list[Part]]:
        text, ending = composed(listed.heading), ""
        # What was found in a title that is another by now is nowhere in this one.
        hits = excerpt.in_title if excerpt.title == text else ()
        if listed.untitled and text:
            opening, ending = self._words("row.quote-open"), self._words("row.quote-close")
            text, by = opening + text, len(opening)
            hits = tuple((start + by, end + by) for start, end in hits)
        text = text or self._words("reading.untitled")
        lines = fill(text, room, self.shape.title_lines, ending=ending) or ("",)
        style = self._title_style(listed)
        if not hits:
            return [[(line, style)] for line in lines]
        return marked(text, lines, hits, style, self._style["hit"])

    def _title_style(self, listed: Listed) -> Style:
        if listed.archived or listed.gone:
            return self._style["title_archived"]
        return self._style["title_unread" if listed.unread else "title"]

    def _facts(self, listed: Listed, room: int, spare: int) -> list[list[Part]]:
        """Return source, topics and tags: on one line under a title of two, on two under a short one, so that
        rows end alike. The marks stand at the end of the last."""
        opening, marks = self._opening(listed), self._marks(listed)
        topics = [self._topic(topic) for topic in listed.topics]
        tags = tags_in_words(listed.tags, "  ")
        if spare > 1 and opening and (topics or tags):
            first = self._fact_line(room, opening, [], "", [])
            return [first, self._fact_line(room, [], topics, tags, marks)]
        if spare > 1 and topics and tags:
            return [self._fact_line(room, [], topics, "", []), self._fact_line(room, [], [], tags, marks)]
        if not (opening or topics or tags):
            # What is not known is said: empty lines look as if something had been lost.
            if spare > 1:
                first = self._fact_line(room, self._said("row.no-source"), [], "", [])
                return [first, self._fact_line(room, self._said("row.no-topic"), [], "", marks)]
            opening = self._said("row.bare")
        return [self._fact_line(room, opening, topics, tags, marks)]

    def _said(self, key: str) -> list[Part]:
        return [(self._words(key), self._style["meta"])]

    def _fact_line(
        self, room: int, opening: Sequence[Part], topics: Sequence[str], tags: str, marks: Sequence[Part]
    ) -> list[Part]:
        """Return a line of facts, the marks at its right end; topics give way first, then tags."""
        marks_wide = sum(width(text) for text, _ in marks)
        left = room - (marks_wide + 1 if marks else 0)
        tags = cut(tags, max(0, left * 2 // 3 if opening or topics else left))
        facts_room = left - (width(tags) + 2 if tags else 0)
        parts: list[Part] = []
        used = 0
        for text, style in opening:
            separator = _BETWEEN if parts else ""
            fitted = cut(text, facts_room - used - width(separator))
            if fitted and (fitted == text or len(fitted) > _STUMP):
                parts.append((separator + fitted, style))
                used += width(separator + fitted)
        separator = _BETWEEN if parts else ""
        if shown := _some(topics, facts_room - used - width(separator)):
            parts.append((separator + shown, self._style["meta"]))
            used += width(separator + shown)
        if tags:
            parts.append((("  " if parts else "") + tags, self._style["tag"]))
            used += width(tags) + (2 if used else 0)
        if marks:
            parts += [(" " * max(1, room - used - marks_wide), self._style["meta"]), *marks]
        return parts

    def _opening(self, listed: Listed) -> list[Part]:
        meta = self._style["meta"]
        parts: list[Part] = []
        if listed.gone:
            parts.append((self._words("row.gone"), self._style["gone"]))
        if listed.archived:
            parts.append((self._words("row.archived"), meta))
        if self.shape.dated == "day":
            parts.append((day_label(listed.date), self._style["date"]))
        elif self.shape.dated == "full" and listed.date is not None:
            parts.append((in_words(listed.date, self._words, "short"), self._style["date"]))
        parts.append((_plain(listed.source or ""), meta))
        return [part for part in parts if part[0]]

    def _marks(self, listed: Listed) -> list[Part]:
        """Return the marks in fixed order; the star has the last place, so that stars stand in line."""
        mark = self._style["mark"]
        counts = ((HIGHLIGHT, listed.highlights), (NOTE, listed.notes))
        told = "".join(f"{sign}{count if count > 1 else ''} " for sign, count in counts if count)
        if not told and not listed.starred:
            return []
        return [(told, mark), (STAR if listed.starred else " ", mark)]

    def _line(self, margin: Sequence[Part], parts: Sequence[Part], title_at: int, cursor: Cursor) -> Strip:
        bar: Part = (" ", self.ground) if cursor == "none" else (BAR, self.ground + self._bar[cursor])
        gap = title_at - 1 - sum(width(text) for text, _ in margin)
        spacer: Part = (" " * gap, self.ground)
        return self._strip([bar, *margin, spacer, *parts], None if cursor == "none" else self._cursor[cursor])

    def _strip(self, parts: Iterable[Part], over: Style | None = None) -> Strip:
        return joined(parts, self.shape.width, self.ground, over)


def _some(names: Sequence[str], room: int) -> str:
    """Return as many names as fit, whole; of the first, if need be, its first words."""
    for kept in range(len(names), 0, -1):
        line = ", ".join(names[:kept]) + (ELLIPSIS if kept < len(names) else "")
        if width(line) <= room:
            return line
    line = cut(names[0], room) if names else ""
    return line if " " in line or len(line) > _STUMP + 3 else ""


def _plain(text: str) -> str:
    return composed(display_safe(text, 120))
