"""The choices of a picker, counted over the articles that are in view: from row sets, whatever their number,
and one by one only for the few that are apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from annotations.query import tree as t
from annotations.query.matcher import in_state
from annotations.query.printer import print_query
from seeds import edtf
from seeds.months import group_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotations.entries import Entry
    from annotations.picture import Found, Picture
    from seeds.article import MentionType

FacetName = Literal["date", "topic", "tag", "source", "state", "person", "org", "place"]

STATES: tuple[t.State, ...] = ("unread", "read", "starred", "annotated", "new", "archived")
"""The states a picker offers, in its order."""

MOST = 100
"""People, organisations and places that are counted, at most: of the most frequent each number is exact."""

_TYPES = {field: type for field, type in t.ENTITY_TYPES.items() if type is not None}


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
    name: FacetName,
    picture: Picture,
    found: Found,
    language: str,
    most: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[FacetValue, ...]:
    """Return the choices of a facet over these articles. A broad topic counts what has a finer one of its
    own too, as a filter on it does. Raises ``Stopped`` once ``stop`` says so."""
    bits, catalogue = found.bits, picture.catalogue
    apart = [picture.entries[number] for number in found.apart]
    own_topics = picture.fetch.own_topics
    match name:
        case "date":
            months = {key: (bits & each).bit_count() for key, each in catalogue.months().items()}
            return _months(Counter(months) + Counter(group_of(entry.row.date) for entry in apart))
        case "state":
            return _states(picture, found)
        case "topic":
            from seeds.topic_names import label, with_broader

            counts = Counter(_topics(picture, bits))
            counts.update(it for entry in apart for it in with_broader(entry.row.topics, own_topics))
            return _by_count(counts, t.Topic, lambda id: label(id, language, own_topics))
        case "tag":
            tags = Counter({tag: (bits & each).bit_count() for tag, each in picture.sets.tags.items()})
            tags.update(tag for entry in apart for tag in {*entry.marks.tags, *entry.marks.inner_tags})
            return _by_count(tags, t.Tag)
        case "source":
            sources = Counter(catalogue.counts("source", bits))
            sources.update(entry.row.source or "" for entry in apart)
            return _by_count(sources, lambda it: t.Source(it or None))
        case _:
            type = _TYPES[name]
            counted = _entities(picture, bits, apart, type, MOST if most is None else most, stop)
            return _by_count(counted, lambda it: t.Entity(it, type))


def _topics(picture: Picture, bits: int) -> Mapping[str, int]:
    """Count topics; a broad one by what has it or one of its finer ones."""
    from seeds.topic_names import all_topics

    catalogue = picture.catalogue
    counts = dict(catalogue.counts("topic", bits))
    counts.pop("", None)
    finer: dict[str, list[str]] = {}
    for topic in all_topics(picture.fetch.own_topics):
        if topic.broader and topic.id in counts:
            finer.setdefault(topic.broader, []).append(topic.id)
    for broad, ids in finer.items():
        together = catalogue.having("topic", broad) if broad in counts else 0
        for id in ids:
            together |= catalogue.having("topic", id)
        counts[broad] = (together & bits).bit_count()
    return counts


def _entities(
    picture: Picture,
    bits: int,
    apart: list[Entry],
    type: MentionType,
    most: int,
    stop: Callable[[], bool] | None,
) -> Counter[str]:
    """Count who is named, the most frequent; what corrections have changed is counted anew."""
    from annotations.query.stopped import Stopped

    given = picture.names.given()
    others = Counter(
        it for entry in apart for it in {one.name for one in entry.facts.entities() if one.type == type}
    )
    counts = Counter(dict(picture.catalogue.top_entities(type, bits, most + len(given))))
    for name in {*given, *(others.keys() - counts.keys())}:
        if stop is not None and stop():
            raise Stopped
        counts[name] = (picture.names.rows(picture.catalogue, name, type) & bits).bit_count()
    return +(counts + others)


def _months(counts: Counter[str]) -> tuple[FacetValue, ...]:
    unknown = counts.pop("", 0)
    values = []
    for month, count in sorted(counts.items(), reverse=True):
        if count:
            date = edtf.parse(month)
            values.append(FacetValue(month, "", count, t.Within("date", date, date)))
    if unknown:
        values.append(FacetValue("unknown", "", unknown, t.Within("date", None, None, unknown=True)))
    return tuple(values)


def _states(picture: Picture, found: Found) -> tuple[FacetValue, ...]:
    from annotations.query.evaluating import Evaluation

    values = []
    evaluation = Evaluation(picture)
    apart = [picture.entries[number] for number in found.apart]
    for state in STATES:
        kept = found.bits if state == "archived" else found.bits & ~picture.sets.archived
        count = evaluation.rows(t.Is(state), kept).bit_count()
        shown = (entry for entry in apart if state == "archived" or not entry.marks.archived)
        count += sum(in_state(state, entry.facts) for entry in shown)
        values.append(FacetValue(state, "", count, t.Is(state)))
    return tuple(values)


def _by_count(
    counts: Mapping[str, int], tree: Callable[[str], t.Query], label: Callable[[str], str] = str
) -> tuple[FacetValue, ...]:
    """Most frequent first; what has no value ("") last."""
    counted = sorted(
        ((value, count) for value, count in counts.items() if count),
        key=lambda item: (not item[0], -item[1], item[0]),
    )
    return tuple(FacetValue(it, label(it) if it else "", count, tree(it)) for it, count in counted)
