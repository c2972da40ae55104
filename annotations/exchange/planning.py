"""From what a file brings on articles to the documents of one change: nothing twice, nothing overwritten.

A thing that names docbao's id is that thing; any other is the one with the same words in the same place, or
gets an id that follows from what the file says, so that the same file brings the same things again.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotations.actions import clean_tag, clean_text, plain_path, tag_id, touch
from annotations.documents import anchor_document, packed, selector_document
from annotations.exchange.arrival import Arrival
from annotations.exchange.finding import new_id
from annotations.exchange.placing import place, selector_given
from annotations.exchange.readwise_writing import inline_tag
from annotations.exchange.taking import knows, stamp, take_note
from annotations.lines import checksum
from annotations.model import KINDS, Anchor, HighlightKind, Selector, Subject
from seeds.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from annotations.exchange.finding import Finder
    from annotations.exchange.shapes import About, Given, GivenHighlight
    from annotations.store import Store
    from seeds.article import Article

_HELD = 64
_KINDS: dict[str, HighlightKind] = {name: name for name in KINDS}


class Planner:
    """Gathers what comes; ``arrival`` is what it amounts to."""

    def __init__(self, store: Store, finder: Finder, article: Callable[[str], Article]) -> None:
        """Take what is here; ``article`` reads one of the library by its id, or raises ``Problem``."""
        self._store = store
        self._finder = finder
        self._article = article
        self._read: dict[str, Article | None] = {}
        self._met: set[str] = set()
        self._inline: dict[str, str] | None = None
        self.arrival = Arrival()

    def add(self, given: Given) -> None:
        """Take in what a file brings on one article."""
        about = given.about
        if not (about.id or about.fingerprints or about.url or about.title or about.path):
            self.arrival.refused += len(given.highlights) + len(given.notes) + len(given.tags)
            return
        id = self._finder.find(about) or new_id(about)
        before = len(self.arrival.put)
        if given.inline:
            given = replace(
                given,
                tags=tuple(map(self._tag, given.tags)),
                highlights=tuple(replace(it, tags=tuple(map(self._tag, it.tags))) for it in given.highlights),
            )
        for highlight in given.highlights:
            self._highlight(id, given.about, highlight)
        for note in given.notes:
            take_note(self.arrival, self._store, note, id, _named(given.about))
        self._tags(id, "", given.tags)
        if given.starred and not self._store.marks_of(id).starred:
            self.arrival.put["state", id] = {"starred": True}
            self.arrival.count("stars")
        if len(self.arrival.put) > before:
            self._touch(id, given.about)

    def _present(self, id: str) -> Article | None:
        """Return an article as its file has it, None where it has none. Few are held: what belongs to one
        mostly comes together."""
        if id not in self._read:
            article: Article | None = None
            if not self._finder.absent(id):
                with contextlib.suppress(Problem):
                    article = self._article(id)
            if len(self._read) >= _HELD:
                self._read.clear()
            self._read[id] = article
        return self._read[id]

    def _tag(self, tag: str) -> str:
        """Return the tag that stands here for one with hyphens for spaces; itself where none does."""
        if self._inline is None:
            self._inline = {inline_tag(name): name for name, _ in reversed(self._store.tags())}
        return self._inline.get(tag, tag)

    def _touch(self, id: str, about: About) -> None:
        """Remember the article, so that it is found again, or shown as one that is not there."""
        listed = self._finder.listed(id)
        if listed is not None and not listed.gone:
            subject = Subject(listed.id, listed.fingerprint, listed.path, listed.heading)
            self.arrival.put.update(touch(self._store, subject))
            return
        self.arrival.absent.add(id)
        if self._store.article(id) is None:
            facts = {"source": about.source, "author": about.author, "date": about.date, "url": about.url}
            self.arrival.put["article", id] = {
                "fingerprints": list(dict.fromkeys((*about.fingerprints, id))),
                "path": plain_path(about.path),
                "title": clean_text(about.title),
                **{name: clean_text(value) for name, value in facts.items() if value},
            }

    def _highlight(self, id: str, about: About, given: GivenHighlight) -> None:
        if not given.quote.strip():
            self.arrival.refused += 1
            return
        name, anchor, article = given.id, None, None
        here = self._store.document("highlight", name) if name else None
        if here is None or here.get("deleted"):
            article = self._present(id)
            selector = selector_given(given, text=given.text)
            if article is not None:
                selector, anchor = place(given, article)
            if not name:
                name = self._same(id, selector) or _highlight_id(about, given)
                here = self._store.document("highlight", name)
                self._met.add(name)
            if (here is None or here.get("deleted")) and ("highlight", name) not in self.arrival.put:
                self._mark(id, name, given, selector, anchor, article)
        if here is not None and not here.get("deleted"):
            id = here["article"]
            self._again(name, here, given)
        for note in given.notes:
            take_note(self.arrival, self._store, note, id, name, highlight=name)
        self._tags(id, name, given.tags, given.created)

    def _same(self, id: str, selector: Selector) -> str:
        """Return the highlight that has these words in this place already, one that no other line of the
        file was; "" where there is none."""
        words, found = selector.quote.split(), ""
        for it in self._store.highlights(id):
            its = it.selector
            elsewhere = its.text == selector.text and (its.end <= selector.start or selector.end <= its.start)
            if not elsewhere and it.quote.split() == words:
                if it.id not in self._met:
                    return it.id
                found = found or it.id
        return found

    def _mark(
        self,
        id: str,
        name: str,
        given: GivenHighlight,
        selector: Selector,
        anchor: Anchor | None,
        article: Article | None,
    ) -> None:
        arrival, kind = self.arrival, _KINDS.get(given.kind, KINDS[0])
        arrival.put["highlight", name] = {"article": id, "kind": kind, **selector_document(selector)}
        stamp(arrival, "highlight", name, given.created, given.modified, given.version)
        arrival.count("highlights")
        if anchor is not None:
            arrival.put["anchor", name] = anchor_document(id, selector, anchor)
            arrival.lost += anchor.status == "lost"
            arrival.unsure += anchor.status not in ("lost", "shifted")
        if (
            article is not None
            and selector.text == article.text_hash
            and self._store.kept_text(selector.text) is None
        ):
            arrival.put["text", selector.text] = {"article": id, "packed": packed(article.text)}

    def _again(self, name: str, here: dict[str, Any], given: GivenHighlight) -> None:
        """Bring a highlight that is here already up to date, where the file's is the later one."""
        kind = _KINDS.get(given.kind)
        later = bool(given.id) and given.modified > here["modified"] and not knows(here, given.version)
        if kind is not None and kind != here.get("kind") and later:
            self.arrival.put["highlight", name] = {"article": here["article"], "kind": kind}
            stamp(self.arrival, "highlight", name, given.created, given.modified, given.version)
            self.arrival.count("changed")
        else:
            self.arrival.known += 1

    def _tags(self, id: str, highlight: str, tags: Iterable[str], created: str = "") -> None:
        for tag in tags:
            try:
                name = clean_tag(tag)
            except Problem:
                self.arrival.refused += 1
                continue
            key = tag_id(highlight or id, name)
            here = self._store.document("tag", key)
            if here is not None and not here.get("deleted"):
                self.arrival.known += 1
            elif ("tag", key) not in self.arrival.put:
                on = {"highlight": highlight} if highlight else {}
                self.arrival.put["tag", key] = {"article": id, "name": name, **on}
                stamp(self.arrival, "tag", key, created, created)
                self.arrival.count("tags")


def _named(about: About) -> str:
    """Return what a file calls an article, for ids that follow from it."""
    return "\n".join((about.id, about.url, about.title, about.source, about.path))


def _highlight_id(about: About, given: GivenHighlight) -> str:
    what = "\n".join((_named(about), str(given.start), given.prefix, given.quote, given.suffix))
    return checksum(f"import\n{what}".encode("utf-8", "replace"))[:16]
