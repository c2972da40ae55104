"""Whether one article is what a query asks for: the naive matcher that every faster way must agree with.

Who is meant by a name that was typed is found before (``annotations.query.resolving``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from annotations.query import tree as t
from annotations.query.facts import Facts
from seeds.edtf import overlaps
from seeds.entities.other_names import other_names
from seeds.path_parts import has_pieces, pieces_of
from seeds.text import fold
from seeds.tone_marks import spellings

if TYPE_CHECKING:
    from datetime import date

Test = Callable[[Facts], bool]


def matches(tree: t.Query, facts: Facts) -> bool:
    """Say whether the article known by ``facts`` matches the tree."""
    return test_of(tree)(facts)


def test_of(tree: t.Query) -> Test:
    """Return the test a tree stands for, its words prepared once, to be asked of many articles."""
    match tree:
        case t.Words():
            return _words(tree)
        case t.And(parts):
            wanted = [test_of(part) for part in parts]
            return lambda facts: all(test(facts) for test in wanted)
        case t.Or(parts):
            choices = [test_of(part) for part in parts]
            return lambda facts: any(test(facts) for test in choices)
        case t.Not(inner):
            unwanted = test_of(inner)
            return lambda facts: not unwanted(facts)
        case t.Within():
            return lambda facts: _within(tree, facts)
        case t.Topic(id):
            return lambda facts: id in facts.topics
        case t.Tag(name):
            return _tag(fold(name))
        case t.Source(name):
            return _source(name)
        case t.Entity(name, type):
            return lambda facts: any(it.name == name and type in (None, it.type) for it in facts.entities())
        case t.Missing(field):
            return lambda facts: is_missing(field, facts)
        case t.InPath(part):
            pieces = pieces_of(part)
            return lambda facts: any(has_pieces(path, pieces) for path in facts.paths)
        case t.Id(start):
            return lambda facts: facts.id.startswith(start)
        case t.Is(state):
            return lambda facts: in_state(state, facts)
        case t.Has(what):
            return lambda facts: has(what, facts)
        case t.Kind(kind):
            return lambda facts: kind in facts.kinds()
        case t.Saved(_, inner):
            return test_of(inner)
        case t.Everything() | t.Sort():
            return lambda facts: True


def in_state(state: t.State, facts: Facts) -> bool:
    """Say whether an article is in a state. A date is sure when its year stands in the article; annotated is
    what has a tag, a note or a highlight, or was corrected; lost is what has a highlight that is nowhere in
    the text any more, in review what has one that may stand elsewhere."""
    marks = facts.marks
    match state:
        case "unread":
            return not marks.read
        case "read":
            return marks.read
        case "starred":
            return marks.starred
        case "archived":
            return marks.archived
        case "annotated":
            return bool(marks.tags or marks.notes or marks.highlights or marks.corrections)
        case "lost" | "review":
            return marks.highlights > 0 and state in facts.places()
        case "sure":
            return facts.date is not None and facts.date.certain and facts.date.earliest is not None
        case "new":
            return facts.new
        case "note":
            return marks.notes > 0 and not (facts.inner and marks.highlights)
        case "highlight":
            return marks.highlights > 0


def has(what: t.Having, facts: Facts) -> bool:
    """Say whether an article has something of the reader's."""
    match what:
        case "note":
            return facts.marks.notes > 0
        case "highlight":
            return facts.marks.highlights > 0
        case "tag":
            return bool(facts.folded_tags)


def is_missing(field: t.Missable, facts: Facts) -> bool:
    """Say whether an article has nothing of a kind."""
    match field:
        case "topic":
            return not facts.topics
        case "author":
            return not facts.author
        case "title":
            return facts.untitled
        case _:
            return not any(_names(field, facts))


def finder(wanted: str, prefix: bool) -> Callable[[str], bool]:
    """Return what says whether words occur in a text, as whole words; with ``prefix`` the last one may go on.
    Words and text both folded, or both as they stand, each run of white space as one space.

    Signs in what is wanted must be there; between words that it has only a blank between any signs may be
    (``"ha noi viet nam"`` finds ``Hà Nội, Việt Nam``), but for the end of a line.
    """
    # What stands between spaces is found quickest, and that is nearly all there is in running text.
    plain = f" {wanted}" if prefix else f" {wanted} "
    pieces = wanted.split(" ") if _only_words().fullmatch(wanted) else [wanted]
    rest = "".join(rf"{_NO_WORD}+{re.escape(piece)}" for piece in pieces[1:])
    first = re.escape(pieces[0])  # the words first: they are rarer than their edges
    begins = rf"(?<![^\W_]{first})" if wanted[:1].isalnum() else ""
    ends = r"(?![^\W_])" if wanted[-1:].isalnum() and not prefix else ""
    pattern = re.compile(first + begins + rest + ends)
    rarest = max(pieces, key=len)

    def occurs(text: str) -> bool:
        return plain in text or (rarest in text and pattern.search(text) is not None)

    return occurs


