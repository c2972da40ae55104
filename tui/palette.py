"""The palette's rows: every command that makes sense here, with its live key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.choices import Choice
from tui.commands import COMMANDS, Context
from tui.keys_in_words import show_key

if TYPE_CHECKING:
    from tui.keymap import Keymap
    from tui.words import Words


def palette_choices(context: Context, keymap: Keymap, words: Words) -> list[Choice]:
    """Return the commands of a context as choices, by group; what a command does is found by typing too."""
    return [
        Choice(
            value=command.id,
            label=words(f"command.{command.id}.title"),
            hint=show_key(keys[0]) if (keys := keymap.keys_of(command.id)) else "",
            group=words(f"group.{command.group}"),
            keywords=f"{words(f'command.{command.id}.help')} {command.id}",
        )
        for command in COMMANDS
        if command.palette and context in command.contexts and command.id != "palette"
    ]
