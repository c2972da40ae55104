"""Which article of the library has which id: that of the article it was when it was first touched.

Only articles that the reader has touched can have another id than their fingerprint, so only these are looked
up, and what lies where they were: never all rows. What may be meant by whom says ``annotations.identity``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from annotations.identity import heading, is_gone, other_id
from seeds import rowset
from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotations.identity import Identity
    from annotations.marks import Marks
    from annotations.model import ArticleRecord, KnownArticles
    from seeds.catalogue import Catalogue
    from seeds.row import Row

_BYTE = re.compile(r"\\x([89a-f][0-9a-f])")
_MOST_NAMESAKES = 200
"""Articles of one title that are looked at to find one that was moved and edited."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Ids of the library's articles, of those that have another than their fingerprint, and back; ``found``
    has the slot of each article that is known from before."""

    ids: Mapping[int, str] = field(default_factory=dict)
    slots: Mapping[str, int] = field(default_factory=dict)
    found: Mapping[str, int] = field(default_factory=dict)
    touched: int = 0
    """The row set of those in ``found``."""

    def id_of(self, slot: int, fingerprint: str) -> str:
        """Return the id of the article at a slot."""
        return self.ids.get(slot, fingerprint)

    def slots_of(self, catalogue: Catalogue, ids: Iterable[str]) -> dict[str, int]:
        """Return the slots of articles by their ids, of those that are there."""
        wanted = ids if isinstance(ids, (list, tuple, set, frozenset)) else list(ids)
        there = catalogue.slots_of(wanted)
        if not self.ids:
            return there
        found = {id: slot for id, slot in there.items() if slot not in self.ids}
        found.update((id, self.slots[id]) for id in wanted if id in self.slots)
        return found


NO_CLAIMS = Claims()


def claimed(
    catalogue: Catalogue, known: KnownArticles, identity: Identity, marks: Mapping[str, Marks]
) -> Claims:
    """Return who is who in a library. An article that has no more than ``marks`` (it was read, starred or
    tagged, and nothing else is remembered of it) is known by the file it lay in, as the index tells."""
    edited = _edited(catalogue, known, identity, marks)
    if not known.records and not edited:
        return NO_CLAIMS
    by_fingerprint = catalogue.slots_of(list(known.by_fingerprint))
    by_path = catalogue.by_path([raw for path in known.by_path for raw in raw_paths(path)])
    ids, found, doubtful = _plain(known, by_fingerprint)
    doubtful.update(slot for slot in by_path.values() if slot not in ids)
    lost = [record for record in known.records.values() if record.id not in found]
    doubtful.update(slot for slot in _namesakes(catalogue, lost) if slot not in ids)
    slots = sorted(doubtful)
    rows = dict(zip(slots, catalogue.rows(slots), strict=True))
    by_name = {row.fingerprint: slot for slot, row in rows.items()}
    more = identity.claims({row.fingerprint: row for row in rows.values()}, known, found)
    for fingerprint, id in more.items():
        ids[by_name[fingerprint]] = id
        found[id] = by_name[fingerprint]
    for slot, id in edited.items():
        if slot not in ids:
            ids[slot] = id
            found[id] = slot
    own = {slot for fingerprint, slot in by_fingerprint.items() if ids.get(slot) == fingerprint}
    other = {slot: id for slot, id in ids.items() if slot not in own}
    # An old version of an annotated article that came back: its own id is another's.
    stray = [slot for slot in catalogue.slots_of([*other.values()]).values() if slot not in ids]
    for slot, row in zip(stray, catalogue.rows(stray), strict=True):
        other[slot] = other_id(row)
    touched = rowset.of((*found.values(), *other), catalogue.size)
    return Claims(other, {id: slot for slot, id in other.items()}, found, touched)


def _edited(
    catalogue: Catalogue, known: KnownArticles, identity: Identity, marks: Mapping[str, Marks]
) -> dict[int, str]:
    """Return the ids of articles that were edited where they lie, by their slots, of those of which only
    marks tell."""
    pairs = catalogue.replaced()
    if not pairs:
        return {}
    names = catalogue.fingerprints([was for was, _ in pairs])
    there = catalogue.slots_of(names)  # in a file of another name
    # Of several texts that lay in one file, the last counts that anything was done to.
    found: dict[int, str] = {}
    for (was, now), name in zip(pairs, names, strict=True):
        if name not in marks or name in there or name in known.records or name in known.by_fingerprint:
            continue
        old, new = catalogue.rows((was, now))
        of_its_own = new.fingerprint in marks or new.fingerprint in known.by_fingerprint
        if not of_its_own and identity.is_later(new, old, partial(catalogue.folded, was)):
            found[now] = name
    return found


def concerns(known: KnownArticles, rows: Iterable[Row]) -> bool:
    """Say whether any of some new rows may be, or be in the place of, an article that is known."""
    if not known.records:
        return False
    from annotations.actions import plain_path

    headings: set[str] | None = None
    for row in rows:
        places = map(plain_path, (row.path, *row.copies))
        if row.fingerprint in known.by_fingerprint or any(path in known.by_path for path in places):
            return True
        if headings is None:
            headings = {record.heading for record in known.records.values() if record.heading}
        if heading(row) in headings:
            return True
    return False


def raw_paths(plain: str) -> tuple[str, ...]:
    """Return the paths that are stored as this one (``actions.plain_path``): it, and one with the bytes that
    are no UTF-8 as they are."""
    raw = _BYTE.sub(lambda found: chr(0xDC00 + int(found[1], 16)), plain)
    return (plain,) if raw == plain else (plain, raw)


def holder(catalogue: Catalogue) -> Callable[[str], bool]:
    """Return what says whether some article of the library lies in a file (``actions.plain_path``)."""
    return lambda path: bool(catalogue.by_path(raw_paths(path)))


def _plain(
    known: KnownArticles, by_fingerprint: Mapping[str, int]
) -> tuple[dict[int, str], dict[str, int], set[int]]:
    """Return what is beyond doubt (one article of that fingerprint is known, and one is there), as id by slot
    and back, and the slots that are to be looked at."""
    at: dict[str, set[int]] = {}
    doubtful: set[int] = set()
    for fingerprint, slot in by_fingerprint.items():
        names = known.by_fingerprint[fingerprint]
        if len(names) > 1:
            doubtful.add(slot)
        for name in names:
            at.setdefault(name, set()).add(slot)
    for slots in at.values():
        if len(slots) > 1:
            doubtful |= slots
    found = {id: slot for id, slots in at.items() for slot in slots if slot not in doubtful}
    return {slot: id for id, slot in found.items()}, found, doubtful


def _namesakes(catalogue: Catalogue, lost: Iterable[ArticleRecord]) -> set[int]:
    """Return the slots of articles that are called as ones whose files are gone."""
    from seeds.words import words

    found: set[int] = set()
    for record in lost:
        if record.sketch and record.heading and words(fold(record.heading)) and is_gone(record):
            bits = catalogue.words(fold(record.heading), "title", prefix=False) & catalogue.live()
            found.update(rowset.slots(bits)[:_MOST_NAMESAKES])
    return found
