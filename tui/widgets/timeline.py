"""Articles over time as bars that stand side by side, with a cursor among them and a span to choose."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.bars_of_blocks import GAP, columns, stacked
from tui.cells import composed, cut, fill, width
from tui.timeline_words import span_in_words, ticks
from tui.widgets.host import look_of, words_of
from tui.widgets.keyed import Keyed
from tui.widgets.list.parts import Part, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.style import Style
    from textual import events

    from annotations.timeline import Bar, Timeline
    from tui.commands import Context

FILLS = "█▓▒░"
"""What the parts of a bar are drawn with where there are no colours."""
PARTS = len(FILLS)
"""Topics that can be told apart in a bar."""
_PART_STYLES = ("kind.blue", "kind.yellow", "kind.green", "kind.purple")
_WIDEST = 9
_BELOW = {
    6: ("axis", "labels", "beyond", "told"),
    5: ("axis", "labels", "told"),
    3: ("axis", "told"),
    0: ("told",),
}
"""The lines below the bars from so many lines on: the axis, its labels, how many bars are out of sight, what
is under the cursor. In low windows bars and what is said of them come first."""
_MARK = "▲"
"""What the cursor is seen by on the axis: without colours too, and where bars have those of topics."""
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
        self.bars: tuple[Bar, ...] = ()
        """The bars in sight."""
        self._rows: Sequence[str] = ()
        self._laid_out_for = Size(0, 0)
        """What is drawn of these, from above: a sign for each."""
        self._most = 0
        self._left = 0
        """The cells of the numbers at the left, with the line that parts them from the bars."""
        self._below: Sequence[str] = ()
        """The lines below the bars."""
        self._wide = 1
        """The cells of a bar, all alike: a wider one would look like more articles. What is left over stays
        empty."""
        self._starts: Sequence[int] = (0,)
        """The first cell of each bar in sight, and behind the last."""

    @property
    def count(self) -> int:
        """How many bars there are."""
        return len(self.shown) if self.shown is not None else 0

    @property
    def _span(self) -> tuple[int, int]:
        """The first and last bar of those from where choosing began to the cursor."""
        began = self.cursor if self.began is None else self.began
        return min(began, self.cursor), max(began, self.cursor)

    @property
    def chosen(self) -> tuple[Bar, ...]:
        """The first and last of the bars that are chosen; twice that under the cursor while none are."""
        return tuple(self.shown.bar(place) for place in self._span) if self.shown and self.count else ()

    def show(self, timeline: Timeline, names: Sequence[str]) -> None:
        """Show bars, with the cursor on the day it was on, at first on the last; ``names`` are those of the
        parts of a bar. A span that is being chosen stays where the steps do."""
        before, last = self.shown, max(0, len(timeline) - 1)
        if before is not None and self.count and len(timeline):
            bar = before.bar(self.cursor)
            self.cursor = timeline.fullest(bar.start, bar.end)
            if self.began is not None:
                self.began = timeline.place(before.bar(self.began).start)
        else:
            self.cursor = last
        if before is None or before.step != timeline.step or not len(timeline):
            self.began = None
        self.shown, self.names = timeline, names
        self._first = last + 1
        self._reveal(anew=True)

    def move(self, by: int) -> None:
        """Move the cursor by bars, as far as there are any."""
        before, self.cursor = self.cursor, max(0, min(self.cursor + by, self.count - 1))
        if self.cursor != before:
            self._reveal(before)

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
        self.move(-self.count)

    def cmd_end(self, count: int = 1) -> None:
        """Go to the last bar."""
        self.move(self.count)

    def cmd_timeline_select(self, count: int = 1) -> None:
        """Begin a span at the cursor, or end choosing one."""
        self.began = self.cursor if self.began is None and self.count else None
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked bar; a click with Shift ends a span there, one on the cursor takes
        it."""
        x = event.x - self._left
        if not 0 <= x < self._starts[-1]:
            return
        at = bisect_right(self._starts, x) - 1 + self._first
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
        self._reveal(anew=True)

    # Drawing

    @property
    def _in_sight(self) -> int:
        return max(1, min(self._room // self._wide, self.count))

    @property
    def _room(self) -> int:
        """The cells there are for bars."""
        return max(1, self.size.width - self._left - 1)

    @property
    def _height(self) -> int:
        """The lines that bars have."""
        return max(0, self.size.height - len(self._below))

    def _lay_out(self) -> None:
        """Work out what is the same for all lines."""
        self._laid_out_for = self.size
        self._most = self.shown.most if self.shown is not None else 0
        self._left = len(f"{self._most:,}") + 3
        self._below = next(lines for least, lines in _BELOW.items() if self.size.height >= least)
        self._wide = max(1, min(_WIDEST, self._room // max(1, self.count)))

    def _reveal(self, before: int = 0, *, anew: bool = False) -> None:
        """Have the cursor in sight, and what is seen drawn again: all of it, or only the bars between where
        the cursor was ``before`` and where it is."""
        if anew:
            self._lay_out()
        room, first = self._in_sight, self._first
        first = max(0, min(first, max(0, self.count - room), self.cursor))
        first = max(first, self.cursor - room + 1)
        if not anew and first == self._first:
            one, other = sorted((before - first, self.cursor - first))
            start, end = self._starts[one], self._starts[other + 1]
            bars = Region(self._left + start, 0, end - start, self._height + 1)
            self.refresh(bars, Region(0, self.size.height - 1, self.size.width, 1))
            return
        self._first = first
        self.bars = self.shown.bars(first, first + room) if self.shown is not None else ()
        self._starts = range(0, (len(self.bars) + 1) * self._wide, self._wide)
        most, height = self._most, self._height
        if self.names:
            made_of = [None if bar.gap else (bar.together, bar.parts) for bar in self.bars]
            self._rows = stacked(made_of, most, height)
        else:
            self._rows = columns([None if bar.gap else bar.count for bar in self.bars], most, height)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; where that is before the widget is told its size, bars are laid out for it first."""
        if self.size != self._laid_out_for:
            self._reveal(anew=True)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        look = look_of(self)
        ground, cells, height = look.style("page.text"), self.size.width, self._height
        if not self.bars:
            return self._empty_line(y, ground)
        if y < height:
            return self._bar_line(y, height, ground)
        muted = look.style("list.meta")
        line: list[Part] = []
        match self._below[y - height]:
            case "axis":
                line = self._axis()
            case "labels":
                step = self.shown.step if self.shown is not None else "month"
                labels = ticks(self.bars, step, self._starts, cells - self._left, words_of(self))
                line = [(" " * self._left + labels, muted)]
            case "beyond":
                line = [(" " * self._left + self._beyond, muted)]
            case "told":
                line = self._told()
        return joined(line, cells, ground)

    @property
    def _beyond(self) -> str:
        """What is said of the bars out of sight at both sides, under the bars; nothing where there are none,
        or no room for it."""
        words, before, behind = words_of(self), self._first, self.count - self._first - len(self.bars)
        earlier = words("timeline.earlier", n=before) if before else ""
        later = words("timeline.later", n=behind) if behind else ""
        between = self._starts[-1] - width(earlier) - width(later)
        return earlier + " " * between + later if between >= 2 and before + behind else ""

    def _axis(self) -> list[Part]:
        """Return the line the bars stand on. Its ends say that there are more where nothing else does."""
        rule, axis, mark = look_of(self).style("page.rule"), "─" * self._starts[-1], self._cursor_mark
        silent = "beyond" not in self._below or not self._beyond
        before = "‹" if silent and self._first else "└"
        after = "›" if silent and self._first + len(self.bars) < self.count else ""
        return [
            (" " * (self._left - 1) + before + axis[:mark], rule),
            (_MARK, look_of(self).style("bars.told")),
            (axis[mark + 1 :] + after, rule),
        ]

    @property
    def _cursor_mark(self) -> int:
        """How many cells there are before the middle of the bar under the cursor."""
        return self._starts[self.cursor - self._first] + (self._wide - 1) // 2

    def _bar_line(self, y: int, height: int, ground: Style) -> Strip:
        """Return a line across all bars in sight, the highest is line 0. What is chosen is a band over
        them."""
        look, most = look_of(self), self._most
        label = f"{most:,}" if y == 0 else ""
        half = height // 2
        if height >= 8 and y == half and most >= 4:
            label = f"{round(most * (height - half) / height):,}"
        signs, cursor = self._rows[y], self.cursor - self._first
        start, end = (max(0, place - self._first) for place in self._span)
        under = "▁" if y == height - 1 and signs[cursor] == " " else signs[cursor]
        band = look.style("bars.chosen")
        pieces = (
            (signs[:start], None),
            (signs[start:cursor], band),
            (under, look.style("bars.cursor") if not self.names else band),
            (signs[cursor + 1 : end + 1], band),
            (signs[max(cursor, end) + 1 :], None),
        )
        segments = [
            *_apart(label.rjust(self._left - 2), look.style("list.meta"), ground),
            *_apart(" │", look.style("page.rule"), ground),
        ]
        for drawn, over in pieces:
            if drawn:
                segments += self._drawn(drawn, over, ground)
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def _drawn(self, signs: str, over: Style | None, ground: Style) -> Iterator[Segment]:
        """Yield what is drawn of some bars in sight, ``over`` laid over them: as few segments as
        it can be, for each costs a redraw. The cell that parts the last from the next is left free."""
        wide, free = self._wide, int(self._wide >= _GAP_FROM)
        left = len(signs)
        alike = not self.names and GAP not in signs
        for kind, some in (("", signs),) if alike else groupby(signs, self._kind):
            style, sign = self._kind_style(kind)
            run = "".join(some)
            left -= len(run)
            text = sign * len(run) if sign else run
            if wide > 1:
                text = "".join(
                    (mark.center(wide - free) if mark == GAP else mark * (wide - free)) + " " * free
                    for mark in text
                )
            end = len(text) - free * (over is not None and not left)
            before = ground
            if over is not None and not kind.isdigit():  # topics keep their colours
                style, before = style + over, ground + over
            yield from _apart(text[:end], style, before)
            if end < len(text):
                yield Segment(text[end:], ground)

    def _kind(self, sign: str) -> str:
        """Return what a sign is drawn as: a gap, a part of a bar by its number, or a bar."""
        return sign if sign == GAP or sign.isdigit() else ""

    def _kind_style(self, kind: str) -> tuple[Style, str]:
        """Return how a kind is drawn, and with which sign if it is one for all."""
        look = look_of(self)
        if kind == GAP:
            return look.style("page.rule"), GAP
        if kind:
            return look.style(_PART_STYLES[int(kind)]), FILLS[int(kind)] if look.depth == "plain" else "█"
        return look.style("bars.bar"), ""

    def _told(self) -> list[Part]:
        look, words, shown, chosen = look_of(self), words_of(self), self.shown, self.chosen
        if not chosen or shown is None:
            return []
        span = span_in_words(chosen[0].start, chosen[-1].end, shown.step, words)
        count, counts = shown.counted(*self._span)
        told = words("timeline.count", n=count)
        if self.names:
            told = words("timeline.together", n=shown.together(*self._span), told=told)
        parts: list[Part] = [
            (" " + span, look.style("bars.told")),
            ("  " + told, look.style("page.text")),
        ]
        left = self.size.width - sum(width(text) for text, _ in parts) - 1
        left -= sum(len(f"{n:,}") + 5 for n in counts)
        names = [composed(name) for name in self.names]
        room = next(
            (room for room in range(24, 1, -1) if sum(min(width(it), room) for it in names) <= left), 1
        )
        for number, (name, n) in enumerate(zip(names, counts, strict=True)):
            sign = FILLS[number] if look.depth == "plain" else "█"
            parts += [("  " + sign, look.style(_PART_STYLES[number]))]
            parts += [(f" {cut(name, room)} {n:,}", look.style("list.meta"))]
        return parts

    def _empty_line(self, y: int, ground: Style) -> Strip:
        words = words_of(self)
        text = words("timeline.empty" if self.shown is not None else "timeline.counting")
        lines = fill(text, max(1, self.size.width - 4), 3)
        y -= int(self.size.height > len(lines))
        shown = lines[y] if 0 <= y < len(lines) else ""
        return joined([("  " + shown, look_of(self).style("list.empty"))], self.size.width, ground)


def _apart(text: str, style: Style, before: Style) -> Iterator[Segment]:
    """Yield a text, the spaces ``before`` it apart: pictures of the screen lose those that begin one."""
    bare = text.lstrip(" ")
    if len(bare) < len(text):
        yield Segment(text[: len(text) - len(bare)], before)
    if bare:
        yield Segment(bare, style)
