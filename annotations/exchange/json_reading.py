"""Reading ``json`` back: into an empty store exactly as it was, into another one without doubling.

Ids are kept. A document that is here already stays as it is, unless the file's is a later version of it (each
document says which versions it knows, as between devices); where a note was changed both here and there both
texts are kept. What was deleted here and is in the file comes back. The file never deletes anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations import merge, states
from annotations.documents import unpacked
from annotations.exchange.arrival import COUNTED_AS, Arrival
from annotations.exchange.json_checking import Document, checked, moved, state_of
from annotations.exchange.json_writing import FORMAT, LISTS, VERSION
from annotations.exchange.reading import number_of, text_of
from annotations.exchange.shapes import About
from annotations.model import SCHEMA, DocumentType
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.exchange.finding import Finder
    from annotations.store import Store

_STAMP = ("created", "modified", "rev", "seen", "kept", "device")


def arriving(found: Any, store: Store, finder: Finder) -> Arrival:
    """Return what a file's JSON comes to in this store.

    Raises ``Problem``: ``import-not-docbao`` for what is no such export, ``import-newer`` for one of a newer
    docbao, ``import-broken`` for one that is not as docbao writes it: ``where`` says what is wrong. Nothing
    of it is taken then.
    """
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Problem("import-not-docbao")
    version, schema = number_of(found.get("version")), number_of(found.get("schema"))
    if version > VERSION or schema > SCHEMA:
        raise Problem("import-newer")
    if version < 1 or schema < 1:
        raise Problem("import-broken", where="version")
    lists = {name: _list(found, name) for name in (*LISTS, "states")}
    arrival = Arrival()
    names = _articles(lists["articles"], finder)
    for name, kind in LISTS.items():
        for at, row in enumerate(lists[name]):
            _take(arrival, store, kind, moved(kind, checked(kind, row, f"{name}[{at}]"), names))
    entries = store.state_entries()
    for at, row in enumerate(lists["states"]):
        article, entry = state_of(row, f"states[{at}]")
        _take_state(arrival, entries, names.get(article, article), entry)
    arrival.absent = {id for id in names.values() if finder.absent(id)}
    return arrival


def _list(found: dict[str, Any], name: str) -> list[Any]:
    value = found.get(name, [])
    if not isinstance(value, list):
        raise Problem("import-broken", where=name)
    return value


def _articles(rows: list[Any], finder: Finder) -> dict[str, str]:
    """Return under which id each article of the file is known here."""
    names: dict[str, str] = {}
    for at, row in enumerate(rows):
        document = checked("article", row, f"articles[{at}]")
        prints = filter(None, map(text_of, document.get("fingerprints", [])))
        found = finder.find(About(id=document["id"], fingerprints=tuple(prints)))
        names[document["id"]] = found or document["id"]
    return names


def _take(arrival: Arrival, store: Store, kind: DocumentType, document: Document) -> None:
    """Take a document in, or what of it is not here yet."""
    name = document["id"]
    body = {key: value for key, value in document.items() if key not in merge.META}
    stamp: Document = {key: document[key] for key in _STAMP if key in document}
    here = store.document(kind, name)
    if here is None or here.get("deleted"):
        _put(arrival, kind, name, body, stamp)
        arrival.count(COUNTED_AS.get(kind, "rest"))
        return
    if kind == "article":
        _join_article(arrival, here, body)
        return
    theirs = document if "rev" in document else None
    if _same(kind, here, body) or (theirs is not None and merge.knows(here, theirs)):
        arrival.known += 1
    elif (theirs is not None and merge.knows(theirs, here)) or (
        kind not in merge.WITH_TEXT and document["modified"] > here["modified"]
    ):
        _put(arrival, kind, name, body, stamp)
        arrival.count("changed" if COUNTED_AS.get(kind) else COUNTED_AS.get(kind, "rest"))
    elif kind in merge.WITH_TEXT:
        keep_both(arrival, store, kind, name, body, stamp)
    else:
        arrival.known += 1


def _put(arrival: Arrival, kind: DocumentType, name: str, body: Document, stamp: Document) -> None:
    arrival.put[kind, name] = body
    arrival.arrived[kind, name] = stamp


def _same(kind: DocumentType, here: Mapping[str, Any], body: Document) -> bool:
    if kind == "text":  # compressed by another version of zlib it is the same text all the same
        return unpacked(here) is not None
    content = merge.content(here) or {}
    return all(content.get(key) == value for key, value in body.items())


def _join_article(arrival: Arrival, here: Mapping[str, Any], body: Document) -> None:
    """Take in under which fingerprints the article is known there; where it lies is this device's to say."""
    known = here.get("fingerprints", [])
    more = [it for it in body.get("fingerprints", []) if isinstance(it, str) and it not in known]
    if more:
        arrival.put["article", here["id"]] = {"fingerprints": [*known, *more]}
    arrival.known += 1


def keep_both(
    arrival: Arrival, store: Store, kind: DocumentType, name: str, body: Document, stamp: Document
) -> None:
    """Keep the file's text beside the one that stands here, under an id that the same text has every time."""
    from annotations.lines import checksum

    text = text_of(body.get("text"))
    id = f"{name}~{checksum(text.encode('utf-8', 'replace'))[:12]}"
    there = store.document(kind, id)
    if there is not None and not there.get("deleted") and there.get("text") == text:
        arrival.known += 1
        return
    _put(arrival, kind, id, body | {"copy_of": name}, {key: stamp[key] for key in ("created", "modified")})
    arrival.count("copies")


def _take_state(arrival: Arrival, entries: Mapping[str, str], article: str, entry: str) -> None:
    here = entries.get(article, "")
    if states.merge(here, entry) == here:
        arrival.known += bool(entry)
        return
    arrival.put["state", article] = {"entry": entry}
    arrival.count("states")
