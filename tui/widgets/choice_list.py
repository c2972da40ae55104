"""The list part of a picker: one line a choice, what was typed marked in it, counts and keys at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from annotations.collection import Section
from seeds.text import find_folded
from tui.cells import composed, cut, fill, width
from tui.widgets.host import look_of
from tui.widgets.list.geometry import Geometry
from tui.widgets.list.grouped import GroupedRows
from tui.widgets.list.parts import BAR, Part, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events
    from textual.strip import Strip

    from tui.choices import Choice

CHOSEN, OPEN, PARTLY = "✓", "·", "–"
_LABEL_AT = 3


class ChoiceList(GroupedRows, can_focus=False):
    """Choices under their groups; the picker moves the cursor and says which are chosen."""

    DEFAULT_CSS = "ChoiceList { height: 1fr; }"
    ground_style = "box.text"

    @dataclass
    class Clicked(Message):
        """A choice was clicked."""

        choice: Choice

    def __init__(self, *, multiple: bool) -> None:
        """Make an empty list; ``multiple`` shows that each choice can be marked."""
        super().__init__()
        self._multiple = multiple
        self._choices: Sequence[Choice] = ()
        self._chosen: frozenset[str] = frozenset()
        self._partly: frozenset[str] = frozenset()
        self._words: Sequence[str] = ()
        self._flat = False
        self._counts = 0
        self._empty = ""

    def show(
        self,
        choices: Sequence[Choice],
        chosen: frozenset[str],
        words: Sequence[str],
        empty: str,
        partly: frozenset[str] = frozenset(),
    ) -> None:
        """Show choices, those of one group next to each other, and put the cursor on the first.

        ``words`` are the folded words to mark in the labels; while there are any, groups are told at the
        right instead of by headings, so that the best match is the first. ``empty`` is said when there are
        no choices. ``chosen`` and ``partly`` are the values that are marked, and marked for some.
        """
        self._partly = partly
        self._choices, self._chosen, self._words, self._empty = choices, chosen, words, empty
        self._flat = bool(words)
        self._counts = max(
            (len(f"{choice.count:,}") for choice in choices if choice.count is not None), default=0
        )
        self.geometry = Geometry(self._sections(), 1)
        self.cursor = 0
        self.top = 0
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Show as many choices as there is room for: the cursor was put on one before the size was known."""
        self.set_top(self.top)

    def _sections(self) -> list[Section]:
        if not self._choices:
            return []
        if self._flat:
            return [Section(None, 0, len(self._choices))]
        starts = [
            at
            for at, choice in enumerate(self._choices)
            if at == 0 or choice.group != self._choices[at - 1].group
        ]
        ends = [*starts[1:], len(self._choices)]
        return [
            Section(self._choices[start].group or None, start, end - start)
            for start, end in zip(starts, ends, strict=True)
        ]

    def mark(self, chosen: frozenset[str], partly: frozenset[str] = frozenset()) -> None:
        """Show other choices as chosen, and as chosen for some."""
        self._chosen, self._partly = chosen, partly
        self.refresh()

    @property
    def current(self) -> Choice | None:
        """The choice under the cursor."""
        return self._choices[self.cursor] if self._choices else None

    def row_clicked(self, row: int, again: bool) -> None:
        """A click is a choice."""
        self.post_message(self.Clicked(self._choices[row]))

    def draw_line(self, y: int) -> Strip:
        """Draw a line of the pane, or say that nothing matches."""
        if self.geometry.rows:
            return super().draw_line(y)
        lines = fill(composed(self._empty), max(1, self.line_width - _LABEL_AT - 1), 3)
        text = lines[y] if y < len(lines) else ""
        return self._strip([(" " * _LABEL_AT, self.ground), (text, look_of(self).style("box.muted"))])

    def heading_strip(self, section: int) -> Strip:
        """Draw a group's name."""
        key = self.geometry.sections[section].key
        return self._strip([(" " + (key or "").upper(), look_of(self).style("picker.group"))])

    def row_strip(self, row: int, part: int) -> Strip:
        """Draw a choice."""
        look = look_of(self)
        choice = self._choices[row]
        here = row == self.cursor
        chosen = choice.value in self._chosen
        partly = choice.value in self._partly
        mark = CHOSEN if chosen else PARTLY if partly else OPEN if self._multiple else " "
        right = self._right(choice)
        room = max(1, self.line_width - _LABEL_AT - width(right) - (3 if right else 1))
        label = cut(composed(choice.label), room)
        parts = [
            (BAR if here else " ", self.ground + look.style("picker.cursor_bar") if here else self.ground),
            (mark, look.style("picker.chosen" if chosen or partly else "box.muted")),
            (" ", self.ground),
            *self._marked(label, look.style("box.text"), look.style("picker.match")),
            (" " * (room - width(label)), self.ground),
            ("  " + right if right else "", look.style("box.muted")),
        ]
        return self._strip(parts, look.style("box.cursor") if here else None)

    def _right(self, choice: Choice) -> str:
        hint = choice.hint or (choice.group if self._flat else "")
        count = (f"{choice.count:,}" if choice.count is not None else "").rjust(self._counts)
        return "  ".join(part for part in (composed(hint), count) if part)

    def _marked(self, label: str, plain: Style, match: Style) -> list[Part]:
        """Return a label in pieces, with what was typed in its own style."""
        hits = sorted(hit for word in self._words for hit in find_folded(label, word, 1))
        parts: list[Part] = []
        at = 0
        for start, end in hits:
            if start >= at:
                parts += [(label[at:start], plain), (label[start:end], match)]
                at = end
        return [*parts, (label[at:], plain)]

    def _strip(self, parts: Sequence[Part], over: Style | None = None) -> Strip:
        return joined(parts, self.line_width, self.ground, over)
