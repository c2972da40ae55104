"""Markdown: files that other programs read, found again wherever they are moved, never a word of the person's
lost."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import actions
from annotations.exchange import front_matter
from annotations.exchange.exporting import Exported, Source, format_named, to_folder
from annotations.exchange.markdown_shapes import escaped, guarded, quoted, unguarded, unquoted
from annotations.exchange.writing import LONGEST_NAME, file_name
from seeds.problems import Problem
from tests.annotations.exchanges import (
    LETTERS,
    MARKED,
    NOTES,
    ON_ARTICLES,
    World,
    a_file,
    annotate,
    articles,
    world,
)

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.md"))


def written(there: World) -> Path:
    """A world with one article that has everything, and its file in a folder of its own."""
    there.mark_words(0, "hai bên đàm phán", kind="red", tags=["đọc lại"], note="Ghi chú")
    there.note(0, "Trên bài")
    path = Path(tempfile.mkdtemp())
    there.export_folder("markdown", path)
    (file,) = files(path)
    return file


@FEW
@given(st.lists(MARKED, max_size=4), st.lists(ON_ARTICLES, max_size=3))
def test_highlights_notes_tags_and_stars_come_back(marked: list[Any], on_articles: list[Any]) -> None:
    with world() as one, world() as two, folder() as path:
        annotate(one, marked, on_articles)
        one.export_folder("markdown", path)
        if not files(path):
            return
        assert one.plan("markdown", path).nothing
        two.take("markdown", path)
        assert two.plan("markdown", path).nothing
        assert two.said() == one.said()
        here, there = ([(it[0], it[1].quote, it[1].start, *it[2:5]) for it in w.marked()] for w in (one, two))
        assert here == there
        for article in articles():
            first, second = (it.store.marks_of(article.fingerprint) for it in (one, two))
            assert (first.tags, first.starred) == (second.tags, second.starred)
        before = [file.read_bytes() for file in files(path)]
        assert one.export_folder("markdown", path).files == 0
        assert [file.read_bytes() for file in files(path)] == before


def test_what_the_person_wrote_outside_the_marks_stays_byte_for_byte() -> None:
    with world() as one:
        file = written(one)
        text = file.read_bytes().decode()
        mine = (
            text.replace("---\n\n<!--", "aliases: [x]\n---\nMở đầu của tôi \r\n\n<!--", 1)
            + "\nCuối  \n\n\tcủa tôi"
        )
        file.write_bytes(mine.encode())
        one.note(0, "Thêm một ghi chú")
        assert one.export_folder("markdown", file.parent).files == 1
        after = file.read_bytes().decode()
        assert "Thêm một ghi chú" in after
        cut = re.compile(r"<!-- docbao:begin.*<!-- docbao:end -->", re.DOTALL)
        assert cut.sub("…", after) == cut.sub("…", mine)


def test_a_file_that_was_renamed_and_moved_is_found_again() -> None:
    with world() as one:
        file = written(one)
        (file.parent / "Báo" / "2025").mkdir(parents=True)
        moved = file.rename(file.parent / "Báo" / "2025" / "tên của tôi.md")
        one.note(0, "mới")
        one.export_folder("markdown", file.parent)
        assert files(file.parent) == [moved]
        assert "mới" in moved.read_text("utf-8")


def test_a_note_changed_between_the_marks_changes_here_and_is_one_change_to_undo() -> None:
    with world() as one:
        file = written(one)
        file.write_text(file.read_text("utf-8").replace("Ghi chú\n", "Ghi chú **đã sửa**\n"), "utf-8")
        assert one.take("markdown", file).counts == {"changed": 1}
        assert "Ghi chú **đã sửa**" in [it.text for it in one.store.all_notes()]
        assert one.plan("markdown", file).nothing
        one.store.undo().result()
        assert sorted(it.text for it in one.store.all_notes()) == ["Ghi chú", "Trên bài"]


def test_a_note_changed_in_both_places_is_kept_twice() -> None:
    with world() as one:
        file = written(one)
        file.write_text(file.read_text("utf-8").replace("Ghi chú\n", "ngoài kia\n"), "utf-8")
        note = next(it for it in one.store.all_notes() if it.text == "Ghi chú")
        one.store.apply(actions.edit_note(one.store, note, "trong này")).result()
        assert one.take("markdown", file).counts == {"copies": 1}
        assert one.plan("markdown", file).nothing
        assert {it.text for it in one.store.all_notes()} == {"Trên bài", "ngoài kia", "trong này"}


def test_what_was_written_between_the_marks_is_not_written_over_before_it_was_brought_in() -> None:
    with world() as one:
        file = written(one)
        changed = file.read_text("utf-8").replace(
            "<!-- docbao:end-highlight", "Thêm ở đây\n<!-- docbao:end-highlight"
        )
        file.write_text(changed, "utf-8")
        one.note(0, "mới")
        exported = one.export_folder("markdown", file.parent)
        assert [it.code for it in exported.left] == ["export-changed"]
        assert file.read_text("utf-8") == changed
        assert one.take("markdown", file).counts == {"notes": 1}
        (highlight,) = one.store.all_highlights()
        assert [it.text for it in one.store.notes_on(highlight.id)] == ["Ghi chú", "Thêm ở đây"]
        assert one.export_folder("markdown", file.parent).files == 1
        assert one.plan("markdown", file).nothing
        assert file.read_text("utf-8").count("Thêm ở đây") == 1


@pytest.mark.parametrize("broken", ["<!-- docbao:end -->", "<!-- docbao:begin"])
def test_a_file_whose_marks_are_broken_is_left_alone_and_said(broken: str) -> None:
    with world() as one:
        file = written(one)
        lines = [line for line in file.read_text("utf-8").split("\n") if not line.startswith(broken)]
        file.write_text("\n".join(lines), "utf-8")
        before = file.read_bytes()
        one.note(0, "mới")
        assert [it.code for it in one.export_folder("markdown", file.parent).left] == ["export-marks"]
        assert file.read_bytes() == before
        with pytest.raises(Problem) as raised:
            one.plan("markdown", file)
        assert raised.value.code == "import-marks"


def test_links_between_exported_articles_name_their_files_and_come_back_as_they_were() -> None:
    text = (
        f"[[{articles()[1].fingerprint}|điện]], [[nganh dien: lng “đắt” hơn than; khách hàng 'kêu']], [[xa]]"
    )
    with world() as one, world() as two, folder() as path:
        one.note(0, text)
        one.tag(1, "điện")
        one.export_folder("markdown", path)
        names = {file.stem for file in files(path)}
        said = next(file.read_text("utf-8") for file in files(path) if "đàm phán" in file.stem)
        found = re.findall(r"^\[\[([^|\]]+)\|", said, re.MULTILINE)
        assert len(names) == 2
        assert found
        assert set(found) <= names
        assert "[[xa]]" in said
        two.take("markdown", path)
        assert [it.text for it in two.store.all_notes()] == [text]


def test_a_link_to_an_article_that_is_not_exported_names_the_file_it_would_have_and_is_said() -> None:
    target = articles()[1].fingerprint
    text = f"[[{target}|điện]] và [[{target}]]"
    with world() as one, world() as two, folder() as path:
        one.note(0, text)
        exported = one.export_folder("markdown", path)
        assert exported.links_elsewhere == 1
        (file,) = files(path)
        note = next(line for line in file.read_text("utf-8").split("\n") if line.startswith("[["))
        name = file_name(articles()[1].title or "", target)
        assert note.startswith(f"[[{name}|điện]] và [[{name}|")
        assert not re.search(r"\[\[" + target, note), "an id is no name of a file"
        two.take("markdown", path)
        assert [it.text for it in two.store.all_notes()] == [text]
        one.tag(1, "điện")
        assert one.export_folder("markdown", path).links_elsewhere == 0
        assert name in {it.stem for it in files(path)}


def test_a_kind_is_called_what_it_is_called_in_the_app() -> None:
    with world() as one, folder() as path:
        one.mark_words(0, "hai bên đàm phán")
        source = Source(one.collection, one.store, kinds={"yellow": "important"})
        to_folder(source, Exported(format_named("markdown")), path, lambda *_: None)
        (file,) = files(path)
        assert "🟡 important" in file.read_text("utf-8")


def test_a_file_of_anothers_becomes_a_note_on_the_article_it_names() -> None:
    text = f'---\ntitle: "{articles()[0].title}"\ntags: [một, "hai ba"]\n---\n# Của tôi\n\nvăn bản\n'
    with world() as one, a_file(text, "x.md") as path:
        assert one.take("markdown", path).counts == {"notes": 1, "tags": 2}
        assert [it.text for it in one.store.notes(articles()[0].fingerprint)] == ["# Của tôi\n\nvăn bản"]
        assert one.plan("markdown", path).nothing


@pytest.mark.parametrize("text", ["", "chữ", "---\nx: y\n---\nchữ", "---\ntitle: a\nchữ"])
def test_a_file_that_names_no_article_is_refused(text: str) -> None:
    with world() as one, a_file(text, "x.md") as path, pytest.raises(Problem) as raised:
        one.plan("markdown", path)
    assert raised.value.code == "import-no-article"


def test_line_ends_of_windows_stay() -> None:
    with world() as one:
        file = written(one)
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        assert one.plan("markdown", file).nothing
        one.note(0, "mới")
        assert one.export_folder("markdown", file.parent).files == 1
        assert b"\n" not in file.read_bytes().replace(b"\r\n", b"")


HOSTILE = [
    "../../etc/passwd", "CON", "nul.txt", "a" * 400, "đ" * 300, "x\u202egpj.exe", 'a: "b" #c', "...", "",
    " ", "\x00\x1b[31m",
    "a/b\\c:d*e?f\"g<h>i|j", "---", "[[x]]", "🟡" * 90, "e\u0301" * 120, "Tiêu đề % ^ #", "COM1.log",
]  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE)
def test_titles_make_file_names_that_every_system_takes(title: str) -> None:
    name = file_name(title, "0123456789abcdef")
    assert 0 < len(name.encode()) <= LONGEST_NAME + 1
    assert not re.search(r'[\x00-\x1f\x7f<>:"/\\|?*\u202e\[\]#^]', name)
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))
    assert not re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name)


def test_articles_of_one_title_get_files_of_their_own() -> None:
    with world() as one, folder() as path:
        (path / "Việt Nam và Hoa Kỳ đàm phán thương mại.md").write_text("của tôi", "utf-8")
        one.tag(0, "x")
        one.export_folder("markdown", path)
        one.export_folder("markdown", path)
        assert len(files(path)) == 2
        assert (path / "Việt Nam và Hoa Kỳ đàm phán thương mại.md").read_text("utf-8") == "của tôi"


@given(
    st.lists(st.tuples(st.sampled_from(["title", "url", "tags"]), LETTERS | st.lists(LETTERS, max_size=3)))
)
def test_front_matter_is_read_as_it_was_written(values: list[tuple[str, Any]]) -> None:
    said = dict(values)
    read = front_matter.read("\n".join(front_matter.lines(said.items())))
    assert read == {
        key: [it for it in value if it] if isinstance(value, list) else value
        for key, value in said.items()
        if value
    }


@given(NOTES)
def test_no_note_can_be_taken_for_a_mark(text: str) -> None:
    safe = guarded(text)
    assert unguarded(safe) == text
    assert not re.search(r"^[ \t]*<!-- docbao:", safe, re.MULTILINE)


@given(
    LETTERS
    | st.sampled_from(["a\nb", "- a", "1. b", "> c", "a\n\n    b", "==x==", "&amp; &#39;", "\\", "^x"])
)
def test_quotes_come_back_letter_by_letter(text: str) -> None:
    assert unquoted(quoted(text)) == text
    assert "<" not in escaped(text).replace("\\<", "")
