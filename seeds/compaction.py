"""Taking out of an index what no file holds any more: the articles that are left get new numbers, and the
index a new epoch.

FTS5 of SQLite 3.40 cannot forget a row without its text, and row sets grow with every slot ever given out; so
dead ones are only masked until they are more than a tenth.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from seeds import index_writing, postings
from seeds.digest import Digest, Facts, digest_of, unpacked
from seeds.index_tables import PHRASES
from seeds.words import parted

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence
    from sqlite3 import Connection

LEAST = 1000
"""So many dead slots are never worth it."""

SHARE = 10
"""One in so many slots may be dead."""

_AT_ONCE = 500
_COLUMNS = ", ".join(Facts._fields)


class Stopped(Exception):
    """It was asked to stop: nothing has happened."""


def is_due(db: Connection) -> bool:
    """Say whether so many slots are dead that it is worth the time."""
    slots = int(db.execute("SELECT count(*) FROM articles").fetchone()[0])
    live = int(db.execute("SELECT count(DISTINCT slot) FROM files").fetchone()[0])
    return slots - live > LEAST and (slots - live) * SHARE > slots


def compact(db: Connection, stop: threading.Event) -> None:
    """Number the articles anew, without the dead ones. To be called within a transaction; takes half a
    millisecond an article. Raises ``Stopped``."""
    live = [
        slot for (slot,) in db.execute("SELECT DISTINCT slot FROM files WHERE slot IS NOT NULL ORDER BY slot")
    ]
    db.execute("CREATE TEMP TABLE moved (old INTEGER PRIMARY KEY, new INTEGER)")
    try:
        db.executemany("INSERT INTO moved VALUES (?, ?)", ((old, new) for new, old in enumerate(live)))
        _forget_dead(db)
        for table in ("articles", "texts", "mentions", "files"):
            db.execute(
                f"UPDATE {table} SET slot = (SELECT new FROM moved WHERE old = slot) WHERE slot IS NOT NULL"
            )
    finally:
        db.execute("DROP TABLE temp.moved")
    db.execute("DELETE FROM postings")
    db.execute("DROP TABLE phrases")
    db.execute(PHRASES)
    for at in range(0, len(live), _AT_ONCE):
        if stop.is_set():
            raise Stopped
        _put_again(db, range(at, min(at + _AT_ONCE, len(live))))
    db.execute("DELETE FROM changes")
    db.execute("DROP TABLE IF EXISTS replaced")  # what it tells of is gone
    db.execute("UPDATE state SET epoch = epoch + 1, revision = revision + 1, kept = revision + 1")


def _forget_dead(db: Connection) -> None:
    dead = "slot NOT IN (SELECT old FROM moved)"
    for (entities,) in db.execute(
        f"SELECT entities FROM articles WHERE entities IS NOT NULL AND {dead}"
    ).fetchall():
        index_writing.count(db, set(array("I", entities)[::2]), -1)
    db.execute(f"DELETE FROM articles WHERE {dead}")
    db.execute(f"DELETE FROM texts WHERE {dead}")
    db.execute(f"DELETE FROM mentions WHERE {dead}")
    db.execute("DELETE FROM entity_words WHERE entity IN (SELECT entity FROM entities WHERE articles <= 0)")
    db.execute("DELETE FROM entities WHERE articles <= 0")


def _put_again(db: Connection, slots: Sequence[int]) -> None:
    """Put the words and values of articles in again."""
    gathered: postings.Gathered = {}
    phrases: list[tuple[int, str, str]] = []
    for slot, kept, added, entities, *columns in db.execute(
        f"SELECT a.slot, packed, added, entities, {_COLUMNS} FROM articles a JOIN texts t ON t.slot = a.slot "
        "WHERE a.slot BETWEEN ? AND ?",
        (slots[0], slots[-1]),
    ):
        digest: Digest = digest_of(Facts(*columns), unpacked(kept), kept)
        index_writing.gather(gathered, slot, digest, added)
        postings.gather(gathered, postings.ENTITY, slot, set(array("I", entities or b"")[::2]))
        phrases.append((slot, parted(digest.facts.heading), digest.body))
    db.executemany("INSERT INTO phrases (rowid, title, body) VALUES (?, ?, ?)", phrases)
    postings.add(db, gathered)
