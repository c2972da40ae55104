"""What is known of an entity over a whole library: when it is named, with whom, where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.query import tree as t

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotations.collection import Collection
    from annotations.facets import FacetName, FacetValue
    from seeds.article import MentionType

BESIDE: tuple[FacetName, ...] = ("person", "org", "place", "source", "topic")
"""What an entity is shown together with, in this order."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity in the articles that name it, archived ones left out.

    ``names`` are what it is called besides, whether these articles do so or not. ``months`` are EDTF months
    with the number of articles, the oldest first, those without articles left out; ``undated`` articles have
    no year. ``beside`` has, by facet, what these articles have too, most frequent first, the entity itself
    left out.
    """

    name: str
    type: MentionType | None
    names: tuple[str, ...]
    articles: int
    months: tuple[tuple[str, int], ...]
    undated: int
    beside: Mapping[FacetName, tuple[FacetValue, ...]]


def profile(
    collection: Collection, name: str, type: MentionType | None, stop: Callable[[], bool] | None = None
) -> Profile:
    """Look through the articles that name an entity by its canonical name. Raises ``Stopped``
    once ``stop`` says so."""
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
        sum(it.count for it in dates if it.value == "unknown"),
        beside,
    )
