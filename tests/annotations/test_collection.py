"""Promises of the collection: views, windows, sections, facets, and rows joined with marks."""

from __future__ import annotations

import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.collection import Collection
from annotations.model import Marks, Subject
from annotations.query import tree as t
from annotations.query.matcher import matches
from annotations.query.parser import parse
from annotations.store import Store
from seeds.article import EntityCount
from seeds.problems import Problem
from tests.annotations.fake_library import FakeLibrary, row
from tests.annotations.query_strategies import good_queries, meant

TODAY = date(2026, 2, 11)


def collection_of(library: FakeLibrary, **more: str) -> Collection:
    it = Collection(library, **more)
    it.load()
    return it


def read(text: str) -> t.Query:
    return parse(text, today=TODAY)


def titles(view: Any) -> list[str]:
    return [listed.heading for listed in view.window(0, 100)]


@pytest.fixture
def library() -> FakeLibrary:
    library = FakeLibrary(
        row(1, "Bão số 9", "2025-11-15", source="VTC News", topics=("energy",)),
        row(2, "Ăn uống", "2025-11-15", source="Tiền Phong"),
        row(3, None, "XXXX-05-08"),
        row(4, "Cà phê", "2025-03-13?", topics=("agriculture",)),
        row(5, "Điện", "2026-02-08", source="VTC News", topics=("energy", "agriculture")),
        row(6, "Không ngày"),
        row(7, "Cả năm", "2025"),
        row(8, "Tháng ba", "2025-03"),
        texts={
            "f1": "Bão vào  Đà Nẵng\n\nNgười dân",
            "f5": "Giá điện và LNG; hoa kỳ đàm phán",
            "f2": "đà nẵng",
        },
    )
    library.named = {
        "f1": (EntityCount("PLACE", "Đà Nẵng", 2),),
        "f2": (EntityCount("PLACE", "Đà Nẵng", 1), EntityCount("PERSON", "An", 1)),
    }
    return library


def test_newest_come_first_by_earliest_day_then_title_and_undated_last(library: FakeLibrary) -> None:
    view = collection_of(library).view(t.EVERYTHING)
    assert titles(view) == [
        "Điện", "Ăn uống", "Bão số 9", "Cà phê", "Tháng ba", "Cả năm", "Câu đầu 3", "Không ngày",
    ]  # fmt: skip
    assert [(it.key, it.start, it.count) for it in view.sections] == [
        ("2026-02", 0, 1), ("2025-11", 1, 2), ("2025-03", 3, 2), ("2025", 5, 1), ("", 6, 2),
    ]  # fmt: skip


def test_oldest_come_first_with_undated_last_all_the_same(library: FakeLibrary) -> None:
    view = collection_of(library).view(t.EVERYTHING, "oldest")
    assert titles(view)[0] == "Cả năm"
    assert titles(view)[-2:] == ["Câu đầu 3", "Không ngày"]
    assert [it.key for it in view.sections] == ["2025", "2025-03", "2025-11", "2026-02", ""]


def test_articles_without_a_year_stand_by_month_and_day_then_title() -> None:
    days = ["XXXX-05-08", "XXXX-09-17", None, "XXXX-09", "XXXX-09-17", "XXXX-12-01/XXXX-12-03"]
    library = FakeLibrary(*(row(at, f"{'dcbafe'[at]}", day) for at, day in enumerate(days)))
    collection = collection_of(library)
    assert titles(collection.view(t.EVERYTHING)) == ["e", "c", "f", "a", "d", "b"]
    assert titles(collection.view(t.EVERYTHING, "oldest")) == ["d", "a", "c", "f", "e", "b"]


def test_other_orders_have_no_sections_and_sort_may_stand_in_the_query(library: FakeLibrary) -> None:
    collection = collection_of(library)
    by_title = collection.view(t.EVERYTHING, "title")
    assert titles(by_title)[:4] == ["Ăn uống", "Bão số 9", "Cả năm", "Cà phê"]
    assert [(it.key, it.count) for it in by_title.sections] == [(None, 8)]
    assert titles(collection.view(read("sort:title"))) == titles(by_title)
    assert titles(collection.view(t.EVERYTHING, "source"))[:3] == ["Ăn uống", "Điện", "Bão số 9"]


