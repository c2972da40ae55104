"""From a query tree to the row set of the articles it wants: what the naive matcher says of each, for all at
once.

It knows no widget and no database: whoever evaluates hands in where row sets come from. What a row set alone
cannot say (marks and capitals that count, signs between words) is verified on the texts of the candidates,
within a budget of time where somebody waits at the keyboard.
"""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Protocol

from annotations.query import tree as t
from annotations.query.facts import Facts
from annotations.query.local_days import first_moment, last_moment
from annotations.query.matcher import test_of
from annotations.query.stopped import Stopped
from annotations.query.verifying import TEXTS, in_texts, is_about_text
from seeds import rowset
from seeds.folding import fold
from seeds.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from annotations.mark_sets import MarkSets
    from annotations.query.verified import Verified
    from seeds.article import MentionType
    from seeds.catalogue import Catalogue
    from seeds.catalogue_words import TextField

ENTITY_FIELDS: Mapping[str, tuple[MentionType, ...] | None] = {
    "place": ("PLACE",),
    "person": ("PERSON",),
    "org": ("ORG",),
    "law": ("LAW",),
    "entity": None,
}
"""The types of names that fields are about; None: any."""
_COST: dict[type, int] = {t.Words: 1, t.Entity: 1, t.Or: 2, t.Not: 2, t.Kind: 3}
_SHORT = 3
"""Letters of a start of a word up to which very many words begin so."""
_TO_FIND_ONE = 0.2
"""Seconds for which one looks on at least where nothing has been found yet."""
_AT_ONCE = 64
"""Articles verified between two looks at the clock."""


class Asked(Protocol):
    """Where row sets come from: all of one moment."""

    catalogue: Catalogue
    sets: MarkSets
    last_opened: datetime | None

    def written(self, wanted: str, prefix: bool) -> int:
        """Return the articles on which a text is written in which folded words occur; with ``prefix`` the
        last one may go on."""

    def entity(self, name: str, type: MentionType | None) -> int:
        """Return the articles that name an entity, as the reader has corrected it."""

    def naming(self, typed: str, types: tuple[MentionType, ...] | None, prefix: bool) -> int | None:
        """Return the articles that name an entity one of whose names has words; None where that is to be
        asked for each of these entities."""

    def called_so(self, start: str) -> int:
        """Return the articles whose id begins with a text."""

    def renamed(self) -> int:
        """Return the articles of which corrections for every article may have changed who is named."""

    def finer(self, topic: str) -> Iterable[str]:
        """Return a topic and those that belong to it."""

    def facts(self, slot: int) -> Facts:
        """Return what is known of one article."""

    def first(self, bits: int, start: int, n: int) -> Sequence[int]:
        """Return some members of a row set, in the order in which they are shown."""

    def known(self, tree: t.Query, find: Callable[[], int]) -> int:
        """Return what was found for a condition before, or find it and keep that."""

    def knows(self, tree: t.Query) -> bool:
        """Say whether ``known`` has what was found for a condition."""

    def verified(self, tree: t.Query) -> Verified:
        """Return what was verified for a condition so far."""


