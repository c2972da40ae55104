"""Every call to the system may fail: nothing acknowledged is lost, nothing is half there, and it is told."""

from __future__ import annotations

import errno
import os
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from annotations import actions
from annotations.store import Store
from seeds.problems import Problem
from tests.annotations.stores import FailingFiles, FastFiles, Home, subject, texts, write_note


def session(home: Home, files: FailingFiles, prefix: str) -> tuple[list[str], int]:
    """Open, write four notes and close, as far as that goes; return what was saved and what not."""
    saved: list[str] = []
    refused = 0
    try:
        store = home.open(files=files, compact_after=2)
    except Problem as problem:
        assert problem.code in ("store-unreadable", "store-damaged", "store-busy"), problem
        return saved, 1
    with store:
        for number in range(4):
            before = texts(store)
            text = f"{prefix} {number}"
            try:
                store.apply(actions.add_note(store, subject("a"), text)).result()
            except Problem as problem:
                assert problem.code == "not-saved" and problem.values["why"]
                assert texts(store) == before, "what was not saved is not visible"
                refused += 1
            else:
                saved.append(text)
                assert text in texts(store)
        shown = texts(store)
        assert set(saved) <= set(shown)
        files.disarm()
        store.apply(actions.add_note(store, subject("a"), f"{prefix} after")).result()
        saved.append(f"{prefix} after")
    return saved, refused


def prepared(home: Home) -> list[str]:
    with home.open(compact_after=2, files=FastFiles()) as store:
        for number in range(5):
            write_note(store, "a", f"old {number}")
        return texts(store)


def calls_of_a_session(root: Path, *, fresh: bool) -> int:
    home, files = Home(root), FailingFiles()
    if not fresh:
        prepared(home)
    session(home, files, "count")
    return files.count


@pytest.mark.parametrize("fresh", [True, False], ids=["new", "grown"])
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for-ever"])
def test_a_failure_at_any_call_loses_nothing(tmp_path: Path, fresh: bool, for_ever: bool) -> None:
    total = calls_of_a_session(tmp_path / "count", fresh=fresh)
    assert total > 80
    grown = Home(tmp_path / "grown")
    old = [] if fresh else prepared(grown)
    # Every call is hit in one of the two modes.
    for at in range(int(for_ever), total, 2):
        code = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)[at // 2 % 4]
        home = Home(tmp_path / str(at))
        if not fresh:
            grown.copy_to(home)
        files = FailingFiles()
        files.arm(at, code, for_ever=for_ever, half=at % 2 == 0)
        saved, _ = session(home, files, "new")
        with home.open(files=FastFiles()) as store:
            assert set(old) | set(saved) <= set(texts(store)), (at, files.seen[at])
            assert set(texts(store)) <= {*old, *(f"new {number}" for number in range(4)), "new after"}
            write_note(store, "a", "goes on")


class FullDisk(FastFiles):
    """A disk that takes a part of each write and then has no room, while ``full``."""

    def __init__(self, *, full: bool = False) -> None:
        self.full = full

    def write(self, fd: int, data: bytes) -> int:
        if self.full:
            super().write(fd, data[: len(data) // 3])
            raise OSError(errno.ENOSPC, "full")
        return super().write(fd, data)


class ReadOnly(FastFiles):
    """A disk that can only be read."""

    def open(self, path: Path, flags: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "read-only", str(path))
        return super().open(path, flags)

    def lock(self, path: Path, seconds: float) -> AbstractContextManager[None]:
        raise OSError(errno.EROFS, "read-only", str(path))


def test_a_full_disk_is_told_and_the_next_write_works_once_there_is_room(tmp_path: Path) -> None:
    home, files = Home(tmp_path), FullDisk()
    with home.open(files=files) as store:
        write_note(store, "a", "before")
        files.full = True
        for _ in range(3):
            with pytest.raises(Problem) as caught:
                store.apply(actions.add_note(store, subject("a"), "lost?")).result()
            assert caught.value.code == "not-saved" and caught.value.values["why"] == "ENOSPC"
            assert texts(store) == ["before"]
        files.full = False
        write_note(store, "a", "after")
    with home.open() as again:
        assert again.report.told == ()
        assert texts(again) == ["after", "before"]


class Stuck(FastFiles):
    """A disk that takes a line, fails to say that it is there, and cannot cut it off, while ``broken``."""

    broken = False

    def sync(self, fd: int) -> None:
        if self.broken:
            raise OSError(errno.EIO, "broken")

    def truncate(self, fd: int, size: int) -> None:
        self.sync(fd)
        super().truncate(fd, size)


def test_what_was_told_as_not_saved_does_not_turn_up_beside_the_next_try(tmp_path: Path) -> None:
    home, files = Home(tmp_path), Stuck()
    with home.open(files=files) as store, home.open(files=FastFiles()) as window:
        write_note(store, "a", "before")
        files.broken = True
        with pytest.raises(Problem, match="not-saved"):
            write_note(store, "a", "again")
        files.broken = False
        write_note(store, "a", "again")
        window.refresh()
        assert texts(store) == texts(window) == ["again", "before"]
    with home.open() as again:
        assert again.report.told == () and texts(again) == ["again", "before"]


def test_a_store_that_cannot_be_written_can_still_be_read(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.open() as store:
        write_note(store, "a", "eins")

    with Store.open(home.data, home.state, files=ReadOnly()) as store:
        assert texts(store) == ["eins"]
        with pytest.raises(Problem) as caught:
            store.apply(actions.add_note(store, subject("a"), "zwei")).result()
        assert caught.value.code == "not-saved" and caught.value.values["why"] == "EROFS"


def test_damage_that_cannot_be_mended_is_told_and_mended_later(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.open() as store:
        for number in range(3):
            write_note(store, "a", str(number))
    journal = home.folder() / "journal"
    data = journal.read_bytes()
    journal.write_bytes(data.replace(b'"text":"1"', b'"text":"7"', 1))
    for files in (ReadOnly(), FullDisk(full=True)):
        with Store.open(home.data, home.state, files=files) as store:
            assert texts(store) == ["0", "2"]
            ((code, values),) = store.report.told
            assert code == "store-unmended" and values["missing"] == 1
            with pytest.raises(Problem, match="not-saved"):
                write_note(store, "a", "3")
    files.full = False
    with Store.open(home.data, home.state, files=files) as store:
        assert [code for code, _ in store.report.told] == ["store-incomplete"]
        write_note(store, "a", "3")
        assert texts(store) == ["0", "2", "3"]


def test_a_busy_lock_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from annotations.files import Files

    monkeypatch.setattr("annotations.engine.LOCK_SECONDS", 0.1)
    home = Home(tmp_path)
    with home.open() as store:
        write_note(store, "a", "eins")
        with Files().lock(home.state / "lock", 1), pytest.raises(Problem, match="store-busy"):
            store.apply(actions.add_note(store, subject("a"), "zwei")).result()
        write_note(store, "a", "drei")
        assert texts(store) == ["drei", "eins"]
