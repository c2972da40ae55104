"""Promises of the notebook: one item for each highlight and note, asked in the query language, grouped."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotations import highlights
from annotations.documents import anchor_document
from annotations.model import Anchor, AnchorStatus, Operation
from annotations.notebook import Notebook, NotebookView
from annotations.notebook.choosing import chosen
from annotations.notebook.items import Item
from annotations.query import tree as t
from annotations.query.facts import Facts
from annotations.query.matcher import matches
from annotations.query.parser import parse
from tests.annotations.notebooks import TEXTS, Desk
from tests.annotations.query_strategies import good_queries, meant
from tests.annotations.stores import FastFiles, Home

TODAY = date(2026, 2, 11)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Home(tmp_path).open(files=FastFiles()) as store:
        yield Desk(store)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Home(tmp_path_factory.mktemp("full")).open(files=FastFiles()) as store:
        desk = Desk(store)
        fill(desk)
        yield desk


def fill(desk: Desk) -> dict[str, str]:
    """Mark and write; return what was made, by a name."""
    made = {
        "sixth": desk.mark("f1", "vòng đàm phán thứ sáu", "red", tags=("todo",), note="Khi nào ký?"),
        "price": desk.mark("f2", "giá khí LNG", "green", tags=("năng-lượng/khí",)),
        "states": desk.mark("f1", "Việt Nam và Hoa Kỳ"),
        "note": desk.note("f2", "So với năm ngoái: LNG đắt"),
        "rice": desk.mark("f3", "Gạo Việt Nam"),
    }
    desk.tag("f1", "thương-mại")
    return made


def ask(desk: Desk, text: str, **how: bool) -> set[str]:
    known = desk.collection.known_names()
    view = desk.notebook.view(parse(text, today=TODAY, known=known), "none", **how)
    return {it.id for it in view.window(0, 100)}


def shown(view: NotebookView) -> list[tuple[str, list[str]]]:
    return [
        (
            view.heading(section.key or ""),
            [it.quote or it.text for it in view.window(section.start, section.count)],
        )
        for section in view.sections
    ]


def anchored(desk: Desk, id: str, status: AnchorStatus) -> None:
    highlight = desk.store.highlight(id)
    assert highlight is not None
    anchor = Anchor(status, 0, 0, 0.4, "later")
    desk.library.hashes[highlight.article] = "later"
    put = anchor_document(highlight.article, highlight.selector, anchor)
    desk.store.apply(Operation("anchor", {}, {("anchor", id): put}, undoable=False)).result()


def test_each_highlight_is_one_item_with_its_notes_and_so_is_each_note_on_an_article(desk: Desk) -> None:
    made = fill(desk)
    view = desk.notebook.view(group="none", order="oldest")
    assert [it.id for it in view.window(0, 10)] == list(made.values())
    first = view.window(0, 1)[0]
    assert (first.what, first.quote, first.text) == ("highlight", "vòng đàm phán thứ sáu", "Khi nào ký?")
    assert (first.kind, first.tags, first.article_tags) == ("red", ("todo",), ("thương-mại",))
    assert (first.heading, first.source, first.gone) == ("Bộ Công Thương họp", "VTC News", False)
    note = view.window(3, 1)[0]
    assert (note.what, note.quote, note.kind, note.text) == ("note", "", None, "So với năm ngoái: LNG đắt")
    assert (view.count, view.found, view.total, view.position(note.id)) == (5, 5, 5, 3)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"sixth", "price", "states", "note", "rice"}),
        ("topic:energy", {"price", "note"}),
        ("source:=“VTC News”", {"sixth", "states"}),
        ("date:2026", {"sixth", "states"}),
        ("tag:todo", {"sixth"}),
        ("tag:thuong-mai", {"sixth", "states"}),
        ("tag:năng-lượng", {"price"}),
        ("-tag:todo", {"price", "states", "note", "rice"}),
        ("kind:red", {"sixth"}),
        ("loại:vàng", {"states", "rice"}),
        ("has:note", {"sixth", "note"}),
        ("has:highlight", {"sixth", "price", "states", "rice"}),
        ("note:LNG", {"price", "note"}),
        ("lng", {"price", "note"}),
        ("ngoai", {"note"}),
        ("gạo", {"rice"}),
        ("họp", {"sixth", "states"}),
        ('"Hoa Kỳ"', {"states"}),
        ("text:lực", {"price", "note"}),
        ("lực", set()),
        ("noted:today kind:green OR noted:2020", {"price"}),
        ("entity:=“Hoa Kỳ”", {"sixth", "states"}),
        ("is:unread", {"sixth", "price", "states", "note", "rice"}),
        ("is:lost", set()),
        ("is:note", {"note"}),
        ("-type:note", {"sixth", "price", "states", "rice"}),
        ("is:highlight", {"sixth", "price", "states", "rice"}),
    ],
)
def test_an_annotation_is_asked_for_as_articles_are(full: Desk, query: str, found: set[str]) -> None:
    names = {"vòng đàm phán thứ sáu": "sixth", "giá khí LNG": "price", "Việt Nam và Hoa Kỳ": "states"}
    names |= {"So với năm ngoái: LNG đắt": "note", "Gạo Việt Nam": "rice"}
    known = full.collection.known_names()
    view = full.notebook.view(parse(query, today=date.today(), known=known))
    assert {names[it.quote or it.text] for it in view.window(0, 100)} == found


def test_bare_words_look_through_the_whole_article_when_asked_to(full: Desk) -> None:
    assert ask(full, "lực") == set()
    assert len(ask(full, "lực", texts=True)) == 2
    assert len(ask(full, "-lực", texts=True)) == 3


def whole(item: Item) -> Facts:
    """What is known of an annotation: its article's facts, with its own in the place of the reader's."""
    own, article = item.facts, item.entry.facts
    return replace(
        article,
        marks=replace(article.marks, notes=own.marks.notes, highlights=own.marks.highlights),
        folded_tags=own.folded_tags,
        noted=own.noted,
        notes=own.notes,
        kinds=own.kinds,
        places=own.places,
        inner=True,
    )


@given(good_queries())
@settings(max_examples=60, deadline=None)
def test_it_finds_what_the_naive_matcher_says_of_each(full: Desk, text: str) -> None:
    tree = parse(text, today=TODAY)
    items = full.notebook._all()
    every = [entry.facts for entry in full.collection.entries(full.collection.ids(t.EVERYTHING)).values()]
    expected = [item.id for item in items if matches(meant(tree, every), whole(item))]
    assert full.notebook.view(tree).count == len(expected)
    tree, naming = full.collection.resolved(tree), full.collection.naming()
    assert [item.id for item in chosen(tree, items, naming)] == expected


def test_what_a_kind_is_called_finds_it(desk: Desk) -> None:
    made = fill(desk)
    desk.store.apply(highlights.name_kind(desk.store, "red", "Cần kiểm")).result()
    assert ask(desk, "kind:cần kiểm") == ask(desk, "loại:can-kiem") == {made["sixth"]}


def test_lost_highlights_and_doubtful_ones_are_found(desk: Desk) -> None:
    made = fill(desk)
    anchored(desk, made["rice"], "lost")
    anchored(desk, made["states"], "review")
    assert ask(desk, "is:lost") == {made["rice"]} and ask(desk, "là:xem-lại") == {made["states"]}
    (lost,) = desk.notebook.view(t.Is("lost")).window(0, 9)
    assert (lost.status, lost.quote) == ("lost", "Gạo Việt Nam")
    assert [it.id for it in desk.collection.view(t.Is("lost")).window(0, 9)] == ["f3"]


def test_what_was_found_in_another_text_says_nothing_of_the_one_there_is_now(desk: Desk) -> None:
    made = fill(desk)
    anchored(desk, made["rice"], "lost")
    desk.library.hashes.clear()
    assert ask(desk, "is:lost") == set() and desk.collection.count(t.Is("lost")) == 0
    it = desk.notebook.annotation(made["rice"])
    assert it is not None and it.anchor is not None and TEXTS["f3"][it.start : it.end] == it.quote
    desk.library.hashes["f3"] = "last"
    again = Desk(desk.store)
    again.library.hashes["f3"] = "last"
    found = again.notebook.annotation(made["rice"])
    assert found is not None and (found.status, found.anchor) == ("ok", None), "not known yet"


def test_under_articles_they_stand_as_in_the_text_the_article_last_marked_first(full: Desk) -> None:
    assert shown(full.notebook.view()) == [
        ("Xuất khẩu gạo", ["Gạo Việt Nam"]),
        ("Giá điện tăng", ["So với năm ngoái: LNG đắt", "giá khí LNG"]),
        ("Bộ Công Thương họp", ["Việt Nam và Hoa Kỳ", "vòng đàm phán thứ sáu"]),
    ]
    oldest = shown(full.notebook.view(order="oldest"))
    assert oldest[0] == ("Bộ Công Thương họp", ["vòng đàm phán thứ sáu", "Việt Nam và Hoa Kỳ"])


def test_under_tags_one_stands_under_each_of_its_own_and_its_articles(full: Desk) -> None:
    view = full.notebook.view(group="tag")
    assert shown(view) == [
        ("thương-mại", ["Việt Nam và Hoa Kỳ", "vòng đàm phán thứ sáu"]),
        ("năng-lượng/khí", ["giá khí LNG"]),
        ("todo", ["vòng đàm phán thứ sáu"]),
        ("", ["So với năm ngoái: LNG đắt", "Gạo Việt Nam"]),
    ]
    assert (view.count, view.found) == (6, 5)
    sixth = view.window(1, 1)[0].id
    assert (view.position(sixth), view.position(sixth, near=3)) == (1, 3)


def test_under_entities_stand_those_that_the_quote_names(desk: Desk) -> None:
    fill(desk)
    quick = dict(shown(desk.notebook.view(group="entity")))
    assert quick["Việt Nam"] == ["Việt Nam và Hoa Kỳ", "Gạo Việt Nam"]
    assert quick["Hoa Kỳ"] == ["Việt Nam và Hoa Kỳ"]
    _, more = desk.notebook.settle_names(t.EVERYTHING, 1)
    assert more and desk.notebook.settle_names(t.EVERYTHING, 9)[1] is False
    exact = dict(shown(desk.notebook.view(group="entity")))
    assert exact["Việt Nam"] == quick["Việt Nam"]
    assert desk.notebook.settle_names(t.EVERYTHING, 9) == (False, False), "what was read is kept"


def test_months_are_those_of_the_writing(full: Desk) -> None:
    assert [heading for heading, _ in shown(full.notebook.view(group="month"))] == [
        date.today().isoformat()[:7]
    ]


def test_it_follows_what_is_written_changed_and_taken_back(desk: Desk) -> None:
    made = fill(desk)
    assert desk.notebook.view().found == 5
    highlight = desk.store.highlight(made["sixth"])
    assert highlight is not None
    desk.store.apply(highlights.delete(desk.store, [highlight])).result()
    assert desk.notebook.view().found == 4 and desk.notebook.annotation(made["sixth"]) is None
    desk.store.undo().result()
    assert ask(desk, "tag:todo") == {made["sixth"]}
    desk.tag("f3", "gạo-ngon")
    assert ask(desk, "tag:gao-ngon") == {made["rice"]}


def test_what_was_marked_in_an_article_that_is_gone_is_still_there(desk: Desk) -> None:
    made = fill(desk)

    desk.collection.update_rows(desk.library.change(removed=("/articles/3.txt",), added=()))
    (rice,) = desk.notebook.view(t.Words("gao")).window(0, 9)
    assert (rice.id, rice.gone, rice.heading) == (made["rice"], True, "Bài f3")


def test_an_article_is_found_by_what_was_marked_in_it(desk: Desk) -> None:
    fill(desk)

    def articles(text: str) -> set[str]:
        tree = parse(text, today=TODAY, known=desk.collection.known_names())
        return {it.id for it in desk.collection.view(tree).window(0, 9)}

    assert articles("tag:todo") == articles("kind:red") == {"f1"}
    assert articles('note:"giá khí"') == {"f2"} and articles("has:note") == {"f1", "f2"}
    assert articles("has:highlight") == {"f1", "f2", "f3"} and articles("has:tag") == {"f1", "f2"}
    facet = {it.value: it.count for it in desk.collection.facet("tag", t.EVERYTHING)}
    assert facet == {"thương-mại": 1, "todo": 1, "năng-lượng/khí": 1}


def test_the_beginning_of_a_large_notebook_is_that_of_all_of_it(desk: Desk) -> None:
    chance = random.Random(5)
    put: dict[tuple[str, str], dict[str, object]] = {}
    arrived: dict[tuple[str, str], dict[str, str]] = {}
    for number in range(400):
        day = date.today() - timedelta(chance.randrange(500))
        body = {"article": f"f{chance.randrange(200)}"}
        made = f"{day}T08:{number % 60:02}:00.000+00:00"
        at = {"start": number, "end": number + 9, "quote": f"câu số {number}", "prefix": "", "suffix": ""}
        put["highlight", f"h{number:03}"] = {**body, **at, "text": "x"}
        if number % 3 == 0:
            put["note", f"n{number:03}"] = {**body, "highlight": f"h{number:03}", "text": "trên câu"}
        elif number % 7 == 0:
            put["note", f"n{number:03}"] = {**body, "text": "về cả bài"}
        for kind in ("highlight", "note"):
            arrived[kind, f"{kind[0]}{number:03}"] = {"created": made, "modified": made}
    desk.store.apply(Operation("fill", {}, put, arrived=arrived)).result()
    beginning = desk.notebook.beginning(50)
    every = desk.notebook.view()
    assert beginning is not None and 50 <= beginning.count < 200 and beginning.total is None
    assert beginning.window(0, 500) == every.window(0, beginning.count)
    assert shown(beginning) == shown(every)[: len(beginning.sections)]
    last = every.sections[-1]
    assert last.key is not None
    aside = Notebook(desk.collection, desk.store).beginning(50, besides=last.key)
    assert aside is not None and aside.sections[-1].key == last.key
    assert aside.window(aside.sections[-1].start, 99) == every.window(last.start, 99)
    assert aside.first_in(last.key) == every.first_in(last.key) == every.id_at(last.start)
    assert desk.notebook.beginning(50) is None, "all were asked for"


def test_what_is_durable_is_in_the_notebook_however_soon_it_is_asked(desk: Desk) -> None:
    slow = desk.store.subscribe(lambda change: time.sleep(0.01))  # others are told first
    notebook = Notebook(desk.collection, desk.store)
    try:
        assert notebook.view().count == 0
        for number in range(1, 6):
            desk.note("f2", f"Ghi chú {number}")
            assert notebook.view().count == number
            desk.store.undo().result()
            assert notebook.view().count == number - 1
            desk.store.redo().result()
    finally:
        notebook.close()
        slow()
