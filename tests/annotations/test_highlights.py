"""Highlights in the store: what is marked stays marked, with its notes and tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations import highlights
from annotations.model import Highlight, HighlightKind
from annotations.store import Store
from seeds.article import Article
from seeds.problems import Problem
from seeds.reading import read
from tests.annotations.stores import Home, subject

TEXT = "Bộ Công Thương họp\n\nViệt Nam và Hoa Kỳ đã kết thúc vòng đàm phán thứ sáu. Hai bên sẽ gặp lại.\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def article() -> Article:
    return read(TEXT.encode())


def marked(
    store: Store,
    article: Article,
    quote: str,
    kind: HighlightKind = "yellow",
    *,
    tags: tuple[str, ...] = (),
    note: str = "",
) -> Highlight:
    start, end = (at := article.text.index(quote)), at + len(quote)
    operation = highlights.mark(store, subject("a"), article, start, end, kind, tags=tags, note=note)
    store.apply(operation).result()
    found = store.highlight(highlights.highlight_id(operation))
    assert found is not None
    return found


def test_a_highlight_is_there_after_opening_again_with_its_text(home: Home, article: Article) -> None:
    with home.open() as store:
        made = marked(store, article, "vòng đàm phán thứ sáu", kind="green", tags=("todo",), note="Khi nào?")
        assert made.quote == "vòng đàm phán thứ sáu" and made.kind == "green" and made.tags == ("todo",)
        assert made.selector.prefix.endswith("kết thúc ") and made.selector.suffix.startswith(". Hai bên")
    with home.open() as again:
        assert again.highlights("a") == again.all_highlights() == (made,)
        assert [note.text for note in again.notes_on(made.id)] == ["Khi nào?"]
        assert again.kept_text(made.selector.text) == article.text
        marks = again.marks_of("a")
        assert (marks.highlights, marks.notes, marks.tags, marks.inner_tags) == (1, 1, (), ("todo",))


def test_undoing_and_deleting_take_notes_and_tags_along_and_back(home: Home, article: Article) -> None:
    with home.open() as store:
        made = marked(store, article, "Hoa Kỳ", tags=("x",), note="n")
        store.apply(highlights.delete(store, [made])).result()
        assert store.marks_of("a").highlights == store.marks_of("a").notes == 0
        store.undo().result()
        back = store.highlight(made.id)
        assert back is not None and (back.selector, back.tags) == (made.selector, ("x",))
        assert len(store.notes_on(made.id)) == 1
        store.undo().result()
        assert store.all_highlights() == () and store.tags() == ()
        assert store.kept_text(made.selector.text) == article.text, "another window may have marked in it"


def test_its_ends_its_kind_and_its_tags_can_be_changed(home: Home, article: Article) -> None:
    with home.open() as store:
        made = marked(store, article, "Hoa Kỳ")
        start, end = made.selector.start - len("Việt Nam và "), made.selector.end
        longer = highlights.move(store, subject("a"), made, article, start, end)
        store.apply(longer).result()
        store.apply(highlights.set_kind(store, store.all_highlights(), "red")).result()
        store.apply(highlights.tag(store, store.all_highlights(), add=["một", "hai"])).result()
        store.apply(highlights.tag(store, store.all_highlights(), remove=["hai"])).result()
        (found,) = store.highlights("a")
        assert (found.quote, found.kind, found.tags) == ("Việt Nam và Hoa Kỳ", "red", ("một",))
        assert found.created == made.created


def test_white_space_alone_cannot_be_marked(home: Home, article: Article) -> None:
    gap = article.text.index("\n\n")
    with home.open() as store, pytest.raises(Problem, match="highlight-empty"):
        highlights.mark(store, subject("a"), article, gap, gap + 2)


def test_a_kind_is_called_what_the_reader_calls_it(home: Home) -> None:
    with home.open() as store:
        store.apply(highlights.name_kind(store, "red", "  nghi\n ngờ ")).result()
        assert store.kinds() == {"red": "nghi ngờ"}
        store.apply(highlights.name_kind(store, "red", "")).result()
        assert store.kinds() == {}
