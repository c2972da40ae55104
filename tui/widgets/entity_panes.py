"""The page of an entity: over time in a line, facts that lead on, and its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container
from textual.widget import Widget

from tui.bars_of_blocks import columns
from tui.cells import composed, cut, width
from tui.widgets.column import ColumnPane
from tui.widgets.host import look_of, words_of
from tui.widgets.list.parts import Part, joined
from tui.widgets.passage_rows import PassageRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.strip import Strip

    from annotations.timeline import Step
    from tui.commands import Context

_BARS = 3
"""Lines of the bars over time."""
_TOLD = 20
"""Cells that are kept for what the longest of them stands for."""
_MOST = {"month": "entity-page.most-months", "day": "entity-page.most-days"}
_TALL = 20
"""Lines of the screen from which there is room for bars."""
_BESIDE = 100
"""Columns from which facts stand beside the passages."""


class EntityFacts(ColumnPane):
    """With whom and where an entity is named: rows as in the column beside the list."""

    context: ClassVar[Context] = "entity"
    folds: ClassVar[bool] = False


class EntityPassages(PassageRows):
    """Every mention of an entity in its sentence."""

    context: ClassVar[Context] = "entity"


class EntityHead(Widget, can_focus=False):
    """What an entity is, its other names, and how often it is named over time."""

    DEFAULT_CSS = "EntityHead { height: auto; width: 1fr; }"

    def __init__(self) -> None:
        """Start with nothing known."""
        super().__init__(id="entity-head")
        self._lines: tuple[str, ...] = ()
        self._counts: Sequence[int] = ()
        self._ends = ("", "")
        self._step: Step = "month"
        self._undated = 0
        self._tall = False
        self._height = 0

    def tell(
        self,
        lines: tuple[str, ...],
        counts: Sequence[int],
        ends: tuple[str, str],
        step: Step = "month",
        undated: int = 0,
    ) -> None:
        """Show lines of facts, and counts by month or day from the first to the last, as bars; beside them
        how many have no year."""
        self._lines, self._counts, self._ends = lines, counts, ends
        self._step, self._undated = step, undated
        self.fit(self.app.size.height)

    def fit(self, height: int) -> None:
        """Take as many lines as a screen of this height leaves: bars stand where there is room."""
        self._tall = height >= _TALL and len(self._counts) > 0
        lines = len(self._lines) + (_BARS + 1 if self._tall else 0) + 1
        changed, self._height = lines != self._height, lines
        self.styles.height = lines
        self.refresh(layout=changed)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        look, cells = look_of(self), self.size.width
        ground = look.style("page.text")
        parts: list[Part] = []
        if y < len(self._lines):
            parts = [(" " + cut(composed(self._lines[y]), max(1, cells - 2)), look.style("list.meta"))]
        elif self._tall:
            parts = self._bars(y - len(self._lines), cells)
        return joined(parts, cells, ground)

    def _bars(self, y: int, cells: int) -> list[Part]:
        look, ground = look_of(self), look_of(self).style("page.text")
        counts, span = _fitted(self._counts, max(1, cells - _TOLD - 2))
        told = words_of(self)(_MOST[self._step], n=span, most=max(counts))
        each = max(1, min(4, (cells - width(told) - 3) // len(counts)))
        if y < _BARS:
            gap = 1 if each > 2 else 0
            line = "".join(
                sign * (each - gap) + " " * gap for sign in columns(counts, max(counts) or 1, _BARS)[y]
            )
            parts: list[Part] = [(" ", ground), (line, look.style("bars.bar"))]
            if y == 0:
                parts.append((" " + told, look.style("list.count")))
            elif y == 1 and self._undated:
                undated = words_of(self)("timeline.undated", n=self._undated)
                parts.append((" " + undated, look.style("list.count")))
            return parts
        if y == _BARS:
            first, last = self._ends
            if len(self._counts) == 1:
                return [(" " + first, look.style("list.count"))]
            between = " " * max(1, len(counts) * each - width(first) - width(last))
            return [(" " + first + between + last, look.style("list.count"))]
        return []


def _fitted(months: Sequence[int], room: int) -> tuple[Sequence[int], int]:
    """Return counts by month as so many bars at most, the last one whole, and how many months each stands
    for."""
    span = next((span for span in (1, 2, 3, 6, 12) if len(months) <= room * span), len(months) // room + 1)
    first = len(months) % span
    sums = [sum(months[at : at + span]) for at in range(first, len(months), span)]
    return ([sum(months[:first]), *sums] if first else sums), span


class EntityBody(Container):
    """Lays the panes out: facts beside the passages where there is room, else above them."""

    DEFAULT_CSS = """
    EntityBody { layout: vertical; height: 1fr; }
    EntityBody > #entity-panes { layout: vertical; height: 1fr; }
    EntityBody.wide > #entity-panes { layout: horizontal; }
    EntityBody #entity-side { height: 8; border-bottom: solid $pane-line; }
    EntityBody.wide #entity-side {
        width: 40; height: 1fr; border-bottom: none; border-left: solid $pane-line;
    }
    EntityBody.wide #entity-side:focus-within { border-left: solid $pane-line-focus; }
    EntityBody #entity-passages { width: 1fr; height: 1fr; }
    """

    def __init__(self) -> None:
        """Make the panes."""
        super().__init__(id="entity-body")
        self.head = EntityHead()
        self.facts = EntityFacts(id="entity-facts")
        self.passages = EntityPassages("entity-passages")
        self._side = Container(self.facts, id="entity-side")

    def compose(self) -> ComposeResult:
        """Head, passages and facts."""
        wide = self.app.size.width >= _BESIDE
        self.set_class(wide, "wide")
        yield self.head
        yield Container(*self._in_order(wide), id="entity-panes")

    def lay_out(self, size: Size) -> None:
        """Lay the panes out anew for another size of the screen."""
        wide = size.width >= _BESIDE
        self.head.fit(size.height)
        if wide != self.has_class("wide"):
            self.set_class(wide, "wide")
            first, second = self._in_order(wide)
            self.query_one("#entity-panes").move_child(first, before=second)

    def _in_order(self, wide: bool) -> tuple[Widget, Widget]:
        return (self.passages, self._side) if wide else (self._side, self.passages)
