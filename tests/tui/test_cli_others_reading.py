"""The command line while another docbao reads the library: an answer that is not whole says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seeds.turns import Turns
from tests.tui.test_cli import Docbao, docbao
from tests.tui.test_cli_notes import folder, mark

__all__ = ["docbao", "folder"]

LACKS = "2 files are yet to come, and what is told now is without them."


@contextmanager
def another_reads(tmp_path: Path, folder: Path) -> Iterator[None]:
    """Have the folder be another process's, as long as that reads it; nothing of it is in the index."""
    cache = tmp_path / "home" / "cache" / "docbao"
    for path in cache.glob("index.sqlite*"):
        path.unlink()
    turns = Turns(cache / "index.sqlite")
    assert turns.take([str(folder)]) == ([str(folder)], [])
    try:
        yield
    finally:
        turns.end()


def test_it_is_said_what_an_answer_is_without(docbao: Docbao, tmp_path: Path, folder: Path) -> None:
    here = ("--library", folder, "--data", tmp_path / "data")
    mark(tmp_path, folder / "one.txt", "vòng đàm phán thứ sáu", "red", "Khi nào ký?")
    id = docbao("list", *here, "--json").objects[0]["id"]
    with another_reads(tmp_path, folder):
        for call in (["list"], ["search", "giá"], ["notes"], ["export", "json"]):
            told = docbao(*call, *here)
            assert LACKS in told.err, call
        for call in (["show", id], ["tag", id, "+thuế"], ["note", id, "Xem lại"]):
            told = docbao(*call, *here)
            assert told.status == 2 and "so far" in told.err and "2 of its files" in told.err, call
        told = docbao("notes", *here)
        assert told.status == 0 and "vòng đàm phán thứ sáu" in told.out
        assert "file gone" not in told.out
        (found,) = docbao("notes", *here, "--json").objects
        assert not found.get("gone")
        told = docbao("doctor", *here)
        assert told.status == 0 and LACKS in " ".join(told.out.split())
    told = docbao("doctor", *here)
    assert "files 2" in told.out and LACKS not in told.out
    assert not docbao("list", *here).err
