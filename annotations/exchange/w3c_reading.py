"""Reading W3C Web Annotations: docbao's own, and other programs' as far as they speak of texts.

Taken are annotations with text selectors (position, quote) as highlights, textual bodies as notes or tags by
their purpose, annotations of whole pages as notes and tags, bookmarks as stars; so are exports of Hypothesis,
which write ``uri text tags`` instead of bodies. Bodies in other media, and pages of a collection that are not
in the file, are passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annotations.exchange.reading import id_of, number_of, read_json, text_of, time_of
from annotations.exchange.shapes import About, Given, GivenHighlight, GivenNote
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DEEPEST = 8
_VERSION = re.compile(r"[1-9][0-9]{0,9}@[0-9A-Za-z_-]{1,64}")


def given(path: Path) -> Iterator[Given]:
    """Yield what a file brings. Raises ``Problem``: as ``read_json``, and ``import-not-w3c``."""
    found = list(_annotations(read_json(path), 0))
    if not found:
        raise Problem("import-not-w3c")
    for annotation in found:
        yield from _given(annotation)


def _annotations(value: Any, deep: int) -> Iterator[dict[str, Any]]:
    """Yield the annotations of a file: one, several, a page, or a collection."""
    if deep > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _annotations(each, deep + 1)
    elif isinstance(value, dict):
        if "target" in value and (_has(value.get("type"), "Annotation") or "uri" in value):
            yield value
            return
        for name in ("items", "first", "next", "last", "rows", "annotations", "@graph"):
            if isinstance(value.get(name), (list, dict)):
                yield from _annotations(value[name], deep + 1)


def _has(value: Any, wanted: str) -> bool:
    return any(text_of(it).rpartition(":")[2] == wanted for it in _several(value))


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _given(annotation: dict[str, Any]) -> Iterator[Given]:
    notes, tags = _bodies(annotation)
    motivations = [text_of(it).rpartition(":")[2] for it in _several(annotation.get("motivation"))]
    for target in _several(annotation.get("target")):
        about = _about(target, annotation)
        if about is None:
            continue
        selectors = list(_selectors(target.get("selector"), 0)) if isinstance(target, dict) else []
        highlight = _highlight(annotation, target, selectors, notes, tags)
        if highlight is not None:
            yield Given(about, highlights=(highlight,))
        else:
            yield Given(about, notes=notes, tags=tags, starred="bookmarking" in motivations)


def _about(target: Any, annotation: dict[str, Any]) -> About | None:
    """Return what is annotated; None where the target does not say."""
    if isinstance(target, str):
        target = {"source": target}
    if not isinstance(target, dict):
        return None
    source = target.get("source", target.get("id", annotation.get("uri")))
    if isinstance(source, dict):
        source = source.get("id")
    address = text_of(source)
    found = target.get("docbao:article")
    said = found if isinstance(found, dict) else {}
    own = own_id(address, "article")
    if not address and not said:
        return None
    known = said.get("docbao:fingerprints")
    document = annotation.get("document")
    titles = _several(document.get("title")) if isinstance(document, dict) else []
    return About(
        id=id_of(said.get("docbao:id")) or own,
        title=text_of(said.get("schema:name")) or next(map(text_of, titles), ""),
        source=text_of(said.get("schema:publisher")),
        author=text_of(said.get("schema:author")),
        date=text_of(said.get("schema:datePublished")),
        url="" if own or address.startswith("urn:") else address,
        fingerprints=tuple(filter(None, map(id_of, known))) if isinstance(known, list) else (),
    )


def own_id(name: str, kind: str) -> str:
    """Return the id of one of docbao's things by its URN, "" for another name."""
    from urllib.parse import unquote

    start = f"urn:docbao:{kind}:"
    return id_of(unquote(name[len(start) :])) if name.startswith(start) else ""


def version_of(value: Any) -> str:
    """Return a version ("rev@device"), "" for what is none."""
    text = text_of(value)
    return text if _VERSION.fullmatch(text) else ""


def _bodies(annotation: dict[str, Any]) -> tuple[tuple[GivenNote, ...], tuple[str, ...]]:
    """Return the notes and the tags that the bodies are."""
    notes: list[GivenNote] = []
    tags: list[str] = []
    purposes = [text_of(it) for it in _several(annotation.get("motivation"))]
    for body in _several(annotation.get("body")):
        if isinstance(body, str) and not body.startswith(("http://", "https://", "urn:")):
            body = {"type": "TextualBody", "value": body}
        if not isinstance(body, dict) or not isinstance(body.get("value"), str):
            continue
        if _has(body.get("purpose"), "tagging") or ("purpose" not in body and purposes == ["tagging"]):
            tags.append(body["value"])
        else:
            notes.append(_note(body, annotation))
    for name in ("bodyValue", "text"):
        if text_of(annotation.get(name)).strip():
            notes.append(_note({"value": annotation[name]}, annotation))
    tags += filter(None, map(text_of, _several(annotation.get("tags"))))
    return tuple(it for it in notes if it.text.strip()), tuple(tags)


def _note(body: dict[str, Any], annotation: dict[str, Any]) -> GivenNote:
    own = own_id(text_of(body.get("id")), "note")
    here = body if own else annotation
    return GivenNote(
        text=body["value"],
        id=own or own_id(text_of(annotation.get("id")), "note"),
        created=time_of(body.get("created")) or time_of(annotation.get("created")),
        modified=time_of(body.get("modified", body.get("created")))
        or time_of(annotation.get("modified", annotation.get("updated", annotation.get("created")))),
        version=version_of(here.get("docbao:version")),
    )


def _selectors(value: Any, deep: int) -> Iterator[dict[str, Any]]:
    """Yield the selectors of a target, those that refine others behind them."""
    if deep > _DEEPEST:
        return
    for selector in _several(value):
        if isinstance(selector, dict):
            yield selector
            yield from _selectors(selector.get("refinedBy"), deep + 1)
            yield from _selectors(selector.get("items"), deep + 1)


def _highlight(
    annotation: dict[str, Any],
    target: Any,
    selectors: list[dict[str, Any]],
    notes: tuple[GivenNote, ...],
    tags: tuple[str, ...],
) -> GivenHighlight | None:
    """Return the highlight that an annotation is; None for one of the whole article."""
    quote = next((it for it in selectors if _has(it.get("type"), "TextQuoteSelector")), {})
    position = next((it for it in selectors if _has(it.get("type"), "TextPositionSelector")), {})
    own = target if isinstance(target, dict) else {}
    made = own.get("docbao:made")
    first = made if isinstance(made, dict) else position
    start, end = number_of(position.get("start")), number_of(position.get("end"))
    text = id_of(own.get("docbao:text"))
    exact = text_of(quote.get("exact"))
    if not exact.strip():
        return None
    name = own_id(text_of(annotation.get("id")), "highlight")
    return GivenHighlight(
        quote=exact,
        prefix=text_of(quote.get("prefix")),
        suffix=text_of(quote.get("suffix")),
        start=number_of(first.get("start")),
        end=number_of(first.get("end")),
        text=id_of(first.get("docbao:text")) if first is made else text,
        seen=(start, end, text) if first is made and text and 0 <= start <= end else None,
        kind=text_of(annotation.get("docbao:kind")),
        id=name,
        tags=tags,
        notes=notes,
        created=time_of(annotation.get("created")),
        modified=time_of(annotation.get("modified", annotation.get("updated", annotation.get("created")))),
        version=version_of(annotation.get("docbao:version")),
    )
