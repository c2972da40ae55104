"""Themes: every colour and attribute of the interface, as data.

``styles.toml`` holds the styles, written in Rich's words (``bold $accent on $ground``), for all themes; a
theme's own file sets the colours they name. Where a style does not survive a poor terminal it is a table:
``full`` for true colour, ``sixteen`` for the 16 ANSI colours, ``plain`` (attributes only) for ``NO_COLOR``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rich.style import Style

from tui.toml_lines import TomlLines

if TYPE_CHECKING:
    from textual.theme import Theme

Depth = Literal["full", "sixteen", "plain"]
NAMES: tuple[str, ...] = ("dark", "light")

_COLOUR = re.compile(r"\$(\w+)")
_ATTRIBUTES = frozenset({"bold", "italic", "underline", "reverse", "dim", "strike"})
_NATIVE = {
    "input-cursor-background": "ansi_default",
    "input-cursor-foreground": "ansi_default",
    "input-cursor-text-style": "reverse",
    "block-cursor-text-style": "reverse",
}
"""Textual's cursors where it may not paint a ground of its own: without colours they must still be seen."""


class Look:
    """One theme at one colour depth: ``look.style("list.title")`` is a Rich style, ready for a strip."""

    def __init__(self, name: str = "dark", depth: Depth = "full") -> None:
        """Load a theme by name; raises FileNotFoundError for one that does not exist."""
        self.name = name
        self.depth: Depth = depth
        self._theme = _lines_of(name)
        self._common = _lines_of("styles")
        self._styles: dict[str, Style] = {}

    def _at_depth(self, value: str | dict[str, str]) -> str:
        table = {"full": value} if isinstance(value, str) else value
        if self.depth == "plain":
            return table["plain"] if "plain" in table else _attributes_only(table["full"])
        return _COLOUR.sub(lambda name: self._colour(name[1]), table.get(self.depth, table["full"]))

    def _colour(self, name: str) -> str:
        colour: dict[str, str] | None = self._theme.get(f"colour.{name}")
        if colour is None:
            raise KeyError(name)
        return colour.get(self.depth, colour["full"])

    def style(self, key: str) -> Style:
        """Return the style named ``section.key``; raises KeyError for one the theme does not have."""
        style = self._styles.get(key)
        if style is None:
            written = self._theme.get(f"style.{key}")
            if written is None and (written := self._common.get(f"style.{key}")) is None:
                raise KeyError(key)
            style = self._styles[key] = Style.parse(self._at_depth(written))
        return style

    def keys(self) -> frozenset[str]:
        """Return the names of all styles, for the test that all themes have the same."""
        paths = (*self._common.paths(), *self._theme.paths())
        return frozenset(path.removeprefix("style.") for path in paths if path.startswith("style."))

    def textual_theme(self) -> Theme:
        """Return the theme as Textual wants it, for what is styled by CSS.

        Below full depth it is a native one: Textual then leaves the terminal's own colours alone, and its
        ``NO_COLOR`` filter takes colours away instead of greying them.
        """
        from textual.theme import BUILTIN_THEMES, Theme

        lines = {"pane-line": self._css_colour("rule"), "pane-line-focus": self._css_colour("link")}
        interface = self._theme.table("interface")
        if self.depth == "full":
            return Theme(name=f"docbao-{self.name}", variables=lines, **interface)
        native = BUILTIN_THEMES["ansi-dark" if interface["dark"] else "ansi-light"]
        variables = {**native.variables, **_NATIVE, **lines}
        return replace(native, name=f"docbao-{self.name}", variables=variables)

    def _css_colour(self, name: str) -> str:
        """Return a colour as Textual's stylesheets write it: a terminal's own colours have names there."""
        colour = self._colour(name)
        return colour if colour.startswith("#") else f"ansi_{colour}"


def _lines_of(name: str) -> TomlLines:
    return TomlLines(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))


def _attributes_only(style: str) -> str:
    return " ".join(word for word in style.split() if word in _ATTRIBUTES) or "none"
