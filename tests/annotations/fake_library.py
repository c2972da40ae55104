"""A library of made-up rows, with the few methods a collection asks: its index is a real one, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from seeds import edtf
from seeds.article import Article, EntityCount, Row
from seeds.catalogue import Catalogue
from seeds.digest import Digest, Facts, packed, starts
from seeds.index import Index, LibraryChange
from seeds.index_writing import Entry, Named, store_entities
from seeds.months import newest_key
from seeds.problems import Problem
from seeds.reading import read
from seeds.rowset import slots
from seeds.text import fold
from seeds.words import parted, words

FOLDER = "/articles"


def row(number: int, title: str | None, date: str | None = None, **more: object) -> Row:
    values: dict[str, object] = {
        "fingerprint": f"f{number}",
        "path": f"{FOLDER}/{number}.txt",
        "title": title,
        "lead": "" if title else f"Câu đầu {number}",
        "date": edtf.parse(date) if date else None,
        "source": None,
        "author": None,
        "url": None,
        "topics": (),
        "added": "2026-01-01T00:00:00+00:00",
    }
    return Row(**{**values, **more})


class FakeLibrary:
    """Rows, texts by fingerprint, and entities by fingerprint. All may be changed: ``change`` says what
    is so then."""

    def __init__(self, *rows: Row, texts: dict[str, str] | None = None) -> None:
        self.rows = list(rows)
        self.texts = texts or {}
        self.named: dict[str, tuple[EntityCount, ...]] = {}
        self.hashes: dict[str, str] = {}
        self.index = Index(None)
        self._stored: dict[str, tuple[Row, str]] = {}
        self._named: dict[str, tuple[EntityCount, ...]] = {}

    def catalogue(self) -> Catalogue:
        self._sync()
        return Catalogue(self.index, self.index.state(), [FOLDER], FOLDER + "/bundled")

    def change(
        self, *, added: Iterable[Row] = (), removed: Iterable[str] = (), named: Iterable[str] = ()
    ) -> LibraryChange:
        """Take rows in and paths out; return what a scan would tell of it."""
        before = self.catalogue().live()
        added, gone = list(added), {*removed, *(it.path for it in added)}
        fresh = {it.fingerprint for it in added}
        self.rows = [it for it in self.rows if it.path not in gone and it.fingerprint not in fresh] + added
        now = self.catalogue()
        there = now.slots_of([it.fingerprint for it in added])
        come = set(slots(now.live() & ~before)) | set(there.values())
        names = tuple(now.slots_of(named).values())
        return LibraryChange(tuple(sorted(come)), tuple(slots(before & ~now.live())), names, now)

    def text_hash(self, fingerprint: str) -> str:
        text = self.texts.get(fingerprint)
        if fingerprint in self.hashes:
            return self.hashes[fingerprint]
        return read(text.encode()).text_hash if text is not None else ""

    def read(self, article: Row | str) -> Article:
        if isinstance(article, Row) and article.fingerprint in self.texts:
            return read(self.texts[article.fingerprint].encode())
        raise Problem("file-gone", path=str(article))

    def mentions(self, article: Article) -> None:
        """Know no mentions: each article goes through the second pass."""

    def _sync(self) -> None:
        now = {
            path: (replace(it, path=path, copies=()), self.texts.get(it.fingerprint, ""))
            for it in self.rows
            for path in (it.path, *it.copies)
        }
        if gone := [path for path in self._stored if path not in now]:
            self.index.store((), gone)
        entries = [_entry(*now[path]) for path in now if self._stored.get(path) != now[path]]
        if entries:
            self.index.store(entries)
        self._stored = now
        fresh = {name: found for name, found in self.named.items() if self._named.get(name) != found}
        if fresh or entries:
            there = Catalogue(self.index, self.index.state(), [FOLDER], "").slots_of(list(self.named))
            with self.index.change() as db:
                store_entities(db, 1, [Named(slot, self.named[name]) for name, slot in there.items()])
            self._named = dict(self.named)


def _entry(row: Row, text: str) -> Entry:
    heading, body = fold(row.title or row.lead), parted(fold(text))
    found, titled = set(words(body)), set(words(heading))
    day = row.date
    facts = Facts(
        fingerprint=row.fingerprint,
        title=row.title,
        lead=row.lead,
        edtf=day.edtf if day else None,
        earliest=day.earliest.toordinal() if day and day.earliest else None,
        latest=day.latest.toordinal() if day and day.latest else None,
        certain=int(day.certain) if day else None,
        source=row.source,
        author=row.author,
        url=row.url,
        topics=" ".join(row.topics),
        text_hash=text,
        newest=newest_key(day),
        heading=heading,
    )
    digest = Digest(
        facts,
        packed(text),
        body,
        " ".join(found),
        " ".join(starts(found)),
        " ".join(titled),
        " ".join(starts(titled)),
    )
    return Entry(row.path, 1, 1, 1, row.added, digest)
