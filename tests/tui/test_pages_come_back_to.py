"""Pages that read on: what comes while one is away, comes twice, or fails."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.collection import Collection, Order, View
from annotations.profile import Profile, profile
from annotations.query.stopped import Stopped
from annotations.query.tree import Query
from seeds.article import Article, MentionType
from tests.tui.rig import Opened, opened
from tui.concordance import Passage, hits_in
from tui.screens.entity_page import EntityPage
from tui.screens.hits_page import HitsPage

NAME = "Huế"
WORD = "gạo"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """Articles that all have the word and the name, more than are read at once."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for n in range(40):
        text = f"Tin số {n:02}\n\nĐàm phán gạo ở Huế, lần {n}.\n"
        (folder / f"{n:02}.txt").write_text(text, "utf-8")
    return folder


class Gate:
    """Lets some through, then keeps all waiting until it is opened."""

    def __init__(self, free: int) -> None:
        self._free, self._opened = free, threading.Event()
        self.waiting = threading.Event()

    def go_through(self) -> None:
        self._free -= 1
        if self._free < 0:
            self.waiting.set()
            self._opened.wait(20)

    def open(self) -> None:
        self._opened.set()


def hits_page(app: Opened) -> HitsPage:
    assert isinstance(app.app.screen, HitsPage)
    return app.app.screen


def entity_page(app: Opened) -> EntityPage:
    assert isinstance(app.app.screen, EntityPage)
    return app.app.screen


async def there_and_back(app: Opened, gate: Gate, kind: type[HitsPage | EntityPage]) -> None:
    """From a page that is still reading, go to a passage in its article and back; then let all be read."""
    main = app.app.main
    await app.until(lambda: isinstance(app.app.screen, kind) and app.app.screen.shown.passages, "passages")
    await app.until(gate.waiting.is_set, "that more is being read")
    await app.press("enter")
    await app.until(lambda: main.in_reader and main.showing, "the reader")
    await app.press("escape")
    await app.until(lambda: isinstance(app.app.screen, kind) and app.app.screen.shown.passages, "the page")
    gate.open()


