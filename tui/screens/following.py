"""The article in the reader stays the one it is: under the id it has now, with the text of its file now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.query.whole import EVERYTHING
from tui.screens.filtering import Filtering
from tui.screens.marking import Marking
from tui.screens.pausing import Pausing

if TYPE_CHECKING:
    from annotations.collection import Listed
    from annotations.query.tree import Query
    from seeds.article import Article
    from tui.widgets.reader import Page, Reader


def _text_of(article: Article) -> tuple[str, str]:
    """Return by what it is known whether an article is read as it is in its file."""
    return article.fingerprint, article.text_hash


class Following(Filtering, Marking, Pausing):
    """Takes up in the reader what the library says of its article."""

    def __init__(self, *, measure: int = 80) -> None:
        """Start with nothing that waits."""
        super().__init__(measure=measure)
        self._text_waits = ""
        """The hash of a text that is shown as soon as the reader's hands are free (the fingerprint of its
        article, where the hash is not known)."""
        self._opened_at = 0

    def read_by_hand(self, listed: Listed) -> None:
        """Know that an article was opened for reading; overridden."""
        raise NotImplementedError

    def read_mentions(self, listed: Listed, article: Article) -> None:
        """Have the names of the article that is shown read, if that is still to be done; overridden."""
        raise NotImplementedError

    def empty_words(self) -> str:
        """Return what stands where nothing is listed."""
        away = self.words_of_away("main.list.away")
        if away and self.view is not None and not self.view.total:
            return away
        if self.wanted != EVERYTHING:
            read = self.host.scanned and not self.so_far
            said = self.word("main.list.none-match" if read else "main.list.none-so-far")
            if self.view is not None and not self.view.settled:
                said = self.word("main.list.none-yet")
            if last := self._goes_with_backspace():
                said = self.word("main.list.none-back", said=said, last=self.in_words(last))
            return f"{said}\n{hint}" if (hint := self.nothing_hint()) else said
        if self.view is not None and self.view.hint is not None:
            return self.word("main.list.archived", **self.view.hint.values)
        return self.word("main.list.empty" if self.host.scanned else "main.list.reading")

    def _goes_with_backspace(self) -> Query | None:
        """Return the conditions that Backspace would take away; None while it takes letters."""
        from annotations.query.tree import all_of, conditions_of, without_last

        if self.is_typing("filter"):
            return None
        left = conditions_of(self._past[-1] if self._past else without_last(self.wanted))
        return all_of(*(part for part in conditions_of(self.wanted) if part not in left))

    def follow_page(self) -> None:
        """Ask what the article in the reader is now, and show it so."""
        page = self._reader.page if self._reader is not None else None
        if page is None:
            return
        desk, id, fingerprint = self.host.desk, page.listed.id, page.article.fingerprint

        def look() -> tuple[Listed | None, str]:
            listed = desk.collection.as_shown(id, fingerprint)
            if (listed is None or listed.gone) and Path(page.listed.path).exists():
                return page.listed, ""  # it will be known again: the index is being made anew
            return listed, desk.library.text_hash(listed.fingerprint) if listed is not None else ""

        self.ask(look, lambda found: self.take_up(page, *found))

    def take_up(self, shown: Page, listed: Listed | None, text: str) -> None:
        """Show the article of a page as it is now; one whose file is gone stays as it was read, and says so.
        ``text`` is the hash of the text that its file has now, "" where that is not known: the fingerprint of
        an article that has an address says nothing of its text."""
        page = self._reader.page if self._reader is not None else None
        if page is None:
            return
        if page.listed.id != shown.listed.id or page.article.fingerprint != shown.article.fingerprint:
            return
        now = listed or replace(page.listed, gone=True)
        if now.gone != page.listed.gone:
            page = self.with_marks(replace(page, listed=now))
            self.reader.update_page(page)
            if self.reading:  # beside the list the next article takes its place
                self.say("main.text.gone" if now.gone else "main.text.there")
        if listed is None or listed.gone:
            return
        if listed.id != page.listed.id:
            page = self._take_id(page, listed)
        if listed.fingerprint != page.article.fingerprint or text not in ("", page.article.text_hash):
            self._take_text(page, listed, text or listed.fingerprint)

    def _take_id(self, page: Page, listed: Listed) -> Page:
        """Let the page be that of the annotated article it turned out to be."""
        old, unmoved = page.listed.id, self.reader.position == self._opened_at
        if self.showing == old:
            self.showing = listed.id
            self.reading_with(listed.id)
        page = self.with_marks(replace(page, listed=listed))
        if self.reading and unmoved and listed.position:
            self._opened_at = listed.position
            self.reader.show(page, at=listed.position)
            self.reader.set_mentions(page.article)
        else:
            self.reader.update_page(page)
        if self.list.selected is not None and self.list.selected.id == old:
            self.refresh_view(keep=listed.id)
        if self.reading:
            self.read_by_hand(listed)
        return page

    def _hands_full(self) -> bool:
        """Say whether something is being done with the text as it is shown."""
        return (
            self.app.screen is not self or self.reader.selecting or self.explaining or self.is_typing("find")
        )

    def _take_text(self, page: Page, listed: Listed, text: str) -> None:
        if self._hands_full():
            if self._text_waits != text:
                self._text_waits = text
                self.say("main.text.waits")
            return
        self._text_waits = ""
        desk, old, reader = self.host.desk, page.article, self.reader
        places = (reader.position, reader.caret_at)

        def look() -> tuple[Article, tuple[int, ...]]:
            from annotations.text_places import places_in

            article = desk.article(listed.id)
            wanted = [at for at in places if at is not None]
            return article, places_in(old.text, article.text, wanted)

        def show(found: tuple[Article, tuple[int, ...]]) -> None:
            article, (at, *mapped) = found
            caret: list[int | None] = [*mapped]
            page = reader.page
            if page is None or page.listed.id != listed.id or _text_of(page.article) != _text_of(old):
                return
            if _text_of(article) == _text_of(old):
                return  # the file is not read anew yet: it is told of once it can be
            if self._hands_full():
                self._take_text(page, listed, text)
                return
            if article.text_hash == old.text_hash:  # only what stands around the text is another
                at, caret = reader.position, [reader.caret_at]
            now = desk.collection.listed(listed.id) or listed
            reader.show(self.with_marks(replace(page, article=article, listed=now)), at=at)
            for place in caret:
                if place is not None:
                    reader.put_caret(place)
            self._opened_at = places[0] if self._opened_at != places[0] else at
            self.read_mentions(now, article)
            if article.text_hash != old.text_hash:
                self.tell("main.text.changed")

        self.ask(look, show)

    def follow_late(self) -> None:
        """Show a text that had to wait, if nothing holds it up any more."""
        if self._text_waits and not self._hands_full():
            self.follow_page()

    def on_screen_resume(self) -> None:
        """What lay over the page is closed."""
        self.call_after_refresh(self.follow_late)

    def on_reader_selection_changed(self, message: Reader.SelectionChanged) -> None:
        """A selection may be over."""
        self.call_after_refresh(self.follow_late)

    def shown_article(self) -> Listed | None:
        """Return the article that is in the reader as it is now, whatever its file has become; None, and say
        so, where nothing is known of it any more."""
        collection = self.host.desk.collection
        page = self._reader.page if self._reader is not None else None
        if page is not None and page.listed.id == self.showing:
            return collection.as_shown(page.listed.id, page.article.fingerprint) or page.listed
        listed = collection.listed(self.showing)
        if listed is None:
            self.say("main.text.unknown")
        return listed
