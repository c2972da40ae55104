"""What changes while a library is being read is in the list as it is, not as it was when the scan saw it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from seeds import scanning
from seeds.library import Library
from seeds.sources.files import Found, found_at
from seeds.topic_names import OwnTopic
from seeds.workers import Outcome, Task
from seeds.workers import perform_all as do_all


def write(path: Path, title: str) -> None:
    path.write_text(f"{title}\n\nGạo bán chạy ở Huế, {title}.\n", "utf-8")


def titles(library: Library) -> dict[str, str | None]:
    catalogue = library.catalogue()
    return {Path(row.path).name: row.title for row in catalogue.rows(catalogue.order("newest"))}


@pytest.mark.parametrize("told", [True, False], ids=["watched", "alone"])
def test_a_scan_does_not_put_back_what_was_there_when_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    folder = tmp_path / "articles"
    (folder / "sub").mkdir(parents=True)
    write(folder / "back.txt", "Tin lại")
    write(folder / "sub" / "link.txt", "Tin nối")
    library = Library([folder], index_path=tmp_path / "index", bundled=False)

    def scan() -> None:
        library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)

    scan()
    (folder / "back.txt").rename(tmp_path / "back.txt")
    (folder / "sub").rename(tmp_path / "sub")
    (folder / "sub").symlink_to(tmp_path / "sub")  # folders of elsewhere are not gone into
    for name in ("edited", "gone", "quiet"):
        write(folder / f"{name}.txt", f"Tin {name}")
    under_way: list[bool] = []

    def perform_all(
        task: Task, paths: Sequence[str], stop: threading.Event, own: tuple[OwnTopic, ...] = ()
    ) -> Iterator[Outcome]:
        yield from do_all(task, paths, stop, own)
        if not under_way:  # all has been looked at and read, and nothing stored
            under_way.append(True)
            write(folder / "edited.txt", "Tin sửa rồi")
            (folder / "gone.txt").unlink()
            (tmp_path / "back.txt").rename(folder / "back.txt")
            paths = [str(folder / f"{name}.txt") for name in ("edited", "gone", "back")]
            if told:
                library.update(paths, stop=stop, changed=lambda _: None)

    monkeypatch.setattr(scanning, "perform_all", perform_all)
    scan()
    now = {"back.txt": "Tin lại", "edited.txt": "Tin sửa rồi", "quiet.txt": "Tin quiet"}
    assert titles(library) == now
    scan()
    assert titles(library) == now
    library.close()


def test_what_others_store_between_a_last_look_and_the_writing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "edited.txt", "Tin cũ")
    library = Library([folder], index_path=tmp_path / "index", bundled=False)
    texts = ["Tin mới", "Tin mới nữa"]

    def looked(path: str) -> Found | None:
        found = found_at(path)
        if texts:
            write(folder / "edited.txt", texts.pop(0))
            library.update([path], stop=threading.Event(), changed=lambda _: None)
        return found

    monkeypatch.setattr(scanning, "found_at", looked)
    library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)
    assert not texts
    assert titles(library) == {"edited.txt": "Tin mới nữa"}
    library.close()
