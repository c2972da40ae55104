"""The library: what is in the folders is in the list, whatever lies there or happens to the index."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from seeds import rowset
from seeds.article import Row
from seeds.library import Library, LibraryChange, ScanProgress, ScanReport
from seeds.problems import Problem
from seeds.workers import WORTH_IT

STORY = (
    "Xuất khẩu gạo tăng mạnh\n2024-11-28T21:52:12+07:00\n"
    "Bộ Công Thương cho biết gạo bán chạy ở {where}.\nKHÁNH AN\n"
)


class Shelf:
    """A library under test: its list is only ever changed by what the library tells."""

    def __init__(self, folder: Path, index: Path | None, bundled: bool = False) -> None:
        self.library = Library([folder], index_path=index, bundled=bundled)
        self.catalogue = self.library.catalogue()
        self.slots = dict(self.catalogue.head(1000))
        self.progress: list[ScanProgress] = []
        self.named: set[str] = set()

    @property
    def rows(self) -> dict[str, Row]:
        return {row.path: row for row in self.slots.values()}

    def scan(self, stop: threading.Event | None = None) -> ScanReport:
        return self.library.scan(
            stop=stop or threading.Event(),
            progress=self.progress.append,
            changed=self.changed,
            wait=True,
        )

    def changed(self, change: LibraryChange) -> None:
        if change.catalogue.epoch != self.catalogue.epoch:
            self.slots = dict(change.catalogue.head(1000))
        else:
            for slot in change.removed:
                del self.slots[slot]
            self.slots.update(zip(change.added, change.catalogue.rows(change.added), strict=True))
        self.catalogue = change.catalogue
        self.named |= {row.fingerprint for row in self.catalogue.rows(change.named)}

    def names(self) -> list[str]:
        return sorted(Path(path).name for path in self.rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "báo"
    (made / "cũ").mkdir(parents=True)
    (made / "a.txt").write_text(STORY.format(where="Huế"), "utf-8")
    (made / "cũ" / "B.TXT").write_text(STORY.format(where="Đà Nẵng"), "utf-8")
    (made / "c.md").write_text(f"---\ntitle: Gạo\n---\n{STORY.format(where='Cần Thơ')}", "utf-8")
    return made


@pytest.fixture
def shelf(folder: Path, tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(folder, tmp_path / "cache" / "index.sqlite")
    yield made
    made.library.close()


def listed(library: Library) -> tuple[Row, ...]:
    catalogue = library.catalogue()
    return catalogue.rows(catalogue.order("newest"))


def agree(shelf: Shelf) -> None:
    """What was told piece by piece is what the index says."""
    fresh = Library(shelf.library.folders, index_path=None, bundled=False)
    fresh._open._opened = shelf.library._index
    assert shelf.rows == {row.path: row for row in listed(fresh)}
    assert shelf.rows == {row.path: row for row in listed(shelf.library)}
    assert list(shelf.library.catalogue().order("newest")) == list(fresh.catalogue().order("newest"))


def test_the_first_scan_finds_the_articles_of_all_folders(shelf: Shelf, folder: Path) -> None:
    report = shelf.scan()
    assert (report.read, report.problems, report.stopped) == (3, (), False)
    assert shelf.names() == ["B.TXT", "a.txt", "c.md"]
    row = shelf.rows[str(folder / "a.txt")]
    assert (row.title, row.author, row.date and row.date.edtf) == (
        "Xuất khẩu gạo tăng mạnh",
        "KHÁNH AN",
        "2024-11-28",
    )
    assert not row.bundled
    assert shelf.progress[0] == ScanProgress("files", 0, 3)
    assert ScanProgress("files", 3, 3) in shelf.progress
    agree(shelf)


def test_the_list_comes_from_the_index_without_opening_an_article(
    shelf: Shelf, folder: Path, tmp_path: Path
) -> None:
    shelf.scan()
    for path in folder.rglob("*.*"):
        path.chmod(0)
    again = Shelf(folder, tmp_path / "cache" / "index.sqlite")
    assert again.rows == shelf.rows
    again.library.close()


def test_a_second_scan_reads_nothing_again(shelf: Shelf) -> None:
    shelf.scan()
    report = shelf.scan()
    assert (report.read, report.unchanged) == (0, 3)


def test_a_changed_file_is_read_again_and_keeps_when_it_was_added(shelf: Shelf, folder: Path) -> None:
    shelf.scan()
    path = folder / "a.txt"
    before = shelf.rows[str(path)]
    path.write_text("Tin khác hẳn\n" + STORY.format(where="Vinh"), "utf-8")
    assert shelf.scan().read == 1
    after = shelf.rows[str(path)]
    assert after.title == "Tin khác hẳn"
    assert after.added == before.added
    assert after.fingerprint != before.fingerprint
    agree(shelf)


def test_a_renamed_file_is_the_same_article(shelf: Shelf, folder: Path) -> None:
    shelf.scan()
    before = shelf.rows[str(folder / "a.txt")]
    (folder / "a.txt").rename(folder / "z.txt")
    assert shelf.scan().gone == 1
    assert shelf.rows[str(folder / "z.txt")].fingerprint == before.fingerprint
    assert shelf.names() == ["B.TXT", "c.md", "z.txt"]
    agree(shelf)


@pytest.fixture
def step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is stored by itself."""
    monkeypatch.setattr("seeds.scanning._BATCH", 1)


