"""What was meant by a name that nobody has."""

from __future__ import annotations

import threading

import pytest

from annotations.nearly import meant
from annotations.query.tree import TextField, Words
from seeds.catalogue import Catalogue
from seeds.library import Library

STORY = "{title}\n{date}T08:00:00+07:00\nTổng thống Mỹ Donald Trump gặp ông {name} ở Hà Nội.\nVnExpress\n"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("articles")
    for number, name in enumerate(("Nguyễn Văn An", "Trần Thị Bình", "Phạm Minh Chính")):
        text = f"---\nsource: VnExpress\nauthor: Khánh An\n---\n{STORY}"
        said = text.format(title=f"Gặp nhau {number}", date="2026-02-03", name=name)
        (folder / f"{number}.md").write_text(said, "utf-8")
    library = Library([folder], index_path=None, bundled=False)
    library.scan(stop=threading.Event(), progress=lambda _: None, changed=lambda _: None)
    return library.catalogue()


@pytest.mark.parametrize(
    ("field", "typed", "name"),
    [
        ("person", "Donlad", "Donald Trump"),
        ("person", "donald trupm", "Donald Trump"),
        ("entity", "Pham Minh Chin", "Phạm Minh Chính"),
        ("source", "VNEpress", "VnExpress"),
        ("author", "Khanh Am", "Khánh An"),
        ("person", "Zelensky", None),
        ("person", "D", None),
        ("source", "Dân trí", None),
    ],
)
def test_a_name_that_is_near_is_found(
    catalogue: Catalogue, field: TextField, typed: str, name: str | None
) -> None:
    assert meant(catalogue, Words(typed, field)) == name
