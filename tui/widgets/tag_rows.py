"""The tags as rows: a tree that folds, or those that were looked for, with how much each is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from annotations.collection import Section
from seeds.text import display_safe, find_folded
from tui.cells import composed, cut, fill, width
from tui.widgets.host import look_of, words_of
from tui.widgets.keyed import Keyed
from tui.widgets.list.geometry import Geometry
from tui.widgets.list.motions import Motions
from tui.widgets.list.parts import BAR, Part, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.strip import Strip

    from annotations.tag_tree import Count, TagNode
    from tui.commands import Context

FOLDED, UNFOLDED, MARKED = "▸", "▾", "✓"
_INDENT = 2
_COLUMN = 10
"""Cells of a column of counts at least: a number of six digits and its heading."""
_GAP = 2
WIDEST = 96
"""Cells that the columns take at most: the eye has to find its way from a name to its numbers."""


@dataclass(frozen=True, slots=True)
class TagRow:
    """One row: the tag, how far it is indented, whether what is below it shows (None: nothing is below)."""

    node: TagNode
    depth: int
    open: bool | None


class TagRows(Keyed, Motions, can_focus=True):
    """Draws rows of tags; its keys are commands of the context ``tags``."""

    context: ClassVar[Context] = "tags"
    DEFAULT_CSS = "TagRows { height: 1fr; }"

    @dataclass
    class Opened(Message):
        """The row under the cursor was clicked again."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__(id="tag-rows")
        self.rows: Sequence[TagRow] = ()
        self.marked: frozenset[str] = frozenset()
        self._words: Sequence[str] = ()
        self._empty = ""

    def show(
        self, rows: Sequence[TagRow], *, words: Sequence[str] = (), empty: str = "", at: str = ""
    ) -> None:
        """Show rows, with the cursor on the tag named ``at`` if it is there, else where it was.

        ``words`` are the folded words to mark in names: rows then stand for whole names, not for levels.
        ``empty`` is said when there are none; its first line is the loudest.
        """
        self.measure()
        offset = self.cursor_offset
        self.rows, self._words, self._empty = rows, words, empty
        self.geometry = Geometry((Section(None, 0, len(rows)),) if rows else (), 1)
        found = next((index for index, row in enumerate(rows) if row.node.name == at), None)
        self.cursor = found if found is not None else max(0, min(self.cursor, len(rows) - 1))
        self.place_cursor(offset)
        self.refresh()

    @property
    def current(self) -> TagRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def row_clicked(self, row: int, again: bool) -> None:
        """A second click opens."""
        if again:
            self.post_message(self.Opened())

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.measure()
        self.reveal()
        self.refresh()

    def on_focus(self) -> None:
        """Show the cursor as the one that keys move."""
        self.refresh_row(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor as one that waits."""
        self.refresh_row(self.cursor)

    def columns(self) -> tuple[int, int]:
        """Return the cells of the columns of articles and of highlights."""
        words = words_of(self)
        names = (words("tags.page.articles"), words("tags.page.highlights"))
        return max(_COLUMN, width(names[0])), max(_COLUMN, width(names[1]))

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the pane, or of what stands there when it is empty."""
        if self.geometry.rows:
            return super().draw_line(y)
        look = look_of(self)
        room = max(1, self.line_width - 4)
        lines = [
            (line, "list.empty" if number else "list.empty_strong")
            for number, part in enumerate(self._empty.split("\n"))
            for line in (fill(composed(part), room, 3) or ("",))
        ]
        at = y - max(0, min(2, self.pane.height - len(lines)))
        text, style = lines[at] if 0 <= at < len(lines) else ("", "list.empty")
        return joined([("  ", self.ground), (text, look.style(style))], self.line_width, self.ground)

    def row_strip(self, row: int, part: int) -> Strip:
        """Draw a tag."""
        look = look_of(self)
        shown = self.rows[row]
        node, here = shown.node, row == self.cursor
        name = node.name if self._words else node.label
        sign = "" if shown.open is None else UNFOLDED if shown.open else FOLDED
        muted, ground = look.style("list.meta"), self.ground
        counts: list[Part] = []
        for own, total, cells in zip(*_counts(node), self.columns(), strict=True):
            # What has this very tag, of what has it or one below it, where that is not the same.
            before = f"{own:,}/" if own and own != total else ""
            number = f"{total:,}" if total else ""
            gap = cells + _GAP - width(before) - width(number)
            counts += [(" " * gap, ground), (before if total else " " * width(before), muted)]
            counts += [(number, look.style("list.date"))]
        indent = _INDENT * shown.depth
        taken = sum(width(text) for text, _ in counts)
        room = max(1, min(self.line_width, WIDEST) - 6 - indent - taken - 1)
        label = cut(composed(display_safe(name, 120)), room)
        style = look.style("list.tag" if node.own.items else "list.meta")
        bar = look.style("list.cursor_bar" if self.has_focus else "list.cursor_bar_away")
        parts: list[Part] = [
            (BAR, ground + bar) if here else (" ", ground),
            (MARKED if node.name in self.marked else " ", look.style("list.mark")),
            (" " * (indent + 1), ground),
            (sign.ljust(2), muted),
            *_marked(label, self._words, style, style + look.style("reader.word")),
            (" " * (room - width(label)), ground),
            *counts,
        ]
        over = look.style("list.cursor" if self.has_focus else "list.cursor_away") if here else None
        return joined(parts, self.line_width, ground, over)


def _counts(node: TagNode) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the numbers of articles and highlights: with this very tag, and with those below it."""

    def both(count: Count) -> tuple[int, int]:
        return count.articles, count.highlights

    return both(node.own), both(node.total)


def _marked(label: str, words: Sequence[str], plain: Style, match: Style) -> list[Part]:
    """Return a name in pieces, with what was typed in its own style."""
    hits = sorted(hit for word in words for hit in find_folded(label, word, 1))
    parts: list[Part] = []
    at = 0
    for start, end in hits:
        if start >= at:
            parts += [(label[at:start], plain), (label[start:end], match)]
            at = end
    return [*parts, (label[at:], plain)]
