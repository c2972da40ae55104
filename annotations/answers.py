"""What the store answers: everything the reader has added, read from memory, from any thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from annotations.model import (
    KINDS,
    ArticleRecord,
    Corrections,
    DocumentType,
    Draft,
    Highlight,
    HighlightKind,
    KnownArticles,
    Marks,
    Note,
    Tagged,
    TagUse,
)

if TYPE_CHECKING:
    from annotations.engine import Engine


class Answers:
    """The reading half of ``annotations.store.Store``: nothing here writes, or waits for a disk."""

    def __init__(self, engine: Engine) -> None:
        """Take an opened engine."""
        self._engine = engine
        self._view = engine.view

    @property
    def device(self) -> str:
        """This device's id; "" while nothing could be written yet."""
        return self._engine.device

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
        now; else the article of that title with most of the text whose file is gone (it was edited and moved
        at once); else the fingerprint is the id.
        """
        from annotations.actions import clean_text, plain_path
        from annotations.identity import moved_from
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
        if best[0] > 0:
            return best[1]
        return moved_from(known.records.values(), heading, sketch(folded)) or fingerprint
