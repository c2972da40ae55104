"""The index cannot be asked for a moment, or another window has numbered it anew: nothing breaks, and what
was not told then is told at the next change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from annotations import actions
from annotations.collection import Collection
from annotations.corrections import correct
from annotations.picture import Picture
from annotations.query import evaluating
from annotations.query.parser import parse
from annotations.query.tree import Query
from annotations.query.whole import EVERYTHING
from annotations.remembering import subjects_of
from annotations.store import Store
from seeds import catalogue as catalogues
from seeds import compaction
from seeds.article import Correction
from seeds.cachefile import CacheFull
from seeds.index import Index
from seeds.library import Library
from seeds.problems import Problem
from tests.annotations.stores import Home, write_note

COUNT = 40


def wanted(typed: str) -> Query:
    return parse(typed, today=date(2026, 2, 11))


def quietly(library: Library, changed: Callable[[Any], None] = lambda _: None) -> None:
    library.scan(stop=threading.Event(), progress=lambda _: None, changed=changed)


def write(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = f"Tin số {number}\nNgày {number % 27 + 1}/3/2025\n\nĐàm phán gạo ở Huế, lần {number}.\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")


@dataclass
class Faulty:
    """Reads of the index fail, those of these numbers."""

    read: Callable[..., Any]
    fails: Callable[[int], bool] = field(default=lambda _: False)
    asked: int = 0

    def __call__(self, index: Index, *args: Any, **named: Any) -> Any:
        self.asked += 1
        if self.fails(self.asked):
            raise CacheFull("disk I/O error")
        return self.read(index, *args, **named)

    @contextmanager
    def failing(self, fails: Callable[[int], bool] = lambda _: True) -> Iterator[None]:
        self.asked, self.fails = 0, fails
        try:
            yield
        finally:
            self.fails = lambda _: False


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Faulty:
    made = Faulty(Index.read)
    monkeypatch.setattr(Index, "read", lambda *args, **named: made(*args, **named))
    return made


class Window:
    """A library with marks, as a window of docbao has it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "articles"
        write(self.folder, range(COUNT))
        self.index = root / "index.sqlite"
        self.library = Library([self.folder], index_path=self.index, bundled=False)
        quietly(self.library)
        self.store: Store = Home(root / "home").open()
        rows = [row for _, row in self.library.catalogue().head(COUNT)]
        self.collection = self.opened()
        self.marked = [row.fingerprint for row in rows]
        subjects = subjects_of(self.collection.view(EVERYTHING))
        self.store.apply(actions.set_state(self.store, subjects[:6], read=True)).result()
        self.store.apply(actions.set_state(self.store, subjects[4:7], archived=True)).result()
        write_note(self.store, subjects[1].id, "Hỏi lại giá gạo")
        said = [Correction("title", "Tên khác")]
        self.store.apply(correct(self.store, subjects[9], said[0])).result()
        self.collection.update_marks([it.id for it in subjects])

    def opened(self) -> Collection:
        made = Collection(self.library)
        made.load()
        made.attach(self.store)
        return made

    def follow(self) -> None:
        """What the watch does every second."""
        self.library.catch_up(self.collection.update_rows)

    def close(self) -> None:
        self.store.close()
        self.library.close()


@pytest.fixture
def window(tmp_path: Path, faulty: Faulty) -> Iterator[Window]:
    made = Window(tmp_path)
    yield made
    made.close()


def listed(collection: Collection, typed: str, **order: Any) -> list[tuple[str, bool]]:
    view = collection.view(wanted(typed) if typed else EVERYTHING, **order)
    view.prepare([], 32)
    assert [it.id for it in view.window(0, 2 * COUNT)] == list(view.ids())
    return [(it.id, not it.unread) for it in view.window(0, 2 * COUNT)]


ASKED: tuple[Callable[[Collection], object], ...] = (
    *(
        lambda it, typed=typed: listed(it, typed)  # type: ignore[misc]
        for typed in ("", "gạo", '"đàm phán"', "is:unread", "note:gạo", "date:2025-03", "source:none", "gia")
    ),
    lambda it: listed(it, "", order="title"),
    lambda it: listed(it, "sort:unread"),
    lambda it: it.count(wanted("is:archived")),
    lambda it: it.facet("state", EVERYTHING),
    lambda it: it.facet("date", EVERYTHING),
    lambda it: it.facet("person", EVERYTHING),
    lambda it: [shown.id for shown in it.with_words("tin", 5)],
    lambda it: [shown.id for shown in it.gone()],
    lambda it: it.known_names(),
    lambda it: it.view(EVERYTHING).position(it.view(EVERYTHING).ids()[3]),
)