@pytest.mark.usefixtures("step_by_step")
def test_a_renamed_file_is_never_gone_while_others_are_read(shelf: Shelf, folder: Path) -> None:
    shelf.scan()
    article = shelf.rows[str(folder / "a.txt")].fingerprint
    (folder / "a.txt").rename(folder / "z.txt")
    for name in "defg":
        (folder / f"{name}.txt").write_text(f"Tin {name}\n{STORY.format(where=name)}", "utf-8")
    there: list[bool] = []

    def changed(change: LibraryChange) -> None:
        shelf.changed(change)
        there.append(article in {row.fingerprint for row in shelf.rows.values()})

    shelf.library.scan(stop=threading.Event(), progress=lambda _: None, changed=changed)
    assert len(there) >= 5 and all(there)
    assert shelf.names() == ["B.TXT", "c.md", "d.txt", "e.txt", "f.txt", "g.txt", "z.txt"]
    agree(shelf)


@pytest.mark.usefixtures("step_by_step")
def test_what_is_gone_is_known_only_when_all_has_been_read(shelf: Shelf, folder: Path) -> None:
    shelf.scan()
    (folder / "a.txt").rename(folder / "z.txt")
    (folder / "b.txt").write_text("Tin một\n", "utf-8")
    stop = threading.Event()

    def changed(change: LibraryChange) -> None:
        shelf.changed(change)
        stop.set()

    report = shelf.library.scan(stop=stop, progress=lambda _: None, changed=changed)
    assert (report.read, report.gone, report.stopped) == (1, 0, True)
    assert shelf.names() == ["B.TXT", "a.txt", "b.txt", "c.md"]
    assert shelf.scan().gone == 1
    assert shelf.names() == ["B.TXT", "b.txt", "c.md", "z.txt"]
    agree(shelf)


@pytest.mark.usefixtures("step_by_step")
def test_how_far_it_is_counts_what_was_read_before_it_was_stopped(shelf: Shelf) -> None:
    stop = threading.Event()

    def progress(now: ScanProgress) -> None:
        if now.done:
            stop.set()

    shelf.library.scan(stop=stop, progress=progress, changed=shelf.changed)
    assert len(shelf.rows) == 1
    shelf.scan()
    files = [(it.done, it.total, it.fresh, it.due) for it in shelf.progress if it.phase == "files"]
    assert files == [(1, 3, 0, 2), (2, 3, 1, 2), (3, 3, 2, 2), (3, 3, 2, 2)]
    shelf.progress.clear()
    path = Path(next(iter(shelf.rows)))
    path.write_text(path.read_text("utf-8") + "Thêm.\n", "utf-8")
    shelf.scan()
    names = [(it.done, it.total) for it in shelf.progress if it.phase == "names"]
    assert names[0] == (2, 3) and names[-1] == (3, 3)


def test_a_deleted_file_leaves_the_list(shelf: Shelf, folder: Path) -> None:
    shelf.scan()
    (folder / "a.txt").unlink()
    shelf.scan()
    assert shelf.names() == ["B.TXT", "c.md"]
    agree(shelf)


def test_copies_of_an_article_are_one_row(shelf: Shelf, folder: Path) -> None:
    shelf.scan()
    copy = folder / "cũ" / "bản sao.txt"
    copy.write_bytes((folder / "a.txt").read_bytes())
    shelf.scan()
    assert len(shelf.rows) == 3
    assert shelf.rows[str(folder / "a.txt")].copies == (str(copy),)
    (folder / "a.txt").unlink()
    assert shelf.library.read(shelf.rows[str(folder / "a.txt")]).title == "Xuất khẩu gạo tăng mạnh"
    shelf.scan()
    assert shelf.rows[str(copy)].copies == ()
    agree(shelf)


def test_what_is_no_article_is_passed_over(shelf: Shelf, folder: Path) -> None:
    (folder / ".hidden.txt").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text("x")
    (folder / "a.txt~").write_text("x")
    (folder / "b.pdf").write_text("x")
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere.txt").symlink_to(folder / "missing")
    (folder / "null.txt").symlink_to("/dev/null")
    (folder / "folder.txt").mkdir()
    os.mkfifo(folder / "pipe.txt")
    assert shelf.scan().problems == ()
    assert shelf.names() == ["B.TXT", "a.txt", "c.md"]


