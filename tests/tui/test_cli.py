"""Promises of the command line: the contract that programs rely on."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui.cli import main

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
VTC = SEEDS / "001_ab4023436aac579d.txt"
TIEN_PHONG = SEEDS / "003_970878c4d8d396b1.txt"


@dataclass
class Answer:
    """What a call gave back."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)

    @property
    def objects(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Docbao = Callable[..., Answer]


@pytest.fixture
def docbao(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Docbao:
    """Call docbao in a home of its own."""
    for name, folder in (("DATA", "data"), ("CONFIG", "config"), ("CACHE", "cache"), ("STATE", "state")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / folder))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    def call(*arguments: str | Path, stdin: bytes = b"") -> Answer:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        if status in (2, 3):
            assert captured.err.startswith("docbao: ")
            assert captured.err.count("\n") == 1
            assert "Traceback" not in captured.err
        return Answer(status, captured.out, captured.err)

    return call


def articles_of(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


# list


def test_list_names_the_five_seeds_newest_first_with_every_field_of_the_contract(docbao: Docbao) -> None:
    answer = docbao("list", "--json")
    assert answer.status == 0
    rows = answer.objects
    assert len(rows) == 5
    assert list(rows[0]) == [
        "id", "title", "date", "source", "author", "topics", "tags", "notes", "highlights", "state", "path",
    ]  # fmt: skip
    assert [row["date"]["edtf"][:4] for row in rows[:2]] == ["2026", "2025"]
    for row in rows:
        assert isinstance(row["id"], str)
        assert row["title"] is None or isinstance(row["title"], str)
        assert row["date"] is None or isinstance(row["date"]["edtf"], str)
        assert all(isinstance(topic, str) for topic in row["topics"])
        assert (row["tags"], row["notes"], row["highlights"]) == ([], 0, 0)
        assert row["state"] == {"read": False, "starred": False, "archived": False}
        assert Path(row["path"]).is_file()


def test_words_of_a_query_are_joined_and_may_begin_with_a_dash(docbao: Docbao) -> None:
    docbao("tag", VTC, "+done")
    found = docbao("list", "-tag:done", "date:2025..2026", "--json").objects
    assert [Path(row["path"]) for row in found] == [TIEN_PHONG]
    assert docbao("list", "tag:done date:2025-11").status == 0
    assert docbao("list", "--", "-tag:done", "date:2025-11").status == 1


def test_nothing_matched_is_status_1_and_says_nothing(docbao: Docbao) -> None:
    answer = docbao("list", "khôngcótừnày")
    assert (answer.status, answer.out, answer.err) == (1, "", "")


def test_a_library_without_articles_says_so(docbao: Docbao, tmp_path: Path) -> None:
    answer = docbao("list", "--library", articles_of(tmp_path / "none"))
    assert (answer.status, answer.out) == (1, "")
    assert "docbao add" in answer.err
    assert docbao("list", "--library", tmp_path / "none", "--json").err == ""
    assert "docbao note" in docbao("notes").err


def test_a_mistake_in_a_query_is_status_2_with_what_was_meant(docbao: Docbao) -> None:
    answer = docbao("list", "topci:energy")
    assert (answer.status, answer.out) == (2, "")
    assert "topic:" in answer.err
    assert "there is no field “foo”. Known are date, " in docbao("list", "foo:x").err


def test_named_folders_replace_the_usual_ones(docbao: Docbao, tmp_path: Path) -> None:
    one = articles_of(tmp_path / "one", a="Bài một\n\nNội dung về cà phê.")
    two = articles_of(tmp_path / "two" / "sub", b="Bài hai\n\nNội dung về chè.").parent
    assert len(docbao("list", "--library", one, "--json").objects) == 1
    assert len(docbao("list", "--library", one, f"--library={two}", "--json").objects) == 2
    assert docbao("list", "--library", articles_of(tmp_path / "none")).status == 1
    assert docbao("list", "--library", tmp_path / "missing").status == 2


def test_a_list_shows_the_files_as_they_are_now(docbao: Docbao, tmp_path: Path) -> None:
    folder = articles_of(tmp_path / "one", a="Bài một\n\nNội dung về cà phê.")
    assert docbao("list", "--library", folder, "cà phê").status == 0
    articles_of(folder, b="Bài hai\n\nThêm cà phê nữa.")
    assert len(docbao("list", "--library", folder, "ca phe", "--json").objects) == 2
    (folder / "a.txt").unlink()
    assert len(docbao("list", "--library", folder, "ca phe", "--json").objects) == 1


def test_names_are_read_out_of_articles_when_a_query_asks_for_them(docbao: Docbao) -> None:
    answer = docbao("list", 'org:"Bộ Công Thương"', "--json")
    assert answer.status in (0, 1)
    named = docbao("show", VTC, "--json").document["entities"]
    if any(it["type"] == "ORG" and "Bộ Công Thương" in it["name"] for it in named):
        assert str(VTC) in [row["path"] for row in answer.objects]


def test_views_are_asked_for_by_name_their_own_and_those_docbao_comes_with(docbao: Docbao) -> None:
    from annotations.saved_views import save_view
    from annotations.store import Store
    from tui.paths import places

    everything = docbao("list", "--json").objects
    assert docbao("list", "view:Unread", "--json").objects == everything
    with Store.open(places(None).data, places(None).state) as store:
        store.apply(save_view(store, "Năng lượng mới", "topic:energy view:unread")).result()
    energy = docbao("list", "topic:energy", "--json").objects
    assert 0 < len(energy) < len(everything)
    for query in ("view:Năng lượng mới", "góc-nhìn:nang luong moi", 'view:"Năng lượng mới" view:Unread'):
        assert docbao("list", query, "--json").objects == energy
    assert len(docbao("list", "-view:Năng lượng mới").out.splitlines()) == len(everything) - len(energy)
    assert docbao("list", "view:Nang luogn").err.endswith("Did you mean Năng lượng mới?\n")
    assert docbao("list", "view:This mnth").err.endswith("Did you mean This month?\n")


# show


def test_show_a_path_needs_neither_index_nor_store(docbao: Docbao, tmp_path: Path) -> None:
    answer = docbao("show", VTC, "--json")
    assert answer.status == 0
    assert list(answer.document) == [
        "id", "title", "source", "author", "url", "path", "date", "text", "blocks", "entities", "topics",
        "tags", "notes", "highlights", "state",
    ]  # fmt: skip
    assert not (tmp_path / "home").exists()


def test_every_offset_of_show_points_at_its_text(docbao: Docbao) -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        shown = docbao("show", path, "--json").document
        text = shown["text"]
        if shown["date"] and shown["date"]["evidence"]:
            evidence = shown["date"]["evidence"]
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]
        for entity in shown["entities"]:
            assert list(entity) == ["start", "end", "type", "text", "name", "value", "confidence", "rule"]
            assert text[entity["start"] : entity["end"]] == entity["text"]
        for topic in shown["topics"]:
            for evidence in topic["evidence"]:
                assert text[evidence["start"] : evidence["end"]] == evidence["text"]
        ends = [0, *(block["end"] for block in shown["blocks"])]
        assert all(block["start"] >= end for block, end in zip(shown["blocks"], ends, strict=False))


def test_an_article_is_named_by_its_id_a_start_of_it_or_a_path(docbao: Docbao) -> None:
    id = docbao("show", TIEN_PHONG, "--json").document["id"]
    for name in (id, id[:6], id[:6].upper()):
        assert docbao("show", name, "--json").document["path"] == str(TIEN_PHONG)


def test_an_article_that_cannot_be_named_is_a_mistake(docbao: Docbao, tmp_path: Path) -> None:
    assert docbao("show", "ffffffffff").status == 2
    assert docbao("show", "không-có.txt").status == 2
    assert docbao("show", tmp_path).status == 2
    assert docbao("show", "").status == 2
    assert docbao("show", "a\0b").status == 2
    assert docbao("show").status == 2
    assert "Say which article" in docbao("show", " ").err
    assert docbao("show", VTC, TIEN_PHONG).status == 2


def test_what_is_no_plain_file_is_said_to_be_none(docbao: Docbao, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "round.txt").symlink_to("round.txt")
    (tmp_path / "nowhere.txt").symlink_to("gone")
    for name in ("pipe.txt", "zero.txt"):
        answer = docbao("show", tmp_path / name)
        assert (answer.status, "not a file" in answer.err) == (2, True)
    assert "cannot be read" in docbao("show", tmp_path / "round.txt").err
    assert "no file" in docbao("show", tmp_path / "nowhere.txt").err
    assert "cannot be read" in docbao("show", "x" * 5000 + ".txt").err
    assert "No article" in docbao("show", "x" * 5000).err


def test_what_is_no_text_is_refused(docbao: Docbao, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4)
    assert docbao("show", tmp_path / "picture.txt").status == 2


def test_show_for_people_is_plain_and_wrapped_in_a_pipe(docbao: Docbao) -> None:
    answer = docbao("show", TIEN_PHONG)
    lines = answer.out.splitlines()
    assert answer.status == 0
    assert "\x1b" not in answer.out
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("Vòng đàm phán thứ 6")
    assert "8 February 2026" in answer.out


def test_hostile_text_reaches_no_terminal(docbao: Docbao, tmp_path: Path) -> None:
    hostile = "Tiêu đề \x1b]0;QZ\x07 \u202e đảo \x9b31m [bold]đậm[/] \u200b\n\nNội dung \x1b[2J của bài.\n"
    folder = articles_of(tmp_path / "bad", a=hostile)
    file = folder / "a.txt"
    for answer in (
        docbao("show", file),
        docbao("show", file, "--json"),
        docbao("list", "--library", folder),
        docbao("list", "--library", folder, "--json"),
        docbao("search", "--library", folder, "noi dung"),
        docbao("show", folder / "x\x1b]0;y\x07.txt"),
        docbao("list", "\x1b]0;y\x07:x"),
    ):
        assert not set(answer.out + answer.err) & set("\x1b\x07\x9b\u202e\u200b")
    assert "[bold]đậm[/]" in docbao("show", file).out


# search


def test_search_gives_the_stretches_that_match(docbao: Docbao) -> None:
    rows = docbao("search", '"đàm phán"', "--json").objects
    assert rows
    for row in rows:
        text = docbao("show", row["id"], "--json").document["text"]
        assert row["snippets"]
        for snippet in row["snippets"]:
            assert text[snippet["start"] : snippet["end"]] == snippet["text"]
            for hit in snippet["hits"]:
                assert text[hit["start"] : hit["end"]].lower().split() == ["đàm", "phán"]
    assert docbao("search", "khôngcótừnày").status == 1
    assert docbao("search").status == 2


def test_search_gives_the_stretches_of_notes_that_match(docbao: Docbao) -> None:
    (row,) = docbao("list", "date:2025-11", "--json").objects
    docbao("note", row["id"], "Hỏi anh Tùng.\n\nHạn ngạch gạo nếp tăng.")
    (found,) = docbao("search", "gạo nếp", "--json").objects
    (snippet,) = found["note_snippets"]
    assert (snippet["text"], snippet["start"]) == ("Hạn ngạch gạo nếp tăng.", 15)
    assert "✎ Hạn ngạch gạo nếp tăng." in docbao("search", "gạo nếp").out
    assert "note_snippets" not in docbao("search", "helberg", "--json").objects[0]


def test_add_copies_into_the_library_and_says_what_it_did(docbao: Docbao, tmp_path: Path) -> None:
    folder = articles_of(tmp_path / "mới", a="Bài một\n\nVề cà phê Đắk Lắk.")
    answer = docbao("add", folder / "a.txt", "--json")
    assert answer.status == 0
    assert answer.objects[0]["added"] is True
    assert Path(answer.objects[0]["path"]).read_text("utf-8").startswith("Bài một")
    assert docbao("add", folder / "a.txt", "--json").objects[0]["added"] is False
    assert docbao("list", "dak lak").status == 0
    assert [row["added"] for row in docbao("add", folder, "--json").objects] == [False]
    assert docbao("add", tmp_path / "missing.txt").status == 2
    assert docbao("add").status == 2


def test_doctor_finds_a_fresh_home_well(docbao: Docbao) -> None:
    answer = docbao("doctor", "--json")
    assert answer.status == 0
    assert answer.document["ok"] is True
    assert [check["name"] for check in answer.document["checks"]] == [
        "program", "settings", "library", "index", "annotations",
    ]  # fmt: skip
    assert docbao("doctor").status == 0


def test_an_edited_file_may_be_renamed_and_doctor_names_annotated_articles_whose_file_is_gone(
    docbao: Docbao, tmp_path: Path
) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    path = folder / "a.txt"
    text = "Xuất khẩu gạo tăng mạnh\n\nTheo Bộ Công Thương, lượng gạo xuất khẩu đạt hai triệu tấn.\n"
    path.write_text(text, "utf-8")
    own = ("--library", folder)
    assert docbao("tag", path, "+giữ", *own).status == 0
    assert docbao("note", path, "xem lại", *own).status == 0
    path.write_text(text + "Thêm một câu.\n", "utf-8")
    assert docbao("show", path, *own).status == 0, "a look at the file alone is enough"
    path.rename(folder / "b.txt")
    assert [(it["tags"], it["notes"]) for it in docbao("list", "--json", *own).objects] == [(["giữ"], 1)]
    (folder / "b.txt").unlink()
    answer = docbao("doctor", "--json", *own)
    (check,) = [it for it in answer.document["checks"] if it["name"] == "annotations"]
    assert (answer.status, check["ok"], check["gone"]) == (0, True, 1)
    assert "Xuất khẩu gạo tăng mạnh" in check["told"][0]


def test_doctor_names_what_is_wrong(docbao: Docbao, tmp_path: Path) -> None:
    config = tmp_path / "home" / "config" / "docbao" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('measure = "wide"\nbundled = 3\n[keys]\nnosuch = "x"\nstar = "nokey"\n')
    answer = docbao("doctor", "--json")
    told = next(check["told"] for check in answer.document["checks"] if check["name"] == "settings")
    assert [sentence.split(":")[0][-1] for sentence in told] == ["1", "2", "4", "5"]
    assert answer.status == 2
    assert [check["name"] for check in answer.document["checks"] if not check["ok"]] == ["settings"]


def test_paths_says_where_things_are_kept(docbao: Docbao, tmp_path: Path) -> None:
    kept = docbao("paths", "--json").document
    assert kept["annotations"] == str(tmp_path / "home" / "data" / "docbao")
    assert kept["settings"] == str(tmp_path / "home" / "config" / "docbao" / "config.toml")
    assert docbao("paths", "--data", tmp_path / "x", "--json").document["annotations"] == str(tmp_path / "x")
    assert not (tmp_path / "home").exists()


def test_help_names_every_call_and_each_call_has_its_own(docbao: Docbao) -> None:
    from tui.calls.arguments import CALLS

    whole = docbao("--help")
    assert whole.status == 0
    for name in CALLS:
        assert f"\n  {name} " in whole.out
        assert docbao(name, "--help").out.startswith(f"Usage: docbao {name}")
    assert docbao("--version").out.startswith("docbao ")


def test_help_on_what_there_is_none_names_what_there_is(docbao: Docbao) -> None:
    answer = docbao("help", "foo")
    assert answer.status == 2
    assert not answer.out
    (line,) = answer.err.splitlines()
    assert "no help on foo" in line
    assert "export" in line
    assert "query" in line


@pytest.mark.parametrize(
    "arguments", [["--bogus"], ["list", "--library"], ["--json"], ["list", "--data="], ["paths", "x"]]
)
def test_a_mistake_in_the_call_is_status_2(docbao: Docbao, arguments: list[str]) -> None:
    assert docbao(*arguments).status == 2


def test_without_a_terminal_the_app_is_not_opened(docbao: Docbao) -> None:
    for arguments in ([], ["energy"], ["--", "list"], ["topic:energy", "-tag:done"]):
        assert docbao(*arguments).status == 2


def test_every_mistake_in_a_call_has_its_sentence_and_no_sentence_is_left_over() -> None:
    import ast

    from tui.words import Words

    codes: set[str] = set()
    literals: set[str] = set()
    for path in (Path(__file__).parents[2] / "tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "CallMistake":
                codes |= {str(it.value) for it in ast.walk(node.args[0]) if isinstance(it, ast.Constant)}
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
    words = Words("en")
    said = {key for key in [*words.keys()] if key.startswith("call.") and key.count(".") == 1}
    assert {f"call.{code}" for code in codes} <= said
    assert said <= {f"call.{code}" for code in codes} | literals


def test_annotations_of_a_newer_docbao_are_told_in_one_line_and_left_alone(
    docbao: Docbao, tmp_path: Path
) -> None:
    from annotations.lines import encode

    data = tmp_path / "data"
    docbao("tag", VTC, "+x", "--data", data)
    journal = next(data.glob("*/journal"))
    records = [json.loads(line.partition(b" ")[2]) for line in journal.read_bytes().splitlines()]
    newer = b"".join(encode({**record, "v": 99})[0] for record in records)
    journal.write_bytes(newer)
    listed = docbao("list", "--data", data)
    assert (listed.status, listed.err.count("\n")) == (0, 1)
    assert docbao("list", "tag:x", "--data", data).status == 2
    assert docbao("notes", "--data", data).status == 2
    assert docbao("tag", VTC, "+y", "--data", data).status == 3
    assert docbao("doctor", "--data", data).status == 2
    assert journal.read_bytes() == newer
