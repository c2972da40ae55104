"""The README's table of keys, made from the rows that bind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys_in_words import show_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.commands import Command
    from tui.words import Words


def markdown(commands: Sequence[Command], words: Words) -> str:
    """Return the default keys as Markdown tables, one a group: keys, what they do, where."""
    groups = list(dict.fromkeys(command.group for command in commands))
    tables = [
        _table([c for c in commands if c.group == group], words(f"group.{group}"), words) for group in groups
    ]
    return "\n".join(tables)


def _table(commands: Sequence[Command], name: str, words: Words) -> str:
    rows = [f"| {name} | | |", "|---|---|---|"]
    for command in commands:
        keys = " ".join(_code(show_key(key)) for key in command.keys)
        places = ", ".join(words(f"context.{context}") for context in command.contexts)
        rows.append(f"| {keys} | {_in_table(words(f'command.{command.id}.help'))} | {places} |")
    return "\n".join(rows) + "\n"


def _code(key: str) -> str:
    return "`` ` ``" if key == "`" else f"`{_in_table(key)}`"


def _in_table(text: str) -> str:
    """Return a text that does not end a table's cell."""
    return text.replace("|", "\\|")
