"""The catalogue: what it says of very many articles at once is what one finds by reading each."""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import rowset
from seeds.article import Row
from seeds.catalogue import Catalogue
from seeds.catalogue_words import Words
from seeds.edtf import overlaps, parse
from seeds.folding import fold
from seeds.library import Library
from seeds.months import group_of, newest_key, oldest_key
from seeds.words import parted, words
from tests.benchmarks.library import write_library
from tests.examples import examples

COUNT = 25
ODD = {
    "a.txt": "Covid-19: 5½ triệu người, straße ĐẶNG… 中文 新聞 ①② _gạch_dưới_ e\u0301t é\u0300\n2024-10\n",
    "b.txt": "Tin không ngày\nGiá vàng hôm 8/5 tăng mạnh ở Huế.\n",
    "c.md": "---\ntitle: Quý 2\ndate: 2025-34\n---\nBài của quý hai, gạo và cà phê.\n",
    "d.md": "---\ntitle: Cả năm\ndate: 2024\nsource: Báo  Lạ\nauthor: Ai Đó\n---\nBài của cả năm.\n",
    "e.md": "---\ntitle: Không năm\ndate: XXXX-05\n---\nTháng năm nào đó.\n",
    "f.md": "---\ntitle: Hai tháng\ndate: 2024-12-28/2025-01-03\n---\nQua hai tháng, Hoa Kỳ và Mỹ.\n",
    "empty.txt": "",
}


class Held:
    """A library that has been read, and what is true of each of its articles."""

    def __init__(self, folder: Path, index: Path | None) -> None:
        self.library = Library([folder], index_path=index, bundled=True)
        self.library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)
        self.catalogue: Catalogue = self.library.catalogue()
        self.rows: dict[int, Row] = dict(self.catalogue.head(1000))
        self.texts = {slot: self.library.read(row).text for slot, row in self.rows.items()}
        self.folded = {slot: fold(text) for slot, text in self.texts.items()}
        self.headings = {slot: fold(row.title or row.lead) for slot, row in self.rows.items()}

    def where(self, bits: int) -> set[int]:
        return set(rowset.slots(bits))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    root = tmp_path_factory.mktemp("library")
    folder = write_library(root / "articles", COUNT)
    for name, text in ODD.items():
        (folder / name).write_text(text, "utf-8")
    made = Held(folder, root / "index.sqlite")
    yield made
    made.library.close()


def test_every_article_has_a_slot_and_its_row(held: Held) -> None:
    assert held.catalogue.count() == len(held.rows) == COUNT + len(ODD) + 5
    assert held.where(held.catalogue.live()) == set(held.rows)
    assert held.catalogue.rows(list(held.rows)) == tuple(held.rows.values())
    fingerprints = {row.fingerprint: slot for slot, row in held.rows.items()}
    assert held.catalogue.slots_of([*fingerprints, "none"]) == fingerprints
    assert held.catalogue.fingerprints(list(held.rows)) == list(fingerprints)
    paths = {row.path: slot for slot, row in held.rows.items()}
    assert held.catalogue.by_path([*paths, "/none"]) == paths
    one = next(iter(fingerprints))
    assert held.catalogue.starting(one[:6], 10) == (one,)
    with pytest.raises(KeyError):
        held.catalogue.rows([held.catalogue.size])


def test_texts_are_kept_as_they_were_read(held: Held) -> None:
    assert dict(zip(held.texts, held.catalogue.texts(list(held.texts)), strict=True)) == held.texts
    for slot, folded in held.folded.items():
        assert held.catalogue.folded(slot) == folded


def spaced(text: str) -> str:
    """A folded text as nothing but its words, with a blank before and after each."""
    return " ".join(("", *re.findall(r"[^\W_]+", text), ""))


@examples(30)
@given(st.data())
def test_words_are_found_where_the_naive_matcher_finds_them(held: Held, data: st.DataObject) -> None:
    text = held.folded[data.draw(st.sampled_from(sorted(held.folded)))]
    known = words(text) or ["x"]
    at = data.draw(st.integers(0, len(known) - 1))
    wanted = known[at : at + data.draw(st.sampled_from((1, 1, 2, 3)))]
    prefix = data.draw(st.booleans())
    if prefix:
        wanted[-1] = wanted[-1][: data.draw(st.integers(1, len(wanted[-1])))]
    catalogue, typed = held.catalogue, " ".join(wanted)
    sought = f" {typed}" if prefix else f" {typed} "
    in_text = {slot for slot, it in held.folded.items() if sought in spaced(it)}
    in_title = {slot for slot, it in held.headings.items() if sought in spaced(it)}
    assert held.where(catalogue.words(typed, "text", prefix=prefix)) == in_text
    assert held.where(catalogue.words(typed, "title", prefix=prefix)) == in_title
    assert held.where(catalogue.words(typed, "any", prefix=prefix)) == in_text | in_title


