"""Who is named in which article, as the reader has corrected it.

The index keeps the machine's reading, by name and not by place: a correction of a name can only be carried
out in the text. So articles that a correction may touch are read again, and what came of it is kept until
another correction, or a change of the article, outdates it:

- An article with corrections of its own is touched by them; a correction for every article touches those
  whose text holds the written form (looked up in the folded texts, as a search does).
- Of the articles that are touched so many are read again for each question (``OWN_AT_ONCE``, ``AT_ONCE``);
  for the others the index's reading is *mapped* until ``settle`` has read them (``unsettled`` says that some
  wait): what the machine called by just the written form goes, what the reader calls it comes. That is wrong
  only where the machine knew the form under another name, or the form stands in the text only inside longer
  names.
- Who is asked for by name is only looked for in articles that the machine or a correction says may name it.
- All other articles have the machine's reading, as the index gives it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from annotations.model import EVERYWHERE
from annotations.wanted import Wanted
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.entries import Entry
    from annotations.model import Corrections
    from annotations.store import Store
    from seeds.article import EntityCount, MentionCorrection, MentionType
    from seeds.library import Library

    Counts = tuple[EntityCount, ...]

AT_ONCE = 12
"""Articles read again for one question because of corrections for all, at most: each takes some 20 ms."""

OWN_AT_ONCE = 24
"""The same for articles with corrections of their own: what was said of them should hold at once."""

_NO_FORMS: frozenset[str] = frozenset()


class Names:
    """The entities of articles, from the index and the store together. For any thread."""

    def __init__(self, library: Library, folded: Callable[[str], str]) -> None:
        """Take the library, and what gives an article's folded text by its fingerprint."""
        self._library = library
        self._folded = folded
        self._store: Store | None = None
        self._lock = threading.Lock()
        self._age = 0
        self._read: dict[str, Counts] = {}
        self._exact: dict[str, tuple[object, Counts]] = {}
        self._held: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}
        self._everywhere: Corrections | None = None
        self._said: dict[str, MentionCorrection] = {}
        self._wanted = Wanted(())
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

    def forget(self, fingerprint: str, *, text: bool = False) -> None:
        """Drop what is held of an article: its names were read anew, or (``text``) it has changed."""
        with self._lock:
            self._age += 1
            self._read.pop(fingerprint, None)
            self._exact.pop(fingerprint, None)
            if text:
                self._held.pop(fingerprint, None)

    def counts(self, entry: Entry, *, exact: bool = False) -> Counts:
        """Return how often each entity is named in an article, most first; ``exact`` reads it again if need
        be, however many have been."""
        fingerprint, age = entry.row.fingerprint, self._age
        read = self._as_read(fingerprint)
        own = _has_own(entry)
        wanted = self._wanted_now()
        held = self._held_by(fingerprint, wanted) if wanted else ()
        if self._store is None or not (own or held) or (read is None and not own):
            return read or ()
        corrections = self._store.corrections(entry.id)
        everywhere = self._said
        said = [everywhere[form] for form in held if form in everywhere]
        if own:
            said += [it.said for it in corrections.mentions if it.article == entry.id]
        key = (corrections.facts, tuple(said))
        known = self._exact.get(fingerprint)
        if known is not None and known[0] == key:
            return known[1]
        if not exact and not self.patient:
            if self._left[own] <= 0:
                self.unsettled = True
                return _mapped(read or (), said)
            self._left[own] -= 1
        counts = self._read_again(entry, corrections)
        if counts is None:  # its file cannot be read now: the index still knows something
            counts = read or ()
        with self._lock:
            if age == self._age:
                self._exact[fingerprint] = (key, counts)
        return counts

    def rows(
        self, entries: Mapping[str, Entry], name: str, type: MentionType | None = None
    ) -> frozenset[str]:
        """Return the fingerprints of the articles that name an entity, of one type or any, among the entries
        (by id); others may be there, too."""
        read = self._library.entity_rows(name, type)
        if self._store is None:
            return read
        wanted = self._wanted_now()
        own = [entries[id] for id in self._store.corrected() if id in entries]
        if not wanted and not own:
            return read
        given = {
            it.said.text
            for it in self._store.corrections(EVERYWHERE).mentions
            if it.said.type is not None and it.said.name == name and type in (None, it.said.type)
        }
        rows = set(read)
        for entry in entries.values() if wanted else own:
            fingerprint = entry.row.fingerprint
            own_names = _has_own(entry)
            # Most articles are none the machine has found, and of no correction that gives the name.
            if not own_names and fingerprint not in read and not self._may_hold(fingerprint, given):
                continue
            held = self._held_by(fingerprint, wanted) if wanted else ()
            if own_names:
                if self._is_out(entry, name, type, read, given, held):
                    continue
            elif not held or (fingerprint not in read and given.isdisjoint(held)):
                continue
            if any(it.name == name and type in (None, it.type) for it in self.counts(entry)):
                rows.add(fingerprint)
            else:
                rows.discard(fingerprint)
        return frozenset(rows)

    def _may_hold(self, fingerprint: str, forms: set[str]) -> bool:
        """Say whether an article's folded text holds one of a few forms that are corrected everywhere."""
        if not forms:
            return False
        looked, held = self._held.get(fingerprint, (_NO_FORMS, ()))
        if looked is self._wanted.forms:
            return not forms.isdisjoint(held)
        text = self._folded(fingerprint)
        return any(self._wanted.may_stand(form, text) for form in forms)

    def _is_out(
        self,
        entry: Entry,
        name: str,
        type: MentionType | None,
        read: frozenset[str],
        given: set[str],
        held: tuple[str, ...],
    ) -> bool:
        """Say whether an article with corrections of its own surely does not name an entity: neither the
        machine nor any correction says so. What dates are called hangs on the article's date, too."""
        fingerprint = entry.row.fingerprint
        if fingerprint in read or not given.isdisjoint(held) or self._store is None:
            return False
        own = self._store.corrections(entry.id)
        if any(it.said.type is not None and it.said.name == name for it in own.mentions):
            return False
        dated = type in (None, "DATE") and any(fact.field == "date" for fact in own.facts)
        return not dated and self._as_read(fingerprint) is not None

    def settle(self, entries: Sequence[Entry], stop: threading.Event) -> bool:
        """Read again what a correction for every article may touch, in this order, until all is exact or
        ``stop`` is set; return whether anything was read."""
        self.unsettled = changed = False
        wanted = self._wanted_now()
        for entry in entries:
            if stop.is_set():
                break
            if _has_own(entry) or (wanted and self._held_by(entry.row.fingerprint, wanted)):
                before = self._exact.get(entry.row.fingerprint)
                self.counts(entry, exact=True)
                changed |= self._exact.get(entry.row.fingerprint) is not before
        return changed

    def _as_read(self, fingerprint: str) -> Counts | None:
        """Return the machine's reading; None while that is not known."""
        known, age = self._read.get(fingerprint), self._age
        if known is None:
            known = self._library.entities(fingerprint)
            if known is None:
                return None
            with self._lock:
                if age == self._age:
                    self._read[fingerprint] = known
        return known

    def _wanted_now(self) -> frozenset[str]:
        """Return the written forms that are corrected in every article."""
        if self._store is None:
            return _NO_FORMS
        now = self._store.corrections(EVERYWHERE)
        if now is not self._everywhere:
            with self._lock:
                self._said = {it.said.text: it.said for it in now.mentions}
                if self._said.keys() != self._wanted.forms:
                    self._wanted = Wanted(self._said)
                self._everywhere = now
        return self._wanted.forms

    def _held_by(self, fingerprint: str, forms: frozenset[str]) -> tuple[str, ...]:
        """Return which of the wanted written forms an article's folded text holds: each is looked up once."""
        looked, held = self._held.get(fingerprint, (_NO_FORMS, ()))
        if looked is not forms:
            age, wanted = self._age, self._wanted
            fresh = forms - looked
            text = self._folded(fingerprint) if fresh else ""
            held = (*(form for form in held if form in forms), *wanted.held_by(text, fresh))
            with self._lock:
                if age == self._age:
                    self._held[fingerprint] = (forms, held)
        return held

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
