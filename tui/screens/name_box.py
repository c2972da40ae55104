"""Setting right what a name is: its type by one key, what it is called, and where that holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.widget import Widget

from tui.cells import cut, fill
from tui.cells import width as cells_of
from tui.name_words import beside, effect, shown
from tui.screens.over_page import place_over
from tui.widgets.host import look_of, words_of
from tui.widgets.list.parts import Part, joined
from tui.widgets.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.strip import Strip

    from seeds.article import CorrectionScope, MentionType
    from tui.themes import Look
    from tui.widgets.reader import Reader
    from tui.words import Words

TYPES: dict[str, MentionType | None] = {
    "p": "PERSON", "o": "ORG", "l": "PLACE", "d": "DATE", "m": "MONEY", "percent_sign": "PERCENT",
    "q": "QUANTITY", "w": "LAW", "e": "EVENT", "n": None,
}  # fmt: skip
"""The key of each type, in the order in which they are shown; None is no name at all."""
SCOPES: dict[str, CorrectionScope] = {"1": "stretch", "2": "article", "3": "everywhere"}
_ALSO = "a"
"""The key that sets the other written forms of the entity as well, or leaves them."""
_WIDTH = 66
_MARGIN = 2
_GAP = 3
_AROUND = 6
"""Rows outside of the box's lines: its border, the bars, and at least the name that it is about."""
_LOW = 18
"""Below this height of the screen, the box has no blank lines."""


Entry = tuple[str, str, bool]
"""A key, what it chooses, and whether that is chosen."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What is said of the written form ``text`` that stands at ``start:end`` of the article.

    ``chosen`` is False as long as nothing has been said of what it is; ``read`` tells how it stands now, and
    ``said`` whether that is the reader's own word. ``widened`` says that what was selected has been taken to
    whole words. ``longer`` are the names that the stretch cuts, ``inside`` says that it lies within one.
    ``others`` are the other forms that the article writes the same entity in, ``with_others`` whether they
    are set as well.
    """

    text: str
    start: int
    end: int
    type: MentionType | None
    name: str
    scope: CorrectionScope
    chosen: bool = True
    read: str = ""
    said: bool = False
    widened: bool = False
    longer: tuple[str, ...] = ()
    inside: bool = False
    others: tuple[str, ...] = ()
    with_others: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """What was decided: ``naming`` to be carried out, or None: docbao's own reading shall stand again."""

    naming: Naming | None


