"""What can be typed next in a query: names of fields, and the values a field can have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.query import names
from annotations.query import scanning as scan
from annotations.query import tree as t
from seeds.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from seeds.topic_names import OwnTopic

MOST = 8
"""How many completions are returned at most."""
NAMED = tuple(t.ENTITY_TYPES)
"""The fields of names in the texts."""
SIFTED = (*NAMED, "path")
"""The fields of whose values only those are asked for that go on as typed."""

NONE = "none"
"""The value of a field that stands for nothing in it: its id in counts."""
WITH_NONE = ("topic", "tag", "source", "author")
"""The fields for which that is offered."""
_SHORTEST_NAME = 2
"""Letters of a word before names of fields are offered for it."""

_VALUE = re.compile(
    r'(?<![\w"])(?P<field>[^\W\d_](?:[\w-]*\w)?):(?:\((?:[^():]*\bOR\s+)?)?(?P<value>=?"?[^":()]*)$'
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_COMPOUND = re.compile(r"\bOR\b|[()]")
_LEFT_OUT = re.compile(r"(?:(?<!\S)NOT\s+|-)+$")
_WORD = re.compile(r"(?<![^\s(-])(?P<word>[^\W\d_][\w-]*)$")
_PLAIN = re.compile(r"[\w./%&' -]+")


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that could stand where the reader is typing.

    ``text`` is put in the place of what stands from ``start`` to ``end`` (code points, end-exclusive);
    ``label`` is what to show: that text with its field (``source:VTC News``, ``org:="Bộ Công an"``), so that
    what is seen can be typed; ``count`` how many articles have it, None where that is not known.
    ``mends``: it was probably meant where there is a mistake.
    """

    text: str
    start: int
    end: int
    label: str
    count: int | None = None
    mends: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A field whose value is being typed: ``value`` is what there is of it, ``rest`` the query without this
    condition, "" where it is one of several that are put together by OR or parentheses (``joined``).
    ``without``: what has the value is left out."""

    field: str
    value: str
    rest: str
    without: bool = False
    joined: bool = False

    @property
    def plain(self) -> bool:
        """Whether a value that is taken leaves just those articles of ``rest`` that have it."""
        # A tag holds those below it, and names of one source may differ in capitals.
        whole = self.field not in ("author", "entity", "source", "tag") and ".." not in self.value
        if self.field in t.CLOCK_FIELDS:
            from annotations.query.dates import is_opening, opening

            whole = whole and not opening(self.value) and not is_opening(self.value)
        return whole and not self.without and not self.joined


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with marks that are being typed without quotes, from ``start`` to the cursor. ``exact`` is the
    condition that wants them just so, ``rest`` the query without them, ``joined`` is as in ``Typed``."""

    start: int
    exact: t.Words
    rest: str
    joined: bool = False


def typed_at(text: str, cursor: int) -> Typed | None:
    """Return what value is being typed at the cursor (an offset into the text); None where none is."""
    found = _VALUE.search(text[:cursor])
    field = names.known("fields").get(names.key(found["field"])) if found else None
    if found is None or field is None or scan.is_quoted(text, found.start()):
        return None
    before = text[: found.start()]
    left_out = _LEFT_OUT.search(before)
    if left_out is not None:
        before = before[: left_out.start()]
    without = left_out is not None and (left_out[0].count("-") + left_out[0].count("NOT")) % 2 == 1
    after = text[_end(text, cursor) :]
    joined = "(" in found[0] or bool(_COMPOUND.search(f"{before} {after}"))
    return Typed(field, found["value"], _rest(before, after), without, joined)


def marked_at(text: str, cursor: int, read: Callable[[str], t.Query]) -> Marked | None:
    """Return the words with marks that end at the cursor (an offset into the text) and are to be found
    without them; None where there are none. ``read`` reads a text that is being typed."""
    before = text[:cursor]
    if before[-1:].isalnum() and scan.is_marked(before):
        last = read(before)
        while isinstance(last, t.Or) or (isinstance(last, t.And) and not all(map(t.is_bare, last.parts))):
            last = last.parts[-1] if isinstance(last, t.Or) else t.conditions_of(last)[-1]
        words = [it.text for it in t.parts_of(last) if isinstance(it, t.Words) and t.is_bare(it)]
        while words:  # as many of them as stand side by side before the cursor
            pattern = r"(?<![^\s(])" + r"\s+".join(map(re.escape, words)) + "$"
            if (found := re.search(pattern, before)) is not None and any(map(scan.is_marked, words)):
                # A capital may be that of a sentence: it is the marks that are offered.
                exact = t.Words(" ".join(words).lower(), exact=True)
                apart = before[: found.start()], text[cursor:]
                return Marked(found.start(), exact, _rest(*apart), bool(_COMPOUND.search(" ".join(apart))))
            del words[0]
    return None


