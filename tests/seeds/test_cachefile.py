"""A cache file is thrown away when what it holds is damaged, and for nothing else."""

from __future__ import annotations

import gc
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from seeds.cachefile import CacheFile, CacheFull, CacheLost

TABLES = "CREATE TABLE said (what TEXT)"
ELSEWHERE = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
with db:
    db.execute("INSERT INTO said VALUES (?)", sys.argv[2:])
print(*(what for what, in db.execute("SELECT what FROM said ORDER BY rowid")))
db.close()
"""


def say(cache: CacheFile, what: str) -> None:
    with cache.change() as db:
        db.execute("INSERT INTO said VALUES (?)", (what,))


def said(cache: CacheFile) -> list[str]:
    with cache.use() as db:
        return [what for (what,) in db.execute("SELECT what FROM said ORDER BY rowid")]


def said_elsewhere(path: Path, what: str) -> list[str]:
    """Have another process write, and return what it sees; it closes the file afterwards."""
    command = [sys.executable, "-c", ELSEWHERE, str(path), what]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def cache(path: Path) -> Iterator[CacheFile]:
    made = CacheFile(path, 1, TABLES)
    say(made, "first")
    yield made
    made.close()


def test_a_file_opened_once_more_is_not_taken_for_unused_by_a_process_that_writes(
    cache: CacheFile, path: Path
) -> None:
    with cache.use() as one, cache.use() as two:
        for db in (one, two):
            assert db.execute("SELECT count(*) FROM said").fetchone() == (1,)
        CacheFile(path, 1, TABLES).close()
        # A process that takes it for unused clears the log away when it closes: what is written then is lost.
        assert said_elsewhere(path, "elsewhere") == ["first", "elsewhere"]
        one.execute("INSERT INTO said VALUES ('one')")
        assert two.execute("SELECT count(*) FROM said").fetchone() == (3,)
    assert said_elsewhere(path, "again") == ["first", "elsewhere", "one", "again"]
    assert said(cache) == ["first", "elsewhere", "one", "again"]


def test_temporary_tables_of_a_passing_connection_go_with_it(cache: CacheFile) -> None:
    say(cache, "kept")
    with cache.use(passing=True) as db:
        db.execute("CREATE TEMP TABLE seen (path TEXT)")
    with cache.use() as first, cache.use() as second:
        for db in (first, second):
            assert db.execute("SELECT count(*) FROM sqlite_temp_master").fetchone() == (0,)
    assert said(cache) == ["first", "kept"]


def test_few_connections_stay_open_however_many_were_lent_at_once(cache: CacheFile) -> None:
    with ExitStack() as lent:
        all_of_them = [lent.enter_context(cache.use()) for _ in range(6)]
    still = 0
    for db in all_of_them:
        with suppress(sqlite3.ProgrammingError):  # it is closed
            db.execute("SELECT 1")
            still += 1
    assert still == 2


@pytest.mark.parametrize(
    "code",
    ["IOERR_READ", "IOERR_SHORT_READ", "IOERR", "FULL", "BUSY", "CANTOPEN", "READONLY_DBMOVED", "NOMEM"],
)
def test_a_failure_in_passing_deletes_nothing(cache: CacheFile, path: Path, code: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{code}")
    with pytest.raises(CacheFull), cache.use():
        raise error
    assert said(cache) == ["first"]
    assert not cache.in_memory


def test_no_more_open_files_is_a_failure_in_passing(cache: CacheFile, path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with cache.use():  # the one connection there is
        gc.collect()  # what others left to be closed is not closed meanwhile
        used = os.dup(0)
        os.close(used)
        resource.setrlimit(resource.RLIMIT_NOFILE, (used, hard))
        try:
            with pytest.raises(CacheFull):
                said(cache)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert said(cache) == ["first"]
    assert not cache.in_memory


@pytest.mark.parametrize(
    ("question", "values"),
    [("SELEC what", ()), ("SELECT nosuch(what) FROM said", ()), ("SELECT ?", ()), ("SELECT ?", (1, 2))],
)
def test_a_wrong_question_deletes_nothing(cache: CacheFile, question: str, values: tuple[int, ...]) -> None:
    with pytest.raises(sqlite3.Error), cache.use() as db:
        db.execute(question, values)
    assert said(cache) == ["first"]


def test_damaged_content_is_thrown_away(cache: CacheFile, path: Path) -> None:
    cache.close()
    path.write_bytes(path.read_bytes()[:4096] + b"rubbish " * 512)
    again = CacheFile(path, 1, TABLES)
    with pytest.raises(CacheLost) as caught:
        said(again)
    assert not isinstance(caught.value, CacheFull)
    assert again.lost and again.readable  # what is whole in it
    for ask in (said, lambda broken: say(broken, "nowhere")):
        with pytest.raises(CacheLost):
            ask(again)
    again.close()
    anew = CacheFile(path, 1, TABLES)
    assert said(anew) == []
    say(anew, "anew")
    anew.close()
    assert said_elsewhere(path, "elsewhere") == ["anew", "elsewhere"]


@pytest.mark.parametrize("in_use", [False, True])
def test_a_file_that_somebody_deleted_is_read_yet_and_written_no_more(
    cache: CacheFile, path: Path, in_use: bool
) -> None:
    say(cache, "second")
    with ExitStack() as lent:
        if in_use:
            for _ in range(3):
                lent.enter_context(cache.use()).execute("SELECT * FROM said").fetchall()
        for each in path.parent.iterdir():
            each.unlink()
        assert cache.lost
    assert cache.readable
    with pytest.raises(CacheLost):
        say(cache, "nowhere")
    anew = CacheFile(path, 1, TABLES)
    say(anew, "anew")
    assert said(cache) == ["first", "second"]
    with cache.use() as one, cache.use() as two:  # who asks within a question
        assert one.execute("SELECT count(*) FROM said").fetchone() == (2,)
        assert two.execute("SELECT count(*) FROM said").fetchone() == (2,)
    cache.close()
    assert said_elsewhere(path, "elsewhere") == ["anew", "elsewhere"]
    assert said(anew) == ["anew", "elsewhere"]
    anew.close()


def test_what_another_window_has_replaced_is_not_thrown_away(cache: CacheFile, path: Path) -> None:
    damage = sqlite3.DatabaseError("file is not a database")
    damage.sqlite_errorcode = sqlite3.SQLITE_NOTADB
    other = CacheFile(path, 1, TABLES)
    with pytest.raises(CacheLost), cache.use():
        with pytest.raises(CacheLost), other.use():
            raise damage
        anew = CacheFile(path, 1, TABLES)
        say(anew, "anew")
        raise damage
    assert cache.lost and said(anew) == ["anew"]
    anew.close()
    other.close()
