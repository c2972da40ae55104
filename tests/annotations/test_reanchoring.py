"""Highlights of articles whose text has changed: in the store, over a scan of the library, in two windows."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from annotations import highlights
from annotations.collection import Collection
from annotations.model import Change, Highlight, Subject
from annotations.reanchoring import Settling, placed, settle
from annotations.store import Store
from seeds.article import Article
from seeds.library import Library
from seeds.reading import read
from tests.annotations.stores import Home, subject
from tests.annotations.test_anchoring import TEXT

LATER = "Cập nhật lúc 9 giờ.\n\n" + TEXT.replace("thứ sáu", "thứ bảy")
LATEST = "Cập nhật lúc 10 giờ sáng nay.\n\n" + LATER.replace(" Hai bên sẽ gặp lại vào tháng tới.", "")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def as_read(text: str) -> Article:
    return read(text.encode())


def marked(store: Store, quote: str, text: str = TEXT) -> Highlight:
    at = text.index(quote)
    operation = highlights.mark(store, subject("a"), as_read(text), at, at + len(quote))
    store.apply(operation).result()
    found = store.highlight(highlights.highlight_id(operation))
    assert found is not None
    return found


def carry(store: Store, text: str) -> None:
    operation = settle(store, "a", as_read(text))
    if operation is not None:
        store.apply(operation).result()


def shown(store: Store, text: str) -> list[tuple[str, str]]:
    return [
        (it.status, as_read(text).text[it.start : it.end])
        for it in placed(store, store.highlights("a"), as_read(text))
    ]


def test_while_the_text_is_as_it_was_nothing_is_written(home: Home) -> None:
    with home.open() as store:
        marked(store, "vòng đàm phán")
        assert settle(store, "a", as_read(TEXT)) is None
        assert shown(store, TEXT) == [("ok", "vòng đàm phán")]


def test_a_reader_sees_highlights_at_their_place_before_and_after_that_is_kept(home: Home) -> None:
    expected = [("shifted", "Hoa Kỳ"), ("edited", "vòng đàm phán thứ bảy"), ("shifted", "tăng 8%")]
    with home.open() as store:
        for quote in ("tăng 8%", "vòng đàm phán thứ sáu", "Hoa Kỳ"):
            marked(store, quote)
        assert shown(store, LATER) == expected
        carry(store, LATER)
        assert settle(store, "a", as_read(LATER)) is None
        assert shown(store, LATER) == expected
    with home.open() as again:
        assert settle(again, "a", as_read(LATER)) is None
        assert shown(again, LATER) == expected
        kept = again.all_highlights()[0].anchor
        assert kept is not None and kept.text == as_read(LATER).text_hash


def test_from_text_to_text_a_highlight_is_looked_for_as_it_was_made(home: Home) -> None:
    with home.open() as store:
        made = marked(store, "vòng đàm phán thứ sáu")
        gone = marked(store, "Hai bên sẽ gặp lại")
        for text in (LATER, LATEST):
            carry(store, text)
        assert shown(store, LATEST) == [("edited", "vòng đàm phán thứ bảy"), ("lost", "")]
        carry(store, LATER)
        assert shown(store, LATER)[1] == ("shifted", "Hai bên sẽ gặp lại")
        assert shown(store, TEXT) == [("ok", made.quote), ("ok", gone.quote)], "the old text is back"
        carry(store, TEXT)
        assert shown(store, TEXT) == [("ok", made.quote), ("ok", gone.quote)]


def test_a_lost_highlight_keeps_its_quote_and_can_be_attached_again_by_hand(home: Home) -> None:
    with home.open() as store:
        marked(store, "Hai bên sẽ gặp lại")
        carry(store, LATEST)
        (it,) = placed(store, store.highlights("a"), as_read(LATEST))
        assert it.lost and it.highlight.quote == "Hai bên sẽ gặp lại" and (it.start, it.end) == (0, 0)
        article = as_read(LATEST)
        at = article.text.index("Bộ trưởng")
        operation = highlights.move(store, subject("a"), it.highlight, article, at, at + 9)
        assert operation.name == "highlight-attach"
        store.apply(operation).result()
        assert shown(store, LATEST) == [("ok", "Bộ trưởng")]
        store.undo().result()
        assert shown(store, LATEST) == [("lost", "")]


def test_changes_are_undone_and_done_again_across_a_carrying_over(home: Home) -> None:
    with home.open() as store:
        made = marked(store, "Hoa Kỳ")
        store.apply(highlights.set_kind(store, [made], "red")).result()
        carry(store, LATER)
        name = store.undo_name()
        assert name is not None and name[0] == "highlight-kind", "what the program did is not the reader's"
        store.undo().result()
        assert store.all_highlights()[0].kind == "yellow" and shown(store, LATER) == [("shifted", "Hoa Kỳ")]
        store.undo().result()
        assert store.all_highlights() == ()
        store.redo().result()
        assert shown(store, LATER) == [("shifted", "Hoa Kỳ")]


def test_a_highlight_made_longer_is_no_longer_where_it_was_carried_to(home: Home) -> None:
    with home.open() as store:
        made = marked(store, "Hoa Kỳ")
        carry(store, LATER)
        article = as_read(LATER)
        at = article.text.index("Việt Nam và Hoa Kỳ")
        store.apply(highlights.move(store, subject("a"), made, article, at, at + 18)).result()
        assert shown(store, LATER) == [("ok", "Việt Nam và Hoa Kỳ")]
        assert settle(store, "a", article) is None
        assert shown(store, TEXT) == [("shifted", "Việt Nam và Hoa Kỳ")]


def test_two_windows_that_carry_the_same_highlights_over_agree(home: Home) -> None:
    with home.open() as one, home.open() as two:
        marked(one, "Hoa Kỳ")
        marked(one, "tăng 8%")
        two.refresh()
        article = as_read(LATER)
        first, second = settle(one, "a", article), settle(two, "a", article)
        assert first is not None and second is not None
        one.apply(first).result()
        two.apply(second).result()
        one.refresh()
        assert shown(one, LATER) == shown(two, LATER) == [("shifted", "Hoa Kỳ"), ("shifted", "tăng 8%")]
        assert settle(one, "a", article) is None and settle(two, "a", article) is None


def test_without_the_kept_text_quote_and_surroundings_find_it(home: Home) -> None:
    with home.open() as store:
        made = marked(store, "vòng đàm phán")
        alone = replace(made, selector=replace(made.selector, text="another hash"))
        (it,) = placed(store, [alone], as_read(LATER))
        assert as_read(LATER).text[it.start : it.end] == "vòng đàm phán"


def test_an_article_whose_file_is_gone_keeps_its_highlights(home: Home) -> None:
    with home.open() as store:
        made = marked(store, "vòng đàm phán")
    with home.open() as again:
        assert again.highlights("a") == (made,) and again.kept_text(made.selector.text) == as_read(TEXT).text


class Desk:
    """A library of two articles with an address each, and what a window does with it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "articles"
        self.folder.mkdir()
        self.write("a", TEXT)
        self.write("b", TEXT.replace("Bộ Công Thương", "Bộ Tài chính"))
        self.library = Library([self.folder], index_path=root / "index.db", bundled=False)
        self.collection = Collection(self.library)
        self.collection.load()
        self.scan()
        self.opened: list[str] = []

    def write(self, name: str, text: str) -> None:
        (self.folder / f"{name}.txt").write_text(f"{text}\nhttps://example.vn/{name}-123456.html\n", "utf-8")

    def scan(self) -> None:
        self.library.scan(
            stop=threading.Event(), progress=lambda _: None, changed=self.collection.update_rows
        )

    def id(self, name: str) -> str:
        path = str(self.folder / f"{name}.txt")
        catalogue = self.library.catalogue()
        slots = catalogue.by_path([path]).values()
        ids = (row.fingerprint for row in catalogue.rows(list(slots)))
        return next(ids)

    def read(self, id: str) -> Article:
        self.opened.append(id)
        return self.collection.article_as_read(id)

    def settling(self, store: Store) -> Settling:
        return Settling(store, self.collection.listed, self.library.text_hash, self.read)

    def mark(self, store: Store, name: str, quote: str) -> None:
        id = self.id(name)
        listed = self.collection.listed(id)
        assert listed is not None
        article = self.collection.article_as_read(id)
        at = article.text.index(quote)
        touched = Subject(id, listed.fingerprint, listed.path, listed.heading)
        store.apply(highlights.mark(store, touched, article, at, at + len(quote))).result()


