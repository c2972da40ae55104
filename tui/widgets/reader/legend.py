"""What the marks on the page mean: the types of entities, each in its own style."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.widgets.reader.spans import GROUPS, Emphasis, Group, Marks, group_of

if TYPE_CHECKING:
    from rich.style import Style

    from tui.themes import Look
    from tui.words import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """One type in the legend: what it is called, how it is drawn there, how often the article has it."""

    group: Group
    label: str
    style: Style
    count: int
    on: bool


def legend(
    marks: Marks, hidden: frozenset[Group], emphasis: Emphasis, words: Words, look: Look
) -> tuple[Entry, ...]:
    """Return the legend of an article: all types but events, which are named only where there are some."""
    counts = Counter(group_of(mention) for mention in marks.mentions)
    entries: list[Entry] = []
    for group in GROUPS:
        if group == "EVENT" and not counts[group]:
            continue
        on = group not in hidden
        key = f"entity.{group}" if on and counts[group] and emphasis != "none" else "reader.legend_absent"
        style = look.style(key) if on else look.style("reader.legend_off")
        entries.append(Entry(group, words(f"entity.group.{group}"), style, counts[group], on))
    return tuple(entries)
