"""The picture that a collection answers from, kept up with the library and the store. A change of either is
taken up on the thread that tells of it, and costs by what was touched."""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from annotations.entries import Entry, Fetchers, moment
from annotations.joining import Joining
from annotations.marks import NO_MARKS
from annotations.named import Names
from annotations.shown import HEAD, HeadView
from annotations.texts import Texts
from seeds.unanswered import Unanswered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.entries import Listed
    from annotations.marks import Marks
    from annotations.model import Highlight
    from annotations.picture import Picture
    from annotations.store import Store
    from seeds.article import MentionType
    from seeds.catalogue import Catalogue
    from seeds.library import Library, LibraryChange
    from seeds.problems import Problem
    from seeds.topic_names import OwnTopic

T = TypeVar("T")

_IN_FACETS: tuple[MentionType, ...] = ("PERSON", "ORG", "PLACE")

_SMALL = 1000
"""Articles, at most, of a library that is joined before the first paint."""


class Kept:
    """The present picture of a library and the reader's marks, kept up with both."""

    def __init__(
        self,
        library: Library,
        *,
        last_opened: str = "",
        language: str = "en",
        own_topics: tuple[OwnTopic, ...] = (),
    ) -> None:
        """Name the library; nothing is read before ``load``. ``last_opened`` (ISO 8601, "" for never) decides
        what is new, ``language`` what topics are called in a facet, ``own_topics`` (those of the library)
        which there are beside the shipped ones."""
        self._library = library
        self._language = language
        self._store: Store | None = None
        self._lock = threading.RLock()
        self._generation = 0
        self._texts = Texts(library)
        self._names = Names(library, self._entry_at)
        fetch = Fetchers(
            self._texts.folded,
            self._names.counts,
            self._written,
            self._highlights,
            self._texts.shown,
            self._texts.hash,
            moment(last_opened),
            own_topics,
        )
        self._joining = Joining(fetch, self._names)
        self._fetch = fetch
        self._picture: Picture | None = None
        self._catalogue: Catalogue | None = None
        """The library as it is joined next: what a text is judged by may just have come."""
        self._bare = True
        self._behind = False
        """Whether a change could not be taken up, for want of the index: the next one joins all anew."""

    @property
    def generation(self) -> int:
        """A number that rises with every change of articles or marks."""
        return self._generation

    def load(self) -> None:
        """Look at what the index has now: no more than where it stands."""
        with self._lock:
            self._catalogue = self._library.catalogue()
            self._picture = self._joining.bare(self._catalogue, self._marks)
            self._bare = True
            self._generation += 1

    @property
    def picture(self) -> Picture:
        """Everything joined, as of now: what questions are answered from."""
        picture = self._picture
        if picture is not None and not self._bare:
            return picture
        with self._lock:
            if self._picture is None:
                self.load()
            if self._bare and self._picture is not None:
                self._join(self._picture.catalogue, self._marks)
            assert self._picture is not None
            return self._picture

    def first_view(self) -> HeadView:
        """Return what the first paint shows: the newest articles, with the marks that are at hand. Costs the
        same for any number of articles; whatever else is asked waits for more."""
        if self._picture is None:
            self.load()
        picture = self._picture
        assert picture is not None
        return HeadView(picture, picture.catalogue.head(HEAD), self._listed_at)

    @property
    def is_small(self) -> bool:
        """Whether all can be joined within the first paint."""
        return self._picture is None or self._picture.catalogue.size <= _SMALL

    def warm(self, stop: threading.Event) -> None:
        """Prepare what the first keys ask for, and the facets beside the list, so that they are as quick as
        the next. For a thread of its own; ``stop`` ends it."""
        from seeds.entities.other_names import called

        works: tuple[Callable[[], object], ...] = (
            lambda: self.picture.ranked("newest"),
            lambda: self.picture.catalogue.months(),
            lambda: self.picture.names_there(),
            lambda: self.picture.written("", False),
            partial(called, ""),  # every name that is shown to choose from is written as a query
        )
        for work in works:
            if not stop.is_set():
                work()

    def hold_names(self) -> bool:
        """Read a few more of the names that most articles have into memory, so that facets under any filter
        are quick the first time; return whether there are more to be read. Takes little time: others may ask
        in between."""
        catalogue = self.picture.catalogue
        more = [catalogue.hold_names(kind) for kind in _IN_FACETS]
        return True in more

    def update_rows(self, change: LibraryChange) -> None:
        """Take up what a scan found: articles that came, changed or went, or whose names are known now. All
        stays as it was when the index cannot be asked for the moment; the library tells of another change
        once it can be, and with that this one is taken up."""
        from seeds import rowset

        with self._lock:
            self._texts.forget()
            before, self._catalogue = self._picture, change.catalogue
            renumbered = before is None or before.catalogue.epoch != change.catalogue.epoch
            if renumbered:
                self._names.forget()
            else:
                touched = (*change.added, *change.removed, *change.named)
                self._names.forget(rowset.of(touched, change.catalogue.size))
            if before is None or self._bare:
                self._picture = self._joining.bare(change.catalogue, self._marks)
            elif self._behind:
                self._names.forget()
                marks = self._store.marks() if self._store is not None else before.marks
                self._behind = not self._join(change.catalogue, marks, before)
            elif joined := self._sure(change.catalogue, lambda: self._joining.with_rows(before, change)):
                self._picture = joined
            else:
                self._behind = True
            if renumbered:  # and what has been asked meanwhile of the picture that was still shown
                self._names.forget()
            self._generation += 1

    @property
    def knows_marks(self) -> bool:
        """Whether anything is known of what is read and marked: else every article passes for unread."""
        return self._store is not None or (self._picture is not None and bool(self._picture.marks))

    def set_marks(self, marks: Mapping[str, Marks]) -> None:
        """Show these marks (by article id) until the store is attached: those of the last time."""
        with self._lock:
            if self._store is None and self._picture is not None:
                self._picture = self._joining.bare(self._picture.catalogue, marks)
                self._bare = True
                self._generation += 1

    def attach(self, store: Store) -> None:
        """Join the store: from now on its marks count, and articles whose file is gone are listed too."""
        from annotations.identity import Identity
        from annotations.written import Written

        with self._lock:
            if self._picture is None:
                self.load()
            assert self._picture is not None
            self._store = self._joining.store = store
            self._joining.identity = Identity(self._folded)
            self._joining.written = Written(store)
            self._names.attach(store)
            if not self._join(self._picture.catalogue, store.marks()):  # ``picture`` goes on trying
                self._picture = self._joining.bare(self._picture.catalogue, store.marks())
                self._bare = True

    def update_marks(self, ids: Iterable[str]) -> bool:
        """Look again at the marks of these articles; return whether what a list is ordered or grouped by may
        have changed with them: the reader has corrected an article."""
        with self._lock:
            if self._store is None or self._joining.written is None:
                return False
            ids = list(ids)
            self._joining.written.changed(ids)
            now, marks = self.picture, self._store.marks()
            if self._bare:  # all that is known of marks is what each article shows
                self._picture = self._joining.bare(now.catalogue, marks)
                self._generation += 1
                return True
            joined = self._sure(now.catalogue, lambda: self._joining.with_marks(now, marks, ids))
            if joined is None:
                self._behind = True
                return False
            picture, corrected = joined
            self._take(picture)
            return corrected

    def remember(self, ids: Iterable[str] | None = None) -> Problem | None:
        """Keep for later as what and where annotated articles were found, so that a file which was edited may
        be renamed next. Waits for the disk; return what went wrong (``not-remembered``, ``store-busy``), None
        when nothing did.

        To be called when the library is as the files are now (a scan is through): in the middle of one, two
        files that swapped their names look like one that was edited. With ``ids``, the articles that were
        just touched, only what is not known yet of their texts is kept: that may be done at any time.
        """
        store, identity = self._store, self._joining.identity
        if store is None or identity is None:
            return None
        from annotations.remembering import remember

        try:
            return remember(store, identity, self.picture, ids)
        except Unanswered:  # the index cannot be asked for the moment: after the next scan, then
            return None

    # Inside

    @property
    def _marks(self) -> Mapping[str, Marks]:
        return self._picture.marks if self._picture is not None else {}

    def _join(
        self, catalogue: Catalogue, marks: Mapping[str, Marks], before: Picture | None = None
    ) -> Picture | None:
        """Join everything anew, and take that, unless the index cannot be asked for the moment."""
        joined = self._sure(catalogue, lambda: self._joining.anew(catalogue, marks, before))
        if joined is not None:
            self._take(joined)
        return joined

    def _sure(self, catalogue: Catalogue, join: Callable[[], T]) -> T | None:
        """Return what was joined, None when the index could not tell all that it takes."""
        missed = catalogue.missed
        with suppress(Unanswered):
            joined = join()
            if catalogue.missed == missed:
                return joined
        if self._joining.identity is not None:  # who is who may have been judged by texts that were not there
            from annotations.identity import Identity

            self._joining.identity = Identity(self._folded)
        return None

    def _take(self, picture: Picture) -> None:
        self._picture, self._bare = picture, False
        self._generation += 1

    def _listed_at(self, picture: Picture, places: Sequence[int]) -> tuple[Listed, ...]:
        """Return articles of a picture as they are now; see ``Picture.entries_at``."""
        now = self._picture or picture
        found = picture.entries_at(places)
        if now is not picture:
            found = [now.renewed(entry) for entry in found]
        return tuple(entry.listed for entry in found)

    def _entry_at(self, catalogue: Catalogue, slot: int) -> Entry:
        picture = self.picture
        if picture.catalogue is not catalogue:
            picture = self._joining.bare(catalogue, picture.marks)
        try:
            return picture.entry_at(slot)
        except Unanswered:
            from seeds.catalogue_rows import unreadable

            row = unreadable(slot)
            return Entry(row.fingerprint, row, NO_MARKS, self._fetch, catalogue, slot)

    def _folded(self, fingerprint: str) -> str:
        catalogue = self._catalogue
        slot = catalogue.slots_of([fingerprint]).get(fingerprint) if catalogue is not None else None
        return catalogue.folded(slot) if catalogue is not None and slot is not None else ""

    def _written(self, id: str) -> tuple[str, ...]:
        return self._joining.written.of(id) if self._joining.written is not None else ()

    def _highlights(self, id: str) -> tuple[Highlight, ...]:
        return self._store.highlights(id) if self._store is not None else ()
