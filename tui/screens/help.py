"""Help for where the reader is: what can be done here, with its keys, to be searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from seeds.text import display_safe, fold
from tui.cells import fill, width
from tui.commands import COMMANDS, Command, Context
from tui.keys_in_words import show_key, show_keys
from tui.screens.query_lines import query_lines
from tui.screens.search_box import SearchBox
from tui.widgets.host import look_of, words_of
from tui.widgets.list.parts import Part, joined
from tui.widgets.list.scroller import LineScroller

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

    from tui.app import DocbaoApp
    from tui.keymap import Keymap

_KEYS_CELLS = 16
_TITLE_CELLS = 22
"""Cells of the column of names at least: the longest name makes it wider."""
_BESIDE = 88
"""From this width on, what a command does stands beside its name, not below it."""
_WIDEST = 104
_ASKING: tuple[Context | None, ...] = (None, "list", "notebook")
"""Where queries are typed: the help there has the page on their language too."""


class HelpLines(LineScroller, can_focus=False):
    """The commands of one context under their groups; laid out for its width when it is shown or resized."""

    ground_style = "box.text"

    def __init__(self, commands: tuple[Command, ...], *, language: bool = False) -> None:
        """Take the commands to explain; ``language``: the page on the query language comes behind them."""
        super().__init__()
        self._commands = commands
        self._language = language
        self._text = ""
        self._lines: list[list[Part]] = []

    @property
    def keymap(self) -> Keymap:
        """The reader's keys."""
        return cast("DocbaoApp", self.app).keymap

    @property
    def total_lines(self) -> int:
        """How many lines the help has now."""
        return len(self._lines)

    def show(self, text: str) -> None:
        """Show the commands that have all words of a text in their name, help or keys."""
        self._text = text
        self._lay_out()
        self.top = 0
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the text out for the new width."""
        self.measure()
        self._lay_out()
        self.set_top(self.top)
        self.refresh()

    def draw_line(self, y: int) -> Strip:
        """Draw a line."""
        at = self.top + y
        return joined(self._lines[at] if at < len(self._lines) else [], self.line_width, self.ground)

    def _lay_out(self) -> None:
        look, words = look_of(self), words_of(self)
        self._lines = []
        group = ""
        for command in self._found():
            if command.group != group:
                group = command.group
                self._lines += [[]] if self._lines else []
                self._lines.append([(words(f"group.{group}").upper(), look.style("picker.group"))])
            self._explain(command, look.style("box.key"), look.style("box.strong"), look.style("box.muted"))
        if self._language:
            from tui.query_table import query_page

            self._lines += query_lines(query_page(words), self._text, self.line_width, look, words)
            if self._lines and not self._lines[0]:
                del self._lines[0]
        if not self._lines:
            none = words("help.none", text=display_safe(self._text, 60))
            self._lines = [
                [(line, look.style("box.muted"))] for line in fill(none, max(1, self.line_width), 3)
            ]

    def _explain(self, command: Command, key: Style, strong: Style, muted: Style) -> None:
        """Add a command's lines: keys, name, and what it does beside or below."""
        words = words_of(self)
        title, does = words(f"command.{command.id}.title"), words(f"command.{command.id}.help")
        keys = show_keys(self.keymap.keys_of(command.id)) or "–"
        room = self.line_width - 1
        keys_cells = min(_KEYS_CELLS, max(4, room // 4)) if room < _BESIDE else _KEYS_CELLS
        indent = 1 + max(keys_cells, width(keys) + 2)
        first: list[Part] = [(" " + keys.ljust(indent - 1), key), (title, strong)]
        if room >= _BESIDE:
            column = self._names_column()
            beside = fill(does, room - indent - column, 4)
            gap = " " * (column - width(title))
            self._lines.append([*first, (gap + beside[0], muted)])
            indent, rest = indent + column, beside[1:]
        else:
            self._lines.append(first)
            rest = fill(does, max(8, room - indent), 6)
        self._lines += [[(" " * indent + line, muted)] for line in rest]

    def _names_column(self) -> int:
        names = (words_of(self)(f"command.{command.id}.title") for command in self._commands)
        return max(_TITLE_CELLS, *(width(name) + 2 for name in names))

    def _found(self) -> list[Command]:
        """Return the commands that match, those with the very key that was typed first."""
        text = self._text.strip()
        if not text:
            return list(self._commands)
        words = fold(text).split()
        matching = [c for c in self._commands if all(word in self._searchable(c) for word in words)]
        keyed = [c for c in self._commands if any(show_key(k) == text for k in self.keymap.keys_of(c.id))]
        return [*keyed, *(command for command in matching if command not in keyed)]

    def _searchable(self, command: Command) -> str:
        words = words_of(self)
        told = [words(f"command.{command.id}.{what}") for what in ("title", "help")]
        return fold(" ".join([*told, command.id, show_keys(self.keymap.keys_of(command.id))]))


class HelpScreen(SearchBox[None]):
    """What can be done in a context. Typing narrows it; Esc closes."""

    def __init__(self, context: Context | None) -> None:
        """Take the context that help is asked for; None: the query language alone."""
        self._place = context
        commands = tuple(command for command in _in_groups() if context in command.contexts)
        self._help = HelpLines(commands, language=context in _ASKING)
        super().__init__("", self._help, placeholder="")

    def compose(self) -> ComposeResult:
        """Say where the reader is."""
        words = words_of(self)
        if self._place is None:
            self.heading = words("help.query")
            self.input.placeholder = words("help.query-find")
        else:
            self.heading = words("help.title", place=words(f"context.{self._place}"))
            self.note = words("help.counts")
            self.input.placeholder = words("help.find")
        yield from super().compose()

    def keys_line(self) -> str:
        """Say what the keys do."""
        return words_of(self)("help.keys")

    def wanted_size(self) -> tuple[int, int]:
        """Take much of the screen: help is read, not glanced at."""
        return _WIDEST, 999

    def follow(self, text: str) -> None:
        """Show what matches."""
        self._help.show(text)

    def take_box_key(self, key: str) -> bool:
        """Scroll."""
        page = max(1, self._help.size.height - 2)
        by = {"up": -1, "ctrl+p": -1, "down": 1, "ctrl+n": 1, "pageup": -page, "pagedown": page}.get(key)
        if by is not None:
            self._help.scroll_lines(by)
        return by is not None


def _in_groups() -> list[Command]:
    """Return all commands, those of one group together."""
    groups = list(dict.fromkeys(command.group for command in COMMANDS))
    return [command for group in groups for command in COMMANDS if command.group == group]
