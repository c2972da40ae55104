"""An index whose parts do not belong together is made anew like any damaged one."""

import sqlite3
import threading
from pathlib import Path

import pytest

from seeds.library import Library
from seeds.unanswered import Unanswered


def filled(root: Path) -> tuple[Path, Path]:
    folder = root / "articles"
    folder.mkdir()
    for number in range(300):
        text = f"Tin {number}\n\n" + f"Gạo bán chạy ở Huế {number}. " * 20
        (folder / f"{number}.txt").write_text(text, "utf-8")
    library = Library([folder], index_path=root / "index.sqlite", bundled=False)
    scan(library)
    library.close()
    return folder, root / "index.sqlite"


def scan(library: Library) -> None:
    library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)


def comes_right(folder: Path, index: Path) -> bool:
    """Open the library, scan it, and say whether all of it is there."""
    library = Library([folder], index_path=index, bundled=False)
    try:
        scan(library)
        catalogue = library.catalogue()
        return len(catalogue.rows(catalogue.order("newest"))) == 300
    finally:
        library.close()


def test_one_that_does_not_know_where_it_stands(tmp_path: Path) -> None:
    folder, index = filled(tmp_path)
    with sqlite3.connect(index) as db:
        db.execute("DELETE FROM state")
    db.close()
    assert comes_right(folder, index)


def test_one_in_which_an_article_has_no_row(tmp_path: Path) -> None:
    folder, index = filled(tmp_path)
    with sqlite3.connect(index) as db:
        db.execute("DELETE FROM articles WHERE slot = 7")
        (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'texts'").fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    db.close()
    content = bytearray(index.read_bytes())
    content[(root - 1) * size : root * size] = b"\xaa" * size
    index.write_bytes(bytes(content))
    library = Library([folder], index_path=index, bundled=False)
    try:
        with pytest.raises(Unanswered):
            library.catalogue().rows([7])
    finally:
        library.close()
    assert comes_right(folder, index)
