"""Choosing one of the five kinds of highlights: each with its ground, its sign and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from annotations.model import KINDS, HighlightKind
from tui.cells import cut
from tui.cells import width as cells_of
from tui.kinds import SIGNS
from tui.screens.over_page import place_around, place_over
from tui.widgets.host import look_of, words_of
from tui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

    from tui.screens.marker import Marker

_WIDTH = 52
_FIRST = 2
"""The line of the first kind: the title and a blank line stand above it."""
_LINES = _FIRST + len(KINDS) + 2
_HEIGHT = _LINES + 2


class _Kinds(Widget):
    """The box, drawn line by line."""

    DEFAULT_CSS = """
    _Kinds {
        width: 52; max-width: 100%; height: auto; max-height: 100%; padding: 0 1;
        background: $surface; border: round $foreground 25%;
    }
    _Kinds:ansi { background: ansi_default; border: round ansi_default; }
    """

    def __init__(self, marker: Marker, title: str) -> None:
        super().__init__()
        self._marker = marker
        self._title = title
        self.cursor = KINDS.index(marker.kind)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Title, kinds, keys, and air between them."""
        return _LINES

    def kind_at(self, y: int) -> int | None:
        """Which kind a line is."""
        return y - _FIRST if _FIRST <= y < _FIRST + len(KINDS) else None

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        look, words, width = look_of(self), words_of(self), self.size.width
        ground = look.style("box.text")
        at = self.kind_at(y)
        if at is None:
            key = "box.title" if y == 0 else "box.muted"
            texts = {0: self._title, _FIRST + len(KINDS) + 1: words("marking.kinds-keys")}
            line = [Segment(cut(texts.get(y, ""), width), look.style(key))]
            return Strip(line).adjust_cell_length(width, ground)
        kind = KINDS[at]
        sign = look.style(f"kind.{kind}") + ground.background_style
        name = cut(f" {self._marker.named(kind)} ", max(1, width - 6))
        here = at == self.cursor
        pieces = [
            Segment("▌" if here else " ", ground + (look.style("picker.cursor_bar") if here else Style())),
            Segment(f"{at + 1} ", look.style("box.key")),
            Segment(f"{SIGNS[kind]} ", sign),
            Segment(name, ground + look.style(f"highlight.{kind}") + Style(bold=here or None)),
        ]
        used = 5 + cells_of(name)
        if kind == self._marker.kind:
            told = words("marking.last-used")
            if used + cells_of(told) + 1 <= width:
                pieces += [
                    Segment(" " * (width - used - cells_of(told)), ground),
                    Segment(told, look.style("box.muted")),
                ]
        return Strip(pieces).adjust_cell_length(width, ground)


class KindPicker(Overlay[HighlightKind | None]):
    """Dismisses with the kind that was chosen, or None."""

    DEFAULT_CSS = "KindPicker { align: center bottom; background: transparent; }"

    def __init__(self, marker: Marker, title: str, stretch: tuple[int, int] | None = None) -> None:
        """Take what knows the kinds, what is asked, and the stretch of the text that it is asked about."""
        super().__init__()
        self._marker = marker
        self._stretch = stretch
        self._box = _Kinds(marker, title)

    def compose(self) -> ComposeResult:
        """The box."""
        yield self._box

    def on_mount(self) -> None:
        """Find a place over the page."""
        self._place()

    def on_resize(self) -> None:
        """Find a place again."""
        self._place()

    def _place(self) -> None:
        reader = self._marker.main.reader
        if self._stretch is None:
            place_over(self, self._box, reader, None, _WIDTH, _HEIGHT)
        else:
            place_around(self, self._box, reader, self._stretch, _WIDTH, _HEIGHT)

    def on_key(self, event: events.Key) -> None:
        """Choose by number or row, name a kind, or close."""
        event.stop()
        event.prevent_default()
        box, key = self._box, event.key
        if key in ("escape", "q", "h", "left"):
            self.dismiss(None)
        elif key in ("enter", "l", "right", "space"):
            self.dismiss(KINDS[box.cursor])
        elif key.isdecimal() and 1 <= int(key) <= len(KINDS):
            self.dismiss(KINDS[int(key) - 1])
        elif key in ("down", "j", "up", "k"):
            box.cursor = (box.cursor + (1 if key in ("down", "j") else -1)) % len(KINDS)
        elif key == "r":
            self._marker.rename(KINDS[box.cursor], self._renamed)
        box.refresh()

    def _renamed(self) -> None:
        self._box.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked; a click beside the box closes it."""
        if event.widget is not self._box:
            self.dismiss(None)
            return
        where = event.get_content_offset(self._box)
        at = None if where is None else self._box.kind_at(where.y)
        if at is not None:
            self.dismiss(KINDS[at])
