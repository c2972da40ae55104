"""How a picture is made of the library and the store, and how the next one follows from it: what a change did
not touch is not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.absent import Seen, absent, is_kept
from annotations.claims import NO_CLAIMS, claimed, concerns, holder
from annotations.entries import Entry
from annotations.mark_sets import sets_of
from annotations.marks import NO_MARKS
from annotations.picture import Picture
from seeds import rowset

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from annotations.claims import Claims
    from annotations.entries import Fetchers
    from annotations.identity import Identity
    from annotations.marks import Marks
    from annotations.named import Names
    from annotations.store import Store
    from annotations.written import Written
    from seeds.catalogue import Catalogue
    from seeds.index import LibraryChange

_MANY = 5000
"""Articles that come at once from which on all is joined anew."""


class Joining:
    """Makes pictures. Not for several threads at once."""

    def __init__(self, fetch: Fetchers, names: Names) -> None:
        """Take what articles ask for what is costly."""
        self._fetch, self._names = fetch, names
        self.store: Store | None = None
        self._seen: Seen | None = None
        self.identity: Identity | None = None
        self.written: Written | None = None

    def bare(self, catalogue: Catalogue, marks: Mapping[str, Marks] | None = None) -> Picture:
        """Return the library with nothing of the reader's but what each article shows of it: for the first
        paint."""
        return Picture(catalogue, self._fetch, self._names, marks=marks)

    def anew(
        self,
        catalogue: Catalogue,
        marks: Mapping[str, Marks],
        before: Picture | None = None,
        change: LibraryChange | None = None,
    ) -> Picture:
        """Join everything: articles keep the ids they had when they were first touched. With the change of
        the library that is all that has happened since ``before``, marks are only looked up where it was."""
        claims, store = NO_CLAIMS, self.store
        if store is not None and self.identity is not None:
            claims = claimed(catalogue, store.known_articles(), self.identity, marks)
        if before is None or change is None:
            sets = sets_of(marks, lambda ids: claims.slots_of(catalogue, ids))
        else:
            sets = before.sets.changed(_changes(before, claims, change))
        apart: dict[str, Entry] = {}
        picture = Picture(catalogue, self._fetch, self._names, marks=marks, claims=claims)
        slots = list(claims.slots_of(catalogue, _corrected(marks, store)).values())
        for entry in picture.entries_at(slots):
            apart[entry.id] = entry
        if store is not None:
            there = claims.found
            if self._seen is None:
                self._seen = Seen(store)
            for id, row in absent(store.articles(), marks, there, holder(catalogue), self._seen.begin()):
                if id not in there:
                    apart[id] = Entry(id, row, marks.get(id, NO_MARKS), self._fetch)
        return Picture(
            catalogue,
            self._fetch,
            self._names,
            marks=marks,
            sets=sets,
            claims=claims,
            apart=apart,
            written=self.written,
            before=before,
        )

    def with_rows(self, now: Picture, change: LibraryChange) -> Picture:
        """Return the picture after a change of the library."""
        catalogue = change.catalogue
        added, removed = list(change.added), rowset.of(change.removed, catalogue.size)
        touched = now.claims.touched | now.sets.any  # those that were touched since claims were made, too
        if catalogue.epoch != now.catalogue.epoch or len(added) > _MANY:
            return self.anew(catalogue, now.marks, now)
        if (removed | rowset.of(added, catalogue.size)) & touched:
            return self.anew(catalogue, now.marks, now, change)
        rows = catalogue.rows(added)
        if self.store is not None and concerns(self.store.known_articles(), rows):
            return self.anew(catalogue, now.marks, now, change)
        found = ((slot, now.marks.get(row.fingerprint)) for slot, row in zip(added, rows, strict=True))
        fresh = {slot: marks for slot, marks in found if marks is not None}
        return Picture(
            catalogue,
            self._fetch,
            self._names,
            marks=now.marks,
            sets=now.sets.changed(fresh),
            claims=now.claims,
            apart=dict(self._moved(now, catalogue, removed)),
            written=self.written,
            before=now,
        )

    def with_marks(
        self, now: Picture, marks: Mapping[str, Marks], ids: Iterable[str]
    ) -> tuple[Picture, bool]:
        """Return the picture with the marks of some articles as they are now, and whether any was corrected
        or came or went with that."""
        from annotations.marks_picture import MarksPicture

        ids = list(ids)
        there = now.claims.slots_of(now.catalogue, ids)
        apart = dict(now.apart)
        corrected = False
        fresh: dict[int, Marks] = {}
        stated: dict[int, str] = {}
        came: list[int] = []
        for id in ids:
            known, slot = apart.get(id), there.get(id)
            if (
                known is None
                and slot is not None
                and isinstance(marks, MarksPicture)
                and id not in marks.written
            ):
                stated[slot] = marks.entries.find(id)  # as most are where very many are changed at once
                continue
            mine: Marks = marks.get(id, NO_MARKS)
            corrected |= mine.facts != (known.marks.facts if known is not None else ())
            if slot is not None:
                fresh[slot] = mine
                if not mine.corrections:
                    apart.pop(id, None)
                elif known is not None:
                    apart[id] = known.with_marks(mine)
                else:
                    came.append(slot)
            elif known is not None or is_kept(mine):
                if known is None or not is_kept(mine):
                    return self.anew(now.catalogue, marks, now), True
                apart[id] = known.with_marks(mine)
        picture = Picture(
            now.catalogue,
            self._fetch,
            self._names,
            marks=marks,
            sets=now.sets.changed(fresh).restated(stated),
            claims=now.claims,
            apart=apart,
            written=self.written,
            before=now,
        )
        if came:
            more = {entry.id: entry for entry in picture.entries_at(came)}
            picture = picture.with_apart({**apart, **more})
        return picture, corrected

    def _moved(self, now: Picture, catalogue: Catalogue, removed: int) -> Iterator[tuple[str, Entry]]:
        """Yield those that are apart, as they stand in a later catalogue."""
        for id, entry in now.apart.items():
            if entry.slot is None:
                yield id, entry
            elif not removed >> entry.slot & 1:
                yield id, Entry(id, entry.as_read, entry.marks, self._fetch, catalogue, entry.slot)


def _changes(before: Picture, claims: Claims, change: LibraryChange) -> dict[int, Marks]:
    """Return the marks of every slot in which an article came or went, or one stands for another now."""
    catalogue, old = change.catalogue, before.claims.ids
    moved = (slot for slot in {*old, *claims.ids} if old.get(slot) != claims.ids.get(slot))
    slots = {*moved, *change.added, *change.removed}
    live = catalogue.live()
    here = [slot for slot in slots if live >> slot & 1]
    changes = dict.fromkeys(slots, NO_MARKS)
    for slot, row in zip(here, catalogue.rows(here), strict=True):
        changes[slot] = before.marks.get(claims.id_of(slot, row.fingerprint), NO_MARKS)
    return changes


def _corrected(marks: Mapping[str, Marks], store: Store | None) -> list[str]:
    """Return the ids of the articles that the reader has corrected."""
    if store is not None:
        return list(store.corrected())
    from annotations.marks_cache import KeptMarks
    from annotations.marks_picture import MarksPicture

    written = marks.written if isinstance(marks, MarksPicture) else marks
    if isinstance(written, KeptMarks):
        return written.having(lambda mine: bool(mine.corrections))
    return [id for id, mine in written.items() if mine.corrections]