def test_a_view_hands_out_windows_and_positions(library: FakeLibrary) -> None:
    view = collection_of(library).view(t.EVERYTHING)
    assert (view.count, view.total) == (8, 8)
    assert [it.heading for it in view.window(1, 2)] == ["Ăn uống", "Bão số 9"]
    assert view.window(7, 5)[0].untitled is False
    assert view.window(8, 5) == ()
    assert view.window(-3, 2) == ()
    assert view.position(view.id_at(3)) == 3
    assert view.position("nope") is None
    with pytest.raises(IndexError):
        view.id_at(-1)


def test_text_is_found_without_marks_across_line_ends(library: FakeLibrary) -> None:
    collection = collection_of(library)
    assert titles(collection.view(read("da nang"))) == ["Ăn uống", "Bão số 9"]
    assert titles(collection.view(read('"nang nguoi"'))) == ["Bão số 9"]
    assert titles(collection.view(read("dam phan hoa ky"))) == ["Điện"]


def test_entities_are_found_by_name(library: FakeLibrary) -> None:
    collection = collection_of(library)
    assert titles(collection.view(t.Entity("Đà Nẵng", "PLACE"))) == ["Ăn uống", "Bão số 9"]
    assert titles(collection.view(read("person:an"))) == ["Ăn uống"]
    assert collection.entity_articles("Đà Nẵng", "PLACE") == ("f2", "f1"), "in the order of the list"
    assert collection.entity_articles("Đà Nẵng", "PERSON") == ()


def test_facets_count_what_the_query_wants(library: FakeLibrary) -> None:
    collection = collection_of(library)

    def counted(name: Any, query: str = "") -> list[tuple[str, int]]:
        return [(it.value, it.count) for it in collection.facet(name, read(query))]

    assert counted("date") == [("2026-02", 1), ("2025-11", 2), ("2025-03", 2), ("2025", 1), ("unknown", 2)]
    assert counted("topic") == [("economy", 3), ("agriculture", 2), ("energy", 2)], (
        "its finer topics are in it"
    )
    assert counted("topic", "date:2026") == [("agriculture", 1), ("economy", 1), ("energy", 1)]
    assert counted("source") == [("VTC News", 2), ("Tiền Phong", 1), ("", 5)]
    assert counted("place") == [("Đà Nẵng", 2)]
    assert counted("state")[0] == ("unread", 8)
    assert collection.facet("topic", t.EVERYTHING)[1].label == "Agriculture"


def test_every_choice_of_a_facet_finds_as_many_articles_as_it_counts(library: FakeLibrary) -> None:
    collection = collection_of(library)
    collection.set_marks({"f1": Marks(read=True, tags=("x y",)), "f2": Marks(archived=True, tags=("x y",))})
    for name in ("date", "topic", "tag", "source", "state", "person", "org", "place"):
        for value in collection.facet(name, t.EVERYTHING):
            found = collection.view(parse(value.query, today=TODAY)).count
            # A month is also touched by what is only known to its year.
            assert found >= value.count if name == "date" else found == value.count, value


def test_archived_articles_are_out_of_sight_unless_the_query_speaks_of_them(library: FakeLibrary) -> None:
    collection = collection_of(library)
    collection.set_marks({"f5": Marks(archived=True)})
    everything = collection.view(t.EVERYTHING)
    assert "Điện" not in titles(everything)
    assert (everything.count, everything.total) == (7, 7)
    assert titles(collection.view(read("is:archived"))) == ["Điện"]
    assert titles(collection.view(read("lng OR is:archived"))) == ["Điện"]
    assert collection.count(read("-is:archived")) == 7
    assert [it.count for it in collection.facet("state", t.EVERYTHING) if it.value == "archived"] == [1]


def test_new_is_what_was_added_since_docbao_was_last_open() -> None:
    library = FakeLibrary(
        row(1, "Cũ", added="2026-01-01T00:00:00+00:00"), row(2, "Mới", added="2026-01-03T00:00:00Z")
    )
    assert titles(collection_of(library, last_opened="2026-01-02T00:00:00+00:00").view(read("is:new"))) == [
        "Mới"
    ]
    assert collection_of(library).view(read("is:new")).count == 2


