"""How files that were read go into the index, and the names found in them."""

from __future__ import annotations

import os
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeds import postings
from seeds.digest import Digest, Facts
from seeds.folding import fold
from seeds.index_tables import REPLACED
from seeds.index_values import LONGEST, SPANS, TYPES, day_of, type_numbers
from seeds.months import group_of
from seeds.words import parted, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from sqlite3 import Connection

    from seeds.article import EntityCount

KEPT = 2000
"""So many changes are remembered; who has not looked for longer loads anew."""

_COLUMNS = ", ".join(Facts._fields)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to be stored: what it holds, or the code of the problem it made. ``added`` (ISO 8601, UTC) only
    counts for an article not seen before."""

    path: str
    size: int
    mtime_ns: int
    reader: int
    added: str
    digest: Digest | None
    problem: str | None = None


def store(db: Connection, entries: Iterable[Entry], gone: Iterable[str] = ()) -> int:
    """Store files that were read and forget files that are gone; return the revision this made. To be called
    within a transaction.

    What is read as before keeps its slot, also in a file with another name; what is not gets a new one.
    """
    writing = _Writing(db)
    for path in gone:
        writing.forget(os.fsencode(path))
    for entry in entries:
        writing.put(entry)
    return writing.end()


@dataclass(frozen=True, slots=True)
class Named:
    """Who is named in the article of a slot, and its mentions as they are kept (b"": they are not)."""

    slot: int
    entities: Sequence[EntityCount]
    mentions: bytes = b""


def store_entities(db: Connection, reader: int, named: Iterable[Named]) -> int:
    """Store who is named in articles; return the revision. To be called within a transaction."""
    gathered: postings.Gathered = {}
    done: list[int] = []
    for article in named:
        slot = article.slot
        known = db.execute("SELECT entities FROM articles WHERE slot = ?", (slot,)).fetchone()
        if known is None:
            continue
        before = set(array("I", known[0])[::2]) if known[0] else set()
        pairs = array("I")
        for it in article.entities:
            pairs.extend((_entity(db, it.type, it.name), it.count))
        after = set(pairs[::2])
        count(db, before - after, -1)
        count(db, after - before, 1)
        _drop(db, slot, before - after)
        postings.gather(gathered, postings.ENTITY, slot, after - before)
        db.execute(
            "UPDATE articles SET named = ?, entities = ? WHERE slot = ?", (reader, pairs.tobytes(), slot)
        )
        db.execute("DELETE FROM mentions WHERE slot = ?", (slot,))
        if article.mentions:
            db.execute("INSERT INTO mentions VALUES (?, ?)", (slot, article.mentions))
        done.append(slot)
    postings.add(db, gathered)
    return _changed(db, (), done)


class _Writing:
    """One write of several files."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._next = int(db.execute("SELECT ifnull(max(slot) + 1, 0) FROM articles").fetchone()[0])
        self._touched: set[int] = set()
        self._new: list[tuple[int, Digest]] = []
        self._gathered: postings.Gathered = {}

    def forget(self, path: bytes) -> None:
        self._touch(self._slot_at(path))
        self._db.execute("DELETE FROM files WHERE path = ?", (path,))

    def put(self, entry: Entry) -> None:
        path = os.fsencode(entry.path)
        old = self._slot_at(path)
        slot = None if entry.digest is None else self._slot_of(entry.digest, old, entry.added)
        self._db.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
            (path, entry.size, entry.mtime_ns, entry.reader, slot, entry.problem),
        )
        if slot != old:
            self._touch(old)
            self._touch(slot)
        if entry.digest is not None and slot is not None and old is not None and slot != old:
            self._replace(old, slot, entry.digest.facts.fingerprint)

    def end(self) -> int:
        """Write what was gathered; return the revision."""
        db = self._db
        db.executemany("INSERT INTO texts VALUES (?, ?)", ((slot, it.packed) for slot, it in self._new))
        db.executemany(
            "INSERT INTO phrases (rowid, title, body) VALUES (?, ?, ?)",
            ((slot, parted(it.facts.heading), it.body) for slot, it in self._new),
        )
        postings.add(db, self._gathered)
        return _changed(db, self._touched, ())

    def _replace(self, was: int, now: int, fingerprint: str) -> None:
        """Remember that a file has another text than before: who knew the article by that knows it on."""
        db = self._db
        if db.execute("SELECT fingerprint FROM articles WHERE slot = ?", (was,)).fetchone()[0] == fingerprint:
            return
        db.execute(REPLACED)
        db.execute("UPDATE replaced SET now = ? WHERE now = ?", (now, was))
        db.execute("INSERT OR REPLACE INTO replaced VALUES (?, ?)", (was, now))
        db.execute("DELETE FROM replaced WHERE was = now")

    def _touch(self, slot: int | None) -> None:
        if slot is not None:
            self._touched.add(slot)

    def _slot_at(self, path: bytes) -> int | None:
        found = self._db.execute("SELECT slot FROM files WHERE path = ?", (path,)).fetchone()
        return None if found is None else found[0]

    def _slot_of(self, digest: Digest, old: int | None, added: str) -> int:
        facts = digest.facts
        before = self._db.execute(
            f"SELECT {_COLUMNS}, slot, added FROM articles WHERE fingerprint = ? ORDER BY slot DESC LIMIT 1",
            (facts.fingerprint,),
        ).fetchone()
        same = Facts(*before[:-2]) if before is not None else None
        if before is not None and same == facts:
            return int(before[-2])
        slot, self._next = self._next, self._next + 1
        if before is not None:
            known, added = int(before[-2]), before[-1]
            if self._db.execute("UPDATE files SET slot = ? WHERE slot = ?", (slot, known)).rowcount:
                self._touched |= {known, slot}
        elif old is not None:
            added = self._db.execute("SELECT added FROM articles WHERE slot = ?", (old,)).fetchone()[0]
        self._db.execute(
            f"INSERT INTO articles (slot, added, named, {_COLUMNS}) VALUES (?, ?, 0{', ?' * len(facts)})",
            (slot, added, *facts),
        )
        self._new.append((slot, digest))
        gather(self._gathered, slot, digest, added)
        if same is not None and (same.text_hash, same.edtf) == (facts.text_hash, facts.edtf):
            self._carry(int(before[-2]), slot)
        return slot

    def _carry(self, known: int, slot: int) -> None:
        """Take over the names that were found in the very same text."""
        named, entities = self._db.execute(
            "SELECT named, entities FROM articles WHERE slot = ?", (known,)
        ).fetchone()
        if named:
            self._db.execute(
                "UPDATE articles SET named = ?, entities = ? WHERE slot = ?", (named, entities, slot)
            )
            self._db.execute(
                "INSERT INTO mentions SELECT ?, packed FROM mentions WHERE slot = ?", (slot, known)
            )
            found = set(array("I", entities or b"")[::2])
            count(self._db, found, 1)
            postings.gather(self._gathered, postings.ENTITY, slot, found)


