"""What is packed comes back as it was, and takes little room."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from annotations import states
from annotations.documents import packed
from annotations.packed_rows import PackedRows
from annotations.packed_states import Entries, StateRows
from annotations.packing import Packing
from tests.examples import examples

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False, width=16)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
COMMON = ["id", "v", "rev", "device", "kind", "deleted", "status", "article", "created", "modified"]
NAMES = st.sampled_from([*COMMON, "text", "quote", "of", "packed", "sketch"])
TEXTS = st.sampled_from(["00ff", "0", packed("chào"), "a\nb", "2025-11-15T10:00:00.000Z"])
DOCUMENTS = st.dictionaries(NAMES, VALUES | TEXTS, max_size=8)
ARTICLES = st.sampled_from(["a", "b", "a\tb", "x\n", "ă", ""]) | st.text(max_size=4)


@given(st.lists(DOCUMENTS, max_size=6))
@examples(100)
def test_any_document_comes_back_with_its_fields_in_order(documents: list[dict[str, Any]]) -> None:
    packing = Packing()
    documents = [orjson.loads(orjson.dumps(document)) for document in documents]
    kept = [packing.pack(document) for document in documents]
    for document, data in zip(documents, kept, strict=True):
        assert orjson.dumps(packing.unpack(data)) == orjson.dumps(document)


@given(st.lists(st.tuples(st.integers(0, 5) | st.integers(5000, 5003), st.none() | DOCUMENTS), max_size=20))
@examples(100)
def test_packed_rows_are_a_dictionary(changes: list[tuple[int, dict[str, Any] | None]]) -> None:
    rows, plain = PackedRows(), dict[int, dict[str, Any]]()
    for key, document in changes:
        if document is None:
            assert rows.pop(key, None) == plain.pop(key, None)
        else:
            rows[key] = plain[key] = orjson.loads(orjson.dumps(document))
    assert dict(rows) == plain and len(rows) == len(plain)
    for name, key in rows.ids.items():
        assert plain[key]["id"] == name


@given(st.lists(st.tuples(ARTICLES, st.sampled_from(["r1@5", "p3@7,r1@9", "x\ty@1"])), max_size=60))
@examples(100)
def test_entries_are_a_dictionary_and_a_picture_of_them_stays(changes: list[tuple[str, str]]) -> None:
    entries, plain = Entries(), dict[str, str]()
    picture, then = entries.copy(), dict(plain)
    for number, (article, entry) in enumerate(changes):
        entries.set(article, entry)
        plain[article] = entry
        if number == len(changes) // 2:
            picture, then = entries.copy(), dict(plain)
    assert dict(entries.pairs()) == plain and len(entries) == len(plain)
    assert dict(picture.pairs()) == then
    assert set(entries.differing(picture)) == {name for name in plain if then.get(name) != plain[name]}


def test_many_entries_stay_findable() -> None:
    rows, plain = StateRows(), {f"{number:016x}": f"r1@{number}" for number in range(20_000)}
    rows.set(((article, entry, "") for article, entry in plain.items()), {"v": 1, "at": "", "device": "d"})
    assert dict(rows.entries.pairs()) == plain
    assert all(rows.entries.find(article) == entry for article, entry in plain.items())
    assert rows.entries.find("none") == ""
    again = StateRows()
    for key, document in rows.items():
        assert all(states.bucket(article) == key - 1 for article in document["entries"])
        again[key] = document
    assert dict(again.entries.pairs()) == plain