def test_a_link_to_an_article_counts_as_one(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "far.txt").write_text("Tin ở xa\n" + STORY.format(where="Huế"), "utf-8")
    (folder / "near.txt").symlink_to(tmp_path / "far.txt")
    shelf.scan()
    assert shelf.rows[str(folder / "near.txt")].title == "Tin ở xa"


def test_a_pipe_that_took_the_place_of_a_file_does_not_hang(shelf: Shelf, folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    with pytest.raises(Problem) as caught:
        shelf.library.read(folder / "pipe.txt")
    assert caught.value.code == "file-not-plain"


def test_what_cannot_be_read_is_told_each_time_and_stops_nothing(shelf: Shelf, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"\x7fELF" + bytes(200))
    for read in (4, 0):
        report = shelf.scan()
        assert report.read == read
        assert [(problem.code, problem.values["path"]) for problem in report.problems] == [
            ("not-text", str(folder / "bad.txt"))
        ]
    assert len(shelf.rows) == 3


def test_a_folder_without_permission_is_told(
    shelf: Shelf, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def refused(path: str) -> object:
        if Path(path).name == "cũ":  # root may read everything: chmod would not do
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", refused)
    report = shelf.scan()
    assert [problem.code for problem in report.problems] == ["folder-unreadable"]
    assert shelf.names() == ["a.txt", "c.md"]


def test_a_missing_folder_is_told_and_its_articles_come_back_with_it(shelf: Shelf, folder: Path) -> None:
    shelf.scan()
    added = {row.added for row in shelf.rows.values()}
    folder.rename(folder.parent / "away")
    assert [problem.code for problem in shelf.scan().problems] == ["folder-missing"]
    assert shelf.rows == {}
    assert listed(shelf.library) == ()
    assert shelf.library.away == (str(folder),)
    (folder.parent / "away").rename(folder)
    assert shelf.scan().read == 0
    assert shelf.library.away == ()
    assert len(listed(shelf.library)) == 3
    assert {row.added for row in listed(shelf.library)} == added


def test_a_folder_that_never_held_an_article_is_not_away(tmp_path: Path) -> None:
    with closing(Library([tmp_path / "none"], index_path=tmp_path / "index", bundled=False)) as library:
        library.catch_up(lambda change: None)
        assert library.away == ()


def test_a_vanished_article_is_told_when_it_is_opened(shelf: Shelf, folder: Path) -> None:
    shelf.scan()
    row = shelf.rows[str(folder / "a.txt")]
    (folder / "a.txt").unlink()
    with pytest.raises(Problem) as caught:
        shelf.library.read(row)
    assert (caught.value.code, caught.value.values["path"]) == ("file-gone", str(folder / "a.txt"))


def test_file_names_of_any_bytes_are_kept(shelf: Shelf, folder: Path) -> None:
    raw = os.fsencode(folder) + b"/tin_\xff\xfe\x1b[2J\n.txt"
    Path(os.fsdecode(raw)).write_text("Tin lạ\n" + STORY.format(where="Huế"), "utf-8")
    shelf.scan()
    row = shelf.rows[os.fsdecode(raw)]
    assert shelf.library.read(row).title == "Tin lạ"
    agree(shelf)


def test_the_text_of_an_article_can_be_searched_from_the_index(shelf: Shelf, folder: Path) -> None:
    shelf.scan()
    catalogue = shelf.library.catalogue()
    (slot,) = catalogue.by_path([str(folder / "cũ" / "B.TXT")]).values()
    assert "gao ban chay o da nang" in catalogue.folded(slot)
    assert "gạo bán chạy ở Đà Nẵng" in catalogue.text(slot)
    assert rowset.slots(catalogue.words("bán chạy ở đà nẵng")).tolist() == [slot]
    assert catalogue.words("chạy bán") == 0


def test_entities_are_known_after_the_scan(shelf: Shelf, folder: Path) -> None:
    shelf.scan()
    row = shelf.rows[str(folder / "a.txt")]
    assert row.fingerprint in shelf.named
    catalogue = shelf.library.catalogue()
    slot = catalogue.slots_of([row.fingerprint])[row.fingerprint]
    assert catalogue.named() >> slot & 1
    found = catalogue.entities(slot)
    assert found
    for entity in found:
        assert catalogue.entity(entity.name, entity.type) >> slot & 1
        assert catalogue.entity(entity.name) >> slot & 1
        totals = {total.name: total.count for total in shelf.library.entity_totals(entity.type)}
        assert 1 <= totals[entity.name] <= 3
        assert (
            dict(catalogue.top_entities(entity.type, catalogue.live(), 50))[entity.name]
            == totals[entity.name]
        )


def test_the_bundled_articles_are_always_there_unless_hidden(folder: Path) -> None:
    with_seeds = Shelf(folder, None, bundled=True)
    with_seeds.scan()
    assert sum(row.bundled for row in with_seeds.rows.values()) == 5
    assert len(with_seeds.rows) == 8
    with_seeds.library.close()


def test_a_scan_that_is_stopped_goes_on_later(shelf: Shelf) -> None:
    stop = threading.Event()
    stop.set()
    assert shelf.scan(stop).stopped
    assert shelf.scan().read == 3


@pytest.mark.parametrize("damage", ["rubbish", "other version", "no tables", "cut", "a folder"])
def test_a_broken_index_is_made_anew_without_a_word(
    shelf: Shelf, folder: Path, tmp_path: Path, damage: str
) -> None:
    shelf.scan()
    before = set(shelf.rows)
    shelf.library.close()
    path = tmp_path / "cache" / "index.sqlite"
    if damage == "rubbish":
        path.write_bytes(b"not a database at all, " * 1000)
    elif damage == "other version":
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version = 9999")
        db.close()
    elif damage == "no tables":
        with sqlite3.connect(path) as db:
            db.execute("DROP TABLE articles")
        db.close()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:6000])
    else:
        path.unlink()
        path.mkdir()
    again = Shelf(folder, path)
    report = again.scan()
    assert report.problems == ()
    assert set(again.rows) == before == {row.path for row in listed(again.library)}
    again.library.close()


