"""Articles over time as bars that stand side by side, with a cursor among them and a span to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widget import Widget

from tui.bars_of_blocks import column
from tui.cells import composed, cut, fill
from tui.timeline_words import span_in_words, ticks
from tui.widgets.host import look_of, words_of
from tui.widgets.keyed import Keyed
from tui.widgets.list.parts import Part, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events
    from textual.strip import Strip

    from annotations.timeline import Bar, Timeline
    from tui.commands import Context

FILLS = "█▓▒░"
"""What the parts of a bar are drawn with where there are no colours."""
PARTS = len(FILLS)
"""Topics that can be told apart in a bar."""
_PART_STYLES = ("kind.blue", "kind.yellow", "kind.green", "kind.purple")
_WIDEST = 9
_BELOW = 4
"""Lines below the bars: the axis, its labels, a blank one, what is under the cursor."""
_GAP_FROM = 3
"""A bar so wide has a cell of it free, to be told from the next."""


class TimelineChart(Keyed, Widget, can_focus=True):
    """Draws a timeline; its keys are commands of the context ``timeline``."""

    context: ClassVar[Context] = "timeline"
    DEFAULT_CSS = "TimelineChart { width: 1fr; height: 1fr; }"

    @dataclass
    class Taken(Message):
        """The bar under the cursor was clicked again."""

    def __init__(self) -> None:
        """Start without bars."""
        super().__init__(id="timeline-chart")
        self.shown: Timeline | None = None
        self.names: Sequence[str] = ()
        self.cursor = 0
        self.began: int | None = None
        """The bar at which choosing a span began; None while none is chosen."""
        self._first = 0

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars there are."""
        return self.shown.bars if self.shown is not None else ()

    @property
    def chosen(self) -> tuple[Bar, ...]:
        """The bars from where choosing began to the cursor; that under the cursor while none are chosen."""
        if not self.bars:
            return ()
        start = self.cursor if self.began is None else self.began
        return self.bars[min(start, self.cursor) : max(start, self.cursor) + 1]

    def show(self, timeline: Timeline, names: Sequence[str]) -> None:
        """Show bars, with the cursor on the day it was on, at first on the last; ``names`` are those of the
        parts of a bar."""
        before = self.bars[self.cursor] if self.bars else None
        self.shown, self.names, self.began = timeline, names, None
        bars = timeline.bars
        self.cursor = max(0, len(bars) - 1)
        if before is not None:
            inside = [
                at for at, bar in enumerate(bars) if bar.end >= before.start and bar.start <= before.end
            ]
            fullest = max(inside, key=lambda at: (bars[at].count, at), default=self.cursor)
            self.cursor = fullest
        self._first = len(bars)
        self._reveal()
        self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor by bars, as far as there are any."""
        self.cursor = max(0, min(self.cursor + by, len(self.bars) - 1))
        self._reveal()
        self.refresh()

    def cmd_timeline_later(self, count: int = 1) -> None:
        """Go to the next bar."""
        self.move(count)

    def cmd_timeline_earlier(self, count: int = 1) -> None:
        """Go to the bar before."""
        self.move(-count)

    def cmd_page_down(self, count: int = 1) -> None:
        """Go on by as many bars as there are in sight."""
        self.move(self._in_sight * count)

    def cmd_page_up(self, count: int = 1) -> None:
        """Go back by as many bars as there are in sight."""
        self.move(-self._in_sight * count)

    def cmd_start(self, count: int = 1) -> None:
        """Go to the first bar."""
        self.move(-len(self.bars))

    def cmd_end(self, count: int = 1) -> None:
        """Go to the last bar."""
        self.move(len(self.bars))

    def cmd_timeline_select(self, count: int = 1) -> None:
        """Begin a span at the cursor, or end choosing one."""
        self.began = self.cursor if self.began is None and self.bars else None
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked bar; a click with Shift ends a span there, one on the cursor takes
        it."""
        at = (event.x - self._left) // self._bar_cells + self._first
        if not self.bars or event.x < self._left or not 0 <= at < len(self.bars):
            return
        event.stop()
        if event.shift and self.began is None:
            self.began = self.cursor
        again = at == self.cursor and not event.shift
        self.move(at - self.cursor)
        if again:
            self.post_message(self.Taken())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go on."""
        event.stop()
        self.move(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go back."""
        event.stop()
        self.move(-1)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._reveal()
        self.refresh()

    # Drawing

    @property
    def _most(self) -> int:
        return max((bar.count for bar in self.bars), default=0)

    @property
    def _left(self) -> int:
        """The cells of the numbers at the left, with the line that parts them from the bars."""
        return len(f"{self._most:,}") + 3

    @property
    def _bar_cells(self) -> int:
        room = max(1, self.size.width - self._left - 1)
        return max(1, min(_WIDEST, room // max(1, len(self.bars))))

    @property
    def _in_sight(self) -> int:
        return max(1, (self.size.width - self._left - 1) // self._bar_cells)

    def _reveal(self) -> None:
        last = max(0, len(self.bars) - self._in_sight)
        self._first = max(0, min(self._first, last, self.cursor))
        self._first = max(self._first, self.cursor - self._in_sight + 1)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        look = look_of(self)
        ground, cells = look.style("page.text"), self.size.width
        height = self.size.height - _BELOW
        if not self.bars or height < 2:
            return self._empty_line(y, ground)
        if y < height:
            return joined(self._across(y, height, ground), cells, ground)
        rule, muted = look.style("page.rule"), look.style("list.meta")
        line: list[Part] = []
        if y == height:
            bars = min(len(self.bars) - self._first, self._in_sight)
            line = [(" " * (self._left - 2) + " └", rule), ("─" * (bars * self._bar_cells), rule)]
        elif y == height + 1:
            inside = self.bars[self._first : self._first + self._in_sight]
            step = self.shown.step if self.shown is not None else "month"
            line = [(" " * self._left + ticks(inside, step, self._bar_cells, words_of(self)), muted)]
        elif y == height + 3:
            line = self._told()
        return joined(line, cells, ground)

    def _across(self, y: int, height: int, ground: Style) -> list[Part]:
        """Return a line across all bars in sight, the highest is line 0."""
        look, most = look_of(self), self._most
        label = f"{most:,}" if y == 0 else ""
        half = height // 2
        if height >= 8 and y == half and most >= 4:
            label = f"{round(most * (height - half) / height):,}"
        parts: list[Part] = [
            (label.rjust(self._left - 2), look.style("list.meta")),
            (" │", look.style("page.rule")),
        ]
        chosen = self.chosen if self.began is not None else ()
        cells = self._bar_cells
        drawn = cells - 1 if cells >= _GAP_FROM else cells
        for at in range(self._first, min(len(self.bars), self._first + self._in_sight)):
            bar = self.bars[at]
            sign, style = self._cell(bar, height - 1 - y, height)
            if at == self.cursor:
                style += look.style("bars.cursor")
            elif chosen and chosen[0].start <= bar.start <= chosen[-1].start:
                style += look.style("bars.chosen")
            blank = sign == " " and at == self.cursor and y == height - 1
            parts += [(("▁" if blank else sign) * drawn, style), (" " * (cells - drawn), ground)]
        return parts

    def _cell(self, bar: Bar, level: int, height: int) -> tuple[str, Style]:
        """Return what is drawn of a bar ``level`` cells above the axis."""
        look, most = look_of(self), self._most
        if not self.names:
            return column(bar.count / most if most else 0.0, height)[level], look.style("bars.bar")
        below = 0
        for number, part in enumerate(bar.parts[:PARTS]):
            below += part
            if level < round(below / most * height) or (level == 0 and part):
                sign = FILLS[number] if look.depth == "plain" else "█"
                return sign, look.style(_PART_STYLES[number])
        return " ", look.style("bars.bar")

    def _told(self) -> list[Part]:
        look, words = look_of(self), words_of(self)
        chosen = self.chosen
        if not chosen or self.shown is None:
            return []
        span = span_in_words(chosen[0].start, chosen[-1].end, self.shown.step, words)
        count = sum(bar.count for bar in chosen)
        parts: list[Part] = [
            (" " + span, look.style("bars.told")),
            ("  " + words("timeline.count", n=count), look.style("page.text")),
        ]
        for number, name in enumerate(self.names):
            n = sum(bar.parts[number] for bar in chosen)
            sign = FILLS[number] if look.depth == "plain" else "█"
            parts += [("  " + sign, look.style(_PART_STYLES[number]))]
            parts += [(f" {cut(composed(name), 24)} {n:,}", look.style("list.meta"))]
        return parts

    def _empty_line(self, y: int, ground: Style) -> Strip:
        words = words_of(self)
        text = words("timeline.empty" if self.shown is not None else "timeline.counting")
        lines = fill(text, max(1, self.size.width - 4), 3)
        shown = lines[y - 1] if 0 < y <= len(lines) else ""
        return joined([("  " + shown, look_of(self).style("list.empty"))], self.size.width, ground)
