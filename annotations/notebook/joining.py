"""Highlights and notes joined with their articles, of everything or of what was written last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from annotations.notebook.items import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.collection import Collection
    from annotations.model import Highlight, Note
    from annotations.store import Store

_MOST = 5_000
"""Annotations that are looked at for the ones written last: those of a day when very many came in are not
told apart in a moment."""


def joined(
    collection: Collection, highlights: Iterable[Highlight], notes: Iterable[Note]
) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Yield articles, by their ids, with their annotations. A note whose highlight is not among them stands
    for itself."""
    marked = {highlight.id: highlight for highlight in highlights}
    on: dict[str, list[Note]] = {}
    found: dict[str, list[tuple[Highlight | None, tuple[Note, ...]]]] = {}
    for note in notes:
        if note.highlight in marked:
            on.setdefault(note.highlight, []).append(note)
        else:
            found.setdefault(note.article, []).append((None, (note,)))
    for highlight in marked.values():
        found.setdefault(highlight.article, []).append((highlight, tuple(on.get(highlight.id, ()))))
    entries = collection.entries(found)
    for article, some in found.items():
        entry = entries[article]
        yield article, tuple(Item(entry, highlight, notes) for highlight, notes in some)


def written_last(collection: Collection, store: Store, most: int, besides: str = "") -> list[Item] | None:
    """Return all annotations of the articles that were annotated last, at least ``most`` where there are so
    many, and of the article ``besides``, the oldest first: without looking at all there are.

    None where that would not be much quicker than looking at all: there are few, or very many of one day.
    """
    names = _last(store, most)
    if names is None:
        return None
    articles = dict.fromkeys(article for _, _, article in sorted(names, reverse=True))
    found: list[Item] = []
    for article in articles:
        if len(found) >= most and article != besides:
            continue
        found += _of(collection, store, article)
    if besides and besides not in articles:
        found += _of(collection, store, besides)
    return sorted(found, key=lambda item: (item.created, item.id))


def _of(collection: Collection, store: Store, article: str) -> Iterator[Item]:
    for _, items in joined(collection, store.highlights(article), store.notes(article)):
        yield from items


def _last(store: Store, most: int) -> list[tuple[str, str, str]] | None:
    """Return when the last annotations were written, their ids and articles: all since some day."""
    days = 1
    while days < 1 << 14:
        since = (datetime.now(UTC).date() - timedelta(days)).isoformat()
        highlights = store.find("highlight", since=since, by="created")
        if len(highlights) > _MOST:
            return None
        notes = store.find("note", since=since, by="created")
        if len(highlights) + len(notes) > _MOST:
            return None
        if len(highlights) + len(notes) >= most:
            made: list[Highlight | Note | None] = [store.highlight(name) for name in highlights]
            made += [note for note in map(store.note, notes) if note is not None and _is_alone(store, note)]
            if len(made) >= most:
                return [(it.created, it.id, it.article) for it in made if it is not None]
        days *= 2
    return None


def _is_alone(store: Store, note: Note) -> bool:
    return not note.highlight or store.highlight(note.highlight) is None
