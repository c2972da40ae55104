"""A library in memory, with the few methods a collection asks."""

from __future__ import annotations

from seeds import edtf
from seeds.article import Article, EntityCount, Row
from seeds.problems import Problem
from seeds.reading import read
from seeds.text import fold


def row(number: int, title: str | None, date: str | None = None, **more: object) -> Row:
    values: dict[str, object] = {
        "fingerprint": f"f{number}",
        "path": f"/articles/{number}.txt",
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
    """Rows, texts by fingerprint, and entities by fingerprint."""

    def __init__(self, *rows: Row, texts: dict[str, str] | None = None) -> None:
        self.rows = list(rows)
        self.texts = texts or {}
        self.named: dict[str, tuple[EntityCount, ...]] = {}
        self.hashes: dict[str, str] = {}
        self.asked = 0

    def load(self) -> tuple[Row, ...]:
        return tuple(self.rows)

    def folded(self, fingerprint: str) -> str:
        self.asked += 1
        return fold(self.texts.get(fingerprint, ""))

    def text_hash(self, fingerprint: str) -> str:
        text = self.texts.get(fingerprint)
        if fingerprint in self.hashes:
            return self.hashes[fingerprint]
        return read(text.encode()).text_hash if text is not None else ""

    def entities(self, fingerprint: str) -> tuple[EntityCount, ...] | None:
        return self.named.get(fingerprint)

    def entity_rows(self, name: str, type: str | None = None) -> frozenset[str]:
        return frozenset(
            fingerprint
            for fingerprint, found in self.named.items()
            if any(it.name == name and type in (None, it.type) for it in found)
        )

    def read(self, article: Row | str) -> Article:
        if isinstance(article, Row) and article.fingerprint in self.texts:
            return read(self.texts[article.fingerprint].encode())
        raise Problem("file-gone", path=str(article))
