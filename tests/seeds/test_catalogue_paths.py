"""Articles are found by any part of their path: what the catalogue says of all is what each path says."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import catalogue_paths, rowset
from seeds.catalogue import Catalogue
from seeds.library import Library
from seeds.path_parts import folded_path, has_pieces, left_below, pieces_of
from tests.examples import examples

FOLDERS = ["", "2025", "2025/tháng 11", "Tin tức", "a/b/a"]
NAMES = ["tin.txt", "Đổi mới.txt", "a b.md", "11.txt", "cafe\u0301.txt"]


def scanned(library: Library) -> Catalogue:
    library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)
    return library.catalogue()


def written(root: Path) -> Path:
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name in NAMES:
            (root / folder / name).write_text(f"Bài {folder} {name}\nHuế có mưa.\n", "utf-8")
    (root / "2025/copy.txt").write_bytes((root / "tin.txt").read_bytes())
    return root


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    root = tmp_path_factory.mktemp("paths") / "thư viện"
    return scanned(Library([written(root)], index_path=None, bundled=True))


def named(catalogue: Catalogue, part: str) -> set[int]:
    slots = rowset.slots(catalogue.live())
    rows = zip(slots, catalogue.rows(slots), strict=True)
    pieces = pieces_of(part)
    return {slot for slot, row in rows if any(has_pieces(path, pieces) for path in (row.path, *row.copies))}


PARTS = st.lists(
    st.sampled_from(
        ["*", "/", "tin", "Tin tức/", "2025", "thư viện/", "11", ".", "txt", "a", "doi", "é", "b/a"]
    ),
    max_size=5,
).map("".join)


@given(PARTS, st.sampled_from([0, 4000]))
@examples(150)
def test_a_part_of_a_path_finds_the_articles_that_lie_there(kept: Catalogue, part: str, few: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(catalogue_paths, "_FEW", few)
        assert set(rowset.slots(kept.in_path(part))) == named(kept, part), part


@given(
    st.text("ab/", max_size=8), st.text("ab/", max_size=8), st.lists(st.text("ab/", min_size=1, max_size=4))
)
@examples(300)
def test_what_is_left_below_a_folder_makes_up_what_the_folder_lacks(
    folder: str, below: str, pieces: list[str]
) -> None:
    folder = f"/{folder}/"
    whole = has_pieces(folder + below, pieces)
    either = any(has_pieces("\n" + below, left) if left else True for left in ways(folder, pieces))
    assert whole == either


def ways(folder: str, pieces: list[str]) -> list[list[str]]:
    # ``has_pieces`` takes a line end for a blank, as it stands in no path.
    return [[piece.replace("\n", " ") for piece in left] for left in left_below(folder, pieces)]


def test_the_names_in_paths_go_on_as_typed(kept: Catalogue) -> None:
    def offered(typed: str) -> list[str]:
        return [name for name, _ in kept.path_names(typed, kept.live(), 20)]

    assert set(offered("")) == {"2025/", "tin tuc/", "a/"}
    assert offered("ti") == ["tin tuc/", "tin.txt"]
    assert offered("/Tín t") == ["tin tuc/"]
    assert set(offered("2025/")) == {"thang 11/", *map(folded_path, NAMES), "copy.txt"}
    assert offered("2025/tháng 11/d") == ["doi moi.txt"]
    assert offered("zzz") == []
    one = kept.in_path("a/b/a/11.txt")
    assert kept.path_names("1", one, 5) == [("11.txt", rowset.slots(one)[0])]
    assert kept.path_names("a", 0, 5) == []


def test_files_that_come_move_and_go_are_found_where_they_are(tmp_path: Path) -> None:
    root = written(tmp_path / "tin")
    library = Library([root], index_path=tmp_path / "index", bundled=False)
    before = scanned(library)
    assert before.in_path("11.txt").bit_count() == len(FOLDERS)
    (root / "11.txt").rename(root / "2025" / "mới.txt")
    (root / "a" / "new-11.txt").write_text("Một bài mới.\n", "utf-8")
    (root / "Tin tức" / "11.txt").unlink()
    (root / "2025" / "copy.txt").unlink()
    after = scanned(library)
    for part in ("11.txt", "moi.txt", "new", "copy", "2025/", "*", "tin/11"):
        assert set(rowset.slots(after.in_path(part))) == named(after, part), part
    assert after.in_path("moi.txt").bit_count() == 1 + len(FOLDERS)
    library.close()


def test_the_start_of_an_id_finds_its_articles(kept: Catalogue) -> None:
    slots = rowset.slots(kept.live())
    names = dict(zip(kept.fingerprints(slots), slots, strict=True))
    for start in ("", next(iter(names))[:2], next(iter(names)), "zz"):
        found = {slot for name, slot in names.items() if name.startswith(start)}
        assert set(rowset.slots(kept.beginning(start))) == found
