"""What happens in the folders while docbao is open is in the list within a second."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from seeds import scanning, watching
from seeds.feed import ScanReport
from seeds.index import LibraryChange
from seeds.library import Library
from seeds.workers import Outcome, Task

PATIENCE = 20.0  # a busy machine; what is promised is measured in tests/benchmarks/index.py


class Watched:
    """A library that is being watched, and what was told of it."""

    def __init__(self, folder: Path, index: Path, *, just_before: Callable[[], None] = lambda: None) -> None:
        self.folder = folder
        self.library = Library([folder], index_path=index, bundled=False)
        self.stop = threading.Event()
        self.library.scan(stop=self.stop, progress=lambda _: None, changed=lambda _: None)
        just_before()
        self.told: list[LibraryChange] = []
        self.reports: list[ScanReport] = []
        self.thread = threading.Thread(
            target=self.library.watch,
            kwargs={"stop": self.stop, "changed": self.told.append, "reported": self.reports.append},
        )
        self.thread.start()

    def titles(self) -> set[str | None]:
        catalogue = self.library.catalogue()
        return {row.title for row in catalogue.rows(catalogue.order("newest"))}

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, self.titles()
            time.sleep(0.02)

    def end(self) -> None:
        self.stop.set()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()
        self.library.close()


def write(path: Path, title: str) -> None:
    path.write_text(f"{title}\n\nGạo bán chạy ở Huế, {title}.\n", "utf-8")


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "a.txt", "Tin một")
    made = Watched(folder, tmp_path / "index.sqlite")
    write(folder / "first.txt", "Tin đầu")  # perhaps before the system has been asked to tell
    made.until(lambda: made.titles() == {"Tin một", "Tin đầu"})
    yield made
    made.end()


def test_files_that_come_change_and_go_are_seen(watched: Watched) -> None:
    folder = watched.folder
    write(folder / "b.txt", "Tin hai")
    watched.until(lambda: "Tin hai" in watched.titles())
    slot = watched.library.catalogue().by_path([str(folder / "b.txt")])[str(folder / "b.txt")]
    watched.until(lambda: watched.library.catalogue().entities(slot) is not None)
    (folder / "b.txt").rename(folder / "c.txt")
    path = str(folder / "c.txt")
    watched.until(lambda: watched.library.catalogue().by_path([path]) == {path: slot})
    write(folder / "c.txt", "Tin ba")
    watched.until(lambda: watched.titles() == {"Tin một", "Tin đầu", "Tin ba"})
    (folder / "c.txt").unlink()
    watched.until(lambda: watched.titles() == {"Tin một", "Tin đầu"})


def test_a_file_is_read_again_though_its_size_and_time_are_as_they_were(watched: Watched) -> None:
    path, other = watched.folder / "a.txt", watched.folder / ".tmp"
    before = path.stat()
    write(other, "Tin mốt")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert other.stat().st_size == before.st_size
    other.replace(path)
    watched.until(lambda: watched.titles() == {"Tin mốt", "Tin đầu"})
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_folders_that_come_are_renamed_and_go_are_seen(watched: Watched, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "deep").mkdir(parents=True)
    write(outside / "deep" / "d.txt", "Tin sâu")
    outside.rename(watched.folder / "inside")
    watched.until(lambda: "Tin sâu" in watched.titles())
    write(watched.folder / "inside" / "deep" / "e.txt", "Tin nữa")
    watched.until(lambda: "Tin nữa" in watched.titles())
    (watched.folder / "inside").rename(watched.folder / "other")
    path = str(watched.folder / "other" / "deep" / "e.txt")
    watched.until(lambda: path in watched.library.catalogue().by_path([path]))
    shutil.rmtree(watched.folder / "other")
    watched.until(lambda: watched.titles() == {"Tin một", "Tin đầu"})


def test_what_is_hidden_or_no_article_is_passed_over(watched: Watched) -> None:
    (watched.folder / ".git").mkdir()
    write(watched.folder / ".git" / "x.txt", "Tin ẩn")
    write(watched.folder / ".tmp.txt", "Tin tạm")
    (watched.folder / "b.pdf").write_text("x")
    (watched.folder / "null.txt").symlink_to("/dev/null")
    write(watched.folder / "z.txt", "Tin cuối")
    watched.until(lambda: "Tin cuối" in watched.titles())
    assert watched.titles() == {"Tin một", "Tin đầu", "Tin cuối"}


def test_the_folder_itself_may_go_and_come(watched: Watched, tmp_path: Path) -> None:
    watched.folder.rename(tmp_path / "away")
    watched.until(lambda: watched.titles() == set())
    (tmp_path / "away").rename(watched.folder)
    watched.until(lambda: watched.titles() == {"Tin một", "Tin đầu"})
    write(watched.folder / "b.txt", "Tin hai")
    watched.until(lambda: "Tin hai" in watched.titles())


def test_a_folder_that_is_exchanged_for_another_is_seen(watched: Watched, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write(other / "a.txt", "Tin bốn")
    watched.folder.rename(tmp_path / "away")
    other.rename(watched.folder)  # too quick for anyone to see that there was none
    watched.until(lambda: watched.titles() == {"Tin bốn"})
    write(watched.folder / "b.txt", "Tin hai")
    watched.until(lambda: "Tin hai" in watched.titles())


@pytest.mark.parametrize(("name", "value"), [("MANY", 2), ("STOPPED", 0.0)])
def test_what_the_system_has_lost_of_very_much_is_seen_all_the_same(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, name: str, value: float
) -> None:
    concerns = watching._concerns
    monkeypatch.setattr(
        watching, "_concerns", lambda path, folders: "lost" not in path and concerns(path, folders)
    )
    monkeypatch.setattr(watching, name, value)
    write(watched.folder / "lost.txt", "Tin lạc")
    write(watched.folder / "b.txt", "Tin hai")
    watched.until(lambda: watched.titles() == {"Tin một", "Tin đầu", "Tin hai", "Tin lạc"})


def test_another_folder_in_the_place_of_one_above_is_seen(tmp_path: Path) -> None:
    for name, title in (("here", "Tin đây"), ("there", "Tin kia")):
        (tmp_path / name / "articles").mkdir(parents=True)
        write(tmp_path / name / "articles" / "a.txt", title)
    (tmp_path / "link").symlink_to(tmp_path / "here")
    made = Watched(tmp_path / "link" / "articles", tmp_path / "index.sqlite")
    try:
        write(made.folder / "b.txt", "Tin nữa")
        made.until(lambda: made.titles() == {"Tin đây", "Tin nữa"})
        (tmp_path / "other").symlink_to(tmp_path / "there")
        (tmp_path / "other").replace(tmp_path / "link")  # nothing happens in either folder
        made.until(lambda: made.titles() == {"Tin kia"})
        write(made.folder / "b.txt", "Tin cuối")
        made.until(lambda: made.titles() == {"Tin kia", "Tin cuối"})
    finally:
        made.end()


def test_a_disk_that_comes_and_goes_is_seen(watched: Watched, tmp_path: Path) -> None:
    disk, place = tmp_path / "disk", watched.folder / "usb"
    disk.mkdir()
    place.mkdir()
    write(disk / "u.txt", "Tin đĩa")
    try:
        mounted = subprocess.run(["mount", "--bind", disk, place], capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("mounting is for the system's administrator")
    try:
        watched.until(lambda: "Tin đĩa" in watched.titles())
        write(place / "v.txt", "Tin vê")
        watched.until(lambda: "Tin vê" in watched.titles())
    finally:  # busy for a moment, while a file on it is being read
        watched.until(lambda: subprocess.run(["umount", place], capture_output=True).returncode == 0)
    watched.until(lambda: watched.titles() == {"Tin một", "Tin đầu"})


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """No names are found before this is set, once it has been cleared."""
    go_on, perform_all = threading.Event(), scanning.perform_all
    go_on.set()

    def slow(task: Task, *rest: Any) -> Iterator[Outcome]:
        if task == "name":
            go_on.wait(2 * PATIENCE)
        return perform_all(task, *rest)

    monkeypatch.setattr(scanning, "perform_all", slow)
    yield go_on
    go_on.set()


def comes_without_names(watched: Watched, names: threading.Event) -> None:
    """See that one more file is listed while no names are found, and that they are found once they can be."""
    write(watched.folder / "c.txt", "Tin ba")
    watched.until(lambda: "Tin ba" in watched.titles())
    assert not names.is_set()
    names.set()
    catalogue = watched.library.catalogue
    watched.until(lambda: catalogue().named() == catalogue().live())


def test_a_file_does_not_wait_for_the_names_in_those_before(names: threading.Event, watched: Watched) -> None:
    names.clear()
    write(watched.folder / "b.txt", "Tin hai")
    watched.until(lambda: "Tin hai" in watched.titles())
    comes_without_names(watched, names)
    watched.until(lambda: sum(report.named for report in watched.reports) == 3)


def test_a_file_does_not_wait_for_the_names_in_what_the_first_look_finds(
    names: threading.Event, tmp_path: Path
) -> None:
    def write_one_more() -> None:
        write(folder / "b.txt", "Tin hai")
        names.clear()

    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "a.txt", "Tin một")
    watched = Watched(folder, tmp_path / "index.sqlite", just_before=write_one_more)
    watched.until(lambda: "Tin hai" in watched.titles())
    comes_without_names(watched, names)
    watched.end()


def test_what_another_window_writes_is_told(watched: Watched, tmp_path: Path) -> None:
    extra = tmp_path / "articles" / "more"
    other = Library([watched.folder], index_path=tmp_path / "index.sqlite", bundled=False)
    extra.mkdir()
    write(extra / "m.txt", "Tin bạn")
    other.update([str(extra)], stop=threading.Event(), changed=lambda _: None)
    watched.until(lambda: "Tin bạn" in watched.titles())
    other.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are Unicode")
def test_a_file_name_that_is_no_utf_8_ends_nothing(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seeds.watching._REST", 0.02)
    monkeypatch.setattr("seeds.watching._TICK", 50)
    for number in range(2):
        odd = os.fsencode(watched.folder) + b"/caf\xe9%d.txt" % number
        Path(os.fsdecode(odd)).write_text(f"Tin lạ {number}\n\nGạo ở Huế {number}.\n", "utf-8")
        write(watched.folder / f"b{number}.txt", f"Tin {number}")
        watched.until(lambda n=number: {f"Tin lạ {n}", f"Tin {n}"} <= watched.titles())  # type: ignore[misc]
    assert not [it.code for report in watched.reports for it in report.problems]


def test_where_nothing_is_told_it_looks_by_itself_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seeds.watching._is_remote", lambda _: True)
    monkeypatch.setattr("seeds.watching._SELDOM", 0.1)
    monkeypatch.setattr("seeds.watching._SHARE", 0)
    folder = tmp_path / "articles"
    folder.mkdir()
    made = Watched(folder, tmp_path / "index.sqlite")
    write(folder / "a.txt", "Tin xa")
    made.until(lambda: "Tin xa" in made.titles())
    assert [it.code for report in made.reports for it in report.problems] == ["watching-slowly"]
    made.end()
