"""What is known of an entity over a whole library: when it is named, with whom, where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from annotations.query import tree as t

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotations.collection import Collection
    from annotations.facets import FacetName, FacetValue
    from annotations.timeline import Step, Timeline
    from seeds.article import MentionType

FEW_MONTHS = 2
"""Months that are too few to show anything over time: their days are."""

BESIDE: tuple[FacetName, ...] = ("person", "org", "place", "source", "topic")
"""What an entity is shown together with, in this order."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity in the articles that name it, archived ones left out.

    ``names`` are what it is called besides, whether these articles do so or not. ``months`` are EDTF months
    with the number of articles, the oldest first, those without articles left out; ``days`` are the days of
    a few months, of more there are none; ``undated`` articles have no year. ``beside`` has, by facet, what
    these articles have too, most frequent first, the entity itself left out.
    """

    name: str
    type: MentionType | None
    names: tuple[str, ...]
    articles: int
    months: tuple[tuple[str, int], ...]
    days: tuple[tuple[date, int], ...]
    undated: int
    beside: Mapping[FacetName, tuple[FacetValue, ...]]


def profile(
    collection: Collection, name: str, type: MentionType | None, stop: Callable[[], bool] | None = None
) -> Profile:
    """Look through the articles that name an entity by its canonical name. Raises ``Stopped``
    once ``stop`` says so."""
    from annotations.timeline import timelines
    from seeds.entities.other_names import names_of

    tree = t.Entity(name, type)
    dates = collection.facet("date", tree, stop=stop)
    beside: dict[FacetName, tuple[FacetValue, ...]] = {}
    for facet in BESIDE:
        values = collection.facet(facet, tree, stop=stop)
        beside[facet] = tuple(it for it in values if it.value and it.tree != tree and it.value != name)
    return Profile(
        name,
        type,
        names_of(name, type),
        sum(it.count for it in dates),
        tuple((it.value, it.count) for it in reversed(dates) if it.value != "unknown"),
        _days(timelines(collection, tree, stop=stop)),
        sum(it.count for it in dates if it.value == "unknown"),
        beside,
    )


def _days(over_time: Mapping[Step, Timeline]) -> tuple[tuple[date, int], ...]:
    if len(over_time["month"]) > FEW_MONTHS:
        return ()
    days = over_time["day"]
    return tuple((bar.start, bar.count) for bar in days.bars(0, len(days)) if bar.count)
