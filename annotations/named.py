"""Who is named in which article, as the reader has corrected it.

The index keeps the machine's reading, by name and not by place: a correction of a name can only be carried
out in the text. So articles that a correction may touch are read again, and what came of it is kept until
another correction, or a change of the article, outdates it:

- An article with corrections of its own is asked by itself (``counts``). A correction for every article
  touches those whose text has the written form (the index's words say which).
- Of the articles that are touched so many are read again for each question (``OWN_AT_ONCE``, ``AT_ONCE``);
  for the others the index's reading is *mapped* until ``settle`` has read them (``unsettled`` says that some
  wait): what the machine called by just the written form goes, what the reader calls it comes. That is wrong
  only where the machine knew the form under another name, or the form stands in the text only inside longer
  names. For row sets mapping is a few operations, however many articles there are; of those read again only
  what came out otherwise is held.
- All other articles have the machine's reading, as the index gives it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from annotations.marks import EVERYWHERE
from annotations.wanted import Wanted
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from annotations.entries import Entry
    from annotations.model import Corrections
    from annotations.store import Store
    from seeds.article import EntityCount, MentionCorrection, MentionType
    from seeds.catalogue import Catalogue
    from seeds.library import Library

    Counts = tuple[EntityCount, ...]

AT_ONCE = 12
"""Articles read again for one question because of corrections for all, at most: each takes some 20 ms."""

OWN_AT_ONCE = 24
"""The same for articles with corrections of their own: what was said of them should hold at once."""


class Names:
    """The entities of articles, from the index and the store together. For any thread."""

    def __init__(self, library: Library, entry_at: Callable[[Catalogue, int], Entry]) -> None:
        """Take the library, and what gives the article at a slot."""
        self._library = library
        self._entry_at = entry_at
        self._store: Store | None = None
        self._lock = threading.Lock()
        self._own: dict[str, tuple[object, Counts]] = {}
        self._everywhere: Corrections | None = None
        self._said: dict[str, MentionCorrection] = {}
        self._wanted = Wanted(())
        self._touching: tuple[object, int] = (None, 0)
        self._settled = 0
        self._exact: dict[int, Counts] = {}
        self._forgotten = 0  # how often something was: what was begun before that is not kept
        self.patient = False
        """Whether every answer is to be exact, however many articles have to be read for it."""
        self._left = {False: AT_ONCE, True: OWN_AT_ONCE}
        self.unsettled = False
        """Whether an answer was mapped since the last ``settle`` began."""

    def attach(self, store: Store) -> None:
        """Join the store: its corrections count from now on."""
        self._store = store

    def begin(self) -> None:
        """Begin a question: it may have ``AT_ONCE`` and ``OWN_AT_ONCE`` articles read again."""
        self._left = {False: AT_ONCE, True: OWN_AT_ONCE}

    def forget(self, slots: int | None = None) -> None:
        """Drop what is held of some articles, or of all: their names were read anew, or they have changed."""
        with self._lock:
            self._forgotten += 1
            self._touching = (None, 0)
            self._own.clear()
            if slots is None:
                self._settled, self._exact = 0, {}
            else:
                self._settled &= ~slots
                self._exact = {slot: it for slot, it in self._exact.items() if not slots >> slot & 1}

    def counts(self, entry: Entry, *, exact: bool = False) -> Counts:
        """Return how often each entity is named in an article, most first; ``exact`` reads it again if need
        be, however many have been."""
        catalogue, slot, begun = entry.catalogue, entry.slot, self._forgotten
        read = catalogue.entities(slot) if catalogue is not None and slot is not None else None
        if self._store is None:
            return read or ()
        own = _has_own(entry)
        said = self._said_in(entry)
        everywhere = self._everywhere
        if not (own or said) or (read is None and not own):
            return read or ()
        corrections = self._store.corrections(entry.id)
        if not own and slot is not None:
            mapped = _mapped(read or (), said)
            if self._settled >> slot & 1:
                return self._exact.get(slot, mapped)
            if not self._may_read(own=False, exact=exact):
                return mapped
            counts = self._read_again(entry, corrections)
            if counts is None:  # its file cannot be read now
                counts = mapped
            # Nothing is asked within the lock: to say what is corrected takes it as well.
            with self._lock:
                if begun == self._forgotten and everywhere is self._everywhere:
                    self._settled |= 1 << slot
                    if counts != mapped:
                        self._exact[slot] = counts
            return counts
        said = [*said, *(it.said for it in corrections.mentions if it.article == entry.id)]
        key = (slot, corrections.facts, tuple(said))
        known = self._own.get(entry.id)
        if known is not None and known[0] == key:
            return known[1]
        if not self._may_read(own=True, exact=exact):
            return _mapped(read or (), said)
        counts = self._read_again(entry, corrections)
        if counts is None:  # its file cannot be read now: the index still knows something
            counts = read or ()
        with self._lock:
            if begun == self._forgotten:
                self._own[entry.id] = (key, counts)
        return counts

    def rows(self, catalogue: Catalogue, name: str, type: MentionType | None = None) -> int:
        """Return the row set of the articles that name an entity, of one type or any. Those with corrections
        of their own may be wrongly in it or not: ask ``counts``."""
        read = catalogue.entity(name, type)
        everywhere = self._said_now()
        if not everywhere:
            return read
        mapped = may_give = read
        for form, said in everywhere.items():
            gives = said.type is not None and said.name == name and type in (None, said.type)
            if not gives and form != name:
                continue
            held = self._held(catalogue, form)
            if form == name:
                mapped &= ~held
            if gives:
                mapped |= held
                may_give |= held
        self._settle_some(catalogue, self.touched(catalogue) & may_give & ~self._settled)
        for slot, counts in list(self._exact.items()):
            bit = 1 << slot
            if any(it.name == name and type in (None, it.type) for it in counts):
                mapped |= bit
            else:
                mapped &= ~bit
        return mapped

    def has(self, entry: Entry, name: str, type: MentionType | None = None) -> bool:
        """Say whether one article names an entity; it is only read again where that may be."""
        if self._is_out(entry, name, type):
            return False
        return any(it.name == name and type in (None, it.type) for it in self.counts(entry))

    def _is_out(self, entry: Entry, name: str, type: MentionType | None) -> bool:
        """Say whether an article with corrections of its own surely does not name an entity: neither the
        machine nor any correction says so. What dates are called hangs on the article's date, too."""
        if self._store is None or entry.catalogue is None or entry.slot is None or not _has_own(entry):
            return False
        read = entry.catalogue.entities(entry.slot)
        if read is None or any(it.name == name and type in (None, it.type) for it in read):
            return False
        own = self._store.corrections(entry.id)
        said = (*(it.said for it in own.mentions), *self._said_in(entry))
        if any(it.type is not None and it.name == name for it in said):
            return False
        return not (type in (None, "DATE") and any(fact.field == "date" for fact in own.facts))

    def given(self) -> frozenset[str]:
        """Return the names that corrections for every article take or give: those whose numbers are not the
        index's."""
        said = self._said_now()
        return frozenset(said) | {it.name for it in said.values() if it.type is not None}

    def wait(self, catalogue: Catalogue) -> int:
        """Return the row set of the articles that are to be read again because of corrections for all."""
        return self.touched(catalogue) & ~self._settled

    def settle(self, entries: Iterable[Entry], stop: threading.Event) -> bool:
        """Read articles again, in this order, until all is exact or ``stop`` is set; return whether anything
        was read."""
        self.unsettled = changed = False
        for entry in entries:
            if stop.is_set():
                break
            before = self._settled, self._own.get(entry.id)
            self.counts(entry, exact=True)
            changed |= before[0] != self._settled or before[1] is not self._own.get(entry.id)
        return changed

    def _settle_some(self, catalogue: Catalogue, waiting: int) -> None:
        """Read some of the articles again, those that came last first."""
        while waiting:
            if not self._may_read(own=False, exact=False, spend=False):
                return
            slot = waiting.bit_length() - 1
            waiting &= ~(1 << slot)
            entry = self._entry_at(catalogue, slot)
            if not _has_own(entry):
                self.counts(entry)

    def _may_read(self, *, own: bool, exact: bool, spend: bool = True) -> bool:
        if exact or self.patient:
            return True
        if self._left[own] <= 0:
            self.unsettled = True
            return False
        self._left[own] -= spend
        return True

    def _said_now(self) -> Mapping[str, MentionCorrection]:
        """Return what is corrected in every article, by the written form."""
        if self._store is None:
            return {}
        now = self._store.corrections(EVERYWHERE)
        if now is not self._everywhere:
            with self._lock:
                if self._everywhere is None or now.mentions != self._everywhere.mentions:
                    self._said = {it.said.text: it.said for it in now.mentions}
                    self._wanted = Wanted(self._said)
                    self._settled, self._exact = 0, {}
                self._everywhere = now
        return self._said

    def _said_in(self, entry: Entry) -> list[MentionCorrection]:
        """Return the corrections for all whose written form an article has."""
        catalogue, slot = entry.catalogue, entry.slot
        said = self._said_now()
        if catalogue is None or slot is None or not said or not self.touched(catalogue) >> slot & 1:
            return []
        from annotations.query.matcher import finder
        from seeds.folding import fold

        text = " ".join(catalogue.folded(slot).split())
        found = set(self._wanted.held_by(text, said.keys()))
        return [
            it
            for form, it in said.items()
            if form in found and finder(" ".join(fold(form).split()), prefix=False)(text)
        ]

    def touched(self, catalogue: Catalogue) -> int:
        """Return the row set of the articles that corrections for all may touch."""
        said = self._said_now()
        stamp = (catalogue.epoch, catalogue.revision, self._everywhere)
        if self._touching[0] != stamp:
            touched = 0
            for form in said:
                touched |= self._held(catalogue, form)
            self._touching = (stamp, touched)
        return self._touching[1]

    def _held(self, catalogue: Catalogue, form: str) -> int:
        """Return the row set of the articles gone through for names whose text has a written form."""
        from seeds.folding import fold
        from seeds.words import words

        folded = fold(form)
        bits = catalogue.words(folded, "text", prefix=False) if words(folded) else 0
        return bits & catalogue.named() & catalogue.live()

    def _read_again(self, entry: Entry, corrections: Corrections) -> Counts | None:
        """Read an article as the reader has corrected it; None when its file cannot be read."""
        from collections import Counter

        from annotations.corrections import with_mentions
        from seeds.article import EntityCount
        from seeds.corrected import corrected

        try:
            article = corrected(self._library.read(entry.as_read), corrections.facts)
        except Problem:
            return None
        named = Counter((it.type, it.name) for it in with_mentions(article, corrections).mentions or ())
        found = (EntityCount(type, name, count) for (type, name), count in named.items())
        return tuple(sorted(found, key=lambda it: (-it.count, it.name)))


