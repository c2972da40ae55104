"""Everything the list shows at once: counted before, one operation, taken back as one."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.tui.rig import Opened, opened

if TYPE_CHECKING:
    from collections.abc import Iterator


def count(app: Opened) -> int:
    view = app.app.main.view
    return view.count if view else -1


async def choose(app: Opened, what: str) -> None:
    await app.press("asterisk")
    await app.until(lambda: len(app.app.screen_stack) == 2)
    await app.type(what)
    await app.press("enter")
    await app.until(lambda: "article" in app.screen_text() and app.app.screen.query("#confirm"))


async def test_all_that_is_listed_is_archived_after_a_count_and_brought_back_in_one(tmp_path: Path) -> None:
    async with opened(tmp_path, query="topic:energy") as app:
        await choose(app, "archive")
        assert "Archive 2 articles?" in app.screen_text()
        await app.press("j", "space", "q")
        assert "Archive 2 articles?" in app.screen_text(), "a key that answers nothing leaves the question"
        await app.press("n")
        await app.until(lambda: len(app.app.screen_stack) == 1)
        assert count(app) == 2
        await choose(app, "archive")
        await app.press("y")
        await app.until(lambda: count(app) == 0)
        await app.press("u")
        await app.until(lambda: count(app) == 2)


async def test_a_list_of_which_all_is_archived_says_where_it_is(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await choose(app, "archive")
        await app.press("y")
        await app.until(lambda: "All 5 articles are archived." in app.screen_text())
        await app.press("u")
        await app.until(lambda: count(app) == 5 and "archived" not in app.screen_text().split("\n", 3)[2])


async def test_only_what_changes_is_counted(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        await app.press("s")
        await app.until(lambda: app.app.main.list.selected and app.app.main.list.selected.starred)
        await choose(app, "star")
        assert "Star 4 articles?" in app.screen_text()
        await app.press("enter")
        await app.until(lambda: app.app.desk.collection.count(app.app.main.parsed("is:starred")) == 5)
        await app.press("u")
        await app.until(lambda: app.app.desk.collection.count(app.app.main.parsed("is:starred")) == 1)


async def test_very_many_are_tagged_and_starred_without_a_row_of_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("tui.screens.tagging", "tui.screens.bulk", "tui.undisturbed"):
        monkeypatch.setattr(f"{module}.MANY", 2)
    monkeypatch.setattr("tui.tag_choosing.ASK_FROM", 2)
    async with opened(tmp_path) as app:
        main, collection = app.app.main, app.app.desk.collection

        def are(query: str) -> int:
            return collection.count(main.parsed(query))

        everything = count(app)
        await app.press("t")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("một")
        await app.press("enter")
        await app.until(lambda: are("tag:một") == 1)
        await app.press("asterisk")
        await app.until(lambda: len(app.app.screen_stack) == 2)
        await app.type("tag")
        await app.press("enter")
        await app.until(lambda: "#một" in app.screen_text() and len(app.app.screen_stack) == 2)
        await app.type("hai")
        await app.press("enter")
        await app.until(lambda: f"Tag #hai on {everything} articles?" in app.screen_text())
        await app.press("enter")
        await app.until(lambda: are("tag:hai") == everything)
        assert are("tag:một") == 1
        await choose(app, "star")
        await app.press("enter")
        await app.until(lambda: are("is:starred") == everything)
        await app.press("u")
        await app.until(lambda: are("is:starred") == 0)
        await app.press("u")
        await app.until(lambda: are("tag:hai") == 0)
        assert are("tag:một") == 1


@contextmanager
def slow_disk(app: Opened) -> Iterator[None]:
    """Let no change to the annotations be over before this is."""
    gate, store = Event(), app.app.desk.store
    assert store is not None

    def wait(change: object) -> None:
        gate.wait(30)

    unsubscribe = store.subscribe(wait)
    try:
        yield
    finally:
        gate.set()
        unsubscribe()


async def test_what_is_being_done_to_very_many_is_told_above_and_to_who_would_undo_it_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.history._A_WHILE", 2)
    async with opened(tmp_path) as app:

        def above() -> str:
            return app.screen_text().splitlines()[0]

        await choose(app, "star")
        with slow_disk(app):
            await app.press("enter")
            await app.until(lambda: "Starring 5 articles…" in above())
            app.app.main.header.set_work("reading 3/9")  # a library that is read meanwhile
            await app.press("u")
            await app.until(lambda: "Wait until this is done: Starring 5 articles…" in app.screen_text())
            assert "Starring 5 articles…" in above()
        await app.until(lambda: "Starred: 5 articles · u undoes it" in app.screen_text())
        assert "reading 3/9" in above() and "Starring" not in above()
        with slow_disk(app):
            await app.press("u")
            await app.until(lambda: "Undoing “starred: 5 articles”…" in above())
            assert not app.said, "what was done before is no news while it is taken back"
            await app.press("U", "u")
            await app.until(lambda: "Wait until this is done: Undoing" in app.screen_text())
        await app.until(lambda: "Undone: starred: 5 articles" in app.screen_text())
        with slow_disk(app):
            await app.press("U")
            await app.until(lambda: "Doing again “starred: 5 articles”…" in above())
            assert not app.said
        await app.until(lambda: "Done again: starred: 5 articles" in app.screen_text())
        assert "Doing again" not in above()
