"""What comes while the names of articles are read again for a correction: another correction, or an index
whose articles have other numbers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations.collection import Collection
from annotations.corrections import correct_mention
from annotations.model import Subject
from annotations.store import Store
from seeds.article import EntityCount, MentionCorrection
from seeds.compaction import compact
from seeds.index import LibraryChange
from tests.annotations.correcting import do, joined
from tests.annotations.fake_library import FakeLibrary, row
from tests.annotations.stores import FastFiles, Home

PATIENCE = 20.0  # seconds; a busy machine


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Home(tmp_path).open(files=FastFiles()) as store:
        yield store


def library_of(*texts: str) -> FakeLibrary:
    rows = [row(number, f"Bài {number:03}") for number in range(len(texts))]
    library = FakeLibrary(*rows, texts={f"f{at}": f"Tin\n\n{text}\n" for at, text in enumerate(texts)})
    place = EntityCount("PLACE", "Hà Nội", 1)
    library.named = {f"f{at}": (place,) if "Hà Nội" in text else () for at, text in enumerate(texts)}
    return library


def call_everywhere(store: Store, form: str, name: str) -> None:
    subject = Subject("f0", "f0", "/articles/0.txt", "Bài 000")
    do(store, correct_mention(store, subject, MentionCorrection(form, "ORG", name, "everywhere")))


def while_reading(library: FakeLibrary, fingerprint: str, work: Callable[[], None]) -> None:
    """Have something done once, while an article is being read."""
    original, done = library.read, []

    def read(it):
        article = original(it)
        if it.fingerprint == fingerprint and not done:
            done.append(True)
            work()
        return article

    library.read = read


def naming(collection: Collection, name: str) -> tuple[str, ...]:
    """Return the articles that name something, asked in a thread of its own: it may never answer."""
    found: list[tuple[str, ...]] = []
    asking = threading.Thread(target=lambda: found.append(collection.entity_articles(name)), daemon=True)
    asking.start()
    asking.join(PATIENCE)
    assert not asking.is_alive(), "no answer"
    return found[0]


def test_a_correction_that_comes_while_another_one_is_carried_out_holds_nobody_up(store: Store) -> None:
    library = library_of("Mưa ở Hà Nội.", "Mưa ở Hà Nội, ở Huế.")
    collection = joined(library, store)
    call_everywhere(store, "Hà Nội", "Thủ đô")
    while_reading(library, "f1", lambda: call_everywhere(store, "Huế", "Cố đô"))
    naming(collection, "Thủ đô")
    assert naming(collection, "Thủ đô") == ("f0", "f1")
    assert naming(collection, "Cố đô") == ("f1",)


def test_what_was_read_of_an_article_is_said_of_no_other_one_that_has_its_number_now(store: Store) -> None:
    inside = "Trường Đại học Hà Nội mở cửa."  # the form stands only inside another name
    library = library_of("Không có gì.", inside, "Mưa ở Hà Nội.")
    collection = joined(library, store)
    call_everywhere(store, "Hà Nội", "Thủ đô")

    def number_anew() -> None:
        library.change(removed=["/articles/0.txt"])
        with library.index.change() as db:
            compact(db, threading.Event())
        collection.update_rows(LibraryChange((), (), (), library.catalogue()))

    while_reading(library, "f1", number_anew)
    collection.settle_names(threading.Event())
    assert naming(collection, "Thủ đô") == ("f2",)
