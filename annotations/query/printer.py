"""A tree back to text of the query language: what ``parse`` reads as the same tree."""

from __future__ import annotations

import re

from annotations.query import names
from annotations.query import scanning as scan
from annotations.query import tree as t
from annotations.query.values import begins_name
from seeds.text import fold

_FIELD_OF_TYPE = {type: field for field, type in t.ENTITY_TYPES.items()}
_LOOSE = re.compile(r"\d+[dwmy]|[^\W\d]+")  # words for a date that no word after them can become part of


def print_query(tree: t.Query) -> str:
    """Return the text that means the tree; "" for everything. Words that are matched without marks but cannot
    be written bare are printed without marks: the text means the same."""
    match tree:
        case t.Everything():
            return ""
        case t.And(parts):
            return " ".join(_inner(part) for part in parts)
        case t.Or(parts):
            return " OR ".join(_inner(part) for part in parts)
        case t.Not(inner):
            return "-" + _inner(inner)
        case t.Words():
            return _words(tree)
        case t.Within():
            return _within(tree)
        case t.Topic(name):
            return f"topic:{scan.quote(name) if begins_name(name) else _value(name)}"
        case t.Tag(name):
            return f"tag:{_value(name)}"
        case t.Source(name):
            return "source:none" if name is None else f"source:={_value(name)}"
        case t.Entity(name, type, typed):
            from seeds.entities.other_names import called

            # Another's name, too: typed so it may mean that one.
            equals = "==" if not typed and called(name, type) else "="
            return f"{_FIELD_OF_TYPE.get(type, 'entity')}:{equals}{_value(name)}"
        case t.Missing(field):
            return f"{field}:none"
        case t.InPath(part):
            return f"path:{_value(part)}"
        case t.Id(start):
            return f"id:{_value(start)}"
        case t.Is(word) | t.Has(word) | t.Sort(word):
            return f"{type_name(tree)}:{word}"
        case t.Kind(kind):
            return f"kind:{kind}"
        case t.Saved(name):
            return f"view:{_value(name)}"


def type_name(tree: t.Is | t.Has | t.Sort) -> str:
    """Return the field a condition is written with."""
    return {"Is": "is", "Has": "has", "Sort": "sort"}[type(tree).__name__]


def _inner(tree: t.Query) -> str:
    text = print_query(tree)
    return f"({text})" if isinstance(tree, (t.And, t.Or)) else text


def _words(tree: t.Words) -> str:
    field = "" if tree.field == "any" else tree.field
    star = "*" if tree.prefix else ""
    colon = ":" if field else ""
    exact = tree.exact and scan.is_marked(tree.text)
    if not exact and _is_bare(tree.text, field):
        return f"{field}{colon}{tree.text}{star}"
    # Marks in quotes count: words that are to be found without them are quoted without them.
    text = fold(tree.text) if scan.is_marked(tree.text) and not exact else tree.text
    return f"{field}{colon}{scan.quote(text)}{star}"


def _is_bare(text: str, field: str) -> bool:
    """Say whether a word written without quotes is read as just that word."""
    if (
        scan.bare_end(text, 0) != len(text)
        or text != text.rstrip(scan.TRAILING)
        or text.startswith((".", "="))
    ):
        return False
    if field:
        return not _may_be_none(text)
    name = scan.name_at(text, 0)
    address = (
        name is not None
        and names.key(name) not in names.known("fields")
        and text.startswith("//", len(name) + 1)
    )
    return text not in scan.OPERATORS and not text.startswith("-") and (name is None or address)


def _may_be_none(text: str) -> bool:
    """Say whether a word is what stands for none, or the words after it could make it that."""
    return any(f"{none}-".startswith(f"{names.key(text)}-") for none in names.known("none"))


def _value(text: str) -> str:
    """Return a value in quotes unless it is one plain word."""
    plain = scan.bare_end(text, 0) == len(text) and text not in ("", "*") and not text.startswith(("#", "="))
    return text if plain else scan.quote(text)


def _within(tree: t.Within) -> str:
    if tree.unknown:
        return f"{tree.field}:unknown"
    if tree.words:
        return f"{tree.field}:{tree.words if _LOOSE.fullmatch(tree.words) else scan.quote(tree.words)}"
    start, end = tree.start.edtf if tree.start else "", tree.end.edtf if tree.end else ""
    if start == end:
        return f"{tree.field}:{start}"
    # An open end in quotes: the next word must not become it.
    return f"{tree.field}:{start}..{end}" if end else f"{tree.field}:{scan.quote(start + '..')}"
