"""Highlights and notes are found by article, tag, words and days, and always as they are now."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from annotations import actions, highlights
from annotations.model import Subject
from annotations.store import Store
from annotations.view import View
from seeds.article import Article
from seeds.reading import read
from tests.annotations.stores import FastFiles, Home, subject, write_note

TEXT = "Thuế quan mới của Mỹ.\n\nViệt Nam xuất khẩu gạo sang Trung Quốc. Giá gạo tăng mạnh trong tháng này."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Home(tmp_path).open(files=FastFiles())


@pytest.fixture
def article() -> Article:
    return read(TEXT.encode())


def marked(
    store: Store, on: str, article: Article, quote: str, *, tags: tuple[str, ...] = (), note: str = ""
) -> str:
    start = article.text.index(quote)
    operation = highlights.mark(store, subject(on), article, start, start + len(quote), tags=tags, note=note)
    store.apply(operation).result()
    return highlights.highlight_id(operation)


def test_highlights_are_found_by_words_without_marks_and_case(store: Store, article: Article) -> None:
    tax, rice = marked(store, "a", article, "Thuế quan mới"), marked(store, "b", article, "Giá gạo tăng mạnh")
    assert store.find("highlight", text="THUE quan") == {tax}
    assert store.find("highlight", text="gạo gia") == {rice}
    assert store.find("highlight", text="tha*") == set() and store.find("highlight", text="thu*") == {tax}
    assert store.find("highlight", text="gạo", article="a") == set()
    assert store.find("highlight", article="b") == {rice} and store.find("highlight") == {tax, rice}


def test_what_is_found_follows_every_change(store: Store) -> None:
    note = write_note(store, "a", "về thuế quan")
    other = write_note(store, "a", "về gạo")
    assert store.find("note", text="thue") == {note.id}
    store.apply(actions.edit_note(store, note, "về năng lượng")).result()
    assert store.find("note", text="thue") == set() and store.find("note", text="nang luong") == {note.id}
    store.undo().result()
    assert store.find("note", text="thuế") == {note.id} and store.find("note", text="ve") == {
        note.id,
        other.id,
    }
    store.apply(actions.delete_note(store, other)).result()
    assert store.find("note", text="ve") == {note.id} == store.find("note")


def test_tags_of_highlights_and_articles_find_what_is_written_there(store: Store, article: Article) -> None:
    one = marked(store, "a", article, "Thuế quan mới", tags=("mỹ",), note="xem lại")
    marked(store, "a", article, "Giá gạo", note="giá")
    on_article = write_note(store, "b", "cả bài")
    store.apply(actions.tag(store, [subject("b")], ["mỹ"])).result()
    (inner,) = store.notes_on(one)
    assert store.find("highlight", tag="mỹ") == {one}
    assert store.find("note", tag="mỹ") == {inner.id, on_article.id}
    assert store.find("note", tag="mỹ", text="bai") == {on_article.id}
    assert store.find("note", tag="gạo") == set()


def test_days_and_moments_are_both_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = 1_763_208_000_000  # 2025-11-15T12:00:00Z
    notes = []
    for days in range(3):
        moment = (noon + days * 86_400_000) * 1_000_000
        monkeypatch.setattr("annotations.journal.time.time_ns", lambda moment=moment: moment)
        notes.append(write_note(store, "a", f"ngày {days}"))
    later = (noon + 5 * 86_400_000) * 1_000_000
    monkeypatch.setattr("annotations.journal.time.time_ns", lambda: later)
    store.apply(actions.edit_note(store, notes[0], "sửa")).result()
    one, two, three = (note.id for note in notes)
    assert store.find("note", since="2025-11-15", until="2025-11-16", by="created") == {one, two}
    assert store.find("note", since="2025-11-16") == {one, two, three}
    assert store.find("note", until="2025-11-16") == {two}
    assert store.find("note", since="2025-11-16T13:00:00.000Z", until="2025-11-19") == {three}
    assert store.find("note", until="2025-11-16T11:00:00.000Z", by="created") == {one}


def test_what_is_known_of_articles_after_many_changes_is_what_a_new_look_gives(tmp_path: Path) -> None:
    home, chance = Home(tmp_path), random.Random(3)
    with home.open(files=FastFiles()) as store:
        for number in range(60):
            some = [
                Subject(name, f"f{chance.randrange(9)}", f"/{chance.randrange(6)}.txt", "Bài")
                for name in chance.sample("abcdefghij", chance.choice((1, 1, 1, 6)))
            ]
            store.apply(actions.tag(store, some, [f"t{number}"])).result()
            if chance.random() < 0.2:
                store.undo().result()
            shown = store.known_articles()
            fresh = View()
            fresh.device = store.device
            journal = store._engine._journal
            assert journal is not None
            fresh.load(store.device, journal.tables)
            anew = fresh.known_articles()
            assert shown.records == anew.records
            for one, two in (shown.by_fingerprint, anew.by_fingerprint), (shown.by_path, anew.by_path):
                assert {key: {*names} for key, names in one.items()} == {
                    key: {*names} for key, names in two.items()
                }
