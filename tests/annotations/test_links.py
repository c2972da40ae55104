"""Promises of links in notes: what is one, where it leads, what points back, that it outlives a rename."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotations import actions
from annotations.collection import Collection
from annotations.link_index import Links
from annotations.links import Link, links_in, remembering, replaced, written
from annotations.markdown import parser
from annotations.model import Note, Subject
from annotations.store import Store
from tests.annotations.fake_library import FakeLibrary, row

PIECES = (
    "[[", "]]", "[", "]", "|", "\\", "`", "``", "```\n", "~~~\n", "\n", "\n\n", "> ", "- ", "1. ", "    ",
    "# ", "*", "**", "~~", "a", "bài ", "note:x", "[[a]]", "[[b|c]]", "[[note:n1|đ]]", "(u)", "<", "&amp;",
)  # fmt: skip


def targets(text: str) -> list[str]:
    return [link.target for link in links_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("xem [[f1|Bão số 9]] và [[note:n1]]", ["f1", "note:n1"]),
        ("[[ Bão số 9 ]]", ["Bão số 9"]),
        ("`[[f1]]` ``a ` [[f2]]`` [[f3]]", ["f3"]),
        ("```\n[[f1]]\n```\n[[f2]]", ["f2"]),
        ("> ~~~\n> [[f1]]\n\n- a\n  [[f2]]", ["f2"]),
        (r"\[[f1]] \\[[f2]]", ["f2"]),
        ("[[]] [[ ]] [[a\nb]] [[a|b|c]] [a] [[[f1]]]", ["a", "f1"]),
        ("    [[f1]] lies in a note, not in code", ["f1"]),
        ("<b>[[f1]]</b> [x](y) [[f2]]", ["f1", "f2"]),
    ],
)
def test_what_is_a_link(text: str, found: list[str]) -> None:
    assert targets(text) == found


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_links_are_those_that_the_markdown_parser_draws_and_stand_where_they_say(text: str) -> None:
    drawn = [
        token.content
        for block in parser().parse(text)
        for token in block.children or ()
        if token.type == "wikilink"
    ]
    links = links_in(text)
    assert [text[link.start : link.end] for link in links] == drawn
    assert all(one.end <= other.start for one, other in pairwise(links))


@given(st.text(min_size=1).filter(lambda it: it.strip()), st.text())
@example("0", "<\0")
@example("<\0", "")
def test_a_link_that_is_written_is_read_again(target: str, label: str) -> None:
    # No id has these; a NUL is read as U+FFFD, as Markdown wants it.
    target = "".join(target.split()).translate({ord(each): None for each in "[]|\0"}) or "x"
    text = f"trước {written(target, label)} sau"
    (link,) = links_in(text)
    assert link.target == target[:400] or len(target) > 400
    assert replaced(text, lambda link: written("mới", link.label)).startswith("trước [[mới")
    assert replaced(text, lambda link: None) == text


class House:
    """A library of articles and what is written on them."""

    def __init__(self, folder: Path) -> None:
        self.library = FakeLibrary(
            row(1, "Bão số 9", "2025-11-15"),
            row(2, "Giá điện", "2025-11-14"),
            row(3, "Giá điện", "2024-11-14"),
            row(4, "Đàm phán", "2026-01-01"),
        )
        self.store = Store.open(folder / "data", folder / "state")
        self.collection = Collection(self.library)
        self.collection.load()
        self.collection.attach(self.store)
        self.links = Links(self.collection, self.store)

    def note(self, article: str, text: str) -> Note:
        subject = self.subject(article)
        operation = actions.add_note(self.store, subject, text)
        linked = [self.subject(it.id) for it in self.links.linked(text)]
        change = self.store.apply(remembering(self.store, operation, linked)).result()
        self.collection.update_marks(change.articles)
        note = self.store.note(actions.note_id(operation))
        assert note is not None
        return note

    def subject(self, article: str) -> Subject:
        listed = self.collection.listed(article)
        assert listed is not None
        return Subject(listed.id, listed.fingerprint, listed.path, listed.heading)

    def leads(self, text: str) -> tuple[str, str]:
        (link,) = links_in(text)
        to = self.links.leads_to(link)
        return to.leads, to.id


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_a_link_leads_by_id_or_by_a_name_that_only_one_article_has(house: House) -> None:
    note = house.note("f1", "# Lũ\nnhiều")
    assert house.leads("[[f1|gì cũng được]]") == ("article", "f1")
    assert house.leads("[[bao  so 9]]") == ("article", "f1")
    assert house.leads(f"[[note:{note.id}]]") == ("note", note.id)
    assert house.leads("[[Giá điện]]") == ("several", "")
    assert house.leads("[[Giá]]") == ("nowhere", "")
    assert house.leads("[[note:none]]") == ("nowhere", "")
    (link,) = links_in(f"[[note:{note.id}]]")
    assert house.links.leads_to(link).name == "Lũ"


def test_backlinks_follow_every_change_of_the_notes(house: House) -> None:
    first = house.note("f1", "xem [[f4|Đàm phán]] và [[giá điện]]")
    second = house.note("f2", f"theo [[note:{first.id}]], [[đàm phán]] [[f4]]")
    assert [it.note.id for it in house.links.to_article("f4")] == [first.id, second.id]
    assert house.links.to_article("f2") == ()  # two are called so
    assert [it.note.id for it in house.links.to_note(first.id)] == [second.id]
    assert [it.link.target for it in house.links.from_article("f2")] == [
        f"note:{first.id}",
        "đàm phán",
        "f4",
    ]
    house.store.apply(actions.edit_note(house.store, first, "không còn")).result()
    assert [it.note.id for it in house.links.to_article("f4")] == [second.id]
    house.store.apply(actions.delete_note(house.store, second)).result()
    assert house.links.to_article("f4") == house.links.to_note(first.id) == ()
    house.store.undo().result()
    assert [it.note.id for it in house.links.to_article("f4")] == [second.id]


def test_a_linked_article_keeps_its_id_when_its_file_is_edited_and_then_renamed(house: House) -> None:
    note = house.note("f1", "[[f4|Đàm phán]]")
    moved = replace(row(4, "Đàm phán vòng sáu", "2026-01-01"), fingerprint="f44")
    house.collection.update_rows(house.library.change(added=(moved,), removed=()))
    assert house.leads("[[f4]]") == ("article", "f4")
    listed = house.collection.listed("f4")
    assert listed is not None and listed.fingerprint == "f44"
    house.collection.remember()
    renamed = replace(moved, path="/articles/khác.txt")
    house.collection.update_rows(house.library.change(added=(renamed,), removed=(moved.path,)))
    assert house.leads("[[f4]]") == ("article", "f4")
    assert [it.note.id for it in house.links.to_article("f4")] == [note.id]
    house.collection.update_rows(house.library.change(added=(), removed=(renamed.path,)))
    assert house.leads("[[f4]]") == ("gone", "f4")


def test_what_is_typed_finds_articles_and_notes_without_marks(house: House) -> None:
    house.note("f1", "- giá vàng tăng")
    assert [it.name for it in house.links.offer("gia")] == ["Giá điện", "Giá điện", "giá vàng tăng"]
    assert [it.name for it in house.links.offer("phan dam")] == ["Đàm phán"]
    assert next(it.name for it in house.links.offer("")) == "Bão số 9"  # noted last
    assert house.links.offer("không có gì") == ()


def test_what_begins_with_what_is_typed_comes_first_and_names_are_plain(house: House) -> None:
    house.note("f1", "xem giá vàng")
    house.note("f1", "- Xem [[f4|Hai bên nói về **chuỗi cung ứng**]] và `mã`")
    house.note("f4", "việc **cần** làm")
    house.note("f4", "công việc chung")
    assert house.links.offer("hai ben")[0].name == "Xem Hai bên nói về chuỗi cung ứng và mã"
    assert [it.name for it in house.links.offer("việc c")] == ["việc cần làm", "công việc chung"]
    assert [it.name for it in house.links.offer("xem")][-1] == "xem giá vàng"
    house.note("f4", "**Ghi** Thúc đẩy *hợp tác*")
    assert [it.name for it in house.links.offer("ghi thuc")] == ["Ghi Thúc đẩy hợp tác"]
    house.note("f4", "đàm thoại")
    assert [it.name for it in house.links.offer("dam")] == ["Đàm phán", "đàm thoại"]
    house.note("f4", "9 bão")
    assert [it.name for it in house.links.offer("9")] == ["9 bão", "Bão số 9"], "before an article's inside"


def test_many_articles_and_notes_do_not_hold_up_a_question(
    tmp_path: Path,
) -> None:
    library = FakeLibrary(*(row(number, f"Bài số {number} về giá điện") for number in range(20_000)))
    collection = Collection(library)
    collection.load()
    store = Store.open(tmp_path / "data", tmp_path / "state")
    collection.attach(store)
    subject = Subject("f1", "f1", "/articles/1.txt", "Bài")
    put = dict(actions.add_note(store, subject, "đầu").put)
    for number in range(5_000):
        put["note", f"n{number}"] = {"article": f"f{number}", "text": f"xem [[f{number // 9}]] và thêm"}
    store.apply(replace(actions.add_note(store, subject, "x"), put=put)).result()
    links = Links(collection, store)
    links.offer("khởi động")
    links.to_article("f5")
    begun = time.thread_time()
    assert len(links.to_article("f500")) == 9
    assert time.thread_time() - begun < 0.05
    begun = time.thread_time()
    assert len(links.offer("99 dien")) == 20
    assert time.thread_time() - begun < 0.2
    stop = threading.Event()
    stop.set()
    assert not any(it.article for it in links.offer("bai", stop=stop))
    store.close()


def test_a_link_without_a_name_is_bare() -> None:
    assert written("f1") == "[[f1]]"
    assert links_in("[[f1|]]") == (Link(0, 7, "f1", ""),)
