"""Where the links in notes lead, and which notes point at an article or at a note.

Worked out in memory from the notes, when it is first asked for; changes of the store are taken up with the
next question. Every method is safe to call from any thread; none waits for a disk, but those that look for a
heading look through all of them: they are not for the interface's loop.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from annotations.links import NOTE, Link, links_in
from annotations.markdown import WIKILINK, parser
from seeds.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.collection import Collection, Listed
    from annotations.model import Change, Note
    from annotations.store import Store

_NAME_LENGTH = 80
_LONGEST_LINE = 400
"""Code points of a note's first line that are looked at for its name."""
_MOST_MEANT = 20
_BEFORE = re.compile(r"^(?:(?:#{1,6}|[-*+])\s+|>\s*)+")
"""What stands before a line's first word that is a heading, a quote or an item of a list."""

Leads = Literal["article", "gone", "note", "several", "nowhere"]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads: to an ``article``, to one whose file is ``gone``, to a ``note``; or to ``several``
    articles of one name (``choices``), or ``nowhere``. ``id`` is the article's or note's, ``name`` what that
    is called now, "" where nothing is known of it."""

    leads: Leads
    id: str = ""
    name: str = ""
    choices: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Pointing:
    """A note and a link in it."""

    note: Note
    link: Link


@dataclass(frozen=True, slots=True)
class Offered:
    """What a link may be made to: its target and what it is called; ``article`` where it is one."""

    target: str
    name: str
    article: Listed | None = None
    note: Note | None = None


class Links:
    """Answers for the links of all notes."""

    def __init__(self, collection: Collection, store: Store) -> None:
        """Take the articles and the notes; nothing is read before the first question."""
        self._collection = collection
        self._store = store
        self._lock = threading.Lock()
        self._read = False
        self._stale: set[str] = set()
        self._stale_lock = threading.Lock()
        self._notes: dict[str, dict[str, tuple[Note, tuple[Link, ...]]]] = {}
        self._to: dict[str, dict[str, str]] = {}
        self._names: dict[str, str] = {}
        self._end = store.subscribe(self.changed)

    def close(self) -> None:
        """Ask the store for no more changes."""
        self._end()

    def changed(self, change: Change) -> None:
        """Take note of a change: for who was told of it first. Twice does no harm."""
        with self._stale_lock:
            self._stale |= change.articles

    def leads_to(self, link: Link) -> Destination:
        """Say where a link leads. A target that is no id is what an article is called, folded."""
        if link.note:
            note = self._store.note(link.note)
            return Destination("note", note.id, name_of(note)) if note else Destination("nowhere")
        if found := self._by_id(link.target):
            return found
        several = self._called(link.target, _MOST_MEANT)
        if len(several) == 1:
            return _to(several[0])
        return Destination("several", choices=several) if several else Destination("nowhere")

    def _by_id(self, target: str) -> Destination | None:
        known = self._store.known_articles()
        for id in (target, *known.by_fingerprint.get(target, ())):
            if (listed := self._collection.listed(id)) is not None:
                return _to(listed)
        if (record := known.records.get(target)) is not None:
            return Destination("gone", target, record.title)
        return None

    def from_article(self, article: str) -> tuple[Pointing, ...]:
        """Return the links in the notes on an article and on what is marked in it, in the notes' order."""
        with self._lock:
            self._take_up()
            notes = sorted(self._notes.get(article, {}).values(), key=lambda it: (it[0].created, it[0].id))
            return tuple(Pointing(note, link) for note, links in notes for link in links)

    def to_article(self, article: str) -> tuple[Pointing, ...]:
        """Return which notes point at an article, oldest first: by its id, by a fingerprint it had, or by its
        name where no other article has it."""
        record = self._store.article(article)
        targets = {article, *(record.fingerprints if record is not None else ())}
        listed = self._collection.listed(article)
        with self._lock:
            self._take_up()
            name = fold(" ".join(listed.heading.split())) if listed is not None else ""
            if name in self._to and self._called(name, 2) == (listed,):
                targets.add(name)
            return self._pointing(targets)

    def to_note(self, note: str) -> tuple[Pointing, ...]:
        """Return which notes point at a note, oldest first."""
        with self._lock:
            self._take_up()
            return self._pointing({NOTE + note})

    def _pointing(self, targets: Iterable[str]) -> tuple[Pointing, ...]:
        found: dict[str, Pointing] = {}
        wanted = set(targets)
        for target in wanted:
            for name, article in self._to.get(target, {}).items():
                note, links = self._notes[article][name]
                link = next(it for it in links if wanted & set(_keys(it)))
                found[name] = Pointing(note, link)
        return tuple(sorted(found.values(), key=lambda it: (it.note.created, it.note.id)))

    def offer(self, typed: str, most: int = 20, stop: threading.Event | None = None) -> tuple[Offered, ...]:
        """Return what a link may be made to by what is typed: articles as ``headings.with_words`` finds
        them, then notes, the newest first. What begins with what is typed comes before all else, then notes
        in which a word begins so. Notes are at most a third, where there are so many articles."""
        articles = self._collection.with_words(typed, most, stop)
        sought = fold(typed).split()
        whole = " ".join(sought)
        with self._lock:
            self._take_up()
            names = [
                (-_rank(self._name(note), whole), note.modified, name, article)
                for article, notes in self._notes.items()
                for name, (note, _) in notes.items()
                if all(word in self._name(note) for word in sought)
            ]
            names.sort(reverse=True)
            notes = [self._notes[article][name][0] for *_, name, article in names[:most]]
        kept = articles[: max(most - len(notes), most - most // 3)]
        found = (
            *(Offered(it.id, it.heading, article=it) for it in kept),
            *(Offered(NOTE + it.id, name_of(it), note=it) for it in notes[: most - len(kept)]),
        )
        return tuple(sorted(found, key=lambda it: bool(_rank(fold(it.name), whole))))

    def linked(self, text: str) -> tuple[Listed, ...]:
        """Return the articles of the library that a note's links name by id, each once. It looks through
        nothing: the interface's loop may ask."""
        found: dict[str, Listed] = {}
        for link in links_in(text):
            to = None if link.note else self._by_id(link.target)
            listed = self._collection.listed(to.id) if to is not None and to.leads == "article" else None
            if listed is not None:
                found[listed.id] = listed
        return tuple(found.values())

    def _called(self, name: str, most: int) -> tuple[Listed, ...]:
        folded = fold(" ".join(name.split()))
        return self._collection.called(folded, most)

    def _name(self, note: Note) -> str:
        folded = self._names.get(note.id)
        if folded is None:
            folded = self._names[note.id] = fold(name_of(note))
        return folded

    def _take_up(self) -> None:
        """Read the notes that are new or changed. The lock is held."""
        with self._stale_lock:
            stale, self._stale = self._stale, set()
        if not self._read:
            self._read = True
            for note in self._store.all_notes():
                self._enter(note)
            return
        for article in stale:
            for name, (_, links) in self._notes.pop(article, {}).items():
                self._names.pop(name, None)
                for key in {key for link in links for key in _keys(link)}:
                    self._to[key].pop(name, None)
                    if not self._to[key]:
                        del self._to[key]
            for note in self._store.notes(article):
                self._enter(note)

    def _enter(self, note: Note) -> None:
        links = links_in(note.text)
        self._notes.setdefault(note.article, {})[note.id] = note, links
        for link in links:
            for key in _keys(link):
                self._to.setdefault(key, {})[note.id] = note.article


def name_of(note: Note) -> str:
    """Return what a note is called where it is named: see ``first_words``."""
    return first_words(note.text)


def first_words(text: str) -> str:
    """Return how a note begins, on one line: its first words, links by their names, without the marks of
    Markdown."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    bare = _BEFORE.sub("", first).strip() or first
    bare = WIKILINK.sub(lambda link: (link[2] or "").strip() or link[1].strip(), bare)
    bare = _plain(bare[:_LONGEST_LINE])
    return bare if len(bare) <= _NAME_LENGTH else bare[: _NAME_LENGTH - 1].rstrip() + "…"


def _plain(line: str) -> str:
    """Return a line as it is drawn, without the marks of what is bold, struck out, code or a link."""
    if not any(mark in line for mark in "*_`~[\\"):
        return line
    (inline,) = parser().parseInline(line)
    drawn = "".join(token.content for token in inline.children or () if token.type in ("text", "code_inline"))
    return drawn.strip() or line


def _rank(name: str, sought: str) -> int:
    """Say how well a folded name fits: 0 where it begins with what is sought, 1 where a word does, else 2."""
    return 0 if name.startswith(sought) else 1 if f" {sought}" in name else 2


def _keys(link: Link) -> tuple[str, ...]:
    """Return under what a link is found: its target as an id, and, of an article, as a folded name."""
    if link.note:
        return (link.target,)
    name = fold(" ".join(link.target.split()))
    return (link.target, name) if name != link.target else (name,)


def _to(listed: Listed) -> Destination:
    return Destination("gone" if listed.gone else "article", listed.id, listed.heading)
