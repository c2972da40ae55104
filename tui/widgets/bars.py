"""The line above and the line below: where the reader is, and which keys matter here. What has happened
takes as many rows below as it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from seeds.text import display_safe
from tui.alarms import Alarm
from tui.cells import fill
from tui.widgets.host import look_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual import events

_MOST_ROWS = 5
"""Rows of a message at most: four above the footer's own."""
_LEAST_WORDS = 12
"""Cells in which it can still be told what a view shows."""
_BETWEEN, _APART = " · ", "   "
"""What stands between facts, and between the parts of the header."""


def fit(text: str, width: int) -> str:
    """Cut a text to a width in cells, with ``…`` where something is missing."""
    if cell_len(text) <= width:
        return text
    kept = ""
    for character in text:
        if cell_len(kept + character) > width - 1:
            break
        kept += character
    return kept.rstrip() + "…" if width > 0 else ""


class _Bar(Widget, can_focus=False):
    DEFAULT_CSS = "_Bar { height: 1; width: 1fr; }"

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._line: list[Segment] = []

    def render_line(self, y: int) -> Strip:
        """Draw a line of the bar."""
        ground = look_of(self).style("bar.header")
        return Strip(self._compose_line(y, self.size.width, ground)).adjust_cell_length(
            self.size.width, ground
        )

    def _compose_line(self, y: int, width: int, ground: Style) -> list[Segment]:
        raise NotImplementedError


class HeaderBar(_Bar):
    """Where the reader is: what is new on the left, the view in words and its count on the right."""

    def __init__(self) -> None:
        """Make an empty bar."""
        super().__init__("header-bar")
        self._left: tuple[str, ...] = ()
        self._view = ""
        self._count = ""
        self._work = self._short_work = self._deed = ""

    def set_left(self, parts: tuple[str, ...]) -> None:
        """Show short facts after the name, such as "3 unread"."""
        if parts != self._left:
            self._left = parts
            self.refresh()

    def set_view(self, view: str, count: str) -> None:
        """Show the view in words and how many articles it holds."""
        if (view, count) != (self._view, self._count):
            self._view, self._count = display_safe(view), count
            self.refresh()

    def set_work(self, work: str, short: str | None = None) -> None:
        """Show what is going on in the background, "" for nothing; ``short`` where there is no room for it
        beside the view."""
        if work != self._work:
            self._work, self._short_work = work, work if short is None else short
            self.refresh()

    def set_deed(self, deed: str) -> None:
        """Show what is just being done at the reader's word, "" when it is over; what goes on in the
        background waits for it."""
        if deed != self._deed:
            self._deed = deed
            self.refresh()

    def _compose_line(self, y: int, width: int, ground: Style) -> list[Segment]:
        look = look_of(self)
        strong = look.style("bar.header_strong")
        name = words_of(self)("app.name")
        room = width - 2
        if cell_len(name) + 2 + cell_len(self._count) > room:
            return self._narrow_line(name, width, ground, strong)
        room -= cell_len(name)
        left, told = self._shared_out(room)
        used = 1 + cell_len(name) + (2 + cell_len(left) if left else 0)
        gap = " " * (width - used - cell_len(told + self._count) - 1)
        line = [Segment(" ", ground), Segment(name, strong)]
        if left:
            line += [Segment("  ", ground), Segment(left, ground)]
        return [*line, Segment(gap + told, ground), Segment(self._count, strong), Segment(" ", ground)]

    def _narrow_line(self, name: str, width: int, ground: Style, strong: Style) -> list[Segment]:
        """The count alone, where there is no room for more; the name where there is none for the count."""
        shown = self._count if self._count and cell_len(self._count) <= width else fit(name, width)
        return [Segment(" " * (width - cell_len(shown)), ground), Segment(shown, strong)]

    def _shared_out(self, room: int) -> tuple[str, str]:
        """Share the room beside the name out: return what stands left, and what stands before the count.

        The count of the view is never cut, and the first fact stays as long as it can. What gives way, one
        after the other: further facts, how long the work in the background takes yet, the end of the words
        of the view, that work, the first fact, all of the words.
        """
        first, deed = "".join(self._left[:1]), self._deed
        steps = (
            (first, deed or self._work, cell_len(self._view)),
            (first, deed or self._short_work, _LEAST_WORDS),
            (first, deed, _LEAST_WORDS),
            ("", deed, _LEAST_WORDS),
            ("", "", 0),
        )
        for left, work, least in steps:
            words = room - 2 - cell_len(_side_by_side(work, self._count))
            words -= cell_len(left) + 2 if left else 0
            words -= len(_APART) if self._view and (work or self._count) else 0
            if words >= min(least, cell_len(self._view)):
                break
        told = _side_by_side(work, fit(self._view, words))
        told += _APART if told and self._count else ""
        room -= cell_len(told + self._count) + 4
        for fact in self._left[1:] if left else ():
            if cell_len(left + _BETWEEN + fact) > room:
                break
            left += _BETWEEN + fact
        return left, told


def _side_by_side(*parts: str) -> str:
    return _APART.join(part for part in parts if part)


class FooterKey(NamedTuple):
    """One key of the footer: how it is written, what it does, and the command it stands for."""

    key: str
    title: str
    command: str


