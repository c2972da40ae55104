"""Another window numbers the articles anew, or the index cannot be read for a moment: what could not be
asked is not taken for what is so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from seeds import catalogue as catalogues
from seeds import compaction
from seeds.cachefile import CacheFull
from seeds.catalogue import Catalogue
from seeds.index import Index, LibraryChange
from seeds.library import Library
from seeds.unanswered import Unanswered

COUNT = 12


def scanned(library: Library) -> Catalogue:
    library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)
    return library.catalogue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "articles"
    for number in range(COUNT):
        (found / "cu").mkdir(parents=True, exist_ok=True)
        text = f"Tin số {number}\nNgày {number + 1}/3/2025\n\nGạo bán ở Huế, lần {number}.\n"
        (found / "cu" / f"{number}.txt").write_text(text, "utf-8")
    return found


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Iterator[Library]:
    made = Library([folder], index_path=tmp_path / "index.sqlite", bundled=False)
    scanned(made)
    yield made
    made.close()


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[None]]:
    """While this lasts, the disk gives nothing."""

    @contextmanager
    def lasting() -> Iterator[None]:
        def fails(self: Index, *_: Any, **__: Any) -> Any:
            raise CacheFull("disk I/O error")

        with monkeypatch.context() as patched:
            patched.setattr(Index, "read", fails)
            yield

    return lasting


ASKED: tuple[Callable[[Catalogue], object], ...] = (
    lambda it: it.live(),
    lambda it: it.order("newest").tolist(),
    lambda it: it.slots_of([row.fingerprint for _, row in it.head(COUNT)]),
    lambda it: it.values("source"),
    lambda it: it.months(),
    lambda it: it.dated(None, None),
    lambda it: it.words("gạo"),
    lambda it: it.folded(3),
    lambda it: [row.title for row in it.rows(range(COUNT))],
    lambda it: it.fingerprints(range(COUNT)),
)


@pytest.mark.parametrize("ask", ASKED)
def test_what_could_not_be_asked_is_asked_again(
    library: Library, unread: Callable[[], AbstractContextManager[None]], ask: Callable[[Catalogue], object]
) -> None:
    right = ask(library.catalogue())
    now = Catalogue(library._index, library._index.state(), library.folders, "")
    with unread(), suppress(Unanswered):
        ask(now)
    assert now.missed
    assert ask(now) == right


def test_a_catalogue_that_could_not_be_asked_is_followed_by_another_one(
    library: Library, unread: Callable[[], AbstractContextManager[None]]
) -> None:
    told: list[LibraryChange] = []
    before = library.catalogue()
    library.catch_up(told.append)
    with unread():
        assert not before.words("gạo")
        library.catch_up(told.append)
    assert not told
    library.catch_up(told.append)
    (change,) = told
    assert change.catalogue.count() == COUNT and not change.added and not change.removed
    library.catch_up(told.append)
    assert len(told) == 1


def test_rows_of_another_numbering_are_not_taken_for_articles_without_one(
    library: Library, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "LEAST", 2)
    monkeypatch.setattr(catalogues, "ROWS_KEPT", 4)
    window = library.catalogue()
    slots = list(window.order("newest"))
    window.rows(slots[:4])
    other = Library([folder], index_path=tmp_path / "index.sqlite", bundled=False)
    for number in range(4):
        (folder / "cu" / f"{number}.txt").unlink()
    scanned(other)
    other.close()
    assert len(window.rows(slots[:4])) == 4
    for asked in (lambda: window.rows(slots), lambda: window.fingerprints(slots)):
        with pytest.raises(Unanswered):
            asked()
    assert set(window.rows_held(slots)) == set(slots[:4])


def test_folders_are_named_as_they_are_now(library: Library, folder: Path) -> None:
    def names(typed: str = "") -> dict[str, int]:
        now = library.catalogue()
        return dict(now.path_names(typed, now.live(), 20))

    assert list(names()) == ["cu/"]
    (folder / "mới").mkdir()
    (folder / "mới" / "a.txt").write_text("Bài mới\n\nHuế có mưa.\n", "utf-8")
    scanned(library)
    assert list(names()) == ["cu/", "moi/"]
    assert list(names("mo")) == ["moi/"]
    assert list(names("moi/")) == ["a.txt"]
    (folder / "cu").rename(folder / "xưa")
    scanned(library)
    assert list(names()) == ["xua/", "moi/"]
    assert not names("cu")
    assert len(names("xua/")) == COUNT