async def test_no_hit_is_lost_or_twice_when_one_comes_back_early(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(free=8)

    def slow(id: str, text: str, tree: Query, heading: str = "") -> tuple[Passage, ...]:
        gate.go_through()
        return hits_in(id, text, tree, heading)

    async with opened(tmp_path / "home", libraries=(papers,), bundled=False, query=WORD) as app:
        await app.settle()
        view = app.app.main.view
        assert view is not None
        assert view.count > 24
        monkeypatch.setattr("tui.screens.hits_page.hits_in", slow)
        app.app.main.cmd_hits()
        await there_and_back(app, gate, HitsPage)
        await app.until(lambda: hits_page(app).state.read >= view.count, "all of it")
        await app.still()
        state, shown = hits_page(app).state, hits_page(app).rows.passages
        assert state.nearest is not None
        assert [listed.id for listed, _ in state.found] == list(state.nearest.ids())
        assert [it for _, said in state.found for it in said] == list(shown)


async def slow_to_read(app: Opened, monkeypatch: pytest.MonkeyPatch, through: Callable[[], None]) -> None:
    """Have every article that a page reads go through something first."""
    desk = app.app.desk
    read = desk.article_with_mentions

    def slow(id: str) -> Article:
        if app.app.screen is not app.app.main:
            through()
        return read(id)

    monkeypatch.setattr(desk, "article_with_mentions", slow)


async def test_no_mention_is_lost_or_twice_when_one_comes_back_early(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(free=6)
    async with opened(tmp_path / "home", libraries=(papers,), bundled=False, size=(120, 60)) as app:
        ids = app.app.desk.collection.entity_articles(NAME)
        assert len(ids) > 18
        await slow_to_read(app, monkeypatch, gate.go_through)
        app.app.main.show_entity(NAME, None)
        await app.until(lambda: isinstance(app.app.screen, EntityPage) and app.app.screen.shown.passages)
        entity_page(app).goal = 18
        entity_page(app).read_more()
        await there_and_back(app, gate, EntityPage)
        entity_page(app).goal = len(ids)
        entity_page(app).read_more()
        await app.until(lambda: entity_page(app).state.read >= len(ids), "all of it")
        await app.still()
        assert [listed.id for listed, _ in entity_page(app).state.found] == list(ids)
        found = [it for _, said in entity_page(app).state.found for it in said]
        assert found == list(entity_page(app).shown.passages)


async def test_an_article_that_comes_while_mentions_are_read_is_read_too(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(free=6)
    async with opened(tmp_path / "home", libraries=(papers,), bundled=False, size=(120, 60)) as app:
        collection = app.app.desk.collection
        ids = collection.entity_articles(NAME)
        real, away = collection.entity_articles, {ids[0]}

        def some(name: str, type: MentionType | None = None) -> tuple[str, ...]:
            return tuple(id for id in real(name, type) if id not in away)

        monkeypatch.setattr(collection, "entity_articles", some)
        await slow_to_read(app, monkeypatch, gate.go_through)
        app.app.main.show_entity(NAME, None)
        await app.until(lambda: isinstance(app.app.screen, EntityPage) and app.app.screen.shown.passages)
        page = entity_page(app)
        page.goal = len(ids)
        page.read_more()
        await app.until(gate.waiting.is_set, "that more is being read")
        away.clear()
        page.follow()
        await app.until(lambda: page.state.ids and ids[0] in page.state.ids, "the article that came")
        gate.open()
        await app.until(lambda: page.state.read >= len(ids), "all of it")
        await app.still()
        assert sorted(listed.id for listed, _ in page.state.found) == sorted(ids)


async def test_a_page_of_hits_goes_on_after_a_failure(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = [True]

    def failing_once(id: str, text: str, tree: Query, heading: str = "") -> tuple[Passage, ...]:
        if failing and failing.pop():
            raise OSError("the disk is away")
        return hits_in(id, text, tree, heading)

    async with opened(tmp_path / "home", libraries=(papers,), bundled=False, query=WORD) as app:
        await app.settle()
        monkeypatch.setattr("tui.screens.hits_page.hits_in", failing_once)
        app.app.main.cmd_hits()
        await app.until(lambda: not failing and app.said, "what went wrong")
        app.app.main.refresh_view()
        await app.until(lambda: hits_page(app).shown.passages, "the hits")


async def goes_on_after(app: Opened, failing: list[bool]) -> None:
    """Open the page of a name, for which something fails once, and see that it shows mentions in the end."""
    app.app.main.show_entity(NAME, None)
    await app.until(lambda: not failing and app.said, "what went wrong")
    entity_page(app).follow()
    await app.until(lambda: entity_page(app).shown.passages, "the mentions")


async def test_a_page_of_mentions_goes_on_after_a_failure(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = [True]

    def fail() -> None:
        if failing and failing.pop():
            raise OSError("the disk is away")

    async with opened(tmp_path / "home", libraries=(papers,), bundled=False) as app:
        await slow_to_read(app, monkeypatch, fail)
        await goes_on_after(app, failing)


async def test_a_name_that_could_not_be_looked_up_is_looked_up_when_something_changes(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = [True]

    def failing_once(
        collection: Collection, name: str, type: MentionType | None, stop: Callable[[], bool] | None = None
    ) -> Profile:
        if failing and failing.pop():
            raise OSError("the index is away")
        return profile(collection, name, type, stop)

    monkeypatch.setattr("tui.screens.entity_page.profile", failing_once)
    async with opened(tmp_path / "home", libraries=(papers,), bundled=False) as app:
        await goes_on_after(app, failing)


async def test_a_name_is_not_looked_up_behind_itself(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []

    def slow(
        collection: Collection, name: str, type: MentionType | None, stop: Callable[[], bool] | None = None
    ) -> Profile:
        found = profile(collection, name, type, stop)
        for _ in range(30):
            if stop is not None and stop():
                raise Stopped
            time.sleep(0.01)
        ended.append(name)
        return found

    async with opened(tmp_path / "home", libraries=(papers,), bundled=False) as app:
        app.app.main.show_entity(NAME, None)
        await app.until(lambda: isinstance(app.app.screen, EntityPage) and app.app.screen.shown.passages)
        await app.still()
        monkeypatch.setattr("tui.screens.entity_page.profile", slow)
        for _ in range(6):
            entity_page(app).follow()
        answer = app.app.desk.ask(lambda: len(ended))
        await app.until(answer.done, "a trivial answer")
        assert answer.result() == 0
        await app.until(lambda: len(ended) == 2, "that it was asked once more")
        await app.still(12)
        assert len(ended) == 2


async def test_nearness_is_not_looked_for_any_more_once_the_page_is_left(
    tmp_path: Path, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    async with opened(tmp_path / "home", libraries=(papers,), bundled=False, query=WORD) as app:
        await app.settle()

        def endless(query: Query, order: Order = "newest", *, stop: Callable[[], bool] | None = None) -> View:
            told.append("begun")
            end = time.monotonic() + 15
            while time.monotonic() < end:
                if stop is not None and stop():
                    told.append("stopped")
                    raise Stopped
                time.sleep(0.01)
            raise AssertionError("nobody ended it")

        monkeypatch.setattr(app.app.desk.collection, "nearest", endless)
        app.app.main.cmd_hits()
        await app.until(lambda: told, "the question")
        app.app.screen.dismiss()
        await app.until(lambda: len(told) == 2, "its end")
        assert told == ["begun", "stopped"]
        await app.still(2)
        assert not app.said