class Evaluation:
    """One question. ``settled`` is False once something was left to be verified: it is not among the rows."""

    def __init__(
        self, asked: Asked, *, seconds: float | None = None, stop: Callable[[], bool] | None = None
    ) -> None:
        """Take where row sets come from. ``seconds`` is what verifying may take (None: until it is done);
        ``stop`` says that nobody waits any more: ``Stopped`` is raised then."""
        self._asked = asked
        self._seconds = seconds
        self._stop = stop
        self._counts = False  # whether what is left to be verified counts as matching: what NOT leaves out
        self.settled = True

    def rows(self, tree: t.Query, among: int) -> int:
        """Return those of a row set that a tree wants."""
        if self._stop is not None and self._stop():
            raise Stopped
        match tree:
            case t.Everything() | t.Sort():
                return among
            case t.And(parts):
                for part in sorted(parts, key=_cost):
                    if not among:
                        break
                    among = self.rows(part, among)
                return among
            case t.Or(parts):
                found = 0
                for part in sorted(parts, key=_cost):
                    found |= self.rows(part, among & ~found)
                return found
            case t.Not(inner):
                self._counts = not self._counts
                try:
                    return among & ~self.rows(inner, among)
                finally:
                    self._counts = not self._counts
            case t.Saved(_, inner):
                return self.rows(inner, among)
            case t.Words():
                return self._words(tree, among)
            case t.Kind() | t.Is("lost") | t.Is("review"):
                return self._checked(tree, self._asked.sets.marked & among)
            case t.Entity(name, type):
                return self._asked.entity(name, type) & among
            case t.Id(start):
                return self._asked.called_so(start) & among
            case t.Missing(field) if field in ENTITY_FIELDS:
                renamed = self._asked.renamed() & among
                plain = self._asked.known(tree, lambda: self._posted(tree, among)) & among & ~renamed
                return plain | self._checked(tree, renamed)
            case t.Tag() | t.Is() | t.Has():
                return self._marked(tree) & among if not isinstance(tree, t.Is) else self._state(tree, among)
            case _:
                return self._asked.known(tree, lambda: self._posted(tree, among)) & among

    def _posted(self, tree: t.Query, among: int) -> int:
        catalogue = self._asked.catalogue
        match tree:
            case t.Within("date"):
                return self._dated(tree)
            case t.Within():
                return self._clocked(tree)
            case t.Topic(id):
                found = 0
                for finer in self._asked.finer(id):
                    found |= catalogue.having("topic", finer)
                return found
            case t.Source(None):
                return catalogue.having("source", None)
            case t.Missing("title"):
                return catalogue.untitled()
            case t.Missing("topic" | "author" as field):
                return catalogue.having(field, None)
            case t.Missing(field):
                return ~catalogue.naming_any(ENTITY_FIELDS[field])
            case t.InPath(part):
                return catalogue.in_path(part)
            case t.Source(name):
                wanted = fold(name or "")
                return self._valued("source", lambda value: bool(value) and fold(value) == wanted)
        raise TypeError(tree)

    def _dated(self, tree: t.Within) -> int:
        catalogue = self._asked.catalogue
        if tree.unknown:
            return catalogue.undated()
        if (tree.start is not None and tree.start.earliest is None) or (
            tree.end is not None and tree.end.latest is None
        ):
            return 0
        first = tree.start.earliest if tree.start is not None else None
        last = tree.end.latest if tree.end is not None else None
        return catalogue.dated(first, last)

    def _clocked(self, tree: t.Within) -> int:
        """What happened to articles on the reader's local days."""
        from annotations.mark_sets import day_number

        first = tree.start.earliest if tree.start is not None else None
        last = tree.end.latest if tree.end is not None else None
        marks, catalogue = self._asked.sets, self._asked.catalogue
        impossible = (tree.start is not None and first is None) or (tree.end is not None and last is None)
        if tree.field == "added":
            if tree.unknown:
                return ~catalogue.added(None, None)
            return 0 if impossible else catalogue.added(first_moment(first), last_moment(last))
        low = day_number(first) if first is not None else 1
        high = day_number(last) if last is not None else 0xFFFF
        between = marks.read_between if tree.field == "read" else marks.noted_between
        if tree.unknown:
            return ~between(1, 0xFFFF)
        return 0 if impossible else between(low, high)

    def _state(self, tree: t.Is, among: int) -> int:
        match tree.state:
            case "sure":
                catalogue = self._asked.catalogue
                return among & ~catalogue.undated() & ~catalogue.uncertain()
            case "new":
                since = self._asked.last_opened
                if since is not None:
                    since += timedelta(seconds=1)  # moments are kept, and looked up, by the whole second
                return among & self._asked.known(tree, lambda: self._asked.catalogue.added(since, None))
            case "unread":
                return among & ~self._asked.sets.read
            case _:
                return among & self._marked(tree)

    def _marked(self, tree: t.Query) -> int:
        marks = self._asked.sets
        match tree:
            case t.Is("read"):
                return marks.read
            case t.Is("starred"):
                return marks.starred
            case t.Is("archived"):
                return marks.archived
            case t.Is("annotated"):
                return marks.annotated
            case t.Is("note") | t.Has("note"):
                return marks.noted
            case t.Is("highlight") | t.Has("highlight"):
                return marks.marked
            case t.Has():
                return marks.tagged
            case t.Tag(name):
                wanted, found = fold(name), 0
                for tag, bits in marks.tags.items():
                    folded = fold(tag)
                    if folded == wanted or folded.startswith(f"{wanted}/"):
                        found |= bits
                return found
        raise TypeError(tree)

    # Words

    def _words(self, tree: t.Words, among: int) -> int:
        if tree.field in ("source", "author"):
            test = _of_value(tree)
            return self._asked.known(tree, lambda: self._valued(tree.field, test)) & among
        folded = " ".join(fold(tree.text).split())
        if tree.field in ENTITY_FIELDS:
            return self._named(tree, folded, among)
        found = 0
        field: TextField | None = TEXTS.get(tree.field)
        if field is not None:
            likely, plain = among, not tree.exact and is_plain(folded)
            if words(folded):
                prefix = tree.prefix and folded[-1:].isalnum()
                key = t.Words(folded, field, prefix)
                catalogue = self._asked.catalogue
                if self._seconds is not None and _takes_long(tree) and not self._asked.knows(key):
                    likely, plain = likely & catalogue.with_each(folded, field, prefix=prefix), False
                else:
                    likely &= self._asked.known(key, partial(catalogue.words, folded, field, prefix=prefix))
            found = likely if plain else self._checked(tree, likely)
        if tree.field in ("any", "note"):
            found |= self._noted(tree, folded, among & ~found)
        return found

    def _noted(self, tree: t.Words, folded: str, among: int) -> int:
        """What the reader has written the words on."""
        among &= self._asked.sets.annotated
        likely = self._asked.written(folded, tree.prefix) & among if among else 0
        if not tree.exact or not likely:
            return likely
        test, found = test_of(t.Words(tree.text, "note", tree.prefix, exact=True)), 0
        for slot in rowset.slots(likely):
            if test(self._asked.facts(slot)):
                found |= 1 << slot
        return found

    def _named(self, tree: t.Words, folded: str, among: int) -> int:
        """What names somebody or something that is called so."""
        if not words(folded):
            return self._checked(tree, among & self._asked.catalogue.named())
        types = ENTITY_FIELDS[tree.field]
        prefix = tree.prefix and folded[-1:].isalnum()
        if not tree.exact and is_plain(folded):
            together = self._asked.naming(folded, types, prefix)
            if together is not None:
                return together & among
        exactly = test_of_name(tree)
        found = 0
        for name, type, _ in self._asked.catalogue.entity_forms(folded, types, prefix=prefix):
            if exactly(name, type):
                found |= self._asked.entity(name, type) & among
        return found

    def _valued(self, field: str, test: Callable[[str], bool]) -> int:
        found = 0
        catalogue = self._asked.catalogue
        for value in catalogue.values("source" if field == "source" else "author"):
            if value and test(value):
                found |= catalogue.having("source" if field == "source" else "author", value)
        return found

    def _checked(self, tree: t.Query, likely: int) -> int:
        """Return those that the naive matcher finds. The budget is for looking at some; where it is over
        before any is found, it is looked on for a while: a list with something in it is worth that."""
        known = self._asked.verified(tree)
        left = likely & ~known.both[1]
        if left:
            catalogue = self._asked.catalogue
            check = in_texts(tree, catalogue) if is_about_text(tree) else self._one_by_one(tree)
            began = time.monotonic()
            for start in count(0, _AT_ONCE):
                some = self._asked.first(left, start, _AT_ONCE)
                if not some:
                    break
                if self._stop is not None and self._stop():
                    raise Stopped
                if start and self._seconds is not None:
                    least = 0.0 if likely & known.both[0] else _TO_FIND_ONE
                    if time.monotonic() - began > max(self._seconds, least):
                        self.settled = False
                        break
                missed = catalogue.missed
                match = check(some)
                if catalogue.missed == missed:  # else some was not looked into at all: the next question does
                    known.add(match, rowset.of(some, max(some) + 1))
        match, looked = known.both
        return likely & (match | ~looked if self._counts else match)

    def _one_by_one(self, tree: t.Query) -> Callable[[Sequence[int]], int]:
        test = test_of(tree)
        return lambda slots: rowset.of(
            [slot for slot in slots if test(self._asked.facts(slot))], max(slots) + 1
        )