def test_rows_come_and_go_with_a_scan_and_views_already_made_stay_as_they_are(library: FakeLibrary) -> None:
    collection = collection_of(library)
    before = collection.view(t.EVERYTHING)
    generation = collection.generation
    collection.update_rows(
        library.change(added=(row(9, "Bài mới", "2026-02-09"),), removed=("/articles/5.txt",))
    )
    assert collection.generation > generation
    now = collection.view(t.EVERYTHING)
    assert titles(now)[0] == "Bài mới"
    assert "Điện" not in titles(now)
    assert before.count == 8
    assert titles(before)[0] == "Điện"


def test_a_changed_text_is_searched_as_it_is_now(library: FakeLibrary) -> None:
    collection = collection_of(library)
    assert collection.view(read("lng")).count == 1
    library.texts["f5"] = "khác"
    collection.update_rows(library.change(added=(row(5, "Điện", "2026-02-08"),)))
    assert collection.view(read("lng")).count == 0


def test_names_read_later_are_found_then(library: FakeLibrary) -> None:
    collection = collection_of(library)
    assert collection.view(read("org:bộ")).count == 0
    library.named["f4"] = (EntityCount("ORG", "Bộ Y tế", 1),)
    collection.update_rows(library.change(named=("f4",)))
    assert collection.view(read("org:bộ")).count == 1


def test_marks_show_in_a_view_that_is_already_there(library: FakeLibrary, tmp_path: Path) -> None:
    from annotations import actions

    collection = collection_of(library)
    with Store.open(tmp_path / "data", tmp_path / "state") as store:
        collection.attach(store)
        store.subscribe(lambda change: collection.update_marks(change.articles))
        view, prepared = collection.view(t.EVERYTHING), collection.view(t.EVERYTHING)
        prepared.prepare(("f0", "f1"), 1)  # its windows of one about f1 are at hand
        assert prepared.position("f0") is None and prepared.position("f1") == view.position("f1") == 2
        assert [prepared.window(at, 1) for at in range(9)] == [view.window(at, 1) for at in range(9)]
        prepared.prepare((), 1)
        assert view.window(0, 1)[0].tags == prepared.window(0, 1)[0].tags == ()
        subject = Subject("f5", "f5", "/articles/5.txt", "Điện")
        store.apply(actions.tag(store, [subject], ["năng lượng"])).result()
        store.apply(actions.add_note(store, subject, "xem lại cách tính thuế")).result()
        store.flush()
        listed = view.window(0, 1)[0]
        assert prepared.window(0, 1) == (listed,)
        assert (listed.tags, listed.notes) == (("năng lượng",), 1)
        assert titles(collection.view(read("tag:nang-luong OR cach tinh thue"))) == ["Điện"]
        assert titles(collection.view(read("note:thuế has:note is:annotated noted:1d"))) in (["Điện"], [])
        assert [(it.value, it.count) for it in collection.facet("tag", t.EVERYTHING)] == [("năng lượng", 1)]
        assert collection.known_names()["tag"] == ("năng lượng",)


def test_an_edited_or_moved_article_keeps_its_id_and_one_whose_file_is_gone_is_still_listed(
    library: FakeLibrary, tmp_path: Path
) -> None:
    from annotations import actions

    with Store.open(tmp_path / "data", tmp_path / "state") as store:
        for number, title in ((5, "Điện"), (1, "Bão số 9")):
            subject = Subject(f"f{number}", f"f{number}", f"/articles/{number}.txt", title)
            store.apply(actions.tag(store, [subject], ["giữ"])).result()
        only_read = Subject("f2", "f2", "/articles/2.txt", "Ăn uống")
        store.apply(actions.set_state(store, [only_read], read=True)).result()
        library.rows = [row(5, "Điện mới", "2026-02-08", fingerprint="changed")]
        collection = collection_of(library)
        collection.attach(store)
        kept = {listed.heading: listed for listed in collection.view(t.EVERYTHING).window(0, 9)}
        assert kept["Điện mới"].id == "f5"
        assert kept["Điện mới"].tags == ("giữ",)
        assert kept["Bão số 9"].gone
        assert "Ăn uống" not in kept
        with pytest.raises(Problem) as caught:
            collection.article("f1")
        assert caught.value.code == "file-gone"


