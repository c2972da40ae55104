"""Promises of the command line about highlights: their shapes, where they stand, and which of them match."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest

from annotations import highlights
from annotations.model import HighlightKind, Subject
from annotations.store import Store
from seeds.reading import read
from tests.tui.test_cli import Docbao, docbao
from tui.calls.output import Out

__all__ = ["docbao"]

ONE = "Họp bàn thuế quan\n\nViệt Nam và Hoa Kỳ kết thúc vòng đàm phán thứ sáu. Hai bên sẽ gặp lại.\n"
TWO = "Giá điện tăng\n\nTập đoàn Điện lực nói giá điện tăng vì giá khí.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bài").mkdir()
    (tmp_path / "bài" / "one.txt").write_text(ONE, "utf-8")
    (tmp_path / "bài" / "two.txt").write_text(TWO, "utf-8")
    return tmp_path / "bài"


def mark(
    tmp_path: Path, path: Path, quote: str, kind: HighlightKind = "yellow", note: str = "", tag: str = ""
) -> str:
    """Mark a stretch of a file, as the app would; return the highlight's id."""
    article = read(path.read_bytes(), file_name=path.name)
    title = article.title or article.lead
    with Store.open(tmp_path / "data", tmp_path / "home" / "state" / "docbao") as store:
        id = store.identify(article.fingerprint, str(path), title)
        start = article.text.index(quote)
        made = highlights.mark(
            store,
            Subject(id, article.fingerprint, str(path), title),
            article,
            start,
            start + len(quote),
            kind,
            note=note,
            tags=(tag,) if tag else (),
        )
        store.apply(made).result()
        return highlights.highlight_id(made)


def test_a_highlight_is_one_object_with_what_was_marked_and_written(
    docbao: Docbao, tmp_path: Path, folder: Path
) -> None:
    here = ("--library", folder, "--data", tmp_path / "data", "--json")
    first = mark(tmp_path, folder / "one.txt", "vòng đàm phán thứ sáu", "red", "Khi nào ký?", "todo")
    note = docbao("note", folder / "two.txt", "Đắt quá", "--data", tmp_path / "data").out.strip()
    written, marked = docbao("notes", *here).objects
    assert list(marked) == list(written) == [
        "id", "article", "type", "text", "quote", "start", "end", "anchor", "tags", "kind", "kind_name",
        "created", "modified",
    ]  # fmt: skip
    assert (marked["kind_name"], marked["anchor"]) == ("doubtful", {"status": "ok", "score": 1.0})
    assert (written["kind_name"], written["anchor"]) == (None, None)
    assert (marked["id"], marked["type"], marked["text"]) == (first, "highlight", "Khi nào ký?")
    assert (marked["quote"], marked["kind"], marked["tags"]) == ("vòng đàm phán thứ sáu", "red", ["todo"])
    assert ONE[marked["start"] : marked["end"]] == marked["quote"]
    assert (written["id"], written["type"], written["quote"], written["kind"]) == (note, "note", None, None)
    assert (written["start"], written["end"], written["tags"]) == (None, None, [])


def test_an_annotation_matches_by_itself_or_by_its_article(
    docbao: Docbao, tmp_path: Path, folder: Path
) -> None:
    here = ("--library", folder, "--data", tmp_path / "data", "--json")
    one = mark(tmp_path, folder / "one.txt", "đàm phán", "red", tag="todo")
    two = mark(tmp_path, folder / "one.txt", "Hai bên", note="ở Hà Nội?")
    power = mark(tmp_path, folder / "two.txt", "giá khí", "green")

    def found(*query: str) -> set[str]:
        return {it["id"] for it in docbao("notes", *query, *here).objects}

    assert found("gặp lại") == {one, two}  # the article says so
    assert found("giá khí") == {power} and found("title:giá") == {power}
    assert found("kind:red") == found("tag:todo") == found("loại:đỏ") == {one}
    assert found("has:note") == found('note:"hà nội"') == {two}
    assert found("-kind:red", "noted:today") == {two, power}
    assert docbao("notes", "is:lost", *here).status == 1
    assert docbao("notes", "kind:rde", *here).status == 2
    rows = docbao("list", "has:highlight", "--json", *here[:-1]).objects
    assert sorted((row["highlights"], row["notes"], row["tags"]) for row in rows) == [(1, 0, []), (2, 1, [])]


