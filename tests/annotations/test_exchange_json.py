"""JSON of everything: exact in an empty store, no doubles in another, nothing of a file that is not whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations import actions, highlights
from annotations.corrections import correct
from annotations.exchange.json_writing import LISTS
from annotations.sound import sound
from seeds.article import Correction
from seeds.problems import Problem
from tests.annotations.exchanges import (
    MARKED,
    ON_ARTICLES,
    World,
    a_file,
    annotate,
    articles,
    subject_of,
    without_versions,
    world,
)

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def some(there: World) -> None:
    """A little of everything."""
    id = there.mark_words(0, "hai bên đàm phán", kind="red", tags=["đọc lại"], note="Ghi chú")
    there.note(1, "Trên bài")
    there.tag(1, "năng lượng/LNG")
    there.star(1)
    there.store.apply(highlights.name_kind(there.store, "red", "quan trọng")).result()
    there.store.apply(correct(there.store, subject_of(1), Correction("source", "Báo Điện"))).result()
    there.store.apply(actions.save_draft(there.store, subject_of(2), "đang gõ")).result()
    there.store.apply(actions.set_state(there.store, [subject_of(2)], by_hand=False, position=42)).result()
    there.store.apply(actions.set_state(there.store, [subject_of(2)], by_hand=False, read=True)).result()
    assert there.store.highlight(id)


@FEW
@given(st.lists(MARKED, max_size=4), st.lists(ON_ARTICLES, max_size=3))
def test_an_empty_store_gets_everything_back_exactly(marked: list[Any], on_articles: list[Any]) -> None:
    with world() as one, world() as two:
        annotate(one, marked, on_articles)
        before = one.written()
        with a_file(one.export("json") or '{"format": "docbao", "version": 1, "schema": 1}') as path:
            two.take("json", path)
            assert without_versions(two.written()) == without_versions(before)
            assert (two.marked(), two.said()) == (one.marked(), one.said())
            assert two.plan("json", path).nothing
            assert one.plan("json", path).nothing


def test_corrections_kinds_drafts_and_states_come_back_too() -> None:
    with world() as one, world() as two:
        some(one)
        with a_file(one.export("json")) as path:
            two.take("json", path)
        assert without_versions(two.written()) == without_versions(one.written())
        assert two.store.kinds() == {"red": "quan trọng"}
        assert two.store.marks_of(articles()[2].fingerprint).position == 42
        assert two.store.drafts()[0].text == "đang gõ"


def test_an_import_is_one_change_that_can_be_undone_and_done_again() -> None:
    with world() as one, world() as two:
        some(one)
        with a_file(one.export("json"), "x.json") as path:
            two.take("json", path)
        name, values = two.store.undo_name() or ("", {})
        assert (name, values["file"]) == ("import", "x.json")
        two.store.undo().result()
        assert not two.store.all_notes()
        assert not two.store.all_highlights()
        assert not two.store.marks_of(articles()[1].fingerprint).starred
        two.store.redo().result()
        assert (two.marked()[0][:4], len(two.said())) == (one.marked()[0][:4], 2)


def test_what_was_deleted_is_not_exported_and_comes_back_from_an_older_file() -> None:
    with world() as one:
        id = one.note(0, "nháp")
        with a_file(one.export("json")) as path:
            note = one.store.note(id)
            assert note
            one.store.apply(actions.delete_note(one.store, note)).result()
            assert "nháp" not in one.export("json")
            assert one.take("json", path).counts == {"notes": 1}
            back = one.store.note(id)
            assert back
            assert (back.text, back.created) == ("nháp", note.created)


def test_an_older_file_does_not_undo_what_was_written_since() -> None:
    with world() as one:
        id = one.note(0, "trước")
        with a_file(one.export("json")) as path:
            note = one.store.note(id)
            assert note
            one.store.apply(actions.edit_note(one.store, note, "sau")).result()
            assert one.plan("json", path).nothing
        assert [it.text for it in one.store.all_notes()] == ["sau"]


def test_a_later_version_from_another_device_replaces_the_one_it_was_made_of() -> None:
    with world() as one, world() as two:
        id = one.note(0, "một")
        with a_file(one.export("json")) as path:
            two.take("json", path)
        note = two.store.note(id)
        assert note
        two.store.apply(actions.edit_note(two.store, note, "hai")).result()
        with a_file(two.export("json")) as path:
            assert one.take("json", path).counts == {"changed": 1}
        assert [it.text for it in one.store.all_notes()] == ["hai"]


def test_a_note_changed_in_both_places_is_kept_twice_and_only_twice() -> None:
    with world() as one, world() as two:
        id = one.note(0, "một")
        with a_file(one.export("json")) as path:
            two.take("json", path)
        for there, text in ((one, "ở đây"), (two, "ở kia")):
            note = there.store.note(id)
            assert note
            there.store.apply(actions.edit_note(there.store, note, text)).result()
        with a_file(two.export("json")) as path:
            assert one.take("json", path).counts == {"copies": 1}
            assert one.plan("json", path).nothing
        assert sorted(it.text for it in one.store.all_notes()) == ["ở kia", "ở đây"]
        assert one.store.note(id).text == "ở đây"


def test_an_article_known_under_another_id_keeps_that_id() -> None:
    with world() as one, world() as two:
        some(one)
        found = json.loads(one.export("json"))
        own = articles()[1].fingerprint
        text = json.dumps(found).replace(own, "another-id")
        found = json.loads(text)
        for document in found["articles"]:
            if document["id"] == "another-id":
                document["fingerprints"] = [own]
        with a_file(json.dumps(found)) as path:
            two.take("json", path)
            assert two.plan("json", path).nothing
        assert two.store.marks_of(own).tags == ("năng lượng/LNG",)
        assert two.store.corrections(own).facts[0].value == "Báo Điện"


@pytest.mark.parametrize("cut", [1, 40, 200, -3])
def test_a_file_that_is_not_whole_is_refused_with_a_line_and_changes_nothing(cut: int) -> None:
    with world() as one, world() as two:
        some(one)
        with a_file(one.export("json")[:cut]) as path, pytest.raises(Problem) as raised:
            two.plan("json", path)
        assert raised.value.code == "import-not-json"
        assert not two.store.articles()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PLACES = ["articles", "notes", "highlights", "tags", "corrections", "views", "anchors", "texts", "states"]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_stands_where_a_document_should_is_taken_whole_or_refused_by_name(data: Any) -> None:
    good = _good_file()
    name = data.draw(st.sampled_from(PLACES))
    rows = good[name] or [{}]
    at = data.draw(st.integers(0, len(rows) - 1))
    key = data.draw(st.sampled_from(sorted(rows[at]) or ["id"]))
    rows[at][key] = data.draw(JSON)
    good[name] = rows
    with _EMPTY() as there, a_file(json.dumps(good)) as path:
        try:
            there.take("json", path)
        except Problem as problem:
            assert problem.code in ("import-broken", "import-newer")
        there.export("json")
        there.export("w3c")
        for kind in LISTS.values():
            for document in there.store.search(kind, lambda _: True):
                assert sound(kind, document) == document, kind


@pytest.mark.parametrize(
    ("field", "value"),
    [("start", -5), ("start", 10**12), ("end", 10**12), ("end", 0), ("text", None), ("id", "\n")],
)
def test_a_position_that_cannot_be_is_refused_by_name(field: str, value: Any) -> None:
    good = _good_file()
    good["highlights"][0]["start"] = 3
    good["highlights"][0][field] = value
    with _EMPTY() as there, a_file(json.dumps(good)) as path, pytest.raises(Problem) as raised:
        there.plan("json", path)
    where = "highlights[0]" if field == "id" else f"highlights[0].{'end' if value == 10**12 else field}"
    assert (raised.value.code, raised.value.values["where"]) == ("import-broken", where)


def _good_file() -> Any:
    if not _KEPT:
        with world() as one:
            some(one)
            _KEPT.append(one.export("json"))
    return json.loads(_KEPT[0])


_KEPT: list[str] = []
_EMPTY = world


def test_a_file_of_a_newer_docbao_is_refused() -> None:
    with world() as one, a_file('{"format": "docbao", "version": 2, "schema": 1}') as path:
        with pytest.raises(Problem) as raised:
            one.plan("json", path)
        assert raised.value.code == "import-newer"


def test_only_what_a_query_finds_goes_out() -> None:
    from annotations.query.tree import Tag

    with world() as one:
        some(one)
        found = json.loads(one.export("json", Tag("năng lượng")))
        assert [it["text"] for it in found["notes"]] == ["Trên bài"]
        assert not found["highlights"]
        assert not found["complete"]
