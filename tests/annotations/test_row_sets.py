"""What row sets answer is what the naive matcher says of each article: over real texts, random queries, and
whatever the reader, a scan and another window have done in between."""

from __future__ import annotations

import functools
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import actions
from annotations.collection import Collection
from annotations.corrections import correct, correct_mention
from annotations.model import Subject
from annotations.ordering import arranged, group_of
from annotations.query import tree as t
from annotations.query.asking import asks_archived
from annotations.query.matcher import in_state, matches
from annotations.query.stopped import Stopped
from annotations.query.tree import ORDERS
from annotations.sections import runs_of
from annotations.store import Store
from seeds import edtf, rowset
from seeds.article import Correction, EntityCount, MentionCorrection, Row
from seeds.library import bundled_folder
from seeds.reading import read, with_mentions
from tests.annotations.fake_library import FakeLibrary, row
from tests.annotations.query_strategies import meant
from tests.examples import examples

TODAY = date(2026, 2, 11)
DATES = ["2025-11-15", "2025-03-13?", "XXXX-05-08", "2024-10", "2025", "2025-34", "202X", None]
SOURCES = ["VTC News", "Tiền Phong", "tien phong", None]
TOPICS = ["energy", "agriculture", "diplomacy", "economy"]
NAMES = ["Mỹ", "Nguyễn Hồng Diên", "Bộ Công Thương", "Hà Nội", "Nước ta", "Việt Nam"]
WORDS = ["thuế", "thue", "Việt Nam", "dam phan", "đàm phán", "20%", "hoa ky", "tin", "a", "-", "my", "dien"]
WORDS += ["việt n", "dam p", "thu tuong ch"]
PARTS = [
    "1",
    "copy",
    "COPY-1",
    "Cợpy",
    "articles/1",
    "es/*1*.txt",
    "*/1",
    "/",
    "txt/",
    "copy-*2",
    "1.txt",
    "*",
]
TAGS = ["todo", "a/b", "Năng lượng"]


@functools.cache
def sentences() -> list[str]:
    """The lines of the bundled articles that are neither a word nor a page."""
    articles = [
        read(path.read_bytes(), file_name=path.name) for path in sorted(bundled_folder().glob("*.txt"))
    ]
    return [line for it in articles for line in it.text.split("\n") if 20 < len(line) < 400]


def library_of(chance: random.Random, many: int) -> FakeLibrary:
    texts, rows = {}, []
    for number in range(many):
        lines = chance.sample(sentences(), 3)
        texts[f"f{number}"] = "\n".join(lines)
        rows.append(made(chance, number, lines[0][:60] if chance.random() < 0.8 else None))
    library = FakeLibrary(*rows, texts=texts)
    for it in rows:
        if chance.random() < 0.8:
            library.named[it.fingerprint] = named_in(texts[it.fingerprint])
    return library


def named_in(text: str) -> tuple[EntityCount, ...]:
    """What the second pass finds: a correction has an article read again, and must find the same."""
    counts = Counter((it.type, it.name) for it in with_mentions(read(text.encode())).mentions or ())
    return tuple(EntityCount(type, name, count) for (type, name), count in counts.items())


def made(chance: random.Random, number: int, title: str | None) -> Row:
    day = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randint(0, 1000))
    copies = (f"/articles/copy-{number}.txt",) if chance.random() < 0.2 else ()
    return row(
        number,
        title,
        chance.choice(DATES),
        source=chance.choice(SOURCES),
        author=chance.choice(["Hà An", None]),
        topics=tuple(chance.sample(TOPICS, chance.randint(0, 2))),
        added=day.isoformat(timespec="seconds"),
        copies=copies,
    )


@dataclass
class House:
    library: FakeLibrary
    store: Store
    other: Store
    collection: Collection
    ids: list[str] = field(default_factory=list)

    def subject(self, id: str) -> Subject:
        listed = self.collection.listed(id)
        assert listed is not None
        return Subject(id, listed.fingerprint, listed.path, listed.heading)

    def change(self, chance: random.Random) -> None:
        """Let the reader, a scan or another window do something."""
        store = chance.choice([self.store, self.other])
        on = [self.subject(id) for id in chance.sample(self.ids, 2) if self.collection.listed(id)]
        if not on:
            return
        match chance.randint(0, 7):
            case 0:
                store.apply(actions.set_state(store, on, read=chance.random() < 0.7)).result()
            case 1:
                store.apply(actions.set_state(store, on, archived=chance.random() < 0.5)).result()
            case 2:
                store.apply(actions.tag(store, on, [chance.choice(TAGS)])).result()
            case 3:
                store.apply(actions.add_note(store, on[0], chance.choice(sentences()))).result()
            case 4:
                said = Correction("date", chance.choice(["2025-11-02", "2019", None]))
                store.apply(correct(store, on[0], said)).result()
            case 5:
                store.apply(correct(store, on[0], Correction("source", "Báo Mới"))).result()
            case 6:
                said_of = MentionCorrection("Việt Nam", "ORG", "Nước ta", "article")
                store.apply(correct_mention(store, on[0], said_of)).result()
            case 7:
                gone = chance.choice(self.library.rows)
                fresh = made(chance, len(self.library.rows) + chance.randint(100, 10_000), "Bài mới")
                self.library.texts[fresh.fingerprint] = chance.choice(sentences())
                change = self.library.change(added=[fresh], removed=[gone.path, *gone.copies])
                self.collection.update_rows(change)
                self.ids.append(fresh.fingerprint)
        self.store.flush()
        self.store.refresh()
        self.other.refresh()


