"""The marks of the last time are shown at once, and only when they are still right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from annotations import actions, marks_cache, tagging
from annotations.mark_sets import sets_of
from annotations.marks_picture import MarksPicture
from tests.annotations.stores import Home, subject, write_note


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "marks.json"


def test_marks_come_back_without_the_store(home: Home, cache: Path) -> None:
    with home.open() as store:
        store.apply(actions.tag(store, [subject("a")], ["năng lượng"])).result()
        store.apply(actions.set_state(store, [subject("b")], by_hand=False, read=True, position=7)).result()
        write_note(store, "a", "x")
        marks = dict(store.marks())
    marks_cache.save(cache, store)
    assert marks_cache.load(cache, home.data) == marks
    code = (
        "import sys; from pathlib import Path; from annotations import marks_cache\n"
        "print(len(marks_cache.load(Path(sys.argv[1]), Path(sys.argv[2]))))\n"
        "print([m for m in ('tinydb', 'orjson', 'filelock') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(cache), str(home.data)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == ["2", "[]"]


def test_what_very_many_articles_have_alike_is_kept_once(home: Home, cache: Path) -> None:
    ids = [f"article-{number}" for number in range(400)]
    with home.open() as store:
        store.apply(tagging.tag_many(store, ids, add=["giữ", "đọc"])).result()
        store.apply(actions.set_states(ids[100:], starred=True)).result()
        write_note(store, ids[7], "x")
        store.apply(actions.tag(store, [subject("tab\tbed")], ["giữ"])).result()
        marks = dict(store.marks())
    marks_cache.save(cache, store)
    assert cache.read_text("utf-8").count("giữ") == 4
    loaded = marks_cache.load(cache, home.data)
    assert loaded is not None and loaded == marks and len(loaded) == 401
    assert isinstance(loaded, MarksPicture) and isinstance(loaded.written, marks_cache.KeptMarks)
    assert len(loaded.written) == len(list(loaded.written)) == 401
    assert loaded.written.having(lambda mine: mine.notes > 0) == [ids[7]]
    assert loaded[ids[7]].notes == 1 and loaded["tab\tbed"].tags == ("giữ",)
    slots = {id: at for at, id in enumerate(ids)}
    sets = sets_of(loaded, lambda wanted: {id: slots[id] for id in wanted if id in slots})
    assert sets == sets_of(marks, lambda wanted: {id: slots[id] for id in wanted if id in slots})
    assert sets.tags["giữ"].bit_count() == 400 and sets.starred.bit_count() == 300


def test_ids_that_break_the_form_of_the_file_are_kept_all_the_same(home: Home, cache: Path) -> None:
    odd = ["x\ty", "x\ny", "x\x1fy", "bài đọc", ""]
    with home.open() as store:
        for name in odd:
            store.apply(actions.set_state(store, [subject(name)], by_hand=False, read=True)).result()
        marks_cache.save(cache, store)
        marks = dict(store.marks())
    loaded = marks_cache.load(cache, home.data)
    assert loaded is not None and dict(loaded) == marks and set(marks) == set(odd)
    assert all(loaded[name] == marks[name] and name in loaded for name in odd)
    assert "none" not in loaded and loaded.get("none") is None


def test_marks_are_not_used_once_anything_was_written(home: Home, cache: Path) -> None:
    with home.open() as store:
        write_note(store, "a", "x")
        marks_cache.save(cache, store)
        assert marks_cache.load(cache, home.data) is not None
        write_note(store, "a", "y")
        assert marks_cache.load(cache, home.data) is None


def test_marks_are_not_kept_while_another_window_knows_more(home: Home, cache: Path) -> None:
    one = home.open()
    write_note(one, "a", "x")
    one.close()
    with home.open() as two:
        write_note(two, "a", "y")
    marks_cache.save(cache, one)
    assert marks_cache.load(cache, home.data) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"[1,[],[],{}]", b'"x"', b"\xff", b"[1,2,3,4]"])
def test_a_damaged_cache_is_no_cache(home: Home, cache: Path, content: bytes) -> None:
    cache.parent.mkdir()
    cache.write_bytes(content)
    assert marks_cache.load(cache, home.data) is None
    assert marks_cache.load(cache.with_name("none"), home.data) is None


def test_a_cache_that_cannot_be_written_is_no_trouble(home: Home, tmp_path: Path) -> None:
    with home.open() as store:
        write_note(store, "a", "x")
        (tmp_path / "file").touch()
        marks_cache.save(tmp_path / "file" / "marks.json", store)
