"""Opening what a call asks: the library's articles, scanned first so that answers are right, and the
annotations."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.collection import Collection
from annotations.model import NO_CORRECTIONS, NO_MARKS, Marks, Note, Operation, Subject
from annotations.query.asking import asks_marks, asks_names
from annotations.query.names import speaks_of
from annotations.query.parser import parse
from annotations.query.whole import EVERYTHING
from seeds.problems import Problem
from tui.calls.arguments import Call, CallMistake
from tui.paths import Places, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.entries import Listed
    from annotations.query import tree as t
    from annotations.reanchoring import Placed
    from annotations.store import Store
    from seeds.article import Article
    from seeds.library import Library, ScanProgress, ScanReport
    from seeds.topic_names import OwnTopic
    from tui.calls.output import Out

_TOLD = 3  # files that could not be read, told by name


@dataclass(slots=True)
class Opened:
    """What is open for one call. ``store`` is None where there are no annotations yet, or they cannot be read
    (it is told then, once)."""

    call: Call
    places: Places
    bundled: bool
    out: Out
    store: Store | None = None
    store_problem: Problem | None = None
    collection: Collection | None = None
    wants_names: bool = False
    asked: t.Query = EVERYTHING
    _others: Problem | None = None
    _close: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def articles(self) -> Collection:
        """Return the collection, its rows as the files are now."""
        if self.collection is None:
            from seeds.library import Library
            from tui import session

            for folder in self.call.libraries:
                if not folder.is_dir():
                    raise CallMistake("no-folder", path=str(folder))
            library = Library(
                self.folders,
                index_path=self.places.index,
                bundled=self.bundled,
                own_topics=self.own_topics,
            )
            self._close.callback(library.close)
            last_opened = session.load(self.places.session).closed_at
            collection = Collection(library, last_opened=last_opened, own_topics=library.own_topics)
            collection.load()
            self._scan(library, collection)
            if self.store is not None:
                collection.attach(self.store)
                if problem := collection.remember():
                    self._tell(problem)
                self._settle_highlights(self.store, library, collection)
                if self.wants_names:
                    collection.be_patient()
            self.collection = collection
        return self.collection

    def _settle_highlights(self, store: Store, library: Library, collection: Collection) -> None:
        """Carry highlights over to the texts that articles have now; what cannot be kept is worked out
        anew the next time."""
        if collection.picture.has_highlights:
            from annotations.reanchoring import Settling

            settling = Settling(store, collection.listed, library.text_hash, collection.article_as_read)
            settling.run(threading.Event())

    def query(self, text: str) -> t.Query:
        """Return the tree of a query's text. Raises ``QueryError``, and the store's ``Problem`` when the
        query asks about annotations that cannot be read."""
        today = date.today()
        # Read once without the names there are, to know what must be looked at before they are known.
        own_topics = self.own_topics
        called = self.store.kinds() if self.store is not None else {}
        kinds = {"kind": {name: str(kind) for kind, name in called.items()}}
        views: dict[str, str] = {}
        if speaks_of("view", text):
            from tui.query_views import query_views

            views = query_views(self.store, self.out.words)
        before = parse(text, today=today, known=kinds, views=views, own_topics=own_topics)
        self.wants_names = asks_names(before)
        there = self.articles().known_names()
        tree = parse(text, today=today, known=there, views=views, own_topics=own_topics)
        if self.store_problem is not None and asks_marks(tree):
            raise self.store_problem
        self._tell_unread()
        self.asked = tree
        return tree

    def open_store(self, *, needed: bool = False, create: bool = False) -> None:
        """Open the annotations if there are any. Where they cannot be read, ``needed`` raises the
        ``Problem``; otherwise it is told and the call goes on without them."""
        if self.store is not None or not (create or _has_anything(self.places.data)):
            return
        from annotations.store import Store

        try:
            store = Store.open(self.places.data, self.places.state)
        except Problem as problem:
            if needed or create:
                raise
            self.store_problem = problem
            return
        self._close.callback(store.close)
        self.store = store
        for code, values in store.report.told:
            self._tell(Problem(code, **values))

    def open_salvaged(self) -> tuple[str, ...]:
        """Open what can still be read of annotations that are damaged, for reading only; tell, and return,
        what could not be read. Raises ``Problem`` where a newer docbao has written them."""
        from annotations.store import Store
        from tui.sentences import problem_in_words

        store = Store.open(self.places.data, self.places.state, salvage=True)
        self._close.callback(store.close)
        self.store, self.store_problem = store, None
        problems = [Problem(code, **values) for code, values in store.report.told]
        for problem in problems:
            self._tell(problem)
        return tuple(problem_in_words(problem, self.out.words) for problem in problems)

    @property
    def writable(self) -> Store:
        """The annotations, for changing them."""
        if self.store is None:
            raise Problem("store-closed")
        return self.store

    @property
    def has_annotations(self) -> bool:
        """Whether there is anything of the reader's yet."""
        return _has_anything(self.places.data)

    def apply(self, operation: Operation) -> None:
        """Carry out a change and return once it is durable. Raises ``Problem``."""
        self.writable.apply(operation).result()

    def marks(self, id: str) -> Marks:
        """Return the marks of an article."""
        return self.store.marks_of(id) if self.store is not None else NO_MARKS

    def notes(self, id: str) -> tuple[Note, ...]:
        """Return the notes on an article."""
        return self.store.notes(id) if self.store is not None else ()

    def highlights(self, id: str, article: Article) -> tuple[Placed, ...]:
        """Return the highlights in an article, with where they are in its text; where that is gone, with
        where they were."""
        if self.store is None or not (highlights := self.store.highlights(id)):
            return ()
        from annotations.reanchoring import placed, seen_last

        return placed(self.store, highlights, article) if article.text_hash else seen_last(highlights)

    def find(self, wanted: str) -> tuple[str, str, Article]:
        """Return id, path and article for an id, the unique start of one, or the path of any file.

        A path needs neither index nor library. Of an annotated article whose file is gone, which is told, it
        is what is remembered, without text and ``text_hash``. Raises ``CallMistake`` for what is none of
        these.
        """
        self._tell_unread()
        path = Path(wanted)
        if _is_folder(path):
            raise CallMistake("folder", path=wanted)
        looks_like_one = len(path.parts) != 1 or path.suffix in (".txt", ".md", ".html", ".htm")
        if wanted and _is_there(path, looks_like_one):
            return self._file(path.absolute())
        if looks_like_one:
            raise CallMistake("no-file", path=wanted)
        collection = self.articles()
        ids = collection.ids_starting(wanted.lower()) if wanted else ()
        if not ids and wanted and self._others is not None and self._others.code == "others-reading":
            raise CallMistake("no-article-yet", article=wanted, **self._others.values)
        if len(ids) != 1:
            raise CallMistake("ambiguous" if ids else "no-article", article=wanted, ids=", ".join(ids))
        listed = collection.listed(ids[0])
        if listed is not None and listed.gone:
            return ids[0], listed.path, self._remembered(listed)
        return ids[0], listed.path if listed is not None else "", collection.article(ids[0])

    def _remembered(self, listed: Listed) -> Article:
        from annotations.absent import stand_in
        from seeds.corrected import corrected

        self._tell(Problem("file-gone", path=listed.path or listed.heading))
        return corrected(stand_in(listed), self.articles().corrections(listed.id).facts)

    def _file(self, path: Path) -> tuple[str, str, Article]:
        try:
            article = read_file(path, self.own_topics)
        except Problem as problem:
            if problem.code == "file-gone":  # a link to nowhere
                raise CallMistake("no-file", path=str(path)) from None
            raise
        store = self.store
        if store is None:
            return article.fingerprint, str(path), article
        from annotations import actions
        from seeds.corrected import corrected
        from seeds.folding import fold

        title = article.title or article.lead
        id = store.identify(article.fingerprint, str(path), title, fold(article.text))
        known = store.article(id)
        if known is not None and article.fingerprint not in known.fingerprints:  # edited: it may move next
            seen = actions.remember(store, [self._subject(id, str(path), article)])
            with contextlib.suppress(Problem):
                self.apply(seen)
        return id, str(path), corrected(article, store.corrections(id).facts)

    def with_mentions(self, id: str, article: Article) -> Article:
        """Return an article of ``find`` with its mentions, as the reader has corrected them."""
        from annotations.corrections import with_mentions

        return with_mentions(
            article, self.store.corrections(id) if self.store is not None else NO_CORRECTIONS
        )

    def subject(self, wanted: str) -> Subject:
        """Return an article as the store needs it; see ``find``."""
        return self._subject(*self.find(wanted))

    def _subject(self, id: str, path: str, article: Article) -> Subject:
        from annotations.likeness import sketch
        from seeds.folding import fold

        title, kept = article.title or article.lead, sketch(fold(article.text))
        return Subject(id=id, fingerprint=article.fingerprint, path=path, title=title, sketch=kept)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The library's folders, without the bundled one."""
        return tuple(folder.absolute() for folder in self.call.libraries) or (
            self.places.articles,
            *self._set_folders(),
        )

    @property
    def own_topics(self) -> tuple[OwnTopic, ...]:
        """The topics the reader has added or changed."""
        from tui import settings

        return settings.load(self.places.config).topics

    def _set_folders(self) -> tuple[Path, ...]:
        from tui import settings

        return settings.load(self.places.config).libraries

    def _scan(self, library: Library, collection: Collection) -> None:
        """Look at the files, so that the answer is about them as they are now. Names are only read out of
        articles when the query asks for some."""
        stop = threading.Event()

        def progress(now: ScanProgress) -> None:
            if now.phase == "names" and not self.wants_names:
                stop.set()

        report = library.scan(stop=stop, progress=progress, changed=collection.update_rows)
        self._look_at_others(report, library)
        own = str(self.places.articles)
        # The reader's own folder need not be there before something is in it.
        problems = [
            it for it in report.problems if it.code != "folder-missing" or it.values.get("path") != own
        ]
        for problem in problems[:_TOLD]:
            self._tell(problem)
        if len(problems) > _TOLD:
            self.out.complain(self.out.words("call.more-unread", n=len(problems) - _TOLD))

    def _look_at_others(self, report: ScanReport, library: Library) -> None:
        """Find out what is not in the answer because another process is reading it just now."""
        if report.lacking:
            self._others = Problem("others-reading", n=report.lacking)
        elif report.busy and self.wants_names:
            there = library.catalogue()
            if unnamed := (there.live() & ~there.named()).bit_count():
                self._others = Problem("others-naming", n=unnamed)

    def tell_nothing(self, sentence: str) -> None:
        """Say to a person that there is nothing yet, by a key of the catalogue; of a query the status says
        enough, unless it may have been meant in another way."""
        if self.call.as_json:
            return
        if not self.call.query.strip():
            self.out.complain(self.out.words(sentence))
        elif self.asked != EVERYTHING and (hint := self.articles().hint(self.asked)) is not None:
            self._tell(hint)

    def _tell_unread(self) -> None:
        """Say that the answer is without annotations, where they are there and cannot be read."""
        if self.store_problem is not None:
            self._tell(self.store_problem)

    def _tell(self, problem: Problem) -> None:
        from tui.sentences import problem_in_words

        self.out.complain(problem_in_words(problem, self.out.words))

    def tell_the_rest(self) -> None:
        """Say, after the answer, what is not in it because another process has not come to it yet."""
        if self._others is not None:
            self._tell(self._others)

    def close(self) -> None:
        """Close what was opened."""
        self._close.close()


@contextlib.contextmanager
def opened(call: Call, out: Out) -> Iterator[Opened]:
    """Name what a call works on, and close what it opens."""
    found = places(call.data)
    bundled = False  # folders that are named replace all others
    if not call.libraries:
        from tui import settings

        bundled = settings.load(found.config).bundled
    it = Opened(call, found, bundled, out)
    try:
        yield it
        it.tell_the_rest()
    finally:
        it.close()


def read_file(path: Path, own_topics: tuple[OwnTopic, ...] = ()) -> Article:
    """Read an article from any file. Raises ``Problem``."""
    from seeds.reading import LIMIT, read
    from seeds.sources.files import file_bytes

    return read(file_bytes(path, LIMIT + 1), file_name=path.name, own_topics=own_topics)


def _has_anything(folder: Path) -> bool:
    try:
        return any(it.name != "articles" for it in folder.iterdir())
    except FileNotFoundError:
        return False
    except OSError:
        return True  # the store says what is wrong with it


def _is_there(path: Path, if_unknown: bool) -> bool:
    """Say whether a path names something, be it a pipe or a link to nowhere; ``if_unknown`` where the system
    would not tell."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return if_unknown
    return True


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
