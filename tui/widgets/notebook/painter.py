"""One row of the notebook as strips: the quote on its kind's ground, the note below, and where it is from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from annotations.entries import moment
from seeds.text import display_safe
from tui.cells import composed, cut, fill, head, width
from tui.dates_in_words import in_words
from tui.kinds import SIGNS
from tui.note_links import no_title, plain_lines
from tui.tags_in_words import tags_in_words
from tui.widgets.list.parts import BAR
from tui.widgets.notebook.passage import kept_around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.style import Style

    from annotations.notebook import Annotation, Group
    from tui.themes import Look
    from tui.words import Words

    Hits = Callable[[str], Sequence[tuple[int, int]]]

Cursor = Literal["none", "here", "away"]
"""Whether a row is the cursor's, and whether the rows have the focus (``here``) or not (``away``)."""

NOTE = "✎"
_TEXT_AT = 4
"""The column where text begins, behind the cursor's bar and the sign of the kind."""
_HEIGHT = 3
"""Lines of a row: a quote of two, or one and its note; below it where it is from."""
_LONGEST = 2000
"""Code points of a quote or note that a row may show."""
_BETWEEN = " · "
_LEFT_OUT = " […] "
"""Stands for the quote among the words around it."""
_STUMP = 8
"""Cells that a fact needs at least to say anything."""
_HEADING = 32
"""Cells that an article's heading should have on the line of facts."""
_DATED: tuple[Group, ...] = ("article", "month")
"""Groupings in which rows say when they were written; in the others there is better use for the room."""
_STYLES = (
    *("list.meta", "list.tag", "list.gone", "list.date", "list.section", "list.count", "list.title_unread"),
    *("reader.note", "reader.mark", "reader.word"),
)


class Piece(NamedTuple):
    """A text in a style; ``fast`` keeps its ground under the cursor."""

    text: str
    style: Style
    fast: bool = False