def test_an_annotated_article_of_another_library_is_not_called_gone(
    library: FakeLibrary, tmp_path: Path
) -> None:
    from annotations import actions

    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("x")
    with Store.open(tmp_path / "data", tmp_path / "state") as store:
        store.apply(actions.tag(store, [Subject("e", "e", str(elsewhere), "Nơi khác")], ["x"])).result()
        collection = collection_of(library)
        collection.attach(store)
        assert collection.listed("e") is None


def test_ids_are_found_by_their_start(library: FakeLibrary) -> None:
    library.rows.append(row(11, "Mười một"))
    collection = collection_of(library)
    assert collection.ids_starting("f5") == ("f5",)
    assert collection.ids_starting("f1") == ("f1",)
    assert len(collection.ids_starting("f")) == 9
    assert collection.ids_starting("x") == ()


@given(good_queries(), st.sampled_from(["newest", "oldest", "title", "unread"]))
@settings(max_examples=60, deadline=None)
def test_a_view_holds_exactly_what_the_naive_matcher_finds(text: str, order: Any) -> None:
    library = FakeLibrary(
        row(1, "Đàm phán LNG", "2025-11-15", source="VTC News", topics=("energy",)),
        row(2, "Năng lượng", "2025-03-13?", topics=("agriculture",)),
        row(3, None, "XXXX-05-08"),
        row(4, "Hoa Kỳ: thuế quan 20%", "2026-02-10"),
        texts={"f1": "dam phan a b", "f2": "đàm phán với Hoa Kỳ lúc 12:30", "f4": "x.y ..2026 date"},
    )
    library.named = {
        "f1": (EntityCount("PERSON", "Nguyễn Hồng Diên", 1),),
        "f2": (EntityCount("PLACE", "Hoa Kỳ", 1),),
        "f4": (EntityCount("PLACE", "Mỹ", 2),),
    }
    collection = collection_of(library)
    collection.set_marks({"f1": Marks(read=True, tags=("todo",)), "f4": Marks(starred=True, tags=("a/b",))})
    tree = read(text)
    found = {collection.view(tree, order).id_at(at) for at in range(collection.view(tree, order).count)}
    ids = [it.fingerprint for it in library.rows]
    facts = {id: collection.entry(id).facts for id in ids}
    assert found == {id for id in ids if matches(meant(tree, facts.values()), facts[id])}


