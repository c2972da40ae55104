"""Another window numbers the articles of the index anew while names are being found in them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from seeds import compaction, scanning
from seeds.feed import ScanProgress
from seeds.library import Library
from seeds.rowset import slots
from seeds.topic_names import OwnTopic
from seeds.workers import Outcome, Task
from seeds.workers import perform_all as do_all

PEOPLE = ("Phạm Minh Chính", "Tô Lâm", "Lương Cường", "Trần Thanh Mẫn", "Bùi Thanh Sơn", "Hồ Đức Phớc")


def write(folder: Path, at: int, more: str = "") -> str:
    path = folder / f"{at}.txt"
    path.write_text(f"Bài số {at} {more}\n\nÔng {PEOPLE[at]} phát biểu tại hội nghị. {more}\n", "utf-8")
    return str(path)


def people(library: Library) -> dict[str, list[str]]:
    library.catch_up(lambda _: None)
    catalogue = library.catalogue()
    there = list(slots(catalogue.live()))
    return {
        Path(row.path).stem: [it.name for it in catalogue.entities(slot) or () if it.type == "PERSON"]
        for slot, row in zip(there, catalogue.rows(there), strict=True)
    }


@pytest.mark.parametrize("unreadable", [False, True])
@pytest.mark.parametrize("times", [1, 100])
def test_names_found_meanwhile_are_written_to_their_own_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, unreadable: bool
) -> None:
    monkeypatch.setattr(compaction, "LEAST", 0)
    folder = tmp_path / "articles"
    folder.mkdir()
    library = Library([folder], index_path=tmp_path / "index", bundled=False)
    other = Library([], index_path=tmp_path / "index", bundled=False)
    stop = threading.Event()

    def scan(it: Library) -> None:
        it.scan(stop=stop, progress=lambda _: None, changed=lambda _: None)

    def change(more: str) -> list[str]:
        paths = [write(folder, at, more) for at in range(1, 5)]
        library.update(paths, stop=stop, changed=lambda _: None)
        return paths

    write(folder, 0)
    write(folder, 5)
    for at in range(1, 5):
        write(folder, at)
    scan(library)
    paths = change("bản mới")
    epochs: list[int] = []

    def perform_all(
        task: Task, paths: Sequence[str], stop: threading.Event, own: tuple[OwnTopic, ...] = ()
    ) -> Iterator[Outcome]:
        yield from do_all(task, paths, stop, own)
        if task == "name" and len(epochs) < times:
            epochs.append(other.catalogue().epoch)
            if len(epochs) > 1:  # there is something to be taken out again
                change(f"bản {len(epochs)}")
            with other._index.change() as db:
                compaction.compact(db, threading.Event())

    monkeypatch.setattr(scanning, "perform_all", perform_all)
    if unreadable:
        Path(paths[0]).unlink()
    progress: list[ScanProgress] = []
    report = library.find_names(paths, stop=stop, changed=lambda _: None, progress=progress.append)
    assert len(report.problems) == unreadable
    assert all(it.done <= it.total for it in progress)
    assert len(epochs) <= 5, "it comes to an end"
    found = people(library)
    named = {name: it for name, it in found.items() if it}
    assert named == {name: [PEOPLE[int(name)]] for name in named}
    if times == 1:
        assert report.named == 4
        assert len(named) == 6 - unreadable
    monkeypatch.setattr(scanning, "perform_all", do_all)
    scan(library)
    there = [at for at in range(6) if (folder / f"{at}.txt").exists()]
    assert people(library) == {str(at): [PEOPLE[at]] for at in there}
    library.close()
    other.close()
