"""A store that is too damaged to be opened gives out what is left in it, and is not touched by that."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.store import Store
from seeds.problems import Problem
from tests.annotations.stores import FastFiles, Home, texts, write_note


def grown(root: Path) -> tuple[Home, list[str]]:
    home = Home(root)
    with home.open(files=FastFiles(), compact_after=3) as store:
        for number in range(10):
            write_note(store, f"a{number % 3}", f"ghi chú số {number}")
        return home, texts(store)


def picture(home: Home) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.root.rglob("*") if path.is_file()}


def cut_snapshots(home: Home) -> None:
    for name in ("snapshot", "snapshot.1"):
        path = home.folder() / name
        path.write_bytes(path.read_bytes()[:-20])


def test_what_is_left_of_a_store_that_does_not_open_can_be_read(tmp_path: Path) -> None:
    home, written = grown(tmp_path)
    cut_snapshots(home)
    with pytest.raises(Problem, match="store-damaged"):
        home.open()
    before = picture(home)
    with home.open(salvage=True) as store:
        assert texts(store) and set(texts(store)) <= set(written)
        ((code, values),) = store.report.told
        assert code == "store-salvaged" and values["missing"]
        store.refresh()
        with pytest.raises(Problem, match="not-saved"):
            write_note(store, "a", "one more")
    assert picture(home) == before


def test_a_sound_store_is_read_whole_and_not_even_locked(tmp_path: Path) -> None:
    home, written = grown(tmp_path)
    (home.state / "lock").unlink(missing_ok=True)
    before = picture(home)
    with home.open(salvage=True) as store:
        assert texts(store) == written and store.report.told == ()
    assert picture(home) == before


def test_folders_of_devices_are_salvaged_without_knowing_which_one_is_ours(tmp_path: Path) -> None:
    home, written = grown(tmp_path)
    cut_snapshots(home)
    with Store.open(home.data, tmp_path / "nowhere", salvage=True) as store:
        assert texts(store) and set(texts(store)) <= set(written)
        assert [code for code, _ in store.report.told] == ["store-damaged-elsewhere"]
    assert not (tmp_path / "nowhere").exists()
