"""The desk behind the screens: library, annotations and collection, and the threads that work for them.

Nothing here draws. The app hands in ``tell``, which is called from the desk's threads with one of the small
events of ``tui.news``; everything that may touch a disk runs on those threads, never on the interface's
loop.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from annotations.collection import Collection
from annotations.query.whole import EVERYTHING
from seeds.library import Library
from seeds.problems import Problem
from tui.opened_articles import OpenedArticles
from tui.questions import Questions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from annotations.collection import Listed, Order, View
    from annotations.model import Change, Operation, Subject
    from annotations.query.tree import Query
    from annotations.reanchoring import Settling
    from annotations.shown import HeadView
    from annotations.store import Store
    from seeds.article import Article, MentionType
    from seeds.feed import ScanProgress
    from seeds.library import LibraryChange, ScanReport
    from seeds.topic_names import OwnTopic
    from tui.news import DeskEvent
    from tui.paths import Places

T = TypeVar("T")
log = logging.getLogger("docbao")

_COMMON_SHARE = 0.3
_WATCHED_AFTER = 1.0  # seconds after which files are watched: what that loads would delay the first keys
_COMMON_LEAST = 3
"""A name in so large a share of the articles, and in so many, is everywhere: it is drawn fainter."""
_COMMON_MOST = 50
"""Names of a kind that are looked at for it: no more stand in so many articles."""
_MUCH = 50  # files from which on it is told that they are being read


class Desk:
    """Owns the library, the store and the collection of one running app."""

    def __init__(
        self,
        places: Places,
        libraries: tuple[Path, ...],
        *,
        bundled: bool,
        last_opened: str,
        own_topics: tuple[OwnTopic, ...] = (),
    ) -> None:
        """Name what to open; nothing is read before ``begin``. ``own_topics`` are those the reader has added
        or changed."""
        self.places = places
        self.library = Library(libraries, index_path=places.index, bundled=bundled, own_topics=own_topics)
        self.collection = Collection(self.library, last_opened=last_opened, own_topics=own_topics)
        self.store: Store | None = None
        self.store_problem: Problem | None = None
        self.common: frozenset[str] = frozenset()
        self.tell: Callable[[DeskEvent], None] = lambda event: None
        self._stop = threading.Event()
        self._halt = threading.Event()  # nothing is read: the reader wants it so, or the desk closes
        self._scanned = False
        self._told_forgetful = False
        self._settling: Settling | None = None
        self._articles = OpenedArticles(self.collection)
        self._questions = Questions(partial(self._guarded, self._open_store))
        self._background = ThreadPoolExecutor(1, thread_name_prefix="scan")
        self._watching = ThreadPoolExecutor(1, thread_name_prefix="watch")
        self._counts = ThreadPoolExecutor(1, thread_name_prefix="count")
        self._loaded: Future[None] | None = None

    def begin(self) -> None:
        """Start loading the index's rows and the cached marks: called before the interface is even
        imported."""
        self._loaded = self._questions.ask(self._load)

    def wait_loaded(self, seconds: float) -> bool:
        """Say whether the rows are there, waiting a moment for them: the first paint should have them."""
        if self._loaded is None:
            return False
        with contextlib.suppress(TimeoutError):
            self._loaded.result(seconds)
        return self._loaded.done()

    def _load(self) -> None:
        from annotations import marks_cache

        self.collection.load()
        marks = marks_cache.load(self.places.marks_cache, self.places.data, outdated=True)
        if marks is not None:
            self.collection.set_marks(marks)

    def first_view(self, query: Query, order: Order) -> View | HeadView | None:
        """Return what the first paint shows: the view, where the library is small, else its head; None where
        a query is to be waited for."""
        if self.collection.is_small:
            view = self.collection.view(query, order)
            view.hint = self.collection.hint(query) if not view.count else None
            return view
        return self.collection.first_view() if (query, order) == (EVERYTHING, "newest") else None

    def start_work(self) -> None:
        """Open the annotations and read the library, each on its own thread, once the first screen is
        painted."""
        from seeds import spare_memory

        spare_memory.share()  # before the threads begin
        self._questions.open()
        self._counts.submit(self._guarded, self._learn_common)
        self._background.submit(self._guarded, self._scan)
        self._watching.submit(self._guarded, self._watch)

    @property
    def opening(self) -> bool:
        """Whether the annotations are not open yet and may be soon."""
        return self.store is None and self.store_problem is None

    @property
    def halted(self) -> bool:
        """Whether reading the library was stopped."""
        return self._halt.is_set()

    def halt_reading(self) -> None:
        """Stop reading the library: what has come so far stays, and what is new waits."""
        self._halt.set()

    def go_on_reading(self) -> None:
        """Go on where reading the library was stopped."""
        self._halt.clear()
        self.rescan()

    def rescan(self) -> None:
        """Look at the library's files again."""
        self._background.submit(self._guarded, self._scan)

    def ask(self, work: Callable[[], T]) -> Future[T]:
        """Run a question on the desk's threads and return its answer to come."""

        def answer() -> T:
            try:
                return work()
            finally:
                if self.collection.unsettled:
                    with contextlib.suppress(RuntimeError):  # closing already
                        self._background.submit(self._guarded, self._settle_names)

        return self._questions.ask(answer)

    def count(self, work: Callable[[], T]) -> Future[T]:
        """Run a question that nobody waits for, after those of its kind: counts beside the list."""
        return self._counts.submit(work)

    def _hold_names(self) -> None:
        """Read names ahead, some at a time: counts that are asked for meanwhile come in between."""
        if not self._stop.is_set() and self.collection.hold_names():
            with contextlib.suppress(RuntimeError):  # closing already
                self._counts.submit(self._guarded, self._hold_names)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:
            log.exception("background work failed")

    def _open_store(self) -> None:
        from annotations.store import Store
        from tui.news import StoreFailed, StoreOpened

        with contextlib.suppress(KeyError):  # the library is read anew just now
            _ = self.collection.picture  # the list and what is unread do not wait for very many annotations
        store: Store | None = None
        try:
            store = Store.open(self.places.data, self.places.state)
            store.subscribe(self._on_change)  # before its marks are taken: none falls in between
            self.collection.attach(store)
        except Exception as error:
            if not isinstance(error, Problem):
                log.exception("the annotations could not be opened")
                error = Problem("store-unreadable", why=type(error).__name__, path=str(self.places.data))
            if store is not None:
                store.close()
            self.store_problem = error
            self.tell(StoreFailed(error))
            return
        self.store = store
        self.tell(StoreOpened(store.report.told))
        with contextlib.suppress(RuntimeError):  # closing already
            self._counts.submit(self._guarded, partial(self.collection.warm, self._stop))
            self._counts.submit(self._guarded, self._hold_names)
        if self._scanned:
            self._remember()
            with contextlib.suppress(RuntimeError):  # closing already
                self._background.submit(self._guarded, self._settle_highlights)

    def _on_change(self, change: Change) -> None:
        from annotations.model import REANCHOR
        from tui.news import MarksChanged, RowsChanged, StoreFailed

        if change.operation.name == "told":  # damage that was found, mended or taken in meanwhile
            for code, values in change.operation.values["told"]:
                self.tell(StoreFailed(Problem(code, **values)))
            return
        if change.operation.name == REANCHOR:  # what lists show is as it was
            self.tell(MarksChanged(change))
            return
        corrected = self.collection.update_marks(change.articles)
        self.tell(MarksChanged(change))
        if corrected or change.everywhere:
            self.tell(RowsChanged(0, 0))
        if change.origin == "here":
            with contextlib.suppress(RuntimeError):  # closing already
                self._questions.ask(partial(self._guarded, partial(self._remember, change.articles)))

    def _remember(self, ids: frozenset[str] | None = None) -> None:
        """Keep what the annotated articles' files are now, so that they are found after a rename; that it
        cannot be kept is told once."""
        from tui.news import StoreFailed

        problem = self.collection.remember(ids)
        if problem is not None and ids is None and not self._told_forgetful:
            self._told_forgetful = True
            self.tell(StoreFailed(problem))

    def _settle_highlights(self) -> None:
        """Carry highlights over to the texts that the last scan found."""
        if self.store is None or not self.collection.picture.has_highlights:
            return
        from annotations.reanchoring import Settling

        if self._settling is None:
            collection = self.collection
            self._settling = Settling(
                self.store, collection.listed, self.library.text_hash, collection.article_as_read
            )
        self._settling.run(self._stop)

    def _settle_names(self) -> None:
        """Carry names that were set right everywhere through the library, once somebody has asked."""
        from tui.news import RowsChanged

        if self.collection.unsettled and self.collection.settle_names(self._stop) and not self._stop.is_set():
            self.tell(RowsChanged(0, 0))

    def _scan(self) -> None:
        from tui.news import Scanning

        report = self.library.scan(
            stop=self._halt,
            progress=lambda progress: self.tell(Scanning(progress)),
            changed=self._files_changed,
            wait=True,
        )
        self._files_read(report)

    def _watch(self) -> None:
        """Notice files that come, change and go, and what other windows read, until the desk is closed."""

        def reported(report: ScanReport) -> None:
            with contextlib.suppress(RuntimeError):  # closing already
                self._background.submit(self._guarded, partial(self._files_read, report))

        if self._stop.wait(_WATCHED_AFTER):
            return
        self.library.watch(
            stop=self._stop,
            changed=self._files_changed,
            reported=reported,
            progress=self._tell_much,
            halt=self._halt,
        )

    def _tell_much(self, progress: ScanProgress) -> None:
        """Tell how far reading has come, where there is much of it: a new file or two are there at once."""
        from tui.news import Scanning

        if progress.due >= _MUCH:
            self.tell(Scanning(progress))

    def _files_changed(self, change: LibraryChange) -> None:
        from tui.news import RowsChanged

        self.collection.update_rows(change)
        self._articles.forget()
        self.tell(RowsChanged(len(change.added), len(change.removed)))

    def _files_read(self, report: ScanReport) -> None:
        """Do what is due whenever files have been looked at."""
        from tui.news import Scanned

        if self._stop.is_set():
            return
        if not report.stopped:  # of a part, one would say that the others are gone
            self._scanned = True
            self._remember()
            self._settle_highlights()
        self._learn_common()
        self.tell(Scanned(report))

    def _learn_common(self) -> None:
        """Find out which names are everywhere in the library."""
        from tui.news import CommonLearnt

        catalogue = self.library.catalogue()
        least = max(_COMMON_LEAST, _COMMON_SHARE * catalogue.count())
        kinds: tuple[MentionType, ...] = ("PLACE", "ORG", "PERSON")
        common = frozenset(
            name
            for kind in kinds
            for name, count in catalogue.top_entities(kind, catalogue.live(), _COMMON_MOST)
            if count >= least
        )
        if common != self.common:
            self.common = common
            self.tell(CommonLearnt())

    def article(self, id: str) -> Article:
        """Return an article as the reader has corrected it, read from its file if it is not in memory; raises
        ``Problem`` when it is gone."""
        return self._articles.article(id)

    def article_in_memory(self, id: str) -> Article | None:
        """Return an article only if no file need be read for it."""
        return self._articles.in_memory(id)

    def article_with_mentions(self, id: str) -> Article:
        """Return an article after its second pass; raises ``Problem`` when its file is gone."""
        return self._articles.with_mentions(id)

    def read_ahead(self, ids: Sequence[str]) -> None:
        """Read articles and their mentions into memory when there is nothing else to count; what cannot be
        read is told when it is asked for."""

        def read() -> None:
            for id in ids:
                with contextlib.suppress(Problem):
                    self._articles.with_mentions(id)

        if not self._stop.is_set():
            with contextlib.suppress(RuntimeError):  # closing already
                self._counts.submit(self._guarded, read)

    def apply(self, operation: Operation) -> Future[Change]:
        """Make a change durable; the future fails with ``Problem`` when that cannot be done."""
        if self.store is None:
            failed: Future[Change] = Future()
            failed.set_exception(self.store_problem or Problem("store-opening"))
            return failed
        return self.store.apply(operation)

    def close(self) -> tuple[Problem, ...]:
        """Stop the scan, finish what is being written, and close everything. Return why something that was
        asked for could not be saved any more."""
        self._stop.set()
        self._halt.set()
        self._counts.shutdown(wait=True, cancel_futures=True)
        lost = self._questions.close()
        self._background.shutdown(wait=True, cancel_futures=True)
        self._watching.shutdown(wait=True, cancel_futures=True)
        if self.store is not None:
            from annotations import marks_cache

            self.store.close()
            with contextlib.suppress(OSError):
                marks_cache.save(self.places.marks_cache, self.store)
        self.library.close()
        return lost


def subject_of(listed: Listed) -> Subject:
    """Return what the store needs to annotate a listed article."""
    from annotations.model import Subject

    return Subject(id=listed.id, fingerprint=listed.fingerprint, path=listed.path, title=listed.heading)
