"""A screen over another one, which shines through."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, ScreenResultType
from textual.strip import Strip
from textual.visual import Visual

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.color import Color
    from textual.css.styles import RulesMap
    from textual.screen import Screen
    from textual.style import Style as VisualStyle
    from textual.visual import RenderOptions


class Overlay(ModalScreen[ScreenResultType]):
    """A modal screen that looks as any does, and is painted for less.

    Textual tints the screen below segment by segment each time that anything of it has changed, and three
    times when a box opens. Here a line of it that stayed as it was keeps its tint, and so does a style.
    """

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        """Take what every screen takes."""
        super().__init__(name, id, classes)
        self._below: _Tinted | None = None

    def render(self) -> RenderableType | Visual:  # type: ignore[override]  # Textual takes a Visual as well
        """Return what is seen behind the box."""
        below = super().render()
        if not isinstance(below, BackgroundScreen):
            return below
        if self._below is None or (self._below.screen, self._below.tint) != (below.screen, below.color):
            self._below = _Tinted(below.screen, below.color)
        return self._below


class _Tinted(Visual):
    """A screen under a tint."""

    def __init__(self, screen: Screen[object], tint: Color) -> None:
        self.screen = screen
        self.tint = tint
        self._of = (0, Style.null())
        self._lines: list[tuple[Strip, Strip]] = []
        """Each line of the screen as it was when it was last looked at, and under the tint."""

    def render_strips(
        self, width: int, height: int | None, style: VisualStyle, options: RenderOptions
    ) -> list[Strip]:
        """Return the screen's lines, tinted, at most ``height`` of at most ``width`` cells."""
        base = style.rich_style
        if self._of != (width, base):
            self._of, self._lines = (width, base), []
        kept = iter(self._lines)
        self._lines = []
        for line in self.screen._compositor.render_strips()[:height]:
            was, tinted = next(kept, (None, line))
            if was != line:
                tinted = Strip(
                    [Segment(text, _tinted(own, self.tint, base)) for text, own, _ in line],
                    line.cell_length,
                ).crop(0, width)
            self._lines.append((line, tinted))
        return [tinted for _, tinted in self._lines]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the screen's width, in cells."""
        return self.screen.size.width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the screen's height, in lines."""
        return self.screen.size.height


@lru_cache(2048)
def _tinted(style: Style | None, tint: Color, base: Style) -> Style | None:
    """Return a style of the screen below as Textual tints it, over the ``base`` of the screen above."""
    (segment,) = BackgroundScreen.process_segments([Segment(" ", style)], tint)
    return base + segment.style