def test_after_a_scan_only_annotated_articles_that_changed_are_read_and_carried_over(
    home: Home, tmp_path: Path
) -> None:
    desk = Desk(tmp_path)
    stop = threading.Event()
    with home.open() as store:
        desk.collection.attach(store)
        desk.mark(store, "a", "Hoa Kỳ")
        desk.mark(store, "b", "tăng 8%")
        settling = desk.settling(store)
        assert settling.run(stop) == 0 and desk.opened == [], "nothing has changed"
        desk.write("a", LATER)
        desk.scan()
        heard: list[Change] = []
        store.subscribe(heard.append)
        assert settling.run(stop) == 1 and desk.opened == [desk.id("a")]
        assert [(it.operation.name, it.articles) for it in heard] == [("reanchor", frozenset({desk.id("a")}))]
        (it,) = store.highlights(desk.id("a"))
        assert it.anchor is not None and it.anchor.status == "shifted"
        assert settling.run(stop) == 0 and desk.settling(store).run(stop) == 0
        assert desk.opened == [desk.id("a")], "what is known is not read again, in another window neither"
        desk.write("a", TEXT)
        desk.scan()
        assert settling.run(stop) == 1 and len(desk.opened) == 1, "the old text need not be read"
        (it,) = store.highlights(desk.id("a"))
        assert it.anchor is None and settling.run(stop) == 0
        desk.write("a", LATER)
        desk.scan()
        assert settling.run(stop) == 1 and store.highlights(desk.id("a"))[0].anchor is not None
        (desk.folder / "b.txt").unlink()
        desk.scan()
        assert settling.run(stop) == 0 and len(store.highlights(desk.id("a"))) == 1
    desk.library.close()


def test_the_index_knows_which_text_an_article_has(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert desk.library.text_hash(desk.id("a")) == desk.collection.article_as_read(desk.id("a")).text_hash
    assert desk.library.text_hash("unknown") == ""
    desk.library.close()
