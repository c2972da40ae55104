"""The tables that the parser reads are complete, and everything they show of the language can be read."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.query import names
from annotations.query import tree as t
from annotations.query.parser import QueryError, parse
from seeds.topic_names import all_topics

TODAY = date(2026, 2, 11)
NAMES, DATES = names.table("names.toml"), names.table("date_words.toml")
KNOWN = {"source": ["VTC News"], "tag": ["kinh tế"]}
VIEWS = {"Unread": "is:unread"}


def read(text: str) -> t.Query:
    return parse(text, today=TODAY, known=KNOWN, views=VIEWS)


def test_every_field_has_an_example_that_asks_for_it() -> None:
    assert NAMES["examples"].keys() == NAMES["fields"].keys()
    for field, example in NAMES["examples"].items():
        assert example.startswith(f"{field}:")
        assert read(example) != t.EVERYTHING


@pytest.mark.parametrize("field", NAMES["examples"])
def test_every_name_of_a_field_means_the_same(field: str) -> None:
    value = NAMES["examples"][field].partition(":")[2]
    meant = {read(f"{name}:{value} lng") for name in NAMES["fields"][field]}
    assert len(meant) == 1


@pytest.mark.parametrize("query", NAMES["syntax"].values())
def test_every_way_of_putting_together_is_read(query: str) -> None:
    assert read(query) != t.EVERYTHING


@pytest.mark.parametrize("kind", ["is", "has", "kind", "sort"])
def test_every_name_of_a_value_means_the_same(kind: str) -> None:
    for id, called in NAMES[kind].items():
        assert {read(f"{kind}:{name}") for name in called} == {read(f"{kind}:{id}")}


@pytest.mark.parametrize("value", [it for some in DATES["examples"].values() for it in some])
def test_every_date_that_is_shown_is_one(value: str) -> None:
    assert isinstance(read(f"date:{value}"), t.Within)


@pytest.mark.parametrize("phrase", [*DATES["phrases"], *DATES["unknown"]["words"]])
def test_every_phrase_for_a_date_is_one_without_quotes(phrase: str) -> None:
    tree = read(f"date:{phrase} lng")
    assert isinstance(tree, t.And)
    assert tree.parts[0] == read(f'date:"{phrase}"')


def test_every_name_of_a_topic_is_read_without_quotes_before_other_words() -> None:
    for topic in all_topics():
        for name in (topic.id, *topic.labels.values()):
            assert read(f"topic:{name} zzz") == t.And((t.Topic(topic.id), t.Words("zzz"))), name


def test_operators_that_are_written_small_stand_for_those_there_are() -> None:
    assert set(NAMES["operators"]) == {"OR", "AND", "NOT"}
    for operator in NAMES["operators"]:
        assert read(f"a {operator} b") != read(f"a b {operator.lower()}")


@pytest.mark.parametrize("query", NAMES["mistakes"].values())
def test_every_mistake_that_is_shown_is_one(query: str) -> None:
    with pytest.raises(QueryError):
        read(query)