def gather(into: postings.Gathered, slot: int, digest: Digest, added: str) -> None:
    """Note the postings of an article, those of its names apart."""
    facts = digest.facts
    note = postings.gather
    note(into, postings.TEXT, slot, digest.words.split())
    note(into, postings.TITLE, slot, digest.title_words.split())
    note(into, postings.TEXT_STARTS, slot, digest.starts.split())
    note(into, postings.TITLE_STARTS, slot, digest.title_starts.split())
    note(into, postings.TOPIC, slot, facts.topics.split() or ("",))
    note(into, postings.SOURCE, slot, (facts.source or "",))
    note(into, postings.AUTHOR, slot, (facts.author or "",))
    note(into, postings.DATE, slot, (facts.edtf or "",))
    note(into, postings.ADDED, slot, (added,))
    if facts.certain == 0:
        note(into, postings.FLAG, slot, (postings.UNCERTAIN,))
    day = day_of(facts.edtf, facts.earliest, facts.latest, facts.certain)
    month = group_of(day)
    note(into, postings.MONTH, slot, (month,))
    if facts.earliest is None or facts.latest is None:
        note(into, postings.FLAG, slot, (postings.UNDATED,))
    elif len(month) == len("2026-02"):
        note(into, postings.DAYS, slot, (facts.earliest * LONGEST + facts.latest - facts.earliest,))
    else:
        note(into, postings.SPAN, slot, (facts.earliest * SPANS + facts.latest,))


def _entity(db: Connection, type_: str, name: str) -> int:
    """Return the number of an entity, giving it one where it has none."""
    found = db.execute("SELECT entity FROM entities WHERE type = ? AND name = ?", (type_, name)).fetchone()
    if found is not None:
        return int(found[0])
    last = db.execute("SELECT ifnull(max(entity), 0) FROM entities").fetchone()[0]
    number = (int(last) // TYPES + 1) * TYPES + type_numbers().get(type_, TYPES - 1)
    db.execute("INSERT INTO entities VALUES (?, ?, ?, 0)", (number, type_, name))
    db.executemany(
        "INSERT INTO entity_words VALUES (?, ?)", [(word, number) for word in set(words(fold(name)))]
    )
    return number


def count(db: Connection, entities: Iterable[int], by: int) -> None:
    """Add to the numbers of articles that name some entities."""
    db.executemany(
        "UPDATE entities SET articles = articles + ? WHERE entity = ?", [(by, it) for it in entities]
    )


def _drop(db: Connection, slot: int, entities: Iterable[int]) -> None:
    for entity in entities:
        postings.drop(db, postings.ENTITY, entity, slot)


def _changed(db: Connection, touched: Iterable[int], named: Iterable[int]) -> int:
    """Note which slots a write touched, for those who follow; return the revision."""
    revision = int(db.execute("UPDATE state SET revision = revision + 1 RETURNING revision").fetchone()[0])
    db.execute(
        "INSERT INTO changes VALUES (?, ?, ?)",
        (revision, array("I", sorted(touched)).tobytes(), array("I", sorted(named)).tobytes()),
    )
    if db.execute("DELETE FROM changes WHERE revision <= ?", (revision - KEPT,)).rowcount:
        db.execute("UPDATE state SET kept = ?", (revision - KEPT,))
    return revision
