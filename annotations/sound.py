"""Documents as they must be for everything that reads them, whoever has written them.

A line may be sealed as it should be and yet say strange things: it was made by hand, by another program, or
by a fault. Here, where lines and snapshots are read, what has the wrong type is set aside within its document
(under ``strange``, so that nothing is lost), and what must be there and is not is put in empty. Nothing past
this border need be careful. Only the types of documents that docbao knows are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from annotations import replaced
from annotations.merge import META

STRANGE = "strange"
"""The field that keeps what had the wrong type."""

_MOMENT = "1970-01-01T00:00:00.000Z"
_PLAIN = re.compile(
    r"[12]\d{3}-(0[1-9]|1[0-2])-([01][1-9]|10|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z", re.ASCII
)
"""Times as docbao writes them, all but the days that not every month has."""

Check = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_number(value: Any) -> bool:
    return type(value) is int and 0 <= value < 1 << 53


def _is_version(value: Any) -> bool:
    return type(value) is int and 1 <= value < 1 << 53


def _is_score(value: Any) -> bool:
    return type(value) in (int, float)


def _is_name(value: Any) -> bool:
    return type(value) is str and bool(value.strip())


def _is_flag(value: Any) -> bool:
    return type(value) is bool


def _is_text_or_none(value: Any) -> bool:
    return value is None or type(value) is str


def _are_texts(value: Any) -> bool:
    return type(value) is list and all(type(each) is str for each in value)


def _are_texts_by_text(value: Any) -> bool:
    return type(value) is dict and all(type(each) is str for each in value.values())


def _are_numbers_by_text(value: Any) -> bool:
    return type(value) is dict and all(_is_number(each) for each in value.values())


def _is_moment(value: Any) -> bool:
    from annotations.undo import moment_of

    return type(value) is str and (_PLAIN.fullmatch(value) is not None or moment_of(value) is not None)


_STAMP: dict[str, tuple[Check, Any]] = {
    "v": (_is_version, 1),
    "created": (_is_moment, _MOMENT),
    "modified": (_is_moment, _MOMENT),
    "rev": (_is_number, 0),
    "device": (_is_text, ""),
}
_MAYBE: dict[str, Check] = {"seen": _are_numbers_by_text, "kept": replaced.is_sound, "deleted": _is_flag}

_RARE = frozenset(_MAYBE)

_T = _is_text
_ON: tuple[Check, Any] = (_is_text, "")
_NEEDED: dict[str, dict[str, tuple[Check, Any]]] = {
    "article": {},
    "note": {"article": _ON, "text": _ON},
    "tag": {"article": _ON, "name": (_is_name, "")},
    "highlight": {
        "article": _ON,
        "kind": _ON,
        "start": (_is_number, 0),
        "end": (_is_number, 0),
        "quote": _ON,
        "prefix": _ON,
        "suffix": _ON,
        "text": _ON,
    },
    "anchor": {"article": _ON},
    "kind": {"name": _ON},
    "text": {"packed": _ON},
    "correction": {},
    "view": {},
    "draft": {"article": _ON, "text": _ON},
    "folded": {},
    "damage": {},
}
"""By type, the fields that a document has which is not deleted, and what is put where one is not."""

_OPTIONAL: dict[str, dict[str, Check]] = {
    "article": {
        "fingerprints": _are_texts,
        "path": _T,
        "title": _T,
        "heading": _T,
        "sketch": _T,
        "places": _are_texts_by_text,
    },
    "note": {"highlight": _T, "copy_of": _T},
    "tag": {"highlight": _T},
    "anchor": {
        "of": _T,
        "status": _T,
        "start": _is_number,
        "end": _is_number,
        "score": _is_score,
        "text": _T,
    },
    "text": {"article": _T},
    "correction": {"article": _T, "field": _T},
    "view": {"name": _T, "query": _T},
    "draft": {"note": _is_text_or_none, "base": _T, "highlight": _T},
    "folded": {"file": _T, "of": _T},
    "damage": {"file": _T, "of": _T, "changes": _T, "missing": _is_number, "won": _is_number},
}
_CHECKS: dict[str, dict[str, Check]] = {
    kind: {name: check for name, (check, _) in needed.items()} | _OPTIONAL.get(kind, {})
    for kind, needed in _NEEDED.items()
}


_PLAIN_TEXTS = {
    kind: ("created", "modified", "device", *(name for name, (_, empty) in needed.items() if empty == ""))
    for kind, needed in _NEEDED.items()
}
_PLAIN_NUMBERS = {
    kind: ("v", "rev", *(name for name, (_, empty) in needed.items() if empty == 0))
    for kind, needed in _NEEDED.items()
}
_MORE = frozenset({"article", "anchor", "draft"})
"""Types with fields that are neither texts nor numbers, or may be missing."""


def sound(kind: str, document: Any) -> Any:
    """Return a document as it must be: itself where it is so, None for what is none."""
    checks = _CHECKS.get(kind)
    if checks is None or (type(document) is dict and _is_plainly_sound(kind, document)):
        return document
    if type(document) is not dict:
        return None
    if type(document.get("id")) is not str:  # nobody can ask for it: it is only kept
        return {"v": 1, STRANGE: document} if "id" in document else document
    wrong = {name: value for name, (check, _) in _STAMP.items() if not check(value := document.get(name))}
    wrong |= {
        name: document[name]
        for name, check in _MAYBE.items()
        if name in document and not check(document[name])
    }
    deleted = document.get("deleted") is True
    wrong |= {
        name: document[name]
        for name, check in checks.items()
        if name in document and not check(document[name])
    }
    was = document.get("was")
    if was is not None and (type(was) is not dict or _sound_content(kind, was) is not was):
        wrong["was"] = was
    lacks = [] if deleted else [name for name in _NEEDED[kind] if name not in document]
    if not wrong and not lacks:
        return document
    return _mended(kind, document, wrong, deleted)


def _is_plainly_sound(kind: str, document: dict[str, Any]) -> bool:
    """True for the documents that are nearly all: each is looked at in a microsecond."""
    get = document.get
    if type(get("id")) is not str or not _RARE.isdisjoint(document):
        return False
    for name in _PLAIN_TEXTS[kind]:
        if type(get(name)) is not str:
            return False
    for name in _PLAIN_NUMBERS[kind]:
        value = get(name)
        if type(value) is not int or not 0 <= value < 1 << 53:
            return False
    matches = _PLAIN.fullmatch
    if (
        kind in _MORE
        or get("v") == 0
        or not matches(document["created"])
        or not matches(document["modified"])
    ):
        return False
    for name in _OPTIONAL.get(kind, ()):
        if type(get(name, "")) is not str:
            return False
    return kind != "tag" or bool(document["name"].strip())


def _mended(kind: str, document: dict[str, Any], wrong: dict[str, Any], deleted: bool) -> dict[str, Any]:
    fresh = {name: value for name, value in document.items() if name not in wrong}
    if "was" in wrong and type(wrong["was"]) is dict:
        fresh["was"] = _sound_content(kind, wrong["was"])
    for name, (_, empty) in {**_STAMP, **({} if deleted else _NEEDED[kind])}.items():
        fresh.setdefault(name, empty)
    if kind == "tag" and not fresh.get("name"):  # it says nothing, and nobody could take it off
        fresh |= {"deleted": True, "was": None}
    if kept := {name: value for name, value in wrong.items() if name in document}:
        fresh[STRANGE] = kept
    return fresh


def _sound_content(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """Return what a document said before it was deleted, as it must be: itself where it is so."""
    checks, needed = _CHECKS[kind], _NEEDED[kind]
    good = {name: value for name, value in content.items() if name not in checks or checks[name](value)}
    if len(good) == len(content) and needed.keys() <= content.keys() and not META & content.keys():
        return content
    return {name: empty for name, (_, empty) in needed.items()} | {
        name: value for name, value in good.items() if name not in META
    }


def sound_record(record: dict[str, Any]) -> dict[str, Any]:
    """Return what a journal line says as it must be: itself where it is so."""
    if "put" in record:
        record["put"] = sound_rows(record["put"])
    if "set" in record:
        found = record["set"]
        record["set"] = (
            [row for row in found if _are_texts(row) and len(row) == 3] if type(found) is list else []
        )
    if type(record.get("values", {})) is not dict:
        record["values"] = {}
    for word in ("undo", "redo"):
        if word in record and type(record[word]) is not int:
            del record[word]
    for word in ("op", "at", "window", "header", "prev", "after"):
        if word in record and type(record[word]) is not str:
            record[word] = str(record[word])
    return record


def sound_rows(rows: Any) -> list[Any]:
    """Return the rows of documents of a journal line as they must be: the very same where they are so."""
    found = [_sound_row(row) for row in rows] if type(rows) is list else []
    return [row for row in found if row is not None]


def _sound_row(row: Any) -> list[Any] | None:
    if type(row) is not list or len(row) != 4 or type(row[0]) is not str or type(row[1]) is not int:
        return None
    kind, key, document, before = row
    if kind not in _CHECKS:
        return row if all(it is None or type(it) is dict for it in (document, before)) else None
    fresh, old = sound(kind, document), before if before is None else sound(kind, before)
    if document is not None and fresh is None:
        return None
    if fresh is document and old is before:
        return row
    return [kind, key, fresh, old]
