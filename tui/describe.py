"""A query in words: what the list shows, said so that a reader sees it at a glance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from annotations.query import tree as t
from seeds.text import display_safe
from tui.dates_in_words import in_words
from tui.kinds import kind_name
from tui.tags_in_words import tag_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.model import HighlightKind
    from seeds.article import PartialDate
    from tui.words import Words

    Named = Mapping[HighlightKind, str]

_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_COUNTED = re.compile(r"(\d+)([dwmy])")


def describe(tree: t.Query, words: Words, named: Named | None = None) -> str:
    """Return what a query asks for, as one line: "topic: energy · from Nov 2025 · “dam phan”". ``named`` is
    what the reader calls kinds of highlights (``Store.kinds``)."""
    named = named or {}
    conditions = t.conditions_of(tree)
    if not conditions:
        return words("describe.all")
    return display_safe(words("describe.between").join(_part(part, words, named) for part in conditions))


def _part(tree: t.Query, words: Words, named: Named) -> str:
    match tree:
        case t.Words(text, field, prefix):
            said = words("describe.prefix" if prefix else "describe.words", text=text)
            if field == "any" and not prefix and not t.is_bare(tree):
                return words("describe.phrase", text=text)  # in the quotes in which it is asked for
            if field == "any":
                return said
            return words("describe.field", field=words(f"describe.fields.{field}"), text=said)
        case t.Within():
            return _within(tree, words)
        case t.Topic(id):
            return words("describe.topic", name=words.topic(id))
        case t.Tag(name):
            return words("describe.tag", name=tag_in_words(name))
        case t.Source(name):
            return words("describe.no-source") if name is None else words("describe.source", name=name)
        case t.Entity(name):
            return words("describe.entity", name=name)
        case t.Missing(field):
            return words(f"describe.missing.{field}")
        case t.InPath(part):
            return words("describe.path", part=part)
        case t.Id(start):
            return words("describe.id", start=start)
        case t.Is(state):
            return words(f"describe.states.{state}")
        case t.Has(what):
            return words(f"describe.has.{what}")
        case t.Kind(kind):
            return words("describe.kind", name=kind_name(kind, named, words))
        case t.Sort(order):
            return words("describe.order", order=words(f"describe.orders.{order}"))
        case t.Saved(name):
            return words("describe.view", name=name)
        case t.Not(t.Source(None)):
            return words("describe.some.source")
        case t.Not(t.Missing(field)):
            return words(f"describe.some.{field}")
        case t.Not(t.Has(what)):
            return words(f"describe.without.{what}")
        case t.Not(t.Within(field, unknown=True)):
            return words(f"describe.date.{field}-known")
        case t.Not(inner):
            return words("describe.not", what=_grouped(inner, words, named))
        case t.And(parts) if all(map(t.is_bare, parts)) and len(t.conditions_of(tree)) == 1:
            prefix = any(isinstance(part, t.Words) and part.prefix for part in parts)
            text = " ".join(part.text for part in parts if isinstance(part, t.Words))
            return words("describe.prefix" if prefix else "describe.words", text=text)
        case t.And():
            return _joined("describe.and", t.conditions_of(tree), words, named)
        case t.Or(parts):
            return _joined("describe.or", parts, words, named)
        case _:
            return words("describe.all")


def _joined(key: str, parts: tuple[t.Query, ...], words: Words, named: Named) -> str:
    said = _grouped(parts[0], words, named)
    for part in parts[1:]:
        said = words(key, first=said, last=_grouped(part, words, named))
    return said


def _grouped(tree: t.Query, words: Words, named: Named) -> str:
    said = _part(tree, words, named)
    several = isinstance(tree, t.Or) or (isinstance(tree, t.And) and len(t.conditions_of(tree)) > 1)
    return words("describe.group", what=said) if several else said


def _within(tree: t.Within, words: Words) -> str:
    if tree.unknown:
        return words(f"describe.date.{tree.field}-unknown")
    return words(f"describe.date.{tree.field}", span=_span(tree, words))


def _span(tree: t.Within, words: Words) -> str:
    """What was understood, not what was typed: a month without a year, or a day called by a word of another
    language, is seen to be another one than was meant."""
    if counted := _COUNTED.fullmatch(tree.words):
        return words(f"describe.span.{counted[2]}", n=int(counted[1]))
    if tree.start is not None and tree.start == tree.end:
        return _short(tree.start, words)
    start = _short(_edge(tree.start, 0), words) if tree.start is not None else ""
    end = _short(_edge(tree.end, -1), words) if tree.end is not None else ""
    if not end:
        return words("describe.span.from", date=start)
    if not start:
        return words("describe.span.to", date=end)
    return words("describe.span.between", first=start, last=end)


def _edge(date: PartialDate, end: int) -> PartialDate:
    """Where a date begins (0) or ends (-1) that may itself go from one day to another."""
    from seeds import edtf

    return edtf.parse(date.edtf.split("/")[end])


def _short(date: PartialDate, words: Words) -> str:
    """A date as short as can be: the header has little room, and a list's own headings give months in
    full."""
    month = _MONTH.fullmatch(date.edtf)
    if month is None or not 1 <= int(month[2]) <= 12:
        return in_words(date, words, "short")
    number = int(month[2])
    name = words(f"calendar.months-short.{number}")
    return words("calendar.month", name=name, year=month[1], number=number)
