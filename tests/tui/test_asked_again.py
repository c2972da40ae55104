"""The same view asked for again and again, as while the library is read: no question waits behind itself."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from annotations.collection import Collection, Order, View
from annotations.query.parser import parse
from annotations.query.stopped import Stopped
from annotations.query.tree import Query
from tests.tui.rig import Opened, opened
from tui.news import RowsChanged

QUOTED = parse('"đàm phán"', today=date(2026, 3, 1))


class LongTexts:
    """Lets a collection look into texts for so many seconds, as in a large library, whoever asks."""

    def __init__(self, collection: Collection, seconds: float) -> None:
        self.looks = 0
        self.failing = 0
        self.left, self._view = seconds, collection.view
        collection.view = self.view  # type: ignore[method-assign]

    def view(
        self,
        query: Query,
        order: Order = "newest",
        *,
        seconds: float | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> View:
        if query == QUOTED:
            self.looks += 1
            end = time.monotonic() + (self.left if seconds is None else min(seconds, self.left))
            while (now := time.monotonic()) < end:
                if stop is not None and stop():
                    raise Stopped
                time.sleep(0.01)
                self.left -= time.monotonic() - now
            if self.failing:
                self.failing -= 1
                raise OSError("the index is away")
        view = self._view(query, order, stop=stop)
        view.settled = query != QUOTED or self.left <= 0
        return view


async def shown(app: Opened) -> None:
    main = app.app.main
    await app.until(lambda: main.answered == (QUOTED, main.order), "a first look")


async def test_what_is_asked_meanwhile_does_not_wait_behind_the_same_question(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        main, desk = app.app.main, app.app.desk
        texts = LongTexts(desk.collection, 1.5)
        main.show_only(QUOTED)
        await shown(app)
        for _ in range(6):
            desk.tell(RowsChanged(1, 0))
            await app.pilot.pause(0.05)
        answer = desk.ask(lambda: texts.left)
        await app.until(answer.done, "a trivial answer")
        assert answer.result() > 0, "not everything was looked through before"
        await app.until(lambda: main.view is not None and main.view.settled, "all of it")
        await app.still()
        assert texts.looks < 25


async def test_what_is_found_is_listed_as_far_as_it_is_known_and_said_to_be_so_far(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        main = app.app.main
        LongTexts(app.app.desk.collection, 2)
        main.show_only(QUOTED)
        await shown(app)
        assert main.view is not None and not main.view.settled
        assert "so far" in app.screen_text().splitlines()[0]
        await app.until(lambda: main.view is not None and main.view.settled, "all of it")
        await app.still()
        assert "so far" not in app.screen_text().splitlines()[0]


async def test_quick_batches_do_not_keep_a_question_from_its_end(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        main, desk = app.app.main, app.app.desk
        texts = LongTexts(desk.collection, 1)
        await app.still()
        main.show_only(QUOTED)
        views: list[View] = []

        def settled() -> bool:
            desk.tell(RowsChanged(1, 0))
            if main.answered != (QUOTED, main.order) or main.view is None:
                return False
            views.append(main.view)
            return main.view.settled

        await app.until(settled, "a view that was looked through, while batches come")
        assert texts.looks > 2, "what came is shown meanwhile"
        assert len({id(view) for view in views}) > 2


async def test_what_is_wanted_instead_comes_at_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        main = app.app.main
        texts = LongTexts(app.app.desk.collection, 20)
        main.show_only(QUOTED)
        await shown(app)
        await app.until(lambda: texts.looks > 1, "looking into the texts")
        main.refresh_view()
        other = parse("nike", today=date(2026, 3, 1))
        main.show_only(other)
        await app.until(lambda: main.answered == (other, main.order), "the other view")
        await app.still()
        assert texts.left > 10


async def test_a_view_that_could_not_be_had_is_asked_for_again(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        main = app.app.main
        texts = LongTexts(app.app.desk.collection, 0.05)
        texts.failing = 1
        main.show_only(QUOTED)
        await app.until(lambda: not texts.failing and app.said, "what went wrong")
        main.refresh_view()
        await app.until(lambda: main.view is not None and main.answered == (QUOTED, main.order), "the view")


async def test_leaving_does_not_wait_for_texts(tmp_path: Path) -> None:
    async with opened(tmp_path) as app:
        texts = LongTexts(app.app.desk.collection, 20)
        app.app.main.show_only(QUOTED)
        await shown(app)
        await app.until(lambda: texts.looks > 1, "looking into the texts")
    assert texts.left > 10
