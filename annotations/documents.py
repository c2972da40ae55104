"""Documents as the shapes that the floors pass around, and back.

A document may be damaged, or made by hand: what is not as it should be counts as empty, and nothing here
raises for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from annotations.merge import Doc, version
from annotations.model import (
    KINDS,
    Anchor,
    AnchorStatus,
    ArticleRecord,
    Draft,
    Highlight,
    HighlightKind,
    Note,
    Selector,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STATUSES: dict[str, AnchorStatus] = {name: name for name in get_args(AnchorStatus)}
KIND_NAMES: dict[str, HighlightKind] = {name: name for name in KINDS}


def as_note(document: Doc) -> Note:
    """Return a note's document in its shape."""
    return Note(
        id=document["id"],
        article=document["article"],
        text=_text(document.get("text")),
        created=document["created"],
        modified=document["modified"],
        version=version(document),
        copy_of=_text(document.get("copy_of")),
        highlight=_text(document.get("highlight")),
    )


def as_draft(document: Doc) -> Draft:
    """Return a draft's document in its shape."""
    return Draft(
        id=document["id"],
        article=document["article"],
        note=document.get("note"),
        text=_text(document.get("text")),
        modified=document["modified"],
        base=_text(document.get("base")),
        highlight=_text(document.get("highlight")),
    )


def selector_document(selector: Selector) -> dict[str, Any]:
    """Return the part of a highlight's document that says what was marked."""
    return {
        "start": selector.start,
        "end": selector.end,
        "quote": selector.quote,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "text": selector.text,
    }


def as_selector(document: Doc) -> Selector:
    """Return what a highlight's document says was marked."""
    start, end = _number(document.get("start")), _number(document.get("end"))
    quote, prefix, suffix, text = (_text(document.get(key)) for key in ("quote", "prefix", "suffix", "text"))
    return Selector(start, max(start, end), quote, prefix, suffix, text)


def anchor_document(article: str, selector: Selector, anchor: Anchor) -> dict[str, Any]:
    """Return the document that keeps where a highlight is: it counts for this selector only (``of``)."""
    return {
        "article": article,
        "of": selector_key(selector),
        "status": anchor.status,
        "start": anchor.start,
        "end": anchor.end,
        "score": round(anchor.score, 3),
        "text": anchor.text,
    }


def selector_key(selector: Selector) -> str:
    """Return what tells a selector from every other one of its highlight."""
    return f"{selector.start}-{selector.end}-{selector.text}"


def as_anchor(document: Doc | None, selector: Selector) -> Anchor | None:
    """Return where a highlight is, as it is kept; None where that is not known, or of another selector."""
    if document is None or document.get("deleted") or document.get("of") != selector_key(selector):
        return None
    status, score = STATUSES.get(_text(document.get("status"))), document.get("score")
    if status is None or not isinstance(score, int | float):
        return None
    start, end = _number(document.get("start")), _number(document.get("end"))
    return Anchor(status, start, max(start, end), float(score), _text(document.get("text")))


def as_highlight(document: Doc, tags: Iterable[str], anchor: Doc | None) -> Highlight:
    """Return a highlight's document in its shape, with its tags and the document that keeps its anchor."""
    selector = as_selector(document)
    return Highlight(
        id=document["id"],
        article=_text(document.get("article")),
        selector=selector,
        kind=KIND_NAMES.get(_text(document.get("kind")), KINDS[0]),
        tags=tuple(sorted(tags)),
        created=document["created"],
        modified=document["modified"],
        version=version(document),
        anchor=as_anchor(anchor, selector),
    )


def packed(text: str) -> str:
    """Return a text version as it is stored: compressed, in letters that JSON keeps as they are."""
    import base64
    import zlib

    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode("ascii")


def unpacked(document: Mapping[str, Any] | None) -> str | None:
    """Return a text version from its document; None where there is none, or it is damaged."""
    import base64
    import zlib

    try:
        return (
            zlib.decompress(base64.b64decode(_text((document or {}).get("packed")))).decode("utf-8") or None
        )
    except (ValueError, zlib.error):
        return None


def as_article(document: Doc, device: str = "") -> ArticleRecord:
    """Return an article's document in its shape, as a device sees it. What is not as it should be is left
    out: the document may be damaged, or made by hand."""
    fingerprints = document.get("fingerprints")
    places = document.get("places")
    places = places if isinstance(places, dict) else {}
    last, title, heading, kept = (_text(document.get(key)) for key in ("path", "title", "heading", "sketch"))
    # Where this device has seen it itself counts, unless it has touched the article since.
    path = last if document.get("device") == device else _text(places.get(device)) or last
    paths = dict.fromkeys(each for each in (path, last, *map(_text, places.values())) if each)
    return ArticleRecord(
        id=document["id"],
        fingerprints=tuple(map(_text, fingerprints)) if isinstance(fingerprints, list) else (),
        path=path,
        title=title,
        paths=tuple(paths),
        heading=heading or title,
        sketch=kept,
        here=document.get("device") == device or device in places,
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> int:
    return value if isinstance(value, int) and value > 0 else 0
