"""Queries on the command line: what is said of those that are wrong, and of those that find nothing."""

from __future__ import annotations

import pytest

from tests.tui.test_cli import Docbao, docbao

__all__ = ["docbao"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("topci:", "Column 1: there is no field “topci”. Did you mean topic:?"),
        ("lng foo:", "Column 5: there is no field “foo”. Known are date, "),
        ("topic:", "Column 1: topic: wants a value after it, as in topic:energy."),
        ("topic:(energy OR", "Column 15: OR wants something on both sides."),
        ("topic:(energy OR dplomacy)", "Column 18: there is no topic “dplomacy”. Did you mean diplomacy?"),
        ("topic:te", "Column 7: “te” begins several topics: textiles_footwear, technology_ai."),
        ("sort:oldest sort:title", "Column 13: sort: says the order once"),
    ],
)
def test_a_mistake_ends_with_2_its_place_and_what_was_meant(docbao: Docbao, query: str, said: str) -> None:
    answer = docbao("list", *query.split(" "))
    assert answer.status == 2
    assert said in answer.err
    assert not answer.out


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("lng or than", "docbao: “or” was looked for as a word: in capitals, OR joins conditions.\n"),
        ("person:=zzz", "docbao: No name is just “zzz”: put one with blanks in quotes"),
        ("place:=Mỹ zzz", ""),
    ],
)
def test_of_a_query_that_finds_nothing_it_is_said_what_may_be_the_matter(
    docbao: Docbao, query: str, said: str
) -> None:
    for call in ("list", "search", "notes"):
        answer = docbao(call, query)
        assert answer.status == 1
        assert answer.err.startswith(said) if said else not answer.err
        assert not docbao(call, query, "--json").err


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("topic:thuế quan", "topic:tariffs_trade"),
        ("chủ-đề:(năng lượng OR ngoại giao)", "topic:energy OR topic:diplomacy"),
        ('place:="Hoa Kỳ"', "place:=Mỹ"),
        ("source:Tiền Phong", 'source:="Tiền Phong"'),
    ],
)
def test_what_is_called_otherwise_is_the_same(docbao: Docbao, query: str, same: str) -> None:
    found = docbao("list", *query.split(" "), "--json").objects
    assert found
    assert found == docbao("list", same, "--json").objects
