"""A damaged file is never silently wrong and never "empty": what is left is served, and it is told."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from annotations import actions, check, recovery
from annotations.files import Files
from seeds.problems import Problem
from tests.annotations.stores import FastFiles, Home, subject, texts, write_note


def grown(root: Path, notes: int, compact_after: int) -> tuple[Home, list[str]]:
    home = Home(root)
    with home.open(files=FastFiles(), compact_after=compact_after) as store:
        for number in range(notes):
            write_note(store, f"a{number % 3}", f"ghi chú số {number}")
        return home, texts(store)


def opened(home: Home) -> tuple[list[str], list[str]]:
    """Open the store, mending it, and return its texts and the codes of what it told."""
    with home.open(files=FastFiles()) as store:
        return texts(store), [code for code, _ in store.report.told]


class Copies:
    """Gives each case a fresh copy of one home."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.kept = home.root.with_name("kept")
        shutil.copytree(home.root, self.kept)

    def renew(self) -> Home:
        shutil.rmtree(self.home.root)
        shutil.copytree(self.kept, self.home.root)
        return self.home


def test_a_journal_cut_at_any_byte_is_noticed_and_keeps_all_lines_before(tmp_path: Path) -> None:
    home, notes = grown(tmp_path / "home", 4, compact_after=100)
    copies = Copies(home)
    journal = home.folder() / "journal"
    data = journal.read_bytes()
    head = recovery.decode_head(next(home.state.glob("head-*")).read_bytes())
    ends = [place + 1 for place, byte in enumerate(data) if byte == ord("\n")]
    for size in range(len(data)):
        whole = sum(1 for end in ends[1:] if size >= end - 1)
        journal.write_bytes(data[:size])
        loaded = recovery.load(Files(), home.folder(), head)
        assert sorted(row["text"] for row in loaded.tables.get("note", {}).values()) == notes[:whole], size
        assert loaded.missing == 4 - whole, size
        if size % 40 == 0 or size in ends or size + 1 in ends:
            assert opened(home) == (notes[:whole], ["store-incomplete"] if whole < 4 else []), size
            assert opened(home) == (notes[:whole], []), "told once, mended for good"
            copies.renew()


def test_a_torn_line_that_was_never_acknowledged_is_cut_off_told_and_kept(tmp_path: Path) -> None:
    home, notes = grown(tmp_path / "home", 3, compact_after=100)
    journal = home.folder() / "journal"
    whole = journal.read_bytes()
    journal.write_bytes(whole + b'0123456789abcdef0123456789abcdef {"seq":4,"put":[["note"')
    shown, told = opened(home)
    assert shown == notes and told == ["store-torn"]
    assert journal.read_bytes() == whole
    (aside,) = home.folder().glob("journal.torn-*")
    assert aside.read_bytes().endswith(b'[["note"')
    assert opened(home) == (notes, [])


@pytest.mark.parametrize(("notes", "compact_after"), [(5, 100), (11, 3)], ids=["journal", "snapshots"])
def test_a_changed_bit_anywhere_is_never_silently_wrong(
    tmp_path: Path, notes: int, compact_after: int
) -> None:
    home, written = grown(tmp_path / "home", notes, compact_after)
    copies = Copies(home)
    chance = random.Random(notes)
    for path in [*home.files(), *(each for each in home.state.iterdir() if each.stat().st_size)]:
        data = path.read_bytes()
        for bit in sorted(chance.sample(range(len(data) * 8), 20)):
            copies.renew()
            path.write_bytes(flipped(data, bit))
            shown, told = opened(home)
            assert set(shown) <= set(written), (path.name, bit)
            if shown != written:
                assert "store-incomplete" in told, (path.name, bit)
                assert len(written) - len(shown) <= 1, (path.name, bit)
            assert opened(home) == (shown, [])


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_every_single_bit_of_a_journal_is_guarded(tmp_path: Path) -> None:
    home, written = grown(tmp_path / "home", 2, compact_after=100)
    folder = home.folder()
    data = (folder / "journal").read_bytes()
    head = recovery.decode_head(next(home.state.glob("head-*")).read_bytes())
    for bit in range(0, len(data) * 8, 7):
        (folder / "journal").write_bytes(flipped(data, bit))
        loaded = recovery.load(Files(), folder, head)
        shown = sorted(row["text"] for row in loaded.tables.get("note", {}).values())
        assert shown == written or (loaded.missing and set(shown) <= set(written)), bit