def test_without_a_place_for_the_index_it_is_kept_in_memory(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    shelf = Shelf(folder, tmp_path / "file" / "index.sqlite")
    assert shelf.library.in_memory
    shelf.scan()
    agree(shelf)
    assert len(shelf.rows) == 3
    shelf.library.close()


def test_the_index_is_for_its_owner_only(shelf: Shelf, tmp_path: Path) -> None:
    shelf.scan()
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    for path in (tmp_path / "cache").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_windows_share_one_index(shelf: Shelf, folder: Path, tmp_path: Path) -> None:
    other = Shelf(folder, tmp_path / "cache" / "index.sqlite")
    threads = [threading.Thread(target=window.scan) for window in (shelf, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {row.path for row in listed(shelf.library)} == {row.path for row in listed(other.library)}
    agree(shelf)
    other.library.close()


def test_what_another_window_has_read_is_told_by_the_next_scan(
    shelf: Shelf, folder: Path, tmp_path: Path
) -> None:
    other = Shelf(folder, tmp_path / "cache" / "index.sqlite")
    shelf.scan()
    assert other.scan().read == 0
    assert other.rows == shelf.rows
    (folder / "a.txt").unlink()
    (folder / "new.txt").write_text("Tin mới hơn\n" + STORY.format(where="Vinh"), "utf-8")
    other.scan()
    assert shelf.scan().read == 0
    assert shelf.names() == ["B.TXT", "c.md", "new.txt"]
    agree(shelf)
    other.library.close()


def test_a_listener_that_loaded_nothing_is_told_everything(
    shelf: Shelf, folder: Path, tmp_path: Path
) -> None:
    shelf.scan()
    late = Library([folder], index_path=tmp_path / "cache" / "index.sqlite", bundled=False)
    told: list[LibraryChange] = []
    late.scan(stop=threading.Event(), progress=lambda _: None, changed=told.append)
    assert {row.path for change in told for row in change.catalogue.rows(change.added)} == set(shelf.rows)
    late.close()


def test_the_list_can_be_asked_while_a_scan_runs(shelf: Shelf) -> None:
    errors: list[BaseException] = []

    def ask() -> None:
        try:
            for _ in range(50):
                catalogue = shelf.library.catalogue()
                for slot in catalogue.order("newest"):
                    assert isinstance(catalogue.rows([slot])[0], Row)
                    assert "gao ban chay" in catalogue.folded(slot)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    shelf.scan()
    for thread in threads:
        thread.join()
    assert errors == []


def test_many_files_are_read_in_silent_processes(
    shelf: Shelf, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for number in range(WORTH_IT):
        (folder / f"{number}.txt").write_text(f"Tin số {number}\n" + STORY.format(where="Huế"), "utf-8")
    (folder / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    report = shelf.scan()
    assert report.read == WORTH_IT + 4
    assert [problem.code for problem in report.problems] == ["not-text"]
    assert len(shelf.rows) == WORTH_IT + 3
    assert shelf.named == {row.fingerprint for row in shelf.rows.values()}
    assert capfd.readouterr() == ("", "")
    agree(shelf)


def test_a_folder_named_twice_is_one(folder: Path) -> None:
    library = Library([folder, folder / "cũ" / ".."], index_path=None, bundled=False)
    assert library.folders == (str(folder),)
    library.close()