@given(st.text(max_size=60))
def test_what_fts_is_handed_has_the_same_words(text: str) -> None:
    folded = fold(text)
    tokens = re.findall(r"(?:[a-zA-Z0-9]|[^\x00-\x7f])+", parted(folded))  # what the ascii tokenizer takes
    assert tokens == words(folded)


def test_signs_between_words_do_not_count(held: Held) -> None:
    catalogue = held.catalogue
    (slot,) = catalogue.by_path([path for path in held_paths(held) if path.endswith("/a.txt")]).values()
    for typed in ("covid 19", "COVID-19", "19 5½ triệu", "dang", "中文 新聞", "gạch dưới", "et", "strasse"):
        assert catalogue.words(typed) >> slot & 1, typed
    for typed in ("covi", "19 covid", "ang", "文", "…"):
        assert not catalogue.words(typed) >> slot & 1, typed


@pytest.mark.parametrize("helper", ["helps", "is late", "fails"])
def test_a_large_library_is_asked_in_parts_by_two_threads(
    held: Held, monkeypatch: pytest.MonkeyPatch, helper: str
) -> None:
    monkeypatch.setattr("seeds.phrases.AT_ONCE", 7)
    monkeypatch.setattr("seeds.phrases.TRIED", 3)
    monkeypatch.setattr("seeds.phrases.LONG", 0)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    helped = threading.Event()

    def beside(catalogue: Catalogue, question: Callable[[sqlite3.Connection], None]) -> None:
        if helper == "is late":
            time.sleep(0.05)
        with catalogue._index.read() as db:
            if helper == "fails":
                db.set_progress_handler(lambda: 1, 1)  # whatever is asked is interrupted
            try:
                question(db)
            finally:
                db.set_progress_handler(None, 0)
                helped.set()

    monkeypatch.setattr(Catalogue, "_beside", beside)
    for typed in ("việt nam", "thị trường", "covid 19", "19 covid"):
        stand = {
            slot for slot, it in held.folded.items() if f" {' '.join(words(fold(typed)))} " in spaced(it)
        }
        catalogue = held.library.catalogue()
        catalogue._words = Words(catalogue.size)
        helped.clear()
        assert held.where(catalogue.words(typed, "text")) == stand
        assert helped.wait(5)


def held_paths(held: Held) -> list[str]:
    return [row.path for row in held.rows.values()]


def test_orders_are_those_of_the_rows(held: Held) -> None:
    def newest(slot: int) -> tuple[object, ...]:
        row = held.rows[slot]
        return newest_key(row.date), held.headings[slot], row.fingerprint

    def oldest(slot: int) -> tuple[object, ...]:
        return oldest_key(newest_key(held.rows[slot].date)), *newest(slot)[1:]

    keys = {
        "newest": newest,
        "oldest": oldest,
        "title": lambda slot: (held.headings[slot], *newest(slot)),
        "source": lambda slot: (
            not held.rows[slot].source,
            fold(held.rows[slot].source or ""),
            *newest(slot),
        ),
        "added": lambda slot: ([-ord(it) for it in held.rows[slot].added], *newest(slot)),
    }
    for name, key in keys.items():
        assert list(held.catalogue.order(name)) == sorted(held.rows, key=key), name
    assert [slot for slot, _ in held.catalogue.head(9)] == list(held.catalogue.order("newest"))[:9]


def test_values_are_found_and_counted(held: Held) -> None:
    ways = {
        "topic": lambda row: row.topics or ("",),
        "source": lambda row: (row.source or "",),
        "author": lambda row: (row.author or "",),
        "month": lambda row: (group_of(row.date),),
        "date": lambda row: (row.date.edtf if row.date else "",),
    }
    for field, of in ways.items():
        counts = Counter(value for row in held.rows.values() for value in of(row))
        assert dict(held.catalogue.values(field)) == counts
        for value in counts:
            having = held.catalogue.having(field, value or None)
            assert held.where(having) == {slot for slot, row in held.rows.items() if value in of(row)}
        assert held.catalogue.having(field, "no such value") == 0


def test_several_row_sets_are_counted_as_each_is(held: Held) -> None:
    live = held.catalogue.live()
    sets = live, 0, live & int("10" * 40, 2), held.catalogue.undated(), -1
    for field in ("topic", "date"):
        each = held.catalogue.counts_each(field, sets)
        assert list(each) == [held.catalogue.counts(field, bits) for bits in sets]
        assert each[0] == each[-1] == held.catalogue.values(field)
        assert each[1] == {}