def trees() -> st.SearchStrategy[t.Query]:
    spans = st.sampled_from([None, edtf.parse("2025"), edtf.parse("2025-11"), edtf.parse("2026-01-15")])
    fields = st.sampled_from(
        ["any", "text", "title", "note", "author", "source", "place", "person", "entity"]
    )
    leaves = st.one_of(
        st.builds(t.Words, st.sampled_from(WORDS), fields, st.booleans(), st.booleans()),
        st.builds(t.Within, st.sampled_from(["date", "added", "read", "noted"]), spans, spans),
        st.builds(t.Within, st.sampled_from(["date", "read"]), st.none(), st.none(), st.just(True)),
        st.builds(t.Topic, st.sampled_from(TOPICS)),
        st.builds(t.Tag, st.sampled_from(["todo", "a", "nang luong", "x"])),
        st.builds(t.Source, st.sampled_from(["VTC News", "Tiền Phong", None])),
        st.builds(t.Entity, st.sampled_from([*NAMES, "Hoa Kỳ", "usa"]), st.none(), st.booleans()),
        st.builds(t.Missing, st.sampled_from(list(t.MISSABLE.values()))),
        st.builds(t.InPath, st.sampled_from(PARTS)),
        st.builds(t.Id, st.sampled_from(["", "f", "f1", "f10", "zz", "F1"])),
        st.builds(t.Is, st.sampled_from(list(t.STATES.values()))),
        st.builds(t.Has, st.sampled_from(list(t.HAVINGS.values()))),
        st.just(t.EVERYTHING),
    )
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(lambda *parts: t.And(parts), inner, inner),
            st.builds(lambda *parts: t.Or(parts), inner, inner),
            st.builds(t.Not, inner),
            st.builds(t.Saved, st.just("view"), inner),
        ),
        max_leaves=5,
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    chance, root = random.Random(5), tmp_path_factory.mktemp("row-sets")
    library = library_of(chance, 40)
    store = Store.open(root / "data", root / "state")
    other = Store.open(root / "data", root / "state")
    collection = Collection(library, last_opened="2026-01-20T00:00:00+00:00")
    collection.load()
    collection.attach(store)
    store.subscribe(lambda change: collection.update_marks(change.articles) and None)
    it = House(library, store, other, collection, [one.fingerprint for one in library.rows])
    collection.be_patient()
    return it


@given(trees(), st.sampled_from(list(ORDERS)), st.integers(0, 1 << 30))
@examples(25)
def test_a_view_is_what_the_naive_matcher_says_in_the_order_that_was_asked_for(
    house: House, tree: t.Query, order: t.Order, seed: int
) -> None:
    house.change(random.Random(seed))
    collection = house.collection
    every = [collection.entry(it.id) for it in collection.view(all_of_them()).window(0, 999)]
    there = [entry for entry in every if asks_archived(tree) or not entry.marks.archived]
    said = meant(tree, (entry.facts for entry in every))
    wanted = arranged([entry for entry in there if matches(said, entry.facts)], order)
    quick = collection.view(tree, order, seconds=60.0)
    assert quick.settled and quick.ids() == tuple(entry.id for entry in wanted)
    view = collection.view(tree, order)
    assert [it.id for it in view.window(0, 999)] == [entry.id for entry in wanted]
    assert (view.count, view.total) == (len(wanted), len(there)) and collection.count(tree) == len(wanted)
    assert view.ids() == tuple(entry.id for entry in wanted)
    for at, entry in enumerate(wanted):
        assert view.position(entry.id) == at
        assert [it.id for it in view.window(at, 3)] == [each.id for each in wanted[at : at + 3]]
    assert sum(section.count for section in view.sections) == view.count
    if order in ("newest", "oldest"):
        assert view.sections == runs_of(group_of(entry.row.date) for entry in wanted)


@given(trees(), st.integers(0, 1 << 30))
@examples(10)
def test_facets_count_what_the_naive_matcher_finds(house: House, tree: t.Query, seed: int) -> None:
    house.change(random.Random(seed))
    collection = house.collection
    every = [collection.entry(it.id) for it in collection.view(all_of_them()).window(0, 999)]
    said = meant(tree, (entry.facts for entry in every))
    found = [entry for entry in every if matches(said, entry.facts)]
    shown = [entry for entry in found if asks_archived(tree) or not entry.marks.archived]
    sources = [entry.row.source or "" for entry in shown]
    assert {it.value: it.count for it in collection.facet("source", tree)} == Counter(sources)
    for name in ("topic", "tag", "person", "org", "place"):
        for value in collection.facet(name, tree):
            assert value.count == sum(matches(value.tree, entry.facts) for entry in shown), value
    for value in collection.facet("state", tree):
        counted = [it for it in found if value.value == "archived" or not it.marks.archived]
        assert value.count == sum(in_state(t.STATES[value.value], it.facts) for it in counted), value
    groups = [group_of(entry.row.date) or "unknown" for entry in shown]
    assert {it.value: it.count for it in collection.facet("date", tree)} == {
        group: groups.count(group) for group in groups
    }