class _Lines(Widget):
    """The box itself, drawn line by line."""

    DEFAULT_CSS = """
    _Lines {
        width: 66; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $foreground 25%;
    }
    _Lines:ansi { background: ansi_default; border: round ansi_default; }
    _Lines.low, _Lines.low:ansi { border: none; }
    """

    def __init__(self, naming: Naming) -> None:
        super().__init__()
        self.naming = naming

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        return len(self._lines())

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        lines, ground = self._lines(), look_of(self).style("box.text")
        return joined(lines[y] if y < len(lines) else [], self.size.width, ground)

    def _lines(self) -> list[list[Part]]:
        look, words, naming = look_of(self), words_of(self), self.naming
        low = self.app.size.height < _LOW
        margin = 1 if low else _MARGIN
        room = max(8, (self.size.width or min(_WIDTH, self.app.size.width) - 2) - 2 * margin)
        muted, strong = look.style("box.muted"), look.style("box.title")
        indent: Part = (" " * margin, look.style("box.text"))
        types = [
            (_key(key), words(f"correct.type.{type or 'none'}"), naming.chosen and naming.type == type)
            for key, type in TYPES.items()
        ]
        scopes = [
            (key, words(f"correct.scope.{scope}"), naming.scope == scope) for key, scope in SCOPES.items()
        ]
        told = words("correct.choose")
        if naming.chosen:
            told = effect(naming.text, naming.type, naming.name, naming.scope, words)
        does: list[list[Part]] = [[indent, (line, look.style("box.strong"))] for line in fill(told, room, 3)]
        cuts = beside(naming.longer, naming.scope, words, inside=naming.inside)
        does += [[indent, (line, look.style("box.text"))] for line in fill(cuts, room, 3)]
        chosen = [[indent, *line] for line in self._entries(types, room, look, level=True)]
        where = [[indent, *line] for line in self._entries(scopes, room, look, level=False)]
        named = naming.type is not None or not naming.chosen
        name = cut(shown(naming.name), max(1, room - 14)) if named else "–"
        label: list[Part] = [("Tab ", look.style("box.key")), (words("correct.called") + " ", muted)]
        called: list[list[Part]] = [[indent, *label, (name, look.style("box.text"))]]
        if self.offers_others:
            called.append([indent, *self._others(room, look, words)])
        keys = words("correct.name-keys-said" if naming.said else "correct.name-keys")
        last: list[list[Part]] = [[indent, (cut(keys, room), muted)]]
        if low:  # what it comes to stands first, whatever else finds no room
            return [*does, *chosen, *called, *where, *last]
        written = words("correct.whole-words" if naming.widened else "correct.as-written")
        form = cut(f"“{shown(naming.text)}”", max(1, room - cells_of(written) - 2))
        head: list[list[Part]] = [[indent, (form, strong), ("  " + written, muted)]]
        head += [[indent, (cut(naming.read, room), muted)]] if naming.read else []
        parts = [part for part in (head, chosen, called, where, does, last) if part]
        airy = sum(map(len, parts)) + len(parts) - 1 <= self.app.size.height - _AROUND
        lines: list[list[Part]] = []
        for part in parts:
            lines += [[], *part] if lines and airy else part
        return lines

    @property
    def offers_others(self) -> bool:
        """Whether the other written forms can be set as well: not where the word is for one place only."""
        return bool(self.naming.others) and self.naming.scope != "stretch"

    def _others(self, room: int, look: Look, words: Words) -> list[Part]:
        """Offer the other written forms, as many as fit."""
        style = look.style("picker.chosen" if self.naming.with_others else "box.text")
        forms = ", ".join(f"“{shown(form)}”" for form in self.naming.others)
        told = cut(words("correct.also", forms=forms), max(1, room - 4))
        mark = "● " if self.naming.with_others else "  "
        return [(mark, style), (_ALSO + " ", look.style("box.key")), (told, style)]

    @staticmethod
    def _entries(entries: Sequence[Entry], room: int, look: Look, *, level: bool) -> list[list[Part]]:
        """Set keys with what they choose side by side, as many as fit: ``level`` in columns, down and then
        across, else one after the other."""
        widest = max(_cells(entry) for entry in entries)
        rows: list[Sequence[Entry]] = []
        if level:
            deep = -(-len(entries) // max(1, (room + _GAP) // (widest + _GAP)))
            rows = [entries[row::deep] for row in range(deep)]
        elif sum(_cells(entry) + _GAP for entry in entries) - _GAP <= room:
            rows = [entries]
        else:
            rows = [[entry] for entry in entries]
        lines: list[list[Part]] = []
        for row in rows:
            line: list[Part] = []
            for entry in row:
                key, label, chosen = entry
                style = look.style("picker.chosen" if chosen else "box.text")
                line += [
                    ("● " if chosen else "  ", style),
                    (key + " ", look.style("box.key")),
                    (label, style),
                ]
                line.append((" " * (_GAP + (widest - _cells(entry) if level else 0)), look.style("box.text")))
            lines.append(line)
        return lines


class NameBox(Overlay[Named | None]):
    """Says what a name is; dismisses with what was decided, or None when it was just closed."""

    DEFAULT_CSS = """
    NameBox { align: left bottom; background: transparent; }
    """

    def __init__(
        self,
        naming: Naming,
        reader: Reader,
        ask_name: Callable[[Naming, Callable[[str], None]], None],
    ) -> None:
        """Take what is said so far, the reader that shows it, and what asks for a name and hands it back."""
        super().__init__()
        self._lines = _Lines(naming)
        self._reader = reader
        self._ask_name = ask_name

    @property
    def naming(self) -> Naming:
        """What is said so far."""
        return self._lines.naming

    def compose(self) -> ComposeResult:
        """The box."""
        yield self._lines

    def on_mount(self) -> None:
        """Find a place that leaves the name in view."""
        self._place()

    def on_resize(self) -> None:
        """Find a place again."""
        self._place()

    def _place(self) -> None:
        size = self.app.size
        self._lines.set_class(size.height < _LOW, "low")
        height = self._lines.get_content_height(size, size, _WIDTH) + (0 if size.height < _LOW else 2)
        place_over(self, self._lines, self._reader, self.naming.start, min(_WIDTH, size.width), height)

    def _change(self, naming: Naming) -> None:
        self._lines.naming = naming
        self._place()
        self._lines.refresh(layout=True)

    def on_key(self, event: events.Key) -> None:
        """Choose a type or a scope, ask for the name, take it, or close."""
        event.stop()
        event.prevent_default()
        key, naming = event.key, self.naming
        if key in TYPES:
            self._change(replace(naming, type=TYPES[key], chosen=True))
        elif key in SCOPES:
            self._change(replace(naming, scope=SCOPES[key]))
        elif key == _ALSO and self._lines.offers_others:
            self._change(replace(naming, with_others=not naming.with_others))
        elif key == "tab" and (naming.type is not None or not naming.chosen):
            self._ask_name(naming, self._called)
        elif key == "enter" and naming.chosen:
            self.dismiss(Named(replace(naming, with_others=naming.with_others and self._lines.offers_others)))
        elif key in ("x", "delete", "backspace") and naming.said:
            self.dismiss(Named(None))
        elif key == "escape":
            self.dismiss(None)

    def _called(self, name: str) -> None:
        self._change(replace(self.naming, name=name))

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if event.widget is self:
            self.dismiss(None)


def _cells(entry: Entry) -> int:
    return 3 + cells_of(entry[0]) + cells_of(entry[1])


def _key(name: str) -> str:
    return "%" if name == "percent_sign" else name
