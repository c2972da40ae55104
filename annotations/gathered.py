"""The documents of all devices brought together, and the indexes over them: what ``annotations.view`` answers
from.

Documents stay packed (``annotations.packing``); of the versions that devices have, those that stand are held
once more by their ids only.
"""

from __future__ import annotations

import threading
from itertools import islice
from sys import intern
from typing import TYPE_CHECKING, Any

from annotations import states
from annotations.finding import TEXTS, Days, Words
from annotations.marks import NO_MARKS, Marks
from annotations.marks_picture import MarksPicture, StatesPicture, marks_of
from annotations.merge import WITH_TEXT, Doc, merge
from annotations.model import EVERYWHERE, NO_CORRECTIONS, Corrections
from annotations.packed_rows import PackedDocuments, PackedRows
from annotations.packed_states import Entries, StateRows
from annotations.packing import Packing
from annotations.replaced import is_replaced
from annotations.snapshot import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotations.snapshot import Rows, Tables

ON_ARTICLES = ("note", "tag", "highlight", "draft", "correction")
"""Types whose documents name an article."""

ON_HIGHLIGHTS = ("note", "tag")
"""Types whose documents may name a highlight."""

SHOWN = ("note", "tag", "highlight", "correction")
"""Types that make an article's marks more than its state."""

AT_ONCE = 200
"""Documents that are taken over while readers wait: a few milliseconds."""

_ALIKE = 1000  # marks that are held to be shared
NO_DOCUMENTS = PackedDocuments()


