"""Documents of other versions: newer ones are refused untouched, older ones backed up and brought up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from annotations import check, schema
from seeds.problems import Problem
from tests.annotations.stores import FastFiles, Home, texts, write_note


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(params=[100, 3], ids=["journal", "snapshot"])
def home(tmp_path: Path, request: pytest.FixtureRequest) -> Home:
    home = Home(tmp_path)
    with home.open(compact_after=request.param, files=FastFiles()) as store:
        for number in range(4):
            write_note(store, "a", str(number))
    return home


def shout(kind: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**document, "text": document["text"] + "!"} if kind == "note" else document


def test_an_older_store_is_backed_up_then_brought_up_to_date(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(home.folder())
    monkeypatch.setattr(schema, "CURRENT", schema.Schema(3, {1: shout, 2: shout}))
    with home.open() as store:
        assert texts(store) == ["0!!", "1!!", "2!!", "3!!"]
        ((code, values),) = store.report.told
        assert code == "store-upgraded"
        assert contents(Path(str(values["path"]))) == before
        write_note(store, "a", "new")
    with home.open() as again:
        assert again.report.told == ()
        assert texts(again) == ["0!!", "1!!", "2!!", "3!!", "new"]


def test_a_newer_store_is_refused_untouched(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with home.open() as store:
        window = home.open()
        monkeypatch.setattr(schema, "CURRENT", schema.Schema(2, {1: shout}))
        with home.open() as newer:
            write_note(newer, "a", "from a newer docbao")
        monkeypatch.undo()
        before = contents(home.folder())
        with pytest.raises(Problem) as caught:
            home.open()
        assert caught.value.code == "store-newer"
        assert (caught.value.values["schema"], caught.value.values["known"]) == (2, 1)
        with pytest.raises(Problem, match="store-newer"):
            write_note(window, "a", "from a window that was open before the upgrade")
        window.close()
        assert texts(store) == ["0", "1", "2", "3"]
    (device,) = check.check(home.data, home.state).devices
    assert [code for code, _ in device.findings] == ["store-newer"]
    assert contents(home.folder()) == before


def test_another_devices_newer_folder_does_not_stop_this_one(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(schema, "CURRENT", schema.Schema(2, {1: shout}))
    with home.open():
        pass
    monkeypatch.undo()
    other = Home(tmp_path / "other")
    with other.open() as store:
        write_note(store, "b", "mine")
    home.folder().rename(other.data / "newer-device")
    with other.open() as store:
        assert texts(store) == ["mine"]
        assert [code for code, _ in store.report.told] == ["store-newer-elsewhere"]
        write_note(store, "b", "more")