@pytest.mark.parametrize("number", range(len(ASKED)))
def test_a_read_that_fails_breaks_nothing_and_is_made_up_for(
    window: Window, faulty: Faulty, number: int
) -> None:
    ask = ASKED[number]
    right = ask(window.opened())
    with faulty.failing(lambda _: False):
        ask(window.opened())
        reads = faulty.asked
    for which in (*range(1, reads + 1), 0):
        window.library._feed._now = None
        with faulty.failing(lambda n, which=which: n == which or not which):
            window.collection = window.opened()
            with suppress(Problem, AssertionError, IndexError):
                ask(window.collection)
        window.follow()
        assert ask(window.collection) == right, which


def test_a_change_during_a_fault_is_shown_after_it(window: Window, faulty: Faulty) -> None:
    for which in range(1, 30):
        write(window.folder, range(COUNT + which, COUNT + which + 1))
        (window.folder / f"{which}.txt").unlink()
        before = window.collection.picture
        with faulty.failing(lambda _: False):
            quietly(window.library)
        window.library._feed._now = before.catalogue  # nothing was told of it yet
        with faulty.failing(lambda n, which=which: n in (which, which + 3)):
            window.follow()
        window.follow()
        window.follow()
        assert listed(window.collection, "") == listed(window.opened(), ""), which


def test_marks_set_during_a_fault_are_shown_after_it(window: Window, faulty: Faulty) -> None:
    subjects = subjects_of(window.collection.view(EVERYTHING))
    for which, subject in enumerate(subjects[10:20]):
        window.store.apply(actions.set_state(window.store, [subject], read=True)).result()
        with faulty.failing(lambda n, which=which: n >= which):
            window.collection.update_marks([subject.id])
            assert window.collection.remember([subject.id]) is None
            assert window.collection.remember() is None
        window.follow()
        assert listed(window.collection, "is:read") == listed(window.opened(), "is:read")
        assert (subject.id, True) in listed(window.collection, "")
    assert all(not name.startswith("-") for name in window.store.marks())


def test_a_view_is_scrolled_after_another_window_has_numbered_the_articles_anew(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "LEAST", 2)
    monkeypatch.setattr(catalogues, "ROWS_KEPT", 8)
    window.library._feed._now = None
    window.collection = window.opened()
    view = window.collection.view(EVERYTHING)
    ids = view.ids()
    head = view.window(0, 8)
    other = Library([window.folder], index_path=window.index, bundled=False)
    for number in range(9):
        (window.folder / f"{number}.txt").unlink()
    quietly(other)
    other.close()
    assert view.window(0, 8) == head
    assert view.window(16, 8) == ()
    assert len(view.window(4, 8)) == 4
    with pytest.raises(IndexError):
        view.id_at(20)
    with pytest.raises(Problem):
        window.collection.view(EVERYTHING).ids()
    assert window.collection.entry(ids[20]).id == ids[20]
    starred = subjects_of(view)[0]
    window.store.apply(actions.set_state(window.store, [starred], starred=True)).result()
    window.collection.update_marks([starred.id])
    assert window.collection.remember([starred.id]) is None
    window.follow()
    assert listed(window.collection, "") == listed(window.opened(), "")
    assert window.collection.count(wanted("is:starred")) == window.opened().count(wanted("is:starred"))


def test_a_mark_leaves_what_was_looked_into_in_texts(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    in_texts = evaluating.in_texts

    def counted(*args: Any) -> Callable[[Any], int]:
        check = in_texts(*args)
        return lambda slots: looked.append(len(slots)) or check(slots)  # type: ignore[func-returns-value]

    monkeypatch.setattr(evaluating, "in_texts", counted)
    collection = window.collection
    found = listed(collection, '"đàm phán"')
    assert sum(looked) == len(found) - 1  # the one that is corrected is asked by itself
    looked.clear()
    subjects = subjects_of(collection.view(EVERYTHING))
    window.store.apply(actions.set_state(window.store, subjects[20:21], read=True)).result()
    collection.update_marks([subjects[20].id])
    before: Picture = collection.picture
    assert len(listed(collection, '"đàm phán"')) == len(found) and not looked
    # What the reader has corrected is asked by itself, and by its text again once that is taken back.
    window.store.apply(correct(window.store, subjects[21], Correction("title", "Khác"))).result()
    collection.update_marks([subjects[21].id])
    assert collection.picture is not before
    assert collection.count(wanted('title:"Khác"')) == 1
    assert len(listed(collection, '"đàm phán"')) == len(found) and sum(looked) <= 1
