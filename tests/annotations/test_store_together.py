"""Two windows, several processes, several devices: nothing anyone wrote is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotations import actions
from annotations.model import Change
from tests.annotations.stores import Home, subject, tags, texts, write_note


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_second_window_sees_a_change_within_two_seconds(home: Home) -> None:
    with home.open() as one, home.open() as two:
        seen: list[Change] = []
        two.subscribe(seen.append)
        begun = time.monotonic()
        note = write_note(one, "a", "chào")
        while two.note(note.id) is None and time.monotonic() - begun < 5:
            time.sleep(0.02)
        assert time.monotonic() - begun < 2
        two.flush()
        assert [(change.origin, change.articles, change.operation.name) for change in seen] == [
            ("elsewhere", {"a"}, "note-add")
        ]


def test_a_write_is_made_on_what_the_other_window_wrote_before(home: Home) -> None:
    with home.open() as one, home.open() as two:
        one.apply(actions.tag(one, [subject("a")], ["x"])).result()
        two.apply(actions.tag(two, [subject("a")], ["y"])).result()
        assert tags(two, "a") == ("x", "y")
        one.apply(actions.set_state(one, [subject("a")], starred=True)).result()
        two.apply(actions.set_state(two, [subject("a")], archived=True)).result()
        one.refresh()
        assert dict(one.marks()) == dict(two.marks())
        assert one.marks_of("a").starred and one.marks_of("a").archived
    with home.open() as again:
        assert tags(again, "a") == ("x", "y")


def test_both_texts_are_kept_when_two_windows_edit_one_note(home: Home) -> None:
    with home.open() as one, home.open() as two:
        note = write_note(one, "a", "base")
        two.refresh()
        one.apply(actions.edit_note(one, note, "one's text")).result()
        two.apply(actions.edit_note(two, note, "two's text")).result()
        one.refresh()
        assert texts(one) == texts(two) == ["one's text", "two's text"]
        copy = next(each for each in one.all_notes() if each.copy_of)
        assert copy.copy_of == note.id and copy.text == "one's text"
        two.undo().result()
        one.refresh()
        assert texts(one) == ["one's text"]


def test_deleting_a_note_that_was_edited_meanwhile_keeps_the_edit(home: Home) -> None:
    with home.open() as one, home.open() as two:
        note = write_note(one, "a", "base")
        two.refresh()
        one.apply(actions.edit_note(one, note, "better")).result()
        two.apply(actions.delete_note(two, note)).result()
        assert texts(two) == ["better"] and two.note(note.id) is None


def test_windows_stay_together_over_many_compactions(home: Home) -> None:
    with home.open(compact_after=3) as one, home.open(compact_after=3) as two:
        for number in range(12):
            write_note(one if number % 2 else two, "a", str(number))
            if number % 5 == 0:
                for each in range(8):
                    write_note(one, "b", f"{number} {each}")
        two.refresh()
        one.refresh()
        assert len(texts(one)) == 36 and texts(one) == texts(two)


WRITER = """
import sys
from pathlib import Path
from tests.annotations.stores import Home, write_note
home, name, count = Home(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
with home.open(compact_after=20) as store:
    for number in range(count):
        write_note(store, name, f"{name} {number}")
"""


def test_processes_writing_at_once_lose_nothing(home: Home) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(home.root), name, "40"], stderr=subprocess.PIPE)
        for name in ("one", "two")
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors.decode()
    with home.open() as store:
        assert store.report.told == ()
        assert texts(store) == sorted(f"{name} {number}" for name in ("one", "two") for number in range(40))


@pytest.fixture
def devices(tmp_path: Path) -> tuple[Home, Home]:
    return Home(tmp_path / "one"), Home(tmp_path / "two")


def sync(source: Home, target: Home) -> None:
    """Copy each device's own folder over, as a sync program does."""
    own = (source.state / "device").read_text().split()[0]
    shutil.copytree(source.data / own, target.data / own, dirs_exist_ok=True)


def test_devices_see_each_others_annotations_and_write_only_their_own_folder(
    devices: tuple[Home, Home],
) -> None:
    one, two = devices
    with one.open() as first:
        first.apply(actions.tag(first, [subject("a")], ["x"])).result()
        first.apply(actions.set_state(first, [subject("r")], by_hand=False, read=True)).result()
        write_note(first, "a", "from one")
    with two.open() as second:
        write_note(second, "a", "from two")
        second.apply(actions.set_state(second, [subject("r")], starred=True)).result()
        sync(one, two)
        second.refresh()
        assert texts(second) == ["from one", "from two"] and tags(second, "a") == ("x",)
        assert second.marks_of("r").read and second.marks_of("r").starred, "states join field by field"
        other = two.data / (one.state / "device").read_text().split()[0]
        before = {path: path.read_bytes() for path in other.iterdir()}
        second.apply(actions.tag(second, [subject("a")], remove=["x"])).result()
        assert tags(second, "a") == ()
        assert {path: path.read_bytes() for path in other.iterdir()} == before
    sync(two, one)
    with one.open() as first:
        assert tags(first, "a") == () and texts(first) == ["from one", "from two"]


def test_devices_that_changed_the_same_note_apart_keep_both_texts(devices: tuple[Home, Home]) -> None:
    one, two = devices
    with one.open() as first, two.open() as second:
        note = write_note(first, "a", "base")
        sync(one, two)
        second.refresh()
        assert second.note(note.id) == note
        first.apply(actions.edit_note(first, note, "one's")).result()
        second.apply(actions.edit_note(second, note, "two's")).result()
        sync(one, two), sync(two, one)
        first.refresh(), second.refresh()
        assert texts(first) == texts(second) == ["one's", "two's"]
        assert {each.id for each in first.all_notes()} == {each.id for each in second.all_notes()}
        best = first.note(note.id)
        assert best is not None
        first.apply(actions.edit_note(first, best, "together")).result()
        sync(one, two)
        second.refresh()
        assert texts(first) == texts(second), "the copy outlives an edit of the note it hangs on"
        assert "together" in texts(first) and len(texts(first)) == 2
        copy = next(each for each in second.all_notes() if each.copy_of)
        second.apply(actions.delete_note(second, copy)).result()
        sync(two, one)
        first.refresh()
        assert texts(first) == texts(second) == ["together"]


def test_a_note_deleted_on_one_device_stays_deleted(devices: tuple[Home, Home]) -> None:
    one, two = devices
    with one.open() as first, two.open() as second:
        note = write_note(first, "a", "base")
        sync(one, two)
        second.refresh()
        second.apply(actions.delete_note(second, note)).result()
        write_note(first, "b", "later")
        sync(one, two), sync(two, one)
        first.refresh(), second.refresh()
        assert texts(first) == texts(second) == ["later"]
        assert first.note(note.id) is None


def test_a_text_typed_into_a_note_that_was_deleted_elsewhere_is_not_lost(devices: tuple[Home, Home]) -> None:
    one, two = devices
    with one.open() as first, two.open() as second:
        note = write_note(first, "a", "base")
        sync(one, two)
        second.refresh()
        second.apply(actions.delete_note(second, note)).result()
        first.apply(actions.edit_note(first, note, "typed")).result()
        sync(one, two), sync(two, one)
        first.refresh(), second.refresh()
        assert texts(first) == texts(second) == ["typed"]
        assert first.note(note.id) is None, "the note itself stays deleted"


def test_the_newest_knowledge_wins_whatever_the_clocks_say(
    devices: tuple[Home, Home], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = devices
    with one.open() as first, two.open() as second:
        note = write_note(first, "a", "base")
        sync(one, two)
        second.refresh()
        monkeypatch.setattr("annotations.journal.time.time_ns", lambda: 1_000_000_000_000)
        seen = second.note(note.id)
        assert seen is not None
        second.apply(actions.edit_note(second, seen, "later, by a slow clock")).result()
        sync(two, one)
        first.refresh()
        assert texts(first) == ["later, by a slow clock"]


def test_a_folder_that_is_half_synced_is_told_and_shown_as_far_as_it_goes(devices: tuple[Home, Home]) -> None:
    one, two = devices
    with one.open() as first:
        for number in range(5):
            write_note(first, "a", str(number))
    sync(one, two)
    journal = next(two.data.glob("*/journal"))
    whole = journal.read_bytes()
    journal.write_bytes(whole[: len(whole) // 2])
    with two.open() as second:
        shown = texts(second)
        assert 0 < len(shown) < 5
        assert journal.read_bytes() == whole[: len(whole) // 2], "another device's folder is not mended"
        journal.write_bytes(whole)
        second.refresh()
        assert len(texts(second)) == 5


def test_losing_the_state_folder_loses_no_annotation(home: Home) -> None:
    with home.open() as store:
        write_note(store, "a", "eins")
    shutil.rmtree(home.state)
    with home.open() as store:
        assert texts(store) == ["eins"]
        note = store.all_notes()[0]
        store.apply(actions.edit_note(store, note, "zwei")).result()
        write_note(store, "a", "drei")
    with home.open() as store:
        assert texts(store) == ["drei", "zwei"]
    assert len(list(home.data.iterdir())) == 2
