"""Promises of corrections: kept, undone, merged and never in the way of what the machine reads."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import actions, marks_cache
from annotations.check import check, not_understood
from annotations.collection import Collection
from annotations.correction_documents import read_document
from annotations.corrections import (
    correct,
    correct_mention,
    correction_at,
    date_said,
    lost,
    take_back,
    take_back_mention,
)
from annotations.model import EVERYWHERE, Change, Corrections, Operation, Subject
from annotations.named import AT_ONCE, OWN_AT_ONCE
from annotations.query import tree as t
from annotations.query.parser import parse
from annotations.store import Store
from annotations.wanted import Wanted
from seeds.article import Article, Correction, EntityCount, MentionCorrection
from seeds.corrected import about, corrected
from seeds.problems import Problem
from seeds.reading import read, with_mentions
from seeds.text import fold
from seeds.topic_names import OwnTopic
from seeds.written_forms import occurrences
from tests.annotations.fake_library import FakeLibrary, row
from tests.annotations.stores import FastFiles, Home, subject

TODAY = date(2026, 2, 11)
HANOI = MentionCorrection("Hà Nội", "ORG", "Đại học Hà Nội", "article")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with home.open(files=FastFiles()) as store:
        yield store


def do(store: Store, operation: Operation) -> Change:
    change = store.apply(operation).result()
    store.flush()  # who has subscribed was told
    return change


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


# The collection


def joined(library: FakeLibrary, store: Store) -> Collection:
    collection = Collection(library)
    collection.load()
    collection.attach(store)
    store.subscribe(lambda change: collection.update_marks(change.articles))
    return collection


def headings(collection: Collection, query: str, order: Any = "newest") -> list[str]:
    view = collection.view(parse(query, today=TODAY, known=collection.known_names()), order)
    return [listed.heading for listed in view.window(0, 999)]


def test_lists_filters_facets_and_names_use_the_readers_facts_at_once(store: Store) -> None:
    library = FakeLibrary(
        row(1, "Một", "2025-11-15", source="VTC News", topics=("energy",)),
        row(2, "Hai", "2025-11-15", source="VTC News"),
        row(3, "Ba", "2024", author="Lan"),
    )
    collection = joined(library, store)
    view = collection.view(t.EVERYTHING)
    one = Subject("f1", "f1", "/articles/1.txt", "Một")
    for fact in (
        Correction("date", "2019-02-03"),
        Correction("title", "Cũ nhất"),
        Correction("source", "Tiền Phong"),
        Correction("author", "Minh"),
        Correction("topics", ("labour", "energy")),
    ):
        do(store, correct(store, one, fact))
        store.flush()
    assert headings(collection, "") == ["Hai", "Ba", "Cũ nhất"]
    assert [it.key for it in collection.view(t.EVERYTHING).sections] == ["2025-11", "2024", "2019-02"]
    assert headings(collection, "", "title") == ["Ba", "Cũ nhất", "Hai"]
    assert headings(collection, "date:2019") == headings(collection, "cu nhat") == ["Cũ nhất"]
    assert headings(collection, "source:Tiền Phong") == headings(collection, "author:minh") == ["Cũ nhất"]
    assert headings(collection, "topic:labour") == ["Cũ nhất"]
    assert headings(collection, "date:2025-11") == ["Hai"]
    assert collection.known_names()["source"] == ("Tiền Phong", "VTC News")
    topics = {it.value: it.count for it in collection.facet("topic", t.EVERYTHING)}
    assert (topics["energy"], topics["labour"]) == (1, 1)
    assert [it.value for it in collection.facet("date", t.EVERYTHING)] == ["2025-11", "2024", "2019-02"]
    # A view that is there already keeps its order and shows the article as it is now.
    assert [it.heading for it in view.window(0, 3)] == ["Hai", "Cũ nhất", "Ba"]
    for field in ("date", "title", "source", "author", "topics"):
        do(store, take_back(store, one, field))
    store.flush()
    assert headings(collection, "") == ["Hai", "Một", "Ba"]
    assert collection.listed("f1") == joined(library, store).listed("f1")


def test_the_window_is_told_when_the_order_may_have_changed(store: Store) -> None:
    collection = Collection(FakeLibrary(row(1, "Một")))
    collection.load()
    collection.attach(store)
    do(store, actions.tag(store, [subject("f1")], ["x"]))
    assert not collection.update_marks(["f1"])
    do(store, correct(store, subject("f1"), Correction("date", "2019")))
    assert collection.update_marks(["f1"])
    assert not collection.update_marks(["f1"])


def test_a_changed_file_and_a_new_reading_leave_corrections_as_they_are(store: Store) -> None:
    text = "Tin\n\nÔng Hà gặp bà Hà Nội Anh ở Hà Nội hôm 3-2.\n"
    library = library_of(text)
    collection = joined(library, store)
    article = collection.article("f0")
    at = article.text.index("Hà Nội hôm")
    do(store, correct(store, subject_of(0), Correction("date", "2019-02-05")))
    do(store, correct_mention(store, subject_of(0), about(article.text, at, at + 6, "ORG", "Đài Hà Nội")))
    library.texts["new"] = "Sửa: thêm một câu ở đầu.\n\n" + text
    library.rows = [row(0, "Bài 000", "2026-02-05", fingerprint="new")]
    name_all(library)
    collection = joined(library, store)  # the index was deleted meanwhile, too
    listed = collection.listed("f0")
    assert listed is not None
    assert (listed.fingerprint, listed.date and listed.date.edtf) == ("new", "2019-02-05")
    now = collection.with_mentions("f0", collection.article("f0"))
    assert [now.text[it.start : it.end + 4] for it in now.mentions or () if it.rule == "reader"] == [
        "Hà Nội hôm"
    ]
    assert collection.entity_articles("Đài Hà Nội") == ("f0",)
    assert lost(now, collection.corrections("f0")) == ()
    library.texts["new"] = "Tin\n\nKhông còn gì.\n"
    collection.update_rows(library.change(added=(row(0, "Bài 000", None, fingerprint="new"),)))
    now = collection.with_mentions("f0", collection.article("f0"))
    assert [kept.said.name for kept in lost(now, collection.corrections("f0"))] == ["Đài Hà Nội"]
    assert collection.entity_articles("Đài Hà Nội") == ()


def test_the_correction_that_holds_at_a_place_is_told(store: Store) -> None:
    library = library_of("Tin\n\nÔng Trump tới Hà Nội.\n")
    collection = joined(library, store)
    do(store, correct_mention(store, subject_of(0), replace(HANOI, scope="everywhere")))
    now = collection.with_mentions("f0", collection.article("f0"))
    at = now.text.index("Hà Nội")
    found = correction_at(now, collection.corrections("f0"), at, at + 6)
    assert found is not None
    assert found.said.scope == "everywhere"
    assert correction_at(now, collection.corrections("f0"), 0, 3) is None
    do(store, take_back_mention(store, None, found.id))
    assert collection.with_mentions("f0", collection.article("f0")) == with_mentions(
        library.read(library.rows[0])
    )


# Names in the whole library


def library_of(*texts: str) -> FakeLibrary:
    rows = [row(number, f"Bài {number:03}") for number in range(len(texts))]
    library = FakeLibrary(*rows, texts={f"f{number}": text for number, text in enumerate(texts)})
    name_all(library)
    return library


def name_all(library: FakeLibrary) -> None:
    for it in library.rows:
        library.named[it.fingerprint] = counted(with_mentions(library.read(it)).mentions or ())


def counted(mentions: Any) -> tuple[EntityCount, ...]:
    counts = Counter((it.type, it.name) for it in mentions)
    found = [EntityCount(type, name, count) for (type, name), count in counts.items()]
    return tuple(sorted(found, key=lambda it: (-it.count, it.name)))


def subject_of(number: int) -> Subject:
    return Subject(f"f{number}", f"f{number}", f"/articles/{number}.txt", f"Bài {number:03}")


def test_a_name_set_right_in_one_article_is_found_by_it(store: Store) -> None:
    collection = joined(library_of("Tin\n\nÔng Trump tới Hà Nội.\n", "Tin\n\nMưa ở Hà Nội.\n"), store)
    assert collection.entity_articles("Hà Nội", "PLACE") == ("f0", "f1")
    do(store, correct_mention(store, subject_of(0), HANOI))
    assert collection.entity_articles("Hà Nội", "PLACE") == ("f1",)
    assert collection.entity_articles("Đại học Hà Nội") == ("f0",)
    assert (
        headings(collection, 'org:"đại học"') == headings(collection, 'org:="Đại học Hà Nội"') == ["Bài 000"]
    )
    assert headings(collection, 'place:"Hà Nội"') == ["Bài 001"]
    assert ("Đại học Hà Nội", 1) in [(it.value, it.count) for it in collection.facet("org", t.EVERYTHING)]
    store.undo().result()
    assert collection.entity_articles("Hà Nội", "PLACE") == ("f0", "f1")
    assert collection.entity_articles("Đại học Hà Nội") == ()


SENTENCES = (
    "Ông Trump tới Hà Nội.",
    "Mưa ở Hà Nội và Huế.",
    "Bộ Công Thương nói với ông Trump.",
    "Trường Đại học Hà Nội mở cửa.",
    "Hôm nay không có gì.",
)
FORMS = ("Hà Nội", "Trump", "Công Thương", "hôm nay", "Huế", "Đại học Hà Nội", "gì")


@given(
    texts=st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=1, max_size=4),
    said_=st.lists(
        st.tuples(
            st.sampled_from(FORMS),
            st.sampled_from(["ORG", "PLACE", None]),
            st.sampled_from(["Hà Nội", "Donald Trump", "X"]),
            st.sampled_from(["article", "everywhere"]),
            st.integers(0, 3),
        ),
        max_size=4,
    ),
    back=st.integers(0, 2),
)
@settings(max_examples=25, deadline=None)
def test_answers_about_names_are_what_reading_every_article_anew_would_say(
    texts: list[list[str]], said_: Any, back: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    library = library_of(*("Tin\n\n" + " ".join(text) + "\n" for text in texts))
    home = Home(tmp_path_factory.mktemp("names"))
    with home.open(files=FastFiles()) as store:
        collection = joined(library, store)
        for form, type, name, scope, number in said_:
            it: Any = MentionCorrection(form, type, name, scope)
            do(store, correct_mention(store, subject_of(number % len(texts)), it))
            collection.entity_articles("X")  # answers in between must not be taken for later ones
        for _ in range(back):
            store.undo().result()
        expected = {}
        for each in library.rows:
            found = store.corrections(each.fingerprint)
            read_ = with_mentions(library.read(each))
            expected[each.fingerprint] = counted(corrected(read_, (), found.said).mentions)
        for name in ("Hà Nội", "Donald Trump", "X", "Trump"):
            for type in ("ORG", "PLACE", "PERSON", None):
                wanted = {
                    id
                    for id, counts in expected.items()
                    if any(it.name == name and type in (None, it.type) for it in counts)
                }
                assert set(collection.entity_articles(name, type)) == wanted
        facet = {it.value: it.count for it in collection.facet("org", t.EVERYTHING)}
        assert facet == Counter(it.name for counts in expected.values() for it in counts if it.type == "ORG")


def test_in_a_large_library_a_name_set_right_everywhere_is_answered_at_once_and_then_exactly(
    store: Store,
) -> None:
    many = 2 * AT_ONCE + 10
    longer = "Tin\n\nTrường Đại học Hà Nội mở cửa.\n"  # the form stands only inside another name
    library = library_of(*["Tin\n\nMưa ở Hà Nội.\n"] * many, longer, "Tin\n\nKhông có gì.\n")
    collection = joined(library, store)
    reads: list[str] = []
    original = library.read
    library.read = lambda it: (reads.append(it.fingerprint), original(it))[1]  # the reading is what costs
    do(
        store,
        correct_mention(store, subject_of(0), MentionCorrection("Hà Nội", "ORG", "Thủ đô", "everywhere")),
    )
    store.flush()
    assert len(collection.entity_articles("Thủ đô")) >= many
    assert collection.entity_articles("Hà Nội", "PLACE") == ()
    assert len(reads) <= 2 * AT_ONCE
    assert collection.unsettled
    assert collection.settle_names(threading.Event())
    assert len(reads) == many + 1
    assert not collection.settle_names(threading.Event())
    assert not collection.unsettled
    assert len(collection.entity_articles("Thủ đô")) == many
    assert collection.facet("org", t.EVERYTHING)[0].count == many
    assert len(reads) == many + 1
    assert f"f{many + 1}" not in reads
    stop = threading.Event()
    stop.set()
    store.undo().result()
    assert not collection.settle_names(stop)
    assert len(collection.entity_articles("Hà Nội", "PLACE")) == many


@given(
    text=st.lists(
        st.sampled_from(["Hà", "nội", "(Huế", "X–Y", "đ", "“Ông", "Ông”", "\n", "ß", "İ", ",", "a\u0323"])
    ),
    forms=st.sets(
        st.lists(
            st.sampled_from(["Hà", "nội", "Huế", "X", "–", "Y", "đ", "Ông", "ß", "İ", ".", "”"]), min_size=1
        ).map(" ".join),
        max_size=20,
    ),
)
@settings(max_examples=150, deadline=None)
def test_no_article_that_writes_a_name_is_overlooked(text: list[str], forms: set[str]) -> None:
    whole = " ".join(text)
    folded = " ".join(fold(whole).split())
    held = set(Wanted(forms).held_by(folded, forms))
    assert {form for _, _, form in occurrences(whole, forms, len(whole))} <= held


def test_hundreds_of_articles_with_names_set_right_do_not_hold_up_a_question(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = 3 * OWN_AT_ONCE
    library = library_of(*(f"Tin\n\nÔng Trump tới Hà Nội lần {at}.\n" for at in range(number)))
    collection = joined(library, store)
    for at in range(number):
        do(store, correct_mention(store, subject_of(at), replace(HANOI, name="Thủ đô")))
    collection.update_marks([f"f{at}" for at in range(number)])
    read: list[str] = []
    original = library.read

    def counted_read(article: Any) -> Article:
        read.append(article.fingerprint)
        return original(article)

    monkeypatch.setattr(library, "read", counted_read)
    assert collection.entity_articles("Không ai") == () and not read, "who is not there is not looked for"
    assert len(collection.entity_articles("Thủ đô")) == number
    assert len(read) == OWN_AT_ONCE and collection.unsettled
    assert collection.settle_names(threading.Event())
    assert len(set(read)) == len(read) == number and not collection.unsettled
    assert collection.entity_articles("Hà Nội") == ()

    other = joined(library, store)
    other.be_patient()
    read.clear()
    assert len(other.entity_articles("Thủ đô")) == len(read) == number and not other.unsettled
