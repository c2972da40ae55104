"""A pane of lines that scrolls by itself: no child widgets, no layout, nothing animated.

Textual's own ``ScrollView`` lays the screen out anew whenever its ``virtual_size`` changes, and animates; a
list whose length changes with every key typed into a filter cannot afford either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip

from tui.widgets.drawn_lines import DrawnLines
from tui.widgets.host import look_of

if TYPE_CHECKING:
    from textual import events

_THUMB = "▐"


class LineScroller(DrawnLines):
    """``total_lines`` lines of which the pane shows those from ``top`` on, with a thin bar at the right edge.

    A subclass says how many lines there are and draws one; the last column belongs to the bar.
    """

    DEFAULT_CSS = "LineScroller { width: 1fr; height: 1fr; }"
    ALLOW_SELECT = False

    ground_style = "page.text"
    """The style of what lies behind the lines."""

    def __init__(self, *, id: str | None = None) -> None:
        """Start at the top."""
        super().__init__(id=id)
        self.top = 0
        self.pane = Size(0, 0)
        """The widget's size when it was last measured: Textual works its own out anew each time."""
        self._thumb_lines = (0, 0)
        self._behind: dict[Style | None, Style] = {}
        self._grabbed: int | None = None

    @property
    def ground(self) -> Style:
        """The style of an empty cell."""
        return look_of(self).style(self.ground_style)

    @property
    def total_lines(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    @property
    def wheel_lines(self) -> int:
        """How many lines one step of the wheel scrolls."""
        return 3

    @property
    def line_width(self) -> int:
        """Cells a line has: all but the bar's column."""
        return max(0, self.pane.width - 1)

    @property
    def max_top(self) -> int:
        """The furthest that the pane scrolls."""
        return max(0, self.total_lines - self.pane.height)

    def draw_line(self, y: int) -> Strip:
        """Return line ``y`` of the pane (0 is its first one now), ``line_width`` cells wide."""
        raise NotImplementedError

    def scroll_lines(self, lines: int) -> None:
        """Scroll by lines, down when positive, as far as there are any."""
        self.set_top(self.top + lines)

    def set_top(self, top: int) -> bool:
        """Show the lines from ``top`` on, or as near as there are lines; True when that moved anything."""
        top = min(max(0, top), self.max_top)
        if top == self.top:
            return False
        by, before = top - self.top, self._thumb()
        self.top = top
        after = self._thumb()
        self.refresh_scrolled(
            by,
            lambda old, new: (
                self.scrolls_whole(old, new)
                and (before[0] <= old < before[1]) == (after[0] <= new < after[1])
            ),
        )
        return True

    def scrolls_whole(self, old: int, new: int) -> bool:
        """Whether a line of the pane that scrolls from one place to another is drawn there as before; a
        subclass whose lines are that and nothing else says so."""
        return False

    def refresh_pane_lines(self, first: int, count: int) -> None:
        """Draw again lines of the pane, given as lines of the whole; those out of sight are ignored."""
        start = max(0, first - self.top)
        end = min(self.pane.height, first + count - self.top)
        if start < end:
            self.refresh(Region(0, start, self.pane.width, end - start))

    def measure(self) -> None:
        """Take the widget's size as the pane's."""
        self.pane = self.size

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines; what is the same for all of them is worked out once."""
        self.measure()
        self._thumb_lines = self._thumb()
        self._behind.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw a line with its cell of the scroll bar."""
        if not self.pane.width:
            return Strip([])
        line = list(self.draw_line(y))
        behind = self._behind_bar(line[-1].style if line else None)
        start, end = self._thumb_lines
        if start <= y < end:
            line.append(Segment(_THUMB, behind + look_of(self).style("list.scroll")))
        else:
            line.append(Segment(" ", behind))
        return Strip(line, self.pane.width)

    def _behind_bar(self, last: Style | None) -> Style:
        """Return the background of a line's end: the bar stands on it, so that the cursor's row is whole."""
        behind = self._behind.get(last)
        if behind is None:
            behind = self._behind[last] = Style(
                bgcolor=(last or self.ground).bgcolor, reverse=last.reverse if last else None
            )
        return behind

    def _thumb(self) -> tuple[int, int]:
        """Return the lines of the pane that the bar's thumb covers; none where everything is in sight."""
        height, total = self.pane.height, self.total_lines
        if total <= height or height < 2:
            return 0, 0
        size = max(1, height * height // total)
        start = round((height - size) * self.top / self.max_top)
        return start, start + size

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down by a step of the wheel."""
        event.stop()
        event.prevent_default()
        self.scroll_lines(self.wheel_lines)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up by a step of the wheel."""
        event.stop()
        event.prevent_default()
        self.scroll_lines(-self.wheel_lines)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the bar: a press beside the thumb brings it there."""
        start, end = self._thumb()
        if event.button != 1 or event.x != self.pane.width - 1 or start == end:
            return
        event.stop()
        if not start <= event.y < end:
            self._drag_to(event.y - (end - start) // 2)
            start, _ = self._thumb()
        self._grabbed = event.y - start
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the bar's thumb."""
        if self._grabbed is not None:
            event.stop()
            self._drag_to(event.y - self._grabbed)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the bar."""
        if self._grabbed is not None:
            event.stop()
            self._grabbed = None
            self.release_mouse()

    def _drag_to(self, start: int) -> None:
        thumb, end = self._thumb()
        travel = self.pane.height - (end - thumb)
        if travel > 0:
            self.scroll_lines(round(max(0, start) / travel * self.max_top) - self.top)
