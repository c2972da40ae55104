"""The choices of a picker, counted over the articles that are in view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from annotations.entries import Entry
from annotations.ordering import group_of
from annotations.query.matcher import in_state
from annotations.query.tree import State

FacetName = Literal["date", "topic", "tag", "source", "state", "person", "org", "place"]

STATES: tuple[State, ...] = ("unread", "read", "starred", "annotated", "new", "archived")
"""The states a picker offers, in its order."""

_TYPES = {"person": "PERSON", "org": "ORG", "place": "PLACE"}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice in a picker: its machine value, the label to show ("" where words must be found for the
    value: a month, a state, "no source"), and its count."""

    value: str
    label: str
    count: int


def facet_values(name: FacetName, entries: Sequence[Entry], language: str) -> tuple[FacetValue, ...]:
    """Return the choices of a facet over these articles."""
    match name:
        case "date":
            return _months(entries)
        case "state":
            return _states(entries)
        case "topic":
            from seeds.topics import label

            return _by_count(
                (topic for entry in entries for topic in entry.row.topics), lambda id: label(id, language)
            )
        case "tag":
            return _by_count((tag for entry in entries for tag in entry.marks.tags), str)
        case "source":
            return _by_count((entry.row.source or "" for entry in entries), str)
        case _:
            type = _TYPES[name]
            names = ({it.name for it in entry.facts.entities() if it.type == type} for entry in entries)
            return _by_count((name for some in names for name in some), str)


def _months(entries: Iterable[Entry]) -> tuple[FacetValue, ...]:
    counts = Counter(group_of(entry.row.date) or "unknown" for entry in entries)
    unknown = counts.pop("unknown", 0)
    values = [FacetValue(month, "", count) for month, count in sorted(counts.items(), reverse=True)]
    return (*values, *([FacetValue("unknown", "", unknown)] if unknown else []))


def _states(entries: Sequence[Entry]) -> tuple[FacetValue, ...]:
    counted = []
    for state in STATES:
        hidden = state == "archived"
        count = sum(in_state(state, entry.facts) for entry in entries if hidden or not entry.marks.archived)
        counted.append(FacetValue(state, "", count))
    return tuple(counted)


def _by_count(values: Iterable[str], label: Callable[[str], str]) -> tuple[FacetValue, ...]:
    """Most frequent first; what has no value ("") last."""
    counts = Counter(values)
    ordered = sorted(counts.items(), key=lambda item: (not item[0], -item[1], item[0]))
    return tuple(FacetValue(value, label(value) if value else "", count) for value, count in ordered)
