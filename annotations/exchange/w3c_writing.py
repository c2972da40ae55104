"""``w3c``: W3C Web Annotations (Recommendation of 2017-02-23) as one collection in JSON-LD.

A highlight is an annotation with the motivation ``highlighting``, its notes and tags are bodies of it; a note
on an article is one with ``commenting``, the article's tags one with ``tagging``, its star one with
``bookmarking``. The target's source is the article's address, or a URN where it has none. Positions are code
points into the article's text as it is now; where the words that were marked are not surely in it, there is
no position. What the vocabulary has no word for (kinds, versions, the text's hash, and in ``docbao:made``
where a highlight was made if that was in another text) stands under ``docbao:``, what the article is under
schema.org's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.exchange.finding import address_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.exchange.shapes import About, Annotated, Marked
    from annotations.model import AnchorStatus, Note

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS = "urn:docbao:terms:"
COLLECTION = "urn:docbao:annotations"
_SURE: tuple[AnchorStatus, ...] = ("ok", "shifted", "moved")
"""The words that were marked, all of them, wherever they stand now."""
_START = f'{{"@context": ["{CONTEXT}", {{"docbao": "{TERMS}"}}], "id": "{COLLECTION}", '


def begins_so(start: bytes) -> bool:
    """Say whether a file that begins so is an export of this kind."""
    return start.startswith(_START.encode())


def pieces(items: Iterable[Annotated]) -> Iterator[str]:
    """Yield the collection in pieces, an annotation a line."""
    import json

    yield _START + '"type": "AnnotationCollection", "label": "docbao",\n'
    yield f'"first": {{"id": "{COLLECTION}:1", "type": "AnnotationPage", "partOf": "{COLLECTION}", '
    yield '"startIndex": 0, "items": ['
    total = 0
    for item in items:
        for annotation in annotations_of(item):
            yield (",\n" if total else "\n") + json.dumps(annotation, ensure_ascii=False)
            total += 1
    yield f'\n]}},\n"total": {total}}}\n'


def annotations_of(item: Annotated) -> Iterator[dict[str, Any]]:
    """Yield the annotations that say what was added to an article."""
    where = _target(item.about)
    for marked in item.marked:
        yield _highlight(marked, where)
    for note in item.notes:
        yield {
            **_head("note", note.id, "commenting"),
            **_times(note.created, note.modified),
            "docbao:version": note.version,
            "body": _comment(note),
            "target": where,
        }
    article = item.about.id
    if item.tags:
        yield {**_head("tags", article, "tagging"), "body": [_tag(it) for it in item.tags], "target": where}
    if item.starred:
        yield {**_head("star", article, "bookmarking"), "target": where}


def urn(kind: str, id: str) -> str:
    """Return the name of one of docbao's things: any id becomes a part of a URN."""
    from urllib.parse import quote

    return f"urn:docbao:{kind}:{quote(id, safe='~')}"


def _head(kind: str, id: str, motivation: str | list[str]) -> dict[str, Any]:
    return {"id": urn(kind, id), "type": "Annotation", "motivation": motivation}


def _times(created: str, modified: str) -> dict[str, str]:
    return {"created": created} if created == modified else {"created": created, "modified": modified}


def _highlight(marked: Marked, where: dict[str, Any]) -> dict[str, Any]:
    it = marked.highlight
    bodies = [*(_tag(tag) for tag in it.tags), *(_note_on(note) for note in marked.notes)]
    more = (("tagging", it.tags), ("commenting", marked.notes))
    motivations = ["highlighting", *(name for name, there in more if there)]
    return {
        **_head("highlight", it.id, motivations if len(motivations) > 1 else motivations[0]),
        **_times(it.created, it.modified),
        "docbao:kind": it.kind,
        "docbao:version": it.version,
        **({"body": bodies} if bodies else {}),
        "target": {**where, **_stretch(marked)},
    }


def _stretch(marked: Marked) -> dict[str, Any]:
    """Return what was marked, where it is, and where it was made if that is not the same."""
    made, now = marked.highlight.selector, marked.anchor
    quote = {
        "type": "TextQuoteSelector",
        "exact": made.quote,
        "prefix": made.prefix,
        "suffix": made.suffix,
    }
    place = {"start": made.start, "end": made.end, "docbao:text": made.text}
    first = {"docbao:made": place} if made.text else {}
    if now is None or now.status not in _SURE:
        return {"selector": [quote], **first}
    text = now.text or made.text
    return {
        "selector": [{"type": "TextPositionSelector", "start": now.start, "end": now.end}, quote],
        "docbao:text": text,
        **(first if text != made.text else {}),
    }


def _tag(tag: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "tagging", "value": tag}


def _comment(note: Note) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "commenting", "value": note.text, "format": "text/markdown"}


def _note_on(note: Note) -> dict[str, Any]:
    return {
        "id": urn("note", note.id),
        **_comment(note),
        **_times(note.created, note.modified),
        "docbao:version": note.version,
    }


def _target(about: About) -> dict[str, Any]:
    """Return the article as a target: where it is, and what it is."""
    said = {
        "docbao:id": about.id,
        "docbao:fingerprints": list(about.fingerprints),
        "schema:name": about.title,
        "schema:publisher": about.source,
        "schema:author": about.author,
        "schema:datePublished": about.date,
    }
    return {
        "type": "SpecificResource",
        "source": about.url if address_key(about.url) else urn("article", about.id),
        "docbao:article": {"type": "schema:NewsArticle", **{key: it for key, it in said.items() if it}},
    }
