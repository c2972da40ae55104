"""Both texts are kept where devices changed one note apart; a text that somebody has replaced stays replaced,
in whatever order the files come."""

from __future__ import annotations

import itertools
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import actions, replaced
from annotations.store import Store
from tests.annotations.stores import FastFiles, Home, texts, write_note


class Device:
    """A machine with a store, and what its reader does there."""

    def __init__(self, root: Path, name: str) -> None:
        self.home, self.name = Home(root / name), name
        self.store: Store = self.open()

    def open(self) -> Store:
        return self.home.open(files=FastFiles(), compact_after=7)

    def edit(self, old: str, new: str) -> None:
        (note,) = (note for note in self.store.all_notes() if note.text == old)
        self.store.apply(actions.edit_note(self.store, note, new)).result()

    def delete(self, text: str) -> None:
        (note,) = (note for note in self.store.all_notes() if note.text == text)
        self.store.apply(actions.delete_note(self.store, note)).result()

    def gets(self, other: Device) -> None:
        """Have the other one's folder copied here, as it is just now."""
        source = other.home.data / other.store.device
        while source.exists():
            target = self.home.data / other.store.device
            shutil.rmtree(target, ignore_errors=True)
            try:
                shutil.copytree(source, target)
            except (FileNotFoundError, shutil.Error):  # the journal was being folded
                continue
            break
        self.store.refresh()

    def reopen(self) -> None:
        self.store.close()
        self.store = self.open()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Device, Device]:
    """Two devices on which one note was changed apart; the first knows it, and has written it again."""
    one, two = Device(tmp_path, "một"), Device(tmp_path, "hai")
    write_note(one.store, "a", "gốc")
    two.gets(one)
    two.edit("gốc", "hai sửa")
    one.edit("gốc", "một sửa")
    one.gets(two)
    assert texts(one.store) == ["hai sửa", "một sửa"]
    one.edit("một sửa", "một sửa nữa")
    assert texts(one.store) == ["hai sửa", "một sửa nữa"]
    return one, two


def both_say(one: Device, two: Device, said: list[str]) -> None:
    for _ in range(2):
        one.gets(two)
        two.gets(one)
        for device in (one, two):
            assert texts(device.store) == said
            device.reopen()
            assert texts(device.store) == said


def test_a_text_that_was_replaced_elsewhere_is_not_kept_beside(pair: tuple[Device, Device]) -> None:
    one, two = pair
    two.edit("hai sửa", "hai sửa nữa")
    both_say(one, two, ["hai sửa nữa", "một sửa nữa"])
    two.edit("hai sửa nữa", "hai xong")
    one.edit("một sửa nữa", "một xong")
    both_say(one, two, ["hai xong", "một xong"])


def test_a_note_that_was_deleted_elsewhere_is_not_kept_beside(pair: tuple[Device, Device]) -> None:
    one, two = pair
    two.delete("hai sửa")
    both_say(one, two, ["một sửa nữa"])


def test_a_copy_in_which_the_reader_has_written_stays(pair: tuple[Device, Device]) -> None:
    one, two = pair
    one.edit("hai sửa", "trong bản kia")
    two.edit("hai sửa", "hai sửa nữa")
    both_say(one, two, ["hai sửa nữa", "một sửa nữa", "trong bản kia"])


def test_a_copy_stays_where_nobody_has_replaced_its_text(pair: tuple[Device, Device]) -> None:
    one, two = pair
    both_say(one, two, ["hai sửa", "một sửa nữa"])
    two.edit("một sửa nữa", "từ hai")
    one.edit("một sửa nữa", "từ một")
    both_say(one, two, ["hai sửa", "từ hai", "từ một"])


def test_undoing_a_change_keeps_the_text_that_another_device_wrote(pair: tuple[Device, Device]) -> None:
    one, two = pair
    one.store.undo().result()
    assert texts(one.store) == ["hai sửa", "một sửa"]
    both_say(one, two, ["hai sửa", "một sửa"])
    one.store.redo().result()
    both_say(one, two, ["hai sửa", "một sửa nữa"])


