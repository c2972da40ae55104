"""Promises of the review: a few a day, the longest waiting first, each answer sets when it comes again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from annotations.query.whole import EVERYTHING
from annotations.reviewing import NEVER, Answer, Round, answer, reviewed, round_of, waits
from tests.annotations.notebooks import Desk
from tests.annotations.stores import FastFiles, Home

TODAY = date.today()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Home(tmp_path).open(files=FastFiles()) as store:
        yield Desk(store)


def today(desk: Desk, day: date, most: int = 10) -> Round:
    return round_of(desk.store, desk.notebook.matching(), day, most)


def say(desk: Desk, id: str, said: Answer, day: date) -> None:
    desk.store.apply(answer(desk.store, id, said, day)).result()


def test_a_highlight_comes_back_the_day_after_it_was_made_and_a_note_does_not(desk: Desk) -> None:
    made = desk.mark("f1", "đàm phán")
    desk.note("f1", "một ghi chú")
    assert today(desk, TODAY) == Round((), 0, 0, TOMORROW, fresh=1)
    assert today(desk, TOMORROW).left == (made,)
    assert round_of(desk.store, desk.notebook.matching(), TODAY, anyway=True).left == (made,)


@pytest.mark.parametrize(
    ("said", "days"), [("keep", [7, 14, 28, 56]), ("sooner", [1, 1, 1, 1]), ("later", [28, 112, 365, 365])]
)
def test_each_answer_sets_when_it_comes_again(said: Answer, days: list[int]) -> None:
    every, waited = 0, []
    for _ in days:
        waited.append(every := waits(said, every))
    assert waited == days


def test_what_was_answered_is_done_for_today_and_undo_brings_it_back(desk: Desk) -> None:
    made = desk.mark("f1", "đàm phán")
    say(desk, made, "keep", TODAY)
    assert today(desk, TODAY) == Round((), 1, 0, TODAY + timedelta(days=7))
    assert today(desk, TODAY + timedelta(days=7)).left == (made,)
    desk.store.undo().result()
    assert reviewed(desk.store.state_entries().get(made, "")).due is None
    assert today(desk, TOMORROW).left == (made,)


def test_an_answer_taken_back_leaves_a_highlight_as_if_it_was_never_shown(desk: Desk) -> None:
    one, other = desk.mark("f1", "đàm phán"), desk.mark("f1", "Việt Nam")
    say(desk, one, "keep", TODAY)
    say(desk, other, "aside", TODAY)
    desk.store.undo().result()
    assert reviewed(desk.store.state_entries().get(other, "")) == NEVER
    assert round_of(desk.store, desk.notebook.matching(), TODAY, anyway=True).left == (other,)


def test_what_was_put_aside_does_not_come_again(desk: Desk) -> None:
    made = desk.mark("f1", "đàm phán")
    say(desk, made, "aside", TODAY)
    assert today(desk, TODAY + timedelta(days=4000)) == Round((), 0, 0, None)
    desk.store.undo().result()
    assert today(desk, TOMORROW).left == (made,)


def test_only_a_few_come_in_a_day_the_longest_waiting_first(desk: Desk) -> None:
    waiting = desk.mark("f3", "Gạo")
    say(desk, waiting, "sooner", TODAY - timedelta(days=1))
    made = {desk.mark("f1", word) for word in ("Việt", "Nam", "Hoa", "Kỳ", "sáu")}
    found = round_of(desk.store, desk.notebook.matching(), TOMORROW, 3)
    assert (len(found.left), found.due) == (3, 6)
    assert found.left[0] == waiting and set(found.left[1:]) <= made
    assert round_of(desk.store, desk.notebook.matching(), TOMORROW, 3) == found, "the same all day"


def test_what_was_reviewed_is_no_article_and_is_there_after_opening_again(tmp_path: Path) -> None:
    with Home(tmp_path).open(files=FastFiles()) as store:
        desk = Desk(store)
        made = desk.mark("f1", "đàm phán")
        say(desk, made, "later", TODAY)
        assert (
            desk.collection.ids_starting(made) == ()
            and len(desk.collection.view(EVERYTHING).window(0, 9)) == 3
        )
    with Home(tmp_path).open(files=FastFiles()) as store:
        known = reviewed(store.state_entries().get(made, ""))
        assert (known.due, known.every, known.on) == (TODAY + timedelta(days=28), 28, TODAY)
    assert reviewed("r1@5") == NEVER
