"""A page in front of list and reader: a heading, what it shows, the main screen's footer below."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Vertical
from textual.widget import Widget

from tui.cells import composed, cut, width
from tui.widgets.host import look_of
from tui.widgets.keyed import carry_out
from tui.widgets.list.parts import joined
from tui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

    from tui.app import DocbaoApp
    from tui.commands import Context
    from tui.screens.surveying import Surveying


_PARTED = " · "
"""Between the parts of a count: the first says the most."""


class _Heading(Widget, can_focus=False):
    DEFAULT_CSS = "_Heading { height: 1; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__(id="front-heading")
        self.name_part = self.told = self.count = self.short = ""

    def render_line(self, y: int) -> Strip:
        look, cells = look_of(self), self.size.width
        ground = look.style("bar.header")
        name = cut(composed(self.name_part), max(1, cells // 2))
        told, count = composed(self.told), self.count
        if self.short and width(name) + width(told) + width(count) + 6 > cells:
            count = self.short
        if width(count) + 2 > cells:
            count = count.split(_PARTED)[0]
        if width(name) + width(count) + 4 > cells:
            room = cells - width(count) - 4
            name = cut(name, room) if room > 3 else ""
        room = cells - width(name) - width(count) - 6
        told = cut(told, room) if room > 3 else ""
        gap = " " * max(1, cells - width(name) - width(told) - width(count) - 4)
        parts = [
            (" ", ground),
            (name, look.style("bar.header_strong")),
            ("  ", ground),
            (told, ground),
            (gap, ground),
        ]
        return joined([*parts, (count, ground)], cells, ground)


class FrontPage(Overlay[None]):
    """Shows a widget over the panes; its keys are commands of the page's context, carried out by the page,
    the widget, the main screen or the app."""

    context: ClassVar[Context]
    DEFAULT_CSS: ClassVar[str] = """
    FrontPage { background: transparent; }
    FrontPage > #front { background: $background; margin: 0 0 1 0; height: 1fr; }
    FrontPage > #front:ansi { background: ansi_default; }
    """
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, main: Surveying, body: Widget) -> None:
        """Take the main screen, whose footer is used, and what the page shows."""
        super().__init__()
        self.main = main
        self.body = body
        self._heading = _Heading()

    def compose(self) -> ComposeResult:
        """Lay out heading and body."""
        with Vertical(id="front"):
            yield self._heading
            yield self.body

    def on_mount(self) -> None:
        """Give the body the keys."""
        self.body.focus()
        self.main.show_footer_keys()
        self.watch(self.main.footer, "rows", self._leave_rows)

    def _leave_rows(self, rows: int) -> None:
        """The footer below has this many."""
        self.query_one("#front").styles.margin = (0, 0, rows, 0)

    def head(self, name: str, told: str, count: str, short: str = "") -> None:
        """Say in the heading what the page shows; ``short`` is the count where both do not fit."""
        heading = self._heading
        heading.name_part, heading.told, heading.count, heading.short = name, told, count, short
        heading.refresh()

    def follow(self) -> None:
        """Articles, marks or the list have changed: show that, or say so."""

    def on_key(self, event: events.Key) -> None:
        """Keys that nothing else took are commands too."""
        event.stop()
        event.prevent_default()
        self.take_key(self.context, event.key)

    def take_key(self, context: Context, key: str) -> bool:
        """Carry out what a key means in a context; False when it means nothing there."""
        app = cast("DocbaoApp", self.app)
        return carry_out(app, self.main.footer, context, key, self, self.body, self.main)

    def on_click(self, event: events.Click) -> None:
        """A click on the footer below is the key that stands there."""
        footer, app = self.main.footer, cast("DocbaoApp", self.app)
        if event.screen_y < self.size.height - footer.rows or footer.dismiss():
            return
        if (command := app.commands.get(footer.command_at(event.screen_x))) is not None:
            for target in (self, self.body, self.main, app):
                if (handler := getattr(target, command.handler, None)) is not None:
                    handler(1)
                    return

    def cmd_front_close(self, count: int = 1) -> None:
        """Go back to where one came from."""
        if not self.main.footer.dismiss_failure() and not self.main.step_back_in_front():
            self.dismiss()
