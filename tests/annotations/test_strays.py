"""Files that sync programs, merges and copied machines leave beside the store's own: nothing is lost."""

from __future__ import annotations

import copy
import functools
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import actions
from annotations.store import Store
from tests.annotations.stores import FastFiles, Home, subject, tags, texts, write_note

STAMPS = [
    "{stem}.sync-conflict-20261122-101500-ABCDEFG{end}",
    "{stem} (conflicted copy 2026-11-22){end}",
    "{stem} (máy của Lan's conflicted copy 2026-11-22){end}",
    "{stem} (Case Conflict){end}",
    "{stem} (1){end}",
    "{stem}~HEAD{end}",
]


def conflict(name: str, stamp: str) -> str:
    stem, dot, end = name.partition(".")
    return stamp.format(stem=stem, end=dot + end)


class Twins:
    """One home folder that was copied, with its device id, to a second machine; both go on."""

    def __init__(self, root: Path, fold_after: int = 1000) -> None:
        self.one, self.two = Home(root / "one"), Home(root / "two")
        self.fold_after = fold_after
        with self.open(self.one) as store:
            for text in ("cả hai sửa", "một sửa", "hai sửa", "một xóa", "một xóa, hai sửa", "để yên"):
                write_note(store, "a", text)
        shutil.copytree(self.one.root, self.two.root)
        self.name = self.one.folder().name

    def copied(self, root: Path) -> Twins:
        """Return two homes as these are now, in another place."""
        twins = copy.copy(self)
        twins.one, twins.two = Home(root / "one"), Home(root / "two")
        self.one.copy_to(twins.one)
        self.two.copy_to(twins.two)
        return twins

    def open(self, home: Home, **options: bool) -> Store:
        return home.open(files=FastFiles(), compact_after=self.fold_after, **options)

    def change(self) -> None:
        with self.open(self.one) as store:
            self._edit(store, "cả hai sửa", "sửa ở máy một")
            self._edit(store, "một sửa", "một sửa rồi")
            self._delete(store, "một xóa")
            self._delete(store, "một xóa, hai sửa")
            write_note(store, "a", "mới ở máy một")
            store.apply(actions.tag(store, [subject("a")], ["một"])).result()
        with self.open(self.two) as store:
            self._edit(store, "cả hai sửa", "sửa ở máy hai")
            self._edit(store, "hai sửa", "hai sửa rồi")
            self._edit(store, "một xóa, hai sửa", "sửa khi đã xóa")
            write_note(store, "b", "mới ở máy hai")
            store.apply(actions.tag(store, [subject("a")], ["hai"])).result()
            store.apply(actions.set_state(store, [subject("c")], starred=True)).result()

    all = sorted(
        [
            *("sửa ở máy một", "sửa ở máy hai", "một sửa rồi", "hai sửa rồi", "sửa khi đã xóa"),
            *("mới ở máy một", "mới ở máy hai", "để yên"),
        ]
    )

    @staticmethod
    def _edit(store: Store, old: str, new: str) -> None:
        (note,) = (each for each in store.all_notes() if each.text == old)
        store.apply(actions.edit_note(store, note, new)).result()

    @staticmethod
    def _delete(store: Store, text: str) -> None:
        (note,) = (each for each in store.all_notes() if each.text == text)
        store.apply(actions.delete_note(store, note)).result()

    def holds_all(self, store: Store) -> None:
        assert texts(store) == self.all
        assert tags(store, "a") == ("hai", "một") and store.marks_of("c").starred

    def sync(self, winner: Home, stamp: str) -> None:
        """Do what a sync program does: one machine's files win everywhere, the other's are set beside."""
        loser = self.two if winner is self.one else self.one
        theirs = {path.name: path.read_bytes() for path in loser.folder().iterdir()}
        for name, data in theirs.items():
            ours = winner.folder() / name
            if not ours.exists() or ours.read_bytes() != data:
                (winner.folder() / conflict(name, stamp)).write_bytes(data)
        shutil.rmtree(loser.folder())
        shutil.copytree(winner.folder(), loser.data / self.name)


@pytest.fixture(scope="module")
def went_apart(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, int], Twins]:
    """What gives a test two homes that have gone on, in a folder of its own; they are written once."""

    @functools.cache
    def written(fold_after: int) -> Twins:
        twins = Twins(tmp_path_factory.mktemp("twins"), fold_after)
        twins.change()
        return twins

    return lambda root, fold_after: written(fold_after).copied(root)


