"""Corrections carried out in tests, and the lists in which they show."""

from __future__ import annotations

from datetime import date
from typing import Any

from annotations.collection import Collection
from annotations.model import Change, Operation
from annotations.query.parser import parse
from annotations.store import Store
from seeds.article import MentionCorrection
from tests.annotations.fake_library import FakeLibrary

TODAY = date(2026, 2, 11)
HANOI = MentionCorrection("Hà Nội", "ORG", "Đại học Hà Nội", "article")


def do(store: Store, operation: Operation) -> Change:
    change = store.apply(operation).result()
    store.flush()  # who has subscribed was told
    return change


def joined(library: FakeLibrary, store: Store) -> Collection:
    collection = Collection(library)
    collection.load()
    collection.attach(store)
    store.subscribe(lambda change: collection.update_marks(change.articles))
    return collection


def headings(collection: Collection, query: str, order: Any = "newest") -> list[str]:
    view = collection.view(parse(query, today=TODAY, known=collection.known_names()), order)
    return [listed.heading for listed in view.window(0, 999)]
