"""Documents of a ``json`` file, looked at before any is taken: each as docbao would have written it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotations import merge, states
from annotations.actions import clean_tag, clean_text, tag_id
from annotations.documents import packed
from annotations.exchange.json_writing import OF_ARTICLES
from annotations.exchange.reading import id_of, number_of, text_of, time_of
from annotations.sound import STRANGE, sound
from seeds.problems import Problem

if TYPE_CHECKING:
    from annotations.model import DocumentType

Document = dict[str, Any]

_LONGEST = 1 << 31
"""Characters that no text has."""

_TEXTS: dict[str, tuple[str, ...]] = {
    "note": ("text",),
    "highlight": ("quote",),
    "tag": ("name",),
    "draft": ("text",),
    "anchor": ("of",),
}
"""What must be a text in a document of a type."""


def checked(kind: DocumentType, row: Any, where: str) -> Document:
    """Return a document as it is to be stored. ``Problem("import-broken")`` for one that cannot be;
    ``where`` names it."""
    if not isinstance(row, Mapping) or not id_of(row.get("id")) or row.get("deleted"):
        raise Problem("import-broken", where=where)
    document = {name: value for name, value in row.items() if name not in ("v", "deleted", "was")}
    for name in ("created", "modified"):
        document[name] = time_of(row.get(name))
        if not document[name]:
            raise Problem("import-broken", where=f"{where}.{name}")
    for name in (*_TEXTS.get(kind, ()), *(("article",) if kind in OF_ARTICLES else ())):
        if not isinstance(row.get(name), str):
            raise Problem("import-broken", where=f"{where}.{name}")
    if kind == "text":
        _pack(document, where)
    elif kind in merge.WITH_TEXT:
        document["text"] = clean_text(document["text"])
    elif kind == "tag" and not _is_tag(document["name"]):
        raise Problem("import-broken", where=f"{where}.name")
    elif kind == "article" and not isinstance(row.get("fingerprints", []), list):
        raise Problem("import-broken", where=f"{where}.fingerprints")
    if not _is_version(document):
        for name in ("rev", "device", "seen", "kept"):
            document.pop(name, None)
    _refuse_unsound(kind, document, where)
    return document


def _refuse_unsound(kind: DocumentType, document: Document, where: str) -> None:
    """Refuse what a store would have to set right whenever it reads it, and positions that no text has; put
    in empty what is missing."""
    fresh = sound(kind, {"v": 1, "rev": 1, "device": "", **document})
    for name in fresh.get(STRANGE, ()):
        raise Problem("import-broken", where=f"{where}.{name}")
    for name in ("start", "end") if kind == "highlight" else ():
        if name not in document:
            raise Problem("import-broken", where=f"{where}.{name}")
    if kind in ("highlight", "anchor") and not fresh.get("start", 0) <= fresh.get("end", 0) < _LONGEST:
        raise Problem("import-broken", where=f"{where}.end")
    for name, value in fresh.items():
        if name not in merge.META:
            document[name] = value


def moved(kind: DocumentType, document: Document, names: Mapping[str, str]) -> Document:
    """Return a document that names its article as it is known here (``names``: by the file's id), under the
    id that follows from that."""
    old = document["id"] if kind == "article" else text_of(document.get("article"))
    new = names.get(old, old)
    if kind == "article":
        return document | {"id": new}
    if kind not in OF_ARTICLES:
        return document
    found = document | {"article": new}
    if kind == "tag":
        found["id"] = tag_id(text_of(document.get("highlight")) or new, document["name"])
    elif kind == "correction":
        found["id"] = _correction_id(found)
    return found


def state_of(row: Any, where: str) -> tuple[str, str]:
    """Return the article and the entry (``annotations.states``) of a state. ``Problem("import-broken")``."""
    from annotations.entries import moment

    if not isinstance(row, Mapping) or not (article := id_of(row.get("article"))):
        raise Problem("import-broken", where=where)
    fields: states.Fields = {}
    for name, letter in states.LETTERS.items():
        if name not in row:
            continue
        said = row[name] if isinstance(row[name], Mapping) else {}
        value, at = said.get("value"), moment(time_of(said.get("at")))
        number = int(value) if isinstance(value, bool) else number_of(value)
        if number < 0 or at is None:
            raise Problem("import-broken", where=f"{where}.{name}")
        fields[letter] = (number, max(0, round(at.timestamp() * 1000)))
    return article, states.join(fields)


def _is_tag(name: str) -> bool:
    try:
        return clean_tag(name) == name
    except Problem:
        return False


def _pack(document: Document, where: str) -> None:
    text = document.pop("text", None)
    if isinstance(text, str):
        document["packed"] = packed(text)
    elif not isinstance(document.get("packed"), str):
        raise Problem("import-broken", where=f"{where}.text")


def _is_version(document: Document) -> bool:
    seen = document.get("seen", {})
    return (
        number_of(document.get("rev")) > 0
        and bool(id_of(document.get("device")))
        and isinstance(seen, dict)
        and all(id_of(name) and number_of(rev) >= 0 for name, rev in seen.items())
    )


def _correction_id(document: Document) -> str:
    from annotations.correction_documents import fact_id, mention_id, read_document
    from annotations.model import KeptMention

    said = read_document(document)
    if said is None:
        return str(document["id"])
    article = document["article"]
    return mention_id(article, said.said) if isinstance(said, KeptMention) else fact_id(article, said.field)