class Gathered:
    """The merged documents. ``load`` and ``update`` are for one thread."""

    def __init__(self) -> None:
        """Begin empty."""
        self.device = ""
        """This device's id: of the places an article has on several devices its own counts."""
        self._lock = threading.Lock()
        self._replicas: dict[str, Tables] = {}
        self._beside: set[str] = set()
        self._states: dict[str, Entries] = {}
        self._packing = Packing()
        self._docs: dict[str, PackedDocuments] = {}
        self._copies: dict[tuple[str, str], dict[str, Doc]] = {}
        self._copied: dict[tuple[str, str], set[str]] = {}
        """The ids of the documents that are, or were, copies: by the one they are of."""
        self._on: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in ON_ARTICLES}
        self._of: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in ON_HIGHLIGHTS}
        self._tagged: dict[str, dict[str, str | tuple[str, str]]] = {}
        self._tag_counts: dict[str, tuple[int, int, str]] = {}
        self._days = {kind: Days() for kind in TEXTS}
        self._words = {kind: Words(field) for kind, field in TEXTS.items()}
        self._touched: dict[str, None] | None = None
        """Articles whose documents have changed since somebody asked for all; None while nobody has."""
        self._marks: dict[str, Marks] = {}
        self._alike: dict[tuple[object, ...], Marks] = {}
        self._lent = False
        self._corrections: dict[str, Corrections] = {}

    def load(self, device: str, tables: Tables) -> frozenset[str]:
        """Take over all documents of one device anew and return the articles whose marks may differ now.

        The tables stay the journal's: ``update`` finds there what a line has changed.
        """
        old = self._replicas.get(device)
        first = not self._replicas
        touched: set[str] = set()
        for kind, names in _differing({} if old is None else old, tables):
            if first:
                self._take(kind, tables[kind])
                continue
            while some := list(islice(names, AT_ONCE)):
                with self._lock:
                    self._replicas[device] = tables
                    own: set[str] = set()
                    for name in some:
                        self._renew(kind, name, own)
                    self._remark(own)
                touched |= own
        fresh = _entries(tables)
        self._beside.discard(device)
        with self._lock:
            self._replicas[device] = tables
            before = self._states.get(device)
            self._states[device] = fresh
        if first:
            for (kind, _), known in list(self._copied.items()):
                for name in known:
                    self._renew(kind, name, touched)
            self._remark(article for kind in SHOWN for article in list(self._on[kind]))
            return frozenset()
        changed = list((before or Entries()).differing(fresh)) if before else []
        changed += fresh.differing(before or Entries())
        with self._lock:
            self._remark(article for article in changed if article in self._marks)
        return frozenset(touched.union(changed))

    def update(self, device: str, record: Mapping[str, Any]) -> frozenset[str]:
        """Take over what one journal line has changed in the tables that were loaded; return the articles
        whose marks may differ now. A line of no device that was loaded is taken by itself."""
        touched: set[str] = set()
        with self._lock:
            if device not in self._replicas:
                self._beside.add(device)
                self._replicas[device] = {}
        put, settings = iter(record.get("put", ())), iter(record.get("set", ()))
        while some := list(islice(put, AT_ONCE)):
            with self._lock:
                own: set[str] = set()
                for row in some:
                    self._update_document(device, row, own)
                self._remark(own)
            touched |= own
        while some := list(islice(settings, AT_ONCE)):
            with self._lock:
                own = set()
                for article, entry, _ in some:
                    old = self._entry(article)
                    self._states.setdefault(device, Entries()).set(article, entry)
                    if self._entry(article) != old:
                        own.add(article)
                self._remark(own)
            touched |= own
        return frozenset(touched)

    def _update_document(self, device: str, row: Sequence[Any], touched: set[str]) -> None:
        kind, _, document, before = row
        name = (document or before or {}).get("id")
        if name is None:
            return
        if device in self._beside and document is not None:
            rows = rows_of(self._replicas[device], kind)
            rows[len(rows)] = document
        self._renew(kind, name, touched)

    def drop(self, device: str) -> None:
        """Take out what came by itself under this name."""
        self.load(device, {})
        with self._lock:
            self._replicas.pop(device)
            self._states.pop(device)

    def _entry(self, article: str) -> str:
        """Return an article's state entry, all devices' together."""
        found = ""
        for entries in self._states.values():
            found = states.merge(found, entries.find(article))
        return found

    def _take(self, kind: str, rows: Rows) -> None:
        """Take over a table where there was nothing yet."""
        if not isinstance(rows, PackedRows):
            return
        documents = self._docs[kind] = PackedDocuments(rows.packing)
        indexed = kind in self._on or kind == "article"
        touched: set[str] = set()
        for name, key in rows.ids.items():
            data = rows.packed(key)
            documents.put(name, data, rows.packing)
            if "~" in name:
                self._note_copy(kind, name)
            if indexed:
                document = rows.packing.unpack(data)
                if not document.get("deleted"):
                    self._index(kind, name, document, True, touched)

    def _versions(self, kind: str, name: str) -> list[Doc]:
        found: list[Doc] = []
        for tables in self._replicas.values():
            rows = tables.get(kind)
            if isinstance(rows, PackedRows) and (key := rows.ids.get(name)) is not None:
                found.append(rows[key])
        if self._copies:
            original = name.rpartition("~")[0]
            if copy := self._copies.get((kind, original), {}).get(name):
                found.append(copy)
        return found

    def _note_copy(self, kind: str, name: str) -> None:
        """Note that a document may be a copy: whether it stands hangs on the one it is of."""
        original = name.rpartition("~")[0]
        if original and kind in WITH_TEXT:
            self._copied.setdefault((kind, original), set()).add(name)

    def _standing(self, kind: str, name: str) -> list[Doc]:
        """Return the versions of a document, without copies of what somebody has replaced."""
        versions = self._versions(kind, name)
        if "~" not in name or kind not in WITH_TEXT:
            return versions
        self._note_copy(kind, name)
        of = self._versions(kind, name.rpartition("~")[0])
        return [one for one in versions if not is_replaced(one, of)]

    def _renew(self, kind: str, name: str, touched: set[str]) -> None:
        """Work out one document anew, and the copies that hang on it; ``touched`` takes the articles."""
        versions = self._standing(kind, name)
        best, copies = merge(kind, versions) if versions else (None, [])
        self._replace(kind, name, best, touched)
        fresh = {str(copy["id"]): copy for copy in copies}
        old = self._copies.pop((kind, name), None) if self._copies else None
        if fresh:
            self._copies[kind, name] = fresh
        for other in {**(old or {}), **fresh, **dict.fromkeys(self._copied.get((kind, name), ()))}:
            self._renew(kind, other, touched)

    def _replace(self, kind: str, name: str, document: Doc | None, touched: set[str]) -> None:
        rows = self._docs.setdefault(kind, PackedDocuments(self._packing))
        old = rows.get(name)
        if old is not None:
            rows.drop(name)
            if not old.get("deleted"):
                self._index(kind, name, old, False, touched)
        if document is not None:
            rows.put(name, *self._as_packed(kind, name, document))
            if not document.get("deleted"):
                self._index(kind, name, document, True, touched)

    def _as_packed(self, kind: str, name: str, document: Doc) -> tuple[bytes, Packing]:
        """Return a document as bytes: those of the table that has it, where it is no other."""
        if len(self._replicas) == 1:
            ((_, tables),) = self._replicas.items()
            rows = tables.get(kind)
            if isinstance(rows, PackedRows) and (key := rows.ids.get(name)) is not None:
                return rows.packed(key), rows.packing
        return self._packing.pack(dict(document)), self._packing

    def _index(self, kind: str, name: str, document: Doc, there: bool, touched: set[str]) -> None:
        """Enter a document into the indexes, or (not ``there``) take it out."""
        if kind == "article":
            touched.add(name)
            if self._touched is not None:
                self._touched[name] = None
            return
        article = document.get("article")
        if not isinstance(article, str) or (kind not in self._on and kind != "anchor"):
            return
        article = intern(article)  # many name the same one
        touched.add(article)
        if kind == "anchor":
            return
        if kind == "correction":
            self._forget_corrections(article)
        _enter(self._on[kind], article, name, there)
        if kind in TEXTS:
            self._days[kind].index(name, document, there)
            self._words[kind].index(name)
        highlight = document.get("highlight")
        if kind in self._of and isinstance(highlight, str) and highlight:
            _enter(self._of[kind], highlight, name, there)
        if kind == "tag":
            self._index_tag(name, document, article, there)

    def _index_tag(self, name: str, document: Doc, article: str, there: bool) -> None:
        tag, highlight = str(document.get("name", "")), str(document.get("highlight") or "")
        on = self._tagged.setdefault(tag, {})
        if there:
            on[name] = (article, highlight) if highlight else article
        else:
            on.pop(name, None)
        articles, highlights, last = self._tag_counts.get(tag, (0, 0, ""))
        inner, one = bool(highlight), 1 if there else -1
        # That it was used then stays so when it is taken off again.
        last = max(last, str(document.get("modified", ""))) if there else last
        self._tag_counts[tag] = (articles + one * (not inner), highlights + one * inner, last)
        if not on:
            del self._tagged[tag], self._tag_counts[tag]

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
            if any(article in self._on[kind] for kind in SHOWN):
                self._marks[article] = self._marks_of(article)
            else:
                self._marks.pop(article, None)

    def _marks_of(self, article: str) -> Marks:
        on = {kind: names for kind in SHOWN if (names := self._on[kind].get(article))}
        documents = {kind: [self._docs[kind][name] for name in names] for kind, names in on.items()}
        entry = self._entry(article)
        if on.keys() != {"tag"}:
            return marks_of(entry, documents, self._own_corrections(article))
        # Very many may have been tagged alike at once: what they all show is made, and kept, once.
        said = (entry, *((tag.get("name"), tag.get("highlight")) for tag in documents["tag"]))
        found = self._alike.get(said)
        if found is None:
            if len(self._alike) >= _ALIKE:
                self._alike.clear()
            found = self._alike[said] = marks_of(entry, documents)
        return found

    def _own_corrections(self, article: str) -> Corrections:
        names = self._on["correction"].get(article)
        if not names:
            return NO_CORRECTIONS
        from annotations.correction_documents import as_corrections

        return as_corrections(self._docs["correction"][name] for name in names)

    def marks(self) -> Mapping[str, Marks]:
        """Return the marks of all articles that have any: a picture of this moment, as cheap as it is."""
        with self._lock:
            self._lent = True
            return MarksPicture(self._marks, StatesPicture([each.copy() for each in self._states.values()]))

    def marks_of(self, article: str) -> Marks:
        """Return one article's marks."""
        with self._lock:
            found = self._marks.get(article)
            if found is None:
                entry = self._entry(article)
                return marks_of(entry) if entry else NO_MARKS
            return found


