"""Killed, out of space, damaged, shared: whatever happens to the index, it goes on from there."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from seeds import compaction, rowset
from seeds.article import Row
from seeds.index import Index, LibraryChange
from seeds.library import Library, ScanProgress, ScanReport

ROOT = Path(__file__).parents[2]
READ = """
import sys, threading
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from seeds.library import Library
from seeds import workers
workers.WORTH_IT = int(sys.argv[4])
library = Library([Path(sys.argv[2])], index_path=Path(sys.argv[3]), bundled=False)
print("begin", flush=True)
def told(now):
    print(now.phase, now.done, flush=True)
library.scan(stop=threading.Event(), progress=told, changed=lambda _: None)
print("end", flush=True)
"""


def write(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number}.txt").write_text(
            f"Tin số {number}\n\nGạo bán chạy ở Huế, lần {number}.\n", "utf-8"
        )


def reading(folder: Path, index: Path, *, children: bool = False) -> subprocess.Popen[bytes]:
    """Start a process that reads a folder, by itself or with children of its own; it says how far it is."""
    worth_it = "1" if children else "1000"
    command = [sys.executable, "-c", READ, str(ROOT), str(folder), str(index), worth_it]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def scanned(
    library: Library, stop: threading.Event | None = None, told: list[LibraryChange] | None = None
) -> ScanReport:
    def progress(now: ScanProgress) -> None:
        if stop is not None and now.phase == "names":
            stop.set()

    heard = told.append if told is not None else lambda _: None
    return library.scan(stop=stop or threading.Event(), progress=progress, changed=heard, wait=True)


def listed(library: Library) -> tuple[Row, ...]:
    catalogue = library.catalogue()
    return catalogue.rows(catalogue.order("newest"))


def whole(library: Library, count: int) -> None:
    """The library has all its articles, each found by its words and its phrase."""
    catalogue = library.catalogue()
    assert catalogue.count() == len(listed(library)) == count
    assert catalogue.words("gạo") == catalogue.words("bán chạy ở huế") == catalogue.live()
    slot = rowset.slots(catalogue.live())[-1]
    assert "Gạo bán chạy" in catalogue.text(slot)


def test_killed_at_any_moment_of_a_scan_nothing_is_lost_and_it_goes_on(tmp_path: Path) -> None:
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(60))
    chance = random.Random(5)
    for lines in (1, 2, 3):
        child = reading(folder, index, children=lines == 2)
        assert child.stdout is not None
        for _ in range(lines):
            child.stdout.readline()
        time.sleep(chance.random() * 0.1)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
    library = Library([folder], index_path=index, bundled=False)
    before = library.catalogue().count()
    report = scanned(library, threading.Event())
    assert report.read == 60 - before
    whole(library, 60)
    library.close()


def test_a_full_disk_ends_a_scan_and_keeps_what_there_is(tmp_path: Path) -> None:
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(20))
    library = Library([folder], index_path=index, bundled=False)
    assert scanned(library, threading.Event()).problems == ()
    write(folder, range(20, 59))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    room = max(path.stat().st_size for path in tmp_path.glob("index.sqlite*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        report = scanned(library, threading.Event())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert [problem.code for problem in report.problems] == ["index-full"]
    assert report.stopped
    assert not library.in_memory
    whole(library, 20)
    assert scanned(library, threading.Event()).problems == ()
    whole(library, 59)
    library.close()


@pytest.mark.parametrize("seed", range(4))
def test_damage_at_any_byte_is_no_more_than_another_scan(tmp_path: Path, seed: int) -> None:
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(25))
    library = Library([folder], index_path=index, bundled=False)
    scanned(library, threading.Event())
    library.close()
    chance = random.Random(seed)
    raw = bytearray(index.read_bytes())
    for _ in range(40):
        at = chance.randrange(0, len(raw), 512)
        raw[at : at + 200] = chance.randbytes(200)
    index.write_bytes(raw)
    again = Library([folder], index_path=index, bundled=False)
    for _ in range(3):  # what is damaged may only be met when it is asked for
        scanned(again, threading.Event())
        catalogue = again.catalogue()
        catalogue.order("newest")
        catalogue.words("bán chạy ở huế")
    write(folder, range(25, 27))
    scanned(again, threading.Event())
    assert again.catalogue().count() <= 27
    again.close()


def test_two_processes_do_not_read_the_same_files(tmp_path: Path) -> None:
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(60))
    child = reading(folder, index)
    assert child.stdout is not None
    while not child.stdout.readline().startswith(b"files"):
        pass
    library = Library([folder], index_path=index, bundled=False)
    told: list[LibraryChange] = []
    report = library.scan(stop=threading.Event(), progress=lambda _: None, changed=told.append, wait=True)
    child.wait()
    child.stdout.close()
    assert (report.read, report.unchanged) == (0, 60)
    whole(library, 60)
    assert library.catalogue().named() == library.catalogue().live()
    assert {slot for change in told for slot in change.added} == set(library.catalogue().order("newest"))
    library.close()


def test_readers_do_not_wait_for_who_writes(tmp_path: Path) -> None:
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(10))
    library = Library([folder], index_path=index, bundled=False)
    scanned(library, threading.Event())
    writer = Index(index)
    with writer.change() as db:
        db.execute("DELETE FROM articles")
        began = time.process_time()
        whole(library, 10)
        assert time.process_time() - began < 0.5
        db.execute("ROLLBACK")
        db.execute("BEGIN")
    writer.close()
    library.close()


def test_dead_slots_are_taken_out_under_another_epoch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "LEAST", 5)
    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(30))
    library = Library([folder], index_path=index, bundled=False)
    other = Library([folder], index_path=index, bundled=False)
    scanned(library)
    names = {row.path: library.catalogue().entities(slot) for slot, row in library.catalogue().head(99)}
    old = other.catalogue()
    shown = old.head(5)
    for number in range(8):
        (folder / f"{number}.txt").unlink()
    told: list[LibraryChange] = []
    scanned(library, told=told)
    catalogue = library.catalogue()
    assert told[-1].catalogue is catalogue
    assert (catalogue.epoch, catalogue.size) == (old.epoch + 1, 22)
    whole(library, 22)
    for slot, row in catalogue.head(99):
        assert catalogue.entities(slot) == names[row.path]
        assert str(Path(row.path).stem) in catalogue.text(slot)
    assert old.rows([slot for slot, _ in shown]) == tuple(row for _, row in shown)  # from memory
    assert old.words("gạo") == 0
    heard: list[LibraryChange] = []
    other.catch_up(heard.append)
    assert [change.catalogue.epoch for change in heard] == [catalogue.epoch]
    whole(other, 22)
    library.close()
    other.close()


def test_an_index_of_another_version_is_made_anew(tmp_path: Path) -> None:
    import sqlite3

    folder, index = tmp_path / "articles", tmp_path / "index.sqlite"
    write(folder, range(3))
    with sqlite3.connect(index) as db:
        db.execute("CREATE TABLE articles (fingerprint TEXT)")
        db.execute("PRAGMA user_version = 3")
    db.close()
    library = Library([folder], index_path=index, bundled=False)
    scanned(library, threading.Event())
    whole(library, 3)
    library.close()


def test_an_index_that_is_opened_twice_is_not_taken_for_unused_by_another_process(tmp_path: Path) -> None:
    path, folder = tmp_path / "index", tmp_path / "articles"
    write(folder, range(3))
    library = Library([folder], index_path=path, bundled=False)
    try:
        scanned(library)
        Index(path).close()
        look = (
            "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM files').close()"
        )
        subprocess.run([sys.executable, "-c", look, str(path)], check=True)
        assert Path(f"{path}-wal").exists()  # whoever closes last clears it away
        write(folder, range(4))
        scanned(library)
        whole(library, 4)
    finally:
        library.close()
