"""The choices of a picker, counted over the articles that are in view."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from annotations.ordering import group_of
from annotations.query import tree as t
from annotations.query.matcher import in_state
from annotations.query.printer import print_query
from seeds import edtf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotations.entries import Entry
    from seeds.article import MentionType
    from seeds.topic_names import OwnTopic

FacetName = Literal["date", "topic", "tag", "source", "state", "person", "org", "place"]

STATES: tuple[t.State, ...] = ("unread", "read", "starred", "annotated", "new", "archived")
"""The states a picker offers, in its order."""

_TYPES: dict[str, MentionType] = {"person": "PERSON", "org": "ORG", "place": "PLACE"}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice in a picker.

    ``value`` is its machine value, ``label`` what to show ("" where words must be found for the value: a
    month, a state, no source), ``count`` the number of articles that have it, ``tree`` the condition it
    stands for.
    """

    value: str
    label: str
    count: int
    tree: t.Query = t.EVERYTHING

    @property
    def query(self) -> str:
        """The condition as text of the query language."""
        return print_query(self.tree)


def facet_values(
    name: FacetName, entries: Sequence[Entry], language: str, own_topics: tuple[OwnTopic, ...] = ()
) -> tuple[FacetValue, ...]:
    """Return the choices of a facet over these articles. A broad topic counts what has a finer one of its
    own too, as a filter on it does."""
    match name:
        case "date":
            return _months(entries)
        case "state":
            return _states(entries)
        case "topic":
            from seeds.topic_names import label, with_broader

            counts: Counter[str] = Counter()
            for topics, count in Counter(entry.row.topics for entry in entries).items():
                for topic in with_broader(topics, own_topics):
                    counts[topic] += count
            return _by_count(counts, t.Topic, lambda id: label(id, language, own_topics))
        case "tag":
            return _by_count((tag for entry in entries for tag in _tags(entry)), t.Tag)
        case "source":
            return _by_count((entry.row.source or "" for entry in entries), lambda it: t.Source(it or None))
        case _:
            type = _TYPES[name]
            named = ({it.name for it in entry.facts.entities() if it.type == type} for entry in entries)
            return _by_count((it for names in named for it in names), lambda it: t.Entity(it, type))


def _tags(entry: Entry) -> set[str]:
    """The tags by which an article is found: its own, and those on highlights in it."""
    return {*entry.marks.tags, *entry.marks.inner_tags}


def _months(entries: Iterable[Entry]) -> tuple[FacetValue, ...]:
    counts = Counter(group_of(entry.row.date) for entry in entries)
    unknown = counts.pop("", 0)
    values = []
    for month, count in sorted(counts.items(), reverse=True):
        date = edtf.parse(month)
        values.append(FacetValue(month, "", count, t.Within("date", date, date)))
    if unknown:
        values.append(FacetValue("unknown", "", unknown, t.Within("date", None, None, unknown=True)))
    return tuple(values)


def _states(entries: Sequence[Entry]) -> tuple[FacetValue, ...]:
    values = []
    for state in STATES:
        shown = (entry for entry in entries if state == "archived" or not entry.marks.archived)
        values.append(
            FacetValue(state, "", sum(in_state(state, entry.facts) for entry in shown), t.Is(state))
        )
    return tuple(values)


def _by_count(
    values: Iterable[str] | Counter[str], tree: Callable[[str], t.Query], label: Callable[[str], str] = str
) -> tuple[FacetValue, ...]:
    """Most frequent first; what has no value ("") last."""
    counted = sorted(Counter(values).items(), key=lambda item: (not item[0], -item[1], item[0]))
    return tuple(FacetValue(it, label(it) if it else "", count, tree(it)) for it, count in counted)
