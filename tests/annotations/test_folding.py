"""The journal is folded while changes go on, and whatever happens meanwhile, nothing is lost."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from annotations import folding, store
from annotations.files import Files
from annotations.journal import Journal
from annotations.store import Store
from tests.annotations.stores import FastFiles, Home, texts, write_note


def journal_of(store: Store) -> Journal:
    journal = store._engine._journal
    assert journal is not None
    return journal


def folded(store: Store) -> None:
    """Wait until a fold that has begun is through."""
    if store._fold is not None:
        while store._fold.ident is None:  # it is about to begin
            time.sleep(0.001)
        store._fold.join(20)


class Gated(FastFiles):
    """Files that wait in the middle of writing a picture until they are let through."""

    def __init__(self) -> None:
        self.reached, self.gate = threading.Event(), threading.Event()

    def keep_pieces(self, path: Path, pieces: Iterable[bytes], seal: Callable[[], tuple[int, bytes]]) -> None:
        self.reached.set()
        assert self.gate.wait(20)
        super().keep_pieces(path, pieces, seal)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(store, "FOLD_ASIDE", 0)
    return Home(tmp_path)


def test_changes_are_acknowledged_while_the_journal_is_folded(home: Home) -> None:
    files = Gated()
    with home.open(files=files, compact_after=12) as one:
        for number in range(13):
            write_note(one, "a", str(number))
        assert files.reached.wait(20)
        for number in range(13, 20):
            write_note(one, "a", str(number))
        with home.open(files=FastFiles()) as two:
            write_note(two, "a", "from another window")
        assert not (home.folder() / "snapshot").exists()
        files.gate.set()
        folded(one)
        one.refresh()
        written = texts(one)
        write_note(one, "a", "after")
        assert (home.folder() / "snapshot").exists()
    with home.open() as again:
        assert again.report.told == () and texts(again) == sorted([*written, "after"])
        assert len(written) == 21
        again.flush()
        for _ in range(20):
            assert again.undo().result() is not None


def test_a_window_that_was_behind_follows_over_a_fold(home: Home) -> None:
    files = Gated()
    with home.open(files=files, compact_after=5) as one, home.open(files=FastFiles()) as two:
        for number in range(6):
            write_note(one, "a", str(number))
        two.refresh()
        assert files.reached.wait(20)
        for number in range(6, 9):
            write_note(one, "a", str(number))
        files.gate.set()
        folded(one)
        one.refresh()
        write_note(two, "b", "two")
        write_note(one, "b", "one")
        two.refresh()
        assert texts(one) == texts(two) and len(texts(one)) == 11
        assert one.report.told == two.report.told == ()


def test_a_picture_of_a_journal_that_was_turned_meanwhile_is_thrown_away(home: Home) -> None:
    files = Gated()
    with home.open(files=files, compact_after=5) as one:
        for number in range(6):
            write_note(one, "a", str(number))
        assert files.reached.wait(20)
        with home.open(files=FastFiles()) as two:
            journal = journal_of(two)
            with two._engine._locked():
                journal.turn("journal.1")
        before = sorted(path.name for path in home.folder().iterdir())
        files.gate.set()
        folded(one)
        assert sorted(path.name for path in home.folder().iterdir()) == before
        write_note(one, "a", "on")
    with home.open() as again:
        assert len(texts(again)) == 7 and again.report.told == ()


class Killed(FastFiles):
    """Files that copy the folder before each call that changes it: what a kill at that instant leaves."""

    def __init__(self, home: Home, copies: Path) -> None:
        self.home, self.copies, self.count, self.on = home, copies, 0, False

    def _copy(self) -> None:
        if self.on:
            shutil.copytree(self.home.root, self.copies / str(self.count))
            self.count += 1

    def rename(self, old: Path, new: Path) -> None:
        self._copy()
        super().rename(old, new)

    def unlink(self, path: Path) -> None:
        self._copy()
        super().unlink(path)

    def write(self, fd: int, data: bytes) -> int:
        self._copy()
        taken = super().write(fd, data[: max(1, len(data) // 2)])
        self._copy()
        return taken


def test_a_kill_at_any_instant_of_a_fold_loses_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    files = Killed(home, tmp_path / "copies")
    with home.open(files=files) as one:
        for number in range(5):
            write_note(one, "a", str(number))
        journal = journal_of(one)
        journal.compact()
        for number in range(5, 9):
            write_note(one, "a", str(number))
        fold = folding.begin(journal)
        for number in range(9, 12):
            write_note(one, "a", str(number))
        files.on = True
        with folding.writing(files, fold, lambda: False):
            folding.publish(journal, fold)
        files.on = False
        written = texts(one)
    assert files.count > 10
    for number in range(files.count):
        left = Home(tmp_path / "copies" / str(number))
        with left.open(files=FastFiles()) as again:
            assert texts(again) == written, number
            assert again.report.told == (), number
            write_note(again, "a", "on")
            journal_of(again).compact()
        with left.open(files=FastFiles()) as again:
            assert len(texts(again)) == 13


def test_a_damaged_snapshot_is_made_good_from_the_lines_that_were_carried_over(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.open(files=FastFiles()) as one:
        for number in range(4):
            write_note(one, "a", str(number))
        journal = journal_of(one)
        journal.compact()
        write_note(one, "a", "4")
        fold = folding.begin(journal)
        write_note(one, "a", "5")
        with folding.writing(journal.files, fold, lambda: False):
            folding.publish(journal, fold)
        write_note(one, "a", "6")
        written = texts(one)
    snapshot = home.folder() / "snapshot"
    snapshot.write_bytes(snapshot.read_bytes()[:-9])
    with home.open() as again:
        assert texts(again) == written
        assert [code for code, _ in again.report.told] == ["store-repaired"]


def test_a_fold_that_is_stopped_or_fails_leaves_nothing_behind(home: Home) -> None:
    with home.open(files=FastFiles()) as one:
        write_note(one, "a", "eins")
        fold = folding.begin(journal_of(one))
        with contextlib.suppress(folding.Stopped), folding.writing(FastFiles(), fold, lambda: True):
            raise AssertionError
        assert not fold.path.exists()


def test_only_one_window_writes_a_picture(home: Home) -> None:
    files = Gated()
    with home.open(files=files, compact_after=3) as one:
        for number in range(4):
            write_note(one, "a", str(number))
        assert files.reached.wait(20)
        with home.open(files=FastFiles(), compact_after=3) as two:
            for number in range(4):
                write_note(two, "b", str(number))
            folded(two)
            assert not (home.folder() / "snapshot").exists()
        files.gate.set()
    with home.open() as again:
        assert len(texts(again)) == 8 and again.report.told == ()


def test_what_a_fold_leaves_is_for_its_owner_alone(home: Home) -> None:
    with home.open(files=Files(), compact_after=3) as one:
        for number in range(8):
            write_note(one, "a", str(number))
        folded(one)
        assert (home.folder() / "snapshot").stat().st_mode & 0o777 == 0o600
        assert not list(home.folder().glob("*.new"))