def test_show_gives_highlights_where_they_are_in_the_text_as_it_is_now(
    docbao: Docbao, tmp_path: Path, folder: Path
) -> None:
    here = ("--library", folder, "--data", tmp_path / "data", "--json")
    first = mark(tmp_path, folder / "one.txt", "vòng đàm phán thứ sáu", "red", "Khi nào ký?", "todo")
    gone = mark(tmp_path, folder / "one.txt", "Hai bên sẽ gặp lại.")
    (shown,) = (docbao("show", folder / "one.txt", *here).document["highlights"][:1],)
    assert list(shown[0]) == ["id", "start", "end", "text", "anchor", "kind", "tags", "note"]
    (folder / "one.txt").write_text(
        ONE.replace("Việt Nam", "Hôm nay, tại Hà Nội, Việt Nam").replace(" Hai bên sẽ gặp lại.", ""), "utf-8"
    )
    document = docbao("show", folder / "one.txt", *here).document
    marked, lost = document["highlights"]
    assert document["text"][marked["start"] : marked["end"]] == marked["text"] == "vòng đàm phán thứ sáu"
    assert (marked["id"], marked["kind"], marked["tags"]) == (first, "red", ["todo"])
    assert (marked["note"], document["notes"]) == ("Khi nào ký?", [])
    assert (lost["id"], lost["start"], lost["end"], lost["text"]) == (gone, None, None, "Hai bên sẽ gặp lại.")
    assert (marked["anchor"]["status"], lost["anchor"]) == ("shifted", {"status": "lost", "score": 0.0})
    assert "Hai bên sẽ gặp lại." in docbao("show", folder / "one.txt", *here[:-1]).out


def test_lists_show_highlights_where_they_are_also_in_a_text_that_was_there_before(
    docbao: Docbao, tmp_path: Path, folder: Path
) -> None:
    here = ("--library", folder, "--data", tmp_path / "data", "--json")
    mark(tmp_path, folder / "one.txt", "vòng đàm phán thứ sáu")
    mark(tmp_path, folder / "one.txt", "Hai bên sẽ gặp lại.")
    added = ONE.replace("Việt Nam", "Hôm nay, tại Hà Nội, Việt Nam")
    cut = ONE.replace(" Hai bên sẽ gặp lại.", "")

    def seen(*here: object) -> list[tuple[object, object, object]]:
        found = docbao("notes", *here).objects
        return sorted(((it["start"], it["end"], it["anchor"]["status"]) for it in found), key=str)

    for text, lost in ((ONE, 0), (added, 0), (ONE, 0), (cut, 1), (added, 0), (cut, 1), (ONE, 0)):
        (folder / "one.txt").write_text(text, "utf-8")
        listed = seen(*here)
        shown = docbao("show", folder / "one.txt", *here).document["highlights"]
        assert listed == sorted(((it["start"], it["end"], it["anchor"]["status"]) for it in shown), key=str)
        assert len(docbao("notes", "is:lost", *here).objects) == lost
        assert len(docbao("list", "is:lost", *here).objects) == lost
    for text in (added, ONE):
        (folder / "one.txt").write_text(text, "utf-8")
        kept = tmp_path / f"kept{len(text)}.json"
        assert docbao("export", "json", "--to", kept, *here).status == 0
        there = ("--library", folder, "--data", tmp_path / f"data{len(text)}", "--json")
        (folder / "one.txt").write_text(ONE, "utf-8")
        assert docbao("import", "json", kept, *there).status == 0
        assert seen(*there) == seen(*here) and {it[2] for it in seen(*there)} == {"ok"}


def test_what_was_written_on_an_article_whose_file_is_gone_is_shown_and_goes_on(
    docbao: Docbao, tmp_path: Path, folder: Path
) -> None:
    here = ("--library", folder, "--data", tmp_path / "data")
    marked = mark(tmp_path, folder / "one.txt", "vòng đàm phán thứ sáu", note="Khi nào ký?")
    (row,) = docbao("list", "has:highlight", "--json", *here).objects
    id = row["id"]
    place = docbao("notes", "--json", *here).objects[0]
    (folder / "one.txt").unlink()
    tagged = docbao("tag", id[:6], "+kinh tế", *here)
    assert (tagged.status, tagged.out) == (0, f"{id}\n") and "no longer there" in tagged.err
    assert docbao("note", id, "Đã ký", *here).status == 0
    shown = docbao("show", id, *here, "--json")
    assert shown.status == 0 and shown.err.count("\n") == 1 and "no longer there" in shown.err
    found = shown.document
    assert (found["title"], found["text"], found["gone"]) == ("Họp bàn thuế quan", None, True)
    assert (found["tags"], [it["text"] for it in found["notes"]]) == (["kinh tế"], ["Đã ký"])
    (highlight,) = found["highlights"]
    assert (highlight["id"], highlight["text"], highlight["note"]) == (
        marked, "vòng đàm phán thứ sáu", "Khi nào ký?",
    )  # fmt: skip
    assert (highlight["start"], highlight["end"]) == (place["start"], place["end"])
    page = docbao("show", id, *here)
    assert page.status == 0 and "not in the text" not in page.out
    for said in ("Họp bàn thuế quan", "“vòng đàm phán thứ sáu”", "Khi nào ký?", "Đã ký", "kinh tế"):
        assert said in page.out
    (folder / "one.txt").write_text(ONE, "utf-8")
    assert docbao("show", id, *here, "--json").document["tags"] == ["kinh tế"]


