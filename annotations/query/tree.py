"""The query tree: the one core behind the filter line, the pickers, saved views and the command line.

A tree is immutable and hashable. ``Everything`` matches all; ``all_of`` and ``any_of`` keep trees flat.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar, get_args

from annotations.query.whole import EVERYTHING as EVERYTHING
from annotations.query.whole import ORDERS as ORDERS
from annotations.query.whole import Everything as Everything
from annotations.query.whole import Order as Order

if TYPE_CHECKING:
    from annotations.model import HighlightKind
    from seeds.article import MentionType, PartialDate

TextField = Literal[
    "any", "text", "title", "note", "author", "source", "place", "person", "org", "entity", "law"
]
State = Literal[
    "unread", "read", "starred", "archived", "annotated", "sure", "new", "lost", "review", "note", "highlight"
]
Having = Literal["note", "highlight", "tag"]
Missable = Literal["topic", "author", "title", "person", "org", "place", "law", "entity"]
ClockField = Literal["date", "added", "read", "noted"]

# What each of these names can be, for turning a text that was read into one of them.
TEXT_FIELDS: dict[str, TextField] = {name: name for name in get_args(TextField)}
STATES: dict[str, State] = {name: name for name in get_args(State)}
HAVINGS: dict[str, Having] = {name: name for name in get_args(Having)}
MISSABLE: dict[str, Missable] = {name: name for name in get_args(Missable)}
CLOCK_FIELDS: dict[str, ClockField] = {name: name for name in get_args(ClockField)}
ENTITY_TYPES: dict[str, MentionType | None] = {
    "person": "PERSON",
    "org": "ORG",
    "place": "PLACE",
    "law": "LAW",
    "entity": None,
}
"""The fields of names in the texts, with what a name must be; None: whatever it is."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Words:
    """Text that must occur as whole words: a word, a ``"phrase"`` (several words), or the start of a word
    (``prefix``: the last word of a text that is still being typed is one, so that results follow typing).

    ``exact`` keeps Vietnamese marks and case significant (a quoted text typed with marks); otherwise both
    sides are folded: ``phan`` finds ``phán`` and ``phần``, but ``an`` does not find ``Giang``. ``text`` keeps
    the marks as typed: where some were, places that have the same are shown first.

    Bare words side by side mean AND, wherever they stand; to the reader they are one thing
    (``conditions_of``), and places where they stand side by side are shown before others.
    """

    text: str
    field: TextField = "any"
    prefix: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """A date or clock field whose span overlaps from ``start`` to ``end`` (inclusive EDTF; None is open).

    ``start == end == None`` with ``unknown`` matches dates with no known year.
    ``words`` is how the reader said it, for showing ("this week").
    """

    field: ClockField
    start: PartialDate | None
    end: PartialDate | None
    unknown: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """Articles about a topic, by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Tag:
    """Articles with a tag, on them or on a highlight in them, compared without marks or case; ``a`` also
    matches ``a/b``."""

    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """Articles of one news outlet, compared without marks or case; None for articles with none known."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Entity:
    """Articles that name an entity, by its canonical name; ``type`` None for any type.

    ``typed``: as a reader typed it, who may mean one of which the lexicon has this as another full name
    (``annotations.query.resolving`` says who is meant, before articles are asked)."""

    name: str
    type: MentionType | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """Articles that have nothing of a kind: no topic, no author, no title, nobody who is named."""

    field: Missable


@dataclass(frozen=True, slots=True)
class InPath:
    """Articles one of whose files has a part in its path, compared without marks or case; ``*`` stands for
    anything between."""

    part: str


@dataclass(frozen=True, slots=True)
class Id:
    """Articles whose id begins with a text."""

    start: str


@dataclass(frozen=True, slots=True)
class Is:
    """Articles in a state. Of annotations ``note`` wants the notes that stand for themselves and
    ``highlight`` what was marked; of articles those that have one."""

    state: State


@dataclass(frozen=True, slots=True)
class Has:
    """Articles that have something of the reader's."""

    what: Having


@dataclass(frozen=True, slots=True)
class Kind:
    """What has a highlight of a kind."""

    id: HighlightKind


@dataclass(frozen=True, slots=True)
class Sort:
    """Matches every article; says in which order a view shows them (``sort:title``). Stands only in the
    top And."""

    order: Order


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saved view means, under its name (``view:name``)."""

    name: str
    tree: Query


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that the inner tree does not match."""

    tree: Query


@dataclass(frozen=True, slots=True)
class And:
    """Articles that all parts match."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Articles that at least one part matches."""

    parts: tuple[Query, ...]


Query: TypeAlias = (
    Everything
    | Words
    | Within
    | Topic
    | Tag
    | Source
    | Entity
    | Missing
    | InPath
    | Id
    | Is
    | Has
    | Kind
    | Sort
    | Saved
    | Not
    | And
    | Or
)


def all_of(*parts: Query) -> Query:
    """Return the tree that wants all parts: nested Ands are flattened, Everything and repeats dropped; of
    orders the last one stays."""
    flat: list[Query] = []
    for part in parts:
        for piece in part.parts if isinstance(part, And) else (part,):
            if isinstance(piece, Sort):
                flat = [it for it in flat if not isinstance(it, Sort)]
            if not isinstance(piece, Everything) and piece not in flat:
                flat.append(piece)
    if not flat:
        return EVERYTHING
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(*parts: Query) -> Query:
    """Return the tree that wants one of the parts: nested Ors are flattened, Everything swallows all."""
    flat: list[Query] = []
    for part in parts:
        for piece in part.parts if isinstance(part, Or) else (part,):
            if isinstance(piece, Everything):
                return EVERYTHING
            if piece not in flat:
                flat.append(piece)
    if not flat:
        return EVERYTHING
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negated(tree: Query) -> Query:
    """Return the tree for what does not match; twice is none at all."""
    return tree.tree if isinstance(tree, Not) else Not(tree)


def none_of(field: str) -> Query | None:
    """Return what wants the articles that have nothing in a field, None for a field that always has
    something."""
    match field:
        case "source":
            return Source(None)
        case "note" | "tag":
            return Not(Has(HAVINGS[field]))
        case "kind":
            return Not(Has("highlight"))
        case _ if field in CLOCK_FIELDS:
            return Within(CLOCK_FIELDS[field], None, None, unknown=True)
        case _:
            return Missing(MISSABLE[field]) if field in MISSABLE else None


def parts_of(tree: Query) -> tuple[Query, ...]:
    """Return the conditions a reader would see, in the order they were added: the parts of the top And."""
    if isinstance(tree, Everything):
        return ()
    return tree.parts if isinstance(tree, And) else (tree,)


def conditions_of(tree: Query) -> tuple[Query, ...]:
    """Return the conditions a reader sees: the parts of the top And, with bare words that stand side by side
    as one And."""
    conditions: list[Query] = []
    run: list[Query] = []
    for part in (*parts_of(tree), None):
        if part is not None and is_bare(part):
            run.append(part)
        if run and (part is None or not is_bare(part) or (isinstance(part, Words) and part.prefix)):
            conditions.append(And(tuple(run)) if len(run) > 1 else run[0])
            run = []
        if part is not None and not is_bare(part):
            conditions.append(part)
    return tuple(conditions)


def is_bare(tree: Query) -> bool:
    """Say whether a condition is one word as it is typed, without quotes or field."""
    return isinstance(tree, Words) and tree.field == "any" and not tree.exact and " " not in tree.text


def without_last(tree: Query) -> Query:
    """Return the tree without its last condition, as the reader sees them: what Backspace does."""
    return all_of(*conditions_of(tree)[:-1])