class FooterBar(_Bar):
    """The keys that matter here, or what has just happened: a message leaves by itself, a failure stays.

    A message that is wider than the bar takes more ``rows``; what stands above gives way for so long.
    """

    rows: reactive[int] = reactive(1)
    """The rows that the bar takes now."""

    @dataclass
    class Pressed(Message):
        """A key of the footer was clicked."""

        command: str

    def __init__(self) -> None:
        """Make an empty bar."""
        super().__init__("footer-bar")
        self._keys: tuple[FooterKey, ...] = ()
        self._message = ""
        self._lines: tuple[str, ...] = ()
        self._failed = False
        self._passing = False
        self._waiting: list[str] = []
        self._right = ""
        self._pending = ""
        self._spans: list[tuple[int, int, str]] = []
        self._messages = 0
        self._standing = ""
        self.stopper: Callable[[], None] | None = None
        """Stops the work that goes on and that is told here: Esc does so before it steps back."""

    @property
    def message(self) -> str:
        """What the bar says now, "" when it shows keys."""
        return self._message or self._standing

    def set_keys(self, keys: tuple[FooterKey, ...]) -> None:
        """Show these keys, best first; those that find no room are left out, the last (help) never."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def set_right(self, text: str) -> None:
        """Show where the reader is in the article, at the right end."""
        if text != self._right:
            self._right = text
            self.refresh()

    def set_pending(self, keys: str) -> None:
        """Show a half-typed count or sequence."""
        if keys != self._pending:
            self._pending = keys
            self.refresh()

    def say(self, text: str, *, failed: bool = False, passing: bool = False, seconds: float = 5.0) -> None:
        """Show a message that leaves after some seconds, and if ``passing`` with the next command.

        One that tells a failure stays until ``dismiss`` or the next one.
        """
        if self._failed and not failed:
            return
        self._message, self._failed, self._passing = display_safe(text), failed, passing
        self._messages += 1
        number = self._messages
        self._take_room()
        if not failed:
            Alarm(self, seconds, lambda: self.dismiss() if number == self._messages else None)

    def ask(self, question: str) -> None:
        """Show what is being done, and how it ends, whenever there is no other message; "" when it is
        over."""
        self._standing = display_safe(question)
        self.dismiss_told()
        self._take_room()

    def dismiss(self) -> bool:
        """Take the message away; False when there was none."""
        had = bool(self._message)
        self._message, self._failed = "", False
        self._take_room()
        return had

    def dismiss_passing(self) -> None:
        """Take a message away that the next command makes stale."""
        if self._passing and self._message:
            self.dismiss()

    def dismiss_told(self) -> None:
        """Take a message away that tells no failure."""
        if self._message and not self._failed:
            self.dismiss()

    def say_each(self, failures: Sequence[str]) -> None:
        """Show failures one after the other: dismissing one brings the next."""
        if failures:
            first, *self._waiting = failures
            self.say(first, failed=True)

    def dismiss_failure(self) -> bool:
        """Do what Esc does first: ``drop_failure``, else stop the work that goes on; False when there is
        neither."""
        if self.drop_failure():
            return True
        if self.stopper is None:
            return False
        stop, self.stopper = self.stopper, None
        stop()
        return True

    def drop_failure(self) -> bool:
        """Take a failure away that stays, or a message that takes rows from the page; False when there is
        none (another message leaves by itself and is in no way)."""
        if not self._failed and (self.rows == 1 or not self._message):
            return False
        self.dismiss()
        self.say_each(self._waiting)
        return True

    def take_back(self, failure: str) -> None:
        """Take a failure away that is over, whether it is shown or still waits."""
        self._waiting = [one for one in self._waiting if not one.endswith(failure)]
        if self._failed and self._message.endswith(failure):
            self.drop_failure()

    def on_resize(self) -> None:
        """Break the message anew."""
        self._take_room()

    def watch_rows(self, rows: int) -> None:
        """Stand as high as the message."""
        self.styles.height = rows

    def _take_room(self) -> None:
        """Break the message into lines. At least half of the screen stays with what it is about."""
        most = max(1, min(_MOST_ROWS, (self.app.size.height - 1) // 2))
        self._lines = fill(self.message, max(self.app.size.width - 2, 1), most)
        self.rows = max(1, len(self._lines))
        self.refresh()

    def _compose_line(self, y: int, width: int, ground: Style) -> list[Segment]:
        look = look_of(self)
        self._spans = []
        right = (self._pending or self._right) if y == self.rows - 1 else ""
        room = width - (cell_len(right) + 2 if right else 0) - 1
        line = [Segment(" ", ground)]
        used = 1
        if self.message:
            style = look.style("bar.failure" if self._failed else "bar.message")
            text = self._lines[y] if y < len(self._lines) else ""
            line.append(Segment(text, style))
            used += cell_len(text)
        else:
            for key in self._fitting(room):
                start = used
                line += [
                    Segment(key.key, look.style("bar.footer_key")),
                    Segment(" " + key.title if key.title else "", ground),
                    Segment("  ", ground),
                ]
                used += cell_len(key.key) + (1 + cell_len(key.title) if key.title else 0) + 2
                self._spans.append((start, used - 2, key.command))
        if right and width - used - 2 >= cell_len(right):
            line += [Segment(" " * (width - used - cell_len(right) - 1), ground), Segment(right, ground)]
        return line

    def _fitting(self, room: int) -> list[FooterKey]:
        """Choose the keys that fit: the last always, the others in order."""
        if not self._keys:
            return []

        def width_of(key: FooterKey) -> int:
            return cell_len(key.key) + (1 + cell_len(key.title) if key.title else 0) + 2

        *others, last = self._keys
        left = room - width_of(last)
        chosen: list[FooterKey] = []
        for key in others:
            if width_of(key) > left:
                break
            chosen.append(key)
            left -= width_of(key)
        return [*chosen, last]

    def on_click(self, event: events.Click) -> None:
        """Carry out the clicked key's command, or take the message away."""
        if self.dismiss():
            return
        if command := self.command_at(event.x):
            self.post_message(self.Pressed(command))

    def command_at(self, x: int) -> str:
        """Return the command whose key is drawn in a column of the bar, "" where none is."""
        return next((command for start, end, command in self._spans if start <= x < end), "")