class NamedIn:
    """The articles that name an entity, to be asked for each by its fingerprint."""

    def __init__(self, catalogue: Catalogue, rows: int, own: Mapping[str, bool]) -> None:
        """Take the row set, and by fingerprint what is so of articles asked by themselves."""
        self._catalogue, self._rows, self._own = catalogue, rows, own

    def __contains__(self, fingerprint: object) -> bool:
        """Say whether an article is one of them."""
        if not isinstance(fingerprint, str):
            return False
        if (own := self._own.get(fingerprint)) is not None:
            return own
        slot = self._catalogue.slots_of([fingerprint]).get(fingerprint)
        return slot is not None and bool(self._rows >> slot & 1)


def _has_own(entry: Entry) -> bool:
    """Say whether names in this very article were set right."""
    return entry.marks.corrections > len(entry.marks.facts)


def _mapped(read: Counts, said: Iterable[MentionCorrection]) -> Counts:
    """Return what the machine has read with names exchanged, where the text was not read again."""
    from seeds.article import EntityCount

    counts = {(it.type, it.name): it.count for it in read}
    for one in said:
        same = [key for key in counts if key[1] == one.text]
        if one.scope == "stretch":  # one place of several
            for key in same[:1]:
                counts[key] -= 1
            number = 1
        else:
            number = sum(counts.pop(key) for key in same)
        if one.type is not None:
            key = (one.type, one.name)
            counts[key] = counts.get(key, 0) + (number or 1)
    counts = {key: number for key, number in counts.items() if number > 0}
    found = (EntityCount(type, name, count) for (type, name), count in counts.items())
    return tuple(sorted(found, key=lambda it: (-it.count, it.name)))
