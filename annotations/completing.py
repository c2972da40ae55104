"""The values that a field of a query can go on with, counted among the articles of a view: what is offered
while it is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.query import names
from annotations.query import tree as t
from annotations.query.completion import MOST, NONE, WITH_NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotations.collection import Collection
    from annotations.facets import FacetName
    from seeds.article import MentionType

    Stop = Callable[[], bool] | None

_EACH = tuple(type for type in t.ENTITY_TYPES.values() if type is not None)
TYPES_OF: Mapping[str, tuple[MentionType, ...]] = {
    field: (type,) if type is not None else _EACH for field, type in t.ENTITY_TYPES.items()
}
"""The fields whose values are names in the texts, with what they may be: these values depend on what is
typed."""
_FACETS: Mapping[str, FacetName] = {"topic": "topic", "tag": "tag", "source": "source", "date": "date"}
_NAMES = 40
"""Names that are counted, at most: the most frequent of those that go on as typed."""
_FEW = 2000
"""In so few articles all names are looked at: one that is rare elsewhere may be frequent here."""


def values_of(
    collection: Collection,
    field: str,
    typed: str,
    query: t.Query,
    read: Callable[[str], t.Query],
    *,
    called: Iterable[str] = (),
    stop: Stop = None,
) -> dict[str, int]:
    """Return the values of a field with the number of articles that have each among those a query wants.

    ``typed`` is what stands after the colon so far; it matters for names and paths, which it sifts. ``read``
    reads a query's text, ``called`` are the names of views. A field whose values have no end (words of a
    title) has none here. Raises ``Stopped`` once ``stop`` says so.
    """
    from annotations.query.stopped import Stopped

    if field in TYPES_OF:
        return _named(collection, field, typed, query, stop)
    if field == "path":
        return _paths(collection, typed, query, stop)
    if field == "author":
        picture, found = collection.found(query, stop=stop)
        authors = picture.catalogue.counts("author", found.bits)
        return {name: n for name, n in authors.items() if name} | _none(collection, field, query, stop)
    counts: dict[str, int] = {}
    if field in _FACETS:
        counts = {it.value: it.count for it in collection.facet(_FACETS[field], query, stop=stop) if it.value}
    # Its months are also what an article of a year has that says no month.
    loose = {value for value in counts if field == "date" and len(value) == len("2026")}
    for value in _fixed(field, called, tuple(counts)):
        if stop is not None and stop():
            raise Stopped
        if value not in counts or value[:4] in loose:
            from annotations.query.scanning import quote

            tree = t.all_of(query, read(f"{field}:{quote(value)}"))
            counts[value] = collection.count(tree, stop=stop)
    return counts | _none(collection, field, query, stop)


def exactly_found(
    collection: Collection, exact: t.Words, query: t.Query, *, seconds: float, stop: Stop = None
) -> dict[str, int | None]:
    """Return the text of a condition that wants words with just these marks, with the number of articles that
    it leaves of those a query wants; of one whose last word has only begun, where nothing has them whole.
    Empty where it leaves none, or all that have the words with any marks; None for the number that is not
    known after so many seconds."""
    from annotations.query.printer import print_query
    from seeds.folding import fold

    words = tuple(t.Words(word) for word in fold(exact.text).split())
    for prefix in (False, True):
        wanted = replace(exact, prefix=prefix)
        view = collection.view(t.all_of(query, wanted), seconds=seconds, stop=stop)
        if not view.settled:
            return {print_query(wanted): None}
        if view.count:
            loosely = t.all_of(query, *words[:-1], replace(words[-1], prefix=prefix))
            return (
                {print_query(wanted): view.count} if view.count < collection.count(loosely, stop=stop) else {}
            )
    return {}


def _none(collection: Collection, field: str, query: t.Query, stop: Stop) -> dict[str, int]:
    """Count what has nothing in a field, where that is offered and there is any."""
    none = t.none_of(field) if field in WITH_NONE else None
    count = collection.count(t.all_of(query, none), stop=stop) if none is not None else 0
    return {NONE: count} if count else {}


def _paths(collection: Collection, typed: str, query: t.Query, stop: Stop) -> dict[str, int]:
    """Count the folders and files that go on as typed, behind the folders that are typed before them."""
    from annotations.query.stopped import Stopped
    from seeds.path_parts import folded_path

    picture, found = collection.found(query, stop=stop)
    sought = typed.lstrip('="')
    before, slash, _ = sought.rpartition("/")
    if "*" in sought:
        return {}
    counts: dict[str, int] = {}
    for folded, slot in picture.catalogue.path_names(sought, found.bits, MOST):
        if stop is not None and stop():
            raise Stopped
        (row,) = picture.catalogue.rows([slot])
        name = folded.rstrip("/")
        names_there = (it for path in (row.path, *row.copies) for it in path.split("/"))
        name = next((it for it in names_there if folded_path(it) == name), name)
        text = f"{before}{slash}{name}{folded[len(folded.rstrip('/')) :]}"
        counts[text] = collection.count(t.all_of(query, t.InPath(text)), stop=stop)
    return counts


def _fixed(field: str, called: Iterable[str], there: Iterable[str]) -> Iterable[str]:
    """Return the values that are counted one by one: those that a field always has."""
    if field in t.CLOCK_FIELDS:
        from annotations.query.date_completion import ids_of

        return ids_of(there)
    if field in ("is", "has", "kind"):
        return tuple(names.table("names.toml")[field])
    return called if field == "view" else ()


def _named(collection: Collection, field: str, typed: str, query: t.Query, stop: Stop) -> dict[str, int]:
    """Count the names that go on as typed, by any of the names of an entity; without anything typed, the most
    frequent ones."""
    from annotations.query.stopped import Stopped
    from seeds.folding import fold
    from seeds.words import words

    picture, found = collection.found(query, stop=stop)
    catalogue, bits, types = picture.catalogue, found.bits, TYPES_OF[field]
    sought = typed.lstrip('="')
    folded = fold(sought)
    chosen: dict[tuple[str, MentionType], None] = {}
    if words(folded):
        for name, type, _ in catalogue.entity_forms(sought, types, prefix=True)[:_NAMES]:
            chosen[name, type] = None
    if not chosen or bits.bit_count() <= _FEW:
        for type in types:
            most = _NAMES if not words(folded) else 10 * _NAMES
            for name, _ in catalogue.top_entities(type, bits, most):
                if f" {folded}" in f" {fold(name)}":
                    chosen[name, type] = None
    for name in picture.names.given():  # what corrections for every article have made of names
        if words(folded) and f" {folded}" in f" {fold(name)}":
            chosen.update(((name, type), None) for type in types)
    apart = [picture.entries[number] for number in found.apart]
    counts: dict[str, int] = {}
    for name, type in chosen:
        if stop is not None and stop():
            raise Stopped
        number = (picture.names.rows(catalogue, name, type) & bits).bit_count()
        number += sum(
            any(it.name == name and it.type == type for it in each.facts.entities()) for each in apart
        )
        if number:
            counts[name] = max(number, counts.get(name, 0))
    return counts
