"""Which articles go out, and what of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.exchange.finding import every_article
from annotations.exchange.reading import text_of
from annotations.exchange.shapes import About, Annotated, Marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotations.collection import Collection, Listed
    from annotations.query.tree import Query
    from annotations.store import Store

_WINDOW = 2000


def wanted_ids(collection: Collection, store: Store | None, query: Query | None) -> tuple[str, ...]:
    """Return the ids of the articles that go out, newest first.

    Without a query these are all that have annotations, those of other libraries too, and the archived ones;
    with one those that it finds, archived or not.
    """
    if query is None:
        if store is None:
            return ()
        marked = {id for id, marks in store.marks().items() if is_exported(marks)}
        here = [it.id for it in every_article(collection) if it.id in marked]
        return (*here, *sorted(marked.difference(here)))
    from annotations.query.tree import Is, Not, all_of, any_of

    archived = Is("archived")
    view = collection.view(all_of(query, any_of(archived, Not(archived))))
    return tuple(it.id for offset in range(0, view.count, _WINDOW) for it in view.window(offset, _WINDOW))


def is_exported(marks: Any) -> bool:
    """Say whether there is anything on an article that formats other than ``json`` can carry."""
    return bool(marks.tags or marks.notes or marks.highlights or marks.starred)


def annotated(collection: Collection, store: Store | None, ids: Iterable[str]) -> Iterator[Annotated]:
    """Yield the articles of these ids that have annotations, one by one."""
    if store is None:
        return
    marks = store.marks()
    for id in ids:
        found = marks.get(id)
        if found is None or not is_exported(found):
            continue
        notes = store.notes(id)
        on: dict[str, list[Any]] = {}
        for note in notes:
            on.setdefault(note.highlight, []).append(note)
        marked = tuple(Marked(it, tuple(on.pop(it.id, ()))) for it in store.highlights(id))
        # A note whose highlight is gone is the article's: nothing is left out.
        rest = sorted((it for each in on.values() for it in each), key=lambda it: (it.created, it.id))
        yield Annotated(about(collection, store, id), tuple(rest), found.tags, marked, found.starred)


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