def picture(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("fold_after", [1000, 5], ids=["journals", "snapshots"])
@pytest.mark.parametrize("stamp", STAMPS)
def test_what_two_machines_with_one_device_id_wrote_is_all_there(
    tmp_path: Path, went_apart: Callable[[Path, int], Twins], stamp: str, fold_after: int
) -> None:
    twins = went_apart(tmp_path, fold_after)
    twins.sync(twins.one, stamp)
    strays = {name for name in picture(twins.one.folder()) if name not in ("journal", "snapshot")}
    for home in (twins.one, twins.two):
        with twins.open(home) as store:
            twins.holds_all(store)
            assert "store-folded" in {code for code, _ in store.report.told}
        with twins.open(home) as store:
            twins.holds_all(store)
            assert store.report.told == (), "it is told once"
    assert strays <= set(picture(twins.one.folder())), "such files are never taken away"


def test_the_machine_whose_journal_was_replaced_goes_on_under_an_id_of_its_own(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    twins.change()
    twins.sync(twins.one, STAMPS[0])
    before = picture(twins.one.folder())
    with twins.open(twins.two) as store:
        assert store.device != twins.name
        assert "store-taken" in {code for code, _ in store.report.told}
        twins.holds_all(store)
        write_note(store, "d", "tiếp ở máy hai")
    assert picture(twins.two.data / twins.name) == before, "the folder is the other machine's now"
    with twins.open(twins.one) as store:
        assert store.device == twins.name
        write_note(store, "d", "tiếp ở máy một")
    for source, target in ((twins.one, twins.two), (twins.two, twins.one)):
        for folder in source.data.iterdir():
            if (source is twins.one) == (folder.name == twins.name):
                shutil.copytree(folder, target.data / folder.name, dirs_exist_ok=True)
    for home in (twins.one, twins.two):
        with twins.open(home) as store:
            assert texts(store) == sorted([*twins.all, "tiếp ở máy hai", "tiếp ở máy một"])


def test_an_open_window_whose_journal_is_replaced_loses_nothing(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    with twins.open(twins.two) as window:
        write_note(window, "b", "trong cửa sổ")
        with twins.open(twins.one) as store:
            write_note(store, "b", "ở máy một")
        shutil.copy(twins.one.folder() / "journal", twins.two.folder() / "journal")
        window.refresh()
        assert {"trong cửa sổ", "ở máy một"} <= set(texts(window))
        assert window.device != twins.name
        write_note(window, "b", "viết tiếp")
        shown = texts(window)
    with twins.open(twins.two) as store:
        assert texts(store) == shown and len(shown) == 9


def test_an_open_window_notices_a_journal_that_ends_before_its_own(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    with twins.open(twins.one) as store:
        write_note(store, "b", "ở máy một")
    with twins.open(twins.two) as window:
        for number in range(5):
            write_note(window, "b", f"ở máy hai {number}")
        twins._edit(window, "hai sửa", "hai sửa rồi")
        twins._delete(window, "cả hai sửa")
        wanted = sorted([*texts(window), "ở máy một"])
        journal = twins.two.folder() / "journal"
        (journal.parent / conflict("journal", STAMPS[0])).write_bytes(journal.read_bytes())
        journal.write_bytes((twins.one.folder() / "journal").read_bytes())
        window.refresh()
        assert texts(window) == wanted and window.device != twins.name
    with twins.open(twins.two) as store:
        assert texts(store) == wanted


@pytest.mark.parametrize("marked", [True, False], ids=["with markers", "as a union"])
def test_a_journal_that_git_has_merged_keeps_both_sides(tmp_path: Path, marked: bool) -> None:
    twins = Twins(tmp_path)
    twins.change()
    one = (twins.one.folder() / "journal").read_bytes().splitlines(keepends=True)
    two = (twins.two.folder() / "journal").read_bytes().splitlines(keepends=True)
    same = next(place for place, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1])
    signs = [b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> main\n"] if marked else [b""] * 3
    merged = [*one[:same], signs[0], *one[same:], signs[1], *two[same:], signs[2]]
    for home in (twins.one, twins.two):
        (home.folder() / "journal").write_bytes(b"".join(merged))
        with twins.open(home) as store:
            twins.holds_all(store)
        with twins.open(home) as store:
            twins.holds_all(store)
            assert store.report.told == ()


def test_a_third_device_reads_what_is_only_in_a_conflict_file(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    twins.change()
    twins.sync(twins.one, STAMPS[0])
    third = Home(tmp_path / "third")
    with twins.open(third) as store:
        write_note(store, "z", "của máy ba")
        shutil.copytree(twins.one.folder(), third.data / twins.name)
        before = picture(third.data / twins.name)
        store.refresh()
        assert texts(store) == sorted([*twins.all, "của máy ba"])
        for path in (third.data / twins.name).glob("*conflict*"):
            path.unlink()
    assert before.keys() > picture(third.data / twins.name).keys()
    with twins.open(third) as store:
        assert texts(store) == sorted([*twins.all, "của máy ba"]), "also when the file is gone by now"


def test_an_old_copy_of_a_journal_brings_nothing_back(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.open(files=FastFiles(), compact_after=1000) as store:
        kept = write_note(store, "a", "đầu tiên")
        gone = write_note(store, "a", "sẽ xóa")
        old = (home.folder() / "journal").read_bytes()
        store.apply(actions.edit_note(store, kept, "đã sửa")).result()
        store.apply(actions.delete_note(store, gone)).result()
    (home.folder() / "journal.sync-conflict-20261122-101500-ABCDEFG").write_bytes(old)
    with home.open(files=FastFiles()) as store:
        assert texts(store) == ["đã sửa"] and store.report.told == ()


def test_a_conflict_file_that_is_still_being_copied_is_read_as_it_grows(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    twins.change()
    data = (twins.two.folder() / "journal").read_bytes()
    stray = twins.one.folder() / "journal.sync-conflict-20261122-101500-ABCDEFG"
    with twins.open(twins.one) as store:
        for size in range(0, len(data) + 400, 400):
            stray.write_bytes(data[:size])
            store.refresh()
        twins.holds_all(store)
    with twins.open(twins.one) as store:
        twins.holds_all(store)


@pytest.mark.parametrize("spoil", [lambda data: b"\0" * 500, lambda data: data[:-30], lambda data: b"{}"])
def test_a_stray_that_says_nothing_changes_nothing(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    twins = Twins(tmp_path, 5)
    for name in ("snapshot", "journal"):
        data = (twins.one.folder() / name).read_bytes()
        (twins.one.folder() / f"{name} (conflicted copy)").write_bytes(spoil(data))
    with twins.open(twins.one) as store:
        assert len(texts(store)) == 6 and store.report.told == ()


def test_strays_are_shown_where_nothing_can_be_written(tmp_path: Path) -> None:
    twins = Twins(tmp_path)
    twins.change()
    twins.sync(twins.one, STAMPS[1])
    before = {path: path.read_bytes() for path in twins.one.root.rglob("*") if path.is_file()}
    with twins.open(twins.one, salvage=True) as store:
        twins.holds_all(store)
    assert {path: path.read_bytes() for path in twins.one.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("still_open", [False, True], ids=["closed", "open"])
@pytest.mark.parametrize("winners", [*itertools.product("12", repeat=4)], ids="".join)
def test_files_of_two_machines_that_were_mixed_lose_nothing(
    tmp_path: Path,
    went_apart: Callable[[Path, int], Twins],
    winners: tuple[str, ...],
    still_open: bool,
) -> None:
    twins = went_apart(tmp_path, 4)
    homes = (twins.one, twins.two)
    windows = [twins.open(home) for home in homes] if still_open else []
    theirs, mixed = [picture(home.folder()) for home in homes], dict[str, bytes]()
    for name, winner in zip(("snapshot", "snapshot.1", "journal", "journal.1"), winners, strict=True):
        one, two = (side[name] for side in (theirs if winner == "1" else theirs[::-1]))
        mixed |= {name: one, conflict(name, STAMPS[0]): two}
    for home in homes:
        for name, data in mixed.items():
            (home.folder() / name).write_bytes(data)
    for window in windows:
        window.refresh()
        assert set(twins.all) <= set(texts(window)), "a text may be kept twice, never lost"
        window.close()
    for _ in range(2):
        for home in homes:
            with twins.open(home) as store:
                assert set(twins.all) <= set(texts(store))
                assert tags(store, "a") == ("hai", "một") and store.marks_of("c").starred
                shown = texts(store)
        for source, target in (homes, homes[::-1]):
            for folder in source.data.iterdir():
                if folder.name != _device(target):
                    shutil.copytree(folder, target.data / folder.name, dirs_exist_ok=True)
    for home in homes:
        with twins.open(home) as store:
            assert texts(store) == shown


def _device(home: Home) -> str:
    return (home.state / "device").read_text("ascii").partition(" ")[0]