def _rest(before: str, after: str) -> str:
    rest = f"{before} {after}"
    return "" if _COMPOUND.search(rest) else " ".join(rest.split())


def complete(
    text: str,
    cursor: int,
    known: Mapping[str, Iterable[str] | Mapping[str, int] | Mapping[str, str]],
    own_topics: tuple[OwnTopic, ...] = (),
    counts: Mapping[str, int] | None = None,
    today: date | None = None,
) -> tuple[Completion, ...]:
    """Return what could be meant at the cursor (an offset into ``text``), the best first; at most ``MOST``.

    ``known`` has the values there are for the fields ``tag source author person org place law entity view
    date topic`` (topics by id, dates as in the facet: ``2026-02``), most frequent first, or with their
    counts; what a field always has (states, orders, topics, words for dates) need not be there; ``kind`` has
    what the reader calls kinds of highlights, with the kind's id. Names are those that go on as typed, by
    whatever name; where there are several, in the language that is typed. ``own_topics`` are the topics the
    reader has added or changed, ``counts`` how many articles have each value of the field that is typed, by
    its id, ``today`` is the reader's day. Marks and case need not be typed. What is already typed in full is
    not offered, and nothing inside a quoted text.
    """
    before = text[:cursor]
    if (found := _VALUE.search(before)) and not scan.is_quoted(text, found.start()):
        field = names.known("fields").get(names.key(found["field"]))
        values: tuple[tuple[str, int | None], ...] = ()
        if field in t.CLOCK_FIELDS:
            values = _dates(found["field"], found["value"], known.get(field, ()), counts, today)
        elif field is not None:
            vietnamese = _is_vietnamese(found["field"])
            values = tuple(_values(field, found["value"], known, own_topics, counts, vietnamese=vietnamese))
        if values or " " not in found["value"]:
            start, end = found.start("value"), _end(text, cursor)
            shown = f"{found['field']}:"
            return tuple(Completion(value, start, end, shown + value, count) for value, count in values)
    found = _WORD.search(before)
    if found is None or scan.is_quoted(text, cursor) or len(found["word"]) < _SHORTEST_NAME:
        return ()
    end = _end(text, cursor)
    minus = "-" if before[: found.start()].endswith("-") else ""
    offered = [f"{it}:" for it in _fields(found["word"])]
    operator = names.known("operators").get(names.key(found["word"]))
    if operator in ("OR", "AND") and before[: found.start()].strip() and found["word"] != operator:
        offered.insert(0, operator)  # in small letters it is a word
    return tuple(Completion(it, found.start(), end, minus + it) for it in offered)


def _is_vietnamese(field: str) -> bool:
    """Say whether a field is called by a Vietnamese name."""
    called = (name for some in names.table("names.toml")["fields"].values() for name in some)
    return not next(name for name in called if names.key(name) == names.key(field)).isascii()


def _dates(
    called: str,
    typed: str,
    there: Iterable[str],
    counted: Mapping[str, int] | None,
    today: date | None,
) -> tuple[tuple[str, int | None], ...]:
    """Return the dates that go on as typed: as text, with their counts."""
    from datetime import date as calendar

    from annotations.query.date_completion import dates_for

    counts = counted if counted is not None else there if isinstance(there, Mapping) else {}
    day, vietnamese = today or calendar.today(), _is_vietnamese(called)
    found = dates_for(typed.lstrip('="'), there, counts, day, vietnamese=vietnamese, most=MOST)
    return tuple((_written("date", name), counts.get(id)) for id, name in found)


def _fields(typed: str) -> list[str]:
    """Return the names of fields that begin so, one for each field; none for an operator."""
    if typed in names.table("names.toml")["operators"]:
        return []
    found = (
        next((name for name in called if _begins(name, typed)), None)
        for called in names.table("names.toml")["fields"].values()
    )
    return [name for name in found if name is not None][:MOST]


