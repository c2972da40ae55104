"""Web Annotations: as the Recommendation has them, what goes out comes back, others' are understood."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seeds.problems import Problem
from tests.annotations.exchanges import MARKED, ON_ARTICLES, a_file, annotate, articles, world

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MOTIVATIONS = {"highlighting", "commenting", "tagging", "bookmarking"}


@FEW
@given(st.lists(MARKED, max_size=4), st.lists(ON_ARTICLES, max_size=3))
def test_highlights_notes_tags_kinds_and_stars_come_back(marked: list[Any], on_articles: list[Any]) -> None:
    with world() as one, world() as two:
        annotate(one, marked, on_articles)
        if not (text := one.export("w3c")):
            return
        with a_file(text) as path:
            two.take("w3c", path)
            assert two.marked() == one.marked()
            assert two.said() == one.said()
            for article in articles():
                here, there = (it.store.marks_of(article.fingerprint) for it in (one, two))
                assert (here.tags, here.starred) == (there.tags, there.starred)
            assert two.plan("w3c", path).nothing
            assert one.plan("w3c", path).nothing


def test_an_export_is_a_collection_of_annotations_in_the_vocabulary_of_the_recommendation() -> None:
    with world() as one:
        one.mark_words(0, "hai bên đàm phán", kind="red", tags=["đọc lại"], note="**Ghi** chú")
        one.mark_words(1, "Giá LNG tăng")
        one.note(1, "Trên bài")
        one.tag(1, "todo")
        one.star(1)
        found = json.loads(one.export("w3c"))
    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "AnnotationCollection"
    page = found["first"]
    assert (page["type"], page["startIndex"], page["partOf"]) == ("AnnotationPage", 0, found["id"])
    assert found["total"] == len(page["items"]) == 5
    ids = [it["id"] for it in page["items"]]
    assert len(set(ids)) == 5
    for it in page["items"]:
        motivations = it["motivation"] if isinstance(it["motivation"], list) else [it["motivation"]]
        assert it["type"] == "Annotation"
        assert set(motivations) <= MOTIVATIONS
        assert "creator" not in it
        assert it["target"]["source"].startswith(("https://", "urn:docbao:article:"))
    red = next(it for it in page["items"] if it.get("docbao:kind") == "red")
    position, quote = red["target"]["selector"]
    text = articles()[0].text
    assert text[position["start"] : position["end"]] == quote["exact"] == "hai bên đàm phán"
    assert (quote["prefix"] + quote["exact"] + quote["suffix"]) in text
    assert red["target"]["source"] == "https://vtcnews.vn/dam-phan-ar900001.html"
    tag, note = red["body"]
    assert (tag["type"], tag["purpose"], tag["value"]) == ("TextualBody", "tagging", "đọc lại")
    assert (note["purpose"], note["format"], note["value"]) == ("commenting", "text/markdown", "**Ghi** chú")


def hypothesis_like(exact: str, prefix: str, suffix: str) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://example.org/a/1",
        "type": "Annotation",
        "motivation": "oa:highlighting",
        "created": "2025-11-15T08:00:00+07:00",
        "body": {"type": "TextualBody", "value": "ngoài", "format": "text/plain"},
        "target": {
            "source": "http://www.vtcnews.vn/dam-phan-ar900001.html?utm_source=x#y",
            "selector": {
                "type": "RangeSelector",
                "refinedBy": {
                    "type": "TextQuoteSelector",
                    "exact": exact,
                    "prefix": prefix,
                    "suffix": suffix,
                },
            },
        },
    }


def test_anothers_annotation_is_placed_by_its_quote_in_the_article_with_its_address() -> None:
    with world() as one, a_file(json.dumps(hypothesis_like("ai bên đàm phán", "H", " tiếp"))) as path:
        assert one.take("w3c", path).counts == {"highlights": 1, "notes": 1}
        (highlight,) = one.store.highlights(articles()[0].fingerprint)
        text = articles()[0].text
        assert highlight.selector.start == text.index("ai bên đàm phán tiếp")
        assert highlight.created == "2025-11-15T01:00:00.000Z"
        assert one.plan("w3c", path).nothing


def test_a_quote_that_stands_twice_with_nothing_to_tell_the_places_apart_is_not_placed() -> None:
    with world() as one, a_file(json.dumps(hypothesis_like("ai bên", "", ""))) as path:
        arrival = one.take("w3c", path)
        assert arrival.lost == 1
        (highlight,) = one.store.highlights(articles()[0].fingerprint)
        assert highlight.anchor is not None
        assert highlight.anchor.status == "lost"
        assert highlight.quote == "ai bên"


def test_the_same_words_with_others_around_them_are_not_taken_for_those_that_were_marked() -> None:
    with world() as one, a_file(json.dumps(hypothesis_like("Thuế", "Hôm qua, ", " tăng vọt"))) as path:
        one.take("w3c", path)
        (highlight,) = one.store.highlights(articles()[0].fingerprint)
        assert highlight.anchor is not None
        assert highlight.anchor.status in ("lost", "review")


def test_a_word_or_two_that_stand_once_and_nothing_is_known_around_are_for_the_reader_to_look_at() -> None:
    with world() as one, a_file(json.dumps(hypothesis_like("Thuế", "", ""))) as path:
        assert one.take("w3c", path).unsure == 1
        (highlight,) = one.store.highlights(articles()[0].fingerprint)
        assert highlight.anchor is not None
        assert highlight.anchor.status == "review"
        assert highlight.anchor.start == articles()[0].text.index("Thuế")
        assert one.plan("w3c", path).nothing


@pytest.mark.parametrize("words", ["chữ không có ở đó", "Thuế quan giảm"])
def test_words_that_are_not_in_the_text_are_kept_and_placed_nowhere(words: str) -> None:
    with world() as one, a_file(json.dumps(hypothesis_like(words, "", ""))) as path:
        one.take("w3c", path)
        (highlight,) = one.store.highlights(articles()[0].fingerprint)
        assert highlight.quote == words
        assert highlight.anchor is not None
        assert highlight.anchor.status in ("lost", "review")


def test_what_belongs_to_an_article_that_is_not_here_is_kept_and_joins_it_when_it_comes() -> None:
    with world() as one, world(1) as two, a_file("") as path:
        one.mark_words(0, "hai bên đàm phán", note="x")
        path.write_text(one.export("w3c"), "utf-8")
        arrival = two.take("w3c", path)
        assert len(arrival.absent) == 1
        (record,) = two.store.articles()
        assert record.title == articles()[0].title
        assert two.export("w3c").count("https://vtcnews.vn/dam-phan-ar900001.html") == 1
        assert record.fingerprints[0] == articles()[0].fingerprint
        assert two.plan("w3c", path).nothing
        assert any(it.gone for it in two.collection.gone())


def test_an_article_is_found_by_title_and_source_unless_two_have_them() -> None:
    annotation = hypothesis_like("Giá LNG tăng", "", "")
    annotation["target"]["source"] = "https://elsewhere.example/lng"
    annotation["document"] = {"title": ["nganh dien: lng “đắt” hơn than; khách hàng 'kêu'"]}
    with world() as one, a_file(json.dumps([annotation])) as path:
        one.take("w3c", path)
        assert len(one.store.highlights(articles()[1].fingerprint)) == 1


@pytest.mark.parametrize(
    "text", ["{}", "[]", '"x"', "null", '{"type": "AnnotationPage", "items": [{"type": "Annotation"}]}']
)
def test_what_holds_no_annotation_is_refused(text: str) -> None:
    with world() as one, a_file(text) as path, pytest.raises(Problem) as raised:
        one.plan("w3c", path)
    assert raised.value.code == "import-not-w3c"


def test_nesting_without_end_is_refused_and_harms_nothing() -> None:
    for text in ("[" * 100_000, '{"items":' * 2000 + "1" + "}" * 2000, "[" * 900 + "]" * 900):
        with world() as one, a_file(text) as path, pytest.raises(Problem):
            one.plan("w3c", path)


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=6) | st.sampled_from(["Annotation", "urn:docbao:note:x"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "target", "source", "selector", "body", "value", "exact", "purpose", "id"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=40, deadline=None)
@given(JSON, JSON, JSON)
def test_any_annotation_is_taken_or_passed_over(body: Any, target: Any, selector: Any) -> None:
    annotation = {
        "type": "Annotation",
        "body": body,
        "target": [target, {"source": "u:x", "selector": selector}],
    }
    with world() as one, a_file(json.dumps(annotation)) as path:
        one.take("w3c", path)
        assert one.plan("w3c", path).nothing
        one.export("json")
