"""All devices' documents together, in memory, indexed for what lists and readers ask.

Answers never wait for a disk: a lock is held for memory only. What is handed out is not changed afterwards.
"""

from __future__ import annotations

import threading
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from annotations import states
from annotations.documents import as_article, as_draft, as_highlight, as_note, unpacked
from annotations.merge import Doc, merge
from annotations.model import (
    EVERYWHERE,
    NO_CORRECTIONS,
    NO_MARKS,
    Corrections,
    Draft,
    Highlight,
    KnownArticles,
    Marks,
    Note,
    Tagged,
    TagUse,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.snapshot import Tables

ON_ARTICLES = ("note", "tag", "highlight", "draft", "correction")
"""Types whose documents name an article."""

ON_HIGHLIGHTS = ("note", "tag")
"""Types whose documents may name a highlight."""


class View:
    """The merged documents. ``load`` and ``update`` are for one thread, all else for any."""

    def __init__(self) -> None:
        """Begin empty."""
        self.device = ""
        """This device's id: of the places an article has on several devices its own counts."""
        self._lock = threading.Lock()
        self._replicas: dict[str, dict[str, dict[str, Doc]]] = {}
        self._clear()

    def _clear(self) -> None:
        self._docs: dict[str, dict[str, Doc]] = {}
        self._copies: dict[tuple[str, str], dict[str, Doc]] = {}
        self._entries: dict[str, str] = {}
        self._on: dict[str, dict[str, dict[str, None]]] = {kind: {} for kind in ON_ARTICLES}
        self._of: dict[str, dict[str, dict[str, None]]] = {kind: {} for kind in ON_HIGHLIGHTS}
        self._tagged: dict[str, dict[str, None]] = {}
        self._tag_counts: dict[str, tuple[int, int, str]] = {}
        self._known: KnownArticles | None = None
        self._age = 0
        self._marks: dict[str, Marks] = {}
        self._lent = False
        self._corrections: dict[str, Corrections] = {}

    def load(self, device: str, tables: Tables) -> frozenset[str]:
        """Take over all documents of one device anew and return the articles whose marks may differ now."""
        replica: dict[str, dict[str, Doc]] = {
            kind: {document["id"]: document for document in rows.values() if "id" in document}
            for kind, rows in tables.items()
            if kind != "state"
        }
        old = self._replicas.get(device, {})
        touched: set[str] = set()
        with self._lock:
            self._replicas[device] = replica
            for kind in {*old, *replica}:
                before, after = old.get(kind, {}), replica.get(kind, {})
                for name in {**before, **after}:
                    if before.get(name) != after.get(name):
                        self._renew(kind, name, touched)
            for row in tables.get("state", {}).values():
                for article, entry in row["entries"].items():
                    if self._set_entry(article, entry):
                        touched.add(article)
            self._remark(touched)
        return frozenset(touched)

    def update(self, device: str, record: Mapping[str, Any]) -> frozenset[str]:
        """Take over what one journal line changes; return the articles whose marks may differ now."""
        touched: set[str] = set()
        with self._lock:
            replica = self._replicas.setdefault(device, {})
            for kind, _, document, before in record.get("put", ()):
                name = (document or before or {}).get("id")
                if name is None:
                    continue
                if document is None:
                    replica.get(kind, {}).pop(name, None)
                else:
                    replica.setdefault(kind, {})[name] = document
                self._renew(kind, name, touched)
            for article, entry, _ in record.get("set", ()):
                if self._set_entry(article, entry):
                    touched.add(article)
            self._remark(touched)
        return frozenset(touched)

    def _set_entry(self, article: str, entry: str) -> bool:
        old = self._entries.get(article, "")
        new = states.merge(old, entry)
        if new == old:
            return False
        self._entries[article] = new
        return True

    def _versions(self, kind: str, name: str) -> list[Doc]:
        found = [rows[kind][name] for rows in self._replicas.values() if name in rows.get(kind, ())]
        if self._copies:
            original = name.rpartition("~")[0]
            if copy := self._copies.get((kind, original), {}).get(name):
                found.append(copy)
        return found

    def _renew(self, kind: str, name: str, touched: set[str]) -> None:
        """Work out one document anew, and the copies that hang on it; ``touched`` takes the articles."""
        versions = self._versions(kind, name)
        best, copies = merge(kind, versions) if versions else (None, [])
        self._replace(kind, name, best, touched)
        fresh = {str(copy["id"]): copy for copy in copies}
        old = self._copies.pop((kind, name), None) if self._copies else None
        if fresh:
            self._copies[kind, name] = fresh
        for other in {**(old or {}), **fresh}:
            self._renew(kind, other, touched)

    def _replace(self, kind: str, name: str, document: Doc | None, touched: set[str]) -> None:
        rows = self._docs.setdefault(kind, {})
        old = rows.pop(name, None)
        if old is not None and not old.get("deleted"):
            self._index(kind, name, old, False, touched)
        if document is not None:
            rows[name] = document
            if not document.get("deleted"):
                self._index(kind, name, document, True, touched)

    def _index(self, kind: str, name: str, document: Doc, there: bool, touched: set[str]) -> None:
        """Enter a document into the indexes, or (not ``there``) take it out."""
        if kind == "article":
            touched.add(name)
            self._known = None
            self._age += 1
            return
        article = document.get("article")
        if not isinstance(article, str) or (kind not in self._on and kind != "anchor"):
            return
        touched.add(article)
        if kind == "anchor":
            return
        if kind == "correction":
            self._forget_corrections(article)
        _enter(self._on[kind], article, name, there)
        highlight = document.get("highlight")
        if kind in self._of and isinstance(highlight, str) and highlight:
            _enter(self._of[kind], highlight, name, there)
        if kind == "tag":
            tag = str(document.get("name", ""))
            _enter(self._tagged, tag, name, there)
            articles, highlights, last = self._tag_counts.get(tag, (0, 0, ""))
            inner, one = bool(document.get("highlight")), 1 if there else -1
            # That it was used then stays so when it is taken off again.
            last = max(last, str(document.get("modified", ""))) if there else last
            self._tag_counts[tag] = (articles + one * (not inner), highlights + one * inner, last)
            if tag not in self._tagged:
                del self._tag_counts[tag]

    def _forget_corrections(self, article: str) -> None:
        if article == EVERYWHERE:
            self._corrections.clear()
        else:
            self._corrections.pop(article, None)

    def _remark(self, articles: Iterable[str]) -> None:
        if self._lent:
            self._marks = dict(self._marks)
            self._lent = False
        for article in articles:
            if article == EVERYWHERE:
                continue
            marks = self._marks_of(article)
            if marks == NO_MARKS:
                self._marks.pop(article, None)
            else:
                self._marks[article] = marks

    def _marks_of(self, article: str) -> Marks:
        fields = states.parse(self._entries.get(article, ""))
        read, read_at = fields.get("r", states.UNSET)
        notes = [self._docs["note"][name] for name in self._on["note"].get(article, ())]
        tags = [self._docs["tag"][name] for name in self._on["tag"].get(article, ())]
        marked = [self._docs["highlight"][name] for name in self._on["highlight"].get(article, ())]
        own = self._own_corrections(article)
        return Marks(
            read=bool(read),
            starred=bool(fields.get("s", states.UNSET)[0]),
            archived=bool(fields.get("a", states.UNSET)[0]),
            tags=tuple(sorted(str(tag.get("name", "")) for tag in tags if not tag.get("highlight"))),
            inner_tags=tuple(sorted({str(tag.get("name", "")) for tag in tags if tag.get("highlight")})),
            notes=len(notes),
            highlights=len(marked),
            position=fields.get("p", states.UNSET)[0],
            read_at=states.iso(read_at) if read else "",
            noted_at=max((str(each["modified"]) for each in (*notes, *marked)), default=""),
            corrections=len(own.facts) + len(own.mentions),
            facts=tuple((said.field, said.value) for said in own.facts),
        )

    def _own_corrections(self, article: str) -> Corrections:
        names = self._on["correction"].get(article)
        if not names:
            return NO_CORRECTIONS
        from annotations.correction_documents import as_corrections

        return as_corrections(self._docs["correction"][name] for name in names)

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

    def marks(self) -> Mapping[str, Marks]:
        """Return the marks of all articles that have any: a picture of this moment, as cheap as it is."""
        with self._lock:
            self._lent = True
            return MappingProxyType(self._marks)

    def marks_of(self, article: str) -> Marks:
        """Return one article's marks."""
        with self._lock:
            return self._marks.get(article, NO_MARKS)

    def document(self, kind: str, name: str) -> Doc | None:
        """Return a merged document as it is stored, a deleted one included; it must not be changed."""
        with self._lock:
            return self._docs.get(kind, {}).get(name)

    def documents(self, kind: str) -> list[Doc]:
        """Return all documents of a type that are not deleted; they must not be changed."""
        with self._lock:
            return [document for document in self._docs.get(kind, {}).values() if not document.get("deleted")]

    def deleted(self, kind: str) -> list[Doc]:
        """Return the tombstones of a type that still hold what was deleted; they must not be changed."""
        with self._lock:
            found = self._docs.get(kind, {}).values()
            return [document for document in found if document.get("deleted") and document.get("was")]

    def known_versions(self, kind: str, name: str) -> tuple[list[Doc], list[Doc]]:
        """Return every version of a document, and the copies that hang on it."""
        with self._lock:
            return self._versions(kind, name), list(self._copies.get((kind, name), {}).values())

    def entry(self, article: str) -> str:
        """Return an article's merged state entry."""
        with self._lock:
            return self._entries.get(article, "")

    def entries(self) -> dict[str, str]:
        """Return all articles' merged state entries."""
        with self._lock:
            return dict(self._entries)

    def notes(self, article: str | None) -> tuple[Note, ...]:
        """Return the notes on one article, or all, oldest first."""
        with self._lock:
            rows = self._docs.get("note", {})
            names = rows if article is None else self._on["note"].get(article, ())
            found = [as_note(rows[name]) for name in names if not rows[name].get("deleted")]
        return tuple(sorted(found, key=lambda note: (note.created, note.id)))

    def notes_on(self, highlight: str) -> tuple[Note, ...]:
        """Return the notes on one highlight, oldest first."""
        with self._lock:
            rows = self._docs.get("note", {})
            found = [as_note(rows[name]) for name in self._of["note"].get(highlight, ())]
        return tuple(sorted(found, key=lambda note: (note.created, note.id)))

    def highlights(self, article: str | None) -> tuple[Highlight, ...]:
        """Return the highlights in one article in the order of the text they were made on, or all, oldest
        first."""
        with self._lock:
            rows = self._docs.get("highlight", {})
            names = rows if article is None else self._on["highlight"].get(article, ())
            found = [self._highlight(rows[name]) for name in names if not rows[name].get("deleted")]
        if article is None:
            return tuple(sorted(found, key=lambda it: (it.created, it.id)))
        return tuple(sorted(found, key=lambda it: (it.selector.start, it.selector.end, it.created, it.id)))

    def highlight(self, name: str) -> Highlight | None:
        """Return a highlight by its id."""
        with self._lock:
            found = self._docs.get("highlight", {}).get(name)
            return None if found is None or found.get("deleted") else self._highlight(found)

    def _highlight(self, document: Doc) -> Highlight:
        name = document["id"]
        tags = (str(self._docs["tag"][tag].get("name", "")) for tag in self._of["tag"].get(name, ()))
        return as_highlight(document, tags, self._docs.get("anchor", {}).get(name))

    def kept_text(self, text: str) -> str | None:
        """Return the text version with a hash, None where it is not kept."""
        found = self.document("text", text)
        return None if found is None or found.get("deleted") else unpacked(found)

    def drafts(self, article: str | None) -> tuple[Draft, ...]:
        """Return the drafts on one article, or all, oldest first."""
        with self._lock:
            rows = self._docs.get("draft", {})
            names = rows if article is None else self._on["draft"].get(article, ())
            found = [as_draft(rows[name]) for name in names if not rows[name].get("deleted")]
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
            rows = self._docs.get("tag", {})
            for name in self._tagged.get(tag, ()):
                highlight = rows[name].get("highlight")
                (highlights if highlight else articles).add(str(highlight or rows[name].get("article", "")))
        return articles, highlights

    def last_tagged(self, most: int) -> tuple[str, ...]:
        """Return the articles that got their first tag last, the last one first; tags within them count."""
        with self._lock:
            return tuple(islice(reversed(self._on["tag"]), most))

    def tagged(self, tag: str, most: int | None = None) -> list[Tagged]:
        """Return what a tag is on, the last ones tagged first; of many only ``most``."""
        with self._lock:
            rows = self._docs.get("tag", {})
            found = [rows[name] for name in islice(reversed(self._tagged.get(tag, {})), most)]
        return [Tagged(tag, str(it.get("article", "")), str(it.get("highlight") or "")) for it in found]

    def known_articles(self) -> KnownArticles:
        """Return all touched articles: a picture of this moment, made anew only when one has changed."""
        with self._lock:
            if self._known is not None:
                return self._known
            rows, age = list(self._docs.get("article", {}).values()), self._age
        records = [as_article(row, self.device) for row in rows if not row.get("deleted")]
        by_fingerprint: dict[str, tuple[str, ...]] = {}
        by_path: dict[str, tuple[str, ...]] = {}
        for record in records:
            for fingerprint in record.fingerprints:
                by_fingerprint[fingerprint] = (*by_fingerprint.get(fingerprint, ()), record.id)
            for path in record.paths:
                by_path[path] = (*by_path.get(path, ()), record.id)
        known = KnownArticles({it.id: it for it in records}, by_fingerprint, by_path)
        with self._lock:
            if age == self._age:
                self._known = known
        return known


def _enter(names: dict[str, dict[str, None]], on: str, name: str, there: bool) -> None:
    """Enter a name under what it is on, or (not ``there``) take it out."""
    if there:
        names.setdefault(on, {})[name] = None
        return
    known = names.get(on, {})
    known.pop(name, None)
    if not known:
        names.pop(on, None)
