"""``docbao export`` and ``docbao import`` as programs and people call them."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.tui.test_cli import SEEDS, TIEN_PHONG, VTC, Answer, Docbao, docbao
from tests.tui.test_cli_notes import ONE, mark

__all__ = ["docbao"]
FORMATS = ("json", "w3c", "markdown", "readwise")


def noted(docbao: Docbao) -> str:
    """Write a little and return the id of the article."""
    docbao("note", VTC, "Ghi chú về LNG")
    answer = docbao("tag", VTC, "+năng lượng")
    docbao("note", TIEN_PHONG, "Bài khác")
    return answer.out.strip()


def target(tmp_path: Path, format: str) -> Path:
    return tmp_path / f"out-{format}"


def other(docbao: Docbao, tmp_path: Path, *words: Any) -> Answer:
    """A call on another, empty data folder."""
    return docbao(*words, "--data", tmp_path / "other")


@pytest.mark.parametrize("format", ["json", "w3c", "markdown"])
def test_what_is_exported_is_imported_elsewhere_once(docbao: Docbao, tmp_path: Path, format: str) -> None:
    noted(docbao)
    path = target(tmp_path, format)
    assert docbao("export", format, "--to", path).status == 0
    dry = other(docbao, tmp_path, "import", format, path, "--dry-run", "--json")
    assert dry.document["imported"] == {"notes": 2, "tags": 1}
    assert not other(docbao, tmp_path, "notes").out
    answer = other(docbao, tmp_path, "import", format, path)
    assert (answer.status, answer.out) == (0, f"Imported 2 notes and 1 tag from {path.name}.\n")
    assert "Ghi chú về LNG" in other(docbao, tmp_path, "notes").out
    again = other(docbao, tmp_path, "import", format, path)
    assert (again.status, again.out) == (1, f"All of {path.name} is here already.\n")


@pytest.mark.parametrize("format", ["json", "w3c", "readwise"])
def test_without_a_place_an_export_goes_to_the_output(docbao: Docbao, format: str) -> None:
    noted(docbao)
    answer = docbao("export", format)
    assert answer.status == 0
    assert answer.out
    if format != "readwise":
        json.loads(answer.out)


def test_what_a_form_has_no_room_for_is_said(docbao: Docbao) -> None:
    noted(docbao)
    assert (
        "readwise has no room for 2 notes on articles and 1 tag on an article"
        in docbao("export", "readwise").err
    )


def test_programs_are_told_what_went_where(docbao: Docbao, tmp_path: Path) -> None:
    noted(docbao)
    found = docbao("export", "markdown", "--to", tmp_path / "notes", "--json").document
    assert found == {
        "path": str(tmp_path / "notes"),
        "files": 2,
        "exported": {"article-notes": 2, "article-tags": 1},
        "left_out": {},
    }
    assert len(list((tmp_path / "notes").glob("*.md"))) == 2


def test_a_link_to_a_file_stays_a_link(docbao: Docbao, tmp_path: Path) -> None:
    noted(docbao)
    (tmp_path / "link.json").symlink_to(tmp_path / "x.json")
    assert docbao("export", "json", "--to", tmp_path / "link.json").status == 0
    assert (tmp_path / "link.json").is_symlink()
    json.loads((tmp_path / "x.json").read_text("utf-8"))


def test_a_query_chooses_what_goes_out(docbao: Docbao) -> None:
    noted(docbao)
    found = json.loads(docbao("export", "json", "tag:năng-lượng", "OR", "note:LNG").out)
    assert [it["text"] for it in found["notes"]] == ["Ghi chú về LNG"]


@pytest.mark.parametrize("format", ["markdown", "brat"])
def test_a_folder_format_asks_for_the_folder(docbao: Docbao, format: str) -> None:
    answer = docbao("export", format)
    assert (answer.status, answer.out) == (2, "")
    assert "--to" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        ("export",),
        ("export", "xml"),
        ("import", "json"),
        ("import", "xml", "x"),
        ("import", "json", "/nowhere/x.json"),
        ("import", "json", str(VTC)),
        ("import", "w3c", str(VTC)),
        ("import", "readwise", str(VTC)),
        ("import", "markdown", str(VTC)),
        ("import", "brat", str(VTC)),
        ("import", "json", str(SEEDS)),
        ("list", "--dry-run"),
        ("notes", "--to", "x"),
        ("export", "json", "--to"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(docbao: Docbao, words: tuple[str, ...]) -> None:
    answer = docbao(*words)
    assert (answer.status, answer.out) == (2, "")


def test_a_file_of_anothers_is_not_replaced_unless_that_is_said(docbao: Docbao, tmp_path: Path) -> None:
    noted(docbao)
    mine = tmp_path / "mine.json"
    mine.write_text("của tôi", "utf-8")
    assert docbao("export", "json", "--to", mine).status == 2
    assert mine.read_text("utf-8") == "của tôi"
    assert docbao("export", "json", "--to", mine, "--force").status == 0
    assert docbao("export", "json", "--to", mine).status == 0
    json.loads(mine.read_text("utf-8"))


def test_an_export_that_fails_leaves_what_was_there_and_nothing_beside_it(
    docbao: Docbao, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(docbao)
    path = tmp_path / "there" / "x.json"
    path.parent.mkdir()
    assert docbao("export", "json", "--to", path).status == 0
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert docbao("export", "json", "--to", path).status == 3
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    assert docbao("export", "json", "--to", tmp_path / "nowhere" / "x.json").status == 3


def test_an_export_is_for_others_as_far_as_the_umask_lets_them(docbao: Docbao, tmp_path: Path) -> None:
    noted(docbao)
    old = os.umask(0o027)
    try:
        docbao("export", "json", "--to", tmp_path / "x.json")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "x.json").stat().st_mode) == 0o640


def test_nothing_to_export_is_status_1_and_writes_nothing(docbao: Docbao, tmp_path: Path) -> None:
    for format in FORMATS:
        assert docbao("export", format, "--to", target(tmp_path, format)).status == 1
        assert not target(tmp_path, format).exists()
    noted(docbao)
    assert docbao("export", "w3c", "zzzz", "--to", target(tmp_path, "w3c")).status == 1
    assert not target(tmp_path, "w3c").exists()


def test_a_damaged_store_is_exported_as_far_as_it_can_be_read(docbao: Docbao, tmp_path: Path) -> None:
    noted(docbao)
    (journal,) = (tmp_path / "home" / "data" / "docbao").glob("*/journal")
    lines = journal.read_bytes().split(b"\n")
    journal.write_bytes(b"\n".join([b"rubbish", *lines[2:]]))
    assert docbao("export", "w3c").status == 2
    path = tmp_path / "x.json"
    answer = docbao("export", "json", "--to", path)
    assert answer.err
    found = json.loads(path.read_text("utf-8"))
    assert not found["complete"]
    assert found["unread"]
    assert "Bài khác" in [it["text"] for it in found["notes"]]
    assert journal.read_bytes().startswith(b"rubbish")


def test_the_help_says_what_each_form_carries(docbao: Docbao) -> None:
    answer = docbao("export", "--help")
    assert all(format in answer.out for format in (*FORMATS, "brat"))
    assert "their kinds" in answer.out


def test_positions_that_go_out_are_those_in_the_text_of_now_and_what_was_marked_comes_back(
    docbao: Docbao, tmp_path: Path
) -> None:
    folder = tmp_path / "bài"
    folder.mkdir()
    path = folder / "one.txt"
    path.write_text(ONE, "utf-8")
    here = ("--library", folder, "--data", tmp_path / "data")
    mark(tmp_path, path, "vòng đàm phán thứ sáu")
    mark(tmp_path, path, "Hai bên sẽ gặp lại.")
    path.write_text(ONE.replace("Việt", "Tin mới.\n\nViệt").replace(" Hai bên sẽ gặp lại.", ""), "utf-8")

    def exported(*here: str | Path) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = docbao("export", "w3c", *here).document["first"]["items"]
        targets = [
            {name: it["target"].get(name) for name in ("selector", "docbao:text", "docbao:made")}
            for it in items
        ]
        return sorted(targets, key=lambda it: len(it["selector"]))

    lost, moved = exported(*here)
    text = docbao("show", path, "--json", *here).document["text"]
    assert [it["type"] for it in lost["selector"]] == ["TextQuoteSelector"], "it stands nowhere"
    at = moved["selector"][0]
    assert text[at["start"] : at["end"]] == "vòng đàm phán thứ sáu"
    made = moved["docbao:made"]
    assert ONE[made["start"] : made["end"]] == "vòng đàm phán thứ sáu" != ONE[at["start"] : at["end"]]
    kept = tmp_path / "kept.json"
    docbao("export", "w3c", "--to", kept, *here)
    for data in ("two", "data"):
        there = ("--library", folder, "--data", tmp_path / data)
        docbao("import", "w3c", kept, *there)
        assert exported(*there) == [lost, moved]
    lines = docbao("export", "readwise", *here).out.splitlines()[1:]
    assert sorted(line.split(",")[-2] for line in lines) == ["", str(at["start"])]


def test_a_quote_of_an_article_that_is_not_here_has_no_place_until_it_comes(
    docbao: Docbao, tmp_path: Path
) -> None:
    folder = tmp_path / "bài"
    folder.mkdir()
    here = ("--library", folder, "--data", tmp_path / "data")
    quote = "vòng đàm phán thứ sáu"
    csv = tmp_path / "readwise.csv"
    csv.write_text(f"Highlight,Title,Location\n{quote},Họp bàn thuế quan,9999999\n", "utf-8")
    assert docbao("import", "readwise", csv, *here).status == 0
    (found,) = docbao("notes", "--json", *here).objects
    assert (found["start"], found["end"], found["anchor"]) == (None, None, None)
    assert docbao("export", "readwise", *here).out.splitlines()[1].split(",")[-2] == ""
    assert "9999999" not in docbao("export", "w3c", *here).out
    (folder / "one.txt").write_text(ONE, "utf-8")
    assert docbao("import", "readwise", csv, "--library", folder, "--data", tmp_path / "two").status == 0
    (found,) = docbao("notes", "--json", "--library", folder, "--data", tmp_path / "two").objects
    assert ONE[found["start"] : found["end"]] == quote and found["anchor"]["status"] == "ok"


def test_a_folder_is_only_written_where_something_goes_out_and_changes(
    docbao: Docbao, tmp_path: Path
) -> None:
    folder = tmp_path / "bài"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, "utf-8")
    here = ("--library", folder, "--data", tmp_path / "data")
    mark(tmp_path, folder / "one.txt", "vòng đàm phán thứ sáu")
    (tmp_path / "file").write_text("mine", "utf-8")
    for format in ("brat", "markdown"):
        to = tmp_path / format
        assert docbao("export", format, "nomatch", "--to", to, *here).status == 1
        assert not to.exists()
        assert "Written" in docbao("export", format, "--to", to, *here).err
        before = {it: it.stat().st_mtime_ns for it in to.rglob("*")}
        again = docbao("export", format, "--to", to, *here)
        assert again.status == 0 and "Nothing changed" in again.err
        assert before == {it: it.stat().st_mtime_ns for it in to.rglob("*")}
        for place in (tmp_path / "file", tmp_path / "file" / "below"):
            wrong = docbao("export", format, "--to", place, *here)
            assert wrong.status == 2 and f"{tmp_path / 'file'} is a file. Name a folder" in wrong.err
