"""Which keys carry out which command: the table's defaults, changed by the reader's settings, checked."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.commands import COMMANDS, Command, Context
from tui.settings import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# How Textual names the characters whose Unicode names it shortens (textual.keys.KEY_NAME_REPLACEMENTS).
_SHORTENED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_NAMED = frozenset(
    "enter space tab escape backspace delete insert home end pageup pagedown up down left right".split()
    + [f"f{number}" for number in range(1, 25)]
)
_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "meta", "hyper"})
_COUNT_LIMIT = 9999


def key_name(written: str) -> str | None:
    """Return Textual's name of one key as a reader writes it (``?``, ``ctrl+x``, ``space``), None if there
    is none."""
    *modifiers, last = written.split("+") if len(written) > 1 and not written.endswith("++") else [written]
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return None
    if len(last) == 1 and last.isprintable() and not last.isspace():
        if not last.isalnum():
            try:
                last = unicodedata.name(last).lower().replace("-", "_").replace(" ", "_")
            except ValueError:
                return None
            last = _SHORTENED.get(last, last)
    elif last not in _NAMED:
        try:
            unicodedata.lookup(_long_name(last).replace("_", " "))
        except KeyError:
            return None
    return "+".join([*modifiers, last])


def _long_name(name: str) -> str:
    lengthened = {short: long for long, short in _SHORTENED.items()}
    long = lengthened.get(name, name)
    return long.replace("hyphen_minus", "hyphen-minus")


@dataclass(frozen=True, slots=True)
class Press:
    """What a key amounted to: a command with its count (None: none given), or a sequence still pending."""

    command: Command | None
    count: int | None = None
    pending: str = ""


class Keymap:
    """Turns key presses into commands, place by place; understands sequences (``g g``) and counts (``3
    j``)."""

    def __init__(self, bound: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Take the keys of each command by id (defaults from the table), as made by ``build``."""
        self._keys = {c.id: c.keys for c in COMMANDS} | dict(bound or {})
        self._by_context: dict[Context, dict[tuple[str, ...], Command]] = {}
        for command in COMMANDS:
            for context in command.contexts:
                table = self._by_context.setdefault(context, {})
                for key in self._keys[command.id]:
                    table[tuple(key.split())] = command
        self._pending: tuple[str, ...] = ()
        self._digits = ""

    def keys_of(self, command_id: str) -> tuple[str, ...]:
        """Return the live keys of a command, best first."""
        return self._keys[command_id]

    @property
    def pending(self) -> bool:
        """Whether a sequence or count is half typed."""
        return bool(self._pending or self._digits)

    def means(self, context: Context, key: str) -> bool:
        """Say whether a key does something in a context, or begins a sequence that does."""
        return any(keys[0] == key for keys in self._by_context.get(context, {}))

    def reset(self) -> None:
        """Forget a half-typed sequence or count."""
        self._pending, self._digits = (), ""

    def press(self, context: Context, key: str) -> Press | None:
        """Take one key in a context; None means that the key has no meaning there (and what was pending is
        gone)."""
        table = self._by_context.get(context, {})
        if key == "escape" and (self._pending or self._digits):
            self.reset()
            return Press(None)
        if (
            not self._pending
            and len(key) == 1
            and key.isdigit()
            and (self._digits or (key != "0" and (key,) not in table))
        ):
            self._digits = (self._digits + key)[-4:]
            return Press(None, pending=self._digits)
        sequence = (*self._pending, key)
        if (command := table.get(sequence)) is not None:
            count = min(int(self._digits), _COUNT_LIMIT) if self._digits else None
            self.reset()
            return Press(command, count)
        if any(keys[: len(sequence)] == sequence for keys in table):
            self._pending = sequence
            return Press(None, pending=self._digits + " ".join(sequence))
        self.reset()
        if len(sequence) < 2:
            return None
        if any(sequence in elsewhere for elsewhere in self._by_context.values()):
            return Press(None)  # it was meant as that, not as its last key, which may delete here
        return self.press(context, key)


def build(
    wanted: Mapping[str, tuple[str, ...]], lines: Mapping[str, int]
) -> tuple[Keymap, tuple[Mistake, ...]]:
    """Check the reader's keys and make the keymap; what is wrong is left at its default and reported.

    ``wanted`` maps a command's id to its keys, ``lines`` to the line of the settings that says so. An empty
    tuple of keys takes all keys from a command. Mistakes: ``unknown-command``, ``unknown-key``,
    ``key-clash``.
    """
    if not wanted:  # that the defaults do not clash is a promise of the command table, tested
        return Keymap(), ()
    from difflib import get_close_matches

    known = {command.id: command for command in COMMANDS}
    mistakes: list[Mistake] = []
    bound: dict[str, tuple[str, ...]] = {}
    for name, keys in wanted.items():
        line = lines.get(name, 0)
        if name not in known:
            close = get_close_matches(name, known, n=1)
            mistakes.append(
                Mistake("unknown-command", line, {"name": name, "close": close[0] if close else ""})
            )
            continue
        named = [_sequence(key) for key in keys]
        bad = [key for key, name_ in zip(keys, named, strict=True) if name_ is None]
        if bad:
            mistakes.append(Mistake("unknown-key", line, {"name": name, "key": bad[0]}))
            continue
        bound[name] = tuple(key for key in named if key is not None)
    while clash := _first_clash({c.id: bound.get(c.id, c.keys) for c in COMMANDS}, bound):
        loser, other, key, context = clash
        mistakes.append(
            Mistake(
                "key-clash",
                lines.get(loser, 0),
                {"name": loser, "key": key, "other": other, "context": context},
            )
        )
        del bound[loser]
    return Keymap(bound), tuple(mistakes)


def _sequence(written: str) -> str | None:
    names = [key_name(part) for part in written.split()]
    if not names or None in names:
        return None
    return " ".join(name for name in names if name)


def _first_clash(
    keys: Mapping[str, tuple[str, ...]], movable: Iterable[str]
) -> tuple[str, str, str, Context] | None:
    """Find a key that means two things in one context, or is the start of a longer one; the movable id
    loses."""
    movable = set(movable)
    seen: dict[tuple[Context, tuple[str, ...]], str] = {}
    for command in COMMANDS:
        for context in command.contexts:
            for key in keys[command.id]:
                sequence = tuple(key.split())
                for (place, other_sequence), other in seen.items():
                    shared = min(len(sequence), len(other_sequence))
                    if (
                        place != context
                        or other == command.id
                        or sequence[:shared] != other_sequence[:shared]
                    ):
                        continue
                    loser = command.id if command.id in movable else other
                    return loser, other if loser == command.id else command.id, key, context
                seen[(context, sequence)] = command.id
    return None
