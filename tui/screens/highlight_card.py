"""The card of a highlight: what was marked and what is written on it, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from annotations.model import KINDS, Highlight
from tui.cells import composed, cut
from tui.cells import width as cells_of
from tui.kinds import SIGNS
from tui.name_words import shown
from tui.note_links import plain_lines
from tui.screens.over_page import place_around, place_over
from tui.tags_in_words import tag_in_words
from tui.widgets.host import look_of, words_of
from tui.widgets.overlay import Overlay
from tui.widgets.reader.dates import day_of
from tui.widgets.reader.wrap import wrap

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

    from tui.screens.marker import Marker
    from tui.themes import Look
    from tui.widgets.reader.placed import Placed
    from tui.words import Words

_WIDTH = 72
_MARGIN = 1
_QUOTE_LINES = 4
_NOTE_LINES = 5
_LONGEST = 400
"""Code points of a text that may make up one line of the card: a quote may be a whole article."""
_BETWEEN = "  "
_KEYS = {"tag": "t", "note": "a", "ends": "v", "copy": "c", "delete": "d", "rename": "r"}
"""The keys that stand on the card, by what they do."""
_DOES = {
    "t": "tag", "hash": "tag", "a": "note", "v": "ends", "V": "ends", "c": "copy", "y": "copy",
    "d": "delete", "x": "delete", "delete": "delete", "r": "rename", "u": "undo", "U": "redo",
    "j": "next", "down": "next", "n": "next", "right_square_bracket": "next", "tab": "next",
    "k": "previous", "up": "previous", "N": "previous", "left_square_bracket": "previous",
    "shift+tab": "previous",
    "escape": "close", "q": "close", "h": "close", "left": "close", "m": "close", "enter": "close",
}  # fmt: skip


class _Piece(NamedTuple):
    """A text, its style, and what a click on it does ("" for nothing)."""

    text: str
    style: Style
    does: str = ""


_Row = list[_Piece]


class _Face(Widget):
    """The card itself, drawn line by line."""

    DEFAULT_CSS = """
    _Face {
        width: 72; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $foreground 25%;
    }
    _Face:ansi { background: ansi_default; border: round ansi_default; }
    """

    def __init__(self, marker: Marker, it: Placed) -> None:
        super().__init__()
        self._marker = marker
        self.it = it

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return len(self._rows())

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        ground = look_of(self).style("box.text")
        rows = self._rows()
        segments = [Segment(" " * _MARGIN, ground)]
        if y < len(rows):
            segments += [Segment(piece.text, ground + piece.style) for piece in rows[y]]
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def does_at(self, x: int, y: int) -> str:
        """Return what a click on a cell does."""
        rows = self._rows()
        at = _MARGIN
        for piece in rows[y] if 0 <= y < len(rows) else []:
            if at <= x < at + cells_of(piece.text):
                return piece.does
            at += cells_of(piece.text)
        return ""

    def _rows(self) -> list[_Row]:
        look, words = look_of(self), words_of(self)
        room = max(1, (self.size.width or _WIDTH - 2) - 2 * _MARGIN)
        rows = [self._heading(room, look, words), [], *self._quote(room, look)]
        rows += self._written(room, look, words)
        rows += [[], *self._kinds(room, look, words), *self._keys(room, look, words)]
        return rows

    def _heading(self, room: int, look: Look, words: Words) -> _Row:
        kind = self.it.highlight.kind
        every = [it.highlight.id for it in self._marker.main.reader.highlights.all]
        at = every.index(self.it.highlight.id) + 1 if self.it.highlight.id in every else 0
        which = words("highlight-card.which", current=at, total=len(every)) if at else ""
        name = cut(f"{SIGNS[kind]} {self._marker.named(kind)}", max(1, room - cells_of(which) - 2))
        bold = _on_box(look, f"kind.{kind}") + Style(bold=True)
        gap = " " * max(1, room - cells_of(name) - cells_of(which))
        return [_Piece(name, bold), _Piece(gap + which, look.style("box.muted"))]

    def _quote(self, room: int, look: Look) -> list[_Row]:
        kind = self.it.highlight.kind
        lines = _lines(self.it.highlight.quote, room - 2, _QUOTE_LINES)
        bar = _on_box(look, f"kind.{kind}")
        style = look.style(f"highlight.{kind}") if look.depth == "full" else look.style("box.strong")
        return [[_Piece("▎ ", bar), _Piece(line, style)] for line in lines]

    def _written(self, room: int, look: Look, words: Words) -> list[_Row]:
        """Tags, notes, when it was made, and how it was found again."""
        it, muted = self.it, look.style("box.muted")
        rows: list[_Row] = [[]]
        if it.highlight.tags:
            told = " ".join(tag_in_words(tag) for tag in it.highlight.tags)
            rows.append([_Piece(cut(told, room), _on_box(look, "reader.tag"), "tag")])
        for note in it.notes:
            text = "\n".join(plain_lines(note.text[: _LONGEST * _NOTE_LINES], self._marker.main.title_of))
            lines = _lines(text, room - 2, _NOTE_LINES)
            pen = _on_box(look, "reader.mark")
            rows += [
                [_Piece("  " if number else "✎ ", pen), _Piece(line, look.style("box.text"), "note")]
                for number, line in enumerate(lines)
            ]
        if len(rows) > 1:
            rows.append([])
        status = words(f"highlight-card.status.{it.status}")
        made = words("highlight-card.made", day=day_of(it.highlight.created, words), status=status)
        return [*rows, *([_Piece(line, muted)] for line in _lines(made, room, 2))]

    def _kinds(self, room: int, look: Look, words: Words) -> list[_Row]:
        """The five kinds, the own one standing out, over as many lines as they need."""
        groups: list[_Row] = []
        for number, kind in enumerate(KINDS, 1):
            own = kind == self.it.highlight.kind
            name = look.style("box.strong" if own else "box.muted")
            groups.append(
                [
                    _Piece(f"{number} ", look.style("box.key"), kind),
                    _Piece(f"{SIGNS[kind]} ", _on_box(look, f"kind.{kind}"), kind),
                    _Piece(cut(self._marker.named(kind), max(1, room - 4)), name, kind),
                ]
            )
        return _flowing(groups, room)

    def _keys(self, room: int, look: Look, words: Words) -> list[_Row]:
        key, muted = look.style("box.key"), look.style("box.muted")
        groups: list[_Row] = []
        for does, letter in _KEYS.items():
            told = words(
                "highlight-card.does.attach"
                if does == "ends" and self.it.lost
                else f"highlight-card.does.{does}"
            )
            groups.append([_Piece(letter, key, does), _Piece(" " + told, muted, does)])
        if len(self._marker.main.reader.highlights) > 1:
            groups.append(
                [_Piece("↑↓", key, "next"), _Piece(" " + words("highlight-card.does.next"), muted, "next")]
            )
        groups.append([_Piece(words("highlight-card.close"), muted, "close")])
        return _flowing(groups, room)


class HighlightCard(Overlay[Highlight | None]):
    """Shows a highlight of the page in the reader; changes are carried out by the ``Marker``.

    Dismisses with the highlight if its ends are to be moved, None when it is just closed.
    """

    DEFAULT_CSS = "HighlightCard { align: center bottom; background: transparent; }"

    def __init__(self, marker: Marker, name: str) -> None:
        """Take what carries out changes, and the id of a highlight that is on the page."""
        super().__init__()
        self._marker = marker
        self._reader = marker.main.reader
        it = self._reader.highlights.get(name)
        assert it is not None  # who opens the card has looked
        self._card = _Face(marker, it)

    def compose(self) -> ComposeResult:
        """The card."""
        yield self._card

    def on_mount(self) -> None:
        """Find a place over the page."""
        self._place()

    def on_resize(self) -> None:
        """Find a place again."""
        self._place()

    def _place(self) -> None:
        """Stand below what is marked, or above it."""
        size = self.app.size
        height = self._card.get_content_height(size, size, _WIDTH) + 2
        it = self._card.it
        if it.lost:
            place_over(self, self._card, self._reader, None, _WIDTH, height)
        else:
            place_around(self, self._card, self._reader, (it.start, it.end), _WIDTH, height)

    def page_changed(self) -> None:
        """The highlights are others now: show this one as it is, or close if it is gone: once no other box is
        over the card."""
        it = self._reader.highlights.get(self._card.it.highlight.id)
        if it is not None:
            self._show(it)
        elif self.app.screen is self:
            self.dismiss(None)

    def on_screen_resume(self) -> None:
        """What lay over the card is closed."""
        self.page_changed()

    def _show(self, it: Placed) -> None:
        self._card.it = it
        self._card.refresh(layout=True)
        self._place()

    def on_key(self, event: events.Key) -> None:
        """Carry out what a key does here."""
        event.stop()
        event.prevent_default()
        if event.key.isdecimal() and 1 <= int(event.key) <= len(KINDS):
            self._do(KINDS[int(event.key) - 1])
        else:
            self._do(_DOES.get(event.key, ""))

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked; a click beside the card closes it."""
        if event.widget is not self._card:
            self.dismiss(None)
            return
        where = event.get_content_offset(self._card)
        if where is not None:
            self._do(self._card.does_at(where.x, where.y))

    def _do(self, does: str) -> None:
        marker, highlight = self._marker, self._card.it.highlight
        if does == "close":
            self.dismiss(None)
        elif does in ("next", "previous"):
            self._step(1 if does == "next" else -1)
        elif does == "ends":
            self.dismiss(highlight)
        elif does == "delete":
            marker.delete(highlight)
        elif does == "tag":
            marker.tag(highlight.id)
        elif does == "note":
            marker.note(highlight.id)
        elif does == "copy":
            marker.copy(highlight)
        elif does == "rename":
            marker.rename(highlight.kind)
        elif does == "undo":
            marker.undo()
        elif does == "redo":
            marker.redo()
        for kind in KINDS:
            if does == kind:
                marker.set_kind(highlight, kind)

    def _step(self, by: int) -> None:
        every = self._reader.highlights.all
        names = [it.highlight.id for it in every]
        if self._card.it.highlight.id not in names:
            return
        it = every[(names.index(self._card.it.highlight.id) + by) % len(every)]
        self._reader.go_to_highlight(it.highlight.id)
        self._show(it)


def _on_box(look: Look, key: str) -> Style:
    """Return a style of the page for the ground of a box."""
    return look.style(key) + look.style("box.text").background_style


def _lines(text: str, room: int, most: int) -> list[str]:
    """Return a text on lines of ``room`` cells, at most so many; the last one says if there is more."""
    clean = composed(shown(text[: _LONGEST * most]))
    lines = [clean[start:end] for start, end in wrap(clean, max(1, room))]
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], cut(rest, room)]
    return lines


def _flowing(groups: list[_Row], room: int) -> list[_Row]:
    """Put groups of pieces beside each other, on as many lines as they need."""
    rows: list[_Row] = []
    used = 0
    for group in groups:
        cells = sum(cells_of(piece.text) for piece in group)
        if rows and used + len(_BETWEEN) + cells <= room:
            rows[-1] += [_Piece(_BETWEEN, Style.null()), *group]
            used += len(_BETWEEN) + cells
        else:
            rows.append(list(group))
            used = cells
    return rows