def test_a_damaged_snapshot_is_set_aside_and_nothing_is_lost(tmp_path: Path) -> None:
    home, written = grown(tmp_path / "home", 10, compact_after=3)
    snapshot = home.folder() / "snapshot"
    snapshot.write_bytes(snapshot.read_bytes().replace(b"ghi", b"ghj", 1))
    damaged = snapshot.read_bytes()
    shown, told = opened(home)
    assert shown == written and told == ["store-repaired"]
    (aside,) = home.folder().glob("snapshot.damaged-*")
    assert aside.read_bytes() == damaged
    snapshot.unlink()
    assert opened(home) == (written, []), "and the generation before is whole again"


def test_missing_files_are_told(tmp_path: Path) -> None:
    home, _ = grown(tmp_path / "home", 4, compact_after=100)
    shutil.rmtree(home.data)
    shown, told = opened(home)
    assert shown == [] and told == ["store-incomplete"]


def test_a_damaged_line_in_the_middle_costs_only_itself(tmp_path: Path) -> None:
    home, written = grown(tmp_path / "home", 6, compact_after=100)
    journal = home.folder() / "journal"
    data = journal.read_bytes()
    journal.write_bytes(data.replace("số 2".encode(), "số 9".encode(), 1))
    with home.open() as store:
        assert texts(store) == [text for text in written if text != "ghi chú số 2"]
        ((code, values),) = store.report.told
        assert code == "store-incomplete" and values["missing"] == 1
        write_note(store, "a", "goes on")
    kept = next(home.folder().glob("journal.damaged-*"))
    assert "số 9".encode() in kept.read_bytes(), "what was damaged is kept"


def test_a_store_too_damaged_to_make_sense_is_refused_untouched_and_can_be_salvaged(tmp_path: Path) -> None:
    home, written = grown(tmp_path / "home", 10, compact_after=3)
    for name in ("snapshot", "snapshot.1"):
        path = home.folder() / name
        path.write_bytes(path.read_bytes()[:-20])
    before = {path.name: path.read_bytes() for path in home.folder().iterdir()}
    with pytest.raises(Problem, match="store-damaged"):
        home.open()
    assert {path.name: path.read_bytes() for path in home.folder().iterdir()} == before
    found = check.check(home.data, home.state)
    assert not found.sound and {path.name: path.read_bytes() for path in home.folder().iterdir()} == before
    repaired = check.check(home.data, home.state, repair=True)
    assert repaired.sound and [code for code, _ in repaired.repaired] == ["store-incomplete"]
    shown, told = opened(home)
    assert shown and set(shown) < set(written) and told == []


def test_a_window_that_is_open_writes_again_what_the_disk_has_lost(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.open() as store:
        for number in range(4):
            write_note(store, "a", str(number))
        written = texts(store)
        journal = home.folder() / "journal"
        journal.write_bytes(journal.read_bytes()[:300])
        write_note(store, "a", "4")
        assert texts(store) == [*written, "4"]
        shutil.rmtree(home.folder())
        write_note(store, "a", "5")
        assert texts(store) == [*written, "4", "5"]
        assert {code for code, _ in store.report.told} == {"store-repaired", "store-rewritten"}
    assert opened(home) == ([*written, "4", "5"], [])


def test_checking_tells_files_documents_and_damage_without_touching_anything(tmp_path: Path) -> None:
    home, _ = grown(tmp_path / "home", 10, compact_after=3)
    with home.open() as store:
        store.apply(actions.set_state(store, [subject("x")], by_hand=False, read=True)).result()
    found = check.check(home.data, home.state)
    (own,) = found.devices
    assert found.sound and own.own and own.changes == 11
    assert own.documents == {"article": 3, "note": 10, "state": 1}
    assert {Path(file.path).name for file in own.files} == {"journal", "journal.1", "snapshot", "snapshot.1"}
    for name in ("snapshot.1", "journal.1"):
        path = home.folder() / name
        path.write_bytes(flipped(path.read_bytes(), 900))
    before = {path.name: path.read_bytes() for path in home.folder().iterdir()}
    found = check.check(home.data, home.state)
    assert [code for code, _ in found.devices[0].findings] == ["store-check-damaged"] * 2
    assert {path.name: path.read_bytes() for path in home.folder().iterdir()} == before
