"""The one object through which everything the reader adds is read and changed.

Reading answers from memory, from any thread. A change goes to one writer thread, which makes it durable, then
visible, then tells those who have subscribed. The same thread looks every half second for what other windows
and devices have written.
"""

from __future__ import annotations

import atexit
import queue
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from annotations.model import (
    KINDS,
    ArticleRecord,
    Change,
    Corrections,
    DocumentType,
    Draft,
    Highlight,
    HighlightKind,
    KnownArticles,
    Marks,
    Note,
    OpenReport,
    Operation,
    Tagged,
    TagUse,
)
from seeds.problems import Problem

if TYPE_CHECKING:
    from concurrent.futures import Future
    from pathlib import Path

    from annotations.engine import Engine
    from annotations.files import Files
    from annotations.undo import Step

POLL = 0.5
"""Seconds between two looks at what others have written."""

COMPACT_AFTER = 4000
"""Journal lines after which a snapshot is taken: replaying so many takes about 50 ms."""

FOLD_ASIDE = 2 << 20
"""Bytes of snapshot and journal from which on they are folded on a thread of their own: it takes about 50 ms
then."""

Name = tuple[str, Mapping[str, object]]
Subscriber = Callable[[Change], None]
T = TypeVar("T")


class Store:
    """The reader's annotations. Open one with ``Store.open``; close it, or use it as a context."""

    def __init__(self, engine: Engine) -> None:
        """Take an opened engine and start its thread; use ``Store.open``."""
        self._engine = engine
        self._view = engine.view
        self._subscribers: list[Subscriber] = []
        self._jobs: queue.SimpleQueue[Callable[[], bool] | None] = queue.SimpleQueue()
        self._closed = False
        self._closing = threading.Lock()
        self._fold: threading.Thread | None = None
        self._thread = threading.Thread(target=self._work, name="docbao-store", daemon=True)
        self._submit(engine.recall)
        self._thread.start()
        atexit.register(self.close)

    @classmethod
    def open(
        cls,
        data: Path,
        state: Path,
        *,
        device: str | None = None,
        files: Files | None = None,
        compact_after: int = COMPACT_AFTER,
        salvage: bool = False,
    ) -> Store:
        """Open the annotations under ``data``; lock, device id and head (see the journal) are in ``state``.

        ``device`` is this device's id, by default the one that ``state`` keeps. ``compact_after`` is in
        journal lines. What was found and repaired is told in ``report``. Raises ``Problem``: ``store-newer``
        (a newer docbao has written here; nothing was touched), ``store-damaged`` (too much is gone to go on),
        ``store-unreadable`` (the system would not let it be read), ``store-busy`` (another window keeps the
        lock).

        With ``salvage`` whatever can still be read is served, of every device, ``store-damaged`` is never
        raised, and nothing at all is written: changes are refused as ``not-saved``, why ``EROFS``. That is
        for getting things out of a store that does not open otherwise; ``report`` says what is missing.
        """
        from annotations.engine import Engine
        from annotations.files import Files

        engine = Engine(files or Files(), data, state, device=device, compact_after=compact_after)
        engine.open(salvage=salvage, read_only=salvage)
        return cls(engine)

    @property
    def report(self) -> OpenReport:
        """What opening found."""
        return self._engine.report

    @property
    def revision(self) -> int:
        """A number that rises with every change, for those who keep what they derived."""
        return self._engine.revision

    @property
    def device(self) -> str:
        """This device's id; "" while nothing could be written yet."""
        return self._engine.device

    @property
    def data(self) -> Path:
        """The folder that holds all devices' annotations."""
        return self._engine.data

    def is_current(self) -> bool:
        """True when this store shows all that the files hold now. Asks the disk: may raise ``OSError``."""
        return self._engine.is_current()

    def apply(self, operation: Operation) -> Future[Change]:
        """Carry out a change. The future is done once it is durable and visible.

        It fails with ``Problem("not-saved", why=…, path=…)`` when it could not be saved: nothing has changed
        then, and the next try works as soon as the disk does. A change that changes nothing writes nothing.
        """
        return self._submit(lambda: self._engine.apply(operation))

    def undo(self) -> Future[Change | None]:
        """Take back the reader's last change in this window; None when there is none.

        Only what still is as that change left it is taken back. The change's operation is ``undo`` with the
        values ``operation`` and ``values`` (what was undone) and ``left`` (how many documents have moved on
        and stay as they are).
        """
        return self._submit(self._engine.undo)

    def redo(self) -> Future[Change | None]:
        """Do again what was undone last; as ``undo``, with an operation ``redo``."""
        return self._submit(self._engine.redo)

    def undo_name(self) -> Name | None:
        """Return what ``undo`` would take back: the operation's name and values."""
        return self._engine.undo_name()

    def redo_name(self) -> Name | None:
        """Return what ``redo`` would do again."""
        return self._engine.redo_name()

    def history(self) -> tuple[Step, ...]:
        """Return what this window can undo and redo, newest first: the ones taken back (``done`` is False) in
        the order they would be redone from below, then those that stand, the next to be undone first."""
        return self._engine.history()

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have every change reported, on the store's thread, and return what ends that.

        The callback must not wait for the store. Besides changes, an operation ``told`` (its value ``told``:
        codes and values as in ``report``) reports damage that was found while the store is open.
        """
        self._subscribers = [*self._subscribers, callback]

        def unsubscribe() -> None:
            self._subscribers = [one for one in self._subscribers if one is not callback]

        return unsubscribe

    def flush(self) -> None:
        """Return once all changes asked for so far are durable or have failed."""
        self._submit(lambda: None).result()

    def refresh(self) -> None:
        """Look now for what other windows and devices have written, and return once it is there.

        Raises ``Problem("store-unreadable")`` when the system would not let it be read.
        """
        self._submit(self._look).result()

    def close(self) -> None:
        """Wait for the changes asked for, then end the store's thread. Closing twice is fine."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        if threading.current_thread() is not self._thread:
            self._thread.join()
        if self._fold is not None and threading.current_thread() is not self._fold:
            self._fold.join()
        atexit.unregister(self.close)

    def __enter__(self) -> Store:
        """Return the store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def marks(self) -> Mapping[str, Marks]:
        """Return the marks of all articles that have any: a picture of this moment, cheap to take."""
        return self._view.marks()

    def marks_of(self, article: str) -> Marks:
        """Return one article's marks."""
        return self._view.marks_of(article)

    def notes(self, article: str) -> tuple[Note, ...]:
        """Return the notes on an article, oldest first."""
        return self._view.notes(article)

    def all_notes(self) -> tuple[Note, ...]:
        """Return all notes, oldest first."""
        return self._view.notes(None)

    def note(self, name: str) -> Note | None:
        """Return a note by its id."""
        from annotations.documents import as_note

        found = self._view.document("note", name)
        return None if found is None or found.get("deleted") else as_note(found)

    def notes_on(self, highlight: str) -> tuple[Note, ...]:
        """Return the notes on a highlight, oldest first. (``notes`` has them too.)"""
        return self._view.notes_on(highlight)

    def highlights(self, article: str) -> tuple[Highlight, ...]:
        """Return the highlights in an article, in the order of the text that they were made on."""
        return self._view.highlights(article)

    def all_highlights(self) -> tuple[Highlight, ...]:
        """Return all highlights, oldest first."""
        return self._view.highlights(None)

    def highlight(self, name: str) -> Highlight | None:
        """Return a highlight by its id."""
        return self._view.highlight(name)

    def kept_text(self, text: str) -> str | None:
        """Return the version of an article's text that has this hash, as it was when something was marked in
        it; None where it is not kept."""
        return self._view.kept_text(text)

    def kinds(self) -> dict[HighlightKind, str]:
        """Return what the reader calls kinds of highlights; those without a name of the reader's are left
        out."""
        found = {kind: self._view.document("kind", kind) for kind in KINDS}
        return {
            kind: str(document["name"])
            for kind, document in found.items()
            if document is not None and not document.get("deleted") and document.get("name")
        }

    def corrections(self, article: str) -> Corrections:
        """Return what the reader has set right that bears on an article, what holds in every article first;
        with ``EVERYWHERE`` only that."""
        return self._view.corrections(article)

    def corrected(self) -> frozenset[str]:
        """Return the ids of the articles that have corrections of their own."""
        return self._view.corrected()

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Return the tags in use with the number of their uses, most used first."""
        return self._view.tags()

    def tag_uses(self) -> tuple[TagUse, ...]:
        """Return how each tag in use is used: on how many articles and highlights, and when last."""
        return self._view.tag_uses()

    def tag_items(self, tag: str) -> tuple[set[str], set[str]]:
        """Return the ids of the articles and of the highlights that have a tag."""
        return self._view.tag_items(tag)

    def last_tagged(self, most: int) -> tuple[str, ...]:
        """Return the ids of the articles that got their first tag last, the last one first; tags on their
        highlights count."""
        return self._view.last_tagged(most)

    def tagged(self, tag: str, most: int | None = None) -> list[Tagged]:
        """Return what a tag is on, the last ones tagged first; of many only ``most``."""
        return self._view.tagged(tag, most)

    def drafts(self, article: str | None = None) -> tuple[Draft, ...]:
        """Return what was being typed and is not saved yet, on one article or on all, oldest first."""
        return self._view.drafts(article)

    def article(self, name: str) -> ArticleRecord | None:
        """Return what is kept of a touched article, by its id."""
        from annotations.documents import as_article

        found = self._view.document("article", name)
        return None if found is None or found.get("deleted") else as_article(found, self.device)

    def places(self, name: str) -> dict[str, str]:
        """Return where other devices have seen an article, by device; nothing where none has."""
        found = self._view.document("article", name) or {}
        kept = found.get("places")
        places = dict(kept) if isinstance(kept, dict) else {}
        if found.get("device") and found.get("path"):
            places[found["device"]] = found["path"]
        return {device: path for device, path in places.items() if device != self.device}

    def articles(self) -> tuple[ArticleRecord, ...]:
        """Return all touched articles."""
        return tuple(self._view.known_articles().records.values())

    def known_articles(self) -> KnownArticles:
        """Return all touched articles, to be found by id, fingerprint or path."""
        return self._view.known_articles()

    def deleted(self, kind: DocumentType) -> list[Mapping[str, Any]]:
        """Return the tombstones of a type as they are stored, with what was deleted under ``was`` (its text
        goes after ``KEEP_DELETED`` days); they must not be changed."""
        return self._view.deleted(kind)

    def search(self, kind: DocumentType, wanted: Callable[[Mapping[str, Any]], bool]) -> list[dict[str, Any]]:
        """Return copies of the documents of a type that match a condition: TinyDB's ``where(…)`` or any test.

        Documents are as they are stored, of all devices together; deleted ones are left out.
        """
        from annotations.tables import copied

        return [copied(row) for row in self._view.documents(kind) if wanted(row)]

    def document(self, kind: DocumentType, name: str) -> dict[str, Any] | None:
        """Return a copy of a document as it is stored, a deleted one included; None where there never was
        one."""
        from annotations.tables import copied

        found = self._view.document(kind, name)
        return None if found is None else copied(found)

    def find(
        self,
        kind: Literal["highlight", "note"],
        *,
        article: str | None = None,
        tag: str | None = None,
        text: str = "",
        since: str = "",
        until: str = "",
        by: Literal["created", "modified"] = "modified",
    ) -> set[str]:
        """Return the ids of the highlights or notes that all of this is true of, in no order: quickly,
        however many there are (``highlight`` and ``note`` give those that are shown).

        ``article``: in this article. ``tag``: with exactly this tag; a note has those of the highlight it is
        on, or of its article. ``text``: all these words occur in the quote or note, in any order, marks and
        case ignored; ``word*`` is any word that begins so. ``since`` and ``until`` (ISO 8601 in UTC, days or
        moments, both counted): when it was last ``modified`` or, as ``by`` says, ``created``.

        The first question with ``text`` gathers the words of all there is (some seconds for 100,000): see
        ``gather_words``.
        """
        return self._view.find(kind, article=article, tag=tag, text=text, since=since, until=until, by=by)

    def gather_words(self, kind: Literal["highlight", "note"]) -> None:
        """Make ``find`` ready to be asked for ``text``. To be called on a thread that may take its time,
        before the reader has typed anything; what changes later costs next to nothing."""
        self._view.gather_words(kind)

    def state_entries(self) -> dict[str, str]:
        """Return the states of all articles by their ids, as they are kept (see ``annotations.states``)."""
        return self._view.entries()

    def identify(self, fingerprint: str, path: str, title: str = "", folded: str = "") -> str:
        """Return the id under which an article is annotated, looking at nothing but it: for a library's
        articles, which are many, see ``annotations.identity``.

        A fingerprint seen before gives its article; else a known path does (the file was edited), unless
        what is known of the present ``title`` and ``folded`` text says plainly that another article is there
        now; else the fingerprint is the id.
        """
        from annotations.actions import clean_text, plain_path
        from annotations.likeness import likeness, sketch

        known, place = self._view.known_articles(), plain_path(path)
        ids = known.by_fingerprint.get(fingerprint, ())
        if ids:
            return next((id for id in ids if place in known.records[id].paths), ids[0])
        records = [known.records[id] for id in known.by_path.get(place, ())]
        if not title and not folded:
            return records[-1].id if records else fingerprint
        heading = clean_text(title)
        scored = [(likeness(it.heading, it.sketch, heading, lambda: sketch(folded)), it.id) for it in records]
        best = max(scored, default=(0.0, ""))
        return best[1] if best[0] > 0 else fingerprint

    def _submit(self, run: Callable[[], T]) -> Future[T]:
        """Have the thread run something; once the store is closed the future fails with ``store-closed``."""
        from concurrent.futures import Future

        done: Future[T] = Future()

        def job() -> bool:
            if not done.set_running_or_notify_cancel():
                return False
            try:
                result = run()
            except BaseException as error:
                done.set_exception(error)
                return False
            done.set_result(result)
            return True

        with self._closing:
            if self._closed:
                done.set_exception(Problem("store-closed"))
            else:
                self._jobs.put(job)
        return done

    def _work(self) -> None:
        looked = time.monotonic()
        while True:
            try:
                job = self._jobs.get(timeout=max(0.0, looked + POLL - time.monotonic()))
            except queue.Empty:
                self._quietly(self._look)
                looked = time.monotonic()
                continue
            if job is None:
                return
            worked = job()
            self._tell()
            if worked:
                self._quietly(self._tidy)

    def _tidy(self) -> None:
        """Do what may wait until after a change was acknowledged: fold the journal. A small one at once, a
        large one on a thread of its own, while changes go on."""
        if self._fold is not None and self._fold.is_alive():
            return
        engine = self._engine
        fold = engine.begin_fold()
        if fold is None:
            return
        if fold.size < FOLD_ASIDE:
            engine.fold(fold, lambda: engine.publish_fold(fold), lambda: False)
            return

        def aside() -> None:
            engine.fold(fold, lambda: self._submit(lambda: engine.publish_fold(fold)).result(), self._ending)

        self._fold = threading.Thread(
            target=self._quietly, args=(aside,), name="docbao-store-fold", daemon=True
        )
        self._fold.start()

    def _ending(self) -> bool:
        return self._closed

    def _quietly(self, run: Callable[[], None]) -> None:
        """Run what nobody waits for: what fails is tried again by and by, and must not end the thread."""
        try:
            run()
        except (Problem, OSError):
            return
        except Exception:
            import logging

            logging.getLogger("docbao").exception("in the store's thread")

    def _look(self) -> None:
        self._engine.look()
        self._tell()

    def _tell(self) -> None:
        for change in self._engine.take_changes():
            for callback in self._subscribers:
                self._quietly(partial(callback, change))