def test_asking_and_changing_from_many_threads_goes_well(library: FakeLibrary) -> None:
    collection = collection_of(library)
    failed: list[BaseException] = []
    stop = time.monotonic() + 0.5

    def ask() -> None:
        try:
            while time.monotonic() < stop:
                view = collection.view(read("da OR lng OR is:unread"), "title")
                assert len(view.window(0, 100)) == view.count
                collection.facet("topic", t.EVERYTHING)
        except BaseException as error:
            failed.append(error)

    def change() -> None:
        number = 100
        while time.monotonic() < stop:
            number += 1
            collection.update_rows(
                library.change(
                    added=(row(number, f"Bài {number}"),), removed=(f"/articles/{number - 5}.txt",)
                )
            )
            collection.set_marks({"f1": Marks(read=bool(number % 2))})

    threads = [threading.Thread(target=ask) for _ in range(3)] + [threading.Thread(target=change)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_a_search_over_twelve_hundred_articles_is_quick() -> None:
    text = "Thực hiện chỉ đạo của Thủ tướng Chính phủ về thương mại Việt Nam. " * 50
    rows = [
        row(number, f"Bài số {number}", f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}")
        for number in range(1200)
    ]
    library = FakeLibrary(*rows, texts={it.fingerprint: text for it in rows})
    collection = collection_of(library)
    collection.view(read("thu tuong"))  # fetches the texts
    best = 1.0
    for _ in range(5):
        start = time.perf_counter()
        view = collection.view(read("thu tuong khongco"))
        best = min(best, time.perf_counter() - start)
    assert view.count == 0
    assert best < 0.1  # 3 ms on a quiet machine


def test_words_side_by_side_come_first_though_no_text_is_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["sạch và năng lượng", "năng lượng sạch", "năng suất, sạch, chất lượng", "nâng lượng sách"] * 3
    rows = [row(at, str(at), f"2025-01-{at:02}") for at in range(1, 13)]
    library = FakeLibrary(*rows, texts={f"f{at}": text for at, text in enumerate(texts, start=1)})
    monkeypatch.setattr("annotations.nearest.MOST", 2)
    monkeypatch.setattr("annotations.nearest.FIRST", 1)
    collection = collection_of(library)
    view = collection.nearest(read("nang luong sach"))
    side_by_side = ["12", "10", "8", "6", "4", "2"]
    assert titles(view) == [*side_by_side, "11", "9", "7", "5", "3", "1"]
    assert view.looked_into is None
    view = collection.nearest(read("nang luong sach sort:oldest"))
    assert titles(view) == [*reversed(side_by_side), "1", "3", "5", "7", "9", "11"]
    view = collection.nearest(read("năng lượng sạch"))
    assert titles(view) == [*side_by_side, "11", "9", "7", "5", "3", "1"]
    assert view.looked_into == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("đà nẵng", ["g", "d", "b", "f", "e", "c", "a"]),  # side by side just so; each word just so; the rest
        ("da nang", ["g", "f", "d", "c", "b", "e", "a"]),  # side by side; the rest
        ("nang da", ["e", "g", "f", "d", "c", "b", "a"]),  # unless they were typed the other way round
        ("da nang OR lao", ["g", "f", "d", "c", "b", "e", "a"]),
        ("da nang -hom", ["g", "f", "d", "c", "e", "a"]),
        ("da nan*", ["g", "f", "d", "c", "b", "e", "a"]),
        ("da sort:oldest nang", ["a", "b", "c", "d", "e", "f", "g"]),  # apart from each other in the query
        ('"da nang"', ["g", "f", "d", "c", "b"]),
        ("đà nẵng sort:oldest", ["b", "d", "g", "f", "a", "c", "e"]),
        ("Đà Nẵng", ["d", "b", "g", "f", "e", "c", "a"]),
        ("đà nẵng OR lào", ["g", "d", "b", "f", "e", "c", "a"]),
    ],
)
def test_articles_with_the_words_just_as_typed_come_first(
    query: str, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        "a": "đã tăng năng lượng",
        "b": "Đà Nẵng hôm nay",
        "c": "đá nang",
        "d": "đà, Đà Nẵng",
        "e": "nang đã",
        "f": "nẵng rồi đà nang",
        "g": "ở đà nẵng",
    }
    rows = [row(at, f"{name}", f"2025-01-0{at}") for at, name in enumerate(texts, start=1)]
    library = FakeLibrary(*rows, texts={f"f{at}": text for at, text in enumerate(texts.values(), start=1)})
    collection = collection_of(library)
    view = collection.nearest(read(query))
    assert titles(view) == found
    assert [view.position(it.id) for it in view.window(0, 9)] == list(range(len(found)))
    assert sorted(titles(view)) == sorted(titles(collection.view(read(query))))
    monkeypatch.setattr("annotations.nearest.MOST", 3)
    monkeypatch.setattr("annotations.nearest.FIRST", 3)  # more are not looked into
    view = collection.nearest(read("đà nẵng"))
    assert (titles(view), view.looked_into) == (["g", "d", "f", "c", "b", "e", "a"], 3)
    view = collection.nearest(read("đã"))
    assert (titles(view), view.looked_into) == (["e", "g", "f", "d", "c", "b", "a"], 3)
    view = collection.nearest(read("đá nang"))
    assert (titles(view), view.looked_into) == (["g", "f", "d", "c", "b", "e", "a"], 3)
    assert collection.nearest(read("da")).looked_into is None
    monkeypatch.setattr("annotations.nearest.MOST", 6)  # all that have them side by side, and no others
    view = collection.nearest(read("đá nang"))
    assert (titles(view), view.looked_into) == (["c", "g", "f", "d", "b", "e", "a"], 5)
