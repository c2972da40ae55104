"""The tables that reading rests on: names, cue words and topics, each file with its source in its first
lines."""

from __future__ import annotations

from functools import cache


def text(name: str) -> str:
    """The content of one table; raises ``FileNotFoundError`` for a name that is none."""
    from pathlib import Path  # costs more than all that is imported with this room

    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a tab-separated table, without its comments (``#``) and empty lines."""
    return tuple(
        tuple(line.split("\t")) for line in text(name).splitlines() if line and not line.startswith("#")
    )
