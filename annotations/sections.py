"""The months a view is grouped by, counted from row sets: no article is looked at for it, but those of a year
without a month and those the reader has dated, which stand between others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Section:
    """A run of rows under one heading in a view: ``key`` is "2026-02", "2026" (no month known), "" (undated),
    or None (no grouping). ``known`` is False where ``count`` is no more than a guess."""

    key: str | None
    start: int
    count: int
    known: bool = True


def sections_of(
    counts: Mapping[str, int], between: Sequence[tuple[int, str, int]], *, oldest: bool
) -> tuple[Section, ...]:
    """Return the sections of a view in one of the orders by date.

    ``counts`` is how many of each month stand in it as the order of the months says ("" the undated),
    ``between`` what else is in it: positions in the whole view, ascending, with their groups and how many
    stand there side by side.
    """
    keys = sorted((key for key, count in counts.items() if key and count), reverse=not oldest)
    last = ("",) if counts.get("") else ()
    return tuple(_merged(_woven([(key, counts[key]) for key in (*keys, *last)], between)))


def runs_of(groups: Iterable[str]) -> tuple[Section, ...]:
    """Return the sections of a few rows by their groups, in order."""
    return tuple(_merged((group, 1) for group in groups))


def _woven(runs: list[tuple[str, int]], between: Sequence[tuple[int, str, int]]) -> Iterator[tuple[str, int]]:
    """Yield the runs, parted where something else stands between their rows."""
    at, waiting = 0, list(between)[::-1]
    for key, count in runs:
        left = count
        while waiting and waiting[-1][0] <= at + left:
            place, group, length = waiting[-1]
            if place > at:
                yield key, place - at
                left -= place - at
                at = place
            if not left:
                break
            yield group, length
            waiting.pop()
            at += length
        if left:
            yield key, left
            at += left
    for _, group, length in reversed(waiting):
        yield group, length


def _merged(runs: Iterable[tuple[str, int]]) -> Iterator[Section]:
    """Yield runs as sections, those of one group side by side as one."""
    start, current, length = 0, None, 0
    for key, count in runs:
        if key == current:
            length += count
            continue
        if current is not None:
            yield Section(current, start, length)
            start += length
        current, length = key, count
    if current is not None:
        yield Section(current, start, length)
