"""Saved views: what is kept of them, in which order, and what damage leaves of them."""

from pathlib import Path

import pytest

from annotations.model import Operation
from annotations.saved_views import (
    SavedView,
    arrange_views,
    change_view,
    delete_view,
    save_view,
    saved_views,
    view_id,
)
from seeds.problems import Problem
from tests.annotations.stores import Home


def test_a_view_keeps_its_name_and_query_and_the_same_name_gets_the_new_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.open() as store:
        first = save_view(store, "  Điện \n lực ", "topic:energy")
        store.apply(first).result()
        store.apply(save_view(store, "Điện lực", "topic:energy is:unread")).result()
    with home.open() as store:
        (view,) = saved_views(store)
        assert (view.id, view.name, view.query) == (view_id(first), "Điện lực", "topic:energy is:unread")


@pytest.mark.parametrize("name", ["", "  \n", "\u200b", "a\x1b[31m"])
def test_a_view_needs_a_name_that_can_be_shown(tmp_path: Path, name: str) -> None:
    with Home(tmp_path).open() as store, pytest.raises(Problem, match="view-name"):
        save_view(store, name, "a")


def test_views_stand_where_they_were_put_and_undoing_puts_them_back(tmp_path: Path) -> None:
    with Home(tmp_path).open() as store:
        for name in ("a", "b", "c"):
            store.apply(save_view(store, name, name)).result()
        a, b, c = saved_views(store)
        store.apply(arrange_views([c, SavedView("shipped-new"), a, b], "c")).result()
        assert [view.name for view in saved_views(store)] == ["c", "", "a", "b"]
        store.undo().result()
        assert [view.name for view in saved_views(store)] == ["a", "b", "c"]


def test_hiding_and_deleting_are_taken_back(tmp_path: Path) -> None:
    with Home(tmp_path).open() as store:
        store.apply(save_view(store, "a", "a")).result()
        (view,) = saved_views(store)
        store.apply(change_view(SavedView("shipped-new", hidden=True), "hide", "New")).result()
        store.apply(delete_view(view)).result()
        assert [it.id for it in saved_views(store)] == ["shipped-new"]
        store.undo().result()
        store.undo().result()
        assert saved_views(store) == (view,)


def test_what_others_wrote_wrongly_is_passed_over(tmp_path: Path) -> None:
    wrong = {"name": "a", "query": 7, "key": "too long", "place": "x", "hidden": "yes"}
    with Home(tmp_path).open() as store:
        store.apply(Operation("x", {}, {("view", "1"): wrong, ("view", "2"): {"name": 3}})).result()
        assert all(view.key == "" and view.place is None and not view.hidden for view in saved_views(store))
