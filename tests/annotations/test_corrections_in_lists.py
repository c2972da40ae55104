"""Corrections in lists: filters, facets and names answer with what the reader said."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations import actions
from annotations.collection import Collection
from annotations.corrections import (
    correct,
    correct_mention,
    correction_at,
    lost,
    take_back,
    take_back_mention,
)
from annotations.model import Subject
from annotations.named import AT_ONCE, OWN_AT_ONCE
from annotations.query import tree as t
from annotations.store import Store
from annotations.wanted import Wanted
from seeds.article import Article, Correction, EntityCount, MentionCorrection
from seeds.corrected import about, corrected
from seeds.reading import with_mentions
from seeds.text import fold
from seeds.written_forms import occurrences
from tests.annotations.correcting import HANOI, do, headings, joined
from tests.annotations.fake_library import FakeLibrary, row
from tests.annotations.stores import FastFiles, Home, subject


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def store(home: Home) -> Iterator[Store]:
    with home.open(files=FastFiles()) as store:
        yield store


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


def test_a_name_that_the_reader_gives_is_nobody_elses(store: Store) -> None:
    """Who is meant by a name as it is typed: who is called just so, else of whom it is another full name."""
    library = library_of("Tin\n\nÔng Donald Trump đến Huế.\n", "Tin\n\nQuán Trump mở cửa.\n")
    collection = joined(library, store)
    trump, page = "person:=Trump", t.Entity("Trump", "PERSON")
    assert headings(collection, trump) == headings(collection, 'person:="Donald Trump"') == ["Bài 000"]
    assert collection.entity_articles("Trump", "PERSON") == collection.view(page).ids() == ()
    said = MentionCorrection("Quán Trump", "PERSON", "Trump", "article")
    do(store, correct_mention(store, subject_of(1), said))
    assert headings(collection, trump) == ["Bài 001"]
    assert collection.entity_articles("Trump", "PERSON") == collection.view(page).ids() == ("f1",)
    assert headings(collection, 'person:="Donald Trump"') == ["Bài 000"]
    (value,) = (it for it in collection.facet("person", t.EVERYTHING) if it.value == "Trump")
    assert (value.count, value.query) == (1, "person:==Trump")
    assert headings(collection, value.query) == ["Bài 001"]


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