def test_people_read_what_was_marked_below_the_title_of_its_article(
    docbao: Docbao, tmp_path: Path, folder: Path
) -> None:
    mark(tmp_path, folder / "one.txt", "vòng đàm phán thứ sáu", "red", "Khi nào ký?", "todo")
    out = docbao("notes", "--library", folder, "--data", tmp_path / "data").out
    lines = [line.strip() for line in out.splitlines()]
    assert lines[0].endswith("Họp bàn thuế quan")
    assert lines[1:] == ["┃ “vòng đàm phán thứ sáu”", "Khi nào ký?", "doubtful · #todo"]


def test_a_highlight_whose_words_are_gone_is_listed_as_lost(
    docbao: Docbao, tmp_path: Path, folder: Path
) -> None:
    here = ("--library", folder, "--data", tmp_path / "data")
    kept = mark(tmp_path, folder / "one.txt", "vòng đàm phán thứ sáu")
    gone = mark(tmp_path, folder / "one.txt", "Hai bên sẽ gặp lại.")
    assert docbao("notes", "is:lost", *here).status == 1
    (folder / "one.txt").write_text(
        ONE.replace(" Hai bên sẽ gặp lại.", "").replace("Họp", "Cuộc họp"), "utf-8"
    )
    (lost,) = docbao("notes", "is:lost", *here, "--json").objects
    assert (lost["id"], lost["start"], lost["end"], lost["quote"]) == (
        gone,
        None,
        None,
        "Hai bên sẽ gặp lại.",
    )
    (moved,) = docbao("notes", "-is:lost", *here, "--json").objects
    now = (folder / "one.txt").read_text("utf-8")
    assert (moved["id"], now[moved["start"] : moved["end"]]) == (kept, "vòng đàm phán thứ sáu")
    assert "not in the text any more" in docbao("notes", "is:lost", *here).out


def test_what_a_call_for_tags_does_not_do_is_said(docbao: Docbao, tmp_path: Path, folder: Path) -> None:
    path, here = folder / "two.txt", ("--data", tmp_path / "data", "--json")
    assert docbao("tag", path, "+x", "+z", *here).document["tags"] == ["x", "z"]
    plain = docbao("tag", path, *here, "--", "-x", "+y")
    assert (plain.status, plain.document["tags"], plain.err) == (0, ["y", "z"], "")
    both = docbao("tag", path, "+a", "-a", *here)
    assert (both.status, both.document["tags"]) == (0, ["a", "y", "z"]) and "#a is to be put on" in both.err
    absent = docbao("tag", path, "-không có", "-z", *here)
    assert absent.status == 0 and "#“không có” was not on it" in absent.err
    assert absent.document["tags"] == ["a", "y"] and absent.err.count("\n") == 1


def test_an_output_that_takes_nothing_does_not_look_like_a_note_that_is_not_saved(
    docbao: Docbao, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("the system has no such device")
    here = ("--library", folder, "--data", tmp_path / "data")
    for call in (("note", folder / "two.txt", "hi"), ("tag", folder / "two.txt", "+x")):
        with monkeypatch.context() as full, Path("/dev/full").open("w", encoding="utf-8") as device:
            full.setattr("tui.cli._drop_output", lambda: None)
            full.setattr("tui.calls.output.Out.of_process", lambda: Out(device, sys.stderr))
            answer = docbao(*call, *here)
            with contextlib.suppress(OSError):
                device.close()
        assert answer.status == 2 and "It is saved" in answer.err and "ENOSPC" not in answer.err
    shown = docbao("show", folder / "two.txt", *here, "--json").document
    assert ([it["text"] for it in shown["notes"]], shown["tags"]) == (["hi"], ["x"])