def _begins(name: str, typed: str) -> bool:
    """Say whether a name begins as typed. Marks need not be typed, but one that is must be in the name:
    ``noi`` begins ``nơi``, ``nội`` does not."""
    typed = unicodedata.normalize("NFC", typed).casefold().replace("_", "-")
    return len(typed) <= len(name) and all(
        mine in (its, fold(its), _toneless(its)) for mine, its in zip(typed, name, strict=False)
    )


def _toneless(letter: str) -> str:
    """A letter as it is before its tone is typed: ``ơ`` of ``ờ``."""
    apart = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(it for it in apart if it not in _TONES))


def _values(
    field: str,
    typed: str,
    known: Mapping[str, Iterable[str] | Mapping[str, int] | Mapping[str, str]],
    own_topics: tuple[OwnTopic, ...],
    counted: Mapping[str, int] | None,
    *,
    vietnamese: bool,
) -> Iterator[tuple[str, int | None]]:
    """Yield the values of a field that go on as typed: as text, with their counts."""
    wanted = names.key(typed.lstrip('="').lstrip("#"))
    there = known.get(field, ())
    counts = there if isinstance(there, Mapping) and field != "kind" else {}
    counts = counts if counted is None else counted
    ranked: dict[str, tuple[int, int, int, str]] = {}
    none = names.table("names.toml")["none"]["none"]
    last = next((it for it in none if it.isascii() is not vietnamese), NONE)
    with_none = field in WITH_NONE and NONE in counts and names.key(last).startswith(wanted)
    for place, (value, name) in enumerate(_all(field, there, own_topics, vietnamese=vietnamese)):
        key = names.key(name)
        if field in WITH_NONE and value == NONE:
            continue
        as_typed = f"-{wanted}" in f"-{key}" or field in SIFTED  # those that do were chosen before
        if key == wanted or value in ranked or not as_typed:
            continue
        # Starts before later words, then what more articles have, then as they come.
        ranked[value] = (not key.startswith(wanted), -counts.get(value, 0), place, name)
    for value, (*_, name) in sorted(ranked.items(), key=lambda item: item[1])[: MOST - with_none]:
        yield _written(field, name), counts.get(value, 0 if counted and field == "topic" else None)
    if with_none and names.key(last) != wanted:
        yield last, counts[NONE]


def _all(
    field: str, there: Iterable[str], own_topics: tuple[OwnTopic, ...], *, vietnamese: bool
) -> Iterator[tuple[str, str]]:
    """Yield every value of a field with each of its names, those of a language first."""
    if field == "topic":
        from seeds.topic_names import all_topics

        for topic in all_topics(own_topics):
            english = (topic.id, topic.labels.get("en", topic.id))
            its = (topic.labels.get("vi", topic.id),)
            yield from ((topic.id, name) for name in ((*its, *english) if vietnamese else (*english, *its)))
    elif field in ("is", "has", "sort", "kind"):
        if field == "kind" and isinstance(there, Mapping):  # what the reader calls them
            yield from ((str(id), name) for name, id in there.items())
        for id, called in names.table("names.toml")[field].items():
            # Vietnamese names stand last, and not all of them have marks.
            plain = [name for name in reversed(called) if name.isascii()]
            marked = [name for name in called if not name.isascii()]
            yield from ((id, name) for name in ((*marked, *plain) if vietnamese else called))
    else:
        yield from ((value, value) for value in there)


def _written(field: str, name: str) -> str:
    """Return a value as it is written after its colon."""
    if " " not in name and scan.bare_end(name, 0) == len(name):
        whole = field in NAMED
        return f"={name}" if whole else name
    # Words for dates, topics and sources that are known are read to their end without quotes.
    if field in ("source", "topic", "kind", "view", *t.CLOCK_FIELDS) and _PLAIN.fullmatch(name):
        return name
    if field in ("source", *NAMED):
        return f"={scan.quote(name)}"
    return scan.quote(name)


def _end(text: str, cursor: int) -> int:
    """Return where the word ends that the cursor is in; what follows a blank stays."""
    return scan.bare_end(text, cursor)
