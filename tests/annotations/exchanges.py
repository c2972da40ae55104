"""What the tests of exports and imports share: articles, a store on them, and the way out and in again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from annotations import actions, highlights
from annotations.collection import Collection
from annotations.exchange.arrival import Arrival
from annotations.exchange.exporting import Exported, Source, format_named, pieces, to_folder
from annotations.exchange.importing import arriving
from annotations.model import KINDS, Subject
from annotations.query.tree import Query
from annotations.store import Store
from seeds.article import Article, Row
from seeds.reading import read
from tests.annotations.fake_library import FakeLibrary
from tests.annotations.stores import FastFiles, Home

TEXTS = (
    "Việt Nam và Hoa Kỳ đàm phán thương mại\n\nVTC News - Chiều 14/11/2025, hai bên đàm phán. "
    "Hai bên đồng ý.\n"
    "Thuế *quan* giảm [một] phần <b>nhỏ</b> # không = 20 %.\n\n- Dòng một\n1. Dòng hai\n    thụt vào\n"
    "Hai bên đàm phán tiếp.\n\nhttps://vtcnews.vn/dam-phan-ar900001.html\n",
    "Ngành điện: LNG “đắt” hơn than; khách hàng 'kêu'\n\nGiá LNG tăng. "
    "Giá than giảm. \U0001f7e1 Hết -- rồi.\n",
    "Không có tiêu đề thì câu đầu đứng thay cho nó, dù nó rất dài: "
    + "rất dài, " * 30
    + "hết.\n\nThân bài.\n",
)


@cache
def articles() -> tuple[Article, ...]:
    return tuple(read(text.encode(), file_name="bai.txt") for text in TEXTS)


def row(article: Article, number: int) -> Row:
    return Row(
        fingerprint=article.fingerprint,
        path=f"/articles/{number}.txt",
        title=article.title,
        lead=article.lead,
        date=article.date.date if article.date else None,
        source=article.source,
        author=article.author,
        url=article.url,
        topics=(),
        added="2026-01-01T00:00:00Z",
    )


def subject_of(number: int) -> Subject:
    article = articles()[number]
    title = article.title or article.lead
    return Subject(article.fingerprint, article.fingerprint, f"/articles/{number}.txt", title)


@dataclass
class World:
    """A store with a library beside it."""

    store: Store
    collection: Collection

    def mark(self, number: int, start: int, end: int, **more: Any) -> str:
        article = articles()[number]
        operation = highlights.mark(self.store, subject_of(number), article, start, end, **more)
        self.store.apply(operation).result()
        return highlights.highlight_id(operation)

    def mark_words(self, number: int, words: str, **more: Any) -> str:
        start = articles()[number].text.index(words)
        return self.mark(number, start, start + len(words), **more)

    def note(self, number: int, text: str) -> str:
        operation = actions.add_note(self.store, subject_of(number), text)
        self.store.apply(operation).result()
        return actions.note_id(operation)

    def tag(self, number: int, *tags: str) -> None:
        self.store.apply(actions.tag(self.store, [subject_of(number)], tags)).result()

    def star(self, number: int) -> None:
        self.store.apply(actions.set_state(self.store, [subject_of(number)], starred=True)).result()

    def source(self, query: Query | None = None) -> Source:
        return Source(self.collection, self.store, query)

    def export(self, format: str, query: Query | None = None) -> str:
        return "".join(pieces(self.source(query), Exported(format_named(format)), lambda *_: None))

    def export_folder(self, format: str, folder: Path) -> Exported:
        exported = Exported(format_named(format))
        to_folder(self.source(), exported, folder, lambda *_: None)
        return exported

    def plan(self, format: str, path: Path) -> Arrival:
        return arriving(format, path, self.collection, self.store)

    def take(self, format: str, path: Path) -> Arrival:
        arrival = self.plan(format, path)
        if not arrival.nothing:
            self.store.apply(arrival.operation(path.name)).result()
            self.store.flush()  # the collection was told
        return arrival

    def written(self) -> Any:
        """Everything the reader has written, in a form to compare."""
        return json.loads(self.export("json") or '{"exported": ""}')

    def marked(self) -> list[Any]:
        """The highlights with what is on them."""
        return [
            (it.id, it.selector, it.kind, it.tags, it.created, it.modified, self._notes(it.id))
            for it in self.store.all_highlights()
        ]

    def _notes(self, highlight: str) -> list[tuple[str, str, str, str]]:
        return [(it.id, it.text, it.created, it.modified) for it in self.store.notes_on(highlight)]

    def said(self) -> list[tuple[str, str, str, str, str, str]]:
        notes = self.store.all_notes()
        return sorted((it.id, it.article, it.highlight, it.text, it.created, it.modified) for it in notes)


@contextmanager
def world(*numbers: int, everything: bool = True) -> Iterator[World]:
    """Open an empty store; in the library are these articles, or all."""
    there = range(len(TEXTS)) if everything and not numbers else numbers
    rows = [row(articles()[number], number) for number in there]
    texts = {articles()[number].fingerprint: articles()[number].text for number in there}
    with tempfile.TemporaryDirectory() as folder, Home(Path(folder)).open(files=FastFiles()) as store:
        collection = Collection(FakeLibrary(*rows, texts=texts))
        collection.load()
        collection.attach(store)
        leave = store.subscribe(lambda change: collection.update_marks(change.articles) and None)
        yield World(store, collection)
        leave()


@contextmanager
def a_file(text: str, name: str = "file") -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        yield path


def without_versions(found: Any) -> Any:
    """An export without what differs between two stores that hold the same."""
    if isinstance(found, dict):
        left_out = ("rev", "seen", "kept", "device", "exported", "sketch")
        return {name: without_versions(value) for name, value in found.items() if name not in left_out}
    return [without_versions(each) for each in found] if isinstance(found, list) else found


LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn", "Cf")), max_size=30)
NOTES = st.lists(
    st.one_of(
        LETTERS,
        st.sampled_from(
            [
                "<!-- docbao:end -->",
                "<!-- docbao:end-note -->",
                "  <!-- \\docbao:begin {} -->",
                "---",
                "> trích",
                ".thẻ và chữ",
                "[[Ngành điện]] và [[không có]]",
                'một "hai", ba',
                "- a\n  - b",
                "",
            ]
        ),
    ),
    min_size=1,
    max_size=4,
).map("\n".join)
TAGS = st.sampled_from(["đọc lại", "năng lượng/LNG", "2024", "todo", "h1", "Kinh Tế", "a-b", "c#"])
MARKED = st.tuples(
    st.integers(0, len(TEXTS) - 1),
    st.integers(0, 150),
    st.integers(1, 120),
    st.sampled_from(KINDS),
    st.lists(TAGS, max_size=3, unique=True),
    st.lists(NOTES, max_size=2),
)
ON_ARTICLES = st.tuples(
    st.integers(0, len(TEXTS) - 1), st.lists(TAGS, max_size=2), st.lists(NOTES, max_size=2), st.booleans()
)


def annotate(there: World, marked: list[Any], on_articles: list[Any]) -> None:
    """Write what Hypothesis has drawn."""
    for number, start, length, kind, tags, notes in marked:
        text = articles()[number].text
        if text[start : start + length].strip():
            id = there.mark(number, start, start + length, kind=kind, tags=tags)
            for note in notes:
                if actions.clean_text(note).strip():
                    there.store.apply(
                        actions.add_note(there.store, subject_of(number), note, highlight=id)
                    ).result()
    for number, tags, notes, starred in on_articles:
        if tags:
            there.tag(number, *tags)
        if starred:
            there.star(number)
        for note in notes:
            if actions.clean_text(note).strip():
                there.note(number, note)