def _differing(old: Tables, new: Tables) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield each type with the ids of its documents that are not the same in both tables."""
    for kind in {**old, **new}:
        before, after = old.get(kind), new.get(kind)
        if isinstance(before, StateRows) or isinstance(after, StateRows):
            continue
        yield kind, _changed(before or PackedRows(), after or PackedRows())


def _changed(before: Any, after: Any) -> Iterator[str]:
    if before is after:
        return
    for name in {**before.ids, **after.ids}:
        one, two = before.ids.get(name), after.ids.get(name)
        if one is None or two is None or before[one] != after[two]:
            yield name


def _entries(tables: Tables) -> Entries:
    """Return the state entries of a device: a picture of their own."""
    rows = tables.get("state")
    if not isinstance(rows, StateRows):
        return Entries()
    entries = rows.entries.copy()
    for article, entry in rows.loose():
        entries.set(article, states.merge(entries.find(article), entry))
    return entries


def _enter(names: dict[str, tuple[str, ...]], on: str, name: str, there: bool) -> None:
    """Enter a name under what it is on, or (not ``there``) take it out."""
    known = names.get(on, ())
    if there:
        names[on] = (*known, name)
        return
    left = tuple(one for one in known if one != name)
    if left:
        names[on] = left
    else:
        names.pop(on, None)
