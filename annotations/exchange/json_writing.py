"""``json``: everything, as plain JSON that docbao reads back exactly.

One object: ``format`` "docbao", ``version`` of this shape, ``schema`` of the documents, ``exported`` (when),
``complete`` (False for the export of a query, and where something could not be read), ``unread`` (what could
not, in words), then a list for each type of document under its name in the plural, and ``states``.

A document is as it is stored (``id created modified rev device`` and its content; ``highlights`` and the rest
name their article by its id), but for ``texts``, which hold the text itself. A state is ``article`` and, for
each field of ``annotations.states``, ``value`` and ``at``; that of a highlight has its id. What was deleted
is not part of it. Each document has a line of its own: two exports can be compared line by line.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from annotations import states
from annotations.documents import unpacked
from annotations.model import SCHEMA, DocumentType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from annotations.exchange.scope import Scope
    from annotations.store import Store

FORMAT, VERSION = "docbao", 1
LISTS: dict[str, DocumentType] = {
    "articles": "article",
    "notes": "note",
    "highlights": "highlight",
    "tags": "tag",
    "kinds": "kind",
    "corrections": "correction",
    "views": "view",
    "drafts": "draft",
    "anchors": "anchor",
    "texts": "text",
}
"""The lists of an export with the type of their documents."""

OF_ARTICLES = frozenset({"note", "highlight", "tag", "correction", "draft", "anchor", "text"})
"""Types whose documents name their article."""


def begins_so(start: bytes) -> bool:
    """Say whether a file that begins so is an export of this kind."""
    return start.startswith(b'{"format": "docbao"')


def pieces(
    store: Store, scope: Scope | None, *, unread: tuple[str, ...] = (), tell: Callable[[str], None]
) -> Iterator[str]:
    """Yield an export in pieces. ``scope`` is what goes out, None for everything; ``unread`` says in words
    what could not be read. ``tell`` is called with the type of each document that went by."""
    import json

    def said(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)

    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "schema": {SCHEMA}, "exported": {said(now)}'
    yield f', "complete": {said(scope is None and not unread)}, "unread": {said(list(unread))}'
    wanted = _Wanted(scope)
    marked: set[str] = set()  # a highlight has a state, too, once it was reviewed
    for name, kind in LISTS.items():
        yield f',\n"{name}": ['
        between = "\n"
        for document in _documents(store, kind, wanted):
            tell(kind)
            if kind == "highlight":
                marked.add(document["id"])
            yield between + said(document)
            between = ",\n"
        yield "]" if between == "\n" else "\n]"
    yield ',\n"states": ['
    between = "\n"
    for article, entry in sorted(store.state_entries().items()):
        if (scope is None or wanted.state(article) or article in marked) and (fields := _fields(entry)):
            tell("state")
            yield between + said({"article": article, **fields})
            between = ",\n"
    yield "]}\n" if between == "\n" else "\n]}\n"


class _Wanted:
    """Says which documents go out."""

    def __init__(self, scope: Scope | None) -> None:
        self._all = scope is None
        self._ids = frozenset(scope.ids) if scope is not None else frozenset()
        self._only = scope.only if scope is not None else {}

    def state(self, article: str) -> bool:
        return article in self._ids and article not in self._only

    def document(self, kind: DocumentType, document: Mapping[str, Any]) -> bool:
        if self._all or kind == "kind":
            return True
        article = document.get("id") if kind == "article" else document.get("article")
        if article not in self._ids or (kind != "article" and kind not in OF_ARTICLES):
            return False
        only = self._only.get(str(article))
        if only is None or kind in ("article", "text"):
            return True
        return document.get("id") in only or document.get("highlight") in only


def _documents(store: Store, kind: DocumentType, wanted: _Wanted) -> Iterator[Mapping[str, Any]]:
    """Yield the documents of a type that go out, in an order that stays: by when they were made."""
    found = store.search(kind, lambda document: wanted.document(kind, document))
    for document in sorted(found, key=lambda it: (str(it.get("created", "")), str(it.get("id", "")))):
        document.pop("v", None)
        if kind == "text" and (text := unpacked(document)) is not None:
            del document["packed"]
            document["text"] = text
        yield document


def _fields(entry: str) -> dict[str, Any]:
    """Return an article's state as it is written."""
    known = states.parse(entry)
    found: dict[str, Any] = {}
    for name, letter in states.LETTERS.items():
        if letter in known:
            value, at = known[letter]
            found[name] = {"value": value if name in states.NUMBERS else bool(value), "at": states.iso(at)}
    return found
