"""Readwise's CSV: what it imports, what it exports, and what becomes of the rest."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.exchange.exporting import Exported, format_named, pieces
from annotations.exchange.readwise_reading import split_note
from seeds.problems import Problem
from tests.annotations.exchanges import MARKED, a_file, annotate, articles, world

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(st.lists(MARKED, max_size=4))
def test_every_highlight_and_note_is_in_the_file_and_comes_back(marked: list[Any]) -> None:
    with world() as one, world() as two:
        annotate(one, marked, [])
        text = one.export("readwise")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert sorted(it["Highlight"] for it in rows) == sorted(it.quote for it in one.store.all_highlights())
        with a_file(text) as path:
            assert not text or one.plan("readwise", path).nothing
            if text:
                two.take("readwise", path)
                assert two.plan("readwise", path).nothing
        here, there = ({(it.article, it.quote) for it in w.store.all_highlights()} for w in (one, two))
        assert here == there
        assert not text or len(two.store.all_notes()) <= len(one.store.all_notes())


def test_the_file_is_as_readwise_documents_it() -> None:
    with world() as one:
        one.mark_words(0, "hai bên đàm phán", tags=["đọc lại", "h1"], note='Dòng "một"\nDòng hai')
        text = one.export("readwise")
    assert text.startswith("Highlight,Title,Author,URL,Note,Location,Date\r\n")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["Highlight"] == "hai bên đàm phán"
    assert row["URL"] == "https://vtcnews.vn/dam-phan-ar900001.html"
    assert row["Note"] == '.h1- .đọc-lại\nDòng "một"\nDòng hai'
    assert '""một""' in text
    assert row["Location"] == str(articles()[0].text.index("hai bên đàm phán"))
    assert row["Date"].endswith("+00:00")


def test_hyphens_in_inline_tags_are_the_spaces_of_tags_that_are_here() -> None:
    with world() as one, world() as two:
        one.mark_words(0, "hai bên đàm phán", tags=["đọc lại", "mới-lạ"])
        two.tag(1, "đọc lại")
        with a_file(one.export("readwise")) as path:
            two.take("readwise", path)
        assert two.store.all_highlights()[0].tags == ("mới-lạ", "đọc lại")


def test_what_the_form_has_no_room_for_is_counted() -> None:
    with world() as one:
        one.mark_words(0, "hai bên đàm phán", kind="red")
        one.note(0, "trên bài")
        one.tag(1, "a", "b")
        one.star(1)
        exported = Exported(format_named("readwise"))
        "".join(pieces(one.source(), exported, lambda *_: None))
    assert dict(exported.left_out) == {"kinds": 1, "article-notes": 1, "article-tags": 2, "stars": 1}


EXPORTED = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,"
    "Document tags\n"
    "\"Giá LNG\ntăng. Giá than\",Ngành điện: LNG “đắt” hơn than; khách hàng 'kêu',Ai đó,,.nhanh ghi chú,pink,"
    '"một, hai",'
    "order,3,2025-07-17 14:00:25+00:00,ưa thích\n"
)


def test_what_readwise_exports_is_understood() -> None:
    with world() as one, a_file("\ufeff" + EXPORTED) as path:
        counts = one.take("readwise", path).counts
        assert counts == {"highlights": 1, "notes": 1, "tags": 4}
        (highlight,) = one.store.all_highlights()
        assert (highlight.article, highlight.quote) == (articles()[1].fingerprint, "Giá LNG tăng. Giá than")
        assert (highlight.kind, highlight.tags) == ("red", ("hai", "một", "nhanh"))
        assert highlight.created == "2025-07-17T14:00:25.000Z"
        assert one.store.notes_on(highlight.id)[0].text == "ghi chú"
        assert one.store.marks_of(articles()[1].fingerprint).tags == ("ưa thích",)
        assert one.plan("readwise", path).nothing


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "import-not-readwise"),
        ("a,b\n1,2\n", "import-not-readwise"),
        ('Highlight,Title\n"never closed', "import-csv"),
        ("Highlight\nx\0y\n", "import-csv"),
    ],
)
def test_what_is_no_such_file_is_refused(text: str, code: str) -> None:
    with world() as one, a_file(text) as path, pytest.raises(Problem) as raised:
        one.plan("readwise", path)
    assert raised.value.code == code


def test_a_field_without_end_is_refused() -> None:
    with world() as one, a_file("Highlight\n" + "x" * 11_000_000) as path, pytest.raises(Problem) as raised:
        one.plan("readwise", path)
    assert raised.value.code == "import-csv"


@given(st.text(max_size=60))
def test_any_note_can_be_split_into_tags_and_text(note: str) -> None:
    tags, rest = split_note(note)
    assert rest in note
    assert all(not any(letter.isspace() for letter in tag) for tag in tags)
