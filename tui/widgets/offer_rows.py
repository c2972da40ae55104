"""What could follow in the line being typed: a short list above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.text import display_safe, find_folded
from tui.cells import cut, width
from tui.widgets.host import look_of, words_of
from tui.widgets.list.parts import BAR, Part, joined
from tui.widgets.list.scroller import LineScroller

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.strip import Strip

    from annotations.query.completion import Completion

_LEAST_ROWS = 4
_CELLS = 56
"""Where there is no list."""
_NARROW = 100
"""Below this width of the screen the offers take all of it: beside them only ends of lines would be seen."""


class OfferRows(LineScroller, can_focus=False):
    """One line for each; lies over what is above the prompt. Nothing is chosen until the reader chooses."""

    DEFAULT_CSS = """
    OfferRows { display: none; layer: over; dock: bottom; height: 1; width: 100%;
                margin: 0 0 1 0; background: $surface; }
    """
    ground_style = "box.text"

    def __init__(self, taken: Callable[[int], None]) -> None:
        """Make an empty list, out of sight; ``taken`` is told the number of an offer that was clicked."""
        super().__init__()
        self._taken = taken
        self._offers: Sequence[Completion] = ()
        self._chosen: int | None = None
        self._typed = ""
        self._so_far = False

    @property
    def total_lines(self) -> int:
        """How many there are."""
        return len(self._offers)

    def show(self, offers: Sequence[Completion], chosen: int | None, typed: str, *, so_far: bool) -> None:
        """Show offers, one of them as chosen; what is ``typed`` is marked in them. None: nothing is shown.
        Their counts may grow yet where they are those ``so_far``."""
        self._offers, self._chosen, self._typed, self._so_far = offers, chosen, typed, so_far
        rows = min(len(offers), max(_LEAST_ROWS, self.app.size.height // 3))
        self.display = bool(offers)
        self._stand()
        if offers and self.styles.height is not None and self.styles.height.value != rows:
            self.styles.height = rows
        self.top = 0 if chosen is None else max(0, chosen - rows + 1)
        self.refresh()

    def _stand(self) -> None:
        """Lie over all of the list, and over nothing else, where that stands beside something."""
        cells = self.app.size.width
        if cells >= _NARROW:
            below = [pane.region.right for pane in self.screen.query("#list") if pane.display]
            cells = next(iter(below), 0) or _CELLS
        if self.styles.width is None or self.styles.width.value != cells:
            self.styles.width = cells

    def lift(self, by: int) -> None:
        """Stand so many rows above the line: something is told there."""
        self.styles.margin = (0, 0, 1 + by, 0)

    def draw_line(self, y: int) -> Strip:
        """Draw an offer."""
        look, at = look_of(self), self.top + y
        if at >= len(self._offers):
            return joined([], self.line_width, self.ground)
        offer, here = self._offers[at], at == self._chosen
        hint = words_of(self)("main.filter.offer") if at == 0 and self._chosen is None else ""
        count = "" if offer.count is None else f"{offer.count:,}"
        if count and self._so_far:
            count = words_of(self)("main.filter.offer-so-far", count=count)
        right = "  ".join(part for part in (hint, count) if part)
        room = max(1, self.line_width - 4 - width(right))
        label = cut(display_safe(offer.label), room)
        parts: list[Part] = [
            (BAR if here else " ", self.ground + look.style("picker.cursor_bar") if here else self.ground),
            *self._marked(label),
            (" " * (room - width(label) + 2), self.ground),
            (right, look.style("box.muted")),
        ]
        return joined(parts, self.line_width, self.ground, look.style("box.cursor") if here else None)

    def _marked(self, label: str) -> list[Part]:
        look = look_of(self)
        plain, match = look.style("box.text"), look.style("picker.match")
        after = label.find(":") + 1
        hits = find_folded(label[after:], self._typed, 1) if self._typed.strip() else ()
        if not hits:
            return [(label, plain)]
        start, end = (after + it for it in hits[0])
        return [(label[:start], plain), (label[start:end], match), (label[end:], plain)]

    def on_click(self, event: events.Click) -> None:
        """A click is a choice."""
        event.stop()
        if (number := self.top + event.y) < len(self._offers):
            self._taken(number)
