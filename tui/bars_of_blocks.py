"""Bars of block characters, to an eighth of a cell."""

from __future__ import annotations

_ACROSS = " ▏▎▍▌▋▊▉█"
_UP = " ▁▂▃▄▅▆▇█"


def bar(share: float, cells: int) -> str:
    """Return a bar that lies, ``share`` (0 to 1) of so many cells long; more than nothing is seen."""
    eighths = round(max(0.0, min(1.0, share)) * cells * 8)
    if share > 0 and cells:
        eighths = max(1, eighths)
    whole, rest = divmod(eighths, 8)
    return _ACROSS[8] * whole + (_ACROSS[rest] if rest else "")


def column(share: float, cells: int) -> str:
    """Return a bar that stands, ``share`` (0 to 1) of so many cells high: a character a cell, from below."""
    eighths = round(max(0.0, min(1.0, share)) * cells * 8)
    if share > 0 and cells:
        eighths = max(1, eighths)
    whole, rest = divmod(eighths, 8)
    filled = _UP[8] * whole + (_UP[rest] if rest else "")
    return filled.ljust(cells)


def spark(counts: list[int]) -> str:
    """Return counts as a line of standing bars, one cell high; none is a blank."""
    most = max(counts, default=0)
    return "".join(column(count / most, 1) if most else " " for count in counts)