class NotebookPainter:
    """Paints rows and headings of one width in one look."""

    height = _HEIGHT

    def __init__(
        self,
        look: Look,
        words: Words,
        width: int,
        group: Group,
        hits: Hits,
        title: Callable[[str], str] = no_title,
    ) -> None:
        """Look the styles up once; ``width`` is a row's, in cells. ``hits`` says where in a text what is
        sought stands, ``title`` what an article is called, by its id."""
        self.width = width
        self._hits = hits
        self._title = title
        self._look = look
        self._words = words
        self._group = group
        self._style = {name: look.style(name) for name in _STYLES}
        self.ground = look.style("page.text")
        self._cursor = {"here": look.style("list.cursor"), "away": look.style("list.cursor_away")}
        self._bar = {"here": look.style("list.cursor_bar"), "away": look.style("list.cursor_bar_away")}
        self._full = look.depth == "full"

    def row(self, it: Annotation | None, cursor: Cursor) -> tuple[Strip, ...]:
        """Return the lines of a row; blank ones for what is not there any more."""
        lines: list[list[Piece]] = []
        sign = Piece(" ", self.ground)
        if it is not None:
            room = max(1, self.width - _TEXT_AT - 1)
            texts = self._texts(it, room)
            if len(texts) < self.height - 1:
                texts.append(self._beside(it, room))
            lines = [*texts, self._facts(it, room)]
            if it.kind is not None:
                sign = Piece(SIGNS[it.kind], self._look.style(f"kind.{it.kind}"))
            else:
                sign = Piece(NOTE, self._style["reader.mark"])
        lines += [[] for _ in range(self.height - len(lines))]
        blank = Piece(" ", self.ground)
        return tuple(self._line(sign if not at else blank, line, cursor) for at, line in enumerate(lines))

    def heading(self, text: str, about: str, count: int) -> Strip:
        """Return a section's heading: what it is, a fact or two about it, and how many it has."""
        number, room = f"{count:,}", self.width - 2
        shown = cut(composed(display_safe(text, 300)), max(1, room - width(number) - 1))
        pieces = [Piece(" ", self.ground), Piece(shown, self._style["list.section"])]
        left = room - width(shown) - width(number) - 4
        if about and left >= width(about):
            pieces.append(Piece(f"  {about}", self._style["list.meta"]))
        used = sum(width(piece.text) for piece in pieces)
        pieces += [
            Piece(" " * max(1, room + 1 - used - width(number)), self.ground),
            Piece(number, self._style["list.count"]),
        ]
        return self._strip(pieces, None)

    def about_article(self, it: Annotation) -> str:
        """Return the source and date of an annotation's article, and that its file is gone."""
        date = in_words(it.date, self._words, "short") if it.date is not None else ""
        gone = self._words("row.gone") if it.gone else ""
        return _BETWEEN.join(part for part in (gone, _plain(it.source or ""), date) if part)

    def _texts(self, it: Annotation, room: int) -> list[list[Piece]]:
        """Return what was marked and written: at least a line of each, the quote before the note."""
        lines = self.height - 1
        note = " ".join(self._note(each.text) for each in it.notes)
        if it.kind is None:
            return self._filled(note, "reader.note", room, lines)
        quoted = fill(_plain(it.quote), room, max(1, lines - bool(note)))
        style = self._look.style(f"highlight.{it.kind}")
        shown = [self._with_hits(Piece(line, style, fast=self._full)) for line in quoted]
        if note:
            shown += self._filled(f"{NOTE} {note}", "reader.note", room, lines - len(shown))
        return shown

    def _note(self, text: str) -> str:
        """Return a note on one line, without the marks of its Markdown."""
        return _plain(" ".join(plain_lines(text[:_LONGEST], self._title)))

    def _beside(self, it: Annotation, room: int) -> list[Piece]:
        """Return what stands in the second line of a short text, where a blank one would look like the end of
        a group: the words around what was marked, or that a note is on all of its article."""
        said = self._words("notebook.on-article")
        if it.highlight is not None:
            around = kept_around(it.highlight.selector)
            before, after = _flat(around[0].rpartition("\n")[2]), _flat(around[1].partition("\n")[0])
            # A whole paragraph has nothing of its own around it: what follows says more than a head.
            after = after if before or after else _flat(around[1])
            half = max(1, (room - width(_LEFT_OUT)) // 2)
            said = f"{_tail(before, half)}{_LEFT_OUT}{cut(after, half)}".strip()
            if not before and not after:
                said = ""
        return [Piece(cut(said, room), self._style["list.meta"])]

    def _filled(self, text: str, style: str, room: int, lines: int) -> list[list[Piece]]:
        return [self._with_hits(Piece(line, self._style[style])) for line in fill(text, room, lines)]

    def _with_hits(self, piece: Piece) -> list[Piece]:
        """Return a line with the words that are sought in it apart, in their own style."""
        pieces, at = [], 0
        for start, end in self._hits(piece.text):
            pieces.append(piece._replace(text=piece.text[at:start]))
            word = piece.style + self._style["reader.word"]
            pieces.append(Piece(piece.text[start:end], word, fast=self._full))
            at = end
        return [*pieces, piece._replace(text=piece.text[at:])]

    def _facts(self, it: Annotation, room: int) -> list[Piece]:
        """Return the line of facts: what is wrong, its tags, its article unless that stands above, and at the
        end the day it was written."""
        meta = self._style["list.meta"]
        day = self._day(it) if self._group in _DATED else ""
        left = room - width(day) - 1
        pieces: list[Piece] = []

        def add(text: str, style: Style) -> None:
            nonlocal left
            between = _BETWEEN if pieces else ""
            shown = cut(text, left - width(between))
            if shown and (shown == text or width(shown) > _STUMP):
                if between:  # pictures of the screen lose spaces that begin a coloured text
                    pieces.extend((Piece(" ", self.ground), Piece("· ", meta)))
                pieces.append(Piece(shown, style))
                left -= width(between + shown)

        if it.status in ("lost", "review") and not it.gone:  # then there is no text to be found in
            add(self._words(f"notebook.{it.status}"), self._style["list.gone"])
        if it.tags:
            share = left if self._group == "article" else left // 3
            add(cut(tags_in_words(it.tags, " "), max(_STUMP, share)), self._style["list.tag"])
        if self._group != "article":
            self._add_article(it, lambda: left, add)
        used = sum(width(piece.text) for piece in pieces)
        pieces.append(Piece(" " * max(1, room - used - width(day)), self.ground))
        pieces.append(Piece(day, meta))
        return pieces

    def _add_article(
        self, it: Annotation, left: Callable[[], int], add: Callable[[str, Style], None]
    ) -> None:
        """Add the article: its heading first, as much of source and date as leaves that room enough."""
        meta = self._style["list.meta"]
        heading = _plain(it.heading) or self._words("reading.untitled")
        room = left() - 2 * len(_BETWEEN)
        needed = min(width(heading), _HEADING)
        for about in (self.about_article(it), _plain(it.source or "")):
            if about and room - width(about) >= needed:
                add(cut(heading, room - width(about)), meta)
                add(about, meta)
                return
        add(heading, meta)

    def _day(self, it: Annotation) -> str:
        from seeds.edtf import of_day

        made = moment(it.created)
        return in_words(of_day(made.astimezone().date()), self._words, "short") if made is not None else ""

    def _line(self, sign: Piece, pieces: Sequence[Piece], cursor: Cursor) -> Strip:
        bar = (
            Piece(" ", self.ground)
            if cursor == "none"
            else Piece(BAR, self.ground + self._bar[cursor], fast=bool(self._cursor[cursor].reverse))
        )
        gap = Piece(" " * (_TEXT_AT - 2 - width(sign.text)), self.ground)
        line = [bar, Piece(" ", self.ground), sign, gap, *pieces]
        return self._strip(line, None if cursor == "none" else self._cursor[cursor])

    def _strip(self, pieces: Iterable[Piece], over: Style | None) -> Strip:
        """Return pieces as one line, ``over`` laid over all but what keeps its own ground."""
        segments: list[Segment] = []
        used = 0
        for piece in (*pieces, Piece(" " * self.width, self.ground)):
            text = head(piece.text, self.width - used)
            if text:
                style = piece.style if over is None or piece.fast else piece.style + over
                segments.append(Segment(text, style))
                used += width(text)
        return Strip(segments, used)


def _flat(text: str) -> str:
    return _plain(" ".join(text.split()))


def _tail(text: str, room: int) -> str:
    """Return the last words of a text that fit."""
    kept = text
    while kept and width(kept) > room:
        kept = kept.partition(" ")[2]
    return kept


def _plain(text: str) -> str:
    return composed(display_safe(text[:_LONGEST]))
