"""What a damaged line of the journal says is won back: exactly where one bit has changed, else document by
document; nothing comes back that was superseded."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from annotations import actions, lines, recovery
from annotations.check import check
from annotations.files import Files
from annotations.model import Operation
from annotations.winning import part_of, whole_again
from tests.annotations.stores import FastFiles, Home, subject, texts, write_note


def imported(root: Path, notes: int) -> tuple[Home, list[str]]:
    """A store with a note, many that came in one change, and one more."""
    home = Home(root)
    with home.open(files=FastFiles()) as store:
        write_note(store, "a", "trước")
        put: dict[Any, Any] = {}
        for number in range(notes):
            put |= actions.add_note(store, subject(f"b{number}"), f"Bộ Công Thương đề xuất số {number}").put
        store.apply(Operation("import", {}, put)).result()
        write_note(store, "c", "sau")
        return home, texts(store)


def line_of(journal: Path, number: int) -> tuple[int, int]:
    """Return where a line of the journal begins, and where its line end is."""
    data = journal.read_bytes()
    start = 0
    for _ in range(number):
        start = data.index(b"\n", start) + 1
    return start, data.index(b"\n", start)


def test_a_flipped_bit_of_a_long_change_is_found_wherever_it_is(tmp_path: Path) -> None:
    home, written = imported(tmp_path / "home", 6)
    journal = home.folder() / "journal"
    start, end = line_of(journal, 2)
    whole = journal.read_bytes()
    head = recovery.decode_head(next(home.state.glob("head-*")).read_bytes())
    chance = random.Random(4)
    bits = [*range(start * 8, (start + 34) * 8, 9), *range(end * 8 - 8, end * 8 + 8)]
    bits += chance.sample(range(start * 8, end * 8), 10)
    for bit in bits:
        data = bytearray(whole)
        data[bit // 8] ^= 1 << bit % 8
        journal.write_bytes(data)
        loaded = recovery.load(Files(), home.folder(), head, patience=30.0)
        found = sorted(row["text"] for row in loaded.tables["note"].values())
        assert (found, loaded.missing) == (written, 0), bit
    with home.open(files=FastFiles()) as store:
        assert texts(store) == written
        assert [code for code, _ in store.report.told] == ["store-repaired"]
    with home.open(files=FastFiles()) as store:
        assert texts(store) == written and not store.report.told


def test_a_flipped_bit_is_found_however_long_reading_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, written = imported(tmp_path / "home", 2)
    journal = home.folder() / "journal"
    data = bytearray(journal.read_bytes())
    data[data.index(b"Th") + 1] ^= 1
    journal.write_bytes(data)
    clock = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: clock() + slow.seconds)

    class SlowFiles(FastFiles):
        seconds = 0.0

        def read(self, path: Path, start: int = 0, size: int = -1) -> bytes | None:
            self.seconds += 5
            return super().read(path, start, size)

    slow = SlowFiles()
    with home.open(files=slow) as store:
        assert texts(store) == written
        assert [code for code, _ in store.report.told] == ["store-repaired"]


def test_a_journal_with_a_flipped_bit_is_read_piece_by_piece_whatever_its_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, written = imported(tmp_path / "home", 3)
    journal = home.folder() / "journal"
    data = bytearray(journal.read_bytes())
    data[data.index(b"Th") + 1] ^= 1
    journal.write_bytes(data)
    monkeypatch.setattr(lines, "PIECE", 512)

    class Watched(FastFiles):
        most = 0

        def read(self, path: Path, start: int = 0, size: int = -1) -> bytes | None:
            found = super().read(path, start, size)
            if path == journal and found:
                self.most = max(self.most, len(found))
            return found

    watched = Watched()
    with home.open(files=watched) as store:
        assert texts(store) == written
        assert [code for code, _ in store.report.told] == ["store-repaired"]
    assert watched.most <= 1024 < len(data)


def test_the_search_ends_in_time(tmp_path: Path) -> None:
    line, _ = lines.encode({"seq": 1, "prev": "", "put": [], "text": "x" * 400_000})
    damaged = bytearray(line[:-1])
    damaged[200_000] ^= 5
    began = time.monotonic()
    assert whole_again([bytes(damaged)], began + 0.2) == ([], [bytes(damaged)])
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("cut", [b"", b"\x80", b"{["])
def test_documents_are_read_out_of_a_line_that_is_none_any_more(tmp_path: Path, cut: bytes) -> None:
    home, _ = imported(tmp_path / "home", 4)
    start, end = line_of(home.folder() / "journal", 2)
    raw = (home.folder() / "journal").read_bytes()[start:end]
    place = raw.index("số 1".encode())
    part = part_of(raw[: place + 1] + cut + raw[place + 3 :])
    found = {row[2]["text"] for row in part.rows if row[0] == "note"}
    assert {f"Bộ Công Thương đề xuất số {number}" for number in (0, 2, 3)} <= found
    assert len(part.rows) == part.total - 1
    assert part.seq == 2


def test_the_doctor_wins_back_what_lies_aside_already_once_and_nothing_superseded(tmp_path: Path) -> None:
    home, written = imported(tmp_path / "home", 3)
    with home.open(files=FastFiles()) as store:
        note = next(it for it in store.all_notes() if it.text.endswith("số 0"))
        store.apply(actions.edit_note(store, note, "đã sửa")).result()
        written = texts(store)
    folder = home.folder()
    journal = folder / "journal"
    data = bytearray(journal.read_bytes())
    kept = bytes(data)
    start, end = line_of(journal, 2)
    data[(start + end) // 2] ^= 4
    data[start + 33] ^= 1
    data[end - 1] ^= 1
    journal.write_bytes(data)
    with home.open(files=FastFiles()) as store:
        left = texts(store)
        assert set(left) < set(written) and [code for code, _ in store.report.told] == ["store-incomplete"]
        (damage,) = store.search("damage", lambda _: True)
        assert (damage["changes"], damage["missing"]) == ("2", 1)
        write_note(store, "d", "sau đó")
    (aside,) = folder.glob("journal.damaged-*")
    # As it would have been with one bit, so that the doctor can find it.
    one = bytearray(kept)
    one[(start + end) // 2] ^= 4
    aside.write_bytes(one)
    told = [code for code, _ in check(home.data, home.state, repair=True, files=FastFiles()).repaired]
    assert told == ["store-won-back"]
    for _ in range(2):
        with home.open(files=FastFiles()) as store:
            assert texts(store) == sorted([*written, "sau đó"])
            assert not store.search("damage", lambda _: True)
            assert store.undo_name() is not None and store.undo_name() != ("mend", {"n": 1})
        assert check(home.data, home.state, repair=True, files=FastFiles()).repaired == ()