_NO_WORD = r"(?:[^\w\n]|_)"


@cache
def _only_words() -> re.Pattern[str]:
    """Words with a blank between."""
    return re.compile(r"[^\W_]+(?: [^\W_]+)*")


def _tag(wanted: str) -> Test:
    below = wanted + "/"
    return lambda facts: any(tag == wanted or tag.startswith(below) for tag in facts.folded_tags)


def _source(name: str | None) -> Test:
    if name is None:
        return lambda facts: not facts.source
    wanted = fold(name)
    return lambda facts: bool(facts.source) and facts.folded_source == wanted


def _within(tree: t.Within, facts: Facts) -> bool:
    if tree.field == "date":
        if tree.unknown:
            return facts.date is None or facts.date.earliest is None
        return facts.date is not None and overlaps(facts.date, tree.start, tree.end)
    return on_day(tree, getattr(facts, tree.field))


def on_day(tree: t.Within, day: date | None) -> bool:
    """Say whether a day (None: there is none) lies in the span of a condition."""
    if tree.unknown or day is None:
        return tree.unknown and day is None
    if tree.start is not None and (tree.start.earliest is None or day < tree.start.earliest):
        return False
    return tree.end is None or (tree.end.latest is not None and day <= tree.end.latest)


def _words(tree: t.Words) -> Test:
    if not tree.exact:
        occurs = finder(_squeezed(fold(tree.text)), tree.prefix)
        if tree.field == "any":
            return _word_anywhere(occurs)
        return lambda facts: any(map(occurs, _folded(tree.field, facts)))
    # Smart case: marks always count, capitals only when the reader typed one ("đàm phán" also opens a
    # sentence).
    wanted = _squeezed(unicodedata.normalize("NFC", tree.text))
    loose = wanted == wanted.lower()
    roughly = finder(_squeezed(fold(wanted)), tree.prefix)
    exactly = tuple(finder(spelling, tree.prefix) for spelling in spellings(wanted))
    rarest = max((word for word in wanted.split() if len(spellings(word)) == 1), key=len, default="").lower()

    def test(facts: Facts) -> bool:
        for shown in _as_shown(tree.field, facts, rarest):
            text = shown.lower() if loose else shown
            if any(occurs(text) for occurs in exactly):
                return True
        # Of other names it is not known how they are written.
        return tree.field in t.ENTITY_TYPES and any(map(roughly, _other_names(tree.field, facts)))

    return test


def _word_anywhere(occurs: Callable[[str], bool]) -> Test:
    """The test asked most, of every article at every key that is typed: spelled out, as ``_folded`` has
    it."""

    def test(facts: Facts) -> bool:
        if occurs(facts.folded_heading) or (not facts.inner and occurs(facts.folded())):
            return True
        return any(occurs(_squeezed(fold(note))) for note in facts.notes())

    return test


def _folded(field: t.TextField, facts: Facts) -> Iterator[str]:
    """The folded texts a field stands for, what is cheap first."""
    if field in ("any", "title"):
        yield facts.folded_heading
    if field == "text" or (field == "any" and not facts.inner):
        yield facts.folded()
    if field in ("any", "note"):
        for note in facts.notes():
            yield _squeezed(fold(note))
    if field == "source":
        yield facts.folded_source
    if field == "author":
        yield facts.folded_author
    if field in t.ENTITY_TYPES:
        for name in _names(field, facts):
            yield fold(name)
        yield from _other_names(field, facts)


def _as_shown(field: t.TextField, facts: Facts, rarest: str) -> Iterator[str]:
    """The same texts with their marks; the article's own only where it has a certain word."""
    if field in ("any", "title"):
        yield _squeezed(facts.heading)
    if (field == "text" or (field == "any" and not facts.inner)) and rarest in (text := facts.text()).lower():
        yield _squeezed(text)
    if field in ("any", "note"):
        for note in facts.notes():
            yield _squeezed(note)
    if field == "source":
        yield facts.source or ""
    if field == "author":
        yield facts.author or ""
    if field in t.ENTITY_TYPES:
        yield from _names(field, facts)


def _names(field: t.TextField, facts: Facts) -> Iterator[str]:
    wanted = t.ENTITY_TYPES[field]
    return (entity.name for entity in facts.entities() if wanted in (None, entity.type))


def _other_names(field: t.TextField, facts: Facts) -> Iterator[str]:
    """The other names, folded, of who is named."""
    wanted = t.ENTITY_TYPES[field]
    others = other_names()
    for entity in facts.entities():
        if wanted in (None, entity.type):
            yield from map(" ".join, others.get((entity.type, entity.name), ()))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