@pytest.mark.parametrize("closed", ["2026-01-20T00:00:00+00:00", "2026-01-20T00:00:00.700000+00:00"])
def test_new_is_what_came_after_docbao_was_closed_not_in_that_second(closed: str) -> None:
    seconds = ("2026-01-19T23:59:59+00:00", "2026-01-20T00:00:00+00:00", "2026-01-20T00:00:01+00:00")
    rows = [row(number, added, added=added) for number, added in enumerate(seconds)]
    collection = Collection(FakeLibrary(*rows), last_opened=closed)
    collection.load()
    assert [it.heading for it in collection.view(t.Is("new")).window(0, 9)] == [seconds[2]]
    counted = {it.value: it.count for it in collection.facet("state", t.EVERYTHING)}
    assert counted["new"] == 1


def test_a_quote_with_marks_is_looked_for_where_the_reader_looks_first(tmp_path: Path) -> None:
    texts = {f"f{number}": "đàm phán" if number % 2 else "đảm phấn" for number in range(200)}
    rows = [row(number, f"Bài {number:03}", "2025-11-15") for number in range(200)]
    collection = Collection(FakeLibrary(*rows, texts=texts))
    collection.load()
    tree, other = t.Words("đàm phán", exact=True), t.Words("đảm phấn", exact=True)
    first = collection.view(tree, seconds=0.0)
    assert not first.settled and 0 < first.count < 100, "what was not looked at is not listed"
    assert not (set(first.ids()) - set(collection.view(tree).ids()))
    assert not set(collection.view(t.Not(other), seconds=0.0).ids()) & set(collection.view(other).ids())
    assert [it.heading for it in first.window(0, 3)] == ["Bài 001", "Bài 003", "Bài 005"]
    while not (view := collection.view(tree, seconds=0.0)).settled:
        continue
    assert view.count == 100 and collection.view(tree).ids() == view.ids()


def marked(collection: Collection) -> list[object]:
    """What is marked, of the articles that are there."""
    picture = collection.picture
    live, sets = picture.catalogue.live(), picture.sets
    bits = (sets.read, sets.starred, sets.archived, sets.annotated, sets.noted, sets.marked)
    days = dict(enumerate(sets.read_days))
    return [
        [it & live for it in bits],
        {tag: found for tag, it in sets.tags.items() if (found := it & live)},
        {slot: days.get(slot) for slot in rowset.slots(sets.read & live)},
        {slot: day for slot, day in sets.noted_days.items() if live >> slot & 1},
    ]


def test_marks_follow_articles_that_change_as_if_all_were_joined_anew(house: House) -> None:
    chance = random.Random(11)
    for _ in range(60):
        house.change(chance)
        fresh = Collection(house.library, last_opened="2026-01-20T00:00:00+00:00")
        fresh.load()
        fresh.attach(house.store)
        assert marked(house.collection) == marked(fresh)


def test_a_file_that_goes_costs_a_look_at_its_article_and_not_at_all_that_were_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = [house.subject(id) for id in house.ids if house.collection.listed(id)]
    house.store.apply(actions.set_state(house.store, everything, read=True)).result()
    house.store.flush()
    monkeypatch.setattr("annotations.joining.sets_of", lambda *_: pytest.fail("all marks were joined anew"))
    chance, gone = random.Random(3), house.library.rows[5]
    fresh = made(chance, 54_321, "Bài mới")
    house.library.texts[fresh.fingerprint] = chance.choice(sentences())
    house.collection.update_rows(house.library.change(added=[fresh], removed=[gone.path, *gone.copies]))
    assert not house.collection.entry(fresh.fingerprint).marks.read


def test_a_question_that_nobody_waits_for_ends(house: House) -> None:
    with pytest.raises(Stopped):
        house.collection.count(t.Words("đàm phán", exact=True), stop=lambda: True)
    with pytest.raises(Stopped):
        house.collection.facet("person", t.Words("thuế"), stop=lambda: True)


def test_asking_while_the_library_changes_never_fails(house: House) -> None:
    failed: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        try:
            while not done.is_set():
                view = house.collection.view(t.Or((t.Words("thue"), t.Is("unread"))), "title")
                assert len(view.window(0, 200)) == view.count
        except BaseException as error:
            failed.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    for seed in range(20):
        house.change(random.Random(seed))
    done.set()
    asking.join()
    assert not failed


def all_of_them() -> t.Query:
    return t.any_of(t.Is("archived"), t.Not(t.Is("archived")))
