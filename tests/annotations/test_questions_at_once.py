"""Questions that are asked at the same time, as the list, its counts and its facets are, have the answer each
has alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from annotations.collection import Collection
from annotations.query import tree as t
from tests.annotations.fake_library import FakeLibrary, row

ARTICLES = 1500
EXACTLY = t.Words("đàm phán", exact=True)


@pytest.fixture
def in_turns() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def library() -> FakeLibrary:
    rows = [row(number, f"Bài {number}", "2026-01-01") for number in range(ARTICLES)]
    texts = {
        it.fingerprint: "đàm phán xong" if number % 3 else "dam phan xong" for number, it in enumerate(rows)
    }
    return FakeLibrary(*rows, texts=texts)


@pytest.mark.usefixtures("in_turns")
def test_a_quote_that_several_ask_for_at_once_finds_all_of_it_now_and_later() -> None:
    there = library()
    right = sum("đàm" in text for text in there.texts.values())
    for _ in range(6):
        collection = Collection(there, last_opened="2026-01-20T00:00:00+00:00")
        collection.load()
        ways = [EXACTLY, t.And((EXACTLY, t.Words("xong"))), t.Not(EXACTLY)] * 3
        with ThreadPoolExecutor(len(ways)) as threads:
            found = list(threads.map(collection.count, ways))
        assert found == [right, right, ARTICLES - right] * 3
        assert collection.count(EXACTLY) == right


@pytest.mark.usefixtures("in_turns")
def test_a_look_that_ends_early_takes_nothing_from_the_one_that_goes_on() -> None:
    there = library()
    right = sum("đàm" in text for text in there.texts.values())
    for _ in range(6):
        collection = Collection(there, last_opened="2026-01-20T00:00:00+00:00")
        collection.load()
        with ThreadPoolExecutor(6) as threads:
            early = [threads.submit(collection.view, EXACTLY, seconds=0.001) for _ in range(5)]
            whole = threads.submit(collection.view, EXACTLY)
        assert whole.result().count == right
        assert all(it.result().count <= right for it in early)
        assert collection.view(EXACTLY).count == right
