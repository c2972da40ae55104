"""The sheet that says what docbao read of an article and why; the text stays in view beside or above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from textual.containers import Vertical
from textual.strip import Strip
from textual.widget import Widget

from tui.cells import cut
from tui.cells import width as cells_of
from tui.screens.base import ROOMY, SIDE_BY_SIDE
from tui.widgets.fact_rows import FactRows
from tui.widgets.host import look_of, words_of
from tui.widgets.keyed import carry_out
from tui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from tui.app import DocbaoApp
    from tui.commands import Context
    from tui.facts import Fact
    from tui.screens.correcting import Explainer

_LEAST = 4
"""Rows of the sheet at least, where the screen has them."""
_HEADER = 1
"""The header's rows, which stay in view."""


class _Heading(Widget):
    """The sheet's first line: what it is, and the rule that parts it from the text above."""

    DEFAULT_CSS = "_Heading { height: 1; }"

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        look = look_of(self)
        text = cut(words_of(self)("evidence.title"), max(1, self.size.width - 4))
        rule, ground = look.style("box.rule"), look.style("box.text")
        parts = [
            Segment("─ ", rule),
            Segment(text, look.style("box.title")),
            Segment(" " + "─" * max(0, self.size.width - cells_of(text) - 3), rule),
        ]
        return Strip(parts).adjust_cell_length(self.size.width, ground)


class EvidenceSheet(Overlay[None]):
    """Shows facts; moving over one points out in the text what it rests on. Its keys are commands of the
    context ``sheet``."""

    DEFAULT_CSS = """
    EvidenceSheet { background: transparent; align: left bottom; }
    EvidenceSheet > #sheet { background: $surface; }
    EvidenceSheet.beside { align: left top; }
    EvidenceSheet.beside > #sheet { width: 42%; min-width: 44; max-width: 76; }
    EvidenceSheet.beside.roomy > #sheet { width: 30%; }
    EvidenceSheet.beside.spacious > #sheet { width: 26%; }
    EvidenceSheet > #sheet:ansi { background: ansi_default; }
    """

    def __init__(self, explainer: Explainer, facts: tuple[Fact, ...]) -> None:
        """Take what carries out corrections of the article, and the facts."""
        super().__init__(id="evidence")
        self._explainer = explainer
        self._main = explainer.main
        self.rows = FactRows()
        self.rows.facts = facts
        # Held on to: a message in the footer may come and go while the sheet is being opened or closed.
        self._sheet = Vertical(id="sheet")

    def compose(self) -> ComposeResult:
        """A heading and the facts."""
        with self._sheet:
            yield _Heading()
            yield self.rows

    def on_mount(self) -> None:
        """Find a place, and point at the first fact once the text has its own."""
        self.watch(self._main.footer, "rows", self._stand_above)
        self.call_after_refresh(self._begin)

    def _stand_above(self) -> None:
        self._place(self.app.size.width, self.app.size.height)

    def on_resize(self, event: events.Resize) -> None:
        """Find a place again."""
        self._place(event.size.width, event.size.height)
        self.call_after_refresh(self._begin)

    def _place(self, columns: int, lines: int) -> None:
        """Stand over the list where there is one beside the text, else under the text: half of it at most.

        Over the list it is as wide as the list by the same rule: where that stands is only known once the
        screen below has been laid out for the new size.
        """
        beside = columns >= SIDE_BY_SIDE
        self.set_class(beside, "beside")
        self.set_class(columns >= ROOMY, "roomy")
        self.set_class(self._main.spacious, "spacious")
        self.rows.airy = beside
        sheet = self._sheet
        footer = self._main.footer.rows
        most = max(_LEAST, (lines - _HEADER - footer) // 2)
        height = lines - _HEADER - footer if beside else min(self.rows.lines_for(columns) + 1, most)
        sheet.styles.width = None if beside else columns
        sheet.styles.margin = (_HEADER, 0, 0, 0) if beside else (0, 0, footer, 0)
        sheet.styles.offset = (self._main.before_list if beside else 0, 0)
        sheet.styles.height = max(1, min(height, lines - 1))
        self._covered = 0 if beside else height

    def _begin(self) -> None:
        self._main.reader.begin_pointing(self._covered)
        self._point()

    def _point(self) -> None:
        fact = self.rows.current
        self._main.reader.point_out(fact.spans if fact is not None else ())

    def show(self, facts: tuple[Fact, ...]) -> None:
        """Show the facts as they are now."""
        self.rows.show(facts)
        self._place(self.app.size.width, self.app.size.height)
        self._point()

    def on_key(self, event: events.Key) -> None:
        """Carry out the command of a key."""
        event.stop()
        event.prevent_default()
        self.take_key("sheet", event.key)

    def take_key(self, context: Context, key: str) -> bool:
        """Carry out what a key means in a context; False when it means nothing there."""
        app = cast("DocbaoApp", self.app)
        return carry_out(app, self._main.footer, context, key, self, self._main)

    def on_fact_rows_clicked(self, message: FactRows.Clicked) -> None:
        """A click goes to a fact, a second one sets it right."""
        message.stop()
        self._move_to(message.fact)
        if message.again:
            self.cmd_set_right()

    def on_click(self, event: events.Click) -> None:
        """A click beside the sheet closes it."""
        if event.widget is self:
            self.cmd_close_sheet()

    def _move_to(self, at: int) -> None:
        self.rows.move_to(at)
        self._point()

    def cmd_down(self, count: int = 1) -> None:
        """Go to a later fact."""
        self._move_to(self.rows.cursor + count)

    def cmd_up(self, count: int = 1) -> None:
        """Go to an earlier fact."""
        self._move_to(self.rows.cursor - count)

    def cmd_start(self, count: int = 1) -> None:
        """Go to the first fact."""
        self._move_to(0)

    def cmd_end(self, count: int = 1) -> None:
        """Go to the last fact."""
        self._move_to(len(self.rows.facts))

    def cmd_page_down(self, count: int = 1) -> None:
        """Turn the text's pages forward."""
        self._main.reader.cmd_page_down(count)

    def cmd_page_up(self, count: int = 1) -> None:
        """Turn the text's pages back."""
        self._main.reader.cmd_page_up(count)

    def cmd_half_down(self, count: int = 1) -> None:
        """Go half a page of the text forward."""
        self._main.reader.cmd_half_down(count)

    def cmd_half_up(self, count: int = 1) -> None:
        """Go half a page of the text back."""
        self._main.reader.cmd_half_up(count)

    def cmd_set_right(self, count: int = 1) -> None:
        """Set the fact right."""
        if (fact := self.rows.current) is None:
            return
        if fact.field == "file":
            self._main.say("evidence.only-told")
        else:
            self._explainer.set_fact(fact.field)

    def cmd_take_back(self, count: int = 1) -> None:
        """Let docbao's own reading stand again."""
        if (fact := self.rows.current) is None:
            return
        if fact.field == "file":
            self._main.say("evidence.only-told")
        else:
            self._explainer.take_back_fact(
                fact.field, said=any(one.said for one in self.rows.facts if one.field == fact.field)
            )

    def cmd_close_sheet(self, count: int = 1) -> None:
        """Close the sheet, after a message that stays."""
        if not self._main.footer.dismiss_failure():
            self.dismiss()
