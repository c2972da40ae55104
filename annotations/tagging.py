"""Changing tags everywhere at once: renaming, merging, moving and deleting, each looked at before it is done.

Nothing here writes: each function returns a ``Plan``, which says what would change and holds the one
operation that does it. A tag's ``/`` makes levels: what is below a tag goes along with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.actions import Puts, clean_tag, tag_id, touch
from annotations.marks import NO_MARKS
from annotations.model import Operation
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from annotations.model import Highlight, Subject, Tagged
    from annotations.store import Store


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one tag: its new name ("" when it goes), on how many articles and highlights it is,
    and whether the new name was a tag in use before (the two become one)."""

    tag: str
    to: str
    articles: int
    highlights: int
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a change of tags would do, and the operation that does it.

    ``articles`` and ``highlights`` are how many of each change, ``doubles`` how many of them have both the
    old tag and the new one, which become one there. ``moves`` are in the order of their names.
    """

    operation: Operation
    moves: tuple[Move, ...]
    articles: int
    highlights: int
    doubles: int

    @property
    def items(self) -> int:
        """How many articles and highlights change."""
        return self.articles + self.highlights


def below(name: str, tag: str) -> bool:
    """Say whether a tag is a level below another one."""
    return name.startswith(tag + "/")


def rename(store: Store, old: str, new: str, *, with_below: bool = True) -> Plan:
    """Give a tag another name, everywhere; what is below it goes along unless ``with_below`` is False.

    A name that is a tag already makes one of the two; one with ``/`` moves it below another. Raises
    ``Problem``: ``tag-unknown`` (nothing has the tag), ``tag-same`` (it is called so), ``tag-below-itself``,
    and those of ``clean_tag``.
    """
    name = clean_tag(new)
    if name == old:
        raise Problem("tag-same", tag=old)
    if below(name, old):
        raise Problem("tag-below-itself", tag=old, to=name)
    names = _names(store, [old], with_below)
    wanted = {each: clean_tag(name + each[len(old) :]) for each in names}
    return _plan(store, wanted, "tag-rename", {"old": old, "new": name})


def merge(store: Store, tags: Iterable[str], into: str, *, with_below: bool = True) -> Plan:
    """Make one tag of several, everywhere; what is below them comes below it.

    Raises ``Problem`` as ``rename``; ``tag-same`` where nothing but ``into`` itself is named.
    """
    name = clean_tag(into)
    sources = [each for each in dict.fromkeys(tags) if each != name]
    if not sources:
        raise Problem("tag-same", tag=name)
    if inside := next((each for each in sources if with_below and below(name, each)), None):
        raise Problem("tag-below-itself", tag=inside, to=name)
    wanted: dict[str, str] = {}
    # The shortest first: of a tag and one below it, both merged, the lower one goes its own way.
    for source in sorted(sources, key=len):
        for each in _names(store, [source], with_below):
            wanted[each] = clean_tag(name + each[len(source) :])
    wanted = {each: to for each, to in wanted.items() if each != to}
    return _plan(store, wanted, "tag-merge", {"tags": sources, "new": name})


def delete(store: Store, tags: Iterable[str], *, with_below: bool = True) -> Plan:
    """Take tags off everything, with what is below them. ``Problem("tag-unknown")`` where nothing has one."""
    named = list(dict.fromkeys(tags))
    wanted = dict.fromkeys(_names(store, named, with_below), "")
    return _plan(store, wanted, "tag-delete", {"tags": named})


def _names(store: Store, tags: Sequence[str], with_below: bool) -> list[str]:
    """Return the tags in use that are meant: these, and with ``with_below`` all that are below them."""
    used = [use.name for use in store.tag_uses()]
    found = [
        name for name in used if any(name == each or (with_below and below(name, each)) for each in tags)
    ]
    if not found:
        raise Problem("tag-unknown", tag=tags[0] if tags else "")
    return found


def _plan(store: Store, wanted: Mapping[str, str], name: str, values: Mapping[str, object]) -> Plan:
    """Work out what becomes of everything that has one of the tags in ``wanted`` (its new name, "" for
    none)."""
    used = {use.name: use for use in store.tag_uses()}
    on: dict[str, list[Tagged]] = {}
    for each in wanted:
        for use in store.tagged(each):
            on.setdefault(use.item, []).append(use)
    put: Puts = {}
    changed, doubles = {"article": 0, "highlight": 0}, 0
    for item, uses in on.items():
        article, highlight = uses[0].article, uses[0].highlight
        has = set(_tags_on(store, uses[0]))
        moved = [(use.name, wanted[use.name]) for use in uses]
        new = {to for _, to in moved if to}
        stay = has - {old for old, _ in moved}
        doubles += len(stay & new) + sum(bool(to) for _, to in moved) - len(new) > 0
        changed["highlight" if highlight else "article"] += 1
        for old, _ in moved:
            if old not in new:
                put["tag", tag_id(item, old)] = None
        for to in new - has:
            body = {"article": article, "name": to}
            put["tag", tag_id(item, to)] = body | {"highlight": highlight} if highlight else body
    moves = tuple(
        Move(each, to, known.articles, known.highlights, joins=to in used and to not in wanted)
        for each, to in sorted(wanted.items())
        if (known := used.get(each)) is not None
    )
    operation = Operation(name, {**values, "n": len(on)}, put)
    return Plan(operation, moves, changed["article"], changed["highlight"], doubles)


def _tags_on(store: Store, use: Tagged) -> tuple[str, ...]:
    if not use.highlight:
        return store.marks_of(use.article).tags
    found = store.highlight(use.highlight)
    return found.tags if found is not None else ()


def tag_items(
    store: Store,
    subjects: Sequence[Subject] = (),
    highlights: Sequence[Highlight] = (),
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
) -> Operation:
    """Put tags on articles and highlights and take others off: one operation, whatever their number.

    Its value ``n`` is how many of them change. Raises ``Problem`` for a tag that cannot be one.
    """
    added = list(dict.fromkeys(map(clean_tag, add)))
    removed = [one for one in dict.fromkeys(map(clean_tag, remove)) if one not in added]
    put: Puts = {}
    articles = inner = 0
    for subject in subjects:
        body = {"article": subject.id}
        if changes := _changes(subject.id, store.marks_of(subject.id).tags, body, added, removed):
            put.update(touch(store, subject))
            put.update(changes)
            articles += 1
    for it in highlights:
        changes = _changes(it.id, it.tags, {"article": it.article, "highlight": it.id}, added, removed)
        put.update(changes)
        inner += bool(changes)
    name = "tag" if added and not removed else "untag" if removed and not added else "retag"
    if articles and inner:
        name += "-items"
    elif inner:
        name += "-highlights"
    elif articles > 1:
        name += "-articles"
    values = {"added": added, "removed": removed, "count": articles, "n": articles + inner}
    return Operation(name, values, put)


def tag_many(
    store: Store, ids: Sequence[str], *, add: Iterable[str] = (), remove: Iterable[str] = ()
) -> Operation:
    """Put tags on very many articles and take others off, as ``tag_items`` does; nothing else is remembered
    of those that were never touched otherwise (``actions.set_states``)."""
    added = list(dict.fromkeys(map(clean_tag, add)))
    removed = [one for one in dict.fromkeys(map(clean_tag, remove)) if one not in added]
    put: Puts = {}
    count, marks = 0, store.marks()
    for id in ids:
        changes = _changes(id, marks.get(id, NO_MARKS).tags, {"article": id}, added, removed)
        put.update(changes)
        count += bool(changes)
    name = "tag" if added and not removed else "untag" if removed and not added else "retag"
    values = {"added": added, "removed": removed, "count": count, "n": count}
    return Operation(f"{name}-articles", values, put)


def _changes(
    item: str, has: Sequence[str], body: Mapping[str, str], added: Sequence[str], removed: Sequence[str]
) -> Puts:
    """Return what puts tags on one thing and takes others off."""
    put: Puts = {("tag", tag_id(item, one)): {**body, "name": one} for one in added if one not in has}
    put.update({("tag", tag_id(item, one)): None for one in removed if one in has})
    return put
