"""Which articles go out, and what of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from annotations.exchange.finding import every_id
from annotations.exchange.reading import text_of
from annotations.exchange.shapes import About, Annotated, Marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotations.collection import Collection, Listed
    from annotations.marks import Marks
    from annotations.model import Note
    from annotations.notebook.shapes import Annotation
    from annotations.query.tree import Query
    from annotations.store import Store


@dataclass(frozen=True, slots=True)
class Scope:
    """What goes out: ``ids`` are the articles, newest first; of those in ``only`` just these highlights and
    notes (by id): they match, not all that is on their article does."""

    ids: tuple[str, ...]
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)


def scope_of(collection: Collection, store: Store | None, query: Query | None) -> Scope:
    """Return what goes out.

    Without a query that is all that has annotations, that of other libraries too, and of archived articles;
    with one the annotations that match, or whose article does (``annotations.notebook``), archived or not.
    """
    if query is None:
        if store is None:
            return Scope(())
        marked = {id for id, marks in store.marks().items() if is_exported(marks)}
        here = [id for id in every_id(collection) if id in marked]
        return Scope((*here, *sorted(marked.difference(here))))
    from annotations.query.tree import Is, Not, all_of, any_of

    archived = Is("archived")
    view = collection.view(all_of(query, any_of(archived, Not(archived))))
    ids = view.ids()
    if store is None:
        return Scope(ids)
    matching, all_there = _annotations(collection, store, query)
    found = frozenset(ids)
    only = {
        id: frozenset(matching.get(id, ()))
        for id in {*ids, *matching}
        if id not in found or len(matching.get(id, ())) < len(all_there.get(id, ()))
    }
    return Scope((*ids, *sorted(matching.keys() - found)), only)


def _annotations(
    collection: Collection, store: Store, query: Query
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the annotations that match, or whose article does, and all, by article."""
    from annotations.notebook.book import Notebook

    book = Notebook(collection, store)
    try:
        return _by_article(book.matching(query, texts=True)), _by_article(book.matching())
    finally:
        book.close()


def _by_article(annotations: Iterable[Annotation]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for annotation in annotations:
        found.setdefault(annotation.article, []).append(annotation.id)
    return found


def is_exported(marks: Marks) -> bool:
    """Say whether there is anything on an article that formats other than ``json`` can carry."""
    return bool(marks.tags or marks.notes or marks.highlights or marks.starred)


def annotated(
    collection: Collection, store: Store | None, scope: Scope, ids: Iterable[str]
) -> Iterator[Annotated]:
    """Yield those articles of a scope's ``ids`` that have annotations, one by one."""
    if store is None:
        return
    marks = store.marks()
    for id in ids:
        found = marks.get(id)
        if found is None or not is_exported(found):
            continue
        only = scope.only.get(id)
        on: dict[str, list[Note]] = {}
        for note in store.notes(id):
            on.setdefault(note.highlight, []).append(note)
        text = collection.entry(id).text_hash
        marked = tuple(
            Marked(it, tuple(on.pop(it.id, ())), it.anchor_in(text))
            for it in store.highlights(id)
            if only is None or it.id in only
        )
        # A note whose highlight is gone is the article's: nothing is left out.
        rest = sorted((it for each in on.values() for it in each), key=lambda it: (it.created, it.id))
        notes = tuple(it for it in rest if only is None or it.id in only)
        if only is not None and (notes or marked):
            yield Annotated(about(collection, store, id), notes, (), marked)
        elif only is None:
            yield Annotated(about(collection, store, id), notes, found.tags, marked, found.starred)


def about(collection: Collection, store: Store | None, id: str) -> About:
    """Return what is known of an article: from the library, else what is remembered of it."""
    listed = collection.listed(id)
    record = store.article(id) if store is not None else None
    fingerprints = record.fingerprints if record is not None else ()
    if listed is not None and not listed.gone:
        return _about_listed(listed, fingerprints or (listed.fingerprint,))
    kept = kept_facts(store, id)
    return About(
        id=id,
        title=record.title if record is not None else "",
        source=text_of(kept.get("source")),
        author=text_of(kept.get("author")),
        date=text_of(kept.get("date")),
        url=text_of(kept.get("url")),
        path=record.path if record is not None else "",
        fingerprints=fingerprints,
        gone=listed is not None,
    )


def kept_facts(store: Store | None, id: str) -> Mapping[str, Any]:
    """Return what an import has left of an article that is not in the library: ``source author date url``."""
    if store is None:
        return {}
    return store.document("article", id) or {}


def _about_listed(listed: Listed, fingerprints: tuple[str, ...]) -> About:
    return About(
        id=listed.id,
        title=listed.heading,
        source=listed.source or "",
        author=listed.author or "",
        date=listed.date.edtf if listed.date is not None else "",
        url=listed.url or "",
        path=listed.path,
        fingerprints=fingerprints,
    )
