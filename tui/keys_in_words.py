"""Keys as people write them: ``question_mark`` is ``?``, ``ctrl+p`` is ``Ctrl+P``."""

from __future__ import annotations

import unicodedata

_NAMED = {
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "escape": "Esc",
    "backspace": "Backspace",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
"""What stands on the keys themselves, in every language of the interface."""

# Textual's names for characters whose Unicode names it shortens (textual.keys.KEY_NAME_REPLACEMENTS).
_SHORTENED = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
}


def show_key(key: str) -> str:
    """Return a key, or a sequence of keys, as it is written for people: ``g g``, ``→``, ``Ctrl+P``, ``?``."""
    return " ".join(_one(part) for part in key.split())


def show_keys(keys: tuple[str, ...]) -> str:
    """Return all keys of a command, best first: ``Enter  l  →``."""
    return "  ".join(show_key(key) for key in keys)


def _one(key: str) -> str:
    *modifiers, last = key.split("+")
    shown = _NAMED.get(last) or _SHORTENED.get(last) or _character(last)
    if modifiers and len(shown) == 1:
        shown = shown.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])


def _character(name: str) -> str:
    if len(name) == 1:
        return name
    if name[0] == "f" and name[1:].isdigit():
        return name.upper()
    for written in (
        name.replace("_", " "),
        name.replace("_", "-"),
        name.replace("_", " ", 1).replace("_", "-"),
    ):
        try:
            return unicodedata.lookup(written)
        except KeyError:
            continue
    return name
