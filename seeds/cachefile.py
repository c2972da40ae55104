"""A cache in one SQLite file: made anew when it is missing, damaged or of another version, kept in memory
when no file can be written. Several threads and several processes may use it at once.

A file that was deleted stays there for who has it open, so that what it held can still be shown while another
one is filled; of a damaged one, that which can still be read.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WAIT = 10.0  # seconds for another process's write to end
_LONGEST_WAIT = 600.0  # the longest write of all: when an index is compacted
_MADE_WITHIN = 10.0  # seconds in which somebody else has made the file, or thrown it away
_SPARE = 2
"""Connections kept open for who asks next: another one is opened in a fifth of a millisecond, and each holds
2 MB of pages."""

_LOG = 1 << 26  # bytes that the write-ahead log may keep on the disk when nothing needs it


class Damaged(Exception):
    """What the cache holds was never written there: no day, nothing that was compressed. To be raised by who
    finds it so while a connection is lent."""


_NONSENSE = (UnicodeDecodeError, Damaged)


class CacheLost(Exception):
    """The cache broke while it was used: open another one, which will be empty, and fill it again."""


class CacheFull(CacheLost):
    """Nothing can be written now (the disk is full, or another process writes for very long). What was
    written before is still there and can be read."""


class CacheFile:
    """Lends connections to a cache file, or the one connection to a cache in memory.

    ``in_memory`` is True when ``path`` is None or cannot be used. It is of one file for all its life: once
    that is ``lost``, somebody opens another one.
    """

    def __init__(self, path: Path | None, schema: int, tables: str) -> None:
        """Open the file, making the tables (statements separated by ``;``) in an empty one.

        A file whose ``user_version`` is not ``schema`` is made anew.
        """
        self._path, self._schema, self._tables = path, schema, tables
        self._lock = threading.RLock()
        self._free: list[sqlite3.Connection] = []
        self._memory: sqlite3.Connection | None = None
        self._file: _Identity = None  # which file it is: the path may come to lead to another
        self._beside: list[_Identity] = []  # and which ones SQLite keeps beside it, while it is open
        self._sides = [Path(f"{path}{ending}") for ending in ("-wal", "-shm")] if path else []
        self._connections = 0
        self._closed = False
        self._moved = False
        self._damaged = False
        self._open(path)

    @property
    def in_memory(self) -> bool:
        """Say whether nothing is kept on the disk."""
        return self._memory is not None

    @property
    def lost(self) -> bool:
        """Say whether the file is of no use any more: it was deleted, another one has been put in its place,
        or it turned out to be damaged. So it is without the log beside it, for who opens it next."""
        with self._lock:
            if self._memory is None and not self._closed and not self._moved:
                if not self._has_moved() and self._is_bereft():
                    self._unlink(only=self._file)
                if self._has_moved():
                    self._moved = True
                    self._keep_one()
            return self._moved or self._damaged

    @property
    def readable(self) -> bool:
        """Say whether what it holds can be read, also where it is ``lost``; if it was damaged, some of it."""
        with self._lock:
            return not self.lost or bool(self._free)

    def close(self) -> None:
        """Close every connection that is not in use; those in use close when they come back."""
        with self._lock:
            self._closed = True
            while self._free:
                self._disconnect(self._free.pop())
            if self._memory is not None:
                self._memory.close()

    @contextmanager
    def use(self, *, passing: bool = False) -> Iterator[sqlite3.Connection]:
        """Lend a connection to the calling thread; one that is ``passing`` is closed afterwards, with all
        that SQLite has come to hold for it (temporary tables).

        Raises CacheLost when the file turns out to be damaged (it is thrown away then), or that cannot be
        read of a lost one; CacheFull when only writing failed, or whatever else says nothing against the
        file: then it stays as it is."""
        with self._lock:
            if self._memory is not None:  # the database in memory is its one connection: others wait for it
                yield self._memory
                return
            if self.lost:  # no other connection leads to it
                if passing or not self.readable:
                    raise CacheLost("nothing is left of it")
                with self._minded():
                    yield self._free[0]
                return
            db = self._free.pop() if self._free and not passing else None
        with self._minded():
            try:
                db = db or self._connect()
                yield db
            except BaseException as error:
                if db is not None and not (_is_damage(error) and not passing and self._still_of_use(db)):
                    with suppress(sqlite3.Error):  # closing writes, too
                        self._disconnect(db)
                raise
        with self._lock:
            if passing or self._closed or self._damaged or len(self._free) >= (1 if self._moved else _SPARE):
                self._disconnect(db)
            else:
                self._free.append(db)

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection for one transaction: all of it happens or nothing. Raises CacheLost where the
        file is ``lost``, and otherwise as ``use`` does."""
        if self.lost:
            raise CacheLost("nobody would find what is written into it")
        with self.use() as db, _transaction(db):
            yield db

    @contextmanager
    def _minded(self) -> Iterator[None]:
        """Raise what goes wrong as ``use`` says, and throw a damaged file away."""
        try:
            yield
        except (sqlite3.Error, *_NONSENSE) as error:
            if _is_passing(error):
                raise CacheFull(str(error)) from error
            if not _is_damage(error):
                raise  # who asked made a mistake
            self._throw_away()
            raise CacheLost(str(error)) from error

    def _still_of_use(self, db: sqlite3.Connection) -> bool:
        """Keep a connection that has met damage, so that what is whole can still be read; say whether that is
        so."""
        with suppress(sqlite3.Error):
            if db.in_transaction:
                db.execute("ROLLBACK")
            with self._lock:
                if not self._closed and not self._free:
                    self._free.append(db)
                    return True
        return False

    def _open(self, path: Path | None) -> None:
        for _ in range(2):  # a second time after a damaged or outdated file was thrown away
            if path is None:
                break
            db = None
            try:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._create(path)
                db = self._connect()
                if self._prepared(db):
                    self._free.append(db)
                    self._file = _identity(path)
                    self._beside = self._what_is_beside()
                    return
            except (OSError, sqlite3.Error, *_NONSENSE) as error:
                if not _is_damage(error):
                    path = None
            if db is not None:
                self._disconnect(db)
            if path is not None:
                self._unlink()
        self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._prepared(self._memory)

    def _create(self, path: Path) -> None:
        """Make an empty file that is the reader's alone, if there is none, and take away what was left beside
        one that somebody deleted: it would be taken for this one's, by those who read the old one, too.

        One that is there is left to SQLite: to open and close it here would drop the locks that other
        connections of this process hold on it (so POSIX has it), and another process would take it for
        unused.
        """
        if not path.exists() and any(self._what_is_beside()):
            with self._alone():
                if not path.exists():
                    self._unlink_beside()
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Have other processes neither make the file nor throw it away meanwhile; where there are no locks,
        hope that they do not."""
        from filelock import FileLock, Timeout

        lock = FileLock(f"{self._path}.lock", timeout=_MADE_WITHIN, mode=0o600, thread_local=False)
        with suppress(Timeout, OSError):
            lock.acquire()
        try:
            yield
        finally:
            with suppress(OSError):
                lock.release()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(str(self._path), timeout=_WAIT, isolation_level=None, check_same_thread=False)
        try:
            # A cache must survive a crash of the program, not of the machine.
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute(f"PRAGMA journal_size_limit = {_LOG}")
            with self._lock:
                if not self._connections and self._file is not None:  # the last to close took them away
                    db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
                    self._beside = self._what_is_beside()
                self._connections += 1
        except BaseException:
            db.close()
            raise
        return db

    def _disconnect(self, db: sqlite3.Connection) -> None:
        with self._lock:
            self._connections -= 1
        db.close()

    def _keep_one(self) -> None:
        """Close all connections that are free but one, which still leads to what is lost."""
        for db in self._free[1:]:
            with suppress(sqlite3.Error):
                self._disconnect(db)
        del self._free[1:]

    def _prepared(self, db: sqlite3.Connection) -> bool:
        """Make the tables in an empty database; say whether it now has those of this version."""
        if not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            with _transaction(db):
                # Another process may have been faster.
                if not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                    for statement in self._tables.split(";"):
                        db.execute(statement)
                    db.execute(f"PRAGMA user_version = {self._schema}")
        return bool(db.execute("PRAGMA user_version").fetchone()[0] == self._schema)

    def _throw_away(self) -> None:
        with self._lock:
            if self._damaged or self._closed:
                return
            if not self._moved and not self._has_moved():  # another process may have thrown it away before
                self._unlink(only=self._file)
            self._damaged = True
            self._keep_one()

    def _has_moved(self) -> bool:
        """Say whether the path leads to another file than the one that is open, or to none. Asking does not
        open it: see ``_create``."""
        return self._path is not None and _identity(self._path) != self._file

    def _is_bereft(self) -> bool:
        """Say whether the log, or what is shared about it, was taken from beside the open file: who opens it
        now sees neither what stands in there nor what others write."""
        return self._connections > 0 and self._what_is_beside() != self._beside

    def _what_is_beside(self) -> list[_Identity]:
        return [_identity(path) for path in self._sides]

    def _unlink(self, only: _Identity = None) -> None:
        """Throw the file away; if one is named, no other that has come into its place."""
        with self._alone():
            if self._path is not None and (only is None or _identity(self._path) == only):
                with suppress(OSError):
                    self._path.unlink()
                self._unlink_beside()

    def _unlink_beside(self) -> None:
        for path in self._sides:
            with suppress(OSError):
                path.unlink()


_Identity = tuple[int, int] | None


def _identity(path: Path) -> _Identity:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    _begin(db)
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _begin(db: sqlite3.Connection) -> None:
    """Begin to write, however long another process is at it."""
    until = time.monotonic() + _LONGEST_WAIT
    while True:
        try:
            db.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if _code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > until:
                raise


def _code(error: BaseException) -> int:
    """Return the primary result code of SQLite, 0 where there is none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


_PASSING = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_PROTOCOL,
)
_DAMAGE = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
)
_DAMAGE_SAYS = ("no such table", "no such column", "vtable constructor", "malformed", "Could not decode")


def _is_passing(error: Exception) -> bool:
    """Tell what says nothing against the file: the disk is full or could not be read just now, no more files
    may be open, somebody else has it."""
    return _code(error) in _PASSING


def _is_damage(error: BaseException) -> bool:
    """Tell that the content of the file is damaged, and nothing else: only then may it be thrown away. SQLite
    tells it in many ways, and some only shows in what it returns. What a question itself does wrong comes as
    an SQLITE_ERROR, too."""
    if isinstance(error, _NONSENSE) or _code(error) in _DAMAGE:
        return True
    return isinstance(error, sqlite3.OperationalError) and str(error).startswith(_DAMAGE_SAYS)
