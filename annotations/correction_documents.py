"""Corrections as documents: their ids, what a document says, and what is read out of one.

A document on an article's facts holds ``article field value``, one on a name ``article scope text type
name`` and for a stretch ``start before after``. The id follows from what is corrected: a second correction of
the same thing replaces the first, and two devices that correct it meet in one document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from annotations.lines import checksum
from annotations.model import EVERYWHERE, Corrections, KeptMention
from seeds import edtf
from seeds.article import (
    MENTION_TYPES,
    CorrectedField,
    Correction,
    CorrectionScope,
    MentionCorrection,
    MentionType,
)
from seeds.text import clean
from seeds.written_forms import CONTEXT, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.merge import Doc

LONGEST: dict[str, int] = {"title": 500, "source": 100, "author": 200, "text": 200, "name": 200, "topic": 100}
"""Code points of each value, at most: a title is a line or two, a name has to fit on a card."""

MOST_TOPICS = 50
FIELDS: dict[str, CorrectedField] = {name: name for name in get_args(CorrectedField)}
_SCOPES: dict[str, CorrectionScope] = {name: name for name in get_args(CorrectionScope)}
_TYPES: dict[str, MentionType] = {name: name for name in MENTION_TYPES}


def fact_id(article: str, field: CorrectedField) -> str:
    """Return the id of the correction of an article's fact."""
    return checksum(f"correction\n{article}\n{field}".encode("utf-8", "replace"))


def mention_id(article: str, said: MentionCorrection) -> str:
    """Return the id of the correction of a name: one for each written form in an article, or in all of them
    (``article`` does not matter then), or for each stretch."""
    where = EVERYWHERE if said.scope == "everywhere" else article
    start = said.start if said.scope == "stretch" else -1
    what = f"correction\n{said.scope}\n{where}\n{start}\n{squeezed(said.text)}"
    return checksum(what.encode("utf-8", "replace"))


def one_line(text: str) -> str:
    """Return a value as it is stored: harmless, NFC, one line with single spaces."""
    return squeezed(clean(text.encode("utf-8", "replace").decode("utf-8"))[0])


def fact_document(article: str, said: Correction) -> dict[str, Any]:
    """Return the content of the document of a fact that was set right."""
    value = list(said.value) if isinstance(said.value, tuple) else said.value
    return {"article": article, "field": said.field, "value": value}


def mention_document(article: str, said: MentionCorrection) -> dict[str, Any]:
    """Return the content of the document of a name that was set right."""
    content: dict[str, Any] = {
        "article": EVERYWHERE if said.scope == "everywhere" else article,
        "scope": said.scope,
        "text": said.text,
        "type": said.type,
        "name": said.name,
    }
    if said.scope == "stretch":
        content |= {"start": said.start, "before": said.before, "after": said.after}
    return content


def read_document(document: Mapping[str, Any]) -> Correction | KeptMention | None:
    """Return what a document says; None for one that says nothing this docbao understands: damaged, made by
    hand, or by a newer docbao."""
    article = document.get("article")
    if not isinstance(article, str) or not isinstance(document.get("id"), str):
        return None
    if "scope" in document:
        return _mention(document, article)
    field = FIELDS.get(_text(document.get("field")))
    if field is None or article == EVERYWHERE or "value" not in document:
        return None
    value = document["value"]
    if field == "topics":
        topics = _topics(value)
        return None if topics is None else Correction(field, topics)
    if value is None:
        return Correction(field, None)
    if not isinstance(value, str):
        return None
    if field == "date":
        try:
            return Correction(field, edtf.parse(value).edtf)
        except ValueError:
            return None
    line = one_line(value[: 2 * LONGEST[field]])
    return Correction(field, line) if 0 < len(line) <= LONGEST[field] else None


def _topics(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MOST_TOPICS:
        return None
    # A topic that is not in the scheme (any more) is shown by its id.
    if not all(
        isinstance(it, str) and 0 < len(it) <= LONGEST["topic"] and one_line(it) == it for it in value
    ):
        return None
    return tuple(dict.fromkeys(value))


def _mention(document: Mapping[str, Any], article: str) -> KeptMention | None:
    scope = _SCOPES.get(_text(document.get("scope")))
    text, name, wanted = document.get("text"), document.get("name", ""), document.get("type")
    kind = _TYPES.get(_text(wanted))
    if (
        scope is None
        or (scope == "everywhere") != (article == EVERYWHERE)
        or (wanted is not None and not kind)
    ):
        return None
    if not isinstance(text, str) or not isinstance(name, str):
        return None
    form, called = one_line(text[: 2 * LONGEST["text"]]), one_line(name[: 2 * LONGEST["name"]])
    if not form or len(form) > LONGEST["text"] or len(called) > LONGEST["name"]:
        return None
    start, before, after = -1, "", ""
    if scope == "stretch":
        start, before, after = (document.get(part, "") for part in ("start", "before", "after"))
        if (
            not isinstance(start, int)
            or isinstance(start, bool)
            or start < 0
            or not isinstance(before, str)
            or not isinstance(after, str)
        ):
            return None
        before, after = one_line(before[-2 * CONTEXT :]), one_line(after[: 2 * CONTEXT])
    said = MentionCorrection(form, kind, (called or form) if kind else "", scope, start, before, after)
    return KeptMention(document["id"], article, _text(document.get("modified")), said)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def as_corrections(documents: Iterable[Doc]) -> Corrections:
    """Return what documents say together, the oldest first; what is not understood is passed over."""
    facts: list[Correction] = []
    mentions: list[KeptMention] = []
    for document in documents:
        match read_document(document):
            case Correction() as fact:
                facts.append(fact)
            case KeptMention() as kept:
                mentions.append(kept)
    facts.sort(key=lambda it: it.field)
    mentions.sort(key=lambda it: (it.modified, it.id))
    return Corrections(tuple(facts), tuple(mentions))
