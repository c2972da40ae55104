"""The facts of an article as rows: what is known first, what it rests on muted beside or below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.cells import cut, cut_start, fill
from tui.cells import width as cells_of
from tui.widgets.host import look_of
from tui.widgets.list.parts import BAR, Part, joined

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from tui.facts import Fact
    from tui.themes import Look

_ONE_LINE = 68
"""From so many cells on, what a fact rests on may stand beside it."""
_MOST_LINES = 3
"""Lines that a value takes at most where it has lines of its own."""
_MOST_HOW = 2
"""Lines that what it rests on takes then; the path of a file is whole, which is what it is shown for."""
_MOST_PATH = 8
_GAP = 3
_LEAST_WITH_DETAIL = 4
"""Lines from which one is given to the current fact alone."""
SAID = "✎"


@dataclass(frozen=True, slots=True)
class _Row:
    """One line: its pieces, and which fact it belongs to."""

    parts: tuple[tuple[str, str], ...]
    fact: int


class FactRows(Widget):
    """Draws facts one under the other, with a cursor; scrolls to keep its fact in view."""

    DEFAULT_CSS = "FactRows { height: 1fr; width: 1fr; }"

    @dataclass
    class Clicked(Message):
        """A fact was clicked; ``again`` when it was the current one."""

        fact: int
        again: bool

    def __init__(self, *, airy: bool = False) -> None:
        """Make it empty; ``airy`` gives each fact lines of its own for what it rests on."""
        super().__init__()
        self.facts: tuple[Fact, ...] = ()
        self.cursor = 0
        self.airy = airy
        self._rows: list[_Row] = []
        self._cut: dict[int, str] = {}
        self._laid_for = 0
        self._top = 0

    def show(self, facts: tuple[Fact, ...]) -> None:
        """Show these facts; the cursor stays where it is as far as there are as many."""
        self.facts = facts
        self._laid_for = 0
        self.move_to(self.cursor)

    @property
    def current(self) -> Fact | None:
        """The fact under the cursor."""
        return self.facts[self.cursor] if self.facts else None

    def move_to(self, at: int) -> None:
        """Put the cursor on a fact, the first or last one if there are not as many."""
        self.cursor = max(0, min(at, len(self.facts) - 1))
        self._scroll()
        self.refresh()

    def lines_for(self, width: int) -> int:
        """Return how many lines all facts need at a width, with the one for the current fact."""
        lines = len(self._laid(width))
        return lines + (not self.airy and width >= _ONE_LINE and lines >= _LEAST_WITH_DETAIL)

    def on_resize(self, event: events.Resize) -> None:
        """Lay the facts out for the new size."""
        self._laid_for = 0
        self._scroll()

    @property
    def _told_below(self) -> bool:
        """Whether the last line is for what the current fact rests on, where there is no room beside it."""
        return not self.airy and self.size.width >= _ONE_LINE and self.size.height > _LEAST_WITH_DETAIL

    @property
    def _height(self) -> int:
        return self.size.height - self._told_below

    def _lay_out(self) -> None:
        if self._laid_for != self.size.width:
            self._laid_for = self.size.width
            self._rows = self._laid(self.size.width)

    def _scroll(self) -> None:
        """Bring all lines of the current fact into view, the first of them first."""
        self._lay_out()
        mine = [at for at, row in enumerate(self._rows) if row.fact == self.cursor]
        height = self._height
        if not mine or height < 1:
            return
        self._top = min(max(self._top, mine[-1] - height + 1), mine[0])
        self._top = max(0, min(self._top, len(self._rows) - height))

    def render_line(self, y: int) -> Strip:
        """Draw a line of the view."""
        self._lay_out()
        look = look_of(self)
        ground, at = look.style("box.text"), self._top + y
        if self._told_below and y == self._height:
            told = self._cut.get(self.cursor, "")
            shorten = cut_start if told and self.facts[self.cursor].field == "file" else cut
            parts: list[Part] = [("  " + shorten(told, max(1, self.size.width - 3)), look.style("box.text"))]
            return joined(parts, self.size.width, ground)
        if at >= len(self._rows):
            return Strip.blank(self.size.width, ground)
        row = self._rows[at]
        here = row.fact == self.cursor
        bar: Part = (BAR, ground + look.style("picker.cursor_bar")) if here else (" ", ground)
        parts = [bar, *((text, self._style(key, look)) for text, key in row.parts)]
        return joined(parts, self.size.width, ground, look.style("box.cursor") if here else None)

    @staticmethod
    def _style(key: str, look: Look) -> Style:
        return look.style("box." + key)

    def _laid(self, width: int) -> list[_Row]:
        labels = max((cells_of(fact.label) for fact in self.facts), default=0)
        room = max(1, width - labels - 6)  # the bar, the mark, a cell beside each, and one at the end
        beside = width >= _ONE_LINE and not self.airy
        # A title and a path are as long as they like: the others say where what they rest on begins, and
        # topics, which are many and short, where theirs does.
        groups = {
            topics: [
                fact
                for fact in self.facts
                if fact.field not in ("title", "file") and _is_topic(fact) == topics
            ]
            for topics in (False, True)
        }
        columns = {topics: _column(facts, room) for topics, facts in groups.items()}
        rows: list[_Row] = []
        self._cut.clear()
        for number, fact in enumerate(self.facts):
            head = (" " + fact.label.ljust(labels) + " ", "muted")
            mark = ((SAID if fact.said else " ") + " ", "key")
            empty = (" " * (labels + 4), "muted")
            value = "muted" if fact.missing else "text"
            if beside:
                own = _own(fact, columns[_is_topic(fact)], room)
                told, code = _fitted(fact, own)
                gap = " " * (own - cells_of(told) - (2 + cells_of(code) if code else 0) + _GAP)
                shorten = cut_start if fact.field == "file" else cut
                how = shorten(fact.how, max(1, room - own - _GAP))
                if how != fact.how:
                    self._cut[number] = fact.how
                last = (("  " + code, "muted"),) if code else ()
                rows.append(_Row((head, mark, (told, value), *last, (gap + how, "muted")), number))
                continue
            if self.airy and fact.label and number:
                rows.append(_Row((), -1))
            lines = fill(fact.value, room, _MOST_LINES) or ("",)
            for at, line in enumerate(lines):
                code = fact.code if at == len(lines) - 1 else ""
                fits = code and cells_of(line) + 2 + cells_of(code) <= room
                last = (("  " + code, "muted"),) if fits else ()
                rows.append(_Row((*((head, mark) if at == 0 else (empty,)), (line, value), *last), number))
            most = _MOST_HOW if fact.field != "file" else _MOST_PATH
            rows += [_Row((empty, (line, "muted")), number) for line in fill(fact.how, room, most)]
        return rows

    def on_click(self, event: events.Click) -> None:
        """Go to the fact that was clicked."""
        at = self._top + event.y
        if 0 <= at < len(self._rows) and (fact := self._rows[at].fact) >= 0:
            self.post_message(self.Clicked(fact, fact == self.cursor))


def _is_topic(fact: Fact) -> bool:
    return fact.field == "topics"


def _column(facts: list[Fact], room: int) -> int:
    """Return the cells that the values of facts share beside what they rest on; their codes give way where
    that would else be cut."""
    wide = max(map(_cells, facts), default=0)
    if any(fact.code and wide + _GAP + cells_of(fact.how) > room for fact in facts):
        wide = max(cells_of(fact.value) for fact in facts)
    return min(wide, room // 2)


def _own(fact: Fact, column: int, room: int) -> int:
    """Return the cells that a fact's value gets: those of the column, more for a long value, fewer where
    what it rests on then stands there whole."""
    left = room - _GAP - cells_of(fact.how)
    if cells_of(fact.value) <= left < column:
        return left
    return max(column, min(left, cells_of(fact.value)))


def _cells(fact: Fact) -> int:
    """Return the cells of a value with its code."""
    return cells_of(fact.value) + (2 + cells_of(fact.code) if fact.code else 0)


def _fitted(fact: Fact, room: int) -> tuple[str, str]:
    """Return a value and its code as far as they fit beside each other; the code gives way."""
    if fact.code and _cells(fact) <= room:
        return fact.value, fact.code
    return cut(fact.value, room), ""
