"""A library with highlights and notes in it, for the tests of the notebook."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotations import actions, highlights
from annotations.collection import Collection
from annotations.model import HighlightKind, Subject
from annotations.notebook import Notebook
from annotations.store import Store
from seeds.article import Article, EntityCount
from seeds.reading import read
from tests.annotations.fake_library import FakeLibrary, row

TEXTS = {
    "f1": "Bộ Công Thương họp\n\nViệt Nam và Hoa Kỳ kết thúc vòng đàm phán thứ sáu. Hai bên sẽ gặp lại.\n",
    "f2": "Giá điện tăng\n\nTập đoàn Điện lực nói giá điện tăng 4,8 phần trăm vì giá khí LNG.\n",
    "f3": "Xuất khẩu gạo\n\nGạo Việt Nam sang Philippines giảm mạnh trong quý một.\n",
}


@dataclass
class Desk:
    """A library of three articles, its collection, a store and the notebook over them."""

    store: Store
    library: FakeLibrary = field(init=False)
    collection: Collection = field(init=False)
    notebook: Notebook = field(init=False)

    def __post_init__(self) -> None:
        self.library = FakeLibrary(
            row(1, "Bộ Công Thương họp", "2026-02-08", source="VTC News", topics=("tariffs_trade",)),
            row(2, "Giá điện tăng", "2025-11-15", source="Tiền Phong", topics=("energy",)),
            row(3, "Xuất khẩu gạo", "2025-03-13?", topics=("agriculture",)),
            texts=TEXTS,
        )
        self.library.named = {
            "f1": (EntityCount("PLACE", "Hoa Kỳ", 1), EntityCount("PLACE", "Việt Nam", 1)),
            "f3": (EntityCount("PLACE", "Việt Nam", 1),),
        }
        self.collection = Collection(self.library)
        self.collection.load()
        self.collection.attach(self.store)
        self.store.subscribe(lambda change: self.collection.update_marks(change.articles))
        self.notebook = Notebook(self.collection, self.store)

    def article(self, id: str) -> Article:
        return read(TEXTS[id].encode())

    def subject(self, id: str) -> Subject:
        return Subject(id=id, fingerprint=id, path=f"/articles/{id[1:]}.txt", title=f"Bài {id}")

    def mark(
        self,
        id: str,
        quote: str,
        kind: HighlightKind = "yellow",
        *,
        tags: tuple[str, ...] = (),
        note: str = "",
    ) -> str:
        article = self.article(id)
        start = article.text.index(quote)
        made = highlights.mark(
            self.store, self.subject(id), article, start, start + len(quote), kind, tags=tags, note=note
        )
        self.store.apply(made).result()
        return highlights.highlight_id(made)

    def note(self, id: str, text: str) -> str:
        made = actions.add_note(self.store, self.subject(id), text)
        self.store.apply(made).result()
        return actions.note_id(made)

    def tag(self, id: str, *tags: str) -> None:
        self.store.apply(actions.tag(self.store, [self.subject(id)], add=tags)).result()
