"""What one window can rely on."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotations import actions
from annotations.model import Change, Marks, Operation, Subject
from annotations.store import Store
from seeds.problems import Problem
from tests.annotations.stores import FastFiles, Home, subject, tags, texts, write_note


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_fresh_store_is_empty_and_has_nothing_to_tell(home: Home) -> None:
    with home.open() as store:
        assert store.report.told == ()
        assert dict(store.marks()) == {}
        assert store.all_notes() == () and store.tags() == () and store.drafts() == ()
        assert store.undo_name() is None and store.undo().result() is None
    assert not home.data.exists(), "reading creates nothing among the annotations"


def test_everything_written_is_there_after_opening_again(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.tag(store, [subject("a"), subject("b")], ["năng lượng", "kinh tế/điện"])).result()
        note = write_note(store, "a", "Một **ghi chú**\nhai dòng")
        store.apply(actions.set_state(store, [subject("a")], starred=True, archived=True)).result()
        store.apply(actions.set_state(store, [subject("c")], by_hand=False, read=True, position=120)).result()
        store.apply(actions.save_draft(store, subject("b"), "noch")).result()
        marks = dict(store.marks())
    with home.open() as again:
        assert dict(again.marks()) == marks
        assert again.note(note.id) == note
        assert again.notes("a") == (note,)
        assert again.tags() == (("kinh tế/điện", 2), ("năng lượng", 2))
        assert marks["a"].starred and marks["a"].archived and marks["a"].notes == 1
        assert marks["a"].noted_at == note.modified
        assert marks["c"] == Marks(read=True, position=120, read_at=marks["c"].read_at)
        assert [draft.text for draft in again.drafts("b")] == ["noch"]
        assert {record.id for record in again.articles()} == {"a", "b"}, "what is only read stays small"


def test_a_picture_of_the_marks_does_not_change_under_its_holder(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.tag(store, [subject("a")], ["x"])).result()
        before = store.marks()
        store.apply(actions.tag(store, [subject("a"), subject("b")], ["y"])).result()
        assert before["a"].tags == ("x",) and "b" not in before
        assert store.marks()["a"].tags == ("x", "y")


def test_changes_are_reported_in_order_with_the_articles_they_touch(home: Home) -> None:
    with home.open() as store:
        seen: list[Change] = []
        unsubscribe = store.subscribe(seen.append)
        store.apply(actions.tag(store, [subject("a"), subject("b")], ["x"])).result()
        note = write_note(store, "c", "chào")
        store.apply(actions.delete_note(store, note)).result()
        store.flush()
        unsubscribe()
        store.apply(actions.tag(store, [subject("d")], ["x"])).result()
        store.flush()
    assert [change.articles for change in seen] == [{"a", "b"}, {"c"}, {"c"}]
    assert [change.operation.name for change in seen] == ["tag", "note-add", "note-delete"]
    assert {change.origin for change in seen} == {"here"}
    assert [change.revision for change in seen] == [1, 2, 3]


def test_a_callback_that_fails_does_not_stop_the_store(home: Home) -> None:
    with home.open() as store:
        store.subscribe(lambda change: 1 / 0 and None)
        write_note(store, "a", "eins")
        write_note(store, "a", "zwei")
        assert texts(store) == ["eins", "zwei"]


def test_what_changes_nothing_writes_nothing(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.tag(store, [subject("a")], ["x"])).result()
        size = (home.folder() / "journal").stat().st_size
        change = store.apply(actions.tag(store, [subject("a")], ["x"])).result()
        store.apply(actions.set_state(store, [subject("a")], read=False)).result()
        assert change.articles == frozenset()
        store.apply(actions.set_state(store, [subject("a")], read=False)).result()
        assert (home.folder() / "journal").stat().st_size - size < 400


def test_many_threads_may_write_and_read_at_once(home: Home) -> None:
    with home.open() as store:

        def work(name: str) -> None:
            for number in range(20):
                store.apply(actions.add_note(store, subject(name), f"{name} {number}"))
                store.marks(), store.all_notes(), store.tags()

        threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        store.flush()
        assert len(store.all_notes()) == 80
        assert {marks.notes for marks in store.marks().values()} == {20}


def test_closing_waits_for_what_was_asked_and_then_refuses(home: Home) -> None:
    store = home.open()
    pending = [store.apply(actions.add_note(store, subject("a"), str(number))) for number in range(30)]
    store.close()
    store.close()
    assert all(future.done() and future.exception() is None for future in pending)
    with pytest.raises(Problem, match="store-closed"):
        store.apply(actions.add_note(store, subject("a"), "late")).result()
    with home.open() as again:
        assert len(again.all_notes()) == 30


def test_files_and_folders_are_for_their_owner_alone(home: Home) -> None:
    with home.open(compact_after=3) as store:
        for number in range(8):
            write_note(store, "a", str(number))
    everything = [*home.root.rglob("*")]
    assert any(path.name == "snapshot.1" for path in everything)
    for path in everything:
        wanted = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_compaction_keeps_everything_and_one_generation_before(home: Home) -> None:
    with home.open(compact_after=4) as store:
        notes = [write_note(store, f"a{number}", str(number)) for number in range(20)]
        store.apply(actions.set_state(store, [subject("a1")], by_hand=False, read=True)).result()
        marks = dict(store.marks())
    assert [path.name for path in home.files()] == ["journal", "journal.1", "snapshot", "snapshot.1"]
    with home.open() as again:
        assert again.report.told == ()
        assert list(again.all_notes()) == notes
        assert dict(again.marks()) == marks


def test_notes_made_within_one_tick_of_the_clock_keep_their_order(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.journal.time.time_ns", lambda: 1_790_000_000_000_000_000)
    with home.open() as store:
        notes = [write_note(store, f"a{number}", str(number)) for number in range(40)]
        assert list(store.all_notes()) == notes
    with home.open() as again:
        assert list(again.all_notes()) == notes


def test_an_edited_or_moved_file_keeps_its_annotations(home: Home) -> None:
    first = Subject(id="f1", fingerprint="f1", path="/x/a.txt", title="Một")
    with home.open() as store:
        assert store.identify("f1", "/x/a.txt") == "f1"
        store.apply(actions.tag(store, [first], ["x"])).result()
        assert store.identify("f2", "/x/a.txt") == "f1", "the file was edited"
        assert store.identify("f1", "/y/b.txt") == "f1", "the file was moved"
        assert store.identify("f9", "/y/other.txt") == "f9"
        edited = Subject(id="f1", fingerprint="f2", path="/y/b.txt", title="Hai")
        store.apply(actions.set_state(store, [edited], by_hand=False, read=True)).result()
        assert store.identify("f2", "/elsewhere.txt") == "f1"
        record = store.article("f1")
        assert record is not None
        assert (record.fingerprints, record.path, record.title) == (("f1", "f2"), "/y/b.txt", "Hai")
        assert store.identify("f3", "/x/a.txt") == "f3", "the old place is free for another article"


def test_names_and_texts_that_are_no_utf8_can_be_annotated(home: Home) -> None:
    odd = Subject(id="o", fingerprint="o", path="/x/\udcff.txt", title="\ud800")
    with home.open() as store:
        store.apply(actions.add_note(store, odd, "a\ud800b")).result()
        assert store.identify("other", "/x/\udcff.txt") == "o"
    with home.open() as again:
        assert texts(again) == ["a?b"]


def test_fields_of_a_newer_docbao_are_kept_when_a_document_is_changed(home: Home) -> None:
    with home.open() as store:
        put = {("note", "n1"): {"article": "a", "text": "alt", "mood": "glad"}}
        store.apply(Operation("note-add", {}, put)).result()
        note = store.note("n1")
        assert note is not None
        store.apply(actions.edit_note(store, note, "neu")).result()
        assert store.note("n1") != note
        (found,) = store.search("note", lambda document: document["mood"] == "glad")
        assert found["text"] == "neu"


def test_documents_can_be_searched_with_tinydb_queries(home: Home) -> None:
    from tinydb import where

    with home.open() as store:
        write_note(store, "a", "về thuế quan")
        gone = write_note(store, "a", "về thuế khác")
        store.apply(actions.delete_note(store, gone)).result()
        (found,) = store.search("note", where("text").search("thuế"))
        assert found["article"] == "a" and found["v"] == 1 and found["rev"] == 1
        found["text"] = "changed"
        assert texts(store) == ["về thuế quan"]


def test_the_store_brings_no_heavy_module_before_it_is_opened() -> None:
    code = (
        "import sys, annotations.store, annotations.actions, annotations.marks_cache\n"
        "heavy = ('tinydb', 'orjson', 'filelock', 'textual', 'annotations.engine', 'concurrent.futures')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_cannot_be_stored_is_refused_and_the_store_goes_on(home: Home) -> None:
    with home.open() as store:
        put = {("note", "n1"): {"article": "a", "text": object()}}
        with pytest.raises(TypeError):
            store.apply(Operation("note-add", {}, put)).result()
        assert store.all_notes() == () and store.undo_name() is None
        write_note(store, "a", "goes on")
        assert texts(store) == ["goes on"]


def test_a_journal_of_long_drafts_is_folded_before_it_gets_large(home: Home) -> None:
    text = "chữ " * 50_000
    with home.open(files=FastFiles()) as store:
        for number in range(60):
            store.apply(actions.save_draft(store, subject("a"), f"{text}{number}", draft="d")).result()
        store.flush()
        assert sum(path.stat().st_size for path in home.files()) < 20_000_000
    with home.open() as again:
        assert [draft.text.endswith("59") for draft in again.drafts("a")] == [True]


def test_the_text_of_what_was_deleted_goes_after_a_month_but_not_that_it_was_deleted(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with home.open() as store:
        note = write_note(store, "a", "kept for a while")
        store.apply(actions.delete_note(store, note)).result()
    for days, kept in ((29, True), (31, False)):
        late = time.time() + days * 86400
        monkeypatch.setattr("annotations.journal.today", lambda late=late: datetime.fromtimestamp(late, UTC))
        with home.open(compact_after=1) as store:
            write_note(store, "b", f"{days}")
        content = (home.folder() / "snapshot").read_text("utf-8")
        assert ("kept for a while" in content) == kept and note.id in content


def test_unreadable_is_not_empty(home: Home) -> None:
    with home.open() as store:
        write_note(store, "a", "da")
    journal = home.folder() / "journal"
    journal.rename(journal.with_name("kept"))
    journal.mkdir()
    with pytest.raises(Problem, match="store-unreadable"):
        home.open()
    journal.rmdir()
    journal.with_name("kept").rename(journal)
    with home.open() as again:
        assert texts(again) == ["da"]


def test_tags_of_both_directions_in_one_operation(home: Home) -> None:
    with home.open() as store:
        store.apply(actions.tag(store, [subject("a")], ["x", "y"])).result()
        store.apply(actions.tag(store, [subject("a"), subject("b")], add=["z"], remove=["x"])).result()
        assert tags(store, "a") == ("y", "z") and tags(store, "b") == ("z",)
        store.apply(actions.tag(store, [subject("a")], ["x"])).result()
        assert tags(store, "a") == ("x", "y", "z"), "a tag that was taken off can be put on again"


def test_one_window_does_not_wait_for_the_disk_to_read(home: Home) -> None:
    from tests.annotations.stores import FailingFiles

    class Slow(FailingFiles):
        def __init__(self) -> None:
            super().__init__()
            self.gate = threading.Event()
            self.gate.set()

        def sync(self, fd: int) -> None:
            self.gate.wait(10)
            super().sync(fd)

    files = Slow()
    with Store.open(home.data, home.state, files=files) as store:
        write_note(store, "a", "eins")
        files.gate.clear()
        pending = store.apply(actions.add_note(store, subject("a"), "zwei"))
        assert texts(store) == ["eins"] and not pending.done(), "not visible before it is durable"
        files.gate.set()
        pending.result(10)
        assert texts(store) == ["eins", "zwei"]