def is_plain(folded: str) -> bool:
    """Say whether a folded text is nothing but words with a blank between: then row sets of words answer
    it."""
    return " ".join(words(folded)) == folded


def _takes_long(tree: t.Words) -> bool:
    """Say whether all articles with a phrase take long to find: the last of its words has just begun."""
    said = words(fold(tree.text)) if tree.prefix else ()
    return len(said) > 1 and len(said[-1]) <= _SHORT


def test_of_name(tree: t.Words) -> Callable[[str, MentionType], bool]:
    """Return what says whether an entity is called by words, as the naive matcher has it."""
    from seeds.article import EntityCount

    test = test_of(tree)
    return lambda name, type: test(Facts(entities=lambda: (EntityCount(type, name, 1),)))


def _of_value(tree: t.Words) -> Callable[[str], bool]:
    test = test_of(tree)
    if tree.field == "source":
        return lambda value: test(Facts(source=value, folded_source=fold(value)))
    return lambda value: test(Facts(author=value, folded_author=fold(value)))


def _cost(tree: t.Query) -> tuple[int, int]:
    # Of several words the longest is likely the rarest; what must be verified comes last.
    if isinstance(tree, t.Words):
        plain = is_plain(" ".join(fold(tree.text).split()))
        return (1 if plain and not tree.exact and not _takes_long(tree) else 3), -len(tree.text)
    return _COST.get(type(tree), 0), 0
