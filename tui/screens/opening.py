"""Reading: which article is in the reader, going from one to the next, and what can be taken from it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tui.alarms import Alarm
from tui.cells import composed
from tui.cells import cut as shortened
from tui.desk import subject_of
from tui.screens.base import TITLE_CELLS, in_sight
from tui.screens.following import Following
from tui.sought import sought_words

if TYPE_CHECKING:
    from concurrent.futures import Future

    from annotations.collection import Listed
    from seeds.article import Article
    from tui.clipboard import CopyOutcome
    from tui.widgets.reader import Reader

_EYE_SECONDS = 8.0
"""How long an article must stay in the reader beside the list before it counts as read."""
_REST_SECONDS = 0.12
"""How long the cursor must rest before entities are read, and the articles near it in the list, so that
holding a key costs nothing."""
_BEGUN_SECONDS = 3.0
"""How long an article must stay in the reader beside a list that is being filled for the first time before it
counts as begun: a newer one does not take its place any more."""


class Opening(Following):
    """The commands that bring articles before the reader's eye."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with nothing opened."""
        super().__init__(measure=measure)
        self._wanted = ""
        self._asked: Future[Article] | None = None
        self._eye: Alarm | None = None
        self._unseen = ""
        """The article that is not read yet, and counts as read if the eye stays on it."""
        self._rested_at = 0
        self._rest: Alarm | None = None
        self.painted = False

    def preview(self, listed: Listed | None) -> None:
        """Show an article in the reader without opening it; none where a query has found none of those that
        there are."""
        if listed is None:
            view = self.view
            if self.showing and view is not None and view.total and not view.count:
                self._wanted = self.showing = ""
                self.reader.clear()
        elif self.painted and self.showing != listed.id:
            self._bring(listed)

    def bring_to_explain(self, listed: Listed) -> None:
        """Show an article in the reader without opening it."""
        if self.showing != listed.id:
            self._bring(listed)

    def first_paint_done(self) -> None:
        """The list is on the screen and takes keys: load the reader meanwhile, off the loop."""
        self.ask(lambda: import_module("tui.widgets.reader_pane"), lambda _: self.begin_work())

    def begin_work(self) -> None:
        """Show the article under the cursor beside the list, and start what runs behind the screens."""
        self.painted = True
        if not self.reading and (listed := self.list.selected) is not None:
            self._follow(listed)
        self.host.desk.start_work()
        self.call_later(self.ready_prompt)

    def _follow(self, listed: Listed | None) -> None:
        """Show the article under the cursor beside the list; overridden by the screen."""
        raise NotImplementedError

    def open_article(self, listed: Listed) -> None:
        """Open an article: it has the focus, counts as read, and is where the reader left it."""
        self.reading = True
        self.show_reader()
        if self.showing != listed.id:
            self._bring(listed, focus=True)
        else:
            self.read_by_hand(listed)
            self.follow_page()
        self.reader.focus()

    def show_reader(self) -> None:
        """Bring the reader to the front; overridden by the screen."""
        raise NotImplementedError

    def _bring(self, listed: Listed, *, focus: bool = False) -> None:
        self.leave_article()
        self._wanted = listed.id
        self.reading_with(listed.id)
        desk = self.host.desk
        if (article := desk.article_in_memory(listed.id)) is not None:
            self._asked = None
            self._show(listed, article, focus)
            return
        if focus and not self.showing:
            self.reader.show_loading(composed(listed.heading))
        self._asked = future = desk.ask(lambda: desk.article(listed.id))
        release = self.host.hold_keys() if focus else None  # they are meant for the article that comes

        def answered() -> None:
            if release is not None:
                release()
            if self._wanted != listed.id or self._asked is not future:
                return  # another is wanted by now, or this one was asked for again: it is shown once
            if (error := future.exception()) is not None:
                self.showing = listed.id
                self.reader.show_problem(self._problem(error), *self.marked_in(listed.id))
            else:
                self._show(listed, future.result(), focus)

        self.host.when_done(future, answered)

    def _problem(self, error: BaseException) -> str:
        from tui.sentences import problem_in_words

        return problem_in_words(error, self.host.words)

    def _show(self, listed: Listed, article: Article, focus: bool) -> None:
        from tui.widgets.reader.page import Page

        self.showing = listed.id
        at = listed.position if focus or self.reading else 0
        self._opened_at = at
        self.reader.mark_words(self.wanted, sought_words(self.wanted))
        page = Page(article=article, listed=listed, common=self.host.desk.common)
        self.reader.show(self.with_marks(page), at=at)
        self._go_to_sought()
        if self._eye is not None:
            self._eye.stop()
        if focus:
            self.read_by_hand(listed)
        self._unseen = listed.id if listed.unread and not focus else ""
        self.read_mentions(listed, article)

    def read_mentions(self, listed: Listed, article: Article) -> None:
        """Show an article's names once the eye rests on it, where they are still to be read; then have the
        articles read that the same key or an arrow would bring, so that it finds them there."""
        if self._rest is not None:
            self._rest.stop()
        there = article.mentions is not None
        self._rest = Alarm(self, _REST_SECONDS, lambda: self._rested(listed.id, there))

    def _rested(self, id: str, there: bool) -> None:
        if self.showing != id:
            return
        if self._unseen == id:
            self._unseen = ""
            self._eye = Alarm(self, max(0.0, _EYE_SECONDS - _REST_SECONDS), lambda: self._seen(id))
        if self.list.filling:
            Alarm(self, _BEGUN_SECONDS - _REST_SECONDS, lambda: self._begun(id))
        if there:
            self._read_ahead(id)
            return
        desk = self.host.desk

        def named() -> Article | None:
            from seeds.problems import Problem

            try:
                return desk.article_with_mentions(id)
            except Problem as problem:
                if problem.code == "no-such-article":  # it has just left the library: the list tells that
                    return None
                raise

        def show(article: Article | None) -> None:
            if article is not None and self.showing == id:
                self.reader.set_mentions(article)
                self._read_ahead(id)

        self.ask(named, show)

    def _begun(self, id: str) -> None:
        if self.showing == id:
            self.list.filling = False

    def _read_ahead(self, id: str) -> None:
        here = self.view.position(id) if self.view is not None else None
        if self.view is None or here is None:
            return
        step, self._rested_at = here - self._rested_at, here
        near = (here + step, here + 1, here - 1)
        beside = [self.view.window(at, 1) for at in near if 0 <= at < self.view.count]
        self.host.desk.read_ahead([row.id for rows in beside for row in rows])

    def _seen(self, id: str) -> None:
        if self.showing != id:
            return
        if self.app.screen is not self or (self._prompt is not None and self._prompt.display):
            self._eye = Alarm(self, _EYE_SECONDS, lambda: self._seen(id))  # it is on something else now
            return
        listed = self.host.desk.collection.listed(id)
        if listed is not None and in_sight(self.reader):
            self.read_by_hand(listed)

    def store_opened(self) -> None:
        """The annotations are there: what was opened before them is shown as the reader has corrected it."""
        super().store_opened()
        self.read_anew()
        self.follow_page()
        self.show_marks_anew()

    def read_by_hand(self, listed: Listed) -> None:
        """An article was opened for reading: it counts as read."""
        from annotations import actions

        if listed.unread and self.host.desk.store_problem is None:
            subject = subject_of(listed)
            self.change(
                lambda: actions.set_state(self.store(), [subject], read=True, by_hand=False), by_hand=False
            )

    def leave_article(self) -> None:
        """Remember how far the article was read."""
        if not (self.reading and self.showing) or self.host.desk.store_problem is not None:
            return
        if self.explaining:
            self.reader.end_pointing()  # back to where one was reading
        from annotations import actions

        listed, position = self.host.desk.collection.listed(self.showing), self.reader.position
        if listed is not None and position != self._opened_at:
            subject = subject_of(listed)
            self._opened_at = position
            self.change(
                lambda: actions.set_state(self.store(), [subject], position=position, by_hand=False),
                by_hand=False,
            )

    def cmd_open(self, count: int = 1) -> None:
        """Open the selected article."""
        if listed := self.list.selected:
            self.open_article(listed)

    def cmd_read_on(self, count: int = 1) -> None:
        """Open, page on, and at the end go to the next unread article."""
        if not self.in_reader:
            self.cmd_open()
        elif not self.reader.read_on():
            self._next_unread()

    def _next_unread(self) -> None:
        listed = self._unread_after(self.showing)
        if listed is None:
            self.say("main.read.no-more-unread")
            return
        self.list.select(listed.id)
        self.open_article(listed)

    def _unread_after(self, id: str) -> Listed | None:
        """Find the next unread row after an article, round the end, in steps that hold no long list."""
        if self.view is None or not self.view.count:
            return None
        count = self.view.count
        here = self.view.position(id)
        start = 0 if here is None else here + 1
        for offset, end in ((start, count), (0, start)):
            while offset < end:
                rows = self.view.window(offset, min(256, end - offset))
                if not rows:
                    break
                for row in rows:
                    if row.unread and row.id != id:
                        return row
                offset += len(rows)
        return None

    def cmd_next_unread(self, count: int = 1) -> None:
        """Select the next unread article."""
        if (selected := self.list.selected) and (listed := self._unread_after(selected.id)):
            self.list.select(listed.id)
        else:
            self.say("main.read.no-more-unread")

    def cmd_next_article(self, count: int = 1) -> None:
        """Go to the next article of the list without going back to it."""
        self._go(count)

    def cmd_previous_article(self, count: int = 1) -> None:
        """Go to the article before this one in the list."""
        self._go(-count)

    def _go(self, by: int) -> None:
        if self.view is None or not self.view.count:
            return
        here = self.view.position(self.showing)
        at = 0 if here is None else max(0, min(here + by, self.view.count - 1))
        if at == here:
            self.say("main.read.last-article" if by > 0 else "main.read.first-article")
            return
        rows = self.view.window(at, 1)
        if rows:
            self.list.select(rows[0].id)
            self.open_article(rows[0])

    def cmd_find(self, count: int = 1) -> None:
        """Find in the article as you type."""
        self.open_prompt("find", self.word("main.find.prompt"))

    def on_reader_find_changed(self, message: Reader.FindChanged) -> None:
        """Show which hit of how many."""
        found = self.word("main.find.count", current=message.current, total=message.total)
        if self.is_typing("find"):
            self.prompt.set_info(
                found if message.total else self.word("main.find.none"), wrong=not message.total
            )

    def cmd_copy(self, count: int = 1) -> None:
        """Copy a quote with its source, or the title and source of the selected article."""
        if (listed := self.current()) is None:
            return
        quote = self.reader.quote().text if self.in_reader else ""
        self._copy(quote, self._source_line(listed))

    def copy_quote(self, text: str) -> None:
        """Copy a stretch of the article in the reader with its source."""
        if (listed := self.host.desk.collection.listed(self.showing)) is not None:
            self._copy(text, self._source_line(listed))

    def _copy(self, quote: str, source: str) -> None:
        from tui.clipboard import copy
        from tui.quoted import quoted

        text = f"{quoted(quote)}\n— {source}" if quote else source

        def copied(outcome: CopyOutcome) -> None:
            if outcome.worked:
                what = shortened(" ".join((quote or source).split()), TITLE_CELLS)
                self.tell("main.copy.copied", what=what, how=self.word(outcome.key))
            else:
                self.footer.say(self.word(outcome.key), failed=True)

        self.ask(lambda: copy(text, self.host), copied)

    def cmd_copy_selection(self, count: int = 1) -> None:
        """Copy what is selected with its source; the selection is over then."""
        self.cmd_copy()
        self.reader.stop_selecting()

    def _source_line(self, listed: Listed) -> str:
        date = listed.date.edtf if listed.date is not None else ""
        return ", ".join(
            part for part in (listed.heading, listed.source or "", date, listed.url or "") if part
        )

    def cmd_address(self, count: int = 1) -> None:
        """Show the article's address, and open it when the reader says so."""
        listed = self.current()
        if listed is None:
            return
        if not listed.url:
            self.say("main.address.none")
            return
        from tui.screens.address import AddressPrompt

        self.app.push_screen(AddressPrompt(listed.url), self._address_answered)

    def _address_answered(self, opening: Future[bool] | None) -> None:
        if opening is not None:
            self.when(opening, self._address_opened)

    def _address_opened(self, opened: bool) -> None:
        self.tell("main.address.opened" if opened else "main.address.not-opened")
