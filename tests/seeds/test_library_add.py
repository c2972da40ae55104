"""Adding articles: copies appear whole, under their names, and nothing is ever overwritten."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from seeds.sources.files import add


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "data" / "articles"


def test_a_file_is_copied_byte_for_byte_for_its_owner_only(tmp_path: Path, into: Path) -> None:
    path = tmp_path / "tin.txt"
    path.write_bytes("Tin\r\nnội dung".encode())
    report = add([path], into)
    assert report.added == (into / "tin.txt",)
    assert (into / "tin.txt").read_bytes() == path.read_bytes()
    assert stat.S_IMODE((into / "tin.txt").stat().st_mode) == 0o600
    assert stat.S_IMODE(into.stat().st_mode) == 0o700
    assert [item.name for item in into.iterdir()] == ["tin.txt"]


def test_the_same_file_twice_is_there_once(tmp_path: Path, into: Path) -> None:
    (tmp_path / "tin.txt").write_text("một")
    add([tmp_path / "tin.txt"], into)
    report = add([tmp_path / "tin.txt"], into)
    assert (report.added, report.known) == ((), (into / "tin.txt",))


def test_what_is_anywhere_in_the_library_is_not_copied_again(tmp_path: Path, into: Path) -> None:
    (tmp_path / "báo").mkdir()
    (tmp_path / "báo" / "tin.txt").write_text("một")
    (tmp_path / "báo" / "như-trên.txt").write_text("một")
    (tmp_path / "báo" / "mới.txt").write_text("hai")
    (tmp_path / "khác").mkdir()
    (tmp_path / "khác" / "cũ.txt").write_text("ba")
    add([tmp_path / "báo" / "tin.txt"], into)
    report = add([tmp_path / "báo", tmp_path / "khác" / "cũ.txt"], into, [tmp_path / "khác"])
    assert report.added == (into / "báo" / "mới.txt",)
    assert set(report.known) == {into / "tin.txt", tmp_path / "khác" / "cũ.txt"}
    assert len(report.known) == 3


def test_another_file_of_the_same_name_gets_a_number(tmp_path: Path, into: Path) -> None:
    for number, text in enumerate(("một", "hai", "ba", "hai")):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "tin.txt").write_text(text)
        add([tmp_path / str(number) / "tin.txt"], into)
    assert {path.name: path.read_text() for path in into.iterdir()} == {
        "tin.txt": "một",
        "tin (2).txt": "hai",
        "tin (3).txt": "ba",
    }


def test_a_folder_comes_with_its_folders_and_without_what_is_no_article(tmp_path: Path, into: Path) -> None:
    (tmp_path / "báo" / "2025").mkdir(parents=True)
    (tmp_path / "báo" / "a.txt").write_text("a")
    (tmp_path / "báo" / "2025" / "b.html").write_text("<p>b")
    (tmp_path / "báo" / "c.pdf").write_text("c")
    report = add([tmp_path / "báo"], into)
    assert set(report.added) == {into / "báo" / "a.txt", into / "báo" / "2025" / "b.html"}


def test_a_library_inside_the_folder_is_not_copied_into_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    into = tmp_path / "articles"
    add([tmp_path], into)
    again = add([tmp_path], into)
    assert again.added == ()


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("x.txt", None, "file-gone"),
        ("x.pdf", b"a", "file-kind"),
        ("x.txt", b"\x7fELF" + bytes(99), "not-text"),
    ],
)
def test_what_cannot_be_added_is_told_and_the_rest_goes_on(
    tmp_path: Path, into: Path, name: str, raw: bytes | None, code: str
) -> None:
    if raw is not None:
        (tmp_path / name).write_bytes(raw)
    (tmp_path / "good.txt").write_text("a")
    report = add([tmp_path / name, tmp_path / "good.txt"], into)
    assert [problem.code for problem in report.problems] == [code]
    assert report.added == (into / "good.txt",)


def test_a_library_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "file").write_text("in the way")
    report = add([tmp_path / "a.txt"], tmp_path / "file" / "articles")
    assert [problem.code for problem in report.problems] == ["add-failed"]
