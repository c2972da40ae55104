"""Which article of the library, or of those annotated before, a file that comes in speaks of."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from annotations.exchange.reading import id_of
from annotations.lines import checksum
from seeds.addresses import canonical, web_address
from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.collection import Collection, Listed, View
    from annotations.exchange.shapes import About
    from annotations.store import Store

_WINDOW = 2000


class Finder:
    """Finds articles by id, fingerprint, address, title with source, and path, in this order."""

    def __init__(self, collection: Collection, store: Store | None) -> None:
        """Take the library as it is now, and what is remembered."""
        self._collection = collection
        self._known = store.known_articles() if store is not None else None

    def find(self, about: About) -> str:
        """Return an article's id; "" where none is the one that is meant, or several may be."""
        if about.id and (about.id in self._listed or self._remembered(about.id)):
            return about.id
        for fingerprint in (*about.fingerprints, about.id):
            if found := self._by_fingerprint.get(fingerprint):
                return found
            if self._known and (ids := self._known.by_fingerprint.get(fingerprint)):
                return ids[0]
        if address := address_key(about.url):
            if found := self._by_address.get(address):
                return found
            if self._known and (ids := self._known.by_fingerprint.get(checksum_of(address))):
                return ids[0]
        if about.title and (found := self._titled(about)):
            return found
        return self._by_path.get(about.path, "") if about.path else ""

    def listed(self, id: str) -> Listed | None:
        """Return an article of the library."""
        return self._listed.get(id)

    def absent(self, id: str) -> bool:
        """Say whether an article is not in the library."""
        there = self._listed.get(id)
        return there is None or there.gone

    def _remembered(self, id: str) -> bool:
        return self._known is not None and id in self._known.records

    def _titled(self, about: About) -> str:
        """Return the one article with a title, from a source where both are known: of the library, else of
        those that are only remembered."""
        title = title_key(about.title)
        source, author = fold(about.source).strip(), fold(about.author).strip()
        for titles in (self._by_title, self._by_old_title):
            named = titles.get(title, ())
            exact = {id for id, its in named if its and its in (source, author)}
            found = exact or {id for id, its in named if not source or not its}
            if found:
                return next(iter(found)) if len(found) == 1 else ""
        return ""

    @cached_property
    def _listed(self) -> dict[str, Listed]:
        return {it.id: it for it in every_article(self._collection)}

    @cached_property
    def _by_fingerprint(self) -> dict[str, str]:
        return {it.fingerprint: it.id for it in self._listed.values()}

    @cached_property
    def _by_address(self) -> dict[str, str]:
        found = ((address_key(it.url or ""), it.id) for it in self._listed.values())
        return {address: id for address, id in found if address}

    @cached_property
    def _by_path(self) -> dict[str, str]:
        return {it.path: it.id for it in self._listed.values() if it.path}

    @cached_property
    def _by_title(self) -> dict[str, list[tuple[str, str]]]:
        """The ids by folded title, each with its folded source ("" where that is not known)."""
        found: dict[str, list[tuple[str, str]]] = {}
        for it in self._listed.values():
            if it.heading and not it.gone:
                found.setdefault(title_key(it.heading), []).append((it.id, fold(it.source or "").strip()))
        return found

    @cached_property
    def _by_old_title(self) -> dict[str, list[tuple[str, str]]]:
        """The same of articles that are not in the library."""
        found: dict[str, list[tuple[str, str]]] = {}
        for record in self._known.records.values() if self._known is not None else ():
            there = self._listed.get(record.id)
            if record.title and (there is None or there.gone):
                found.setdefault(title_key(record.title), []).append((record.id, ""))
        return found


def every_id(collection: Collection) -> tuple[str, ...]:
    """Return the ids of all articles of the library, archived and gone ones too, newest first."""
    return _all(collection).ids()


def every_article(collection: Collection) -> Iterable[Listed]:
    """Yield all articles of the library, archived and gone ones too, newest first: for who needs more of them
    than their ids."""
    view = _all(collection)
    for offset in range(0, view.count, _WINDOW):
        yield from view.window(offset, _WINDOW)


def _all(collection: Collection) -> View:
    from annotations.query.tree import Is, Not, any_of

    archived = Is("archived")
    return collection.view(any_of(archived, Not(archived)))


def new_id(about: About) -> str:
    """Return an id for an article that is not in the library: the one it would have there, as far as that
    can be known. The same file gives the same id again."""
    if id := id_of(about.id):
        return id
    if about.fingerprints and (id := id_of(about.fingerprints[0])):
        return id
    if address := address_key(about.url):
        return checksum_of(address)
    named = "\n".join(("article", title_key(about.title), fold(about.source), about.url, about.path))
    return checksum(named.encode("utf-8", "replace"))[:16]


def title_key(title: str) -> str:
    """Return a title as it is compared: without marks, case and differences of white space."""
    return " ".join(fold(title).split())


def address_key(url: str) -> str:
    """Return the form of an address that all ways of writing it share; "" for what is none."""
    safe = web_address(url) if url else None
    return canonical(safe) if safe else ""


def checksum_of(address: str) -> str:
    """Return the fingerprint of an article with this (canonical) address, as ``seeds.reading`` gives it."""
    from hashlib import blake2b

    return blake2b(address.encode(), digest_size=8).hexdigest()