def test_what_another_window_had_written_meanwhile_is_kept_beside(tmp_path: Path) -> None:
    device = Device(tmp_path, "một")
    note = write_note(device.store, "a", "gốc")
    with device.open() as window:
        window.apply(actions.edit_note(window, note, "ở cửa sổ kia")).result()
    device.store.apply(actions.edit_note(device.store, note, "ở cửa sổ này")).result()
    assert texts(device.store) == ["ở cửa sổ kia", "ở cửa sổ này"]
    device.reopen()
    assert texts(device.store) == ["ở cửa sổ kia", "ở cửa sổ này"]


def test_what_a_window_kept_beside_goes_where_its_writer_has_replaced_it(tmp_path: Path) -> None:
    one, two = Device(tmp_path, "một"), Device(tmp_path, "hai")
    note = write_note(one.store, "a", "gốc")
    two.gets(one)
    two.edit("gốc", "hai sửa")
    one.gets(two)  # while somebody is typing on the note as it was
    one.store.apply(actions.edit_note(one.store, note, "một sửa")).result()
    assert texts(one.store) == ["hai sửa", "một sửa"]
    two.edit("hai sửa", "hai sửa nữa")
    both_say(one, two, ["hai sửa nữa", "một sửa"])


def test_a_folder_that_is_half_copied_takes_nothing_back(tmp_path: Path) -> None:
    one, two = Device(tmp_path, "một"), Device(tmp_path, "hai")
    write_note(one.store, "a", "cũ")
    one.edit("cũ", "mới")
    two.gets(one)
    journal = two.home.data / one.store.device / "journal"
    whole = journal.read_bytes()
    for size in range(0, len(whole), 50):
        journal.write_bytes(whole[:size])
        two.store.refresh()
        assert texts(two.store) == ["mới"]
    two.edit("mới", "của hai")
    both_say(one, two, ["của hai"])


def test_of_versions_that_do_not_say_what_they_have_replaced_no_copy_goes() -> None:
    copy = {"id": "n~2B", "copy_of": "n", "rev": 2, "device": "B", "created": "t", "seen": {"A": 1}}
    silent = {"id": "n", "rev": 3, "device": "B", "created": "t", "seen": {"A": 1}}
    assert not replaced.is_replaced(copy, [silent])
    told = silent | replaced.noted([silent | {"rev": 2}], [], 3)
    assert not replaced.is_replaced(copy, [told]), "what came before it does not say so either"
    known = {"id": "n", "rev": 1, "device": "A", "created": "t"}
    later = silent | replaced.noted([known], [], 3)
    assert replaced.is_replaced(copy, [later])
    handed_on = later | {"rev": 4}
    assert not replaced.is_replaced(copy, [handed_on]), "an older docbao has written it"


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1 << 32), number=st.integers(2, 4))
def test_devices_agree_and_nothing_is_lost_or_comes_back(
    tmp_path_factory: pytest.TempPathFactory, seed: int, number: int
) -> None:
    chance, root = random.Random(seed), tmp_path_factory.mktemp("devices")
    devices = [Device(root, f"máy {at}") for at in range(number)]
    alive, count = set[str](), itertools.count()
    for _ in range(40):
        device = chance.choice(devices)
        notes, step = device.store.all_notes(), chance.random()
        if step < 0.4:
            device.gets(chance.choice([other for other in devices if other is not device]))
            continue
        text = f"{device.name}, {next(count)}"
        if not notes or (step < 0.5 and len(notes) < 6):
            write_note(device.store, "a", text)
            alive.add(text)
            continue
        old = chance.choice(notes)
        alive.discard(old.text)
        if step < 0.9:
            device.edit(old.text, text)
            alive.add(text)
        else:
            device.delete(old.text)
    for _ in range(2):
        for one, two in chance.sample([*itertools.permutations(devices, 2)], number * (number - 1)):
            one.gets(two)
        for device in devices:
            assert texts(device.store) == sorted(alive)
            device.reopen()
            assert texts(device.store) == sorted(alive)
        ids = [sorted((note.id, note.text) for note in device.store.all_notes()) for device in devices]
        assert ids.count(ids[0]) == len(ids)
    for device in devices:
        device.store.close()
