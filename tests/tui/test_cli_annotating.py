"""Tags and notes on the command line, and annotations that cannot be read or written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.test_cli import TIEN_PHONG, VTC, Docbao, docbao

__all__ = ["docbao"]


def test_a_tag_is_put_on_and_taken_off(docbao: Docbao) -> None:
    id = docbao("show", VTC, "--json").document["id"]
    assert docbao("tag", VTC, "+đọc lại", "+todo").out == id + "\n"
    assert docbao("show", VTC, "--json").document["tags"] == ["todo", "đọc lại"]
    assert [row["id"] for row in docbao("list", "tag:doc-lai", "tag:todo", "--json").objects] == [id]
    assert docbao("tag", id[:8], "-todo").status == 0
    assert docbao("show", id, "--json").document["tags"] == ["đọc lại"]


def test_tags_are_listed_level_by_level_and_found_without_marks(docbao: Docbao) -> None:
    assert docbao("tags").status == 1
    docbao("tag", VTC, "+kinh tế/năng lượng, kinh tế, đọc lại")
    docbao("tag", TIEN_PHONG, "+kinh tế/năng lượng, kinh tế học")
    rows = docbao("tags", "--json").objects
    assert [(row["tag"], row["articles"], row["highlights"]) for row in rows] == [
        ("đọc lại", 1, 0),
        ("kinh tế", 1, 0),
        ("kinh tế/năng lượng", 2, 0),
        ("kinh tế học", 1, 0),
    ]
    assert [row["tag"] for row in docbao("tags", "nang luong", "--json").objects] == ["kinh tế/năng lượng"]
    assert "#kinh tế/năng lượng" in docbao("tags").out
    assert docbao("tags", "không có").status == 1
    # What is below a tag counts for it.
    assert len(docbao("list", "tag:kinh-te", "--json").objects) == 2


def test_tags_are_typed_as_in_the_app(docbao: Docbao) -> None:
    docbao("tag", VTC, "+#đọc-lại, thuế quan", "+x,y")
    assert docbao("show", VTC, "--json").document["tags"] == ["thuế quan", "x", "y", "đọc-lại"]
    docbao("tag", VTC, "-x, y")
    assert "#đọc-lại #“thuế quan”" in docbao("list", "tag:thuế-quan").out


@pytest.mark.parametrize("words", [[], ["todo"], ["+"], ["-"], ["+a", "b"], ["+ , #"]])
def test_a_tag_without_its_sign_is_a_mistake(docbao: Docbao, words: list[str]) -> None:
    assert docbao("tag", VTC, *words).status == 2


def test_a_note_is_written_and_found(docbao: Docbao) -> None:
    article = docbao("show", VTC, "--json").document["id"]
    first = docbao("note", VTC, "Xem lại", "giá LNG").out.strip()
    second = docbao("note", article, "-", stdin="Dòng một\nDòng hai: cà phê\n".encode()).out.strip()
    assert docbao("show", VTC, "--json").document["notes"] == [
        {"id": first, "text": "Xem lại giá LNG"},
        {"id": second, "text": "Dòng một\nDòng hai: cà phê"},
    ]
    notes = docbao("notes", "--json").objects
    assert list(notes[0]) == [
        "id", "article", "type", "text", "quote", "start", "end", "anchor", "tags", "kind", "kind_name",
        "created", "modified",
    ]  # fmt: skip
    assert [note["id"] for note in notes] == [second, first]
    assert len(docbao("notes", "note:ca-phe OR lng", "--json").objects) == 2  # its article matches
    assert docbao("notes", "note:LNG", "topic:sport").status == 1
    assert [row["notes"] for row in docbao("list", "note:LNG", "--json").objects] == [2]
    assert "cà phê" in docbao("notes").out


def test_a_note_without_text_is_a_mistake(docbao: Docbao, tmp_path: Path) -> None:
    assert docbao("note", VTC).status == 2
    assert docbao("note", VTC, "  ").status == 2
    assert docbao("note", VTC, "-").status == 2
    assert docbao("note", VTC, "-", stdin=b"\xff\xfe\x00").status == 2
    assert docbao("notes").status == 1


def test_annotations_may_lie_elsewhere(docbao: Docbao, tmp_path: Path) -> None:
    docbao("tag", VTC, "+xa", "--data", tmp_path / "elsewhere")
    assert docbao("list", "tag:xa").status == 1
    assert docbao("list", "tag:xa", "--data", tmp_path / "elsewhere").status == 0


def test_what_cannot_be_saved_is_status_3(docbao: Docbao, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert docbao("tag", VTC, "+x", "--data", tmp_path / "file").status == 3
    assert docbao("note", VTC, "x", "--data", tmp_path / "file" / "below").status == 3


def test_reading_goes_on_when_annotations_cannot_be_read(docbao: Docbao, tmp_path: Path) -> None:
    data = tmp_path / "data"
    docbao("tag", VTC, "+x", "--data", data)
    for folder in data.iterdir():
        for file in folder.iterdir():
            file.write_bytes(file.read_bytes().replace(b'"v":1', b'"v":999999'))
            file.write_bytes(b"\0" * 50 + file.read_bytes()[50:])
    shown = docbao("show", VTC, "--json", "--data", data)
    assert (shown.status, bool(shown.document["text"])) == (0, True)
    assert docbao("list", "lng", "--data", data).status in (0, 1)


# add, doctor, paths, help
