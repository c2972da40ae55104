"""Themes: every colour and attribute of the interface, as data, a TOML file each.

A style is written in Rich's words (``bold #d7af5f``). Where one does not survive a poor terminal it is a table:
``full`` for true colour, ``sixteen`` for the 16 ANSI colours, ``plain`` (attributes only) for ``NO_COLOR``.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from rich.style import Style

if TYPE_CHECKING:
    from textual.theme import Theme

Depth = Literal["full", "sixteen", "plain"]
NAMES: tuple[str, ...] = ("dark", "light")


class Look:
    """One theme at one colour depth: ``look.style("list.title")`` is a Rich style, ready for a strip."""

    def __init__(self, name: str = "dark", depth: Depth = "full") -> None:
        """Load a theme by name; raises FileNotFoundError for one that does not exist."""
        text = resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8")
        data = tomllib.loads(text)
        self.name = name
        self.depth: Depth = depth
        self._interface: dict[str, Any] = data["interface"]
        self._styles: dict[str, Style] = {}
        for section, entries in data["style"].items():
            for key, value in entries.items():
                self._styles[f"{section}.{key}"] = Style.parse(self._at_depth(value))

    def _at_depth(self, value: str | dict[str, str]) -> str:
        if isinstance(value, str):
            return value if self.depth != "plain" else _attributes_only(value)
        if self.depth == "full":
            return value["full"]
        if self.depth == "sixteen":
            return value.get("sixteen", value["full"])
        return value.get("plain", _attributes_only(value["full"]))

    def style(self, key: str) -> Style:
        """Return the style named ``section.key``; raises KeyError for one the theme does not have."""
        return self._styles[key]

    def keys(self) -> frozenset[str]:
        """Return the names of all styles, for the test that all themes have the same."""
        return frozenset(self._styles)

    def textual_theme(self) -> Theme:
        """Return the theme as Textual wants it, for what is styled by CSS."""
        from textual.theme import Theme

        return Theme(name=f"docbao-{self.name}", **self._interface)


def _attributes_only(style: str) -> str:
    kept = [word for word in style.split() if word in {"bold", "italic", "underline", "reverse", "dim", "strike"}]
    return " ".join(kept) or "none"
