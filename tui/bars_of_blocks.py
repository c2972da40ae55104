"""Bars of block characters, to an eighth of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = "┊"
"""What stands for a gap, in each line."""

_ACROSS = " ▏▎▍▌▋▊▉█"
_UP = " ▁▂▃▄▅▆▇█"


def bar(share: float, cells: int) -> str:
    """Return a bar that lies, ``share`` (0 to 1) of so many cells long; more than nothing is seen."""
    eighths = round(max(0.0, min(1.0, share)) * cells * 8)
    if share > 0 and cells:
        eighths = max(1, eighths)
    whole, rest = divmod(eighths, 8)
    return _ACROSS[8] * whole + (_ACROSS[rest] if rest else "")


def columns(counts: Sequence[int | None], most: int, height: int) -> list[str]:
    """Return bars that stand side by side, ``most`` so many cells high, as lines from above: a character a
    bar. More than nothing is seen; None is a gap."""
    eighths = [
        None if count is None else max(1, round(count / most * height * 8)) if count else 0
        for count in counts
    ]
    return [
        "".join(GAP if it is None else _UP[max(0, min(8, it - level * 8))] for it in eighths)
        for level in reversed(range(height))
    ]


def stacked(bars_and_parts: Sequence[tuple[int, Sequence[int]] | None], most: int, height: int) -> list[str]:
    """Return bars like ``columns``, each with parts that stand on each other, to a whole cell: a line has the
    digit of the part that is there. Parts may overlap and be more than their bar together: the bar is as high
    as its own count, and they share its height in proportion."""
    bars = [None if bar is None else _stack(*bar, most, height) for bar in bars_and_parts]
    return [
        "".join(GAP if bar is None else bar[level : level + 1] or " " for bar in bars)
        for level in reversed(range(height))
    ]


def _stack(count: int, parts: Sequence[int], most: int, height: int) -> str:
    """Return a bar from below; its first part is seen, however small it is."""
    stack, below = "", 0
    scale = count / (sum(parts) or 1) / (most or 1) * height
    for number, part in enumerate(parts):
        below += part
        top = max(round(below * scale), 1 if part else 0)
        stack += str(number) * (top - len(stack))
    return stack
