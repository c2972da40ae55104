"""All devices' documents together, in memory, indexed for what lists and readers ask.

Answers never wait for a disk: a lock is held for memory only. What is handed out is not changed afterwards.
"""

from __future__ import annotations

import threading
from itertools import islice
from typing import TYPE_CHECKING, Literal

from annotations.documents import as_article, as_draft, as_highlight, as_note, unpacked
from annotations.gathered import AT_ONCE, NO_DOCUMENTS, Gathered
from annotations.marks_picture import StatesPicture
from annotations.model import (
    EVERYWHERE,
    NO_CORRECTIONS,
    Corrections,
    Draft,
    Highlight,
    KnownArticles,
    Note,
    Tagged,
    TagUse,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.finding import FoundKind
    from annotations.merge import Doc


class View(Gathered):
    """The merged documents. ``load`` and ``update`` are for one thread, all else for any."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._asking = threading.Lock()
        self._known = KnownArticles({}, {}, {}), ""

    def corrected(self) -> frozenset[str]:
        """Return the ids of the articles that have corrections of their own."""
        with self._lock:
            return frozenset(self._on["correction"].keys() - {EVERYWHERE})

    def corrections(self, article: str) -> Corrections:
        """Return what the reader has set right that bears on an article; with ``EVERYWHERE`` only what holds
        in all of them."""
        with self._lock:
            found = self._corrections.get(article)
            if found is None:
                own = self._own_corrections(article)
                if article != EVERYWHERE:
                    everywhere = self._corrections.get(EVERYWHERE)
                    if everywhere is None:
                        everywhere = self._corrections[EVERYWHERE] = self._own_corrections(EVERYWHERE)
                    if own == NO_CORRECTIONS:
                        return everywhere
                    own = Corrections(own.facts, (*everywhere.mentions, *own.mentions))
                found = self._corrections[article] = own
            return found

    def document(self, kind: str, name: str) -> Doc | None:
        """Return a merged document as it is stored, a deleted one included; it must not be changed."""
        with self._lock:
            return self._docs.get(kind, NO_DOCUMENTS).get(name)

    def documents(self, kind: str) -> list[Doc]:
        """Return all documents of a type that are not deleted; they must not be changed."""
        return [document for document in self._all(kind) if not document.get("deleted")]

    def _all(self, kind: str, names: Iterable[str] | None = None) -> Iterator[Doc]:
        """Yield documents, by default all of a type, a few at a time: nobody else waits for long."""
        with self._lock:
            rows = self._docs.get(kind, NO_DOCUMENTS)
            left = iter(list(rows if names is None else names))
        while some := list(islice(left, AT_ONCE)):
            with self._lock:
                found = [document for name in some if (document := rows.get(name)) is not None]
            yield from found

    def deleted(self, kind: str) -> list[Doc]:
        """Return the tombstones of a type that still hold what was deleted; they must not be changed."""
        return [document for document in self._all(kind) if document.get("deleted") and document.get("was")]

    def known_versions(self, kind: str, name: str) -> tuple[list[Doc], list[Doc]]:
        """Return every version of a document, and the copies that hang on it."""
        with self._lock:
            return self._versions(kind, name), list(self._copies.get((kind, name), {}).values())

    def entry(self, article: str) -> str:
        """Return an article's merged state entry."""
        with self._lock:
            return self._entry(article)

    def entries(self) -> dict[str, str]:
        """Return all articles' merged state entries."""
        with self._lock:
            picture = StatesPicture([each.copy() for each in self._states.values()])
        return dict(picture.pairs())

    def notes(self, article: str | None) -> tuple[Note, ...]:
        """Return the notes on one article, or all, oldest first."""
        names = None if article is None else self._on["note"].get(article, ())
        found = [as_note(document) for document in self._all("note", names) if not document.get("deleted")]
        return tuple(sorted(found, key=lambda note: (note.created, note.id)))

    def notes_on(self, highlight: str) -> tuple[Note, ...]:
        """Return the notes on one highlight, oldest first."""
        with self._lock:
            rows = self._docs.get("note", NO_DOCUMENTS)
            found = [as_note(rows[name]) for name in self._of["note"].get(highlight, ())]
        return tuple(sorted(found, key=lambda note: (note.created, note.id)))

    def tags_on(self, highlight: str) -> tuple[str, ...]:
        """Return the ids of the tags on one highlight."""
        with self._lock:
            return tuple(self._of["tag"].get(highlight, ()))

    def highlights(self, article: str | None) -> tuple[Highlight, ...]:
        """Return the highlights in one article in the order of the text they were made on, or all, oldest
        first."""
        names = None if article is None else self._on["highlight"].get(article, ())
        found: list[Highlight] = []
        for document in self._all("highlight", names):
            if not document.get("deleted"):
                with self._lock:
                    found.append(self._highlight(document))
        if article is None:
            return tuple(sorted(found, key=lambda it: (it.created, it.id)))
        return tuple(sorted(found, key=lambda it: (it.selector.start, it.selector.end, it.created, it.id)))

    def highlight(self, name: str) -> Highlight | None:
        """Return a highlight by its id."""
        with self._lock:
            found = self._docs.get("highlight", NO_DOCUMENTS).get(name)
            return None if found is None or found.get("deleted") else self._highlight(found)

    def _highlight(self, document: Doc) -> Highlight:
        name = document["id"]
        tags = (str(self._docs["tag"][tag].get("name", "")) for tag in self._of["tag"].get(name, ()))
        return as_highlight(document, tags, self._docs.get("anchor", NO_DOCUMENTS).get(name))

    def kept_text(self, text: str) -> str | None:
        """Return the text version with a hash, None where it is not kept."""
        found = self.document("text", text)
        return None if found is None or found.get("deleted") else unpacked(found)

    def drafts(self, article: str | None) -> tuple[Draft, ...]:
        """Return the drafts on one article, or all, oldest first."""
        names = None if article is None else self._on["draft"].get(article, ())
        found = [as_draft(document) for document in self._all("draft", names) if not document.get("deleted")]
        return tuple(sorted(found, key=lambda draft: (draft.modified, draft.id)))

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Return the tags in use with how often each is used, most used first."""
        with self._lock:
            counted = [(tag, len(names)) for tag, names in self._tagged.items()]
        return tuple(sorted(counted, key=lambda item: (-item[1], item[0])))

    def tag_uses(self) -> tuple[TagUse, ...]:
        """Return how each tag in use is used, in no order."""
        with self._lock:
            return tuple(TagUse(tag, *counts) for tag, counts in self._tag_counts.items())

    def tag_items(self, tag: str) -> tuple[set[str], set[str]]:
        """Return the ids of the articles and of the highlights that have a tag."""
        articles: set[str] = set()
        highlights: set[str] = set()
        with self._lock:
            for on in self._tagged.get(tag, {}).values():
                if isinstance(on, str):
                    articles.add(on)
                else:
                    highlights.add(on[1])
        return articles, highlights

    def find(
        self,
        kind: FoundKind,
        *,
        article: str | None,
        tag: str | None,
        text: str,
        since: str,
        until: str,
        by: Literal["created", "modified"],
    ) -> set[str]:
        """Return the ids of the highlights or notes that all of this is true of: see ``Store.find``."""
        found: list[set[str]] = []
        if article is not None:
            found.append(set(self._on[kind].get(article, ())))
        if tag is not None:
            found.append(self._with_tag(kind, tag))
        if since or until:
            with self._lock:
                found.append(self._days[kind].between(by, since, until))
        if text.strip():
            self.gather_words(kind)
            found.append(self._words[kind].holding(text))
        if not found:
            return {str(document["id"]) for document in self.documents(kind)}
        found.sort(key=len)
        names = found[0].intersection(*found[1:])
        if len(since) > 10 or len(until) > 10:  # moments within the first or last day
            edge = {since[:10], until[:10]}
            for document in list(self._all(kind, names)):
                moment = str(document.get(by, ""))
                if moment[:10] in edge and not since <= moment <= (until if len(until) > 10 else "~"):
                    names.discard(str(document["id"]))
        return names

    def gather_words(self, kind: FoundKind) -> None:
        """Take in the words of all that has changed, so that ``find`` need not."""

        def every() -> list[str]:
            with self._lock:
                return [name for names in self._on[kind].values() for name in names]

        def read(names: list[str]) -> Iterator[Doc]:
            return (document for document in self._all(kind, names) if not document.get("deleted"))

        self._words[kind].settle(every, read)

    def _with_tag(self, kind: FoundKind, tag: str) -> set[str]:
        articles, highlights = self.tag_items(tag)
        if kind == "highlight":
            return highlights
        with self._lock:
            inner = {name for highlight in highlights for name in self._of["note"].get(highlight, ())}
            names = [name for article in articles for name in self._on["note"].get(article, ())]
        return inner | {str(it["id"]) for it in self._all("note", names) if not it.get("highlight")}

    def last_tagged(self, most: int) -> tuple[str, ...]:
        """Return the articles that got their first tag last, the last one first; tags within them count."""
        with self._lock:
            return tuple(islice(reversed(self._on["tag"]), most))

    def tagged(self, tag: str, most: int | None = None) -> list[Tagged]:
        """Return what a tag is on, the last ones tagged first; of many only ``most``."""
        with self._lock:
            found = list(islice(reversed(self._tagged.get(tag, {}).values()), most))
        return [Tagged(tag, on, "") if isinstance(on, str) else Tagged(tag, *on) for on in found]

    def known_articles(self) -> KnownArticles:
        """Return all touched articles: a picture of this moment. Only what has changed since the last one is
        looked at anew."""
        with self._asking:
            with self._lock:
                changed, self._touched = self._touched, {}
            known, device = self._known
            if changed is None or device != self.device or len(changed) > len(known.records) // 4 + 8:
                known = _known(KnownArticles({}, {}, {}), self._all("article"), (), self.device)
            elif changed:
                known = _known(known, self._all("article", changed), changed, self.device)
            self._known = known, self.device
            return known


def _known(old: KnownArticles, documents: Iterable[Doc], gone: Iterable[str], device: str) -> KnownArticles:
    """Return the articles known before, without those that are ``gone``, and those of some documents."""
    records, by_fingerprint, by_path = dict(old.records), dict(old.by_fingerprint), dict(old.by_path)
    for name in gone:
        record = records.pop(name, None)
        for names, keys in ((by_fingerprint, record.fingerprints), (by_path, record.paths)) if record else ():
            for key in dict.fromkeys(keys):
                left = tuple(each for each in names.get(key, ()) if each != name)
                if left:
                    names[key] = left
                else:
                    names.pop(key, None)
    for record in (as_article(it, device) for it in documents if not it.get("deleted")):
        records[record.id] = record
        for fingerprint in record.fingerprints:
            by_fingerprint[fingerprint] = (*by_fingerprint.get(fingerprint, ()), record.id)
        for path in record.paths:
            by_path[path] = (*by_path.get(path, ()), record.id)
    return KnownArticles(records, by_fingerprint, by_path)
