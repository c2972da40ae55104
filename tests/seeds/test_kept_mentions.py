"""The mentions that the index keeps are those the second pass finds, and only of the text they are in."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from seeds.cachefile import Damaged
from seeds.kept_mentions import packed_mentions, unpacked_mentions
from seeds.library import Library, bundled_folder, read_file
from seeds.reading import read, with_mentions


def _seeds() -> list[Path]:
    return sorted(path for path in bundled_folder().iterdir() if path.suffix == ".txt")


def _scan(library: Library) -> None:
    library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)


def test_what_is_kept_is_read_back_as_it_was() -> None:
    for path in _seeds():
        article = with_mentions(read_file(path))
        assert article.mentions
        assert unpacked_mentions(packed_mentions(article.mentions), article.text) == article.mentions
    assert unpacked_mentions(packed_mentions(()), "") == ()


@pytest.mark.parametrize("at", range(0, 200, 20))
def test_what_is_damaged_is_never_taken_for_mentions(at: int) -> None:
    article = with_mentions(read_file(_seeds()[0]))
    kept = bytearray(packed_mentions(article.mentions or ()))
    kept[at] ^= 8
    with pytest.raises(Damaged):
        unpacked_mentions(bytes(kept), article.text)
    with pytest.raises(Damaged):
        unpacked_mentions(bytes(kept[:at]), article.text)


@pytest.mark.parametrize("many", [False, True], ids=["in this process", "in processes of its own"])
def test_a_scan_keeps_what_its_second_pass_finds(
    tmp_path: Path, many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if many:
        monkeypatch.setattr("seeds.workers.WORTH_IT", 2)
    shutil.copytree(bundled_folder(), tmp_path / "news")
    library = Library([tmp_path / "news"], index_path=tmp_path / "index.sqlite", bundled=False)
    paths = sorted((tmp_path / "news").glob("*.txt"))
    assert [library.mentions(read_file(path)) for path in paths] == [None] * len(paths)
    _scan(library)
    for path in paths:
        article = read_file(path)
        assert library.mentions(article) == with_mentions(article).mentions
        other = read((article.text + "\nÔng Lê Văn Mới ở Huế.").encode(), file_name=path.name)
        assert library.mentions(other) is None
        assert library.mentions(replace(article, date=None)) is None or article.date is None
    library.close()


def test_a_file_that_only_changed_its_name_keeps_them(tmp_path: Path) -> None:
    shutil.copytree(bundled_folder(), tmp_path / "news")
    library = Library([tmp_path / "news"], index_path=tmp_path / "index.sqlite", bundled=False)
    _scan(library)
    path = sorted((tmp_path / "news").glob("*.txt"))[0]
    article = read_file(path)
    path.rename(path.with_name("another.txt"))
    _scan(library)
    assert library.mentions(article) == with_mentions(article).mentions
    library.close()
