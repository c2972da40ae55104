"""What stands after a field's colon: dates in words, topics by any of their names, states, tags, whole
names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from annotations.documents import KIND_NAMES
from annotations.query import names
from annotations.query import scanning as scan
from annotations.query import tree as t
from annotations.query.dates import is_opening, known_phrases, read_span, right_way
from annotations.query.dates_missing import missing
from annotations.query.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from seeds.topic_names import OwnTopic

_LONGEST_PHRASE = 8  # words that a value without quotes may have ("trong 12 tháng vừa qua..hôm nay")

_BETWEEN = re.compile(r"[,;:/&+]")
_CLOSE = 0.8
"""How like a known date word must be to what is typed to be suggested: "today" for "todya", not "none" for
"nope"."""

_ALWAYS = ("text", "path", "id")
"""The fields that no article is without."""


class Values:
    """Reads the values of fields in one query text. Offsets are into that text."""

    def __init__(
        self,
        text: str,
        today: date,
        known: Mapping[str, Iterable[str]],
        own_topics: tuple[OwnTopic, ...] = (),
        *,
        typing: bool = False,
    ) -> None:
        """Take the text (NFC), the reader's day, the names that need no quotes, the reader's own topics, and
        whether the text is still being typed."""
        self.text = text
        self._typing = typing
        self._own_topics = own_topics
        self._today = today
        self._known = {field: {names.key(name): name for name in some} for field, some in known.items()}
        called = known.get("kind", ())
        self._kinds = called if isinstance(called, Mapping) else {}

    def read(self, field: str, at: int) -> tuple[t.Query | None, int]:
        """Read the value of a field that is not text, at an offset where something stands; return its
        condition and where it ends. None while a quote is being typed. Raises ``QueryError``."""
        if self.text[at] in scan.OPENERS and not scan.quoted_at(self.text, at).closed:
            if self._typing:
                return None, len(self.text)
            raise QueryError(at, "query-quote-open", end=at + 1)
        if (every := self._any(field, at)) is not None:
            return every
        if field in t.CLOCK_FIELDS:
            return self._date(t.CLOCK_FIELDS[field], at)
        match field:
            case "path" | "id":
                word, end = self.word(at)
                if not word.strip("*"):
                    raise QueryError(
                        at, "query-value", end=end, expected=(_example(field),), word=f"{field}:"
                    )
                return (t.InPath(word) if field == "path" else t.Id(word.lower())), end
            case "topic":
                return self._topic(at)
            case "tag":
                return self._tag(at)
            case "is":
                word, end = self._one_of("is", at)
                return t.Is(t.STATES[word]), end
            case "has":
                word, end = self._one_of("has", at)
                return t.Has(t.HAVINGS[word]), end
            case "kind":
                own = {names.key(name): id for name, id in self._kinds.items()}
                none = self._none("kind", at) if not own.keys() & names.known("none").keys() else None
                if none is not None:
                    return none
                word, end = self._one_of("kind", at, own)
                return t.Kind(KIND_NAMES[word]), end
            case _:
                word, end = self._one_of("sort", at)
                return t.Sort(t.ORDERS[word]), end

    def named(self, field: str, at: int) -> tuple[t.Query | None, int]:
        """Read the value of a text field that is a whole name: ``=name``, a known source, or "none" or ``*``
        for no name or any. After ``==`` it is the canonical one and nobody else's.

        Returns None and the same offset when it is just words.
        """
        whole = self.text.startswith("=", at)
        if whole and at + 1 < len(self.text) and (field == "source" or field in t.ENTITY_TYPES):
            canonical = field != "source" and self.text.startswith("=", at + 1) and at + 2 < len(self.text)
            name, end = self.word(at + 1 + canonical)
            if not scan.is_searchable(name):
                raise QueryError(at, "query-value", end=end, expected=(_example(field),), word=f"{field}:=")
            if field == "source":
                return t.Source(name), end
            from seeds.entities.other_names import called

            type = t.ENTITY_TYPES[field]
            return t.Entity(name, type, typed=not canonical and bool(called(name, type))), end
        if self.text[at] in scan.OPENERS:
            return None, at
        if (every := self._any(field, at)) is not None:
            return every
        if field != "source":
            return self._none(field, at) or (None, at)
        known = {**names.known("none"), **self._known.get("source", {})}
        found = self._longest(at, lambda phrase: known.get(names.key(phrase)))
        if found is None:
            begun = self._begun(at, known)
            return (t.Words(begun, "source", prefix=True), len(self.text)) if begun else (None, at)
        name, end = found
        return t.Source(None if name == "none" and name not in self._known.get("source", ()) else name), end

    def _any(self, field: str, at: int) -> tuple[t.Query, int] | None:
        """Read ``*``: whatever has something in a field. Raises ``QueryError`` for a field that every article
        has."""
        if self.word(at)[0] != "*":
            return None
        if field in _ALWAYS:
            raise QueryError(at, "query-always", end=at + 1, word=f"{field}:", example=_example(field))
        none = t.none_of(field)
        return (t.negated(none), at + 1) if none is not None else None

    def _none(self, field: str, at: int) -> tuple[t.Query, int] | None:
        """Read "none" (``names.toml``): what has nothing in a field."""
        none = t.none_of(field) if self.text[at] not in scan.OPENERS else None
        found = self._longest(at, lambda phrase: names.known("none").get(names.key(phrase))) if none else None
        return (none, found[1]) if none is not None and found is not None else None

    def view(self, at: int, views: Mapping[str, str]) -> tuple[str, int] | None:
        """Read the name of one of these views; return it as it is kept, and where it ends."""
        by_key: dict[str, str] = {}
        for name in views:
            by_key.setdefault(names.key(name), name)
        return self._longest(at, lambda phrase: phrase if phrase in views else by_key.get(names.key(phrase)))

    def word(self, at: int) -> tuple[str, int]:
        """Read a value that is one word or stands in quotes; return it and where it ends."""
        if at < len(self.text) and self.text[at] in scan.OPENERS:
            said = scan.quoted_at(self.text, at)
            return said.text, said.end
        end = max(scan.bare_end(self.text, at), at + 1)
        return self.text[at:end], end

    def _date(self, field: t.ClockField, at: int) -> tuple[t.Query, int]:
        def within(phrase: str) -> t.Within | None:
            span = read_span(phrase, self._today)
            if span is None:
                if (meant := right_way(phrase, self._today)) is not None:
                    raise QueryError(
                        at, "query-date-turned", end=self._end(at, phrase), suggestion=meant, word=phrase
                    )
                return None
            said = " ".join(phrase.lower().split()) if span.relative else ""
            return t.Within(field, span.start, span.end, unknown=span.unknown, words=said)

        found = self._longest(at, within)
        if found is not None:
            return found
        word, end = self.word(at)
        if (none := missing(word)) is not None and none.days is not None:
            raise QueryError(at, "query-date-day", end=end, word=none.written, days=none.days)
        if none is not None:
            meant = none.meant if none.written == word else ""
            raise QueryError(at, "query-date-month", end=end, suggestion=meant or None, word=none.written)
        phrases = known_phrases()
        near = names.nearest(two := self._two_words(at), phrases, _CLOSE)
        if near is not None:
            word, end = two, at + len(two)
        near = near or names.nearest(word, phrases, _CLOSE)
        expected = ("2025", "2025-11", "14/11/2025", "2025-11..2026-02", "last week", "7d", "unknown")
        near = near if word[:1].isalpha() and not is_opening(word) else None
        raise QueryError(at, "query-date", end=end, expected=expected, suggestion=near, word=word)

    def _end(self, at: int, phrase: str) -> int:
        """Return where a phrase at an offset ends, quotes and all."""
        quoted = self.text[at] in scan.OPENERS
        return scan.quoted_at(self.text, at).end if quoted else at + len(phrase)

    def _two_words(self, at: int) -> str:
        first = scan.bare_end(self.text, at)
        return self.text[at : scan.bare_end(self.text, scan.skip_blank(self.text, first))]

    def _topic(self, at: int) -> tuple[t.Query, int]:
        topics = topic_names(self._own_topics)
        first, end = self.word(at)
        if _topic_key(first) in topics:  # an id stands for itself, unless what follows is of its name
            shipped, known = topic_names(), topics[_topic_key(first)]
            longer = self._longest(at, lambda phrase: shipped.get(_topic_key(phrase)))
            return (t.Topic(longer[0]), longer[1]) if longer and longer[0] == known else (t.Topic(known), end)
        found = self._longest(at, lambda phrase: topics.get(_topic_key(phrase)))
        if found is not None:
            return t.Topic(found[0]), found[1]
        if (none := self._none("topic", at)) is not None:
            return none
        begun = self._longest(at, lambda phrase: self._topics_begun(topics, phrase) or None)
        if begun is not None and len(begun[0]) == 1:
            return t.Topic(begun[0][0]), begun[1]
        if begun is not None:
            word = " ".join(self.text[at : begun[1]].split())
            raise QueryError(at, "query-topic-several", end=begun[1], expected=begun[0], word=word)
        later = f"-{_topic_key(first)}"
        near = names.nearest(first, topics) or next((it for it in topics if later in it), None)
        suggestion = topics[near] if near else None
        expected = _broad_topics(self._own_topics)
        raise QueryError(at, "query-topic", end=end, expected=expected, suggestion=suggestion, word=first)

    def _topics_begun(self, topics: Mapping[str, str], phrase: str) -> tuple[str, ...]:
        """Return the topics one of whose names begins with a phrase: a single word may be the start of one,
        several are whole ones unless the last is still being typed."""
        wanted = _topic_key(phrase)
        if not scan.is_searchable(wanted):
            return ()
        open = "-" not in wanted or (self._typing and self.text.endswith(phrase))
        going_on = wanted if open else f"{wanted}-"
        return tuple(dict.fromkeys(id for name, id in topics.items() if name.startswith(going_on)))

    def _tag(self, at: int) -> tuple[t.Query, int]:
        known = self._known.get("tag", {})
        if self.text[at] not in scan.OPENERS:
            found = self._longest(at, lambda phrase: known.get(names.key(phrase.lstrip("#"))))
            if found is not None:
                return t.Tag(found[0]), found[1]
            if (none := self._none("tag", at)) is not None:
                return none
            if begun := self._begun(at, known):
                return t.Tag(begun), len(self.text)
        word, end = self.word(at)
        name = word.lstrip("#").strip()
        if not scan.is_searchable(name):
            raise QueryError(at, "query-value", end=end, expected=(_example("tag"),), word="tag:")
        return t.Tag(name), end

    def _one_of(self, kind: str, at: int, own: Mapping[str, str] = MappingProxyType({})) -> tuple[str, int]:
        """Read one of a field's names, or of the reader's ``own`` for them (by key)."""
        # What is printed (the id) keeps its meaning; what the reader calls things goes before the rest.
        known = {**names.known(kind), **own, **{it: it for it in names.table("names.toml")[kind]}}
        found = self._longest(at, lambda phrase: known.get(names.key(phrase)))
        if found is not None:
            return found
        word, end = self.word(at)
        called = {id: name for name, id in self._kinds.items()} if own else {}
        expected = tuple(called.get(id, name) for id, name in names.first_of(kind).items())
        known_names = (name for its in names.table("names.toml")[kind].values() for name in its)
        # What stands for nothing in a field is no misspelt name of something.
        none = names.key(word) in names.known("none")
        near = (
            None if none else names.nearest(word, [*expected, *names.table("names.toml")[kind], *known_names])
        )
        raise QueryError(at, f"query-{kind}", end=end, expected=expected, suggestion=near, word=word)

    def _begun(self, at: int, known: Mapping[str, str]) -> str:
        """Return the words up to the end of a text that is being typed, where they are several with which
        something known begins; else ""."""
        wanted = names.key(self.text[at:]) if self._typing else ""
        if "-" not in wanted or not any(it.startswith(wanted) for it in known):
            return ""
        return " ".join(self.text[at:].split())

    def _longest(self, at: int, read: Callable[[str], t.T | None]) -> tuple[t.T, int] | None:
        """Return what the longest phrase at an offset means, and where it ends. What stands in quotes is
        one."""
        if self.text[at] in scan.OPENERS:
            said = scan.quoted_at(self.text, at)
            meant = read(said.text)
            return (meant, said.end) if meant is not None else None
        ends: list[int] = []
        start = at
        while len(ends) < _LONGEST_PHRASE and (end := scan.bare_end(self.text, start)) > start:
            if start > at and self.text[start] == "-" and not self.text[start + 1 : start + 2].isspace():
                break  # it leaves out what follows; a dash that stands alone may be that of a range
            if self.text[start:end] in scan.OPERATORS:
                break
            if self.text[start:end].strip("-"):  # with a dash alone no value ends
                ends.append(end)
            start = scan.skip_blank(self.text, end)
        for end in reversed(ends):
            meant = read(self.text[at:end])
            if meant is not None:
                return meant, end
        return None


def begins_name(id: str) -> bool:
    """Say whether the words after a topic's id may be read as more of a name of a topic docbao comes with."""
    return any(name.startswith(f"{_topic_key(id)}-") for name in topic_names())


def _example(field: str) -> str:
    example: str = names.table("names.toml")["examples"][field]
    return example


def _broad_topics(own_topics: tuple[OwnTopic, ...]) -> tuple[str, ...]:
    from seeds.topic_names import all_topics

    return tuple(topic.id for topic in all_topics(own_topics) if topic.broader is None)


def _topic_key(name: str) -> str:
    """Return the form in which names of topics are compared: signs between their words need not be typed."""
    return names.key(_BETWEEN.sub(" ", name))


@lru_cache(maxsize=8)
def topic_names(own_topics: tuple[OwnTopic, ...] = ()) -> dict[str, str]:
    """Return every name of every topic, keyed (its id, its labels, its IPTC code), with the topic's id."""
    from seeds.topic_names import all_topics

    found: dict[str, str] = {}
    for topic in all_topics(own_topics):
        for name in (topic.id, *topic.labels.values(), *((topic.iptc,) if topic.iptc else ())):
            found.setdefault(_topic_key(name), topic.id)
    return found
