"""What is kept of the files of annotated articles, and articles as the store needs them, however many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.claims import holder, raw_paths
from annotations.identity import heading
from annotations.model import Subject
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.identity import Identity
    from annotations.model import ArticleRecord, KnownArticles
    from annotations.picture import Picture
    from annotations.shown import View
    from annotations.store import Store
    from seeds.row import Row

_AT_ONCE = 500


def remember(store: Store, identity: Identity, picture: Picture, ids: Iterable[str] | None) -> Problem | None:
    """Keep as what and where annotated articles were found: see ``Collection.remember``."""
    from annotations.actions import remember as remembered

    if ids is None:
        known = store.known_articles()
        seen = identity.news(_learned(identity, picture, known), known.records)
        seen += _edited(identity, picture, known)
    else:
        records = {id: record for id in ids if (record := store.article(id)) and not record.sketch}
        there = {id: entry for id in records if (entry := picture.entry(id)) and not entry.gone}
        seen = identity.news({id: entry.as_read for id, entry in there.items()}, records)
    if not seen:
        return None
    try:
        store.apply(remembered(store, seen)).result()
    except Problem as problem:
        if problem.code == "store-closed":
            return None
        if problem.code != "not-saved":
            return problem
        return Problem("not-remembered", **{**problem.values, "n": len(seen)})
    return None


def subjects_of(view: View) -> tuple[Subject, ...]:
    """Return all articles of a view as the store needs them."""
    return tuple(
        Subject(id=it.id, fingerprint=it.fingerprint, path=it.path, title=it.heading)
        for offset in range(0, view.count, _AT_ONCE)
        for it in view.window(offset, _AT_ONCE)
    )


def _learned(identity: Identity, picture: Picture, known: KnownArticles) -> dict[str, Row]:
    """Return by id the rows of which something is not remembered yet."""
    found = {id: slot for id, slot in picture.claims.found.items() if id in known.records}
    catalogue = picture.catalogue
    paths = {raw: None for id in found for raw in raw_paths(known.records[id].path)}
    at = catalogue.by_path(list(paths))
    names = dict(zip(found, catalogue.fingerprints(list(found.values())), strict=True))
    left = [id for id, slot in found.items() if not _is_known(known.records[id], slot, names[id], at)]
    rows = dict(zip(left, catalogue.rows([found[id] for id in left]), strict=True))
    by_fingerprint = {row.fingerprint: row for row in rows.values()}
    ids = {row.fingerprint: id for id, row in rows.items()}
    return identity.learned(by_fingerprint, known, ids, holder(catalogue))


def _edited(identity: Identity, picture: Picture, known: KnownArticles) -> list[Subject]:
    """Return articles of which only a state or tags told so far, and that have another text now."""
    found = {id: slot for id, slot in picture.claims.found.items() if id not in known.records}
    rows = picture.catalogue.rows(list(found.values()))
    return [
        Subject(id, row.fingerprint, row.path, heading(row), identity.sketch_of(row))
        for id, row in zip(found, rows, strict=True)
    ]


def _is_known(record: ArticleRecord, slot: int, fingerprint: str, at: Mapping[str, int]) -> bool:
    """Say whether all is remembered of an article that stands at a slot."""
    if fingerprint not in record.fingerprints or not record.sketch:
        return False
    return any(at.get(path) == slot for path in raw_paths(record.path))
