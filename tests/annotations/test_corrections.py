"""Promises of corrections: kept, undone, merged and never in the way of what the machine reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import marks_cache
from annotations.check import check, not_understood
from annotations.collection import Collection
from annotations.correction_documents import read_document
from annotations.corrections import (
    correct,
    correct_mention,
    date_said,
    take_back,
    take_back_mention,
)
from annotations.model import EVERYWHERE, Change, Corrections, Operation
from annotations.query import tree as t
from annotations.store import Store
from seeds.article import Correction, MentionCorrection
from seeds.corrected import about, corrected
from seeds.problems import Problem
from seeds.reading import read, with_mentions
from seeds.topic_names import OwnTopic
from tests.annotations.correcting import HANOI, TODAY, do, headings, joined
from tests.annotations.fake_library import FakeLibrary, row
from tests.annotations.stores import FastFiles, Home, subject


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with home.open(files=FastFiles()) as store:
        yield store


def facts(store: Store, article: str = "a") -> dict[str, Any]:
    return {said.field: said.value for said in store.corrections(article).facts}


def said(store: Store, article: str = "a") -> list[MentionCorrection]:
    return [kept.said for kept in store.corrections(article).mentions]


# What is kept


def test_a_fact_is_set_changed_and_given_back(store: Store) -> None:
    a = subject("a")
    change = do(store, correct(store, a, Correction("date", "14/11/2025")))
    assert (change.articles, change.everywhere) == (frozenset({"a"}), False)
    do(store, correct(store, a, Correction("title", "  Nhan   đề\u202e mới\n")))
    do(store, correct(store, a, Correction("date", "2024-10")))
    assert facts(store) == {"date": "2024-10", "title": "Nhan đề mới"}
    assert len(store.search("correction", lambda document: True)) == 2
    do(store, take_back(store, a, "date"))
    assert facts(store) == {"title": "Nhan đề mới"}
    assert store.marks_of("a").corrections == 1
    assert store.article("a") is not None  # so that it is found again once its file has changed


def test_every_change_can_be_undone_and_redone(store: Store) -> None:
    a, pictures = subject("a"), []
    everywhere = replace(HANOI, scope="everywhere")
    steps = [
        lambda: correct(store, a, Correction("topics", ("energy", "labour"))),
        lambda: correct(store, a, Correction("topics", ())),
        lambda: correct(store, a, Correction("source", None)),
        lambda: correct_mention(store, a, HANOI),
        lambda: correct_mention(
            store, a, replace(HANOI, type=None), MentionCorrection("Hà", None, "", "article")
        ),
        lambda: correct_mention(store, a, everywhere),
        lambda: take_back(store, a, "topics"),
        lambda: take_back_mention(store, None, store.corrections(EVERYWHERE).mentions[0].id),
    ]

    def picture() -> Any:
        # Which of two came later is written in their time, and an undo is a change: order apart, all is back.
        return facts(store), set(said(store)), facts(store, "b"), set(said(store, "b"))

    for step in steps:
        pictures.append(picture())
        do(store, step())
    last = picture()
    assert last == (
        {"source": None},
        {replace(HANOI, type=None, name=""), MentionCorrection("Hà", None, "", "article")},
        {},
        set(),
    )
    for before in reversed(pictures):
        assert store.undo_name() is not None
        change = store.undo().result()
        assert change is not None and change.operation.values["left"] == 0
        assert picture() == before
    for after in [*pictures[1:], last]:
        store.redo().result()
        assert picture() == after


def test_a_name_is_set_once_for_each_form_and_stretch(store: Store) -> None:
    a, b = subject("a"), subject("b")
    text = "Hà Nội và Hà Nội"
    stretches = [about(text, 0, 6, "PERSON"), about(text, 10, 16, None)]
    for it in (HANOI, *stretches, replace(HANOI, type="PLACE", name="Hà Nội")):
        do(store, correct_mention(store, a, it))
    assert set(said(store)) == {*stretches, replace(HANOI, type="PLACE", name="Hà Nội")}
    assert [kept.article for kept in store.corrections("a").mentions] == ["a"] * 3
    do(store, correct_mention(store, a, replace(HANOI, scope="everywhere")))
    change = do(store, correct_mention(store, b, replace(HANOI, scope="everywhere", type=None)))
    assert change.everywhere
    assert "a" not in change.articles
    assert said(store, "b") == said(store, "c") == [replace(HANOI, scope="everywhere", type=None, name="")]
    assert len(said(store)) == 4
    assert said(store)[0].scope == "everywhere"  # what is said of one article comes later
    (first, *_) = store.corrections("b").mentions
    assert do(store, take_back_mention(store, None, first.id)).everywhere
    assert store.corrections("b") == Corrections()


def test_corrections_make_an_article_annotated_and_listed_though_its_file_is_gone(store: Store) -> None:
    library = FakeLibrary(row(1, "Một", "2025"), row(2, "Hai"))
    collection = joined(library, store)
    do(store, correct(store, subject("f1"), Correction("date", "2019")))
    do(store, correct(store, subject("gone"), Correction("date", "2019")))
    assert [it.id for it in collection.gone()] == ["gone"]
    assert sorted(headings(collection, "is:annotated")) == ["Bài gone", "Một"]
    do(store, correct_mention(store, subject("f2"), HANOI))
    assert sorted(headings(collection, "is:annotated")) == ["Bài gone", "Hai", "Một"]


# Values


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2025-11-14", "2025-11-14"),
        (" 14/11/2025 ", "2025-11-14"),
        ("14.11.2025", "2025-11-14"),
        ("ngày 14 tháng 11 năm 2025", "2025-11-14"),
        ("11/2025", "2025-11"),
        ("quý 3/2025", "2025-35"),
        ("2025", "2025"),
        ("202x", "202X"),
        ("2025-03-13?", "2025-03-13?"),
        ("xxxx-05-08", "XXXX-05-08"),
        ("14/11", "XXXX-11-14"),
        ("29/2", "XXXX-02-29"),
        ("tháng 11", "XXXX-11"),
        ("hôm qua", "2026-02-10"),
        ("12/11/2025..14/11/2025", "2025-11-12/2025-11-14"),
        ("unknown", None),
        ("không rõ", None),
    ],
)
def test_a_date_may_be_typed_as_in_a_filter(typed: str, edtf: str | None) -> None:
    assert date_said(typed, TODAY) == edtf


@pytest.mark.parametrize(
    "typed", ["", "hôm nào đó", "31/2/2025", "2025-13", "..2025", "14/11/2025 x", "\x1b[2J"]
)
def test_what_is_no_date_is_told(typed: str) -> None:
    with pytest.raises(Problem) as caught:
        date_said(typed, TODAY)
    assert caught.value.code == "correction-date"
    assert "\x1b" not in str(caught.value.values)


@given(st.text(max_size=20))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_is_a_date_or_a_problem(typed: str) -> None:
    try:
        found = date_said(typed, TODAY)
    except Problem as problem:
        assert problem.code == "correction-date"
    else:
        assert found is None or date_said(found, TODAY) == found


def test_values_that_cannot_be_kept_are_told(store: Store) -> None:
    a = subject("a")

    def code(said: Any) -> str:
        make = correct if isinstance(said, Correction) else correct_mention
        with pytest.raises(Problem) as caught:
            make(store, a, said)
        return caught.value.code

    assert code(Correction("topics", ("energy", "no-such-topic"))) == "correction-topic"
    own = (OwnTopic("no-such-topic", en="Mine"),)
    do(store, correct(store, a, Correction("topics", ("energy", "no-such-topic")), own_topics=own))
    assert facts(store) == {"topics": ("energy", "no-such-topic")}
    assert code(Correction("title", " \u200b\n")) == "correction-empty"
    assert code(Correction("source", "x" * 101)) == "correction-long"
    assert code(MentionCorrection("…", "ORG", "", "article")) == "correction-empty"
    assert code(MentionCorrection("Hà Nội", "ORG", "x" * 201, "article")) == "correction-long"
    with pytest.raises(ValueError, match="type"):
        correct_mention(store, a, replace(HANOI, type="BODY"))


# Documents


def test_what_another_docbao_has_added_to_a_correction_is_kept(store: Store) -> None:
    a = subject("a")
    operation = correct(store, a, Correction("date", "2025"))
    ((kind, id),) = [key for key in operation.put if key[0] == "correction"]
    do(store, Operation("x", {}, {(kind, id): {**(operation.put[kind, id] or {}), "why": "saw the paper"}}))
    do(store, correct(store, a, Correction("date", "2024")))
    (document,) = store.search("correction", lambda it: True)
    assert (document["why"], document["value"], facts(store)) == ("saw the paper", "2024", {"date": "2024"})
    assert {"v", "created", "modified", "rev", "device", "id"} <= document.keys()


HOSTILE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.text(max_size=4)
    | st.sampled_from(["a", "energy", "2025"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
DOCUMENTS = st.fixed_dictionaries(
    {},
    optional={
        "article": st.sampled_from(["a", ""]) | HOSTILE,
        "field": st.sampled_from(["date", "title", "topics", "source"]) | HOSTILE,
        "value": st.sampled_from(["2025-11", "\x1b[2J", "x" * 999]) | HOSTILE,
        "scope": st.sampled_from(["stretch", "article", "everywhere"]) | HOSTILE,
        "text": st.sampled_from(["Hà Nội", "x" * 999]) | HOSTILE,
        "type": st.sampled_from(["ORG", None]) | HOSTILE,
        "name": HOSTILE,
        "start": HOSTILE,
        "before": HOSTILE,
        "after": HOSTILE,
    },
)


@given(documents=st.lists(DOCUMENTS, max_size=6))
@settings(max_examples=40, deadline=None)
def test_documents_made_by_hand_never_break_anything_and_doctor_counts_them(
    documents: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = Home(tmp_path_factory.mktemp("hostile"))
    with home.open(files=FastFiles()) as store:
        put: Any = {("correction", f"c{at}"): document for at, document in enumerate(documents)}
        do(store, Operation("x", {}, put))
        kept = store.search("correction", lambda document: True)
        understood = [it for it in kept if read_document(it) is not None]
        found = store.corrections("a")
        it = corrected(with_mentions(read("Tin\n\nÔng A ở Hà Nội.\n".encode())), found.facts, found.said)
        assert "\x1b" not in f"{it.title}{it.source}{it.mentions}"
        assert {kept_.article for kept_ in found.mentions} <= {"a", ""}
        library = FakeLibrary(row(1, "Một", fingerprint="a"))
        joined(library, store).view(t.EVERYTHING, "newest")
        told = not_understood(kept)
    wrong = len(kept) - len(understood)
    assert [values["count"] for _, values in told] == ([wrong] if wrong else [])
    checked = [
        values["count"] for device in check(home.data, home.state).devices for _, values in device.findings
    ]
    assert checked == ([wrong] if wrong else [])


# Windows, devices, the index


def test_two_windows_see_each_others_corrections(home: Home) -> None:
    with home.open(files=FastFiles()) as one, home.open(files=FastFiles()) as two:
        seen: list[Change] = []
        two.subscribe(seen.append)
        do(one, correct(one, subject("a"), Correction("date", "2025-11-14")))
        do(one, correct_mention(one, subject("a"), replace(HANOI, scope="everywhere")))
        two.refresh()
        assert (facts(two), len(said(two, "zzz"))) == ({"date": "2025-11-14"}, 1)
        assert [(change.origin, "a" in change.articles, change.everywhere) for change in seen] == [
            ("elsewhere", True, False),
            ("elsewhere", False, True),
        ]
        do(two, correct(two, subject("a"), Correction("date", "2024")))
        one.refresh()
        assert facts(one) == {"date": "2024"}


def test_two_devices_that_correct_the_same_thing_meet(tmp_path: Path) -> None:
    states = [tmp_path / "one", tmp_path / "two"]
    both = [Store.open(tmp_path / "data", state, files=FastFiles()) for state in states]
    try:
        for number, store in enumerate(both):  # neither has seen the other
            do(store, correct(store, subject("a"), Correction("date", f"202{number}")))
            do(store, correct_mention(store, subject("a"), replace(HANOI, name=f"Tên {number}")))
            do(
                store,
                correct_mention(store, subject("b"), replace(HANOI, scope="everywhere", name=f"{number}")),
            )
        for store in both:
            store.refresh()
        assert facts(both[0]) == facts(both[1]) == {"date": "2021"}
        assert said(both[0]) == said(both[1])
        assert [it.name for it in said(both[0])] == ["1", "Tên 1"]
    finally:
        for store in both:
            store.close()


def test_corrections_are_there_when_the_store_is_opened_again_and_in_the_first_paint(home: Home) -> None:
    with home.open() as store:
        do(store, correct(store, subject("f1"), Correction("date", "14/11/2019")))
        do(store, correct(store, subject("f1"), Correction("topics", ("labour",))))
        do(store, correct_mention(store, subject("f1"), HANOI))
    marks_cache.save(home.root / "marks.json", store)
    collection = Collection(FakeLibrary(row(1, "Một", "2025"), row(2, "Hai", "2024")))
    collection.load()
    cached = marks_cache.load(home.root / "marks.json", home.data)
    assert cached is not None
    collection.set_marks(cached)
    for _ in ("from the cache", "from the store"):
        listed = collection.view(t.EVERYTHING).window(0, 9)
        assert [it.heading for it in listed] == ["Hai", "Một"]
        assert listed[1].topics == ("labour",)
        again = home.open()
        collection.attach(again)
        assert said(again, "f1") == [HANOI]
        again.close()