DAY = st.dates(date(2016, 1, 1), date(2026, 12, 31))


@examples(40)
@given(DAY, st.one_of(st.integers(-3, 70), st.integers(0, 3000)), st.booleans(), st.booleans())
def test_spans_of_days_are_those_of_the_dates(
    held: Held, first: date, days: int, open_start: bool, open_end: bool
) -> None:
    last = first + timedelta(days=days)
    start = None if open_start else parse(first.isoformat())
    end = None if open_end else parse(last.isoformat())
    there = {slot for slot, row in held.rows.items() if row.date and overlaps(row.date, start, end)}
    bits = held.catalogue.dated(None if open_start else first, None if open_end else last)
    assert held.where(bits) == there


def test_dates_without_a_year_and_inferred_ones(held: Held) -> None:
    rows = held.rows.items()
    assert held.where(held.catalogue.undated()) == {
        slot for slot, row in rows if row.date is None or row.date.earliest is None
    }
    assert held.where(held.catalogue.uncertain()) == {
        slot for slot, row in rows if row.date and not row.date.certain
    }
    assert held.catalogue.added(None, None) == held.catalogue.live()


def test_names_are_counted_within_any_set(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = held.catalogue
    assert catalogue.named() == catalogue.live()
    counted_as_read(catalogue, catalogue.live(), monkeypatch)
    some = rowset.of([slot for slot in held.rows if slot % 3 == 0], catalogue.size)
    counted_as_read(catalogue, some, monkeypatch)
    monkeypatch.setattr("seeds.catalogue_names.FEW", 0)
    while catalogue.hold_names("PLACE"):  # those in memory beforehand
        pass
    counted_as_read(catalogue, some, monkeypatch)


def counted_as_read(catalogue: Catalogue, bits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are counted as going through the articles counts them, whichever way it is done."""
    counts: Counter[str] = Counter()
    for slot in rowset.slots(bits):
        counts.update({it.name for it in catalogue.entities(slot) or () if it.type == "PLACE"})
    best = sorted(counts.items(), key=lambda it: (-it[1], it[0]))
    for few, a_name in ((0, 0.01), (0, 10_000), (10_000, 1)):
        monkeypatch.setattr("seeds.catalogue_names.FEW", few)
        monkeypatch.setattr("seeds.catalogue_names.ARTICLES_A_NAME", a_name)
        for n in (1, 7, 10_000):
            assert list(catalogue.top_entities("PLACE", bits, n)) == best[:n]
            assert list(catalogue.top_entities("PLACE", bits, n)) == best[:n]  # what was read is kept


def test_names_that_come_and_go_are_counted_with_those_that_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "articles").mkdir()
    library = Library([tmp_path / "articles"], index_path=tmp_path / "index", bundled=False)

    def read(**texts: str) -> Catalogue:
        for name, text in texts.items():
            (tmp_path / "articles" / f"{name}.txt").write_text(f"Tin {name}\n\n{text}\n", "utf-8")
        library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)
        return library.catalogue()

    with closing(library):
        now = read(a="Gạo bán chạy ở Huế.", b="Gạo bán chạy ở Hà Nội và Huế.", c="Mưa ở Đà Nẵng.")
        counted_as_read(now, now.live(), monkeypatch)
        monkeypatch.setattr("seeds.catalogue_names.FEW", 100)
        now = read(b="Gạo bán chạy ở Lào Cai.", d="Nắng ở Huế.", e="Gió ở Hà Nội.")
        assert set(now.top_entities("PLACE", now.live(), 3)) >= {("Huế", 2)}
        counted_as_read(now, now.live(), monkeypatch)


def test_an_entity_is_found_by_any_of_its_names(held: Held) -> None:
    catalogue = held.catalogue
    for typed in ("Hoa Kỳ", "hoa ky", "USA", "mỹ"):
        assert "Mỹ" in [name for name, type_, _ in catalogue.entity_forms(typed) if type_ == "PLACE"]
        assert catalogue.naming(typed, ("PLACE",)) & catalogue.entity("Mỹ", "PLACE") == catalogue.entity(
            "Mỹ", "PLACE"
        )
    assert ("Nguyễn Hồng Diên", "PERSON") in [it[:2] for it in catalogue.entity_forms("diên", ("PERSON",))]
    assert catalogue.entity_forms("hồng nguyễn") == ()
    forms = catalogue.entity_forms("ng", ("PERSON",), True)
    union = 0
    for name, type_, _ in forms:
        union |= catalogue.entity(name, type_)
    assert catalogue.naming("ng", ("PERSON",), prefix=True) == union
